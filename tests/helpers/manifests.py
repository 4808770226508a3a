"""Manifests as `inspect_scans` writes them, row by row, and how a clerk brings one in."""

import csv
import io
from hashlib import sha256

from plans.inspection.facts import HEADERS, Colour, ScanFacts, as_row


def scan(path, pages=1, **facts):
    """A sound scan by both circulars; every path has a content of its own."""
    own = {
        "size_bytes": 1000,
        "modified_ns": 1,
        "page_count": pages,
        "sha256": sha256(path.encode()).hexdigest(),
        "pdf_version": "1.7",
        "pdfa": "2B",
        "dpi": 200,
        "colour": Colour.COLOUR,
        "text_pages": pages,
    }
    return ScanFacts(path=path, **own | facts)


def manifest(*scans):
    """The bytes of manifest.csv."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(HEADERS.values())
    writer.writerows(as_row(each) for each in scans)
    return table.getvalue().encode("utf-8-sig")
