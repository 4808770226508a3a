from celery import shared_task

from plans.uploads.storage import clear_uploads


@shared_task
def clear_old_uploads() -> None:
    """Staged rows, problems and files of uploads that are over or were never confirmed are thrown away."""
    clear_uploads()
