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

    from agencies.jobs import run_job
    from plans.models import CatalogueUpload
    from plans.uploads import marking
    from plans.uploads import services as uploads

    uploads.enqueue = marking.enqueue = lambda job: None  # this process is the worker
    uploads.AT_ONCE = -1
    read = seconds(run_job, upload_id)
    reader_kb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    upload = CatalogueUpload.objects.select_related("catalogue__agency", "requester").get(pk=upload_id)
    uploads.confirm_upload(upload, actor=upload.requester, only_good=upload.has_errors)
    write = seconds(run_job, upload_id)
    mark = seconds(run_job, upload.marking.pk) if upload.counts["errors"] + upload.counts["warnings"] else 0
    upload.refresh_from_db()
    told = {"read": read, "write": write, "mark": mark, "own_kb": peak_kb(), "child_kb": reader_kb}
    print(json.dumps(told | {"message": upload.message, "phase": upload.phase, "counts": upload.counts}))


def seconds(call, *args):
    start = perf_counter()
    call(*args)
    return perf_counter() - start


def peak_kb():
    """Of this program alone: getrusage also counts what its parent held when it started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


if __name__ == "__main__":
    main(int(sys.argv[1]))
