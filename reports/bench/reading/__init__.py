"""Workbooks drawn at random from files that are known, read back: what differs without a word, and what is asked."""

from collections import Counter
from collections.abc import Callable

from .compare import compared, kind_of

WORKBOOKS, SHOWN = 2_000, 25


def measure_reading(say: Callable[[str], object], workbooks: int = WORKBOOKS, first: int = 0) -> bool:
    """Draw so many workbooks and read them back; True where nothing differs without a word."""
    same, silent, kinds = 0, [], Counter[str]()
    for seed in range(first, first + workbooks):
        found = compared(seed)
        silent += [found] if found.silent else []
        same += not found.silent and not found.asked
        kinds.update({kind_of(text) for text in found.asked} if not found.silent else ())
    asking = workbooks - same - len(silent)
    say(
        f"{workbooks} workbooks: {same} as they are, {asking} that ask, "
        f"{len(silent)} that differ without a word (bar 0)"
    )
    for kind, count in kinds.most_common(SHOWN):
        say(f"  asked {count}: {kind}")
    for each in silent[:SHOWN]:
        say(f"  seed {each.seed}: {'; '.join(each.silent[:2])} ({', '.join(each.traits)})")
    return not silent
