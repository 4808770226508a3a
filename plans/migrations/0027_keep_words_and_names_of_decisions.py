import agencies.calendar
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What is said of single rows: by a return, which keeps it whatever becomes of them, and by an answer that corrects."""

    dependencies = [
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
    ]
