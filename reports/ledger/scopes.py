"""Scopes that a person may open: those who oversee the plan every one, the others that of agencies they see."""

from agencies.models import Agency, User

from ..figures import ProvinceFigures
from .scope import Scope

Choices = list[tuple[str, str]]
PROVINCE = "toan-tinh"
PROVINCE_NAME = "Toàn tỉnh"
GROUPS = {"so-nganh": Agency.Group.DEPARTMENTS, "huyen-xa": Agency.Group.DISTRICTS}


def choices(figures: ProvinceFigures, user: User) -> Choices:
    """[(key in the address, name)] of what the person may open, the widest first."""
    seen = figures.agencies if user.oversees else figures.visible(user)
    agencies = [(row.code, row.name) for row in seen if not (user.oversees and row.parent_code)]
    wide = [(PROVINCE, PROVINCE_NAME), *((key, group.label) for key, group in GROUPS.items())]
    return [*(wide if user.oversees else []), *agencies]


def scope_of(figures: ProvinceFigures, user: User, key: str, known: Choices | None = None) -> Scope | None:
    """The scope of the key; the person's own or the widest without one. None where they may not see it or it does not
    exist. `known` are their choices, where they were asked for already."""
    known = choices(figures, user) if known is None else known
    keys = [each for each, _ in known]
    if not key:
        own = user.agency.code if user.agency and not user.oversees else ""
        key = own if own in keys else next(iter(keys), "")
    if key not in keys and not (user.oversees and key in figures.by_code):
        return None
    if key == PROVINCE:
        return Scope(key, PROVINCE_NAME, figures.total, figures.agencies, is_wide=True)
    if key in GROUPS:
        group = GROUPS[key]
        return Scope(key, group.label, figures.groups[group.value], figures.rows_of(group.value), is_wide=True)
    return of_agency(figures, key)


def of_agency(figures: ProvinceFigures, code: str) -> Scope:
    """An agency; a district with its communes."""
    row, own = figures.district(code), figures.by_code[code]
    return Scope(code, row.name, row, [own, *row.children])
