"""For watchdogs: is the process alive, can it do its work."""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

from celery import current_app
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse

from agencies import backups

WITHIN_SECONDS = 1.5
LEAST_BYTES = 64 * 1024**2  # below this the disk is as good as full
ASKERS = ThreadPoolExecutor(max_workers=9, thread_name_prefix="readyz")


def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the process answers at all."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """200 when database, broker and data folder answer in time, else 503 with the part that does not."""
    asked = {name: ASKERS.submit(ask) for name, ask in PARTS.items()}
    wait(asked.values(), WITHIN_SECONDS)
    parts = {name: has_answered(answer) for name, answer in asked.items()}
    ready = all(parts.values())
    said = {"status": "ok" if ready else "not ready", **parts, "backup": last_backup()}
    return JsonResponse(said, status=200 if ready else 503)


def last_backup() -> dict[str, object]:
    """How the last backups went, for whoever watches; a portal with an old one is ready all the same."""
    state = backups.state()
    hours = int(state.age.total_seconds() // 3600) if state.age is not None else None
    return {"age_hours": hours, "bytes": state.size_bytes, "last_failed": state.has_failed, "ok": not state.is_troubled}


def has_answered(answer: Future[None]) -> bool:
    """True where the part said nothing wrong; one that is still asked is given up."""
    answer.cancel()
    return not answer.cancelled() and answer.done() and answer.exception() is None


def ask_database() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    finally:
        connection.close()


def ask_broker() -> None:
    is_folder = settings.CELERY_BROKER_URL.startswith("filesystem")
    if is_folder and not os.access(settings.CELERY_BROKER_DIR / "messages", os.W_OK):
        raise OSError("The folder of messages is gone, or takes none.")
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=1)


def ask_disk() -> None:
    if not os.access(settings.DATA_DIR, os.W_OK) or shutil.disk_usage(settings.DATA_DIR).free < LEAST_BYTES:
        raise OSError("The data folder takes nothing more.")


PARTS: dict[str, Callable[[], None]] = {"database": ask_database, "broker": ask_broker, "disk": ask_disk}
