"""Two changes in a row: set, divide, set anew, divide again; what each writes, keeps and refuses, to the word."""

import pytest

from agencies.models import Event
from plans.models import ControlFigure, Target, TargetUpload
from plans.targets import services as targets
from plans.targets import uploads
from plans.targets.services import TargetError, TargetFigures
from plans.targets.workbook_rows import AnnexFault, AnnexReading


@pytest.fixture
def district(agencies):
    return agencies["502"]


@pytest.fixture
def communes(district):
    return list(district.children.order_by("official_order", "code"))[:2]


@pytest.fixture
def set_to(plan, hoa):
    """`set_to(agency, files, pages)`: Hoa sets a line; how many changed."""

    def assign(agency, files, pages, note=None, source=""):
        return targets.assign_targets(plan, {agency: TargetFigures(files, pages, note)}, actor=hoa, source=source)

    return assign


@pytest.fixture
def divide(plan, district, hai):
    def share(shares, seen=None):
        return targets.divide_target(plan, district, shares, actor=hai, seen=seen)

    return share


def own(agency):
    return Target.objects.filter(agency=agency).values_list("file_count", "page_count", "note").first()


def latest():
    event = Event.objects.filter(content_type__model="target").latest("pk")
    return event.action, event.sentence, event.before, event.after, event.reason


def figures(files, pages):
    return {"file_count": files, "page_count": pages}


def test_a_line_is_the_same_where_figures_and_note_are():
    line = TargetFigures(10, 700, "x")
    assert (
        line.same_as(TargetFigures(10, 700, "x"))
        and TargetFigures(10, 700).same_as(line)
        and TargetFigures(10, 700, "").same_as(TargetFigures(10, 700))
    )
    assert (
        not line.same_as(None)
        and not line.same_as(TargetFigures(11, 700, "x"))
        and not line.same_as(TargetFigures(10, 701, "x"))
    )
    assert not line.same_as(TargetFigures(10, 700, "y")) and not line.same_as(TargetFigures(10, 700))


def test_a_target_set_twice_leaves_both_figures_in_the_history(set_to, agencies, plan):
    syt = agencies["SYT"]
    assert set_to(syt, 1_234, 85_000, "Đợt 1", source="Nạp từ tệp “a.xlsx”") == 1
    sentence = "đặt chỉ tiêu của Sở Y tế: 1.234 hồ sơ, 85.000 trang A4"
    assert latest() == ("assign", sentence, {}, figures(1_234, 85_000), "Nạp từ tệp “a.xlsx”")
    assert set_to(syt, 1_235, 85_001) == 1 and own(syt) == (1_235, 85_001, "Đợt 1")
    sentence = "đặt chỉ tiêu của Sở Y tế: 1.235 hồ sơ, 85.001 trang A4 (trước đó 1.234 hồ sơ, 85.000 trang A4)"
    assert latest() == ("assign", sentence, figures(1_234, 85_000), figures(1_235, 85_001), "")
    assert set_to(syt, 1_235, 85_001, "Đợt 1") == 0 and set_to(syt, 1_235, 85_001, "") == 1
    assert own(syt) == (1_235, 85_001, "") and targets.standing_lines(plan) == {"SYT": TargetFigures(1_235, 85_001, "")}


def test_a_district_divided_and_set_anew_keeps_what_its_communes_have(set_to, divide, district, communes, plan):
    first, second = communes
    set_to(district, 1_000, 27_000, "Cả huyện")
    rest = divide({first: TargetFigures(100, 2_700, "Phường"), second: TargetFigures(50, 1_300, "")})
    assert rest == TargetFigures(850, 23_000) and own(district) == (850, 23_000, "Cả huyện")
    assert own(first) == (100, 2_700, "Phường") and targets.given_to_communes(plan, district) == (150, 4_000)
    sentence = f"chia chỉ tiêu, phần còn lại của {district}: 850 hồ sơ, 23.000 trang A4"
    assert latest() == (
        "divide",
        f"{sentence} (trước đó 1.000 hồ sơ, 27.000 trang A4)",
        figures(1_000, 27_000),
        figures(850, 23_000),
        "",
    )
    assert set_to(district, 2_000, 54_000) == 1
    assert own(district) == (1_850, 50_000, "Cả huyện") and own(first) == (100, 2_700, "Phường")
    assert targets.standing_lines(plan) == {"502": TargetFigures(2_000, 54_000, "Cả huyện")}
    assert set_to(district, 2_000, 54_000) == 0
    assert set_to(district, 150, 4_000) == 1 and own(district) == (0, 0, "Cả huyện")


