"""For each changing route what two people race about: who they are, the page they have open, and what its form needs
beyond what it shows. A scene is named by its route, an action of a workflow after a slash."""

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from agencies import account_changes, invitations
from agencies.jobs import run_here
from agencies.models import Agency, Duty, DutyOffice, InvitationTerm, IssuedDocument, User
from agencies.purge import services as purges
from agencies.secrecy.finding import Place
from agencies.workflow import perform
from budgets.models import Estimate
from plans.appraisal.conversation import answer
from plans.appraisal.decisions import decide
from plans.appraisal.proposals import proposed
from plans.catalogues.files import write_files
from plans.catalogues.proposals import take_over
from plans.duplicates import services as duplicates
from plans.duplicates.search import Scope
from plans.models import (
    Catalogue,
    CatalogueChange,
    ControlFigure,
    DuplicateGroup,
    Milestone,
    PeriodLength,
    ProposedValue,
    Signer,
    SizeFactor,
    TargetUpload,
    UnitPrice,
)
from plans.targets.services import TargetFigures, assign_targets
from plans.uploads.services import confirm_upload, request_upload
from reports.services import request_report

from .race_forms import form_of
from .race_world import DAY, PASSWORD, World, fresh, row_of
from .visiting import browser_of

Given = Mapping[str, Any]
ADMIN = "/quan-tri"


def nothing(browser: Client) -> None:
    """The browser needs no more than its log-in."""


@dataclass
class Scene:
    """What a pair races about. `one_winner`: both pages show one version, so only one of them may count; `once`: the
    same form sent twice makes one thing."""

    people: list[User | None]
    address: str
    page: str = ""
    given: Given = field(default_factory=dict)
    about: Model | None = None
    one_winner: bool = True
    once: bool = False
    estimates: list[int] = field(default_factory=list)
    prepare: Callable[[Client], None] = nothing

    def catalogues(self) -> list[Catalogue]:
        """Whose sums the pair may have touched."""
        one = self.about
        return list(Catalogue.objects.filter(pk=one.pk)) if isinstance(one, Catalogue) else []


Make = Callable[[World, Random], Scene]
SCENES: dict[str, Make] = {}


def scene(name: str) -> Callable[[Make], Make]:
    """Register what is raced on the route of that name."""

    def register(make: Make) -> Make:
        SCENES[name] = make
        return make

    return register


def at(name: str, *args: object) -> str:
    return reverse(name, args=args)


def on_draft(name: str, /, *, page: str = "", one_winner: bool = True, once: bool = False, **given: Any) -> None:
    """A route of the agency's clerks about a draft of theirs."""

    def make(world: World, random: Random) -> Scene:
        draft = world.draft(world.agency(random))
        address = at(name, draft.pk)
        people = world.clerks(draft.agency)
        return Scene(people, address, page and page.format(address), given, draft, one_winner, once)

    SCENES[name] = make


def on_file(name: str, /, page: str = "", **given: Any) -> None:
    def make(world: World, random: Random) -> Scene:
        draft = world.draft(world.agency(random))
        file = draft.files.by_position().first()
        address = at(name, file.pk)
        return Scene(world.clerks(draft.agency), address, at(page, file.pk) if page else "", given, draft)

    SCENES[name] = make


def document(random: Random) -> str:
    return f"{random.randint(1, 10**9)}/VB"


NUMBERED: Given = {"document_number": document, "document_date": "20/06/2025", "reason": "Đã xem."}

on_draft("catalogue_edit", name="Tên khác")
on_draft("catalogue_delete")
on_draft("catalogue_files_edit", **{"form-0-title": "Hồ sơ sửa"})
on_draft("catalogue_files_bulk", page="{0}?dat-box=9&xem=1", **{"dat-box": "9"})
on_file("catalogue_file_edit", title="Hồ sơ sửa")
on_file("catalogue_file_delete")


def box(random: Random) -> str:
    return str(random.randint(10, 10**6))


