"""A sentence or a sum on a page, compared with the rows."""

import re

from agencies.formats.words import amount_in_words
from reports.documents.content import UNKNOWN


def untrue_sentence(seen, text, known):
    """What is wrong with the sentence; an empty text where nothing is. `known` are (pattern, reckoning)."""
    for pattern, reckoning in known:
        if found := re.fullmatch(pattern, text):
            try:
                true = reckoning(seen, found)
            except AssertionError as error:
                return f"{text!r}, which is not so: {error}"
            return "" if text == true or text in true and isinstance(true, set) else f"{text!r}, true: {true!r}"
    return f"unknown sentence: {text!r}"


def untrue_sums(annex):
    """Columns of the annex whose total is not the sum of its lines, and an amount in words that is not the total."""
    if annex.words and annex.words != f"Bằng chữ: {amount_in_words(sum_of_lines(annex, 'cost'))}.":
        yield f"{annex.roman}: {annex.words}"
    lines = [row.cells for row in annex.rows if row.kind == "line"]
    for column in annex.columns if annex.total else ():
        numbers = [line[column.key] for line in lines if isinstance(line[column.key], int)]
        if column.summed and annex.total.get(column.key) != (sum(numbers) if numbers else UNKNOWN):
            yield f"{annex.roman}, {column.title}: {annex.total.get(column.key)}"


def sum_of_lines(annex, key):
    return sum(row.cells[key] for row in annex.rows if row.kind == "line")
