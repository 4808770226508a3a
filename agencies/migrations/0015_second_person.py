import agencies.calendar
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0014_sessions_of_people'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccountChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.JSONField(default=dict, verbose_name='đang là')),
                ('after', models.JSONField(default=dict, verbose_name='đổi thành')),
                ('sentence', models.CharField(max_length=400, verbose_name='thay đổi')),
                ('asked_at', models.DateTimeField(default=agencies.calendar.portal_now, verbose_name='đề nghị lúc')),
                ('state', models.CharField(choices=[('waiting', 'Chờ xác nhận'), ('confirmed', 'Đã xác nhận'), ('taken_back', 'Đã rút hoặc không đồng ý')], default='waiting', max_length=12, verbose_name='trạng thái')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='trả lời lúc')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người trả lời')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người đề nghị')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes_asked', to=settings.AUTH_USER_MODEL, verbose_name='tài khoản')),
            ],
            options={
                'verbose_name': 'thay đổi tài khoản chờ xác nhận',
                'verbose_name_plural': 'thay đổi tài khoản chờ xác nhận',
                'ordering': ['-asked_at', '-pk'],
                'constraints': [models.UniqueConstraint(models.F('user'), condition=models.Q(('state', 'waiting')), name='one_account_change_waits')],
            },
        ),
    ]
