"""Inspect a folder into a manifest: what `./portal manage inspect_scans` does."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from . import manifest
from .crew import Crew
from .folders import count_pdfs, pdfs

Say = Callable[[str], object]
SAY_SECONDS = 0.5


class NotInspected(Exception):
    """Why nothing was inspected, in Vietnamese."""


@dataclass
class Tally:
    """What was inspected: PDFs, their pages, and how many have an error; `kept` were known from before."""

    total: int
    files: int = 0
    pages: int = 0
    errors: int = 0

    def line(self) -> str:
        part = (
            f"{numeral(self.files)}/{numeral(self.total)} tệp PDF" if self.total else f"{numeral(self.files)} tệp PDF"
        )
        return f"{part}, {numeral(self.pages)} trang, {numeral(self.errors)} tệp có lỗi"


def inspect_folder(folder: Path, out: Path, processes: int = 0, say: Say = lambda line: None) -> Tally:
    """Write the manifest of all PDFs under the folder to `out`; `say` hears a line twice a second.

    Goes on where an earlier run was stopped. Raises NotInspected where there is no such folder, no place to write, or
    another run writes there.
    """
    if not folder.is_dir():
        raise NotInspected(f"Không có thư mục {folder}.")
    tally, said = Tally(count_pdfs(folder)), 0.0
    with alone(out), Crew(folder, processes or os.cpu_count() or 1) as crew:
        for facts in manifest.write(out, crew.inspected(manifest.with_known(pdfs(folder), out))):
            tally.files += 1
            tally.pages += facts.page_count
            tally.errors += bool(facts.error)
            if monotonic() - said > SAY_SECONDS:
                said = monotonic()
                say(tally.line())
    return tally


@contextmanager
def alone(out: Path) -> Iterator[None]:
    lock = out.with_name(f"{out.name}.lock")
    try:
        with lock.open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
    except BlockingIOError:
        raise NotInspected(f"Một lần kiểm tra khác đang ghi {out}: chờ lần đó xong.")
    except OSError as error:
        raise NotInspected(f"Không ghi được vào {out.parent}: {error.strerror}.")
    lock.unlink(missing_ok=True)


def numeral(number: int) -> str:
    """1.981.241"""
    return f"{number:,}".replace(",", ".")
