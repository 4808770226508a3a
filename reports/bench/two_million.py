"""Two million invented files in 600 catalogues, written by the database itself."""

from collections.abc import Sequence

from django.db import connection

from agencies.formats.text import fold
from plans.catalogues.files import recount
from plans.models import Catalogue

TITLES = (
    "Quy hoạch mạng lưới y tế|Công văn đi|Hồ sơ cấp giấy chứng nhận quyền sử dụng đất|Quyết toán ngân sách|"
    "Hồ sơ nâng lương|Kiểm tra an toàn thực phẩm|Báo cáo tổng kết|Hồ sơ xây dựng trạm y tế"
).split("|")
PEOPLE = (
    "ông Nguyễn Văn Ba|bà Trần Thị Hồng|ông Phạm Đình Quý|bà Lê Thị Thu|ông Võ Thành Nam|bà Huỳnh Thị Sáu|"
    "ông Đặng Ngọc Sơn|bà Bùi Thị Mai|ông Phan Công Lập|bà Hồ Thị Ánh|ông Trương Quang Hiệp"
).split("|")
PLACES = (
    "Tam Kỳ|Hội An|Tây Giang|Đông Giang|Đại Lộc|Điện Bàn|Duy Xuyên|Quế Sơn|Nam Giang|Phước Sơn|Hiệp Đức|"
    "Thăng Bình|Tiên Phước|Bắc Trà My|Nam Trà My|Núi Thành|Phú Ninh"
).split("|")
# Every twentieth file goes to the first catalogue, so that one is as long as a province's longest.
# Files of one catalogue lie together, as imports write them. A title is some eighty letters long, as in offices.
ROWS = """
WITH RECURSIVE series(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM series WHERE i + 1 < {last}),
subject(n, title, folded) AS (VALUES {titles}), person(p, who, whom) AS (VALUES {people}),
place(q, district, folded_district) AS (VALUES {places}),
titled(i, title, folded) AS (SELECT i,
  title || CASE WHEN i % 20011 = 7 THEN ' Hoà Vang' ELSE '' END || ' của ' || who || ', ' || district || ', năm '
    || CAST(1976 + i % 49 AS VARCHAR(10)) || ', số ' || CAST(i AS VARCHAR(30)),
  folded || CASE WHEN i % 20011 = 7 THEN ' hoa vang' ELSE '' END || ' cua ' || whom || ' ' || folded_district || ' nam '
    || CAST(1976 + i % 49 AS VARCHAR(10)) || ' so ' || CAST(i AS VARCHAR(30))
  FROM series JOIN subject ON n = i / 20 % 8 JOIN person ON p = i % 11 JOIN place ON q = i % 17)
INSERT INTO plans_archivalfile (catalogue_id, position, box_number, file_number, reference_code, title, search_text,
  start_date, end_date, retention_years, sheet_count, page_count, page_count_a3, page_count_a2, page_count_a1,
  page_count_a0, arranged, digitized_before, condition, priority,
  archive_number, catalogue_number, note, page_basis, decision, left_out_reason, revision, title_key)
SELECT CASE WHEN i % 20 = 0 THEN {catalogue} ELSE {catalogue} + i % {catalogues} END, i + 1,
  CAST(i / 12 AS VARCHAR(30)), CAST(i AS VARCHAR(30)), '', title, folded,
  CAST(1976 + i % 49 AS VARCHAR(10)), '', 0, 20 + i % 50, 30 + i % 90, 0, 0, 0, 0, i % 10 > 0, i % 97 = 0, 'fair', '',
  '', '', '', '', '', '', 1, i FROM titled ORDER BY 1, 2
"""


def fill(catalogues: Sequence[Catalogue], first: int, last: int) -> None:
    """Files number `first` to `last`, then the totals; afterwards the database is as tidy as it keeps itself."""
    write_rows(catalogues, first, last)
    for catalogue in catalogues:
        recount(catalogue)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def write_rows(catalogues: Sequence[Catalogue], first: int, last: int) -> None:
    """The files alone; the catalogues' keys follow on each other."""
    words = {name: values(texts) for name, texts in (("titles", TITLES), ("people", PEOPLE), ("places", PLACES))}
    with connection.cursor() as cursor:
        cursor.execute(
            ROWS.format(first=first, last=last, catalogue=catalogues[0].pk, catalogues=len(catalogues), **words)
        )


def values(texts: Sequence[str]) -> str:
    """Rows of SQL: number, text, folded text."""
    return ", ".join(f"({number}, '{text}', '{fold(text)}')" for number, text in enumerate(texts))
