"""Rows of catalogues, written by the database itself: some hundred thousand files in seconds, on both engines."""

from django.db import connection

from agencies.formats.text import fold
from plans.models import ArchivalFile

NUMBERED = """
WITH RECURSIVE series(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM series WHERE i + 1 < %s),
subject(n, name, folded) AS (VALUES {subjects}),
place(n, name, folded) AS (VALUES {places}),
numbered AS (
  SELECT i, s.n AS s_n, s.name AS s_name, s.folded AS s_folded, p.name AS p_name, p.folded AS p_folded,
    CAST(%s + i * %s / %s AS VARCHAR) AS year, CAST(i + 1 AS VARCHAR) AS number,
    CAST(i %% 997 * 10 + 1 AS VARCHAR) AS first, CAST(i %% 997 * 10 + 10 AS VARCHAR) AS last,
    %s + (i * 7919) %% %s AS pages
  FROM series JOIN subject s ON s.n = (i + i / %s) %% %s JOIN place p ON p.n = (i * 3 + i / 5) %% %s
)
INSERT INTO {table} ({columns}) SELECT {values} FROM numbered
"""
COLUMNS = {
    "position": "i + 1",
    "box_number": "CAST(i / 12 + 1 AS VARCHAR)",
    "file_number": "number",
    "title": "s_name || ' ' || p_name || ', năm ' || year || ' (số ' || first || '–' || last || ')'",
    "search_text": "s_folded || ' ' || p_folded || ' nam ' || year || ' so ' || first || ' ' || last",
    "start_date": "CASE WHEN i % 3 = 0 THEN year ELSE year || '-0' || CAST(1 + i % 9 AS VARCHAR) END",
    "end_date": "year || '-1' || CAST(i % 3 AS VARCHAR)",
    "retention_years": "CASE s_n % 4 WHEN 0 THEN 0 WHEN 1 THEN 70 WHEN 2 THEN 20 ELSE 0 END",
    "page_count": "pages",
    "sheet_count": "pages * 5 / 8 + 1",
    "digitized_before": "i % 97 = 96",
    "condition": "CASE WHEN i % 23 = 5 THEN 'damaged' WHEN i % 3 = 1 THEN 'good' ELSE 'fair' END",
    "priority": "CASE i % 4 WHEN 0 THEN 'in_use' WHEN 1 THEN 'permanent' WHEN 2 THEN 'reused' ELSE '' END",
}


def write_rows(catalogue, count, thickness, *, subjects, places, first_year, last_year):
    """`count` files of about `thickness` A4 pages each, in the order of their years."""
    low = max(1, thickness * 2 // 5)
    spread = 2 * (thickness - low) + 1
    spread += spread % 7919 == 0
    fixed = defaults() | {"catalogue_id": catalogue.pk}
    columns = dict.fromkeys(fixed, "%s") | {name: code.replace("%", "%%") for name, code in COLUMNS.items()}
    sql = NUMBERED.format(
        subjects=", ".join(["(%s, %s, %s)"] * len(subjects)),
        places=", ".join(["(%s, %s, %s)"] * len(places)),
        table=ArchivalFile._meta.db_table,
        columns=", ".join(columns),
        values=", ".join(columns.values()),
    )
    chosen = [count, *numbered(subjects), *numbered(places), first_year, last_year - first_year + 1, count, low, spread]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*chosen, len(subjects), len(subjects), len(places), *fixed.values()])


def numbered(names):
    return [value for number, name in enumerate(names) for value in (number, name, fold(name))]


def defaults():
    """Columns the story says nothing about, as the model would fill them."""
    fields = ArchivalFile._meta.concrete_fields
    told = {"catalogue_id", *COLUMNS}
    return {field.column: field.get_default() for field in fields if not field.primary_key and field.column not in told}
