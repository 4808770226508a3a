from django.db import migrations

from plans.services.title_keys import key_old_titles


def key_titles(apps, schema_editor):
    key_old_titles(apps.get_model("plans", "ArchivalFile"), schema_editor.connection.alias)


class Migration(migrations.Migration):
    atomic = False  # two million rows are written in steps, and an interrupted run goes on where it stopped

    dependencies = [("plans", "0007_mark_workbooks_in_a_job")]

    operations = [migrations.RunPython(key_titles, migrations.RunPython.noop)]
