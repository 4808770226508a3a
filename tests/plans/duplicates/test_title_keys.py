"""Files from before titles had keys get theirs, by the migration and by `recount`, and duplicates are found again."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.duplicates.search import repeated_titles
from plans.duplicates.title_keys import key_old_titles
from plans.models import ArchivalFile
from plans.models.archival_file import title_key
from tests.helpers.catalogues import row


@pytest.fixture
def old_files(plan, lan):
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Giai đoạn 2001–2010", fonds_name="Sở Y tế")
    titles = ["Sổ họp giao ban", "SỔ HỌP GIAO BAN", "Bệnh án Hòa Vang", "Bệnh án Hoà Vang", "Công văn đi"]
    write_files(made, actor=lan, added=[row(f"0{n}", title=title) for n, title in enumerate(titles)])
    made.files.exclude(file_number="04").update(title_key=0)
    return made.files.all()


def repeated():
    return len(repeated_titles(ArchivalFile.objects.order_by()))


def test_old_files_are_keyed_in_steps_and_found_as_duplicates(old_files, monkeypatch):
    monkeypatch.setattr("plans.duplicates.title_keys.CHUNK", 3)
    assert repeated() == 0
    assert key_old_titles() == 4 and key_old_titles() == 0
    assert repeated() == 2 and all(file.title_key == title_key(file.title) for file in old_files)


def test_the_migration_keys_what_it_finds(old_files):
    migration = import_module("plans.migrations.0008_key_old_titles")
    migration.key_titles(apps, SimpleNamespace(connection=connection))
    assert repeated() == 2


def test_recount_keys_them_and_says_how_many(old_files, capsys):
    call_command("recount")
    assert "4 hồ sơ được ghi khóa tiêu đề để tìm trùng." in capsys.readouterr().out
    call_command("recount")
    assert "khóa tiêu đề" not in capsys.readouterr().out and repeated() == 2
