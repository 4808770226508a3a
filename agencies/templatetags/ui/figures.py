"""Figures in boxes: tile, cost panel, heat map, and how a volume compares with the plan's."""

from ...formats.numbers import format_int
from .library import register


@register.inclusion_tag("components/tile.html")
def tile(figure, css=""):
    """One figure; a dict of what components/tile.html names."""
    return figure | {"css": css}


@register.inclusion_tag("components/heat.html")
def heat_map(heat):
    """Agencies by their state at each milestone; a dict of columns, groups and label."""
    return heat


@register.inclusion_tag("components/money_panel.html")
def money_panel(panel):
    return panel


@register.filter
def against(pages, plan_pages):
    """How a declared volume compares with the plan's, in words; live-total.js says the same."""
    gap = (pages or 0) - (plan_pages or 0)
    if gap == 0:
        return "khớp"
    return f"nhiều hơn {format_int(gap)} trang" if gap > 0 else f"còn thiếu {format_int(-gap)} trang"
