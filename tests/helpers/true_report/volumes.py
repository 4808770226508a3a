"""Sentences on targets, reviews, plans, catalogues and what was left out."""

from agencies.formats.numbers import format_dong
from agencies.formats.numbers import format_int as n
from agencies.formats.numbers import pad_quantity as padded
from agencies.formats.words import amount_in_words
from plans.models import ArchivalFile, Catalogue, DetailedPlan, VolumeReview
from tests.helpers.true_sentences.province import PRICE_DONG
from tests.helpers.true_tiles import FOR_GOOD
from tests.helpers.truth import a4_pages_of_all

from .common import GROUPS, LEVELS, share, volume


def targets(truth, _):
    pages = truth.planned(truth.everybody)
    dong = pages * PRICE_DONG
    return (
        "Theo Kế hoạch, khối lượng hồ sơ, tài liệu lưu trữ cần số hóa gồm: "
        f"{volume(truth.planned(truth.everybody, 'file_count'), pages)} tài liệu; tổng kinh phí thực hiện (dự kiến): "
        f"{format_dong(dong)} ({amount_in_words(dong)})"
    )


def targets_of_group(truth, found):
    codes = truth.group(GROUPS[found[1]])
    pages, printed = truth.planned(codes), {"departments": "15/8/2025", "districts": "30/6/2025"}[GROUPS[found[1]]]
    annex = {"departments": "I", "districts": "II"}[GROUPS[found[1]]]
    said = f"{volume(truth.planned(codes, 'file_count'), pages)}; kinh phí {format_dong(pages * PRICE_DONG)}"
    return f"- {found[1]}: {said}; hoàn thành trước ngày {printed} (theo Phụ lục {annex} đính kèm)"


def reached(truth, model):
    """ "203/265 cơ quan … (…)": who handed one in by the day, of all that the plan binds."""
    sent = set(model.objects.filter(submitted_on__lte=truth.day).values_list("agency__code", flat=True))
    parts, counts = [], []
    for name, kinds in LEVELS.items():
        codes = [code for code, one in truth.agencies.items() if one.kind in kinds]
        counts.append((len(sent.intersection(codes)), len(codes)))
        parts.append(f"{name} {counts[-1][0]}/{counts[-1][1]}")
    done, every = map(sum, zip(*counts, strict=True))
    return f"{done}/{every} cơ quan, đơn vị, địa phương ({'; '.join(parts)})"


def reviews(truth, _):
    rows = VolumeReview.objects.filter(submitted_on__lte=truth.day).order_by("version")
    latest = {row.agency_id: row for row in rows}.values()
    files, pages = sum(row.file_count for row in latest), sum(row.a4_page_count for row in latest)
    part = share(pages, truth.planned(truth.everybody))
    found = f"; khối lượng rà soát là {volume(files, pages)}, bằng {part} số trang của Kế hoạch" if files else ""
    return f"- Rà soát hồ sơ, tài liệu số hóa: {reached(truth, VolumeReview)} đã hoàn thành{found}"


def plans(truth, _):
    return f"- Ban hành kế hoạch số hóa chi tiết: {reached(truth, DetailedPlan)} đã ban hành"


def catalogues(truth, found):
    """Appraised files are those that an appraisal holds; what waits is named beside them."""
    kept = ArchivalFile.objects.filter(appraisal__isnull=False)
    files, pages = kept.count(), a4_pages_of_all(kept)
    part = share(pages, truth.planned(truth.everybody))
    said = f"{volume(files, pages)}, bằng {part} số trang của Kế hoạch{left_out()}"
    waiting = truth.waiting
    count = f"{padded(len(waiting))} Mục lục với {n(sum(waiting.values()))} trang"
    rest = f"; còn {count} đang chờ thẩm định" if waiting else ""
    head = "- Thẩm định Mục lục hồ sơ, tài liệu số hóa: "
    return f"{head}Sở Nội vụ đã thẩm định {said}{rest}" if files else f"{head}chưa có Mục lục được thẩm định{rest}"


def above_targets(truth, _):
    """Units whose rows held by an appraisal have more pages than their target."""
    gaps = {}
    for code in (code for code, one in truth.agencies.items() if one.kind != "commune"):
        family = truth.family(code)
        kept = ArchivalFile.objects.filter(appraisal__isnull=False, catalogue__agency__code__in=family)
        gaps[truth.agencies[code].name] = a4_pages_of_all(kept) - truth.planned(family) if truth.planned(family) else 0
    above = {name: gap for name, gap in gaps.items() if gap > 0}
    pages, each = sum(above.values()), "; ".join(f"{name} {n(gap)} trang" for name, gap in above.items())
    said = f"{padded(len(above))} đơn vị, {n(pages)} trang, tương ứng {format_dong(pages * PRICE_DONG)} ({each})"
    return f"- Mục lục đã thẩm định vượt chỉ tiêu của Kế hoạch: {said}"


def left_out():
    gone = ArchivalFile.objects.filter(decision="left_out", catalogue__state__in=Catalogue.SETTLED)
    good = gone.filter(left_out_reason__in=FOR_GOOD)
    if not gone.exists():
        return ""
    pages = a4_pages_of_all(good)
    assert gone.count() == good.count()  # the demo puts nothing off in what is appraised as a whole
    saved = f"{volume(good.count(), pages)} trùng, thừa, hết giá trị, tiết kiệm {format_dong(pages * PRICE_DONG)}"
    return f"; đã loại khỏi diện số hóa {saved}"


def bound(truth, _):
    return f"Kế hoạch áp dụng đối với {len(truth.agencies)} cơ quan, đơn vị, địa phương"
