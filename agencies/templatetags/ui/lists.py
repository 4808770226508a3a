"""Pieces of a list page: filter bar, sum line, query strings."""

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join

from ... import list_place, paging
from ...policies import admits
from ...saved_views.shown import shown_views
from .library import register

BOX = '<div><label for="{}">{}</label>{}</div>'
HIDDEN = '<input type="hidden" name="{}" value="{}">'


@register.simple_tag(takes_context=True)
def list_url(context, route):
    """The address of a list as the person left it: filter, order, page."""
    return list_place.list_url(context["request"], route)


@register.filter
def may_open(user, policy):
    """Whether the person opens pages of the policy: what is refused is offered nowhere."""
    return admits(policy, user)


@register.simple_block_tag(takes_context=True)
def filters(context, content, anchor="", css="", search=True):
    """The bar above a list; the content holds boxes, button and sum line. anchor: where the page scrolls to.

    search=False: a bar that asks for something else, such as a day or a paper.
    """
    request = context.get("request")
    sort = request.GET.get("sort", "") if request and search else ""
    bar = {"boxes": content, "anchor": anchor, "css": css, "search": search, "sort": sort}
    return render_to_string("components/filters.html", bar)


@register.inclusion_tag("components/search_box.html")
def search_box(name, label, value="", input_type="search", id=""):
    """A text box of the filter bar; its id is its name where none is given."""
    return {"name": name, "label": label, "value": value or "", "type": input_type, "id": id or name}


@register.inclusion_tag("components/choice_box.html")
def choice_box(name, label, choices, chosen=None, every="Tất cả", id=""):
    """A select of the filter bar, or nothing without choices (pairs of value and word); every="" leaves out “all”."""
    box = {"name": name, "label": label, "choices": choices, "chosen": chosen, "every": every}
    return box | {"id": id or name}


@register.simple_tag
def field_box(bound, label=""):
    """A field of a form in the filter bar, with its label (or another)."""
    return format_html(BOX, bound.id_for_label, label or bound.label, bound)


@register.filter
def by_code(agencies):
    """Agencies as choices: pairs of code and agency."""
    return [(agency.code, agency) for agency in agencies or ()]


@register.filter
def by_key(things):
    """Things with a key as choices: pairs of key and name."""
    return [(thing.key, thing.name) for thing in things or ()]


@register.simple_tag
def hidden_fields(pairs):
    """Names and values that a form hands on."""
    return format_html_join("", HIDDEN, pairs)


@register.inclusion_tag("components/sum_line.html")
def sum_line(count, noun="dòng", files=None, pages=None, dong=None):
    """Sums of the present filter; what is None is left out."""
    known = ((files, "hồ sơ"), (pages, "trang"), (dong, "đồng"))
    return {"count": count, "noun": noun, "parts": [part for part in known if part[0] is not None]}


@register.simple_block_tag
def sums(content):
    """A sum line whose figures the page words itself."""
    return render_to_string("components/sum_line.html", {"text": content})


@register.simple_tag(takes_context=True)
def query_with(context, **changes):
    """The present query string with some parameters changed; None removes one."""
    return paging.query_with(context["request"].GET, **changes)


@register.inclusion_tag("components/saved_views.html", takes_context=True)
def saved_views(context, route):
    """The person's saved filters of the list as tabs, and the way to save the present one."""
    request = context["request"]
    return shown_views(request, route) | {"csrf_token": context.get("csrf_token")}
