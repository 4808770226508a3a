"""Phrases that the sections of the report share."""

from agencies.formats.numbers import format_int, format_percent
from agencies.formats.text import clean_text
from agencies.models import Agency
from plans.models.target import ANNEX_NAMES

from .content import Block

# (group, its name, its annex)
GROUPS = tuple((group, name, ANNEX_NAMES[group]) for group, name in Agency.Group.choices)


def section(text):
    return Block("section", text)


def heading(text):
    return Block("heading", text)


def paragraph(text):
    return Block("paragraph", clean_text(text))


def item(text):
    return Block("item", f"- {clean_text(text)}")


def volume(files, pages):
    return f"{format_int(files)} hồ sơ; {format_int(pages)} trang"


def share(part, whole):
    """85,37%, with two decimals as in documents."""
    return format_percent(part, whole, places=2)
