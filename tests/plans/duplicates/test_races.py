"""Two people decide one group at the same moment, with real threads and connections: a copy stays."""

from threading import Barrier

import pytest
from django.db import connection, transaction

from agencies.models import Duty
from plans.appraisal.decisions import decide
from plans.appraisal.lost_copies import reopen
from plans.catalogues.files import recount, write_files
from plans.duplicates.leaving_out import leave_out_duplicates
from plans.duplicates.search import Scope
from plans.duplicates.services import give_verdict
from plans.models import ArchivalFile, Catalogue, DuplicateGroup, LeftOutDuplicate
from tests.helpers import factories as make
from tests.helpers.duplicate_files import a_file, search, waiting
from tests.helpers.racing import refused, together

pytestmark = pytest.mark.django_db(transaction=True)
RACES = 6


@pytest.fixture
def homes(agencies):
    return [waiting(agencies[code], f"Của {code}", files=1) for code in ("SYT", "SXD")]


@pytest.fixture
def other(agencies, hoa):
    """A second appraiser beside Hoa."""
    return make.a_user(agencies["SNV"], Duty.APPRAISES_CATALOGUES)


def again(homes):
    """As it was before anybody decided."""
    LeftOutDuplicate.objects.all().delete()
    ArchivalFile.objects.update(decision="", left_out_reason="")
    DuplicateGroup.objects.update(verdict="", judged_by=None, judged_at=None)
    for home in homes:
        recount(home)


def one_stays():
    assert ArchivalFile.objects.to_digitize().count() >= 1
    for row in LeftOutDuplicate.objects.in_force().filter(lost_at=None):
        assert ArchivalFile.objects.to_digitize().filter(pk=row.kept_id).exists()


def test_two_keep_another_copy_each(homes, hoa, other):
    [group] = search(Scope(), hoa)
    keys = [home.files.get().pk for home in homes]
    for _ in range(RACES):
        again(homes)
        answers = together(
            lambda: leave_out_duplicates(group, keys[:1], actor=hoa, scope=Scope()),
            lambda: leave_out_duplicates(group, keys[1:], actor=other, scope=Scope()),
        )
        assert refused(answers) == 1
        one_stays()


def test_two_leave_out_rows_of_two_catalogues(homes, hoa, other):
    search(Scope(), hoa)
    for _ in range(RACES):
        again(homes)
        together(
            *(
                lambda home=home, actor=actor: decide(
                    home, "leave_out", home.files.all(), actor=actor, reason="duplicate"
                )
                for home, actor in zip(homes, (hoa, other), strict=True)
            )
        )
        one_stays()


def test_one_decides_while_the_kept_file_is_deleted(homes, hoa, binh):
    [group] = search(Scope(), hoa)
    mine, theirs = homes
    Catalogue.objects.filter(pk=theirs.pk).update(state="returned")
    kept = theirs.files.get()
    together(
        lambda: leave_out_duplicates(group, [mine.files.get().pk], actor=hoa, scope=Scope()),
        lambda: write_files(theirs, actor=binh, removed=[kept]),
    )
    one_stays()
    if not ArchivalFile.objects.filter(pk=kept.pk).exists():
        assert DuplicateGroup.objects.get().verdict == ""


def test_of_two_verdicts_at_once_one_counts(homes, hoa, other):
    [group] = search(Scope(), hoa)
    for _ in range(RACES):
        again(homes)
        answers = together(
            *(
                lambda actor=actor, verdict=verdict: give_verdict(
                    group, actor=actor, scope=Scope(), verdict=verdict, seen=""
                )
                for actor, verdict in ((hoa, "handled"), (other, "different"))
            )
        )
        assert refused(answers) == 1


def test_two_leave_out_the_last_copies_of_a_group_dealt_with_for_other_reasons(homes, hoa, other):
    """Neither sees what the other does until it is committed: afterwards the group is open, or a copy stays."""
    [group] = search(Scope(), hoa)
    for _ in range(RACES):
        again(homes)
        give_verdict(group, actor=hoa, scope=Scope(), verdict="handled")
        together(
            *(
                lambda home=home, actor=actor: decide(
                    home, "leave_out", home.files.all(), actor=actor, reason="worthless"
                )
                for home, actor in zip(homes, (hoa, other), strict=True)
            )
        )
        group.refresh_from_db()
        assert group.verdict == "" or ArchivalFile.objects.to_digitize().exists()


def test_two_clerks_delete_the_last_copies_of_a_group_dealt_with(homes, lan, hoa, binh):
    [group] = search(Scope(), hoa)
    give_verdict(group, actor=hoa, scope=Scope(), verdict="handled")
    Catalogue.objects.update(state="returned")
    together(
        *(
            lambda home=home, clerk=clerk: write_files(home, actor=clerk, removed=list(home.files.all()))
            for home, clerk in zip(homes, (lan, binh), strict=True)
        )
    )
    group.refresh_from_db()
    assert group.verdict == "" or ArchivalFile.objects.to_digitize().exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_two_who_open_the_same_groups_again_never_wait_for_each_other(homes, hoa):
    for home in homes:
        a_file(home, "Việc khác", pages=7)
    first, second = (DuplicateGroup.objects.filter(pk=group.pk) for group in search(Scope(), hoa))
    gate = Barrier(2)

    @transaction.atomic
    def opening(one, other):
        reopen(one, "hồ sơ giữ lại không còn")
        gate.wait()
        reopen(other, "hồ sơ giữ lại không còn")

    assert refused(together(lambda: opening(first, second), lambda: opening(second, first))) >= 1
