"""The tables of a new database at once, as 0001_initial to 0005_give_reasons_for_excess leave them."""

import agencies.calendar
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("budgets", "0001_initial"),
        ("budgets", "0002_name_the_states_of_estimates"),
        ("budgets", "0003_register_documents"),
        ("budgets", "0004_point_decisions_to_documents"),
        ("budgets", "0005_give_reasons_for_excess"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0007_invite_by_code"),
        ("agencies", "__first__"),
        ("plans", "0031_keep_what_was_handed_in"),
    ]

    operations = [
        migrations.CreateModel(
            name="Estimate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state_since", models.DateTimeField(default=agencies.calendar.portal_now, verbose_name="từ lúc")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="phiên bản ghi")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="trình lúc")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang lập"),
                            ("submitted", "Đã trình"),
                            ("returned", "Trả lại để sửa"),
                            ("appraised", "Đã thẩm định"),
                            ("decided", "Đơn vị đã phê duyệt"),
                        ],
                        db_index=True,
                        default="draft",
                        max_length=12,
                        verbose_name="trạng thái",
                    ),
                ),
                ("name", models.CharField(max_length=250, verbose_name="tên dự toán")),
                ("unit_price_dong", models.PositiveBigIntegerField(verbose_name="đơn giá (đồng/trang A4)")),
                ("requested_dong", models.PositiveBigIntegerField(default=0, verbose_name="số đề nghị (đồng)")),
                ("a4_page_count", models.PositiveBigIntegerField(default=0, verbose_name="trang A4 quy đổi")),
                ("note", models.TextField(blank=True, verbose_name="thuyết minh")),
                (
                    "excess_reason",
                    models.TextField(blank=True, default="", verbose_name="lý do vượt chỉ tiêu, rà soát"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="estimates",
                        to="agencies.agency",
                        verbose_name="cơ quan",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="estimates", to="plans.plan"
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người trình",
                    ),
                ),
            ],
            options={
                "verbose_name": "dự toán",
                "verbose_name_plural": "dự toán",
                "ordering": ["agency", "pk"],
                "indexes": [models.Index(fields=["state", "state_since"], name="estimate_queue")],
            },
        ),
        migrations.CreateModel(
            name="EstimateAppraisal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("decided_on", models.DateField(db_index=True, verbose_name="ngày quyết định")),
                ("requested_dong", models.PositiveBigIntegerField(verbose_name="số đề nghị (đồng)")),
                ("appraised_dong", models.PositiveBigIntegerField(verbose_name="số thẩm định (đồng)")),
                ("difference_reason", models.TextField(blank=True, verbose_name="lý do chênh lệch")),
                ("own_decision", models.BooleanField(default=False, verbose_name="đơn vị tự phê duyệt")),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="estimate_appraisals",
                        to="agencies.issueddocument",
                        verbose_name="văn bản",
                    ),
                ),
                (
                    "estimate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appraisals", to="budgets.estimate"
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả thẩm định dự toán",
                "verbose_name_plural": "kết quả thẩm định dự toán",
                "ordering": ["-decided_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="EstimateLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="số thứ tự")),
                ("name", models.CharField(max_length=250, verbose_name="nội dung")),
                (
                    "size",
                    models.CharField(
                        blank=True,
                        choices=[("a4", "A4"), ("a3", "A3"), ("a2", "A2"), ("a1", "A1"), ("a0", "A0")],
                        max_length=2,
                        verbose_name="khổ giấy",
                    ),
                ),
                ("page_count", models.PositiveBigIntegerField(default=0, verbose_name="số trang")),
                ("factor", models.PositiveSmallIntegerField(default=1, verbose_name="hệ số K")),
                ("factor_confirmed", models.BooleanField(default=True, verbose_name="hệ số đã được xác nhận")),
                ("amount_dong", models.PositiveBigIntegerField(verbose_name="thành tiền (đồng)")),
                (
                    "estimate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="budgets.estimate"
                    ),
                ),
            ],
            options={"verbose_name": "dòng dự toán", "verbose_name_plural": "dòng dự toán", "ordering": ["position"]},
        ),
    ]
