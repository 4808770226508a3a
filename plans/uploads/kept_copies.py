"""Before files that a workbook does not name are removed: for which others some of them stay."""

from plans.appraisal.kept_sentences import DELETED, kept_among
from plans.catalogues.statements import FILES
from plans.models import ArchivalFile, CatalogueUpload, LeftOutDuplicate

from .writing import TO_REMOVE

BOUND = LeftOutDuplicate._meta.db_table


def kept_among_missing(upload: CatalogueUpload) -> str:
    """For how many others the files stay that would be removed, as a sentence; "" for none."""
    if not upload.counts.get("missing"):
        return ""
    kept = f"SELECT kept_id FROM {BOUND} WHERE kept_catalogue_id = %s"
    bound = f"{kept} UNION SELECT file_id FROM {BOUND} WHERE catalogue_id = %s"
    catalogue = upload.catalogue
    going = ArchivalFile.objects.raw(
        f"SELECT f.id FROM {FILES} f WHERE {TO_REMOVE} AND f.id IN ({bound})",
        [catalogue.pk, upload.pk, catalogue.pk, catalogue.pk],
    )
    return kept_among(catalogue.files.filter(pk__in=[file.pk for file in going]), DELETED)
