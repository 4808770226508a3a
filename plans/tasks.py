from celery import shared_task

from plans.catalogues.deleting import clear_deleted
from plans.catalogues.undoing import clear_changes
from plans.catalogues.words import bring_up_to_date, forget_deleted
from plans.evidence.services import clear_lost_tables
from plans.shared_archive.exports import clear_lost_bundles
from plans.uploads.storage import clear_uploads
from plans.uploads.unconfirmed import clear_unconfirmed


@shared_task
def clear_old_uploads() -> None:
    """Staged rows, problems and files of uploads that are over or were never confirmed are thrown away, other workbooks
    that wait in vain, copies of files that no undo can ask for any more, catalogues deleted a while ago, exports and
    manifests whose process was lost."""
    clear_deleted()
    clear_lost_bundles()
    clear_lost_tables()
    forget_deleted()
    clear_uploads()
    clear_unconfirmed()
    clear_changes()


@shared_task
def index_words() -> None:
    """The words of catalogues that changed are kept for the search of many of them."""
    bring_up_to_date()
