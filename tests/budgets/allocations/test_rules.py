"""What an allocation may be, for any sums: integers in, integers out, and nothing is ever lost."""

from hypothesis import given
from hypothesis import strategies as some

from budgets.allocations.rules import Standing, by_family, excess, refusal

DONG = some.integers(0, 10**14)


@given(allocated=DONG, committed=DONG, change=some.integers(-(10**14), 10**14))
def test_no_sum_falls_below_nothing_or_below_what_is_promised(allocated, committed, change):
    standing = Standing(0, allocated, min(committed, allocated))
    after = allocated + change
    allowed = not refusal(standing, change)
    assert allowed == (change >= 0 or after >= max(0, standing.committed_dong))
    assert not allowed or after >= standing.committed_dong


@given(appraised=DONG, allocated=DONG, change=some.integers(1, 10**14))
def test_above_the_appraised_is_always_said_with_the_amount(appraised, allocated, change):
    standing = Standing(appraised, allocated, family_left_dong=appraised - allocated)
    said = excess(standing, change, change)
    assert bool(said) == (allocated + change > appraised)
    assert not excess(standing, -change, -change)


@given(some.lists(some.tuples(some.integers(0, 4), some.integers(-(10**14), 10**14))))
def test_families_add_up_to_the_document(changes):
    found = by_family((Standing(family=family), dong) for family, dong in changes)
    assert sum(found.values()) == sum(dong for _, dong in changes)
