"""Returned catalogues in a công văn on many catalogues: a line of each, and the files to be mended."""

from collections.abc import Iterator
from functools import partial

from agencies.formats.numbers import format_int, pad_quantity
from agencies.formats.text import clean_text
from plans.models import CatalogueReturn, ReturnedFile

from .appraisal import listed_in
from .catalogue_numbers import has_several, numbered, shown
from .content import AnnexColumn, Block, Cells, LongAnnex
from .phrases import item

NOT_DECIDED = "–"  # of the files of a catalogue that came back
TO_MEND = [
    AnnexColumn("serial", "TT", 12, "serial"),
    AnnexColumn("box", "Hộp/cặp số", 22),
    AnnexColumn("number", "Hồ sơ số", 24),
    AnnexColumn("name", "Tiêu đề hồ sơ", 90),
    AnnexColumn("text", "Nội dung cần sửa", 75),
    AnnexColumn("catalogue", "Cơ quan, Mục lục", 50),
]


def named_files(returns: list[CatalogueReturn]) -> int:
    """How many files the returns name."""
    return ReturnedFile.objects.filter(sent_back__in=returns).count()


def returned_blocks(returns: list[CatalogueReturn], roman: str) -> Iterator[Block]:
    """How many catalogues came back, and which annex lists the files to be mended ("" where none does)."""
    text = f"Trả lại để sửa: {pad_quantity(len(returns))} Mục lục, lý do nêu tại Phụ lục I"
    count = named_files(returns)
    if count:
        text = f"{text}; trong đó nêu {pad_quantity(count)} hồ sơ cần sửa{listed_in(roman)}"
    yield item(f"{text}.", "joint_returned")


def asked_of_returned(roman: str) -> str:
    """What those are asked for whose catalogue came back."""
    where = f"Phụ lục I, nội dung cần sửa nêu tại Phụ lục {roman}" if roman else "Phụ lục I"
    return f"các cơ quan, đơn vị có Mục lục bị trả lại sửa Mục lục theo lý do nêu tại {where} và trình lại"


def returned_line(one: CatalogueReturn, roman: str) -> Cells:
    """The line of Phụ lục I."""
    count, reason = named_files([one]), one.reason
    if count:
        where = f" (Phụ lục {roman})" if roman else ""
        reason = f"{reason.rstrip('. ')}; nêu {format_int(count)} hồ sơ cần sửa{where}"
    return {
        "agency": one.catalogue.agency.name,
        "name": f"{one.with_fonds_as_signed} (lần trình {one.revision})",
        "handed_files": one.file_count,
        "handed_pages": one.a4_page_count,
        **dict.fromkeys(("gone_files", "files", "pages"), NOT_DECIDED),
        "result": f"Trả lại: {reason}",
    }


def to_mend_annex(returns: list[CatalogueReturn], roman: str) -> LongAnnex:
    """The files that the returns name, each with what is to be done about it, as they were when it was signed."""
    columns = numbered(TO_MEND, any(has_several([one.files.all()]) for one in returns))
    lines = partial(to_mend_lines, returns, columns)
    return LongAnnex(roman, "HỒ SƠ CẦN SỬA CỦA MỤC LỤC BỊ TRẢ LẠI", columns, [], lines=lines)


def to_mend_lines(returns: list[CatalogueReturn], columns: list[AnnexColumn]) -> Iterator[list[str]]:
    """The texts of each file, catalogue after catalogue, numbered through."""
    serial = 0
    for one in returns:
        of_which = f"{one.catalogue.agency.name}, {one.with_fonds_as_signed}"
        for row in one.files.order_by("position", "pk"):
            serial += 1
            names = (str(serial), row.box_number, row.file_number, row.title)
            texts = shown(columns, row.catalogue_number, *names, row.text, of_which)
            yield [clean_text(str(text)) for text in texts]
