"""Gunicorn: sync workers (threads halve template throughput), logs as everywhere."""

import os

from config.logs import LOGGING

bind = os.environ.get("PORTAL_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("PORTAL_WEB_PROCESSES", "2"))
wsgi_app = "config.wsgi:application"
worker_class = "sync"
preload_app = True  # imported once, before the workers are forked
timeout = 200  # above plans.intake.sandbox.MOST_SECONDS: a heavy workbook is refused with a sentence, not with silence
max_requests = 5000
max_requests_jitter = 500
accesslog = None  # agencies.request_facts writes a line for each request
logconfig_dict = LOGGING
control_socket_disable = True


def on_starting(server):
    """Import what the first page would import, so that no worker does it alone."""
    # Django is set up by the preloaded application.
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
