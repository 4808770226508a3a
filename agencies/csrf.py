"""A form whose page is older than the latest log-in: not carried out, but kept and shown again."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.csrf import csrf_failure

from . import drafts


def keep_late_form(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Show the form again as it was typed, under a new token; anything that is not its writer's form is refused."""
    if is_page(request) and kept_for_its_writer(request):
        return redirect(request.get_full_path())
    return csrf_failure(request, reason)


def is_page(request: HttpRequest) -> bool:
    """True for a form on a page; what is sent as people type is kept as a draft already."""
    match = request.resolver_match
    return drafts.OWNER_FIELD in request.POST and (match is None or match.url_name != "draft_save")


def kept_for_its_writer(request: HttpRequest) -> bool:
    """Keep the form in the session; False where nothing was kept, or where it is not the user's own."""
    request.session.pop(drafts.STASH, None)
    drafts.stash(request)
    kept = request.session.get(drafts.STASH)
    if kept and request.user.is_authenticated and kept["owner"] != request.user.pk:
        del request.session[drafts.STASH]
        return False
    return bool(kept)
