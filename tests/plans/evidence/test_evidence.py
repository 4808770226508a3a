"""A manifest becomes evidence: what it is worth, what it lists, what replaces it, what a killed worker leaves."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from agencies.jobs import claim
from agencies.models import Job
from agencies.tasks import run_job
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.evidence import services, work
from plans.evidence.table import WrongTable, looked_through
from plans.models import ScanLine, ScanManifest, ScanRule, TechnicalMinimum
from plans.tasks import clear_old_uploads
from tests.helpers.manifests import manifest, scan

OLD, NEW = date(2025, 6, 20), date(2025, 7, 1)


def lines(made):
    """(path, place, page counts, words) of each line."""
    return [(line.path, line.place, line.evidenced_pages, line.words) for line in made.lines.order_by("pk")]


def test_sound_scans_of_all_pages_are_worth_all_of_them(read):
    made = read(scan("1/01.pdf", 3), scan("1/02.pdf", 3), scan("2/01.pdf", 5))
    assert (made.evidenced_files, made.evidenced_pages) == (3, 12)  # 3, 2 and an A3 as 2 of A4, 5
    assert (made.state, made.message) == (Job.State.DONE, "Đã đối chiếu: 3 hồ sơ, 12 trang có chứng cứ.")
    assert made.counts and made.expected_files == 3
    assert services.evidenced(made.agency, made.plan) == (3, 12)


def test_what_is_missing_surplus_or_of_other_pages_is_listed(read):
    made = read(scan("1/01.pdf", 2), scan("1/03.pdf", 1), scan("bia.pdf", 1))
    assert lines(made) == [
        ("1/01.pdf", "Hộp 1, hồ sơ số 01", 2, "Sai số trang; 2 trang, Mục lục ghi 3"),
        ("1/03.pdf", "", 0, "Không thuộc hồ sơ nào; không có hồ sơ nào như vậy trong Mục lục"),
        ("bia.pdf", "", 0, "Không thuộc hồ sơ nào; tên tệp không đúng quy tắc"),
        ("", "Hộp 1, hồ sơ số 02", 0, "Chưa có bản số hóa"),
        ("", "Hộp 2, hồ sơ số 01", 0, "Chưa có bản số hóa"),
    ]
    assert (made.missing_count, made.surplus_count, made.wrong_count) == (2, 2, 1)


def test_more_pages_than_the_catalogue_says_are_worth_no_more(read):
    made = read(scan("1/01.pdf", 30))
    assert (made.evidenced_pages, made.wrong_count) == (3, 1)


def test_documents_of_a_file_are_added_up(read):
    made = read(
        scan("2/01/a.pdf", 2), scan("2/01/b.pdf", 3), scan("1/01/a.pdf", 1), pattern="{hop}/{so_ho_so}/{van_ban}.pdf"
    )
    assert [line.evidenced_pages for line in made.lines.filter(place__contains="Hộp 2").order_by("pk")] == [5, 0]
    assert (made.evidenced_files, made.evidenced_pages, made.wrong_count) == (2, 6, 1)


def test_two_scans_of_one_content_are_one_and_neither_is_doubted_alone(read):
    twin = scan("1/01.pdf", 3)
    made = read(twin, scan("2/01.pdf", 5, sha256=twin.sha256))
    assert (made.doubled_count, made.evidenced_files, made.evidenced_pages) == (1, 1, 3)
    assert lines(made)[1][3] == "Trùng nội dung; trùng nội dung với 1/01.pdf"


def test_what_cannot_be_read_is_no_evidence(read):
    made = read(scan("1/01.pdf", 0, error="Tệp rỗng (0 byte): quét lại hoặc chép lại tệp.", sha256=""))
    assert (made.unread_count, made.evidenced_pages) == (1, 0)


@pytest.mark.parametrize(
    "day, facts, words",
    [
        (OLD, {"dpi": 150}, "150 dpi"),
        (OLD, {"dpi": 199}, ""),  # cut by the scanner
        (OLD, {"colour": "xám"}, "ảnh xám"),
        (OLD, {"pdf_version": "1.3"}, "PDF 1.3"),
        (OLD, {"pdfa": "", "text_pages": 0}, ""),
        (NEW, {"pdfa": ""}, "không phải PDF/A"),
        (NEW, {"text_pages": 1}, "2 trang không có lớp chữ"),
    ],
)
def test_the_minimum_of_the_day_on_which_it_was_scanned(read, day, facts, words):
    made = read(scan("1/01.pdf", 3, **facts), scanned_on=day)
    expected = f"Dưới yêu cầu kỹ thuật; {words}" if words else ""
    assert lines(made)[0][3] == expected
    assert made.evidenced_pages == (0 if words else 3)
    assert made.minimum == TechnicalMinimum.objects.in_force_on(day)


def test_a_newer_manifest_takes_the_place_of_an_older_one_and_both_stay(read, day):
    day("2025-06-20")
    first = read(scan("1/01.pdf", 3))
    day("2025-06-23")
    second = read(scan("1/01.pdf", 3), scan("2/01.pdf", 5))
    first.refresh_from_db()
    assert (first.replaced_on, second.replaced_on) == (date(2025, 6, 23), None)
    by = [sum(each.evidenced_pages for each in ScanManifest.objects.by(date(2025, 6, n))) for n in (19, 20, 22, 23)]
    assert by == [0, 3, 3, 8]
    assert first.lines.count() == 3


def test_manifests_of_catalogues_stand_beside_each_other_but_not_beside_one_of_all(read, catalogue):
    one = read(scan("1/01.pdf", 3), scope=catalogue)
    assert one.counts
    whole = read(scan("2/01.pdf", 5))
    one.refresh_from_db()
    assert not one.counts and whole.counts
    with pytest.raises(WorkflowError, match="Đang có bảng kê của cả cơ quan"):
        read(scan("1/01.pdf", 3), scope=catalogue)


def test_a_worker_killed_while_it_writes_leaves_nothing_that_counts(read, monkeypatch):
    before = read(scan("2/01.pdf", 5))
    made = read(scan("1/01.pdf", 3), scan("1/02.pdf", 3), run=False)
    monkeypatch.setattr(work, "WRITTEN_AT_ONCE", 1)
    written = []

    def killed(percent, message):
        written.append(percent)
        if len(written) > 4:
            raise KeyboardInterrupt  # no except of the job sees it

    claim(made.pk)
    with pytest.raises(KeyboardInterrupt):
        work.run(made.pk, killed)
    assert 0 < ScanLine.objects.filter(manifest=made).count() < 4
    made.refresh_from_db()
    before.refresh_from_db()
    assert before.counts and not made.counts and services.evidenced(made.agency, made.plan)[1] == 5
    Job.objects.filter(pk=made.pk).update(state=Job.State.QUEUED)
    run_job(made.pk)
    made.refresh_from_db()
    assert made.lines.count() == 3 and services.evidenced(made.agency, made.plan)[1] == 7


def test_a_job_that_runs_twice_counts_once(read):
    made = read(scan("1/01.pdf", 3))
    Job.objects.filter(pk=made.pk).update(state=Job.State.QUEUED)
    run_job(made.pk)
    assert made.lines.count() == 3 and services.evidenced(made.agency, made.plan)[1] == 3


def test_the_rule_is_remembered_and_chosen_once(read, lan):
    made = read(scan("1/01.pdf", 3))
    assert ScanRule.objects.get().pattern == "{hop}/{so_ho_so}.pdf"
    with pytest.raises(Overtaken):
        services.choose_rule(made, "{so_ho_so}.pdf", actor=lan)


def test_the_best_rule_comes_first_and_a_typed_one_before_it(plan, lan, catalogue):
    data = manifest(scan("Hộp 1/HS 01/01.pdf"), scan("Hộp 1/HS 02/01.pdf"))
    made = services.take_in(lan.agency, plan=plan, actor=lan, data=data, file_name="a.csv", scanned_on=OLD)
    best = services.trials(made)[0]
    assert (best.pattern.text, best.matched, best.total) == ("{hop}/{so_ho_so}/{van_ban}.pdf", 2, 2)
    assert services.trials(made, "HS {so_ho_so}/{van_ban}.pdf")[0].ambiguous == 1


def test_a_withdrawn_manifest_counts_no_more(read, lan, binh):
    made = read(scan("1/01.pdf", 3))
    with pytest.raises(NotAllowed):
        services.withdraw(made, actor=binh)
    services.withdraw(made, actor=lan)
    assert services.evidenced(made.agency, made.plan)[1] == 0
    with pytest.raises(Overtaken):
        services.withdraw(made, actor=lan)


@pytest.mark.parametrize(
    "data, sentence",
    [
        (b"a,b\r\n1,2\r\n", "không phải bảng kê"),
        ("Đường dẫn".encode("utf-16"), "không phải bảng kê"),
        (manifest(), "không có tệp PDF nào"),
        (manifest(scan("Hộp 1/Tối mật/01.pdf")), "dấu hiệu bí mật nhà nước ở dòng 2"),
        (manifest(scan("1/01.pdf")).replace(b",200,", b",-5,"), "Dòng 2 của bảng kê không đọc được"),
    ],
)
def test_what_is_no_manifest_is_refused(data, sentence):
    with pytest.raises(WrongTable, match=sentence):
        looked_through(data, "manifest.csv")


def test_a_sample_is_drawn_again_by_its_seed(read, hoa, lan):
    made = read(scan("1/01.pdf", 3), scan("1/02.pdf", 3), scan("2/01.pdf", 5))
    drawn = services.draw(made, 2, actor=hoa)
    keys = list(made.lines.filter(evidenced_pages__gt=0).values_list("pk", flat=True))
    assert [each.line_id for each in drawn.files.all()] == sorted(services.sample(drawn.seed, keys, 2))
    assert (drawn.size, drawn.of_files) == (2, 3)
    first, second = drawn.files.all()
    results = {first.pk: ("good", ""), second.pk: ("bad", "Trang 2 bị mờ")}
    assert services.note_results(drawn, results, actor=hoa) == 2
    assert services.note_results(drawn, results, actor=lan) == 0
    second.refresh_from_db()
    assert (second.result, second.note, second.seen_by) == ("bad", "Trang 2 bị mờ", hoa)


def test_a_draft_is_compared_with_nothing(read, catalogue):
    type(catalogue).objects.filter(pk=catalogue.pk).update(state="draft", submitted_at=None)
    made = read(scan("1/01.pdf", 3))
    assert (made.expected_files, made.missing_count, made.surplus_count) == (0, 0, 1)


def test_a_manifest_whose_request_was_lost_is_deleted_a_day_later(read, monkeypatch):
    known = read(scan("1/01.pdf", 3)).table.name
    lost = default_storage.save(f"{services.FOLDER}/lost.csv", ContentFile(b"x"))
    clear_old_uploads()
    assert default_storage.exists(lost)  # its row may be on the way
    day = timezone.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr("agencies.files.timezone.now", lambda: day)
    clear_old_uploads()
    assert default_storage.exists(known) and not default_storage.exists(lost)
