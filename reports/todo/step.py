"""One step of the start list."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One thing to enter: whether it is there, what is there or missing, and the page where it is entered.

    What is optional counts neither as missing nor as done.
    """

    title: str
    is_done: bool
    said: str
    url: str
    is_optional: bool = False

    @property
    def is_missing(self) -> bool:
        return not (self.is_done or self.is_optional)
