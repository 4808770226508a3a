"""Small tables on the home page: what waits, for how long, and its sums. Texts are formatted here, once."""

from dataclasses import dataclass


@dataclass
class Panel:
    """A titled table: columns (title, is a figure), rows {name, url, cells, tone, word}.

    `count`, `pages` (trang A4) and `dong` are of everything that waits, shown or not.
    """

    title: str
    columns: list
    rows: list
    noun: str
    count: int
    pages: int | None = None
    dong: int | None = None
    more_url: str = ""
    more: str = "Mở toàn bộ"
    empty: str = "Không có việc nào."
    anchor: str = ""

    @property
    def heads(self):
        return [{"title": title, "num": numeric} for title, numeric in self.columns]

    @property
    def lines(self):
        """Rows whose cells know whether they hold a figure."""
        figures = [numeric for _, numeric in self.columns[1:]]
        for row in self.rows:
            yield row | {
                "cells": [{"text": text, "num": num} for text, num in zip(row["cells"], figures, strict=False)]
            }
