"""List of the problems of an uploaded workbook: every place where they are few, else kind by kind."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypedDict

from django.db.models import Count, Min, QuerySet

from plans.intake.problems import ERROR, WARNING
from plans.models import CatalogueUpload, UploadProblem

LEVELS = {ERROR: "Cần sửa", WARNING: "Nên kiểm tra lại"}
FEW = 100  # places; so many are listed one by one
KINDS, MOST_KINDS = 5, 400  # of mistakes: named in a column, looked at altogether


class MistakeKind(TypedDict):
    """One mistake of a column: how many rows have it, and the number of its first place."""

    level: str
    header: str
    text: str
    count: int
    first: int


@dataclass
class ColumnProblems:
    """One column's places: `places` one by one, or `kinds` of mistakes with the number of the first place of each."""

    name: str
    count: int
    first: int
    places: list[UploadProblem] = field(default_factory=list)
    kinds: list[MistakeKind] = field(default_factory=list)

    @property
    def unnamed(self) -> int:
        return self.count - sum(kind["count"] for kind in self.kinds)


class Level(TypedDict):
    """Errors or warnings, column by column."""

    title: str
    count: int
    columns: list[ColumnProblems]


ColumnsByKey = dict[tuple[str, str], ColumnProblems]  # by level and header


def of(upload: CatalogueUpload) -> QuerySet[UploadProblem]:
    return UploadProblem.objects.filter(upload_id=upload.pk).order_by("number")


def like(
    upload: CatalogueUpload, number: int | None, *, whole_column: bool = False, same_value: bool = False
) -> tuple[UploadProblem | None, QuerySet[UploadProblem] | None]:
    """(what they have in common, the places) for the kind of mistake, the value or the column that this place shows."""
    one = of(upload).filter(number=number).first() if number is not None else None
    if one is None:
        return None, None
    same = {"level": one.level, "header": one.header} | ({"value": one.value} if same_value else {})
    return one, of(upload).filter(**(same if whole_column else same | {"text": one.text}))


def levels(upload: CatalogueUpload) -> list[Level]:
    """Errors, then warnings, each by column: the same mistake in many rows is one."""
    found = of(upload)
    columns = found.order_by().values("level", "header").annotate(count=Count("number"), first=Min("number"))
    by_key = {
        (each["level"], each["header"]): ColumnProblems(each["header"], each["count"], each["first"])
        for each in columns.order_by("first")
    }
    name_places(by_key, found) if sum(each.count for each in by_key.values()) <= FEW else name_kinds(by_key, found)
    of_level = {level: [column for (one, _), column in by_key.items() if one == level] for level in LEVELS}
    return [
        {"title": LEVELS[level], "count": sum(each.count for each in columns), "columns": columns}
        for level, columns in of_level.items()
        if columns
    ]


def name_places(by_key: ColumnsByKey, found: Iterable[UploadProblem]) -> None:
    for key, places in groupby(found, key=lambda place: (place.level, place.header)):
        by_key[key].places += places


def name_kinds(by_key: ColumnsByKey, found: QuerySet[UploadProblem]) -> None:
    """The commonest mistakes of each column; a mistake of few rows is reached through its column."""
    kinds = found.order_by().values("level", "header", "text").annotate(count=Count("number"), first=Min("number"))
    for kind in kinds.order_by("-count", "first")[:MOST_KINDS]:
        column = by_key[kind["level"], kind["header"]]
        if len(column.kinds) < KINDS:
            column.kinds.append(kind)
