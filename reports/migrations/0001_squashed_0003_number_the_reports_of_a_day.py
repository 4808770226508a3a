"""The tables of a new database at once, as 0001_initial to 0003_number_the_reports_of_a_day leave them."""

import agencies.files
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("reports", "0001_initial"),
        ("reports", "0002_write_long_papers_in_a_job"),
        ("reports", "0003_number_the_reports_of_a_day"),
    ]
    initial = True

    dependencies = [("agencies", "0007_invite_by_code"), ("plans", "0031_keep_what_was_handed_in")]

    operations = [
        migrations.CreateModel(
            name="Paper",
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
                ("form", models.CharField(max_length=40, verbose_name="văn bản")),
                ("extension", models.CharField(max_length=4, verbose_name="định dạng")),
                ("catalogue_version", models.PositiveIntegerField(null=True, verbose_name="phiên bản Mục lục")),
                ("file", models.FileField(blank=True, upload_to=agencies.files.private_path, verbose_name="tệp")),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="plans.catalogue",
                        verbose_name="mục lục",
                    ),
                ),
            ],
            options={
                "verbose_name": "bản in Mục lục",
                "verbose_name_plural": "bản in Mục lục",
                "ordering": ["-created_at", "-pk"],
            },
            bases=("agencies.job",),
        ),
        migrations.CreateModel(
            name="Report",
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
                ("as_of", models.DateField(verbose_name="số liệu đến ngày")),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="lần lập của số liệu ngày này")),
                ("figures_at", models.DateTimeField(blank=True, null=True, verbose_name="số liệu tổng hợp lúc")),
                ("figures", models.JSONField(default=dict, verbose_name="số liệu")),
                ("xlsx", models.FileField(blank=True, upload_to=agencies.files.private_path, verbose_name="Excel")),
                ("pdf", models.FileField(blank=True, upload_to=agencies.files.private_path, verbose_name="PDF")),
                ("docx", models.FileField(blank=True, upload_to=agencies.files.private_path, verbose_name="Word")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="plans.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "báo cáo tổng hợp",
                "verbose_name_plural": "báo cáo tổng hợp",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "as_of", "number"), name="one_report_of_a_day_per_number")
                ],
            },
            bases=("agencies.job",),
        ),
    ]
