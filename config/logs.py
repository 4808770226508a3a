"""Logs: one JSON object a line, with request, person and address, so that no text of a client can begin a new line."""

import logging
from copy import copy
from typing import Any
from urllib.parse import unquote

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

WITHHELD = "[withheld: a mark of secrecy]"
OURS = {*RESERVED_ATTRS} - {"exc_text", "stack_info"}  # what logging itself writes of a record


class RequestFacts(logging.Filter):
    """Adds who asked; a refusal (403, 404, a wrong request) is a line without a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        from agencies.request_facts import NOW  # logging is set up before Django's settings are read

        vars(record).update(vars(NOW.get()))
        refused = record.name == "django.request" and record.levelno < logging.ERROR
        if refused or record.name.startswith("django.security"):
            record.exc_info = record.exc_text = None
        return True


class OpenJson(JsonFormatter):
    """Withholds what holds a mark of secrecy: an address or a header may be anything."""

    def format(self, record: logging.LogRecord) -> str:
        from agencies.secrecy.marks import is_marked  # the same

        texts = {name: value for name, value in vars(record).items() if isinstance(value, str) and name not in OURS}
        marked: dict[str, object] = {n: WITHHELD for n, value in texts.items() if is_marked(unquote(value))}
        if is_marked(unquote(record.getMessage())):
            marked |= {"msg": WITHHELD, "args": ()}
        if not marked:
            return super().format(record)
        open_record = copy(record)
        vars(open_record).update(marked)
        return super().format(open_record)


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_facts": {"()": RequestFacts}},
    "formatters": {
        "json": {
            "()": OpenJson,
            "fmt": ["levelname", "name", "message"],
            "rename_fields": {"levelname": "level", "name": "logger"},
            "reserved_attrs": [*RESERVED_ATTRS, "request"],
            "timestamp": "time",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["request_facts"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "axes": {"level": "WARNING"},
        "django": {"handlers": [], "propagate": True},
        "gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True},
    },
}
