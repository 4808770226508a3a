"""Saving, renaming and deleting filters of a list: each person's own, some of each list, one default at most."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from ..formats.numbers import format_int
from ..formats.text import clean_text
from ..history import record
from ..models import SavedView, User
from ..refusal import Overtaken, WorkflowError
from .lists import LISTS

MOST, LONGEST_NAME, LONGEST = 20, 60, 1000  # of one list; letters of a name, and of all conditions
NO_NAME = f"Đặt tên cho bộ lọc, nhiều nhất {LONGEST_NAME} chữ."
TOO_MANY = f"Mỗi danh sách lưu nhiều nhất {format_int(MOST)} bộ lọc: xóa bớt một bộ lọc rồi lưu."
TOO_LONG = "Bộ lọc có quá nhiều điều kiện nên không lưu được: bỏ bớt điều kiện."
NOTHING = "Danh sách chưa lọc và chưa sắp xếp gì nên chưa có gì để lưu."
TAKEN = "Danh sách này đã có bộ lọc “{}”: đặt tên khác."
GONE = "Bộ lọc này vừa bị xóa hoặc thay đổi ở một trang khác: xem lại danh sách bộ lọc."

Fields = Mapping[str, list[str]]


@transaction.atomic
def save_view(owner: User, route: str, name: str, fields: Fields, *, is_default: bool = False) -> SavedView:
    """Keep the conditions under the name; a view of that name takes them in place of its own.

    Raises WorkflowError.
    """
    name = checked_name(name)
    if not fields:
        raise WorkflowError(NOTHING)
    if sum(len(key) + sum(map(len, values)) for key, values in fields.items()) > LONGEST:
        raise WorkflowError(TOO_LONG)
    mine = held(owner, route)
    view = next((one for one in mine if one.name == name), None) or SavedView(owner=owner, route=route, name=name)
    if view.pk is None and len(mine) >= MOST:
        raise WorkflowError(TOO_MANY)
    view.fields = dict(fields)
    write(view, is_default=is_default or view.is_default)
    sentence = f"lưu bộ lọc “{name}” của danh sách {LISTS[route].name}"
    record(view, actor=owner, action="save_view", sentence=sentence, agency=owner.agency, after=kept(view))
    return view


@transaction.atomic
def change_view(view: SavedView, name: str, *, is_default: bool) -> SavedView:
    """Give the view another name, or make it (no more) what the list opens with. Raises WorkflowError, Overtaken."""
    name = checked_name(name)
    mine = held(view.owner, view.route)
    if view.pk not in {one.pk for one in mine}:
        raise Overtaken(GONE)
    if any(one.name == name and one.pk != view.pk for one in mine):
        raise WorkflowError(TAKEN.format(name))
    before, owner = kept(view), view.owner
    view.name = name
    write(view, is_default=is_default)
    sentence = f"sửa bộ lọc “{name}” của danh sách {LISTS[view.route].name}"
    record(
        view, actor=owner, action="change_view", sentence=sentence, agency=owner.agency, before=before, after=kept(view)
    )
    return view


@transaction.atomic
def delete_view(view: SavedView) -> None:
    """Forget the view. Raises Overtaken where it is gone already."""
    owner, sentence = view.owner, f"xóa bộ lọc “{view.name}” của danh sách {LISTS[view.route].name}"
    record(view, actor=owner, action="delete_view", sentence=sentence, agency=owner.agency, before=kept(view))
    if not SavedView.objects.filter(pk=view.pk).delete()[0]:
        raise Overtaken(GONE)


def held(owner: User, route: str) -> list[SavedView]:
    """The person's views of the list, held until the transaction ends."""
    return list(SavedView.objects.filter(owner=owner, route=route).select_for_update(no_key=True))


def write(view: SavedView, *, is_default: bool) -> None:
    """Save the view, alone as a default. Raises Overtaken where another page was faster."""
    view.is_default = is_default
    try:
        with transaction.atomic():
            if is_default:
                others = SavedView.objects.filter(owner=view.owner, route=view.route).exclude(pk=view.pk)
                others.filter(is_default=True).update(is_default=False)
            view.save()
    except IntegrityError:
        raise Overtaken(GONE) from None


def checked_name(name: str) -> str:
    """The name as it is kept. Raises WorkflowError for none, or one that is too long."""
    name = clean_text(name)
    if not 0 < len(name) <= LONGEST_NAME:
        raise WorkflowError(NO_NAME)
    return name


def kept(view: SavedView) -> dict[str, object]:
    """What the history keeps of the view."""
    return {"name": view.name, "is_default": view.is_default, "fields": view.fields}
