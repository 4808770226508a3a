"""Limits of waiting: from how many days on it is slow."""

SLOW_DAYS, VERY_SLOW_DAYS = 5, 10


def wait_tone(days: int) -> str:
    """Colour of that many days of waiting: idle, warn above 5, bad above 10."""
    return "bad" if days > VERY_SLOW_DAYS else "warn" if days > SLOW_DAYS else "idle"
