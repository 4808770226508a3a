"""Logs: one JSON object a line, with request, person and address, so that no text of a client can begin a new line."""

import logging
from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS


class RequestFacts(logging.Filter):
    """Adds who asked; a refusal (403, 404, a wrong request) is a line without a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        from agencies.request_facts import NOW  # logging is set up before Django's settings are read

        vars(record).update(vars(NOW.get()))
        refused = record.name == "django.request" and record.levelno < logging.ERROR
        if refused or record.name.startswith("django.security"):
            record.exc_info = record.exc_text = None
        return True


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_facts": {"()": RequestFacts}},
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
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
