"""Points of the first page's head: nation, issuer, number, date, kind, subject, addressee."""

from tests.helpers.paper_files import width_of

from .common import ISSUERS, SUBJECTS, about, first_page, looks


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
