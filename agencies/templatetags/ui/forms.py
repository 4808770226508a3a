"""Pieces of a form: a question, a cell of a grid, all errors at once, the buttons, the page before a deletion."""

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join

from ... import acting, form_errors, once
from ...drafts import OWNER_FIELD
from .library import register


@register.inclusion_tag("components/field.html")
def field(bound, unit="", css=""):
    return {"field": bound, "unit": unit, "css": css}


@register.simple_tag
def cell(bound, label):
    """The widget of one grid cell, named for screen readers ("Dòng 3, Trang A4"), with its errors below."""
    widget = bound.as_widget(attrs={"aria-label": label})
    if not bound.errors:
        return widget
    return format_html('{}<div class="error" id="{}_error">{}</div>', widget, bound.auto_id, " ".join(bound.errors))


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms):
    """All errors of the forms; an argument may be a list of forms, or None."""
    several = (form if isinstance(form, list) else [form] for form in forms if form is not None)
    return {"problems": form_errors.of(form for each in several for form in each)}


@register.simple_tag(takes_context=True)
def owner_field(context):
    """Hidden fields that let a form survive an expired login (agencies.drafts), name the agency it is for, and the key
    by which the portal knows a form that is sent twice (agencies.once)."""
    owner, now = context.get("form_owner"), context.get("acting")
    fields = [(OWNER_FIELD, owner), (once.FIELD, once.once_key())] if owner else []
    fields += [(acting.FIELD, now["agency"].code)] if now else []
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', fields)


@register.inclusion_tag("components/draft_notice.html", takes_context=True)
def draft_notice(context):
    """Above a form: its draft came back, or was set aside because something changed since; context of Typed."""
    return {"typed": context.get("typed"), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("components/autosave.html", takes_context=True)
def autosave(context):
    """Inside a form that takes more than a minute: keeps a draft as one types; nothing without a Typed in context."""
    return {"typed": context.get("typed")}


@register.inclusion_tag("components/form_actions.html")
def form_actions(submit, cancel_url="", cancel="Hủy", second="", second_name="save"):
    """The buttons that end a form: the one primary button, a second one, the way out."""
    return {"submit": submit, "cancel_url": cancel_url, "cancel": cancel, "second": second, "second_name": second_name}


@register.simple_block_tag(takes_context=True)
def confirm_card(context, content, verb, cancel_url, **hidden):
    """What would be removed or undone (the content), with the red button; further arguments become hidden fields."""
    asked = {"what": content, "verb": verb, "cancel_url": cancel_url, "hidden": hidden.items()}
    return render_to_string("components/confirm_card.html", asked, request=context["request"])
