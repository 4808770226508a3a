"""Races on the desk of the shared archive: its check list, exports and receipts."""

from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.calendar import portal_today
from agencies.jobs import run_here
from agencies.models import Agency, Duty, User
from plans.models import ArchiveCheck, ArchiveExport, ArchiveReceipt, MediaRecord, MediaUpload
from plans.shared_archive import exports
from plans.shared_archive.mapping import mapping_on
from plans.shared_archive.records import prepare

from .race_forms import form_of
from .race_scene import SCENES, Scene, at, scene
from .race_world import World
from .visiting import browser_of


def operators(world: World) -> list[User]:
    """Two at Sở KH&CN."""
    return world.office("SKHCN", Duty.OPERATES_ARCHIVE)


@scene("archive_check")
def fields_checked(world: World, random: Random) -> Scene:
    agency, fields = world.agency(random), random.choice(ArchiveCheck.Fields.values)
    ArchiveCheck.objects.filter(agency=agency).delete()
    given = {"state": "passed", "note": f"Lần {world.next()}"}
    return Scene(operators(world), at("archive_check", agency.code, fields), given=given)


def with_files(world: World, random: Random) -> Agency:
    """An agency that has files to export."""
    agency = world.agency(random)
    ArchiveExport.objects.filter(agency=agency).delete()
    world.appraised(agency)
    return agency


def exported(world: World, random: Random, run: bool = True) -> ArchiveExport:
    agency, by = with_files(world, random), operators(world)[0]
    due = prepare(agency, world.plan, mapping_on(portal_today()))
    made = exports.request_export(agency, world.plan, actor=by, seen=due.mark(), seen_doubts=True)
    if run:
        run_here(made.pk)
    return ArchiveExport.objects.get(pk=made.pk)


@scene("archive_export_new")
def export_asked(world: World, random: Random) -> Scene:
    address = at("archive_export_new", with_files(world, random).code)
    return Scene(operators(world), address, given={"seen_doubts": "on"}, once=True)


@scene("archive_export_retry")
def export_again(world: World, random: Random) -> Scene:
    made = exported(world, random, run=False)
    ArchiveExport.objects.filter(pk=made.pk).update(state="failed")
    return Scene(operators(world), at("archive_export_retry", made.pk), at("archive_export", made.pk))


def receipt_of(agency: Agency) -> tuple[str, bytes]:
    """A list that takes the first file of the agency's last export."""
    item = ArchiveExport.objects.filter(agency=agency).latest("pk").items.order_by("pk")[0]
    return "a.csv", f"Mã hồ sơ,Kết quả,Lý do\n{item.code},Đã nhận,\n".encode()


@scene("archive_receipt")
def receipt_sent(world: World, random: Random) -> Scene:
    agency = exported(world, random).agency
    given = {"workbook": lambda random: receipt_of(agency)}
    return Scene(operators(world), at("archive_receipt", agency.code), given=given, one_winner=False, once=True)


def on_receipt(name: str) -> None:
    def make(world: World, random: Random) -> Scene:
        export, by = exported(world, random), operators(world)[0]
        browser, address = browser_of(by), at("archive_receipt", export.agency.code)
        form = form_of(browser.get(address).content.decode(), address, address, random)
        browser.post(address, form | {"workbook": SimpleUploadedFile(*receipt_of(export.agency))})
        sent = ArchiveReceipt.objects.filter(uploaded_by=by).latest("pk")
        return Scene([by], at(name, sent.pk), at("archive_receipt_check", sent.pk))

    SCENES[name] = make


def a_record(world: World, random: Random) -> MediaRecord:
    """A photograph on an agency's list."""
    named = {"archive_number": f"PA-{world.next()}", "title": "Ảnh khánh thành"}
    return MediaRecord.objects.create(plan=world.plan, agency=world.agency(random), kind="picture", **named)


@scene("media_new")
def media_entered(world: World, random: Random) -> Scene:
    given = {"archive_number": f"GA-{world.next()}", "title": "Ghi âm hội nghị"}
    clerks = world.clerks(world.agency(random))
    return Scene(clerks, at("media_new", "sound"), given=given, one_winner=False, once=True)


@scene("media_edit")
def media_corrected(world: World, random: Random) -> Scene:
    one = a_record(world, random)
    given = {"title": lambda random: f"Ảnh {random.randint(1, 10**6)}"}
    return Scene(world.clerks(one.agency), at("media_edit", one.pk), given=given)


@scene("media_delete")
def media_deleted(world: World, random: Random) -> Scene:
    one = a_record(world, random)
    return Scene(world.clerks(one.agency), at("media_delete", one.pk))


def media_list_of(world: World) -> tuple[str, bytes]:
    return "a.csv", f"Số lưu trữ,Tiêu đề\nGA-{world.next()},Ghi âm hội nghị\n".encode()


@scene("media_upload")
def media_sent(world: World, random: Random) -> Scene:
    given = {"kind": "sound", "workbook": lambda random: media_list_of(world)}
    clerks = world.clerks(world.agency(random))
    return Scene(clerks, at("media_upload"), given=given, one_winner=False, once=True)


def on_media_upload(name: str) -> None:
    def make(world: World, random: Random) -> Scene:
        by = world.clerks(world.agency(random))[0]
        browser, address = browser_of(by), at("media_upload")
        form = form_of(browser.get(address).content.decode(), address, address, random)
        browser.post(address, form | {"kind": "sound", "workbook": SimpleUploadedFile(*media_list_of(world))})
        sent = MediaUpload.objects.filter(uploaded_by=by).latest("pk")
        return Scene([by], at(name, sent.pk), at("media_upload_check", sent.pk))

    SCENES[name] = make


on_media_upload("media_upload_check")
on_media_upload("media_upload_cancel")
on_receipt("archive_receipt_check")
on_receipt("archive_receipt_cancel")
