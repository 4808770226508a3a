"""What became of the pairs of each route, and the file that remembers it when a long measure is interrupted."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

SHOWN = 3  # failures of a route that are written out; all are counted


@dataclass
class Tally:
    """What became of the pairs of one route."""

    pairs: int = 0
    winners: int = 0
    conflicts: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


class Record:
    """Tallies by route; with a file, those that an earlier measure with the same seed and as many pairs wrote too."""

    def __init__(self, file: str, seed: int, pairs: int) -> None:
        self.file, self.of = Path(file) if file else None, {"seed": seed, "of_pairs": pairs}
        self.tallies: dict[str, Tally] = {}
        if self.file and self.file.exists():
            for line in self.file.read_text().splitlines():
                entry = json.loads(line)
                if entry.items() >= self.of.items():
                    self.tallies[entry["route"]] = Tally(**entry["tally"])

    def add(self, route: str, tally: Tally) -> None:
        self.tallies[route] = tally
        if self.file:
            line = json.dumps({"route": route, **self.of, "tally": vars(tally)}, ensure_ascii=False)
            with self.file.open("a") as file:
                file.write(line + "\n")


def line_of(name: str, tally: Tally) -> str:
    statuses = " ".join(f"{status}×{count}" for status, count in sorted(tally.statuses.items()))
    counts = (
        f"{tally.pairs:4} pairs {tally.winners:4} winners {tally.conflicts:4} × 409 {len(tally.failures):3} failures"
    )
    return f"{name:34}{counts}   {statuses}"


def report(say: Callable[[str], object], tallies: dict[str, Tally]) -> bool:
    """Print what failed and the sums; True where nothing did."""
    for name, tally in tallies.items():
        for failure in tally.failures[:SHOWN]:
            say(f"  {name}: {failure}")
    every = tallies.values()
    pairs, won, failed = sum(one.pairs for one in every), sum(one.winners for one in every), failures_of(tallies)
    say(f"  {len(tallies)} routes and actions, {pairs} pairs, {won} winners, {failed} failures")
    return not failed


def failures_of(tallies: dict[str, Tally]) -> int:
    return sum(len(one.failures) for one in tallies.values())
