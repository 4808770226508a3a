"""Acceptances (nghiệm thu): what was delivered under a contract, at its price. No page is accepted twice, none that is
not appraised and reported as checked (domain §3). Each owns its transaction and writes an Event."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Sum

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong, format_int
from agencies.history import record
from agencies.models import Agency, User
from agencies.workflow import Overtaken, WorkflowError
from budgets.contracts.changes import check_stands
from budgets.contracts.closed import refuse_closed
from budgets.contracts.entries import (
    check_day,
    check_number,
    counter_entry,
    hold,
    hold_entry,
    opposite_lines,
    record_taken_back,
)
from budgets.contracts.permissions import held_right
from budgets.contracts.reversals import LATER_FIRST
from budgets.contracts.sums import Terms, accepted_pages, check, check_pages, terms_of
from budgets.models import Acceptance, AcceptanceLine, AcceptedFile, Contract
from plans.evidence.services import evidenced
from plans.models import Catalogue, Plan, ProgressReport
from plans.pricing import factors_on

from .files import FileRow, open_files, pages_of, total_pages

Chosen = Mapping[Catalogue, list[FileRow]]
BATCH = 2000
NOTHING = "Không còn hồ sơ nào đã thẩm định mà chưa nghiệm thu trong các Mục lục đã chọn."
NOT_COVERED = "{} không thuộc hợp đồng này."
TAKEN = "Có hồ sơ vừa được nghiệm thu ở biên bản khác hoặc vừa thay đổi, nên chưa ghi gì. Xem lại số hồ sơ còn lại."
NOT_REPORTED = "{} chưa có báo cáo tiến độ nào được tính nên chưa biết đã kiểm tra đạt bao nhiêu: gửi báo cáo trước."
BEYOND_EVIDENCE = "Đã nghiệm thu {} trang A4, có chứng cứ {} trang: kiểm tra lại bản số hóa."
ABOVE_CHECKED = (
    "Nghiệm thu của {agency} cộng {accepted} {unit}, lớn hơn {checked} {unit} kiểm tra đạt của kỳ báo cáo đến "
    "{day}: gửi báo cáo mới trước, hoặc nghiệm thu ít hơn."
)
OTHER_PRICE = "Đơn giá đã đổi theo phụ lục ghi sau: ghi đảo phụ lục đó trước."


@transaction.atomic
def accept(
    contract: Contract,
    *,
    actor: User,
    number: str,
    dated_on: date,
    catalogues: Iterable[Catalogue] = (),
    files: Chosen | None = None,
    expected_version: int | None = None,
) -> Acceptance:
    """Record minutes: these files, or all of the catalogues that may still be accepted. The amount is pages × price.

    Raises Overtaken, WorkflowError.
    """
    given = held_right(actor, contract)
    current = hold(contract, expected_version)
    check_stands(current)
    refuse_closed(current.agency, dated_on)
    check_day(dated_on, current.signed_on, "ngày ký hợp đồng")
    check_number(current.acceptances.all(), number, dated_on)
    chosen = still_open(files) if files else {catalogue: open_files(catalogue) for catalogue in catalogues}
    check_chosen(current, chosen)
    made = write_acceptance(current, actor, (number, dated_on), chosen)
    check(current)
    check_reported(current.agency, current.plan)
    record(
        current,
        actor=actor,
        action="accept_work",
        sentence=f"ghi biên bản nghiệm thu số {number} của {current}: {said(made)}",
        after={"amount_dong": made.amount_dong, "a4_page_count": made.a4_page_count},
        document=(number, dated_on),
        given=given,
    )
    return made


def still_open(files: Chosen) -> Chosen:
    """The files as they stand now. Raises Overtaken where one was accepted elsewhere, left out or changed meanwhile."""
    for catalogue, rows in files.items():
        if not set(rows) <= set(open_files(catalogue)):
            raise Overtaken(TAKEN)
    return files


def said(acceptance: Acceptance) -> str:
    """Its files, pages and money, as history names them."""
    files, pages = format_int(abs(acceptance.file_count)), format_int(abs(acceptance.a4_page_count))
    return f"{files} hồ sơ, {pages} trang A4 quy đổi, {format_dong(abs(acceptance.amount_dong))}"


def check_chosen(contract: Contract, chosen: Chosen) -> None:
    """Raises WorkflowError where nothing is left to accept, a size has too many, a catalogue is not the contract's."""
    covered = set(contract.covered.values_list("catalogue_id", flat=True))
    stranger = next((catalogue for catalogue in chosen if catalogue.pk not in covered), None)
    if stranger is not None:
        raise WorkflowError(NOT_COVERED.format(stranger))
    if not any(chosen.values()):
        raise WorkflowError(NOTHING)
    done, more = accepted_pages(contract), total_pages(chosen)
    check_pages(terms_of(contract), {size: done.get(size, 0) + more.get(size, 0) for size in {*done, *more}})


