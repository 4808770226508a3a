import agencies.calendar
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def drop_old_sessions(apps, schema_editor):
    """Nobody reads Django's own table any more: nothing of a kept form stays in it."""
    apps.get_model('sessions', 'Session').objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0013_second_factor'),
        ('sessions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PortalSession',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('device', models.CharField(blank=True, max_length=60, verbose_name='thiết bị')),
                ('address', models.GenericIPAddressField(null=True, verbose_name='địa chỉ')),
                ('began_at', models.DateTimeField(null=True, verbose_name='đăng nhập lúc')),
                ('seen_at', models.DateTimeField(default=agencies.calendar.portal_now, verbose_name='dùng gần nhất lúc')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL, verbose_name='người dùng')),
            ],
            options={
                'verbose_name': 'phiên đăng nhập',
                'verbose_name_plural': 'phiên đăng nhập',
                'ordering': ['-seen_at'],
            },
        ),
        migrations.RunPython(drop_old_sessions, migrations.RunPython.noop),
    ]
