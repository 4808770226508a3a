from functools import partial

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from agencies import history
from agencies.actions import ActionForm, buttons, take_action
from agencies.files import send_private
from agencies.formats.text import for_file_name
from agencies.list_choice import list_context, send_list
from agencies.permissions import changes, works_in_the_plan
from agencies.saved_views.lists import savable
from plans.appraisal.agreed_changes import with_content_compared
from plans.appraisal.desk import review_of
from plans.appraisal.facts import facts_for
from plans.appraisal.forms import AppraisalForm
from plans.appraisal.handed_in import BEING_CHANGED, holds_rows_back, pages_of
from plans.appraisal.reopening import notices_of
from plans.appraisal.returns import to_mend
from plans.appraisal.unknown import open_in, pages_said
from plans.excess.facts import notice_of
from plans.intake.template import template_workbook
from plans.letters.in_lists import CHOICES as LETTERS
from plans.models import Catalogue, CatalogueUpload, CoverLetter, PageEstimate
from plans.signoffs.actions import ASK
from plans.signoffs.notices import asked_facts, sign_off_of
from plans.signoffs.queries import answers_of

from . import action_facts, queue, search_views
from .forms import FilterForm, HandInForm, ReadyForm
from .list_columns import LIST
from .lookup import find
from .page_actions import page_actions
from .undo_views import restorable_catalogues, undoable_changes


@savable("catalogue_list", "Mục lục")
def catalogue_list(request):
    form = FilterForm(request.GET)
    filters = {name: form.data.get(name, "") for name in form.fields} if form.is_valid() else {}
    rows = LIST.sort(request, queue.rows_for(request.user, filters))
    shown, sums, filtered = list_context(request, LIST, rows), queue.sums_of(rows), any(filters.values())
    every = queue.rows_for(request.user, {}) if filtered else rows
    for row in shown["page"]:
        row.waiting, row.known_pages = queue.still_waiting(row), queue.known_pages(row)
    context = shown | {
        "filters": filters,
        "filtered": filtered,
        "sums": sums,
        "whole": queue.sums_of(every) if filtered else sums,
        "states": Catalogue.State.choices,
        "letters": LETTERS,
        "agencies": queue.agencies_of(every),
        "may_make": works_in_the_plan(request.user)[0],
        "deleted": restorable_catalogues(request.user),
    }
    return render(request, "plans/catalogue_list.html", context)


def catalogue_list_export(request):
    """The list as it is filtered and sorted, whole, as a workbook."""
    form = FilterForm(request.GET)
    filters = {name: form.data.get(name, "") for name in form.fields} if form.is_valid() else {}
    return send_list(request, LIST, LIST.sort(request, queue.rows_for(request.user, filters)))


def catalogue_detail(request, pk):
    catalogue = find(request, pk)
    if holds_rows_back(request.user, catalogue):
        return held_back(request, catalogue)
    may_edit, _ = changes(request.user, catalogue)
    named = to_mend(catalogue)
    has_estimates = catalogue.estimated_files > 0
    open_actions = buttons(catalogue, request.user, lambda name: reverse("catalogue_action", args=[pk, name]))
    context = {
        "catalogue": catalogue,
        "a4_pages": pages_of(catalogue),
        "pages_said": pages_said(catalogue, pages_of(catalogue)),
        "events": history.shown(catalogue, request.user)[:30],
        "notices": notices_of(catalogue),
        "excess": notice_of(catalogue),
        "sign_off": sign_off_of(catalogue, request.user),
        "to_mend": named,
        "mended": sum(row.is_done for row in named),
        "waiting": queue.waiting_text(catalogue),
        "review": review_of(catalogue, request.user),
        "may_answer": request.user.acts_for(catalogue.agency),
        "results": results_of(catalogue),
        "letters": CoverLetter.objects.about(catalogue),
        "may_edit": may_edit,
        "to_supplement": open_in(catalogue) if may_edit else [],
        "estimates": PageEstimate.objects.standing(catalogue).select_related("stated_by") if has_estimates else [],
        "pending": pending_uploads(request, catalogue) if request.user.acts_for(catalogue.agency) else [],
        "undoable": undoable_changes(catalogue) if may_edit else None,
        "may_delete": may_edit and catalogue.was_never_handed_in,
    }
    context |= page_actions(catalogue, open_actions, request.user)
    return render(request, "plans/catalogue_detail.html", context | search_views.in_catalogue(request, catalogue))


def held_back(request, catalogue):
    """The page for those who oversee the plan while the agency changes rows: what was handed in, and no row."""
    context = {
        "catalogue": catalogue,
        "a4_pages": pages_of(catalogue),
        "pages_said": pages_said(catalogue, pages_of(catalogue)),
        "events": history.shown(catalogue, request.user)[:30],
        "notices": notices_of(catalogue),
        "results": results_of(catalogue),
        "letters": CoverLetter.objects.about(catalogue),
        "being_changed": BEING_CHANGED,
    }
    return render(request, "plans/catalogue_detail.html", context)


def results_of(catalogue):
    """Every decision on the catalogue, the oldest first, each with whether a later one on the whole stands for it."""
    decided = catalogue.appraisals.select_related("document").order_by("decided_on", "pk")
    in_force = set(catalogue.appraisals.in_force().values_list("pk", flat=True))
    results = with_content_compared(decided, catalogue)
    for result in results:
        result.is_taken_up = result.pk not in in_force
    return results


def pending_uploads(request, catalogue):
    """Workbooks sent for the catalogue that nobody has confirmed or dropped, one's own with the way to go on."""
    uploads = list(CatalogueUpload.objects.pending().filter(catalogue=catalogue).select_related("requester"))
    for upload in uploads:
        upload.is_own = upload.requester_id == request.user.pk
    return uploads


def catalogue_action(request, pk, name):
    catalogue = find(request, pk)
    action = catalogue.workflow.action(name)
    if action is None:
        raise Http404
    return take_action(
        request,
        catalogue,
        name,
        back=reverse("catalogue_detail", args=[pk]),
        form_class=form_class(request, action, catalogue),
        facts=[
            *action_facts.facts_of(catalogue),
            *facts_for(name, catalogue),
            *to_look_at(name, catalogue),
            *asked_facts(catalogue),
        ],
        weight=action_facts.WEIGHTS.get(name),
        from_tone=catalogue.tone,
        to_tone=Catalogue.TONES[action.leads_to(catalogue.state)],
    )


def to_look_at(name, catalogue):
    """The checklist before handing in; [] for any other action."""
    return action_facts.checklist(catalogue) if name in ("submit", ASK) else []


def form_class(request, action, catalogue):
    """The form that asks for what the action needs."""
    if action.form == "appraisal":
        return partial(AppraisalForm, catalogues=[catalogue])
    if action.name == ASK:
        return partial(ReadyForm, catalogue=catalogue)
    if action.form == "secrecy":
        known = answers_of(catalogue)
        return partial(HandInForm, catalogue=catalogue, initial=known)
    return ActionForm


def catalogue_template(request, pk):
    """The empty template, headed with the catalogue's name."""
    catalogue = find(request, pk)
    name = f"mau-muc-luc-{catalogue.agency.code}-{for_file_name(catalogue.name)}.xlsx"
    return send_private(template_workbook(catalogue), name)
