from django.db import migrations, models


class Migration(migrations.Migration):
    """Rows that wait know their fonds, where they come from and the place kept for them; problems keep whole cells."""

    dependencies = [("plans", "0015_point_appraisals_to_documents")]

    operations = [
        migrations.AddField("stagedfile", "fonds", models.CharField(default="", max_length=250)),
        migrations.AddField("stagedfile", "origin_upload", models.BigIntegerField(default=0)),
        migrations.AddField("stagedfile", "origin_position", models.PositiveIntegerField(default=0)),
        migrations.AddField("stagedfile", "place", models.PositiveIntegerField(null=True)),
        migrations.AlterField("uploadproblem", "value", models.TextField()),
    ]
