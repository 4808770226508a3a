"""Words for what lies beyond a bound and counts in no figure yet: for pages, sentences of the report, notes."""

from collections.abc import Iterable

from agencies.formats.numbers import format_dong, format_int, format_signed, pad_quantity

from .figures import AgencyFigures, Figures

# (field of Figures without "unconfirmed_", its name, its unit)
VOLUME = (
    ("reviewed_pages", "rà soát", "trang"),
    ("scanned_pages", "đã số hóa", "trang"),
    ("checked_pages", "kiểm tra đạt", "trang"),
    ("integrated_pages", "đã lên Kho dùng chung", "trang"),
)
PROGRESS = VOLUME[1:]
MONEY = (("requested_dong", "đề nghị", "đồng"), ("appraised_dong", "thẩm định, phê duyệt", "đồng"))
Names = Iterable[tuple[str, str, str]]


def parts(figures: Figures, names: Names = (*VOLUME, *MONEY)) -> list[str]:
    """ "đã số hóa +9.000 trang", "đề nghị +99.000.000.000 đồng": what each figure would change by once confirmed."""
    found = [(getattr(figures, f"unconfirmed_{field}"), name, unit) for field, name, unit in names]
    return [f"{name} {format_signed(number)} {unit}" for number, name, unit in found if number]


def sentence(figures: Figures) -> str:
    """How many values wait, and what they come to; "" where none does."""
    if not figures.unconfirmed_values:
        return ""
    count = f"{format_int(figures.unconfirmed_values)} số liệu khác thường cần xác nhận, chưa tính vào số liệu ở đây"
    found = parts(figures)
    return f"{count}: {'; '.join(found)}." if found else f"{count}."


def of_money(total: Figures) -> str:
    """What is beside the money of the province: "chưa kể 99.000.000.000 đồng đề nghị cần xác nhận"."""
    if not total.unconfirmed_requested_dong:
        return ""
    return f"chưa kể {format_dong(total.unconfirmed_requested_dong)} đề nghị cần xác nhận"


def of_report(total: Figures, rows: Iterable[AgencyFigures]) -> str:
    """The sentence of the report: how many values of how many units, what they come to, and whose they are."""
    waiting = [row for row in rows if row.unconfirmed_values]
    found = parts(total)
    words = f": {'; '.join(found)}" if found else ""
    return (
        f"Số liệu cần xác nhận: {pad_quantity(total.unconfirmed_values)} số liệu khác thường của "
        f"{pad_quantity(len(waiting))} đơn vị chưa có người thứ hai xác nhận nên chưa tính vào Báo cáo này{words} "
        f"({'; '.join(row.name for row in waiting)})."
    )


def of_districts(rows: Iterable[AgencyFigures]) -> str:
    """The sentence of the report: how many communes' figures no district has confirmed, and of which districts."""
    waiting = [row for row in rows if row.unchecked]
    count = sum(row.unchecked for row in waiting)
    return (
        f"Số liệu tiến độ của {pad_quantity(count)} đơn vị cấp xã đã tính vào Báo cáo này chưa được UBND cấp huyện "
        f"xác nhận ({'; '.join(row.name for row in waiting)})."
    )


def of_lines(rows: Iterable[AgencyFigures], names: Names) -> list[str]:
    """One for each line of an annex that leaves something out: the unit, and what waits."""
    return [f"{row.name}: {'; '.join(found)}" for row in rows if (found := parts(row, names))]
