"""History of single files: each value before and after, and the mark by which two people notice each other."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

from agencies.history import event_of
from agencies.models import Event, User
from agencies.workflow import Overtaken
from plans.intake.columns import COLUMNS, FIELDS
from plans.models import ArchivalFile, Catalogue
from plans.models.upload import FileValues

Row = Mapping[str, str | int | bool | None]  # {field of ArchivalFile: value}
Difference = tuple[str, str, str]  # column, value before, value after, as people write them
MOST_RECORDED = 100  # a change of more files stands once, in the history of the catalogue
LONGEST = 60
OVERTAKEN = "Có người vừa sửa hoặc xóa một hồ sơ bạn đang sửa. Xem lại nội dung mới rồi làm lại."


def values_of(file: ArchivalFile | FileValues) -> Row:
    """The file's values that a workbook or a person gives."""
    return {name: getattr(file, name) for name in FIELDS}


def mark_of(values: Row) -> str:
    """A hash of the row's values: a page gives it back, so that a change in between is noticed."""
    return blake2b(repr([values[name] for name in FIELDS]).encode(), digest_size=8).hexdigest()


def refuse_overtaken(catalogue: Catalogue, seen: Mapping[int, str]) -> None:
    """Raise Overtaken where a file is no longer as the person saw it; `seen` is {pk: mark_of what they saw}."""
    stored = {file.pk: mark_of(values_of(file)) for file in catalogue.files.filter(pk__in=seen)}
    if stored != seen:
        raise Overtaken(OVERTAKEN)


def differences(before: Row, after: Row) -> list[Difference]:
    """The columns of `after` whose values are not those before."""
    return [
        (column.header, column.show(before[column.field]), column.show(after[column.field]))
        for column in COLUMNS
        if column.field in after and before[column.field] != after[column.field]
    ]


def in_words(changes: Iterable[Difference]) -> str:
    return "; ".join(f"{name}: “{short(was)}” → “{short(now)}”" for name, was, now in changes)


def short(text: str) -> str:
    """The text, cut to LONGEST characters with an ellipsis."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def record_changes(changed: Sequence[tuple[ArchivalFile, Row, Row]], *, actor: User) -> None:
    """Write an Event for each of (file, values before, values after); none where they are more than MOST_RECORDED."""
    if len(changed) > MOST_RECORDED:
        return
    differing = [(file, differences(before, after)) for file, before, after in changed]
    Event.objects.bulk_create(
        event_of(
            file,
            actor=actor,
            action="file",
            sentence=f"sửa {in_words(changes)}",
            before={name: was for name, was, _ in changes},
            after={name: now for name, _, now in changes},
        )
        for file, changes in differing
        if changes
    )
