"""The role that owns nothing: what is granted is all that the portal needs, and changes no table and no history."""

from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from agencies import database_role, tasks
from agencies.chain.verifying import findings
from agencies.models import Event
from agencies.purge import services as purges
from agencies.secrecy.finding import Place
from agencies.workflow import perform
from budgets import tasks as tables
from config.status import machine
from config.status.line import OK, WARN
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.models import ArchivalFile, Catalogue
from plans.tasks import clear_old_uploads
from plans.uploads.services import undo_upload
from reports import services as reports
from reports.models import Report
from reports.tasks import clear_old_papers
from tests.conftest import PASSWORD
from tests.helpers.catalogues import appraise, row
from tests.helpers.uploads import GOOD, at, filled, upload

ALL = {"SELECT", "INSERT", "UPDATE", "DELETE"}
HISTORY = ("agencies_event", "agencies_eventlink", "agencies_historycode")


def printed(*words):
    said = StringIO()
    call_command("application_role", *words, stdout=said)
    return said.getvalue()


def test_a_role_has_a_name_that_needs_no_quotes(monkeypatch):
    monkeypatch.setattr(database_role.connection, "vendor", "postgresql")
    with pytest.raises(CommandError):
        call_command("application_role", name='x"; DROP TABLE agencies_event')


if connection.vendor == "sqlite":

    @pytest.mark.engine
    def test_sqlite_has_no_roles(db):
        with pytest.raises(CommandError, match="SQLite has no roles"):
            call_command("application_role")
        assert machine.database_role() == []


if connection.vendor == "postgresql":
    pytestmark = pytest.mark.engine

    @pytest.fixture
    def own_role(db, agencies, plan, lan, hoa, quy, settings, tmp_path):
        """From now on the tests' connection is the role's."""
        settings.MEDIA_ROOT = tmp_path / "media"
        run("CREATE ROLE portal_rows LOGIN PASSWORD 'x'")
        run(*(line for line in printed().splitlines() if not line.startswith("--")))
        run("CREATE TABLE later (id serial PRIMARY KEY)", "SET ROLE portal_rows")
        yield
        run("RESET ROLE")

    def test_it_reads_and_writes_rows_of_all_tables_and_adds_to_the_history(own_role):
        tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
        rights = {table: {right for right in ALL if may(table, right)} for table in tables}
        assert {table: found for table, found in rights.items() if found != ALL} == dict.fromkeys(
            HISTORY, {"SELECT", "INSERT"}
        )
        assert not any(may(table, right) for table in tables for right in ("TRUNCATE", "TRIGGER", "REFERENCES"))
        assert {right for right in ALL if may("django_migrations", right)} == {"SELECT"}
        assert database_role.owned() == 0 and database_role.changeable_history() == []
        assert printed("--check") == "The role in use owns nothing and changes no history.\n"

    def test_a_table_that_an_update_brings_is_read_and_written_at_once(own_role):
        run("INSERT INTO later DEFAULT VALUES", "UPDATE later SET id = 5", "DELETE FROM later")

    def test_the_portal_does_its_work_under_it(
        own_role, client, as_user, plan, lan, hoa, quy, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            client.submit("/dang-nhap/", {"username": "lan", "password": "wrong"})
            assert client.submit("/dang-nhap/", {"username": "lan", "password": PASSWORD}).status_code == 302
            browser = as_user(lan)
            browser.submit("/muc-luc/lap/", {"name": "Đợt 1", "new_fonds": "Phông Sở Y tế"})
            catalogue = Catalogue.objects.get()
            upload(browser, catalogue, filled(browser, catalogue, GOOD))
            browser.submit(at("ghi/"))
        with django_capture_on_commit_callbacks(execute=True):
            assert catalogue.files.count() == 1
            undo_upload(catalogue, actor=lan)
            write_files(fresh(catalogue), actor=lan, added=[row("01"), row("02")])
            perform(fresh(catalogue), "submit", actor=lan, secrecy_declared=True)
            appraise(catalogue, hoa)
        with django_capture_on_commit_callbacks(execute=True):
            report = reports.request_report(plan, as_of=date(2025, 6, 20), requester=hoa)
            tasks.run_job(report.pk)
        assert Report.objects.get().state == "done", Report.objects.get().message
        with django_capture_on_commit_callbacks(execute=True):
            other = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Khác", fonds_name="Sở Y tế")
            browser.submit(f"/muc-luc/{other.pk}/xoa/", {"reason": "Lập nhầm"})
            by_the_clock()
        assert (
            as_user(hoa).get("/toan-tinh/").status_code == 200 and as_user(quy).get("/tinh-trang/").status_code == 200
        )
        assert list(findings()) == [] and Event.objects.count() > 8

    def test_a_purge_is_carried_out_under_it(own_role, plan, lan, hoa, quy, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            catalogue = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Đợt 1", fonds_name="Sở Y tế")
            write_files(catalogue, actor=lan, added=[row("01", title="Sơ đồ hầm ngầm Zêta-17")])
        file = ArchivalFile.objects.get()
        with django_capture_on_commit_callbacks(execute=True):
            asked = {"actor": hoa, "document": ("12/BC-SNV", date(2025, 6, 19)), "reason": "Đã báo cáo"}
            purge = purges.ask([Place("plans_archivalfile", str(file.pk), "title")], **asked)
            purges.carry_out(purge, actor=quy, version=purge.version)
        assert "Zêta" not in ArchivalFile.objects.get().title and list(findings()) == []

    @pytest.mark.parametrize(
        "statement",
        [
            "DROP TABLE later",
            "ALTER TABLE agencies_event ADD x int",
            "CREATE TABLE mine (id int)",
            "DROP TRIGGER agencies_event_refuses_update ON agencies_event",
            "ALTER TABLE agencies_event DISABLE TRIGGER ALL",
            "DROP FUNCTION refuse_change_of_history() CASCADE",
            "SET session_replication_role = replica",
            "TRUNCATE agencies_event CASCADE",
            "UPDATE agencies_event SET actor_name = 'Khác'",
            "UPDATE agencies_eventlink SET commitment = ''",
            "DELETE FROM agencies_event",
            "DELETE FROM agencies_eventlink",
            "DELETE FROM agencies_historycode",
            "DELETE FROM django_migrations",
        ],
    )
    def test_it_changes_no_table_and_no_history(own_role, statement):
        with pytest.raises(ProgrammingError, match="must be owner|permission denied"), transaction.atomic():
            run(statement)

    def test_an_owner_is_named_as_one(db):
        with pytest.raises(SystemExit):
            printed("--check")
        [line] = machine.database_role()
        assert line.state == WARN and "application_role" in line.advice.vi

    def test_the_page_of_the_state_says_that_the_role_owns_nothing(own_role):
        [line] = machine.database_role()
        assert line.state == OK

    def by_the_clock():
        for task in (
            tasks.sweep_jobs,
            tasks.clear_sessions,
            tasks.clear_usage,
            tasks.clear_old_drafts,
            tasks.link_history,
            tasks.code_history,
            clear_old_uploads,
            tables.clear_old_uploads,
            clear_old_papers,
        ):
            task()

    def fresh(catalogue):
        return Catalogue.objects.get(pk=catalogue.pk)

    def may(table, right):
        with connection.cursor() as cursor:
            cursor.execute("SELECT has_table_privilege(%s, %s)", [table, right])
            return cursor.fetchone()[0]

    def run(*statements):
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
