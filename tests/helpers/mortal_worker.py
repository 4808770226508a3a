"""A worker to be killed: for each line "upload_id place after" on stdin a fork works on the upload, and at the given
call of the named function the system kills it. It prints the signal that ended it, or 0. Only tests start this."""

import os
import signal
import sys

import django
from django.conf import settings

PLACES = {
    "read_catalogue": "plans.uploads.work",
    "put_columns": "plans.uploads.staging",
    "describe": "plans.uploads.work",
    "put_in_chunks": "plans.uploads.staging",
    "compared": "plans.uploads.work",
    "request_marking": "plans.uploads.work",
    "open_for_change": "plans.uploads.work",
    "change_rows": "plans.uploads.writing",
    "add_rows": "plans.uploads.writing",
    "settle_totals": "plans.uploads.work",
    "record": "plans.uploads.work",
    "done": "plans.uploads.work",
    "clear_rows": "plans.uploads.work",
}


def main():
    django.setup()
    settings.MEDIA_ROOT = os.environ["MORTAL_MEDIA_ROOT"]
    for line in sys.stdin:
        child = os.fork()
        if not child:
            work(*line.split())
        _, status = os.waitpid(child, 0)
        print(os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, flush=True)


def work(upload_id, place, after):
    from agencies.jobs import run_job
    from plans.uploads import copying

    copying.CHUNK = 2
    home = sys.modules[PLACES[place]]
    real, left = getattr(home, place), [int(after)]

    def deadly(*args, **options):
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        return real(*args, **options)

    setattr(home, place, deadly)
    run_job(int(upload_id))
    os._exit(0)


if __name__ == "__main__":
    main()
