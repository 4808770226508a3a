"""Whoever changes, inserts, removes or reorders a row of the history is found, and which row it was."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from agencies.chain import triggers
from agencies.chain.codes import code_before, make_code
from agencies.chain.linking import link_what_waits
from agencies.chain.verifying import PURGE
from agencies.history import event_of, record
from agencies.models import ChainHead, Event, EventLink, HistoryOpening
from agencies.models.event import link
from tests.helpers.factories import a_catalogue
from tests.helpers.tampering import no_history, tampered


@pytest.fixture(autouse=True)
def bound_at_once(db, monkeypatch):
    """As if each change were committed; afterwards nothing is left that the database's own rules would miss."""
    monkeypatch.setattr("agencies.models.event.link_after_commit", link)
    monkeypatch.setattr("agencies.chain.verifying.ON_ITS_WAY_SECONDS", 0)
    yield
    no_history()


def a_history(*people):
    """Three events about a catalogue of each person's agency, in turns."""
    catalogues = [a_catalogue(person.agency) for person in people]
    pairs = list(zip(people, catalogues, strict=True)) * 3
    written = [record(one, actor=person, action="files", sentence=f"sửa {one}") for person, one in pairs]
    return [event.pk for event in written]


@pytest.fixture
def kept(lan, binh):
    """Six events in two chains."""
    return a_history(lan, binh)


def verified():
    """(exit code, what the command says)"""
    out, code = StringIO(), 0
    try:
        call_command("verify_history", stdout=out, stderr=StringIO())
    except SystemExit as end:
        code = end.code
    return code, out.getvalue()


def test_what_was_written_is_bound_agency_by_agency(kept, lan, binh):
    numbers = list(EventLink.objects.filter(chain=lan.agency_id).order_by("number").values_list("number", "event_id"))
    assert numbers == [(1, kept[0]), (2, kept[2]), (3, kept[4])]
    assert verified() == (0, "Lịch sử nguyên vẹn: 6 sự kiện.\n")


def test_many_at_once_are_bound_too(lan, binh):
    events = [event_of(who, actor=who, action="file", sentence="sửa") for who in (lan, binh, lan)]
    Event.objects.bulk_create(events)
    assert verified() == (0, "Lịch sử nguyên vẹn: 3 sự kiện.\n")


def test_what_is_rolled_back_leaves_no_gap(lan):
    with pytest.raises(RuntimeError), transaction.atomic():
        a_history(lan)
        raise RuntimeError
    a_history(lan)
    assert verified() == (0, "Lịch sử nguyên vẹn: 3 sự kiện.\n")


CHANGES = {
    "sentence": "sentence = 'khác'",
    "reason": "reason = 'khác'",
    "person": "actor_name = 'Người khác'",
    "moment": "happened_at = '2025-01-01 00:00:00+00:00'",
    "address": "address = '10.0.0.1'",
    "emptied": "sentence = '', reason = '', salt = '', document_number = '', before = '{}', after = '{}'",
}


@pytest.mark.engine
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_row_is_named(kept, change):
    tampered(f"UPDATE agencies_event SET {change} WHERE id = {kept[2]}")
    code, said = verified()
    assert code == 1 and said.count("\n") == 1 and f"Sự kiện {kept[2]} " in said and "bị sửa" in said


def test_a_removed_row_is_named(kept):
    tampered(f"DELETE FROM agencies_event WHERE id = {kept[2]}")
    code, said = verified()
    assert code == 1 and f"Sự kiện {kept[2]} (" in said and "đã bị xóa" in said


def test_a_row_removed_with_its_link_leaves_a_gap(kept, lan):
    tampered(*(f"DELETE FROM {table} WHERE {key} = {kept[2]}" for table, key in TABLES_OF_A_ROW))
    code, said = verified()
    assert code == 1 and f"Chuỗi {lan.agency_id}: mất các mắt xích từ 2 đến 2." in said


TABLES_OF_A_ROW = (("agencies_eventlink", "event_id"), ("agencies_event", "id"))


def test_the_last_row_of_a_chain_is_missed(kept, lan):
    tampered(*(f"DELETE FROM {table} WHERE {key} = {kept[4]}" for table, key in TABLES_OF_A_ROW))
    code, said = verified()
    assert code == 1 and f"Chuỗi {lan.agency_id}: mất mắt xích 3 mà đầu chuỗi có ghi." in said


def copied(pk):
    columns = ", ".join(field.column for field in Event._meta.concrete_fields if field.column != "id")
    return f"INSERT INTO agencies_event ({columns}) SELECT {columns} FROM agencies_event WHERE id = {pk}"


