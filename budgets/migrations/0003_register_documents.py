import re

import django.db.models.deletion
from django.db import migrations, models


def register_documents(apps, schema_editor):
    """Each decision's document enters the register; the same number and day of an issuer is one document."""
    issued = apps.get_model("agencies", "IssuedDocument").objects
    for one in apps.get_model("budgets", "EstimateAppraisal").objects.select_related("decided_by").order_by("pk"):
        issuer, year = one.decided_by.agency_id or one.estimate.agency_id, one.document_date.year
        kind = "estimate_decision" if one.own_decision else "estimate_appraisal"
        key = re.sub(r"^0+(?=\d)", "", re.sub(r"\s", "", one.document_number)).casefold()
        same = {"issuer_id": issuer, "year": year, "number_key": key}
        if issued.filter(**same).exclude(issued_on=one.document_date, kind=kind).exists():
            same["number_key"] = f"{key} (dt {one.pk})"  # two documents of one number: told apart, to be corrected
        given = {"kind": kind, "number": one.document_number, "issued_on": one.document_date}
        one.document, _ = issued.get_or_create(**same, defaults=given | {"registered_by": one.decided_by})
        one.save(update_fields=["document"])
    schema_editor.connection.check_constraints()  # PostgreSQL makes no index on rows that are still to be checked


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_issue_documents"),
        ("budgets", "0002_name_the_states_of_estimates"),
        ("plans", "0015_point_appraisals_to_documents"),
    ]

    operations = [
        migrations.AddField(
            "estimateappraisal",
            "document",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="estimate_appraisals",
                to="agencies.issueddocument",
                verbose_name="văn bản",
            ),
        ),
        migrations.RunPython(register_documents, migrations.RunPython.noop),
    ]
