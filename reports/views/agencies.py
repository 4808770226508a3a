"""Cơ quan: who is in the plan, and everything about one of them."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formats.text import fold
from agencies.list_choice import choice_of, send_list
from agencies.list_place import remember
from agencies.models import NO_HEIR, Agency, Event
from agencies.saved_views.lists import savable
from plans.models import Plan
from plans.shared_archive.desk import CHECKS, brief
from plans.shortcuts import plan_or_404

from .. import unconfirmed
from ..board import agency_objects, evidence, funnels, heat, sentences, table
from ..board.filters import AsOfForm, BoardFilter
from ..board.list_columns import LIST
from ..board.savings import savings
from ..charts import curve
from ..figures import figures_on
from ..figures.urged import times_urged
from ..forecast.card import card_of
from ..ledger.parts import ledger_address
from ..series import s_curve

EVENTS = 15


@savable("agency_list", "Cơ quan, đơn vị")
def agency_list(request):
    plan = Plan.current()
    board, choice = BoardFilter(request.GET), choice_of(request, LIST)
    remember(request, LIST.route)
    context = {"plan": plan, "board": board, "as_of": portal_today(), "choice": choice}
    if plan:
        figures = figures_on(plan, portal_today())
        build = listed if request.user.oversees else own_rows
        context |= build(figures, request.user, board, choice.hidden)
    return render(request, "reports/agency_list.html", context)


def agency_list_export(request):
    """The list as it is filtered and sorted, as of ?den_ngay=, as a workbook; communes are inside their district."""
    as_of = AsOfForm.asked(request).as_of
    figures, board = figures_on(plan_or_404(), as_of), BoardFilter(request.GET)
    oversees = request.user.oversees
    rows = board.select(figures.rolled_up) if oversees else board.in_order(own(figures, request.user))
    inside = {code for row in rows for code in (each.code for each in row.children)}
    sums = table.sums_below([row for row in rows if row.code not in inside])
    title = f"{LIST.title}, số liệu đã nhận đến ngày {format_date(as_of)}"
    return send_list(request, LIST, rows, sums=sums, title=title)


def listed(figures, user, board, hidden):
    """Phụ lục I and II for those who oversee, with the communes a search finds."""
    rows = board.select(figures.rolled_up)
    return {
        "groups": table.groups(figures, rows, hidden=hidden),
        "shown": figures.sum_of(rows),
        "count": len(rows),
        "communes": communes_named(figures, board, user),
    }


def own_rows(figures, user, board, hidden):
    """The person's own rows, with heads that sort and without sums: a commune is inside its district."""
    lines = [table.line(row, hidden=hidden) for row in board.in_order(own(figures, user))]
    return {"groups": [table.AnnexRows("", len(lines), "", lines)] if lines else []}


def own(figures, user):
    """Own agency, or those it took over from; a district rolled up, then its communes."""
    seen = figures.visible(user)
    codes = {row.code for row in seen}
    return [row if row.parent_code in codes else figures.district(row.code) for row in seen]


def communes_named(figures, board, user):
    """Communes found by name: they are inside their district in the table above."""
    words = fold(board.get("q") or "")
    rows = figures.visible(user) if words else []
    return [table.line(row) for row in rows if row.parent_code and words in fold(f"{row.name} {row.code}")][:50]


def agency_detail(request, code):
    agency = get_object_or_404(Agency.objects.visible_to(request.user).select_related("parent", "successor"), code=code)
    plan = Plan.current()
    asked = AsOfForm.asked(request)
    as_of = asked.as_of
    context = {"agency": agency, "plan": plan, "as_of": as_of, "asked": asked}
    context["parent_visible"] = bool(agency.parent) and sees(request.user, agency.parent)
    if plan:
        figures = figures_on(plan, as_of)
        if code in figures.by_code:
            context |= page(request, plan, agency, figures)
        elif agency.kind != Agency.Kind.PROVINCE and not agency.active_from:
            raise Http404
    context |= {"no_heir": NO_HEIR, "has_begun": agency.has_begun_by(as_of), "has_ended": agency.has_ended_by(as_of)}
    context |= {"heirs": heirs(agency), "documents": agency_objects.of(agency, request.user, as_of)}
    context |= {"archive": brief(agency, plan) if plan else None, "archive_checks": CHECKS}
    context |= {
        "events": Event.objects.visible_to(request.user)
        .by(as_of)
        .latest_first()
        .as_timeline()
        .filter(agency=agency)[:EVENTS]
    }
    return render(request, "reports/agency_detail.html", context)


def sees(user, agency):
    return user.oversees or user.belongs_to(agency)


def heirs(agency):
    """Agencies whose open work this one took over."""
    return list(agency.predecessors.all())


def page(request, plan, agency, figures):
    """Figures of the agency; of a district with its communes, which follow below it."""
    row = figures.district(agency.code)
    family = [figures.by_code[agency.code], *row.children]
    return {
        "row": row,
        "lead": sentences.agency_lead(row),
        "unconfirmed": unconfirmed.sentence(row),
        "pages_funnel": funnels.volume(row, "pages"),
        "files_funnel": funnels.volume(row, "files"),
        "money_funnel": funnels.money(row),
        "savings": savings(row),
        "evidence": evidence.of_agency(plan, agency, row, request.user),
        "ledger_url": ledger_address(agency.code, figures.as_of),
        "broken": funnels.broken(row),
        "chart": curve(s_curve(plan, figures.as_of, codes={each.code for each in family}, figures=figures)),
        "forecast": card_of(request, plan, row, figures),
        "urged": times_urged(plan, figures.as_of).get(row.pk),
        "milestones": heat.milestones(row),
        "tiles": agency_objects.tiles(row),
        "family": family_lines(family) if row.children else [],
        "family_sum": table.cells(row, adds_up=True) if row.children else "",
        "family_heat": heat.communes_heat(row.children),
    }


def family_lines(family):
    """The district's own row first, named so that nobody takes it for the sum; then its communes."""
    district, *communes = family
    return [table.line(district, name=f"{district.name} (riêng)"), *map(table.line, communes)]
