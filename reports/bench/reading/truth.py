"""Files drawn at random, as a careful person knows them before any workbook is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

TITLES = (
    "Hồ sơ về việc phê duyệt quy hoạch mạng lưới y tế cơ sở huyện {place}",
    "Tập báo cáo công tác phòng, chống dịch của các Trung tâm Y tế {place}",
    "Kế hoạch, báo cáo công tác đào tạo cán bộ {place}",
    "Hồ sơ xây dựng Bệnh viện đa khoa khu vực {place}",
    "Tập lưu công văn đi của Phòng Nghiệp vụ {place}",
    "Hồ sơ giải quyết khiếu nại của công dân xã {place}",
    "Hồ sơ hội nghị tổng kết công tác năm của {place}",
    "Tổng hợp số liệu dân số, kế hoạch hóa gia đình {place}",
)
PLACES = ("Duy Xuyên", "Thăng Bình", "Núi Thành", "Tam Kỳ", "Hội An", "Đại Lộc", "Nam Giang", "Tiên Phước")
RETENTIONS = (0, 70, 50, 20, 10, 5)
NOTES = (None, None, None, "Thiếu tờ 3", "Bản sao", "Có bản vẽ kèm theo")
File = dict[str, Any]  # the values of one file, as the reading gives them


@dataclass
class Truth:
    """The files of a catalogue in their order, each with the box that it lies in."""

    files: list[File] = field(default_factory=list)


def draw_truth(random: Random, has_a3: bool) -> Truth:
    truth = Truth()
    for box in range(1, random.randint(1, 4) + 1):
        for _ in range(random.randint(1, 7)):
            truth.files.append(draw_file(random, box, len(truth.files) + 1, has_a3))
    return truth


def draw_file(random: Random, box: int, number: int, has_a3: bool) -> File:
    title = f"{random.choice(TITLES).format(place=random.choice(PLACES))} đợt {number}"
    start, end = draw_times(random)
    larger = random.randint(0, 9) if has_a3 else 0
    pages = random.randint(1, 300)
    return {
        "box_number": str(box),
        "file_number": f"{number:02d}",
        "title": title,
        "start_date": start,
        "end_date": end,
        "retention_years": random.choice(RETENTIONS),
        "sheet_count": (pages + larger + 1) // 2 + random.randint(0, 20),
        "page_count": pages,
        "page_count_a3": larger or None,
        "arranged": random.random() < 0.8,
        "condition": random.choice(("good", "fair", "damaged")),
        "note": random.choice(NOTES),
    }


def draw_times(random: Random) -> tuple[str, str]:
    """Both ends as days; a layout that says less keeps only the months or the years of them."""
    year = random.randint(1976, 2020)
    days = sorted((random.randint(1, 12), random.randint(1, 28)) for _ in range(2))
    later = year + random.choice((0, 0, 0, 1, 3))
    return f"{year}-{days[0][0]:02d}-{days[0][1]:02d}", f"{later}-{days[1][0]:02d}-{days[1][1]:02d}"


def parts(day: str) -> Iterator[int]:
    """Year, month and day of an ISO day."""
    return map(int, day.split("-"))
