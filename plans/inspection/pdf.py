"""Inspection of one PDF, in a child process with limits: whatever lies in the scans' folder was made by others."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pikepdf

from .facts import LEAST_FIRST, Colour
from .pages import PageFacts, look_at
from .sentences import SENTENCES

MOST_PAGES, MOST_BYTES = 20_000, 4 * 1024**3
SMALL_BYTES = 1024**2  # read at once
XMP_BYTES = 4 * 1024**2
PDFA = {key: re.compile(rb"pdfaid:" + key + rb"(?:\s*=\s*[\"']|\s*>)\s*(\w{1,3})") for key in (b"part", b"conformance")}
Found = dict[str, Any]  # fields of ScanFacts


def inspect_pdf(path: Path, size_bytes: int) -> Found:
    """The fields of ScanFacts that the file's content gives; where it cannot be read, `error` says so in Vietnamese."""
    if not size_bytes or size_bytes > MOST_BYTES:
        return {"error": SENTENCES["large" if size_bytes else "empty"]}
    try:
        return {"sha256": sha256(path, size_bytes)} | content(path)
    except OSError:
        return {"error": SENTENCES["gone"]}
    except (MemoryError, RecursionError):
        return {"error": SENTENCES["limits"]}


def sha256(path: Path, size_bytes: int) -> str:
    with open(path, "rb", buffering=0) as file:
        if size_bytes <= SMALL_BYTES:
            return hashlib.sha256(file.read()).hexdigest()
        return hashlib.file_digest(file, "sha256").hexdigest()


def content(path: Path) -> Found:
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            return document(pdf)
    except pikepdf.PasswordError:
        return {"error": SENTENCES["password"]}
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError, LookupError, AttributeError):
        return {"error": SENTENCES["no_pdf"]}


def document(pdf: pikepdf.Pdf) -> Found:
    found: Found = {"page_count": len(pdf.pages), "pdf_version": version(pdf), "pdfa": pdfa_claim(pdf)}
    if not found["page_count"]:
        return found | {"error": SENTENCES["no_pages"]}
    if found["page_count"] > MOST_PAGES:
        return found | {"error": SENTENCES["many_pages"]}
    pages: list[PageFacts] = []
    for number, page in enumerate(pdf.pages, 1):
        try:
            pages.append(look_at(page))
        except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError, LookupError, AttributeError):
            return found | {"error": SENTENCES["page"].format(page=number)}
    damaged = {"error": SENTENCES["damaged"]} if pdf.get_warnings() else {}
    return found | of_pages(pages) | damaged


def of_pages(pages: list[PageFacts]) -> Found:
    """The coarsest page with an image, that with least colour, and how many carry text."""
    resolutions = [page.dpi for page in pages if page.dpi is not None]
    colours = [page.colour for page in pages if page.colour]
    return {
        "dpi": min(resolutions, default=None),
        "colour": min(colours, key=LEAST_FIRST.index, default=Colour.NONE),
        "text_pages": sum(page.has_text for page in pages),
    }


def version(pdf: pikepdf.Pdf) -> str:
    """As the head of the file says, or the catalogue of the file where that is later (ISO 32000-1, 7.2.2)."""
    own = str(pdf.Root.get("/Version", "")).removeprefix("/")
    return max(pdf.pdf_version, own if re.fullmatch(r"\d\.\d", own) else "")


def pdfa_claim(pdf: pikepdf.Pdf) -> str:
    """Part and conformance that the file's XMP claims, "2B"; empty where it claims none."""
    metadata = pdf.Root.get("/Metadata")
    if not isinstance(metadata, pikepdf.Stream):
        return ""
    xmp = metadata.read_bytes()[:XMP_BYTES]
    part, conformance = (found.group(1).decode("ascii", "ignore") if found else "" for found in searched(xmp))
    return part + conformance if part.isdecimal() else ""


def searched(xmp: bytes) -> list[re.Match[bytes] | None]:
    return [pattern.search(xmp) for pattern in PDFA.values()]
