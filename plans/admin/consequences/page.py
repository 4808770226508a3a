"""Before reference data is saved, a page says what changes for whom; it is saved when that is agreed to."""

from django.template.response import TemplateResponse

from agencies.typed import Typed

AGREED = "_agreed"


class SaysWhatChanges:
    """For an admin: `consequences_of(before, after)` gives the sentences; `before` is None where a row is added."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and AGREED not in request.POST:
            page = self.page_before_saving(request, object_id)
            if page:
                return page
        return super().changeform_view(request, object_id, form_url, extra_context)

    def page_before_saving(self, request, object_id):
        """The page with the sentences; None where the form is not in order, or the person may not save it."""
        before = self.get_object(request, object_id) if object_id else None
        allowed = self.has_change_permission(request, before) if before else self.has_add_permission(request)
        if not allowed or (object_id and before is None):
            return None
        instance = self.get_object(request, object_id) if object_id else None
        form = self.get_form(request, before, change=bool(before))(request.POST, request.FILES, instance=instance)
        if not form.is_valid():
            return None
        sentences = list(self.consequences_of(before, form.instance))
        if sentences:  # "Không, sửa lại" leads back to what was typed
            Typed(request, seen=self.seen_version(request, before)).save(
                request.POST, self.seen_version(request, before)
            )
        return self.drawn(request, form, sentences) if sentences else None

    def drawn(self, request, form, sentences):
        sent = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
        context = {
            "title": "Điều gì thay đổi",
            "opts": self.opts,
            "object": str(form.instance),
            "sentences": sentences,
            "sent": [pair for pair in sent if pair[0] != "csrfmiddlewaretoken"],
            "agreed": AGREED,
        }
        return TemplateResponse(
            request, "admin/plans/consequences.html", self.admin_site.each_context(request) | context
        )
