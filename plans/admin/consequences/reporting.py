"""Consequences of editing the cut-off of reports, or who must report."""

from collections.abc import Iterator

from agencies.formats.dates import format_date
from plans.models import ReportingException, ReportingRule
from plans.models.plan import MIDNIGHT


def of_rule(before: ReportingRule | None, after: ReportingRule) -> Iterator[str]:
    """From which day periods are closed at another hour, or their figures confirmed by the district."""
    stood = before or after.plan.rule_on(after.valid_from)
    hour, confirms = (stood.cutoff_hour, stood.district_confirms) if stood else (MIDNIGHT, False)
    day = format_date(after.valid_from)
    if hour != after.cutoff_hour:
        yield f"Kỳ kết thúc từ ngày {day}: giờ chốt của ngày cuối kỳ từ {hour} giờ thành {after.cutoff_hour} giờ."
    if confirms != after.district_confirms:
        word = "được" if after.district_confirms else "không còn"
        yield f"Kỳ kết thúc từ ngày {day}: số liệu của cấp xã {word} UBND cấp huyện xác nhận."
    if before and before.valid_from != after.valid_from:
        yield f"Quy định áp dụng từ ngày {day}, trước là từ ngày {format_date(before.valid_from)}."


def of_exception(before: ReportingException | None, after: ReportingException) -> Iterator[str]:
    """From which day the agency is asked for reports, or no more."""
    if before and (before.must_report, before.valid_from) == (after.must_report, after.valid_from):
        return
    word = "phải báo cáo" if after.must_report else "được miễn báo cáo"
    yield f"{after.agency} {word} từ kỳ kết thúc ngày {format_date(after.valid_from)} trở đi; các kỳ trước giữ nguyên."
