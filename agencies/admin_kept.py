"""The admin's own forms survive an expired login like all others (see drafts and templates/admin/change_form.html)."""

from .actions import posted_or_kept


class KeptFormMixin:
    """Shows again in the form what was sent when the login had expired; it is saved only when sent once more."""

    def changeform_view(self, request, *args, **kwargs):
        request.kept_form = posted_or_kept(request) if request.method == "GET" else None
        return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request, *args, **kwargs):
        form, kept = super().get_form(request, *args, **kwargs), getattr(request, "kept_form", None)
        return filled(form, kept) if kept else form


def filled(form, kept):
    """The form class, showing the kept texts in place of the stored values."""

    class Kept(form):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            for name, field in self.fields.items():
                self.initial[name] = field.widget.value_from_datadict(kept, {}, self.add_prefix(name))

    return Kept
