"""Drafts kept as people type, and forms that survive an expired login."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from . import acting
from .calendar import portal_now
from .client_address import counted_address
from .kept_files import drop_files
from .limits.quotas import Quota, TooMany, spend
from .models import FormDraft, User
from .requests import as_querydict
from .secrecy.marks import is_marked

STASH = "stashed_form"
MOST_STASHES = {"writer": 12, "address": 60, "all": 600}
OWNER_FIELD = "_owner"
STASH_MAX_BYTES = 512 * 1024
# Forms kept in an hour: of one writer, from one address, of everybody. Sessions that hold them end after some hours.
STASHES = [Quota(f"form kept, {whose}", most, timedelta(hours=1), "") for whose, most in MOST_STASHES.items()]
DRAFT_MAX_BYTES, LONGEST_KEY, LONGEST_ADDRESS, MOST_DRAFTS = 1024 * 1024, 200, 300, 100
Fields = dict[str, list[str]]  # the values that were typed, by the name of their field
SEEN, ADDRESS, TITLE = "_seen", "_address", "_title"  # the version that the page showed, its address, its heading
ONCE = "_once"  # the key that the page was drawn with (agencies.once)
IGNORED = {"csrfmiddlewaretoken", OWNER_FIELD, acting.FIELD, SEEN, ADDRESS, TITLE, ONCE}
NOT_KEPT = "Biểu mẫu có nội dung không được lưu."


def owner_token(user: User) -> str:
    """Signed identity put into forms, so that a stashed form returns to its writer only."""
    return signing.dumps(user.pk, salt=STASH)


def save_draft(user: User, key: str, data: QueryDict, *, seen: str = "") -> FormDraft:
    """Keep the posted fields as the user's draft of the form. Raises BadRequest for what is never kept."""
    fields = kept_fields(data)
    if len(key) > LONGEST_KEY or "\0" in key or size_of(fields) > DRAFT_MAX_BYTES or not may_be_kept(fields):
        raise BadRequest(NOT_KEPT)
    draft, created = FormDraft.objects.update_or_create(
        user=user, key=key, defaults={"fields": fields, "saved_at": portal_now()} | place_of(data, seen)
    )
    if created:
        drop_oldest(user)
    return draft


def save_what_may_be(user: User, key: str, data: QueryDict, *, seen: str = "") -> bool:
    """Keep the draft without the rows in which something may not be kept; True where a row was left out.

    Raises BadRequest where nothing is left to keep, and as `save_draft` does.
    """
    kept = without_marked_rows(data)
    if len(kept) < len(data) and not kept_fields(kept):
        raise BadRequest(NOT_KEPT)
    save_draft(user, key, kept, seen=seen)
    return len(kept) < len(data)


def without_marked_rows(data: QueryDict) -> QueryDict:
    """What was typed without the rows that hold a mark of secrecy."""
    marked = {row_of(name) for name, values in data.lists() if not may_be_kept({name: values})}
    kept = data.copy()
    for name in [name for name in data if row_of(name) in marked]:
        del kept[name]
    return kept


def row_of(name: str) -> str:
    """The row of a grid that a field belongs to: "form-7" of "form-7-title"; each field of a plain form is one.

    A field named by a key, as an answer ("answer-17"), is a row of its own.
    """
    row, _, field = name.rpartition("-")
    return name if field.isdecimal() else row or name


def place_of(data: QueryDict, seen: str) -> dict[str, str]:
    """Values of a FormDraft that say what was typed and where, as far as the form shows it."""
    address, title = data.get(ADDRESS, "")[:LONGEST_ADDRESS], data.get(TITLE, "").replace("\0", "")[:LONGEST_KEY]
    place = {"address": address} if url_has_allowed_host_and_scheme(address, None) else {}
    place |= {"title": title} if title and may_be_kept({TITLE: [title]}) else {}
    return place | {"seen": (seen or data.get(SEEN, ""))[:64].replace("\0", "")}


def kept_fields(data: QueryDict) -> Fields:
    """{name: values} without passwords and tokens; PostgreSQL keeps no NUL."""
    return {
        name.replace("\0", ""): [value.replace("\0", "") for value in values]
        for name, values in data.lists()
        if name not in IGNORED and "password" not in name
    }


