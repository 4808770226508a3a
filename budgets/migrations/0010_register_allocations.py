import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("agencies", "0026_issue_allocations"),
        ("budgets", "0009_follow_money_to_its_settlement"),
    ]

    operations = [
        migrations.AddField(
            model_name="allocation",
            name="document",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="allocations",
                to="agencies.issueddocument",
                verbose_name="văn bản",
            ),
        ),
    ]
