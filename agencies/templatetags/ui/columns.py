"""Columns of a list, each written once: {% rows %} draws them first as heads, then as the cells of every row.

    {% rows page %}
      {% main_column "Mục lục" %}<a href="…">{{ row.name }}</a>{% endmain_column %}
      {% column "Phông" %}{{ row.fonds }}{% endcolumn %}
      {% number_column "Số hồ sơ" row.file_count %}
    {% endrows %}

On a phone each cell says its label, which is the title of its column where nothing else is given. `sort="key"` makes
the head a link that sorts the list (agencies/list_columns.py); a column with that key, or with one of its own (`key`),
is left out where the person does not want it.
"""

from functools import lru_cache

from django.template.base import Node, token_kwargs
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe

from .library import register
from .tables import HEAD, LABELLED_CELL, NUMBER_HEAD, as_number, sort_th

EMPTY_CELL = mark_safe("<td></td>")
FOOT_HEAD = '<th scope="row" colspan="{}">{}</th>'
ATTRIBUTE = ' {}="{}"'
TABLE = "<thead><tr>{}</tr></thead><tbody>{}</tbody>"


@register.tag
def rows(parser, token):
    """Head and body of a table. Its columns see `row`, or `heading`. anchor: what the ids of the rows begin with."""
    _, lines, *options = token.split_contents()
    return RowsNode(parser.compile_filter(lines), token_kwargs(options, parser), content_of(parser, "rows"))


class RowsNode(Node):
    """The same columns drawn once as heads and once for each row."""

    def __init__(self, lines, options, nodelist):
        self.lines, self.options, self.nodelist = lines, options, nodelist

    def render(self, context):
        anchor = resolved(self.options, context).get("anchor")
        heads = self.drawn(context, None, heading=True)
        drawn = ((id_of(anchor, row), self.drawn(context, row)) for row in self.lines.resolve(context))
        return format_html(TABLE, heads, format_html_join("", "<tr{}>{}</tr>", drawn))

    def drawn(self, context, row, heading=False):
        with context.push(row=row, heading=heading):
            return self.nodelist.render(context)


def id_of(anchor, row):
    return format_html(ATTRIBUTE, "id", f"{anchor}{row.pk}") if anchor else ""


@register.tag
def column(parser, token):
    """A column; its content is not looked at for the head. label="" says nothing on a phone; css is for the cells."""
    return column_of(parser, token, head=False)


@register.tag
def main_column(parser, token):
    """The column that names the row (<th scope="row">); without a label on a phone."""
    return column_of(parser, token, head=True)


def column_of(parser, token, head):
    tag, title, *options = token.split_contents()
    return ColumnNode(parser.compile_filter(title), token_kwargs(options, parser), content_of(parser, tag), head)


class ColumnNode(Node):
    def __init__(self, title, options, nodelist, head):
        self.title, self.options, self.nodelist, self.head = title, options, nodelist, head

    def render(self, context):
        title, options = self.title.resolve(context), resolved(self.options, context)
        sort = options.pop("sort", "")
        if is_left_out(context, options.pop("key", sort)):
            return ""
        if context.get("heading"):
            return column_head(context, title, options.get("numeric"), sort)
        return column_cell(title, self.nodelist.render(context), head=self.head, **options)


@register.simple_tag(takes_context=True)
def number_column(context, title, number, css="", sort="", key=""):
    """A column of whole numbers, aligned right; a dash for what is not known. sort: its key in ?sort=."""
    if is_left_out(context, key or sort):
        return ""
    if context.get("heading"):
        return column_head(context, title, True, sort)
    return column_cell(title, as_number(number), True, css=css)


def is_left_out(context, key):
    """True where the person does not want the column; `choice` is that of the list (agencies/list_choice.py)."""
    choice = context.get("choice")
    return bool(key and choice) and key in choice.hidden


@register.simple_tag(takes_context=True)
def list_head(context, title, key, numeric=False):
    """A head that sorts, in a table whose lines come in groups; nothing where the column is left out."""
    return "" if is_left_out(context, key) else sort_th(context, title, key, numeric=numeric)


@register.simple_tag(takes_context=True)
def shown_numbers(context, **numbers):
    """Cells of whole numbers, {key of the column: number}, without those of columns that are left out.

    Each has the name of its column, which a phone shows.
    """
    titles = {column.key: column.title for column in context["choice"].portal_list.columns}
    shown = ((titles[key], as_number(number)) for key, number in numbers.items() if not is_left_out(context, key))
    return format_html_join("", LABELLED_CELL, shown)


@register.simple_block_tag(takes_context=True)
def shown_cell(context, content, key):
    """The cell, unless its column is left out."""
    return "" if is_left_out(context, key) else content


@register.simple_tag(takes_context=True)
def foot_row(context, title, **numbers):
    """A line of sums below the columns that are shown: {key of the column: number}; the title takes the room before."""
    columns = context["choice"].on_page
    first = next((place for place, column in enumerate(columns) if column.key in numbers), len(columns))
    head = format_html(FOOT_HEAD, first, title)
    cells = format_html_join("", "{}", ((foot_cell(column, numbers),) for column in columns[first:]))
    return format_html("<tr>{}{}</tr>", head, cells)


def foot_cell(column, numbers):
    """The sum with the name of its column, which a phone shows; an empty cell where nothing is summed."""
    if column.key not in numbers:
        return EMPTY_CELL
    return format_html(LABELLED_CELL, column.title, as_number(numbers[column.key]))


def column_head(context, title, numeric, sort=""):
    """The head; a link that sorts the list where the column has a key to sort by."""
    if sort:
        return sort_th(context, title, sort, numeric=bool(numeric))
    return format_html(NUMBER_HEAD if numeric else HEAD, title)


def column_cell(title, content, numeric=False, label=None, css="", head=False):
    """One cell; without a label given it is the title, or none for the cell that names the row."""
    before, after = around(title, numeric, label, css, head)
    return before + conditional_escape(content) + after


@lru_cache(maxsize=500, typed=True)  # typed: a title that is safe is not one that must be escaped
def around(title, numeric, label, css, head):
    """The tags before and after the content: the same for every row of a list, and escaping is slow."""
    attributes = {
        "scope": "row" if head else "",
        "class": " ".join(filter(None, ("num" if numeric else "", css))),
        "data-label": ("" if head else title) if label is None else label,
    }
    given = format_html_join("", ATTRIBUTE, (pair for pair in attributes.items() if pair[1]))
    name = "th" if head else "td"
    return format_html("<{}{}>", name, given), format_html("</{}>", name)


def content_of(parser, tag):
    """What is between a tag and its end."""
    nodelist = parser.parse((f"end{tag}",))
    parser.delete_first_token()
    return nodelist


def resolved(options, context):
    return {name: value.resolve(context) for name, value in options.items()}
