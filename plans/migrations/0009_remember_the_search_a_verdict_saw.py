from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0008_key_old_titles")]

    operations = [
        migrations.AddField(
            model_name="duplicategroup",
            name="judged_search",
            field=models.BigIntegerField(editable=False, null=True, verbose_name="kết luận khi xem lần tìm"),
        ),
    ]
