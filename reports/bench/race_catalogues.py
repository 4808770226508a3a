"""Races at the desk of a clerk: catalogues, their files and uploads."""

from random import Random
from typing import Any

from agencies.models import Duty
from agencies.workflow import perform
from plans.appraisal.conversation import answer
from plans.appraisal.proposals import proposed
from plans.catalogues.file_history import values_of
from plans.catalogues.files import write_files
from plans.catalogues.proposals import take_over
from plans.models import CatalogueChange, CatalogueUpload, HeaderMapping, ProposedValue
from plans.uploads.compare import comparison_mark
from plans.uploads.correcting import correct
from plans.uploads.corrections import of_value
from plans.uploads.services import confirm_upload, request_upload

from .race_scene import SCENES, Given, Scene, at, box, scene
from .race_world import World, fresh

EVERY_FILE = "?pham_vi=tat-ca"


def on_draft(name: str, page: str = "", given: Given | None = None, query: str = "") -> None:
    """A route of the agency's clerks about a draft of theirs."""

    def make(world: World, random: Random) -> Scene:
        draft = world.draft(world.agency(random))
        address = f"{at(name, draft.pk)}{query}"
        return Scene(world.clerks(draft.agency), address, page and page.format(address), given or {}, draft)

    SCENES[name] = make


def on_file(name: str, /, page: str = "", **given: Any) -> None:
    def make(world: World, random: Random) -> Scene:
        draft = world.draft(world.agency(random))
        file = draft.files.by_position()[0]
        address = at(name, file.pk)
        return Scene(world.clerks(draft.agency), address, at(page, file.pk) if page else "", given, draft)

    SCENES[name] = make


on_draft("catalogue_edit", given={"name": lambda random: f"Tên {box(random)}", "new_fonds": ""})
on_draft("catalogue_delete")
on_draft("catalogue_files_edit", given={"form-0-title": "Hồ sơ sửa"})
on_draft("catalogue_files_bulk", "{0}&dat-box=9&xem=1", {"dat-box": "9"}, query=EVERY_FILE)
on_draft("catalogue_files_delete", query=EVERY_FILE)
on_draft("catalogue_files_renumber", "{0}&first=7&digits=1", {"first": "7", "digits": "1"}, query=EVERY_FILE)


