"""A .csv as programs write it: formulas that keep zeros, escaped marks, broken letters, UTF-8 that was misread."""

import pytest

from plans.intake.columns import FIELD_ORDER
from plans.intake.reading import read_catalogue
from plans.intake.sandbox import Refused
from tests.helpers.hostile_workbooks import HEAD, ROW, values_of
from tests.helpers.workbooks import csv, xlsx

pytestmark = pytest.mark.once
NAME, TITLE = "a.csv", FIELD_ORDER.index("title")


def lines(*rows, delimiter=","):
    return "\r\n".join(delimiter.join(map(str, row)) for row in rows).encode()


def misread(text, code="cp1252", lost=False):
    """The text in UTF-8 as a program shows it that takes its bytes for letters of Windows."""
    letters = (bytes([byte]).decode(code, "ignore") or ("\ufffd" if lost else chr(byte)) for byte in text.encode())
    return "".join(letters)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("shape", ['="{}"', '"=""{}"""'])
def test_formulas_that_keep_zeros_are_their_values(delimiter, shape):
    keeping = [shape.format(value) for value in (*ROW[:2], f"Hồ sơ A{delimiter} B", *ROW[3:])]
    (row,) = values_of(lines(HEAD, keeping, delimiter=delimiter), NAME)
    assert (row["box_number"], row["file_number"], row["page_count"]) == ("1", "01", 88)
    assert row["title"].replace("\t", " ").split() == f"Hồ sơ A{delimiter} B".split()


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (r"Hồ sơ \"bản sao\"", 'Hồ sơ "bản sao"'),
        (r"Hồ sơ \"bản sao\", hai", 'Hồ sơ "bản sao", hai'),
        (r"Thư mục C:\\ và \"D\"", r'Thư mục C:\ và "D"'),
    ],
)
def test_marks_escaped_by_backslashes_are_marks(written, title):
    rows = [[f'"{value}"' for value in row] for row in (HEAD, (*ROW[:2], written, *ROW[3:]))]
    (row,) = values_of(lines(*rows), NAME)
    assert row["title"] == title


def test_a_backslash_at_the_end_of_a_cell_escapes_nothing():
    rows = [[f'"{value}"' for value in row] for row in (HEAD, (*ROW[:2], "Thư mục C:\\", *ROW[3:]))]
    (row,) = values_of(lines(*rows), NAME)
    assert row["title"] == "Thư mục C:\\" and row["page_count"] == 88


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_broken_letter_is_read_and_its_row_named(at):
    rows = [(*ROW[:1], f"0{n}", f"Hồ sơ Bệnh viện Thăng Bình số {n}", *ROW[3:]) for n in range(3)]
    data = csv(HEAD, *rows, encoding="utf-8")
    letter = "ì".encode()
    parts = data.split(letter)
    broken = letter.join(parts[: at + 1]) + letter[:1] + letter.join(parts[at + 1 :])
    reading = read_catalogue(broken, NAME)
    assert reading.row_count == 3 and not reading.errors
    (problem,) = (each for each in reading.problems if each.field == "title")
    assert (problem.row, problem.level) == (at + 2, "warning") and "chữ bị hỏng" in problem.text


@pytest.mark.parametrize("code", ["cp1252", "cp1258"])
def test_utf8_that_was_misread_is_mended_and_shown(code):
    rows = [(*ROW[:1], f"0{n}", misread(f"Hồ sơ về việc khám chữa bệnh {n}", code), *ROW[3:]) for n in range(3)]
    for data, name in ((xlsx(HEAD, *rows), "a.xlsx"), (csv(HEAD, *rows), NAME)):
        reading = read_catalogue(data, name)
        titles = [row[2 + TITLE] for row in reading.rows()]
        assert titles == [f"Hồ sơ về việc khám chữa bệnh {n}" for n in range(3)] and not reading.errors
        (sheet,) = reading.sheets
        assert sheet.conversion == "UTF-8 bị đọc sai" and sheet.samples[0] == (rows[0][2], titles[0])


def test_letters_that_misreading_lost_are_named():
    rows = [(*ROW[:2], misread("Hồ sơ về việc khám", lost=True), *ROW[3:])]
    reading = read_catalogue(xlsx(HEAD, *rows), "a.xlsx")
    assert [row[2 + TITLE] for row in reading.rows()] == ["Hồ sơ v\ufffd việc khám"]
    assert any("chữ bị hỏng" in each.text and each.row == 2 for each in reading.problems)


@pytest.mark.parametrize("secret", ["Kế hoạch phòng thủ (Mật)", "TỐI MẬT"])
@pytest.mark.parametrize("code", ["cp1252", "cp1258"])
def test_a_mark_that_was_misread_is_a_mark(secret, code):
    with pytest.raises(Refused) as refusal:
        read_catalogue(xlsx(HEAD, (*ROW[:2], misread(secret, code), *ROW[3:])), "a.xlsx")
    assert refusal.value.code == "secret"


@pytest.mark.parametrize("title", ["Hồ sơ “Ngã ba Đình” – Ä, Ã và Æ", "Công ty Bảo Việt»", "Hồ sơ số 5º"])
def test_what_was_not_misread_stays(title):
    (row,) = values_of(xlsx(HEAD, (*ROW[:2], title, *ROW[3:])))
    assert row["title"] == title
