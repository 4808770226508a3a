"""A walk over the pages and the report of a day: what they say with a number or a date that the rows do not say.

Sentences that `true_sentences` does not know are untrue too, so that none is said without a reckoning.
"""

import re

from django.urls import reverse

from agencies.models import User
from plans.models import Plan
from reports.documents.content import UNKNOWN
from reports.documents.report import report_document
from reports.figures import province_figures
from tests.helpers import true_report
from tests.helpers.page_sentences import main_of, sentences, split, sums, tables, tiles
from tests.helpers.true_sentences import SENTENCES, Seen
from tests.helpers.true_tiles import TILES
from tests.helpers.truth import Truth

OVERSEERS = {
    "hoa": ["/", "/toan-tinh/?so_sanh=1", "/co-quan/", "/co-quan/502/", "/co-quan/SYT/", "/co-quan/20335/", "/tien-do/"]
    + ["/muc-luc/", "/du-toan/", "/chi-tieu/", "/bao-cao/", reverse("admin:plans_catalogue_changelist")],
    "tuan": ["/", "/du-toan/"],
    "son": ["/"],
    "mai": ["/"],
    "quy": ["/"],
}
CLERKS = {
    "lan": ["/", "/tien-do/", "/ra-soat/", "/ke-hoach-chi-tiet/"],
    "hai": ["/", "/tien-do/", "/co-quan/"],
    "thu": ["/"],
    "vy": ["/"],
}


def walk(client, day):
    """What is untrue on any page or in the report of the day, as texts."""
    truth = Truth(day)
    for name, paths in (OVERSEERS | CLERKS).items():
        yield from of_person(client, truth, name, paths)
    yield from filter(None, untrue_report(truth))


def of_person(client, truth, name, paths):
    user = User.objects.get(username=name)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for path in paths:
        page = client.get(path)
        assert page.status_code == 200, path
        tree = main_of(page.content.decode())
        seen = Seen(user, path, truth, codes_of(truth, user, path), tree)
        yield from (f"{truth.day} {name} {path}: {wrong}" for wrong in untrue(seen, tree))


def codes_of(truth, user, path):
    """The agencies that the page speaks of."""
    if found := re.fullmatch(r"/co-quan/(\w+)/", path):
        return truth.family(found[1])
    if user.oversees:
        return truth.everybody
    return truth.family(user.agency.code if user.agency.code in truth.agencies else "20335")


def untrue_report(truth):
    """What is untrue in the report to UBND tỉnh of the day: its sentences, and the sums of its annexes."""
    plan = Plan.current()
    document = report_document(plan, province_figures(plan, truth.day))
    for block in document.blocks:
        if block.kind not in ("section", "heading"):
            for text in split(block.text):
                yield untrue_sentence(truth, text, true_report.SENTENCES)
    for annex in document.annexes:
        yield from untrue_sums(annex)


def untrue_sums(annex):
    """Columns of the annex whose total is not the sum of its lines."""
    lines = [row.cells for row in annex.rows if row.kind == "line"]
    for column in annex.columns if annex.total else ():
        told = [line[column.key] for line in lines if isinstance(line[column.key], int)]
        if column.summed and annex.total.get(column.key) != (sum(told) if told else UNKNOWN):
            yield f"{annex.roman}, {column.title}: {annex.total.get(column.key)}"


def untrue(seen, tree):
    yield from (wrong for text in sentences(tree) if (wrong := untrue_sentence(seen, text)))
    for label, texts in tiles(tree).items():
        yield from (f"{label}: {missing!r} not in {texts}" for missing in TILES[label](seen) if missing not in texts)
    for table in tables(tree):
        for kind in ("group", "foot"):
            yield from (f"sum {said}, rows {rows}" for said, rows in sums(table, kind) if said != rows)


def untrue_sentence(seen, text, known=SENTENCES):
    """What is wrong with the sentence; an empty text where nothing is."""
    for pattern, reckoning in known:
        if found := re.fullmatch(pattern, text):
            true = reckoning(seen, found)
            return "" if text == true or text in true and isinstance(true, set) else f"{text!r}, true: {true!r}"
    return f"unknown sentence: {text!r}"
