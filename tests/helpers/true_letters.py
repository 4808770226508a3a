"""How every sentence and sum of the papers on catalogues must read on the day of the decision, from the rows alone.

The letter on one catalogue, the letter on many with what is extracted from it, the official form of the catalogue. What
was signed stays: a letter that is drawn again later is compared with the one of its day.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from agencies.formats.dates import format_date as d
from agencies.formats.dates import format_date_long
from agencies.formats.numbers import format_dong, format_percent, format_signed
from agencies.formats.numbers import format_int as n
from agencies.formats.numbers import pad_quantity as padded
from agencies.formats.words import amount_in_words
from agencies.models import Event
from plans.appraisal.effects import hash_of
from plans.models import Appraisal, ArchivalFile, CatalogueReturn, ProposedValue, ReturnedFile, SampleDraw
from plans.models.pages import PAGE_FIELDS
from reports.documents.appraisal import appraisal_document
from reports.documents.catalogue import lines, official_form
from tests.helpers.page_sentences import split
from tests.helpers.reckoning import untrue_sentence, untrue_sums
from tests.helpers.true_sentences.province import PRICE_DONG
from tests.helpers.true_tiles import FOR_GOOD
from tests.helpers.truth import a4_pages, a4_pages_of_all

KINDS = (
    (FOR_GOOD, "trùng, thừa, hết giá trị"),
    (("unarranged",), "chưa chỉnh lý, số hóa sau"),
    (("other",), "lý do khác"),
)
HANDED_IN = "Cơ quan, đơn vị trình"
NO_PAGES = Q(**dict.fromkeys(PAGE_FIELDS.values(), 0))
GATE = {"unarranged": Q(arranged=False), "unseen": Q(looked_at=None)}


@dataclass
class Letter:
    """A letter on one catalogue, or on many, on the day of its decisions."""

    appraisals: list[Appraisal]
    returns: list[CatalogueReturn]

    @property
    def one(self):
        return (self.appraisals or self.returns)[0]

    @property
    def plan(self):
        return self.one.catalogue.plan

    @property
    def approved(self):
        """Files that it lets through: of a tranche its own, of a whole all that are not left out."""
        tranches = Q(appraisal__in=[each.pk for each in self.appraisals if each.is_tranche])
        wholes = Q(catalogue__in=[each.catalogue_id for each in self.appraisals if not each.is_tranche])
        return ArchivalFile.objects.filter(tranches | wholes & ~Q(decision="left_out"))

    @property
    def fresh(self):
        """Of these what no earlier decision had let through."""
        return ArchivalFile.objects.filter(appraisal__in=[each.pk for each in self.appraisals])

    @property
    def gone(self):
        wholes = [each.catalogue_id for each in self.appraisals if not each.is_tranche]
        return ArchivalFile.objects.filter(catalogue__in=wholes, decision="left_out")

    @property
    def to_mend(self):
        """Files that its returns name."""
        order = ("catalogue__agency__official_order", "catalogue__agency__code", "sent_back", "position")
        return ReturnedFile.objects.filter(sent_back__in=self.returns).order_by(*order)

    @property
    def taken(self):
        """What answers proposed and Sở Nội vụ took over, of the files it decides on, since they were handed in."""
        sent = {one.catalogue_id: one.catalogue.submitted_at for one in self.appraisals}
        found = ProposedValue.objects.filter(outcome="taken", note__file__in=[*self.approved, *self.gone])
        return [each for each in found if each.decided_at > sent[each.note.catalogue_id]]

    @property
    def added_pages(self):
        """Trang A4 that these files have more than what was handed in."""
        cells = [one for one in self.taken if one.field == "page_count"]
        return sum(int(one.value) - int(one.was) for one in cells)


def volume(files):
    return f"{padded(files.count())} hồ sơ; {n(a4_pages_of_all(files))} trang A4 quy đổi"


def cited(plan):
    """The plan, with its number and day where they are recorded."""
    number = f" số {plan.number}" if plan.number else ""
    day = f" ngày {d(plan.issued_on)}" if plan.issued_on else ""
    name = plan.name.removeprefix("Kế hoạch ")
    whose = f"Ủy ban nhân dân tỉnh {plan.province_name}"
    return f"Căn cứ Kế hoạch{number}{day} của {whose} về {name[0].lower()}{name[1:]}; xét"


def opening(letter, _):
    one, catalogue = letter.one, letter.one.catalogue
    sent = Event.objects.about(catalogue).filter(action="submit").order_by("happened_at", "pk")
    day = d(timezone.localdate(sent.last().happened_at))
    scope = "một đợt" if one.is_tranche else "toàn bộ Mục lục"
    whose = f"“{catalogue.name}”, {catalogue.fonds.in_words}, của {catalogue.agency} trình ngày {day}"
    times = Event.objects.about(catalogue).filter(action__in=("return", "reopen")).count() + 1
    head = f"{cited(letter.plan)} Mục lục hồ sơ, tài liệu số hóa {whose} (lần trình {times})"
    return f"{head}, Sở Nội vụ thẩm định {scope} như sau:"


def approved(letter, _):
    return f"- Được số hóa: {volume(letter.approved)} (tổng hợp tại Phụ lục I, danh sách tại Phụ lục II)"


def corrected(letter, _):
    pages, files = letter.added_pages, {one.note.file_id for one in letter.taken}
    change = f"{format_signed(pages)} trang A4 quy đổi" if pages else "số trang không đổi"
    return f"- Sửa theo trả lời của cơ quan trong khi thẩm định: {padded(len(files))} hồ sơ, {change}"


def left_out(letter, _):
    parts = []
    for reasons, words in KINDS:
        if (rows := letter.gone.filter(left_out_reason__in=reasons)).exists():
            saved = f", tiết kiệm {format_dong(a4_pages_of_all(rows) * PRICE_DONG)}" if reasons == FOR_GOOD else ""
            parts.append(f"{words}: {volume(rows)}{saved}")
    where = "(danh sách tại Phụ lục III)"
    if len(parts) == 1:
        return f"- Loại khỏi diện số hóa vì {parts[0]} {where}"
    return f"- Loại khỏi diện số hóa: {volume(letter.gone)} {where}, trong đó: {'; '.join(parts)}"


def unarranged(letter, _):
    rows = letter.fresh.filter(GATE["unarranged"])
    reason = letter.one.unarranged_reason.rstrip(".")
    return f"- Chấp nhận số hóa {padded(rows.count())} hồ sơ chưa chỉnh lý; lý do: {reason}"


def unseen(letter, _):
    count = letter.fresh.filter(GATE["unseen"]).count()
    part = format_percent(count, letter.approved.count())
    how = f"({part} số hồ sơ được số hóa) mà không xem từng hồ sơ"
    return f"- Chấp nhận {padded(count)} hồ sơ {how}; lý do: {letter.one.unseen_reason.rstrip('.')}"


def sample(letter, found):
    """A draw that is kept: its day, its size, its seed, and how many of its files were looked at and left out."""
    draw = SampleDraw.objects.get(catalogue=letter.one.catalogue)
    files = ArchivalFile.objects.filter(pk__in=draw.file_keys)
    seen = files.exclude(looked_at=None)
    looked = "đã xem từng hồ sơ" if seen.count() == files.count() else f"đã xem {padded(seen.count())} hồ sơ trong mẫu"
    errors = padded(seen.filter(decision="left_out").count())
    drawn = f"- Ngày {d(timezone.localdate(draw.drawn_at))} rút ngẫu nhiên {padded(files.count())} trong"
    code = f"(mã rút mẫu {draw.seed})"
    return (
        f"{drawn} {n(letter.one.catalogue.files.count())} hồ sơ {code}, {looked}: loại {errors} hồ sơ{found[1] or ''}"
    )


def check_code(letter, _):
    """The content's code; where answers corrected it, behind the one of the last handing in."""
    now, catalogue = hash_of(letter.one.catalogue)[:12], letter.one.catalogue
    corrected = ProposedValue.objects.filter(outcome="taken", note__catalogue=catalogue)
    if not corrected.filter(decided_at__gt=catalogue.submitted_at).exists():
        return f"Mã kiểm tra bản trình: {now}"
    return f"Mã kiểm tra bản trình: {catalogue.frozen_hash[:12]}; sau khi sửa theo trả lời của cơ quan: {now}"