@scene("catalogue_file_write_back")
def file_written_back(world: World, random: Random) -> Scene:
    value = a_proposal(world, random)
    one = take_over(value, actor=world.appraisers[0]).note.catalogue
    perform(fresh(one), "return", actor=world.appraisers[0], reason="Sai số trang.")
    file, given = value.note.file, {"proposal": str(value.pk)}
    address, page = at("catalogue_file_write_back", file.pk), at("catalogue_file", file.pk)
    return Scene(world.clerks(one.agency), address, page, given, fresh(one))


def a_proposal(world: World, random: Random) -> ProposedValue:
    """The right number of pages, as a clerk proposes it."""
    asked = world.asked(world.agency(random))
    file = asked.files.asked().first()
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
    given = {"name": lambda random: f"Mục lục {box(random)}", "new_fonds": "Phông chung"}
    return Scene(world.clerks(world.agency(random)), at("catalogue_new"), given=given, one_winner=False, once=True)


@scene("catalogue_answers")
def answers(world: World, random: Random) -> Scene:
    asked = world.asked(world.agency(random))
    name = f"answer-{asked.files.asked().first().pk}"
    address = at("catalogue_answers", asked.pk)
    return Scene(world.clerks(asked.agency), address, given={name: "Có bản gốc."}, about=asked, once=True)


@scene("catalogue_change_undo")
def change_undone(world: World, random: Random) -> Scene:
    draft = world.draft(world.agency(random))
    change = CatalogueChange.objects.filter(catalogue=draft).latest("pk")
    return Scene(world.clerks(draft.agency), at("catalogue_change_undo", change.pk), about=draft)


HEADS = "Hộp/cặp số,Hồ sơ số,Tiêu đề hồ sơ,Bắt đầu,Thời hạn bảo quản,Trang A4,Đã chỉnh lý"


def workbook(number: int) -> bytes:
    """One file of a catalogue as a table of text."""
    return f"{HEADS}\n1,{number},Hồ sơ {number},2008,Vĩnh viễn,5,Có\n".encode()


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


for name in ("retry", "columns", "confirm", "cancel"):
    on_upload(f"catalogue_upload_{name}")


@scene("catalogue_upload_undo")
def upload_undone(world: World, random: Random) -> Scene:
    draft, sent = uploaded(world, random)
    confirm_upload(sent, actor=sent.requester)
    return Scene(world.clerks(draft.agency), at("catalogue_upload_undo", draft.pk), about=fresh(draft))


APPRAISAL: Given = NUMBERED | {"unseen_reason": "Đã đối chiếu.", "unarranged": "accept", "capacity": "head"}
CATALOGUE_ACTIONS = {  # action: (state it begins in, on whose desk, what its form needs)
    "submit": ("draft", "clerks", {"secrecy_declared": "on"}),
    "withdraw": ("handed_in", "clerks", {}),
    "ask_reopen": ("appraised", "clerks", {"reason": "Bổ sung."}),
    "drop_reopen": ("asked_to_reopen", "clerks", {}),
    "receive": ("handed_in", "appraisers", {}),
    "tranche": ("handed_in", "appraisers", APPRAISAL),
    "appraise": ("handed_in", "appraisers", APPRAISAL),
    "return": ("handed_in", "appraisers", {"reason": "Sai số trang."}),
    "reopen": ("asked_to_reopen", "appraisers", {}),
    "refuse_reopen": ("asked_to_reopen", "appraisers", {"reason": "Không cần."}),
    "close_again": ("reopened", "appraisers", {"reason": "Nhầm."}),
}


def on_action(route: str, action: str) -> None:
    """An action of the catalogue's workflow on this route, by two who may take it."""
    state, desk, given = CATALOGUE_ACTIONS[action]

    def make(world: World, random: Random) -> Scene:
        agency = world.agency(random)
        if state == "reopened":
            one = perform(world.asked_to_reopen(agency), "reopen", actor=world.appraisers[0])
        else:
            one = getattr(world, state)(agency)
        if action == "tranche":
            decide(one, "accept", one.files.filter(file_number="01"), actor=world.appraisers[0])
        people = world.clerks(agency) if desk == "clerks" else world.appraisers
        return Scene(people, at(route, one.pk, action), given=given, about=fresh(one))

    SCENES[f"{route}/{action}"] = make


for name, (_, desk, _) in CATALOGUE_ACTIONS.items():
    on_action("catalogue_action" if desk == "clerks" else "admin:plans_catalogue_action", name)


