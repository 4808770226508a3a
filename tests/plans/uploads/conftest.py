"""Uploads of workbooks that say what a test wants read, by whom and under which name it wants."""

from dataclasses import replace

import pytest

from plans.uploads import screening, services, work


@pytest.fixture
def given(three, lan, monkeypatch):
    """`given(reading)`: Lan's upload of a workbook that is read so."""
    monkeypatch.setattr(work, "mark_errors", lambda *args: None)

    def send(reading, name="muc-luc.xlsx", data=b"PK", actor=lan):
        def read(data, file_name, *, mapping=None, each=None, at_once=None, **options):
            for chunk in reading.chunks if each else ():
                each(chunk, reading.row_count)
            more = at_once is not None and reading.row_count > at_once
            return replace(reading, has_more=more, chunks=[] if more else reading.chunks)

        monkeypatch.setattr(screening, "read_catalogue", read)
        monkeypatch.setattr(work, "read_catalogue", read)
        return services.request_upload(three, actor=actor, data=data, file_name=name)

    return send
