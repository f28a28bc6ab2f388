"""The points of the ranking: each value, the order of equal points, and that the short way gives what the long way gives."""

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.referral import ranking
from services.referral.model import CaseNeed
from services.referral.table import ALL_POINTS, CRITERIA, shipped

WEIGHTS = shipped().weights


@pytest.mark.parametrize(
    ("km", "reach", "same_region", "value"),
    [(0, 50, False, 1.0), (50, 50, False, 0.5), (150, 50, False, 0.25), (10, 5, True, 1 / 3), (nan, 50, True, 0.4), (nan, 50, False, 0.0)],
)
def test_near_is_whole_at_the_door_and_half_at_the_edge_of_reach(km: float, reach: float, same_region: bool, value: float) -> None:
    assert ranking.near(np.array([km]), reach, np.array([same_region]))[0] == pytest.approx(value)


def test_the_persons_first_language_counts_most() -> None:
    assert ranking.language_values(4) == (1.0, 0.75, 0.5, 0.5)
    assert min(ranking.language_values(4)) > ranking.UNSAID_LANGUAGE


@pytest.mark.parametrize("urgent", [True, False])
def test_a_column_gives_each_criterion_its_points(urgent: bool) -> None:
    points = ranking.column(WEIGHTS, urgent=urgent)
    assert tuple(points) == CRITERIA
    assert sum(points.values()) == ALL_POINTS


def test_being_open_counts_more_when_it_is_urgent_and_being_known_more_when_it_is_not() -> None:
    urgent, calm = ranking.column(WEIGHTS, urgent=True), ranking.column(WEIGHTS, urgent=False)
    assert urgent["open_now"] > calm["open_now"]
    assert urgent["near"] > calm["near"]
    assert urgent["trust"] < calm["trust"]


@pytest.mark.parametrize("need", list(CaseNeed))
def test_a_kind_made_for_a_need_is_worth_more_than_any_other(need: CaseNeed) -> None:
    kinds = shipped().kinds[need]
    for first in kinds.first:
        assert kinds.tier(first, True) == 1.0
        assert kinds.tier(first, False) is None
    for after in kinds.after:
        assert kinds.tier(after, True) == kinds.tier(after, False) == 0.25
    for never in kinds.never:
        assert kinds.tier(never, True) is None


halves = st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(halves, halves, st.integers(0, 2), st.sampled_from([nan, 1.0, 5.0]), st.sampled_from([0.0, 0.5, 1.0])), max_size=60)
)
def test_the_first_rows_are_those_that_sorting_everything_gives(rows: list[tuple[float, float, int, float, float]]) -> None:
    values = {name: np.array([row[place] for row in rows]) for place, name in enumerate(("kind", "near"))}
    groups, km = np.array([row[2] for row in rows], dtype=np.int64), np.array([row[3] for row in rows])
    points = ranking.column(WEIGHTS, urgent=True)
    found = ranking.best(np.arange(100, 100 + len(rows)), groups, values, km, points, lambda row: rows[row - 100][4], 3)

    def key(number: int) -> tuple[int, float, float]:
        kind, near, group, far, trust = rows[number]
        return group, -round(points["kind"] * kind + points["near"] * near + points["trust"] * trust, 6), inf if far != far else far

    assert [row.row - 100 for row in found] == sorted(range(len(rows)), key=key)[:3]
    for row in found:
        assert row.points == pytest.approx(sum(part.points for part in row.parts))
        assert [part.criterion for part in row.parts] == ["kind", "near", "trust"]


def test_trust_can_lift_a_row_over_one_that_was_ahead_without_it() -> None:
    values = {"kind": np.array([1.0, 0.75, 0.75])}
    points = ranking.column(WEIGHTS, urgent=True)
    trusts = {0: 0.0, 1: 1.0, 2: 0.5}
    found = ranking.best(np.arange(3), np.zeros(3, dtype=np.int64), values, np.full(3, nan), points, trusts.__getitem__, 1)
    assert [row.row for row in found] == [1]


def test_only_rows_that_can_still_be_first_are_judged() -> None:
    asked: list[int] = []

    def trust(row: int) -> float:
        asked.append(row)
        return 1.0

    values = {"kind": np.array([1.0, 0.0, 0.0, 1.0])}
    ranking.best(np.arange(4), np.zeros(4, dtype=np.int64), values, np.full(4, nan), ranking.column(WEIGHTS, urgent=True), trust, 1)
    assert asked == [0, 3]
