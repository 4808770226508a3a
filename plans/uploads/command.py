"""A catalogue from the command line: the same reading, staging and writing as on the web."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q

from agencies.calendar import portal_now
from agencies.models import Agency, Duty, User
from agencies.secrecy.refusals import RefusedText
from agencies.uploads import is_too_large, too_large
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.catalogues.services import fonds_named
from plans.intake.columns import FIELDS
from plans.intake.reading import Reading, read_catalogue
from plans.intake.rows.judge_row import KEY, key_of
from plans.intake.sandbox import Refused
from plans.models import Catalogue, CatalogueUpload, Fonds, Plan

from . import work
from .compare import compared_fields
from .known import once_written
from .matching import UNCLEAR, Key, known_keys
from .services import DIVIDE
from .staging import clear, stage

COUNTS = ("read", "new", "changed", "unchanged", "missing")


class CommandImport:
    """One run: `reading` after `read()`, `counts` after `compare()` or `write()`."""

    def __init__(self, path: str, *, agency: str, fonds: str = "", catalogue: str = "") -> None:
        self.path, self.reading = Path(path), Reading()
        self.agency = agency_named(agency)
        self.fonds, self.catalogue_name = fonds, catalogue
        self.counts = dict.fromkeys(COUNTS, 0)

    def read(self) -> None:
        """Raises Refused."""
        self.reading = read_catalogue(bytes_of(self.path), self.path.name)
        self.counts["read"] = self.reading.row_count

    def find_fonds(self) -> Fonds | None:
        known = Fonds.objects.filter(agency=self.agency)
        if self.fonds:
            return known.filter(Q(code__iexact=self.fonds) | Q(name__iexact=self.fonds)).first()
        return known.get() if known.count() == 1 else None

    def find_catalogue(self) -> Catalogue | None:
        """The one named, else the agency's only one; None where it is still to be made."""
        known = Catalogue.objects.filter(agency=self.agency).select_related("agency", "fonds")
        if self.fonds:
            known = known.filter(fonds=self.find_fonds())
        if self.catalogue_name:
            known = known.filter(name=self.catalogue_name)
        return known.get() if known.count() == 1 else None

    def compare(self) -> None:
        """Count what writing would do; nothing is written."""
        catalogue = self.find_catalogue()
        upload = CatalogueUpload(sheets=[{"columns": sheet.columns} for sheet in self.reading.sheets])
        fields = compared_fields(upload, self.holds)
        stored = catalogue.files.values(*KEY, *fields).iterator() if catalogue else ()
        present = {key_of(row): {name: row[name] for name in fields} for row in stored}
        known = known_keys(present, [keyed(values) for _, *values in self.reading.stored_rows()])
        for broken, *values in self.reading.stored_rows():
            key = keyed(values)
            before = present.pop(known.get(key, key) or key, None)
            if not broken:
                row = {name: values[FIELDS.index(name)] for name in fields}
                same = before is not None and once_written(row, before) == before
                self.counts["new" if before is None else "unchanged" if same else "changed"] += 1
        self.counts["missing"] = len(present)

    def holds(self, field: str, nothing: str | int) -> bool:
        """Whether any row has more than nothing in the field."""
        at = FIELDS.index(field)
        return any(values[at] != nothing for _, *values in self.reading.stored_rows())

    @transaction.atomic
    def write(self) -> None:
        """Write everything into the catalogue, as the web does. Raises WorkflowError, NotAllowed, Overtaken."""
        actor, catalogue = self.actor(), self.find_catalogue() or self.new_catalogue()
        upload = CatalogueUpload.objects.create(
            kind="catalogue_upload",
            catalogue=catalogue,
            requester=actor,
            created_at=portal_now(),
            file_name=self.path.name[-200:],
            phase=CatalogueUpload.Phase.WRITING,
            state=CatalogueUpload.State.DONE,
            percent=100,
        )
        work.describe(upload, self.reading, stage(upload.pk, self.reading))
        if self.reading.errors:
            raise WorkflowError(UNCLEAR)
        work.compared(upload)
        self.counts |= {name: upload.counts[name] for name in COUNTS}
        work.write_rows(upload)
        clear(upload.pk)

    def actor(self) -> User:
        """Somebody who may change the agency's catalogues; without one, an account that nobody can log in to."""
        duties = (Duty.PREPARES, Duty.SIGNS)
        person = User.objects.filter(agency=self.agency, duty__in=duties, is_active=True).order_by("duty", "pk").first()
        if person:
            return person
        name = f"dong-lenh-{self.agency.code}".lower()
        defaults = {"full_name": "Nhập từ dòng lệnh", "agency": self.agency, "duty": Duty.PREPARES, "is_active": False}
        person, made = User.objects.get_or_create(username=name, defaults=defaults)
        if made:
            person.set_unusable_password()
            person.save()
        return person

    def new_catalogue(self) -> Catalogue:
        plan = Plan.current()
        if plan is None:
            raise WorkflowError("Chưa có Kế hoạch: nhập ở trang Bắt đầu (/bat-dau/) trước.")
        fonds = self.find_fonds() or fonds_named(self.agency, self.fonds or self.agency.name)
        name = (self.catalogue_name or self.path.stem)[:250]
        return Catalogue.objects.create(plan=plan, agency=self.agency, fonds=fonds, name=name)


def keyed(values: Sequence[Any]) -> Key:
    """The key of a row whose values are in the order of FIELDS."""
    return tuple(values[FIELDS.index(name)] for name in KEY)


def bytes_of(path: Path) -> bytes:
    """The file, where it is one and no larger than an upload may be. Raises Refused."""
    try:
        if not path.is_file():
            raise Refused("file", f"Không có tệp {path}: kiểm tra lại đường dẫn.")
        if is_too_large(path.stat().st_size):
            raise Refused("limits", too_large(DIVIDE))
        return path.read_bytes()
    except OSError:
        raise Refused("file", f"Không mở được tệp {path}: kiểm tra quyền đọc tệp.") from None


def agency_named(code: str) -> Agency:
    try:
        return Agency.objects.get(code__iexact=code)
    except (Agency.DoesNotExist, Agency.MultipleObjectsReturned):
        raise Refused("agency", f"Không có cơ quan mang mã “{code}”.") from None


def run_import(path: str, *, dry_run: bool = False, **where: str) -> CommandImport | Refused:
    """Read the file, then compare it, or write it where it has no error; returns the run, or why it was refused."""
    try:
        run = CommandImport(path, **where)
        run.read()
        if dry_run or run.reading.errors:
            run.compare()
        else:
            run.write()
    except Refused as refusal:
        return refusal
    except (WorkflowError, NotAllowed, Overtaken) as error:
        return Refused("state", str(error))
    except RefusedText as error:
        return Refused("secret", str(error))
    return run
