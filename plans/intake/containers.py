"""What a file is by its bytes, whatever it is called; what is dangerous or no workbook is refused with its reason."""

import io
import re
import zipfile
import zlib

MAX_SHEETS, MAX_ENTRIES = 30, 2_000
MAX_UNPACKED, MAX_RATIO, SMALL_ENTRY = 400 * 1024**2, 400, 4 * 1024**2
HEAD = 16 * 1024
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
OTHERS = (
    b"%PDF",
    b"{\\rtf",
    b"GIF8",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"MZ",
    b"\x7fELF",
)
# The record FILEPASS right behind the beginning of an .xls.
LOCKED = re.compile(rb"\x09\x08(?:\x10\x00.{16}|\x08\x00.{8})(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
SUFFIXES = {".xlsx": "xlsx", ".xls": "xls", ".ods": "ods", ".csv": "csv"}
MACRO_SUFFIXES = (".xlsm", ".xltm", ".xlam", ".xla", ".xlw")


class Refusal(Exception):
    """Carries the code of a reason in sandbox.REASONS, and details that hold nothing of the content."""

    def __init__(self, code, **details):
        self.code, self.details = code, details
        super().__init__(code)


def kind_of(data, suffix):
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
    elif kind != "csv" or data.startswith(OTHERS) or looks_marked_up(data):
        raise Refusal("mislabelled")
    return kind


def looks_marked_up(data):
    """HTML or XML under another name."""
    start = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<head", b"<meta", b"<body", b"<style"))


def inspect_ole(data, kind):
    def holds(name):
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage") or (kind == "xls" and LOCKED.search(data)):
        raise Refusal("encrypted")
    if kind != "xls" or not (holds("Workbook") or holds("Book")):
        raise Refusal("mislabelled")
    if holds("_VBA_PROJECT") or holds("VBA"):
        raise Refusal("macro")


def inspect_zip(data, kind):
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise Refusal("damaged") from None
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    lower = {name.lower() for name in names}
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refusal("encrypted")
    if kind == "ods":
        inspect_ods(archive, lower)
    elif kind == "xlsx":
        inspect_xlsx(archive, lower)
    else:
        raise Refusal("mislabelled")
    inspect_sizes(entries, names)
    for entry in entries:
        if entry.filename.lower().endswith((".xml", ".rels")):
            inspect_xml(archive, entry)


def inspect_xlsx(archive, names):
    if any(name.endswith("vbaproject.bin") or "xl/macrosheets/" in name for name in names):
        raise Refusal("macro")
    if "xl/workbook.xml" not in names:
        whole = "[content_types].xml" in names and any(name.startswith("xl/") for name in names)
        raise Refusal("binary" if "xl/workbook.bin" in names else "damaged" if whole else "mislabelled")
    if sum(name.startswith("xl/worksheets/") and name.endswith(".xml") for name in names) > MAX_SHEETS:
        raise Refusal("sheets")
    if b"macroEnabled" in head_of(archive, "[Content_Types].xml"):
        raise Refusal("macro")


def inspect_ods(archive, names):
    if b"opendocument.spreadsheet" not in head_of(archive, "mimetype"):
        raise Refusal("mislabelled")
    if any(name.startswith(("basic/", "scripts/")) for name in names):
        raise Refusal("macro")
    if b"encryption-data" in head_of(archive, "META-INF/manifest.xml", 1024**2):
        raise Refusal("encrypted")
    if "content.xml" not in names:
        raise Refusal("damaged")


def inspect_sizes(entries, names):
    if len(names) != len(entries):
        raise Refusal("damaged")  # two parts of one name: readers would see different files
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Refusal("bomb")
    if any(entry.file_size > max(SMALL_ENTRY, MAX_RATIO * entry.compress_size) for entry in entries):
        raise Refusal("bomb")


def inspect_xml(archive, entry):
    """No part of an office file has a document type; entities that grow into billions live there."""
    start = head_of(archive, entry.filename)
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", start.replace(b"\0", b"")):
        raise Refusal("bomb")


def head_of(archive, name, size=HEAD):
    try:
        with archive.open(name) as file:
            return file.read(size)
    except KeyError:
        return b""
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError):
        raise Refusal("damaged") from None
