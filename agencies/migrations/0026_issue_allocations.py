from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0024_seal_keys_of_phones'),
    ]

    operations = [
        migrations.AlterField(
            model_name="issueddocument",
            name="kind",
            field=models.CharField(
                choices=[
                    ("catalogue_appraisal", "văn bản thẩm định Mục lục"),
                    ("estimate_appraisal", "văn bản thẩm định dự toán"),
                    ("detailed_plan", "kế hoạch số hóa chi tiết"),
                    ("estimate_decision", "quyết định phê duyệt dự toán"),
                    ("allocation", "quyết định giao dự toán"),
                ],
                max_length=24,
                verbose_name="loại văn bản",
            ),
        ),
    ]
