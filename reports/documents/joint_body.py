"""Sentences of a công văn on many catalogues, each pointing to the annexes that are there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain

from agencies.formats.numbers import format_int, format_percent, pad_quantity
from agencies.formats.text import capitalized
from plans.models import Appraisal, CatalogueReturn, Plan
from plans.pricing import plan_price_dong

from .appraisal import corrected, ended, estimated, left_out_sentence, listed_in, volume
from .appraisal_annexes import let_through_before
from .content import Block
from .joint_returns import asked_of_returned, named_files, returned_blocks
from .phrases import item, paragraph
from .report import issuer_of

LET_THROUGH = {"unarranged": "chưa chỉnh lý", "unseen": "chưa được xem từng hồ sơ"}  # fields, and what they are called
NAMED = 3
ROMAN = ("II", "III", "IV")
REST_OF_TRANCHES = "Các hồ sơ còn lại (nếu có) của Mục lục được thẩm định một đợt tiếp tục được thẩm định."


@dataclass(frozen=True)
class Lists:
    """Which annex lists the files that are approved, left out, or to be mended; "" where none does."""

    approved: str = ""
    left_out: str = ""
    to_mend: str = ""


def lists_of(appraisals: list[Appraisal], returns: list[CatalogueReturn]) -> Lists:
    """The annexes of the letter, numbered from II on."""
    gone = any(each.left_out_files for each in appraisals)
    there = {"approved": bool(appraisals), "left_out": gone, "to_mend": bool(named_files(returns))}
    return Lists(**dict(zip((name for name, is_there in there.items() if is_there), ROMAN, strict=False)))


def body(
    basis: str,
    plan: Plan,
    agencies: list[str],
    appraisals: list[Appraisal],
    returns: list[CatalogueReturn],
    lists: Lists,
) -> Iterator[Block]:
    """How many catalogues passed with how much, what is left out, what was let through and why, what came back."""
    every, issuer = len(appraisals) + len(returns), issuer_of(plan)
    yield paragraph(
        f"Căn cứ {basis}; xét {pad_quantity(every)} Mục lục hồ sơ, tài liệu số hóa của "
        f"{pad_quantity(len(agencies))} cơ quan, đơn vị, {issuer} thẩm định như sau "
        "(kết quả từng Mục lục tại Phụ lục I):",
        "joint_opening",
    )
    if appraisals:
        yield from passed(appraisals, plan_price_dong(plan), lists)
    if returns:
        yield from returned_blocks(returns, lists.to_mend)
    if any(each.frozen_hash for each in appraisals):
        yield paragraph(
            "Mã kiểm tra bản trình được tính từ mọi dòng của Mục lục đã trình; đối chiếu với mã ghi trên trang Mục lục "
            "để biết nội dung không bị sửa sau khi thẩm định.",
            "joint_check_code",
        )
    rest = f"{REST_OF_TRANCHES} " if any(each.is_tranche for each in appraisals) else ""
    yield paragraph(f"{rest}Đề nghị {'; '.join(next_steps(appraisals, returns, lists))}./.", "joint_closing")


def next_steps(appraisals: list[Appraisal], returns: list[CatalogueReturn], lists: Lists) -> Iterator[str]:
    """What is asked of those whose catalogue passed, and of those whose catalogue came back."""
    if appraisals:
        whose = " có Mục lục được thẩm định" if returns else ""
        yield f"các cơ quan, đơn vị{whose} lập dự toán, tổ chức số hóa đúng các hồ sơ đã thẩm định"
    if returns:
        yield asked_of_returned(lists.to_mend)


def passed(appraisals: list[Appraisal], price: int, lists: Lists) -> Iterator[Block]:
    """What is to be digitized, what is not, and what the gate let through."""
    files, pages = (sum(getattr(each, name) for each in appraisals) for name in ("file_count", "a4_page_count"))
    yield item(
        f"{capitalized(counted(appraisals))}; được số hóa {volume(files, pages)}{listed_in(lists.approved)}"
        f"{of_earlier_documents(appraisals)}.",
        "joint_passed",
    )
    if any(each.estimated_files for each in appraisals):
        yield item(estimated(appraisals), "joint_estimated")
    if any(each.corrected_files for each in appraisals):
        yield item(corrected(appraisals), "joint_corrected")
    gone = sum(each.left_out_files for each in appraisals)
    if gone:
        gone_pages = sum(each.left_out_pages for each in appraisals)
        sums_of = partial(added, appraisals)
        yield item(left_out_sentence(gone, gone_pages, sums_of, price, lists.left_out), "joint_left_out")
    yield from let_through(appraisals, files)


def of_earlier_documents(appraisals: list[Appraisal]) -> str:
    """How much of it earlier documents had let through, each by its number; many are named in Phụ lục I alone."""
    sums: dict[str, tuple[int, int]] = {}
    for number, files, pages in chain.from_iterable(map(let_through_before, appraisals)):
        so_far = sums.get(number, (0, 0))
        sums[number] = so_far[0] + files, so_far[1] + pages
    if len(sums) > NAMED:
        files, pages = map(sum, zip(*sums.values(), strict=True))
        return f", trong đó {before(files, pages)} {pad_quantity(len(sums))} Công văn trước (nêu tại Phụ lục I)"
    parts = (f"{before(*volume)} Công văn số {number}" for number, volume in sums.items())
    return f", trong đó {'; '.join(parts)}" if sums else ""


def before(files: int, pages: int) -> str:
    return f"{pad_quantity(files)} hồ sơ, {format_int(pages)} trang A4 quy đổi đã thẩm định theo"


def counted(appraisals: list[Appraisal]) -> str:
    """How many catalogues passed as a whole, and of how many only a part was decided on."""
    tranches = sum(each.is_tranche for each in appraisals)
    kinds = (("thẩm định đạt", len(appraisals) - tranches), ("thẩm định một đợt", tranches))
    return "; ".join(f"{words}: {pad_quantity(count)} Mục lục" for words, count in kinds if count)


def added(appraisals: list[Appraisal], reasons: Iterable[str]) -> tuple[int, int]:
    """(files, trang A4 quy đổi) left out for these reasons by all of them."""
    sums = [each.left_out_sums(reasons) for each in appraisals]
    return sum(files for files, _ in sums), sum(pages for _, pages in sums)


def let_through(appraisals: list[Appraisal], files: int) -> Iterator[Block]:
    """What passed the gate though unarranged or unseen, by the reasons given; several reasons name their catalogues."""
    for name, words in LET_THROUGH.items():
        by_reason: dict[str, list[Appraisal]] = {}
        for each in appraisals:
            if getattr(each, f"{name}_files"):
                by_reason.setdefault(getattr(each, f"{name}_reason"), []).append(each)
        for reason, some in by_reason.items():
            count = sum(getattr(each, f"{name}_files") for each in some)
            share = format_percent(count, files)
            whose = f" của {named(some)}" if len(by_reason) > 1 else ""
            text = f"Chấp nhận {pad_quantity(count)} hồ sơ {words}{whose} ({share} số hồ sơ được số hóa)"
            yield item(f"{text}; lý do: {ended(reason)}", "joint_let_through")


def named(appraisals: list[Appraisal]) -> str:
    """The catalogues by name where they are few; all are in Phụ lục I."""
    if len(appraisals) > NAMED:
        return f"{len(appraisals)} Mục lục"
    return "; ".join(
        f"Mục lục “{each.name_as_signed}” ({each.fonds_as_signed}, {each.catalogue.agency.name})" for each in appraisals
    )
