from django.db import migrations, models

KINDS = [
    ("catalogue_appraisal", "văn bản thẩm định Mục lục"),
    ("estimate_appraisal", "văn bản thẩm định dự toán"),
    ("detailed_plan", "kế hoạch số hóa chi tiết"),
    ("estimate_decision", "quyết định phê duyệt dự toán"),
]


class Migration(migrations.Migration):
    """Choices are Python's: no table changes."""

    dependencies = [("agencies", "0003_issue_documents")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "issueddocument",
                    "kind",
                    models.CharField(choices=KINDS, max_length=24, verbose_name="loại văn bản"),
                )
            ]
        )
    ]
