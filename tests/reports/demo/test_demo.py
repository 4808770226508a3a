"""The demo: invented figures that add up, a story without contradictions, the same every time."""

from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import global_settings
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, F, Q, Sum
from django.test import RequestFactory

from agencies.calendar import days_since, portal_today
from agencies.demo import DEMO_PASSWORD
from agencies.models import Agency, Duty, Event, User
from budgets.estimates.sides import comparison_of
from budgets.models import Estimate, EstimateAppraisal
from plans.appraisal.effects import hash_of
from plans.appraisal.returns import to_mend
from plans.catalogues.files import recount
from plans.excess.measure import every_excess
from plans.models import (
    Appraisal,
    ArchivalFile,
    Catalogue,
    CatalogueReturn,
    ExcessReason,
    Plan,
    ProgressReport,
    ProposedValue,
    ReturnedFile,
    Target,
    VolumeReview,
)
from plans.models.archival_file import key_of_folded
from plans.signoffs.listing import to_sign
from plans.targets.reconciliation import reconcile
from reports.demo import signing
from reports.demo.province import Province
from reports.demo.targets import divide, volumes
from reports.figures import province_figures

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def loaded(demo_until):
    """The plan, once the demo is loaded."""
    with demo_until() as plan:
        yield plan


@pytest.fixture
def figures(loaded):
    return province_figures(Plan.current(), portal_today())


def test_all_nine_control_figures_match_to_the_unit(loaded):
    rows = reconcile(loaded)
    assert rows and all(row.matches for row in rows)
    assert Plan.current().figures_are_illustrative


def test_largest_remainders_keep_the_sum():
    assert divide(10, [1, 1, 1]) == [4, 3, 3]
    assert sum(divide(71_722_221, list(range(1, 18)))) == 71_722_221


def test_the_figures_are_the_same_every_time(loaded):
    assert volumes(loaded, Province.dice) == volumes(loaded, Province.dice)
    target = Target.objects.get(agency__code="SYT")
    assert (target.file_count, target.page_count) == volumes(loaded, Province.dice)["SYT"]


def test_pages_per_file_are_plausible(loaded):
    for target in Target.objects.select_related("agency"):
        assert 5 <= target.page_count / target.file_count <= 300, target


def test_each_stage_is_at_most_the_one_before_on_every_day(loaded):
    day = loaded.starts_on - timedelta(days=3)
    while day <= portal_today():
        for row in province_figures(loaded, day).agencies:
            for unit in ("files", "pages"):
                stages = [
                    getattr(row, f"{stage}_{unit}")
                    for stage in ("reviewed", "appraised", "scanned", "checked", "integrated")
                ]
                assert stages == sorted(stages, reverse=True), (day, row.code, unit, stages)
        day += timedelta(days=3)


def test_cumulative_figures_never_fall(loaded):
    last = {}
    for report in ProgressReport.objects.order_by("agency", "period_end"):
        before = last.get(report.agency_id)
        for stage in ("scanned", "checked", "integrated"):
            for unit in ("files", "pages"):
                name = f"{stage}_{unit}"
                assert before is None or getattr(report, name) >= getattr(before, name)
        last[report.agency_id] = report


def test_totals_of_catalogues_are_the_sums_of_their_rows(loaded):
    sums = (
        ArchivalFile.objects.order_by()
        .values("catalogue")
        .annotate(files=Count("pk"), sheets=Sum("sheet_count"), pages=Sum("page_count"))
    )
    rows = {row["catalogue"]: (row["files"], row["sheets"], row["pages"]) for row in sums}
    kept = Catalogue.objects.values_list("pk", "file_count", "sheet_count", "page_count")
    assert rows == {pk: tuple(totals) for pk, *totals in kept}


def test_files_are_found_as_if_a_clerk_had_typed_them(loaded):
    for catalogue in Catalogue.objects.all()[:12]:
        for file in catalogue.files.all()[:3]:
            assert file.search_text == file.searchable() and file.title_key == key_of_folded(file.search_text)
            file.full_clean(exclude=["catalogue"])


def test_some_are_ahead_some_late_some_silent(figures):
    met = Counter(row.schedule for row in figures.rolled_up)
    assert {"on_time", "at_risk", "late", "unknown", "done"} <= set(met)
    assert any(row.is_silent for row in figures.rolled_up)
    assert 0.25 < figures.total.share < 0.4


def test_today_part_of_the_agencies_reported_already(loaded):
    reported = ProgressReport.objects.filter(period_end=portal_today()).count()
    assert 0 < reported < ProgressReport.objects.filter(period_end=portal_today() - timedelta(days=7)).count()


def test_reviews_came_on_time_late_and_twice_with_a_reason(loaded):
    days = VolumeReview.objects.values_list("submitted_on", flat=True)
    assert any(day < loaded.starts_on for day in days) and any(day > loaded.starts_on for day in days)
    later = VolumeReview.objects.filter(version=2)
    assert later and all(later.values_list("reason", flat=True))


