"""How much can be done until a deadline: working days, people-days (domain §3)."""

from datetime import date

WEEK, WORKING = 7, 5


def working_days(first: date, last: date) -> int:
    """Mondays to Fridays from the first to the last day, both included; holidays are not known and not taken off."""
    if last < first:
        return 0
    weeks, rest = divmod((last - first).days + 1, WEEK)
    return weeks * WORKING + sum((first.weekday() + each) % WEEK < WORKING for each in range(rest))


def people_days(pages: int, pages_per_day: int) -> int:
    """Working days of one person for so many trang A4 quy đổi, rounded up."""
    return -(-pages // pages_per_day)


def people_needed(pages: int, pages_per_day: int, days: int) -> int | None:
    """How many people do so many pages in so many working days; None where there is no day."""
    return -(-pages // (pages_per_day * days)) if days else None
