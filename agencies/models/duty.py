"""Nhiệm vụ: the one thing an account is for."""

from django.db import models


class Duty(models.TextChoices):
    """Nhiệm vụ: the one thing an account is for."""

    PREPARES = "prepares", "Cán bộ chuẩn bị hồ sơ"
    SIGNS = "signs", "Thủ trưởng ký"
    READS = "reads", "Chỉ xem trong cơ quan"
    APPRAISES_CATALOGUES = "appraises_catalogues", "Thẩm định Mục lục (Sở Nội vụ)"
    APPRAISES_ESTIMATES = "appraises_estimates", "Thẩm định dự toán (Sở Tài chính)"
    OPERATES_ARCHIVE = "operates_archive", "Vận hành Kho lưu trữ dùng chung (Sở KH&CN)"
    READS_EVERYTHING = "reads_everything", "Xem toàn tỉnh (UBND tỉnh)"
    ADMINISTRATOR = "administrator", "Quản trị hệ thống"


# Named one by one, so that a new duty sees no other agency unless it is added here.
OVERSEEING_DUTIES = frozenset(
    {
        Duty.APPRAISES_CATALOGUES,
        Duty.APPRAISES_ESTIMATES,
        Duty.OPERATES_ARCHIVE,
        Duty.READS_EVERYTHING,
        Duty.ADMINISTRATOR,
    }
)
# Tasks of the plan that one office of the province holds (Kế hoạch III.1–III.5); see models.office.
OFFICE_DUTIES = (Duty.APPRAISES_CATALOGUES, Duty.APPRAISES_ESTIMATES, Duty.OPERATES_ARCHIVE)
# Accounts that decide on what others hand in, on money or on accounts: a second factor, changed by two persons only.
DECIDING_DUTIES = frozenset({*OFFICE_DUTIES, Duty.ADMINISTRATOR})
