from django.db import migrations, models

STATES = [
    ("draft", "Đang lập"),
    ("submitted", "Đã trình"),
    ("returned", "Trả lại để sửa"),
    ("appraised", "Đã thẩm định"),
    ("decided", "Đơn vị đã phê duyệt"),
]


class Migration(migrations.Migration):
    """Default and choices are Python's: no table changes."""

    dependencies = [("budgets", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "estimate",
                    "state",
                    models.CharField(
                        choices=STATES, db_index=True, default="draft", max_length=12, verbose_name="trạng thái"
                    ),
                )
            ]
        )
    ]
