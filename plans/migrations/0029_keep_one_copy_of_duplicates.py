import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Replace

KINDS = [
    ("exact", "Giống hệt"),
    ("near", "Gần giống"),
    ("code", "Cùng số, ký hiệu"),
    ("issue", "Văn bản của một nơi ban hành ở nhiều phông"),
]
VERDICTS = [
    ("", "Chưa xem"),
    ("handled", "Đã xử lý"),
    ("different", "Không phải trùng"),
    ("each", "Mỗi phông giữ một bản"),
]
PROMISE = ", hồ sơ đó được số hóa."
LOSSES = [
    ("deleted", "đã bị xóa khỏi Mục lục"),
    ("left_out", "đã bị loại khỏi diện số hóa"),
    ("withdrawn", "đã được rút lại cùng Mục lục"),
    ("changed", "đã được sửa nên không còn trùng"),
]


def state_what_is_true(apps, schema_editor):
    """Notes to agencies promised that the kept file is digitized, which nobody had decided yet."""
    notes = apps.get_model("plans", "FileNote").objects.filter(text__startswith="Trùng với ", text__endswith=PROMISE)
    notes.update(text=Replace("text", Value(PROMISE), Value(".")))


class Migration(migrations.Migration):
    dependencies = [("agencies", "0006_duties_of_offices"), ("plans", "0028_part_opinions_from_decisions")]

    operations = [
        migrations.AlterField(
            "duplicategroup", "kind", models.CharField(choices=KINDS, max_length=5, verbose_name="loại")
        ),
        migrations.AlterField(
            "duplicategroup",
            "verdict",
            models.CharField(blank=True, choices=VERDICTS, default="", max_length=9, verbose_name="kết luận"),
        ),
        migrations.AlterField(
            "duplicategroup",
            "opinion",
            models.CharField(
                blank=True, choices=VERDICTS, default="", max_length=9, verbose_name="ý kiến của cơ quan"
            ),
        ),
        migrations.AddField(
            "duplicategroup",
            "reopened_at",
            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="mở lại lúc"),
        ),
        migrations.AddField(
            "duplicategroup",
            "why_reopened",
            models.CharField(blank=True, default="", editable=False, max_length=200, verbose_name="mở lại vì"),
        ),
        migrations.AddField(
            "duplicategroup",
            "exact_count",
            models.PositiveIntegerField(default=0, verbose_name="số hồ sơ giống hệt một hồ sơ khác của nhóm"),
        ),
        migrations.AddField(
            "duplicatemember",
            "twins",
            models.PositiveIntegerField(default=1, verbose_name="số hồ sơ giống hệt trong nhóm"),
        ),
        migrations.CreateModel(
            "LeftOutDuplicate",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kept_name", models.CharField(max_length=320, verbose_name="hồ sơ giữ lại")),
                ("likeness", models.CharField(max_length=32)),
                ("bound_at", models.DateTimeField(verbose_name="loại lúc")),
                ("lost_at", models.DateTimeField(blank=True, null=True, verbose_name="hồ sơ giữ lại không còn từ")),
                (
                    "why_lost",
                    models.CharField(blank=True, choices=LOSSES, max_length=9, verbose_name="vì sao không còn"),
                ),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.catalogue"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.archivalfile",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="bound",
                        to="plans.duplicategroup",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.archivalfile",
                    ),
                ),
                (
                    "kept_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "kept_catalogue",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="plans.catalogue",
                    ),
                ),
            ],
            options={
                "verbose_name": "hồ sơ loại vì trùng",
                "verbose_name_plural": "hồ sơ loại vì trùng",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("file",), name="one_kept_file_each")],
            },
        ),
        migrations.RunPython(state_what_is_true, migrations.RunPython.noop),
    ]
