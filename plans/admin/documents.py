"""Documents of Sở Nội vụ in the admin: one that decides on many catalogues, what each decided, its correction."""

from functools import partial
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from agencies.actions import refused
from agencies.models import IssuedDocument
from agencies.requests import posted_keys
from agencies.second_factor import proof
from agencies.seen import status_of
from agencies.typed import Typed, version_of
from agencies.workflow import WorkflowError
from plans.appraisal.corrections import correct_document, corrects, kept_by_others, values_of
from plans.appraisal.forms import CorrectionForm
from plans.appraisal.together import MOST, TOO_MANY, chosen_for, decide_together
from plans.appraisal.together_forms import TogetherForm, typed_key


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
        catalogues = self.chosen_catalogues(request)
        if not catalogues:
            messages.error(request, "Chọn ít nhất một Mục lục đang chờ thẩm định.")
            return redirect("admin:plans_catalogue_changelist")
        typed = Typed(request, key=typed_key(named_keys(request)))
        if request.method == "POST" and (answer := proof.ask(request)):
            return answer
        form = TogetherForm(typed.data, catalogues=catalogues, actor=request.user)
        if request.method == "POST" and form.is_valid():
            try:
                signed, results = decide_together(form.choices(), actor=request.user, **form.details())
            except WorkflowError as error:
                form.refuse(error)
            else:
                typed.drop()
                say_results(request, results)
                return redirect("admin:plans_catalogue_document", signed.pk)
        context = self.documents_context(request, "Một văn bản quyết định nhiều Mục lục")
        context |= {"form": form, "query": urlencode({"muc-luc": named_keys(request)}, doseq=True)}
        context |= typed.context(form)
        return TemplateResponse(request, "admin/plans/catalogue/together.html", context, status=status_of(form))

    def chosen_catalogues(self, request):
        """Catalogues named in the address that wait for the person; once the form is sent also those that wait no more,
        so that each is named to the person."""
        return chosen_for(request.user, named_keys(request), also_decided=request.method == "POST")

    def document_view(self, request, pk):
        """What a document decided, its files, and the way to correct it."""
        document = self.find_document(request, pk)
        context = self.documents_context(request, f"Văn bản số {document.number}")
        appraisals = document.appraisals.select_related("catalogue__agency", "decided_by")
        allowed, why = corrects(request.user, document)
        context |= {
            "document": document,
            "appraisals": appraisals.order_by("catalogue__agency__official_order", "pk"),
            "returns": document.returns.select_related("catalogue__agency"),
            "may_correct": allowed,
            "why_not": why,
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


def say_results(request, results):
    """A message on how many were decided, and one for each that was refused."""
    done = [each for each in results if not each.refusal]
    messages.success(request, f"Đã quyết định {len(done)} trong {len(results)} Mục lục.")
    for each in results:
        if each.refusal:
            messages.warning(request, f"{each.catalogue}: {each.refusal}")