def test_an_inserted_row_is_named_and_the_sweep_does_not_take_it_in(kept):
    tampered(copied(kept[2]))
    link_what_waits()
    inserted = Event.objects.latest("pk").pk
    code, said = verified()
    assert code == 1 and said == f"Sự kiện {inserted}: không có trong chuỗi nào, đã bị chèn vào.\n"


def test_rows_put_in_another_order_are_named(kept, lan):
    first, second = kept[0], kept[2]
    tampered(
        f"UPDATE agencies_eventlink SET number = 99 WHERE event_id = {first}",
        f"UPDATE agencies_eventlink SET number = 1 WHERE event_id = {second}",
        f"UPDATE agencies_eventlink SET number = 2 WHERE event_id = {first}",
    )
    code, said = verified()
    assert code == 1 and f"Sự kiện {first} " in said and f"Sự kiện {second} " in said and "đổi chỗ" in said


def test_a_chain_written_anew_differs_from_the_code_of_a_day(kept, day):
    day("2025-06-21")
    make_code()
    tampered(f"UPDATE agencies_event SET sentence = 'khác' WHERE id = {kept[0]}", "DELETE FROM agencies_eventlink")
    EventLink.objects.append(rewritten())
    code, said = verified()
    assert code == 1 and "khác với mã lịch sử ngày 20/06/2025, chuỗi đã bị viết lại" in said


def rewritten():
    """Seals and heads that fit the changed rows."""
    events = list(Event.objects.order_by("pk"))
    ChainHead.objects.all().delete()
    for event in events:
        event.seal()
        tampered(f"UPDATE agencies_event SET sealed = '{event.sealed}' WHERE id = {event.pk}")
    return events


@pytest.mark.engine
@pytest.mark.parametrize("table", triggers.TABLES)
def test_the_database_refuses_to_change_or_delete_history(kept, table, day):
    make_code(day("2025-06-20"))
    key = "event_id" if table == triggers.LINKS else "id"
    for statement in (f"UPDATE {table} SET {key} = {key}", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match=triggers.REFUSAL), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(statement)
    assert verified()[0] == 0


def emptied(pk):
    values = {"sentence": "", "before": {}, "after": {}, "reason": "", "document_number": "", "salt": ""}
    return Event.objects.filter(pk=pk).update(**values)


def test_values_are_emptied_only_while_the_history_is_opened_and_says_so(kept, lan, quy):
    with pytest.raises(DatabaseError, match=triggers.REFUSAL), transaction.atomic():
        emptied(kept[2])
    opening = HistoryOpening.objects.create()
    with pytest.raises(DatabaseError, match=triggers.REFUSAL), transaction.atomic():
        Event.objects.filter(pk=kept[2]).update(actor_name="Người khác")
    emptied(kept[2])
    opening.delete()
    assert verified()[0] == 1  # emptied, without an event
    record(lan, actor=quy, action=PURGE, sentence="xóa nội dung một sự kiện", after={"events": [kept[2]]})
    assert verified() == (0, "Lịch sử nguyên vẹn: 7 sự kiện.\n")


def test_a_trigger_that_is_gone_is_named(kept):
    on = " ON agencies_event" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER agencies_event_refuses_delete{on}")
    code, said = verified()
    triggers.set_up("default")
    assert code == 1 and "agencies_event_refuses_delete" in said


def test_the_sweep_binds_what_a_dying_process_left(lan, monkeypatch):
    monkeypatch.setattr("agencies.models.event.link_after_commit", lambda pks: None)
    a_history(lan)
    assert EventLink.objects.count() == 0
    link_what_waits()
    assert verified() == (0, "Lịch sử nguyên vẹn: 3 sự kiện.\n")


def test_the_code_of_a_day_is_made_once_and_known_again(kept, day, lan):
    day("2025-06-21")
    code = make_code()
    record(lan, actor=lan, action="files", sentence="sửa")
    assert make_code() == code and code.day == date(2025, 6, 20) and len(str(code)) == 24
    out = StringIO()
    call_command("verify_history", code=str(code), stdout=out)
    assert f"Mã lịch sử đến hết ngày 20/6/2025: {code}" in out.getvalue()
    with pytest.raises(CommandError, match="chưa từng lập mã này"):
        call_command("verify_history", code="0000-0000-0000")
    assert code_before(date(2025, 6, 20)) is None
    assert code_before(date(2025, 6, 21)) == code
