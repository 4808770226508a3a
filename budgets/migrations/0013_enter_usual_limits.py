"""Limits as they are commonly applied; an administrator checks the legal basis and enters others with their day."""

from datetime import date

from django.db import migrations

CHECK = " (cần kiểm tra căn cứ)"
FIRST_DAY = date(2024, 2, 27)
PROCUREMENT = (
    ("direct", 1_000_000_000, "Chỉ định thầu dịch vụ phi tư vấn: Luật Đấu thầu 2023, NĐ 24/2024/NĐ-CP"),
    ("quotes", 5_000_000_000, "Chào hàng cạnh tranh: Luật Đấu thầu 2023, NĐ 24/2024/NĐ-CP"),
)
ADVANCE = (30, date(2022, 1, 1), "Tạm ứng hợp đồng: NĐ 99/2021/NĐ-CP")


def enter(apps, schema_editor):
    limits = apps.get_model("budgets", "ProcurementLimit").objects
    for form, limit_dong, source in PROCUREMENT:
        values = {"limit_dong": limit_dong, "source": source + CHECK}
        limits.get_or_create(form=form, valid_from=FIRST_DAY, defaults=values)
    percent, day, source = ADVANCE
    advances = apps.get_model("budgets", "AdvanceLimit").objects
    advances.get_or_create(valid_from=day, defaults={"percent": percent, "source": source + CHECK})


class Migration(migrations.Migration):

    dependencies = [("budgets", "0012_limit_advances")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
