"""Opening an appraised catalogue again: asked by its agency with a reason, granted or refused by Sở Nội vụ."""

from typing import Any

from agencies import history
from agencies.models import Event
from plans.models import Catalogue

NOT_REOPENED = "Mục lục không phải do Sở Nội vụ mở lại nên không có gì để thu hồi."
CHANGED = "Cơ quan đã sửa hoặc trình lại Mục lục sau khi được mở lại nên không thu hồi được."
AFTERWARDS = ("submit", "rename")  # what is done to a catalogue that was opened, beside changes of its files


def request_of(catalogue: Catalogue) -> Event | None:
    """The request that waits for an answer, with its reason; None where there is none."""
    return history.of(catalogue).filter(action="ask_reopen").first() if catalogue.is_to_be_reopened else None


def refusal_of(catalogue: Catalogue) -> Event | None:
    """Why the last request was refused, while nothing came after it; None otherwise."""
    if catalogue.state != Catalogue.State.APPRAISED:
        return None
    answers = ("ask_reopen", "refuse_reopen", "reopen", "appraise")
    last = history.of(catalogue).filter(action__in=answers).first()
    return last if last and last.action == "refuse_reopen" else None


def grant_of(catalogue: Catalogue) -> Event | None:
    """Who opened the draft again and when, until it is handed in; None for any other catalogue."""
    if catalogue.state != Catalogue.State.DRAFT or not catalogue.submitted_at:
        return None
    last = history.of(catalogue).filter(action__in=("reopen", "close_again", "submit")).first()
    return last if last and last.action == "reopen" else None


def notices_of(catalogue: Catalogue) -> list[dict[str, Any]]:
    """[{event, title, tone}] of the last decision on the catalogue or request, for the head of its page."""
    said = (
        (history.last_return(catalogue), "Sở Nội vụ trả lại để sửa.", "warning"),
        (request_of(catalogue), "Đề nghị mở lại Mục lục đã thẩm định.", "info"),
        (refusal_of(catalogue), "Sở Nội vụ không cho mở lại.", "warning"),
        (grant_of(catalogue), "Sở Nội vụ đã cho mở lại.", "info"),
    )
    return [{"event": event, "title": title, "tone": tone} for event, title, tone in said if event]


def ready_to_close(catalogue: Catalogue) -> list[str]:
    """What keeps a grant from being taken back: something was changed after it."""
    granted = grant_of(catalogue)
    if granted is None:
        return [NOT_REOPENED]
    since = Event.objects.about(catalogue).filter(pk__gt=granted.pk, action__in=AFTERWARDS)
    changes = catalogue.changes.standing().filter(revision=catalogue.revision)
    return [CHANGED] if since.exists() or changes.exists() else []
