"""Every route × every duty × own and another agency's object: the door opens as declared, and nothing leaks.

Sở Y tế's papers carry a word that exists nowhere else. Whoever must not see Sở Y tế gets 403 or 404 and never the word.
"""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from agencies.history import record
from agencies.models import Event
from agencies.policies import POLICIES, admits
from agencies.routes import all_routes
from budgets.models import Estimate
from plans.models import (
    Appraisal,
    ArchivalFile,
    Catalogue,
    CatalogueUpload,
    DetailedPlan,
    DuplicateGroup,
    DuplicateMember,
    FileNote,
    Fonds,
    ProgressReport,
    Target,
    TargetUpload,
    VolumeReview,
)
from reports.models import Report
from tests.conftest import CAST
from tests.helpers import factories as make

MARK = "Ngọc-Lam"
DAY = date(2025, 6, 10)
OF_SYT = {"lan", "minh", "nam"}
SEES_SYT = OF_SYT | {"hoa", "tuan", "son", "mai", "quy"}
ROUTES = [one for one in all_routes() if one["policy"] != "admin_site"]
ADMIN_ROUTES = [one for one in all_routes() if one["policy"] == "admin_site"]


@pytest.fixture
def papers(agencies, cast, plan):
    """What Sở Y tế has: one of each, handed in, marked with the word."""
    syt, lan = agencies["SYT"], cast("lan")
    catalogue = make.a_catalogue(syt, 900, Catalogue.State.SUBMITTED, DAY, name=f"Mục lục {MARK}")
    Fonds.objects.filter(agency=syt).update(name=f"Phông {MARK}")
    file = ArchivalFile.objects.create(
        catalogue=catalogue, position=1, file_number="01", title=f"Hồ sơ {MARK}", start_date="2008", page_count=900
    )
    upload = CatalogueUpload.objects.create(
        kind="catalogue_upload",
        catalogue=catalogue,
        requester=lan,
        file_name=f"{MARK}.xlsx",
        state="done",
        phase="waiting",
    )
    for audience in FileNote.Audience.values:
        told = {"author": cast("hoa"), "audience": audience, "text": f"{MARK} {audience}"}
        FileNote.objects.create(catalogue=catalogue, file=file, **told)
    appraisal = Appraisal.objects.create(
        catalogue=catalogue,
        decided_by=cast("hoa"),
        decided_on=DAY,
        document_number=f"1/{MARK}",
        document_date=DAY,
        is_tranche=True,
        file_count=0,
        a4_page_count=0,
    )
    report = Report.objects.create(kind="report", requester=cast("hoa"), plan=plan, as_of=DAY)
    record(catalogue, actor=lan, action="submit", sentence=f"trình Mục lục {MARK}")
    group = DuplicateGroup.objects.create(
        scope="province", fingerprint=MARK, kind="near", reach="province", file_count=2, extra_pages=900
    )
    for agency, pk in ((syt, file.pk), (agencies["SXD"], 0)):
        DuplicateMember.objects.create(group=group, file_id=pk, agency=agency, a4_pages=900, is_extra=True)
    return {
        "agency": syt,
        "review": marked(make.a_review(syt, 900), reason=f"Lý do {MARK}"),
        "detailed": make.a_detailed_plan(syt, number=f"01/{MARK}"),
        "progress": make.a_progress_report(syt, DAY, 100, difficulties=f"Khó khăn {MARK}"),
        "estimate": make.an_estimate(syt, 4_406_400, DAY, name=f"Dự toán {MARK}"),
        "target": make.a_target(syt, 900),
        "target_upload": TargetUpload.objects.create(
            plan=plan, uploaded_by=cast("hoa"), file_name=f"{MARK}.xlsx", rows={"lines": [], "unchanged": 0}
        ),
        "catalogue": catalogue,
        "file": file,
        "upload": upload,
        "report": report,
        "appraisal": appraisal,
        "group": group,
    }


