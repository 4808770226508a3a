"""All checks, in the order in which they are read; behind the page Tình trạng and `./portal doctor --production`."""

import logging
from collections.abc import Callable

from . import machine, traffic
from .line import BAD, Line, Said

log = logging.getLogger(__name__)
Check = Callable[[], Line | list[Line]]
CHECKS: tuple[tuple[Said, Check], ...] = (
    (machine.SETUP, machine.setup),
    (machine.HEADERS, machine.headers),
    (traffic.CERTIFICATE, traffic.certificates),
    (machine.CLOCK, machine.clock),
    (traffic.BETWEEN, traffic.encryption),
    (traffic.BACKUPS, traffic.last_backup),
    (traffic.QUEUE, traffic.queue),
    (traffic.WORKERS, traffic.workers),
    (machine.DISK, machine.disks),
    (machine.VERSIONS, machine.versions),
    (machine.MIGRATIONS, machine.migrations),
    (machine.ROLE, machine.database_role),
    (traffic.MAIL, traffic.mail_server),
)


def lines() -> list[Line]:
    """The outcome of every check; one that fails itself is a line too."""
    found: list[Line] = []
    for name, check in CHECKS:
        outcome = safely(name, check)
        found += outcome if isinstance(outcome, list) else [outcome]
    return found


def safely(name: Said, check: Check) -> Line | list[Line]:
    try:
        return check()
    except Exception as error:
        log.exception("the check of %s failed", name.en)
        advice = Said("Đọc nhật ký của cổng.", "Look into the portal's log.")
        return Line(name, BAD, Said("không kiểm tra được", f"could not be checked: {error}"), advice)
