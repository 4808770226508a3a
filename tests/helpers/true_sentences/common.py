"""A page, who sees it, and what more than one kind of sentence reckons with."""

import re
from dataclasses import dataclass
from datetime import date

from agencies.formats.dates import format_date as d
from agencies.formats.numbers import format_int as n
from agencies.models import User
from plans.models import Catalogue
from tests.helpers.truth import Truth


@dataclass
class Seen:
    """A page, who sees it, and the true figures of its day; `codes` are the agencies it speaks of."""

    user: User
    path: str
    truth: Truth
    codes: list
    tree: object

    @property
    def day(self):
        return self.truth.day

    @property
    def own(self):
        """The agency that the person works for; for a unit that is still to come the one it takes over from."""
        code = self.user.agency.code
        return [code if code in self.truth.agencies else "20335"]

    @property
    def visible(self):
        """Codes of the agencies whose records the person sees: all, or the own ones with those below or before them."""
        if self.user.oversees:
            return self.truth.everybody
        return [*self.truth.family(self.user.agency.code), *self.taken_over]

    @property
    def taken_over(self):
        agencies = self.truth.agencies.values()
        return [one.code for one in agencies if one.successor_id == self.user.agency_id]

    @property
    def period(self):
        """The end of the period that is asked for, or that runs."""
        found = re.search(r"ky=([\d-]+)", self.path)
        return date.fromisoformat(found[1]) if found else self.truth.running


def ended(seen, _):
    truth = seen.truth
    holders = [code for code in seen.codes if truth.owes(code) and truth.heir(code)]
    names = list(dict.fromkeys(truth.heir(code).name for code in holders))
    last = d(truth.agencies[seen.codes[0]].active_to)
    own = "; phần của riêng cấp huyện chưa ghi đơn vị kế thừa" if truth.lacks_heir(seen.codes[0]) else ""
    goes_on = f"việc còn lại do {'; '.join(names)} tiếp tục{own}" if names else "chưa ghi đơn vị kế thừa"
    return f"Đơn vị đã kết thúc hoạt động ngày {last}; {goes_on}"


def waiting(seen, _):
    own = Catalogue.objects.filter(agency__code__in=seen.visible).values_list("pk", flat=True)
    pages = {pk: pages for pk, pages in seen.truth.waiting.items() if pk in own}
    count = n(len(pages))
    return f"{count} Mục lục đang ở Sở Nội vụ chờ thẩm định, {n(sum(pages.values()))} trang A4 quy đổi"


def recorded(seen, found):
    """What was recorded carries no day after the portal's."""
    assert all(read_day(day) <= seen.day for day in re.findall(r"\d+/\d+/2025", found[0]))
    return found[0]


def counted(words, count):
    """A task that names how many it is about."""
    return lambda seen, found: f"{words} ({n(count(seen))}){found[1]}"


def read_day(text):
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


def planned(seen, found):
    truth = seen.truth
    return f"{found[1]} {n(truth.planned(seen.own, 'file_count'))} hồ sơ, {n(truth.planned(seen.own))} trang"
