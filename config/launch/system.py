"""Debian packages that PDFs need: looked for, installed where we may, named where we may not."""

import ctypes
import os
import shutil
import struct
import subprocess
from pathlib import Path

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
FONT_FOLDERS = ["/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts"]
FONT_PATTERNS = ["LiberationSerif-Regular.ttf", "Tinos-Regular.ttf", "[Tt]imes*.ttf"]
FONT_PACKAGE = "fonts-liberation2"


def missing_libraries():
    """Debian packages of the libraries WeasyPrint loads and this machine lacks."""
    return [package for library, package in LIBRARIES.items() if not loads(library)]


def loads(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def serif_font():
    """Path of a font with Times New Roman's metrics and all Vietnamese letters, or None."""
    return next((path for path in candidate_fonts() if is_complete(path)), None)


def candidate_fonts():
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return (path for pattern in FONT_PATTERNS for folder in folders for path in sorted(folder.rglob(pattern)))


def is_complete(path):
    """Liberation 1.x lacks ơ, ư and ệ; 2.x, Tinos and Times New Roman have them."""
    return "Liberation" not in path.name or font_revision(path) >= 2


def font_revision(path):
    """fontRevision of the font's head table."""
    data = path.read_bytes()
    for number in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        if tag == b"head":
            return struct.unpack_from(">l", data, offset + 4)[0] / 65536
    return 0


def missing_for_pdf():
    return missing_libraries() + ([] if serif_font() else [FONT_PACKAGE])


def ensure_pdf():
    """Install what PDFs need, or say what to install; everything else works without."""
    missing = missing_for_pdf()
    if missing and install_packages(missing):
        missing = missing_for_pdf()
    if missing:
        print(f"PDF files cannot be made yet. Install: apt-get install {' '.join(missing)}  (all the rest works)")


def may_install():
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_packages(packages):
    """apt-get install as root on Debian; False where we may not or it failed."""
    if not may_install():
        return False
    print(f"Installing {' '.join(packages)} …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = [["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", *packages]]
    return all(
        subprocess.run(["apt-get", *step], env=environment, stdout=subprocess.DEVNULL).returncode == 0 for step in steps
    )
