"""Names of groups and levels in the report, and how it writes volumes and shares."""

from datetime import date

from agencies.formats.numbers import format_int as n
from agencies.formats.numbers import format_percent

GROUPS = {
    "Các sở, ban, ngành tỉnh": "departments",
    "UBND cấp huyện": "districts",
    "UBND cấp huyện, cấp xã": "districts",
}
LEVELS = {
    "sở, ban, ngành": ("department", "board", "archives"),
    "UBND cấp huyện": ("district",),
    "UBND cấp xã": ("commune",),
}
LAST_DAY_OF_OLD_UNITS = date(2025, 6, 30)


def share(part, whole):
    return format_percent(part, whole)


def volume(files, pages):
    return f"{n(files)} hồ sơ; {n(pages)} trang"
