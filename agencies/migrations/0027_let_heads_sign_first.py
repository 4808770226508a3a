from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0026_issue_allocations'),
    ]

    operations = [
        migrations.AddField(
            model_name='agency',
            name='head_signs',
            field=models.BooleanField(default=True, help_text='Mục lục, dự toán, rà soát do cán bộ lập chỉ gửi đi khi thủ trưởng (hoặc người được giao ký) đã ký trên cổng. Cơ quan không có tài khoản thủ trưởng đang dùng thì không có bước này.', verbose_name='thủ trưởng ký trước khi gửi'),
        ),
    ]