@pytest.fixture
def visit():
    """A browser of their own for every visitor, so that no message meant for one is shown to another."""

    def log_in(user):
        browser = Client()
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return log_in


def marked(paper, **fields):
    type(paper).objects.filter(pk=paper.pk).update(**fields)
    return paper


def address(name, papers):
    """The address of the route for Sở Y tế's papers; a new route says here which paper it shows."""
    pk = {key: {"pk": paper.pk} for key, paper in papers.items()}
    code = {"code": papers["agency"].code}
    catalogue, estimate = pk["catalogue"], pk["estimate"]
    known = {
        "agency_detail": code,
        "target_edit": code,
        "target_divide": code,
        "review_version": pk["review"],
        "detailed_plan_file": pk["detailed"],
        "progress_report": pk["progress"],
        "target_upload_check": pk["target_upload"],
        "target_upload_cancel": pk["target_upload"],
        "catalogue_detail": catalogue,
        "catalogue_edit": catalogue,
        "catalogue_delete": catalogue,
        "catalogue_template": catalogue,
        "catalogue_export": catalogue,
        "catalogue_files_new": catalogue,
        "catalogue_answers": catalogue,
        "duplicate_verdict": pk["group"],
        "duplicate_leave_out": pk["group"],
        "duplicate_group": pk["group"],
        "catalogue_files_edit": catalogue,
        "catalogue_upload": catalogue,
        "catalogue_action": catalogue | {"name": "withdraw"},
        "catalogue_file": pk["file"],
        "catalogue_file_edit": pk["file"],
        "catalogue_file_delete": pk["file"],
        "catalogue_upload_preview": pk["upload"],
        "catalogue_upload_confirm": pk["upload"],
        "catalogue_upload_cancel": pk["upload"],
        "catalogue_upload_progress": pk["upload"],
        "catalogue_upload_retry": pk["upload"],
        "catalogue_upload_columns": pk["upload"],
        "catalogue_upload_file": pk["upload"] | {"name": "marked"},
        "catalogue_upload_undo": catalogue,
        "catalogue_official": catalogue | {"extension": "xlsx"},
        "appraisal_draft": catalogue | {"scope": "whole", "extension": "docx"},
        **dict.fromkeys(
            ("paper", "paper_progress", "paper_file"), catalogue | {"form": "official", "extension": "pdf"}
        ),
        "catalogue_files_bulk": catalogue,
        "estimate_detail": estimate,
        "estimate_edit": estimate,
        "estimate_delete": estimate,
        "estimate_action": estimate | {"name": "withdraw"},
        "report_detail": pk["report"],
        "report_progress": pk["report"],
        "report_retry": pk["report"],
        "appraisal_document": pk["appraisal"] | {"extension": "docx"},
        "report_download": pk["report"] | {"extension": "xlsx"},
        "style_part": {"part": "danh-sach"},
        "progress_edit": {"period": "2025-06-20"},
        "draft_save": {"key": "review-lines"},
    }
    return reverse(name, kwargs=known.get(name, {}))


PERSONAL = {
    "catalogue_upload_preview",
    "catalogue_upload_confirm",
    "catalogue_upload_cancel",
    "catalogue_upload_progress",
    "catalogue_upload_retry",
    "catalogue_upload_columns",
    "catalogue_upload_file",
    "target_upload_check",
    "target_upload_cancel",
}
PROVINCIAL = {
    "report_detail",
    "report_progress",
    "report_retry",
    "report_download",
    "login",
    "logout",
    "draft_save",
    "target_upload_check",
    "target_upload_cancel",
    "progress_edit",
    "style_part",
}
SHOWS_A_PAPER = {one["name"] for one in ROUTES if "<" in one["pattern"]} - PROVINCIAL