@pytest.mark.parametrize("files, pages", [(149, 4_000), (150, 3_999)])
def test_a_district_cannot_be_set_below_its_communes_by_one(set_to, divide, district, communes, files, pages):
    set_to(district, 1_000, 27_000)
    divide({communes[0]: TargetFigures(150, 4_000, "")})
    with pytest.raises(TargetError) as refusal:
        set_to(district, files, pages)
    assert str(refusal.value) == (
        f"{district}: chỉ tiêu nhỏ hơn phần đã chia cho các xã (150 hồ sơ, 4.000 trang). Chia lại cho các xã trước."
    )
    assert own(district) == (850, 23_000, "")


def test_dividing_again_moves_only_what_differs(set_to, divide, district, communes):
    first, second = communes
    set_to(district, 1_000, 27_000)
    divide({first: TargetFigures(100, 2_700, "a"), second: TargetFigures(50, 1_300, "")})
    before = Event.objects.count()
    divide({first: TargetFigures(100, 2_700, "b"), second: TargetFigures(50, 1_300, "")})
    assert own(first) == (100, 2_700, "b") and Event.objects.count() == before
    divide({second: TargetFigures(50, 1_300, "c")})
    assert own(second) == (50, 1_300, "c") and Event.objects.count() == before
    divide({second: TargetFigures(50, 1_300, "")})
    divide({first: TargetFigures(110, 2_700, None)})
    assert own(first) == (110, 2_700, "b") and own(second) == (50, 1_300, "") and own(district) == (840, 23_000, "")
    assert Event.objects.count() == before + 2
    divide({first: TargetFigures(0, 0), second: TargetFigures(0, 0)})
    assert own(first) is own(second) is None and own(district) == (1_000, 27_000, "")
    sentence = f"chia chỉ tiêu cho {second}: 0 hồ sơ, 0 trang A4 (trước đó 50 hồ sơ, 1.300 trang A4)"
    given_back = Event.objects.filter(sentence=sentence).get()
    assert (given_back.action, given_back.before, given_back.after) == ("divide", figures(50, 1_300), figures(0, 0))


@pytest.mark.parametrize(
    "files, pages, excess", [(1_001, 100, "1 hồ sơ"), (10, 28_001, "1.001 trang"), (1_000, 27_001, "1 trang")]
)
def test_more_than_the_whole_is_refused_with_the_excess(set_to, divide, district, communes, files, pages, excess):
    set_to(district, 1_000, 27_000)
    with pytest.raises(TargetError) as refusal:
        divide({communes[0]: TargetFigures(files, pages)})
    assert str(refusal.value) == f"Phần chia cho các xã nhiều hơn chỉ tiêu của huyện {excess}."
    assert own(communes[0]) is None and own(district) == (1_000, 27_000, "")
    assert divide({communes[0]: TargetFigures(1_000, 27_000)}) == TargetFigures(0, 0)


def test_refusals_of_a_division_name_the_reason(set_to, divide, district, communes, plan):
    with pytest.raises(TargetError) as refusal:
        divide({communes[0]: TargetFigures(1, 1)})
    assert str(refusal.value) == f"{district} chưa có chỉ tiêu để chia."
    set_to(district, 1_000, 27_000)
    seen = targets.fingerprint(targets.division(plan, district))
    assert seen == "502:1000:27000"
    divide({communes[0]: TargetFigures(1, 2)}, seen=seen)
    both = sorted([("502", 999, 26_998), (communes[0].code, 1, 2)])
    assert targets.fingerprint(targets.division(plan, district)) == ";".join(f"{c}:{f}:{p}" for c, f, p in both)
    with pytest.raises(TargetError, match="^Có người vừa thay đổi chỉ tiêu này. Hãy xem lại số mới rồi làm tiếp.$"):
        divide({communes[0]: TargetFigures(2, 2)}, seen=seen)


