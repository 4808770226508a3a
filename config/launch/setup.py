"""`./portal setup`: a real portal's database and its first administrator."""

import argparse
import subprocess

from config.launch import environment
from config.launch.places import PYTHON, ROOT, data_dir, folder, holds_demo, known_plans, process_environment
from config.launch.run import ELSEWHERE, StartFailed, options

DATABASE = ("database",)


def set_up(arguments: list[str]) -> int:
    """Prepare the database, load the plan where one is chosen, then ask. Exit codes are those of `manage.py setup`.

    The other arguments are those of `manage.py setup`.
    """
    word = argparse.ArgumentParser(prog="./portal setup", add_help=False, allow_abbrev=False)
    word.add_argument("--plan", choices=known_plans(), default="")
    chosen, arguments = word.parse_known_args(arguments)
    variables = {**process_environment(), "PORTAL_DEMO": "0"}
    if holds_demo(variables):
        raise StartFailed(
            f"{data_dir(variables)} holds the demo. A real portal begins in a folder of its own: {ELSEWHERE}"
        )
    environment.ensure("run")
    (folder(variables, "run").parent / "real").touch()
    prepare = subprocess.run(
        [PYTHON, "-m", "config.launch.prepare", *DATABASE, *options(False, chosen.plan)], cwd=ROOT, env=variables
    )
    if prepare.returncode:
        raise StartFailed("The database could not be prepared; the message is above.")
    return subprocess.run([PYTHON, "manage.py", "setup", *arguments], cwd=ROOT, env=variables).returncode
