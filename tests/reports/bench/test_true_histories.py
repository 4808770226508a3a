"""While catalogues have random histories, the pages of the agencies and of the desk say what the rows say.

More than the suite lives through: `HISTORIES=50 HISTORIES_FROM=10 ./portal test --sqlite` with this file.
"""

import os
from collections import defaultdict

import pytest

from plans.appraisal.effects import hash_of
from reports.bench.histories import lived, people_at_the_desks
from tests.helpers.true_sentences.desk_pages import rows_of
from tests.helpers.true_walk import of_person
from tests.helpers.truth import Truth

pytestmark = [pytest.mark.once, pytest.mark.django_db]
FIRST, COUNT = int(os.environ.get("HISTORIES_FROM", "1")), int(os.environ.get("HISTORIES", "1"))
STEPS, LOOK_EVERY = 60, 20
OF_CLERKS = ("/", "/muc-luc/", "/ho-so/", "/trung-lap/")


class Walk:
    """Goes over the pages now and then; keeps the files of each catalogue as its version began, and its check codes."""

    def __init__(self, client, today):
        self.client, self.today = client, today
        self.revisions, self.begun, self.wrong = {}, {}, set()
        self.codes = defaultdict(set)

    def __call__(self, history, number):
        catalogues = history.catalogues()
        for one in catalogues:
            if self.revisions.get(one.pk) != one.revision:
                self.revisions[one.pk], self.begun[one.pk] = one.revision, rows_of(one)
            self.codes[one.pk].add(hash_of(one)[:12])
        if number % LOOK_EVERY == 0:
            truth = Truth(self.today)
            truth.begun, truth.codes = self.begun, self.codes
            for name, paths in pages_of(history, catalogues).items():
                self.wrong.update(of_person(self.client, truth, name, paths))


def pages_of(history, catalogues):
    """{user name: pages}: the clerks' lists and catalogues, the desk of Sở Nội vụ.

    Of what its agency is changing again Sở Nội vụ sees what was handed in, which other tests hold to its words: then
    its lists and that catalogue are left out here.
    """
    found = {name: [*OF_CLERKS] for name in ("lan", "binh", "hoa")}
    back = {one.pk for one in catalogues if one.submitted_at and one.is_changeable}
    found["hoa"] = [] if back else found["hoa"]
    for one in catalogues:
        found[history.clerks[one.agency_id].username].append(f"/muc-luc/{one.pk}/")
        if one.submitted_at and one.pk not in back:
            found["hoa"] += [f"/muc-luc/{one.pk}/", f"/quan-tri/plans/catalogue/{one.pk}/change/"]
    return found


@pytest.mark.parametrize("seed", range(FIRST, FIRST + COUNT))
def test_pages_say_what_the_rows_say_whatever_people_did(seed, plan, client, day):
    walk = Walk(client, day("2025-06-20"))
    lived(plan, people_at_the_desks(), f"pages-{seed}", STEPS, walk)
    assert not walk.wrong, "\n".join(sorted(walk.wrong))
