"""Rows of catalogues, written by the database itself: some hundred thousand files in seconds, on both engines."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import connection
from django.db.backends.utils import CursorWrapper

from agencies.formats.text import fold
from plans.catalogues.statements import join_whole_sets
from plans.models import Appraisal, ArchivalFile, Catalogue
from plans.models.archival_file import key_of_folded

# Every office keeps the province's letters: some files are the same everywhere, some come twice in one catalogue.
SHARED, SHARED_PAGES = "Tập văn bản chỉ đạo của UBND tỉnh về công tác văn thư, lưu trữ", 48
NUMBERED = """
WITH RECURSIVE series(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM series WHERE i + 1 < %s),
kinds(i, k, nearly) AS (
  SELECT i, CASE WHEN i %% 97 = 96 THEN i - 3 WHEN i %% 149 = 148 THEN i - 5 ELSE i END,
    i %% 149 = 148 AND i %% 97 <> 96 FROM series
),
numbered AS (
  SELECT i, k, k %% 401 = 60 AS shared, (k + k / %s) %% %s AS subject, (k * 3 + k / 5) %% %s AS place,
    CAST(%s + k * %s / %s AS VARCHAR) AS year, CAST(i + 1 AS VARCHAR) AS number,
    CAST(k %% 997 * 10 + 1 AS VARCHAR) AS first, CAST(k %% 997 * 10 + 10 AS VARCHAR) AS last,
    (%s + (k * 7919) %% %s) * CASE WHEN nearly THEN 21 ELSE 20 END / 20 AS pages,
    CASE WHEN %s = 0 THEN '' WHEN i %% 97 = 96 THEN 'duplicate' WHEN i %% 149 = 148 THEN 'superfluous'
      WHEN i %% 311 = 50 THEN 'worthless' ELSE '' END AS gone,
    CAST(%s AS BIGINT) AS appraisal, %s = 1 AND i %% 41 = 7 AS rough
  FROM kinds
),
named AS (
  SELECT numbered.*, {subjects} AS s_name, {subjects} AS s_folded, {places} AS p_name, {places} AS p_folded
  FROM numbered
)
"""
INSERTED = "INSERT INTO {table} ({columns}) SELECT {values} FROM named"
FOLDED = "SELECT {folded} FROM named ORDER BY i"
INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL"
Parameter = int | str | date | datetime | list[int] | None  # of an SQL statement
KEY_FUNCTION = "demo_title_key"
KEYS_OF_TITLES = "(%s::bigint[])[i + 1]"  # on PostgreSQL, which does not know their hash
COLUMNS = {
    "position": "i + 1",
    "box_number": "CAST(i / 12 + 1 AS VARCHAR)",
    "file_number": "number",
    "title": f"CASE WHEN shared THEN '{SHARED}, năm ' || year ELSE "
    "s_name || ' ' || p_name || ', năm ' || year || ' (số ' || first || '–' || last || ')' END",
    "search_text": f"CASE WHEN shared THEN '{fold(SHARED)} nam ' || year ELSE "
    "s_folded || ' ' || p_folded || ' nam ' || year || ' so ' || first || ' ' || last END",
    "start_date": "CASE WHEN shared OR k % 3 = 0 THEN year ELSE year || '-0' || CAST(1 + k % 9 AS VARCHAR) END",
    "end_date": "CASE WHEN shared THEN year || '-12' ELSE year || '-1' || CAST(k % 3 AS VARCHAR) END",
    "retention_years": "CASE subject % 4 WHEN 0 THEN 0 WHEN 1 THEN 70 WHEN 2 THEN 20 ELSE 0 END",
    "page_count": f"CASE WHEN shared THEN {SHARED_PAGES} ELSE pages END",
    "sheet_count": f"CASE WHEN shared THEN {SHARED_PAGES} ELSE pages END * 5 / 8 + 1",
    "arranged": "NOT rough",
    "digitized_before": "i % 97 = 96",
    "decision": "CASE WHEN gone <> '' THEN 'left_out' WHEN appraisal IS NULL THEN '' ELSE 'accepted' END",
    "left_out_reason": "gone",
    "appraisal_id": "CASE WHEN gone = '' THEN appraisal END",
    "condition": "CASE WHEN i % 23 = 5 THEN 'damaged' WHEN i % 3 = 1 THEN 'good' ELSE 'fair' END",
    "priority": "CASE i % 4 WHEN 0 THEN 'in_use' WHEN 1 THEN 'permanent' WHEN 2 THEN 'reused' ELSE '' END",
}


def write_rows(
    catalogue: Catalogue,
    count: int,
    thickness: int,
    *,
    subjects: list[str],
    places: list[str],
    years: tuple[int, int],
    appraisal: Appraisal | None = None,
    judged_at: datetime | None = None,
    rough: bool = False,
) -> None:
    """`count` files of about `thickness` A4 pages each, in the order of their years; a hundredth of them twice.

    With an `appraisal` they are accepted, and where they were judged one by one some are left out; of `rough` ones
    some are not arranged yet.
    """
    first_year, last_year = years
    low = max(1, thickness * 2 // 5)
    spread = 2 * (thickness - low) + 1
    spread += spread % 7919 == 0
    looked_at = connection.ops.adapt_datetimefield_value(judged_at)
    fixed = defaults() | {"catalogue_id": catalogue.pk, "looked_at": looked_at}
    chosen: list[Parameter] = [count, len(subjects), len(subjects), len(places)]
    chosen += [first_year, last_year - first_year + 1, count]
    chosen += [low, spread, int(judged_at is not None), appraisal.pk if appraisal else None, int(rough)]
    chosen += [*subjects, *map(fold, subjects), *places, *map(fold, places)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            fixed["title_key"] = title_keys(cursor, sql(FOLDED, subjects, places, []), chosen)
        cursor.execute(sql(INSERTED, subjects, places, list(fixed)), [*chosen, *fixed.values()])


def sql(statement: str, subjects: list[str], places: list[str], fixed: list[str]) -> str:
    """The statement about one catalogue's rows; the `fixed` columns get their values as parameters."""
    own = {name: KEYS_OF_TITLES if name == "title_key" else "%s" for name in fixed}
    columns = own | {name: code.replace("%", "%%") for name, code in computed().items()}
    return (NUMBERED + statement).format(
        subjects=chosen_by("subject", len(subjects)),
        places=chosen_by("place", len(places)),
        table=ArchivalFile._meta.db_table,
        columns=", ".join(columns),
        values=", ".join(columns.values()),
        folded=columns["search_text"],
    )


