"""Questions the appraiser asks about one catalogue: which rows to look at, what the sample says, what is decided."""

from dataclasses import dataclass
from math import ceil, floor

from django.db.models import Count, Q, Sum

from agencies.actions import posted_int
from agencies.formats.numbers import format_decimal, format_int
from plans.models import ArchivalFile, FileNote
from plans.pricing import a4_pages

from . import findings
from .sampling import SIZES, error_interval, sample

Decision = ArchivalFile.Decision
CONVERSING = (Decision.ASKED, Decision.ANSWERED)  # open in the next version too, changed or not
DECISIONS = [("pending", "Chưa xem"), *[choice for choice in Decision.choices if choice[0]]]
ORDERS = [("risk", "Đáng xem trước"), ("position", "Theo thứ tự Mục lục")]
SHOWN = 20
MANY = 10_000  # counting goes no further: beyond, the page says "hơn 10.000"


@dataclass(frozen=True)
class Filters:
    """What the appraiser narrowed the rows to; empty texts leave them all."""

    decision: str = ""
    finding: str = ""
    changed: bool = False
    q: str = ""
    sample: int = 0
    order: str = "risk"

    @property
    def is_any(self):
        return bool(self.decision or self.finding or self.changed or self.q or self.sample)

    @classmethod
    def of(cls, query, catalogue):
        """From a query string; without one, a catalogue that comes back shows only what changed."""
        size = posted_int(query.get("mau", ""))
        fresh = "loc" not in query and catalogue.is_reviewed_again
        return cls(
            decision=query.get("ket_qua", "") if query.get("ket_qua") in dict(DECISIONS) else "",
            finding=query.get("dau_hieu", "") if query.get("dau_hieu") in findings.BY_KEY else "",
            changed=fresh or bool(query.get("thay_doi")),
            q=query.get("q", "").strip()[:100],
            sample=size if size in SIZES else 0,
            order=query.get("thu_tu") if query.get("thu_tu") in dict(ORDERS) else "risk",
        )

    def as_query(self):
        """The same as a query string's parts, for hidden fields and links."""
        parts = {
            "ket_qua": self.decision,
            "dau_hieu": self.finding,
            "thay_doi": "1" if self.changed else "",
            "q": self.q,
            "mau": str(self.sample or ""),
            "thu_tu": "" if self.order == "risk" else self.order,
        }
        return {"loc": "1"} | {name: value for name, value in parts.items() if value}


def rows_for(catalogue, filters):
    """The catalogue's judged files within the filters, in their order."""
    rows = findings.judged(catalogue)
    if filters.decision:
        rows = rows.filter(decision="" if filters.decision == "pending" else filters.decision)
    if filters.finding:
        rows = rows.filter(**{f"is_{filters.finding}": 1})
    if filters.changed:
        rows = rows.filter(Q(revision__gte=catalogue.revision) | Q(decision__in=CONVERSING))
    if filters.sample:
        rows = rows.filter(pk__in=sampled(catalogue, filters.sample))
    rows = rows.search(filters.q)
    return findings.by_risk(rows) if filters.order == "risk" else rows.order_by("position", "pk")


def page_of(catalogue, rows):
    """The rows (a slice) with all that is shown of them: first the keys in their order, then only these files."""
    pks = list(rows.values_list("pk", flat=True))
    found = {file.pk: file for file in findings.judged(catalogue, among=pks)}
    return [found[pk] for pk in pks if pk in found]


def count_of(catalogue, filters, rows):
    """How many rows the filters leave: from the counters where nothing is asked, never beyond MANY + 1 otherwise."""
    return rows.order_by()[: MANY + 1].count() if filters.is_any else catalogue.file_count


def counted(count):
    return f"hơn {format_int(MANY)}" if count > MANY else format_int(count)


def sampled(catalogue, size):
    """Keys of the files in the sample; the seed is the catalogue and its version, so anybody draws the same."""
    return sample(seed_of(catalogue), catalogue.files.order_by().values_list("pk", flat=True).iterator(5000), size)


def tranche_of(catalogue):
    """Accepted files that no appraisal holds yet."""
    return catalogue.files.filter(decision=Decision.ACCEPTED, appraisal=None)


def seed_of(catalogue):
    return f"{catalogue.pk}-{catalogue.revision}"


