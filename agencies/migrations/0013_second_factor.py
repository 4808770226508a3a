from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0012_lead_equal_forms_to_one_thing'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='must_change_password',
            field=models.BooleanField(default=False, verbose_name='phải đổi mật khẩu'),
        ),
        migrations.AddField(
            model_name='user',
            name='second_factor_since',
            field=models.DateTimeField(editable=False, null=True, verbose_name='bật lớp xác thực thứ hai lúc'),
        ),
    ]
