"""What people are told of files that were appraised already: before they change one, and when it comes back changed."""

from collections.abc import Iterable

from django.db.models import QuerySet

from agencies.formats.numbers import format_int
from agencies.models import IssuedDocument
from plans.models import ArchivalFile, SignedFile

from .file_history import differences, in_words, values_of

ONE = "Hồ sơ này đã được thẩm định theo văn bản số {}; sửa thì phải thẩm định lại."
GONE = "Hồ sơ này đã được thẩm định theo văn bản số {}; xóa khỏi Mục lục thì văn bản đó vẫn ghi hồ sơ như đã thẩm định."
SEVERAL = "Trong đó có {} hồ sơ đã được thẩm định theo văn bản số {}; sửa hồ sơ nào thì hồ sơ đó phải thẩm định lại."
CHANGED = "Đổi sau văn bản số {}: {}"
SAME = "Đã thẩm định theo văn bản số {}, nay chờ thẩm định lại"
MOST_NAMED = 3


def warning_of(file: ArchivalFile) -> str:
    """The sentence for whoever is about to change the file; "" where it was not appraised."""
    return ONE.format(file.appraisal.document.number) if file.appraisal else ""


def deletion_warning_of(file: ArchivalFile) -> str:
    """The sentence for whoever is about to delete the file; "" where it was not appraised."""
    return GONE.format(file.appraisal.document.number) if file.appraisal else ""


def warning_of_several(files: QuerySet[ArchivalFile]) -> str:
    """The same for many files at once."""
    appraised = ArchivalFile.objects.filter(pk__in=files.order_by().values("pk")).exclude(appraisal=None)
    count = appraised.count()
    return SEVERAL.format(format_int(count), numbers_of(appraised)) if count else ""


def numbers_of(files: QuerySet[ArchivalFile]) -> str:
    """The numbers of the documents by which the files were let through, the first of them."""
    documents = IssuedDocument.objects.filter(appraisals__in=files.order_by().values("appraisal")).order_by("pk")
    numbers = list(documents.distinct().values_list("number", flat=True)[: MOST_NAMED + 1])
    return ", ".join(numbers[:MOST_NAMED]) + (", …" if len(numbers) > MOST_NAMED else "")


def with_changes_since(files: Iterable[ArchivalFile]) -> list[ArchivalFile]:
    """The files as a list, each with `changed_since`: what differs from what was signed, "" where nothing does."""
    found = list(files)
    copies = SignedFile.objects.filter(file_id__in=[file.pk for file in found]).order_by("appraisal")
    signed = {copy.file_id: copy for copy in copies.select_related("appraisal__document")}
    for file in found:
        copy = None if file.appraisal_id else signed.get(file.pk)
        file.changed_since = change_since_signed(copy, file) if copy else ""
    return found


def change_since_signed(copy: SignedFile, file: ArchivalFile) -> str:
    """What the file has become since the copy of it was signed."""
    number, changes = copy.appraisal.document.number, differences(values_of(copy), values_of(file))
    if changes:
        return CHANGED.format(number, in_words(changes))
    return "" if copy.decision == ArchivalFile.Decision.LEFT_OUT else SAME.format(number)
