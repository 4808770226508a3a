"""Races about accounts, log-ins and invitations."""

from datetime import timedelta
from random import Random
from typing import Any

from django.test import Client
from django_otp.oath import totp

from agencies import account_changes, invitations
from agencies.delegation import services as delegations
from agencies.models import Agency, Decision, Delegation, Duty, Phone, User
from agencies.second_factor import devices

from .race_scene import SCENES, Scene, a_newcomer, at, box, document, scene
from .race_world import DAY, SPOKEN, World


@scene("login")
def logged_in(world: World, random: Random) -> Scene:
    person = world.clerks(world.agency(random))[0]
    given = {"username": person.username, "password": SPOKEN}
    return Scene([None], at("login"), given=given, one_winner=False)


def on_account(name: str, /, page: str = "account", **given: Any) -> None:
    def make(world: World, random: Random) -> Scene:
        return Scene([a_newcomer(world, random)], at(name), at(page), given, one_winner=False)

    SCENES[name] = make


on_account("logout", page="home")
on_account("session_end")


def shown_now(person: User, **which: Any) -> str:
    """By the app on the person's phone, as if it had shown another code before."""
    phone = Phone.objects.get(user=person, **which)
    Phone.objects.filter(pk=phone.pk).update(last_t=-1)
    return f"{totp(phone.bin_key, drift=phone.drift):06d}"


def with_a_phone(world: World, random: Random) -> tuple[User, list[str]]:
    """(somebody who proves themselves with a phone, recovery codes)."""
    person = a_newcomer(world, random)
    devices.begin(person)
    return person, devices.confirm(person, shown_now(person, confirmed=False))


@scene("second_factor_setup")
def phone_set_up(world: World, random: Random) -> Scene:
    person, address = a_newcomer(world, random), at("second_factor_setup")
    given = {"ma": lambda random: shown_now(person, confirmed=False)}
    return Scene([person], address, given=given)


@scene("second_factor_code")
def code_typed(world: World, random: Random) -> Scene:
    """A recovery code, which is good once."""
    person, codes = with_a_phone(world, random)
    return Scene([person], at("second_factor_code"), given={"ma": codes[0]})


def with_proof(name: str) -> None:
    """Something that who has just proved themselves does about their second factor."""

    def make(world: World, random: Random) -> Scene:
        person, codes = with_a_phone(world, random)

        def prove(browser: Client) -> None:
            browser.post(at("second_factor_code"), {"ma": codes.pop()})

        return Scene([person], at(name), at("account"), one_winner=False, prepare=prove)

    SCENES[name] = make


with_proof("second_factor_codes")
with_proof("second_factor_off")


@scene("draft_save")
def draft_saved(world: World, random: Random) -> Scene:
    person = a_newcomer(world, random)
    return Scene([person], at("draft_save", "review-lines"), at("home"), {"name": "Đang gõ"}, one_winner=False)


@scene("list_choice")
def list_chosen(world: World, random: Random) -> Scene:
    chosen = {"size": "50", "column": "agency", "query": "sort=-pages"}
    address = at("list_choice", "catalogue_list")
    return Scene([a_newcomer(world, random)], address, at("catalogue_list"), chosen, one_winner=False)


@scene("saved_views")
def filter_saved(world: World, random: Random) -> Scene:
    given = {"danh-sach": "catalogue_list", "viec": "luu", "ten": f"Bộ lọc {box(random)}", "dieu-kien": "q=y"}
    return Scene([a_newcomer(world, random)], at("saved_views"), at("home"), given, one_winner=False)


@scene("account_mail")
def mail_chosen(world: World, random: Random) -> Scene:
    given = {"choice": random.choice(("none", "daily", "at_once"))}
    return Scene([a_newcomer(world, random)], at("account_mail"), given=given, one_winner=False)


on_account("calendar_make", "account_mail")
on_account("calendar_stop", "account_mail")
on_account("notices_seen", "notice_list")


