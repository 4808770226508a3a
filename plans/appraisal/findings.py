"""What stands out in a catalogue: oddities the appraiser should look at, as conditions the database works out.

Each finding is one condition on a file; from them come the box of counts, the filter and the order by risk. Every
question is asked of one catalogue's rows, so it costs the same however many files the province has.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import Any, TypedDict

from django.db.models import Case, CharField, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from agencies.formats.numbers import format_decimal, format_int
from plans.models import ArchivalFile, Catalogue, ControlFigure
from plans.models.archival_file import ArchivalFileQuerySet
from plans.models.pages import PAGE_FIELDS, PageBasis
from plans.pricing import a4_pages, a4_pages_of

from . import chosen, unknown

FEW, MANY = 5, 300  # trang A4 quy đổi a file: outside deserves a look (domain §1)
MOST_GROUPED = 300_000  # files of which titles that stand twice are looked for at once
MOST_NAMED = 5_000  # titles that stand twice: fewer are named, so that the others need no look
HEAVY = 5  # times the group's average
DUPLICATE, HEAVY_KEY = "duplicate", "heavy"
Decision = ArchivalFile.Decision
KEPT = ~Q(decision=Decision.LEFT_OUT)
TURNS = (Decision.ANSWERED, Decision.PENDING, Decision.ASKED, Decision.ACCEPTED, Decision.LEFT_OUT)
Keys = Iterable[int]
Condition = Callable[[Catalogue, Fraction], Q]  # (catalogue, its group's average) -> the condition there


def all_pages() -> Combinable:
    """An expression for the database: the pages of every size of a row, each counted once."""
    pages: Combinable = Value(0)
    for name in PAGE_FIELDS.values():
        pages += F(name)
    return pages


@dataclass(frozen=True)
class Finding:
    """One oddity: its name, how much it weighs in the order of risk, and the condition, the same everywhere or not."""

    key: str
    name: str
    weight: int
    condition: Q | Condition

    def condition_in(self, catalogue: Catalogue, average: Fraction) -> Q:
        """The condition on files of the catalogue, whose group's files have so many pages on average."""
        return self.condition if isinstance(self.condition, Q) else self.condition(catalogue, average)


class Box(TypedDict):
    """The box of findings: [{key, name, count}] of those there are, every count by key, the pages on average, and the
    mark of the unarranged files that wait for a decision."""

    rows: list[dict[str, str | int]]
    counts: dict[str, int]
    average: str
    unarranged_mark: str


def duplicated(catalogue: Catalogue, average: Fraction, among: Keys | None = None) -> Q:
    """The same title and the same dates, as often as it is not left out already."""
    kept = catalogue.files.to_digitize().order_by().annotate(same=identity())
    if among is not None:
        kept = kept.filter(title_key__in=ArchivalFile.objects.filter(pk__in=among).order_by().values("title_key"))
    several = kept.values("same").annotate(count=Count("pk")).filter(count__gt=1).values("same")
    return Q(same__in=several) & KEPT


def identity() -> Concat:
    """A file's title and dates as one text for the database to compare."""
    parts = (Cast("title_key", CharField()), Value("|"), F("start_date"), Value("|"), F("end_date"))
    return Concat(*parts, output_field=CharField())


def heavy(catalogue: Catalogue | None, average: Fraction) -> Q:
    """Within the usual 5–300 pages, but many times what the group's files have on average."""
    most = int(average * HEAVY)
    return Q(a4__gt=most, a4__lte=MANY) if most < MANY else Q(pk=None)


MORE_PAGES_THAN_SIDES = Q(sheet_count__gt=0, pages__gt=F("sheet_count") * 2)
FEWER_PAGES_THAN_SHEETS = Q(pages__lt=F("sheet_count")) & ~unknown.PAGES.condition
FINDINGS = (
    Finding(DUPLICATE, "Trùng tiêu đề và thời gian với hồ sơ khác trong Mục lục", 8, duplicated),
    Finding("unarranged", "Chưa chỉnh lý", 6, Q(arranged=False) & KEPT),
    Finding("digitized", "Đã số hóa trước đây", 6, Q(digitized_before=True) & KEPT),
    Finding("sheets", "Số trang nhiều hơn hai lần số tờ", 4, MORE_PAGES_THAN_SIDES),
    Finding("thin", "Số trang ít hơn số tờ", 4, FEWER_PAGES_THAN_SHEETS),
    Finding("dates", "Thiếu thời gian bắt đầu hoặc kết thúc", 3, Q(start_date="") | Q(end_date="")),
    Finding("few", f"Dưới {FEW} trang", 2, Q(a4__lt=FEW) & ~unknown.PAGES.condition),
    Finding("many", f"Trên {MANY} trang", 3, Q(a4__gt=MANY)),
    Finding(HEAVY_KEY, f"Gấp hơn {HEAVY} lần số trang bình quân của nhóm", 2, heavy),
    Finding("estimated", "Số trang ước tính từ số tờ", 3, Q(page_basis=PageBasis.ESTIMATED)),
    *(Finding(each.key, f"Chưa rõ {each.name}", 1, each.condition) for each in unknown.ALL),
)
BY_KEY = {finding.key: finding for finding in FINDINGS}
ANY = "any"


def having(key: str, files: QuerySet[ArchivalFile], catalogues: Sequence[Catalogue]) -> QuerySet[ArchivalFile]:
    """Those of the files, all of these catalogues, that have the finding; of any finding for ANY."""
    if not catalogues:
        return files.none()
    met = (met_in(one, catalogues) for one in (BY_KEY if key == ANY else [key]))
    return files.alias(a4=a4_pages(), pages=all_pages(), same=identity()).filter(reduce(or_, met))


