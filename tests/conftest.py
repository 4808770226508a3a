"""The cast: Lan prepares at Sở Y tế, Minh reads there, Hoa appraises catalogues at Sở Nội vụ, Tuấn estimates at
Sở Tài chính, Bình prepares at Sở Xây dựng, Thu at a commune; Nam signs at Sở Y tế, Sơn operates the shared archive,
Mai reads everything at UBND tỉnh, Quý administers, Hải prepares at Tam Kỳ (the district of Thu's commune)."""

import gc
from collections.abc import Mapping
from concurrent.futures import Executor, Future
from datetime import date

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection, connections
from django.test import TransactionTestCase

from agencies import jobs
from agencies.models import Agency, Duty, User
from plans.models import Plan
from plans.targets.setup import load_plan
from plans.uploads import screening
from reports.figures import kept as kept_figures
from tests.helpers.put_back import kept_in
from tests.helpers.reading import SqueezingClient

pytest_plugins = [
    f"tests.helpers.{name}"
    for name in "browsing demos quick_migrations shared_rows slow_first statements once warm_readers".split()
]

CAST = {
    "lan": ("Trần Thị Lan", "SYT", Duty.PREPARES),
    "minh": ("Lê Văn Minh", "SYT", Duty.READS),
    "nam": ("Phạm Văn Nam", "SYT", Duty.SIGNS),
    "hoa": ("Nguyễn Thị Hoa", "SNV", Duty.APPRAISES_CATALOGUES),
    "tuan": ("Võ Anh Tuấn", "STC", Duty.APPRAISES_ESTIMATES),
    "son": ("Đỗ Hồng Sơn", "SKHCN", Duty.OPERATES_ARCHIVE),
    "mai": ("Huỳnh Thị Mai", "UBND", Duty.READS_EVERYTHING),
    "quy": ("Bùi Ngọc Quý", "SNV", Duty.ADMINISTRATOR),
    "binh": ("Ngô Thanh Bình", "SXD", Duty.PREPARES),
    "hai": ("Đặng Minh Hải", "502", Duty.PREPARES),
    "thu": ("Hồ Thị Thu", "20335", Duty.PREPARES),
}
PASSWORD = "ho-so-luu-tru-2025"

# A busy machine is slow now and then; that is no failure.
hypothesis.settings.register_profile("portal", deadline=None)
hypothesis.settings.load_profile("portal")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """SQLite in a file, as it runs: in memory all threads share one connection, and nobody waits for anybody."""
    if connection.vendor == "sqlite":
        connections.databases["default"]["TEST"]["NAME"] = str(tmp_path_factory.getbasetemp() / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, tmp_path_factory):
    """The database with the plan; after a test that commits it is put back."""
    with django_db_blocker.unblock():
        load_plan_without_heads()
        whole = kept_in(tmp_path_factory.getbasetemp())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: whole.put_back())
        yield whole
    with django_db_blocker.unblock():
        whole.close()
        end_other_sessions()


@pytest.fixture(scope="session")
def live_server(django_db_setup, live_server):
    """Starts once the tests' database is there: with DATABASE_URL=sqlite://:memory: it would take the connection of
    the tests for its own, and close it under them."""
    return live_server


def load_plan_without_heads():
    """The plan, its clerks handing in by themselves; tests of the head's signature take `heads_sign`."""
    plan = load_plan()
    Agency.objects.update(head_signs=False)
    return plan


def end_other_sessions():
    """A thread of the live server may still hold its connection; PostgreSQL drops no database in use."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def pytest_configure():
    """Static files are served as they are in the tree, also by the live server that starts before any test."""
    gc.disable()  # until all is collected, which leaves little garbage
    django_settings.WHITENOISE_AUTOREFRESH = django_settings.WHITENOISE_USE_FINDERS = True
    django_settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def pytest_collection_finish():
    """What the tests are made of stays until the end: it is not searched for garbage again and again."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path, monkeypatch):
    """Private files of a test lie in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PLACES_DIR = tmp_path / "places"
    settings.WORK_AN_HOUR = dict.fromkeys(settings.WORK_AN_HOUR, 1000)
    monkeypatch.setattr(screening, "AT_ONCE_SECONDS", 120)  # a busy machine is slow, and no test is about that


class AtOnce(Executor):
    """Does it in this thread, which alone sees the rows of the test."""

    def submit(self, call, /, *args):
        done = Future()
        try:
            done.set_result(call(*args))
        except Exception as error:
            done.set_exception(error)
        return done


@pytest.fixture(autouse=True)
def called_at_once(monkeypatch):
    """Who calls a worker waits for it."""
    monkeypatch.setattr(jobs, "CALLERS", AtOnce())


@pytest.fixture(autouse=True)
def own_cache():
    """What every page takes from the cache is in it, and stays: no test counts a query that another left to it."""
    cache.clear()
    kept_figures.forget()
    cache.set("province_name", "Quảng Nam", timeout=None)


@pytest.fixture(autouse=True)
def day(settings):
    """Every test lives on 20/6/2025, the demo's day, unless it sets another: `day("2025-07-01")`."""
    settings.PORTAL_DEMO = True
    settings.PORTAL_TODAY = "2025-06-20"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

    def move(iso):
        settings.PORTAL_TODAY = iso
        return date.fromisoformat(iso)

    return move


class AgenciesByCode(Mapping):
    """Each is fetched when it is first asked for, all 350 only where a test walks over them."""

    def __init__(self):
        self.fetched = {}

    def __getitem__(self, code):
        if code not in self.fetched:
            self.fetched |= Agency.objects.in_bulk([code], field_name="code")
        return self.fetched[code]

    def __iter__(self):
        self.fetched = Agency.objects.in_bulk(field_name="code") | self.fetched
        return iter(self.fetched)

    def __len__(self):
        return Agency.objects.count()


@pytest.fixture
def plan(db):
    """The plan of Quảng Nam with all agencies."""
    return Plan.objects.get()


@pytest.fixture
def agencies(plan):
    """Agencies by code: agencies["SYT"]."""
    return AgenciesByCode()


@pytest.fixture
def heads_sign(agencies):
    """As a new portal is: what a clerk prepares goes out once the head has signed it, where there is one."""
    Agency.objects.update(head_signs=True)
    agencies.fetched.clear()


@pytest.fixture
def cast(agencies):
    """Everybody, by user name; made on first use of each name's fixture."""
    return lambda name: person_called(name, agencies)


def person_called(name, agencies):
    """Somebody of the cast."""
    full_name, code, duty = CAST[name]
    user, created = User.objects.get_or_create(
        username=name,
        defaults={"full_name": full_name, "agency": agencies[code], "duty": duty, "email": f"{name}@example.vn"},
    )
    if created:
        user.set_password(PASSWORD)
        user.save()
    return user


def _person(name):
    @pytest.fixture(name=name)
    def fixture(cast):
        return cast(name)

    return fixture


for _name in CAST:
    globals()[f"{_name}_fixture"] = _person(_name)


@pytest.fixture
def client():
    """Django's test client, reading pages as a browser shows them."""
    return SqueezingClient()


@pytest.fixture
def as_user(client):
    """`as_user(lan).get("/")`: the test client, logged in."""

    def log_in(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


def pytest_terminal_summary(terminalreporter, config):
    """Where the order of tests was drawn at random, names the seed that draws it again."""
    if seed := config.getoption("randomly_seed", None):
        terminalreporter.write_line(f"in random order: -p randomly --randomly-seed={seed}")
