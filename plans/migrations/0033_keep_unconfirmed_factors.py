from django.db import migrations, models
from django.utils import timezone


PAGES = {"a3": "page_count_a3", "a2": "page_count_a2", "a1": "page_count_a1", "a0": "page_count_a0"}


def keep_unconfirmed(apps, schema_editor):
    """The sizes of each appraisal whose factor was not confirmed when it was signed, as the history has it."""
    factors = list(apps.get_model("plans", "SizeFactor").objects.all())
    confirmed = confirmations(apps)
    for one in apps.get_model("plans", "Appraisal").objects.iterator(1000):
        day = timezone.localdate(one.submitted_at) if one.submitted_at else one.decided_on
        used = [in_force(factors, size, day) for size, name in PAGES.items() if getattr(one, name)]
        is_open = [row for row in used if row and row.factor != 1 and not was_confirmed(row, one.decided_on, confirmed)]
        if is_open:
            one.unconfirmed_sizes = [row.size for row in is_open]
            one.save(update_fields=["unconfirmed_sizes"])


def in_force(factors, size, day):
    """The factor of the size on the day; None where there is none."""
    known = [row for row in factors if row.size == size and (row.valid_from is None or row.valid_from <= day)]
    return max(known, key=lambda row: (row.valid_from is not None, row.valid_from or day), default=None)


def confirmations(apps):
    """{factor: [(day, what stood there before)]} of every change of the mark, oldest first."""
    kinds = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="plans", model="sizefactor")
    events = apps.get_model("agencies", "Event").objects.filter(content_type__in=kinds, action="change")
    found = {}
    for event in events.order_by("happened_at", "pk"):
        if "confirmed" in event.before:
            day = timezone.localdate(event.happened_at)
            found.setdefault(event.object_id, []).append((day, event.before["confirmed"] == "True"))
    return found


def was_confirmed(row, day, confirmed):
    """Whether the factor was marked as confirmed at the end of the day."""
    later = [before for changed_on, before in confirmed.get(row.pk, []) if changed_on > day]
    return later[0] if later else row.confirmed


class Migration(migrations.Migration):
    """What was unconfirmed when an appraisal was signed stays with it."""

    dependencies = [
        ("agencies", "0006_duties_of_offices"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("plans", "0032_take_no_province_for_granted"),
    ]

    operations = [
        migrations.AddField(
            "appraisal",
            "unconfirmed_sizes",
            models.JSONField(blank=True, default=list, verbose_name="khổ giấy có hệ số K chưa xác nhận"),
        ),
        migrations.RunPython(keep_unconfirmed, migrations.RunPython.noop),
    ]
