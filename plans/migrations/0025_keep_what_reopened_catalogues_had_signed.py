from django.db import migrations
from django.db.models import F, OuterRef, Q, Subquery

COPIED = (
    "position", "box_number", "file_number", "reference_code", "title", "start_date", "end_date", "retention_years",
    "sheet_count", "page_count", "page_count_a3", "page_count_a2", "page_count_a1", "page_count_a0", "arranged",
    "priority", "digitized_before", "condition", "archive_number", "note", "search_text", "title_key", "decision",
    "left_out_reason",
)  # fmt: skip
BATCH = 1000


def date_versions(apps, schema_editor):
    """An appraisal of the version that was handed in last knows when that was."""
    Appraisal, Catalogue = apps.get_model("plans", "Appraisal"), apps.get_model("plans", "Catalogue")
    handed_in = Catalogue.objects.filter(pk=OuterRef("catalogue")).values("submitted_at")[:1]
    same = Appraisal.objects.filter(revision=F("catalogue__revision")).values("pk")
    Appraisal.objects.filter(pk__in=list(same.values_list("pk", flat=True))).update(submitted_at=Subquery(handed_in))


def number_changes(apps, schema_editor):
    """Changes made since the last hand-in are of the present version."""
    CatalogueChange, Catalogue = apps.get_model("plans", "CatalogueChange"), apps.get_model("plans", "Catalogue")
    present = Catalogue.objects.filter(pk=OuterRef("catalogue")).values("revision")[:1]
    since = CatalogueChange.objects.filter(made_at__gt=F("catalogue__submitted_at"), catalogue__revision__gt=1)
    CatalogueChange.objects.filter(pk__in=list(since.values_list("pk", flat=True))).update(revision=Subquery(present))


def keep_changed(apps, schema_editor):
    """Changes that can still be undone hold what they overwrote of appraised files."""
    FileBefore = apps.get_model("plans", "FileBefore")
    since = Q(change__catalogue__submitted_at=None) | Q(change__made_at__gt=F("change__catalogue__submitted_at"))
    before = FileBefore.objects.filter(since, change__undone_at=None).exclude(appraisal_id=None)
    known = set(apps.get_model("plans", "Appraisal").objects.values_list("pk", flat=True))
    rows = (row for row in before.values("file_id", "appraisal_id", *COPIED).iterator(BATCH))
    copy(apps, (row for row in rows if row["appraisal_id"] in known))


def keep_left_out(apps, schema_editor):
    """Files left out by an appraisal whose catalogue was opened for changes since, where they are still as they were."""
    Appraisal, ArchivalFile = apps.get_model("plans", "Appraisal"), apps.get_model("plans", "ArchivalFile")
    for one in Appraisal.objects.filter(is_tranche=False, left_out_files__gt=0).exclude(catalogue__state="appraised"):
        if not Appraisal.objects.filter(catalogue=one.catalogue_id, is_tranche=False, pk__gt=one.pk).exists():
            same = ArchivalFile.objects.filter(
                catalogue=one.catalogue_id, decision="left_out", revision__lte=one.revision
            )
            rows = same.annotate(file_id=F("pk")).values("file_id", *COPIED)
            copy(apps, ({**row, "appraisal_id": one.pk} for row in rows.iterator(BATCH)))


def copy(apps, rows):
    SignedFile = apps.get_model("plans", "SignedFile")
    SignedFile.objects.bulk_create((SignedFile(**row) for row in rows), batch_size=BATCH, ignore_conflicts=True)


class Migration(migrations.Migration):
    """For catalogues that lie open for changes now: what of their appraisals is still known."""

    dependencies = [("plans", "0024_keep_what_was_signed")]

    operations = [
        migrations.RunPython(date_versions, migrations.RunPython.noop),
        migrations.RunPython(number_changes, migrations.RunPython.noop),
        migrations.RunPython(keep_changed, migrations.RunPython.noop),
        migrations.RunPython(keep_left_out, migrations.RunPython.noop),
    ]
