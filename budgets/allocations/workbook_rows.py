"""One sheet of an allocation, row by row: name the agency, judge every cell at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from agencies.formats.numbers import NumberError, format_int, parse_int
from agencies.formats.text import clean_text, fold
from agencies.formfields import MONEY_UNITS
from agencies.models import Agency
from plans.intake.sandbox import Sheet
from plans.targets.agency_names import AgencyNames
from plans.targets.workbook_rows import AnnexFault, Header, is_numbering, shown, text_of

from .rules import LARGEST_DONG
from .services import Line

Cells = Mapping[str, Any]  # of one row, by the key of their column
TITLES = {
    "number": "STT",
    "code": "Mã",
    "name": "Cơ quan, đơn vị",
    "amount": "Số giao lần này (đồng)",
    "reason": "Lý do vượt số thẩm định",
    "note": "Ghi chú",
}
TOTAL, GROUP = r"(tong|cong)\b.*", r"(cac|khoi|nhom)\b.*"
OTHER_UNIT = r"\b(trieu|nghin|ngan|ty)\b"
IN_DONG = "số tiền trong cột này không tính bằng đồng. Đổi ra đồng, sửa tên cột rồi nạp lại."
LONGEST_REASON, LONGEST_NOTE = 500, 200


@dataclass
class AllocationReading:
    """Lines of a workbook, its faults, its warnings, and how many rows of agencies were left empty."""

    lines: list[Line] = field(default_factory=list)
    places: dict[Agency, tuple[str, int]] = field(default_factory=dict)  # Agency -> (sheet, row)
    faults: list[AnnexFault] = field(default_factory=list)
    warnings: list[AnnexFault] = field(default_factory=list)
    empty: int = 0

    @property
    def sum_dong(self) -> int:
        return sum(line.amount_dong for line in self.lines)


class LineReader:
    """Reads one sheet into the reading."""

    def __init__(self, sheet: Sheet, header: Header, reading: AllocationReading, names: AgencyNames) -> None:
        self.sheet, self.reading, self.names = sheet, reading, names
        self.header_row, self.columns = header
        self.sum_dong = 0

    def read(self, doubt: str = "") -> None:
        """`doubt`: why its header cannot be read with certainty."""
        head = self.sheet.rows[self.header_row - 1][self.columns["amount"]]
        why = doubt or (IN_DONG if re.search(OTHER_UNIT, fold(str(head))) else "")
        if why:
            return self.fault(self.header_row, "amount", why)
        for number, row in enumerate(self.sheet.rows[self.header_row :], self.header_row + 1):
            self.read_row(number, {key: row[i] if i < len(row) else None for key, i in self.columns.items()})

    def read_row(self, number: int, cells: Cells) -> None:
        label = fold(text_of(cells.get("name")) or text_of(cells.get("code")) or text_of(cells.get("number")))
        if is_numbering(cells) or not label:
            return
        if re.fullmatch(TOTAL, label):
            self.check_total(number, cells["amount"])
        elif re.fullmatch(GROUP, label) and not text_of(cells.get("code")):
            return
        elif text_of(cells.get("code")) or cells["amount"] is not None:
            self.read_line(number, cells)

    def read_line(self, number: int, cells: Cells) -> None:
        agency = self.agency_of(number, cells)
        if cells["amount"] is None or text_of(cells["amount"]) == "":
            self.reading.empty += 1
            return
        amount = self.amount(number, cells["amount"])
        if amount:
            self.sum_dong += amount
            if agency:
                reason, note = text_of(cells.get("reason")), text_of(cells.get("note"))
                self.reading.lines.append(Line(agency, amount, reason[:LONGEST_REASON], note[:LONGEST_NOTE]))
        elif amount == 0:
            self.reading.empty += 1

    def agency_of(self, number: int, cells: Cells) -> Agency | None:
        code, name = text_of(cells.get("code")), text_of(cells.get("name"))
        agency, problem = self.names.find(code, name)
        if agency is None:
            self.fault(number, "code" if code else "name", problem)
            return None
        if problem:
            self.reading.warnings.append(AnnexFault(self.sheet.name, number, TITLES["name"], problem))
        if agency in self.reading.places:
            sheet, row = self.reading.places[agency]
            self.fault(number, "name", f"{agency} đã có ở trang tính “{sheet}”, dòng {row}. Chỉ giữ một dòng.")
        self.reading.places.setdefault(agency, (self.sheet.name, number))
        return agency

    def amount(self, number: int, value: Any) -> int | None:
        """Whole đồng, or None with a fault."""
        try:
            return parse_int(value, units=MONEY_UNITS, largest=LARGEST_DONG)
        except NumberError as error:
            self.fault(number, "amount", f"{error}{shown(value)}.")
            return None

    def check_total(self, number: int, value: Any) -> None:
        """A total row must say what its lines add up to: those of the sheet, or of all sheets so far."""
        try:
            written = parse_int(value, units=MONEY_UNITS) if text_of(value) else None
        except NumberError:
            written = -1
        if written not in (None, self.sum_dong, self.reading.sum_dong):
            sum_dong = format_int(self.sum_dong)
            self.fault(number, "amount", f"dòng tổng không bằng tổng các dòng trên nó ({sum_dong}){shown(value)}.")

    def fault(self, row: int, key: str, text: str) -> None:
        self.reading.faults.append(AnnexFault(self.sheet.name, row, TITLES[key], clean_text(text)))
