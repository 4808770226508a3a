from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies import history
from agencies.acting import acting_agency
from agencies.actions import ActionForm, buttons, posted_or_kept, take_action
from agencies.files import send_private
from agencies.permissions import changes, works_in_the_plan
from agencies.workflow import WorkflowError
from plans.appraisal.desk import review_of
from plans.appraisal.facts import facts_for
from plans.appraisal.forms import AppraisalForm
from plans.declarations.drafts import current_plan
from plans.intake.template import template_workbook
from plans.models import Catalogue, CatalogueUpload, Fonds
from plans.pricing import a4_pages_of

from . import queue, search_views
from . import services as catalogues
from .forms import CatalogueForm, FilterForm, SecrecyForm

LIST_PAGE = 50
ACTION_FORMS = {"secrecy": SecrecyForm, "appraisal": AppraisalForm}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def catalogue_list(request):
    form = FilterForm(request.GET)
    filters = {name: form.data.get(name, "") for name in form.fields} if form.is_valid() else {}
    rows = queue.rows_for(request.user, filters)
    page = Paginator(rows, LIST_PAGE).get_page(request.GET.get("page"))
    for row in page:
        row.waiting = queue.waiting_text(row)
    return render(
        request,
        "plans/catalogue_list.html",
        {
            "page": page,
            "filters": filters,
            "filtered": any(filters.values()),
            "sums": queue.sums_of(rows),
            "states": Catalogue.State.choices,
            "agencies": queue.agencies_with_catalogues(request.user),
            "may_make": works_in_the_plan(request.user)[0],
        },
    )


def catalogue_new(request):
    allowed, reason = works_in_the_plan(request.user)
    if not allowed:
        messages.error(request, reason)
        return redirect("catalogue_list")
    agency = acting_agency(request)
    form = CatalogueForm(agency, posted_or_kept(request), initial={"fonds": only_fonds(agency)})
    if request.method == "POST" and form.is_valid():
        try:
            made = catalogues.create_catalogue(plan=current_plan(), agency=agency, actor=request.user, **form.details())
        except WorkflowError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, f"Đã lập {made}. Bây giờ nhập hồ sơ hoặc tải tệp lên.")
            return redirect("catalogue_detail", made.pk)
    return render(request, "plans/catalogue_form.html", {"form": form, "agency": agency})


def catalogue_detail(request, pk):
    catalogue = find(request, pk)
    may_edit, _ = changes(request.user, catalogue)
    open_actions = buttons(catalogue, request.user, lambda name: reverse("catalogue_action", args=[pk, name]))
    return render(
        request,
        "plans/catalogue_detail.html",
        {
            "catalogue": catalogue,
            **search_views.in_catalogue(request, catalogue),
            "a4_pages": a4_pages_of(catalogue),
            "events": history.of(catalogue)[:30],
            "return_event": history.last_return(catalogue),
            "waiting": queue.waiting_text(catalogue),
            "review": review_of(catalogue, request.user),
            "may_answer": request.user.acts_for(catalogue.agency),
            "results": catalogue.appraisals.in_force().order_by("decided_on", "pk"),
            "actions": open_actions if catalogue.file_count else [],  # an empty list goes nowhere yet
            "may_edit": may_edit,
            "undoable": may_edit and CatalogueUpload.objects.undoable(catalogue),
            "may_delete": may_edit and catalogue.was_never_handed_in,
        },
    )


def catalogue_edit(request, pk):
    catalogue = find_changeable(request, pk)
    if catalogue is None:
        return redirect("catalogue_detail", pk)
    initial = {"name": catalogue.name, "fonds": catalogue.fonds_id}
    form = CatalogueForm(catalogue.agency, posted_or_kept(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            catalogues.rename_catalogue(catalogue, actor=request.user, **form.details())
        except WorkflowError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, "Đã lưu tên và phông của Mục lục.")
            return redirect("catalogue_detail", pk)
    context = {"form": form, "agency": catalogue.agency, "catalogue": catalogue}
    return render(request, "plans/catalogue_form.html", context)


def catalogue_delete(request, pk):
    catalogue = find_changeable(request, pk)
    if catalogue is None:
        return redirect("catalogue_detail", pk)
    if request.method == "POST":
        try:
            catalogues.delete_catalogue(catalogue, actor=request.user)
        except WorkflowError as error:
            messages.error(request, str(error))
            return redirect("catalogue_detail", pk)
        messages.success(request, "Đã xóa Mục lục.")
        return redirect("catalogue_list")
    return render(request, "plans/catalogue_delete.html", {"catalogue": catalogue})


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
        form_class=ACTION_FORMS.get(action.form, ActionForm),
        facts=queue.facts_of(catalogue) + facts_for(name, catalogue),
        weight=queue.WEIGHTS.get(name),
        from_tone=catalogue.tone,
        to_tone=Catalogue.TONES[action.target],
    )


def catalogue_template(request, pk):
    """The empty template, headed with the catalogue's name."""
    return send_private(template_workbook(find(request, pk)), f"mau-muc-luc-{pk}.xlsx")


def find(request, pk):
    seen = Catalogue.objects.visible_to(request.user).select_related("agency", "fonds", "plan", "submitted_by")
    return get_object_or_404(seen, pk=pk)


def find_changeable(request, pk):
    """The catalogue if the person may change its content now; otherwise says why not and gives None."""
    catalogue = find(request, pk)
    allowed, reason = changes(request.user, catalogue)
    if allowed:
        return catalogue
    messages.error(request, reason)
    return None


def only_fonds(agency):
    """The agency's fonds where it has just one: most agencies do."""
    found = list(Fonds.objects.filter(agency=agency)[:2])
    return found[0].pk if len(found) == 1 else None
