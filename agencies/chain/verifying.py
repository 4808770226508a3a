"""Go through every chain and name each row that is not as it was written."""

import time
from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from django.db import connection

from ..models import ChainHead, Event, EventLink, HistoryCode
from . import triggers
from .digests import BEGINNING, code_of, commitment
from .linking import is_intact

BATCH = 2_000
PURGE = "purge"
ON_ITS_WAY_SECONDS = 2.0  # so long a process may take to bind what it has just committed
Expected = dict[tuple[int, int], dict[str, str]]  # {(chain, number): {commitment: who says so}}


def findings() -> Iterator[str]:
    """A sentence for each row that was changed, inserted, removed or put elsewhere; none where all is as written."""
    for name in triggers.missing(connection):
        yield f"Cơ sở dữ liệu thiếu trigger {name}: chạy lại migrate."
    codes = list(HistoryCode.objects.order_by("day"))
    yield from wrong_codes(codes)
    yield from wrong_links(expected(codes))
    yield from not_in_a_chain()


def wrong_codes(codes: Iterable[HistoryCode]) -> Iterator[str]:
    for code in codes:
        if code_of(code.heads) != code.code:
            yield f"Mã lịch sử ngày {code.day:%d/%m/%Y} đã bị sửa."


def expected(codes: Iterable[HistoryCode]) -> Expected:
    """What heads and codes of days say about single links."""
    said: Expected = {}
    for head in ChainHead.objects.filter(number__gt=0):
        said.setdefault((head.pk, head.number), {})[head.commitment] = "đầu chuỗi"
    for code in codes:
        for chain, (number, value) in code.heads.items():
            said.setdefault((int(chain), number), {}).setdefault(value, f"mã lịch sử ngày {code.day:%d/%m/%Y}")
    return said


def wrong_links(said: Expected) -> Iterator[str]:
    """Walks all links; whatever `said` names must be met on the way."""
    purged = purged_events()
    for chain, links in groupby(links_with_events(), key=lambda pair: pair[0].chain):
        number, before = 0, BEGINNING
        for link, event in links:
            if link.number != number + 1:
                yield f"Chuỗi {chain}: mất các mắt xích từ {number + 1} đến {link.number - 1}."
            yield from wrong_event(link, event, before, purged)
            for value, source in said.pop((chain, link.number), {}).items():
                if value != link.commitment:
                    yield f"Chuỗi {chain}, mắt xích {link.number}: khác với {source}, chuỗi đã bị viết lại."
            number, before = link.number, link.commitment
        yield from beyond_head(chain, number)
    for (chain, number), sources in said.items():
        yield f"Chuỗi {chain}: mất mắt xích {number} mà {', '.join(sources.values())} có ghi."


def wrong_event(link: EventLink, event: Event | None, before: str, purged: set[int]) -> Iterator[str]:
    place = f"Sự kiện {link.pk} (chuỗi {link.chain}, mắt xích {link.number})"
    if event is None:
        yield f"{place}: đã bị xóa."
    elif commitment(before, link.number, event.fixed_values) != link.commitment or event.chain != link.chain:
        yield f"{place}: đã bị sửa hoặc đổi chỗ."
    elif not is_intact(event) and not (event.pk in purged and is_empty(event)):
        yield f"{place}: nội dung đã bị sửa."


def beyond_head(chain: int, number: int) -> Iterator[str]:
    if not ChainHead.objects.filter(pk=chain, number__gte=number).exists():
        yield f"Chuỗi {chain}: đầu chuỗi không đến mắt xích {number}."


def is_empty(event: Event) -> bool:
    return not any([event.salt, *event.purgeable_values])


def purged_events() -> set[int]:
    """Keys of the events that the history itself says were purged."""
    said = Event.objects.filter(action=PURGE).values_list("after", flat=True)
    return {pk for after in said for pk in after.get("events", [])}


def links_with_events() -> Iterator[tuple[EventLink, Event | None]]:
    links = EventLink.objects.order_by("chain", "number").iterator(BATCH)
    while batch := list(islice(links, BATCH)):
        events = Event.objects.in_bulk([link.pk for link in batch])
        yield from ((link, events.get(link.pk)) for link in batch)


def not_in_a_chain() -> Iterator[str]:
    waiting = set(Event.objects.not_linked().values_list("pk", flat=True))
    if waiting:
        time.sleep(ON_ITS_WAY_SECONDS)
    for pk in Event.objects.not_linked().filter(pk__in=waiting).values_list("pk", flat=True):
        yield f"Sự kiện {pk}: không có trong chuỗi nào, đã bị chèn vào."
