"""One value spread over several columns: a cross under 'Vĩnh viễn | Có thời hạn', a date under 'Ngày | Tháng | Năm'."""

from agencies.formats.text import fold
from plans.intake.rows.kinds import is_blank

CHOSEN_FROM = ("retention_years", "condition", "arranged", "digitized_before")
TIMES = ("start_date", "end_date", "dates")
TICKS = {"x", "v", "✓", "✔", "☑", "√", "■", "+", "☒", "1"}
PARTS = ("ngay", "thang", "nam")


class Joined:
    """The columns of a table that are read as one: `columns` = {column that is read: how its row is written out}."""

    def __init__(self, header):
        self.columns, self.beside = {}, set()
        for at, name in header.places.items():
            group = [at, *self.same_head(header, at)]
            if len(group) > 1 and (join := join_of(header, name, group)):
                self.columns[at] = join
                self.beside.update(group[1:])

    @staticmethod
    def same_head(header, at):
        over = header.levels.get(at, ())[:-1]
        return [place for place in header.twice if over and header.levels[place][:-1] == over]

    def write(self, row):
        for at, join in self.columns.items():
            if (value := join(row)) is not None:
                row[at] = value


def join_of(header, name, group):
    heads = [header.levels[at][-1] for at in group]
    if name in CHOSEN_FROM:
        return lambda row: chosen(zip([row[at] for at in group], heads, strict=True))
    parts = dict(zip(map(fold, heads), group, strict=True))
    if name in TIMES and "nam" in parts and set(parts) <= set(PARTS):
        places = [parts[part] for part in PARTS if part in parts]
        return lambda row: day([row[at] for at in places])
    return None


def chosen(cells):
    """The answer of a row; two answers are left for a person to see."""
    said = [head if is_ticked(cell) else cell for cell, head in cells if not is_blank(cell)]
    if len(said) < 2:
        return said[0] if said else None
    return " + ".join(map(str, said))


def is_ticked(cell):
    return cell is True or str(cell).strip().lower() in TICKS


def day(cells):
    """15 | 3 | 2008 as 15/3/2008; what is left empty at the front is not known."""
    told = [f"{cell:g}" if isinstance(cell, float) else str(cell).strip() for cell in cells if not is_blank(cell)]
    return "/".join(told) or None
