"""Actions at the same moment, each in a thread and on a connection of its own."""

import os
from threading import Barrier, Thread

from django.db import connection

from agencies.workflow import WorkflowError


def rounds(on_postgres, on_sqlite):
    """How often a race is run: so often, or as PORTAL_RACES says. SQLite lets one write after the other."""
    usual = on_postgres if connection.vendor == "postgresql" else on_sqlite
    return int(os.environ.get("PORTAL_RACES", usual))


def together(*actions):
    """Run the actions at the same moment, each on its own connection; returns what each gave or the error it met."""
    answers, gate = [None] * len(actions), Barrier(len(actions))

    def run(place, action):
        try:
            connection.ensure_connection()
            gate.wait()
            answers[place] = action()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    unexpected = [each for each in answers if isinstance(each, Exception) and not isinstance(each, WorkflowError)]
    assert not unexpected
    return answers


def refused(answers):
    return sum(isinstance(answer, WorkflowError) for answer in answers)
