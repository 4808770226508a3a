import django.db.models.deletion
from django.db import migrations, models

import agencies.files


class Migration(migrations.Migration):

    dependencies = [("agencies", "0029_name_urging_letters_and_holidays"), ("reports", "0007_mail_what_waits")]

    operations = [
        migrations.CreateModel(
            name="MoneyFile",
            fields=[
                (
                    "job_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="agencies.job",
                    ),
                ),
                ("noun", models.CharField("về", max_length=20)),
                ("object_id", models.PositiveBigIntegerField("số của đối tượng")),
                ("name", models.CharField("văn bản", max_length=60)),
                ("file_name", models.CharField("tên tệp", max_length=250)),
                ("back", models.CharField("trang đã yêu cầu", max_length=200, blank=True)),
                ("extension", models.CharField("định dạng", max_length=4)),
                ("fingerprint", models.CharField("mã nội dung", max_length=64)),
                ("document", models.JSONField("nội dung", default=dict)),
                ("file", models.FileField("tệp", blank=True, upload_to=agencies.files.private_path)),
            ],
            options={
                "verbose_name": "tệp văn bản kinh phí",
                "verbose_name_plural": "tệp văn bản kinh phí",
                "ordering": ["-created_at", "-pk"],
            },
            bases=("agencies.job",),
        ),
    ]
