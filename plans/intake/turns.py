"""Few files are looked through at once on this machine, however many web processes have one in hand."""

from contextlib import AbstractContextManager

from django.conf import settings

from agencies.limits.places import place_or_later

ALL_WAIT = "Cổng đang đọc nhiều tệp cùng lúc, chưa nhận thêm tệp."
PATIENCE_SECONDS = 20


def turn(patience_seconds: float = PATIENCE_SECONDS) -> AbstractContextManager[None]:
    """Hold one of the places for looking through a file. Raises TooBusy where none came free in time."""
    return place_or_later("workbook", settings.WORKBOOK_PLACES, patience_seconds, sentence=ALL_WAIT, again_after=60)
