import agencies.calendar
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


DECISIONS = ("appraise", "tranche", "return")


def name_decisions(apps, schema_editor):
    """The names of that day: those before the first renaming that followed the decision, otherwise the present ones."""
    of_whole = {"of_fonds": True}
    for name, fields in (("Appraisal", of_whole), ("CatalogueReturn", {})):
        rows = apps.get_model("plans", name).objects.select_related("catalogue__fonds", "document")
        for one in rows.iterator(1000):
            write_names(apps, one, **fields)


def write_names(apps, one, of_fonds=False):
    before = renamed_after(apps, one)
    one.catalogue_name = before.get("name") or one.catalogue.name
    if of_fonds:
        one.fonds_name = before.get("fonds") or one.catalogue.fonds.name
    one.save(update_fields=["catalogue_name", *(["fonds_name"] if of_fonds else [])])


def renamed_after(apps, one):
    """{"name", "fonds"} before the first renaming after the decision; {} where there was none."""
    kinds = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="plans", model="catalogue")
    events = apps.get_model("agencies", "Event").objects.filter(content_type__in=kinds, object_id=one.catalogue_id)
    decided = events.filter(action__in=DECISIONS)
    if one.document_id:
        decided = decided.filter(document_number=one.document.number)
    else:
        decided = decided.filter(action="return", reason=one.reason)
    last = decided.order_by("pk").last()
    later = events.filter(action="rename", pk__gt=last.pk).order_by("pk").first() if last else None
    return later.before if later else {}


class Migration(migrations.Migration):
    """What is said of single rows: by a return, which keeps it whatever becomes of them, and by an answer that corrects; and
    the names that a decision was signed with."""

    dependencies = [
        ('agencies', '0006_duties_of_offices'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('plans', '0026_ask_before_reopening'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReturnedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_id', models.BigIntegerField()),
                ('position', models.PositiveIntegerField()),
                ('box_number', models.CharField(blank=True, max_length=30, verbose_name='hộp/cặp số')),
                ('file_number', models.CharField(max_length=30, verbose_name='hồ sơ số')),
                ('title', models.CharField(max_length=1000, verbose_name='tiêu đề hồ sơ')),
                ('text', models.TextField(max_length=2000, verbose_name='cần sửa gì')),
                ('named_at', models.DateTimeField(default=agencies.calendar.portal_now, verbose_name='lúc')),
                ('catalogue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='named_files', to='plans.catalogue')),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sent_back', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='plans.cataloguereturn')),
            ],
            options={
                'verbose_name': 'hồ sơ nêu khi trả lại',
                'verbose_name_plural': 'hồ sơ nêu khi trả lại',
                'ordering': ['catalogue', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('sent_back', None)), fields=('catalogue', 'file_id'), name='one_sentence_per_named_file')],
            },
        ),
        migrations.CreateModel(
            name='ProposedValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=30, verbose_name='cột')),
                ('header', models.CharField(max_length=60, verbose_name='tên cột')),
                ('was', models.CharField(blank=True, max_length=1000, verbose_name='đang ghi')),
                ('value', models.CharField(blank=True, max_length=1000, verbose_name='giá trị đúng')),
                ('outcome', models.CharField(blank=True, choices=[('', 'Chờ Sở Nội vụ'), ('taken', 'Đã sửa theo'), ('declined', 'Không sửa theo')], default='', max_length=8, verbose_name='kết quả')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='lúc')),
                ('change', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposals', to='plans.cataloguechange')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('note', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='proposal', to='plans.filenote')),
            ],
            options={
                'verbose_name': 'đề nghị sửa',
                'verbose_name_plural': 'đề nghị sửa',
            },
        ),
        migrations.AddField(
            model_name='appraisal',
            name='catalogue_name',
            field=models.CharField(blank=True, max_length=250, verbose_name='tên Mục lục lúc thẩm định'),
        ),
        migrations.AddField(
            model_name='appraisal',
            name='fonds_name',
            field=models.CharField(blank=True, max_length=250, verbose_name='tên phông lúc thẩm định'),
        ),
        migrations.AddField(
            model_name='cataloguereturn',
            name='catalogue_name',
            field=models.CharField(blank=True, max_length=250, verbose_name='tên Mục lục lúc trả lại'),
        ),
        migrations.RunPython(name_decisions, migrations.RunPython.noop),
    ]
