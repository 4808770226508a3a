"""A worksheet's columns as letters and as indices from 0.

openpyxl.utils can do this too, but importing it in the child process takes 60 ms and 13 MB: as much as all the rest.
"""


def letter_of(index: int) -> str:
    """0 -> 'A', 27 -> 'AB'."""
    letters, rest = "", index + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def index_of(letters: str) -> int:
    """'A' -> 0, 'AB' -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
