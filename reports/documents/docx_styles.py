"""Styles of the Word file: Times New Roman in every script, Vietnamese, sizes of NĐ 30/2020."""

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

FONT = "Times New Roman"
# name: size, bold, italic, alignment, first line, space after
STYLES = {
    "Nội dung": (13, False, False, ALIGN.JUSTIFY, Mm(12.7), Pt(6)),
    "Căn cứ": (13, False, True, ALIGN.JUSTIFY, Mm(12.7), Pt(6)),
    "Thẩm quyền": (13, True, False, ALIGN.CENTER, None, Pt(6)),
    "Dòng": (13, False, False, ALIGN.LEFT, None, Pt(3)),
    "Dòng nhỏ": (12, False, False, ALIGN.LEFT, None, Pt(1)),
    "Mục lớn": (13, True, False, ALIGN.JUSTIFY, Mm(12.7), Pt(6)),
    "Mục nhỏ": (13, True, False, ALIGN.JUSTIFY, Mm(12.7), Pt(6)),
    "Tên văn bản": (14, True, False, ALIGN.CENTER, None, Pt(0)),
    "Tên phụ lục": (14, True, False, ALIGN.CENTER, None, Pt(0)),
    "Ô bảng": (11, False, False, ALIGN.LEFT, None, Pt(0)),
    "Ô bảng nhỏ": (10, False, False, ALIGN.LEFT, None, Pt(0)),
    "Ô bảng rất nhỏ": (8, False, False, ALIGN.LEFT, None, Pt(0)),
    "Ghi chú": (13, False, True, ALIGN.CENTER, None, Pt(4)),
    "Dưới bảng": (13, False, True, ALIGN.LEFT, None, Pt(0)),
}
NEXT = ("Thẩm quyền",)  # what follows stays with it
OUTLINE = {"Mục lớn": 0, "Mục nhỏ": 1, "Tên phụ lục": 0}


def set_styles(word: WordDocument) -> None:
    """Add the styles of STYLES to the document."""
    normal = word.styles["Normal"]
    dress(normal, 13)
    normal.paragraph_format.space_after = Pt(0)
    dress(word.styles["Header"], 13)
    for name, (size, bold, italic, align, first_line, after) in STYLES.items():
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = normal, True
        dress(style, size)
        style.font.bold, style.font.italic = bold, italic
        form = style.paragraph_format
        form.alignment, form.first_line_indent, form.space_after = align, first_line, after
        if name == "Dưới bảng":
            form.space_before = Pt(6)
        if name in NEXT:
            form.space_before, form.keep_with_next = Pt(6), True
        if name in OUTLINE:
            form.keep_with_next = True
            outline(style, OUTLINE[name])


def dress(style: ParagraphStyle, size: int) -> None:
    """Font, size and language of a style for Latin, East Asian and complex scripts alike."""
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        properties.rFonts.set(qn(f"w:{script}"), FONT)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        properties.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    for script in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{script}"), "vi-VN")
    properties.append(language)


def outline(style: ParagraphStyle, level: int) -> None:
    """Word's navigation pane shows the paragraph at this level."""
    mark = OxmlElement("w:outlineLvl")
    mark.set(qn("w:val"), str(level))
    style.element.get_or_add_pPr().append(mark)
