"""Measures of a database that are the same after a restore: rows, sums, lengths of texts."""

from typing import Any, NamedTuple, Protocol

ROWS = "*"
WHOLE_NUMBERS = ("int", "smallint", "integer", "bigint", "smallint unsigned", "integer unsigned", "bigint unsigned")
HALF = 2**32
Tables = dict[str, dict[str, int]]  # per table the number of its rows, and a sum for each column
# What an operator wants to see, of the tables of agencies, plans, budgets and reports.
SHOWN = (
    ("agencies", "agencies_agency", ROWS),
    ("people", "agencies_user", ROWS),
    ("catalogues", "plans_catalogue", ROWS),
    ("files", "plans_archivalfile", ROWS),
    ("pages of files", "plans_archivalfile", "page_count"),
    ("estimates", "budgets_estimate", ROWS),
    ("requested đồng", "budgets_estimate", "requested_dong"),
    ("appraised đồng", "budgets_estimateappraisal", "appraised_dong"),
    ("progress reports", "plans_progressreport", ROWS),
    ("scanned pages", "plans_progressreport", "scanned_pages"),
    ("history", "agencies_event", ROWS),
    ("reports", "reports_report", ROWS),
)
# Columns that name private files.
FILE_COLUMNS = (
    ("agencies_keptfile", "content"),
    ("budgets_estimateattachment", "file"),
    ("plans_archiveexport", "bundle"),
    ("plans_catalogueupload", "workbook"),
    ("plans_catalogueupload", "marked"),
    ("plans_catalogueupload", "rest"),
    ("plans_coverletter", "scan"),
    ("plans_detailedplan", "document"),
    ("plans_difficultyfile", "file"),
    ("plans_extensiondecision", "scan"),
    ("plans_scanmanifest", "table"),
    ("reports_report", "xlsx"),
    ("reports_report", "pdf"),
    ("reports_report", "docx"),
    ("reports_paper", "file"),
    ("reports_moneyfile", "file"),
)


class Connection(Protocol):
    """What sqlite3 and psycopg have in common."""

    def execute(self, query: Any, /) -> Any: ...


class Column(NamedTuple):
    table: str
    name: str
    kind: str


def measure(connection: Connection, is_sqlite: bool) -> Tables:
    """Every table's rows; of whole numbers the sum, of anything else the length of its text, summed."""
    columns = (sqlite_columns if is_sqlite else postgres_columns)(connection)
    by_table: dict[str, list[Column]] = {}
    for column in columns:
        by_table.setdefault(column.table, []).append(column)
    return {table: measure_table(connection, table, found, is_sqlite) for table, found in sorted(by_table.items())}


def measure_table(connection: Connection, table: str, columns: list[Column], is_sqlite: bool) -> dict[str, int]:
    sums = ", ".join((sqlite_sum if is_sqlite else postgres_sum)(column) for column in columns)
    [row] = connection.execute(f"SELECT count(*), {sums} FROM {quoted(table)}").fetchall()
    count, *rest = (int(value or 0) for value in row)
    if is_sqlite:
        rest = [high * HALF + low for high, low in zip(rest[::2], rest[1::2], strict=True)]
    return {ROWS: count} | {column.name: value for column, value in zip(columns, rest, strict=True)}


def sqlite_sum(column: Column) -> str:
    """Two sums, of the halves of each number: one of 64-bit hashes would run over. Lengths fit into the lower one."""
    name = quoted(column.name)
    if column.kind in WHOLE_NUMBERS:
        return f"sum({name} / {HALF}), sum({name} % {HALF})"
    return f"0, sum(length({name}))"


def postgres_sum(column: Column) -> str:
    name = quoted(column.name)
    return f"sum({name})" if column.kind in WHOLE_NUMBERS else f"sum(length({name}::text))"


def sqlite_columns(connection: Connection) -> list[Column]:
    query = """SELECT t.name, c.name, lower(c.type) FROM sqlite_master t, pragma_table_info(t.name) c
               WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY t.name, c.cid"""
    return [Column(*row) for row in connection.execute(query).fetchall()]


def postgres_columns(connection: Connection) -> list[Column]:
    query = """SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
               JOIN information_schema.tables t USING (table_schema, table_name)
               WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
               ORDER BY c.table_name, c.ordinal_position"""
    return [Column(*row) for row in connection.execute(query).fetchall()]


def named_files(connection: Connection, tables: Tables) -> set[str]:
    """Private files that the rows name, as paths below the media folder."""
    found: set[str] = set()
    for table, column in FILE_COLUMNS:
        if column in tables.get(table, {}):
            rows = connection.execute(f"SELECT DISTINCT {quoted(column)} FROM {quoted(table)}").fetchall()
            found.update(name for [name] in rows if name)
    return found


def migrations(connection: Connection, tables: Tables) -> list[str]:
    """Applied migrations as "app.name"; none where the database is not the portal's."""
    if "django_migrations" not in tables:
        return []
    rows = connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
    return [f"{app}.{name}" for app, name in rows]


def quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))


def differences(then: Tables, now: Tables) -> list[str]:
    """Where two measures differ, a sentence for each figure."""
    found = []
    for table in sorted(then.keys() | now.keys()):
        before, after = then.get(table, {}), now.get(table, {})
        for name in sorted(before.keys() | after.keys()):
            if before.get(name) != after.get(name):
                found.append(
                    f"{table}.{name}: {before.get(name, 'none')} in the archive, {after.get(name, 'none')} here"
                )
    return found
