"""Tasks of the worker by the clock for the machine (see config/schedule.py)."""

from celery import shared_task

from agencies.job_keeping import long_place
from config import daily_backup


@shared_task(name="config.tasks.daily_backup")
def back_up_daily() -> None:
    """Make the day's backup once its hour has come; safe to call any number of times.

    It takes a place among the long jobs; where there is none, the next call makes it.
    """
    with long_place() as there_is:
        if there_is:
            daily_backup.run()
