from django.db import migrations, models


class Migration(migrations.Migration):
    """A deleted catalogue can be taken back for a while; its name is free for another one meanwhile."""

    dependencies = [("plans", "0021_find_files_looked_at")]

    operations = [
        migrations.AddField(
            "catalogue",
            "deleted_at",
            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="xóa lúc"),
        ),
        migrations.RemoveConstraint("catalogue", "one_catalogue_per_name"),
        migrations.AddConstraint(
            "catalogue",
            models.UniqueConstraint(
                condition=models.Q(("deleted_at", None)), fields=("fonds", "name"), name="one_catalogue_per_name"
            ),
        ),
    ]
