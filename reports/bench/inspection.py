"""The inspector of scans beside pypdf that opens each file alone in one process, and the memory that it takes."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from pypdf import PdfReader

from plans.inspection import folders
from plans.inspection.run import inspect_folder

FILES, FASTER, MEMORY_GROWS = 10_000, 3.0, 1.25
FEWER = 4  # a quarter of the files is the measure of memory
PAGES, DOTS = 3, 12_000  # 40 KB a file
MEGABYTE_IN_KILOBYTES = 1024
ALONE = "import re, resource, sys; from pathlib import Path; from plans.inspection.run import inspect_folder; \
inspect_folder(Path(sys.argv[1]), Path(sys.argv[2])); \
print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]); \
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"


def measure_inspection(say: Callable[[str], object], pdfs: int = FILES) -> bool:
    """Inspect so many small PDFs; True where that is three times as fast as pypdf and memory does not grow."""
    with TemporaryDirectory(prefix="portal-scans-") as name:
        folder = Path(name)
        draw(folder / "few", pdfs // FEWER)
        draw(folder / "all", pdfs)
        opening = seconds(lambda: opened_by_pypdf(folder / "all"))
        inspecting = seconds(lambda: inspect_folder(folder / "all", folder / "all.csv"))
        again = seconds(lambda: inspect_folder(folder / "all", folder / "all.csv"))
        few, many = peaks_kb(folder / "few"), peaks_kb(folder / "all")
    ratio, grows = opening / inspecting, max(b / a for a, b in zip(few, many, strict=True))
    say(f"{pdfs} PDFs of {PAGES} pages, {os.cpu_count()} processes: {inspecting:.1f} s, again {again:.1f} s")
    say(f"opened by pypdf alone: {opening:.1f} s, {ratio:.1f} times as long (bar {FASTER})")
    say(f"memory {text(many)}, of a quarter of the files {text(few)}: {grows:.2f} times (bar {MEMORY_GROWS})")
    return ratio >= FASTER and grows <= MEMORY_GROWS


def draw(folder: Path, files: int) -> None:
    """Scans of a page each in boxes of a hundred, with images, a text layer and a claim of PDF/A."""
    for number in range(files):
        box = folder / f"hop-{number // 100:03}"
        box.mkdir(parents=True, exist_ok=True)
        (box / f"{number:06}.pdf").write_bytes(scan(number))


def scan(number: int) -> bytes:
    xmp = b"<rdf xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/' pdfaid:part='2' pdfaid:conformance='B'/>"
    kids = b" ".join(b"%d 0 R" % (4 + 3 * page) for page in range(PAGES))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Metadata 3 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (PAGES, kids),
        stream(b"/Type/Metadata/Subtype/XML", xmp),
    ]
    for page in range(PAGES):
        objects += page_objects(4 + 3 * page, number)
    return whole(objects)


def page_objects(first: int, number: int) -> list[bytes]:
    image = b"/Type/XObject/Subtype/Image/Width 1653/Height 2339/BitsPerComponent 8/ColorSpace/DeviceRGB"
    content = b"q 595 0 0 842 0 0 cm /Im Do Q BT 3 Tr /F1 10 Tf 72 700 Td (Van ban so %d) Tj ET" % number
    resources = b"/XObject<</Im %d 0 R>>/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>" % (first + 1)
    return [
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<%s>>/Contents %d 0 R>>" % (resources, first + 2),
        stream(image + b"/Filter/DCTDecode", number.to_bytes(4) * (DOTS // 4)),
        stream(b"", content),
    ]


def stream(entries: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def whole(objects: list[bytes]) -> bytes:
    file, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, b"".join(places))
    return file + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(file))


def opened_by_pypdf(folder: Path) -> int:
    """Pages of all files."""
    return sum(len(PdfReader(folder / each.path).pages) for each in folders.pdfs(folder))


def peaks_kb(folder: Path) -> list[int]:
    """The most memory that the inspection itself held, and the largest of its processes: measured in one of its own."""
    command = [sys.executable, "-c", ALONE, str(folder), str(folder.with_suffix(".peak.csv"))]
    return [int(word) for word in subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()]


def seconds(call: Callable[[], object]) -> float:
    began = perf_counter()
    call()
    return perf_counter() - began


def text(peaks: list[int]) -> str:
    return " + ".join(f"{kilobytes / MEGABYTE_IN_KILOBYTES:.0f} MB" for kilobytes in peaks)
