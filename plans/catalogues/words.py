"""The index of words: which files of many catalogues may hold a text, on PostgreSQL, outside the import.

It has the words of a file, its pairs of neighbours ("hoa_vang") and its catalogue ("=12"): where each word is common a
pair is rare, and the files of one agency are told apart before any row is read. A job writes what changed, so that no
import, no undo and no edit pays for it; until then files are read as they stand. What is found here is looked at again
in the files themselves.
"""

from collections.abc import Collection, Iterable
from itertools import pairwise
from time import monotonic
from typing import Any

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigAutoField, F, Lookup, Q
from django.db.models.sql.compiler import SQLCompiler

from agencies.formats.text import fold
from plans.models import ArchivalFile, Catalogue, SearchedCatalogue, SearchedFile

from .statements import FILES, run

WORDS = SearchedFile._meta.db_table
WORTH_IT = 20_000  # files: fewer are read as quickly
SAMPLE = 5_000  # files, about
MOST = 20_000  # candidates
COMMON = 10  # files read cost what one costs that the index finds
NAMED = 50  # catalogues that the index is asked for by name
PAIR = "_"
LONGEST_SECONDS = 60  # of one round of the job
FORGET = f"""DELETE FROM {WORDS} w WHERE w.catalogue_id = %s AND NOT EXISTS (
                 SELECT 1 FROM {FILES} f WHERE f.id = w.file_id AND f.catalogue_id = w.catalogue_id
                 AND hashtextextended(f.search_text, 0) = w.text_hash)"""
PAIRS = rf"regexp_replace(f.search_text, '(\S+) (\S+) ?', '\1{PAIR}\2 ', 'g')"
PAIRS_AFTER_FIRST = PAIRS.replace("f.search_text", "substr(f.search_text, strpos(f.search_text, ' ') + 1)")
LEARN = f"""INSERT INTO {WORDS} (file_id, catalogue_id, text_hash, words)
            SELECT f.id, f.catalogue_id, hashtextextended(f.search_text, 0),
                   array_to_tsvector(array_remove(string_to_array(concat_ws(' ', f.search_text, {PAIRS},
                       {PAIRS_AFTER_FIRST}, '=' || f.catalogue_id), ' '), ''))
            FROM {FILES} f LEFT JOIN {WORDS} w ON w.file_id = f.id WHERE f.catalogue_id = %s AND w.file_id IS NULL
            ON CONFLICT (file_id) DO UPDATE SET catalogue_id = excluded.catalogue_id,
                text_hash = excluded.text_hash, words = excluded.words"""


def is_kept() -> bool:
    """Whether this database keeps words: SQLite, made to try the portal, reads the files."""
    return connection.vendor == "postgresql"


def bring_up_to_date(seconds: float = LONGEST_SECONDS) -> int:
    """Write the words of catalogues that changed, the smallest first, for so long; how many were written."""
    done, end = 0, monotonic() + seconds
    changed = Catalogue.objects.exclude(searched__version=F("version")).order_by("file_count", "pk")
    for pk in changed.values_list("pk", flat=True) if is_kept() else ():
        if monotonic() > end:
            break
        learn(pk)
        done += 1
    return done


@transaction.atomic
def learn(catalogue: int) -> None:
    """Write the words of the catalogue's files where they changed. Its version is read first: what changes meanwhile
    makes another one, and is learnt in the next round."""
    version = Catalogue.objects.values_list("version", flat=True).get(pk=catalogue)
    run(FORGET, [catalogue])
    run(LEARN, [catalogue])
    SearchedCatalogue.objects.update_or_create(catalogue_id=catalogue, defaults={"version": version})


def forget(catalogues: Iterable[int]) -> None:
    """Drop what is kept of the catalogues: their texts must not stand anywhere any more."""
    keys = list(catalogues)
    SearchedCatalogue.objects.filter(catalogue__in=keys).delete()
    SearchedFile.objects.filter(catalogue__in=keys).delete()


