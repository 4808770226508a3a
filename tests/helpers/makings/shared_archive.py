"""Forms of the shared archive: exports, receipts, films and recordings."""

from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies import jobs
from agencies.calendar import portal_today
from plans.models import ArchiveExport, ArchiveItem, ArchiveReceipt, MediaRecord, MediaUpload, Plan
from plans.shared_archive import exports
from plans.shared_archive.mapping import mapping_on
from plans.shared_archive.records import prepare
from tests.helpers.catalogues import appraise, hand_in

from .common import Making


def an_exporting_agency(cast):
    """Two files of Sở Y tế, appraised."""
    appraise(hand_in(cast("lan").agency, cast("lan"), rows=2), cast("hoa"))
    return "/kho-dung-chung/co-quan/SYT"


def archive_export_new(cast):
    address = an_exporting_agency(cast)
    due = prepare(cast("lan").agency, Plan.current(), mapping_on(portal_today()))
    data = {"seen_doubts": "on", "seen": due.mark()}
    return Making("son", f"{address}/xuat/", lambda: data, ArchiveExport)


def archive_receipt(cast):
    address, by = an_exporting_agency(cast), cast("son")
    plan, agency = Plan.current(), cast("lan").agency
    due = prepare(agency, plan, mapping_on(portal_today()))
    made = exports.request_export(agency, plan, actor=by, seen=due.mark(), seen_doubts=True)
    jobs.run_here(made.pk)
    line = f"Mã hồ sơ,Kết quả,Lý do\n{ArchiveItem.objects.first().code},Đã nhận,\n".encode()
    sent = partial(SimpleUploadedFile, "a.csv", line)
    return Making("son", f"{address}/phieu-nhan/", lambda: {"workbook": sent()}, ArchiveReceipt)


def media_new(cast):
    data = {"archive_number": "GA-1", "title": "Ghi âm hội nghị"}
    return Making("lan", "/nghe-nhin/them/sound/", lambda: data, MediaRecord)


def media_upload(cast):
    sent = partial(SimpleUploadedFile, "a.csv", "Số lưu trữ,Tiêu đề\nGA-1,Ghi âm hội nghị\n".encode())
    return Making("lan", "/nghe-nhin/nap/", lambda: {"kind": "sound", "workbook": sent()}, MediaUpload)


MAKINGS = [archive_export_new, archive_receipt, media_new, media_upload]