def met_in(key: str, catalogues: Sequence[Catalogue]) -> Q:
    """The finding's condition on files of one catalogue, or of several at once."""
    if len(catalogues) == 1:
        return BY_KEY[key].condition_in(catalogues[0], group_average(catalogues[0]))
    if key == DUPLICATE:
        return KEPT & of_repeated(catalogues) & Q(Exists(twins()))
    condition = BY_KEY[key].condition
    if isinstance(condition, Q):
        return condition
    groups: dict[tuple[int, str | None], list[Catalogue]] = {}
    for catalogue in catalogues:
        groups.setdefault((catalogue.plan_id, catalogue.agency.group), []).append(catalogue)
    return reduce(or_, (of_group(some, heavy(None, group_average(some[0]))) for some in groups.values()))


def of_group(catalogues: Iterable[Catalogue], condition: Q) -> Q:
    return condition & Q(catalogue__in=[catalogue.pk for catalogue in catalogues])


def of_repeated(catalogues: Sequence[Catalogue]) -> Q:
    """The files of titles that stand twice, where these are few; everything where there are many, or files to count."""
    if sum(one.file_count for one in catalogues) > MOST_GROUPED:
        return Q()
    titles = list(repeated(catalogues)[: MOST_NAMED + 1])
    return Q(title_key__in=titles) if len(titles) <= MOST_NAMED else Q()


def repeated(catalogues: Iterable[Catalogue]) -> QuerySet[ArchivalFile, Any]:
    """Keys of titles that stand twice in one of the catalogues: only of their files twins are looked for."""
    kept = ArchivalFile.objects.to_digitize().filter(catalogue__in=[one.pk for one in catalogues]).order_by()
    alike = kept.values("catalogue", "title_key").annotate(count=Count("pk")).filter(count__gt=1)
    return alike.values_list("title_key", flat=True)


def twins() -> QuerySet[ArchivalFile]:
    """The files of the same catalogue, title and dates as the one of the outer query."""
    same = {name: OuterRef(name) for name in ("catalogue", "title_key", "start_date", "end_date")}
    return ArchivalFile.objects.to_digitize().filter(**same).exclude(pk=OuterRef("pk"))


def group_average(catalogue: Catalogue) -> Fraction:
    """A4 pages a file in the plan, for the agency's group: 69,2 in departments, 27,1 in districts (domain §1)."""
    figure = ControlFigure.objects.filter(plan_id=catalogue.plan_id, group=catalogue.agency.group).first()
    return Fraction(figure.page_count, figure.file_count) if figure and figure.file_count else Fraction(60)


def judged(catalogue: Catalogue, average: Fraction | None = None, among: Keys | None = None) -> ArchivalFileQuerySet:
    """The catalogue's files with `a4` (trang A4 quy đổi), a flag for each finding, and `risk`.

    `among` are the keys of a page's files: then nothing is asked of the others but whether they are doubles of these.
    """
    average = group_average(catalogue) if average is None else average
    rows = catalogue.files.annotate(a4=a4_pages(), pages=all_pages(), same=identity())
    met = {finding.key: finding.condition_in(catalogue, average) for finding in FINDINGS}
    if among is not None:
        rows, met["duplicate"] = rows.filter(pk__in=among), duplicated(catalogue, average, among)
    flags = {f"is_{key}": points(condition, 1) for key, condition in met.items()}
    risk: Combinable = Value(0)
    for finding in FINDINGS:
        risk += F(f"is_{finding.key}") * finding.weight
    return rows.annotate(**flags).annotate(risk=risk)


def points(condition: Q, weight: int) -> Case:
    return Case(When(condition, then=Value(weight)), default=Value(0), output_field=IntegerField())


def by_risk(files: QuerySet[ArchivalFile]) -> QuerySet[ArchivalFile]:
    """The files in order of what waits for a conclusion: answers, then what nobody has looked at; odd ones first."""
    turns = [When(decision=decision, then=Value(turn)) for turn, decision in enumerate(TURNS)]
    return files.order_by(Case(*turns, output_field=IntegerField()), F("risk").desc(), "position", "pk")


def found(file: ArchivalFile) -> list[str]:
    """Names of the findings of a judged file."""
    return [finding.name for finding in FINDINGS if getattr(file, f"is_{finding.key}", 0)]


def box(catalogue: Catalogue) -> Box:
    """The counts of the catalogue's findings, worked out by one query."""
    average = group_average(catalogue)
    met = {finding.key: Count("pk", filter=Q(**{f"is_{finding.key}": 1})) for finding in FINDINGS}
    pending = Q(is_unarranged=1, decision="")
    met["unarranged_pending"] = Count("pk", filter=pending)
    counts = judged(catalogue, average).order_by().aggregate(**met, **chosen.mark_sums(pending))
    rows = [{"key": each.key, "name": each.name, "count": counts[each.key]} for each in FINDINGS if counts[each.key]]
    mark = chosen.mark(counts)
    return {"rows": rows, "counts": counts, "average": average_text(catalogue, average), "unarranged_mark": mark}


def average_text(catalogue: Catalogue, average: Fraction) -> str:
    """The pages a file of the catalogue beside those of its group, as a sentence; "" for an empty catalogue."""
    if not catalogue.file_count:
        return ""
    own = Fraction(a4_pages_of(catalogue), catalogue.file_count)
    return (
        f"Bình quân {format_decimal(own)} trang mỗi hồ sơ; nhóm này trong Kế hoạch bình quân {format_decimal(average)} "
        f"trang; thường trong khoảng {format_int(FEW)}–{format_int(MANY)} trang."
    )
