"""A folder of scans into a manifest: order, resuming, what changes meanwhile, files that mean harm."""

import csv
import io
import os
import signal
import subprocess
import sys
import time
import zlib

import pytest
from django.core.management import call_command

from plans.inspection import crew, manifest
from plans.inspection.folders import pdfs
from plans.inspection.run import NotInspected, alone, inspect_folder
from plans.inspection.sentences import SENTENCES
from tests.helpers.pdfs import Image, Page, pdf, stream

ONE, TWO = pdf(Page()), pdf(Page(), Page())


@pytest.fixture
def scans(tmp_path):
    """Two boxes with three files, beside what is no PDF."""
    folder = tmp_path / "scans"
    for name, data in {"Hộp 1/01.pdf": ONE, "Hộp 1/02.PDF": TWO, "Hộp 2/01.pdf": ONE, "Hộp 2/01.txt": b""}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def table(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def paths(out):
    return [row["Đường dẫn"] for row in table(out)]


def test_all_pdfs_of_all_folders_in_the_order_of_their_names(scans, tmp_path):
    out = tmp_path / "manifest.csv"
    tally = inspect_folder(scans, out, processes=2)
    assert paths(out) == ["Hộp 1/01.pdf", "Hộp 1/02.PDF", "Hộp 2/01.pdf"]
    assert (tally.files, tally.pages, tally.errors) == (3, 4, 0)
    assert tally.line() == "3/3 tệp PDF, 4 trang, 0 tệp có lỗi"
    assert [path.name for path in tmp_path.iterdir() if path != scans] == ["manifest.csv"]


def test_a_folder_beside_a_file_of_the_same_beginning_keeps_its_place(tmp_path):
    for name in ("a/1.pdf", "a.pdf", "a-b/1.pdf"):
        path = tmp_path / "scans" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(ONE)
    out = tmp_path / "manifest.csv"
    inspect_folder(tmp_path / "scans", out, processes=1)
    assert sorted(paths(out)) == ["a-b/1.pdf", "a.pdf", "a/1.pdf"]
    assert [known for _, known in again(tmp_path / "scans", out)] == [True, True, True]


def again(folder, out):
    return manifest.with_known(pdfs(folder), out)


def test_what_has_not_changed_is_not_read_again(scans, tmp_path):
    out = tmp_path / "manifest.csv"
    inspect_folder(scans, out, processes=1)
    (scans / "Hộp 1/01.pdf").write_bytes(TWO)
    (scans / "Hộp 1/00.pdf").write_bytes(ONE)
    (scans / "Hộp 2/01.pdf").unlink()
    assert [(file.path, known) for file, known in again(scans, out)] == [
        ("Hộp 1/00.pdf", False),
        ("Hộp 1/01.pdf", False),
        ("Hộp 1/02.PDF", True),
    ]
    inspect_folder(scans, out, processes=1)
    assert [row["Số trang"] for row in table(out)] == ["1", "2", "2"]


def test_a_file_that_was_touched_with_the_same_size_is_read_again(scans, tmp_path):
    out = tmp_path / "manifest.csv"
    inspect_folder(scans, out, processes=1)
    os.utime(scans / "Hộp 1/01.pdf", ns=(1, 1))
    assert [known for _, known in again(scans, out)] == [False, True, True]


def test_an_interrupted_run_goes_on_where_it_stopped(scans, tmp_path):
    out = tmp_path / "manifest.csv"
    with crew.Crew(scans, 1) as readers:
        written = manifest.write(out, readers.inspected(again(scans, out)))
        next(written)
        next(written)
        written.close()  # two rows are on the disk, the third is not
    assert not out.exists() and len(manifest.parts(out)) == 1
    assert [known for _, known in again(scans, out)] == [True, True, False]
    inspect_folder(scans, out, processes=1)
    assert len(paths(out)) == 3 and manifest.parts(out) == []


def test_two_interrupted_runs_and_a_half_row_lose_nothing(scans, tmp_path):
    out = tmp_path / "manifest.csv"
    inspect_folder(scans, out, processes=1)
    head, first, second, third = out.read_text("utf-8").splitlines(keepends=True)
    out.unlink()
    (tmp_path / "manifest.csv.1.part").write_text(head + first, "utf-8")
    (tmp_path / "manifest.csv.2.part").write_text(head + second + third[:-20], "utf-8")
    assert [known for _, known in again(scans, out)] == [True, True, False]
    inspect_folder(scans, out, processes=1)
    assert out.read_text("utf-8") == head + first + second + third
    assert manifest.parts(out) == []


def test_what_lay_on_the_machine_is_tried_again(scans, tmp_path):
    out = tmp_path / "manifest.csv"
    inspect_folder(scans, out, processes=1)
    head, first, *others = out.read_bytes().splitlines(keepends=True)
    failed = first.replace(b"\r\n", f'"{SENTENCES["gone"]}"\r\n'.encode())
    out.write_bytes(b"".join([head, failed, *others]))
    assert [known for _, known in again(scans, out)] == [False, True, True]


def test_two_runs_into_one_manifest_are_refused(scans, tmp_path):
    out = tmp_path / "manifest.csv"
    with alone(out), pytest.raises(NotInspected, match="Một lần kiểm tra khác đang ghi"):
        inspect_folder(scans, out, processes=1)


def test_no_folder_and_no_place_to_write_are_said(scans, tmp_path):
    with pytest.raises(NotInspected, match="Không có thư mục"):
        inspect_folder(tmp_path / "không có", tmp_path / "manifest.csv")
    with pytest.raises(NotInspected, match="Không ghi được vào"):
        inspect_folder(scans, tmp_path / "không có" / "manifest.csv")


def test_links_are_not_followed(scans, tmp_path):
    (scans / "vòng").symlink_to(scans)
    (scans / "ngoài.pdf").symlink_to("/etc/passwd")
    inspect_folder(scans, tmp_path / "manifest.csv", processes=1)
    assert len(paths(tmp_path / "manifest.csv")) == 3


def test_a_bomb_takes_no_more_than_its_memory_and_the_others_go_on(scans, tmp_path, monkeypatch):
    monkeypatch.setattr(crew, "MEMORY_BYTES", 200 * 1024**2)
    bomb = stream("/Filter/FlateDecode", zlib.compress(b" " * 400 * 1024**2, 1))
    data = pdf(Page([Image()]), extra=[bomb]).replace(b"/Contents 5 0 R", b"/Contents 6 0 R")
    (scans / "Hộp 1/015.pdf").write_bytes(data)
    out = tmp_path / "manifest.csv"
    inspect_folder(scans, out, processes=1)
    errors = {row["Đường dẫn"]: row["Lỗi"] for row in table(out)}
    assert errors.pop("Hộp 1/015.pdf")
    assert set(errors.values()) == {""} and len(errors) == 3


def test_a_file_that_takes_for_ever_is_given_up(scans, tmp_path, monkeypatch):
    monkeypatch.setattr(crew, "SECONDS", 1.0)
    os.mkfifo(scans / "chờ")  # nobody writes into it: who opens it waits
    (scans / "Hộp 1/00.pdf").write_bytes(ONE)
    out = tmp_path / "manifest.csv"
    real = crew.Reader.give

    def to_a_pipe_without_an_end(reader, place, file):
        real(reader, place, crew.replace(file, path="chờ") if file.path == "Hộp 1/00.pdf" else file)

    monkeypatch.setattr(crew.Reader, "give", to_a_pipe_without_an_end)
    inspect_folder(scans, out, processes=1)
    assert [row["Lỗi"] for row in table(out)] == [SENTENCES["limits"], "", "", ""]


def test_pages_that_lead_back_to_themselves_end(scans, tmp_path):
    (scans / "Hộp 1/00.pdf").write_bytes(ONE.replace(b"/Kids[6 0 R]", b"/Kids[2 0 R]"))
    inspect_folder(scans, tmp_path / "manifest.csv", processes=1)
    assert table(tmp_path / "manifest.csv")[0]["Lỗi"]


def test_the_command_says_what_it_found(scans, tmp_path, capsys):
    out = tmp_path / "manifest.csv"
    call_command("inspect_scans", str(scans), out=out, processes=1)
    assert capsys.readouterr().out == f"Đã kiểm tra 3/3 tệp PDF, 4 trang, 0 tệp có lỗi. Bảng kê: {out}\n"
    (scans / "Hộp 1/00.pdf").write_bytes(b"")
    with pytest.raises(SystemExit) as ended:
        call_command("inspect_scans", str(scans), out=out, processes=1)
    assert ended.value.code == 1
    with pytest.raises(SystemExit) as ended:
        call_command("inspect_scans", str(tmp_path / "không có"), out=out)
    assert ended.value.code == 2


@pytest.mark.slow
def test_no_database_is_asked_and_a_killed_run_goes_on(scans, tmp_path):
    for number in range(3000):
        (scans / f"{number:04}.pdf").write_bytes(ONE)
    out = tmp_path / "manifest.csv"
    command = [sys.executable, "manage.py", "inspect_scans", scans, "--out", out, "--processes", "1"]
    nowhere = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "PORTAL_DATA_DIR": str(tmp_path / "data")}
    environment = os.environ | nowhere | {"PORTAL_DOTENV": "0"}
    process = subprocess.Popen(command, env=environment)
    until = time.monotonic() + 60
    while not any(path.stat().st_size > 10_000 for path in manifest.parts(out)) and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    known = sum(is_known for _, is_known in again(scans, out))
    assert subprocess.run(command, env=environment, check=False).returncode == 0
    assert 0 < known <= 3003 and len(paths(out)) == 3003
