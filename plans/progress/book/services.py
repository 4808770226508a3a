"""Taking a Sổ báo cáo: judged whole beside what the portal has now, kept to be looked at, and written on confirmation.

A copy whose figures or versions are no longer those of the portal changes nothing; the same content counts once.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int
from agencies.formats.text import clean_text
from agencies.history import record
from agencies.models import Agency, User
from agencies.workflow import Overtaken, WorkflowError
from plans.declarations.unusual import of_progress
from plans.declarations.validators import Figures
from plans.intake.sandbox import read_workbook
from plans.intake.secrets.refusing import refuse_secrets
from plans.intake.turns import turn
from plans.models import Plan, ProgressBook, ProgressReceipt, ProgressReport
from plans.models.progress import FIGURES
from plans.scanning.counting import figures_of_those_who_count

from .. import receipts, rights
from ..services import figures_of, hand_in, judge, periods_of
from ..table import progress_table
from . import layout
from .drawing import BookRow
from .reading import BookLine, BookReading, read_sheets

SETTLED = "Sổ này đã được ghi hoặc bỏ trước đó."
TAKEN = "Nội dung sổ này đã được nhận lúc {} theo {}; không ghi thêm lần nữa."
OUTDATED = (
    "Số liệu trên Cổng đã đổi sau khi tải sổ này, hoặc ô đã khóa của sổ bị sửa, nên chưa ghi gì. Xem các dòng khác bên "
    "dưới, tải sổ mới."
)
OF_FILES = "{} (tính từ hồ sơ, không ghi tay)"
WORDS_ALONE = "Dòng này có chữ mới nhưng chưa có số liệu nên không gửi: ghi đủ sáu ô số liệu, hoặc bỏ phần chữ."
WORDS_NOT_SENT = f"Dòng này có chữ mới nhưng không gửi: chọn {layout.YES}, hoặc bỏ phần chữ."


@dataclass(frozen=True)
class Difference:
    """A row that was drawn with something else than what stands now."""

    row: int
    agency: Agency
    what: str
    in_book: str
    now: str


@dataclass
class Judged:
    """A book beside the portal: what it would write, what is wrong with it, and where it is out of date."""

    reading: BookReading
    lines: list[tuple[Agency, BookLine]] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    unchanged: int = 0
    content: str = ""  # a hash of all that the book says
    taken: ProgressReceipt | None = None  # for which the same content was taken before


def agencies_for(user: User, plan: Plan, end: date) -> list[Agency]:
    """Whose figures of the period the user may enter, in official order: everybody's at Sở Nội vụ, the own and those
    taken over, a district's communes."""
    if rights.enters_by_telephone(user):
        found = [row.agency for row in progress_table(plan, end, user) if row.is_asked or row.sent]
    else:
        own = [one for one in user.answers_for if user.acts_for(one)]
        below = Agency.objects.filter(parent__in=own, kind=Agency.Kind.COMMUNE).select_related("parent", "successor")
        communes = [one for one in below.order_by("official_order") if rights.is_district_of(user, one)]
        found = own + communes
    return [one for one in found if end in periods_of(one, plan, portal_today())]


def rows_of(agencies: Sequence[Agency], plan: Plan, end: date, *, user: User | None = None) -> list[BookRow]:
    """What the book shows of each; one query for all reports of the plan, two for those who count by files.

    `user`: who takes it; figures that other agencies count are let through only where the user says so.
    """
    reports = ProgressReport.objects.filter(plan=plan, agency__in=agencies, period_end__lte=end)
    latest: dict[int, dict[date, ProgressReport]] = {}
    for one in reports.order_by("period_end", "version"):
        latest.setdefault(one.agency_id, {})[one.period_end] = one
    counted = figures_of_those_who_count(agencies, plan, end)
    rows = [row_of(one, latest.get(one.pk, {}), end, counted.get(one.pk)) for one in agencies]
    return [replace(row, is_own=user.acts_for(row.agency)) for row in rows] if user else rows


def row_of(agency: Agency, known: Mapping[date, ProgressReport], end: date, counted: Figures | None) -> BookRow:
    earlier = [day for day in known if day < end]
    return BookRow(agency, known.get(end), figures_of(known[max(earlier)]) if earlier else None, counted)


def read_book(data: bytes, file_name: str, user: User, plan: Plan) -> Judged:
    """The book with all its faults, beside what stands now. Raises sandbox.Refused."""
    with turn():
        sheets = read_workbook(data, file_name)
    refuse_secrets(sheets, file_name)
    return judged(read_sheets(sheets), user, plan)


