"""The child process that reads an administrator's workbook: bytes by stdin, its rows as JSON by stdout.

It limits itself before it looks at a byte, and answers nothing of a workbook with a mark of secrecy.
"""

import io
import json
import os
import resource
import sys
import zipfile
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

MEMORY_BYTES, CPU_SECONDS, MAX_ROWS, MAX_COLUMNS = 512 * 1024**2, 15, 20_000, 60
SECRET, DAMAGED, TOO_LARGE = "secret", "damaged", "too large"


def limit() -> None:
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def read(data: bytes) -> dict[str, object]:
    """{"rows": texts of the first sheet that is shown} or {"refused": why}."""
    from agencies.secrecy.marks import is_marked  # not to be found before the path is set below
    from agencies.secrecy.office_texts import TooMuch, office_texts  # the same

    try:
        if any(map(is_marked, office_texts(data))):
            return {"refused": SECRET}
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).active
        if sheet is None:
            return {"refused": DAMAGED}
        rows = []
        for row in sheet.iter_rows(values_only=True):
            rows.append([text_of(cell) for cell in row[:MAX_COLUMNS]])
            if len(rows) > MAX_ROWS:
                return {"refused": TOO_LARGE}
    except (MemoryError, RecursionError, TooMuch):
        return {"refused": TOO_LARGE}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, KeyError, TypeError, OSError, EOFError):
        return {"refused": DAMAGED}
    return {"rows": rows}


def text_of(cell: object) -> str:
    """A cell as a person would write it: 502, 20/4/2025."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else "" if cell is None else str(cell)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    limit()
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read())))
