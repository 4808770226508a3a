"""Points of the page: paper, margins, font, page numbers."""

from tests.helpers.paper_files import MM, TIMES

from .common import about, first_page, looks

UPRIGHT = (210, 297)


def upright_pages(paper):
    return [number for number, size in enumerate(paper.sizes, 1) if size[0] < size[1]]


def texts_of(paper, pages):
    return [line for line in paper.lines if line.page in pages and line.top > 19]


def is_upright_a4(paper, letter):
    if paper.kind == "docx":
        section = paper.word.sections[0]
        size = section.page_width.mm, section.page_height.mm
    else:
        size = paper.sizes[0]
    assert tuple(round(side) for side in size) == UPRIGHT


def left_margin(paper, letter):
    if paper.kind == "docx":
        about(paper.word.sections[0].left_margin.mm, 30, 35)
    else:
        about(min(line.left for line in texts_of(paper, upright_pages(paper))), 30, 35, slack=0.5)


def right_margin(paper, letter):
    if paper.kind == "docx":
        about(paper.word.sections[0].right_margin.mm, 15, 20, slack=0.1)
    else:
        about(210 - max(line.right for line in texts_of(paper, upright_pages(paper))), 15, 20, slack=2)


def upper_and_lower_margin(paper, letter):
    if paper.kind == "docx":
        about(paper.word.sections[0].top_margin.mm, 20, 25)
        about(paper.word.sections[0].bottom_margin.mm, 20, 25)
        return
    about(min(line.top for line in first_page(paper)), 20, 25, slack=0.7)
    bottom = max(line.top + line.size * MM for line in texts_of(paper, upright_pages(paper)))
    assert 297 - bottom >= 19.5, bottom


def font_and_colour(paper, letter):
    if paper.kind == "pdf":
        assert all(family.replace("-", "").startswith(TIMES) for _, family, _ in paper.fonts.values()), paper.fonts
        assert {colour for *_, colour in paper.fonts.values()} == {"#000000"}
        return
    fonts = [style.font for style in paper.word.styles if style.type == 1 and style.font.name]
    assert {style.font.name for style in paper.word.styles if "ộ" in style.name or style.name == "Normal"} == {
        "Times New Roman"
    }
    assert {str(font.color.rgb) for font in fonts if font.name == "Times New Roman"} == {"000000"}


def page_numbers(paper, letter):
    if paper.kind == "docx":
        for section in paper.word.sections:
            (paragraph,) = section.header.paragraphs
            assert "PAGE" in paragraph._p.xml and paragraph.alignment == 1
            assert paper.word.styles["Header"].font.size.pt in (13, 14) and section.header_distance.mm < 20
        return
    numbers = [line for line in paper.lines if line.top < 20 and line.text.isdigit()]
    assert len(numbers) == len(paper.sizes) - len(firsts(paper)), "a page has no number"
    for line in numbers:
        looks(line, (13, 14))
        assert paper.is_centred(line)


def firsts(paper):
    """Pages of a PDF that begin a part of their own: the paper itself and each annex."""
    heads = {line.page for line in paper.lines if line.text.startswith("Phụ lục") and line.size == 14}
    return {1} | heads


def first_page_has_no_number(paper, letter):
    if paper.kind == "docx":
        assert all(section.different_first_page_header_footer for section in paper.word.sections)
        assert all("PAGE" not in section.first_page_header._element.xml for section in paper.word.sections)
    else:
        assert not [line for line in paper.lines if line.page in firsts(paper) and line.top < 19]
