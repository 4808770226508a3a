"""Files that say the same, and the search that finds them."""

from django.urls import reverse

from agencies import tasks
from plans.duplicates import services as duplicates
from plans.duplicates.search import Scope
from plans.models import ArchivalFile, DuplicateGroup

OLD = "Hồ sơ xây dựng Bệnh viện Hòa Vang"


def a_file(catalogue, title=OLD, pages=100, start="2008", end="", **fields):
    number = catalogue.files.count() + 1
    return ArchivalFile.objects.create(
        catalogue=catalogue,
        position=number,
        file_number=f"{number:02}",
        title=title,
        page_count=pages,
        start_date=start,
        end_date=end,
        **fields,
    )


def search(scope, actor):
    """What a search of the scope finds, the most wasteful group first."""
    job = duplicates.request_search(scope, actor=actor)
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.message
    return list(DuplicateGroup.objects.current().filter(scope=scope.key))


def own(lan):
    return Scope(agency=lan.agency)


def page(client, **query):
    return client.get(reverse("duplicate_list"), query)
