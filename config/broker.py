"""The broker that is a folder: a reader never meets half a message, and a damaged one does not stop the worker."""

import logging
from pathlib import Path
from time import time_ns
from typing import Any
from uuid import uuid4

from kombu.transport import filesystem
from kombu.transport.virtual import Empty
from kombu.utils.json import dumps

log = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """Folder of messages; each only wakes a worker up, and one that is lost is sent again by the sweep of jobs."""

    def _put(self, queue, payload, **kwargs):
        name = f"{time_ns()}_{uuid4()}.{queue}.msg"  # readers take them in the order of their names
        unfinished = Path(self.data_folder_out, f"{name}.part")
        unfinished.write_text(dumps(payload), encoding="utf-8")
        unfinished.rename(unfinished.with_name(name))

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        try:
            return super()._get(queue)
        except ValueError:
            log.warning("an unreadable message was thrown away")
            raise Empty()


class Transport(filesystem.Transport):
    Channel = Channel
