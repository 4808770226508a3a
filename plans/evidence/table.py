"""A manifest that was sent: is it one, does it name a state secret, and its rows one after the other."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from agencies.formats.text import clean_text
from agencies.secrecy.marks import file_name_is_marked, is_marked
from plans.inspection.facts import HEADERS, Colour, ScanFacts, from_row

MOST_ROWS, LONGEST_PATH = 200_000, 600
NO_MANIFEST = (
    "Tệp này không phải bảng kê do lệnh inspect_scans lập. Chạy “./portal manage inspect_scans THƯ_MỤC --out "
    "manifest.csv” trên máy lưu bản số hóa rồi tải tệp manifest.csv lên, không sửa tên cột."
)
TOO_LONG = "Bảng kê có quá 200.000 tệp PDF. Kiểm tra từng thư mục (từng Mục lục) rồi tải lên từng bảng kê."
WRONG_ROW = "Dòng {row} của bảng kê không đọc được: lập lại bảng kê bằng lệnh inspect_scans, không sửa trong Excel."
REFUSED = (
    "Bảng kê bị từ chối toàn bộ vì có dấu hiệu bí mật nhà nước ở {where}. Cổng không lưu nội dung nào của tệp. Bỏ các "
    "tệp này khỏi thư mục số hóa thường rồi lập lại bảng kê."
)


class WrongTable(ValueError):
    """Carries a sentence in Vietnamese, and nothing of what the table holds."""


def looked_through(data: bytes, file_name: str) -> int:
    """How many rows it has, once every one was read and screened. Raises WrongTable."""
    if file_name_is_marked(file_name):
        raise WrongTable(REFUSED.format(where="tên tệp"))
    count, secret = 0, []
    part_is_marked = lru_cache(10_000)(file_name_is_marked)  # folders repeat
    for count, facts in enumerate(rows_of(data), 1):
        if count > MOST_ROWS:
            raise WrongTable(TOO_LONG)
        if is_marked(facts.path) or any(map(part_is_marked, facts.path.split("/"))):
            secret.append(count + 1)
    if secret:
        raise WrongTable(REFUSED.format(where=f"dòng {', '.join(map(str, secret[:30]))}"))
    if not count:
        raise WrongTable("Bảng kê không có tệp PDF nào: kiểm tra lại thư mục đã chọn khi lập bảng kê.")
    return count


def rows_of(data: bytes) -> Iterator[ScanFacts]:
    """Each PDF that the table names. Raises WrongTable where it is no manifest, or a row cannot be read."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongTable(NO_MANIFEST)
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        if set(HEADERS.values()) - set(reader.fieldnames or ()):
            raise WrongTable(NO_MANIFEST)
        for row in reader:
            yield fact_of(row, reader.line_num)
    except csv.Error:
        raise WrongTable(NO_MANIFEST)


def fact_of(row: dict[str, str], line: int) -> ScanFacts:
    try:
        facts = from_row(row)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise WrongTable(WRONG_ROW.format(row=line))
    path = clean_text(facts.path)
    whole = 0 < len(path) <= LONGEST_PATH and len(facts.sha256) in (0, 64) and facts.colour in list(Colour)
    if not whole or max(facts.page_count, facts.text_pages, facts.dpi or 0) > 10**6 or facts.size_bytes > 2**62:
        raise WrongTable(WRONG_ROW.format(row=line))
    return replace(facts, path=path, error=clean_text(facts.error)[:300])


def first_paths(data: bytes, most: int) -> list[str]:
    """The first paths of the table, to try a rule on."""
    return [facts.path for facts in islice(rows_of(data), most)]
