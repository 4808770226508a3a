"""A walk over the pages and the report of a day: what they say with a number or a date that the rows do not say.

Sentences that `true_sentences` does not know are untrue too, so that none is shown without a reckoning.
"""

import re

from django.urls import reverse, reverse_lazy

from agencies.models import User
from budgets.models import Estimate
from plans.models import Appraisal, Catalogue, Plan
from reports.documents.report import report_document
from reports.figures import province_figures
from tests.helpers.page_sentences import main_of, sentences, split, sums, tables, tiles
from tests.helpers.reckoning import untrue_sentence, untrue_sums
from tests.helpers.true_letters import untrue_form, untrue_letter
from tests.helpers.true_report import SENTENCES
from tests.helpers.true_report.budget import untrue_money
from tests.helpers.true_report.scanning import untrue_progress
from tests.helpers.true_sentences import Seen, known_on
from tests.helpers.true_sentences.catalogue_pages import untrue_totals
from tests.helpers.true_tiles import TILES
from tests.helpers.truth import Truth

COUNTED = "hồ sơ|Mục lục|đơn vị|cơ quan|dự toán|dòng|điểm|vị trí|xã|huyện|sở|văn bản|người|tệp|trang|nhóm|câu|ngày|việc"
PADDED = re.compile(rf"(?<![\d.,/:–-])(?<!số )0\d (?:{COUNTED})\b")
QUEUE = reverse_lazy("admin:plans_catalogue_changelist")
PAGES = {
    "hoa": ["/", "/toan-tinh/?so_sanh=1", "/co-quan/", "/co-quan/502/", "/co-quan/505/", "/co-quan/SYT/"]
    + ["/co-quan/20335/", "/tien-do/", "/tien-do/?nhom=districts", "/muc-luc/", "/du-toan/", "/chi-tieu/", "/bao-cao/"]
    + ["/ho-so/", "/trung-lap/", "/tham-dinh/", "/cong-van/", QUEUE],
    "tuan": ["/", "/du-toan/", "/giao-du-toan/", "/giao-du-toan/theo-co-quan/"],
    "son": ["/"],
    "mai": ["/"],
    "quy": ["/"],
    "lan": ["/", "/tien-do/", "/ra-soat/", "/ke-hoach-chi-tiet/", "/muc-luc/", "/du-toan/", "/ho-so/"] + ["/cong-van/"],
    "hai": ["/", "/tien-do/", "/ra-soat/", "/ke-hoach-chi-tiet/", "/muc-luc/", "/du-toan/", "/co-quan/"]
    + ["/giao-du-toan/", "/giao-du-toan/theo-co-quan/"],
    "thu": ["/", "/tien-do/", "/ra-soat/", "/ke-hoach-chi-tiet/", "/muc-luc/", "/du-toan/", "/co-quan/", "/ho-so/"],
    "vy": ["/", "/tien-do/", "/ra-soat/", "/ke-hoach-chi-tiet/", "/muc-luc/", "/du-toan/", "/co-quan/", "/ho-so/"],
}
CATALOGUES = (  # on each day two of them, one of each state in four days
    {"agency__code": "SYT", "state": "received"},
    {"agency__code": "SYT", "state": "appraised"},
    {"agency__code": "SYT", "state": "returned"},
    {"state": "received", "revision": 2},
    {"state": "submitted"},
    {"agency__code": "20335", "state": "appraised"},
    {"agency__code": "SYT", "state": "draft"},
)
PAPERS = (  # appraisals
    {"is_tranche": True},
    {"is_tranche": False},
    {"catalogue__agency__code": "20335"},
    {"catalogue__agency__code": "SYT", "left_out_files__gt": 0},
)
ESTIMATES = tuple({"state": state} for state in ("submitted", "appraised", "decided", "returned"))


def walk(client, day):
    """What is untrue on any page or in the papers of the day, as texts."""
    truth = Truth(day)
    of_objects = object_pages(day)
    for name, paths in PAGES.items():
        yield from of_person(client, truth, name, [*paths, *of_objects.get(name, ()), *period_pages(truth, name)])
    yield from filter(None, untrue_report(truth))
    yield from (f"{day} {wrong}" for wrong in untrue_catalogue_papers(day))


def period_pages(truth, name):
    """Thực hiện of a period gone by, and of those who have or have not sent the one that runs."""
    if name not in ("hoa", "hai") or len(truth.ends) < 2:
        return []
    said = "da" if truth.day.day % 2 else "chua"
    return [f"/tien-do/?ky={truth.ends[-2]}", *([f"/tien-do/?trang-thai={said}-gui"] if name == "hoa" else [])]


