import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """After the step before, which PostgreSQL wants in a transaction of its own: uploads keep no copies any more."""

    dependencies = [("plans", "0017_undo_every_change_of_files")]

    operations = [
        migrations.RemoveField("filebefore", "upload"),
        migrations.AlterField(
            "filebefore",
            "change",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="files", to="plans.cataloguechange"
            ),
        ),
        migrations.RemoveField("catalogueupload", "first_added"),
        migrations.RemoveField("catalogueupload", "last_added"),
    ]
