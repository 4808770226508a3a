from django.db import migrations, models

STATES = [
    ("draft", "Đang lập"),
    ("submitted", "Đã trình"),
    ("received", "Đang thẩm định"),
    ("returned", "Trả lại để sửa"),
    ("appraised", "Đã thẩm định"),
    ("reopening", "Đề nghị mở lại"),
]


class Migration(migrations.Migration):
    """What was appraised is opened again only where Sở Nội vụ grants it; until then the request waits."""

    dependencies = [("plans", "0025_keep_what_reopened_catalogues_had_signed")]

    operations = [
        migrations.AlterField(
            model_name="catalogue",
            name="state",
            field=models.CharField(
                choices=STATES, db_index=True, default="draft", max_length=12, verbose_name="trạng thái"
            ),
        ),
    ]
