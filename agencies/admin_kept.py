"""The admin's own forms keep a draft like all others (agencies.typed and templates/admin/change_form.html)."""

from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.forms import model_to_dict

from .seen import status_of
from .typed import Typed, unjudge, version_of


class KeptFormMixin:
    """Shows again in the form what was typed and not saved; what a colleague saved meanwhile is not overwritten."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        obj = self.get_object(request, unquote(object_id)) if object_id else None
        typed = request.typed = Typed(request, seen=self.seen_version(request, obj))
        if object_id and obj is None:
            typed.keep_for_later()
        response = super().changeform_view(request, object_id, form_url, extra_context)
        drawn = getattr(response, "context_data", None) or {}
        if "adminform" in drawn:
            if drawn["has_change_permission"] if object_id else drawn["has_add_permission"]:
                drawn.update(typed.context(drawn["adminform"].form))
                response.status_code = status_of(drawn["adminform"].form)
        elif request.method == "POST" and (obj is not None or not object_id):
            typed.drop()
        return response

    def seen_version(self, request, obj):
        """A mark of what the form shows of the object."""
        if obj is None:
            return ""
        names = flatten_fieldsets(self.get_fieldsets(request, obj))
        return version_of(sorted(model_to_dict(obj, fields=names).items()))

    def get_form(self, request, *args, **kwargs):
        form, typed = super().get_form(request, *args, **kwargs), getattr(request, "typed", None)
        return drafting(form, typed) if typed else form


def drafting(form, typed):
    """The form class, showing the draft until it is sent, and refusing once what was changed meanwhile."""

    class Drafted(form):
        def __init__(self, data=None, *args, **kwargs):
            is_draft = data is None and typed.is_restored
            super().__init__(typed.data if is_draft else data, *args, **kwargs)
            if is_draft:
                unjudge(self)

        def clean(self):
            data = super().clean()
            typed.refuse_overtaken(self)
            return data

    return Drafted
