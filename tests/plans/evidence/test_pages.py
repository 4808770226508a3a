"""From the upload to the lists on the pages, and who sees what."""

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.tasks import run_job
from plans.models import EvidenceSample, ScanManifest
from tests.helpers.manifests import manifest, scan

NEW = "/ban-so-hoa/tai-len/"


def test_a_clerk_sends_a_manifest_chooses_its_rule_and_reads_what_differs(as_user, lan, hoa, binh, catalogue, day):
    day("2025-06-20")
    browser = as_user(lan)
    data = manifest(scan("1/01.pdf", 3), scan("2/01.pdf", 4), scan("bia.pdf"))
    browser.submit(NEW, {"table": SimpleUploadedFile("manifest.csv", data), "scanned_on": "20/6/2025"})
    made = ScanManifest.objects.get()
    page = browser.get(f"/ban-so-hoa/{made.pk}/").content.decode()
    assert "Tệp nào thuộc hồ sơ nào?" in page and "1/01.pdf → Hộp 1, hồ sơ số 01" in page
    page = browser.get(f"/ban-so-hoa/{made.pk}/?pattern=%7Bso%7D.pdf").content.decode()
    assert "Không có mục {so}" in page
    browser.post(f"/ban-so-hoa/{made.pk}/quy-tac/", {"pattern": "{hop}/{so_ho_so}.pdf"})
    run_job(made.pk)
    page = browser.get(f"/ban-so-hoa/{made.pk}/").content.decode()
    assert "Sai số trang; 4 trang, Mục lục ghi 5" in page and "Hộp 1, hồ sơ số 02" in page
    wrong = browser.get(f"/ban-so-hoa/{made.pk}/?loai=wrong").content.decode()
    assert "2/01.pdf" in wrong and "bia.pdf" not in wrong
    book = browser.get(f"/ban-so-hoa/{made.pk}/doi-chieu.xlsx?loai=wrong")
    assert book.status_code == 200 and book["Content-Disposition"].endswith('.xlsx"')
    assert as_user(hoa).get(f"/ban-so-hoa/{made.pk}/").status_code == 200
    assert "manifest.csv" in as_user(hoa).get("/ban-so-hoa/?tinh=1").content.decode()
    assert as_user(binh).get(f"/ban-so-hoa/{made.pk}/").status_code == 404
    assert "Chưa có bảng kê nào" in as_user(binh).get("/ban-so-hoa/").content.decode()


def test_a_file_that_is_no_manifest_is_refused_and_nothing_is_kept(as_user, lan, catalogue, day):
    day("2025-06-20")
    data = {"table": SimpleUploadedFile("a.csv", b"a,b\n1,2\n"), "scanned_on": "21/6/2025"}
    page = as_user(lan).submit(NEW, data).content.decode()
    assert "không phải bảng kê do lệnh inspect_scans lập" in page and "không sau hôm nay" in page
    assert not ScanManifest.objects.exists()


def test_a_sample_is_drawn_and_its_results_are_written(as_user, hoa, minh, read, day):
    day("2025-06-20")
    made = read(scan("1/01.pdf", 3), scan("2/01.pdf", 5))
    browser = as_user(hoa)
    browser.submit(f"/ban-so-hoa/{made.pk}/rut-mau/", {"size": "1"}, page=f"/ban-so-hoa/{made.pk}/")
    drawn = EvidenceSample.objects.get()
    [one] = drawn.files.all()
    address = f"/ban-so-hoa/mau/{drawn.pk}/"
    assert drawn.seed in browser.get(address).content.decode()
    page = browser.submit(address, {f"{one.pk}-result": "bad"}).content.decode()
    assert "Ghi vì sao không đạt" in page
    browser.submit(address, {f"{one.pk}-result": "bad", f"{one.pk}-note": "Mờ"})
    one.refresh_from_db()
    assert (one.result, one.note, one.seen_by) == ("bad", "Mờ", hoa)
    assert as_user(minh).post(address, {"seen": "x"}).status_code == 403
