"""The forty points of layout, each as one function that raises AssertionError where a paper breaks it.

`paper` is a WordPaper or a PdfPaper, `letter` says which paper it is: R report, L and J letters, E an extract of J, F
official form.
"""

import re

from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from tests.helpers.paper_files import MM, TIMES, width_of

ISSUERS = {"R": "SỞ NỘI VỤ", "L": "SỞ NỘI VỤ", "J": "SỞ NỘI VỤ", "E": "SỞ NỘI VỤ", "F": "SỞ Y TẾ"}
SUBJECTS = {"R": "Tình hình", "L": "V/v", "J": "V/v", "E": "V/v", "F": "Giai đoạn"}
SIGNERS = {"R": "GIÁM ĐỐC", "L": "PHÓ GIÁM ĐỐC", "J": "PHÓ GIÁM ĐỐC", "E": "PHÓ GIÁM ĐỐC", "F": "NGƯỜI LẬP"}
NAMES = {"R": "Nguyễn Văn A", "L": "Trần Thị B", "J": "Trần Thị B", "E": "Trần Thị B"}
SHARE = re.compile(r"\d+,\d{2}%")
UPRIGHT, ACROSS = (210, 297), (297, 210)


def about(value, low, high, slack=0.0):
    assert low - slack <= value <= high + slack, f"{value:.1f} not in {low}–{high}"


def looks(line, sizes, bold=False, italic=False):
    assert line.size in sizes, f"{line.size} pt: {line.text[:40]}"
    assert (line.bold, line.italic) == (bold, italic), f"bold {line.bold}, italic {line.italic}: {line.text[:40]}"


def first_page(paper):
    return [line for line in paper.lines if line.page == 1]


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


def nation(paper, letter):
    line = paper.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    looks(line, (12, 13), bold=True)


def motto(paper, letter):
    looks(paper.line("Độc lập - Tự do - Hạnh phúc"), (13, 14), bold=True)


def rule_of_motto(paper, letter):
    length, width = paper.rule_under("Độc lập")
    about(length, width, width, slack=1.5)


def superior(paper, letter):
    line = paper.line("UBND TỈNH QUẢNG NAM")
    looks(line, (12, 13))
    assert paper.kind == "docx" or abs(line.top - paper.line("CỘNG HÒA").top) < 1


def issuer(paper, letter):
    looks(paper.line(ISSUERS[letter]), (12, 13), bold=True)


def rule_of_issuer(paper, letter):
    length, width = paper.rule_under(ISSUERS[letter])
    about(length / width, 1 / 3, 1 / 2)


def head_within_margins(paper, letter):
    if paper.kind == "docx":
        table = paper.word.tables[0]
        room = paper.word.sections[0]
        widths = [cell.width.mm for cell in table.rows[0].cells]
        inner = room.page_width.mm - room.left_margin.mm - room.right_margin.mm
        assert sum(widths) <= inner + 0.1, widths
        for cell, width in zip(table.rows[0].cells, widths, strict=True):
            assert width_of(cell.paragraphs[0].text, 12, bold=width > 80) <= width
        return
    head = [line for line in first_page(paper) if line.top < 60]
    assert min(line.left for line in head) >= 29.5 and max(line.right for line in head) <= 195.5


def number(paper, letter):
    line = paper.line("Số: ")
    looks(line, (13,))
    if paper.kind == "pdf":
        above = paper.line(ISSUERS[letter])
        assert line.top > above.top and abs(line.left + line.right - above.left - above.right) < 3


def place_and_date(paper, letter):
    looks(paper.line("Quảng Nam, ngày"), (13, 14), italic=True)


def name_of_kind(paper, letter):
    kinds = ("BÁO CÁO", "THÔNG BÁO", "TỜ TRÌNH", "QUYẾT ĐỊNH", "KẾT QUẢ", "THẨM ĐỊNH")
    if letter in "LJE":
        assert not [line for line in first_page(paper) if line.text in kinds or line.text.startswith(kinds[4:])]
        return
    line = paper.line("BÁO CÁO" if letter == "R" else "MỤC LỤC HỒ SƠ, TÀI LIỆU SỐ HÓA")
    looks(line, (13, 14), bold=True)
    assert line.text.isupper() and paper.is_centred(line)


def subject(paper, letter):
    line = paper.line(SUBJECTS[letter])
    looks(line, (12, 13) if letter in "LJE" else (13, 14), bold=letter not in "LJE")
    if letter in "LJE" and paper.kind == "pdf":
        above = paper.line("Số: ")
        assert 0 < line.top - above.top < 8 and line.right < 105
    elif letter in "LJE":
        assert line.align == "center" and paper.lines[paper.lines.index(line) - 1].text.startswith("Số: ")
    else:
        assert paper.is_centred(line)


