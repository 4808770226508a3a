"""Two people at once: for each changing route pairs of random forms, right and wrong, sent at the same moment by one
person or two; after each pair no answer is an error (5xx), of one version one of them won, sums equal their rows, and
the history is whole."""

import logging
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from random import Random
from threading import Barrier
from time import perf_counter
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client

from agencies.chain.verifying import findings
from agencies.models import Event, SentForm, User
from agencies.routes import Route, all_routes
from budgets.models import Estimate
from plans.catalogues.files import recount
from plans.models import Catalogue, Plan
from plans.targets.setup import load_plan

from .race_forms import Sent, form_of, made_wrong, typed_into
from .race_scenes import SCENES, Scene, World
from .visiting import browser_of, open_for_visits

log = logging.getLogger(__name__)
WITHIN_SECONDS = 60
NO_WIN = ("denied", "login_failed", "locked", "upload_refused", "export")
SHOWN = 3  # failures of a route that are written out; all are counted


@dataclass
class Tally:
    """What became of the pairs of one route."""

    pairs: int = 0
    winners: int = 0
    conflicts: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def changing_routes() -> list[Route]:
    """All that take a POST."""
    return [one for one in all_routes() if "POST" in one["methods"]]


def measure_races(say, pairs=300, seed=1, only="", names=None):
    """Race every changing route and print what became of it; True where nothing failed."""
    world, began = World(Plan.current() or load_plan()), perf_counter()
    names = names or [name for name in SCENES if only in name]
    tallies = {}
    with open_for_visits(), ThreadPoolExecutor(max_workers=2) as threads:
        for name in names:
            tallies[name] = raced(world, name, pairs, Random(f"{seed}-{name}"), threads)
            say(f"  {line_of(name, tallies[name])}   {perf_counter() - began:.0f} s")
        at_once(threads, [close_connection] * 2)
    return report(say, tallies)


def raced(world: World, name: str, pairs: int, random: Random, threads: ThreadPoolExecutor) -> Tally:
    tally = Tally()
    for number in range(pairs):
        try:
            race(SCENES[name](world, random), random, threads, tally)
        except Exception as error:
            log.exception("pair %s of %s", number, name)
            tally.failures.append(f"no race: {error!r}"[:900])
    tally.failures += [f"history: {sentence}" for sentence in findings()]
    return tally


def race(scene: Scene, random: Random, threads: ThreadPoolExecutor, tally: Tally) -> None:
    """One pair, and what is wrong after it."""
    sendings = pair_of(scene, random)
    before, known = version_of(scene), Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    answers = at_once(threads, [partial(send, scene.address, *one) for one in sendings])
    tally.pairs += 1
    tally.statuses.update(answers)
    tally.conflicts += answers.count(409)
    new = Event.objects.filter(pk__gt=known).exclude(action__in=NO_WIN)
    winners = {event.request_id for event in new if event.request_id}
    tally.winners += len(winners)
    same_form = sendings[0][1].get("_once") == sendings[1][1].get("_once") not in (None, "")
    told = f"{answers} {scene.address} {[shown(one[1]) for one in sendings]}"
    tally.failures += [f"{wrong}: {told}"[:2500] for wrong in wrongs(scene, answers, len(winners), before, same_form)]


def shown(sent: Sent) -> Sent:
    """Without what every form has."""
    return {name: str(value)[:60] for name, value in sent.items() if name not in ("csrfmiddlewaretoken", "_owner")}


def wrongs(scene: Scene, answers: list[int], winners: int, before: int | None, same_form: bool) -> Iterator[str]:
    """What must not be after a pair, a sentence each."""
    if max(answers) >= 500:
        yield "an error " + " ".join(getattr(one, "error", "") for one in answers)
    if winners > 1 and (scene.one_winner or (same_form and scene.once)):
        yield "two winners"
    now = version_of(scene)
    if before is not None and now is not None and now - before > winners:
        yield f"{winners} winners, version {before} → {now}"
    for catalogue in scene.catalogues():
        if is_wrong(catalogue):
            yield f"sums of catalogue {catalogue.pk}"
    for estimate in Estimate.objects.filter(pk__in=scene.estimates):
        if (
            estimate.lines.exists()
            and sum(line.amount_dong for line in estimate.lines.all()) != estimate.requested_dong
        ):
            yield f"sums of estimate {estimate.pk}"
    if Event.objects.not_linked().exists():
        yield "an event outside the chain"


