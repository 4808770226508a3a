"""Builders of small PDFs, byte by byte, so that a test knows what lies in them."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

A4 = (595, 842)  # points: 8,26 × 11,69 inches


@dataclass
class Image:
    """A scan over the whole page: pixels, colour space and bits. Its dots are white; nobody decodes them."""

    width: int = 1653  # 200 dpi on A4
    height: int = 2339
    space: str = "/DeviceRGB"
    bits: int = 8
    filter: str = "/DCTDecode"
    data: bytes = b"dots"

    def object(self) -> bytes:
        space = f"/ColorSpace {self.space}" if self.space else ""
        head = (
            f"/Type/XObject/Subtype/Image/Width {self.width}/Height {self.height}/BitsPerComponent {self.bits}{space}"
        )
        return stream(f"{head}/Filter {self.filter}", self.data)


@dataclass
class Page:
    """A page with images, each drawn over all of it or in points (wide, high), and text laid behind them or none."""

    images: Sequence[Image] = (Image(),)
    text: str = ""
    drawn: tuple[float, float] = A4
    own: str = ""  # a content stream instead of the drawn one

    def content(self) -> bytes:
        wide, high = self.drawn
        images = "".join(f"q {wide} 0 0 {high} 0 0 cm /Im{n} Do Q\n" for n, _ in enumerate(self.images))
        text = f"BT 3 Tr /F1 10 Tf 72 700 Td ({self.text}) Tj ET" if self.text else ""
        return (self.own or images + text).encode()


def xmp(part: int, conformance: str) -> bytes:
    space = "http://www.aiim.org/pdfa/ns/id/"
    return (
        f"<rdf xmlns:pdfaid='{space}'><pdfaid:part>{part}</pdfaid:part>"
        f"<pdfaid:conformance>{conformance}</pdfaid:conformance></rdf>".encode()
    )


def pdf(
    *pages: Page, version: str = "1.7", metadata: bytes = b"", trailer: str = "", extra: Sequence[bytes] = ()
) -> bytes:
    """A PDF of these pages; object 1 is its catalogue, 2 its tree of pages, 3 its metadata."""
    objects = [b"", b"", stream("/Type/Metadata/Subtype/XML", metadata)]
    kids = []
    for page in pages:
        images = [add(objects, image.object()) for image in page.images]
        content = add(objects, stream("/Filter/FlateDecode", zlib.compress(page.content())))
        names = "".join(f"/Im{n} {number} 0 R" for n, number in enumerate(images))
        resources = f"/Resources<</XObject<<{names}>>/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
        box = f"/MediaBox[0 0 {A4[0]} {A4[1]}]"
        kids.append(add(objects, f"<</Type/Page/Parent 2 0 R{box}{resources}/Contents {content} 0 R>>".encode()))
    objects[0] = f"<</Type/Catalog/Pages 2 0 R{'/Metadata 3 0 R' if metadata else ''}>>".encode()
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode()
    return written([*objects, *extra], version, trailer)


def add(objects: list[bytes], one: bytes) -> int:
    objects.append(one)
    return len(objects)


def stream(entries: str, data: bytes) -> bytes:
    return f"<<{entries}/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"


def written(objects: Sequence[bytes], version: str, trailer: str) -> bytes:
    file = bytearray(f"%PDF-{version}\n".encode())
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(file)
