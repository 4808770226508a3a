import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F

WORDS = [("", "Chưa xem"), ("handled", "Đã xử lý"), ("different", "Không phải trùng")]
NOTHING = {"verdict": "", "judged_by": None, "judged_at": None, "judged_search": None}


def part(apps, schema_editor):
    """What people of an agency said was its opinion: only Sở Nội vụ decides."""
    groups = apps.get_model("plans", "DuplicateGroup").objects.filter(judged_by__duty__in=("prepares", "signs"))
    said = groups.exclude(verdict="").select_related("judged_by")
    for agency in set(said.values_list("judged_by__agency", flat=True)):
        groups.exclude(verdict="").filter(judged_by__agency=agency).update(
            opinion=F("verdict"),
            opinion_agency=agency,
            opinion_by=F("judged_by"),
            opinion_at=F("judged_at"),
            opinion_search=F("judged_search"),
        )
    groups.exclude(opinion="").update(**NOTHING)


def join(apps, schema_editor):
    """Backwards: an opinion stands where nothing was decided."""
    groups = apps.get_model("plans", "DuplicateGroup").objects.filter(verdict="").exclude(opinion="")
    groups.update(
        verdict=F("opinion"), judged_by=F("opinion_by"), judged_at=F("opinion_at"), judged_search=F("opinion_search")
    )


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0027_keep_words_and_names_of_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "duplicategroup",
            "opinion",
            models.CharField(blank=True, choices=WORDS, default="", max_length=9, verbose_name="ý kiến của cơ quan"),
        ),
        migrations.AddField(
            "duplicategroup",
            "opinion_agency",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agency",
            ),
        ),
        migrations.AddField(
            "duplicategroup",
            "opinion_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "duplicategroup",
            "opinion_at",
            models.DateTimeField(blank=True, null=True, verbose_name="ý kiến lúc"),
        ),
        migrations.AddField(
            "duplicategroup",
            "opinion_search",
            models.BigIntegerField(editable=False, null=True, verbose_name="ý kiến khi xem lần tìm"),
        ),
        migrations.RunPython(part, join),
    ]
