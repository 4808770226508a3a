"""Common parts of every look into a file: the reason for which it is refused, and the beginning of its parts."""

import zipfile
import zlib

HEAD = 16 * 1024


class Refusal(Exception):
    """Carries the code of a reason in sandbox.REASONS, and details that hold nothing of the content."""

    def __init__(self, code: str, **details: object) -> None:
        self.code, self.details = code, details
        super().__init__(code)


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
