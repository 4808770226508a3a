"""Whom to ask: who holds the plan's tasks today, and who administers, as the portal's own records say."""

from dataclasses import dataclass, field
from datetime import date

from ..models import Duty, DutyOffice, User
from ..models.duty import OFFICE_DUTIES

ASKED_ABOUT = {
    Duty.APPRAISES_CATALOGUES: "Mục lục, chỉ tiêu, thời hạn, báo cáo",
    Duty.APPRAISES_ESTIMATES: "Dự toán, đơn giá, hệ số K",
    Duty.OPERATES_ARCHIVE: "Kho lưu trữ dùng chung, chuẩn dữ liệu",
}


@dataclass
class Contact:
    """What one asks about, the office, and the people who hold the duty there."""

    about: str
    office: str
    people: list[User] = field(default_factory=list)


def contacts(user: User, today: date) -> list[Contact]:
    """The offices of the plan's tasks, the person's own head, and the portal's administrators."""
    found = []
    for duty in OFFICE_DUTIES:
        if office := DutyOffice.objects.holding(duty, today):
            people = User.objects.filter(is_active=True, duty=duty, agency=office.agency).order_by("full_name")
            found.append(Contact(ASKED_ABOUT[duty], str(office.agency), list(people)))
    administrators = User.objects.administrators().select_related("agency").order_by("full_name")
    found.append(Contact("Tài khoản, mật khẩu, quyền, trục trặc của cổng", "Quản trị hệ thống", list(administrators)))
    return found
