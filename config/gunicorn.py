"""Gunicorn: threads, so that who sends or reads slowly holds a thread and not a process; no secrets in the access log.

Measured with 50 clients that send a byte every half second and four people on the dashboard (two processes, a busy
machine with two cores): sync workers answered nobody, not even /healthz; 16 threads nobody, 40 threads where the slow
ones came to the other process; 64 threads 3,2 pages/s, /healthz p95 0,11 s. Without slow clients: sync 2,7 pages/s and
/healthz p95 1,9 s, 4 and 16 threads 2,4 pages/s and 0,1 s (64 were not measured there).
"""

import gc
import os

from config.logs import LOGGING

bind = os.environ.get("PORTAL_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("PORTAL_WEB_PROCESSES", "2"))
wsgi_app = "config.wsgi:application"
worker_class = "gthread"
threads = int(os.environ.get("PORTAL_WEB_THREADS", "64"))  # a process; more than anybody's slow connections
preload_app = True  # imported once, before the workers are forked
timeout = 200  # above plans.intake.sandbox.MOST_SECONDS: a heavy workbook is refused with a sentence, not with silence
max_requests = 5000
max_requests_jitter = 500
accesslog = None  # agencies.request_facts writes a line for each request
logconfig_dict = LOGGING
control_socket_disable = True


def on_starting(server):
    """Import what the first page would import, so that no worker does it alone, and keep it from the collector."""
    # Django is set up by the preloaded application.
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
    # What is imported stays for good: looking through it for garbage again and again cost a large page half its time.
    gc.collect()
    gc.freeze()
