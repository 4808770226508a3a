"""`./portal bench night`: the last minutes before a cut-off, on a demo portal of its own with PostgreSQL and Valkey.

Each clerk is signed in, opens home, the periods and the form, sends the figures once and reads on until the end, a
page each fifteen seconds or so, while a report is built and a workbook is read. First the tenth of them for a while,
which is the measure of the rest; at the end a few who never pause, which says how many pages a second there are.
"""

import argparse
import http.client
import json
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

from config.launch import environment
from config.launch.bench_kills import Portal
from config.launch.crowd import heavy_workbook
from config.launch.engines import engines
from config.launch.visitor import FORM, Answer, NotTaken, Visitor

CLERKS, MINUTES = 300, 10
PAUSE_SECONDS = (5.0, 25.0)
MOST_GROWTH = 3.0  # of the 95th percentile, to that of a tenth of the clerks
GOAL_A_SECOND = 50
GREEDY, GREEDY_SECONDS = 12, 30.0
PAGES = ("/", "/tien-do/", "/muc-luc/", "/ra-soat/")
OFFICIAL, SENDER = "hoa", "lan"
RECEIPT = re.compile(r'/tien-do/giay-nhan/\d+/">Số\s+(\d+/\d{4})</a>, nhận lúc (\d\d:\d\d:\d\d ngày [\d/]+\d)')
BEFORE = re.compile(r'data-before="(\d+)"')
NO_ANSWER = (OSError, http.client.HTTPException)
PEOPLE = "from reports.bench.rush import sign_in; sign_in({})"
KEPT = "from reports.bench.rush import show; show()"


@dataclass
class Timings:
    """What a crowd met: seconds of each answer, statuses, which figures were taken ("agency period"), and number and
    time of the receipt that the page after it names."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    taken: list[str] = field(default_factory=list)
    receipts: dict[str, str] = field(default_factory=dict)
    refused: Counter[int] = field(default_factory=Counter)

    def percentile(self, percent: int) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] if ordered else 0.0

    @property
    def faults(self) -> int:
        """Answers 5xx, and requests without one."""
        return sum(times for status, times in self.statuses.items() if status[0] not in "234")


class Clerk(Visitor):
    """A visitor who is signed in, and whose answers are timed."""

    def __init__(self, port: int, person: dict[str, str], timings: Timings) -> None:
        super().__init__(port)
        self.cookies["sessionid"] = person["session"]
        self.place = f"{person['agency']} {person['period']}"
        self.path = f"/tien-do/ky/{person['period']}/"
        self.timings = timings

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = FORM) -> Answer:
        began = time.monotonic()
        try:
            answer = super().ask(method, path, body, kind)
        except NO_ANSWER:
            self.timings.statuses["none"] += 1
            raise
        self.timings.seconds.append(time.monotonic() - began)
        self.timings.statuses[str(answer.status)] += 1
        return answer

    def hand_in(self, pause: Callable[[], object]) -> None:
        """The figures of the period as they were, with a reason; then the page that shows what was taken."""
        page = self.ask("GET", self.path).page
        form = self.form(self.path)
        pause()
        names = [f"{stage}_{unit}" for stage in ("scanned", "checked", "integrated") for unit in ("files", "pages")]
        figures = dict(zip(names, BEFORE.findall(page), strict=False))
        try:
            shown_at = self.send(self.path, form.fields | figures | {"reason": "Đo tải trước giờ chốt"})
        except NotTaken as refusal:
            self.timings.refused[refusal.status] += 1
            return
        self.timings.taken.append(self.place)
        if named := RECEIPT.search(self.ask("GET", shown_at).page):
            self.timings.receipts[self.place] = " lúc ".join(named.groups())

    def work(self, over: Event, random: Random, hands_in: bool) -> None:
        """Until it is over; the figures go out at a moment of the clerk's own."""
        pages = cycle(PAGES)
        sends_after = random.randint(1, 6)

        def pause() -> bool:
            return over.wait(random.uniform(*PAUSE_SECONDS))

        done = pause()
        while not done:
            with suppress(*NO_ANSWER):  # they are counted
                if hands_in and sends_after == 0:
                    self.hand_in(pause)
                else:
                    self.get(next(pages))
            sends_after -= 1
            done = pause()

    def read_on(self, over: Event) -> None:
        """Page after page without a pause."""
        for path in cycle(PAGES):
            if over.is_set():
                return
            with suppress(*NO_ANSWER):  # they are counted
                self.get(path)


def measure(arguments: list[str]) -> int:
    """Print what people met; 1 where figures were lost or doubled, an answer was 5xx, or a bar fails."""
    words = argparse.ArgumentParser(prog="./portal bench night")
    words.add_argument("--clerks", type=int, default=CLERKS)
    words.add_argument("--minutes", type=float, default=MINUTES)
    options = words.parse_args(arguments)
    environment.ensure("test")
    with TemporaryDirectory(prefix="portal-night-", ignore_cleanup_errors=True) as folder, engines() as servers:
        portal = Portal(Path(folder), servers)
        portal.start()
        try:
            return 0 if night(portal, options.clerks, options.minutes * 60) else 1
        finally:
            portal.stop()


