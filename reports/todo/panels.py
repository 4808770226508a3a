"""Small tables on the home page: what waits, for how long, and its sums. Texts are formatted here, once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

PanelRow = dict[str, Any]  # name, url, cells, tone, word


@dataclass
class Panel:
    """A titled table: columns (title, is a figure) and rows.

    `count`, `pages` (trang A4) and `dong` are of everything that waits, shown or not.
    """

    title: str
    columns: list[tuple[str, bool]]
    rows: list[PanelRow]
    noun: str
    count: int
    pages: int | None = None
    dong: int | None = None
    more_url: str = ""
    more: str = "Mở toàn bộ"
    empty: str = "Không có việc nào."
    anchor: str = ""

    @property
    def heads(self) -> list[dict[str, Any]]:
        """The columns' titles, and whether they hold figures."""
        return [{"title": title, "num": numeric} for title, numeric in self.columns]

    @property
    def lines(self) -> Iterator[PanelRow]:
        """Rows whose cells know whether they hold a figure."""
        figures = [numeric for _, numeric in self.columns[1:]]
        for row in self.rows:
            pairs = zip(row["cells"], figures, strict=False)
            yield row | {"cells": [{"text": text, "num": num} for text, num in pairs]}
