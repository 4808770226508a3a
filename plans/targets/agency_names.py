"""Match of a row of somebody's workbook with an agency: by code, else by name without diacritics."""

import re
from collections.abc import Iterable

from agencies.formats.text import fold
from agencies.models import Agency

LEVELS = r"^(uy ban nhan dan|ubnd) |^(thanh pho|thi xa|huyen|tp|tx|h) | (tinh quang nam|tinh)$"


def plain(name: str) -> str:
    """ "UBND thành phố Tam Kỳ", "TP. Tam Kỳ" and "Tam Kỳ" are one."""
    before, text = "", fold(name)
    while text != before:
        before, text = text, re.sub(LEVELS, "", text)
    return text


class AgencyNames:
    """Finds agencies among those that have a line in the plan's annexes."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self.by_code = {fold(agency.code): agency for agency in agencies}
        self.by_name: dict[str, Agency] = {}
        for agency in agencies:
            for name in (agency.name, agency.short_name):
                self.by_name.setdefault(plain(name), agency)
        self.by_name.pop("", None)
        self.communes = set(Agency.objects.filter(kind=Agency.Kind.COMMUNE).values_list("code", flat=True))

    def find(self, code: str, name: str) -> tuple[Agency | None, str]:
        """(agency, a warning about its name or "") or (None, why it is not found)."""
        named = self.by_name.get(plain(name))
        if not code:
            return (named, "") if named else (None, f"không có cơ quan tên “{name[:80]}” trong Kế hoạch.")
        agency = self.by_code.get(fold(code))
        if agency is None:
            return None, self.unknown(code)
        if named and named != agency:
            return None, f"mã “{code}” là của {agency}, nhưng tên ghi {named}. Sửa mã hoặc tên."
        odd = name and not named
        return agency, f"tên ghi “{name[:80]}”, cổng hiểu theo mã “{code}” là {agency}: kiểm tra lại." if odd else ""

    def unknown(self, code: str) -> str:
        if code in self.communes:
            return f"mã “{code[:20]}” là của cấp xã: ghi dòng của huyện, rồi chia cho các xã trong trang Chỉ tiêu."
        return f"không có cơ quan mang mã “{code[:20]}”."
