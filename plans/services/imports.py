"""A catalogue from the command line: the same reading, staging and writing as on the web, told as JSON."""

from pathlib import Path

from django.db import transaction
from django.db.models import Q

from agencies.formats.numbers import format_int
from agencies.models import Agency, Duty, User
from agencies.workflow import NotAllowed, Overtaken, WorkflowError

from ..intake.columns import FIELD_ORDER, FIELDS
from ..intake.reading import read_catalogue
from ..intake.sandbox import Refused
from ..loading import work
from ..loading.compare import compared_fields
from ..loading.staging import clear, stage
from ..models import Catalogue, CatalogueUpload, Fonds, Plan
from .catalogues import fonds_named

SAID = {"retention_years": "retention"}
COUNTS = ("read", "new", "changed", "unchanged", "missing")


class Import:
    """One run: `reading` after `read()`, `counts` after `compare()` or `write()`."""

    def __init__(self, path, *, agency, fonds="", catalogue=""):
        self.path, self.reading = Path(path), None
        self.agency = agency_named(agency)
        self.fonds, self.catalogue_name = fonds, catalogue
        self.counts = dict.fromkeys(COUNTS, 0)

    def read(self):
        """Raises Refused."""
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise Refused("file", f"Không mở được tệp {self.path}: {error.strerror}.") from None
        self.reading = read_catalogue(data, self.path.name)
        self.counts["read"] = self.reading.row_count

    def find_fonds(self):
        known = Fonds.objects.filter(agency=self.agency)
        if self.fonds:
            return known.filter(Q(code__iexact=self.fonds) | Q(name__iexact=self.fonds)).first()
        return known.get() if known.count() == 1 else None

    def find_catalogue(self):
        """The one named, else the agency's only one; None where it is still to be made."""
        known = Catalogue.objects.filter(agency=self.agency).select_related("agency", "fonds")
        if self.fonds:
            known = known.filter(fonds=self.find_fonds())
        if self.catalogue_name:
            known = known.filter(name=self.catalogue_name)
        return known.get() if known.count() == 1 else None

    def compare(self):
        """Count what writing would do; nothing is written."""
        catalogue = self.find_catalogue()
        fields = compared_fields(CatalogueUpload(sheets=[{"columns": sheet.columns} for sheet in self.reading.sheets]))
        at = [FIELDS.index(name) for name in fields]
        stored = catalogue.files.values_list("box_number", "file_number", *fields).iterator() if catalogue else ()
        present = {(box, number): values for box, number, *values in stored}
        for broken, *values in self.reading.stored_rows():
            before = present.pop((values[0], values[1]), None)
            if not broken:
                same = before is not None and [values[index] for index in at] == before
                self.counts["new" if before is None else "unchanged" if same else "changed"] += 1
        self.counts["missing"] = len(present)

    @transaction.atomic
    def write(self):
        """Write everything into the catalogue, as the web does. Raises WorkflowError, NotAllowed, Overtaken."""
        actor, catalogue = self.actor(), self.find_catalogue() or self.new_catalogue()
        upload = CatalogueUpload.objects.create(
            kind="catalogue_upload", catalogue=catalogue, requester=actor, file_name=self.path.name[-200:],
            phase=CatalogueUpload.Phase.WRITING, state=CatalogueUpload.State.DONE, percent=100,
        )  # fmt: skip
        work.describe(upload, self.reading, stage(upload.pk, self.reading))
        work.compared(upload)
        self.counts |= {name: upload.counts[name] for name in COUNTS}
        work.write_rows(upload)
        clear(upload.pk)

    def actor(self):
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

    def new_catalogue(self):
        plan = Plan.objects.first()
        if plan is None:
            raise WorkflowError("Chưa có Kế hoạch: chạy ./portal manage load_plan trước.")
        fonds = self.find_fonds() or fonds_named(self.agency, self.fonds or self.agency.name)
        name = (self.catalogue_name or self.path.stem)[:250]
        return Catalogue.objects.create(plan=plan, agency=self.agency, fonds=fonds, name=name)


def agency_named(code):
    try:
        return Agency.objects.get(code__iexact=code)
    except (Agency.DoesNotExist, Agency.MultipleObjectsReturned):
        raise Refused("agency", f"Không có cơ quan mang mã “{code}”.") from None


def run_import(path, *, dry_run=False, **where):
    """(Import or None, Refused or None): reads, then compares, or writes where there is no error."""
    run = None
    try:
        run = Import(path, **where)
        run.read()
        if dry_run or run.reading.errors:
            run.compare()
        else:
            run.write()
    except Refused as refusal:
        return run, refusal
    except (WorkflowError, NotAllowed, Overtaken) as error:
        return run, Refused("state", str(error))
    return run, None


def as_json(run, refusal):
    """(head, rows, tail) of the answer: the rows one at a time, because there may be 200.000."""
    if refusal:
        head = {"status": "refused", "reason": refusal.code, "message": refusal.message, "sheets": []}
        return head, iter(()), {"left_out": [], "counts": dict.fromkeys(COUNTS, 0)}
    reading = run.reading
    head = {
        "status": "errors" if reading.errors else "ok", "reason": None, "message": summary(reading),
        "sheets": [sheet_told(sheet) for sheet in reading.sheets],
    }  # fmt: skip
    left_out = [{"sheet": each.sheet, "row": each.row, "why": each.why} for each in reading.left_out]
    return head, rows_told(reading), {"left_out": left_out, "counts": run.counts}


def sheet_told(sheet):
    columns = {SAID.get(name, name): header for name, header in sheet.columns.items() if name != "priority"}
    return {"name": sheet.name, "header_rows": list(sheet.header_rows), "columns": columns}


def summary(reading):
    """What a person would say of the file, with what concerns whole columns."""
    told = [
        f"Đọc {format_int(reading.row_count)} hồ sơ: {format_int(reading.error_count)} lỗi, "
        f"{format_int(reading.warning_count)} cảnh báo."
    ]
    told += [f"{problem.place}: {problem.text}" for problem in reading.problems if about_columns(reading, problem)]
    return " ".join(told + reading.notes)


def about_columns(reading, problem):
    """True for what is wrong with a sheet and not with one of its files."""
    headers = {sheet.name: {0, *sheet.header_rows} for sheet in reading.sheets}
    return problem.row in headers.get(problem.sheet, {0})


def rows_told(reading):
    """Every row with its values and what is wrong; an error of a whole column stands with the sheet's first row."""
    by_place, of_sheet = {}, {}
    for problem in reading.problems:
        if about_columns(reading, problem):
            if problem.is_error:
                of_sheet.setdefault(problem.sheet, []).append(problem)
        else:
            by_place.setdefault((problem.sheet, problem.row), []).append(problem)
    for sheet, row, *values in reading.rows():
        problems = of_sheet.pop(sheet, []) + by_place.get((sheet, row), [])
        yield {
            "sheet": sheet, "row": row, "values": values_told(values),
            "errors": [told(each) for each in problems if each.is_error],
            "warnings": [told(each) for each in problems if not each.is_error],
        }  # fmt: skip


def values_told(values):
    row = {SAID.get(name, name): value for name, value in zip(FIELD_ORDER, values, strict=True) if name != "priority"}
    row["retention"] = "permanent" if row["retention"] == 0 else row["retention"]
    return row


def told(problem):
    column = SAID.get(problem.field, problem.field) or problem.header
    return {"column": column, "value": problem.value, "message": problem.text}
