"""How every sentence with a number of the report to UBND tỉnh must read: worked out from the rows alone."""

import re

from agencies.formats.dates import format_date as d

from .budget import money, spent
from .scanning import AGENCIES, ARCHIVE, declared, no_progress, progress, progress_of_group, readings, stage, unchecked
from .schedule import counted, named_above, not_yet, outlook, silent_heirs, standing
from .texts import answered_here, causes, letters, register, writers, written
from .volumes import above_targets, bound, catalogues, plans, reviews, targets, targets_of_group


def of_the_day(truth, found):
    return re.sub(r"\d{1,2}/\d{1,2}/\d{4}", d(truth.day), found[0])


def as_it_stands(truth, found):
    return found[0]


GROUP = "(Các sở, ban, ngành tỉnh|UBND cấp huyện, cấp xã|UBND cấp huyện)"
COUNTED = r"- (?P<head>{}): \d+ đơn vị \((?P<names>.*)\)"
SENTENCES = [
    (r"Thực hiện Kế hoạch .* đến hết ngày [\d/]+ như sau:", of_the_day),
    (r"Theo Kế hoạch, khối lượng .*", targets),
    (rf"- {GROUP}: .* kinh phí .*", targets_of_group),
    (r"Kinh phí được tính theo đơn giá số hóa 01 trang tài liệu A4 \(K=1\) là 4.896 đồng", as_it_stands),
    (r"Kế hoạch áp dụng đối với \d+ .*", bound),
    (r"Số liệu thực hiện tại Báo cáo này .*", declared),
    (r"Có \d+ đơn vị chưa đến kỳ .*", not_yet),
    (r"Theo báo cáo tiến độ của các đơn vị .*trực thuộc: (.*) \(tên từng đơn vị .*\)", causes),
    (r"Báo cáo tiến độ mới nhất của .*", writers),
    (r"Theo sổ khó khăn, vướng mắc: .*", register),
    (r"Sở Nội vụ đã ban hành \d+ công văn đôn đốc .*", letters),
    (r"Kiến nghị gửi Sở Nội vụ của .*", answered_here),
    (r"- Rà soát hồ sơ, tài liệu số hóa: .*", reviews),
    (r"- Ban hành kế hoạch số hóa chi tiết: .*", plans),
    (r"- Thẩm định Mục lục hồ sơ, tài liệu số hóa: .*", catalogues),
    (r"- Mục lục đã thẩm định vượt chỉ tiêu của Kế hoạch: .*", above_targets),
    (r"- Số liệu tiến độ của \d+ đơn vị cấp xã .*", unchecked),
    (r"Lũy kế theo số liệu đã nhận .*", progress),
    (r"Đến hết ngày .* chưa có cơ quan.*", no_progress),
    (rf"- {GROUP}: còn .*", outlook),
    (rf"- {GROUP}( \(tính theo .*\))?: [\d.]+ hồ sơ; .*", progress_of_group),
    (r"\d+/\d+ cơ quan, đơn vị, địa phương đã đề nghị dự toán .*", money),
    (r"Lũy kế đến hết ngày [\d/]+, toàn tỉnh: .*", spent),
    (r".* báo cáo đã tích hợp .*", stage("integrated", f"{AGENCIES} đã tích hợp", f" lên {ARCHIVE}")),
    (r".* báo cáo đã kiểm tra đạt yêu cầu .*", stage("checked", f"{AGENCIES} đã kiểm tra đạt yêu cầu")),
    (r"Trong 32 sở, ban, ngành và UBND cấp huyện: .*", standing),
    (COUNTED.format("Chậm tiến độ"), counted("is_late")),
    (COUNTED.format("Dưới mức của Kế hoạch"), counted("is_at_risk")),
    (COUNTED.format("Chưa rõ có kịp thời hạn"), counted("is_unknown")),
    (COUNTED.format("Chưa báo cáo hoặc ngừng báo cáo tiến độ"), counted("is_silent")),
    (r"- Chưa báo cáo phần việc đã tiếp nhận: .*", silent_heirs),
    (r"- Chưa báo cáo hoặc ngừng báo cáo tiến độ: \d+ đơn vị (.*) nêu trên", named_above),
    (r"- (.*) \(UBND .*\)", written),
    (r"“Thực hiện trong kỳ” là .*", readings),
    (r"[IV1-9]+", as_it_stands),
]
