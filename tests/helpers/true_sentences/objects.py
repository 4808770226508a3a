"""Sentences on one catalogue, review, estimate, milestone or day."""

import re
from datetime import date, timedelta

from agencies.formats.dates import format_date as d
from agencies.formats.numbers import format_dong
from agencies.formats.numbers import format_int as n
from budgets.models import Acceptance, Allocation, AllocationLine, Contract, Estimate, Payment, Settlement
from plans.models import CoverLetter, VolumeReview

from .common import read_day, recorded


def review_lead(seen, _):
    row = VolumeReview.objects.filter(agency__code=seen.own[0]).order_by("version").last()
    said = f"Lần {row.version} gửi ngày {d(row.submitted_on)}: {volume(row.file_count, row.a4_page_count)} A4 quy đổi"
    gap = row.a4_page_count - seen.truth.planned(seen.own)
    return f"{said}; so với Kế hoạch: {'khớp' if not gap else f'{gap:+,}'.replace(',', '.')}"


def volume(files, pages):
    return f"{n(files)} hồ sơ, {n(pages)} trang"


def of_objects(seen, _):
    """Lines of what was handed in: any of the agencies' catalogues and reviews."""
    return seen.truth.texts_of_volumes


def of_money(seen, _):
    """What estimates ask for, what decisions on allocations give and take, what was paid and settled."""
    asked = {format_dong(row.requested_dong) for row in Estimate.objects.all()}
    kinds = (AllocationLine, Payment, Settlement)
    return asked | {format_dong(row.amount_dong) for kind in kinds for row in kind.objects.by(seen.day)}


def decisions(seen, _):
    known = Allocation.objects.by(seen.day)
    return {f"{one.get_kind_display()}: số {one.number} ngày {d(one.dated_on)}" for one in known}


def letter(seen, found):
    """A letter that came with what was handed in, as it was kept."""
    kept = {(one.number, d(one.issued_on), str(one.turn)) for one in CoverLetter.objects.all()}
    assert (found["number"], found["day"], found["turn"]) in kept and read_day(found["day"]) <= seen.day
    return found[0]


def register(seen, _):
    """How many letters the person's agencies sent; the demo has no scans."""
    seen_letters = CoverLetter.objects.filter(agency__code__in=seen.visible)
    agencies = len(set(seen_letters.values_list("agency", flat=True)))
    of = f" của {n(agencies)} cơ quan" if agencies > 1 else ""
    return f"{n(seen_letters.count())} lần trình có công văn{of} · 0 có bản quét"


def contracts(seen, _):
    return {f"{one.named} ngày {d(one.signed_on)}" for one in Contract.objects.all()}


def after_contracts(seen, _):
    """Minutes, payments and settlements by number and day."""
    minutes = {f"Biên bản số {one.number} ngày {d(one.dated_on)}" for one in Acceptance.objects.by(seen.day)}
    paid = {f"{one.get_kind_display()} số {one.number} ngày {d(one.dated_on)}" for one in Payment.objects.by(seen.day)}
    settled = Settlement.objects.by(seen.day)
    return minutes | paid | {f"Năm {one.budget_year}: số {one.number} ngày {d(one.dated_on)}" for one in settled}


def accepted(seen, _):
    said = set()
    for one in Acceptance.objects.by(seen.day).select_related("contract"):
        pages = f"{n(one.a4_page_count)} trang A4 quy đổi"
        said.add(f"{pages}, {format_dong(one.amount_dong)}; {one.contract.named}")
    return said


def milestone(seen, found):
    """A milestone's state beside its day fits the portal's day."""
    state, day = found["state"], read_day(found["day"])
    if state.startswith("Hoàn thành"):
        assert day <= seen.day
        last = {"Rà": date(2025, 4, 19), "Ba": date(2025, 4, 19), "Th": date(2025, 8, 14)}.get(found["name"][:2])
        assert last is None or (day <= last) == (state == "Hoàn thành đúng hạn") or "Thẩm" in found["name"]
        return found[0]
    left = (day - seen.day).days - 1
    true = "Quá hạn" if left < 0 else "Sắp đến hạn" if left <= 7 else "Chưa đến hạn"
    return f"{found['name']} {true} trước {found['day']}"


def waited(seen, found):
    """Days since an object was handed in, asked about or answered: none lies ahead."""
    assert int(found["days"]) > 0
    return found[0]


def tasks(seen, _):
    return f"{len(seen.tree.find('.//ul'))} việc"


def days_to(seen, found):
    """ "… còn 3 ngày hạn 20/6/2025", or "trước 21/6/2025": the days lead from the portal's day to the last one."""
    last = read_day(found["day"]) - timedelta(days=found["kind"] == "trước")
    days = (last - seen.day).days
    assert days if found["word"] == "còn" else days < 0
    return f"{found['what']} {found['word']} {abs(days)} ngày {found['kind']} {found['day']}"


def of_today(seen, found):
    return re.sub(r"\d+/\d+/2025", d(seen.day), found[0])


DAYS = r"(?P<what>.*) (?P<word>còn|quá hạn) \d+ ngày (?P<kind>trước|hạn) (?P<day>[\d/]+)"
STATES = "Hoàn thành đúng hạn|Hoàn thành trễ|Quá hạn|Sắp đến hạn|Chưa đến hạn"
FIRST_MILESTONES = "Rà soát hồ sơ, tài liệu|Ban hành kế hoạch chi tiết|Thẩm định Mục lục"
MILESTONES = f"{FIRST_MILESTONES}|(?:Thẩm định|Phê duyệt) dự toán|Thực hiện số hóa"
CONTRACTS = "Hợp đồng|Quyết định giao nhiệm vụ|Quyết định tự thực hiện"
PAYMENTS = "|".join(Payment.Kind.labels)
OBJECTS = [
    (r"[\d.]+ hồ sơ, [\d.]+ trang( A4 quy đổi)?", of_objects),
    (r"−?[\d.]+ đồng", of_money),
    (r"(Giao dự toán|Giao bổ sung|Điều chỉnh giảm|Thu hồi): số .* ngày [\d/]+", decisions),
    (rf"({CONTRACTS}) số .* ngày [\d/]+", contracts),
    (rf"(Biên bản|{PAYMENTS}|Năm \d+:) số .* ngày [\d/]+", after_contracts),
    (r"−?[\d.]+ trang A4 quy đổi, −?[\d.]+ đồng; .*", accepted),
    (r"Lần \d+ gửi ngày [\d/]+: .*", review_lead),
    (r"(?P<number>\S+) ngày (?P<day>[\d/]+)(, lần | \(lần trình )(?P<turn>\d+)\)?", letter),
    (r"[\d.]+ lần trình có công văn.*", register),
    (r"\d+ việc", tasks),
    (DAYS, days_to),
    (rf"(?P<name>{MILESTONES}) (?P<state>{STATES})( trước)? (?P<day>[\d/]+)", milestone),
    (r"(Dự toán|Mục lục) “.*” chờ (?P<days>[\d-]+) ngày", waited),
    (r".*\(\d+\) đã (?P<days>[\d-]+) ngày", waited),
    (r"Kỳ đến [\d/]+|Lần \d+, gửi ngày [\d/]+|Số .* ngày [\d/]+ lần \d+", recorded),
    (r"Số liệu (đã nhận )?đến ngày ([\d/]+)(.*)", of_today),
    (r"vạch đen: mức phải đạt ngày ([\d/]+)", of_today),
]
