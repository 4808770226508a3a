import re

from django.db import migrations


def register_documents(apps, schema_editor):
    """The numbers of each agency's plans, latest versions first; one that serves another document stays its own."""
    issued = apps.get_model("agencies", "IssuedDocument").objects
    for one in apps.get_model("plans", "DetailedPlan").objects.order_by("agency", "-version"):
        key = re.sub(r"^0+(?=\d)", "", re.sub(r"\s", "", one.number)).casefold()
        same = {"issuer_id": one.agency_id, "year": one.issued_on.year, "number_key": key}
        given = {"kind": "detailed_plan", "number": one.number, "issued_on": one.issued_on}
        issued.get_or_create(**same, defaults=given | {"registered_by_id": one.submitted_by_id})


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0004_register_detailed_plans"),
        ("plans", "0016_places_for_rows_to_correct"),
    ]

    operations = [migrations.RunPython(register_documents, migrations.RunPython.noop)]
