"""`./portal doctor --production`: the running portal's state, one line for each check; exit code 1 where one is bad."""

import os
import sys

import django


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    # Models are there only once Django is set up.
    from .checks import lines
    from .line import BAD, OK

    found = lines()
    for line in found:
        advice = f"  →  {line.advice.en}" if line.state != OK else ""
        print(f"{line.state:<5} {line.name.en}: {line.value.en}{advice}")
    return 1 if any(line.state == BAD for line in found) else 0


if __name__ == "__main__":
    sys.exit(main())
