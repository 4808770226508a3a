"""Bring the database and the static files up to date, side by side, in processes that share the start of Django."""

import argparse
import os
import sys
from collections.abc import Callable
from io import StringIO
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

from config.launch.progress import step


def prepare(parts: list[str], demo: bool, plan: str = "") -> int:
    """Prepare "database", "static" or both, and load the plan of that name; the exit code is returned."""
    if parts == ["static"]:
        collect_static()
        return 0
    with step("migrations"):
        start_django()
        collecting = fork(collect_static) if "static" in parts else None
        call("migrate", interactive=False, verbosity=0)
    if plan:
        with step("plan"):
            call("load_plan", plan)
    if demo:
        with step("demo"):
            call("load_demo")
    return exit_code(collecting) if collecting else 0


def collect_static() -> None:
    """Collect the static files and compress them."""
    with step("static"):
        start_django()
        call("collectstatic", interactive=False, verbosity=0)


def start_django() -> None:
    """Takes a second, and several the first time; nothing the second time in one process or its fork."""
    # Not before it is needed: a start that finds everything in place spares the second.
    import django

    django.setup()


def fork(target: Callable[[], None]) -> BaseProcess:
    """A copy of this process that does the rest of its work and ends with it."""
    process = get_context("fork").Process(target=target, daemon=True)
    process.start()
    return process


def exit_code(process: BaseProcess) -> int:
    """Wait for the end of the process and return its exit code; 1 where it has none."""
    process.join()
    return 1 if process.exitcode is None else process.exitcode


def call(name: str, *arguments: str, **options: object) -> None:
    """Call a command of manage.py without its output."""
    # After `start_django`, for the same reason.
    from django.core.management import call_command

    call_command(name, *arguments, stdout=StringIO(), **options)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    words = argparse.ArgumentParser()
    words.add_argument("parts", nargs="+", choices=["database", "static"])
    words.add_argument("--demo", action="store_true")
    words.add_argument("--plan", default="")
    sys.exit(prepare(**vars(words.parse_args())))
