"""What a catalogue's page offers: one action that stands out, the others in a menu, and what to look at once more."""

from typing import Any

from agencies.permissions import changes
from plans.appraisal import findings
from plans.models import Catalogue

Offered = dict[str, str]  # {url, verb, style} of a button (agencies.actions.buttons)
CHECKED_AT_ONCE = 20_000  # files: beyond, the page does not wait for the counts; handing in shows them
SHORT = {
    "duplicate": "trùng tiêu đề, thời gian",
    "unarranged": "chưa chỉnh lý",
    "digitized": "đã số hóa trước đây",
    "sheets": "trang nhiều hơn hai lần số tờ",
    "thin": "trang ít hơn số tờ",
    "dates": "thiếu thời gian",
    "heavy": "nhiều trang bất thường",
}


def page_actions(catalogue: Catalogue, offered: list[Offered], user: Any) -> dict[str, Any]:
    """{primary: the button or None, more: buttons of the menu, checks: [{key, name, count}] for who may change it}."""
    buttons = offered if catalogue.file_count else []  # an empty list goes nowhere yet
    primary = next((one for one in buttons if one["style"] == "primary"), buttons[0] if buttons else None)
    return {
        "primary": primary,
        "more": [one for one in buttons if one is not primary],
        "checks": checks_of(catalogue) if changes(user, catalogue)[0] else [],
    }


def checks_of(catalogue: Catalogue) -> list[dict[str, Any]]:
    """What the agency looks at before it hands the catalogue in; [] where counting takes too long."""
    if not 0 < catalogue.file_count <= CHECKED_AT_ONCE:
        return []
    return [row | {"name": SHORT.get(str(row["key"]), row["name"])} for row in findings.box(catalogue)["rows"]]
