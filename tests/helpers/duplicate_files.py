"""Files that say the same, and the search that finds them."""

from django.urls import reverse

from agencies import tasks
from plans.catalogues.files import recount
from plans.duplicates import services as duplicates
from plans.duplicates.search import Scope
from plans.models import ArchivalFile, Catalogue, DuplicateGroup
from tests.helpers import factories as make

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


def waiting(agency, name, files=2):
    """A catalogue that lies with Sở Nội vụ, with files of one title."""
    made = make.a_catalogue(agency, submitted_on=make.FIRST_DAY, name=name, state=Catalogue.State.SUBMITTED)
    for number in range(files):
        a_file(made, pages=100 - number)
    recount(made)
    return made


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


def sums(count=1, files=0, pages=0, late_files=0, late_pages=0):
    """What a page says of its groups, at today's price."""
    saved, late = pages * 4896, late_pages * 4896
    parts = {"files": files, "pages": pages, "dong": saved}
    return {"count": count} | parts | {"late_files": late_files, "late_pages": late_pages, "late_dong": late}
