"""One worker with one upload, in a process of its own so that its memory can be measured: prints JSON."""

import json
import os
import resource
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from time import perf_counter

import django


def main(upload_id: int) -> None:
    """Read, write and mark the workbook of the upload, then print what it took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    import_module("celery")  # a worker carries it in its memory
    # Models can be imported only now that Django is set up.
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
    measured = {"read": read, "write": write, "mark": mark, "own_kb": peak_kb(), "child_kb": reader_kb}
    print(json.dumps(measured | {"message": upload.message, "phase": upload.phase, "counts": upload.counts}))


def seconds(call: Callable[..., object], *args: object) -> float:
    """Seconds that one call takes."""
    start = perf_counter()
    call(*args)
    return perf_counter() - start


def peak_kb() -> int:
    """Of this program alone: getrusage also counts what its parent held when it started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


if __name__ == "__main__":
    main(int(sys.argv[1]))
