"""Long tables pressed straight onto PDF pages: thousands of rows in the time an HTML engine takes for some dozens."""

from .pages import ACROSS, UPRIGHT, Line, Paper, Press

__all__ = ["ACROSS", "UPRIGHT", "Line", "Paper", "Press"]
