"""Pieces around a page's content: the way back, the day of the figures, banners, empty states."""

from django.template.loader import render_to_string
from django.utils.html import format_html

from ...formats.dates import format_date
from ...models.telephone import dialled
from .library import register


@register.simple_block_tag
def crumbs(content, here=""):
    """The way back: the content's <li> with links, then the present page (or the content names it itself)."""
    return render_to_string("components/crumbs.html", {"links": content, "here": here})


@register.simple_tag
def figures_as_of(day, plan, words="Số liệu đến ngày"):
    """Of which day the page's figures are; nothing where there is no plan."""
    if not plan:
        return ""
    return f"{words} {format_date(day)}" + (" · số liệu minh họa" if plan.figures_are_illustrative else "")


@register.simple_block_tag
def notice(content, title, tone="info"):
    """A banner inside a page: tone info, success, warning or error."""
    return render_to_string("components/banner.html", {"text": content, "title": title, "tone": tone})


@register.simple_block_tag
def menu(content, label):
    """Links behind one button: the content's <li>."""
    return render_to_string("components/menu.html", {"items": content, "label": label})


@register.simple_block_tag
def empty_state(content, title, url="", link="", primary=False):
    """Nothing here yet; the content says what to do, the link leads there."""
    text = content if content.strip() else ""
    context = {"title": title, "text": text, "url": url, "link": link, "primary": primary}
    return render_to_string("components/empty.html", context)


@register.inclusion_tag("components/empty.html")
def nothing_found(noun, text="Bỏ bớt điều kiện lọc để xem thêm."):
    """The empty state of a list whose filter leaves nothing."""
    return {"title": f"Không có {noun} nào theo bộ lọc này", "text": text}


@register.simple_block_tag
def dead_end(content, title, code, small=False):
    """Why a page cannot be shown, in the content's paragraphs, and the way out. small: inside another page."""
    return render_to_string("components/dead_end.html", {"text": content, "title": title, "code": code, "small": small})


@register.simple_block_tag(takes_context=True)
def board_part(context, content, key, css=""):
    """A part of a page that is folded on the screen unless it is the open one; on paper every part is open."""
    folded = "" if key == context["open_part"] else "folded"
    names = " ".join(filter(None, ("part", folded, css)))
    return format_html('<div class="{}" id="{}">{}</div>', names, key, content)


@register.simple_tag
def phone(number):
    """A telephone number that a phone dials when it is touched."""
    return format_html('<a class="nowrap" href="tel:{}">{}</a>', dialled(number), number) if number else ""