def test_there_is_an_account_for_every_duty(loaded, settings):
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    people = {duty: User.objects.filter(email__endswith="@demo.example", duty=duty).first() for duty in Duty}
    assert all(people.values())
    for user in people.values():
        request = RequestFactory().post("/")
        assert authenticate(request, username=user.username, password=DEMO_PASSWORD) == user
    other = User.objects.exclude(email__endswith="@demo.example").first()
    assert not other.has_usable_password()


def test_everybody_finds_work_on_the_first_page(loaded):
    lan = Catalogue.objects.filter(agency__code="SYT")
    assert lan.filter(state="returned").exists() and lan.filter(state="appraised").exists()
    assert not Estimate.objects.filter(agency__code="SYT").exists()
    assert not ProgressReport.objects.filter(agency__code="SYT", period_end=portal_today()).exists()
    queue = Catalogue.objects.awaiting_appraisal()
    assert queue.count() >= 15
    assert all(days_since(one.submitted_at, portal_today()) <= 12 for one in queue)
    assert Estimate.objects.awaiting_appraisal().count() >= 3


def test_catalogues_and_estimates_stand_in_every_state(loaded):
    assert set(Catalogue.objects.values_list("state", flat=True)) == set(Catalogue.State.values)
    assert set(Estimate.objects.values_list("state", flat=True)) == set(Estimate.State.values)


def test_history_ends_where_each_object_stands(loaded):
    for model in (Catalogue, Estimate):
        for obj in model.objects.all():
            moves = [event for event in Event.objects.about(obj).latest_first() if "state" in event.after]
            assert (moves[0].after["state"] if moves else "draft") == obj.state
            changes = [event for event in moves if event.before["state"] != event.after["state"]]
            assert not changes or changes[0].happened_at == obj.state_since
    assert not Event.objects.filter(happened_at__date__gt=portal_today()).exists()


def test_returns_and_decisions_say_why_and_by_which_document(loaded):
    assert not Event.objects.filter(action="return", reason="").exists()
    assert not Event.objects.filter(action__in=("appraise", "decide"), document_number="").exists()
    assert Event.objects.filter(action="appraise", own_agency=True).exists()


def test_decisions_keep_what_the_portal_keeps_with_each(loaded):
    for one in Appraisal.objects.select_related("catalogue").order_by("?")[:20]:
        code = hash_of(one.catalogue)
        assert (one.frozen_hash, one.submitted_at) == (code, one.catalogue.submitted_at) and one.submitted_at, one
        assert one.catalogue.frozen_hash == code and one.revision == one.catalogue.revision
    assert not Appraisal.objects.filter(Q(frozen_hash="") | Q(submitted_at=None)).exists()
    sent_back = Event.objects.filter(action="return", content_type__model="catalogue")
    assert CatalogueReturn.objects.count() == sent_back.count() > 0
    assert set(CatalogueReturn.objects.values_list("reason", flat=True)) <= {
        *sent_back.values_list("reason", flat=True)
    }


def test_estimates_ask_for_the_appraised_pages_at_the_unit_price(loaded, figures):
    for estimate in Estimate.objects.not_replaced().select_related("agency"):
        assert estimate.requested_dong == estimate.a4_page_count * 4896
        assert estimate.a4_page_count == figures.by_code[estimate.agency.code].appraised_pages
    cut = EstimateAppraisal.objects.exclude(appraised_dong=F("requested_dong"))
    assert cut and all(row.appraised_dong < row.requested_dong and row.difference_reason for row in cut)


def test_one_district_supplemented_its_decision(loaded, figures):
    later = Estimate.objects.get(edition=2)
    comparison = comparison_of(later)
    assert [cause.kind for cause in comparison.causes] == ["volume"] and comparison.dong == comparison.pages * 4896 > 0
    assert figures.by_code[later.agency.code].decided_dong == later.requested_dong


def test_loading_again_changes_nothing(loaded):
    before = Event.objects.count(), User.objects.count()
    output = StringIO()
    call_command("load_demo", stdout=output)
    assert "nothing was changed" in output.getvalue()
    assert (Event.objects.count(), User.objects.count()) == before


def test_the_launcher_prints_the_accounts(loaded, settings):
    output = StringIO()
    call_command("demo_accounts", stdout=output)
    assert DEMO_PASSWORD in output.getvalue() and "Trần Thị Lan" in output.getvalue()
    settings.PORTAL_DEMO = False
    output = StringIO()
    call_command("demo_accounts", stdout=output)
    assert DEMO_PASSWORD not in output.getvalue()


