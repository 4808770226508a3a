"""Points of the body and its end: paragraphs, what is cited, recipients, signature."""

import re

from tests.helpers.paper_files import MM

from .common import NAMES, SIGNERS, about, annexes, begins_paragraph, body, looks


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
