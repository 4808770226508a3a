"""Sums, warnings and differences of a review of volumes, for its pages. Lines are mappings of VolumeLine fields."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict

from agencies.formats.numbers import format_int, format_signed
from plans.models import Target, VolumeLine, VolumeReview
from plans.models.pages import PAGE_FIELDS
from plans.pricing import Tariff

from .reviews import Line, by_size
from .validators import line_warnings, volume_against_plan

LineKey = tuple[str, str, str]  # fonds, retention, arrangement
LINE_FIELDS = ("fonds_name", "retention", "arrangement", "file_count", "sheet_count", *PAGE_FIELDS.values())
NO_ARRANGEMENT = VolumeLine.Arrangement.NONE
SUMMARY = (
    ("files", "Hồ sơ"),
    ("sheets", "Tờ"),
    ("a4_pages", "Trang A4 quy đổi"),
    ("amount_dong", "Kinh phí dự kiến (đồng)"),
)
LEVELS = (("confidential", "Mật"), ("secret", "Tối mật"), ("top_secret", "Tuyệt mật"))
FACTORS_UNCONFIRMED = "Có khổ giấy lớn hơn A4: hệ số K cần Sở Tài chính xác nhận."


class ShareRow(TypedDict):
    """Files and pages of one choice of the lines."""

    name: str
    files: int
    pages: int


class FigureChange(TypedDict):
    """One figure of two versions, the difference as a signed text."""

    label: str
    before: int
    after: int
    difference: str


def line_values(line: VolumeLine) -> Line:
    return {name: getattr(line, name) for name in LINE_FIELDS}


def pages_of(line: Line) -> int:
    """Pages of all sizes, each counted once."""
    return sum(line[name] or 0 for name in PAGE_FIELDS.values())


def named(line: Line) -> dict[str, Any]:
    """The line with the Vietnamese names of its choices and its pages, for a table."""
    return {
        **line,
        "pages": pages_of(line),
        "arrangement_name": VolumeLine.Arrangement(line["arrangement"]).label,
        "retention_name": VolumeLine.Retention(line["retention"]).label,
    }


def warnings_of(lines: Sequence[Line], sums: Mapping[str, int], tariff: Tariff, target: Target | None) -> list[str]:
    """Sentences on what is implausible or differs from the plan; the figures may be handed in all the same."""
    found = []
    for number, line in enumerate(lines, 1):
        for text in line_warnings(line["file_count"], line["sheet_count"], pages_of(line)):
            found.append(f"Dòng {number} ({line['fonds_name']}): {text}.")
    if tariff.needs_confirmation(by_size(sums)):
        found.append(FACTORS_UNCONFIRMED)
    if target:
        found.append(volume_against_plan(tariff.a4_pages(by_size(sums)), target.page_count))
    return [sentence for sentence in found if sentence]


def unarranged(lines: Sequence[Line]) -> str:
    """What the gate of the plan (I.2) holds back: "1.250 hồ sơ, 47.020 trang", or an empty string."""
    waiting = [line for line in lines if line["arrangement"] == NO_ARRANGEMENT]
    files, pages = sum(line["file_count"] for line in waiting), sum(map(pages_of, waiting))
    return f"{format_int(files)} hồ sơ, {format_int(pages)} trang" if waiting else ""


def share_rows(lines: Sequence[Line], field: str, choices: Iterable[tuple[str, str]]) -> list[ShareRow]:
    """Files and pages by one choice of the lines: [{"name", "files", "pages"}], empty choices left out."""
    rows: list[ShareRow] = []
    for value, name in choices:
        chosen = [line for line in lines if line[field] == value]
        files, pages = sum(line["file_count"] for line in chosen), sum(map(pages_of, chosen))
        rows.append({"name": name, "files": files, "pages": pages})
    return [row for row in rows if row["files"]]


def shares(lines: Sequence[Line]) -> list[ShareRow]:
    return [
        *share_rows(lines, "arrangement", VolumeLine.Arrangement.choices),
        *share_rows(lines, "retention", [(v, f"Bảo quản {n.lower()}") for v, n in VolumeLine.Retention.choices]),
    ]


def secrecy_rows(counts: Mapping[str, int]) -> list[dict[str, str]]:
    """What step 2 asked, for components/facts.html."""
    rows = [(f"Mức {name}", f"{level}_files", "hồ sơ", f"{level}_pages", "trang") for level, name in LEVELS]
    rows.append(("Phim/ảnh", "photo_count", "tấm", "", ""))
    rows.append(("Ghi âm", "audio_count", "bản", "audio_minutes", "phút"))
    rows.append(("Ghi hình", "video_count", "bản", "video_minutes", "phút"))
    return [{"label": label, "value": count_text(counts, *names)} for label, *names in rows]


def count_text(counts: Mapping[str, int], first: str, unit: str, second: str, second_unit: str) -> str:
    text = f"{format_int(counts.get(first) or 0)} {unit}"
    return f"{text}, {format_int(counts.get(second) or 0)} {second_unit}" if second else text


def summary(review: VolumeReview) -> dict[str, int]:
    """The figures two versions are compared by."""
    return {
        "files": review.file_count,
        "sheets": review.sheet_count,
        "a4_pages": review.a4_page_count,
        "amount_dong": review.amount_dong,
    }


def summary_of(sums: Mapping[str, int], tariff: Tariff) -> dict[str, int]:
    """The same of what is about to be handed in."""
    return {
        "files": sums["file_count"],
        "sheets": sums["sheet_count"],
        "a4_pages": tariff.a4_pages(by_size(sums)),
        "amount_dong": tariff.amount_dong(by_size(sums)),
    }


def changes_since(earlier: VolumeReview | None, after: Mapping[str, int]) -> list[FigureChange]:
    """[{"label", "before", "after", "difference"}] between an earlier review and a summary, differences as signed
    texts; [] where there is no earlier one."""
    if earlier is None:
        return []
    before = summary(earlier)
    return [
        {
            "label": label,
            "before": before[key],
            "after": after[key],
            "difference": format_signed(after[key] - before[key]),
        }
        for key, label in SUMMARY
    ]


def compared(lines: Sequence[Line], earlier: Sequence[Line] | None) -> list[dict[str, Any]]:
    """Lines for a table, each with what changed since the version before: "mới", "+1.250" or nothing."""
    pages_before: dict[LineKey, int] = {}
    for line in earlier or []:
        key = line_key(line)
        pages_before[key] = pages_before.get(key, 0) + pages_of(line)
    return [{**named(line), "change": change(line, pages_before, earlier is not None)} for line in lines]


def change(line: Line, pages_before: Mapping[LineKey, int], comparable: bool) -> str:
    if not comparable:
        return ""
    if line_key(line) not in pages_before:
        return "mới"
    gap = pages_of(line) - pages_before[line_key(line)]
    return format_signed(gap) if gap else ""


def line_key(line: Line) -> LineKey:
    return line["fonds_name"], line["retention"], line["arrangement"]
