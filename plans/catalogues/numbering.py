"""Đánh số lại hồ sơ: new file numbers in the order of the catalogue, anew in each Mục lục số or each box of one."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Cast, Concat

from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.models import User
from agencies.workflow import WorkflowError
from plans.models import ArchivalFile, Catalogue

from .bulk import UNDECIDED
from .change_sets import change_set, keep_files
from .file_history import record_changes, values_of
from .files import TAKEN, settle_totals, totals_of
from .services import open_for_change

MOST = 20_000  # files at once; more of them are numbered box by box
TOO_MANY = "Đánh số lại mỗi lần nhiều nhất {} hồ sơ: lọc theo hộp rồi làm từng phần."


@dataclass(frozen=True)
class Numbering:
    """How to number: from which number, with how many digits at least, and whether each box begins anew."""

    first: int = 1
    digits: int = 1
    by_box: bool = False

    def numbers(self, files: Iterable[ArchivalFile]) -> dict[int, str]:
        """{key: new number} of the files in the order in which they come; each Mục lục số begins anew (domain §4)."""
        count: Counter[tuple[str, str]] = Counter()
        new = {}
        for file in files:
            place = (file.catalogue_number, file.box_number if self.by_box else "")
            new[file.pk] = str(self.first + count[place]).zfill(self.digits)
            count[place] += 1
        return new


def differing(files: QuerySet[ArchivalFile], numbering: Numbering) -> list[tuple[ArchivalFile, str]]:
    """(file, new number) of those whose number changes. Raises WorkflowError for more than MOST files."""
    found = list(files.order_by("position", "pk")[: MOST + 1])
    if len(found) > MOST:
        raise WorkflowError(TOO_MANY.format(format_int(MOST)))
    new = numbering.numbers(found)
    return [(file, new[file.pk]) for file in found if file.file_number != new[file.pk]]


@transaction.atomic
def renumber(
    catalogue: Catalogue,
    files: QuerySet[ArchivalFile],
    numbering: Numbering,
    *,
    actor: User,
    expected_version: int | None = None,
) -> int:
    """Give the files of the catalogue new numbers; returns how many changed.

    Like a single edit, it takes back what Sở Nội vụ decided on them. Raises NotAllowed, Overtaken, and WorkflowError
    where a new number is another file's already.
    """
    current = open_for_change(catalogue, actor, expected_version)
    changing = differing(files.filter(catalogue=current), numbering)
    if not changing:
        return 0
    before, earlier = totals_of(current), [values_of(file) for file, _ in changing]
    chosen = current.files.filter(pk__in=[file.pk for file, _ in changing])
    with change_set(current, actor) as change:
        keep_files(change, chosen)
        write_numbers(chosen, changing, current.revision)
        change.sentence = f"đánh số lại {format_int(len(changing))} hồ sơ"
    settle_totals(current)
    values = zip(changing, earlier, strict=True)
    record_changes([(file, was, {"file_number": new}) for (file, new), was in values], actor=actor)
    sentence = f"{change.sentence} trong {current}"
    record(current, actor=actor, action="files", sentence=sentence, before=before, after=totals_of(current))
    return len(changing)


def write_numbers(chosen: QuerySet[ArchivalFile], changing: Iterable[tuple[ArchivalFile, str]], revision: int) -> None:
    """First numbers that nobody has, so that two files can change places; then the new ones."""
    try:
        with transaction.atomic():
            passing = Concat(Value("~"), Cast(F("pk"), ArchivalFile._meta.get_field("file_number")))
            chosen.update(file_number=passing, **UNDECIDED, revision=revision)
            for file, number in changing:
                file.file_number = number
            ArchivalFile.objects.bulk_update([file for file, _ in changing], ["file_number"], batch_size=500)
    except IntegrityError:
        raise WorkflowError(TAKEN) from None
