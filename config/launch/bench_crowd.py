"""`./portal bench crowd`: how long watchdogs and readers wait while one clerk sends heavy workbooks and slow clients
hold connections; on a demo portal of its own, in a new data folder.

The portal lets a person have two workbooks waiting and says when to come again; the clerk does, until all are taken.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from config.launch.bench_start import OURS, output_of
from config.launch.crowd import crawl, heavy_workbook
from config.launch.engines import free_port
from config.launch.places import ROOT
from config.launch.visitor import NotTaken, Visitor

MOST_SECONDS = 1.0  # p95 of both
WORKBOOKS, MEGABYTES, SLOW = 20, 20, 50
TAKEN, MOST_TRIES = 302, 20
CLERK, READER = "lan", "minh"
SAID_BEFORE_IT = "Mật khẩu chung: "


def measure() -> int:
    """Print the answers to the clerk and both waits; 1 where a bar fails or a workbook was never taken."""
    with TemporaryDirectory(prefix="portal-crowd-", ignore_cleanup_errors=True) as folder:
        with demo_portal(Path(folder)) as (port, password):
            began, load = time.monotonic(), os.getloadavg()[0]
            answers, health, pages = crowded(port, password)
    minutes = (time.monotonic() - began) / 60
    print(f"  {WORKBOOKS} workbooks of {MEGABYTES} MB by one clerk, {SLOW} slow connections; answers: {dict(answers)}")
    print(f"  {minutes:.0f} minutes; load of the machine {load:.1f} before, {os.getloadavg()[0]:.1f} at the end")
    held = [report("/healthz", health), report("a reading page", pages), answers[TAKEN] == WORKBOOKS]
    return 0 if all(held) else 1


@contextmanager
def demo_portal(folder: Path) -> Iterator[tuple[int, str]]:
    """(port, password of the demo's accounts) of a running portal that ends with the block."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
    variables = {**inherited, "PORTAL_DATA_DIR": str(folder), "PORTAL_DOTENV": "0", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, str(ROOT / "portal"), "run", "--port", str(port := free_port())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=variables, cwd=ROOT) as portal:
        try:
            said = next((line for line in output_of(portal) if line.startswith(SAID_BEFORE_IT)), None)
            if said is None:
                raise RuntimeError("The portal did not start; run ./portal run to see why.")
            yield port, said.removeprefix(SAID_BEFORE_IT).strip()
        finally:
            portal.send_signal(signal.SIGINT)
            portal.communicate()


def crowded(port: int, password: str) -> tuple[Counter[int], list[float], list[float]]:
    """(statuses of the clerk's uploads, seconds of /healthz, seconds of a reading page)."""
    clerk, reader = Visitor(port), Visitor(port)
    clerk.log_in(CLERK, password)
    reader.log_in(READER, password)
    places = [clerk.new_catalogue(f"Đo tải {number}") for number in range(WORKBOOKS)]
    workbook, over = heavy_workbook(MEGABYTES), Event()
    health: list[float] = []
    pages: list[float] = []
    others = [Thread(target=crawl, args=(port, over)) for _ in range(SLOW)]
    others += [Thread(target=ask_again, args=(Visitor(port), "/healthz", health, over))]
    others += [Thread(target=ask_again, args=(reader, "/muc-luc/", pages, over))]
    for each in others:
        each.start()
    answers: Counter[int] = Counter()
    for place in places:
        answers += sent_patiently(clerk, place, workbook)
    time.sleep(10)  # what was taken is still looked through
    over.set()
    for each in others:
        each.join()
    return answers, health, pages


def sent_patiently(clerk: Visitor, place: str, workbook: bytes) -> Counter[int]:
    """The statuses of the answers until the workbook is taken; what is refused for good is not sent again."""
    answers: Counter[int] = Counter()
    for _ in range(MOST_TRIES):
        try:
            clerk.upload(place, workbook)
        except NotTaken as refusal:
            answers[refusal.status] += 1
            if not refusal.seconds:
                return answers
            time.sleep(refusal.seconds)
        else:
            answers[TAKEN] += 1
            return answers
    return answers


def ask_again(visitor: Visitor, path: str, seconds: list[float], over: Event) -> None:
    while not over.wait(0.1):
        began = time.monotonic()
        visitor.get(path)
        seconds.append(time.monotonic() - began)


def report(name: str, seconds: Sequence[float]) -> bool:
    """Print the median and the 95th percentile beside its bar; True where it holds."""
    ordered = sorted(seconds)
    median, p95 = ordered[len(ordered) // 2], ordered[len(ordered) * 95 // 100]
    print(f"  {name:16} asked {len(ordered)} times: median {median:.3f} s, p95 {p95:.3f} s   (bar: {MOST_SECONDS} s)")
    return p95 <= MOST_SECONDS
