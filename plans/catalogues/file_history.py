"""History of single files: each value before and after, and the mark by which two people notice each other."""

from hashlib import blake2b

from agencies.history import event_of
from agencies.models import Event
from agencies.workflow import Overtaken
from plans.intake.columns import COLUMNS, FIELDS

MOST_TOLD = 100  # larger changes are told once, in the history of the catalogue
LONGEST = 60
OVERTAKEN = "Có người vừa sửa hoặc xóa một hồ sơ bạn đang sửa. Xem lại nội dung mới rồi làm lại."


def values_of(file):
    return {name: getattr(file, name) for name in FIELDS}


def mark_of(values):
    """Stands for the values of a row: a page gives it back, so that a change in between is noticed."""
    return blake2b(repr([values[name] for name in FIELDS]).encode(), digest_size=8).hexdigest()


def refuse_overtaken(catalogue, seen):
    """`seen` is {pk: mark} of the files as the person had them before their eyes. Raises Overtaken."""
    stored = {file.pk: mark_of(values_of(file)) for file in catalogue.files.filter(pk__in=seen)}
    if stored != seen:
        raise Overtaken(OVERTAKEN)


def differences(before, after):
    """[(column, value before, value after)] as people write them."""
    return [
        (column.header, column.show(before[column.field]), column.show(after[column.field]))
        for column in COLUMNS
        if column.field in after and before[column.field] != after[column.field]
    ]


def in_words(changes):
    return "; ".join(f"{name}: “{short(was)}” → “{short(now)}”" for name, was, now in changes)


def short(text):
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def tell_changes(pairs, *, actor):
    """Write the history of [(file, values before, values after)], one event each; none where they are too many."""
    if len(pairs) > MOST_TOLD:
        return
    told = [(file, differences(before, after)) for file, before, after in pairs]
    Event.objects.bulk_create(
        event_of(
            file,
            actor=actor,
            action="file",
            sentence=f"sửa {in_words(changes)}",
            before={name: was for name, was, _ in changes},
            after={name: now for name, _, now in changes},
        )
        for file, changes in told
        if changes
    )
