from django.db import migrations, models


def number_old_reports(apps, schema_editor):
    """Reports of one plan and day in the order in which they were asked for; the hour is that of their request."""
    counts = {}
    for report in apps.get_model("reports", "Report").objects.order_by("created_at", "pk"):
        day = report.plan_id, report.as_of
        counts[day] = counts.get(day, 0) + 1
        report.number, report.figures_at = counts[day], report.created_at
        report.save(update_fields=["number", "figures_at"])


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_write_long_papers_in_a_job")]

    operations = [
        migrations.AddField(
            "report", "number", models.PositiveSmallIntegerField(default=1, verbose_name="lần lập của số liệu ngày này")
        ),
        migrations.AddField(
            "report", "figures_at", models.DateTimeField(blank=True, null=True, verbose_name="số liệu tổng hợp lúc")
        ),
        migrations.RunPython(number_old_reports, migrations.RunPython.noop),
        migrations.AddConstraint(
            "report",
            models.UniqueConstraint(fields=("plan", "as_of", "number"), name="one_report_of_a_day_per_number"),
        ),
    ]
