import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import agencies.calendar


def written_uploads_become_changes(apps, schema_editor):
    """What was written can be taken back as before: its copies now belong to a change of the catalogue."""
    changes = apps.get_model("plans", "CatalogueChange").objects
    copies = apps.get_model("plans", "FileBefore").objects
    for upload in apps.get_model("plans", "CatalogueUpload").objects.filter(phase="written", written_at__isnull=False):
        change = changes.create(
            catalogue_id=upload.catalogue_id,
            upload=upload,
            actor_id=upload.requester_id,
            sentence=f"ghi từ tệp {upload.file_name}",
            made_at=upload.written_at,
            first_added=upload.first_added,
            last_added=upload.last_added,
        )
        copies.filter(upload=upload).update(change=change)
    copies.filter(change=None).delete()
    schema_editor.connection.check_constraints()  # PostgreSQL makes no index on rows that are still to be checked


class Migration(migrations.Migration):
    """Any change of files keeps what it overwrites, not only an upload."""

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("plans", "0017_enter_detailed_plans_in_the_register"),
    ]

    operations = [
        migrations.CreateModel(
            name="CatalogueChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sentence", models.CharField(max_length=400, verbose_name="đã làm gì")),
                ("made_at", models.DateTimeField(default=agencies.calendar.portal_now, verbose_name="lúc")),
                ("first_added", models.BigIntegerField(editable=False, null=True)),
                ("last_added", models.BigIntegerField(editable=False, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="hoàn tác lúc")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người sửa",
                    ),
                ),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="plans.catalogue"
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "upload",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="change",
                        to="plans.catalogueupload",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần sửa Mục lục",
                "verbose_name_plural": "lần sửa Mục lục",
                "ordering": ["-pk"],
            },
        ),
        migrations.RenameModel("UploadChange", "FileBefore"),
        migrations.AlterModelOptions(
            "filebefore",
            {"verbose_name": "giá trị trước khi sửa", "verbose_name_plural": "giá trị trước khi sửa"},
        ),
        migrations.AddField(
            "filebefore",
            "change",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="files",
                to="plans.cataloguechange",
            ),
        ),
        migrations.RunPython(written_uploads_become_changes, migrations.RunPython.noop),
    ]
