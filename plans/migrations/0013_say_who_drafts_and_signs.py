import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The plan's day, the unit that drafts and who signs for the head: what documents name, kept by administrators."""

    dependencies = [("plans", "0012_number_of_the_archive")]

    operations = [
        migrations.AddField(
            "plan", "issued_on", models.DateField(blank=True, null=True, verbose_name="ngày ban hành kế hoạch")
        ),
        migrations.AddField(
            "plan",
            "drafting_unit",
            models.CharField(
                blank=True,
                help_text="Chữ viết tắt sau “Lưu: VT”, ví dụ QLVTLT",
                max_length=40,
                verbose_name="đơn vị soạn thảo",
            ),
        ),
        migrations.AddField(
            "plan",
            "drafter_signs",
            models.CharField(
                blank=True,
                help_text="Sau đơn vị soạn thảo, ví dụ NVA.(05b)",
                max_length=40,
                verbose_name="ký hiệu người soạn thảo, số bản",
            ),
        ),
        migrations.CreateModel(
            "Signer",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("deputy", "KT. Giám đốc – Phó Giám đốc"),
                            ("by_order", "TL. Giám đốc"),
                            ("authorized", "TUQ. Giám đốc"),
                        ],
                        max_length=12,
                        verbose_name="tư cách ký",
                    ),
                ),
                (
                    "title",
                    models.CharField(help_text="Ví dụ PHÓ GIÁM ĐỐC", max_length=100, verbose_name="chức vụ, viết hoa"),
                ),
                ("name", models.CharField(max_length=120, verbose_name="họ và tên")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signers", to="plans.plan"
                    ),
                ),
            ],
            {
                "verbose_name": "người ký thay",
                "verbose_name_plural": "người ký thay",
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "capacity"), name="one_signer_per_capacity")
                ],
            },
        ),
    ]
