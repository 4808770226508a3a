"""Archives that lie and parts that mislead: refused with a reason on the page, or read as Excel would read them."""

import struct
import zipfile

import pytest

from plans.intake.sandbox import REASONS, SEEMS
from plans.models import ArchivalFile, CatalogueUpload, StagedFile
from plans.uploads import services
from tests.helpers import hostile_workbooks as h
from tests.helpers.grids import page_of
from tests.helpers.hostile_workbooks import values_of
from tests.helpers.uploads import stored, upload
from tests.helpers.workbooks import repacked, zipped

pytestmark = pytest.mark.once
BLANKS = b"<!--" + b" " * 60_000_000 + b"-->"
LONG = b"A" * 3_900_000
DESCRIPTOR = {"flags": 8, "local_size": 0}
PICTURES = [(f"xl/media/{number}.xml", b"x", {"at": 0}) for number in range(1_500)]
VBA_TYPE = '<Override PartName="/xl/data.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
VBA_RELATION = (
    '<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
    'Target="data.bin"/></Relationships>'
)
WORKSHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
XLM = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
DDE = f'<externalLink {h.MAIN}><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
PADDED = "<!--" + "x" * 20_000 + "-->"
SHOUTED = [(name.upper(), data) for name, data in h.PARTS.items()]
TYPES = h.PARTS[h.TYPES].decode()
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "b">]>'

