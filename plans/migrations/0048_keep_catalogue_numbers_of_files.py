from django.db import migrations, models

import agencies.secrecy.model_fields


def number(**options):
    return agencies.secrecy.model_fields.OpenCharField(max_length=30, default="", **options)


class Migration(migrations.Migration):
    """Numbers of files may begin anew in each Mục lục số. What is there has none, so the wider key holds for it."""

    dependencies = [("plans", "0047_say_who_confirmed_and_by_what_document")]

    operations = [
        migrations.AddField("archivalfile", "catalogue_number", number(blank=True, verbose_name="Mục lục số")),
        migrations.AddField("filebefore", "catalogue_number", number()),
        migrations.AddField("signedfile", "catalogue_number", number()),
        migrations.AddField("stagedfile", "catalogue_number", number()),
        migrations.AddField(
            "stagedfile", "known_as", agencies.secrecy.model_fields.OpenCharField(max_length=30, null=True)
        ),
        migrations.AddConstraint(
            "archivalfile",
            models.UniqueConstraint(
                fields=["catalogue", "box_number", "file_number", "catalogue_number"],
                name="one_file_per_box_and_catalogue_number",
            ),
        ),
        migrations.RemoveConstraint("archivalfile", "one_file_number_per_box"),
    ]
