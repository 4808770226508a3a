from django.db import migrations
from django.db.models import OuterRef, Subquery

import agencies.secrecy.model_fields


def name_fonds(apps, schema_editor):
    """Earlier returns get the fonds that their catalogue has today."""
    names = apps.get_model("plans", "Catalogue").objects.filter(pk=OuterRef("catalogue")).values("fonds__name")
    apps.get_model("plans", "CatalogueReturn").objects.update(fonds_name=Subquery(names[:1]))


class Migration(migrations.Migration):
    """A return keeps the fonds of its catalogue as it was on that day, as an appraisal does."""

    dependencies = [('plans', '0060_learn_pairs_of_words')]

    operations = [
        migrations.AddField(
            "cataloguereturn",
            "fonds_name",
            agencies.secrecy.model_fields.OpenCharField(
                blank=True, composed=True, default="", max_length=250, verbose_name="tên phông lúc trả lại"
            ),
        ),
        migrations.RunPython(name_fonds, migrations.RunPython.noop),
    ]
