"""The causes of a difference between two versions add up to it, to the page and to the đồng, whatever they are."""

from hypothesis import given
from hypothesis import strategies as st

from budgets.estimates.comparison import PricedLine, Side, compared, in_words, less_than_before, sum_of
from plans.models.pages import SIZES

PAGES, DONG = st.integers(0, 10**9), st.integers(0, 10**14)


@st.composite
def sides(draw):
    """A version: some sizes with their K at a price, as services write them or as old rows may be; extra lines."""
    price, honest = draw(st.integers(1, 100_000)), draw(st.booleans())
    lines = []
    for size in draw(st.lists(st.sampled_from(SIZES), unique=True)):
        pages, factor = draw(PAGES), draw(st.integers(1, 20))
        lines.append(PricedLine(size, size, pages, factor, pages * factor * price if honest else draw(DONG)))
    names = draw(st.lists(st.sampled_from(["Máy quét", "Thuế", "Vật tư"]), max_size=4))
    lines += [PricedLine(name, "", 0, 1, draw(DONG)) for name in names]
    return Side(price, lines, draw(st.sampled_from([0, 0, -5, 7])))


@given(sides(), sides())
def test_causes_add_up(before, after):
    found = compared(before, after)
    assert sum_of(found.causes) == (found.pages, found.dong)
    assert found.dong == after.dong - before.dong and all(type(cause.dong) is int for cause in found.causes)
    assert not compared(before, before).causes
    back = compared(after, before)
    assert (back.pages, back.dong) == (-found.pages, -found.dong)


def test_each_cause_by_itself():
    before = Side(4_896, [PricedLine("A4", "a4", 1_000, 1, 4_896_000), PricedLine("A3", "a3", 10, 2, 97_920)])
    lines = [PricedLine("A4", "a4", 1_200, 1, 6_240_000), PricedLine("A3", "a3", 10, 3, 156_000)]
    after = Side(5_200, [*lines, PricedLine("Máy quét", "", 0, 1, 900_000)])
    found = compared(before, after)
    assert [(cause.kind, cause.pages, cause.dong) for cause in found.causes] == [
        ("volume", 200, 979_200),
        ("factor", 10, 48_960),
        ("price", None, 1_230 * 304),
        ("extra", None, 900_000),
    ]
    assert found.causes[2].name == "Đơn giá (khổ A4, A3)" and found.causes[2].after == "5.200 đồng"
    assert in_words(found) == "tăng 210 trang A4 quy đổi, tăng 2.302.080 đồng"
    assert less_than_before(after, before) == ["trang A4", "Máy quét"] and less_than_before(before, after) == []


def test_a_size_that_is_new_or_gone_is_all_volume():
    none, some = Side(4_896, []), Side(4_896, [PricedLine("A3", "a3", 5, 2, 48_960)])
    assert [(cause.kind, cause.pages) for cause in compared(none, some).causes] == [("volume", 10)]
    assert [(cause.kind, cause.pages) for cause in compared(some, none).causes] == [("volume", -10)]
