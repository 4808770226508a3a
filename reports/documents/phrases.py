"""Phrases that the sections of the report share."""

from agencies.formats.numbers import format_int, format_percent, pad_quantity
from agencies.formats.text import clean_text
from agencies.models import Agency
from plans.models.target import ANNEX_NAMES

from .content import Block

# (group, its name, its annex)
GROUPS = tuple((group, name, ANNEX_NAMES[group]) for group, name in Agency.Group.choices)


def section(text: str) -> Block:
    """I. CÔNG TÁC CHỈ ĐẠO: the head of a section."""
    return Block("section", text)


def heading(text: str) -> Block:
    """1. Kết quả đạt được: the head of a part of a section."""
    return Block("heading", text)


def paragraph(text: str, source: str = "") -> Block:
    """A paragraph of its own, with the key of what makes it true; control characters and doubled spaces are gone."""
    return Block("paragraph", clean_text(text), source)


def item(text: str, source: str = "") -> Block:
    """A line of a list, with its dash and the key of what makes it true."""
    return Block("item", f"- {clean_text(text)}", source)


def note(text: str, source: str) -> Block:
    """A note under a table, with the key of what makes it true."""
    return Block("note", text, source)


def volume(files: int, pages: int) -> str:
    """68.910 hồ sơ; 1.234.567 trang. Files below ten are padded, as documents do (domain §6)."""
    return f"{pad_quantity(files)} hồ sơ; {format_int(pages)} trang"


def share(part: int, whole: int) -> str:
    """85,37%, as on every page."""
    return format_percent(part, whole)
