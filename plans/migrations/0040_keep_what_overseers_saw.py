from django.db import migrations, models
from django.utils import timezone

PAGES = {"a4": "page_count", "a3": "page_count_a3", "a2": "page_count_a2", "a1": "page_count_a1", "a0": "page_count_a0"}
SUMS = ("file_count", "sheet_count", *PAGES.values())


def keep_what_goes_back(apps, schema_editor):
    """Of what lies with its agency again: name and sums as they were before the first change that history knows of."""
    Catalogue, Event = apps.get_model("plans", "Catalogue"), apps.get_model("agencies", "Event")
    kind = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="plans", model="catalogue").first()
    factors = factors_of(apps)
    for one in Catalogue.objects.filter(state__in=("draft", "returned"), submitted_at__isnull=False):
        since = Event.objects.filter(content_type=kind, object_id=one.pk, happened_at__gt=one.state_since)
        kept = {name: getattr(one, name) for name in ("name", "fonds_id", *SUMS)}
        for action, told in (("rename", "name"), ("files", "file_count")):
            events = since.filter(action=action).order_by("happened_at", "pk").values_list("before", flat=True)
            before = next((values for values in events if told in values), {})
            kept |= {name: value for name, value in before.items() if name in kept}
        kept["files_without_sheets"] = one.files.filter(sheet_count=0).count()
        by_size = factors(timezone.localdate(one.submitted_at))
        kept["a4_pages"] = sum(kept[name] * by_size.get(size, 1) for size, name in PAGES.items())
        Catalogue.objects.filter(pk=one.pk).update(as_handed_in=kept)


def factors_of(apps):
    """{size: K} on a day, from the dated factors."""
    rows = list(apps.get_model("plans", "SizeFactor").objects.values("size", "factor", "valid_from"))
    rows.sort(key=lambda row: (row["valid_from"] is not None, row["valid_from"]))

    def on(day):
        return {row["size"]: row["factor"] for row in rows if row["valid_from"] is None or row["valid_from"] <= day}

    return on


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("agencies", "0001_initial"),
        ("plans", "0035_draw_seeds_at_random"),
    ]

    operations = [
        migrations.AddField("catalogue", "as_handed_in", models.JSONField(blank=True, default=dict, editable=False)),
        migrations.RunPython(keep_what_goes_back, migrations.RunPython.noop),
    ]