@pytest.fixture
def kept(plan, hoa):
    """`kept({Agency: TargetFigures})`: an upload of these lines that waits for Hoa's confirmation."""

    def keep(lines, name="Phu luc.xlsx"):
        annex = AnnexReading(lines=lines, warnings=[AnnexFault("Biểu", 7, "Ghi chú", "lạ.")], empty=3)
        return uploads.keep_upload(annex, plan=plan, actor=hoa, file_name=name)

    return keep


def test_an_upload_keeps_rows_warnings_and_the_end_of_a_long_name(kept, agencies, hoa):
    upload = kept({agencies["SYT"]: TargetFigures(10, 700, None)}, name="p" * 250 + ".xlsx")
    upload.refresh_from_db()
    assert upload.file_name == "p" * 195 + ".xlsx" and upload.uploaded_by == hoa and upload.confirmed_at is None
    warnings = ["Trang tính “Biểu”, dòng 7, cột Ghi chú: lạ."]
    assert upload.rows == {"lines": [["SYT", 10, 700, None]], "warnings": warnings, "empty": 3}


def test_a_comparison_parts_new_from_changed_from_the_same(kept, set_to, agencies, district, plan):
    syt, sxd = agencies["SYT"], agencies["SXD"]
    set_to(syt, 10, 700, "cũ")
    set_to(sxd, 20, 900)
    upload = kept(
        {district: TargetFigures(5, 300, ""), syt: TargetFigures(11, 700, None), sxd: TargetFigures(20, 900, None)}
    )
    found = uploads.compare(upload)
    assert found.new == [(district, None, TargetFigures(5, 300, ""))]
    assert found.changed == [(syt, TargetFigures(10, 700, "cũ"), TargetFigures(11, 700, None))]
    assert (found.unchanged, found.writes) == (1, 2)
    printed = {figure.group: figure for figure in ControlFigure.objects.all()}
    sums = {"departments": (31, 1_600), "districts": (5, 300)}
    for group, rows in zip(sorted(sums), found.groups, strict=True):
        files, pages = sums[group]
        controls = printed[group].file_count, printed[group].page_count, printed[group].amount_dong
        wanted = zip(("hồ sơ", "trang", "đồng"), controls, (files, pages, pages * 4896), strict=True)
        name = printed[group].get_group_display()
        assert rows == [
            {"group": name, "unit": unit, "control": control, "sum": total, "difference": total - control}
            for unit, control, total in wanted
        ]


def test_an_upload_is_written_once_with_its_name_in_the_history(kept, hoa, agencies):
    upload = kept({agencies["SYT"]: TargetFigures(10, 700, "n"), agencies["SXD"]: TargetFigures(20, 900, "")})
    assert list(uploads.lines_of(upload)) == sorted(uploads.lines_of(upload), key=lambda each: each.official_order)
    assert uploads.confirm_upload(upload, actor=hoa) == 2 and own(agencies["SYT"]) == (10, 700, "n")
    assert latest()[4] == "Nạp từ tệp “Phu luc.xlsx”" and TargetUpload.objects.get().confirmed_at
    with pytest.raises(TargetError, match="^Bảng này đã được ghi hoặc bỏ trước đó.$"):
        uploads.confirm_upload(upload, actor=hoa)


def test_only_a_district_has_given_something_to_communes(set_to, divide, district, communes, plan, agencies):
    set_to(district, 1_000, 27_000)
    divide({communes[0]: TargetFigures(100, 2_700, "")})
    assert uploads.given(plan, district) == (100, 2_700)
    assert uploads.given(plan, agencies["SYT"]) == uploads.given(plan, communes[0]) == (0, 0)
