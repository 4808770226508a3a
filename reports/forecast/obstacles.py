"""Obstacles of an agency, as far as the records show them: read from its figures, asked of nobody."""

from collections.abc import Callable
from dataclasses import dataclass

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int

from ..figures import AgencyFigures


@dataclass(frozen=True)
class Obstacle:
    """`name` is what a filter calls it; `said` how a sentence about one agency has it; `holds` where it is so."""

    key: str
    name: str
    holds: Callable[[AgencyFigures], bool]
    said: Callable[[AgencyFigures], str]


def since(row: AgencyFigures) -> str:
    return f"không có báo cáo từ kỳ đến {format_date(row.silent_since)}"


def awaiting(row: AgencyFigures) -> str:
    return f"{format_int(row.awaiting_catalogues)} Mục lục chờ thẩm định"


def unarranged(row: AgencyFigures) -> str:
    return f"{format_int(row.put_off_pages)} trang chưa chỉnh lý"


OBSTACLES = (
    Obstacle("im-lang", "Không báo cáo", lambda row: row.is_silent, since),
    Obstacle(
        "muc-luc",
        "Chưa có Mục lục được thẩm định",
        lambda row: not row.appraised_pages and not row.awaiting_catalogues,
        lambda row: "chưa có Mục lục được thẩm định",
    ),
    Obstacle("cho-tham-dinh", "Mục lục chờ thẩm định", lambda row: row.awaiting_catalogues > 0, awaiting),
    Obstacle(
        "kinh-phi", "Chưa được giao kinh phí", lambda row: row.allocated_dong <= 0, lambda row: "chưa giao kinh phí"
    ),
    Obstacle("hop-dong", "Chưa có hợp đồng", lambda row: row.contracted_dong <= 0, lambda row: "chưa ghi hợp đồng"),
    Obstacle("chinh-ly", "Hồ sơ chưa chỉnh lý", lambda row: row.put_off_pages > 0, unarranged),
)
CHOICES = [(one.key, one.name) for one in OBSTACLES]


def obstacles_of(row: AgencyFigures) -> tuple[Obstacle, ...]:
    """What holds it back, in the order in which it would be cleared away; nothing where no work is left."""
    return tuple(one for one in OBSTACLES if one.holds(row)) if row.remaining_pages else ()
