"""A sample of a catalogue's files that anybody can draw again, and what it says about the rest."""

from collections.abc import Iterable
from fractions import Fraction
from hashlib import blake2b
from heapq import nsmallest
from math import comb
from secrets import token_hex

SIZES = (30, 50, 100)
STEPS = 2**30  # the bounds are exact to a billionth


def new_seed() -> str:
    """Twelve digits of the system's randomness: nobody knows which files they draw before they are kept."""
    return token_hex(6)


def sample(seed: str, keys: Iterable[int], size: int) -> list[int]:
    """`size` of the keys in the order of their hash with the seed: the same for everybody, smaller within larger."""
    return nsmallest(size, keys, key=lambda key: blake2b(f"{seed}:{key}".encode(), digest_size=16).digest())


def error_interval(errors: int, checked: int, doubt: Fraction = Fraction(1, 20)) -> tuple[Fraction, Fraction]:
    """Exact (Clopper–Pearson) bounds of the error rate, as Fractions: 95 % sure unless `doubt` says otherwise.

    The lower bound is the rate at which so many errors or more have a chance of doubt/2, the upper one that at which
    so many or fewer have. Whole numbers throughout.
    """
    if not 0 <= errors <= checked:
        raise ValueError("errors are counted among what was checked")
    lower = boundary(errors, checked, doubt / 2) if errors else Fraction(0)
    upper = 1 - boundary(checked - errors, checked, doubt / 2) if errors < checked else Fraction(1)
    return lower, upper


def boundary(errors: int, checked: int, chance: Fraction) -> Fraction:
    """The rate at which `errors` or more of `checked` come up with this chance, by halving."""
    low, high = 0, STEPS
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if at_least(errors, checked, middle) > chance * STEPS**checked else (middle, high)
    return Fraction(high, STEPS)


def at_least(errors: int, checked: int, rate: int) -> int:
    """P(X ≥ errors) × STEPS**checked, where each is wrong with rate/STEPS."""
    right = STEPS - rate
    return sum(comb(checked, k) * rate**k * right ** (checked - k) for k in range(errors, checked + 1))
