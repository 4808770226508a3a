"""Excess over a target or a review in Vietnamese: sentences, facts, and the reasons that are still missing."""

from agencies.formats.numbers import format_dong, format_int, format_percent

from .measure import Excess, Volume

REASON_NEEDED = "Ghi lý do vượt: Sở Nội vụ xem lý do này khi thẩm định, UBND tỉnh thấy trong danh sách vượt chỉ tiêu."
CONFIRM_NEEDED = "Đánh dấu đã xem lý do vượt chỉ tiêu, rà soát rồi mới thẩm định; chưa đồng ý thì trả lại Mục lục."


def sentences(excess: Excess, what: str = "Mục lục") -> list[str]:
    """One for the target and one for the review, of those that the line lies above; `what` holds the volume."""
    kinds = (
        ("chỉ tiêu", excess.above_target, excess.target_dong, excess.listed, excess.planned),
        ("khối lượng rà soát", excess.above_review, excess.review_dong, excess.listed_of_reviewed, excess.reviewed),
    )
    return [
        f"Vượt {name} của {excess.holder}: {amount(above)}{money(above, dong)}; {what} {beside(listed, name, limit)}."
        for name, above, dong, listed, limit in kinds
        if above and limit is not None
    ]


def money(above: Volume, dong: int) -> str:
    return f" ({format_dong(dong)})" if above.pages and dong else ""


def amount(volume: Volume) -> str:
    """ "2 hồ sơ, 549 trang A4 quy đổi", without what there is none of."""
    parts = [(volume.files, "hồ sơ"), (volume.pages, "trang A4 quy đổi")]
    return ", ".join(f"{format_int(count)} {unit}" for count, unit in parts if count)


def beside(listed: Volume, name: str, limit: Volume) -> str:
    """ "có 1.549 trang, bằng 154,90% chỉ tiêu (1.000 trang)"; files too where only they lie above."""
    if listed.pages > limit.pages or not limit.files:
        return share("trang", listed.pages, limit.pages, name)
    return share("hồ sơ", listed.files, limit.files, name)


def share(unit: str, part: int, whole: int, name: str) -> str:
    percent = f", bằng {format_percent(part, whole)} {name} ({format_int(whole)} {unit})" if whole else ""
    return f"có {format_int(part)} {unit}{percent}"


def figures(excess: Excess) -> dict[str, int | None]:
    """The figures of the day, for the history."""
    kinds = {"listed": excess.listed, "planned": excess.planned, "reviewed": excess.reviewed}
    return {
        f"{kind}_{unit}": getattr(volume, unit) if volume else None
        for kind, volume in kinds.items()
        for unit in ("files", "pages")
    }
