from datetime import date

from django.core.management import call_command

from agencies.models import Agency
from plans.models import ControlFigure, Milestone, Plan, SizeFactor
from plans.targets.setup import load_plan


def test_every_agency_of_the_plan_is_there(agencies):
    kinds = [agency.kind for agency in agencies.values() if not agency.active_from]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "province": 1,
        "department": 13,
        "board": 1,
        "archives": 1,
        "district": 17,
        "commune": 233,
    }
    assert sum(1 for agency in agencies.values() if agency.active_from) == 78


def test_every_old_commune_goes_whole_into_one_new_unit(agencies):
    old = [a for a in agencies.values() if a.kind == Agency.Kind.COMMUNE and not a.active_from]
    assert all(a.successor and a.successor.active_from == date(2025, 7, 1) for a in old)
    assert agencies["20344"].successor.name == "UBND phường Hương Trà"


def test_control_figures_are_pages_times_the_unit_price(plan):
    for figure in ControlFigure.objects.all():
        assert figure.page_count * 4896 == figure.amount_dong


def test_before_a_day_ends_the_day_before(plan):
    milestone = Milestone.objects.get(plan=plan, key="digitization", group="districts")
    assert (milestone.printed_date, milestone.last_day_on_time) == (date(2025, 6, 30), date(2025, 6, 29))


def test_loading_again_changes_nothing_that_people_set(plan):
    Milestone.objects.filter(key="review").update(last_day_on_time=date(2025, 4, 20))
    load_plan()
    assert Milestone.objects.get(key="review").last_day_on_time == date(2025, 4, 20)
    assert Agency.objects.count() == 344


def test_loading_again_keeps_names_dates_and_order_that_people_changed(plan, agencies, capsys):
    changed = {"name": "Sở Y tế tỉnh", "official_order": 77}
    Agency.objects.filter(code="SYT").update(**changed)
    Agency.objects.filter(code="20344").update(active_to=date(2025, 7, 31))
    Agency.objects.filter(code="SDTTG").delete()
    call_command("load_plan", "quang-nam")
    assert Agency.objects.filter(code="SYT", **changed).exists() and Agency.objects.filter(code="SDTTG").exists()
    assert Agency.objects.get(code="20344").active_to == date(2025, 7, 31)
    assert capsys.readouterr().out.splitlines()[1:] == [
        "Giữ tên đã sửa trong trang quản trị: Sở Y tế tỉnh (dữ liệu kèm cổng ghi “Sở Y tế”)."
    ]


def test_no_province_is_taken_for_granted():
    assert Plan().province_name == ""


def test_reporting_periods_end_weekly(plan):
    assert plan.period_ends(date(2025, 6, 20))[-1] == date(2025, 6, 20)
    assert len(plan.period_ends(date(2025, 6, 20))) == 9


def test_loading_again_leaves_extensions_factors_and_corrected_figures(plan, agencies):
    days = {"printed_date": date(2025, 9, 30), "last_day_on_time": date(2025, 9, 29)}
    Milestone.objects.create(plan=plan, key="digitization", group="districts", valid_from=date(2025, 7, 1), **days)
    Milestone.objects.create(plan=plan, key="review", agency=agencies["SYT"], **days)
    SizeFactor.objects.create(size="a3", factor=3, valid_from=date(2025, 7, 1))
    ControlFigure.objects.filter(group="districts").update(file_count=1)
    before = Milestone.objects.count(), SizeFactor.objects.count()
    load_plan()
    assert (Milestone.objects.count(), SizeFactor.objects.count()) == before
    assert ControlFigure.objects.get(group="districts").file_count == 1