def size_of(fields: Fields) -> int:
    """Length of all names and values, in characters."""
    return sum(len(name) + sum(map(len, values)) for name, values in fields.items())


def drop_oldest(user: User) -> None:
    """Delete the user's oldest drafts beyond MOST_DRAFTS, more than anybody has forms open."""
    surplus = FormDraft.objects.filter(user=user).order_by("-saved_at", "-pk").values_list("pk", flat=True)
    FormDraft.objects.filter(pk__in=list(surplus[MOST_DRAFTS:])).delete()


def may_be_kept(fields: Fields) -> bool:
    """False where a value carries a mark of secrecy: that is never kept."""
    return not any(is_marked(value) for values in fields.values() for value in values)


def find_draft(user: User, key: str) -> FormDraft | None:
    return FormDraft.objects.filter(user=user, key=key).first()


def find_drafts(user: User, keys: Iterable[str]) -> dict[str, FormDraft]:
    """{key: the user's draft} of the forms that have one."""
    return {draft.key: draft for draft in FormDraft.objects.filter(user=user, key__in=list(keys))}


def load_draft(user: User, key: str) -> QueryDict | None:
    """The user's draft of the form, or None."""
    draft = find_draft(user, key)
    return as_querydict(draft.fields) if draft else None


def draft_time(user: User, key: str) -> datetime | None:
    """When the user's draft of the form was kept, in Vietnam's time; None where there is none."""
    moment = FormDraft.objects.filter(user=user, key=key).values_list("saved_at", flat=True).first()
    return timezone.localtime(moment) if moment else None


def drop_draft(user: User, key: str) -> None:
    """Forget the user's draft of the form, and the files that were chosen for it."""
    FormDraft.objects.filter(user=user, key=key).delete()
    drop_files(user, key)


def is_owner(user: User, token: str) -> bool:
    """True where the form was drawn for this user, who may have logged in on a computer where another one's is open."""
    try:
        return bool(signing.loads(token, salt=STASH) == user.pk)
    except signing.BadSignature:
        return False


def take_stashed(request: HttpRequest) -> QueryDict | None:
    """The form this person had sent when the login had expired, once, for the page it was sent to; or None."""
    stash = request.session.get(STASH)
    if not stash or stash["path"] != request.path or stash["owner"] != request.user.pk:
        return None
    del request.session[STASH]
    return as_querydict(stash["fields"])


class KeepFormMiddleware:
    """A form posted after the login expired is kept in the session until its writer has logged in again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: Any, kwargs: Any) -> None:
        if request.method == "POST" and request.user.is_anonymous and OWNER_FIELD in request.POST:
            stash(request)


def has_room(request: HttpRequest, owner: int) -> bool:
    """Count one form kept without a log-in; False where its writer, the address or the portal keeps enough already."""
    if not User.objects.filter(pk=owner, is_active=True).exists():
        return False
    try:
        spend([(STASHES[0], str(owner)), (STASHES[1], counted_address(request)), (STASHES[2], "")])
    except TooMany:
        return False
    return True


def stash(request: HttpRequest) -> None:
    """Keep the posted form in the session for its signed writer; a form of nobody, or too long, is dropped.

    Rows with a mark of secrecy are left out: nothing of them is kept.
    """
    try:
        owner = signing.loads(request.POST[OWNER_FIELD], salt=STASH, max_age=settings.SESSION_COOKIE_AGE * 7)
    except signing.BadSignature:
        return
    if has_room(request, owner) and keep_in_session(request, owner):
        acting.keep_for_later(request)


def keep_sent(request: HttpRequest) -> None:
    """Keep what somebody who is logged in has sent for the page it was sent to, which knows why it is shown again."""
    if keep_in_session(request, request.user.pk):
        request.session[STASH]["told"] = True


def keep_in_session(request: HttpRequest, owner: object) -> bool:
    """Keep the posted form for its owner; False where nothing of it may be kept."""
    fields = kept_fields(without_marked_rows(request.POST)) | {SEEN: [request.POST.get(SEEN, "")[:64]]}
    if size_of(fields) > STASH_MAX_BYTES or not may_be_kept(fields):
        return False
    request.session[STASH] = {"path": request.path, "owner": owner, "fields": fields}
    return True


def has_read_why(request: HttpRequest) -> bool:
    """True where the person has already read why the form is shown again."""
    return bool(request.session.get(STASH, {}).get("told"))
