"""The house's rules that a program can check."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
APPS = ("agencies", "plans", "budgets", "reports")


def imported_apps(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        yield from (name.split(".")[0] for name in names)


@pytest.mark.parametrize("app", APPS)
def test_imports_run_one_way(app):
    above = set(APPS[APPS.index(app) + 1 :]) | {"config"}
    for path in (ROOT / app).rglob("*.py"):
        assert not above & set(imported_apps(path)), f"{path.relative_to(ROOT)} imports from a room above"


def test_migrations_are_complete(db):
    from django.core.management import call_command

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