def forget_deleted() -> None:
    """Drop the words of catalogues that were deleted."""
    kept = set(SearchedFile.objects.order_by().values_list("catalogue", flat=True).distinct())
    forget(kept - set(Catalogue.objects.filter(pk__in=kept).values_list("pk", flat=True)))


@BigAutoField.register_lookup
class AnyOf(Lookup):
    """One of these keys, as one parameter however many they are: PostgreSQL goes once through its index."""

    lookup_name, prepare_rhs = "any_of", False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", [*params, self.rhs]


def among(keys: list[int]) -> Q:
    """The files of these keys."""
    return Q(pk__any_of=sorted(keys))


def candidates(text: str, catalogues: Collection[Catalogue]) -> list[int] | None:
    """Keys of files of the catalogues that may hold the text: all that do are among them.

    None where the files are better read: there are few, the text is common, or no words are kept.
    """
    folded, keys = fold(text), [one.pk for one in catalogues]
    files = sum(one.file_count for one in catalogues)
    if not folded or not is_kept() or files < WORTH_IT:
        return None
    known = set(
        SearchedCatalogue.objects.filter(catalogue__in=keys, version=F("catalogue__version")).values_list(
            "catalogue", flat=True
        )
    )
    if not known or is_common(folded, files, len(known) <= NAMED):
        return None
    found = of_words(folded, known)
    if len(found) > MOST:
        return None
    unknown = ArchivalFile.objects.filter(catalogue__in=[key for key in keys if key not in known]).search(folded)
    found += unknown.order_by().values_list("pk", flat=True)[: MOST + 1 - len(found)]
    return None if len(found) > MOST else found


def is_common(folded: str, files: int, named: bool = False) -> bool:
    """Whether, as a sample says, so many files hold the text that these are better read: the index would have to gather
    every one of the province, or of `named` catalogues theirs, and reading finds enough of them soon."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [FILES])
        [rows] = cursor.fetchone()
        if rows <= 0:  # nobody has counted them yet
            return False
        share = min(1.0, SAMPLE / rows)
        cursor.execute(
            f"""SELECT count(*) FROM {FILES} TABLESAMPLE SYSTEM (%s) REPEATABLE (1)
                WHERE search_text LIKE %s OR search_text LIKE %s""",
            [share * 100, f"{folded}%", f"% {folded}%"],
        )
        return cursor.fetchone()[0] * COMMON > (rows if named else files) * share


def of_words(folded: str, catalogues: Collection[int]) -> list[int]:
    """Keys of files that have the neighbouring words of the folded text; one more than MOST at most.

    The word that may only be begun is looked for where the others alone find too many: PostgreSQL gathers all words
    that begin so before it looks at anything else.
    """
    words = folded.split()
    whole = pairs(words[:-1]) or words[:-1]
    begun = PAIR.join(words[-2:])
    found = with_all(whole, "", catalogues) if len(words) > 2 else []
    return found if found and len(found) <= MOST else with_all(whole, begun, catalogues)


def pairs(words: list[str]) -> list[str]:
    """Each word with the one behind it, as the index has them."""
    return [f"{first}{PAIR}{second}" for first, second in pairwise(words)]


def with_all(whole: list[str], begun: str, catalogues: Collection[int]) -> list[int]:
    """Keys of files of the catalogues with all these entries, and one that begins so; one more than MOST at most."""
    entries = [f"'{entry}'" for entry in whole] + ([f"'{begun}':*"] if begun else [])
    if len(catalogues) <= NAMED:
        entries.append("({})".format(" | ".join(f"'={key}'" for key in catalogues)))
    with connection.cursor() as cursor:
        cursor.execute(
            # The sum keeps PostgreSQL from the index of catalogues, which finds far more.
            f"""SELECT file_id FROM {WORDS} WHERE words @@ %s::tsquery AND catalogue_id + 0 = ANY(%s)
                LIMIT {MOST + 1}""",
            [" & ".join(entries), list(catalogues)],
        )
        return [key for (key,) in cursor.fetchall()]
