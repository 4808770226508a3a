"""The Celery app; its settings are the CELERY_* ones in config.settings."""

import os
from datetime import datetime, timedelta
from logging.config import dictConfig
from pathlib import Path
from typing import Any

from celery import Celery
from celery.schedules import schedstate, schedule
from celery.signals import beat_init, setup_logging, worker_ready
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


class Every(schedule):
    """At intervals; also where the clock was set back behind the last run."""

    def is_due(self, last_run_at: datetime) -> schedstate:
        if self.maybe_make_aware(last_run_at) > self.now():
            return schedstate(is_due=True, next=self.seconds)
        return super().is_due(last_run_at)


def at_intervals(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry of a task that comes at intervals; those of an hour of the day stay as they are."""
    every = entry["schedule"]
    return entry | {"schedule": Every(every, app=app)} if isinstance(every, timedelta) else entry


app.conf.beat_schedule = {name: at_intervals(entry) for name, entry in app.conf.beat_schedule.items()}


def ready_file(name: str) -> Path:
    """The file that is there once this process is up; the launcher waits for it."""
    return settings.DATA_DIR / "run" / f"{name}.ready"


@setup_logging.connect
def log_as_everywhere(**kwargs: object) -> None:
    """In place of Celery's own format."""
    dictConfig(settings.LOGGING)


@worker_ready.connect
def mark_worker_ready(**kwargs: object) -> None:
    touch("worker")


@beat_init.connect
def mark_beat_ready(**kwargs: object) -> None:
    touch("beat")


def touch(name: str) -> None:
    path = ready_file(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
