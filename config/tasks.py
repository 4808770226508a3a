"""What the worker does by the clock for the machine (see CELERY_BEAT_SCHEDULE)."""

from celery import shared_task

from config import daily_backup


@shared_task(name="config.tasks.daily_backup")
def back_up_daily() -> None:
    """Make the day's backup once its hour has come; safe to call any number of times."""
    daily_backup.run()