def judged(reading: BookReading, user: User, plan: Plan) -> Judged:
    found, end = Judged(reading), reading.period_end
    if end is None:
        return found
    found.content = content_of(plan, end, [row_to_keep(line) for line in reading.lines])
    found.taken = ProgressReceipt.objects.filter(book__content_hash=found.content).first()
    if found.taken:
        return found
    agencies = {one.code: one for one in agencies_for(user, plan, end)}
    if not agencies:
        reading.fault(None, "", f"Kỳ đến {format_date(end)} không có cơ quan nào bạn gửi được số liệu.")
    rows = {row.agency.code: row for row in rows_of(list(agencies.values()), plan, end)}
    for line in reading.lines:
        if agencies and line.code not in rows:
            reading.fault(line.row, "code", f"“{line.code}” không phải là mã của cơ quan trong sổ này.")
        elif agencies:
            judge_line(found, line, rows[line.code], user, plan)
    for line in reading.left_out:
        if line.code in rows and says_more(line, rows[line.code].current):
            reading.fault(line.row, "send" if line.counted else "", WORDS_NOT_SENT if line.counted else WORDS_ALONE)
    if not reading.lines and not reading.faults:
        reading.fault(None, "", "Chưa dòng nào có số liệu của kỳ này.")
    return found


def judge_line(found: Judged, line: BookLine, row: BookRow, user: User, plan: Plan) -> None:
    """Note what differs from now; else what is wrong; else that the line is to be written."""
    if differences := differing(line, row):
        found.differences += differences
    elif len(line.figures) == len(FIGURES):
        if says_nothing_new(line, row.current):
            found.unchanged += 1
            return
        faults(found.reading, line, row, user, plan)
        found.lines.append((row.agency, line))


def differing(line: BookLine, row: BookRow) -> list[Difference]:
    """What the row was drawn with and is otherwise now: the version sent, the figures of the period before, those
    that the files come to."""
    version = row.current.version if row.current else 0
    base = row.before or dict.fromkeys(FIGURES, 0)
    pairs = [(layout.COLUMNS["version"], line.version, version)]
    pairs += [(layout.BASE[name], line.base[name], base[name]) for name in FIGURES]
    if row.counted is not None:
        pairs += [(OF_FILES.format(layout.NOW[name]), line.figures[name], row.counted[name]) for name in line.figures]
    numbers = [(what, format_int(old), format_int(now)) for what, old, now in pairs if old != now]
    if line.counted and row.counted is None:
        numbers.append((layout.COLUMNS["source"], layout.COUNTED, layout.BY_HAND))
    return [Difference(line.row, row.agency, *each) for each in numbers]


def says_more(line: BookLine, current: ProgressReport | None) -> bool:
    """There are words in the row that are not those of the report in force."""
    known = {name: clean_text(getattr(current, name, "")) for name in ("difficulties", "proposals")}
    return any(text and text != known.get(name) for name, text in line.texts.items())


def says_nothing_new(line: BookLine, current: ProgressReport | None) -> bool:
    if current is None or line.figures != figures_of(current):
        return False
    return all(line.texts[name] == clean_text(getattr(current, name)) for name in ("difficulties", "proposals"))


def faults(reading: BookReading, line: BookLine, row: BookRow, user: User, plan: Plan) -> None:
    """Errors at their figures, and a reason where one is asked for; who told the figures, where that is needed."""
    end = reading.period_end
    if end is None:
        return
    judgement = judge(row.agency, plan, end, line.figures)
    for name, text in judgement.errors.items():
        if not any(each.row == line.row and each.column == layout.NOW[name] for each in reading.faults):
            reading.fault(line.row, name, text)
    warnings = [*judgement.warnings, *of_progress(row.agency, plan, end, line.figures)]
    if row.current:
        warnings.append(f"Kỳ này đã gửi lần {row.current.version}: ghi lý do thay đổi.")
    if warnings and not line.texts["reason"]:
        reading.fault(line.row, "reason", "Ghi lý do: " + " ".join(warnings))
    if needs_teller(user, row.agency) and not (line.texts["told_by"] and line.told_at):
        reading.fault(line.row, "told_at" if line.texts["told_by"] else "told_by", rights.WHO_TOLD)


def needs_teller(user: User, agency: Agency) -> bool:
    """Sở Nội vụ enters for others what they told it; not for itself."""
    return rights.enters_by_telephone(user) and not user.acts_for(agency)


@transaction.atomic
def keep_book(found: Judged, *, plan: Plan, actor: User, file_name: str) -> ProgressBook:
    """The lines, waiting to be confirmed; the workbook itself is not kept. The same content again is the same book."""
    rows, key, end = [row_to_keep(line) for _, line in found.lines], found.content, found.reading.period_end
    if mine := ProgressBook.objects.waiting().filter(uploaded_by=actor, content_hash=key).first():
        return mine
    known = {"file_name": clean_text(file_name)[-200:], "period_end": end, "content_hash": key, "rows": rows}
    book = ProgressBook.objects.create(plan=plan, uploaded_by=actor, **known)
    record(plan, actor=actor, action="upload", sentence=f"nạp sổ báo cáo của {len(rows)} cơ quan, chờ xem lại")
    return book


