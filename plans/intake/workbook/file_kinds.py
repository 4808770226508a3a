"""Kind of a file by its bytes, whatever it is called; what is dangerous or no workbook is refused with its reason."""

import io
import re
import struct
import zipfile
from collections.abc import Collection, Iterator

from .archives import Refusal, head_of, start_of
from .csv_text import DELIMITERS, decode
from .package import main_part, relations_part

MAX_SHEETS, MAX_ENTRIES = 200, 2_000
MAX_UNPACKED, MAX_RATIO, SMALL_ENTRY = 400 * 1024**2, 400, 4 * 1024**2
PARTS_LIST = 4 * 1024**2
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
# How files begin that are no texts: documents, pictures, archives, programs.
DOCUMENTS, PICTURES = (b"%PDF", b"{\\rtf"), (b"GIF8", b"\x89PNG", b"\xff\xd8\xff")
OTHERS = (*DOCUMENTS, *PICTURES, b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"MZ", b"\x7fELF")
PAGE_STARTS = (b"<!doctype", b"<html", b"<table", b"<head", b"<meta", b"<body", b"<style", b"<div")
# What a package's list of parts says of macros, whatever the parts are called.
MACROS = re.compile(rb"macroEnabled|vbaProject|macrosheet|xlMacro|xlIntlMacro", re.IGNORECASE)
MACRO_STORAGES = ("_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA", "Macros")
# The record FILEPASS right behind the beginning of an .xls.
LOCKED = re.compile(rb"\x09\x08(?:\x10\x00.{16}|\x08\x00.{8})(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
MACRO_SUFFIXES = (".xltm", ".xlam", ".xla", ".xlw")
# A workbook that may hold macros says so even where it holds none; under another suffix that is a disguise.
MAY_HOLD_MACROS = (".xlsm",)
MACROS_HELD = re.compile(rb"vbaProject|macrosheet|xlMacro|xlIntlMacro", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
START_OF_TEXT = 64 * 1024


def kind_of(data: bytes, suffix: str) -> str:
    """xlsx, xls, ods, html or csv: what the bytes are, under any suffix of a workbook. Raises Refusal."""
    if not data.strip(b"\0 \t\r\n"):
        raise Refusal("empty")
    if suffix in MACRO_SUFFIXES:
        raise Refusal("macro")
    if suffix not in SUFFIXES:
        raise Refusal("binary" if suffix == ".xlsb" else "extension")
    if data.startswith(OLE):
        inspect_ole(data)
        return "xls"
    if data.startswith((ZIP, b"PK\x05\x06")):
        return inspect_zip(data, suffix)
    return kind_of_text(data, suffix)


def kind_of_text(data: bytes, suffix: str) -> str:
    """html or csv. Raises Refusal where the bytes are something else."""
    seems = what_it_seems(data)
    if seems == "table":
        return "html"
    if seems:
        raise Refusal("mislabelled", seems=seems)
    if data.startswith(OTHERS) or (suffix != ".csv" and not is_list(data[:START_OF_TEXT])):
        raise Refusal("mislabelled")
    return "csv"


def is_list(start: bytes) -> bool:
    """True where lines of text with the same delimiters are in a file that is named as something else."""
    text = decode(start.rstrip(b"\0"))
    lines = [line for line in text.splitlines() if line.strip()]
    counts = [max(map(line.count, DELIMITERS)) for line in lines]
    return not _CONTROL.search(text) and not text.startswith("ID;") and sum(count > 1 for count in counts) > 1


def what_it_seems(data: bytes) -> str:
    """A page of the web, XML or PDF under another name: "table" or a key of sandbox.SEEMS, or an empty string."""
    start = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(b"mime-version:"):
        return "page"
    if start.startswith(PAGE_STARTS) or (start.startswith(b"<?xml") and b"<html" in start):
        return "table" if b"<table" in data.replace(b"\0", b"").lower() else "page"
    return "xml" if start.startswith(b"<?xml") else "pdf" if start.startswith(b"%pdf") else ""


def inspect_ole(data: bytes) -> None:
    names = set(names_in_ole(data))
    if "EncryptedPackage" in names or (names & {"Workbook", "Book"} and LOCKED.search(data)):
        raise Refusal("encrypted")
    if not names & {"Workbook", "Book"}:
        raise Refusal("mislabelled", seems="word" if "WordDocument" in names else "")
    if names.intersection(MACRO_STORAGES):
        raise Refusal("macro")


def names_in_ole(data: bytes) -> Iterator[str]:
    """Names of streams and storages, wherever the directory lies: entries of 128 bytes, known by length and kind.

    olefile follows the tree of the directory: macros in a storage that is cut off it would be hidden from it.
    """
    for name in ("EncryptedPackage", "Workbook", "Book", "WordDocument", *MACRO_STORAGES):
        written = (name + "\0").encode("utf-16-le")
        entry, place = re.compile(re.escape(written), re.IGNORECASE), 0
        while match := entry.search(data, place):
            place = match.start() + 1
            length, kind = data[match.start() + 64 : match.start() + 66], data[match.start() + 66 : match.start() + 67]
            if match.start() % 128 == 0 and length == struct.pack("<H", len(written)) and kind in (b"\1", b"\2"):
                yield name
                break


def inspect_zip(data: bytes, suffix: str) -> str:
    """xlsx or ods. Raises Refusal."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise Refusal("damaged") from None
    entries = archive.infolist()
    lower = {entry.filename.lower() for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refusal("encrypted")
    kind = what_it_holds(archive, lower)
    if kind == "ods":
        inspect_ods(archive, lower)
    elif kind == "xlsx":
        inspect_xlsx(archive, lower, suffix)
    else:
        refuse_other(lower)
    inspect_sizes(entries, lower)
    for entry in entries:
        if entry.filename.lower().endswith((".xml", ".rels")):
            inspect_xml(archive, entry)
    return kind


def what_it_holds(archive: zipfile.ZipFile, names: Collection[str]) -> str:
    """xlsx or ods, or an empty string."""
    said = head_of(archive, "mimetype") or head_of(archive, "META-INF/manifest.xml")
    if b"opendocument.spreadsheet" in said:
        return "ods"
    main = main_part(archive).lower()
    return "xlsx" if main in names and main.endswith(".xml") and not main.startswith("word/") else ""


def refuse_other(names: Collection[str]) -> None:
    """Raises the reason why an archive is no workbook that is read."""
    if any(name.endswith("vbaproject.bin") or "macrosheets/" in name for name in names):
        raise Refusal("macro")
    if any(name.endswith("workbook.bin") for name in names):
        raise Refusal("binary")
    if "[content_types].xml" in names and any(name.startswith("xl/") for name in names):
        raise Refusal("damaged")
    raise Refusal("mislabelled", seems="word" if "word/document.xml" in names else "")


def inspect_xlsx(archive: zipfile.ZipFile, names: Collection[str], suffix: str) -> None:
    if any(name.endswith("vbaproject.bin") or "macrosheets/" in name for name in names):
        raise Refusal("macro")
    if sum("worksheets/" in name and name.endswith(".xml") for name in names) > MAX_SHEETS:
        raise Refusal("sheets")
    signs = MACROS_HELD if suffix in MAY_HOLD_MACROS else MACROS
    for name in ("[Content_Types].xml", relations_part(main_part(archive))):
        if signs.search(head_of(archive, name, PARTS_LIST).replace(b"\0", b"")):
            raise Refusal("macro")


def inspect_ods(archive: zipfile.ZipFile, names: Collection[str]) -> None:
    if any(name.startswith(("basic/", "scripts/")) for name in names):
        raise Refusal("macro")
    if b"<office:script " in head_of(archive, "content.xml").replace(b"\0", b""):
        raise Refusal("macro")
    if b"encryption-data" in head_of(archive, "META-INF/manifest.xml", 1024**2).replace(b"\0", b""):
        raise Refusal("encrypted")
    if "content.xml" not in names:
        raise Refusal("damaged")


def inspect_sizes(entries: Collection[zipfile.ZipInfo], names: Collection[str]) -> None:
    if len(names) != len(entries):
        raise Refusal("damaged")  # two parts of one name: readers would see different files
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Refusal("bomb")
    if any(entry.file_size > max(SMALL_ENTRY, MAX_RATIO * entry.compress_size) for entry in entries):
        raise Refusal("bomb")


def inspect_xml(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """No part of an office file has a document type; entities that grow into billions live there."""
    start = start_of(archive, entry.filename)
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", start.replace(b"\0", b"")):
        raise Refusal("bomb")
