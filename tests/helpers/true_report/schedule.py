"""Sentences on who is on time, late, silent or unknown, and how much is left until when."""

from agencies.formats.numbers import format_int as n
from agencies.formats.numbers import pad_quantity as padded

from .common import GROUPS, LAST_DAY_OF_OLD_UNITS


def standing(truth, _):
    units = [unit for unit in truth.units if truth.planned(unit)]
    done = truth.count(lambda unit: not truth.left(unit), units)
    waits = truth.count(truth.is_awaited, units)
    behind = (truth.is_late, truth.is_unknown, truth.is_at_risk)
    good = len(units) - done - waits - sum(truth.count(asked, units) for asked in behind)
    words = ((done, "đã hoàn thành số hóa"), (good, "đúng tiến độ"))
    said = "; ".join(f"{padded(count)} đơn vị {word}" for count, word in words if count)
    said = said or "chưa có đơn vị hoàn thành hoặc đúng tiến độ"
    return f"Trong {len(truth.units)} sở, ban, ngành và UBND cấp huyện: {said}"


def not_yet(truth, _):
    return f"Có {padded(truth.count(truth.is_awaited))} đơn vị chưa đến kỳ báo cáo tiến độ nên chưa đánh giá"


def counted(asked):
    """ "31 đơn vị (…)": how many units are so, with the names of all of them."""

    def reckoning(truth, found):
        names = [truth.agencies[unit[0]].name for unit in truth.units if getattr(truth, asked)(unit)]
        return f"- {found['head']}: {padded(len(names))} đơn vị ({'; '.join(names)})"

    return reckoning


def silent_heirs(truth, _):
    names = [heir.name for heir in truth.silent_heirs]
    return f"- Chưa báo cáo phần việc đã tiếp nhận: {padded(len(names))} đơn vị kế thừa ({'; '.join(names)})"


def named_above(truth, found):
    """Who is silent is not named twice where the same units are named in a sentence before."""
    kind = found[1].removesuffix(" còn hoạt động")
    asked = {"chậm tiến độ": truth.is_late, "dưới mức của Kế hoạch": truth.is_at_risk}.get(kind, truth.is_unknown)
    silent = [unit for unit in truth.units if truth.is_silent(unit)]
    above = [unit for unit in truth.units if asked(unit)]
    assert silent == [unit for unit in above if not truth.has_gone(unit)]
    assert (kind != found[1]) == (len(above) > len(silent))
    return f"- Chưa báo cáo hoặc ngừng báo cáo tiến độ: {padded(len(silent))} đơn vị {found[1]} nêu trên"


def outlook(truth, found):
    codes = truth.group(GROUPS[found[1]])
    left, end = n(truth.left(codes)), ""
    if codes == truth.group("districts") and truth.day > LAST_DAY_OF_OLD_UNITS:
        open_ones = [code for code in codes if truth.left([code])]
        heirs = padded(len({truth.heir(code) for code in open_ones if truth.heir(code)}))
        lacking = padded(sum(map(truth.lacks_heir, open_ones)))
        end = f"; các đơn vị đã kết thúc hoạt động ngày 30/6/2025, việc còn lại do {heirs} đơn vị kế thừa tiếp tục"
        end += f", phần việc còn lại của {lacking} đơn vị chưa ghi đơn vị kế thừa"
    if not truth.days_left(codes):
        return f"- {found[1]}: còn {left} trang, đã quá thời hạn của Kế hoạch{end}"
    pace = int(truth.pace(codes) + 1 / 2)
    lately = f"theo báo cáo mới nhất số hóa bình quân {n(pace)} trang/ngày, " if pace else ""
    return f"- {found[1]}: còn {left} trang; {lately}để hoàn thành đúng hạn cần {n(truth.needed(codes))} trang/ngày"
