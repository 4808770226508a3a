from django.db import migrations

import agencies.secrecy.model_fields


class Migration(migrations.Migration):
    """A file that a return names is told apart from others by its Mục lục số too."""

    dependencies = [('plans', '0057_hand_over_to_the_shared_archive')]

    operations = [
        migrations.AddField(
            "returnedfile",
            "catalogue_number",
            agencies.secrecy.model_fields.OpenCharField(
                blank=True, composed=True, default="", max_length=30, verbose_name="Mục lục số"
            ),
        ),
    ]