def rule_of_subject(paper, letter):
    length, width = paper.rule_under(SUBJECTS[letter])
    about(length / width, 1 / 3, 1 / 2)


def addressee(paper, letter):
    line = paper.line("Kính gửi:")
    looks(line, (13, 14))
    assert paper.is_centred(line)


def body(paper):
    """Lines of the body's paragraphs: of a PDF as they are printed, of a Word file whole."""
    if paper.kind == "docx":
        return [line for line in paper.lines if line.paragraph.style.name == "Nội dung" and line.text]
    begin = paper.lines.index(paper.line("Kính gửi:"))
    end = paper.lines.index(paper.line("Nơi nhận:"))
    lines = [line for line in paper.lines[begin + 1 : end] if not line.bold and line.top > 19]
    return [line for line in lines if not 70 < line.left < 80]  # without a list of addressees


def begins_paragraph(line):
    return line.left > 35


def size_of_body(paper, letter):
    for line in body(paper):
        looks(line, (13, 14))


def is_justified(paper, letter):
    lines = body(paper)
    if paper.kind == "docx":
        assert {line.align for line in lines} == {"justify"}
        return
    for line, following in zip(lines, lines[1:], strict=False):
        if not begins_paragraph(following) and following.page == line.page and following.top - line.top < 8:
            about(line.right, 195, 195, slack=0.8)


def first_line(paper, letter):
    if paper.kind == "docx":
        about(paper.word.styles["Nội dung"].paragraph_format.first_line_indent.mm, 10, 12.7, slack=0.1)
    else:
        for line in filter(begins_paragraph, body(paper)):
            about(line.left - 30, 10, 12.7, slack=0.5)


def between_paragraphs(paper, letter):
    if paper.kind == "docx":
        assert paper.word.styles["Nội dung"].paragraph_format.space_after.pt >= 6
        return
    lines = body(paper)
    for line, following in zip(lines, lines[1:], strict=False):
        if begins_paragraph(following) and following.page == line.page:
            assert (following.top - line.top) / MM - 1.25 * line.size >= 5, following.text


def between_lines(paper, letter):
    if paper.kind == "docx":
        assert paper.word.styles["Nội dung"].paragraph_format.line_spacing in (None, 1.0, 1.15, 1.5)
        return
    lines = body(paper)
    for line, following in zip(lines, lines[1:], strict=False):
        if not begins_paragraph(following) and following.page == line.page and following.top - line.top < 12:
            about((following.top - line.top) / MM / line.size, 1.15, 1.725, slack=0.06)


def plan_is_cited(paper, letter):
    assert "Kế hoạch số 2510/KH-UBND ngày 18/4/2025" in paper.text


def ends_with_the_mark(paper, letter):
    assert body(paper)[-1].text.endswith("./.")
    assert sum(line.text.endswith("./.") for line in paper.lines) == 1


def annexes(paper):
    return [line for line in paper.lines if re.fullmatch(r"Phụ lục [IVX]+", line.text)]


def annexes_are_referred_to(paper, letter):
    said = " ".join(line.text for line in body(paper))
    assert annexes(paper)
    for head in annexes(paper):
        assert re.search(rf"{head.text}\b", said), head.text


def recipients_head(paper, letter):
    looks(paper.line("Nơi nhận:"), (12,), bold=True, italic=True)


def recipients(paper, letter):
    at = paper.lines.index(paper.line("Nơi nhận:"))
    listed = [line for line in paper.lines[at + 1 : at + 12] if line.text.startswith("- ")]
    for line in listed:
        looks(line, (11,))
    assert listed[0].text.endswith(";") and listed[-1].text == "- Lưu: VT, QLVTLT. NVA.(05b)."


def signer_title(paper, letter):
    wanted = SIGNERS[letter]
    line = next(line for line in paper.lines if line.text.endswith(wanted))
    looks(line, (13, 14), bold=True)
    assert line.text.isupper()


def signer_name(paper, letter):
    name = paper.line(NAMES[letter])
    looks(name, (13, 14), bold=True)
    title = next(line for line in paper.lines if line.text.endswith(SIGNERS[letter]))
    assert paper.lines.index(name) > paper.lines.index(title)
    assert paper.kind == "docx" or (name.page == title.page and name.top - title.top > 15)


