"""Documents of Sở Nội vụ in the admin: one that decides on many catalogues, what each decided, its correction."""

from functools import partial
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from agencies import sitting
from agencies.actions import refused
from agencies.documents import Kind
from agencies.list_place import list_url
from agencies.models import IssuedDocument
from agencies.requests import posted_keys
from agencies.second_factor import proof
from agencies.seen import status_of
from agencies.typed import Typed, version_of
from agencies.workflow import WorkflowError
from plans.appraisal.assigning import others_work
from plans.appraisal.corrections import correct_document, corrects, kept_by_others, values_of
from plans.appraisal.forms import CorrectionForm
from plans.appraisal.together import APPRAISE, MOST, RETURN, TOO_MANY, decide_together, judged_for
from plans.appraisal.together_forms import TogetherForm, typed_key
from plans.catalogues import desk_list
from plans.catalogues.desk_views import WHOLE

NOT_DECIDED = "not_decided"  # in the session: {document: [(key, name, why)]} of the last document on many
NOTHING_WAITS = "Chọn ít nhất một Mục lục đang chờ thẩm định."
ONLY_SOME = "Mỗi văn bản quyết định nhiều nhất {} Mục lục một lần nên trang này chỉ lấy các Mục lục đầu trong {}."


class DocumentsMixin:
    """Views of CatalogueAdmin about documents; it gives `has_view_permission` and `admin_site`."""

    @admin.action(description="Thẩm định các Mục lục đã chọn bằng một văn bản")
    def decide_together(self, request, queryset):
        """The chosen catalogues that wait, on one page."""
        waiting = list(queryset.awaiting_appraisal().values_list("pk", flat=True)[: MOST + 1])
        if not waiting or len(waiting) > MOST:
            messages.error(
                request, TOO_MANY if waiting else "Không có Mục lục nào đang chờ thẩm định trong số đã chọn."
            )
            return None
        chosen = "&".join(f"muc-luc={pk}" for pk in waiting)
        return redirect(f"{reverse('admin:plans_catalogue_together')}?{chosen}")

    def together_view(self, request):
        """One document, a result for each catalogue."""
        if WHOLE in request.GET:
            return self.whole_of_filter(request)
        if sitting.was_declined(request, Kind.CATALOGUE_APPRAISAL):
            return redirect(f"{request.path}?{with_keys(named_keys(request), wanted_in(request))}")
        catalogues, others = self.chosen_catalogues(request)
        if not catalogues:
            messages.error(request, " ".join([NOTHING_WAITS, *(f"{one}: {why}" for one, why in others)]))
            return redirect(list_url(request, "appraisal_queue"))
        typed = Typed(request, key=typed_key(named_keys(request)))
        if request.method == "POST" and (answer := proof.ask(request)):
            return answer
        last = sitting.remembered(request, Kind.CATALOGUE_APPRAISAL)
        form = TogetherForm(
            typed.data, catalogues=catalogues, actor=request.user, preset=wanted_in(request), sitting=last
        )
        if request.method == "POST" and form.is_valid():
            try:
                signed, results = decide_together(form.choices(), actor=request.user, **form.details())
            except WorkflowError as error:
                form.refuse(error)
            else:
                typed.drop()
                sitting.keep(request, Kind.CATALOGUE_APPRAISAL, form.details()["document"], form.details()["capacity"])
                say_results(request, signed, results)
                return redirect("admin:plans_catalogue_document", signed.pk)
        context = self.documents_context(request, "Một văn bản quyết định nhiều Mục lục")
        context |= {"form": form, "query": with_keys(named_keys(request), wanted_in(request)), "others": others}
        context |= {"sitting": last, "queue_url": list_url(request, "appraisal_queue")}
        context |= typed.context(form)
        return TemplateResponse(request, "admin/plans/catalogue/together.html", context, status=status_of(form))

    def whole_of_filter(self, request):
        """All that a filter of the queue leaves, each by its key: what comes to wait later is not decided with them."""
        keys = desk_list.keys_of(request.user, QueryDict(request.GET[WHOLE]))
        if len(keys) > MOST:
            messages.warning(request, ONLY_SOME.format(MOST, len(keys)))
        return redirect(f"{request.path}?{with_keys(keys[:MOST], wanted_in(request))}")

    def chosen_catalogues(self, request):
        """(catalogues named in the address that wait for the person, [(catalogue, why not)] of the others); once the
        form is sent also those that wait no more, so that each is named to the person."""
        judged = judged_for(request.user, named_keys(request), also_decided=request.method == "POST")
        chosen = [one for one, why in judged if not why]
        for one in chosen:
            one.others_work = others_work(one, request.user)
        return chosen, [(one, why) for one, why in judged if why]

    def document_view(self, request, pk):
        """What a document decided, its files, and the way to correct it."""
        document = self.find_document(request, pk)
        context = self.documents_context(request, f"Văn bản số {document.number}")
        appraisals = document.appraisals.select_related("catalogue__agency", "catalogue__fonds", "decided_by")
        allowed, why = corrects(request.user, document)
        context |= {
            "document": document,
            "appraisals": appraisals.order_by("catalogue__agency__official_order", "pk"),
            "returns": document.returns.select_related("catalogue__agency", "catalogue__fonds"),
            "may_correct": allowed,
            "why_not": why,
            "not_decided": not_decided_by(request, document),
            "queue_url": list_url(request, "appraisal_queue"),
        }
        return TemplateResponse(request, "admin/plans/catalogue/document.html", context)

    def correct_view(self, request, pk):
        """Correct number, day or capacity, with a reason."""
        document = self.find_document(request, pk)
        back = reverse("admin:plans_catalogue_document", args=[pk])
        known = values_of(document)
        typed = Typed(request, seen=version_of(known))
        form_of = partial(CorrectionForm, initial=known, document=document, actor=request.user)
        if refusal := corrects(request.user, document)[1]:
            return refused(request, refusal, form_of(typed.whatever), back, typed)
        if request.method == "POST" and (answer := proof.ask(request)):
            return answer
        form = form_of(typed.data)
        typed.refuse_overtaken(form)
        if request.method == "POST" and form.is_valid():
            try:
                current = correct_document(document, actor=request.user, seen=known, **form.cleaned_data)
            except WorkflowError as error:
                form.refuse(error)
            else:
                typed.drop()
                messages.success(request, "Đã đính chính văn bản.")
                return redirect("admin:plans_catalogue_document", current.pk)
        context = self.documents_context(request, f"Đính chính văn bản số {document.number}")
        context |= {"document": document, "form": form, "back": back} | typed.context(form)
        context["others"] = kept_by_others(document, request.user)
        return TemplateResponse(request, "admin/plans/catalogue/correct.html", context, status=status_of(form))

    def find_document(self, request, pk):
        """A document on catalogues. Http404, PermissionDenied."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        kind = IssuedDocument.Kind.CATALOGUE_APPRAISAL
        return get_object_or_404(
            IssuedDocument.objects.select_related("issuer", "registered_by", "delegation"), pk=pk, kind=kind
        )

    def documents_context(self, request, title):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.admin_site.each_context(request) | {"opts": self.opts, "title": title}

    def document_urls(self):
        views = {
            "tham-dinh-chung/": ("together", self.together_view),
            "van-ban/<int:pk>/": ("document", self.document_view),
            "van-ban/<int:pk>/dinh-chinh/": ("correct", self.correct_view),
        }
        return [
            path(way, self.admin_site.admin_view(view), name=f"plans_catalogue_{name}")
            for way, (name, view) in views.items()
        ]


def named_keys(request):
    """Keys of the catalogues that the address names."""
    return posted_keys(request.GET.getlist("muc-luc"))[:MOST]


def wanted_in(request):
    """The result that the address proposes for each catalogue."""
    return RETURN if request.GET.get("ket-qua") == RETURN else APPRAISE


def with_keys(keys, wanted):
    """The query that names these catalogues, and the result that is proposed for them."""
    return urlencode({"muc-luc": keys} | ({"ket-qua": wanted} if wanted != APPRAISE else {}), doseq=True)


def say_results(request, signed, results):
    """A message on how many were decided; those that were refused are kept with the reason for the document's page."""
    refused = [(each.catalogue.pk, str(each.catalogue), each.refusal[:300]) for each in results if each.refusal]
    messages.success(request, f"Đã quyết định {len(results) - len(refused)} trong {len(results)} Mục lục.")
    request.session[NOT_DECIDED] = {str(signed.pk): refused} if refused else {}


def not_decided_by(request, document):
    """What the document was to decide on and did not: {"rows": [(key, name, why)], "again": address}, or None."""
    rows = request.session.get(NOT_DECIDED, {}).get(str(document.pk))
    if not rows:
        return None
    again = f"{reverse('admin:plans_catalogue_together')}?{with_keys([pk for pk, *_ in rows], APPRAISE)}"
    return {"rows": rows, "again": again}
