"""What `./portal bench kills` kills, how its people go on, and when it fails; the measure itself is run by hand."""

import io
import smtplib
import subprocess
import sys
import time
import zipfile
from collections import Counter
from random import Random

import pytest

from config.launch import bench_kills, cli, victims
from config.launch.errands import Errand, Import, Quiet, Stuck
from config.launch.evidence_errands import SCANS, codes_in, manifest
from config.launch.mail_errand import mail_server
from config.launch.visitor import NotTaken, form_in
from plans.evidence.table import looked_through

PAGE = """
<form method="post" action="/dang-xuat/"><input type="hidden" name="csrfmiddlewaretoken" value="a"></form>
<form method="get" action="/tim/"><input name="q"></form>
<form method="post"><input type="hidden" name="_once" value="b"><input name="typed" value="c"></form>
<form method="post" action="/muc-luc/tai-len/7/ghi/"><input type="hidden" name="seen" value="d &amp; e"></form>
"""
# A process with a child of its own, like the launcher; both wait.
FAMILY = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)', ' worker '])"


def test_a_page_has_its_own_form_and_those_of_its_buttons():
    assert form_in(PAGE, "/muc-luc/lap/", may_be_own=True).fields == {"_once": "b"}
    button = form_in(PAGE, "/ghi/")
    assert (button.action, button.fields) == ("/muc-luc/tai-len/7/ghi/", {"seen": "d & e"})
    assert form_in(PAGE, "/lam-lai/") is None


def test_the_parts_of_a_portal_are_found_and_killed():
    with subprocess.Popen([sys.executable, "-c", FAMILY]) as launcher:
        deadline = time.monotonic() + 30
        while victims.part(launcher.pid, " worker ") is None and time.monotonic() < deadline:
            time.sleep(0.05)
        [worker] = victims.chosen(launcher.pid, "worker", Random(1))
        assert victims.below(launcher.pid) == [worker]
        assert victims.chosen(launcher.pid, "all", Random(1)) == [worker, launcher.pid]
        assert victims.chosen(launcher.pid, "beat", Random(1)) == victims.chosen(launcher.pid, "child", Random(1)) == []
        assert victims.kill([worker, launcher.pid]) == 2
    assert victims.kill([launcher.pid]) == 0


class Trying(Errand):
    """Its portal answers as the test says."""

    def __init__(self, *answers):
        super().__init__(1, "lan", "x")
        self.answers = list(answers)

    def ask(self):
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def one(self):
        self.quiet.begin()
        self.patiently(self.ask)


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr("config.launch.errands.LOOK_EVERY_SECONDS", 0.001)


def test_people_try_again_while_the_portal_is_down_and_while_it_says_later():
    later = NotTaken("/", 503, "", 0)
    trying = Trying(ConnectionRefusedError(), later, NotTaken("/", 500, "", 0), "done")
    assert trying.patiently(trying.ask) == "done" and trying.answers == []


def test_what_is_refused_for_good_is_not_tried_again():
    trying = Trying(NotTaken("/", 409, "", 0), "never")
    with pytest.raises(NotTaken):
        trying.patiently(trying.ask)


def test_five_quiet_minutes_are_the_longest(monkeypatch):
    quiet = Quiet()
    assert not quiet.is_too_long()
    quiet.begin()
    assert not quiet.is_too_long()
    quiet.since -= 301
    assert quiet.is_too_long()
    quiet.longest_seconds = 600
    assert not quiet.is_too_long()
    quiet.longest_seconds = 300
    trying = Trying(*[ConnectionRefusedError()] * 3)
    trying.quiet = quiet
    with pytest.raises(Stuck):
        trying.patiently(trying.ask)


def test_an_errand_counts_what_came_of_it():
    trying = Trying("done")
    trying.work()
    assert trying.counts == {"begun": 1, "done": 1}


def test_its_workbooks_go_both_ways():
    """One is looked through while its sender waits, the other behind the web server's back."""
    small, large = Import(1, "lan", "x").workbooks
    assert len(small) < 256 * 1024 < len(large)


def test_its_manifest_is_one_that_the_portal_reads():
    assert looked_through(manifest(1), "manifest.csv") == SCANS
    assert manifest(1) != manifest(2)


def test_a_bundle_that_is_cut_off_holds_no_codes():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        parts.writestr("phong-001.csv", "Mã phông\nP1\n")
        parts.writestr("ho-so-001.csv", "\ufeffMã hồ sơ,Tiêu đề\nA.1,x\nA.2,y\n")
    assert codes_in(packed.getvalue()) == ["A.1", "A.2"]
    assert codes_in(packed.getvalue()[:-30]) == []


def test_a_mail_that_comes_twice_is_a_double(monkeypatch):
    monkeypatch.setattr("config.launch.mail_errand.SECONDS_A_MAIL", 0)
    with mail_server() as server, smtplib.SMTP("127.0.0.1", server.port) as client:
        for subject in ("Việc hôm nay", "Việc ngày mai", "Việc hôm nay"):
            text = f"Subject: {subject}\r\n\r\nSubject: x\r\n..\r\n".encode()
            client.sendmail("so@localhost", ["lan@localhost"], text)
        assert server.doubles() == ["2 mails “Subject: Việc hôm nay” to lan@localhost"]


def test_what_was_killed_and_what_is_wrong_is_printed(capsys):
    killing = bench_kills.Killing(portal=None, mails=None, random=Random(1))
    killing.errands, killing.killed = [Trying("done")], Counter(worker=2, all=1)
    killing.wrong = ["half: Đo diệt 1 has 7 rows"]
    killing.report()
    said = capsys.readouterr().out
    assert "killed: worker 2, all 1" in said and "wrong: 1\n    half: Đo diệt 1 has 7 rows" in said


def test_the_command_takes_kills_seed_and_postgres(monkeypatch):
    asked = []
    monkeypatch.setattr(bench_kills.environment, "ensure", lambda kind: None)
    monkeypatch.setattr(bench_kills, "Portal", lambda folder, addresses: addresses)
    monkeypatch.setattr(bench_kills.Killing, "go", lambda self, kills, in_one: asked.append((kills, in_one)) or True)
    assert cli.main(["bench", "kills", "--kills", "7", "--seed", "3"]) == 0
    assert asked == [(7, bench_kills.ROUND)]
