"""The demo on a day before its last one: the story as far as it had gone, nothing dated later."""

from datetime import date, datetime, time
from random import Random

import pytest
from django.utils.timezone import make_aware

from agencies.calendar import portal_now
from agencies.models import Event
from budgets.models import Estimate, EstimateAppraisal
from plans.models import Appraisal, ArchivalFile, Catalogue, DetailedPlan, FileNote, ProgressReport, VolumeReview
from reports.demo.days import before_now, last_known_day, moment

pytestmark = [pytest.mark.slow, pytest.mark.once]


def latest_days():
    """{what: the latest day that any of its rows names}"""
    moments = {
        "events": Event.objects.values_list("happened_at", flat=True),
        "catalogues": Catalogue.objects.values_list("state_since", flat=True),
        "catalogues handed in": Catalogue.objects.values_list("submitted_at", flat=True),
        "estimates": Estimate.objects.values_list("state_since", flat=True),
        "estimates handed in": Estimate.objects.values_list("submitted_at", flat=True),
        "notes": FileNote.objects.values_list("written_at", flat=True),
        "reviews": VolumeReview.objects.values_list("submitted_at", flat=True),
        "detailed plans": DetailedPlan.objects.values_list("submitted_at", flat=True),
        "progress": ProgressReport.objects.values_list("submitted_at", flat=True),
    }
    decided = {
        "appraisals": Appraisal.objects.values_list("decided_on", flat=True),
        "results": EstimateAppraisal.objects.values_list("decided_on", flat=True),
        "periods": ProgressReport.objects.values_list("period_end", flat=True),
        "issued plans": DetailedPlan.objects.values_list("issued_on", flat=True),
    }
    zone = portal_now().tzinfo
    days = {name: [each.astimezone(zone).date() for each in found if each] for name, found in moments.items()}
    return {name: max(found) for name, found in (days | {n: list(d) for n, d in decided.items()}).items() if found}


@pytest.fixture(scope="module")
def story(request, demo_until):
    with demo_until(request.param):
        yield request.param


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("2025-04-15", set()),
        ("2025-04-20", {"reviews", "detailed plans", "catalogues", "appraisals", "events"}),
        ("2025-05-12", {"progress", "results", "notes"}),
    ],
    indirect=["story"],
)
def test_the_story_goes_no_further_than_the_portals_day(story, day, expected):
    portal, latest = day(story), latest_days()
    assert expected <= set(latest)
    assert {name: found for name, found in latest.items() if found > portal} == {}
    for catalogue in Catalogue.objects.all():
        moves = [
            event.after["state"] for event in Event.objects.about(catalogue).order_by("pk") if event.after.get("state")
        ]
        assert (moves or ["draft"])[-1] == catalogue.state
    appraised = ArchivalFile.objects.filter(appraisal__isnull=False)
    assert not appraised.exclude(catalogue__state__in=("appraised", "received")).exists()


def test_after_its_last_day_the_story_goes_no_further(day):
    day("2025-08-16")
    assert last_known_day() == date(2025, 6, 20)


@pytest.mark.parametrize("clock", ["00:00", "08:42", "09:59", "14:00"])
def test_nothing_of_the_portals_day_is_later_than_its_present_minute(monkeypatch, settings, clock):
    settings.PORTAL_TODAY = "2025-06-20"
    now = make_aware(datetime.combine(date(2025, 6, 20), time.fromisoformat(clock)))
    monkeypatch.setattr("reports.demo.days.portal_now", lambda: now)
    found = [moment(now.date(), Random(seed), 7 + seed % 10) for seed in range(60)]
    assert max(found) <= now
    early, late = before_now(now.replace(hour=7, minute=35)), before_now(now.replace(hour=9, minute=45))
    assert early <= late <= max(now, now.replace(hour=9, minute=45))
    yesterday = moment(date(2025, 6, 19), Random(1), 16)
    assert yesterday.hour > 12 and yesterday.date() == date(2025, 6, 19)  # other days keep their hours
