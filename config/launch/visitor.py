"""A visitor of a running portal, for measures: a browser without a screen that keeps cookies and sends forms."""

import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"
BOUNDARY = "portal-bench"
Fields = dict[str, str]


class NotTaken(Exception):
    """The portal did not take a form: its status, and the page that says why."""

    def __init__(self, path: str, status: int, page: str, seconds: int) -> None:
        self.path, self.status, self.page, self.seconds = path, status, page, seconds
        super().__init__(f"{path} answered {status}.")


@dataclass
class Answer:
    """What came back: where it leads, and after how many seconds to try again where the portal says so."""

    status: int
    address: str
    body: bytes
    seconds: int = 0

    @property
    def page(self) -> str:
        return self.body.decode(errors="replace")


@dataclass
class Form:
    """A form of a page, with the hidden fields that it is drawn with."""

    action: str
    fields: Fields = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method") == "post":
            self.found.append(Form(given.get("action", "")))
        elif tag == "input" and self.found and given.get("type") == "hidden":
            self.found[-1].fields.setdefault(given.get("name", ""), given.get("value", ""))


def form_in(page: str, action: str, may_be_own: bool = False) -> Form | None:
    """The form whose action ends so, or that has none where it may be the page's own; None where there is none."""
    fits = (each for each in Forms(page).found if (each.action.endswith(action) if each.action else may_be_own))
    return next(fits, None)


class Visitor:
    """Keeps its cookies, answers forms."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, SimpleCookie()

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = FORM) -> Answer:
        """Raises OSError, HTTPException where the portal does not answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        try:
            cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
            connection.request(method, path, body, {"Cookie": cookies, "Content-Type": kind})
            answer = connection.getresponse()
            content = answer.read()
            for line in answer.headers.get_all("Set-Cookie", []):
                self.cookies.load(line)
        finally:
            connection.close()
        again = int(answer.headers.get("Retry-After", "0"))
        return Answer(answer.status, answer.headers.get("Location", ""), content, again)

    def get(self, path: str) -> int:
        return self.ask("GET", path).status

    def form(self, path: str, action: str = "") -> Form:
        """The page's form whose action ends so; "" for the page's own. Raises NotTaken where there is none."""
        answer = self.ask("GET", path)
        found = form_in(answer.page, action or path, may_be_own=not action)
        if found is None:
            raise NotTaken(path, answer.status, answer.page, answer.seconds)
        return found

    def send(self, path: str, fields: Fields) -> str:
        """Send the fields; returns where that leads. Raises NotTaken."""
        return self.led(path, self.ask("POST", path, urlencode(fields).encode()))

    def post(self, path: str, **fields: str) -> str:
        """Send the page's own form; returns where it leads. Raises NotTaken."""
        return self.send(path, self.form(path).fields | fields)

    def led(self, path: str, answer: Answer) -> str:
        if answer.status != 302:
            raise NotTaken(path, answer.status, answer.page, answer.seconds)
        return answer.address

    def log_in(self, name: str, password: str) -> None:
        self.post("/dang-nhap/", username=name, password=password)

    def new_catalogue(self, name: str) -> str:
        """The address of the page that takes its workbook."""
        return self.post("/muc-luc/lap/", name=name, new_fonds=name) + "tai-len/"

    def upload(self, path: str, workbook: bytes) -> str:
        """Where the upload leads. Raises NotTaken."""
        return self.send_workbook(path, self.form(path).fields, workbook)

    def send_workbook(self, path: str, fields: Fields, workbook: bytes) -> str:
        """The same with the fields of a form that was drawn before."""
        return self.send_file(path, fields, ("workbook", "do-tai.xlsx", workbook))

    def send_file(self, path: str, fields: Fields, file: tuple[str, str, bytes]) -> str:
        """Send the fields and a file (field, name, content); returns where that leads. Raises NotTaken."""
        name, file_name, content = file
        parts = [f'Content-Disposition: form-data; name="{key}"\r\n\r\n{value}' for key, value in fields.items()]
        parts.append(f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n\r\n')
        head = "".join(f"--{BOUNDARY}\r\n{part}\r\n" for part in parts[:-1]) + f"--{BOUNDARY}\r\n{parts[-1]}"
        body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        return self.led(path, self.ask("POST", path, body, f"multipart/form-data; boundary={BOUNDARY}"))
