"""What `./portal bench matrix` looks at; the whole of it is run by hand, on the demo."""

import pytest

from agencies.routes import all_routes
from reports.bench import matrix
from reports.bench.matrix import Visit, leaks_of, measure_matrix
from reports.bench.matrix_addresses import addresses
from reports.bench.matrix_holding import DRAFT, HANDED_IN, NOBODY, Absent, Holding
from reports.bench.matrix_rights import may_read
from reports.bench.matrix_world import targets

pytestmark = pytest.mark.once
KEYS = ("catalogue", "file", "upload", "change", "document", "appraisal", "estimate", "review", "detailed", "progress")
KEYS += ("allocation", "money_table", "group", "annex", "report", "purge", "agency", "user", "unusual", "delegation")
KEYS += ("letter", "question", "contract", "entry", "acceptance", "payment", "settlement", "memory", "simulation")
KEYS += ("attachment", "signoff", "urging", "mail", "money_file")
KEYS += ("manifest", "sample", "marking", "progress_book", "receipt")
KEYS += ("difficulty", "difficulty_reply", "difficulty_file", "extension", "extension_decision")
KEYS += ("archive_export", "archive_receipt", "media", "media_upload")


def test_every_route_has_its_addresses():
    target = Holding("SYT", HANDED_IN, dict.fromkeys(KEYS, 7))
    for route in all_routes():
        found = list(addresses(route, target))
        assert found and not any(sign in address for address in found for sign in "<>^$("), route


def test_who_reads_what_is_said_of_both_sides_and_of_drafts():
    assert may_read("lan", "catalogue", "SYT", DRAFT) and not may_read("hoa", "catalogue", "SYT", DRAFT)
    assert may_read("hoa", "catalogue", "SYT", HANDED_IN) and not may_read("thu", "catalogue", "SYT", HANDED_IN)
    assert may_read("hai", "file", "20335", DRAFT) and not may_read("", "file", "20335", HANDED_IN)
    assert not may_read("nam", "upload", "SYT", DRAFT) and not may_read("lan", "internal", "SYT", HANDED_IN)


def visit(person, name, target, **found):
    route = next(one for one in all_routes() if one["name"] == name)
    return Visit(person, route, target, "GET", next(iter(addresses(route, target))), **found)


def test_leaks_are_found(cast):
    strange = Holding("20335", HANDED_IN, dict.fromkeys(KEYS, 7))
    page = {"status": 200, "text": strange.mark("file")}
    read, came = leaks_of(visit("lan", "catalogue_detail", strange, **page), cast("lan"))
    assert strange.mark("file") in read and came == "came in"
    wrote = leaks_of(visit("lan", "catalogue_edit", strange, status=404, written={"plans_catalogue"}), cast("lan"))
    assert list(wrote) == ["wrote plans_catalogue"]
    assert list(leaks_of(visit("lan", "catalogue_detail", Absent(NOBODY, "absent"), status=404), cast("lan"))) == []


@pytest.mark.django_db(transaction=True)  # each request closes its connection at its end
def test_a_few_routes_leak_nothing(plan, cast, monkeypatch):
    monkeypatch.setattr(matrix, "load_demo", lambda plan: None)
    for name in ("lan", "thu", "hoa", "tuan", "hai", "son"):
        cast(name)
    said, wanted = [], ("catalogue_detail", "catalogue_upload_cancel", "estimate_edit", "home", "catalogue_official")
    routes = [one for one in all_routes() if one["name"] in wanted]
    assert measure_matrix(said.append, people=("lan", "thu", "hoa"), routes=routes), "\n".join(said)
    assert "5 routes, 4 people" in said[-2] and "leaks: 0   errors (5xx): 0" in said[-1]


def test_what_the_agencies_have_is_marked(plan, cast):
    for name in ("lan", "thu", "hoa", "tuan", "hai", "son"):
        cast(name)
    made = targets()
    assert [one.state for one in made] == [HANDED_IN, DRAFT] * 2 + ["absent"]
    assert all(set(KEYS) <= one.objects.keys() for one in made[:-1])
