"""Drafts kept as people type, and forms that survive an expired login."""

from collections.abc import Callable

from django.conf import settings
from django.core import signing
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils import timezone

from . import acting
from .calendar import portal_now
from .models import FormDraft

STASH = "stashed_form"
OWNER_FIELD = "_owner"
STASH_MAX_BYTES = 512 * 1024
DRAFT_MAX_BYTES, LONGEST_KEY, MOST_DRAFTS = 1024 * 1024, 200, 100
IGNORED = {"csrfmiddlewaretoken", OWNER_FIELD, acting.FIELD}
# Predicates on a text; what one of them holds for is never kept. Higher apps add theirs when they are ready.
NEVER_KEPT: list[Callable[[str], bool]] = []


def owner_token(user):
    """Signed identity put into forms, so that a stashed form returns to its writer only."""
    return signing.dumps(user.pk, salt=STASH)


def save_draft(user, key, data):
    """Keep the posted fields (a QueryDict) as the user's draft of the form. BadRequest for what is never kept."""
    fields = kept_fields(data)
    if len(key) > LONGEST_KEY or "\0" in key or size_of(fields) > DRAFT_MAX_BYTES or not may_be_kept(fields):
        raise BadRequest("Biểu mẫu có nội dung không được lưu.")
    draft, created = FormDraft.objects.update_or_create(
        user=user, key=key, defaults={"fields": fields, "saved_at": portal_now()}
    )
    if created:
        drop_oldest(user)
    return draft


def kept_fields(data):
    """{name: values} without passwords and tokens; PostgreSQL keeps no NUL."""
    return {
        name.replace("\0", ""): [value.replace("\0", "") for value in values]
        for name, values in data.lists()
        if name not in IGNORED and "password" not in name
    }


def size_of(fields):
    return sum(len(name) + sum(map(len, values)) for name, values in fields.items())


def drop_oldest(user):
    """Nobody has this many forms open: whoever makes drafts without end loses the old ones."""
    surplus = FormDraft.objects.filter(user=user).order_by("-saved_at", "-pk").values_list("pk", flat=True)
    FormDraft.objects.filter(pk__in=list(surplus[MOST_DRAFTS:])).delete()


def may_be_kept(fields):
    return not any(refuses(value) for values in fields.values() for value in values for refuses in NEVER_KEPT)


def load_draft(user, key):
    """The user's draft as a QueryDict, or None. `draft_time` tells when it was kept."""
    draft = FormDraft.objects.filter(user=user, key=key).first()
    return as_querydict(draft.fields) if draft else None


def draft_time(user, key):
    moment = FormDraft.objects.filter(user=user, key=key).values_list("saved_at", flat=True).first()
    return timezone.localtime(moment) if moment else None


def drop_draft(user, key):
    FormDraft.objects.filter(user=user, key=key).delete()


def as_querydict(fields):
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    return data


def take_stashed(request):
    """The form this person had sent when the login had expired, once, for the page it was sent to; or None."""
    stash = request.session.get(STASH)
    if not stash or stash["path"] != request.path or stash["owner"] != request.user.pk:
        return None
    del request.session[STASH]
    return as_querydict(stash["fields"])


class KeepFormMiddleware:
    """A form posted after the login expired is kept in the session until its writer has logged in again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method == "POST" and request.user.is_anonymous and OWNER_FIELD in request.POST:
            stash(request)
        return None


def stash(request):
    try:
        owner = signing.loads(request.POST[OWNER_FIELD], salt=STASH, max_age=settings.SESSION_COOKIE_AGE * 7)
    except signing.BadSignature:
        return
    fields = kept_fields(request.POST)
    if size_of(fields) > STASH_MAX_BYTES or not may_be_kept(fields):
        return
    acting.keep_for_later(request)
    request.session[STASH] = {"path": request.path, "owner": owner, "fields": fields}
