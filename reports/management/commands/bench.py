from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from reports.bench import BENCH
from reports.bench.catalogue import FILES, LEAST_FILES


class Command(BaseCommand):
    help = "Measure one part of the portal in a scratch database of its own. Exit code: 0 every bar holds, 1 not."
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("name", choices=sorted(BENCH))
        parser.add_argument(
            "--files", type=int, help=f"of catalogue: how many files, {LEAST_FILES} to {FILES} (the default)"
        )

    def handle(self, *, name, files=None, **options):
        if files is not None and name != "catalogue":
            raise CommandError(f"--files is of catalogue: {name} has a size of its own")
        if files is not None and not LEAST_FILES <= files <= FILES:
            raise CommandError(f"--files {files}: measured are {LEAST_FILES} to {FILES} files")
        size = {"files": files} if files else {}
        with TemporaryDirectory(prefix="portal-bench-") as folder:
            held = in_scratch_database(Path(folder), lambda: BENCH[name](self.stdout.write, **size))
        if not held:
            raise CommandError("slower, or more of something, than a bar allows")


def in_scratch_database(folder, call):
    """Call on a new database (a file on SQLite, bench_… on PostgreSQL) that is dropped afterwards."""
    settings = connection.settings_dict
    own_name, test = settings["NAME"], settings["TEST"]["NAME"]
    scratch = str(folder / "bench.sqlite3") if connection.vendor == "sqlite" else f"bench_{own_name}"
    settings["TEST"]["NAME"] = scratch
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        return call()
    finally:
        connection.creation.destroy_test_db(own_name, verbosity=0)
        settings["TEST"]["NAME"] = test