def extract(letter, _):
    signed = letter.one.document
    others = {*signed.appraisals.values_list("catalogue"), *signed.returns.values_list("catalogue")}
    count = padded(len(others - {(letter.one.catalogue_id,)}))
    head = f"Đây là phần trích Công văn số {signed.number} {format_date_long(signed.issued_on)}"
    return f"{head} của Sở Nội vụ về Mục lục này; Công văn còn quyết định về {count} Mục lục khác"


def joint_opening(letter, _):
    catalogues = [each.catalogue for each in (*letter.appraisals, *letter.returns)]
    agencies = padded(len({one.agency_id for one in catalogues}))
    count = f"{padded(len(catalogues))} Mục lục hồ sơ, tài liệu số hóa của {agencies} cơ quan, đơn vị"
    return f"{cited(letter.plan)} {count}, Sở Nội vụ thẩm định như sau (kết quả từng Mục lục tại Phụ lục I):"


def passed(letter, _):
    """Wholes passed; of a catalogue of which a tranche was decided on the rest is still to come."""
    wholes = [each for each in letter.appraisals if not each.is_tranche]
    counts = ((len(wholes), "thẩm định đạt"), (len(letter.appraisals) - len(wholes), "thẩm định một đợt"))
    said = "; ".join(f"{words}: {padded(count)} Mục lục" for count, words in counts if count)
    return f"- T{said[1:]}; được số hóa {volume(letter.approved)} (danh sách tại Phụ lục II){earlier(letter)}"


