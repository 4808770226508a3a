"""The people one can log in as: one for every duty, and the clerks of the story."""

from random import Random

from django.contrib.auth.hashers import make_password

from agencies.demo import DEMO_EMAIL, DEMO_PASSWORD
from agencies.models import Agency, Duty, User

from .province import Dice
from .words import person_name

CAST = (
    ("lan", "Trần Thị Lan", "SYT", Duty.PREPARES, "Văn thư, lưu trữ"),
    ("minh", "Lê Văn Minh", "SYT", Duty.READS, "Chuyên viên"),
    ("nam", "Phạm Văn Nam", "SYT", Duty.SIGNS, "Phó Giám đốc"),
    ("hoa", "Nguyễn Thị Hoa", "SNV", Duty.APPRAISES_CATALOGUES, "Chuyên viên phòng Quản lý văn thư, lưu trữ"),
    ("ngan", "Phan Thị Kim Ngân", "SNV", Duty.PREPARES, "Văn thư, lưu trữ"),
    ("tuan", "Võ Anh Tuấn", "STC", Duty.APPRAISES_ESTIMATES, "Chuyên viên phòng Tài chính hành chính sự nghiệp"),
    ("dung", "Trương Quang Dũng", "STC", Duty.PREPARES, "Văn thư, lưu trữ"),
    ("son", "Đỗ Hồng Sơn", "SKHCN", Duty.OPERATES_ARCHIVE, "Chuyên viên phòng Chuyển đổi số"),
    ("mai", "Huỳnh Thị Mai", "UBND", Duty.READS_EVERYTHING, "Chuyên viên Văn phòng UBND tỉnh"),
    ("quy", "Bùi Ngọc Quý", "SNV", Duty.ADMINISTRATOR, "Quản trị cổng"),
    ("binh", "Ngô Thanh Bình", "SXD", Duty.PREPARES, "Văn thư, lưu trữ"),
    ("hai", "Đặng Minh Hải", "502", Duty.PREPARES, "Chuyên viên Phòng Nội vụ"),
    ("thu", "Hồ Thị Thu", "20335", Duty.PREPARES, "Công chức Văn phòng - Thống kê"),
    ("vy", "Phan Thị Vy", "20335-M", Duty.PREPARES, "Chuyên viên, nhận việc từ 01/7/2025"),
)
CLERK_OF = {code: name for name, _, code, duty, _ in CAST if duty == Duty.PREPARES}


def hire_cast(agencies: dict[str, Agency]) -> dict[str, User]:
    """Accounts with the common demo password, by user name."""
    password = make_password(DEMO_PASSWORD)
    people = [
        User(
            username=name,
            full_name=full_name,
            agency=agencies[code],
            duty=duty,
            position=position,
            email=name + DEMO_EMAIL,
            password=password,
        )
        for name, full_name, code, duty, position in CAST
    ]
    return {user.username: user for user in User.objects.bulk_create(people)}


def hire_clerks(agencies: list[Agency], people: dict[str, User], dice: Dice) -> dict[str, User]:
    """Who prepares at each agency, by agency code: people of the cast, or clerks whose accounts nobody can open."""
    others = [agency for agency in agencies if agency.code not in CLERK_OF]
    hired = User.objects.bulk_create(clerk(agency, dice("clerk", agency.code)) for agency in others)
    clerks = {agency.code: user for agency, user in zip(others, hired, strict=True)}
    return clerks | {code: people[name] for code, name in CLERK_OF.items()}


def clerk(agency: Agency, random: Random) -> User:
    return User(
        username=f"canbo-{agency.code.lower()}",
        full_name=person_name(random),
        agency=agency,
        duty=Duty.PREPARES,
        position="Văn thư, lưu trữ",
        password=make_password(None),
    )
