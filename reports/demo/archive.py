"""Sở KH&CN's work on the shared archive: what it checked, two exports, a receipt with a refusal, ten photographs."""

from datetime import date

from agencies.models import Job
from plans.models import ArchiveCheck, ArchiveExport, ArchiveReceipt, MediaRecord, MediaUpload
from plans.shared_archive import exports, receipts

from .days import last_known_day, moment
from .province import Province

EXPORTED_ON, ANSWERED_ON, PHOTOGRAPHED_ON = date(2025, 6, 17), date(2025, 6, 19), date(2025, 6, 12)
ANSWERED, WAITING, WITH_PICTURES = "20650", "20680", "SYT"  # codes of two communes and a department
PASSED = ("fonds", "files", "documents", "pictures")
SOUND_NOTE = "Hệ thống chưa có trường thời lượng; nhà cung cấp hẹn bổ sung."
REFUSED = "Tiêu đề hồ sơ trùng với hồ sơ đã có trên Kho."
PICTURES = (
    ("Khánh thành Bệnh viện đa khoa", "Cắt băng khánh thành", "2007-08-17"),
    ("Khánh thành Bệnh viện đa khoa", "Đại biểu thăm khoa cấp cứu", "2007-08-17"),
    ("Chiến dịch tiêm chủng", "Điểm tiêm tại xã miền núi", "2010-11"),
    ("Chiến dịch tiêm chủng", "Cán bộ y tế đến từng thôn", "2010-11"),
    ("Khám bệnh sau bão", "Đội cơ động ở vùng ngập", "2009-10-02"),
    ("Hội nghị tổng kết ngành", "Toàn cảnh hội trường", "2015-01-20"),
    ("Hội nghị tổng kết ngành", "Trao bằng khen", "2015-01-20"),
    ("Lễ ra quân phòng dịch", "Diễu hành ở thành phố", "2020-02"),
    ("Lễ ra quân phòng dịch", "Phát khẩu trang cho người dân", "2020-02"),
    ("Bàn giao trạm y tế", "Trạm y tế mới của xã", "2018"),
)


def write(province: Province) -> None:
    """What had happened by the demo's last known day."""
    if last_known_day() >= PHOTOGRAPHED_ON:
        photograph(province)
    if last_known_day() < EXPORTED_ON:
        return
    for number, code in enumerate((ANSWERED, WAITING)):
        check(province, code)
        made = export(province, code, 8 + number)
        if code == ANSWERED and last_known_day() >= ANSWERED_ON:
            answer(province, made)


def photograph(province: Province) -> None:
    """Ten photographs of the department, read in from a workbook."""
    agency, clerk = province.agencies[WITH_PICTURES], province.clerks[WITH_PICTURES]
    made = {"plan": province.plan, "agency": agency, "kind": MediaRecord.Kind.PICTURE}
    MediaRecord.objects.bulk_create(
        MediaRecord(**made, archive_number=f"PA-{number:02}", event_name=event, title=title, recorded_on=day)
        for number, (event, title, day) in enumerate(PICTURES, 1)
    )
    at = moment(PHOTOGRAPHED_ON, province.dice("photographs"), 9)
    upload = MediaUpload.objects.create(**made, uploaded_by=clerk, file_name="Anh-tu-lieu.xlsx", confirmed_at=at)
    sentence = f"nạp danh mục phim/ảnh: {len(PICTURES)} dòng mới, 0 dòng thay đổi"
    province.history.record(upload, actor=clerk, action="media_upload", at=at, sentence=sentence)


def check(province: Province, code: str) -> None:
    """Four groups of fields are right, sound is not."""
    agency, son = province.agencies[code], province.people["son"]
    found = {"plan": province.plan, "agency": agency, "checked_by": son, "checked_on": EXPORTED_ON}
    for fields in PASSED:
        ArchiveCheck.objects.create(**found, fields=fields, state=ArchiveCheck.State.PASSED)
    ArchiveCheck.objects.create(**found, fields="sound", state=ArchiveCheck.State.FAILED, note=SOUND_NOTE)


def export(province: Province, code: str, hour: int) -> ArchiveExport:
    """An export of all that is due, as a worker writes it."""
    agency, son = province.agencies[code], province.people["son"]
    at = moment(EXPORTED_ON, province.dice("export", code), hour)
    asked = {"kind": exports.KIND, "requester": son, "created_at": at, "number": 1, "as_of": EXPORTED_ON}
    made = ArchiveExport.objects.create(plan=province.plan, agency=agency, batch_size=1000, **asked)
    message = exports.carry_out(made, lambda percent, message: None)
    done = {"state": Job.State.DONE, "percent": 100, "message": message, "finished_at": at}
    ArchiveExport.objects.filter(pk=made.pk).update(**done)
    made = ArchiveExport.objects.get(pk=made.pk)
    sentence = f"xuất siêu dữ liệu lần 1: {made.records} bản ghi"
    province.history.record(made, agency=agency, actor=son, action="export_archive", at=at, sentence=sentence)
    return made


def answer(province: Province, made: ArchiveExport) -> None:
    """The archive takes all but the last file."""
    son, codes = province.people["son"], list(made.items.order_by("pk").values_list("code", flat=True))
    at = moment(ANSWERED_ON, province.dice("receipt"), 14)
    lines = [[code, True, ""] for code in codes[:-1]] + [[codes[-1], False, REFUSED]]
    given = {"plan": province.plan, "agency": made.agency, "uploaded_by": son, "file_name": "Phieu-nhan-dot-1.csv"}
    receipt = ArchiveReceipt.objects.create(
        **given, lines=lines, taken_count=len(lines) - 1, refused_count=1, uploaded_at=at, confirmed_at=at
    )
    receipts.write(receipt, receipts.compare(receipt))
    sentence = f"ghi phiếu nhận của Kho: {len(lines) - 1} bản ghi đã nhận, 1 bị từ chối"
    after = {"taken": len(lines) - 1, "refused": 1}
    province.history.record(receipt, actor=son, action="archive_answers", at=at, sentence=sentence, after=after)
