"""Additions to openpyxl: which rows a sum covers, Vietnamese number formats, and the results of formulas.

A reader that does not calculate (a preview, a phone, another program) shows a formula by its stored result.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from openpyxl import Workbook

from .content import AnnexRow

# [$-42A] is Vietnamese: the dots of 1.981.241 do not depend on whose computer opens the file.
FORMATS = {"int": "[$-42A]#,##0", "percent": "[$-42A]0.00%"}
Results = dict[str, int | Fraction | None]  # what each formula comes to, by address
FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)><f>(.*?)</f><v ?/?>(?:</v>)?</c>')


def number_format(kind: str, value: object) -> str:
    """The Excel format of a cell; days as Vietnam writes them, 20/4/2025 and 01/02/2025."""
    if kind == "day" and isinstance(value, date):
        return "dd/mm/yyyy" if value.month < 3 else "dd/m/yyyy"
    return FORMATS.get(kind, "General")


def summed_rows(rows: Sequence[AnnexRow], first: int) -> list[str]:
    """For each row the formula of its sums with {} for the column's letter; "" for lines.

    A head sums the lines below it, the total sums the heads; the lines where there are none.
    """
    numbered = list(enumerate(rows, start=first))
    heads = [number for number, row in numbered if row.kind == "group"]
    ends = [*heads[1:], first + len(rows) - (rows[-1].kind == "total" if rows else 0)]
    below = {
        head: f"=SUM({{0}}{head + 1}:{{0}}{end - 1})" if end > head + 1 else "=0"
        for head, end in zip(heads, ends, strict=False)
    }
    whole = f"=SUM({','.join(f'{{0}}{head}' for head in heads)})"  # a head without any figure is a text
    if not heads:
        last = first + len(rows) - 2
        whole = f"=SUM({{0}}{first}:{{0}}{last})" if last >= first else "=0"
    return [{"group": below.get(number, ""), "total": whole}.get(row.kind, "") for number, row in numbered]


def with_results(book: Workbook, results: Iterable[Results]) -> bytes:
    """The workbook's bytes, each formula with its result; `results` of every sheet, in their order."""
    plain = io.BytesIO()
    book.save(plain)
    filled = io.BytesIO()
    names = {f"xl/worksheets/sheet{place}.xml": values for place, values in enumerate(results, start=1)}
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry, fill(source.read(entry), names.get(entry.filename)))
    return filled.getvalue()


def fill(xml: bytes, values: Results | None) -> bytes:
    """The sheet's XML, each formula with its result."""
    if not values:
        return xml
    return FORMULA.sub(lambda match: with_result(match, values), xml)


def with_result(match: re.Match[bytes], values: Mapping[str, int | Fraction | None]) -> bytes:
    """The formula's cell with its result; an empty text where it has none."""
    address, attributes, formula = match.groups()
    value = values.get(address.decode())
    if value is None:
        return b'<c r="%s"%s t="str"><f>%s</f><v></v></c>' % (address, attributes, formula)
    number = value if isinstance(value, int) else float(value)
    return b'<c r="%s"%s><f>%s</f><v>%s</v></c>' % (address, attributes, formula, repr(number).encode())
