from django.db import migrations, models

KEPT = ("name", "note", "excess_reason", "requested_dong", "a4_page_count")
OF_LINES = ("position", "name", "size", "page_count", "factor", "factor_confirmed", "amount_dong")


def keep_what_goes_back(apps, schema_editor):
    """Of what lies with its agency again and was not revised since it went back: all of it."""
    Estimate, Event = apps.get_model("budgets", "Estimate"), apps.get_model("agencies", "Event")
    kind = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="budgets", model="estimate").first()
    for one in Estimate.objects.filter(state__in=("draft", "returned"), submitted_at__isnull=False):
        kept = {name: getattr(one, name) for name in KEPT} | {"lines": list(one.lines.values(*OF_LINES))}
        events = Event.objects.filter(content_type=kind, object_id=one.pk).order_by("happened_at", "pk")
        first = events.filter(action="revise", happened_at__gt=one.state_since).first()
        if first:  # its lines were written anew: only name and sum are known
            went_back = events.filter(action__in=("withdraw", "return", "reopen")).last()
            kept |= {"name": name_in(went_back), "note": "", "excess_reason": "", "a4_page_count": 0, "lines": []}
            kept["requested_dong"] = first.before.get("requested_dong", 0)
        Estimate.objects.filter(pk=one.pk).update(as_handed_in=kept)


def name_in(event):
    """The name in “rút lại Dự toán “Đợt 1” của Sở Y tế”."""
    return event.sentence.partition("“")[2].rpartition("” của ")[0] if event else ""


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("agencies", "0001_initial"),
        ("budgets", "0005_give_reasons_for_excess"),
    ]

    operations = [
        migrations.AddField("estimate", "as_handed_in", models.JSONField(blank=True, default=dict, editable=False)),
        migrations.RunPython(keep_what_goes_back, migrations.RunPython.noop),
    ]
