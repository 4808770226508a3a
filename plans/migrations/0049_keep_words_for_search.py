import django.db.models.deletion
from django.db import migrations, models

import plans.models.searched


def index_words(apps, schema_editor):
    """Only PostgreSQL keeps words, and only it has an index of them."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE INDEX searched_words ON plans_searchedfile USING gin (words)")


class Migration(migrations.Migration):
    dependencies = [("plans", "0048_keep_catalogue_numbers_of_files")]

    operations = [
        migrations.CreateModel(
            name="SearchedCatalogue",
            fields=[
                (
                    "catalogue",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="searched",
                        serialize=False,
                        to="plans.catalogue",
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="từ của phiên bản")),
            ],
            options={
                "verbose_name": "Mục lục đã có chỉ mục từ",
                "verbose_name_plural": "Mục lục đã có chỉ mục từ",
            },
        ),
        migrations.CreateModel(
            name="SearchedFile",
            fields=[
                ("file_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("text_hash", models.BigIntegerField()),
                ("words", plans.models.searched.Words()),
                (
                    "catalogue",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.catalogue",
                    ),
                ),
            ],
            options={"verbose_name": "từ của hồ sơ", "verbose_name_plural": "từ của hồ sơ"},
        ),
        migrations.RunPython(index_words, migrations.RunPython.noop),
    ]
