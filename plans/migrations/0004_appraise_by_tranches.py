from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_read_catalogues_in_a_job")]

    operations = [
        migrations.AddField(
            "appraisal", "capacity",
            models.CharField(choices=[("head", "Giám đốc"), ("deputy", "KT. Giám đốc – Phó Giám đốc"), ("by_order", "TL. Giám đốc"), ("authorized", "TUQ. Giám đốc")], default="head", max_length=12, verbose_name="tư cách ký"),
        ),
        migrations.AddField("appraisal", "is_tranche", models.BooleanField(default=False, verbose_name="thẩm định một đợt")),
        migrations.AddField("appraisal", "revision", models.PositiveSmallIntegerField(default=1, verbose_name="lần trình")),
        migrations.AddField("appraisal", "left_out_files", models.PositiveBigIntegerField(default=0, verbose_name="hồ sơ loại khỏi diện số hóa")),
        migrations.AddField("appraisal", "left_out_pages", models.PositiveBigIntegerField(default=0, verbose_name="trang A4 quy đổi của hồ sơ bị loại")),
    ]
