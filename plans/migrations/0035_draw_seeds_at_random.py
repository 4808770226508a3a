from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0034_bind_what_was_left_out_before")]

    operations = [
        migrations.AddField(
            "catalogue",
            "sample_seed",
            models.CharField(
                blank=True, default="", editable=False, max_length=12, verbose_name="mã rút mẫu của bản trình"
            ),
        ),
    ]
