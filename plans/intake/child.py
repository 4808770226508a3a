"""The child process of the sandbox: an .xlsx by stdin, its cells by stdout as JSON. Standard library and calamine only.

Started as `python -I child.py MAX_ROWS MAX_COLUMNS`; it limits itself before it looks at a single byte.
"""

import io
import json
import re
import resource
import sys
import zipfile
import zlib
from datetime import date, datetime

MEMORY_BYTES = 1024**3
CPU_SECONDS = 20
MAX_SHEETS, MAX_ENTRIES = 30, 2_000
MAX_UNPACKED, MAX_RATIO, SMALL_ENTRY = 400 * 1024**2, 400, 4 * 1024**2
MAX_CELL, MAX_TEXT = 4_000, 40_000_000
# Excel ends at row 1.048.576; a row numbered in the billions keeps a reader busy for minutes.
IMPOSSIBLE_ROW = re.compile(rb"""\br\s*=\s*["'][A-Z]{0,3}[0-9]{8}""")


class Refusal(Exception):
    """Carries the code of a reason in sandbox.REASONS."""


def limit():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def inspect(data):
    """Refuse what only looks like an .xlsx, carries macros, or would unpack to far more than a catalogue."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Refusal("damaged") from None
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refusal("macro")
    if "xl/workbook.xml" not in names:
        raise Refusal("binary" if "xl/workbook.bin" in names else "mislabelled")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refusal("encrypted")
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Refusal("bomb")
    if any(entry.file_size > max(SMALL_ENTRY, MAX_RATIO * entry.compress_size) for entry in entries):
        raise Refusal("bomb")
    for name in names:
        if name.startswith("xl/worksheets/") and has_impossible_row(archive, name):
            raise Refusal("damaged")


def has_impossible_row(archive, name):
    """Look for it piece by piece; the end of a piece is looked at again with the next one."""
    tail = b""
    try:
        with archive.open(name) as file:
            while piece := file.read(1024**2):
                if IMPOSSIBLE_ROW.search(tail + piece):
                    return True
                tail = piece[-64:]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        raise Refusal("damaged") from None
    return False


def read(data, max_rows, max_columns):
    import python_calamine

    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        metadata = [each for each in book.sheets_metadata if each.typ == python_calamine.SheetTypeEnum.WorkSheet]
        if len(metadata) > MAX_SHEETS:
            raise Refusal("sheets")
        return [
            {
                "name": each.name,
                "visible": each.visible == python_calamine.SheetVisibleEnum.Visible,
                "rows": rows_of(book.get_sheet_by_name(each.name), max_rows, max_columns),
            }
            for each in metadata
        ]
    except python_calamine.PasswordError:
        raise Refusal("encrypted") from None
    except python_calamine.CalamineError:
        raise Refusal("damaged") from None


def rows_of(sheet, max_rows, max_columns):
    """Rows with Excel's own numbering; empty rows and columns at the end (formats without content) do not count."""
    if sheet.start is None:
        return []
    above, left = sheet.start
    if above >= max_rows:
        raise Refusal("rows")
    rows = []
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row = trimmed([plain(value) for value in cells])
        if not row:
            continue
        if number > max_rows:
            raise Refusal("rows")
        if left + len(row) > max_columns:
            raise Refusal("columns")
        rows += [[] for _ in range(number - 1 - len(rows))]
        rows.append([None] * left + row)
    return rows


def trimmed(row):
    while row and row[-1] is None:
        row.pop()
    return row


def plain(value):
    """A cell as JSON can carry it; whole floats become integers, because Excel knows floats only."""
    if isinstance(value, str):
        return value[:MAX_CELL] if value.strip() else None
    if isinstance(value, datetime):
        return {"date": value.date().isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, bool | int | float) else str(value)


def main():
    limit()
    try:
        data = sys.stdin.buffer.read()
        inspect(data)
        answer = {"sheets": read(data, int(sys.argv[1]), int(sys.argv[2]))}
        text = json.dumps(answer, ensure_ascii=True, allow_nan=False)
        if len(text) > MAX_TEXT:
            raise Refusal("cells")
    except Refusal as refusal:
        text = json.dumps({"refused": str(refusal)})
    except (MemoryError, RecursionError, ValueError):
        text = json.dumps({"refused": "limits"})
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
