"""The rate that the plan's own price implies; Sở Nội vụ checks it and an administrator enters another with its day."""

from datetime import date

from django.db import migrations

RATE, FIRST_DAY = 50, date(2025, 1, 1)
SOURCE = (
    "Tạm tính, cần Sở Nội vụ xác nhận: đơn giá tiền lương 4.896 đồng một trang, tiền lương khoảng 245.000 đồng một "
    "ngày làm việc"
)


def enter(apps, schema_editor):
    values = {"pages_per_day": RATE, "source": SOURCE}
    apps.get_model("budgets", "WorkRate").objects.get_or_create(valid_from=FIRST_DAY, defaults=values)


class Migration(migrations.Migration):

    dependencies = [("budgets", "0019_simulate_allocations")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
