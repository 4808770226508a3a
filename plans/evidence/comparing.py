"""Compare a manifest with the files of the catalogue: what is there, what is not, what it is worth as evidence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from plans.inspection.facts import ScanFacts
from plans.models import ScanLine, TechnicalMinimum

from .minimum import shortfalls
from .patterns import Key, Pattern

NO_FILE, SEVERAL = "không có hồ sơ nào như vậy trong Mục lục", "nhiều hồ sơ cùng số, quy tắc chưa phân biệt được"
ANOTHER_RULE = "tên tệp không đúng quy tắc"


@dataclass(frozen=True)
class WantedFile:
    """A file of the catalogue: `pages` as they lie in it (trang), `a4_pages` as they are paid for (A4 quy đổi)."""

    pk: int
    place: str
    pages: int
    a4_pages: int


@dataclass
class Pile:
    """The PDFs of one file."""

    found_pages: int = 0
    is_sound: bool = True  # each can be read, meets the minimum, and is no copy of another


@dataclass
class Comparison:
    """Use: `add` every PDF, then `lines` gives the lines of the comparison, and then the sums are complete."""

    pattern: Pattern
    files: Mapping[int, WantedFile]
    index: Mapping[Key, list[int]]
    minimum: TechnicalMinimum | None
    kept: list[tuple[ScanFacts, int | None, str, list[str]]] = field(default_factory=list)
    piles: dict[int, Pile] = field(default_factory=lambda: defaultdict(Pile))
    first_of: dict[str, str] = field(default_factory=dict)  # by sum, the path that had it first
    evidenced_files: int = 0
    evidenced_pages: int = 0

    def add(self, facts: ScanFacts) -> None:
        pk, why = self.file_of(facts.path)
        lacks = [] if facts.error else shortfalls(facts, self.minimum)
        twin = self.first_of.setdefault(facts.sha256, facts.path) if facts.sha256 else facts.path
        self.kept.append((facts, pk, why or ("" if twin == facts.path else twin), lacks))
        if pk is not None:
            pile = self.piles[pk]
            pile.found_pages += facts.page_count
            pile.is_sound = pile.is_sound and not facts.error and not lacks and twin == facts.path

    def file_of(self, path: str) -> tuple[int | None, str]:
        """(key of the file, why it belongs to none)."""
        key = self.pattern.key(path)
        if key is None:
            return None, ANOTHER_RULE
        found = self.index.get(key, [])
        return (found[0], "") if len(found) == 1 else (None, SEVERAL if found else NO_FILE)

    def lines(self) -> Iterator[ScanLine]:
        """A line for each PDF, then one for each file without any."""
        shown: set[int] = set()
        for facts, pk, said, lacks in self.kept:
            line = line_of(facts)
            if pk is None:
                line.is_surplus, line.said = True, said
            else:
                self.judge(line, facts, pk, said, lacks)
                line.evidenced_pages = 0 if pk in shown else self.worth(pk)
                shown.add(pk)
            yield line
        for file in self.files.values():
            if file.pk not in self.piles:
                yield ScanLine(file_key=file.pk, place=file.place, expected_pages=file.pages, is_missing=True)

    def judge(self, line: ScanLine, facts: ScanFacts, pk: int, twin: str, lacks: list[str]) -> None:
        file, pile = self.files[pk], self.piles[pk]
        line.file_key, line.place, line.expected_pages = pk, file.place, file.pages
        line.found_pages = pile.found_pages
        line.is_unread, line.is_below, line.is_doubled = bool(facts.error), bool(lacks), bool(twin)
        line.is_wrong = pile.found_pages != file.pages
        said = [facts.error.rstrip("."), *lacks, f"trùng nội dung với {twin}" if twin else ""]
        line.said = "; ".join(filter(None, said))[:500]

    def worth(self, pk: int) -> int:
        """Pages (A4 quy đổi) that the PDFs of the file show: all of it where no page is missing, else those found.

        Nothing where one of them cannot be read, is below the minimum, or is a copy of another.
        """
        file, pile = self.files[pk], self.piles[pk]
        if not pile.is_sound:
            return 0
        pages = file.a4_pages if pile.found_pages >= file.pages else min(pile.found_pages, file.a4_pages)
        self.evidenced_pages += pages
        self.evidenced_files += bool(pages)
        return pages


def line_of(facts: ScanFacts) -> ScanLine:
    return ScanLine(
        path=facts.path,
        page_count=facts.page_count,
        size_bytes=facts.size_bytes,
        sha256=facts.sha256,
        pdf_version=facts.pdf_version[:5],
        pdfa=facts.pdfa[:6],
        dpi=facts.dpi,
        colour=facts.colour,
        text_pages=facts.text_pages,
        is_unread=bool(facts.error),
        said=facts.error,
    )


def counted(lines: Iterable[ScanLine], counts: dict[str, int]) -> Iterator[ScanLine]:
    """The same lines; `counts` adds up how many of each kind went by."""
    for line in lines:
        for name in counts:
            counts[name] += getattr(line, f"is_{name}")
        yield line
