"""A real portal stays real: it is remembered, no demo pours into it, and its first administrator is asked for."""

import io

import pytest
from django.core.management import CommandError, call_command

from agencies.management.commands import setup as command
from agencies.models import Duty, User
from config.launch import places, prepare, run
from reports.demo.loading import holds_other_data

pytestmark = pytest.mark.once
GOOD = "Mưa rào tháng sáu"
GIVEN = {"username": "quantri", "full_name": "Bùi Ngọc Quý", "email": ""}


def test_what_was_begun_empty_starts_real_ever_after(tmp_path):
    variables = {"PORTAL_DATA_DIR": str(tmp_path)}
    assert run.is_for_real(variables, empty=False) is False
    assert run.is_for_real(variables, empty=True) is True
    (tmp_path / "real").touch()
    assert run.is_for_real(variables, empty=False) is True
    assert "PORTAL_DEMO" not in places.with_demo(variables)


def test_a_folder_with_the_demo_does_not_become_a_real_portal(tmp_path):
    (tmp_path / "demo").touch()
    with pytest.raises(run.StartFailed, match="holds the demo"):
        run.is_for_real({"PORTAL_DATA_DIR": str(tmp_path)}, empty=True)


@pytest.mark.django_db
def test_the_demo_never_comes_beside_a_person(lan, settings):
    assert holds_other_data()
    settings.PORTAL_DEMO = True
    with pytest.raises(CommandError, match="stays real"):
        call_command("load_demo")
    assert User.objects.count() == 1


@pytest.fixture
def nobody_to_ask(monkeypatch):
    monkeypatch.setattr(command.sys, "stdin", io.StringIO())
    monkeypatch.delenv(command.VARIABLE, raising=False)


def set_up(**given):
    said = io.StringIO()
    call_command("setup", stdout=said, stderr=said, **given)
    return said.getvalue()


@pytest.mark.django_db
def test_the_first_administrator_from_options(nobody_to_ask, monkeypatch):
    monkeypatch.setenv(command.VARIABLE, GOOD)
    assert "Đã tạo tài khoản quantri" in set_up(**GIVEN)
    user = User.objects.get()
    assert (user.duty, user.is_superuser, user.full_name) == (Duty.ADMINISTRATOR, True, "Bùi Ngọc Quý")
    assert user.check_password(GOOD)
    assert "Cổng đã có người quản trị: quantri" in set_up(**GIVEN)
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_what_is_not_given_and_cannot_be_asked_says_how(nobody_to_ask):
    with pytest.raises(CommandError, match="--username") as refused:
        set_up()
    assert refused.value.returncode == 2
    with pytest.raises(CommandError, match=command.VARIABLE) as refused:
        set_up(username="quantri", full_name="Quý")
    assert refused.value.returncode == 2 and not User.objects.exists()


@pytest.mark.django_db
def test_a_weak_password_is_refused(nobody_to_ask, monkeypatch):
    monkeypatch.setenv(command.VARIABLE, "12345678")
    with pytest.raises(CommandError) as refused:
        set_up(username="quantri", full_name="Quý")
    assert refused.value.returncode == 1 and not User.objects.exists()


@pytest.mark.django_db
def test_whoever_can_be_asked_is_asked_again_until_it_is_right(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    answers = iter(["hai ten", "Quý", "", "quantri", "Bùi Ngọc Quý", ""])
    passwords = iter([GOOD, "khác hẳn 2025", GOOD, GOOD])
    monkeypatch.setattr(command.sys, "stdin", Terminal())
    monkeypatch.delenv(command.VARIABLE, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    monkeypatch.setattr(command, "getpass", lambda question: next(passwords))
    assert "Hai lần gõ mật khẩu không giống nhau" in set_up()
    assert User.objects.get().username == "quantri"


def test_a_plan_is_loaded_where_it_is_named_and_nowhere_else(monkeypatch, tmp_path):
    assert places.known_plans() == ["quang-nam"]
    assert run.options(demo=False, plan="quang-nam") == ["--plan", "quang-nam"]
    assert run.options(demo=False, plan="") == []
    called = []
    monkeypatch.setattr(prepare, "start_django", lambda: None)
    monkeypatch.setattr(prepare, "call", lambda *words, **options: called.append(words))
    prepare.prepare(["database"], demo=False)
    assert called == [("migrate",)]
    prepare.prepare(["database"], demo=False, plan="quang-nam")
    assert called[1:] == [("migrate",), ("load_plan", "quang-nam")]
    monkeypatch.setenv("PORTAL_DATA_DIR", str(tmp_path))
    with pytest.raises(run.StartFailed, match="--empty --plan quang-nam"):
        run.run(plan="quang-nam")
