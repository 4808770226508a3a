"""Search for a font with Times New Roman's metrics and all Vietnamese letters. Standard library only."""

import struct
from collections.abc import Iterator
from pathlib import Path

FONT_FOLDERS = ["/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts"]
FONT_PATTERNS = ["LiberationSerif-Regular.ttf", "Tinos-Regular.ttf", "[Tt]imes*.ttf"]


def serif_font() -> Path | None:
    """Path of a font with Times New Roman's metrics and all Vietnamese letters, or None."""
    return next((path for path in candidate_fonts() if is_complete(path)), None)


def candidate_fonts() -> Iterator[Path]:
    """Font files of the patterns, the best pattern first."""
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return (path for pattern in FONT_PATTERNS for folder in folders for path in sorted(folder.rglob(pattern)))


def is_complete(path: Path) -> bool:
    """Liberation 1.x lacks ơ, ư and ệ; 2.x, Tinos and Times New Roman have them."""
    return "Liberation" not in path.name or font_revision(path) >= 2


def font_revision(path: Path) -> float:
    """fontRevision of the font's head table; 0 where it has none."""
    data = path.read_bytes()
    for number in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        if tag == b"head":
            return struct.unpack_from(">l", data, offset + 4)[0] / 65536
    return 0


def styled(path: Path, style: str) -> Path:
    """The bold or italic brother of a regular font, in the same folder; the regular one where there is none."""
    names = {
        "bold": (path.name.replace("Regular", "Bold"), "timesbd.ttf", "Times_New_Roman_Bold.ttf"),
        "italic": (path.name.replace("Regular", "Italic"), "timesi.ttf", "Times_New_Roman_Italic.ttf"),
    }.get(style, ())
    found = (path.with_name(name) for name in names if name != path.name)
    return next((each for each in found if each.is_file()), path)
