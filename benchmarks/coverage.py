"""Measures what the README says of coverage: ``python -m benchmarks.coverage [--points 20000000]`` prints one table.

Points and sites are made up: towns of the gazetteer drawn by population, plus noise. Twenty parts of a million are written to Parquet in a
folder that is removed again, so that the plain loop and the cluster read the same files.
"""

from __future__ import annotations

import argparse
import resource
import sqlite3
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from services import paths
from services.coverage import catchment, exact, scale, siting

T = TypeVar("T")
REGIONS = 4000
RADII = (10.0, 50.0, 100.0)


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def line(what: str, seconds: float | None, said: str) -> None:
    print(f"| {what} | {'' if seconds is None else f'{seconds:.2f} s'} | {said} |", flush=True)


def timed(call: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    return call(), time.perf_counter() - start


def towns() -> tuple[np.ndarray, np.ndarray]:
    store = sqlite3.connect(f"{(paths.GEO / 'gazetteer.sqlite').as_uri()}?mode=ro", uri=True)
    rows = np.array(store.execute("SELECT latitude, longitude, population FROM place WHERE kind = 2 AND population > 0").fetchall())
    store.close()
    return rows[:, :2], rows[:, 2] / rows[:, 2].sum()


def draw(rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    places, share = towns()
    chosen = places[rng.choice(len(places), count, p=share)] + rng.normal(0, 0.15, (count, 2))
    return np.clip(chosen[:, 0], -89, 89), (chosen[:, 1] + 180) % 360 - 180


def write(folder: Path, points: int, part: int = 1_000_000) -> list[Path]:
    rng = np.random.default_rng(1)
    files = []
    for start in range(0, points, part):
        count = min(part, points - start)
        lat, lon = draw(rng, count)
        table = pa.table(
            {"lat": lat, "lon": lon, "people": rng.integers(1, 400, count).astype(float), "region": rng.integers(-1, REGIONS, count)}
        )
        files.append(folder / f"{start:010d}.parquet")
        pq.write_table(table, files[-1])
    return files


def load(path: Path) -> scale.Points:
    table = pq.read_table(path)
    return scale.Points(*(table[name].to_numpy() for name in ("lat", "lon", "people", "region")))


def planet(points: int, sites: int) -> None:
    from distributed import Client, LocalCluster

    with tempfile.TemporaryDirectory() as folder:
        files = write(Path(folder), points)
        lat, lon = draw(np.random.default_rng(2), sites)
        plain, seconds = timed(lambda: scale.reach_by_region(files, lat, lon, REGIONS, RADII, load=load))
        line(f"nearest of {sites:,} sites and sums by region, {points:,} points, one thread a core", seconds, f"peak {peak_mb():.0f} MB")
        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
            spread, seconds = timed(lambda: scale.reach_on_cluster(client, files, lat, lon, REGIONS, RADII, load=load))
        same = all((getattr(plain, name) == getattr(spread, name)).all() for name in ("people", "within", "histogram"))
        line("the same on a Dask cluster, 2 workers", seconds, "identical" if same else "DIFFERS")


def covering(points: int, sites: int, k: int, radius: float, limit: float) -> None:
    rng = np.random.default_rng(3)
    lat, lon = rng.uniform(-4, 4, points), rng.uniform(-4, 4, points)
    site = rng.uniform(-4, 4, sites), rng.uniform(-4, 4, sites)
    people = rng.integers(1, 5000, points).astype(float)
    given, building = timed(
        lambda: siting.problem(catchment.cover(catchment.pairs_within(lat, lon, *site, radius)), people, np.zeros(points, bool))
    )
    quick, seconds = timed(lambda: siting.greedy(given, k))
    line(
        f"MCLP {points:,} x {sites:,}, k = {k}, greedy",
        seconds,
        f"{quick.share_of_bound:.1%} of its own proven bound; building {building:.2f} s",
    )
    best, seconds = timed(lambda: exact.most_reached(given, k, seconds=limit))
    said = "optimal" if best.proven else f"not proved in time: at least {best.people / best.bound:.1%} of the best"
    line("the same, exact (HiGHS)", seconds, f"{said}; greedy reaches {quick.people / best.people:.2%} of it")


def catchments(points: int, sites: int, radius: float) -> None:
    import pandas as pd
    from access import Access

    rng = np.random.default_rng(4)
    lat, lon, people = rng.uniform(-3, 3, points), rng.uniform(-3, 3, points), rng.integers(1, 5000, points).astype(float)
    site = rng.uniform(-3, 3, sites), rng.uniform(-3, 3, sites)
    capacity = rng.integers(1, 9, sites).astype(float)
    pairs = catchment.pairs_within(lat, lon, *site, radius)
    ours, mine = timed(lambda: catchment.accessibility(pairs, people, capacity))
    model = Access(
        demand_df=pd.DataFrame({"id": range(points), "people": people}), demand_index="id", demand_value="people",
        supply_df=pd.DataFrame({"id": range(sites), "capacity": capacity}), supply_index="id", supply_value="capacity",
        cost_df=pd.DataFrame({"o": pairs.point, "d": pairs.site, "cost": pairs.km}), cost_origin="o", cost_dest="d", cost_name="cost",
    )  # fmt: skip
    theirs, other = timed(lambda: model.two_stage_fca(name="x", max_cost=radius)["x_capacity"].reindex(range(points)).to_numpy())
    apart = float(np.abs(np.nan_to_num(theirs) - ours).max())
    line(
        f"2SFCA {points:,} x {sites:,}, {len(pairs.km):,} pairs",
        mine,
        f"access {other:.2f} s, {other / mine:.0f} times ours; largest difference {apart:.1e}",
    )


def countries(most: int = 3) -> None:
    from datetime import date

    from services.coverage import norms, territory
    from services.coverage.report import Settings
    from services.coverage.study import Study
    from services.coverage.supply import what
    from services.directory import edition
    from services.places.gazetteer import Gazetteer

    directory, gazetteer = edition.load(paths.LISTINGS), Gazetteer(paths.GEO / "gazetteer.sqlite")
    drawn, seconds = timed(lambda: territory.shapes(paths.STATIC / territory.BASE))
    line("shapes of all regions, once a process", seconds, f"{len(drawn):,} shapes")
    known, chosen = territory.totals(paths.GEO / "populations.csv"), norms.chosen(norms.read_norms(paths.DATA / "benchmarks.toml"))
    for country in sorted(known, key=lambda code: -len(list(gazetteer.towns(code))))[:most]:
        land, reading = timed(lambda code=country: territory.territory(code, gazetteer, known.get(code), drawn))
        study = Study(directory, land, chosen, date(2026, 11, 24))
        _, seconds = timed(lambda code=country, own=study: own.run(Settings(code, what("medical"))))
        line(f"a country at default settings: {country}, {len(land.towns):,} towns", reading + seconds, f"of it reading {reading:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=20_000_000)
    parser.add_argument("--sites", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=60.0, help="limit of the larger exact covering problem")
    given = parser.parse_args()
    warnings.simplefilter("ignore")  # of pysal and Dask, not ours
    print("| what | time | result |\n|---|---|---|")
    planet(given.points, given.sites)
    covering(2000, 500, 20, 40.0, 60.0)
    covering(50_000, 2000, 100, 25.0, given.seconds)
    catchments(2000, 500, 40.0)
    countries()


if __name__ == "__main__":
    main()
