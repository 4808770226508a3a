"""The choice of files: never over a limit, and within 1 % of the best one wherever that can be searched for."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from budgets.simulations.choosing import MILLION, choose
from budgets.simulations.piles import MARKS, Limits, Pile, Rule

EQUAL = Rule(dict.fromkeys(MARKS, 10))
piles = st.lists(
    st.builds(Pile, st.integers(1, 3), st.integers(0, 31), st.integers(1, 60), st.integers(1, 2)),
    min_size=1,
    max_size=6,
)
limits = st.builds(Limits, st.integers(0, 300), st.dictionaries(st.integers(1, 3), st.integers(0, 150)))
rules = st.builds(Rule, st.fixed_dictionaries({name: st.integers(0, 100) for name in MARKS}), by_file=st.booleans())


def worth(pile, rule):
    return rule.points(pile.marks) * (1 if rule.by_file else pile.pages)


def fits(piles, files, limits):
    used = {}
    for pile, count in zip(piles, files, strict=True):
        used[pile.agency] = used.get(pile.agency, 0) + count * pile.pages
    return sum(used.values()) <= limits.pages and all(
        pages <= limits.rooms.get(agency, pages) for agency, pages in used.items()
    )


def best(piles, limits, rule):
    """Points of the best choice, by trying all of them."""
    each = [worth(pile, rule) for pile in piles]
    return max(
        sum(count * points for count, points in zip(files, each, strict=True))
        for files in product(*(range(pile.files + 1) for pile in piles))
        if fits(piles, files, limits)
    )


@settings(max_examples=120, deadline=None)
@given(piles, limits, rules)
def test_no_choice_breaks_a_limit_or_lies_more_than_one_percent_below_the_best(piles, limits, rule):
    made = choose(piles, limits, rule)

    assert fits(piles, made.files, limits)
    assert all(0 <= count <= pile.files for count, pile in zip(made.files, piles, strict=True))
    known = best(piles, limits, rule)
    assert made.points <= known <= made.bound
    assert made.points * 100 >= known * 99


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 2**30), st.integers(10_000, 200_000))
def test_of_many_files_the_choice_says_how_near_the_best_it_is(seed, pages):
    many = [Pile(1 + i % 9, seed * i % 32, 1 + seed * i % 97, 1 + i % 7) for i in range(1, 2_000)]

    made = choose(many, Limits(pages, {2: 3_000, 5: 100}), EQUAL)

    assert fits(many, made.files, Limits(pages, {2: 3_000, 5: 100}))
    assert made.gap <= MILLION // 100


def test_the_priorities_come_first_and_what_is_left_over_goes_on():
    arranged, nothing = Pile(1, 1, 10, 5), Pile(1, 0, 10, 5)

    assert choose([nothing, arranged], Limits(70, {}), EQUAL).files == [2, 5]


def test_agencies_share_what_is_not_enough_for_all_of_one_level():
    one, two = Pile(1, 3, 10, 30), Pile(2, 3, 10, 10)

    assert choose([one, two], Limits(200, {}), EQUAL).files == [15, 5]


def test_what_cannot_be_done_in_time_leaves_its_money_to_others():
    late, ready = Pile(1, 31, 10, 30), Pile(2, 0, 10, 10)

    assert choose([late, ready], Limits(200, {1: 50}), EQUAL).files == [5, 10]


def test_by_file_thin_files_come_first_and_by_page_they_do_not():
    thick, thin = Pile(1, 1, 100, 1), Pile(1, 1, 10, 5)

    assert choose([thick, thin], Limits(100, {}), Rule(EQUAL.weights, by_file=True)).files == [0, 5]
    assert choose([thick, thin], Limits(100, {}), EQUAL).files == [1, 0]


def test_a_single_file_that_does_not_fit_does_not_cost_the_better_choice():
    """Greedy would take the 51 pages and could then afford nothing; two of 50 are better."""
    assert choose([Pile(1, 1, 51, 1), Pile(2, 1, 50, 2)], Limits(100, {}), EQUAL).files == [0, 2]
