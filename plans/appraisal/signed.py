"""What was appraised, as it was signed: files that are still so, and copies of those that were changed since.

`plans.catalogues.change_sets` makes the copies before any change of an appraised file.
"""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum, TextField, Value
from django.db.models.functions import Coalesce

from plans.models import Appraisal, ArchivalFile, Catalogue, FileNote, SignedFile
from plans.models.pages import PAGE_FIELDS
from plans.pricing import factors_on

from .desk import tranche_of

BATCH = 1000
Rows = tuple[QuerySet[ArchivalFile], QuerySet[SignedFile]]  # files as they are, and copies; a file is in one of them


def approved_rows(appraisal: Appraisal) -> Rows:
    """What the appraisal lets through to be digitized; of a draft what it would let through."""
    files = appraisal.catalogue.files.to_digitize().annotate(why=Value(""))
    if not appraisal.pk:
        chosen = files.filter(pk__in=tranche_of(appraisal.catalogue)) if appraisal.is_tranche else files
        return chosen, SignedFile.objects.none()
    if appraisal.is_tranche:
        return files.filter(appraisal=appraisal), appraisal.signed_files.let_through()
    later = Q(replaced_by=None) | Q(replaced_by__gt=appraisal.pk)
    copies = SignedFile.objects.let_through().filter(later, appraisal__catalogue=appraisal.catalogue_id)
    return files.filter(appraisal__lte=appraisal.pk), copies.filter(appraisal__lte=appraisal.pk)


def left_out_rows(appraisal: Appraisal) -> Rows:
    """What an appraisal of the whole left out; each with the `why` that its agency was told, "" where it was not."""
    copies = SignedFile.objects.left_out().filter(appraisal=appraisal.pk)
    files = with_reason(appraisal.catalogue.files.left_out())
    return (files.none(), copies) if copies.exists() else (files, copies.none())


def with_reason(files: QuerySet[ArchivalFile]) -> QuerySet[ArchivalFile]:
    """The files, each with `why`: the last words to its agency."""
    note = FileNote.objects.filter(file=OuterRef("pk"), audience=FileNote.Audience.AGENCY).order_by("-pk")
    return files.annotate(why=Coalesce(Subquery(note.values("text")[:1]), Value(""), output_field=TextField()))


def keep_left_out(catalogue: Catalogue) -> None:
    """Copy what the last appraisal of the whole left out, before the catalogue is opened for changes."""
    last = catalogue.appraisals.filter(is_tranche=False).order_by("-pk").first()
    if last is None:
        return
    names = [each.name for each in SignedFile._meta.fields if each.name not in ("id", "appraisal", "replaced_by")]
    values = with_reason(catalogue.files.left_out()).values(*(name for name in names if name != "file_id"), "pk")
    copies = (SignedFile(appraisal=last, file_id=each.pop("pk"), **each) for each in values.iterator(BATCH))
    SignedFile.objects.bulk_create(copies, batch_size=BATCH, ignore_conflicts=True)


def replaced_rows(appraisal: Appraisal) -> QuerySet[SignedFile]:
    """Copies of what counted before and counts no more with this appraisal, or would with this draft.

    A tranche replaces the files that it holds anew, an appraisal of the whole all that is in force.
    """
    if appraisal.pk:
        return SignedFile.objects.filter(replaced_by=appraisal)
    copies = SignedFile.objects.in_force().filter(appraisal__catalogue=appraisal.catalogue)
    return copies.filter(file_id__in=tranche_of(appraisal.catalogue).values("pk")) if appraisal.is_tranche else copies


def volume_of(copies: QuerySet[SignedFile]) -> tuple[int, int]:
    """(files, trang A4 quy đổi) of the copies, as the appraisals that let them through counted them."""
    sums = {name: Sum(name) for name in PAGE_FIELDS.values()}
    by_appraisal = dict(copies.order_by().values_list("appraisal").annotate(files=Count("pk")))
    pages = 0
    for one in Appraisal.objects.filter(pk__in=by_appraisal):
        found = copies.filter(appraisal=one).aggregate(**sums)
        pages += factors_on(one.counted_on).a4_pages({size: found[name] or 0 for size, name in PAGE_FIELDS.items()})
    return sum(by_appraisal.values()), pages
