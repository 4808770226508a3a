"""Errands of people while the portal's processes are killed: they look, and press again."""

import http.client
import time
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from http import HTTPStatus
from itertools import count
from threading import Event
from typing import TypeVar

from config.launch.crowd import file_row, workbook
from config.launch.visitor import Form, NotTaken, Visitor, form_in

NO_ANSWER = (OSError, http.client.HTTPException)
FILES = 2_500  # above what is read, written and printed while the sender waits: each of these is a worker's job
LONGEST_SECONDS, LOOK_EVERY_SECONDS = 300, 0.5
LAST_DAY = date(2025, 6, 19)
UNANSWERED, UNCLEAR, BUSY = 500, 409, (429, 503)
Answer = TypeVar("Answer")


class Stuck(Exception):
    """Five quiet minutes, or as many as were given, were not enough."""


class Gone(Exception):
    """What was watched is no longer there: another took its place."""


class Quiet:
    """Whether processes are still killed, and since when not; what is not there after so many seconds is stuck."""

    def __init__(self, longest_seconds: float = LONGEST_SECONDS) -> None:
        self.over, self.since, self.longest_seconds = Event(), 0.0, longest_seconds

    def begin(self) -> None:
        self.since = time.monotonic()
        self.over.set()

    def is_too_long(self) -> bool:
        return self.over.is_set() and time.monotonic() - self.since > self.longest_seconds


class Errand(ABC):
    """A person at a browser who wants one kind of thing, one after the other."""

    kind = ""

    def __init__(self, port: int, name: str, password: str) -> None:
        self.visitor, self.name, self.password = Visitor(port), name, password
        self.quiet = Quiet()
        self.doing = ""
        self.counts: Counter[str] = Counter()

    def work(self) -> None:
        """One after the other until the killing is over; the last one to its end."""
        while not self.quiet.over.is_set():
            self.counts["begun"] += 1
            try:
                self.one()
                self.counts["done"] += 1
            except Stuck:
                self.counts["stuck"] += 1
            finally:
                self.doing = ""

    @abstractmethod
    def one(self) -> None:
        """One errand, which each kind says for itself. Raises Stuck."""

    def patiently(self, ask: Callable[[], Answer]) -> Answer:
        """What it returns once the portal answers. Raises Stuck, NotTaken."""
        while True:
            try:
                return ask()
            except NO_ANSWER:
                self.wait()
            except NotTaken as refusal:
                if refusal.status < UNANSWERED and refusal.status not in BUSY:
                    raise
                self.wait(min(refusal.seconds, 5))

    def wait(self, seconds: float = 0) -> None:
        if self.quiet.is_too_long():
            raise Stuck
        time.sleep(seconds or LOOK_EVERY_SECONDS)

    def log_in(self) -> None:
        self.patiently(lambda: self.visitor.log_in(self.name, self.password))

    def page(self, path: str) -> str:
        """Raises Gone, Stuck."""
        answer = self.patiently(lambda: self.visitor.ask("GET", path))
        while answer.status >= UNANSWERED or answer.status in BUSY:
            self.counts["pages that failed"] += 1
            self.wait()
            answer = self.patiently(lambda: self.visitor.ask("GET", path))
        if answer.status != HTTPStatus.OK:
            raise Gone(path)
        return answer.page

    def sent(self, path: str, **fields: str) -> str:
        """Draw the form and send it until an answer comes; the same form each time, as a browser does. NotTaken."""
        form = self.patiently(lambda: self.visitor.form(path))
        return self.patiently(lambda: self.visitor.send(path, form.fields | fields))

    def press(self, form: Form) -> None:
        """Press a button once; what came of it the page will say."""
        try:
            self.visitor.send(form.action, form.fields)
        except (*NO_ANSWER, NotTaken):
            self.wait()

    def repeat(self, form: Form) -> None:
        """A job has failed with a sentence: Làm lại."""
        self.counts["repeated"] += 1
        self.press(form)


