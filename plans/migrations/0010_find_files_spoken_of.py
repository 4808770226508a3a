from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0009_remember_the_search_a_verdict_saw")]

    operations = [
        migrations.AddIndex(
            model_name="archivalfile",
            index=models.Index(
                condition=models.Q(("decision__in", ["asked", "answered", "left_out"])),
                fields=["catalogue", "decision"], name="file_spoken_of",
            ),
        ),
    ]