@scene("admin:plans_catalogue_decide")
def rows_decided(world: World, random: Random) -> Scene:
    one = world.handed_in(world.agency(random))
    file = random.choice(list(one.files.all()))
    given = {"verdict": random.choice(("accept", "leave_out", "ask")), "file": str(file.pk), "reason": "duplicate"}
    given |= {"text": "Có bản gốc không?"}
    page = at("admin:plans_catalogue_change", one.pk)
    # Rows count one by one: who comes second finds them decided, and may decide otherwise what is not signed.
    return Scene(world.appraisers, at("admin:plans_catalogue_decide", one.pk), page, given, one, one_winner=False)


@scene("admin:plans_catalogue_draw")
def sample_drawn(world: World, random: Random) -> Scene:
    one = world.handed_in(world.agency(random), rows=40)
    page = at("admin:plans_catalogue_change", one.pk)
    return Scene(world.appraisers, at("admin:plans_catalogue_draw", one.pk), page, {"size": "30"}, one)


@scene("admin:plans_catalogue_proposal")
def proposal_decided(world: World, random: Random) -> Scene:
    value = a_proposal(world, random)
    asked = value.note.catalogue
    page = at("admin:plans_catalogue_change", asked.pk)
    address = at("admin:plans_catalogue_proposal", asked.pk, value.pk, random.choice(("take", "decline")))
    return Scene(world.appraisers, address, page, about=fresh(asked))


