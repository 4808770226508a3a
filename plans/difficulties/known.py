"""Known answers: those that everybody may read, by what somebody is typing."""

from collections.abc import Sequence

from agencies.formats.text import fold
from plans.models import DifficultyReply

SHOWN = 5
LEAST = 2  # pairs that an answer shares with the text before it is shown


def pairs_of(text: str) -> list[str]:
    """Neighbouring syllables, each pair once: most Vietnamese words have two. A single one stands for itself."""
    syllables = fold(text).split()
    pairs = [f"{first} {second}" for first, second in zip(syllables, syllables[1:], strict=False)]
    return list(dict.fromkeys(pairs)) or syllables


def known_answers(text: str) -> list[DifficultyReply]:
    """Answers that share the most pairs of syllables with the text, the best first."""
    wanted = pairs_of(text)
    if not wanted:
        return []
    ranked = [(score(wanted, row), row) for row in DifficultyReply.objects.shared().order_by("-pk")]
    found = [pair for pair in ranked if pair[0] >= min(LEAST, len(wanted))]
    return [row for _, row in sorted(found, key=lambda pair: -pair[0])[:SHOWN]]


def score(wanted: Sequence[str], row: DifficultyReply) -> int:
    """How many of the pairs stand in the answer, or in its question in general words."""
    text = f" {row.search_text}"
    return sum(f" {pair}" in text for pair in wanted)
