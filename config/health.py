"""For watchdogs: is the process alive, can it do its work."""

from collections.abc import Callable

from celery import current_app
from django.db import connection
from django.http import HttpRequest, JsonResponse

from agencies import backups


def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the process answers at all."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """200 when database and broker answer, else 503 with the part that does not."""
    parts = {"database": answers(ask_database), "broker": answers(ask_broker)}
    ready = all(parts.values())
    said = {"status": "ok" if ready else "not ready", **parts, "backup": last_backup()}
    return JsonResponse(said, status=200 if ready else 503)


def last_backup() -> dict[str, object]:
    """How the last backups went, for whoever watches; a portal with an old one is ready all the same."""
    state = backups.state()
    hours = int(state.age.total_seconds() // 3600) if state.age is not None else None
    return {"age_hours": hours, "bytes": state.size_bytes, "last_failed": state.has_failed, "ok": not state.is_troubled}


def answers(ask: Callable[[], None]) -> bool:
    try:
        ask()
    except Exception:
        return False
    return True


def ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def ask_broker() -> None:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)