def earlier(letter):
    """What tranches of other documents had let through of it, and stays as it was."""
    parts = []
    own = letter.one.document
    for tranche in Appraisal.objects.filter(is_tranche=True).exclude(document=own).order_by("pk"):
        if rows := letter.approved.filter(appraisal=tranche):
            pages = f"{n(a4_pages_of_all(rows))} trang A4 quy đổi"
            which = f"Công văn số {tranche.document.number}"
            parts.append(f"{padded(rows.count())} hồ sơ, {pages} đã thẩm định theo {which}")
    return f", trong đó {'; '.join(parts)}" if parts else ""


def joint_let_through(letter, found):
    name = {"chưa chỉnh lý": "unarranged", "chưa được xem từng hồ sơ": "unseen"}[found[1]]
    count = letter.fresh.filter(GATE[name]).count()
    reasons = {getattr(each, f"{name}_reason").rstrip(".") for each in letter.appraisals}
    part = format_percent(count, letter.approved.count())
    head = f"- Chấp nhận {padded(count)} hồ sơ {found[1]} ({part} số hồ sơ được số hóa)"
    return {f"{head}; lý do: {reason}" for reason in reasons}


def returned(letter, _):
    """How many catalogues, and how many of their files are named, in the annex after those of what was decided."""
    head = f"- Trả lại để sửa: {padded(len(letter.returns))} Mục lục, lý do nêu tại Phụ lục I"
    count = letter.to_mend.count()
    annex = ("II", "III", "IV")[bool(letter.appraisals) + letter.gone.exists()]
    return head + (f"; trong đó nêu {padded(count)} hồ sơ cần sửa (danh sách tại Phụ lục {annex})" if count else "")


def in_place(letter, _):
    """The document of the last appraisal of the whole before this one."""
    decided = Event.objects.about(letter.one.catalogue).filter(action="appraise").order_by("pk")
    before = decided.exclude(document_number=letter.one.document.number).last()
    version = f"lần trình {Appraisal.objects.get(document__number=before.document_number).revision}"
    where = f"Công văn số {before.document_number} ngày {d(before.document_date)}"
    return f"- Kết quả này thay kết quả thẩm định {version} tại {where}"


SENTENCES = [
    (r"Căn cứ .*; xét \d+ Mục lục .*", joint_opening),
    (r"Căn cứ .*; xét Mục lục .*", opening),
    (r"- Được số hóa: .*", approved),
    (r"- Kết quả này thay .*", in_place),
    (r"- Sửa theo trả lời của cơ quan .*", corrected),
    (r"- Loại khỏi diện số hóa.*", left_out),
    (r"- Chấp nhận số hóa .* hồ sơ chưa chỉnh lý; .*", unarranged),
    (r"- Chấp nhận .* mà không xem từng hồ sơ; .*", unseen),
    (r"- Chấp nhận \d+ hồ sơ (chưa chỉnh lý|chưa được xem từng hồ sơ) .*", joint_let_through),
    (r"- Ngày .* rút ngẫu nhiên .* loại \d+ hồ sơ(; với độ tin cậy 95%.*)?", sample),
    (r"Mã kiểm tra bản trình: .*", check_code),
    (r"Đây là phần trích .*", extract),
    (r"- Thẩm định (đạt|một đợt): \d+ Mục lục.*", passed),
    (r"- Trả lại để sửa: .*", returned),
]