REFUSED = {
    # -- the directory lies
    "a directory that hides 60 MB": (
        h.archive(
            [*((n, d) for n, d in h.PARTS.items() if n != h.SHEET), (h.SHEET, BLANKS + h.XML.encode(), {"size": 1_000})]
        ),
        "damaged",
    ),
    "a directory that promises 4 GB": (h.archive(**{h.SHEET: {"size": 2**32 - 2}}), "bomb"),
    "sizes of 64 bits that promise more than there is": (
        h.archive(**{h.SHEET: {"size": 2**32 - 1, "extra": struct.pack("<HHQ", 1, 8, 2**62)}}),
        "bomb",
    ),
    "1.500 parts on one another": (h.with_parts(*PICTURES), "damaged"),
    "an extra field longer than itself": (h.archive(**{h.SHEET: {"extra": b"\1\0\xff\xff"}}), "damaged"),
    "a directory inside the comment": (h.archive(comment=h.archive([("a", b"b")])[-22:]), "damaged"),
    "another archive behind it": (h.GOOD + h.archive([("a.txt", b"x")]), "mislabelled"),
    "70.000 zeros behind it": (h.GOOD + b"\0" * 70_000, "damaged"),
    "another name beside the content": (h.archive(**{h.SHEET: {"local_name": b"xl/other.xml"}}), "damaged"),
    "a part once more in capitals": (h.with_parts((h.SHEET.upper(), b"<x/>")), "damaged"),
    "a name that ends at a zero byte": (h.with_parts((h.SHEET + "\0.txt", b"<x/>")), "damaged"),
    "absolute names only": (h.archive([("/" + name, data) for name, data in h.PARTS.items()]), "mislabelled"),
    "names with backslashes only": (
        h.archive([(name.replace("/", "\\"), data) for name, data in h.PARTS.items()]),
        "mislabelled",
    ),
    "packed by a method nobody knows": (h.archive(**{h.SHEET: {"method": 99}}), "damaged"),
    "said to be packed by bzip2": (h.archive(**{h.SHEET: {"method": 12}}), "damaged"),
    "an empty archive": (b"PK\5\6" + b"\0" * 18, "mislabelled"),
    "two bytes of an archive": (b"PK", "mislabelled"),
    "a picture that is an archive too": (b"GIF89a" + h.GOOD, "mislabelled"),
    "a PDF that is an archive too": (b"%PDF-1.4\n%" + h.GOOD, "mislabelled"),
    "300 MB in a drawing": (
        repacked(h.GOOD, {"xl/drawings/drawing1.xml": b"<x>" + b"A" * 300_000_000 + b"</x>"}),
        "bomb",
    ),
    "420 MB in parts of 4 MB": (
        h.archive(
            [*h.PARTS.items(), ("xl/x/0.bin", LONG), *((f"xl/x/{n}.bin", LONG, {"at": 0}) for n in range(1, 110))]
        ),
        "bomb",
    ),
    # -- macros under another name
    "macros by the list of types": (repacked(h.GOOD, {h.TYPES: TYPES.replace("</Types>", VBA_TYPE)}), "macro"),
    "macros by the list of relations": (h.changed(h.RELATIONS, "</Relationships>", VBA_RELATION), "macro"),
    "a type of macros behind 20.000 letters": (
        repacked(h.GOOD, {h.TYPES: TYPES.replace("<Override", PADDED + "<Override", 1).replace(MAIN_TYPE, MACRO_TYPE)}),
        "macro",
    ),
    "a type of macros in a list in capitals": (
        h.archive([(n.upper(), d.replace(MAIN_TYPE.encode(), MACRO_TYPE.encode())) for n, d in h.PARTS.items()]),
        "macro",
    ),
    "a macro sheet by its relation": (h.changed(h.RELATIONS, WORKSHEET, XLM), "macro"),
    "an international macro sheet": (repacked(h.GOOD, {"xl/intlmacrosheets/sheet1.xml": "<x/>"}), "macro"),
    "a dialogue in place of the sheet": (
        h.changed(h.RELATIONS, "relationships/worksheet", "relationships/dialogsheet"),
        "empty",
    ),
    # -- relations that lead elsewhere
    "a sheet outside of the archive": (
        h.changed(h.RELATIONS, "/xl/worksheets/sheet1.xml", "../../../../etc/passwd"),
        "damaged",
    ),
    "a sheet from the network": (
        h.changed(
            h.RELATIONS, 'Target="/xl/worksheets/sheet1.xml"', 'TargetMode="External" Target="file://///10.0.0.1/x"'
        ),
        "damaged",
    ),
    # -- XML
    "UTF-32": (h.sheet(('<?xml version="1.0"?>' + h.XML).encode("utf-32")), "damaged"),
    "EBCDIC": (h.sheet(f'<?xml version="1.0" encoding="cp500"?><worksheet {h.MAIN}/>'.encode("cp500")), "damaged"),
    "bytes that are no UTF-8": (h.sheet(h.XML.encode().replace(b"Ti", b"\xff\xfe")), "damaged"),
    "character 0": (h.sheet(h.XML.replace("Vĩnh", "&#0;Vĩnh")), "damaged"),
    "half a surrogate": (h.sheet(h.XML.replace("Vĩnh", "&#xD800;Vĩnh")), "damaged"),
    "an entity nobody declared": (h.sheet(h.XML.replace("Vĩnh", "&nbsp;Vĩnh")), "damaged"),
    "an open CDATA": (h.sheet(h.XML.replace("Vĩnh", "<![CDATA[Vĩnh")), "damaged"),
    "a document type in UTF-16": (
        h.sheet(('<?xml version="1.0" encoding="UTF-16"?>' + DOCTYPE + h.XML).encode("utf-16")),
        "bomb",
    ),
    "a document type after 20.000 letters": (h.sheet(PADDED + DOCTYPE + h.XML.replace("Vĩnh", "&a;")), "bomb"),
    "300.000 elements in one another": (
        h.sheet(
            f"<worksheet {h.MAIN}><sheetData><row r='1'><c r='A1' t='inlineStr'>" + "<is>" * 300_000 + "</c></row>"
        ),
        "damaged",
    ),
}