def sample_told(catalogue, size):
    """What the sample says: how much of it was checked, and between which bounds the error rate lies."""
    decided = dict(
        catalogue.files.filter(pk__in=sampled(catalogue, size)).order_by().values_list("decision").annotate(Count("pk"))
    )
    errors = decided.get(Decision.LEFT_OUT, 0)
    checked = errors + decided.get(Decision.ACCEPTED, 0)
    lower, upper = error_interval(errors, checked)
    total = catalogue.file_count
    return {
        "size": sum(decided.values()),
        "checked": checked,
        "errors": errors,
        "seed": seed_of(catalogue),
        "lower": f"{format_decimal(lower * 100)}%",
        "upper": f"{format_decimal(upper * 100)}%",
        "fewest": max(errors, floor(lower * total)),
        "most": min(ceil(upper * total), total - checked + errors),
        "open": sum(decided.get(each, 0) for each in CONVERSING),
    }


def undecided(catalogue):
    """{decision name: how many files}, from the counters alone but for the answered ones."""
    answered = catalogue.files.filter(decision=Decision.ANSWERED).count()
    known = catalogue.accepted_files + catalogue.asked_files + catalogue.left_out_files + answered
    return {
        "accepted": catalogue.accepted_files,
        "asked": catalogue.asked_files,
        "answered": answered,
        "left_out": catalogue.left_out_files,
        "pending": max(0, catalogue.file_count - known),
    }


def with_notes(files, user):
    """The judged files as a list, each with its conversation and the names of its findings."""
    files = conversing(files, user)
    for file in files:
        file.found = findings.found(file)
    return files


def conversing(files, user):
    """The files as a list, each with the `conversation` that the user may read; one query for all."""
    files = list(files)
    notes = FileNote.objects.visible_to(user).filter(file__in=[file.pk for file in files]).select_related("author")
    told = {}
    for note in notes:
        told.setdefault(note.file_id, []).append(note)
    for file in files:
        file.conversation = told.get(file.pk, [])
    return files


def review_of(catalogue, user):
    """For the agency: the files asked about, answered and left out, the first ones of each, with what was said."""
    kinds = {"asked": Decision.ASKED, "answered": Decision.ANSWERED, "left_out": Decision.LEFT_OUT}
    found = [
        file
        for decision in kinds.values()
        for file in catalogue.files.filter(decision=decision).order_by("position", "pk")[:SHOWN]
    ]
    found = conversing(found, user)
    review = {name: [file for file in found if file.decision == decision] for name, decision in kinds.items()}
    return review | {"most": SHOWN}


def facts_for(name, catalogue):
    """What a step is about to take in, for its confirmation page; what the plan forbids to scan stands out."""
    told = {"submit": submit_facts, "tranche": tranche_facts, "appraise": whole_facts}.get(name)
    return [{"label": label, "value": value} for label, value in told(catalogue)] if told else []


def submit_facts(catalogue):
    return unarranged_facts(unarranged(catalogue), "đề nghị chỉnh lý trước, hoặc Sở Nội vụ loại khỏi diện số hóa")


def tranche_facts(catalogue):
    rows = tranche_of(catalogue)
    sums = rows.aggregate(files=Count("pk"), pages=Sum(a4_pages()))
    told = f"{format_int(sums['files'])} hồ sơ, {format_int(sums['pages'] or 0)} trang A4 quy đổi"
    return [("Thẩm định đợt này", told), *unarranged_facts(rows.filter(arranged=False), "được chấp nhận số hóa")]


def whole_facts(catalogue):
    state = undecided(catalogue)
    kept = catalogue.file_count - catalogue.left_out_files
    gone = f"{format_int(state['left_out'])} hồ sơ, {format_int(catalogue.left_out_pages)} trang A4 quy đổi"
    facts = [("Được số hóa", f"{format_int(kept)} hồ sơ"), ("Loại khỏi diện số hóa", gone)]
    for name, label in (("pending", "Chưa xem từng hồ sơ"), ("answered", "Cơ quan đã trả lời, chưa kết luận")):
        if state[name]:
            facts.append((label, f"{format_int(state[name])} hồ sơ, coi như chấp nhận"))
    return facts + unarranged_facts(unarranged(catalogue), "được chấp nhận số hóa")


def unarranged(catalogue):
    """Files that are to be scanned though they are not arranged (Kế hoạch I.2)."""
    return catalogue.files.filter(arranged=False).exclude(decision=Decision.LEFT_OUT)


def unarranged_facts(files, consequence):
    count = files.count()
    told = f"{format_int(count)} hồ sơ, {consequence}. Kế hoạch: tài liệu phải được chỉnh lý trước khi số hóa."
    return [("Chưa chỉnh lý", told)] if count else []