def signature_is_not_alone(paper, letter):
    if paper.kind == "docx":
        closing = [line for line in paper.lines if line.text.endswith("./.") or line.text.startswith("Viết bằng chữ")]
        assert closing and all(line.paragraph.paragraph_format.keep_with_next for line in closing)
        return
    title = next(line for line in paper.lines if line.text.endswith(SIGNERS[letter]))
    others = [line for line in paper.on(title.page) if line.top < title.top - 8 and line.top > 19]
    assert others, "nothing but the signature on its page"


def annexes_begin_pages(paper, letter):
    if paper.kind == "docx":
        sections = list(paper.word.sections)[1:]
        assert len(sections) == len(annexes(paper))
        for section in sections:
            assert section.orientation == WD_ORIENT.LANDSCAPE
            assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        return
    for head in annexes(paper):
        first = next(line for line in paper.on(head.page) if line.top > 19)
        assert first == head and tuple(round(side) for side in paper.sizes[head.page - 1]) == ACROSS
        following = [line for line in paper.on(head.page + 1) if line.top < 19] if head.page < len(paper.sizes) else []
        assert not following or following[0].text == "2", following


def heads_of_annexes(paper, letter):
    for head in annexes(paper):
        at = paper.lines.index(head)
        title, reference = (
            paper.lines[at + 1],
            next(x for x in paper.lines[at:] if x.text.startswith(("(Kèm theo", "(Trích"))),
        )
        looks(head, (14,), bold=True)
        looks(title, (13, 14), bold=True)
        looks(reference, (13, 14), italic=True)
        assert title.text.isupper() and all(paper.is_centred(line) for line in (head, title, reference))


def unit(paper, letter):
    lines = [line for line in paper.lines if line.text.startswith("Đơn vị tính:")]
    assert lines or letter == "J"  # its columns have units of their own
    for line in lines:
        looks(line, (13, 14), italic=True)
        if paper.kind == "docx":
            assert line.align == "right"
        else:
            about(line.right, 282, 282, slack=1)


def heads_of_columns(paper, letter):
    titles = [line for line in paper.lines if line.text == "TT"]
    numbers = [line for line in paper.lines if line.text == "(1)"]
    assert titles and len(titles) == len(numbers)
    for line in titles:
        looks(line, (10, 11), bold=True)
    for line in numbers:
        looks(line, (10, 11), italic=True)
    if letter == "J":
        return  # nothing is worked out in its table
    formulas = [line for line in paper.lines if re.fullmatch(r"\(\d+\)=\(\d+\)[×/+-]\(\d+\)", line.text)]
    assert formulas and all(line.italic for line in formulas)


def heads_are_repeated(paper, letter):
    rows = 1 if letter == "F" else 2
    mark = "Số TT" if letter == "F" else "TT"
    if paper.kind == "docx":
        for table in paper.word.tables:
            if table.rows[0].cells[0].text == mark:
                marks = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
                assert marks[:rows] == [True] * rows and not any(marks[rows:])
        return
    across = [number for number, size in enumerate(paper.sizes, 1) if size[0] > size[1] or letter == "F"]
    assert all(mark in {line.text for line in paper.on(page)} for page in across), "a page without the head"


def totals_and_shares(paper, letter):
    totals = [line for line in paper.lines if line.text == "TỔNG CỘNG"]
    groups = [line for line in paper.lines if line.text in ("A", "B")]
    assert totals and groups and all(line.bold for line in (*totals, *groups))
    assert "100,00%" in paper.text or SHARE.search(paper.text)
    if paper.kind == "pdf":
        ends = [line.text for line in paper.lines if re.match(r"[,%]|\d{2}%", line.text)]
        assert not [end for end in ends if not SHARE.match(end)], "a share is broken"
        return
    for line in paper.lines:
        if SHARE.fullmatch(line.text):
            assert width_of("100,00%", line.size) < line.room - 1.6, line.room


def notes_are_apart(paper, letter):
    if paper.kind == "docx":
        notes = [line for line in paper.lines if line.paragraph.style.name == "Dưới bảng"]
        assert notes and all(line.paragraph.style.paragraph_format.space_before.pt >= 6 for line in notes)
        return
    notes = [line for line in paper.lines if line.text.startswith(("Ghi chú:", "Bằng chữ", "Mục lục này gồm"))]
    assert notes
    for note in notes:
        above = [line for line in paper.on(note.page) if line.top < note.top - 1]
        nearest = max(line.top + line.size * MM for line in above)
        assert note.top - nearest > 1.4, f"{note.top - nearest:.1f} mm: {note.text[:30]}"
