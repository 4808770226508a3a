"""`python -m tests.mutants`: see the docstring of the package."""

import argparse
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

from tests.mutants import rooms
from tests.mutants.changes import Mutant, mutants_of
from tests.mutants.choosing import Record, passing, recorded, seconds_for
from tests.mutants.copies import ROOT, copy_tree
from tests.mutants.workers import Verdict, borrowed, judge_all, workers


def main() -> int:
    options = parsed()
    drawn = draw(options.rooms.replace(",", " ").split(), options.count, options.seed)
    if options.line:
        drawn = [each for each in drawn if f"{each[1].path}:{each[1].line}" == options.line]
    if options.list:
        print(*(mutant for _, mutant in drawn), sep="\n")
        return 0
    verdicts = judged(drawn, options.workers)
    print_rooms(verdicts)
    return print_total(verdicts, options.seed, options.at_least)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description="Measure tests by small errors.")
    parser.add_argument("--rooms", default=rooms.NAMED, help="plans/pricing,plans/intake/cells,… (paths)")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--at-least", type=float, default=0, help="per cent killed, or the exit code is 1")
    parser.add_argument("--list", action="store_true", help="only say what would be changed")
    parser.add_argument("--line", default="", help="only the drawn mutants of this path:line")
    return parser.parse_args()


def draw(names: list[str], count: int, seed: int) -> list[tuple[str, Mutant]]:
    """(room, mutant), each place in the modules of all rooms being equally likely."""
    chance, places, seen = random.Random(seed), defaultdict(list), set()
    for room in names:
        for module in rooms.modules_of(room, ROOT):
            if module not in seen:
                seen.add(module)
                for mutant in mutants_of(module, ROOT):
                    places[mutant.place()].append((room, mutant))
    order = chance.sample(sorted(places), len(places))
    one_each = (chance.choice(places[place]) for place in order)
    sound = (pair for pair in one_each if pair[1].is_python((ROOT / pair[1].path).read_bytes()))
    return sorted(
        (pair for _, pair in zip(range(count), sound, strict=False)), key=lambda pair: (pair[0], str(pair[1]))
    )


def by_room(pair: tuple[str, Mutant]) -> tuple[str, str, int]:
    return pair[0], pair[1].path, pair[1].start


def judged(drawn: list[tuple[str, Mutant]], number: int) -> list[Verdict]:
    with tempfile.TemporaryDirectory(prefix="portal-mutants-", ignore_cleanup_errors=True) as name:
        prepared = copy_tree(Path(name) / "first")
        records = records_of(dict.fromkeys(room for room, _ in drawn), prepared, number)
        with workers(prepared, Path(name), number) as free:
            check_unchanged(records, free)
            return [shown(verdict) for verdict in judge_all(drawn, records, free)]


def records_of(names: Iterable[str], prepared: Path, number: int) -> dict[str, Record]:
    """{room: what its tests call}; rooms with the same tests share one recording, `number` run side by side."""
    sharing = defaultdict(list)
    for room in names:
        sharing[tuple(rooms.tests_of(room, ROOT))].append(room)

    def record(tests: tuple[str, ...]) -> Record:
        modules = [module for room in sharing[tests] for module in rooms.modules_of(room, ROOT)]
        return recorded(list(tests), modules, prepared)

    with ThreadPoolExecutor(number) as pool:
        found = dict(zip(sharing, pool.map(record, sharing), strict=True))
    return {room: found[tests] for tests, sharers in sharing.items() for room in sharers}


def check_unchanged(records: dict[str, Record], free: Queue) -> None:
    """The same tests pass where nothing is changed: or every mutant would count as killed."""
    by_tests = {tuple(passing(record)): (room, record) for room, record in records.items()}

    def check(tests: tuple[str, ...]) -> None:
        room, record = by_tests[tests]
        with borrowed(free) as worker:
            if worker.run(list(tests), seconds_for(tests, record)) != 0:
                raise SystemExit(f"{room}: its tests fail without any mutant\n{worker.output()}")

    with ThreadPoolExecutor(free.qsize()) as pool:
        list(pool.map(check, by_tests))


def shown(verdict: Verdict) -> Verdict:
    mark = "." if verdict.is_killed else "S"
    print(f"{mark} {verdict.seconds:5.1f} s {verdict.tests:4} tests  {verdict.mutant}", flush=True)
    return verdict


def print_rooms(verdicts: list[Verdict]) -> None:
    by_room = defaultdict(list)
    for verdict in verdicts:
        by_room[verdict.room].append(verdict)
    for room, judged_here in by_room.items():
        killed = sum(each.is_killed for each in judged_here)
        print(f"\n{room}: {killed} of {len(judged_here)} killed")
        for each in judged_here:
            if not each.is_killed:
                print(f"    {each.fate} ({each.tests} tests): {each.mutant}")


def print_total(verdicts: list[Verdict], seed: int, at_least: float) -> int:
    killed = sum(each.is_killed for each in verdicts)
    share = 100 * killed / max(1, len(verdicts))
    print(f"\nTotal: {killed} of {len(verdicts)} killed ({share:.1f} %), seed {seed}")
    return int(share < at_least)


if __name__ == "__main__":
    raise SystemExit(main())
