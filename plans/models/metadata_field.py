"""Trường thông tin của Kho dùng chung: under which name and code each of our values goes out (domain §9)."""

import re
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from agencies.secrecy.model_fields import OpenCharField

from .plan import FIRST_DAY, LAST_DAY

OTHERWISE = "*"
PAIR = re.compile(r"\s*([^=;]+?)\s*=\s*([^=;]+?)\s*")
CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
LONGEST = 4000


class MetadataPart(models.TextChoices):
    """What a list of metadata is about."""

    FONDS = "fonds", "Phông"
    FILE = "file", "Hồ sơ"
    PICTURE = "picture", "Phim/ảnh"
    SOUND = "sound", "Ghi âm"
    VIDEO = "video", "Ghi hình"


class MetadataFieldQuerySet(models.QuerySet["MetadataField"]):
    def in_force_on(self, day: date) -> list["MetadataField"]:
        """The fields of every part on the day, in their order; one that was taken out of use is none."""
        known: dict[tuple[str, str], MetadataField] = {}
        begun = self.filter(Q(valid_from=None) | Q(valid_from__lte=day))
        for one in begun.order_by(F("valid_from").asc(nulls_first=True), "pk"):
            known[one.part, one.code] = one
        used = [one for one in known.values() if one.is_used]
        return sorted(used, key=lambda one: (MetadataPart.values.index(one.part), one.position, one.code))

    def of(self, part: str, day: date) -> list["MetadataField"]:
        """Those of one part."""
        return [one for one in self.in_force_on(day) if one.part == part]

    def of_part(self, part: str) -> Self:
        return self.filter(part=part)


class MetadataField(models.Model):
    """Trường thông tin theo TT 05/2025/TT-BNV: code, what fills it, whether it must be filled; from a day on.

    `source` names a value of ours (`plans.shared_archive.sources`); `codes` turns it into theirs: "0=01; 70=02; *=07".
    """

    part = models.CharField("danh mục", max_length=8, choices=MetadataPart)
    code = OpenCharField("mã trường", max_length=40, help_text="Như trong Thông tư, ví dụ fileCode")
    name = OpenCharField("tên trường", max_length=120)
    source = models.CharField("lấy từ", max_length=30, blank=True, help_text="Trống: Cổng không có, cột để trống")
    constant = OpenCharField("giá trị cố định", max_length=60, blank=True, help_text="Khi không lấy từ dữ liệu nào")
    codes = OpenCharField("mã giá trị", max_length=300, blank=True, help_text="Ví dụ 0=01; 70=02; *=07 (* là còn lại)")
    required = models.BooleanField("bắt buộc", default=False)
    longest = models.PositiveSmallIntegerField("dài nhất (ký tự)", default=0, help_text="0: không giới hạn")
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    is_used = models.BooleanField("còn dùng", default=True)
    valid_from = models.DateField("áp dụng từ ngày", null=True, blank=True, help_text="Trống: từ đầu Kế hoạch")

    objects = MetadataFieldQuerySet.as_manager()

    class Meta:
        verbose_name = "trường thông tin của Kho"
        verbose_name_plural = "trường thông tin của Kho"
        ordering = ["part", "position", "code"]
        constraints = [
            models.UniqueConstraint(
                F("part"),
                F("code"),
                Coalesce(F("valid_from"), FIRST_DAY),
                name="one_metadata_field_from_a_day",
                violation_error_message="Đã có trường này của danh mục áp dụng từ ngày này.",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_from__gte=FIRST_DAY, valid_from__lte=LAST_DAY),
                name="metadata_field_is_of_our_time",
            ),
            models.CheckConstraint(condition=Q(longest__lte=LONGEST), name="metadata_field_is_not_too_long"),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.code}"

    @property
    def value_codes(self) -> dict[str, str]:
        """{our value: their code}; {} where the value goes out as it is."""
        return dict(pairs_of(self.codes))

    def coded(self, value: object) -> object:
        """Their code of our value; "" where it has none: a required field is then missing."""
        codes = self.value_codes
        return value if not codes or value in ("", None) else codes.get(str(value), codes.get(OTHERWISE, ""))

    def clean(self) -> None:
        """Raises ValidationError for a code that is no name, codes of values that cannot be read, two origins."""
        if self.code and not CODE.fullmatch(self.code):
            raise ValidationError({"code": "Mã trường chỉ gồm chữ không dấu, số, gạch dưới, ví dụ fileCode."})
        if self.source and self.constant:
            raise ValidationError({"constant": "Chọn lấy từ dữ liệu, hoặc ghi giá trị cố định; không cả hai."})
        if self.required and not (self.source or self.constant):
            raise ValidationError({"source": "Trường bắt buộc phải lấy từ dữ liệu, hoặc có giá trị cố định."})
        try:
            pairs_of(self.codes)
        except ValueError:
            raise ValidationError({"codes": "Ghi từng cặp, cách nhau bằng chấm phẩy, ví dụ 0=01; 70=02."}) from None


def pairs_of(codes: str) -> list[tuple[str, str]]:
    """[(our value, their code)] of "0=01; 70=02". Raises ValueError where it cannot be read."""
    found = [PAIR.fullmatch(part) for part in codes.split(";") if part.strip()]
    pairs = [(one[1], one[2]) for one in found if one]
    if len(pairs) != len(found) or len(dict(pairs)) != len(pairs):
        raise ValueError(codes)
    return pairs
