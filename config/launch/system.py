"""Debian packages that PDFs need: looked for, installed where we may, named where we may not."""

import ctypes
import os
import shutil
import subprocess

from reports.documents.fonts import serif_font

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
FONT_PACKAGE = "fonts-liberation2"


def missing_libraries() -> list[str]:
    """Debian packages of the libraries WeasyPrint loads and this machine lacks."""
    return [package for library, package in LIBRARIES.items() if not loads(library)]


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_for_pdf() -> list[str]:
    return missing_libraries() + ([] if serif_font() else [FONT_PACKAGE])


def ensure_pdf() -> None:
    """Install what PDFs need, or say what to install; everything else works without."""
    missing = missing_for_pdf()
    if missing and install_packages(missing):
        missing = missing_for_pdf()
    if missing:
        print(f"PDF files cannot be made yet. Install: apt-get install {' '.join(missing)}  (all the rest works)")


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_packages(packages: list[str]) -> bool:
    """apt-get install as root on Debian; False where we may not or it failed."""
    if not may_install():
        return False
    print(f"Installing {' '.join(packages)} …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = [["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", *packages]]
    return all(
        subprocess.run(["apt-get", *step], env=environment, stdout=subprocess.DEVNULL).returncode == 0 for step in steps
    )
