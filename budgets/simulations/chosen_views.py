"""The files that a simulation chose, agency by agency."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from agencies.limits.work import EXPORTS, spend_work
from agencies.list_choice import PortalList, list_context, send_list
from agencies.list_columns import ListColumn
from agencies.requests import SignedInRequest
from budgets.models import Simulation
from plans.models import ArchivalFile

from .chosen import ChosenFile, chosen_keys, files_of, pages_of
from .outcome import AgencyPart, outcome_of
from .views import find

FILES = PortalList(
    "simulation_files",
    "Hồ sơ được chọn",
    "Ho-so-duoc-chon",
    (
        ListColumn("number", "Hồ sơ số", lambda row: row.file and row.file.file_number, 12),
        ListColumn(
            "catalogue_number", "Mục lục số", lambda row: row.file and row.file.catalogue_number, 12, within="number"
        ),
        ListColumn("box", "Hộp số", lambda row: row.file and row.file.box_number, 10),
        ListColumn("title", "Tiêu đề hồ sơ", lambda row: row.file and row.file.title, 60),
        ListColumn("catalogue", "Mục lục", lambda row: row.catalogue.with_fonds, 44),
        ListColumn("reasons", "Thuộc diện ưu tiên", lambda row: row.reasons, 40),
        ListColumn("points", "Điểm", lambda row: row.key.points, 10),
        ListColumn("pages", "Trang A4 quy đổi", lambda row: row.key.pages, 14),
    ),
    of_one=True,
)


def simulation_files(request: SignedInRequest, pk: int) -> HttpResponse:
    simulation, parts, part = asked_for(request, pk)
    keys = chosen_keys(simulation, part.agency) if part else []
    context = list_context(request, FILES, keys)
    context["page"].object_list = files_of(context["page"].object_list, seen(request))
    context |= {"simulation": simulation, "parts": parts, "part": part, "count": len(keys), "pages": pages_of(keys)}
    return render(request, "budgets/simulation_files.html", context)


def simulation_files_export(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """All that was chosen of the agency, as a workbook."""
    simulation, _, part = asked_for(request, pk)
    if part is None:
        raise Http404
    spend_work(EXPORTS, request.user)
    rows = files_of(chosen_keys(simulation, part.agency), seen(request))
    title = f"Hồ sơ được chọn của {part.agency} theo {simulation}"
    return send_list(request, FILES, rows, sums=sums_of(rows), title=title, file=f"Ho-so-duoc-chon-{part.agency.code}")


def sums_of(rows: list[ChosenFile]) -> dict[str, int]:
    return {"pages": pages_of(row.key for row in rows)}


def asked_for(request: SignedInRequest, pk: int) -> tuple[Simulation, list[AgencyPart], AgencyPart | None]:
    """(simulation, agencies of which something was chosen, the one of the address or else the first)"""
    simulation = find(request.user, pk)
    parts = [part for part in outcome_of(simulation).agencies if part.chosen_files] if simulation.is_ready else []
    code = request.GET.get("co-quan", "")
    return simulation, parts, next((one for one in parts if one.agency.code == code), parts[0] if parts else None)


def seen(request: SignedInRequest) -> QuerySet[ArchivalFile]:
    return ArchivalFile.objects.visible_to(request.user)