@scene("catalogue_files_move")
def moved_files(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    draft, target = world.draft(agency), world.draft(agency, rows=0)
    given = {"target": str(target.pk)}
    address = f"{at('catalogue_files_move', draft.pk)}{EVERY_FILE}"
    return Scene(world.clerks(agency), address, f"{address}&target={target.pk}", given, draft)


on_file("catalogue_file_edit", title="Hồ sơ sửa")
on_file("catalogue_file_delete")


@scene("catalogue_page_estimate")
def pages_estimated(world: World, random: Random) -> Scene:
    """Two heads state what a sheet holds of a list in which nobody has counted pages."""
    draft = world.draft(world.agency(random))
    uncounted = [(file, {**values_of(file), "page_count": 0}) for file in draft.files.all()]
    write_files(draft, actor=world.clerks(draft.agency)[0], changed=uncounted)
    heads = [world.person(draft.agency, Duty.SIGNS, which) for which in (1, 2)]
    address, given = at("catalogue_page_estimate", draft.pk), {"factor": "1,8"}
    return Scene(heads, address, f"{address}?factor=1,8", given, fresh(draft))


@scene("catalogue_file_write_back")
def file_written_back(world: World, random: Random) -> Scene:
    value = a_proposal(world, random)
    one = take_over(value, actor=world.appraisers[0]).note.catalogue
    perform(fresh(one), "return", actor=world.appraisers[0], reason="Sai số trang.")
    key, given = value.note.file_id, {"proposal": str(value.pk)}
    address, page = at("catalogue_file_write_back", key), at("catalogue_file", key)
    return Scene(world.clerks(one.agency), address, page, given, fresh(one))


def a_proposal(world: World, random: Random) -> ProposedValue:
    """The right number of pages, as a clerk proposes it."""
    asked = world.asked(world.agency(random))
    file = asked.files.asked()[0]
    answer(asked, {}, actor=world.clerks(asked.agency)[0], proposals={file.pk: proposed(file, "page_count", "120")})
    return ProposedValue.objects.get(note__file=file)


@scene("catalogue_files_new")
def new_files(world: World, random: Random) -> Scene:
    draft = world.draft(world.agency(random))
    row = {"file_number": box, "title": "Hồ sơ mới", "start_date": "2008", "retention_years": "Vĩnh viễn"}
    row |= {"page_count": "5", "arranged": "Có", "condition": "Tốt", "priority": "", "digitized_before": "Không"}
    grid = {f"form-0-{name}": value for name, value in row.items()} | {"form-TOTAL_FORMS": "1"}
    address = at("catalogue_files_new", draft.pk)
    return Scene(world.clerks(draft.agency), address, given=grid, about=draft, one_winner=False, once=True)


@scene("catalogue_new")
def new_catalogue(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    world.draft(agency)  # its fonds is chosen on the form
    given = {"name": lambda random: f"Mục lục {box(random)}", "new_fonds": ""}
    return Scene(world.clerks(agency), at("catalogue_new"), given=given, one_winner=False, once=True)


@scene("catalogue_answers")
def answers(world: World, random: Random) -> Scene:
    asked = world.asked(world.agency(random))
    name = f"answer-{asked.files.asked()[0].pk}"
    address = at("catalogue_answers", asked.pk)
    return Scene(world.clerks(asked.agency), address, given={name: "Có bản gốc."}, about=asked, once=True)


@scene("catalogue_change_undo")
def change_undone(world: World, random: Random) -> Scene:
    draft = world.draft(world.agency(random))
    change = CatalogueChange.objects.filter(catalogue=draft).latest("pk")
    return Scene(world.clerks(draft.agency), at("catalogue_change_undo", change.pk), about=draft)


HEADS = "Hộp/cặp số,Hồ sơ số,Tiêu đề hồ sơ,Bắt đầu,Thời hạn bảo quản,Trang A4,Đã chỉnh lý"


def workbook(number: int, kept: str = "Vĩnh viễn") -> bytes:
    """One file of a catalogue as a table of text."""
    return f"{HEADS}\n1,{number},Hồ sơ {number},2008,{kept},5,Có\n".encode()


def uploaded(world: World, random: Random):
    """(catalogue, upload that waits for its sender)."""
    draft = world.draft(world.agency(random))
    data = workbook(world.next() + 100)
    return draft, request_upload(draft, actor=world.clerks(draft.agency)[0], data=data, file_name="a.csv")


@scene("catalogue_upload")
def upload(world: World, random: Random) -> Scene:
    draft = world.draft(world.agency(random))
    given = {"workbook": lambda random: ("a.csv", workbook(random.randint(10, 10**6)))}
    address = at("catalogue_upload", draft.pk)
    return Scene(world.clerks(draft.agency), address, given=given, about=draft, one_winner=False, once=True)


def on_upload(name: str, /, **given: Any) -> None:
    def make(world: World, random: Random) -> Scene:
        draft, sent = uploaded(world, random)
        page = at("catalogue_upload_preview", sent.pk)
        return Scene([sent.requester], at(name, sent.pk), page, given, draft)

    SCENES[name] = make


for name in ("columns", "confirm", "cancel"):
    on_upload(f"catalogue_upload_{name}")


@scene("catalogue_upload_retry")
def upload_again(world: World, random: Random) -> Scene:
    """Of a workbook that could not be read."""
    draft, sent = uploaded(world, random)
    CatalogueUpload.objects.filter(pk=sent.pk).update(phase="reading", state="failed")
    address, page = at("catalogue_upload_retry", sent.pk), at("catalogue_upload_preview", sent.pk)
    return Scene([sent.requester], address, page, about=draft)


def wrong_upload(world: World, random: Random) -> CatalogueUpload:
    """An upload with one error, of a shape that nothing is remembered of."""
    draft = world.draft(world.agency(random))
    HeaderMapping.objects.filter(agency=draft.agency).delete()
    data = workbook(world.next() + 100, "Lâu dài")
    return request_upload(draft, actor=world.clerks(draft.agency)[0], data=data, file_name="a.csv")


def corrected_upload(world: World, random: Random) -> CatalogueUpload:
    sent = wrong_upload(world, random)
    answer = of_value("retention_years", "Lâu dài", "70 năm")
    return correct(sent, [answer], actor=sent.requester, seen=comparison_mark(sent))


@scene("catalogue_upload_correct")
def values_corrected(world: World, random: Random) -> Scene:
    sent = wrong_upload(world, random)
    address, page = at("catalogue_upload_correct", sent.pk), at("catalogue_upload_preview", sent.pk)
    return Scene([sent.requester], address, page, {"sua-1": "70 năm"}, sent.catalogue)


@scene("catalogue_upload_row")
def row_corrected(world: World, random: Random) -> Scene:
    sent = wrong_upload(world, random)
    address = at("catalogue_upload_row", sent.pk) + "?trang=1&dong=2"
    return Scene([sent.requester], address, given={"o-E": "70 năm"}, about=sent.catalogue)


@scene("catalogue_upload_take_back")
def correction_taken_back(world: World, random: Random) -> Scene:
    sent = corrected_upload(world, random)
    address, page = at("catalogue_upload_take_back", sent.pk), at("catalogue_upload_preview", sent.pk)
    return Scene([sent.requester], address, page, about=sent.catalogue, shared=True)


@scene("catalogue_upload_without_memory")
def gone_without_memory(world: World, random: Random) -> Scene:
    draft = corrected_upload(world, random).catalogue
    data = workbook(world.next() + 100, "Lâu dài")
    sent = request_upload(draft, actor=world.clerks(draft.agency)[0], data=data, file_name="b.csv")
    address, page = at("catalogue_upload_without_memory", sent.pk), at("catalogue_upload_preview", sent.pk)
    return Scene([sent.requester], address, page, about=draft, shared=True)


@scene("catalogue_upload_memory_forget")
def memory_forgotten(world: World, random: Random) -> Scene:
    agency = corrected_upload(world, random).catalogue.agency
    known = HeaderMapping.objects.get(agency=agency)
    return Scene(
        world.clerks(agency), at("catalogue_upload_memory_forget", known.pk), at("catalogue_upload_memory"), shared=True
    )


@scene("catalogue_upload_undo")
def upload_undone(world: World, random: Random) -> Scene:
    draft, sent = uploaded(world, random)
    confirm_upload(sent, actor=sent.requester)
    return Scene(world.clerks(draft.agency), at("catalogue_upload_undo", draft.pk), about=fresh(draft))
