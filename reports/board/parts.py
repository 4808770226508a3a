"""The dashboard's parts: one is open on the screen at a time, all of them are printed."""

from collections.abc import Mapping
from typing import Any

OVERVIEW, AGENCIES = "tong-quan", "don-vi"
PARTS = {
    OVERVIEW: "Tổng quan",
    AGENCIES: "Các cơ quan, đơn vị",
    "moc": "Các mốc",
    "khoi-luong": "Khối lượng, kinh phí",
    "doi-chieu": "Đối chiếu",
}


def open_part(query: Mapping[str, Any], is_filtered: bool) -> str:
    """What ?phan= asks for; the table where it is filtered or sorted; else the overview."""
    asked = query.get("phan", "")
    if asked in PARTS:
        return str(asked)
    return AGENCIES if is_filtered or query.get("sort") else OVERVIEW