def is_wrong(catalogue: Catalogue) -> bool:
    """True where its totals are not those of its rows."""
    with transaction.atomic():
        wrong = recount(catalogue)
        transaction.set_rollback(True)
    return wrong


def close_connection() -> None:
    """Of the thread that calls."""
    connection.close()


def version_of(scene: Scene) -> int | None:
    """The version of what the scene is about; None where it has none or is gone."""
    if scene.about is None or not hasattr(scene.about, "version"):
        return None
    return type(scene.about)._base_manager.filter(pk=scene.about.pk).values_list("version", flat=True).first()


def pair_of(scene: Scene, random: Random) -> list[tuple[Client, Sent]]:
    """Two sendings: the same form twice, two pages of one person, or one page each of two people."""
    way = random.choice(("double", "two pages", "two people"))
    first = page_of(scene, scene.people[0], random)
    if way == "double":
        return [first, (browser_of(scene.people[0]) if scene.people[0] else first[0], dict(first[1]))]
    other = scene.people[-1] if way == "two people" else scene.people[0]
    return [first, page_of(scene, other, random)]


def page_of(scene: Scene, person: User | None, random: Random) -> tuple[Client, Sent]:
    browser = browser_of(person)
    scene.prepare(browser)
    page = scene.page or scene.address
    shown = browser.get(page)
    is_page = not shown.streaming and "html" in shown.get("Content-Type", "")
    sent = form_of(shown.content.decode(), scene.address, page, random) if is_page else {}
    return browser, made_wrong(typed_into(sent, scene.given, random), random)


class Status(int):
    """Of an answer; with the error where it was one of the portal's own."""

    error = ""


def send(address: str, browser: Client, sent: Sent) -> Status:
    """The status of the answer, which is read to its end."""
    files = {name: SimpleUploadedFile(*value) for name, value in sent.items() if isinstance(value, tuple)}
    answer = browser.post(address, sent | files)
    if answer.streaming:
        list(answer)
    answer.close()
    status = Status(answer.status_code)
    if error := getattr(answer, "exc_info", None):
        status.error = "".join(traceback.format_exception(*error)[-4:])
    return status


def at_once(threads: ThreadPoolExecutor, calls: list[Callable[[], Any]]) -> list[Any]:
    """What the calls give, made at the same moment, each on a connection of its own."""
    gate = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        connection.ensure_connection()
        gate.wait(WITHIN_SECONDS)
        return call()

    return [each.result(WITHIN_SECONDS * 2) for each in [threads.submit(run, call) for call in calls]]


def line_of(name: str, tally: Tally) -> str:
    statuses = " ".join(f"{status}×{count}" for status, count in sorted(tally.statuses.items()))
    counts = (
        f"{tally.pairs:4} pairs {tally.winners:4} winners {tally.conflicts:4} × 409 {len(tally.failures):3} failures"
    )
    return f"{name:34}{counts}   {statuses}"


def report(say: Any, tallies: dict[str, Tally]) -> bool:
    """Print what failed and the sums; True where nothing did."""
    failures = [(name, failure) for name, tally in tallies.items() for failure in tally.failures[:SHOWN]]
    for name, failure in failures:
        say(f"  {name}: {failure}")
    keys = SentForm.objects.values("user", "form", "key")
    doubled = keys.count() - keys.distinct().count()
    wrong = sum(is_wrong(one) for one in Catalogue.objects.all())
    pairs, won = (sum(getattr(one, name) for one in tallies.values()) for name in ("pairs", "winners"))
    say(f"  {len(tallies)} routes and actions, {pairs} pairs, {won} winners, keys twice {doubled}, wrong sums {wrong}")
    return not failures and not doubled and not wrong
