"""Biên bản nghiệm thu: who met whom, what was accepted of which catalogue at which price, two signatures."""

from collections.abc import Iterator

from agencies.formats.dates import format_date, format_date_long
from agencies.formats.numbers import format_dong, format_int, pad_quantity
from agencies.formats.words import amount_in_words
from budgets.acceptances.queries import lines_of
from budgets.models import Acceptance, AcceptanceLine, Contract, ContractChange

from ..documents.content import ILLUSTRATIVE, Annex, AnnexColumn, Block, Cells, Document, plain_rows
from ..documents.phrases import heading, paragraph
from .parties import DOTS, full_name, letterhead

LINES = [
    AnnexColumn("serial", "TT", 10, "serial"),
    AnnexColumn("name", "Mục lục hồ sơ", 58),
    AnnexColumn("size", "Khổ giấy", 14, "middle"),
    AnnexColumn("pages", "Số trang", 24, "int", summed=True),
    AnnexColumn("price", "Đơn giá", 20, "int"),
    AnnexColumn("amount", "Thành tiền", 36, "int", ("×", "pages", "price"), summed=True),
]


def minutes_document(acceptance: Acceptance) -> Document:
    """The minutes as they were recorded, for both sides to sign."""
    contract, plan = acceptance.contract, acceptance.contract.plan
    head = letterhead(
        contract.agency,
        plan,
        kind="BIÊN BẢN",
        subject="Nghiệm thu khối lượng số hóa hồ sơ, tài liệu lưu trữ",
        sign="BBNT",
        number=acceptance.number,
        day=acceptance.dated_on,
    )
    return Document(
        as_of=acceptance.dated_on,
        letterhead=head,
        blocks=list(body(acceptance, contract)),
        summary=None,
        annexes=[],
        signer_title="",
        signer_name="",
        recipients=[],
        remark=ILLUSTRATIVE if plan.figures_are_illustrative else "",
        table=lines_table(acceptance),
        below=list(ending(acceptance)),
        parties=[(f"ĐẠI DIỆN {called}", "") for called, _ in sides(contract)],
    )


def sides(contract: Contract) -> list[tuple[str, str]]:
    """(what the side is called, its name) of who has it done and who does it."""
    own = full_name(contract.agency, contract.plan)
    if contract.contractor is None:
        return [("BÊN GIAO", own), ("BÊN THỰC HIỆN", own)]
    firm = contract.contractor
    address = f", địa chỉ: {firm.address}" if firm.address else ""
    return [("BÊN A", own), ("BÊN B", f"{firm.name}, mã số thuế {firm.tax_code}{address}")]


def body(acceptance: Acceptance, contract: Contract) -> Iterator[Block]:
    """On what it rests, who took part, what was looked at."""
    yield Block("basis", f"Căn cứ {contract.named} ngày {format_date(contract.signed_on)} về {contract.subject};")
    for change in amendments(acceptance, contract):
        yield Block("basis", f"Căn cứ Phụ lục hợp đồng số {change.number} ngày {format_date(change.dated_on)};")
    day = format_date_long(acceptance.dated_on)
    yield paragraph(f"Hôm nay, {day}, tại {DOTS}, chúng tôi gồm:")
    for called, name in sides(contract):
        yield Block("paragraph", name, lead=f"{called}:")
        yield paragraph(f"Đại diện: Ông (Bà) {DOTS}; chức vụ: {DOTS}.")
    yield paragraph("Hai bên thống nhất nghiệm thu như sau:")
    yield heading("1. Khối lượng, giá trị nghiệm thu")
    files, pages = pad_quantity(acceptance.file_count), format_int(acceptance.a4_page_count)
    yield paragraph(f"{files} hồ sơ; {pages} trang A4 quy đổi, chi tiết:")


def amendments(acceptance: Acceptance, contract: Contract) -> list[ContractChange]:
    """Amendments of the contract in force when the minutes were recorded."""
    known = ContractChange.objects.standing().filter(contract=contract, kind=ContractChange.Kind.AMENDED)
    return list(known.filter(recorded_at__lte=acceptance.recorded_at).order_by("pk"))


def ending(acceptance: Acceptance) -> Iterator[Block]:
    """The amount in words, quality as the sides saw it, what was agreed."""
    amount = acceptance.amount_dong
    yield paragraph(f"Giá trị nghiệm thu: {format_dong(amount)} (bằng chữ: {amount_in_words(amount)}).")
    yield heading("2. Chất lượng, tiến độ")
    yield paragraph(f"{DOTS}{DOTS}{DOTS}")
    yield heading("3. Kết luận")
    yield paragraph(
        "Hai bên chấp nhận nghiệm thu khối lượng, giá trị nêu trên làm căn cứ thanh toán. Biên bản được lập thành "
        "…… bản có giá trị như nhau, mỗi bên giữ …… bản./."
    )


def lines_table(acceptance: Acceptance) -> Annex:
    """The lines as the page of the minutes has them."""
    rows = plain_rows(LINES, [cells(line) for line in lines_of(acceptance)])
    return Annex("", "KHỐI LƯỢNG NGHIỆM THU", LINES, rows, unit="đồng")


def cells(line: AcceptanceLine) -> Cells:
    name, size = line.catalogue.with_fonds, line.size.upper()
    return {"name": name, "size": size, "pages": line.page_count, "price": line.price_dong}