def test_the_log_in_page_lists_them_in_demo_mode_only(loaded, client, settings):
    assert DEMO_PASSWORD in client.get("/dang-nhap/").content.decode()
    settings.PORTAL_DEMO = False
    assert DEMO_PASSWORD not in client.get("/dang-nhap/").content.decode()


def test_outside_demo_mode_the_demo_is_refused(plan, settings):
    settings.PORTAL_DEMO = False
    with pytest.raises(CommandError, match="PORTAL_DEMO"):
        call_command("load_demo")
    assert not User.objects.exists()


def test_a_portal_with_its_own_targets_is_left_alone(plan, agencies):
    Target.objects.create(plan=plan, agency=agencies["SYT"], file_count=10, page_count=700)
    with pytest.raises(CommandError, match="targets of its own"):
        call_command("load_demo")
    assert not User.objects.exists()


def test_what_was_left_out_and_what_it_saves_adds_up_by_hand(loaded, figures):
    gone = ArchivalFile.objects.filter(decision="left_out")
    assert set(gone.values_list("left_out_reason", flat=True)) == {
        "duplicate",
        "superfluous",
        "worthless",
        "unarranged",
    }
    decided = gone.filter(catalogue__state__in=Catalogue.SETTLED).aggregate(files=Count("pk"), pages=Sum("page_count"))
    total = figures.total
    assert (total.left_out_files, total.left_out_pages) == (decided["files"], decided["pages"])
    put_off_rows = gone.filter(catalogue__state__in=Catalogue.SETTLED, left_out_reason="unarranged")
    later = put_off_rows.aggregate(pages=Sum("page_count"))
    put_off = later["pages"] or 0
    assert total.put_off_pages == put_off
    saved = (decided["pages"] - put_off) * 4896
    assert total.saved_dong == saved == sum(row.saved_dong for row in figures.agencies)
    kept = ArchivalFile.objects.filter(appraisal__isnull=False).aggregate(files=Count("pk"), pages=Sum("page_count"))
    assert (total.appraised_files, total.appraised_pages) == (kept["files"], kept["pages"])


def test_counters_of_decisions_are_those_of_the_rows(loaded):
    for catalogue in Catalogue.objects.filter(state__in=("received", "returned")):
        assert not recount(catalogue), catalogue


def test_files_are_asked_about_and_answered_on_both_desks(loaded):
    for decision in ("asked", "answered"):
        for file in ArchivalFile.objects.filter(decision=decision):
            authors = [note.author.agency.code for note in file.notes.all()]
            assert authors == ["SNV", file.catalogue.agency.code][: 2 if decision == "answered" else 1]
    lan = Catalogue.objects.get(agency__code="SYT", state="received")
    assert lan.asked_files and lan.appraisals.get().is_tranche
    assert lan.files.filter(appraisal=lan.appraisals.get()).count() == lan.accepted_files


def test_a_request_named_rows_a_proposed_value_and_reasons_can_be_seen(loaded):
    asked = Catalogue.objects.get(state="reopening")
    assert Event.objects.about(asked).latest_first()[0].reason and asked.appraisals.exists()
    sent, written = (ReturnedFile.objects.filter(sent_back__isnull=none) for none in (False, True))
    assert sent.filter(catalogue__agency__code="SYT", catalogue__state="returned").count() == 2
    assert to_mend(sent[0].catalogue) == list(sent) and not any(row.is_done for row in to_mend(sent[0].catalogue))
    assert written.get().catalogue.is_awaited
    proposal = ProposedValue.objects.get()
    assert proposal.is_open and proposal.note.file.decision == "answered"
    above = every_excess(Plan.current(), Agency.objects.holding_records().select_related("parent"))
    explained = ExcessReason.objects.exclude(reason="").exclude(confirmed_at=None)
    assert above and {key for one in above for key in one.members} >= {one.catalogue.agency_id for one in explained}
    assert explained.count() == len(above)


def test_a_second_version_holds_only_what_changed(loaded):
    again = Catalogue.objects.get(revision=2, state="received")
    assert set(again.files.filter(revision=2).values_list("decision", flat=True)) == {""}
    assert not again.files.filter(revision=1, decision="").exists()
    assert again.files.filter(revision=2).count() < again.file_count / 10


def test_where_the_step_is_on_a_head_finds_what_the_clerk_asked_to_sign(loaded):
    with transaction.atomic():
        Agency.objects.filter(code="SYT").update(head_signs=True)
        people = {name: User.objects.get(username=name) for name in ("lan", "nam")}
        province = Province(loaded, Agency.objects.in_bulk(field_name="code"), people, {"SYT": people["lan"]})
        signing.write(province)
        assert [row.title for row in to_sign(people["nam"])] == [
            "Mục lục “Hồ sơ bổ sung đợt 5”",
            "Rà soát khối lượng lần 2",
        ]
        assert {event.action for event in province.history.events} == {"ask_signature"}
        transaction.set_rollback(True)
