"""Commands of manage.py say what they refuse, and overwrite nothing."""

import pytest
from django.core.management import CommandError, call_command

from reports.management.commands import report

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def quick(monkeypatch):
    """A report of three short files."""
    monkeypatch.setattr(report, "the_document", lambda *about: None)
    monkeypatch.setattr(report, "make_files", lambda *about: ({"docx": b"w", "xlsx": b"x", "pdf": b"p"}, ""))


def test_the_report_asks_where_to(plan):
    with pytest.raises(CommandError, match="--out") as refused:
        call_command("report")
    assert refused.value.returncode == 2


def test_the_report_overwrites_only_what_it_is_told_to(plan, quick, tmp_path):
    call_command("report", out=tmp_path / "new")
    [word] = (tmp_path / "new").glob("*.docx")
    word.write_bytes(b"signed")
    with pytest.raises(CommandError, match="đã có"):
        report.written(tmp_path / "new", word.stem, {"xlsx": b"y", "docx": b"w"}, False)
    assert word.read_bytes() == b"signed" and word.with_suffix(".xlsx").read_bytes() == b"x"
    report.written(tmp_path / "new", word.stem, {"docx": b"w"}, True)
    assert word.read_bytes() == b"w"


def test_a_place_that_cannot_be_written_gets_a_sentence(plan, quick, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match="Không ghi được vào"):
        call_command("report", out=tmp_path / "file" / "below")


@pytest.mark.parametrize(
    ("command", "as_of", "said"),
    [("report", "2025-06-21", "chưa đến"), ("figures", "2025-06-21", "chưa đến"), ("report", "2025-04-19", "bắt đầu")],
)
def test_a_day_without_figures_is_refused(plan, command, as_of, said, tmp_path):
    with pytest.raises(CommandError, match=said):
        call_command(command, as_of=as_of, **({"out": tmp_path} if command == "report" else {}))


@pytest.mark.parametrize(("name", "files"), [("catalogue", 500), ("catalogue", 0), ("dashboard", 200_000)])
def test_a_size_that_cannot_be_measured_is_refused(name, files):
    with pytest.raises(CommandError, match="files"):
        call_command("bench", name, files=files)
