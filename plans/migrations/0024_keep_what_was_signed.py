import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What was appraised stays with its appraisal when the file itself is changed or deleted."""

    dependencies = [
        ('plans', '0023_date_what_changes'),
    ]

    operations = [
        migrations.AddField(
            model_name='cataloguechange',
            name='revision',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='lần trình'),
        ),
        migrations.AddField(
            model_name='appraisal',
            name='replaced_files',
            field=models.PositiveBigIntegerField(default=0, verbose_name='hồ sơ thẩm định lại'),
        ),
        migrations.AddField(
            model_name='appraisal',
            name='replaced_pages',
            field=models.PositiveBigIntegerField(default=0, verbose_name='trang A4 quy đổi đã thẩm định trước của hồ sơ đó'),
        ),
        migrations.AddField(
            model_name='appraisal',
            name='submitted_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='lúc trình bản được thẩm định'),
        ),
        migrations.CreateModel(
            name='SignedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page_count', models.PositiveBigIntegerField(default=0, verbose_name='số trang A4')),
                ('page_count_a3', models.PositiveBigIntegerField(default=0, verbose_name='số trang A3')),
                ('page_count_a2', models.PositiveBigIntegerField(default=0, verbose_name='số trang A2')),
                ('page_count_a1', models.PositiveBigIntegerField(default=0, verbose_name='số trang A1')),
                ('page_count_a0', models.PositiveBigIntegerField(default=0, verbose_name='số trang A0')),
                ('box_number', models.CharField(max_length=30)),
                ('file_number', models.CharField(max_length=30)),
                ('reference_code', models.CharField(max_length=60)),
                ('title', models.CharField(max_length=1000)),
                ('start_date', models.CharField(max_length=10)),
                ('end_date', models.CharField(max_length=10)),
                ('retention_years', models.PositiveSmallIntegerField()),
                ('sheet_count', models.PositiveIntegerField()),
                ('arranged', models.BooleanField()),
                ('priority', models.CharField(max_length=10)),
                ('digitized_before', models.BooleanField()),
                ('condition', models.CharField(max_length=8)),
                ('archive_number', models.CharField(default='', max_length=30)),
                ('note', models.CharField(max_length=500)),
                ('search_text', models.CharField(max_length=1200)),
                ('title_key', models.BigIntegerField()),
                ('file_id', models.BigIntegerField(db_index=True)),
                ('position', models.PositiveIntegerField()),
                ('decision', models.CharField(blank=True, choices=[('', 'Chưa có kết quả'), ('accepted', 'Chấp nhận'), ('asked', 'Đang hỏi cơ quan'), ('answered', 'Cơ quan đã trả lời'), ('left_out', 'Loại khỏi diện số hóa')], max_length=8)),
                ('left_out_reason', models.CharField(blank=True, choices=[('duplicate', 'Trùng'), ('superfluous', 'Thừa'), ('worthless', 'Hết giá trị'), ('unarranged', 'Chưa chỉnh lý'), ('other', 'Lý do khác')], max_length=12)),
                ('why', models.TextField(blank=True, verbose_name='lý do bằng lời')),
                ('appraisal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signed_files', to='plans.appraisal')),
                ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaced_rows', to='plans.appraisal')),
            ],
            options={
                'verbose_name': 'hồ sơ như đã thẩm định',
                'verbose_name_plural': 'hồ sơ như đã thẩm định',
                'ordering': ['appraisal', 'position'],
                'constraints': [models.UniqueConstraint(fields=('appraisal', 'file_id'), name='one_signed_row_per_appraisal')],
            },
        ),
    ]
