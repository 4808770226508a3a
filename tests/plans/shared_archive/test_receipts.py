"""The archive's list of codes: read whole, all faults at once, written once, shown with its reasons."""

import io

import pytest

from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.intake.sandbox import Refused, Sheet
from plans.models import ArchiveExport, ArchiveItem, ArchiveReceipt
from plans.shared_archive import receipts
from plans.shared_archive.receipt_rows import read_receipt

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HEAD = ("Mã hồ sơ", "Kết quả", "Lý do")


def csv_of(*rows, head=HEAD):
    return "\n".join(",".join(row) for row in (head, *rows)).encode()


@pytest.fixture
def keep(plan, son, agencies):
    """`keep([row, …])`: Sơn reads in a list about Sở Y tế."""

    def read(*rows):
        reading = receipts.read_lines(csv_of(*rows), "phieu.csv", agencies["SYT"])
        assert not reading.faults, reading.faults
        given = {"agency": agencies["SYT"], "plan": plan, "actor": son, "file_name": "phieu.csv"}
        return receipts.keep_receipt(reading, **given)

    return read


def confirm(receipt, son):
    return receipts.confirm_receipt(receipt, actor=son, seen=receipts.compare(receipt).mark)


def counters():
    export = ArchiveExport.objects.latest("pk")
    return export.sent_files, export.taken_files, export.refused_files, export.taken_pages, export.refused_pages


def test_taken_and_refused_move_and_are_summed(appraised, export, codes, keep, son):
    export()
    code = codes()
    receipt = keep((code["01"], "Đã nhận", ""), (code["02"], "từ chối", "Thiếu lớp chữ"), (code["03"], "taken", ""))
    assert counters() == (5, 0, 0, 0, 0)
    assert confirm(receipt, son) == 3
    assert counters() == (2, 2, 1, 208, 104)
    item = ArchiveItem.objects.get(code=code["02"])
    assert (item.get_state_display(), item.reason, item.receipt) == ("Kho từ chối", "Thiếu lớp chữ", receipt)
    assert Event.objects.get(action="archive_answers").sentence == (
        "ghi phiếu nhận của Kho: 2 bản ghi đã nhận, 1 bị từ chối"
    )
    assert Event.objects.get(action="archive_answers").after == {"taken": 2, "refused": 1}


def test_the_same_list_twice_counts_once(appraised, export, codes, keep, son):
    export()
    lines = [(codes()["01"], "Đã nhận", ""), (codes()["02"], "Từ chối", "Mờ")]
    first, waiting = keep(*lines), keep(*reversed(lines))
    confirm(first, son)
    with pytest.raises(WorkflowError, match="đã ghi lúc 00:00 ngày 20/6/2025|đã ghi lúc"):
        keep(*lines)
    with pytest.raises(WorkflowError, match="không ghi lần nữa"):
        confirm(waiting, son)
    assert ArchiveReceipt.objects.exclude(confirmed_at=None).count() == 1


def test_the_same_list_about_a_later_batch_is_another_one(appraised, export, codes, keep, son):
    export()
    line = (codes()["02"], "Từ chối", "Mờ")
    confirm(keep(line), son)
    export()
    assert confirm(keep(line), son) == 1


def test_of_two_receipts_the_second_sees_what_the_first_wrote(appraised, export, codes, keep, son):
    export()
    code = codes()["01"]
    first, second = keep((code, "Đã nhận", "")), keep((code, "Từ chối", "Mờ"))
    seen = receipts.compare(second).mark
    confirm(first, son)
    with pytest.raises(Overtaken):
        receipts.confirm_receipt(second, actor=son, seen=seen)
    assert confirm(second, son) == 1 and counters()[:3] == (4, 0, 1)


def test_every_fault_is_named_at_once(appraised, export, codes, agencies):
    export()
    code = codes()
    rows = [(code["01"], "Đã nhận", ""), (code["01"], "Từ chối", "Mờ"), (code["02"], "Từ chối", "")]
    rows += [(code["03"], "có lẽ", ""), ("SYT.KHAC.01", "Đã nhận", "")]
    reading = receipts.read_lines(csv_of(*rows), "phieu.csv", agencies["SYT"])
    assert [(fault.row, fault.column, fault.text) for fault in reading.faults] == [
        (3, "Mã hồ sơ", "mã này đã có ở dòng 2 với kết quả khác. Chỉ giữ một dòng."),
        (4, "Lý do", "Kho từ chối thì phải có lý do."),
        (5, "Kết quả", "ghi “Đã nhận” hoặc “Từ chối” (đang ghi “có lẽ”)."),
        (6, "Mã hồ sơ", "mã “SYT.KHAC.01” không có trong đợt nào đã gửi của cơ quan này."),
    ]