SCENES["draft_drop"] = lambda world, random: Scene(
    [a_newcomer(world, random)], at("draft_drop", "review-lines"), at("home"), one_winner=False
)


@scene("password_change")
def password_changed(world: World, random: Random) -> Scene:
    new = f"Moc-son-{box(random)}-ba"
    given = {"old_password": SPOKEN, "new_password1": new, "new_password2": new}
    return Scene([a_newcomer(world, random)], at("password_change"), given=given, one_winner=False)


def a_delegation(world: World, random: Random) -> Delegation:
    """Somebody at an agency is to decide in the place of its head, and waits for a second person's word."""
    agency = world.agency(random)
    head, delegate = world.person(agency, Duty.SIGNS), world.person(agency, Duty.PREPARES, world.next())
    facts: dict[str, Any] = {"capacity": "deputy", "head_title": "Giám đốc", "title": "Phó Giám đốc", "actor": head}
    facts |= {"document": (f"{world.next()}/QĐ", DAY), "days": (DAY, DAY + timedelta(days=9))}
    return delegations.ask(head, delegate, [Decision.HAND_IN], **facts)


@scene("delegation_detail")
def delegation_confirmed(world: World, random: Random) -> Scene:
    made = a_delegation(world, random)
    return Scene(world.administrators, at("delegation_detail", made.pk), given={"confirm": "1"})


@scene("delegation_new")
def delegation_asked(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    head, delegate = world.person(agency, Duty.SIGNS), world.person(agency, Duty.PREPARES, world.next())
    given = {"giver": str(head.pk), "delegate": str(delegate.pk), "capacity": "deputy", "decisions": [Decision.HAND_IN]}
    given |= {"head_title": "Giám đốc", "title": "Phó Giám đốc", "document_number": document(random)}
    given |= {"document_date": "12/6/2025", "valid_from": "20/6/2025", "valid_to": "27/6/2025"}
    return Scene([head], at("delegation_new"), given=given, one_winner=False, once=True)


@scene("acting_for")
def acting(world: World, random: Random) -> Scene:
    person = world.clerks(world.agency(random))[0]
    return Scene(
        [person], at("acting_for"), at("home"), {"co_quan": Agency.objects.get(users=person).code}, one_winner=False
    )


@scene("account_change_answer")
def account_change(world: World, random: Random) -> Scene:
    one, two = world.administrators
    third = world.person(Agency.objects.get(users=one), Duty.ADMINISTRATOR, 3)
    asked = account_changes.ask_password(world.person(world.agency(random), Duty.SIGNS), actor=third)
    page = at("account_changes")
    return Scene([one, two], at("account_change_answer"), page, {"chon": str(asked.pk)}, once=True, shared=True)


@scene("invitation")
def code_entered(world: World, random: Random) -> Scene:
    return Scene([None], at("invitation"), given={"ma": an_invitation(world, random).code}, one_winner=False)


def an_invitation(world: World, random: Random):
    return invitations.invite([a_newcomer(world, random)], actor=world.administrators[0])[0]


@scene("invitation_password")
def invited(world: World, random: Random) -> Scene:
    made = an_invitation(world, random)
    new = f"Moc-son-{box(random)}-ba"

    def enter(browser: Client) -> None:
        browser.post(at("invitation"), {"ma": made.code})

    given = {"new_password1": new, "new_password2": new}
    return Scene([None], at("invitation_password"), given=given, prepare=enter, one_winner=False)


@scene("invitation_issue")
def invitations_issued(world: World, random: Random) -> Scene:
    keys = str(a_newcomer(world, random).pk)
    page = f"{at('invitation_issue')}?nguoi={keys}"
    return Scene(world.administrators, at("invitation_issue"), page, {"nguoi": keys}, one_winner=False, once=True)


@scene("mail_test")
def mail_tried(world: World, random: Random) -> Scene:
    return Scene(world.administrators, at("mail_test"), one_winner=False, once=True)
