"""Unfinished forms of a person, with links to continue."""

import re
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from agencies.acting import address, written_for
from agencies.formats.dates import format_datetime
from agencies.models import Agency, FormDraft, User
from agencies.permissions import works_in_the_plan
from agencies.policies import admits
from budgets.allocations.permissions import records
from budgets.models import Estimate
from plans.models import ArchivalFile, Catalogue

from ..models import UrgingLetter
from ..urging.permissions import urges
from .pills import Task, task

# First word of a draft's key -> (what it is, where to go on).
PLACES = {
    "review": ("Rà soát khối lượng", "review"),
    "detailed": ("Kế hoạch số hóa chi tiết", "detailed_plan"),
    "progress": ("Báo cáo tiến độ", "progress"),
    "catalogue": ("Mục lục", "catalogue_list"),
    "estimate": ("Dự toán", "estimate_list"),
    "target": ("Chỉ tiêu", "target_list"),
}
SHOWN = 5


def unfinished_forms(user: User) -> list[Task]:
    """One task for each kind of declaration with a draft and each agency the person works for; and other forms."""
    found = list(FormDraft.objects.filter(user=user).order_by("-saved_at").defer("fields"))
    declared = latest_of_each_kind(found, {one.code: one for one in user.answers_for})
    others = [draft for draft in found if draft.address and kind_and_code(draft.key)[0] not in PLACES]
    open_ones = [draft for draft in others if still_opens(draft.address, user)]
    mine = [one for one in declared if one[2] is None or user.acts_for(one[2])]
    return [continuing(*one, user) for one in mine] + [going_on(draft) for draft in open_ones[:SHOWN]]


def latest_of_each_kind(found: list[FormDraft], held: dict[str, Agency]) -> list[tuple[FormDraft, str, Agency | None]]:
    """(draft, kind, agency) of the declarations, one for each kind and agency."""
    latest: dict[tuple[str, Agency | None], FormDraft] = {}
    for draft in found:
        kind, code = kind_and_code(draft.key)
        latest.setdefault((kind, held.get(code)), draft)
    return [(draft, kind, agency) for (kind, agency), draft in latest.items() if kind in PLACES]


def kind_and_code(key: str) -> tuple[str, str]:
    """ "review-lines/20335" -> ("review", "20335"): the first word, and the agency's code where the key has one."""
    form, _, rest = key.partition("/")
    return re.split("[-_]", form)[0], rest.split("/")[0]


def continuing(draft: FormDraft, kind: str, agency: Agency | None, user: User) -> Task:
    """The task of going on with the draft, where it is."""
    name, route = PLACES[kind]
    whose = f" · {agency.short_name or agency}" if agency and agency.pk != user.agency_id else ""
    url = address(user, agency, route) if agency else reverse(route)
    return as_task(f"{name}{whose}", url, draft)


def going_on(draft: FormDraft) -> Task:
    """The task of going on with a form that is no declaration, named as its page is."""
    return as_task(draft.title or "biểu mẫu chưa gửi", draft.address, draft)


def as_task(name: str, url: str, draft: FormDraft) -> Task:
    kept = format_datetime(timezone.localtime(draft.saved_at))
    return task(f"Làm tiếp bản nháp: {name}", url, tone="run", word="bản nháp", note=f"Tự lưu lúc {kept}.")


def still_opens(place: str, user: User) -> bool:
    """True where the form at the address is there for the person, and what it is about can be changed."""
    try:
        match = resolve(place.partition("?")[0])
    except Resolver404:
        return False
    if match.url_name in NEW:
        return works_in_the_plan(user)[0]
    if match.url_name in ALLOCATIONS:
        return records(user)[0]
    if match.url_name == "delegation_new":
        return admits("gives", user)
    about = OF_AN_OBJECT.get(match.url_name or "")
    return about is not None and about(user).filter(pk=match.kwargs["pk"]).exists()


def own_catalogues(user: User) -> QuerySet[Catalogue]:
    return Catalogue.objects.visible_to(user).changeable().filter(agency__in=written_for(user))


def own_estimates(user: User) -> QuerySet[Estimate]:
    return Estimate.objects.visible_to(user).changeable().filter(agency__in=written_for(user))


def own_decided_estimates(user: User) -> QuerySet[Estimate]:
    """Those that a later version may be started of."""
    last = Estimate.objects.visible_to(user).in_force().filter(replaced_by=None)
    return last.filter(agency__in=written_for(user))


def own_files(user: User) -> QuerySet[ArchivalFile]:
    return ArchivalFile.objects.filter(catalogue__in=own_catalogues(user))


def own_letters(user: User) -> QuerySet[UrgingLetter]:
    """Letters that urge, of who writes them."""
    seen = UrgingLetter.objects.visible_to(user).exclude(state=UrgingLetter.State.DRAFT)
    return seen if urges(user)[0] else seen.none()


def own_drafts(user: User) -> QuerySet[UrgingLetter]:
    drafts = UrgingLetter.objects.visible_to(user).filter(state=UrgingLetter.State.DRAFT)
    return drafts if urges(user)[0] else drafts.none()


# Name of a form's route -> what it is about, as far as the person may change it now.
OF_AN_OBJECT: dict[str, Callable[[User], QuerySet[Any]]] = {
    "catalogue_edit": own_catalogues,
    "catalogue_files_new": own_catalogues,
    "catalogue_files_edit": own_catalogues,
    "catalogue_files_bulk": own_catalogues,
    "catalogue_file_edit": own_files,
    "estimate_edit": own_estimates,
    "estimate_edition_new": own_decided_estimates,
    "urging_edit": own_drafts,
    "urging_send": own_drafts,
    "urging_correct": own_letters,
}
NEW = ("catalogue_new", "estimate_new")
ALLOCATIONS = ("allocation_new", "allocation_upload_check", "allocation_take_back", "simulation_new")
