"""Contacts for questions: who holds the plan's tasks today, and who administers, from the portal's own records."""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from ..models import Duty, DutyOffice, User
from ..models.duty import OFFICE_DUTIES

ASKED_ABOUT = {
    Duty.APPRAISES_CATALOGUES: "Mục lục, chỉ tiêu, thời hạn, báo cáo",
    Duty.APPRAISES_ESTIMATES: "Dự toán, đơn giá, hệ số K",
    Duty.OPERATES_ARCHIVE: "Kho lưu trữ dùng chung, chuẩn dữ liệu",
}
# Whom the reader of a guide asks; of the other guides the first of all.
OF_GUIDE = {
    "du-toan": Duty.APPRAISES_ESTIMATES,
    "tai-khoan": Duty.ADMINISTRATOR,
    "quan-tri": Duty.ADMINISTRATOR,
    "lam-quen": Duty.ADMINISTRATOR,
}


@dataclass
class Contact:
    """What one asks about, the office with its telephone, and the people who hold the duty there."""

    duty: Duty
    about: str
    office: str
    phone: str = ""
    people: list[User] = field(default_factory=list)


def contacts(today: date) -> list[Contact]:
    """The offices of the plan's tasks, and the portal's administrators."""
    found = [contact for duty in OFFICE_DUTIES if (contact := of_office(duty, today))]
    return [*found, administrators()]


def of_office(duty: Duty, today: date) -> Contact | None:
    """The office that holds the duty today; None where none was entered."""
    office = DutyOffice.objects.holding(duty, today)
    if office is None:
        return None
    people = User.objects.filter(is_active=True, duty=duty, agency=office.agency).order_by("full_name")
    return Contact(duty, ASKED_ABOUT[duty], str(office.agency), office.agency.phone, list(people))


def administrators() -> Contact:
    """Their telephone is the portal's setting: they may belong to no office."""
    people = User.objects.administrators().select_related("agency").order_by("full_name")
    about, phone = "Tài khoản, mật khẩu, quyền, trục trặc của cổng", settings.PORTAL_HELP_PHONE
    return Contact(Duty.ADMINISTRATOR, about, "Quản trị hệ thống", phone, list(people))


def of_guide(slug: str, today: date) -> Contact:
    """Whom the reader of the guide asks."""
    duty = OF_GUIDE.get(slug, Duty.APPRAISES_CATALOGUES)
    return (of_office(duty, today) if duty in ASKED_ABOUT else None) or administrators()
