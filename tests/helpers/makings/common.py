"""A form that makes something: who sends it where, and what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.test import Client


@dataclass
class Making:
    """Who sends what where, and what comes of it; files are made anew for each sending."""

    who: str
    address: str
    data: Callable[[], dict]
    made: type[models.Model] | None
    ready: Callable[[Client], object] = lambda browser: None  # what a browser did before it shows the form
    count: Callable[[], int] | None = None  # of what is made, where it is no row

    def counted(self) -> int:
        return self.count() if self.count else self.made.objects.count()
