"""An .xlsx part by part, as programs other than Excel write it."""

from xml.sax.saxutils import escape

from tests.helpers.workbooks import zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def inline(value):
    """A cell that carries its own text, or a number."""
    if isinstance(value, int | float):
        return f"<c{{0}}><v>{value}</v></c>"
    return f'<c{{0}} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>' if value else "<c{0}/>"


def raw_xlsx(*rows, cell=inline, named=True, before="", change=str, target="worksheets/sheet1.xml"):
    """A workbook of as few parts as may be: no styles, no dimension; with `named=False` no cell says its place."""

    def place(at, number):
        return f' r="{chr(65 + at)}{number}"' if named else ""

    def row_xml(number, row):
        cells = (cell(value).replace("{0}", place(at, number)) for at, value in enumerate(row))
        return f"<row>{''.join(cells)}</row>"

    lines = "".join(row_xml(number, row) for number, row in enumerate(rows, 1))
    sheets = '<sheets><sheet name="Mục lục" sheetId="1" r:id="r1"/></sheets>'
    parts = {
        "[Content_Types].xml": content_types(workbook="sheet.main", **{"worksheets/sheet1": "worksheet"}),
        "_rels/.rels": relationship("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": relationship("worksheet", target),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{before}<sheetData>{lines}</sheetData></worksheet>',
    }
    return zipped({name: change(xml) for name, xml in parts.items()})


def content_types(**kinds):
    parts = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{KIND}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    links = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{PACKAGE}/content-types">{links}{parts}</Types>'


def relationship(kind, target):
    link = f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{link}</Relationships>'
