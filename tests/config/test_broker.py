"""The broker that is a folder: every message arrives whole, and a broken one stops nobody."""

import threading
from queue import Empty

import pytest
from celery import current_app
from kombu import Connection

from config.broker import Transport

MESSAGES = 1500


@pytest.fixture
def channel(tmp_path):
    """Makes channels on one folder, as web, worker and beat have them."""
    options = {"data_folder_in": str(tmp_path), "data_folder_out": str(tmp_path), "control_folder": str(tmp_path / "c")}
    connections = []

    def connect():
        connections.append(Connection("filesystem://", transport="config.broker:Transport", transport_options=options))
        return connections[-1].channel()

    yield connect
    for connection in connections:
        connection.release()


def read_all(reader, writers, expected):
    """What arrives until everybody has written and nothing is left."""
    seen = []
    while len(seen) < expected:
        writing = any(writer.is_alive() for writer in writers)
        try:
            seen.append(reader._get("celery")["number"])
        except Empty:
            if not writing:
                break
    return seen


def test_a_reader_that_never_rests_meets_no_half_message(channel, caplog):
    def write(first):
        writer = channel()
        for number in range(first, MESSAGES, 2):
            writer._put("celery", {"number": number, "padding": "ô" * 2000})

    writers = [threading.Thread(target=write, args=(first,)) for first in (0, 1)]
    for writer in writers:
        writer.start()
    seen = read_all(channel(), writers, MESSAGES)
    for writer in writers:
        writer.join()
    assert sorted(seen) == list(range(MESSAGES))
    assert caplog.records == []


def test_messages_come_in_the_order_they_were_sent(channel):
    sender, reader = channel(), channel()
    for number in range(20):
        sender._put("celery", number)
    assert [reader._get("celery") for _ in range(20)] == list(range(20))


def test_a_message_cut_short_by_a_power_failure_is_thrown_away_and_said(channel, tmp_path, caplog):
    reader = channel()
    (tmp_path / "1_cut.celery.msg").write_text('{"body": "W1')
    with pytest.raises(Empty):
        reader._get("celery")
    channel()._put("celery", "whole")
    assert reader._get("celery") == "whole"
    assert "unreadable message" in caplog.text
    assert not list(tmp_path.glob("*.msg"))


def test_the_portals_own_folder_is_such_a_broker(settings):
    if not settings.CELERY_BROKER_URL.startswith("filesystem"):
        assert current_app.connection_for_write().transport_cls == "redis"
        return
    assert isinstance(current_app.connection_for_write().transport, Transport)


def test_messages_sent_while_no_worker_is_there_do_not_pile_up(settings):
    sweep = settings.CELERY_BEAT_SCHEDULE["sweep-jobs"]
    assert sweep["options"]["expires"] <= sweep["schedule"].total_seconds()
