"""Runs the tests of one mutant after another: libraries are imported once, each mutant's tests run in a fork.

Started in a copy of the tree. A line of JSON on stdin names the tests and the seconds they may take; the answer is a
line with pytest's exit code, or -1 where the time ran out.
"""

import contextlib
import gc
import importlib
import json
import os
import resource
import signal
import sys
import time
import traceback
from pathlib import Path

LIBRARIES = """celery.app docx hypothesis.strategies import_export kombu lxml.etree openpyxl pypdf pytest_django.plugin
    pytest_django.fixtures python_calamine reportlab weasyprint django.core.handlers.wsgi django.core.management
    django.db.models django.db.migrations.executor django.forms django.template django.test django.test.client
    django.utils.translation django.views.generic django.db.backends.sqlite3.base bs4""".split()
MEMORY = 4 * 1024**3


def main() -> None:
    settings = os.environ.pop("DJANGO_SETTINGS_MODULE", "config.settings")
    for name in LIBRARIES:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    gc.freeze()
    print("ready", flush=True)
    for line in sys.stdin:
        print(run(**json.loads(line)), flush=True)


def run(tests: list[str], seconds: float) -> int:
    child = os.fork()
    if not child:
        os.setsid()
        run_pytest(tests)
    return wait(child, time.monotonic() + seconds)


def wait(child: int, end: float) -> int:
    """Its exit code; whoever it started ends with it."""
    ended, status = 0, 0
    while not ended and time.monotonic() < end:
        time.sleep(0.02)
        ended, status = os.waitpid(child, os.WNOHANG)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    if not ended:
        os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) if ended else -1


def run_pytest(tests: list[str]) -> None:
    folder = Path(os.environ["PORTAL_DATA_DIR"]).parent
    output = os.open(folder / "output.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for descriptor, to in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(descriptor, to)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.dont_write_bytecode = True
    import pytest

    code = 3
    try:
        code = pytest.main(arguments(folder, tests))
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        sys.stdout.flush()
        os._exit(code)


def arguments(folder: Path, tests: list[str]) -> list[str]:
    without = [f"-pno:{name}" for name in ("cacheprovider", "randomly", "xdist", "junitxml")]
    ignored = ["-Wignore::pytest.PytestAssertRewriteWarning"]  # plugins were imported before pytest began
    own = ["-ptests.mutants.prepared", "--hypothesis-seed=0", f"--basetemp={folder}/tmp"]
    return ["-x", "-q", "--tb=line", "-mnot browser", *without, *ignored, *own, *tests]


if __name__ == "__main__":
    main()