def snapshot():
    """What must not move when a stranger knocks."""
    models = (
        Catalogue,
        Estimate,
        VolumeReview,
        DetailedPlan,
        ProgressReport,
        Target,
        ArchivalFile,
        CatalogueUpload,
        TargetUpload,
        Event,
        Report,
        DuplicateGroup,
    )
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_every_route_declares_a_policy():
    undeclared = [one["pattern"] for one in all_routes() if one["policy"] not in POLICIES]
    assert undeclared == []


@pytest.mark.parametrize("name", [one["name"] for one in ROUTES])
def test_every_route_can_be_visited_by_this_matrix(name, papers):
    assert address(name, papers)


@pytest.mark.parametrize("one", [one for one in ROUTES if "GET" in one["methods"]], ids=lambda one: one["name"])
def test_looking(one, papers, cast, visit):
    """GET: 403 at a closed door, 404 for a stranger's paper, and never another agency's word."""
    for person in CAST:
        response = visit(cast(person)).get(address(one["name"], papers))
        assert response.status_code in expected_status(one, person, cast(person)), person
        body = content(response)
        if person not in SEES_SYT:
            assert MARK not in body and "Sở Y tế" not in body, person
        assert person not in OF_SYT or f"{MARK} internal" not in body, person


def expected_status(one, person, user):
    if not admits(one["policy"], user):
        return (403,)
    if one["name"] == "duplicate_group":  # the other side learns that there is one, nobody else
        return (200,) if person in SEES_SYT | {"binh"} else (404,)
    if one["name"] in SHOWS_A_PAPER and person not in SEES_SYT:
        return (404,)
    if one["name"] in PERSONAL | {"detailed_plan_file", "report_download"}:
        return (200, 302, 404)  # somebody's own upload; papers without a file
    if one["name"] == "target_divide":
        return (404,)  # only a district's target is divided
    return (200, 302)


@pytest.mark.parametrize("one", [one for one in ROUTES if "POST" in one["methods"]], ids=lambda one: one["name"])
def test_knocking(one, papers, cast, visit):
    """POST by a stranger at Sở Y tế's address: refused, and nothing of anybody's is changed."""
    strangers = sorted(set(CAST) - SEES_SYT) if one["name"] in SHOWS_A_PAPER else []
    for person in strangers:
        client, before = visit(cast(person)), snapshot()
        assert client.post(address(one["name"], papers), {"version": 1, "reason": "x"}).status_code in (403, 404)
        assert snapshot() == before, person


@pytest.mark.parametrize("one", [one for one in ROUTES if one["policy"] != "public"], ids=lambda one: one["name"])
def test_nobody_comes_in_without_logging_in(one, papers, client):
    for method in one["methods"]:
        response = client.generic(method, address(one["name"], papers))
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("login"))


@pytest.mark.parametrize("person", [name for name in CAST if name not in {"hoa", "tuan", "quy"}])
def test_the_admin_is_closed_to_everybody_else(person, cast, visit, papers):
    client = visit(cast(person))
    for one in ADMIN_ROUTES:
        response = client.get(admin_address(one, papers))
        assert response.status_code in (302, 403, 404), one
        assert MARK not in content(response)


@pytest.mark.parametrize("person", ["hoa", "tuan"])
def test_who_appraises_does_not_administer(person, cast, visit, papers):
    client = visit(cast(person))
    for one in ADMIN_ROUTES:
        if "/user/" in one["pattern"]:
            assert client.get(admin_address(one, papers)).status_code in (302, 403, 404, 405), one


def admin_address(one, papers):
    pattern = one["pattern"].replace("<path:content_type_id>", "1")
    for part in ("<path:object_id>", "<int:object_id>", "<id>"):
        pattern = pattern.replace(part, str(papers["catalogue"].pk))
    return (
        pattern.replace("<slug:name>", "appraise")
        .replace("(?P<url>.*)$", "khong-co/")
        .replace("<path:app_label>", "plans")
    )


def content(response):
    """The text of a page; of a file whatever its bytes say."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8", "ignore")
