"""The PDFs under a folder, one after the other in an order that is the same each time; links are not followed."""

import os
from collections.abc import Iterator
from pathlib import Path

from .facts import ScanFacts

NOT_OPENED = "Không mở được thư mục này: kiểm tra quyền đọc rồi chạy lại."


def pdfs(folder: Path, inside: str = "") -> Iterator[ScanFacts]:
    """Each with path, size and time of its last change; a folder that cannot be opened comes with an error."""
    try:
        with os.scandir(folder / inside) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        yield ScanFacts(path=f"{inside}/", size_bytes=0, modified_ns=0, error=NOT_OPENED)
        return
    for entry in found:
        path = f"{inside}/{entry.name}" if inside else entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from pdfs(folder, path)
        elif is_pdf(entry):
            yield of_disk(path, entry)


def is_pdf(entry: os.DirEntry[str]) -> bool:
    return entry.name.lower().endswith(".pdf") and entry.is_file(follow_symlinks=False)


def of_disk(path: str, entry: os.DirEntry[str]) -> ScanFacts:
    try:
        stat = entry.stat(follow_symlinks=False)
    except FileNotFoundError:  # it went away meanwhile, which whoever opens it will say
        return ScanFacts(path=path, size_bytes=1, modified_ns=0)
    return ScanFacts(path=path, size_bytes=stat.st_size, modified_ns=stat.st_mtime_ns)


def count_pdfs(folder: Path) -> int:
    return sum(len([name for name in names if name.lower().endswith(".pdf")]) for *_, names in os.walk(folder))


def place_of(facts: ScanFacts) -> tuple[str, ...]:
    """Sorts paths as `pdfs` walks them."""
    return tuple(facts.path.split("/"))
