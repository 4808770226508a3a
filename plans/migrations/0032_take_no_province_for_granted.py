from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0031_keep_what_was_handed_in")]

    operations = [
        migrations.AlterField("plan", "province_name", models.CharField(max_length=100, verbose_name="tên tỉnh")),
    ]
