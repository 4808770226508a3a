"""A digest that goes out to a mail server of its own while its process is killed, and what that server took."""

import socketserver
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from threading import Lock, Thread
from time import sleep

from config.launch import victims
from config.launch.errands import Errand
from config.launch.places import PYTHON, ROOT, Command

FIRST_DAY = date(2025, 6, 23)
SATURDAY = 5
SECONDS_A_MAIL = 0.1
CODE = "from reports.bench.digest_round import send; send('{}')"


class MailServer(socketserver.ThreadingTCPServer):
    """Takes every mail, slowly, and counts the mails to an address under a subject."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken: Counter[tuple[str, str]] = Counter()
        self.lock = Lock()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def take(self, address: str, subject: str) -> None:
        with self.lock:
            self.taken[address, subject] += 1

    def doubles(self) -> list[str]:
        with self.lock:
            return [f"{times} mails “{key[1]}” to {key[0]}" for key, times in self.taken.items() if times > 1]


class Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as a client without log-in speaks."""

    server: MailServer

    def handle(self) -> None:
        self.say("220 ready")
        address = ""
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "RCPT":
                address = line.partition("<")[2].partition(">")[0]
            if word == "DATA":
                self.say("354 go on")
                self.server.take(address, self.subject())
                sleep(SECONDS_A_MAIL)
            self.say("221 bye" if word == "QUIT" else "250 ok")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def subject(self) -> str:
        """The subject with its folded lines, of a mail that is read to its end."""
        lines: list[str] = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line)
        start = next((number for number, line in enumerate(lines) if line.startswith("Subject:")), None)
        if start is None:
            return ""
        folded = [lines[start]]
        folded += [line for line in lines[start + 1 : start + 5] if line.startswith(" ")]
        return "".join(folded)


@contextmanager
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


class Digest(Errand):
    """Each round sends the mails of another working day; killed, it is begun anew and sends only what is missing."""

    kind = "digest"

    def __init__(self, port: int, variables: dict[str, str], server: MailServer) -> None:
        super().__init__(port, "", "")
        self.server = server
        mail = {"PORTAL_EMAIL_URL": f"smtp://127.0.0.1:{server.port}", "PORTAL_EMAIL_FROM": "so@localhost"}
        self.variables = variables | mail | {"PORTAL_DEMO": "1", "PORTAL_TODAY": "2025-06-20"}
        self.day = FIRST_DAY
        self.process: subprocess.Popen[bytes] | None = None

    def one(self) -> None:
        self.doing = "digest"
        while self.ended_early():
            self.counts["repeated"] += 1
            self.wait()
        self.day += timedelta(days=1)
        while self.day.weekday() >= SATURDAY:
            self.day += timedelta(days=1)

    def ended_early(self) -> bool:
        """Whether the round was killed or had no database."""
        command: Command = [PYTHON, "manage.py", "shell", "-v0", "-c", CODE.format(self.day)]
        with subprocess.Popen(command, cwd=ROOT, env=self.variables, stdout=subprocess.DEVNULL) as process:
            self.process = process
        self.process = None
        return process.returncode != 0

    def lose(self) -> int:
        """Kill the round that goes; 0 where none does."""
        process = self.process
        return victims.kill([process.pid]) if process else 0
