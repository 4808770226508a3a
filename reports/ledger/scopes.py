"""Whose ledger a person may open: those who oversee the plan every one, the others that of agencies they see."""

from agencies.models import Agency, User

from ..figures import ProvinceFigures
from .walk import Scope

PROVINCE = "toan-tinh"
PROVINCE_NAME = "Toàn tỉnh"
GROUPS = {"so-nganh": Agency.Group.DEPARTMENTS, "huyen-xa": Agency.Group.DISTRICTS}


def choices(figures: ProvinceFigures, user: User) -> list[tuple[str, str]]:
    """[(key in the address, name)] of what the person may open, the widest first."""
    seen = figures.visible(user)
    agencies = [(row.code, row.name) for row in seen if not (user.oversees and row.parent_code)]
    wide = [(PROVINCE, PROVINCE_NAME), *((key, group.label) for key, group in GROUPS.items())]
    return [*(wide if user.oversees else []), *agencies]


def scope_of(figures: ProvinceFigures, user: User, key: str) -> Scope | None:
    """The scope of the key; the widest without one. None where the person may not see it or it does not exist."""
    known = choices(figures, user)
    if not key:
        own = user.agency.code if user.agency and not user.oversees else ""
        key = next((each for each, _ in known if each == own), known[0][0] if known else "")
    if user.oversees and key == PROVINCE:
        return Scope(key, PROVINCE_NAME, figures.total, figures.agencies, is_wide=True)
    if user.oversees and key in GROUPS:
        group = GROUPS[key].value
        return Scope(key, GROUPS[key].label, figures.groups[group], figures.rows_of(group), is_wide=True)
    if key not in {row.code for row in figures.visible(user)}:
        return None
    return of_agency(figures, key)


def of_agency(figures: ProvinceFigures, code: str) -> Scope:
    """An agency; a district with its communes."""
    row, own = figures.district(code), figures.by_code[code]
    return Scope(code, row.name, row, [own, *row.children])
