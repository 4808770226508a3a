"""Bring the database and the static files up to date, in one process: each start of Django costs a second."""

import os
import sys


def prepare(demo):
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_plan")
    if demo:
        call_command("load_demo")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    prepare(demo="--demo" in sys.argv[1:])
