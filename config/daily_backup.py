"""The backup that the portal makes by itself: when one is due, where it goes, and which old ones go."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from agencies import backup_record, backups
from config.launch.backup import BusyBackingUp, make_backup
from config.launch.places import process_environment

log = logging.getLogger(__name__)
NAME = "portal-%Y%m%d-%H%M%S.tar"
SEALED = ".age"
TRY_AGAIN_AFTER = timedelta(hours=1)


def is_due(now: datetime, state: backups.State) -> bool:
    """Whether none was made since the set hour last struck, nor one failed within the last hour (local moment)."""
    struck = now.replace(hour=settings.BACKUP_HOUR, minute=0, second=0, microsecond=0)
    struck = struck if struck <= now else struck - timedelta(days=1)
    rests = state.has_failed and state.failed_at is not None and now - state.failed_at < TRY_AGAIN_AFTER
    return not rests and (state.good_at is None or state.good_at < struck)


def run() -> Path | None:
    """Make the backup that is due and delete old ones; None where none is due, or it failed, which is noted."""
    now = timezone.localtime()
    if not settings.BACKUP_DIR or not is_due(now, backups.state()):
        return None
    folder = Path(settings.BACKUP_DIR)
    target = folder / now.strftime(NAME + (SEALED if settings.BACKUP_PUBLIC_KEY else ""))
    try:
        make_backup(own_environment(), target, settings.BACKUP_PUBLIC_KEY)
        clear_old(folder)
    except BusyBackingUp:
        return None
    except Exception as error:
        log.exception("the daily backup failed")
        backup_record.note_failed(Path(settings.DATA_DIR), str(error), timezone.localtime())
        return None
    log.info("the daily backup is %s", target)
    return target


def own_environment() -> dict[str, str]:
    """The launcher's variables, with the data folder that this process works on."""
    return process_environment(PORTAL_DATA_DIR=str(settings.DATA_DIR))


def clear_old(folder: Path) -> None:
    """Delete what the plan of keeping lets go, and what a killed backup left."""
    made = {path: moment for path in folder.iterdir() if (moment := moment_of(path.name))}
    kept = keep(made.values(), *settings.BACKUP_KEEP)
    for path, moment in made.items():
        if moment not in kept:
            path.unlink(missing_ok=True)
    for part in folder.glob(".portal-*.part"):
        part.unlink(missing_ok=True)


def moment_of(name: str) -> datetime | None:
    """When the backup of that name was made; None for any other file: what people put there stays."""
    try:
        return datetime.strptime(name.removesuffix(SEALED), NAME)
    except ValueError:
        return None


def keep(moments: Iterable[datetime], days: int, weeks: int, months: int) -> set[datetime]:
    """The newest backup of each of the last days, weeks and months that have one; always the newest of all."""
    newest_first = sorted(moments, reverse=True)
    kept = set(newest_first[:1])
    spans: list[tuple[int, Callable[[datetime], object]]] = [
        (days, datetime.date),
        (weeks, lambda moment: moment.isocalendar()[:2]),
        (months, lambda moment: (moment.year, moment.month)),
    ]
    for number, span_of in spans:
        by_span: dict[object, datetime] = {}
        for moment in newest_first:
            by_span.setdefault(span_of(moment), moment)
        kept.update(list(by_span.values())[:number])
    return kept
