"""The Celery app; its settings are the CELERY_* ones in config.settings."""

import os

from celery import Celery
from celery.signals import beat_init, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def ready_file(name):
    """The file whose presence tells the launcher that this process is up."""
    from django.conf import settings

    return settings.DATA_DIR / "run" / f"{name}.ready"


@worker_ready.connect
def mark_worker_ready(**kwargs):
    touch("worker")


@beat_init.connect
def mark_beat_ready(**kwargs):
    touch("beat")


def touch(name):
    path = ready_file(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
