"""A district sees, confirms or returns the figures of its communes. What is not confirmed counts, and says so."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.history import record
from agencies.models import Agency, User
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.declarations.versions import latest_of
from plans.models import DistrictCheck, Plan, ProgressReport

from .rights import district_of, is_district_of

Outcome = DistrictCheck.Outcome
AWAITS = "Huyện chưa xác nhận"
TONES = {Outcome.CONFIRMED.value: "ok", Outcome.RETURNED.value: "bad"}
NOT_THE_DISTRICT = "Chỉ cán bộ hoặc lãnh đạo của UBND cấp huyện trả lời về số liệu của xã trực thuộc."
NEWER = "Xã vừa gửi bản mới hơn của kỳ này: xem số mới rồi xác nhận."
SAID = "Đã có người trong huyện trả lời về số liệu này. Xem lại trang."
WHY = "Ghi lý do trả lại để xã biết sửa gì."


def asks(plan: Plan, agency: Agency, period_end: date) -> bool:
    """A district is asked about the period: so the rule of its last day has it, and there is a district."""
    rule = plan.rule_on(period_end)
    return rule is not None and rule.district_confirms and district_of(agency) is not None


def asked_of(plan: Plan, agency: Agency, period_end: date) -> tuple[str, str] | None:
    """(tone, words) of a report that nobody has answered; None where no district is asked."""
    return ("warn", AWAITS) if asks(plan, agency, period_end) else None


def check_of(report: ProgressReport) -> DistrictCheck | None:
    """The district's answer to this version, with who gave it."""
    return DistrictCheck.objects.filter(report=report).select_related("said_by", "district").first()


def may_answer(user: User, report: ProgressReport) -> bool:
    """The user's district is asked about the report and has not answered."""
    known = report.plan.rule_on(report.period_end)
    is_asked = known is not None and known.district_confirms and is_district_of(user, report.agency)
    return is_asked and check_of(report) is None


def standing(plan: Plan, agency: Agency, report: ProgressReport) -> tuple[str, str] | None:
    """(tone, words) of what the district says to the report; None where nobody is asked and nobody answered."""
    said = getattr(report, "district_check", None)
    if said:
        return TONES[said.outcome], said.get_outcome_display()
    return asked_of(plan, agency, report.period_end)


def waiting(user: User, plan: Plan) -> list[ProgressReport]:
    """Of each period of the user's communes the version in force that nobody in the district has answered."""
    if not any(rule.district_confirms for rule in plan.known_rules):
        return []
    districts = [one for one in user.answers_for if one.kind == Agency.Kind.DISTRICT and user.acts_for(one)]
    reports = ProgressReport.objects.filter(plan=plan, agency__parent__in=districts)
    known = reports.select_related("agency__parent", "submitted_by", "district_check")
    latest = {(one.agency_id, one.period_end): one for one in known.order_by("period_end", "version")}
    found = [
        one for one in latest.values() if not hasattr(one, "district_check") and asks(plan, one.agency, one.period_end)
    ]
    return sorted(found, key=lambda one: (one.period_end, one.agency.official_order))


def answer(report: ProgressReport, *, actor: User, outcome: str, reason: str = "") -> DistrictCheck:
    """Keep what the district says to this version. Raises NotAllowed, Overtaken, WorkflowError."""
    agency = report.agency
    if not is_district_of(actor, agency):
        raise NotAllowed(NOT_THE_DISTRICT)
    if outcome == Outcome.RETURNED and not reason.strip():
        raise WorkflowError(WHY)
    if latest_of(ProgressReport, agency, report.plan, period_end=report.period_end) != report:
        raise Overtaken(NEWER)
    made = keep(report, actor, outcome, reason.strip())
    verb = "xác nhận" if outcome == Outcome.CONFIRMED else "trả lại"
    action = "confirm_figures" if outcome == Outcome.CONFIRMED else "return_figures"
    sentence = f"{verb} số liệu kỳ {format_date(report.period_end)} của {agency}"
    record(report, actor=actor, action=action, sentence=sentence, reason=reason.strip())
    return made


@transaction.atomic
def keep(report: ProgressReport, actor: User, outcome: str, reason: str = "") -> DistrictCheck:
    """One answer for each version. Raises Overtaken where there is one."""
    above = district_of(report.agency)
    if above is None:
        raise NotAllowed(NOT_THE_DISTRICT)
    said = {"outcome": outcome, "reason": reason, "said_by": actor, "said_on": portal_today()}
    try:
        with transaction.atomic():
            return DistrictCheck.objects.create(report=report, district=above, **said)
    except IntegrityError:
        raise Overtaken(SAID) from None


def confirm_own(report: ProgressReport, actor: User) -> None:
    """What the district itself entered for its commune needs no other answer."""
    keep(report, actor, Outcome.CONFIRMED)


@transaction.atomic
def confirm_all(reports: Sequence[ProgressReport], *, actor: User) -> int:
    """Confirm these, all or none; returns how many. Raises as `answer` does."""
    for report in reports:
        answer(report, actor=actor, outcome=Outcome.CONFIRMED)
    return len(reports)
