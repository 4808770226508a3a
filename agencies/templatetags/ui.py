"""Tags of the look. Each draws one component of templates/components; the contract stands at the top of its file.

Geometry is written as text here, because a template would localise 12.5 into 12,5 and break the drawing.
"""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from .. import acting, form_errors, paging
from ..drafts import OWNER_FIELD
from ..formats.numbers import format_int

register = template.Library()


@register.simple_tag
def status(tone, word):
    """A pill: tone ok, warn, bad, run or idle, and always a word beside the colour."""
    return format_html('<span class="status {}">{}</span>', tone, word) if word else ""


@register.inclusion_tag("components/field.html")
def field(bound, unit="", css=""):
    return {"field": bound, "unit": unit, "css": css}


@register.inclusion_tag("components/money_panel.html")
def money_panel(panel):
    return panel


@register.simple_tag
def cell(bound, label):
    """The widget of one grid cell, named for screen readers ("Dòng 3, Trang A4"), with its errors below."""
    widget = bound.as_widget(attrs={"aria-label": label})
    if not bound.errors:
        return widget
    return format_html('{}<div class="error" id="{}_error">{}</div>', widget, bound.auto_id, " ".join(bound.errors))


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms):
    return {"problems": form_errors.of(form for form in forms if form is not None)}


@register.simple_tag(takes_context=True)
def owner_field(context):
    """Hidden fields that let a form survive an expired login (agencies.drafts) and name the agency it is for."""
    owner, now = context.get("form_owner"), context.get("acting")
    fields = [(OWNER_FIELD, owner)] if owner else []
    fields += [(acting.FIELD, now["agency"].code)] if now else []
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', fields)


@register.simple_tag(takes_context=True)
def sort_th(context, title, key, numeric=True):
    """A column head that sorts by ?sort=key, then by ?sort=-key."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    now = query.get("sort", "")
    first, second = (f"-{key}", key) if numeric else (key, f"-{key}")
    query["sort"] = second if now == first else first
    order = {key: "ascending", f"-{key}": "descending"}.get(now)
    return format_html(
        '<th scope="col"{}{}><a class="sort" href="?{}">{}</a></th>',
        mark_safe(' class="num"') if numeric else "",
        format_html(' aria-sort="{}"', order) if order else "",
        query.urlencode(),
        title,
    )


@register.simple_tag(takes_context=True)
def query_with(context, **changes):
    """The present query string with some parameters changed; None removes one."""
    return paging.query_with(context["request"].GET, **changes)


@register.filter
def against(pages, plan_pages):
    """How a declared volume compares with the plan's, in words; live-total.js says the same."""
    gap = (pages or 0) - (plan_pages or 0)
    if gap == 0:
        return "khớp"
    return f"nhiều hơn {format_int(gap)} trang" if gap > 0 else f"còn thiếu {format_int(-gap)} trang"
