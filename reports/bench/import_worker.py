"""One worker with one upload, in a process of its own so that its memory can be told: reads, writes, prints JSON."""

import json
import os
import resource
import sys
from time import perf_counter


def main(upload_id):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    import config.celery  # noqa: F401  (what a worker carries)
    from agencies.tasks import run_job
    from plans.loading import work
    from plans.models import CatalogueUpload
    from plans.services import uploads

    marking, real = [0.0], work.mark

    def timed_mark(*args):
        start = perf_counter()
        real(*args)
        marking[0] = perf_counter() - start

    work.mark = timed_mark
    start = perf_counter()
    run_job(upload_id)
    read = perf_counter() - start - marking[0]
    upload = CatalogueUpload.objects.select_related("catalogue__agency", "requester").get(pk=upload_id)
    with_errors, reader = upload.has_errors, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    uploads.AT_ONCE = 0  # the bell rings into an empty room; this process is the worker
    uploads.ring = lambda job: None
    uploads.confirm_upload(upload, actor=upload.requester, only_good=with_errors)
    start = perf_counter()
    run_job(upload_id)
    write = perf_counter() - start
    upload.refresh_from_db()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = {
        "read": read,
        "write": write,
        "mark": marking[0],
        "own_kb": own,
        "child_kb": reader,
        "message": upload.message,
    }
    print(json.dumps(told | {"phase": upload.phase, "counts": upload.counts}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
