"""The house's rules that a program can check; `python -m tests.helpers.structure` prints the figures behind them."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.helpers import imports, rooms, style

ROOT = Path(__file__).parent.parent
# Modules of the portal's own process beside the child that reads a workbook: the day, the template, whose turn it is.
PARENTS_SIDE = {f"plans.intake.{name}" for name in ("cells.days", "reading", "template", "turns")}
CHILD = ("plans.intake.child", "plans.intake.book", "plans.intake.workbook.file_kinds", "plans.uploads.marking_child")


def test_apps_import_one_way():
    assert rooms.upward_apps() == []


def test_rooms_import_one_way():
    assert rooms.upward_rooms() == []


@pytest.mark.parametrize("app", rooms.FLOORS)
def test_every_room_has_its_place_in_the_order(app):
    assert {rooms.room_of(name) for name in imports.modules(app)} - {""} == set(rooms.FLOORS[app])


def test_no_module_reaches_itself():
    assert imports.circles() == []


def test_an_import_inside_a_function_says_why():
    assert [str(each) for each in imports.all_imports() if each.is_lazy and not each.has_reason] == []


def test_no_test_imports_a_test():
    found = [each for each in imports.all_imports("tests") if re.search(r"(^|\.)test_", each.target)]
    assert [str(each) for each in found if each.target.startswith("tests")] == []


def test_only_the_parents_side_of_intake_knows_django():
    outward = [each for each in imports.all_imports("plans/intake") if not each.target.startswith("plans.intake")]
    assert {each.module for each in outward if imports.uses(each.target, "django")} <= PARENTS_SIDE


def test_the_child_that_reads_a_workbook_is_free_of_django():
    assert [name for name in CHILD if imports.uses(name, "django", with_lazy=False)] == []


def test_the_inspector_of_scans_is_free_of_django():
    outward = list(imports.all_imports("plans/inspection"))
    assert outward and not [each for each in outward if imports.uses(each.target, "django")]


def test_templates_are_narrow():
    assert len(style.wide_template_lines()) <= len(style.template_lines()) / 100


def test_formatter_linter_and_types_are_hardly_ever_overruled():
    found = style.exceptions()
    assert len(found) < 10, found


def test_the_day_of_a_moment_is_the_day_in_vietnam():
    assert style.days_in_utc() == []


def test_migrations_are_complete(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_nothing_is_loaded_from_elsewhere():
    for path in [
        *(ROOT / "templates").rglob("*.html"),
        *(ROOT / "static").rglob("*.css"),
        *(ROOT / "static").rglob("*.js"),
    ]:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/", "")
        assert "http://" not in text and "https://" not in text, path


def test_the_readme_names_every_setting():
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "config").glob("*.py"))
    known = set(re.findall(r'env\.\w+\("(\w+)"|environ\.get\("(PORTAL_\w+)"', text))
    names = {first or second for first, second in known}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert names and not {name for name in names if f"`{name}`" not in readme}


def test_what_the_readme_shows_is_there():
    shown = re.findall(r"!\[[^]]*\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert shown and all((ROOT / path).is_file() for path in shown)


def test_every_rule_that_is_cited_stands_in_its_chapter():
    chapters = set(re.findall(r"^## (\d)\.", (ROOT / "docs/domain.md").read_text(encoding="utf-8"), re.MULTILINE))
    texts = [path.read_text(encoding="utf-8") for path in imports.modules().values()]
    cited = {number for text in texts for number in re.findall(r"domain (?:§\d, )*§(\d)", text)}
    assert cited and cited <= chapters
