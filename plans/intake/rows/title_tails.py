"""A title that goes on in the next row, as distinct from a heading in the column of titles."""

import re

from agencies.formats.text import clean_text

from . import row_kinds

_INDEX = re.compile(
    r"(?:\d+(?:\.\d+)*[.)]|[IVXL]+[.)]?|[A-HĐ][.)]|(?:phần|chương|mục|nhóm)\s+(?:\d|[IVX]))(?:\s|$)", re.I
)
_UNFINISHED = re.compile(r"(?:[,;:(–-]|\b(?:của|và|tại|cho|về|do|với|các|từ|đến|theo|cùng|giữa|trong|ở|là|gồm))$", re.I)
LONGEST_TITLE, LONGEST_END = 2_000, 40  # no title is longer: what follows would only make it worse
CAPITALS, PLAIN = "capitals", "plain"
GOES_ON, ASKED, HEADING, HEADING_ASKED = "goes on", "goes on, asked", "heading", "heading, asked"
JOINED = "tiêu đề được nối với dòng dưới (“{}”): nếu dòng đó là đề mục thì ghi số đề mục (I, II, …) ở đầu rồi tải lại"
NOT_JOINED = "dòng này được hiểu là đề mục: nếu là phần tiếp theo của tiêu đề thì gộp vào ô ở dòng trên"


class TitleTails:
    """Remembers how headings are written in this list, and whether the row before was a file."""

    def __init__(self) -> None:
        self.styles: set[str] = set()
        self.had_footer = False  # what is alone below a file may be the name of who signs
        self.last_file = 0  # row number of the last file, or of what its title went on with

    def heading(self, text: str, number: int) -> None:
        """Learns from a heading that cannot be the end of a title: no file is right above it."""
        if self.last_file != number - 1 and not is_marked(text):
            self.styles.add(style_of(text))

    def kind(self, text: str, before: str, number: int) -> str:
        """What a text alone in the column of titles is; `before` is the title of the row above."""
        text = clean_text(text)
        if len(before) > LONGEST_TITLE:
            return HEADING_ASKED
        if text[:1].islower():
            return GOES_ON
        if self.last_file != number - 1 or is_marked(text):
            return HEADING
        if not text[:1].isalpha() or _UNFINISHED.search(before.strip()[-LONGEST_END:]):
            return GOES_ON
        if self.had_footer:
            return HEADING_ASKED
        if style_of(text) not in self.styles:
            return ASKED
        return HEADING if style_of(text) == CAPITALS else HEADING_ASKED


def style_of(text: str) -> str:
    return CAPITALS if text.upper() == text else PLAIN


def is_marked(text: str) -> bool:
    """True where a row says by itself what it is: I., A., 1.2., 'Năm 2008', 'Hộp số 3', 'Cộng', a signature."""
    text = clean_text(text)
    return bool(
        _INDEX.match(text)
        or row_kinds.year_of(text)
        or row_kinds.names_section(text)
        or row_kinds.is_total(text)
        or row_kinds.is_page_mark([(0, text)])
        or row_kinds.is_footer(text)
        or row_kinds.ends_table(text)
    )
