"""What a file is by its bytes, whatever it is called; what is dangerous or no workbook is refused with its reason."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator

MAX_SHEETS, MAX_ENTRIES = 200, 2_000
MAX_UNPACKED, MAX_RATIO, SMALL_ENTRY = 400 * 1024**2, 400, 4 * 1024**2
HEAD, PARTS_LIST = 16 * 1024, 4 * 1024**2
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
# How files begin that are no texts: documents, pictures, archives, programs.
DOCUMENTS, PICTURES = (b"%PDF", b"{\\rtf"), (b"GIF8", b"\x89PNG", b"\xff\xd8\xff")
OTHERS = (*DOCUMENTS, *PICTURES, b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"MZ", b"\x7fELF")
PAGE_STARTS = (b"<!doctype", b"<html", b"<table", b"<head", b"<meta", b"<body", b"<style", b"<div", b"mime-version:")
# What a package's list of parts says of macros, whatever the parts are called.
MACROS = re.compile(rb"macroEnabled|vbaProject|macrosheet|xlMacro|xlIntlMacro", re.IGNORECASE)
MACRO_STORAGES = ("_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA", "Macros")
# The record FILEPASS right behind the beginning of an .xls.
LOCKED = re.compile(rb"\x09\x08(?:\x10\x00.{16}|\x08\x00.{8})(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
SUFFIXES = {".xlsx": "xlsx", ".xls": "xls", ".ods": "ods", ".csv": "csv"}
MACRO_SUFFIXES = (".xlsm", ".xltm", ".xlam", ".xla", ".xlw")


class Refusal(Exception):
    """Carries the code of a reason in sandbox.REASONS, and details that hold nothing of the content."""

    def __init__(self, code: str, **details: object) -> None:
        self.code, self.details = code, details
        super().__init__(code)


def kind_of(data: bytes, suffix: str) -> str:
    """xlsx, xls, ods or csv. Raises Refusal."""
    if not data.strip(b"\0 \t\r\n"):
        raise Refusal("empty")
    if suffix in MACRO_SUFFIXES:
        raise Refusal("macro")
    kind = SUFFIXES.get(suffix)
    if kind is None:
        raise Refusal("binary" if suffix == ".xlsb" else "extension")
    if data.startswith(OLE):
        inspect_ole(data, kind)
    elif data.startswith((ZIP, b"PK\x05\x06")):
        inspect_zip(data, kind)
    elif seems := what_it_seems(data):
        raise Refusal("mislabelled", seems=seems)
    elif kind != "csv" or data.startswith(OTHERS):
        raise Refusal("mislabelled")
    return kind


def what_it_seems(data: bytes) -> str:
    """A page of the web, XML or PDF under another name; a key of sandbox.SEEMS, or an empty string."""
    start = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(PAGE_STARTS) or (start.startswith(b"<?xml") and b"<html" in start):
        return "page"
    return "xml" if start.startswith(b"<?xml") else "pdf" if start.startswith(b"%pdf") else ""


def inspect_ole(data: bytes, kind: str) -> None:
    names = set(names_in_ole(data))
    if "EncryptedPackage" in names or (kind == "xls" and LOCKED.search(data)):
        raise Refusal("encrypted")
    if not names & {"Workbook", "Book"}:
        raise Refusal("mislabelled", seems="word" if "WordDocument" in names else "")
    if names.intersection(MACRO_STORAGES):
        raise Refusal("macro")
    if kind != "xls":
        raise Refusal("mislabelled", seems="xls")


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


def inspect_zip(data: bytes, kind: str) -> None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise Refusal("damaged") from None
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    lower = {name.lower() for name in names}
    seems = what_it_holds(archive, lower)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refusal("encrypted")
    if kind == "ods":
        inspect_ods(archive, lower, seems)
    elif kind == "xlsx":
        inspect_xlsx(archive, lower, seems)
    else:
        raise Refusal("mislabelled", seems=seems)
    inspect_sizes(entries, lower)
    for entry in entries:
        if entry.filename.lower().endswith((".xml", ".rels")):
            inspect_xml(archive, entry)


def what_it_holds(archive: zipfile.ZipFile, names: Collection[str]) -> str:
    """A key of sandbox.SEEMS, or an empty string."""
    if "mimetype" in names and b"opendocument.spreadsheet" in head_of(archive, "mimetype"):
        return "ods"
    return "xlsx" if "xl/workbook.xml" in names else "word" if "word/document.xml" in names else ""


def inspect_xlsx(archive: zipfile.ZipFile, names: Collection[str], seems: str) -> None:
    if any(name.endswith("vbaproject.bin") or "macrosheets/" in name for name in names):
        raise Refusal("macro")
    if "xl/workbook.xml" not in names:
        whole = "[content_types].xml" in names and any(name.startswith("xl/") for name in names)
        if "xl/workbook.bin" in names:
            raise Refusal("binary")
        raise Refusal("damaged") if whole else Refusal("mislabelled", seems=seems)
    if sum(name.startswith("xl/worksheets/") and name.endswith(".xml") for name in names) > MAX_SHEETS:
        raise Refusal("sheets")
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        if MACROS.search(head_of(archive, name, PARTS_LIST).replace(b"\0", b"")):
            raise Refusal("macro")


def inspect_ods(archive: zipfile.ZipFile, names: Collection[str], seems: str) -> None:
    if seems != "ods":
        raise Refusal("mislabelled", seems=seems)
    if any(name.startswith(("basic/", "scripts/")) for name in names):
        raise Refusal("macro")
    if b"<office:script " in head_of(archive, "content.xml"):
        raise Refusal("macro")
    if b"encryption-data" in head_of(archive, "META-INF/manifest.xml", 1024**2):
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


def head_of(archive: zipfile.ZipFile, name: str, size: int = HEAD) -> bytes:
    """The beginning of a part, whose name counts in any case, as readers take it."""
    found = next((each for each in archive.namelist() if each.lower() == name.lower()), None)
    return start_of(archive, found, size) if found else b""


def start_of(archive: zipfile.ZipFile, name: str, size: int = HEAD) -> bytes:
    try:
        with archive.open(name) as file:
            return file.read(size)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError):
        raise Refusal("damaged") from None
