"""Making, naming and deleting a catalogue."""

from django.contrib import messages
from django.shortcuts import redirect, render

from agencies.acting import agency_to_write_for
from agencies.permissions import works_in_the_plan
from agencies.seen import refuse, seen_version, shown_again, status_of
from agencies.typed import Typed, version_of
from agencies.workflow import Overtaken, WorkflowError
from plans.appraisal.kept_sentences import DELETED, kept_among
from plans.models import Catalogue, Fonds
from plans.shortcuts import plan_or_404

from . import services as catalogues
from .deleting import delete_catalogue
from .forms import CatalogueForm
from .lookup import find_changeable
from .undo_views import tell_undoable


def catalogue_new(request):
    allowed, reason = works_in_the_plan(request.user)
    if not allowed:
        messages.error(request, reason)
        return redirect("catalogue_list")
    agency = agency_to_write_for(request)
    typed = Typed(request, key=f"{request.path.strip('/')}/{agency.code}")
    form = CatalogueForm(agency, typed.data, initial={"fonds": usual_fonds(agency)})
    if request.method == "POST" and form.is_valid():
        try:
            made = catalogues.create_catalogue(plan=plan_or_404(), agency=agency, actor=request.user, **form.details())
        except WorkflowError as error:
            form.add_error("name", str(error))
        else:
            typed.drop()
            messages.success(request, f"Đã lập {made}. Bây giờ nhập hồ sơ hoặc tải tệp lên.")
            return redirect("catalogue_detail", made.pk)
    return render(request, "plans/catalogue_form.html", {"form": form, "agency": agency} | typed.context(form))


def catalogue_edit(request, pk):
    catalogue = find_changeable(request, pk)
    if catalogue is None:
        Typed(request).keep_for_later()
        return redirect("catalogue_detail", pk)
    initial = {"name": catalogue.name, "fonds": catalogue.fonds_id}
    typed = Typed(request, seen=version_of(initial))
    form = CatalogueForm(catalogue.agency, typed.data, initial=initial)
    typed.refuse_overtaken(form)
    if request.method == "POST" and form.is_valid():
        try:
            catalogues.rename_catalogue(catalogue, actor=request.user, **form.details())
        except Overtaken as error:
            refuse(form, error)
        except WorkflowError as error:
            form.add_error("name", str(error))
        else:
            typed.drop()
            messages.success(request, "Đã lưu tên và phông của Mục lục.")
            return redirect("catalogue_detail", pk)
    context = {"form": form, "agency": catalogue.agency, "catalogue": catalogue} | typed.context(form)
    return render(request, "plans/catalogue_form.html", context, status=status_of(form))


def catalogue_delete(request, pk):
    catalogue = find_changeable(request, pk)
    if catalogue is None:
        return redirect("catalogue_detail", pk)
    context = {"catalogue": catalogue, "kept_for": kept_among(catalogue.files.all(), DELETED)}
    if request.method != "POST":
        return render(request, "plans/catalogue_delete.html", context)
    try:
        change = delete_catalogue(catalogue, actor=request.user, expected_version=seen_version(request))
    except Overtaken as error:
        return shown_again(request, "plans/catalogue_delete.html", context, error)
    except WorkflowError as error:
        messages.error(request, str(error))
        return redirect("catalogue_detail", pk)
    tell_undoable(request, change, f"Đã xóa {catalogue}.")
    return redirect("catalogue_list")


def usual_fonds(agency):
    """The fonds of the agency's latest catalogue, or its only one; None where neither says which."""
    last = Catalogue.objects.filter(agency=agency).order_by("-pk").values_list("fonds", flat=True).first()
    found = list(Fonds.objects.filter(agency=agency)[:2])
    return last or (found[0].pk if len(found) == 1 else None)
