"""{% sample %} of the living style page: what it encloses, drawn, and below it as one writes it."""

from textwrap import dedent

from django import template
from django.template.base import Node, TokenType
from django.template.loader import render_to_string

register = template.Library()
WRITTEN = {
    TokenType.TEXT: "{}",
    TokenType.VAR: "{{{{ {} }}}}",
    TokenType.BLOCK: "{{% {} %}}",
    TokenType.COMMENT: "{{# {} #}}",
}


@register.tag
def sample(parser, token):
    """{% sample "Title" %} … {% endsample %}; frame=False where the component is a card itself."""
    _, title, *options = token.split_contents()
    source = source_until("endsample", parser)
    nodelist = parser.parse(("endsample",))
    parser.delete_first_token()
    return Sample(parser.compile_filter(title), source, nodelist, framed="frame=False" not in options)


def source_until(end, parser):
    """The text of the template up to that tag, as the formatter left it."""
    texts = []
    for token in reversed(parser.tokens):
        if token.contents == end:
            break
        texts.append(WRITTEN[token.token_type].format(token.contents))
    return dedent("".join(texts)).strip()


class Sample(Node):
    def __init__(self, title, source, nodelist, framed):
        self.title, self.source, self.nodelist, self.framed = title, source, nodelist, framed

    def render(self, context):
        shown = {"title": self.title.resolve(context), "source": self.source, "framed": self.framed}
        return render_to_string("style/_sample.html", shown | {"drawn": self.nodelist.render(context)})
