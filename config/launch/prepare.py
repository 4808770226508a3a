"""Bring the database, or the static files, up to date: two processes that the launcher runs side by side."""

import os
import sys
from io import StringIO

from config.launch.progress import step


def database(demo: bool) -> None:
    """Migrate, load the plan and, where wanted, the demo."""
    with step("migrations"):
        call("migrate", interactive=False, verbosity=0)
        call("load_plan")
    if demo:
        with step("demo"):
            call("load_demo")


def static() -> None:
    """Collect the static files and compress them."""
    with step("static"):
        call("collectstatic", interactive=False, verbosity=0)


def call(name: str, **options: object) -> None:
    """Call a command of manage.py without its output; starts Django the first time, which takes a second."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command(name, stdout=StringIO(), **options)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1] == "static":
        static()
    else:
        database(demo="--demo" in sys.argv[2:])
