import re

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Count, Sum

import agencies.calendar

SIZES = {"a4": "page_count", "a3": "page_count_a3", "a2": "page_count_a2", "a1": "page_count_a1", "a0": "page_count_a0"}


def register_documents(apps, schema_editor):
    """Each decision's document enters the register; the same number and day of an issuer is one document."""
    issued = apps.get_model("agencies", "IssuedDocument").objects
    for one in apps.get_model("plans", "Appraisal").objects.select_related("decided_by").order_by("pk"):
        issuer, year = one.decided_by.agency_id or one.catalogue.agency_id, one.document_date.year
        key = re.sub(r"^0+(?=\d)", "", re.sub(r"\s", "", one.document_number)).casefold()
        same = {"issuer_id": issuer, "year": year, "number_key": key}
        if issued.filter(**same).exclude(issued_on=one.document_date, kind="catalogue_appraisal").exists():
            same["number_key"] = f"{key} ({one.pk})"  # two documents of one number: told apart, for people to correct
        given = {"kind": "catalogue_appraisal", "number": one.document_number, "issued_on": one.document_date}
        given |= {"capacity": one.capacity, "registered_by": one.decided_by}
        one.document, _ = issued.get_or_create(**same, defaults=given)
        one.save(update_fields=["document"])


def sort_what_was_left_out(apps, schema_editor):
    """By reason, where the rows are still those that were decided on; nothing was recorded of samples, so none stays."""
    factors = dict(apps.get_model("plans", "SizeFactor").objects.values_list("size", "factor"))
    File, Appraisal = apps.get_model("plans", "ArchivalFile"), apps.get_model("plans", "Appraisal")
    Appraisal.objects.exclude(sample={}).update(sample={})
    for one in Appraisal.objects.filter(left_out_files__gt=0):
        files = File.objects.filter(catalogue=one.catalogue_id, decision="left_out").order_by()
        sums = {f"sum_{size}": Sum(name) for size, name in SIZES.items()}
        found = {
            row["left_out_reason"] or "other": [
                row["files"],
                sum((row[f"sum_{size}"] or 0) * factors.get(size, 1) for size in SIZES),
            ]
            for row in files.values("left_out_reason").annotate(files=Count("pk"), **sums)
        }
        is_same = sum(files for files, _ in found.values()) == one.left_out_files
        one.left_out_by_reason = found if is_same else {"other": [one.left_out_files, one.left_out_pages]}
        one.save(update_fields=["left_out_by_reason"])
    schema_editor.connection.check_constraints()  # PostgreSQL makes no index on rows that are still to be checked


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_issue_documents"),
        ("plans", "0013_say_who_drafts_and_signs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "appraisal",
            "document",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appraisals",
                to="agencies.issueddocument",
                verbose_name="văn bản",
            ),
        ),
        migrations.AddField(
            "appraisal",
            "frozen_hash",
            models.CharField(blank=True, max_length=64, verbose_name="mã kiểm tra bản trình"),
        ),
        migrations.AddField(
            "appraisal",
            "left_out_by_reason",
            models.JSONField(blank=True, default=dict, verbose_name="loại theo lý do"),
        ),
        migrations.AddField(
            "appraisal",
            "unarranged_files",
            models.PositiveBigIntegerField(default=0, verbose_name="hồ sơ chưa chỉnh lý được chấp nhận"),
        ),
        migrations.AddField(
            "appraisal",
            "unarranged_reason",
            models.TextField(blank=True, verbose_name="lý do chấp nhận hồ sơ chưa chỉnh lý"),
        ),
        migrations.AddField(
            "appraisal",
            "unseen_files",
            models.PositiveBigIntegerField(default=0, verbose_name="hồ sơ chấp nhận mà không xem từng hồ sơ"),
        ),
        migrations.AddField(
            "appraisal",
            "unseen_reason",
            models.TextField(blank=True, verbose_name="lý do chấp nhận mà không xem từng hồ sơ"),
        ),
        migrations.RunPython(register_documents, migrations.RunPython.noop),
        migrations.RunPython(sort_what_was_left_out, migrations.RunPython.noop),
        migrations.CreateModel(
            name="CatalogueReturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveSmallIntegerField(verbose_name="lần trình")),
                ("reason", models.TextField(verbose_name="lý do")),
                ("returned_on", models.DateField(default=agencies.calendar.portal_today, verbose_name="ngày trả lại")),
                ("file_count", models.PositiveBigIntegerField(default=0, verbose_name="số hồ sơ của bản trình")),
                (
                    "a4_page_count",
                    models.PositiveBigIntegerField(default=0, verbose_name="trang A4 quy đổi của bản trình"),
                ),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="returns", to="plans.catalogue"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="agencies.issueddocument",
                        verbose_name="văn bản",
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "lần trả lại Mục lục",
                "verbose_name_plural": "lần trả lại Mục lục",
                "ordering": ["-returned_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SampleDraw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveSmallIntegerField(verbose_name="lần trình")),
                ("size", models.PositiveSmallIntegerField(verbose_name="cỡ mẫu")),
                ("file_count", models.PositiveBigIntegerField(verbose_name="số hồ sơ của Mục lục khi rút mẫu")),
                ("seed", models.CharField(max_length=40, verbose_name="mã rút mẫu")),
                ("file_keys", models.JSONField(default=list, verbose_name="hồ sơ trong mẫu")),
                ("seen", models.JSONField(blank=True, default=dict, verbose_name="đã xem từng hồ sơ")),
                ("drawn_at", models.DateTimeField(default=agencies.calendar.portal_now, verbose_name="lúc rút")),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="samples", to="plans.catalogue"
                    ),
                ),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người rút",
                    ),
                ),
            ],
            options={
                "verbose_name": "mẫu kiểm tra",
                "verbose_name_plural": "mẫu kiểm tra",
                "ordering": ["catalogue", "-revision", "-size"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("catalogue", "revision", "size"), name="one_draw_per_size_and_revision"
                    )
                ],
            },
        ),
    ]
