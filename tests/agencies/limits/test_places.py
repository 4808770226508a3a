"""Places: never more at once than there are, over processes and threads, and none is lost with its process."""

import subprocess
import sys
from threading import Event, Thread

import pytest
from django.contrib.auth.hashers import check_password, make_password

from agencies.limits.later import TooBusy
from agencies.limits.places import NoPlace, place
from tests.helpers.processes import eventually

HASHER = ["agencies.limits.passwords.PlacedHasher"]
HOLD = """
import fcntl, sys, time
handle = open(sys.argv[1], "w")
fcntl.flock(handle, fcntl.LOCK_EX)
print("held")
time.sleep(60)
"""


def test_the_third_finds_no_place_of_two_and_the_next_does():
    with place("tàu", 2), place("tàu", 2), pytest.raises(NoPlace), place("tàu", 2):
        pass
    with place("tàu", 2), place("khác", 1):
        pass


def test_whoever_is_patient_gets_the_place_that_is_given_back():
    held, may_go = Event(), Event()

    def holder():
        with place("tàu", 1):
            held.set()
            may_go.wait(10)

    thread = Thread(target=holder)
    thread.start()
    held.wait(10)
    with pytest.raises(NoPlace), place("tàu", 1):
        pass
    may_go.set()
    with place("tàu", 1, patience_seconds=10):
        thread.join()


def test_a_killed_process_gives_its_place_back(settings):
    settings.PLACES_DIR.mkdir()
    command = [sys.executable, "-u", "-c", HOLD, settings.PLACES_DIR / "tàu-0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(NoPlace), place("tàu", 1):
            pass
        other.kill()

    def is_free():
        with place("tàu", 1, patience_seconds=5):
            return True

    assert eventually(is_free)


def test_a_password_is_hashed_as_ever_and_later_where_all_places_are_taken(settings, monkeypatch):
    settings.PASSWORD_HASHERS, settings.PASSWORD_PLACES = HASHER, 1
    monkeypatch.setattr("agencies.limits.passwords.PATIENCE_SECONDS", 0.05)
    encoded = make_password("ho-so-luu-tru-2025")
    assert encoded.startswith("pbkdf2_sha256$")
    assert check_password("ho-so-luu-tru-2025", encoded)
    with place("password", 1), pytest.raises(TooBusy) as busy:
        check_password("ho-so-luu-tru-2025", encoded)
    assert "Nhiều người đang đăng nhập cùng lúc. Thử lại sau 1 giây." in str(busy.value)
