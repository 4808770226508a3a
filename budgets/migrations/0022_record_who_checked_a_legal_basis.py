"""Who compared a limit or the Treasury's form with the law becomes a record; so far a mark stood in the text."""

import django.db.models.deletion
from datetime import date

from django.conf import settings
from django.db import migrations, models


MARK = " (cần kiểm tra căn cứ)"
FORM = {"name": "Mẫu số 08a", "source": "Nghị định số 11/2020/NĐ-CP ngày 20/01/2020"}
FORM_VALID_FROM = date(2020, 3, 16)
CHECKED = (
    ("basis_checked", models.BooleanField("đã kiểm tra căn cứ", default=False)),
    ("checked_on", models.DateField("ngày kiểm tra", null=True, blank=True, editable=False)),
    (
        "checked_by",
        models.ForeignKey(
            settings.AUTH_USER_MODEL,
            django.db.models.deletion.PROTECT,
            null=True,
            blank=True,
            editable=False,
            related_name="+",
            verbose_name="người kiểm tra",
        ),
    ),
)


def take_out_marks(apps, schema_editor):
    """What an administrator entered without the mark counted as checked; nobody recorded by whom."""
    for name in ("ProcurementLimit", "AdvanceLimit"):
        for row in apps.get_model("budgets", name).objects.all():
            row.basis_checked = not row.source.endswith(MARK)
            row.source = row.source.removesuffix(MARK)
            row.save(update_fields=["source", "basis_checked"])
    apps.get_model("budgets", "TreasuryForm").objects.get_or_create(valid_from=FORM_VALID_FROM, defaults=FORM)


def put_marks_back(apps, schema_editor):
    for name in ("ProcurementLimit", "AdvanceLimit"):
        for row in apps.get_model("budgets", name).objects.filter(basis_checked=False):
            row.source = f"{row.source[: 300 - len(MARK)]}{MARK}"
            row.save(update_fields=["source"])


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("budgets", "0021_list_what_simulations_chose"),
    ]

    operations = [
        migrations.CreateModel(
            name="TreasuryForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField("căn cứ", max_length=300)),
                *CHECKED,
                ("name", models.CharField("tên mẫu", max_length=60)),
                ("valid_from", models.DateField("áp dụng từ ngày", unique=True)),
            ],
            options={
                "verbose_name": "mẫu biểu Kho bạc",
                "verbose_name_plural": "mẫu biểu Kho bạc",
                "ordering": ["-valid_from"],
                "abstract": False,
            },
        ),
        *(
            migrations.AddField(model, name, field.clone())
            for model in ("procurementlimit", "advancelimit")
            for name, field in CHECKED
        ),
        migrations.RunPython(take_out_marks, put_marks_back),
    ]
