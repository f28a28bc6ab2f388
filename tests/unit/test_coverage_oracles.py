"""Second opinions: pysal's ``access`` and ``spopt`` on random cases, and Dask beside the plain loop."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from services.coverage import catchment, exact, reach, scale, siting

pytestmark = pytest.mark.filterwarnings("ignore")  # the oracles use what pandas and numpy will drop; their warnings are not ours


def random_case(seed: int, n: int = 120, m: int = 15) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    return (
        rng.uniform(-3, 3, n),
        rng.uniform(-3, 3, n),
        rng.integers(1, 5000, n).astype(float),
        rng.uniform(-3, 3, m),
        rng.uniform(-3, 3, m),
        rng.integers(1, 9, m).astype(float),
    )


def access_of(seed: int, radius: float, rings: list[float], weights: list[float]) -> tuple[np.ndarray, np.ndarray]:
    from access import Access
    from access.weights import step_fn

    lat, lon, people, sites_lat, sites_lon, capacity = random_case(seed)
    pairs = catchment.pairs_within(lat, lon, sites_lat, sites_lon, 1e4)
    costs = pd.DataFrame({"origin": pairs.point, "dest": pairs.site, "cost": pairs.km})
    demand = pd.DataFrame({"id": range(len(lat)), "people": people})
    supply = pd.DataFrame({"id": range(len(sites_lat)), "capacity": capacity})
    model = Access(
        demand_df=demand, demand_index="id", demand_value="people", supply_df=supply, supply_index="id", supply_value="capacity",
        cost_df=costs, cost_origin="origin", cost_dest="dest", cost_name="cost",
    )  # fmt: skip
    if rings:
        theirs = model.two_stage_fca(name="x", max_cost=radius, weight_fn=step_fn(dict(zip(rings, weights, strict=True))))
    else:
        theirs = model.two_stage_fca(name="x", max_cost=radius)
    ours = catchment.accessibility(
        catchment.pairs_within(lat, lon, sites_lat, sites_lon, radius),
        people,
        capacity,
        catchment.stepped(radius, weights) if rings else catchment.flat,
    )
    return ours, theirs["x_capacity"].reindex(range(len(lat))).to_numpy()


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("stepped", [False, True])
def test_catchments_are_those_of_pysal_access(seed: int, stepped: bool) -> None:
    rings = [40.0, 80.0, 120.0] if stepped else []
    ours, theirs = access_of(seed, 120.0, rings, list(catchment.RINGS))
    assert np.nan_to_num(theirs) == pytest.approx(ours, abs=1e-12)


def test_people_out_of_reach_vanish_from_access_and_not_from_ours() -> None:
    ours, theirs = access_of(1, 15.0, [], [])
    assert np.isnan(theirs).any()
    assert not np.isnan(ours).any()
    assert (ours[np.isnan(theirs)] == 0).all()


@pytest.mark.parametrize("seed", range(3))
def test_the_best_coverage_is_that_of_spopt(seed: int) -> None:
    import pulp
    from spopt.locate import MCLP

    lat, lon, people, sites_lat, sites_lon, _ = random_case(seed)
    pairs = catchment.pairs_within(lat, lon, sites_lat, sites_lon, 1e4)
    table = np.full((len(lat), len(sites_lat)), 1e6)
    table[pairs.point, pairs.site] = pairs.km
    theirs = MCLP.from_cost_matrix(table, people, 80.0, p_facilities=4).solve(pulp.PULP_CBC_CMD(msg=False))
    ours = exact.most_reached(
        siting.problem(
            catchment.cover(catchment.pairs_within(lat, lon, sites_lat, sites_lon, 80.0)), people, np.zeros(len(lat), dtype=bool)
        ),
        4,
    )
    assert ours is not None
    assert ours.people == pytest.approx(theirs.problem.objective.value())


@pytest.mark.parametrize("seed", range(3))
def test_the_fewest_sites_are_as_few_as_those_of_spopt(seed: int) -> None:
    import pulp
    from spopt.locate import LSCP

    rng = np.random.default_rng(seed)
    table = np.where(rng.uniform(size=(60, 12)) < 0.3, 1.0, 9.0)
    table = table[(table < 5).any(axis=1)]
    theirs = LSCP.from_cost_matrix(table, 5.0).solve(pulp.PULP_CBC_CMD(msg=False))
    given = siting.problem(sparse.csr_array((table < 5).astype(float)), np.ones(len(table)), np.zeros(len(table), dtype=bool))
    ours = exact.fewest(given, float(len(table)))
    assert ours is not None
    assert len(ours.sites) == round(theirs.problem.objective.value())


@pytest.mark.parametrize("seed", range(2))
def test_nearest_on_average_is_that_of_spopt(seed: int) -> None:
    import pulp
    from spopt.locate import PMedian

    rng = np.random.default_rng(seed)
    table, people = rng.uniform(1, 300, (25, 8)), rng.integers(1, 500, 25).astype(float)
    theirs = PMedian.from_cost_matrix(table, people, p_facilities=3).solve(pulp.PULP_CBC_CMD(msg=False))
    ours = exact.nearest_on_average(table, people, np.full(25, np.inf), 3)
    assert ours is not None
    assert ours.people == pytest.approx(theirs.problem.objective.value())


def world(n: int = 30_000, seed: int = 5) -> scale.Points:
    rng = np.random.default_rng(seed)
    return scale.Points(rng.uniform(-60, 70, n), rng.uniform(-180, 180, n), rng.integers(1, 1000, n).astype(float), rng.integers(-1, 50, n))


def test_many_points_give_the_same_in_parts_as_at_once() -> None:
    whole = world()
    rng = np.random.default_rng(6)
    sites = rng.uniform(-60, 70, 500), rng.uniform(-180, 180, 500)
    parts = [whole.part(slice(start, start + 7000)) for start in range(0, 30_000, 7000)]
    once, several = scale.reach_by_region([whole], *sites, 50, (50.0, 500.0)), scale.reach_by_region(parts, *sites, 50, (50.0, 500.0))
    assert np.allclose(once.within, several.within)
    assert np.allclose(once.histogram, several.histogram)
    km = reach.nearest_km(whole.latitudes, whole.longitudes, *sites)
    for column, radius in enumerate((50.0, 500.0)):
        assert np.allclose(once.within[:, column], reach.people_within(km, whole.people, whole.region, 50, radius))
    assert once.people.sum() == pytest.approx(whole.people[whole.region >= 0].sum())


def test_a_cluster_gives_the_same_as_the_plain_loop() -> None:
    from distributed import Client, LocalCluster

    whole = world(8000)
    rng = np.random.default_rng(7)
    sites = rng.uniform(-60, 70, 200), rng.uniform(-180, 180, 200)
    parts = [whole.part(slice(start, start + 2000)) for start in range(0, 8000, 2000)]
    plain = scale.reach_by_region(parts, *sites, 50, (100.0,))
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as cluster, Client(cluster) as client:
        spread = scale.reach_on_cluster(client, parts, *sites, 50, (100.0,))
    assert (plain.within == spread.within).all()
    assert (plain.histogram == spread.histogram).all()


def test_a_part_is_read_in_its_own_thread_and_added_in_its_turn() -> None:
    whole = world(6000)
    rng = np.random.default_rng(8)
    sites = rng.uniform(-60, 70, 200), rng.uniform(-180, 180, 200)
    cuts = [slice(start, start + 500) for start in range(0, 6000, 500)]
    loaded = scale.reach_by_region(cuts, *sites, 50, (100.0,), load=whole.part, workers=3)
    plain = scale.reach_by_region([whole.part(cut) for cut in cuts], *sites, 50, (100.0,), workers=1)
    assert (loaded.histogram == plain.histogram).all()
    assert (loaded.within == plain.within).all()
    with pytest.raises(ValueError, match="no point"):
        scale.reach_by_region([], *sites, 50, (100.0,))


def test_a_distance_falls_into_the_column_that_a_search_finds() -> None:
    rng = np.random.default_rng(9)
    km = np.concatenate(
        [[0.0, 0.5, 1.0, 199.5, 200.0, 20_100.0, 20_200.0, np.inf], scale.EDGES, rng.uniform(0, 400, 5000), scale.EDGES + 1e-9]
    )
    assert (scale.bins(km) == np.searchsorted(scale.EDGES, km)).all()
