"""A text alone in the column of titles: the rest of the title above it, or a heading."""

from plans.intake.rows.title_tails import ASKED, GOES_ON, HEADING, HEADING_ASKED, LONGEST_TITLE, TitleTails
from tests.helpers.walked_sheets import HEAD, file_row, walked


def tails(last_file=4, **more):
    found = TitleTails()
    found.last_file = last_file
    for name, value in more.items():
        setattr(found, name, value)
    return found


def test_what_follows_a_file_goes_on_with_its_title_unless_it_says_what_it_is():
    for text, kind in {
        "và Trạm Y tế xã": GOES_ON,
        "(Bản sao)": GOES_ON,
        "2006 của Sở Y tế": GOES_ON,
        "Quảng Nam": ASKED,
        "I. Quy hoạch": HEADING,
        "Năm 2006": HEADING,
        "Hộp số 3": HEADING,
        "Cộng": HEADING,
    }.items():
        assert tails().kind(text, "Hồ sơ quy hoạch", 5) == kind, text
    assert tails().kind("Quảng Nam", "Hồ sơ quy hoạch của", 5) == GOES_ON
    assert tails(last_file=2).kind("Quảng Nam", "Hồ sơ quy hoạch", 5) == HEADING


def test_headings_that_were_seen_and_names_under_a_footer_are_asked():
    assert tails(styles={"plain"}).kind("Quảng Nam", "Hồ sơ quy hoạch", 5) == HEADING_ASKED
    assert tails(styles={"capitals"}).kind("QUY HOẠCH", "Hồ sơ quy hoạch", 5) == HEADING
    assert tails(had_footer=True).kind("Trần Thị Lan", "Hồ sơ quy hoạch", 5) == HEADING_ASKED


def test_a_title_grows_no_longer_than_any_title_is():
    """Rows without end that each go on with the title would cost the square of their number."""
    rest = [(None, None, "và các đơn vị trực thuộc " * 10)] * 40
    sheet = walked(HEAD, file_row(1), *rest)
    assert len(sheet.files) == 1 and sheet.column("title") == [None]
    assert "đề mục" in " ".join(text for _, _, text in sheet.odd)
    assert tails().kind("và xã", "x" * (LONGEST_TITLE + 1), 5) == HEADING_ASKED