@pytest.mark.parametrize(
    "head, word, taken",
    [
        (("fileCode", "status", "reason"), "accepted", True),
        (("Mã", "Trạng thái", "Ghi chú"), "Không nhận", False),
        (("MÃ HỒ SƠ", "Kết quả tiếp nhận", "Lý do từ chối"), "Được tiếp nhận", True),
    ],
)
def test_lists_are_read_as_archives_write_them(head, word, taken):
    reading = read_receipt([Sheet("Phiếu", [["Phiếu nhận"], list(head), ["A.1", word, "Mờ"]])])
    assert [(line.code, line.taken) for line in reading.lines.values()] == [("A.1", taken)]


def test_a_list_without_its_head_says_what_is_wanted():
    reading = read_receipt([Sheet("Phiếu", [["A.1", "Đã nhận"]])])
    assert "cột “Mã hồ sơ” và “Kết quả”" in reading.faults[0].text


def test_a_state_secret_refuses_the_whole_list(appraised, export, codes, agencies):
    export()
    with pytest.raises(Refused):
        receipts.read_lines(csv_of((codes()["01"], "Từ chối", "Tài liệu tối mật")), "phieu.csv", agencies["SYT"])


def test_only_the_operator_reads_receipts_in(appraised, export, codes, keep, hoa):
    export()
    receipt = keep((codes()["01"], "Đã nhận", ""))
    with pytest.raises(NotAllowed):
        confirm(receipt, hoa)


def test_a_code_of_another_agency_is_unknown(appraised, export, codes, agencies):
    export()
    reading = receipts.read_lines(csv_of((codes()["01"], "Đã nhận", "")), "phieu.csv", agencies["SXD"])
    assert len(reading.faults) == 1


def test_by_the_pages_read_see_confirm(appraised, export, codes, as_user, son, agencies):
    export()
    code = codes()
    client = as_user(son)
    file = io.BytesIO(csv_of((code["01"], "Đã nhận", ""), (code["02"], "Từ chối", "Thiếu lớp chữ")))
    file.name = "phieu.csv"
    page = client.submit("/kho-dung-chung/co-quan/SYT/phieu-nhan/", {"workbook": file}, follow=True)
    text = page.content.decode()
    assert "Xem trước phiếu nhận: phieu.csv" in text and "Thiếu lớp chữ" in text
    receipt = ArchiveReceipt.objects.get()
    mark = receipts.compare(receipt).mark
    done = client.post(f"/kho-dung-chung/phieu-nhan/{receipt.pk}/", {"seen": mark}, follow=True).content.decode()
    assert "Đã ghi phiếu nhận: 2 bản ghi đổi trạng thái." in done and "Có hồ sơ bị từ chối" in done


def test_the_agencys_clerk_reads_the_reasons_and_changes_nothing(appraised, export, codes, keep, son, lan, as_user):
    export()
    confirm(keep((codes()["02"], "Từ chối", "Thiếu lớp chữ")), son)
    client = as_user(lan)
    assert "Thiếu lớp chữ" in client.get("/kho-dung-chung/co-quan/SYT/da-gui/").content.decode()
    page = client.get("/kho-dung-chung/co-quan/SYT/").content.decode()
    assert "Có hồ sơ bị từ chối" in page and "Xuất siêu dữ liệu</a>" not in page
    assert client.get("/kho-dung-chung/co-quan/SYT/xuat/").status_code == 403
    assert client.post("/kho-dung-chung/co-quan/SYT/phieu-nhan/").status_code == 403


def test_a_stranger_finds_nothing(appraised, export, binh, as_user):
    made = export()
    client = as_user(binh)
    for address in ("co-quan/SYT/", "co-quan/SYT/da-gui/", "co-quan/SYT/da-gui.xlsx", f"xuat/{made.pk}/"):
        assert client.get(f"/kho-dung-chung/{address}").status_code == 404, address
    assert client.get(f"/kho-dung-chung/xuat/{made.pk}/tep/").status_code == 404
