"""A district shares its target out among its communes: the whole stays, nothing is lost or overdrawn."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.targets import services as targets
from plans.targets.services import TargetError, TargetFigures
from tests.helpers.targets import line, own, workbook

TAM_KY = "/chi-tieu/co-quan/502/"


def shares(plan, district, **parts):
    """What the dividing page sends; parts as c20335=("10", "270")."""
    communes = list(district.children.order_by("official_order", "code"))
    data = {
        "share-TOTAL_FORMS": len(communes),
        "share-INITIAL_FORMS": len(communes),
        "seen": targets.fingerprint(targets.division(plan, district)),
    }
    for number, commune in enumerate(communes):
        data[f"share-{number}-files"], data[f"share-{number}-pages"] = parts.get(f"c{commune.code}", ("", ""))
    return data


def test_hai_divides_his_districts_target_without_changing_the_total(as_user, hai, hoa, plan, tam_ky):
    as_user(hai).submit(f"{TAM_KY}chia/", shares(plan, tam_ky, c20335=("100", "2.700")))
    assert own("502") == (900, 24_300) and own("20335") == (100, 2_700)
    assert targets.standing_lines(plan)["502"].page_count == 27_000
    page = as_user(hoa).get("/chi-tieu/?mo=502").content.decode()
    assert "27.000" in page and "24.300" in page and "UBND phường Tân Thạnh" in page


def test_what_was_given_can_be_taken_back(as_user, hai, plan, tam_ky):
    as_user(hai).submit(f"{TAM_KY}chia/", shares(plan, tam_ky, c20335=("100", "2.700")))
    as_user(hai).submit(f"{TAM_KY}chia/", shares(plan, tam_ky))
    assert own("502") == (1_000, 27_000) and own("20335") is None


def test_more_than_the_whole_cannot_be_given(as_user, hai, plan, tam_ky):
    page = as_user(hai).submit(f"{TAM_KY}chia/", shares(plan, tam_ky, c20335=("100", "27.001"))).content.decode()
    assert "nhiều hơn chỉ tiêu của huyện 1 trang" in page and 'value="27.001"' in page
    assert own("502") == (1_000, 27_000)


def test_a_mistake_in_a_share_names_the_commune(as_user, hai, plan, tam_ky):
    page = as_user(hai).submit(f"{TAM_KY}chia/", shares(plan, tam_ky, c20335=("", "2.700"))).content.decode()
    assert "UBND phường Tân Thạnh, cột Số hồ sơ: Có trang thì phải có hồ sơ" in page
    assert "Tổng của UBND thành phố Tam Kỳ không đổi" in page


def test_two_people_dividing_at_once_do_not_lose_anything(as_user, hai, hoa, plan, tam_ky, agencies):
    stale = shares(plan, tam_ky, c20335=("100", "2.700"))
    targets.assign_targets(plan, {tam_ky: TargetFigures(2_000, 54_000)}, actor=hoa)
    page = as_user(hai).submit(f"{TAM_KY}chia/", stale).content.decode()
    assert "Có người vừa thay đổi" in page and own("502") == (2_000, 54_000)


def test_a_district_cannot_shrink_below_its_communes(plan, agencies, hoa, hai, tam_ky, sent):
    targets.divide_target(plan, tam_ky, {agencies["20335"]: TargetFigures(100, 2_700)}, actor=hai)
    with pytest.raises(TargetError, match="nhỏ hơn phần đã chia"):
        targets.assign_targets(plan, {tam_ky: TargetFigures(100, 2_699)}, actor=hoa)
    assert "nhỏ hơn phần đã chia" in sent(workbook(line("502", 100, 2_699)))


def test_a_part_not_named_stays(plan, agencies, hai, tam_ky):
    first, second = agencies["20335"], tam_ky.children.exclude(code="20335").first()
    targets.divide_target(plan, tam_ky, {first: TargetFigures(100, 2_700)}, actor=hai)
    targets.divide_target(plan, tam_ky, {second: TargetFigures(10, 300)}, actor=hai)
    assert own("502") == (890, 24_000) and own("20335") == (100, 2_700)


@pytest.mark.parametrize("name, status", [("lan", 404), ("binh", 404), ("thu", 404), ("tuan", 403), ("mai", 403)])
def test_others_cannot_divide(as_user, cast, plan, tam_ky, name, status):
    assert as_user(cast(name)).get(f"{TAM_KY}chia/").status_code == status


def test_the_list_asks_as_often_with_all_communes_divided(as_user, hoa, hai, plan, agencies, tam_ky):
    client = as_user(hoa)
    client.get("/chi-tieu/")
    with CaptureQueriesContext(connection) as before:
        client.get("/chi-tieu/")
    parts = {commune: TargetFigures(1, 30) for commune in tam_ky.children.all()}
    targets.divide_target(plan, tam_ky, parts, actor=hai)
    client.get("/chi-tieu/?mo=502")  # the way back is kept
    with CaptureQueriesContext(connection) as after:
        client.get("/chi-tieu/?mo=502")
    assert len(after) <= len(before)
