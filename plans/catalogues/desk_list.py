"""Sở Nội vụ's queue: what waits for it within a filter, who works on it, and which comes next."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from agencies.formats.text import has_words
from agencies.list_columns import in_order
from agencies.models import Agency, User
from plans.appraisal import risks
from plans.appraisal.assigning import OPEN, named, officials
from plans.letters import in_lists as letters
from plans.models import Catalogue, CoverLetter
from plans.permissions import appraises_catalogue

from .desk_columns import COLUMNS
from .queue import days_waiting, next_waiting, sums_of, with_waiting

MINE, NOBODY = "toi", "chua"
ORDER, LONGEST = "desk_order", 500  # in the session: keys of the rows as the person saw them last
KINDS = [choice for choice in Agency.Kind.choices if choice[0] != Agency.Kind.PROVINCE]
STATES = [choice for choice in Catalogue.State.choices if choice[0] in OPEN]


class DeskFilterForm(forms.Form):
    """Narrows the queue; what a page of ours never writes narrows nothing."""

    q = forms.CharField(required=False, max_length=100)
    who = forms.RegexField(rf"{MINE}|{NOBODY}|\d{{1,18}}", required=False)
    state = forms.ChoiceField(required=False, choices=[("", ""), *STATES])
    kind = forms.ChoiceField(required=False, choices=[("", ""), *KINDS])
    letter = forms.ChoiceField(required=False, choices=[("", ""), *letters.CHOICES])


def filters_of(query: QueryDict) -> dict[str, str]:
    """The conditions that an address names."""
    form = DeskFilterForm(query)
    form.is_valid()
    return {name: form.cleaned_data.get(name, "") for name in form.fields}


def people() -> list[tuple[str, str]]:
    """Choices of who works on a catalogue."""
    return [(MINE, "Của tôi"), (NOBODY, "Chưa ai nhận"), *named(officials())]


def waiting_rows(user: User) -> list[Catalogue]:
    """All that waits for Sở Nội vụ, with what stands out counted: what was handed in first comes first, requests to
    open what was appraised come last."""
    seen = Catalogue.objects.visible_to(user).filter(state__in=OPEN)
    risks.bring_up_to_date(seen.awaiting_appraisal())
    waiting = with_waiting(seen).select_related("agency", "fonds", "risk", "assigned_to", "submitted_by")
    rows = letters.with_letters(waiting, CoverLetter.Kind.CATALOGUE)
    return sorted(rows, key=lambda row: (not row.is_awaited, -(days_waiting(row) or 0), row.submitted_at, row.pk))


def narrowed(rows: Iterable[Catalogue], user: User, filters: Mapping[str, str], sort: str = "") -> list[Catalogue]:
    """Those of the rows that the filter leaves, in the order of the list."""
    found = [row for row in rows if fits(row, user, filters)]
    return in_order(found, COLUMNS, sort)


def fits(row: Catalogue, user: User, filters: Mapping[str, str]) -> bool:
    if filters["state"] not in ("", row.state) or filters["kind"] not in ("", row.agency.kind):
        return False
    works = {"": True, MINE: row.assigned_to_id == user.pk, NOBODY: row.assigned_to_id is None}
    if not works.get(filters["who"], str(row.assigned_to_id) == filters["who"]):
        return False
    words = has_words(filters["q"], row.agency, row.fonds, row.name, letters.number(row))
    return words and letters.fits(row, filters["letter"])


def rows_of(user: User, query: QueryDict) -> list[Catalogue]:
    """The list as an address of it shows it, whole."""
    return narrowed(waiting_rows(user), user, filters_of(query), query.get("sort", ""))


def keys_of(user: User, query: QueryDict) -> list[int]:
    """Keys of all catalogues of the list on which one document can decide."""
    return [row.pk for row in rows_of(user, query) if row.is_awaited]


def sums(rows: Collection[Catalogue], user: User) -> dict[str, int]:
    """Sums of the rows; of those that wait also how many are the person's, and how many nobody's."""
    waiting = [row for row in rows if row.is_awaited]
    mine = sum(row.assigned_to_id == user.pk for row in waiting)
    free = sum(row.assigned_to_id is None for row in waiting)
    return sums_of(rows) | {"mine": mine, "free": free}


def keep_order(request: HttpRequest, rows: Iterable[Catalogue]) -> None:
    """Remember the list as the person sees it, so that after a decision the next of it follows."""
    keys = [row.pk for row in rows][:LONGEST]
    if request.session.get(ORDER) != keys:
        request.session[ORDER] = keys


def next_in_list(request: Any, done: Catalogue) -> tuple[Catalogue | None, int]:
    """(what follows the catalogue in the list as the person saw it last, how many of that list are left).

    From its end on with its beginning. Of a catalogue that was not in the list: what has waited longest.
    """
    keys = request.session.get(ORDER, [])
    if done.pk not in keys:
        return next_waiting(request.user, done), 0
    place = keys.index(done.pk)
    turn = [*keys[place + 1 :], *keys[:place]]
    waiting = Catalogue.objects.visible_to(request.user).awaiting_appraisal().filter(pk__in=turn)
    known = set(waiting.values_list("pk", flat=True))
    left = [pk for pk in turn if pk in known]
    rows = (waiting.select_related("agency").filter(pk=pk).first() for pk in left)
    return next((one for one in rows if one and appraises_catalogue(request.user, one)[0]), None), len(left)
