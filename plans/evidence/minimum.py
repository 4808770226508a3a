"""Technical minimum of the day, checked on a scan (domain §9)."""

from plans.inspection.facts import Colour, ScanFacts
from plans.models import TechnicalMinimum

OVER_ROUNDING = 2  # dpi: a page of 8,27 inches at 200 dpi has 1.654 dots, cut to 1.653 by some scanners


def shortfalls(facts: ScanFacts, minimum: TechnicalMinimum | None) -> list[str]:
    """What the scan lacks, in Vietnamese; [] where it meets the minimum or none is set."""
    if minimum is None:
        return []
    lacks = [
        (number(facts.pdf_version) < number(minimum.least_version), f"PDF {facts.pdf_version}"),
        (facts.dpi is not None and facts.dpi + OVER_ROUNDING < minimum.least_dpi, f"{facts.dpi} dpi"),
        (minimum.needs_colour and facts.colour not in (Colour.COLOUR, Colour.NONE), f"ảnh {facts.colour}"),
        (minimum.needs_pdfa and not facts.pdfa, "không phải PDF/A"),
        (
            minimum.needs_text and facts.text_pages < facts.page_count,
            f"{facts.page_count - facts.text_pages} trang không có lớp chữ",
        ),
    ]
    return [said for is_lacking, said in lacks if is_lacking]


def number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())
