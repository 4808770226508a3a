"""What the user reads while a report is made, what the history keeps of it, and what is left of it afterwards."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.timezone import localdate

from agencies import history
from agencies.jobs import JobFailed
from reports import services
from reports.documents.pdf import PdfUnavailable
from reports.documents.report import FiguresDisagree
from reports.models import Report
from tests.helpers import factories

AS_OF = date(2025, 6, 20)
NO_PDF = "Chưa lập được PDF: máy chủ thiếu thư viện pango; chạy ./portal doctor."


@pytest.fixture
def steps(monkeypatch):
    """The three formats in a moment: `steps(pdf=…)` replaces how one of them is made."""

    def quick(**makers):
        made = [(name, percent, text, makers.get(name, contents(name))) for name, percent, text, _ in services.STEPS]
        monkeypatch.setattr(services, "STEPS", tuple(made))

    quick()
    return quick


def contents(name):
    return lambda document: f"{name} of {document.as_of}".encode()


@pytest.fixture
def report(agencies, plan, hoa, steps):
    factories.full_targets(agencies)
    return services.request_report(plan, as_of=AS_OF, requester=hoa)


def build(report):
    beats = []
    message = services.build_report(report, lambda percent, text: beats.append((percent, text)))
    report.refresh_from_db()
    return message, beats


def test_the_steps_as_they_are_read(report):
    assert build(report) == (
        "Đã lập xong báo cáo.",
        [
            (5, "Đang tổng hợp số liệu của các cơ quan, đơn vị"),
            (15, "Đang soạn báo cáo"),
            (25, "Đang lập tệp Excel"),
            (40, "Đang lập tệp Word"),
            (60, "Đang lập tệp PDF"),
            (90, "Đang lưu các tệp"),
            (95, "Đang lưu các tệp"),
        ],
    )


def test_the_three_files_lie_in_the_reports_own_folder_with_its_figures(report):
    build(report)
    for name in ("xlsx", "docx", "pdf"):
        file = getattr(report, name)
        assert file.name.startswith(f"report/{report.pk}/") and file.name.endswith(f".{name}")
        with file.open() as opened:
            assert opened.read() == f"{name} of 2025-06-20".encode()
    assert report.figures["as_of"] == "2025-06-20" and len(report.figures["agencies"]) == 265
    assert (report.kind, report.requester.username, f"{localdate(report.created_at):%d/%m/%Y}") == (
        "report",
        "hoa",
        "20/06/2025",
    )


def test_the_history_of_asking_failing_and_asking_again(report, hoa, tuan):
    Report.objects.update(state="failed")
    report.refresh_from_db()
    assert services.repeat_report(report, actor=tuan) is True
    report.refresh_from_db()
    assert services.repeat_report(report, actor=tuan) is False
    build(report)
    day = "báo cáo tổng hợp, số liệu đến ngày 20/6/2025, lần 1"
    assert [(event.action, event.actor, event.sentence, event.agency) for event in history.of(report)] == [
        ("build_report", None, f"lập xong {day}", None),
        ("repeat_report", tuan, f"yêu cầu lập lại {day}", None),
        ("request_report", hoa, f"yêu cầu lập {day}", None),
    ]
    assert {tuple(event.after) for event in history.of(report)} == {("state",)}


@pytest.mark.engine
@pytest.mark.parametrize(("state", "same"), [("queued", True), ("running", True), ("done", False), ("failed", False)])
def test_only_a_report_that_is_not_over_serves_a_second_request(report, plan, hoa, state, same):
    Report.objects.update(state=state)
    assert (services.request_report(plan, as_of=AS_OF, requester=hoa) == report) is same
    assert services.request_report(plan, as_of=date(2025, 6, 19), requester=hoa) != report
    assert report.state == "queued"


def test_without_one_format_the_others_are_kept_and_the_message_says_why(report, steps):
    def unavailable(document):
        raise PdfUnavailable(NO_PDF)

    steps(pdf=unavailable)
    message, _ = build(report)
    assert message == NO_PDF and report.xlsx and report.docx and not report.pdf


def test_figures_that_disagree_are_no_report(report, monkeypatch):
    def disagree(plan, figures, build, delegation):
        raise FiguresDisagree("Tổng của Phụ lục I không khớp số liệu tổng hợp của nhóm.")

    monkeypatch.setattr(services, "report_document", disagree)
    with pytest.raises(JobFailed, match="^Tổng của Phụ lục I không khớp số liệu tổng hợp của nhóm.$"):
        build(report)
    assert not default_storage.exists(services.folder(report))


@pytest.mark.parametrize(
    ("field", "value", "may"),
    [
        ("is_active", False, False),
        ("duty", "prepares", False),
        ("duty", "appraises_estimates", False),
        ("duty", "appraises_catalogues", True),
    ],
)
def test_rights_count_when_it_is_made(report, hoa, field, value, may):
    setattr(report.requester, field, value)
    if may:
        assert build(report)[0] == "Đã lập xong báo cáo."
    else:
        with pytest.raises(JobFailed, match="^Người yêu cầu không còn quyền lập báo cáo tổng hợp.$"):
            build(report)


def test_an_earlier_attempt_is_forgotten_whole(report):
    build(report)
    default_storage.save(f"{services.folder(report)}/half.docx", ContentFile(b"half"))
    services.discard_files(report)
    report.refresh_from_db()
    assert (report.xlsx.name, report.docx.name, report.pdf.name, report.figures) == ("", "", "", {})
    assert default_storage.listdir(services.folder(report))[1] == []
    assert services.discard_files(Report(pk=10**6)) is None


def test_files_that_cannot_be_named_in_the_row_are_not_left_behind(report):
    def lost(percent, text):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        services.keep(report, {}, {"xlsx": b"1", "docx": b"2"}, lost)
    assert default_storage.listdir(services.folder(report))[1] == []
