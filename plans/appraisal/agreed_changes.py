"""What both sides agreed to correct after a catalogue was handed in: its submission keeps its figures and its code."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Q, QuerySet, Sum

from agencies.calendar import start_of
from agencies.models import Event
from plans.models import Appraisal, ArchivalFile, Catalogue, ProposedValue

ANSWERED, PURGED = "sửa theo trả lời của cơ quan", "xóa nội dung không được lưu"


def agreed_sums(catalogue: Catalogue, files: QuerySet[ArchivalFile] | None = None) -> tuple[int, int]:
    """(files, trang A4 quy đổi more or less) that were corrected as answers propose since the catalogue was handed in;
    of these files alone where some are given."""
    if catalogue.submitted_at is None:
        return 0, 0
    taken = Q(outcome=ProposedValue.Outcome.TAKEN, decided_at__gte=catalogue.submitted_at)
    rows = ProposedValue.objects.filter(taken, note__catalogue=catalogue)
    if files is not None:
        rows = rows.filter(note__file__in=files.order_by().values("pk"))
    sums = rows.aggregate(files=Count("note__file", distinct=True), pages=Sum("added_pages"))
    return sums["files"], sums["pages"] or 0


def freeze_agreed(catalogue: Catalogue, code: str) -> None:
    """Keep the code of the content as it is agreed now beside that of the submission; "" where they are the same."""
    Catalogue.objects.filter(pk=catalogue.pk).update(agreed_hash="" if code == catalogue.frozen_hash else code)


def content_code(one: Catalogue | Appraisal) -> str:
    """The code of what is decided on: of the submission, or of what both sides made of it."""
    return one.agreed_hash or one.frozen_hash


def what_changed(one: Catalogue | Appraisal) -> str:
    """What made another code of the content than that of the submission: what answers corrected, a purge, or both."""
    catalogue = one.catalogue if isinstance(one, Appraisal) else one
    since = one.submitted_at or catalogue.submitted_at
    corrected = ProposedValue.objects.filter(
        outcome=ProposedValue.Outcome.TAKEN, decided_at__gte=since, note__catalogue=catalogue
    )
    purged = Event.objects.about(catalogue).filter(action="purged", happened_at__gte=since)
    if isinstance(one, Appraisal):
        until = start_of(one.decided_on + timedelta(days=1))
        corrected, purged = corrected.filter(decided_at__lt=until), purged.filter(happened_at__lt=until)
    if not purged.exists():
        return ANSWERED
    return f"{ANSWERED} và {PURGED}" if corrected.exists() else PURGED


def with_content_compared(appraisals: Iterable[Appraisal], catalogue: Catalogue) -> list[Appraisal]:
    """The catalogue's appraisals as a list, each with whether its content `has_changed` since, by the codes
    alone; they and the catalogue say what made another code of it (`other_code_after`)."""
    made, now = list(appraisals), "" if is_being_changed(catalogue) else content_code(catalogue)
    for result in made:
        result.has_changed = bool(content_code(result)) and content_code(result) != now
    shown: list[Catalogue | Appraisal] = [catalogue, *made]
    for one in shown:
        one.__dict__["other_code_after"] = what_changed(one) if one.agreed_hash else ""
    return made


def is_being_changed(catalogue: Catalogue) -> bool:
    """True where its agency has changed files since the last handing in; what answers corrected has its own code."""
    return Catalogue.objects.filter(pk=catalogue.pk).being_rewritten().exists()
