"""Distances, quantiles and catchments against slow, obvious plain Python and a grid worked out by hand."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.coverage import catchment, reach
from services.places.distance import EARTH_KM

DEGREE = EARTH_KM * math.pi / 180


def plain_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The spherical law of cosines: another formula than the one under test."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    cosine = math.sin(lat1) * math.sin(lat2) + math.cos(lat1) * math.cos(lat2) * math.cos(lon1 - lon2)
    return EARTH_KM * math.acos(max(-1.0, min(1.0, cosine)))


def points(low: int, high: int) -> st.SearchStrategy[list[tuple[float, float]]]:
    return st.lists(st.tuples(st.floats(-80, 80), st.floats(-180, 180)), min_size=low, max_size=high)


def split(pairs: list[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([p[0] for p in pairs], dtype=float), np.array([p[1] for p in pairs], dtype=float)


#: A 5 x 5 grid on the equator, one degree apart, a hundred people at each crossing; sites at (0, 0) and (4, 4).
GRID = [(float(row), float(column)) for row in range(5) for column in range(5)]
SITES = [(0.0, 0.0), (4.0, 4.0)]


def test_distances_on_the_grid_are_those_worked_out_by_hand() -> None:
    km = reach.nearest_km(*split(GRID), *split(SITES))
    assert km[0] == km[24] == 0
    assert km[1] == pytest.approx(DEGREE)
    assert km[5] == pytest.approx(DEGREE)
    assert km[2] == pytest.approx(2 * DEGREE)
    assert km[6] == pytest.approx(math.sqrt(2) * DEGREE, rel=1e-3)


@pytest.mark.parametrize(("degrees", "crossings"), [(0.5, 2), (1.01, 6), (1.45, 8), (2.01, 12)])
def test_people_within_reach_on_the_grid_are_those_counted_by_hand(degrees: float, crossings: int) -> None:
    km = reach.nearest_km(*split(GRID), *split(SITES))
    within = reach.people_within(km, np.full(25, 100.0), np.zeros(25, dtype=np.int64), 1, degrees * DEGREE)
    assert within.tolist() == [crossings * 100.0]


@settings(max_examples=60, deadline=None)
@given(points(1, 20), points(0, 6))
def test_the_nearest_is_the_one_that_plain_python_finds(people: list[tuple[float, float]], sites: list[tuple[float, float]]) -> None:
    km = reach.nearest_km(*split(people), *split(sites))
    for found, point in zip(km, people, strict=True):
        wanted = min((plain_km(point, site) for site in sites), default=math.inf)
        assert found == pytest.approx(wanted, abs=0.2)


@settings(max_examples=60, deadline=None)
@given(points(1, 15), points(1, 5), st.tuples(st.floats(-80, 80), st.floats(-180, 180)), st.floats(1, 5000))
def test_one_more_listing_never_lowers_coverage(
    people: list[tuple[float, float]], sites: list[tuple[float, float]], more: tuple[float, float], radius: float
) -> None:
    weights, region = np.ones(len(people)), np.zeros(len(people), dtype=np.int64)
    before = reach.people_within(reach.nearest_km(*split(people), *split(sites)), weights, region, 1, radius)
    after = reach.people_within(reach.nearest_km(*split(people), *split([*sites, more])), weights, region, 1, radius)
    assert after[0] >= before[0]


def test_without_any_listing_nobody_is_within_reach_however_far() -> None:
    km = reach.nearest_km(*split(GRID), np.empty(0), np.empty(0))
    assert np.isinf(km).all()
    assert reach.people_within(km, np.ones(25), np.zeros(25, dtype=np.int64), 1, 1e9)[0] == 0


@pytest.mark.parametrize(
    ("values", "weights", "share", "wanted"),
    [
        ([1, 2, 3], [1, 1, 1], 0.5, 2),
        ([3, 1, 2], [1, 1, 1], 0.5, 2),
        ([1, 10], [90, 10], 0.9, 1),
        ([1, 10], [89, 11], 0.9, 10),
        ([1, math.inf], [1, 3], 0.5, math.inf),
        ([5, 7], [0, 2], 0.1, 7),
    ],
)
def test_quantiles_are_weighted_by_people(values: list[float], weights: list[float], share: float, wanted: float) -> None:
    assert reach.weighted_quantile(np.array(values, dtype=float), np.array(weights, dtype=float), share) == wanted


def test_a_quantile_of_nobody_is_not_a_number() -> None:
    assert math.isnan(reach.weighted_quantile(np.array([1.0]), np.array([0.0]), 0.5))


def test_people_of_the_regions_add_up_to_the_whole() -> None:
    rng = np.random.default_rng(1)
    people, region = rng.uniform(0, 1000, 500), rng.integers(-1, 7, 500)
    sums = reach.people_by_region(people, region, 7)
    assert sums.sum() == pytest.approx(people[region >= 0].sum())


def test_the_detour_factor_stretches_every_distance() -> None:
    straight = reach.nearest_km(*split(GRID), *split(SITES))
    assert np.allclose(reach.nearest_km(*split(GRID), *split(SITES), detour=1.4), 1.4 * straight)


def plain_catchment(
    people: list[tuple[float, float]], counts: list[float], sites: list[tuple[float, float]], capacity: list[float], radius: float, weigh
) -> list[float]:  # type: ignore[no-untyped-def]
    ratios = []
    for site, size in zip(sites, capacity, strict=True):
        near = sum(
            count * weigh(plain_km(point, site)) for point, count in zip(people, counts, strict=True) if plain_km(point, site) <= radius
        )
        ratios.append(size / near if near else 0.0)
    return [
        sum(ratio * weigh(plain_km(point, site)) for site, ratio in zip(sites, ratios, strict=True) if plain_km(point, site) <= radius)
        for point in people
    ]


def random_case(
    seed: int, n: int = 60, m: int = 8
) -> tuple[list[tuple[float, float]], list[float], list[tuple[float, float]], list[float]]:
    rng = np.random.default_rng(seed)
    place = lambda k: [tuple(p) for p in rng.uniform((-3, -3), (3, 3), (k, 2)).tolist()]  # noqa: E731
    return place(n), rng.integers(1, 5000, n).astype(float).tolist(), place(m), rng.integers(1, 9, m).astype(float).tolist()


@pytest.mark.parametrize("seed", range(4))
def test_two_steps_give_what_plain_python_gives(seed: int) -> None:
    people, counts, sites, capacity = random_case(seed)
    pairs = catchment.pairs_within(*split(people), *split(sites), 150.0)
    found = catchment.accessibility(pairs, np.array(counts), np.array(capacity))
    assert found == pytest.approx(plain_catchment(people, counts, sites, capacity, 150.0, lambda km: 1.0), rel=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_rings_give_what_plain_python_gives(seed: int) -> None:
    people, counts, sites, capacity = random_case(seed)
    pairs = catchment.pairs_within(*split(people), *split(sites), 150.0)
    found = catchment.accessibility(pairs, np.array(counts), np.array(capacity), catchment.stepped(150.0))
    weigh = lambda km: 1.0 if km <= 50 else 0.68 if km <= 100 else 0.22  # noqa: E731
    assert found == pytest.approx(plain_catchment(people, counts, sites, capacity, 150.0, weigh), rel=1e-9)


def test_people_out_of_reach_have_none_rather_than_nothing_known() -> None:
    pairs = catchment.pairs_within(np.array([0.0, 50.0]), np.array([0.0, 50.0]), np.array([0.0]), np.array([0.0]), 10.0)
    assert catchment.accessibility(pairs, np.array([10.0, 10.0]), np.array([1.0])).tolist() == [0.1, 0.0]


def test_capacity_that_somebody_can_reach_is_shared_out_whole() -> None:
    people, counts, sites, capacity = random_case(9)
    pairs = catchment.pairs_within(*split(people), *split(sites), 400.0)
    found = catchment.accessibility(pairs, np.array(counts), np.array(capacity))
    assert float((found * np.array(counts)).sum()) == pytest.approx(sum(capacity))


def test_where_there_is_nothing_there_are_no_pairs() -> None:
    none = np.empty(0)
    pairs = catchment.pairs_within(none, none, np.array([1.0]), np.array([1.0]), 10.0)
    assert len(pairs.km) == 0
    assert catchment.accessibility(pairs, none, np.ones(1)).shape == (0,)


def test_the_order_in_which_many_points_are_asked_for_changes_no_distance() -> None:
    rng = np.random.default_rng(8)
    lat, lon = rng.uniform(-90, 90, 2 * reach.WORTH_ORDERING), rng.uniform(-180, 180, 2 * reach.WORTH_ORDERING)
    sites = rng.uniform(-90, 90, 300), rng.uniform(-180, 180, 300)
    at_once = reach.nearest_km(lat, lon, *sites)
    in_parts = np.concatenate(
        [reach.nearest_km(lat[start : start + 900], lon[start : start + 900], *sites) for start in range(0, len(lat), 900)]
    )
    assert (at_once == in_parts).all()


def test_a_curve_visits_every_point_once_and_neighbours_after_one_another() -> None:
    rng = np.random.default_rng(9)
    lat, lon = np.append(rng.uniform(-90, 90, 3998), [-90.0, 90.0]), np.append(rng.uniform(-180, 180, 3998), [-180.0, 180.0])
    order = reach.along_curve(lat, lon)
    assert sorted(order.tolist()) == list(range(4000))
    step = np.hypot(np.diff(lat), np.diff(lon)).mean()
    assert np.hypot(np.diff(lat[order]), np.diff(lon[order])).mean() < step / 10
