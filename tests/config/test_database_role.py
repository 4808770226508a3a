"""The role of the guide that owns nothing: the portal works under it, and it changes no table and no right."""

import re
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction

from agencies.history import record
from tests.helpers.factories import a_catalogue

GUIDE = (Path(__file__).parents[2] / "docs/operator.md").read_text(encoding="utf-8")
STATEMENTS = re.search(r"(    CREATE ROLE.*?)\n\n", GUIDE, re.DOTALL)[1].replace("'…'", "'x'")


def test_the_guide_grants_rows_and_nothing_else():
    rights = {right for given in re.findall(r"GRANT (.+?) ON", STATEMENTS) for right in given.split(", ")}
    assert rights == {"SELECT", "INSERT", "UPDATE", "DELETE", "USAGE"}
    assert "SUPERUSER" not in STATEMENTS and "CREATEDB" not in STATEMENTS


if connection.vendor == "postgresql":

    @pytest.fixture
    def own_role(db, plan, lan):
        run(STATEMENTS, "CREATE TABLE later (id serial PRIMARY KEY)", "SET ROLE portal_rows")
        yield
        run("RESET ROLE")

    @pytest.mark.engine
    def test_the_portal_works_under_it(own_role, as_user, lan):
        assert as_user(lan).get("/").status_code == 200
        record(a_catalogue(lan.agency), actor=lan, action="edit", sentence="sửa Mục lục")
        run("INSERT INTO later DEFAULT VALUES", "CREATE TEMPORARY TABLE passing (id int)")

    @pytest.mark.engine
    @pytest.mark.parametrize(
        "statement", ["DROP TABLE later", "ALTER TABLE agencies_event ADD x int", "TRUNCATE agencies_event"]
    )
    def test_it_changes_no_table(own_role, statement):
        with pytest.raises(ProgrammingError), transaction.atomic():
            run(statement)

    def run(*statements):
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
