from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from the rows' rewriting before: PostgreSQL makes no index on rows that are still to be checked."""

    dependencies = [("plans", "0020_note_which_files_were_looked_at")]

    operations = [
        migrations.AddIndex(
            "archivalfile",
            models.Index(
                fields=["catalogue"], name="file_looked_at", condition=models.Q(looked_at__isnull=False)
            ),
        ),
    ]
