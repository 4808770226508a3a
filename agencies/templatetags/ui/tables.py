"""Tables and definition lists: frame, column heads, cells of numbers, facts."""

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from ...formats.numbers import NOTHING, format_int
from ...paging import PLACE
from .library import register

HEAD, NUMBER_HEAD = '<th scope="col">{}</th>', '<th scope="col" class="num">{}</th>'
NUMBER_CELL, LABELLED_CELL = '<td class="num">{}</td>', '<td class="num" data-label="{}">{}</td>'


@register.simple_block_tag
def data_table(content, label, css="", heads=False):
    """A table that scrolls inside its frame. css of the table: stack, fit; heads: the head stays while one scrolls."""
    context = {"rows": content, "label": label, "css": css, "heads": heads}
    return render_to_string("components/data_table.html", context)


@register.simple_tag
def heads(*titles):
    """Column heads for text; an empty title is left out."""
    return joined(HEAD, titles)


@register.simple_tag
def number_heads(*titles):
    """Column heads for numbers, aligned right; an empty title is left out."""
    return joined(NUMBER_HEAD, titles)


def joined(head, titles):
    """The titles that are not empty, each in the markup of a column head."""
    return format_html_join("", head, ((title,) for title in titles if title))


@register.simple_tag
def number_cells(*numbers):
    """Cells of whole numbers, aligned right; a dash for what is not known. In a table.stack each wants its name."""
    return format_html_join("", NUMBER_CELL, ((as_number(number),) for number in numbers))


@register.simple_tag
def number_cell(label, number):
    """A cell of a whole number with the name of its column, which a phone shows; a dash for what is not known."""
    return format_html(LABELLED_CELL, label, as_number(number))


def as_number(number):
    """A whole number as text, or a dash for what is not known."""
    return NOTHING if number in (None, "") else format_int(number)


@register.simple_tag
def small_line(text):
    """A second, quieter line of a cell, where there is something to say."""
    return format_html('<div class="small muted">{}</div>', text) if text not in (None, "", NOTHING) else ""


@register.simple_tag(takes_context=True)
def sort_th(context, title, key, numeric=True):
    """A column head that sorts by ?sort=key, then by ?sort=-key."""
    query = context["request"].GET.copy()
    for name in PLACE:
        query.pop(name, None)
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


@register.simple_block_tag
def facts(content):
    """A definition list; its lines are {% fact %}."""
    return render_to_string("components/facts.html", {"lines": content})


@register.simple_block_tag
def fact(content, label):
    """One line of {% facts %}."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, content)
