"""What a file that was left out as a duplicate says of the copy that stays: what is true when it is read."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.timezone import localdate

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int
from agencies.models import User
from plans.models import ArchivalFile, Catalogue, LeftOutDuplicate
from plans.models.duplicates import LeftOutDuplicateQuerySet

from .likeness import files_to_digitize, name_of
from .verdicts import Decision

KEPT_FOR = "được giữ lại thay cho {} hồ sơ trùng mà Sở Nội vụ đã loại; {} thì các hồ sơ đó phải được xem xét lại."
GONE = f"Hồ sơ này {KEPT_FOR}"
SEVERAL = f"Trong đó có hồ sơ {KEPT_FOR}"
DELETED, NO_LONGER_ALIKE = "xóa", "sửa đến mức không còn trùng"
WITHDRAWN = (
    "{} hồ sơ mà Sở Nội vụ đã loại vì giữ lại hồ sơ trong Mục lục này; rút lại thì phải xem xét lại các hồ sơ đó."
)


def kept_sentences(files: Iterable[ArchivalFile], user: User) -> dict[int, str]:
    """{key: what became of the copy that was to stay in the file's place}, as it is now; nothing of another agency's
    file but that there is one."""
    rows = LeftOutDuplicate.objects.filter(file__in=[file.pk for file in files]).select_related("catalogue")
    there = files_to_digitize(row.kept_id for row in rows)
    found = {file.pk: file for file in files}
    return {row.file_id: kept_sentence(row, found[row.file_id], there.get(row.kept_id), user) for row in rows}


def kept_sentence(row: LeftOutDuplicate, file: ArchivalFile, kept: ArchivalFile | None, user: User) -> str:
    """Where the file stands that is kept for this one."""
    on_its_desk = kept and user.oversees and kept.catalogue.is_changeable  # may be another by now than was handed in
    name = f"Bản giữ lại: {name_of(kept) if kept and not on_its_desk else row.kept_name}"
    if not user.oversees and row.kept_agency_id != row.catalogue.agency_id:
        name = "Bản giữ lại: một hồ sơ của cơ quan khác"
    is_left_out = file.decision == Decision.LEFT_OUT
    if row.lost_at:
        since = f"{name}, {row.get_why_lost_display()} ngày {format_date(localdate(row.lost_at))}"
        return f"{since}; {'Sở Nội vụ xem xét lại nhóm này' if is_left_out else 'hồ sơ này được xem xét lại'}."
    return f"{name}, {place_of(kept)}." if is_left_out and kept else ""


def kept_for_others(files: QuerySet[ArchivalFile], done: str = DELETED, sentence: str = GONE) -> str:
    """Before these files are deleted, or whatever is `done`: for how many others they stay, which come back to be
    decided; "" for none."""
    count = left_out_for(files).count()
    return sentence.format(format_int(count), done) if count else ""


def kept_among(files: QuerySet[ArchivalFile], done: str) -> str:
    """The same of many files, of which some stay for others."""
    return kept_for_others(files, done, SEVERAL)


def kept_until_withdrawn(catalogue: Catalogue) -> str:
    """Before the catalogue is withdrawn: how many files of other catalogues were left out for its own; "" for none.

    What an appraisal let through stays.
    """
    count = left_out_for(catalogue.files.filter(appraisal=None)).exclude(catalogue=catalogue).count()
    return WITHDRAWN.format(format_int(count)) if count else ""


def left_out_for(files: QuerySet[ArchivalFile]) -> LeftOutDuplicateQuerySet:
    """The bindings of other files that were left out because these stay."""
    keys = files.order_by().values("pk")
    rows = LeftOutDuplicate.objects.in_force().filter(lost_at=None, kept__in=keys)
    return rows.exclude(file__in=keys)


def place_of(kept: ArchivalFile) -> str:
    """How far the file has come that stays."""
    if kept.appraisal_id:
        return "đã được thẩm định để số hóa"
    if not kept.catalogue.is_awaited:
        return "đang ở cơ quan lập Mục lục"
    return "đã được chấp nhận, chờ thẩm định" if kept.decision == Decision.ACCEPTED else "đang chờ thẩm định"