def already(receipt: ProgressReceipt) -> str:
    return TAKEN.format(receipt.exact_time, receipt)


def row_to_keep(line: BookLine) -> dict[str, Any]:
    told = line.told_at.isoformat() if line.told_at else ""
    known = {"row": line.row, "code": line.code, "version": line.version, "base": line.base, "figures": line.figures}
    return known | line.texts | {"told_at": told} | ({"counted": True} if line.counted else {})


def content_of(plan: Plan, end: date, rows: Sequence[Mapping[str, Any]]) -> str:
    """A hash of what the book says, wherever its rows stand."""
    said = sorted(({**row, "row": 0} for row in rows), key=lambda row: str(row["code"]))
    text = json.dumps([plan.pk, end.isoformat(), said], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def lines_of(book: ProgressBook) -> list[tuple[Agency, BookLine]]:
    """The kept lines with their agencies, in the order of the book."""
    codes = [row["code"] for row in book.rows]
    agencies = Agency.objects.select_related("parent", "successor").in_bulk(codes, field_name="code")
    return [(agencies[row["code"]], line_from(row)) for row in book.rows]


def line_from(row: Mapping[str, Any]) -> BookLine:
    told = datetime.fromisoformat(row["told_at"]) if row["told_at"] else None
    texts = {key: row[key] for key in ("difficulties", "proposals", "reason", "told_by")}
    figures, counted = row["figures"], row.get("counted", False)
    return BookLine(row["row"], row["code"], row["version"], row["base"], figures, texts, told, counted)


def outdated(book: ProgressBook) -> list[Difference]:
    """Where the book, kept some time ago, is no longer what stands now."""
    lines = lines_of(book)
    rows = {row.agency.pk: row for row in rows_of([one for one, _ in lines], book.plan, book.period_end)}
    return [each for agency, line in lines for each in differing(line, rows[agency.pk])]


@transaction.atomic
def take_book(book: ProgressBook, *, actor: User, seen: str) -> ProgressReceipt:
    """Write every line at once, and give the receipt. Raises WorkflowError, Overtaken; then nothing was written."""
    current = ProgressBook.objects.select_for_update().filter(pk=book.pk, receipt=None).first()
    if current is None or seen != current.content_hash:
        raise Overtaken(SETTLED)
    if outdated(current):
        raise Overtaken(OUTDATED)
    made, told = [], {}
    for agency, line in lines_of(current):
        by = rights.Told(line.texts["told_by"], line.told_at) if line.told_at else None
        report = write(agency, line, current, actor, by if needs_teller(actor, agency) else None)
        made.append(report)
        if by and needs_teller(actor, agency):
            told[report.pk] = by
    receipt = receipts.give(made, actor=actor, way=ProgressReceipt.Way.BOOK, told=told)
    return noted(current, receipt)


def write(agency: Agency, line: BookLine, book: ProgressBook, actor: User, told: rights.Told | None) -> ProgressReport:
    """One report. Raises WorkflowError that names the agency."""
    words: dict[str, Any] = {name: line.texts[name] for name in ("difficulties", "proposals", "reason")}
    whose: dict[str, Any] = {"plan": book.plan, "actor": actor, "period_end": book.period_end, "seen": line.version}
    try:
        return hand_in(agency, **whose, figures=line.figures, told=told, **words)
    except WorkflowError as error:
        kind = Overtaken if isinstance(error, Overtaken) else WorkflowError
        raise kind(f"{agency}: {error}") from None


def noted(book: ProgressBook, receipt: ProgressReceipt) -> ProgressReceipt:
    """The book is taken. Raises Overtaken where one of the same content was taken meanwhile."""
    book.receipt = receipt
    try:
        with transaction.atomic():
            book.save(update_fields=["receipt"])
    except IntegrityError:
        raise Overtaken(SETTLED) from None
    return receipt


@transaction.atomic
def cancel_book(book: ProgressBook, *, actor: User) -> None:
    """Throw away a book that nobody confirmed. Raises WorkflowError where it was taken or dropped meanwhile."""
    current = ProgressBook.objects.select_for_update().filter(pk=book.pk, receipt=None).first()
    if current is None:
        raise WorkflowError(SETTLED)
    current.delete()
    record(book.plan, actor=actor, action="upload_cancelled", sentence="bỏ sổ báo cáo đã nạp, chưa ghi")
