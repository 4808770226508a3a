"""Measures that the points share: ranges, how a line looks, the first page, what each paper is called and signed."""

import re

ISSUERS = {"R": "SỞ NỘI VỤ", "L": "SỞ NỘI VỤ", "J": "SỞ NỘI VỤ", "E": "SỞ NỘI VỤ", "F": "SỞ Y TẾ"}
SUBJECTS = {"R": "Tình hình", "L": "V/v", "J": "V/v", "E": "V/v", "F": "Giai đoạn"}
SIGNERS = {"R": "GIÁM ĐỐC", "L": "PHÓ GIÁM ĐỐC", "J": "PHÓ GIÁM ĐỐC", "E": "PHÓ GIÁM ĐỐC", "F": "NGƯỜI LẬP"}
NAMES = {"R": "Nguyễn Văn A", "L": "Trần Thị B", "J": "Trần Thị B", "E": "Trần Thị B"}


def about(value, low, high, slack=0.0):
    assert low - slack <= value <= high + slack, f"{value:.1f} not in {low}–{high}"


def looks(line, sizes, bold=False, italic=False):
    assert line.size in sizes, f"{line.size} pt: {line.text[:40]}"
    assert (line.bold, line.italic) == (bold, italic), f"bold {line.bold}, italic {line.italic}: {line.text[:40]}"


def first_page(paper):
    return [line for line in paper.lines if line.page == 1]


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


def annexes(paper):
    return [line for line in paper.lines if re.fullmatch(r"Phụ lục [IVX]+", line.text)]
