import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from the rows' rewriting before: PostgreSQL alters no table with changes still to be checked."""

    dependencies = [("plans", "0014_state_only_what_was_recorded")]

    operations = [
        migrations.AlterField(
            "appraisal",
            "document",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appraisals",
                to="agencies.issueddocument",
                verbose_name="văn bản",
            ),
        ),
        migrations.RemoveField("appraisal", "capacity"),
        migrations.RemoveField("appraisal", "document_date"),
        migrations.RemoveField("appraisal", "document_number"),
    ]
