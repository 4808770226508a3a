"""One worker with one upload, in a process of its own so that its memory can be told: reads, writes, prints JSON."""

import json
import os
import resource
import sys
from pathlib import Path
from time import perf_counter


def main(upload_id):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    import celery  # noqa: F401  (what a worker carries)

    from agencies.tasks import run_job
    from plans.loading import work
    from plans.models import CatalogueUpload
    from plans.services import uploads

    marking, reader, real = [0.0], [0], work.mark

    def timed_mark(*args):
        reader[0] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        start = perf_counter()
        real(*args)
        marking[0] = perf_counter() - start

    work.mark = timed_mark
    start = perf_counter()
    run_job(upload_id)
    read = perf_counter() - start - marking[0]
    upload = CatalogueUpload.objects.select_related("catalogue__agency", "requester").get(pk=upload_id)
    with_errors = upload.has_errors
    uploads.AT_ONCE = 0  # the bell rings into an empty room; this process is the worker
    uploads.ring = lambda job: None
    uploads.confirm_upload(upload, actor=upload.requester, only_good=with_errors)
    start = perf_counter()
    run_job(upload_id)
    write = perf_counter() - start
    upload.refresh_from_db()
    told = {"read": read, "write": write, "mark": marking[0], "own_kb": peak_kb(), "child_kb": reader[0]}
    print(json.dumps(told | {"message": upload.message, "phase": upload.phase, "counts": upload.counts}))


def peak_kb():
    """Of this program alone: getrusage also counts what its parent held when it started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


if __name__ == "__main__":
    main(int(sys.argv[1]))
