"""Consequences of adding or editing the time in which difficulties are answered."""

from collections.abc import Iterator

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from plans.models import AnswerTime


def of_answer_time(before: AnswerTime | None, after: AnswerTime) -> Iterator[str]:
    """From which day a question has how long; one that was asked before keeps its day."""
    if before and (before.working_days, before.valid_from) == (after.working_days, after.valid_from):
        return
    day = after.valid_from or portal_today()
    yield (
        f"Vướng mắc nêu từ ngày {format_date(day)} phải trả lời trong {after.working_days} ngày làm việc; vướng mắc đã "
        "nêu giữ hạn cũ."
    )
