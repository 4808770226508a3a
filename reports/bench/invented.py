"""Chance for invented data."""

from random import Random


class Invented(Random):
    """Random choices that are the same on every run with one seed; nothing secret may be made of them."""