def write_acceptance(contract: Contract, actor: User, document: tuple[str, date], chosen: Chosen) -> Acceptance:
    """The minutes with their lines and files; the database refuses a file that stands in others."""
    number, day = document
    lines = lines_of(chosen, terms_of(contract))
    made = Acceptance.objects.create(
        contract=contract,
        number=number,
        dated_on=day,
        recorded_by=actor,
        amount_dong=sum(line.amount_dong for line in lines),
        file_count=sum(map(len, chosen.values())),
        a4_page_count=factors_on(day).a4_pages(total_pages(chosen)),
    )
    for line in lines:
        line.acceptance = made
    AcceptanceLine.objects.bulk_create(lines)
    keys = sorted(
        row.file_id for rows in chosen.values() for row in rows
    )  # in one order: two at once wait, none is stuck
    try:
        with transaction.atomic():
            taken = (AcceptedFile(acceptance=made, file_id=key) for key in keys)
            AcceptedFile.objects.bulk_create(taken, batch_size=BATCH)
    except IntegrityError:
        raise Overtaken(TAKEN) from None
    return made


def lines_of(chosen: Chosen, terms: Mapping[str, Terms]) -> list[AcceptanceLine]:
    """Unsaved lines, pages × price, one for each size of each catalogue."""
    return [
        AcceptanceLine(
            catalogue=catalogue,
            size=size,
            page_count=pages,
            price_dong=terms[size].price_dong,
            amount_dong=pages * terms[size].price_dong,
        )
        for catalogue, rows in chosen.items()
        for size, pages in pages_of(rows).items()
    ]


def latest_report(agency: Agency, plan: Plan) -> ProgressReport | None:
    """The agency's latest progress report that counts, or None."""
    reports = ProgressReport.objects.filter(agency=agency, plan=plan).confirmed()
    return reports.order_by("-period_end", "-version").first()


def accepted_volume(agency: Agency) -> tuple[int, int]:
    """(hồ sơ, trang A4 quy đổi) accepted of the agency."""
    rows = Acceptance.objects.filter(contract__agency=agency)
    sums = rows.aggregate(files=Sum("file_count"), pages=Sum("a4_page_count"))
    return sums["files"] or 0, sums["pages"] or 0


def beyond_evidence(agency: Agency, plan: Plan) -> str:
    """A warning where scans can be shown of some pages and more are accepted; "" where not. It refuses nothing."""
    pages, shown = accepted_volume(agency)[1], evidenced(agency, plan)[1]
    return BEYOND_EVIDENCE.format(format_int(pages), format_int(shown)) if 0 < shown < pages else ""


def check_reported(agency: Agency, plan: Plan) -> None:
    """Raises WorkflowError where more was accepted than the agency reported as checked. Its line is held."""
    report = latest_report(agency, plan)
    if report is None:
        raise WorkflowError(NOT_REPORTED.format(agency))
    reported = (report.checked_files, report.checked_pages)
    for accepted, checked, unit in zip(accepted_volume(agency), reported, ("hồ sơ", "trang A4"), strict=True):
        if accepted > checked:
            given = {"accepted": format_int(accepted), "checked": format_int(checked), "unit": unit}
            raise WorkflowError(ABOVE_CHECKED.format(agency=agency, day=format_date(report.period_end), **given))


@transaction.atomic
def take_back_acceptance(
    acceptance: Acceptance, *, actor: User, number: str, dated_on: date, reason: str
) -> Acceptance:
    """Take back minutes by an entry of its own, while nothing paid rests on them; its files may be accepted anew.

    Raises Overtaken, WorkflowError.
    """
    given = held_right(actor, acceptance.contract)
    current = hold_entry(acceptance, dated_on)
    if not acceptance.was_reversed:
        check_unchanged(acceptance, current)
    opposite = {"file_count": -acceptance.file_count, "a4_page_count": -acceptance.a4_page_count}
    made = counter_entry(acceptance, number=number, dated_on=dated_on, reason=reason, actor=actor, **opposite)
    AcceptanceLine.objects.bulk_create(opposite_lines(acceptance.lines.all(), "acceptance", made))
    acceptance.files.update(withdrawn_by=made)
    check(current)
    sentence = f"ghi đảo biên bản nghiệm thu số {acceptance.number} của {current}: {said(made)}"
    record_taken_back(current, made, "take_back_acceptance", sentence, given)
    return made


def check_unchanged(acceptance: Acceptance, contract: Contract) -> None:
    """Raises WorkflowError where the contract was ended, or its price changed, since."""
    if not Contract.objects.in_force().filter(pk=contract.pk).exists():
        raise WorkflowError(LATER_FIRST)
    terms = terms_of(contract)
    if any(terms[line.size].price_dong != line.price_dong for line in acceptance.lines.all()):
        raise WorkflowError(OTHER_PRICE)