class Import(Errand):
    """A clerk brings workbooks in, each into a catalogue of its own."""

    kind = "import"
    PACKED = (8, 0)  # with and without compression: the second is looked through behind the web server's back

    def __init__(self, port: int, name: str, password: str) -> None:
        super().__init__(port, name, password)
        self.number = count(1)
        rows = [file_row(number) for number in range(1, FILES + 1)]
        self.workbooks = [workbook(rows, packing) for packing in self.PACKED]

    def one(self) -> None:
        self.bring_in()

    def bring_in(self) -> str:
        """The address of the catalogue."""
        number = next(self.number)
        self.doing = "catalogue"
        catalogue = self.new_catalogue()
        path = self.upload(catalogue, number)
        while True:
            try:
                page = self.page(path)
            except Gone:
                page = ""
            if f"{catalogue}hoan-tac/" in page:
                return catalogue
            if form := form_in(page, "/ghi/"):
                self.doing = "writing"
                self.press(form)
            elif form := form_in(page, "/lam-lai/"):
                self.repeat(form)
            elif not page or "Tải lên tệp khác" in page:
                self.counts["sent anew"] += 1
                path = self.upload(catalogue, number)
            else:
                self.wait()

    def new_catalogue(self) -> str:
        for number in self.number:
            name = f"Đo diệt {self.name} {number}"
            try:
                return self.sent("/muc-luc/lap/", name=name, new_fonds=name)
            except NotTaken as refusal:
                if refusal.status != UNCLEAR:  # it was cut off; another name then
                    raise
        raise AssertionError("numbers do not end")

    def upload(self, catalogue: str, number: int) -> str:
        self.doing, place = "reading", f"{catalogue}tai-len/"
        data = self.workbooks[number % len(self.workbooks)]
        while True:
            fields = self.patiently(lambda: self.visitor.form(place)).fields
            try:
                return self.patiently(partial(self.visitor.send_workbook, place, fields, data))
            except NotTaken as refusal:
                if refusal.status != UNCLEAR:
                    raise


class Report(Errand):
    """The province's report, of another day each time."""

    kind = "report"
    FORMATS = {"docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF"}

    def __init__(self, port: int, name: str, password: str) -> None:
        super().__init__(port, name, password)
        self.days = (LAST_DAY - timedelta(days=number) for number in count())

    def one(self) -> None:
        self.doing = "report"
        path = self.asked()
        while True:
            page = self.page(path)
            if f"{path}tep/pdf/" in page:
                return self.take(path)
            if form := form_in(page, "/lap-lai/"):
                self.repeat(form)
            self.wait()

    def asked(self) -> str:
        """The address of the report of the next day that is not asked for yet."""
        for day in self.days:
            try:
                return self.sent("/bao-cao/lap/", as_of=f"{day.day}/{day.month}/{day.year}")
            except NotTaken as refusal:
                if refusal.status != UNCLEAR:
                    raise
        raise AssertionError("days do not end")

    def take(self, path: str) -> None:
        for extension, begins in self.FORMATS.items():
            file = self.patiently(partial(self.visitor.ask, "GET", f"{path}tep/{extension}/"))
            if file.status != HTTPStatus.OK or not file.body.startswith(begins):
                self.counts["half files"] += 1


class Export(Errand):
    """The official form of a long catalogue, written anew each time."""

    kind = "export"
    catalogue = ""

    def one(self) -> None:
        self.doing, path = "export", f"{self.catalogue}ban-in/official/pdf/"
        form = form_in(self.page(path), path, may_be_own=True)
        if form:
            self.press(Form(path, form.fields))
        while f"{path}tep/" not in (page := self.page(path)):
            form = form_in(page, path, may_be_own=True)
            if form and "Làm lại" in page:
                self.repeat(Form(path, form.fields))
            elif form:  # it was never asked for
                self.press(Form(path, form.fields))
            self.wait()
        file = self.patiently(lambda: self.visitor.ask("GET", f"{path}tep/"))
        if not (file.body.startswith(b"%PDF") and file.body.rstrip().endswith(b"%%EOF")):
            self.counts["half files"] += 1
