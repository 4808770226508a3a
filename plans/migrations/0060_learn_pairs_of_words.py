from django.db import migrations


def forget_words(apps, schema_editor):
    """What was kept has no pairs and no catalogues: the task writes it anew, until then files are read."""
    apps.get_model("plans", "SearchedCatalogue").objects.all().delete()
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("TRUNCATE plans_searchedfile")


class Migration(migrations.Migration):
    dependencies = [('plans', '0059_name_catalogue_numbers_in_returns')]

    operations = [migrations.RunPython(forget_words, migrations.RunPython.noop)]
