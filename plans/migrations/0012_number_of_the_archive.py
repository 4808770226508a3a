from django.db import migrations, models


class Migration(migrations.Migration):
    """An empty number for every file that is there, also for rows that wait and for what an undo would bring back."""

    dependencies = [("plans", "0011_name_the_states_of_catalogues")]

    operations = [
        migrations.AddField(
            "archivalfile",
            "archive_number",
            models.CharField(blank=True, default="", max_length=30, verbose_name="số lưu trữ"),
        ),
        migrations.AddField("stagedfile", "archive_number", models.CharField(default="", max_length=30)),
        migrations.AddField("uploadchange", "archive_number", models.CharField(default="", max_length=30)),
    ]
