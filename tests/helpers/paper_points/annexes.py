"""Points of annexes: their pages, heads, tables and notes."""

import re

from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from tests.helpers.paper_files import MM, width_of

from .common import about, annexes, looks

SHARE = re.compile(r"\d+,\d{2}%")
ACROSS = (297, 210)


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
