from django.db import migrations, models

STATES = [
    ("draft", "Đang lập"),
    ("submitted", "Đã trình"),
    ("received", "Đang thẩm định"),
    ("returned", "Trả lại để sửa"),
    ("appraised", "Đã thẩm định"),
]


class Migration(migrations.Migration):
    """Default and choices are Python's: no table changes."""

    dependencies = [("plans", "0010_find_files_spoken_of")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "catalogue",
                    "state",
                    models.CharField(
                        choices=STATES, db_index=True, default="draft", max_length=12, verbose_name="trạng thái"
                    ),
                )
            ]
        )
    ]
