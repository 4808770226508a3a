"""Scope of a ledger: whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..figures import AgencyFigures, Figures


@dataclass(frozen=True)
class Scope:
    """Whose ledger it is: `row` the figures of all its agencies together; `is_wide`: of the province or a group."""

    key: str
    name: str
    row: Figures
    agencies: Sequence[AgencyFigures]
    is_wide: bool = False