def untrue_letter(one, long=True):
    """What is untrue in the letter on one catalogue: sentences, the number at its head, sums, and what it lists."""
    letter, document = Letter([one], []), appraisal_document(one)
    yield from untrue_texts(letter, document)
    for row in document.annex("I").rows:
        cells = row.cells
        if cells["cost"] != cells["pages"] * PRICE_DONG:
            yield f"{cells['name']}: {cells['cost']}"
        true = sums_of(letter).get(cells["name"])
        if true and true != (cells["files"], cells["pages"]):
            yield f"{cells['name']}: {cells['files']}, {cells['pages']}, true: {true}"
    if long:
        yield from untrue_lists(letter, document, 5)


def untrue_joint(appraisals, returns, document):
    """The same of the letter on many catalogues."""
    letter = Letter(appraisals, returns)
    yield from untrue_texts(letter, document)
    yield from untrue_sums(document.annex("I"))
    for row, one in zip(document.annex("I").rows, appraisals, strict=False):
        own = Letter([one], [])
        files, pages = own.approved.count(), a4_pages_of_all(own.approved)
        gone = own.gone.count(), a4_pages_of_all(own.gone)
        listed = tuple(row.cells[key] for key in ("handed_files", "handed_pages", "gone_files", "files", "pages"))
        if listed != (files + gone[0], pages + gone[1] - own.added_pages, gone[0], files, pages):
            yield f"{row.cells['name']}: {listed}"
    yield from untrue_lists(letter, document, 5)


def untrue_texts(letter, document):
    signed = letter.one.document
    day, head = format_date_long(signed.issued_on), document.letterhead
    if (head.number, day in head.place_and_date) != (f"Số: {signed.number}", True):
        yield f"{head.number}, {head.place_and_date}"
    if f"số {signed.number} {day} của" not in head.annex_reference:
        yield head.annex_reference
    for block in document.blocks:
        yield from filter(None, (untrue_sentence(letter, text, SENTENCES) for text in split(block.text)))


def sums_of(letter):
    """{line of Phụ lục I: (files, trang A4)} as far as the rows of the day have it."""
    count = {words: (rows.count(), a4_pages_of_all(rows)) for words, rows in parts_of(letter)}
    files, pages = count[HANDED_IN]
    return count | {HANDED_IN: (files, pages - letter.added_pages)}


def parts_of(letter):
    tranche = letter.one.is_tranche
    every = letter.one.catalogue.files.filter(appraisal__isnull=False)
    yield "Thẩm định đợt này" if tranche else "Được số hóa", letter.approved
    yield "Lũy kế đã thẩm định", every
    yield "Thẩm định lần này", letter.fresh
    yield HANDED_IN, letter.one.catalogue.files.all()
    yield "Loại khỏi diện số hóa", letter.gone
    for reason, words in ArchivalFile.LeftOut.choices:
        later = " (số hóa sau)" if reason == "unarranged" else ""
        yield f"– {words}{later}", letter.gone.filter(left_out_reason=reason)


def untrue_lists(letter, document, place):
    """Lists that have not all the files they stand for, or other pages; `place` is the column of pages."""
    for annex in document.annexes[1:]:
        if annex.title.startswith("HỒ SƠ CẦN SỬA"):
            if [line[2] for line in annex.lines()] != [row.file_number for row in letter.to_mend]:
                yield annex.name
            continue
        rows = letter.gone if annex.title.startswith("HỒ SƠ LOẠI") else letter.approved
        listed = [(line[3], int(line[place].replace(".", ""))) for line in annex.lines()]
        if sorted(listed) != sorted((row.title, a4_pages(row)) for row in rows):
            yield f"Phụ lục {annex.roman}: {len(listed)} hồ sơ"


def untrue_form(catalogue):
    """What is untrue in the official form of the catalogue: under its table, and in the numbers of its rows."""
    files = catalogue.files.all()
    kept, gone = files.exclude(decision="left_out").count(), files.filter(decision="left_out").count()
    unit = "hồ sơ (đơn vị bảo quản)"
    words = amount_in_words(kept, unit)
    true = {f"Mục lục này gồm: {padded(kept)} {unit}.", f"Viết bằng chữ: {words}."}
    if gone:
        true.add(f"Không tính {padded(gone)} hồ sơ đã loại khỏi diện số hóa (không ghi Số TT).")
    if files.filter(Q(sheet_count=0) | NO_PAGES).exists():
        true.add("Dấu “…” là chưa có số liệu.")
    said = set(official_form(catalogue).sentences.values())
    yield from said ^ true
    serials = [line[0] for line in lines(catalogue)]
    if [one for one in serials if one] != list(range(1, kept + 1)) or serials.count("") != gone:
        yield f"{catalogue}: {len(serials)} rows"
