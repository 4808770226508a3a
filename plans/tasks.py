from celery import shared_task

from plans.catalogues.undoing import clear_changes
from plans.uploads.storage import clear_uploads


@shared_task
def clear_old_uploads() -> None:
    """Staged rows, problems and files of uploads that are over or were never confirmed are thrown away, and copies of
    files that no undo can ask for any more."""
    clear_uploads()
    clear_changes()
