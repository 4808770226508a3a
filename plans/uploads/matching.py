"""Match of a row with a file of the catalogue: by hộp/cặp số, hồ sơ số and Mục lục số, where both have one.

A workbook that names no Mục lục số means the one file of that box and number, and the first one that does gives it to
files that had none. Where several files could be meant the row is an error.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection

from plans.catalogues.statements import FILES, run
from plans.intake.columns import BY_FIELD
from plans.intake.problems import ERROR, Problem
from plans.models import ArchivalFile, CatalogueUpload, StagedFile

from .copying import STAGED

Key = tuple[str, ...]  # in the order of judge_row.KEY
MATCHED = """f."box_number" = s."box_number" AND f."file_number" = s."file_number"
             AND f."catalogue_number" = COALESCE(s."known_as", s."catalogue_number")"""
UNCLEAR = "Mục lục này có nhiều hồ sơ cùng hộp số và hồ sơ số, khác Mục lục số: thêm cột Mục lục số rồi tải lên lại."
# Files of the catalogue by box and number of which each has a Mục lục số: how many, and the first one's.
NUMBERED = f"""(SELECT box_number, file_number, min(catalogue_number) AS number, count(*) AS several FROM {FILES}
                WHERE catalogue_id = %s GROUP BY box_number, file_number HAVING min(catalogue_number) <> '') k"""
OF_THESE = f"{STAGED}.box_number = k.box_number AND {STAGED}.file_number = k.file_number"
# Rows whose box and number no other row has, with a Mục lục số that their file does not have yet.
NUMBERED_NOW = f"""(SELECT s.box_number, s.file_number, max(s.catalogue_number) AS number FROM {STAGED} s
                WHERE s.upload_id = %s GROUP BY s.box_number, s.file_number
                HAVING count(*) = 1 AND max(s.catalogue_number) <> '') k"""
HAS_FILE = f"EXISTS (SELECT 1 FROM {FILES} f WHERE f.catalogue_id = %s AND f.box_number = k.box_number"


def find_known(upload: CatalogueUpload) -> None:
    """Write into the rows under which Mục lục số the catalogue has their files, where it is not the row's own."""
    rows = StagedFile.objects.filter(upload_id=upload.pk)
    rows.exclude(known_as=None).update(known_as=None)
    files = ArchivalFile.objects.filter(catalogue=upload.catalogue_id)
    if not files.exists():
        return
    if names_numbers(upload.pk):
        run(
            f"""UPDATE {STAGED} SET known_as = '' FROM {NUMBERED_NOW} WHERE {STAGED}.upload_id = %s AND {OF_THESE}
                AND {HAS_FILE} AND f.file_number = k.file_number AND f.catalogue_number = '')
                AND NOT {HAS_FILE} AND f.file_number = k.file_number AND f.catalogue_number = k.number)""",
            [upload.pk, upload.pk, upload.catalogue_id, upload.catalogue_id],
        )
    elif files.exclude(catalogue_number="").exists():
        run(
            f"""UPDATE {STAGED} SET known_as = k.number, broken = broken OR k.several > 1
                FROM {NUMBERED} WHERE {STAGED}.upload_id = %s AND {OF_THESE}""",
            [upload.catalogue_id, upload.pk],
        )


def names_numbers(upload_id: int) -> bool:
    """Whether any row of the upload says its Mục lục số."""
    return StagedFile.objects.filter(upload_id=upload_id).exclude(catalogue_number="").exists()


def unclear_rows(upload_id: int, sheets: Sequence[str]) -> list[Problem]:
    """What is wrong with rows that could be several files; `sheets` are the names of those with a table."""
    catalogue = CatalogueUpload.objects.filter(pk=upload_id).values_list("catalogue", flat=True).first()
    numbered = ArchivalFile.objects.filter(catalogue=catalogue).exclude(catalogue_number="")
    if names_numbers(upload_id) or not numbered.exists():
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT sheet, row, {STAGED}.file_number FROM {STAGED}, {NUMBERED}
                WHERE {STAGED}.upload_id = %s AND {OF_THESE} AND k.several > 1 ORDER BY {STAGED}.position""",
            [catalogue, upload_id],
        )
        header = BY_FIELD["file_number"].header
        return [
            Problem(UNCLEAR, sheets[sheet - 1], row, "", header, number, ERROR, "file_number")
            for sheet, row, number in cursor.fetchall()
        ]


def known_keys(files: Iterable[Key], rows: Sequence[Key]) -> dict[Key, Key | None]:
    """{key of a row: key of its file} where they differ, as `find_known` finds them; None where several are meant."""
    numbers: dict[Key, list[str]] = defaultdict(list)
    for *place, number in files:
        numbers[tuple(place)].append(number)
    if not any(number for *_, number in rows):
        return {key: only_of(key, found) for key in rows if (found := numbers.get(key[:2])) and "" not in found}
    times = Counter(key[:2] for key in rows)
    alone = (key for key in rows if key[2] and times[key[:2]] == 1)
    return {key: (*key[:2], "") for key in alone if "" in (found := numbers.get(key[:2], [])) and key[2] not in found}


def only_of(key: Key, numbers: Sequence[str]) -> Key | None:
    return (*key[:2], numbers[0]) if len(numbers) == 1 else None
