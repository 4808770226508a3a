import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from the rows' rewriting before: PostgreSQL alters no table with changes still to be checked."""

    dependencies = [("budgets", "0003_register_documents")]

    operations = [
        migrations.AlterField(
            "estimateappraisal",
            "document",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="estimate_appraisals",
                to="agencies.issueddocument",
                verbose_name="văn bản",
            ),
        ),
        migrations.RemoveField("estimateappraisal", "document_date"),
        migrations.RemoveField("estimateappraisal", "document_number"),
    ]