READ = {
    "four billion texts promised": repacked(
        h.GOOD, {"xl/sharedStrings.xml": f'<sst {h.MAIN} count="4000000000" uniqueCount="4000000000"/>'}
    ),
    "400.000 lists of styles in one another": repacked(
        h.GOOD, {"xl/styles.xml": f"<styleSheet {h.MAIN}>" + "<cellXfs>" * 400_000}
    ),
    "fewer parts counted than there are": h.archive(count=1),
    "65.535 parts counted": h.archive(count=65_535),
    "packed by bzip2": h.repacked_by(zipfile.ZIP_BZIP2),
    "packed by lzma": h.repacked_by(zipfile.ZIP_LZMA),
    "UTF-16 declared and without a mark": h.sheet(
        ('<?xml version="1.0" encoding="UTF-16"?>' + h.XML).encode("utf-16-le")
    ),
    "UTF-7": h.sheet(('<?xml version="1.0" encoding="UTF-7"?>' + h.XML).encode("utf-7")),
    "as a stream, sizes behind the content": h.archive(
        **{name: DESCRIPTOR | {"after": b"PK\7\x08" + bytes(12)} for name in h.PARTS}
    ),
    "a comment of 65.535 bytes": h.archive(comment=b"x" * 65_535),
    "a page of the web behind it": h.GOOD + b"<html><script>alert(1)</script>",
    "names that lead out of the archive": h.with_parts(
        ("/etc/passwd", b"x"), ("../../evil.xml", b"<x/>"), ("C:\\evil.exe", b"x")
    ),
    "part names in capitals": h.archive(SHOUTED),
    "an archive inside": repacked(h.GOOD, {"xl/embeddings/a.zip": h.GOOD}),
    "links to other workbooks and programs": repacked(h.GOOD, {"xl/externalLinks/externalLink1.xml": DDE}),
    "an embedded object and a control": repacked(
        h.GOOD, {"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0x", "xl/activeX/activeX1.bin": b"x"}
    ),
    "processing instructions": h.sheet(
        h.XML.replace("<sheetData>", "<?php system('x') ?><?xml-stylesheet href='file:///etc/passwd'?><sheetData>")
    ),
    "a file to include": h.sheet(
        h.XML.replace(
            "<sheetData>",
            '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/><sheetData>',
        )
    ),
    "an attribute of 3,9 MB": h.sheet(h.XML.replace("<sheetData>", f'<sheetPr a="{"x" * 3_900_000}"/><sheetData>')),
    "100.000 attributes": h.sheet(
        h.XML.replace("<sheetData>", "<sheetPr " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/><sheetData>")
    ),
    "CDATA": h.sheet(h.XML.replace(f"<t>{h.ROW[2]}</t>", f"<t><![CDATA[{h.ROW[2]}]]></t>")),
    "elements with a prefix": h.sheet(
        h.XML.replace("xmlns", "xmlns:x").replace("</", "\0").replace("<", "<x:").replace("\0", "</x:")
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_lan_is_told_why_and_nothing_is_kept(name, as_user, lan, catalogue, monkeypatch):
    data, code = REFUSED[name]
    monkeypatch.setattr(services, "AT_ONCE_BYTES", len(data))
    page = page_of(upload(as_user(lan), catalogue, data))
    sentences = {REASONS[code], *(SEEMS.values() if code == "mislabelled" else ())}
    assert any(sentence in page for sentence in sentences), code
    for model in (ArchivalFile, CatalogueUpload, StagedFile):
        assert not model.objects.exists()
    assert stored() == []


@pytest.mark.parametrize("name", READ)
def test_what_is_odd_and_harmless_is_read(name):
    (row,) = values_of(READ[name])
    assert (row["file_number"], row["title"], row["page_count"]) == ("01", h.ROW[2], 88)


def test_a_word_document_and_a_pdf_under_a_wrong_name_say_what_they_are(as_user, lan, catalogue):
    word = zipped({h.TYPES: "<Types/>", "word/document.xml": "<w/>"})
    for data, name, seems in ((word, "a.xlsx", "word"), (b"%PDF-1.7\n", "a.xls", "pdf")):
        assert SEEMS[seems] in page_of(upload(as_user(lan), catalogue, data, name=name))
