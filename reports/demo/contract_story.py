"""Who contracts whom in the demo, and what follows: invented contractors, prices below the plan's, days that follow."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

ADVANCE, ACCEPT, RECOVER, PAY, AMEND, SETTLE = "advance", "accept", "recover", "pay", "amend", "settle"


class Step(NamedTuple):
    """What is recorded on a day: `many` is đồng of an advance or a recovery, hồ sơ of an acceptance.

    A payment is of what was accepted and neither paid nor recovered; an amendment leaves what was accepted.
    """

    kind: str
    day: date
    number: str
    many: int = 0


class Proof(NamedTuple):
    """A paper of a contractor's qualification."""

    kind: str
    number: str
    issued_on: date
    valid_until: date | None = None


@dataclass(frozen=True)
class Firm:
    """A contractor; no province's tax codes begin with 99."""

    name: str
    tax_code: str
    address: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True)
class Deal:
    """A contract on the first catalogue of the agency that was appraised; `pages` 0: all of it (trang A4)."""

    code: str
    firm: str
    form: str
    number: str
    signed_on: date
    ends_on: date
    price_dong: int
    pages: int = 0
    steps: tuple[Step, ...] = field(default=())


TRADE = "Chứng chỉ hành nghề lưu trữ"
FIRMS = {
    "tra-kieu": Firm(
        "Công ty TNHH Dịch vụ số hóa Trà Kiệu",
        "9900012357",
        "TP Tam Kỳ, tỉnh Quảng Nam",
        (
            Proof(TRADE, "118/2022/CCHN", date(2022, 9, 12), date(2027, 9, 11)),
            Proof("Giấy chứng nhận ISO/IEC 27001:2022", "ISMS-0417", date(2023, 11, 20), date(2026, 11, 19)),
        ),
    ),
    "ban-thach": Firm(
        "Công ty cổ phần Lưu trữ Bàn Thạch",
        "9900045673",
        "TP Tam Kỳ, tỉnh Quảng Nam",
        (
            Proof(TRADE, "072/2021/CCHN", date(2021, 3, 8), date(2026, 3, 7)),
            Proof("Giấy chứng nhận ISO 9001:2015", "QMS-1126", date(2022, 6, 1), date(2025, 5, 31)),
        ),
    ),
    "hoa-an": Firm(
        "Trung tâm Số hóa tài liệu Hòa An",
        "9900078911",
        "TX Điện Bàn, tỉnh Quảng Nam",
        (Proof(TRADE, "205/2023/CCHN", date(2023, 5, 15), date(2028, 5, 14)),),
    ),
}

DEALS = (
    Deal(
        "504",
        "tra-kieu",
        "quotes",
        "11/HĐ-UBND",
        signed_on=date(2025, 5, 8),
        ends_on=date(2025, 6, 27),
        price_dong=4_800,
        steps=(
            Step(ADVANCE, date(2025, 5, 12), "UNC 021", 1_000_000_000),
            Step(ACCEPT, date(2025, 6, 2), "01/BBNT", 10_000),
            Step(RECOVER, date(2025, 6, 4), "THTU 01", 600_000_000),
            Step(PAY, date(2025, 6, 4), "UNC 034"),
            Step(ACCEPT, date(2025, 6, 11), "02/BBNT", 8_700),
            Step(AMEND, date(2025, 6, 12), "01/PLHĐ"),
            Step(RECOVER, date(2025, 6, 16), "THTU 02", 400_000_000),
            Step(PAY, date(2025, 6, 16), "UNC 047"),
            Step(SETTLE, date(2025, 6, 19), "58/QT-UBND"),
        ),
    ),
    Deal(
        "512",
        "hoa-an",
        "quotes",
        "07/HĐ-UBND",
        signed_on=date(2025, 5, 12),
        ends_on=date(2025, 6, 27),
        price_dong=4_896,
        pages=840_000,
        steps=(
            Step(ADVANCE, date(2025, 5, 15), "UNC 018", 800_000_000),
            Step(ACCEPT, date(2025, 6, 10), "01/BBNT", 1_500),
            Step(RECOVER, date(2025, 6, 13), "THTU 01", 60_000_000),
            Step(PAY, date(2025, 6, 13), "UNC 029"),
        ),
    ),
    Deal(
        "510",
        "ban-thach",
        "tender",
        "15/HĐ-UBND",
        signed_on=date(2025, 5, 14),
        ends_on=date(2025, 6, 28),
        price_dong=4_650,
        steps=(
            Step(ADVANCE, date(2025, 5, 16), "UNC 022", 700_000_000),
            Step(ACCEPT, date(2025, 6, 3), "01/BBNT", 1_000),
            Step(RECOVER, date(2025, 6, 6), "THTU 01", 40_000_000),
            Step(PAY, date(2025, 6, 6), "UNC 031"),
            Step(ACCEPT, date(2025, 6, 17), "02/BBNT", 800),
            Step(RECOVER, date(2025, 6, 19), "THTU 02", 30_000_000),
            Step(PAY, date(2025, 6, 19), "UNC 040"),
        ),
    ),
    Deal(
        "SNV",
        "tra-kieu",
        "quotes",
        "03/HĐ-SNV",
        signed_on=date(2025, 6, 13),
        ends_on=date(2025, 8, 8),
        price_dong=4_896,
        steps=(Step(ACCEPT, date(2025, 6, 17), "01/BBNT", 600), Step(PAY, date(2025, 6, 19), "UNC 016")),
    ),
    Deal(
        "SCT",
        "hoa-an",
        "order",
        "09/HĐ-SCT",
        signed_on=date(2025, 6, 16),
        ends_on=date(2025, 8, 6),
        price_dong=4_850,
        steps=(Step(ADVANCE, date(2025, 6, 18), "UNC 025", 350_000_000),),
    ),
    Deal(
        "SKHCN",
        "ban-thach",
        "quotes",
        "06/HĐ-SKHCN",
        signed_on=date(2025, 6, 16),
        ends_on=date(2025, 8, 8),
        price_dong=4_896,
        steps=(Step(ADVANCE, date(2025, 6, 19), "UNC 014", 300_000_000),),
    ),
)
