from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from reports.bench import BENCH
from reports.bench.catalogue import FILES, LEAST_FILES

SIZES = {
    "files": ("catalogue simulator", LEAST_FILES, FILES),
    "histories": ("histories", 1, 10_000),
    "seed": ("forecast histories races", 0, 10**9),
    "workbooks": ("reading", 1, 10**6),
    "pdfs": ("inspect", 400, 10**6),
    "pairs": ("races", 1, 10_000),
}


class Command(BaseCommand):
    help = "Measure one part of the portal in a scratch database of its own. Exit code: 0 every bar holds, 1 not."
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("name", choices=sorted(BENCH))
        parser.add_argument(
            "--files",
            type=int,
            help=f"of catalogue and simulator: how many files, {LEAST_FILES} to {FILES} (the default)",
        )

        parser.add_argument("--histories", type=int, help="of histories: how many (2.000), each of 60 steps")
        parser.add_argument("--seed", type=int, help="of forecast, histories and races: which ones (1)")
        parser.add_argument("--pdfs", type=int, help="of inspect: how many PDFs (10.000)")
        parser.add_argument("--pairs", type=int, help="of races: how many of each route (300)")
        parser.add_argument(
            "--record", help="of races: a file that remembers what is done, so that it goes on from there"
        )
        parser.add_argument("--only", help="of races: routes whose name holds this; of hostile: models")

        parser.add_argument("--workbooks", type=int, help="of reading: how many workbooks are drawn (2.000)")

    def handle(self, *, name, only=None, record=None, **options):
        size = {key: options[key] for key in SIZES if options.get(key) is not None}
        for key, value in size.items():
            refuse(name, key, value)
        if only and name not in ("races", "hostile"):
            raise CommandError(f"--only is of races and hostile: {name} has no parts")
        if record and name != "races":
            raise CommandError(f"--record is of races: {name} is measured at once")
        size |= {"only": only} if only else {}
        size |= {"record": record} if record else {}
        with TemporaryDirectory(prefix="portal-bench-") as folder:
            held = in_scratch_database(Path(folder), lambda: BENCH[name](self.stdout.write, **size))
        if not held:
            raise CommandError("slower, or more of something, than a bar allows")


def refuse(name, key, value):
    """Raise CommandError where the measure of this name has no such size, or not one of this value."""
    of, least, most = SIZES[key]
    if name not in of.split():
        raise CommandError(f"--{key} is of {of}: {name} has a size of its own")
    if not least <= value <= most:
        raise CommandError(f"--{key} {value}: from {least} to {most}")


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
