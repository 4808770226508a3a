"""Files of a catalogue in their order, however many: no query stays open between two of them."""

STEP = 5000


def in_order(files, *fields):
    """The values of every file by position, some thousand at a time."""
    rows = files.order_by("position", "pk").values_list(*fields, "position", "pk")
    return (row[:-2] for row in stretches(rows, lambda row: row[-2:]))


def each(files):
    """The files themselves, in the same way."""
    return stretches(files.order_by("position", "pk"), lambda file: (file.position, file.pk))


def stretches(rows, place_of):
    batch = list(rows[:STEP])
    while batch:
        yield from batch
        place, last = place_of(batch[-1])
        batch = list(rows.filter(position__gte=place).exclude(position=place, pk__lte=last)[:STEP])