def object_pages(day):
    """{user name: pages of single catalogues and estimates}: of each state one, by turns from day to day."""
    catalogues, estimates = ([first(model, one) for one in kinds] for model, kinds in KINDS)
    seen = [one for one in of_the_day(catalogues, day, 2) if one]
    asked = [f"/du-toan/{one.pk}/" for one in of_the_day(estimates, day, 2) if one]
    handed_in = [one for one in seen if one.submitted_at]
    desk = [reverse("admin:plans_catalogue_change", args=[one.pk]) for one in handed_in]
    own = [f"/muc-luc/{one.pk}/" for one in seen if one.agency.code == "SYT"]
    return {"hoa": [f"/muc-luc/{one.pk}/" for one in handed_in] + desk, "tuan": asked, "lan": own}


def first(model, kind):
    return model.objects.filter(**kind).order_by("pk").first()


def of_the_day(found, day, count):
    """So many of them, others on the next day of the walk."""
    begin = DAYS.index(day.isoformat()) * count
    return [found[at % len(found)] for at in range(begin, begin + count)]


KINDS = ((Catalogue, CATALOGUES), (Estimate, ESTIMATES))
DAYS = ["2025-04-15", "2025-04-20", "2025-06-20", "2025-06-30", "2025-07-01", "2025-08-15", "2025-08-16", "2025-08-20"]


def of_person(client, truth, name, paths):
    user = User.objects.get(username=name)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for path in map(str, paths):
        page = client.get(path)
        assert page.status_code == 200, path
        tree = main_of(page.content.decode())
        seen = Seen(user, path, truth, codes_of(truth, user, path), tree)
        yield from (
            f"{truth.day} {name} {path}: {wrong}" for wrong in untrue(seen, tree, whole_tables(client, path, tree))
        )


def codes_of(truth, user, path):
    """The agencies that the page speaks of."""
    if found := re.fullmatch(r"/co-quan/(\w+)/", path):
        return truth.family(found[1])
    if found := re.search(r"nhom=(\w+)", path):
        return truth.group(found[1])
    if found := re.search(r"trang-thai=(da|chua)-gui", path):
        return [code for code in truth.everybody if truth.owes(code) and truth.has_sent(code) == (found[1] == "da")]
    if user.oversees:
        return truth.everybody
    return truth.family(user.agency.code if user.agency.code in truth.agencies else "20335")


def untrue_catalogue_papers(day):
    """What is untrue in the letter and the official form of a catalogue, in four days of one of each kind."""
    for kind in of_the_day(PAPERS, day, 1):
        if appraisal := Appraisal.objects.filter(**kind).order_by("file_count", "pk").first():
            yield from untrue_letter(appraisal)
            yield from untrue_form(appraisal.catalogue)


def untrue_report(truth):
    """What is untrue in the report to UBND tỉnh of the day: its sentences, and the sums of its annexes."""
    plan = Plan.current()
    document = report_document(plan, province_figures(plan, truth.day))
    for block in document.blocks:
        if block.kind not in ("section", "heading"):
            for text in split(block.text):
                yield untrue_sentence(truth, text, SENTENCES)
    for annex in document.annexes:
        yield from untrue_sums(annex)
        for text in (text for note in annex.notes for text in split(note.text)):
            yield untrue_sentence(truth, text, SENTENCES)
    yield from untrue_progress(truth, document.annex("III"))
    yield from untrue_money(truth, document.annex("IV"))


def padded_counts(tree):
    """Counts with a nought before them, as only papers write them (domain §6); not dates, codes or numbers of files."""
    return [f"padded count: {found}" for found in PADDED.findall(re.sub(r"\s+", " ", tree.text_content()))]


def whole_tables(client, path, tree):
    """The tables of the page; those of a list that goes on have the lines of its other pages too."""
    found = tables(tree)
    while following := tree.xpath('.//a[@rel="next"][contains(@href, "page=")]/@href'):
        tree = main_of(client.get(f"{path.partition('?')[0]}{following[0]}").content.decode())
        found = [joined(table, more) for table, more in zip(found, tables(tree), strict=True)]
    return found


def joined(table, more):
    """The lines of a table and behind them those of its next page, whose sums are those of the whole list too."""
    lines, feet = ([line for line in table if (line[0] == "foot") == wanted] for wanted in (False, True))
    rest = [line for line in more if line[0] != "foot" and "(tiếp theo)" not in (line[1][0] or "")]
    return [*lines, *rest, *feet]


def untrue(seen, tree, whole):
    yield from padded_counts(tree)
    known = known_on(seen.path)
    yield from (wrong for text in sentences(tree) if (wrong := untrue_sentence(seen, text, known)))
    for label, texts in tiles(tree).items():
        yield from (f"{label}: {missing!r} not in {texts}" for missing in TILES[label](seen) if missing not in texts)
    for table in whole:
        if table[-1][1][0] == "Trang A4 quy đổi":
            yield from untrue_totals(seen, table)
            continue
        for kind in ("group", "foot"):
            yield from (f"sum {said}, rows {rows}" for said, rows in sums(table, kind) if said != rows)
