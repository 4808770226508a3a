import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import agencies.calendar

KINDS = [
    ("catalogue_appraisal", "văn bản thẩm định Mục lục"),
    ("estimate_appraisal", "văn bản thẩm định dự toán"),
    ("estimate_decision", "quyết định phê duyệt dự toán"),
]
CAPACITIES = [
    ("head", "Giám đốc"),
    ("deputy", "KT. Giám đốc – Phó Giám đốc"),
    ("by_order", "TL. Giám đốc"),
    ("authorized", "TUQ. Giám đốc"),
]


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_keep_what_was_typed")]

    operations = [
        migrations.CreateModel(
            name="IssuedDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=KINDS, max_length=24, verbose_name="loại văn bản")),
                ("number", models.CharField(max_length=60, verbose_name="số văn bản")),
                ("number_key", models.CharField(editable=False, max_length=80)),
                ("year", models.PositiveSmallIntegerField(editable=False, verbose_name="năm")),
                ("issued_on", models.DateField(verbose_name="ngày văn bản")),
                (
                    "capacity",
                    models.CharField(choices=CAPACITIES, default="head", max_length=12, verbose_name="tư cách ký"),
                ),
                (
                    "registered_at",
                    models.DateTimeField(default=agencies.calendar.portal_now, verbose_name="lúc ghi"),
                ),
                (
                    "issuer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="agencies.agency",
                        verbose_name="nơi ban hành",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "văn bản đã ban hành",
                "verbose_name_plural": "văn bản đã ban hành",
                "ordering": ["-issued_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issuer", "year", "number_key"), name="one_document_per_number_and_year"
                    )
                ],
            },
        ),
    ]