def computed() -> dict[str, str]:
    """The columns that the database works out; on SQLite also the title's key, by a function of ours."""
    key = {"title_key": f"{KEY_FUNCTION}({COLUMNS['search_text']})"}
    return COLUMNS | (key if connection.vendor == "sqlite" else {})


def prepare_connection() -> None:
    """Give SQLite the hash of the title key as a function, and let PostgreSQL join what just came in at once."""
    join_whole_sets()
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.create_function(KEY_FUNCTION, 1, key_of_folded, deterministic=True)


@contextmanager
def indexes_afterwards() -> Iterator[None]:
    """SQLite writes the files first and then their indexes at once, which spares a sixth of the demo's time."""
    table, indexes = ArchivalFile._meta.db_table, {}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            indexes = dict(cursor.execute(INDEXES, [table]).fetchall())
        for name in indexes:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        yield
        for statement in indexes.values():
            cursor.execute(statement)


def title_keys(cursor: CursorWrapper, folded: str, chosen: list[Parameter]) -> list[int]:
    """Of the files in their order. The demo's files have no code, so search_text is the folded title.

    Known before the files are written: to write each of them a second time costs more than all the rest.
    """
    cursor.execute(folded, chosen)
    return [key_of_folded(text) for (text,) in cursor.fetchall()]


def chosen_by(column: str, count: int) -> str:
    """One of `count` parameters by the number in the column: faster than a join where no index helps."""
    return f"CASE {column} {' '.join(f'WHEN {number} THEN %s' for number in range(count))} END"


def defaults() -> dict[str, Parameter]:
    """Columns the story says nothing about, as the model would fill them."""
    fields = ArchivalFile._meta.concrete_fields
    named = {"catalogue_id", *computed()}
    others = [field for field in fields if not field.primary_key]
    return {name: field.get_default() for field in others if (name := field.column) and name not in named}
