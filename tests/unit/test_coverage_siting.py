"""Siting against every possible choice, tried one by one."""

import itertools
import math
from types import SimpleNamespace

import numpy as np
import pytest
from scipy import sparse

from services.coverage import exact, median, siting, solver


def case(seed: int, points: int = 25, sites: int = 9) -> siting.Problem:
    rng = np.random.default_rng(seed)
    cover = sparse.csr_array((rng.uniform(size=(points, sites)) < 0.25).astype(float))
    return siting.problem(cover, rng.integers(1, 1000, points).astype(float), np.zeros(points, dtype=bool))


def best(given: siting.Problem, k: int) -> float:
    return max(given.reached(choice) for choice in itertools.combinations(range(given.sites), k))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("k", [1, 2, 3])
def test_the_exact_choice_is_the_best_of_all_choices(seed: int, k: int) -> None:
    given = case(seed)
    found = exact.most_reached(given, k)
    assert found is not None
    assert found.proven
    assert found.people == pytest.approx(best(given, k))
    assert len(found.sites) <= k


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("k", [1, 2, 3, 5])
def test_the_bound_of_the_quick_choice_holds(seed: int, k: int) -> None:
    given = case(seed)
    found = siting.greedy(given, k)
    truth = best(given, k)
    assert found.people <= truth * (1 + 1e-9)
    assert found.bound >= truth * (1 - 1e-9)
    assert found.people >= (1 - 1 / math.e) * truth
    assert given.reached(found.sites) == pytest.approx(found.people)
    if found.proven:
        assert found.people == pytest.approx(truth)


def test_what_exists_already_counts() -> None:
    cover = sparse.csr_array(np.array([[1, 0], [0, 1], [0, 1]], dtype=float))
    people = np.array([100.0, 30.0, 30.0])
    assert siting.greedy(siting.problem(cover, people, np.zeros(3, dtype=bool)), 1).sites == (0,)
    assert siting.greedy(siting.problem(cover, people, np.array([True, False, False])), 1).sites == (1,)


def test_no_site_is_chosen_that_adds_nobody() -> None:
    cover = sparse.csr_array(np.array([[1, 1], [1, 1]], dtype=float))
    found = siting.greedy(siting.problem(cover, np.array([5.0, 5.0]), np.zeros(2, dtype=bool)), 2)
    assert len(found.sites) == 1
    assert found.proven


def test_joining_points_that_see_the_same_sites_changes_nothing() -> None:
    rng = np.random.default_rng(3)
    cover = sparse.csr_array((rng.uniform(size=(200, 5)) < 0.3).astype(float))
    people = rng.integers(1, 100, 200).astype(float)
    given = siting.problem(cover, people, np.zeros(200, dtype=bool))
    assert given.cover.shape[0] <= 31
    for choice in itertools.combinations(range(5), 2):
        covered = np.asarray(cover[:, list(choice)].sum(axis=1)).ravel() > 0
        assert given.reached(choice) == pytest.approx(people[covered].sum())


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("share", [0.5, 0.8, 1.0])
def test_the_fewest_sites_are_the_fewest_of_all_choices(seed: int, share: float) -> None:
    given = case(seed)
    wanted = share * given.reached(range(given.sites))
    truth = next(k for k in range(1, given.sites + 1) if best(given, k) >= wanted * (1 - 1e-9))
    found = exact.fewest(given, wanted)
    quick, bound = siting.fewest_greedy(given, wanted)
    assert found is not None
    assert len(found.sites) == truth
    assert found.bound == truth
    assert bound <= truth <= len(quick)
    assert given.reached(quick) >= wanted * (1 - 1e-9)


def test_a_target_that_no_choice_reaches_is_said_to_be_so() -> None:
    given = case(1)
    with pytest.raises(ValueError, match="together reach"):
        siting.fewest_greedy(given, given.people.sum() * 2)


def plain_median(km: np.ndarray, people: np.ndarray, already: np.ndarray, p: int) -> float:
    return min(
        sum(people[i] * min([already[i], *(km[i, j] for j in choice)]) for i in range(len(people)))
        for choice in itertools.combinations(range(km.shape[1]), p)
    )


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("existing", [False, True])
def test_nearest_on_average_is_bounded_by_the_best_of_all_choices(seed: int, existing: bool) -> None:
    rng = np.random.default_rng(seed)
    km, people = rng.uniform(1, 300, (20, 7)), rng.integers(1, 500, 20).astype(float)
    already = rng.uniform(50, 400, 20) if existing else np.full(20, np.inf)
    truth = plain_median(km, people, already, 3)
    quick = median.nearest_on_average(km, people, already, 3)
    best_of_all = exact.nearest_on_average(km, people, already, 3)
    assert best_of_all is not None
    assert best_of_all.people == pytest.approx(truth)
    assert quick.people >= truth * (1 - 1e-9)
    assert quick.bound <= truth * (1 + 1e-9)
    assert quick.bound >= 0.9 * truth
    assert quick.people <= 1.05 * truth


def test_a_problem_survives_the_way_to_another_process() -> None:
    given = case(4)
    again, k, wanted, seconds = exact.unpack(exact.pack(given, 3, 0.0, 9.0))
    assert (again.cover != given.cover).nnz == 0
    assert (again.people == given.people).all()
    assert (k, wanted, seconds) == (3, 0.0, 9.0)


def test_the_exact_answer_comes_from_a_process_of_its_own() -> None:
    given = case(5)
    run = solver.Run(given, k=2, seconds=30)
    run.wait()
    found = run.result()
    assert isinstance(found, siting.Answer)
    assert found.proven
    assert found.people == pytest.approx(best(given, 2))


def test_a_run_that_is_cancelled_gives_no_answer_and_leaves_no_process() -> None:
    rng = np.random.default_rng(1)
    given = siting.problem(
        sparse.csr_array((rng.uniform(size=(3000, 400)) < 0.02).astype(float)), rng.uniform(1, 9, 3000), np.zeros(3000, dtype=bool)
    )
    run = solver.Run(given, k=60, seconds=60)
    run.cancel()
    assert run.done
    assert run.result() is None


@pytest.mark.parametrize("poor", [False, True])
def test_where_time_runs_out_the_quick_choice_stands_with_the_tighter_bound(poor: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    given = next(case for case in map(case, range(50)) if not siting.greedy(case, 3).proven)
    quick = siting.greedy(given, 3)
    tight = (quick.people + quick.bound) / 2
    x = np.zeros(given.sites + len(given.people)) if poor else None
    ended = SimpleNamespace(x=x, status=1, mip_dual_bound=-tight / float(given.people.max()))
    monkeypatch.setattr(exact, "milp", lambda *more, **options: ended)
    found = exact.most_reached(given, 3)
    assert (found.sites, found.people, found.proven) == (quick.sites, quick.people, False)
    assert found.bound == pytest.approx(tight)
