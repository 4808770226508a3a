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
from agencies.models import Event, SentForm, Usage
from agencies.routes import Route, all_routes
from budgets.models import Estimate
from plans.catalogues.files import recount
from plans.models import Catalogue, Plan
from plans.targets.setup import load_plan

from .race_copies import a_copy
from .race_forms import Sent
from .race_pages import Browsers, Live, Opened, itself
from .race_scene import Make
from .race_scenes import SCENES, Scene, World
from .race_tally import Record, Tally, line_of, report
from .visiting import open_for_visits
from .warm_readers import warm_readers

log = logging.getLogger(__name__)
WITHIN_SECONDS = 60
NO_WIN = ("denied", "login_failed", "locked", "upload_refused", "export")
AHEAD = 20  # scenes whose pages are open at a time at most
TIMES = 3  # that each of them is raced about at least


def changing_routes() -> list[Route]:
    """All that take a POST."""
    return [one for one in all_routes() if "POST" in one["methods"]]


def measure_races(say, pairs=300, seed=1, only="", names=None, record="", apart=True):
    """Race every changing route and print what became of it; True where nothing failed.

    A route that the record (a file) names with as many pairs of the same seed is not raced again. On PostgreSQL
    each route is raced in copies of the database, unless they are not to be kept apart.
    """
    began, done = perf_counter(), Record(record, seed, pairs)
    names = names or [name for name in SCENES if only in name]
    with open_for_visits(), warm_readers(), ThreadPoolExecutor(max_workers=2) as threads:
        world = World(Plan.current() or load_plan())
        for name in names:
            if name not in done.tallies:
                opening = Opening(world, SCENES[name], Random(f"{seed}-{name}"))
                race_route(opening, pairs, threads, apart)
                tally = opening.tally
                say(f"  {line_of(name, tally)}   {perf_counter() - began:.0f} s")
                done.add(name, tally)
        let_go(threads)
    return report(say, {name: done.tallies[name] for name in names})


def race_route(opening: "Opening", pairs: int, threads: ThreadPoolExecutor, apart: bool) -> None:
    """The pairs of one route, in a copy of the database of its own where they are kept apart."""
    if not apart or connection.vendor != "postgresql":
        return race_here(opening, pairs, threads)
    with a_copy("route", partial(let_go, threads)):
        opening.world = opening.world.as_it_begins()
        race_in_copies(opening, pairs, threads)


def race_here(opening: "Opening", pairs: int, threads: ThreadPoolExecutor) -> None:
    """Each pair about a scene that was made for it."""
    for _ in range(pairs):
        if opened := opening.one():
            opening.race(opened, threads)
    look_over(opening.tally)


def race_in_copies(opening: "Opening", pairs: int, threads: ThreadPoolExecutor) -> None:
    """Some scenes with their pages open are raced about again and again, each time from that moment on."""
    first = opening.one()
    if first is None or first.scene.shared:
        return race_here(opening, pairs, threads)
    others = (opening.one() for _ in range(min(pairs // TIMES, AHEAD) - 1))
    ready = [one.all_opened() for one in (first, *others) if one]
    for number in range(0, pairs, len(ready)):
        with a_copy("round", partial(let_go, threads)):
            live = Live()
            for opened in ready[: pairs - number]:
                opening.race(opened, threads, live)
            look_over(opening.tally)


def look_over(tally: Tally) -> None:
    """What is wrong in the database as a whole, where pairs have raced."""
    tally.failures += [f"history: {sentence}" for sentence in findings()]
    keys = SentForm.objects.values("user", "form", "key")
    tally.failures += ["a key twice"] * (keys.count() - keys.distinct().count())
    tally.failures += [f"sums of {one}" for one in Catalogue.objects.all() if is_wrong(one)]


@dataclass
class Opening:
    """Makes the scenes of a route, opens their pages, and lets pairs race about them."""

    world: World
    make: Make
    random: Random
    tally: Tally = field(default_factory=Tally)
    browsers: Browsers = field(default_factory=dict)

    def one(self) -> Opened | None:
        """A scene that nobody raced about yet; None, and a failure reported, where it could not be made.

        Nobody's quota is used up by scenes that were made before.
        """
        Usage.objects.all().delete()
        try:
            return Opened(self.make(self.world, self.random), self.browsers)
        except Exception as error:
            self.fail(error)
            return None

    def race(self, opened: Opened, threads: ThreadPoolExecutor, live: Callable[[Client], Client] = itself) -> None:
        try:
            race(opened.scene, opened.pair(self.random, live), threads, self.tally)
        except Exception as error:
            self.fail(error)

    def fail(self, error: Exception) -> None:
        log.error("no race", exc_info=error)
        self.tally.failures.append(f"no race: {error!r}"[:900])


def race(scene: Scene, sendings: list[tuple[Client, Sent]], threads: ThreadPoolExecutor, tally: Tally) -> None:
    """One pair, and what is wrong after it."""
    before, known = version_of(scene), Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    tally.pairs += 1
    answers = at_once(threads, [partial(send, scene.address, *one) for one in sendings])
    tally.statuses.update(answers)
    tally.conflicts += answers.count(409)
    new = list(Event.objects.filter(pk__gt=known))
    winners = {event.request_id for event in new if event.request_id and event.action not in NO_WIN}
    tally.winners += len(winners)
    same_form = sendings[0][1].get("_once") == sendings[1][1].get("_once") not in (None, "")
    attempt = f"{answers} {scene.address} {[shown(one[1]) for one in sendings]}"
    wrong = [*wrongs(scene, answers, len(winners), before, same_form), *not_linked(known)]
    wrong += [f"twice {action} of {key}" for action, key in twice(new)] if scene.each_once else []
    tally.failures += [f"{sentence}: {attempt}"[:2500] for sentence in wrong]


def twice(events: list[Event]) -> list[tuple[str, str]]:
    """(action, key) of what both have done to the same thing."""
    done = Counter((one.action, f"{one.content_type_id}-{one.object_id}") for one in events if one.action not in NO_WIN)
    return [what for what, times in done.items() if times > 1]


def not_linked(known: int) -> list[str]:
    """What the pair wrote and left outside the chain."""
    left_out = Event.objects.not_linked().filter(pk__gt=known).exists()
    return ["an event outside the chain"] if left_out else []


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


def is_wrong(catalogue: Catalogue) -> bool:
    """True where its totals are not those of its rows."""
    with transaction.atomic():
        wrong = recount(catalogue)
        transaction.set_rollback(True)
    return wrong


def let_go(threads: ThreadPoolExecutor) -> None:
    """Close the connections of the threads that race."""
    at_once(threads, [close_connection] * 2)


def close_connection() -> None:
    """Of the thread that calls."""
    connection.close()


def version_of(scene: Scene) -> int | None:
    """The version of what the scene is about; None where it has none or is gone."""
    if scene.about is None or not hasattr(scene.about, "version"):
        return None
    return type(scene.about)._base_manager.filter(pk=scene.about.pk).values_list("version", flat=True).first()


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
