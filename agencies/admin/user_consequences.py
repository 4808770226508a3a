"""Sentences on the consequences of adding or editing a person's account."""

from collections.abc import Iterator

from ..models import Agency, User
from ..models.account_change import sentence_of

NEW = "Người mới: {}, {}, nhiệm vụ “{}”; {}."
NO_PASSWORD, NOT_IN_USE = "chưa có mật khẩu, cần cấp giấy mời", "tài khoản chưa dùng được"
CHANGED = "{}: {}."
HELD = "{}: {} chỉ sau khi người thứ hai xác nhận."
STOPS, GOES_ON = "ngừng dùng, không đăng nhập được nữa", "dùng lại được"
NOWHERE = "không thuộc cơ quan nào"
TEXTS = {"full_name": "họ và tên", "email": "thư điện tử", "position": "chức vụ"}


def of_user(before: User | None, after: User) -> Iterator[str]:
    """At which office with which duty a new person is, or what becomes another of a known one; nothing where nothing
    changes."""
    if held := getattr(after, "held", None):
        before_it, after_it = ({name: pair[place] for name, pair in held.items()} for place in (0, 1))
        yield HELD.format(known_as(before or after), sentence_of(before_it, after_it))
    if before is None:
        way_in = NO_PASSWORD if after.is_active else NOT_IN_USE
        yield NEW.format(known_as(after), office(after.agency), after.get_duty_display(), way_in)
        return
    changes = list(changes_of(before, after))
    if changes:
        yield CHANGED.format(known_as(before), "; ".join(changes))


def changes_of(before: User, after: User) -> Iterator[str]:
    """What changes for the person, from → to, the weightiest first."""
    if before.is_active != after.is_active:
        yield GOES_ON if after.is_active else STOPS
    if before.duty != after.duty:
        yield f"nhiệm vụ từ “{before.get_duty_display()}” thành “{after.get_duty_display()}”"
    if before.agency_id != after.agency_id:
        yield f"cơ quan từ {office(before.agency)} thành {office(after.agency)}"
    for name, label in TEXTS.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield f"{label} từ {text(old)} thành {text(new)}"


def known_as(user: User) -> str:
    """The name with that of the account: two people may have one name."""
    return f"{user.full_name} ({user.username})" if user.full_name else user.username


def office(agency: Agency | None) -> str:
    return str(agency) if agency else NOWHERE


def text(value: str) -> str:
    return f"“{value}”" if value else "trống"
