"""The list of values beyond a bound as a workbook."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from agencies.calendar import portal_today
from agencies.formats.dates import format_date, format_datetime
from plans.models import UnusualValue

from .queue import sums_of

TITLES = (
    *("TT", "Cơ quan, đơn vị", "Loại", "Số liệu", "Trang A4 quy đổi", "Đồng", "Điểm bất thường", "Lý do"),
    *("Người nhập", "Nhập lúc", "Trạng thái", "Người xác nhận, trả lại", "Lúc", "Ý kiến"),
)
WIDTHS = (6, 36, 20, 40, 18, 22, 70, 50, 26, 22, 18, 26, 22, 40)


def unusual_workbook(rows: Sequence[UnusualValue]) -> bytes:
    """Bytes of the .xlsx: one line a value, the sums below."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Cần xác nhận"
    sheet.append([f"Số liệu cần xác nhận (đến ngày {format_date(portal_today())})"])
    sheet.append(TITLES)
    for number, row in enumerate(rows, 1):
        sheet.append(values(number, row))
    sums = sums_of(rows)
    sheet.append(["", "Tổng cộng", None, None, sums["pages"], sums["dong"]])
    for column, width in zip(sheet.columns, WIDTHS, strict=True):
        sheet.column_dimensions[column[1].column_letter].width = width
        for cell in column[1:]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = "#,##0"
            if isinstance(cell.value, str):
                cell.data_type = "s"  # words of a person are never a formula
    for cell in (*sheet[1], *sheet[2], *sheet[sheet.max_row]):
        cell.font = Font(name="Times New Roman", bold=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def values(number: int, row: UnusualValue) -> list[str | int | None]:
    is_money = row.kind == UnusualValue.Kind.ESTIMATE
    return [
        number,
        str(row.agency),
        row.get_kind_display(),
        row.name,
        None if is_money else row.pages,
        row.dong if is_money else None,
        "\n".join(row.sentences),
        row.reason,
        str(row.entered_by),
        format_datetime(row.entered_at),
        row.get_state_display(),
        str(row.decided_by) if row.decided_by else "",
        format_datetime(row.decided_at) if row.decided_at else "",
        row.answer,
    ]