@scene("admin:plans_catalogue_together")
def decided_together(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    both = [world.handed_in(agency) for _ in range(2)]
    address = f"{at('admin:plans_catalogue_together')}?muc-luc={both[0].pk}&muc-luc={both[1].pk}"
    return Scene(world.appraisers, address, given=APPRAISAL, about=both[0])


@scene("joint_draft")
def joint_draft(world: World, random: Random) -> Scene:
    one = world.handed_in(world.agency(random))
    page = f"{at('admin:plans_catalogue_together')}?muc-luc={one.pk}"
    return Scene(world.appraisers, f"{at('joint_draft', 'docx')}?muc-luc={one.pk}", page, APPRAISAL, one)


def letter(world: World, random: Random) -> tuple[Catalogue, IssuedDocument]:
    one = world.appraised(world.agency(random))
    return one, one.appraisals.get().document


@scene("admin:plans_catalogue_correct")
def letter_corrected(world: World, random: Random) -> Scene:
    one, signed = letter(world, random)
    given = {"number": document, "day": "20/06/2025", "capacity": "head", "reason": "Ghi nhầm số."}
    return Scene(world.appraisers, at("admin:plans_catalogue_correct", signed.pk), given=given, about=one)


@scene("paper")
def paper(world: World, random: Random) -> Scene:
    one = world.draft(world.agency(random))
    return Scene(world.clerks(one.agency), at("paper", one.pk, "official", "xlsx"), about=one, one_winner=False)


@scene("estimate_new")
def new_estimate(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    world.appraised(agency)
    given = {"name": lambda random: f"Dự toán {box(random)}"}
    return Scene(world.clerks(agency), at("estimate_new"), given=given, one_winner=False, once=True)


def on_estimate(name: str, /, *args: str, state: str = "draft", desk: str = "clerks", **given: Any) -> None:
    def make(world: World, random: Random) -> Scene:
        one = estimate_in(state, world, world.district if state in ("own", "decided") else world.agency(random))
        people = world.clerks(one.agency) if desk == "clerks" else world.treasurers
        return Scene(people, at(name, one.pk, *args), given=given, about=one, estimates=[one.pk])

    SCENES["/".join((name, *args))] = make


def estimate_in(state: str, world: World, agency: Agency) -> Estimate:
    one = world.estimate(agency)
    if state == "submitted":
        return perform(one, "submit", actor=world.clerks(agency)[0])
    if state == "decided":
        given = {"document": (f"{world.next()}/QĐ", DAY), "appraised_dong": one.requested_dong}
        return perform(one, "decide", actor=world.clerks(agency)[0], **given)
    return one


on_estimate("estimate_edit", name="Tên khác", pages_a4="2")
on_estimate("estimate_delete")
on_estimate("estimate_action", "submit")
on_estimate("estimate_action", "withdraw", state="submitted")
on_estimate("estimate_action", "appraise", state="submitted", desk="treasurers", **NUMBERED)
on_estimate("estimate_action", "return", state="submitted", desk="treasurers", reason="Thiếu căn cứ.")
on_estimate("estimate_action", "decide", state="own", **NUMBERED)
on_estimate("estimate_action", "reopen", state="decided", reason="Bổ sung.")
on_estimate("estimate_correct", state="decided", number=document, day="20/06/2025", reason="Ghi nhầm số.")


def on_group(name: str, desk: str, /, **given: Any) -> None:
    def make(world: World, random: Random) -> Scene:
        group = a_group(world, random)
        people = world.appraisers if desk == "appraisers" else world.clerks(group.members.first().agency)
        files = [str(key) for key in group.members.values_list("file_id", flat=True)[:1]]
        return Scene(people, at(name, group.pk), at("duplicate_group", group.pk), given | {"file": files})

    SCENES[name] = make


def a_group(world: World, random: Random) -> DuplicateGroup:
    """Two files of one catalogue that say the same."""
    one = world.draft(world.agency(random), rows=0)
    clerk, title = world.clerks(one.agency)[0], f"Hồ sơ xây dựng công trình số {world.next()}"
    write_files(one, actor=clerk, added=[row_of(number, title=title) for number in ("01", "02")])
    perform(fresh(one), "submit", actor=clerk, secrecy_declared=True)
    scope = Scope(catalogue=fresh(one))
    search = duplicates.request_search(scope, actor=world.appraisers[0])
    run_here(search.pk)
    return DuplicateGroup.objects.current().filter(scope=scope.key).first()


on_group("duplicate_verdict", "appraisers", verdict="different")
on_group("duplicate_leave_out", "appraisers")


@scene("duplicate_run")
def duplicates_searched(world: World, random: Random) -> Scene:
    one = world.handed_in(world.agency(random))
    page = f"{at('duplicate_list')}?muc-luc={one.pk}"
    return Scene(world.appraisers, at("duplicate_run"), page, {"muc-luc": str(one.pk)}, one_winner=False, once=True)


@scene("duplicate_issued_rule")
def issued_rule(world: World, random: Random) -> Scene:
    return Scene(world.appraisers, at("duplicate_issued_rule"))


@scene("review_edit")
def review_typed(world: World, random: Random) -> Scene:
    return Scene(world.clerks(world.agency(random)), at("review_edit"), given=REVIEW_LINE, one_winner=False)


@scene("review_secrecy")
def review_secrecy(world: World, random: Random) -> Scene:
    return Scene(world.clerks(world.agency(random)), at("review_secrecy"), one_winner=False, prepare=type_review)


REVIEW_LINE: Given = {
    "lines-0-fonds_name": "Phông chung",
    "lines-0-retention": "permanent",
    "lines-0-arrangement": "full",
    "lines-0-file_count": "9",
    "lines-0-page_count": "900",
}


def type_review(browser: Client) -> None:
    """The first steps of a review, as they are typed before the last page is shown."""
    shown = browser.get(at("review_edit")).content.decode()
    sent = form_of(shown, at("review_edit"), at("review_edit"), Random(1))
    browser.post(at("review_edit"), sent | REVIEW_LINE)
    shown = browser.get(at("review_secrecy")).content.decode()
    browser.post(at("review_secrecy"), form_of(shown, at("review_secrecy"), at("review_secrecy"), Random(1)))


@scene("review_check")
def review_handed_in(world: World, random: Random) -> Scene:
    given = {"reason": "Sửa số liệu."}
    people = world.clerks(world.agency(random))
    return Scene(people, at("review_check"), given=given, once=True, prepare=type_review, one_winner=False)


@scene("detailed_plan_edit")
def detailed_plan(world: World, random: Random) -> Scene:
    days = {"issued_on": "10/06/2025", "period_from": "10/06/2025", "period_to": "20/06/2025"}
    given = {"number": document, "signer": "Nguyễn Văn A", "reason": "Bổ sung.", **days}
    people = world.clerks(world.agency(random))
    return Scene(people, at("detailed_plan_edit"), given=given, one_winner=False, once=True)


@scene("progress_edit")
def progress(world: World, random: Random) -> Scene:
    names = [f"{a}_{b}" for a in ("scanned", "checked", "integrated") for b in ("files", "pages")]
    given = dict.fromkeys(names, "0") | {"reason": "Chưa bắt đầu."}
    return Scene(world.clerks(world.agency(random)), at("progress_edit", "2025-06-13"), given=given, once=True)


@scene("target_edit")
def target_set(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    given = {"files": lambda random: str(10**6 + int(box(random))), "pages": "100000000"}
    return Scene(world.appraisers, at("target_edit", agency.code), given=given)


@scene("target_divide")
def target_divided(world: World, random: Random) -> Scene:
    figures = TargetFigures(10_000 + world.next(), 10**6)
    assign_targets(world.plan, {world.district: figures}, actor=world.appraisers[0])
    given = {"share-0-files": "90", "share-0-pages": f"9{random.randint(100, 999)}"}
    return Scene(world.clerks(world.district), at("target_divide", world.district.code), given=given)


ANNEX_HEAD = ("STT", "Mã", "Tên cơ quan, đơn vị", "Số hồ sơ", "Số trang A4", "Đơn giá (đồng)", "Kinh phí (đồng)")


def annex(world: World, random: Random) -> bytes:
    book = Workbook()
    book.active.append(["Phụ lục I"])
    book.active.append(list(ANNEX_HEAD))
    book.active.append([1, world.agency(random).code, "", 10**6 + random.randint(1, 999), 10**8, None, None])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@scene("target_upload")
def annex_sent(world: World, random: Random) -> Scene:
    given = {"workbook": lambda random: ("a.xlsx", annex(world, random))}
    return Scene(world.appraisers, at("target_upload"), given=given, one_winner=False, once=True)


def on_annex(name: str) -> None:
    def make(world: World, random: Random) -> Scene:
        browser = browser_of(world.appraisers[0])
        form = form_of(
            browser.get(at("target_upload")).content.decode(), at("target_upload"), at("target_upload"), random
        )
        file = SimpleUploadedFile("a.xlsx", annex(world, random))
        browser.post(at("target_upload"), form | {"workbook": file})
        sent = TargetUpload.objects.filter(uploaded_by=world.appraisers[0]).latest("pk")
        return Scene(world.appraisers[:1], at(name, sent.pk), at("target_upload_check", sent.pk))

    SCENES[name] = make


on_annex("target_upload_check")
on_annex("target_upload_cancel")


@scene("report_new")
def report_asked(world: World, random: Random) -> Scene:
    given = {"as_of": f"{random.randint(1, 20):02}/06/2025"}
    return Scene(world.appraisers, at("report_new"), given=given, one_winner=False, once=True)


@scene("report_retry")
def report_again(world: World, random: Random) -> Scene:
    made = request_report(world.plan, as_of=DAY, requester=world.appraisers[0])
    type(made).objects.filter(pk=made.pk).update(state="failed")
    return Scene(world.appraisers, at("report_retry", made.pk), at("report_detail", made.pk))


@scene("purge_new")
def purge_asked(world: World, random: Random) -> Scene:
    one = world.draft(world.agency(random))
    given = NUMBERED | {"places": f"plans_catalogue {one.pk} name", "reason": "Lọt vào cổng."}
    return Scene(world.appraisers, at("purge_new"), given=given, one_winner=False, once=True)


@scene("purge_detail")
def purged(world: World, random: Random) -> Scene:
    one = world.draft(world.agency(random))
    place = Place("plans_catalogue", str(one.pk), "name")
    asked = purges.ask([place], actor=world.appraisers[0], document=("1/BC", DAY), reason="Lọt vào cổng.")
    return Scene(world.appraisers[::-1], at("purge_detail", asked.pk), about=asked)


@scene("login")
def logged_in(world: World, random: Random) -> Scene:
    person = world.clerks(world.agency(random))[0]
    given = {"username": person.username, "password": PASSWORD}
    return Scene([None], at("login"), given=given, one_winner=False)


def on_account(name: str, /, page: str = "account", **given: Any) -> None:
    def make(world: World, random: Random) -> Scene:
        return Scene([a_newcomer(world, random)], at(name), at(page), given, one_winner=False)

    SCENES[name] = make


def a_newcomer(world: World, random: Random) -> User:
    """Somebody whose account nobody else uses."""
    return world.person(world.agency(random), Duty.READS, world.next())


on_account("logout", page="home")
on_account("second_factor_setup", page="second_factor_setup", code="123456")
on_account("second_factor_code", page="second_factor_code", code="123456")
on_account("second_factor_codes")
on_account("second_factor_off")
on_account("session_end")


@scene("draft_save")
def draft_saved(world: World, random: Random) -> Scene:
    person = a_newcomer(world, random)
    return Scene([person], at("draft_save", "review-lines"), at("home"), {"name": "Đang gõ"}, one_winner=False)


SCENES["draft_drop"] = lambda world, random: Scene(
    [a_newcomer(world, random)], at("draft_drop", "review-lines"), at("home"), one_winner=False
)


@scene("password_change")
def password_changed(world: World, random: Random) -> Scene:
    new = f"Moc-son-{box(random)}-ba"
    given = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    return Scene([a_newcomer(world, random)], at("password_change"), given=given, one_winner=False)


@scene("acting_for")
def acting(world: World, random: Random) -> Scene:
    person = world.clerks(world.agency(random))[0]
    return Scene([person], at("acting_for"), at("home"), {"co_quan": person.agency.code}, one_winner=False)


@scene("account_change_answer")
def account_change(world: World, random: Random) -> Scene:
    one, two = world.administrators
    third = world.person(one.agency, Duty.ADMINISTRATOR, 3)
    asked = account_changes.ask_password(world.person(world.agency(random), Duty.SIGNS), actor=third)
    page = at("account_changes")
    return Scene([one, two], at("account_change_answer"), page, {"chon": str(asked.pk)})


@scene("invitation")
def code_entered(world: World, random: Random) -> Scene:
    return Scene([None], at("invitation"), given={"ma": an_invitation(world, random).code}, one_winner=False)


def an_invitation(world: World, random: Random):
    return invitations.invite([a_newcomer(world, random)], actor=world.administrators[0])[0]


@scene("invitation_password")
def invited(world: World, random: Random) -> Scene:
    made = an_invitation(world, random)
    new = f"Moc-son-{box(random)}-ba"

    def enter(browser: Client) -> None:
        browser.post(at("invitation"), {"ma": made.code})

    given = {"new_password1": new, "new_password2": new}
    return Scene([None], at("invitation_password"), given=given, prepare=enter, one_winner=False)


@scene("invitation_issue")
def invitations_issued(world: World, random: Random) -> Scene:
    keys = str(a_newcomer(world, random).pk)
    page = f"{at('invitation_issue')}?nguoi={keys}"
    return Scene(world.administrators, at("invitation_issue"), page, {"nguoi": keys}, one_winner=False, once=True)


@scene("mail_test")
def mail_tried(world: World, random: Random) -> Scene:
    return Scene(world.administrators, at("mail_test"), one_winner=False, once=True)


def day_of(random: Random) -> str:
    """A day that is still to come, so that what applies from it may still be changed."""
    return f"{random.randint(1, 28):02}/{random.randint(1, 12):02}/{random.randint(2026, 2090)}"


def code(random: Random) -> str:
    return f"X{box(random)}"


def words(random: Random) -> str:
    return f"Nội dung {box(random)}"


def period_day(random: Random) -> str:
    """The first day of a period that has not begun."""
    return random.choice(("21/06/2025", "28/06/2025", "05/07/2025", "12/07/2025"))


PRICE = {"amount_dong": box, "valid_from": day_of, "source": words}
MILESTONE = {"key": "review", "group": "departments", "valid_from": day_of, "printed_date": "20/12/2090"}
MILESTONE |= {"last_day_on_time": "19/12/2090", "source": words}
SIGNER = {"capacity": "deputy", "title": words, "name": words}
AGENCY = {"code": code, "name": words, "short_name": words, "kind": "department", "official_order": "900"}
NEW_USER = {"username": code, "full_name": words, "duty": "reads", "email": "a@example.vn"}
NEW_USER |= {"password1": "Moc-son-93-ba", "password2": "Moc-son-93-ba"}
ADDED = {  # of each kind of row that an administrator adds
    "plans_unitprice": PRICE,
    "plans_milestone": MILESTONE,
    "plans_signer": SIGNER,
    "plans_periodlength": {"valid_from": period_day, "period_days": "7"},
    "plans_sizefactor": {"size": "a3", "factor": "2", "valid_from": day_of, "confirmed": "on"},
    "agencies_dutyoffice": {"duty": "appraises_catalogues", "valid_from": day_of},
    "agencies_invitationterm": {"days": "9", "valid_from": day_of},
    "agencies_agency": AGENCY,
    "agencies_user": NEW_USER,
}
CHANGED: dict[str, Given] = {  # what is typed over a row that stands
    "plans_plan": {"name": words},
    "plans_controlfigure": {"file_count": box},
    "plans_signer": {"name": words},
    "plans_milestone": {"source": words},
    "plans_unitprice": {"source": words},
    "plans_periodlength": {"valid_from": period_day, "period_days": "8"},
    "plans_sizefactor": {"confirmed": "on"},
    "agencies_dutyoffice": {"valid_from": day_of},
    "agencies_invitationterm": {"days": "8"},
    "agencies_agency": {"short_name": words},
    "agencies_user": {"position": words},
}


def model_of(kind: str) -> type[Model]:
    return apps.get_model(kind.replace("_", ".", 1))


def a_row(kind: str, world: World, random: Random) -> Model:
    """A row of that kind that only this pair changes, where such rows are many; else the one that stands."""
    model, plan = model_of(kind), {"plan": world.plan}
    later = DAY + timedelta(days=world.next() + 400)
    if model is User:
        return a_newcomer(world, random)
    if model is Agency:
        return Agency.objects.create(name=words(random), code=code(random), kind="department", official_order=900)
    if model is Signer:
        Signer.objects.all().delete()  # one for each capacity
        return Signer.objects.create(**plan, capacity="deputy", title=words(random), name=words(random))
    if model is UnitPrice:
        return UnitPrice.objects.create(**plan_of(model, plan), amount_dong=5000, valid_from=later, source="QĐ")
    if model is PeriodLength:
        return PeriodLength.objects.create(**plan_of(model, plan), valid_from=later, period_days=7)
    if model is Milestone:
        return Milestone.objects.create(
            **plan, key="review", group="departments", valid_from=later, printed_date=later, last_day_on_time=later
        )
    if model is SizeFactor:
        return SizeFactor.objects.create(size="a3", factor=2, valid_from=later)
    if model is DutyOffice:
        return DutyOffice.objects.create(duty=Duty.APPRAISES_CATALOGUES, agency=world.agency(random), valid_from=later)
    if model is InvitationTerm:
        return InvitationTerm.objects.create(**plan_of(model, plan), valid_from=later, days=7)
    return model._default_manager.order_by("pk").first() or ControlFigure.objects.first()


def plan_of(model: type[Model], plan: Given) -> dict[str, Any]:
    return dict(plan) if any(each.name == "plan" for each in model._meta.fields) else {}


def on_reference(kind: str) -> None:
    """Adding, changing and, where that is allowed, deleting a row in the admin."""

    def add(world: World, random: Random) -> Scene:
        given = dict(ADDED[kind]) | {"_agreed": "1"}
        if "agencies_user" == kind or kind == "agencies_dutyoffice":
            given["agency"] = str(world.agency(random).pk)
        return Scene(world.administrators, at(f"admin:{kind}_add"), given=given, one_winner=False, once=True)

    def change(world: World, random: Random) -> Scene:
        return Scene(
            world.administrators,
            at(f"admin:{kind}_change", a_row(kind, world, random).pk),
            given=CHANGED[kind] | {"_agreed": "1"},
        )

    def delete(world: World, random: Random) -> Scene:
        address = at(f"admin:{kind}_delete", a_row(kind, world, random).pk)
        return Scene(world.administrators, address, given={"post": "yes"})

    SCENES[f"admin:{kind}_change"] = change
    if kind in ADDED:
        SCENES[f"admin:{kind}_add"] = add
    if kind in DELETED:
        SCENES[f"admin:{kind}_delete"] = delete


DELETED = {"plans_signer", "plans_unitprice", "plans_periodlength", "agencies_invitationterm", "agencies_agency"}
for name in CHANGED:
    on_reference(name)


@scene("admin:auth_user_password_change")
def password_set(world: World, random: Random) -> Scene:
    given = {"password1": f"Moc-son-{box(random)}-ba", "usable_password": "true"}
    given["password2"] = given["password1"]
    person = a_newcomer(world, random)
    return Scene(world.administrators, at("admin:auth_user_password_change", person.pk), given=given, one_winner=False)


@scene("admin:agencies_user_changelist")
def accounts_acted_on(world: World, random: Random) -> Scene:
    action = random.choice(("unlock", "issue", "drop_second_factor", "end_sessions", "ask_in"))
    given = {"action": action, "_selected_action": [str(a_newcomer(world, random).pk)]}
    return Scene(world.administrators, at("admin:agencies_user_changelist"), given=given, one_winner=False)


@scene("admin:agencies_job_changelist")
def jobs_run_again(world: World, random: Random) -> Scene:
    made = request_report(world.plan, as_of=DAY, requester=world.appraisers[0])
    type(made).objects.filter(pk=made.pk).update(state="failed")
    given = {"action": "run_again", "_selected_action": [str(made.pk)]}
    return Scene(world.administrators, at("admin:agencies_job_changelist"), given=given)


def on_table(kind: str, head: str, row: Callable[[World, Random], str]) -> None:
    """A table that is imported, once it was previewed."""

    def preview(world: World, random: Random) -> Scene:
        given = {"import_file": ("a.csv", f"{head}\n{row(world, random)}\n".encode()), "resource": "0", "format": "1"}
        return Scene(world.administrators, at(f"admin:{kind}_import"), given=given, one_winner=False)

    def write(world: World, random: Random) -> Scene:
        address, browser = at(f"admin:{kind}_import"), browser_of(world.administrators[0])
        file = SimpleUploadedFile("a.csv", f"{head}\n{row(world, random)}\n".encode())
        shown = browser.post(address, {"import_file": file, "resource": "0", "format": "1"}).content.decode()
        process = at(f"admin:{kind}_process_import")
        sent = form_of(shown, process, address, random) if shown else {}
        return Scene(world.administrators[:1], process, address, sent, one_winner=True)

    SCENES[f"admin:{kind}_import"], SCENES[f"admin:{kind}_process_import"] = preview, write


on_table(
    "agencies_agency",
    'Mã,"Tên cơ quan, đơn vị",Tên ngắn,Loại,Mã cấp trên,Số thứ tự,Mã Tổng cục Thống kê,Mã định danh điện tử,'
    "Hoạt động từ ngày,Hoạt động đến hết ngày,Mã đơn vị kế thừa",
    lambda world, random: f'{code(random)},{words(random)},X,"{Agency.Kind.DEPARTMENT.label}",,900,,,,,',
)
on_table(
    "agencies_user",
    "Tên đăng nhập,Họ và tên,Mã cơ quan,Nhiệm vụ,Thư điện tử,Chức vụ,Đang dùng",
    lambda world, random: f"{code(random)},{words(random)},{world.agency(random).code},{Duty.READS.label},,,Có",
)
# Pages that take a POST, as every page of the admin does, and change nothing by it: `./portal bench matrix` looks.
CHANGE_NOTHING = re.compile(
    r"admin:(index|login|logout|password_change(_done)?|autocomplete|jsi18n|view_on_site|app_list|\w+_history"
    r"|(agencies_(accountchange|event|job)|plans_catalogue)_(add|change|delete|changelist|export|document)"
    r"|agencies_(user|agency)_(export|import_template)|agencies_user_delete|agencies_agency_changelist"
    r"|plans_(plan|periodlength|milestone|signer|controlfigure|unitprice|sizefactor)_(changelist|delete|add)"
    r"|agencies_(dutyoffice|invitationterm)_(changelist|delete|add))"
)
