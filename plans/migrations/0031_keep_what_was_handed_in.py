from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0030_give_reasons_for_excess")]

    operations = [
        migrations.AddField(
            "catalogue",
            "agreed_hash",
            models.CharField(blank=True, default="", max_length=64, verbose_name="mã kiểm sau khi sửa theo trả lời"),
        ),
        migrations.AddField(
            "appraisal",
            "agreed_hash",
            models.CharField(
                blank=True, default="", max_length=64, verbose_name="mã kiểm tra sau khi sửa theo trả lời"
            ),
        ),
        migrations.AddField(
            "appraisal",
            "corrected_files",
            models.PositiveBigIntegerField(default=0, verbose_name="hồ sơ sửa theo trả lời khi thẩm định"),
        ),
        migrations.AddField(
            "appraisal",
            "corrected_pages",
            models.BigIntegerField(default=0, verbose_name="trang A4 quy đổi tăng, giảm do sửa theo trả lời"),
        ),
        migrations.AddField(
            "proposedvalue",
            "added_pages",
            models.BigIntegerField(default=0, verbose_name="trang A4 quy đổi tăng, giảm khi sửa theo"),
        ),
    ]
