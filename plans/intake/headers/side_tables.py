"""Tables beside the list in the rows of its header: a legend of signs, sums per box. They are no part of the list."""

from agencies.formats.text import fold
from plans.intake.columns import PAGE_FIELDS

from .header import Header
from .meaning import meaning

EXPLAINS = {"y nghia", "dien giai", "giai thich", "giai nghia", "nghia", "y nghia viet tat", "y nghia ky hieu"}
EVIDENCE = ("start_date", "end_date", "dates", "retention_years", "sheet_count", "sheets_pages", *PAGE_FIELDS)
FEWEST = 2


def leave_side_tables(header: Header) -> None:
    """Takes the columns of such tables from the header: they are named as unused and never read."""
    for block in blocks_of(header):
        if "title" in {meaning(header.levels[at]) for at in block}:
            header.beside |= legend_in(header, block)
        elif is_apart(header, block):
            header.beside |= set(block)
    if not header.beside:
        return
    for at in [at for at in header.twice if at not in header.beside]:
        before = header.at(meaning(header.levels[at]))
        if before in header.beside:
            header.read_instead(before, at)
            header.twice[header.twice.index(at)] = before
    header.places = {at: name for at, name in header.places.items() if at not in header.beside}


def blocks_of(header: Header) -> list[list[int]]:
    """The columns between the columns that have no head at all."""
    blocks: list[list[int]] = []
    for at in sorted(header.written):
        if not blocks or any(gap in header.gaps for gap in range(blocks[-1][-1] + 1, at)):
            blocks.append([])
        blocks[-1].append(at)
    return blocks


def legend_in(header: Header, block: list[int]) -> set[int]:
    """'Ký hiệu | Ý nghĩa' at the edge of the list itself."""
    found = set()
    for sign, said in ((block[0], block[1]), (block[-2], block[-1])) if len(block) > FEWEST else ():
        if explains(header, said):
            found |= {sign, said}
    return found


def is_apart(header: Header, block: list[int]) -> bool:
    """Columns without titles beside a list that is whole without them, and that say again what it says or explain."""
    own = {name for at, name in header.places.items() if at not in block}
    own |= {meaning(header.levels[at]) for at in header.twice if at not in block}
    is_whole = "title" in own and own & {"file_number", "number"} and len(own.intersection(EVIDENCE)) >= FEWEST
    again = {meaning(header.levels[at]) for at in block} & own
    return bool(is_whole) and (bool(again) or any(explains(header, at) for at in block))


def explains(header: Header, at: int) -> bool:
    return fold(header.levels[at][-1]) in EXPLAINS
