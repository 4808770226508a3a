"""Công văn đôn đốc as it is printed: the text as edited, and where it goes to several the figures as an annex."""

from collections.abc import Iterable, Iterator

from agencies.formats.dates import format_date
from agencies.models import IssuedDocument
from plans.models import Plan

from ..documents.appraisal import letterhead
from ..documents.content import ILLUSTRATIVE, Annex, AnnexColumn, Block, Cells, Document, plain_rows
from ..documents.phrases import item, paragraph
from ..documents.signing import archive_line, signature
from ..models import UrgedAgency, UrgingLetter
from .facts import Facts, overdue_said, shown

NAMED_IN_HEAD = 4  # more are named in the annex: the head of a letter is no list
IN_ANNEX = "Các cơ quan, đơn vị, địa phương nêu tại Phụ lục"
COLUMNS = [
    AnnexColumn("serial", "TT", 9, "serial"),
    AnnexColumn("name", "Cơ quan, đơn vị", 48),
    AnnexColumn("overdue", "Mốc đã quá hạn", 62),
    AnnexColumn("planned", "Kế hoạch (trang)", 24, "int", summed=True),
    AnnexColumn("scanned", "Đã số hóa (trang)", 24, "int", summed=True),
    AnnexColumn("left", "Còn lại (trang)", 24, "int", summed=True),
    AnnexColumn("needed", "Cần mỗi ngày (trang)", 20, "int"),
    AnnexColumn("forecast", "Xong với tốc độ gần đây", 22, "middle"),
    AnnexColumn("late", "Trễ (ngày)", 14, "int"),
    AnnexColumn("silent", "Chưa báo cáo từ kỳ", 22, "middle"),
]


def urging_document(letter: UrgingLetter) -> Document:
    """The letter; number, day and signature stay open while it is a draft."""
    plan, urged = letter.plan, list(letter.urged.select_related("agency", "about"))
    document = letter.document or IssuedDocument(number="", issuer=plan.reporting_agency)
    head = letterhead(plan, document, f"V/v {letter.subject}", addressee(urged))
    title, name = signature(plan, document.delegation, document.capacity)
    return Document(
        as_of=letter.as_of,
        letterhead=head,
        blocks=list(blocks(letter.body)),
        summary=None,
        annexes=[annex(letter, urged)] if len(urged) > 1 else [],
        signer_title=title,
        signer_name=letter.signer or name,
        recipients=recipients(plan),
        remark=ILLUSTRATIVE if plan.figures_are_illustrative else "",
        until=f"ngày {format_date(letter.as_of)}",
    )


def addressee(urged: Iterable[UrgedAgency]) -> str:
    """A line for each agency; of many one line that points to the annex."""
    names = list(dict.fromkeys(str(one.agency) for one in urged))
    return "\n".join(names) if len(names) <= NAMED_IN_HEAD else IN_ANNEX


def recipients(plan: Plan) -> list[str]:
    return ["- Như trên;", f"- UBND tỉnh {plan.province_name} (báo cáo);", archive_line(plan)]


def blocks(body: str) -> Iterator[Block]:
    """Each line a paragraph, or an item of a list where it begins with a dash; the last one ends as a letter does."""
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    for place, line in enumerate(lines, 1):
        text = ended(line) if place == len(lines) else line
        yield item(text[1:].strip(), "urging") if text.startswith("-") else paragraph(text, "urging")


def ended(line: str) -> str:
    """The line with the sign that ends a letter's text (NĐ 30/2020)."""
    return line if line.endswith("./.") else f"{line.rstrip('. /')}./."


def annex(letter: UrgingLetter, urged: Iterable[UrgedAgency]) -> Annex:
    """A line for each agency, with the figures that the letter was drafted from."""
    title = f"CÁC CƠ QUAN, ĐƠN VỊ CHẬM TIẾN ĐỘ (SỐ LIỆU ĐẾN NGÀY {format_date(letter.as_of)})"
    return Annex("", title, COLUMNS, plain_rows(COLUMNS, [cells(one) for one in urged]))


def cells(one: UrgedAgency) -> Cells:
    """The line of one agency."""
    facts: Facts = one.told
    name = str(one.agency) if one.agency_id == one.about_id else f"{one.agency} (phần việc của {one.about})"
    return {
        "name": name,
        "overdue": "; ".join(overdue_said(facts)),
        "planned": facts["planned_pages"],
        "scanned": facts["scanned_pages"],
        "left": facts["remaining_pages"],
        "needed": facts["needed_per_day"],
        "forecast": shown(facts["forecast"]) if facts["forecast"] else "",
        "late": facts["days_late"] or None,
        "silent": shown(facts["silent_since"]) if facts["silent_since"] else "",
    }
