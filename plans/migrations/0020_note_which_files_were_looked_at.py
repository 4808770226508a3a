from django.db import migrations, models
from django.utils.dateparse import parse_datetime

DECISIONS = [
    ("", "Chưa có kết quả"),
    ("accepted", "Chấp nhận"),
    ("asked", "Đang hỏi cơ quan"),
    ("answered", "Cơ quan đã trả lời"),
    ("left_out", "Loại khỏi diện số hóa"),
]


def samples_say_what_was_looked_at(apps, schema_editor):
    """Only samples say which files were looked at one by one; of all others nothing is known, so they were not.

    A file that changed since, or that has no conclusion any more, is to be looked at again.
    """
    files = apps.get_model("plans", "ArchivalFile").objects.filter(decision__in=["accepted", "asked", "left_out"])
    for draw in apps.get_model("plans", "SampleDraw").objects.exclude(seen={}).order_by("revision", "size"):
        same = files.filter(catalogue=draw.catalogue_id, revision__lte=draw.revision)
        for key, seen in draw.seen.items():
            same.filter(pk=int(key)).update(looked_at=parse_datetime(seen["at"]))


class Migration(migrations.Migration):
    dependencies = [("plans", "0019_changes_own_their_copies")]

    operations = [
        migrations.AddField(
            "archivalfile",
            "looked_at",
            models.DateTimeField(blank=True, null=True, verbose_name="xem từng hồ sơ lúc"),
        ),
        migrations.AddField("filebefore", "looked_at", models.DateTimeField(null=True)),
        migrations.AlterField(
            "archivalfile",
            "decision",
            models.CharField(
                blank=True, choices=DECISIONS, default="", max_length=8, verbose_name="kết quả xem xét"
            ),
        ),
        migrations.AlterField("filebefore", "decision", models.CharField(blank=True, choices=DECISIONS, max_length=8)),
        migrations.RunPython(samples_say_what_was_looked_at, migrations.RunPython.noop),
    ]
