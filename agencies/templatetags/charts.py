"""Drawings: bars, funnel and S-curve as small SVG, with their figures as text beside them.

Numbers of the geometry are turned into text here: a template would localise 12.5 into 12,5 and break the drawing.
"""

from django import template
from django.utils.html import format_html

from ..formats.numbers import format_int, format_percent

register = template.Library()
BAR = (
    '<span class="bar {}"><svg viewBox="0 0 100 12" preserveAspectRatio="none" role="img" aria-label="{}">'
    '<rect class="track" y="2" width="100" height="8" rx="1"/>'
    '<rect class="done" y="2" width="{}" height="8" rx="1"/>{}</svg>'
    '<span class="value" aria-hidden="true">{}</span></span>'
)
MARK = '<rect class="mark" x="{}" width="1.4" height="12"/>'


def width(part, whole):
    """Share of the whole between 0 and 100, as text for an SVG attribute."""
    share = min(max((part or 0) / whole, 0), 1) * 100 if whole else 0
    return f"{share:.1f}"


@register.simple_tag
def progress_bar(done, whole, expected=None, tone=""):
    """Done of whole, with a black mark where it should be today. Tone "", ok, warn or bad."""
    text = format_percent(done or 0, whole or 0)
    label = f"Đã làm {text}"
    mark = ""
    if expected is not None and whole:
        label += f", hôm nay phải đạt {format_percent(min(expected, whole), whole)}"
        mark = format_html(MARK, f"{min(float(width(expected, whole)), 98.6):.1f}")
    return format_html(BAR, tone, label, width(done, whole), mark, text)


@register.inclusion_tag("components/funnel.html")
def funnel(stages, unit="", caption=""):
    """Stages in order, each {name, value, url?, note?}; value None = no data yet. Shares are of the first stage.

    What lies above the first stage is drawn in a tone of its own and named in words; the widest stage fills the room.
    """
    whole = (_get(stages[0], "value") or 0) if stages else 0
    widest = max([whole, *(_get(stage, "value") or 0 for stage in stages)]) if whole else 0
    return {"rows": [_funnel_row(stage, whole, widest) for stage in stages], "unit": unit, "caption": caption}


def _funnel_row(stage, whole, widest):
    value = _get(stage, "value")
    above = max(0, (value or 0) - whole) if whole else 0
    return {
        "above": f"vượt {format_int(above)}" if above else "",
        "above_width": width(above, widest),
        "above_from": width(whole, widest),
        "name": _get(stage, "name"),
        "url": _get(stage, "url"),
        "note": _get(stage, "note"),
        "value": "chưa có số liệu" if value is None else format_int(value),
        "share": "" if value is None else format_percent(value, whole),
        "width": width(min(value or 0, whole), widest),
        "missing": value is None,
    }


def _get(thing, name):
    return thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)


@register.inclusion_tag("components/s_curve.html")
def s_curve(chart):
    return {"chart": chart, "labels": spread(chart["labels"]), "box": f"0 0 {chart['width']} {chart['height']}"}


def spread(labels, gap=19):
    """Labels at the right edge moved apart, so that none touches another; order from top to bottom is kept."""
    placed, floor = [], 12
    for label in sorted(labels, key=lambda label: label["y"]):
        y = max(label["y"], floor)
        placed.append(label | {"y": f"{y:.1f}"})
        floor = y + gap
    return placed