def night(portal: Portal, clerks: int, seconds: float) -> bool:
    """True where every bar holds."""
    people = json.loads(portal.manage(PEOPLE.format(clerks)))
    few = people[:: max(1, len(people) // max(1, clerks // 10))]
    idle = crowd(portal.port, few, min(60.0, seconds), hands_in=False)
    say(f"{len(few)} clerks", idle)
    others = Timings()
    rush = crowd(portal.port, people, seconds, beside=lambda over: work_beside(portal, others, over))
    say(f"{len(people)} clerks", rush)
    print(f"  beside them: {dict(others.statuses)} answers to an official's report and a clerk's workbook")
    greedy = crowd(portal.port, people[:GREEDY], GREEDY_SECONDS, without_pause=True, hands_in=False)
    a_second = len(greedy.seconds) / GREEDY_SECONDS
    say(f"{GREEDY} without a pause", greedy)
    print(f"  {a_second:.0f} pages a second   (goal: {GOAL_A_SECOND}); load of the machine {os.getloadavg()[0]:.1f}")
    growth = rush.percentile(95) / idle.percentile(95)
    print(f"  p95 × {growth:.1f} of that with a tenth of the clerks   (bar: {MOST_GROWTH})")
    return all([kept_once(portal, rush), not rush.faults, not others.faults, growth <= MOST_GROWTH])


def crowd(
    port: int,
    people: Sequence[dict[str, str]],
    seconds: float,
    *,
    hands_in: bool = True,
    without_pause: bool = False,
    beside: Callable[[Event], None] | None = None,
) -> Timings:
    """Let the people work for so many seconds."""
    timings, over = Timings(), Event()
    clerks = [Clerk(port, person, timings) for person in people]
    if without_pause:
        threads = [Thread(target=clerk.read_on, args=(over,)) for clerk in clerks]
    else:
        threads = [Thread(target=clerk.work, args=(over, Random(n), hands_in)) for n, clerk in enumerate(clerks)]
    threads += [Thread(target=beside, args=(over,))] if beside else []
    for each in threads:
        each.start()
    time.sleep(seconds)
    over.set()
    for each in threads:
        each.join()
    return timings


def work_beside(portal: Portal, timings: Timings, over: Event) -> None:
    """One report and one workbook after the other, as the portal lets a person."""
    person = {"session": "", "agency": "", "period": ""}
    official, sender = (Clerk(portal.port, person, timings) for _ in range(2))
    official.log_in(OFFICIAL, portal.password)
    sender.log_in(SENDER, portal.password)
    workbook = heavy_workbook(1)
    for number in range(1_000):
        ask(lambda: official.post("/bao-cao/lap/", as_of="2025-06-19"))
        ask(partial(send_anew, sender, f"Đo tải {number}", workbook))
        if over.wait(20):
            return


def send_anew(sender: Visitor, name: str, workbook: bytes) -> None:
    sender.upload(sender.new_catalogue(name), workbook)


def ask(call: Callable[[], object]) -> None:
    """What comes of it is counted; where there is no room, the portal says when to come again."""
    with suppress(NotTaken, *NO_ANSWER):
        call()


def kept_once(portal: Portal, timings: Timings) -> bool:
    """Print whether each set of figures that was taken is kept once, with the one receipt that its clerk saw."""
    found, taken = json.loads(portal.manage(KEPT)), Counter(timings.taken)
    kept = Counter({place: len(receipts) for place, receipts in found["kept"].items()})
    lost, more = sum((taken - kept).values()), sum((kept - taken).values())
    print(f"  {len(timings.taken)} sets of figures taken, {dict(timings.refused)} refused: {lost} lost, {more} doubled")
    return receipted(found, timings) and not lost and not more and bool(timings.taken)


def receipted(found: dict[str, Any], timings: Timings) -> bool:
    """Print how many clerks were shown a receipt, and whether it is the only one of what they sent."""
    shown = {place: timings.receipts.get(place, "") for place in timings.taken}
    same = sum(found["kept"].get(place) == [receipt] for place, receipt in shown.items() if receipt)
    told, given = sum(map(bool, shown.values())), found["receipts"]
    print(f"  {told} of them answered by a page that names a receipt, {same} as it is kept; {given} receipts given")
    return told == same == given == len(set(shown.values())) == len(timings.taken)


def say(name: str, timings: Timings) -> None:
    p50, p95 = timings.percentile(50), timings.percentile(95)
    print(f"  {name:20} {len(timings.seconds):6} answers: p50 {p50:.3f} s, p95 {p95:.3f} s; {dict(timings.statuses)}")
