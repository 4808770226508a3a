"""The commands of `./portal` and who carries them out."""

import argparse
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import NoReturn

from config.launch import (
    backup,
    bench,
    bench_crowd,
    bench_kills,
    bench_night,
    bench_start,
    copying,
    doctor,
    environment,
    lint,
    places,
    rehearse,
    restore,
    run,
    setup,
    suite,
)
from config.launch.places import PYTHON, ROOT, data_dir, process_environment, with_demo

PASSED_ON = ("test", "bench", "manage", "setup")


def main(arguments: list[str]) -> int:
    """Do what the command line says; the exit code is returned."""
    try:
        # The arguments of pytest and manage.py are theirs: argparse must not look at them.
        if arguments and arguments[0] in PASSED_ON:
            return pass_on(arguments[0], arguments[1:])
        return carry_out(parser().parse_args(arguments))
    except (environment.EnvironmentFailed, run.StartFailed, copying.CopyFailed) as error:
        print(f"\n{error}")
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./portal", description="The archive digitization portal.")
    words = parser.add_subparsers(dest="word", required=True)
    word = words.add_parser("run", help="start web, worker and beat here; Ctrl-C stops all")
    word.add_argument("--empty", action="store_true", help="a real portal, without the demo; remembered")
    word.add_argument("--plan", choices=places.known_plans(), default="", help="of a real portal: load this plan")
    word.add_argument("--port", type=port_number, default=8000)
    words.add_parser("setup", help="the first administrator of a real portal, asked for in Vietnamese [--plan NAME]")
    word = words.add_parser("backup", help="database and private files in one file, while the portal works")
    what = word.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", type=Path, metavar="FILE.tar", help="a file that does not exist yet")
    what.add_argument("--check", type=Path, metavar="FILE.tar", help="whether that backup is whole")
    what.add_argument(
        "--new-key", type=Path, metavar="FILE", help="make a private key there; its public key is printed"
    )
    word.add_argument("--key", type=Path, metavar="FILE", help="the private key, to check an encrypted backup")
    word = words.add_parser("restore", help="a backup into an empty place, compared with what it was")
    word.add_argument("file", type=Path, metavar="FILE.tar")
    word.add_argument(
        "--into", type=Path, required=True, metavar="FOLDER", help="the new data folder, empty or none yet"
    )
    word.add_argument("--key", type=Path, metavar="FILE", help="the private key of an encrypted backup")
    word.add_argument("--migrate", action="store_true", help="bring an older backup up to this version")
    word = words.add_parser("rehearse", help="a copy of the real data on another day, with a band that says so")
    word.add_argument("day", type=iso_day, metavar="YYYY-MM-DD")
    word.add_argument("--port", type=port_number, default=8001)
    word.add_argument("--fresh", action="store_true", help="copy anew what an earlier rehearsal has changed")
    words.add_parser("test", help="the suite on SQLite and on PostgreSQL [--sqlite | --postgres] [of pytest]")
    word = words.add_parser("lint", help="style, format, templates, types and migrations, as CI checks them")
    word.add_argument("--fix", action="store_true", help="mend what a program can mend, then check")
    word = words.add_parser("doctor", help="what works on this machine")
    word.add_argument("--production", action="store_true", help="whether the running portal is in order")
    words.add_parser("bench", help="measure: ./portal bench NAME")
    words.add_parser("manage", help="Django's manage.py in the portal's environment")
    return parser


def port_number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return int(text)


def iso_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a day is written 2025-07-02")


def carry_out(options: argparse.Namespace) -> int:
    if options.word == "doctor":
        return doctor.production() if options.production else doctor.report()
    if options.word in ("backup", "restore"):
        return keep(options)
    if options.word == "rehearse":
        return rehearse.rehearse(options.day, options.port, options.fresh)
    if options.word == "lint":
        return lint.lint(options.fix)
    return run.run(port=options.port, empty=options.empty, plan=options.plan)


def keep(options: argparse.Namespace) -> int:
    """Make, check or restore a backup."""
    if not environment.is_here():
        environment.ensure("run")
        return subprocess.run([PYTHON, ROOT / "portal", *sys.argv[1:]]).returncode
    if options.word == "restore":
        return restore.restore(options.file, options.into, options.key, options.migrate)
    if options.check:
        return restore.check(options.check, options.key)
    if options.new_key:
        return backup.make_key(options.new_key)
    return backup.back_up(options.out, process_environment().get("PORTAL_BACKUP_PUBLIC_KEY", ""))


def pass_on(word: str, arguments: list[str]) -> int:
    if word == "test":
        return suite.test(arguments)
    if word == "setup":
        return setup.set_up(arguments)
    if word == "bench" and arguments == ["start"]:
        return bench_start.measure()
    if word == "bench" and arguments == ["crowd"]:
        return bench_crowd.measure()
    if word == "bench" and arguments[:1] == ["kills"]:
        return bench_kills.measure(arguments[1:])
    if word == "bench" and arguments[:1] == ["night"]:
        return bench_night.measure(arguments[1:])
    if word == "bench" and arguments[:1] and arguments[0] in (*bench.ON_BOTH, *bench.ON_POSTGRES):
        return bench.measured(arguments)
    return manage(["bench", *arguments] if word == "bench" else arguments)


def manage(arguments: list[str]) -> NoReturn:
    """Become manage.py, so that its exit code, signals and terminal are its own."""
    environment.ensure("run")
    variables = with_demo(process_environment())
    variables["PORTAL_DATA_DIR"] = str(data_dir(variables))  # paths in arguments are relative to the current folder
    command = [str(PYTHON), str(ROOT / "manage.py"), *arguments]
    os.execve(PYTHON, command, variables)  # noqa: S606  our own interpreter
