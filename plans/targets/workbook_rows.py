"""One sheet of Phụ lục I or II, row by row: name the agency, judge every cell at once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal

from agencies.formats.numbers import NumberError, format_decimal, format_dong, format_int, parse_decimal, parse_int
from agencies.formats.text import clean_text, fold
from agencies.models import Agency
from plans.declarations.validators import line_warnings
from plans.intake.cells.values import as_text
from plans.intake.sandbox import Sheet

from .agency_names import AgencyNames
from .services import Pair, TargetFigures

CellValue = str | float | date | time | timedelta | None
Cells = Mapping[str, CellValue]  # of one row, by the key of their column
Header = tuple[int, dict[str, int]]  # row number, {key: column index}
LARGEST = 10**9
COST_UNITS = ("đồng", "vnđ", "đ")
TITLES = {
    "number": "STT",
    "code": "Mã",
    "name": "Tên cơ quan, đơn vị",
    "files": "Số hồ sơ",
    "pages": "Số trang A4",
    "price": "Đơn giá (đồng)",
    "cost": "Kinh phí (đồng)",
    "note": "Ghi chú",
}
NEEDED = ("name", "files", "pages")


@dataclass(frozen=True)
class AnnexFault:
    """One thing wrong (or odd) in the workbook: where, and what to do."""

    sheet: str
    row: int | None
    column: str
    text: str

    @property
    def place(self) -> str:
        parts = [f"Trang tính “{self.sheet}”" if self.sheet else ""]
        parts += [f"dòng {self.row}" if self.row else "", f"cột {self.column}" if self.column else ""]
        return ", ".join(part for part in parts if part)


@dataclass
class AnnexReading:
    """Lines of a workbook {Agency: TargetFigures}, its faults, its warnings, and how many rows were left empty."""

    lines: dict[Agency, TargetFigures] = field(default_factory=dict)
    places: dict[Agency, tuple[str, int]] = field(default_factory=dict)  # Agency -> (sheet, row)
    faults: list[AnnexFault] = field(default_factory=list)
    warnings: list[AnnexFault] = field(default_factory=list)
    empty: int = 0

    def sums(self) -> Pair:
        return (
            sum(line.file_count for line in self.lines.values()),
            sum(line.page_count for line in self.lines.values()),
        )


class SheetReader:
    """Reads one sheet into the annex."""

    def __init__(self, sheet: Sheet, header: Header, annex: AnnexReading, names: AgencyNames, price_dong: int) -> None:
        self.sheet, self.annex, self.names, self.price_dong = sheet, annex, names, price_dong
        self.header_row, self.columns = header
        self.sums = [0, 0]

    def read(self) -> None:
        missing = [key for key in NEEDED if key not in self.columns]
        for key in missing:
            self.fault(self.header_row, None, f"thiếu cột “{TITLES[key]}”.")
        if missing:
            return
        for number, row in enumerate(self.sheet.rows[self.header_row :], self.header_row + 1):
            self.read_row(number, {key: row[i] if i < len(row) else None for key, i in self.columns.items()})

    def read_row(self, number: int, cells: Cells) -> None:
        name, figures = text_of(cells["name"]), (cells["files"], cells["pages"])
        label = fold(name or text_of(cells.get("number")))
        if is_numbering(cells):
            return
        if re.match(r"(tong|cong)\b", label):
            self.check_total(number, figures)
        elif text_of(cells.get("code")) or any(figure is not None for figure in figures):
            self.read_line(number, cells, name)

    def read_line(self, number: int, cells: Cells, name: str) -> None:
        agency = self.agency_of(number, cells, name)
        if all(cells.get(key) is None for key in ("files", "pages")):
            self.annex.empty += 1
            return
        files, pages = self.count(number, cells, "files", "hồ sơ"), self.count(number, cells, "pages", "trang")
        if files is not None and pages is not None:
            self.sums[0] += files
            self.sums[1] += pages
            self.check_money(number, cells, pages)
            self.check_density(number, files, pages)
            if agency:
                self.annex.lines[agency] = TargetFigures(files, pages, self.note(cells))

    def agency_of(self, number: int, cells: Cells, name: str) -> Agency | None:
        agency, problem = self.names.find(text_of(cells.get("code")), name)
        if agency is None:
            self.fault(number, "code" if text_of(cells.get("code")) else "name", problem)
            return None
        if problem:
            self.annex.warnings.append(AnnexFault(self.sheet.name, number, TITLES["name"], problem))
        if agency in self.annex.places:
            sheet, row = self.annex.places[agency]
            self.fault(number, "name", f"{agency} đã có ở trang tính “{sheet}”, dòng {row}. Chỉ giữ một dòng.")
        self.annex.places.setdefault(agency, (self.sheet.name, number))
        return agency

    def count(self, number: int, cells: Cells, key: str, unit: str) -> int | None:
        """A whole number, or None with a fault."""
        try:
            if cells[key] is None:
                raise NumberError("nhập một số nguyên, ví dụ 1.250")
            return parse_int(cells[key], units=(unit,), largest=LARGEST)
        except NumberError as error:
            self.fault(number, key, f"{error}{shown(cells[key])}.")
        return None

    def check_money(self, number: int, cells: Cells, pages: int) -> None:
        price, cost = cells.get("price"), cells.get("cost")
        if price is not None and self.decimal(number, "price", price) not in (None, self.price_dong):
            self.fault(number, "price", f"đơn giá của Kế hoạch là {format_dong(self.price_dong)}{shown(price)}.")
        elif cost is not None:
            amount, expected = self.decimal(number, "cost", cost), pages * self.price_dong
            if amount not in (None, expected):
                self.fault(number, "cost", wrong_cost(amount, expected, pages, self.price_dong))

    def decimal(self, number: int, key: str, value: CellValue) -> Decimal | None:
        try:
            return parse_decimal(value, units=COST_UNITS)
        except NumberError as error:
            self.fault(number, key, f"{error}{shown(value)}.")
        return None

    def check_density(self, number: int, files: int, pages: int) -> None:
        if bool(files) != bool(pages):
            self.fault(number, "files" if pages else "pages", "có trang thì phải có hồ sơ, và ngược lại.")
        for text in line_warnings(files, 0, pages) if files and pages else ():
            self.annex.warnings.append(AnnexFault(self.sheet.name, number, TITLES["pages"], f"{text}."))

    def check_total(self, number: int, figures: Sequence[CellValue]) -> None:
        """A total row must say what its lines add up to: those of the sheet, or of all sheets so far."""
        for key, figure, mine, everything in zip(
            ("files", "pages"), figures, self.sums, self.annex.sums(), strict=True
        ):
            try:
                written = parse_int(figure, largest=LARGEST) if figure is not None else None
            except NumberError:
                written = -1
            if written not in (None, mine, everything):
                self.fault(
                    number, key, f"dòng tổng không bằng tổng các dòng trên nó ({format_int(mine)}){shown(figure)}."
                )

    def note(self, cells: Cells) -> str | None:
        return clean_text(text_of(cells["note"]))[:300] if "note" in self.columns else None

    def fault(self, row: int, key: str | None, text: str) -> None:
        self.annex.faults.append(AnnexFault(self.sheet.name, row, TITLES.get(key or "", ""), text))


def is_numbering(cells: Cells) -> bool:
    """The row "(1) (2) (3) …" under a header."""
    texts = [fold(str(cell)) for cell in cells.values() if cell is not None]
    return len(texts) > 2 and all(re.fullmatch(r"[\d ]+", text) for text in texts) and "1" in texts and "3" in texts


def text_of(cell: CellValue) -> str:
    if cell is None:
        return ""
    return clean_text(str(cell))


def shown(value: CellValue) -> str:
    """What is in the cell, for the message."""
    return f" (đang ghi “{clean_text(as_text(value))[:40]}”)" if value is not None else ""


def wrong_cost(amount: Decimal, expected: int, pages: int, price: int) -> str:
    product = f"{format_int(pages)} trang × {format_int(price)} = {format_dong(expected)}"
    for factor, unit in ((10**6, "triệu đồng"), (10**3, "nghìn đồng"), (10**9, "tỷ đồng")):
        if amount and abs(amount * factor - expected) < factor:
            return f"có vẻ ghi theo {unit}; ghi theo đồng: {product}."
    return f"phải là {product}; đang ghi {format_decimal(amount, 0)}."
