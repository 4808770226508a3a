"""A portal in production refuses to start where it would be open, forgetful or split."""

import os
import re
import secrets
import subprocess
import sys
from dataclasses import replace

import pytest

from config.production import Setup, refusals

GOOD = Setup(
    debug=False,
    secret_key=secrets.token_urlsafe(50),
    is_demo=False,
    is_rehearsal=False,
    broker_url="filesystem://",
    database_engine="django.db.backends.sqlite3",
    machines=1,
)


def test_one_machine_with_its_own_key_may_start():
    assert refusals(GOOD) == []
    servers = {"broker_url": "redis://broker", "database_engine": "django.db.backends.postgresql"}
    assert refusals(replace(GOOD, machines=3, **servers)) == []


NAMES = {"DJANGO_DEBUG", "PORTAL_DEMO", "CELERY_BROKER_URL", "DATABASE_URL"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"debug": True}, "DJANGO_DEBUG"),
        ({"secret_key": secrets.token_urlsafe(30)}, "shorter than 50"),
        ({"secret_key": ""}, "shorter than 50"),
        ({"totp_key": "điện thoại"}, "PORTAL_TOTP_KEY"),
        ({"secret_key": "abc" * 30}, "nearly all the same"),
        ({"secret_key": "django-insecure-" + secrets.token_urlsafe(50)}, "placeholder"),
        ({"secret_key": "CHANGEME" + secrets.token_urlsafe(50)}, "placeholder"),
        ({"is_demo": True}, "PORTAL_DEMO"),
        ({"is_rehearsal": True}, "rehearsal"),
        ({"machines": 2, "database_engine": "django.db.backends.postgresql"}, "CELERY_BROKER_URL"),
        ({"machines": 2, "broker_url": "redis://broker"}, "DATABASE_URL"),
    ],
)
def test_what_may_not_start_is_named(change, said):
    [reason] = refusals(replace(GOOD, **change))
    assert said in reason.en
    assert said_in_vietnamese(reason.vi) and (said in reason.vi or said not in NAMES)


def said_in_vietnamese(sentence):
    """Its words have our letters, and none of the words that only the English sentences have."""
    words = set(re.findall(r"[^\W\d_]+", sentence.lower()))
    return set("ạảấầẩậắằặẹẻếềểệịọỏốồổộớờởợụủứừửựđ") & set(sentence) and not {"the", "is", "not", "with", "make"} & words


def test_all_reasons_are_said_at_once_and_nothing_starts(tmp_path):
    variables = {**os.environ, "PORTAL_PRODUCTION": "1", "PORTAL_DOTENV": "0", "PORTAL_DATA_DIR": str(tmp_path)}
    variables |= {"DJANGO_DEBUG": "1", "DJANGO_SECRET_KEY": "short", "PORTAL_MACHINES": "2", "PORTAL_DEMO": "1"}
    for name in ("DATABASE_URL", "CELERY_BROKER_URL"):
        variables.pop(name, None)
    done = subprocess.run([sys.executable, "manage.py", "check"], env=variables, capture_output=True, text=True)
    named = ("DJANGO_DEBUG", "DJANGO_SECRET_KEY", "PORTAL_DEMO", "CELERY_BROKER_URL", "DATABASE_URL")
    assert done.returncode and [name for name in named if name not in done.stderr] == []
