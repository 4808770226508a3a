"""Objects of one agency in the matrix. Each carries a mark that is nowhere else: its kind, agency and state."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model

from agencies.calendar import portal_now
from agencies.models import User

AGENCIES = ("SYT", "20335")
HANDED_IN, DRAFT, NOBODY = "trinh", "nhap", "nobody"
NONE = 2**40  # a key that no object has
MARK = re.compile(r"Zq([a-z]+)x(\w+?)x(trinh|nhap)zq")
DAY, PERIOD = date(2025, 6, 10), date(2025, 6, 13)
CLERKS = {"SYT": "lan", "20335": "thu"}
TREASURERS = {"SYT": "tuan", "20335": "hai"}  # who allocates to the agency


@dataclass
class Holding:
    """What an agency has, by noun; `state` says whether it was ever handed in."""

    agency: str
    state: str
    objects: dict[str, Model | int] = field(default_factory=dict)

    def mark(self, kind: str) -> str:
        return f"Zq{kind}x{self.agency}x{self.state}zq"

    def key(self, noun: str) -> int:
        found = self.objects[noun]
        return found if isinstance(found, int) else found.pk


class Absent(Holding):
    """What nobody has."""

    def key(self, noun: str) -> int:
        return NONE


def handed_in(target: Holding, clerk: User) -> dict[str, Any]:
    """Fields of the workflow: of a draft, or of what the clerk has handed in."""
    if target.state == DRAFT:
        return {"state": "draft"}
    return {"state": "submitted", "submitted_by": clerk, "submitted_at": portal_now(), "state_since": portal_now()}
