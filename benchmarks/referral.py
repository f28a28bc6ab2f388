"""How fast is a referral plan? ``python -m benchmarks.referral [rows ...]`` prints a table, then one JSON line of the same figures.

The shipped edition first, then directories of 100k and 1M listings spread like real towns (``benchmarks.synthetic``). Each case names a
town drawn by population, an age band, three needs, a delay within the first days, two languages and two musts, so that a plan has about
four steps. ``all needs`` asks for every step at once; ``first`` is the first plan that asks for papers or police in a country, which reads
that country's listings once. ``200 cases`` is what the batch page does: that many plans one after the other.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pandas as pd

from benchmarks.search import listing_of, resident_mb
from benchmarks.synthetic import LANGUAGES, towns, world
from services import paths
from services.directory.edition import load
from services.directory.model import Gender
from services.places.gazetteer import Gazetteer
from services.places.model import Place
from services.places.timezones import Timezones
from services.referral.model import AgeBand, Case, CaseNeed, Delay, Must, Plan
from services.referral.plan import plan
from services.search.columns import Columns
from services.search.index import Index

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SIZES = (100_000, 1_000_000)
CASES = 200
RECENT = (Delay.DAYS_0_3, Delay.DAYS_4_5, Delay.NOT_SAID)
#: Musts that the index knows; papers and police are read once a country and timed by themselves.
INDEXED = (Must.FREE, Must.ALONE, Must.WHEELCHAIR, Must.WOMENS_STAFF)


def cases(countries: Sequence[str], places: pd.DataFrame, number: int, seed: int = 5) -> list[Case]:
    """Draw cases in countries that have listings."""
    rng = np.random.default_rng(seed)
    known = places[places["country"].isin(list(countries))]
    weight = known["population"].to_numpy(np.float64)
    found = []
    for row in rng.choice(len(known), number, p=weight / weight.sum()).tolist():
        town = known.iloc[row]
        place = Place("there", str(town["country"]), float(town["latitude"]), float(town["longitude"]))
        found.append(
            Case(
                place.country,
                place,
                reach_km=50.0,
                age=list(AgeBand)[int(rng.integers(len(AgeBand)))],
                gender=[None, *Gender][int(rng.integers(5))],
                languages=tuple(LANGUAGES[code] for code in rng.choice(8, 2, replace=False).tolist()),
                needs=frozenset(list(CaseNeed)[code] for code in rng.choice(len(CaseNeed), 3, replace=False).tolist()),
                delay=RECENT[int(rng.integers(len(RECENT)))],
                musts=frozenset(INDEXED[code] for code in rng.choice(len(INDEXED), 2, replace=False).tolist()),
            )
        )
    return found


def few_cross_borders(columns: Columns) -> Columns:
    """Let two countries' listings help across borders, as in the shipped edition: the synthetic rows do in every country."""
    area = columns.facets["service_area"]
    crossing, place = area.values.index("cross_border"), area.values.index("place")
    codes = np.where((area.codes == crossing) & (columns.country[:, None] > 1), place, area.codes).astype(np.int16)
    return replace(columns, facets={**columns.facets, "service_area": replace(area, codes=codes)})


def timed(index: Index, some: Sequence[Case]) -> tuple[list[float], list[Plan]]:
    """Give the milliseconds of each case, and the plans."""
    spent, made = [], []
    for case in some:
        start = time.perf_counter()
        made.append(plan(index, case, NOW))
        spent.append((time.perf_counter() - start) * 1000)
    return spent, made


def processor_ms(index: Index, some: Sequence[Case]) -> float:
    """Give the processor's own milliseconds of a case, the middle one: what it takes where nothing else runs."""
    spent = []
    for case in some:
        start = time.process_time()
        plan(index, case, NOW)
        spent.append((time.process_time() - start) * 1000)
    return float(np.median(spent))


def measure(index: Index, places: pd.DataFrame) -> dict[str, float]:
    """Measure one directory, and check that no plan is empty."""
    some = cases(index.countries, places, CASES)
    plan(index, some[0], NOW)
    spent, made = timed(index, some)
    assert all(step.options or step.by_phone for found in made for step in found.steps)
    largest = max(some, key=lambda case: index.within(index.span(case.where)).stop - index.within(index.span(case.where)).start)
    first, _ = timed(index, [replace(largest, musts=frozenset({Must.NO_PAPERS, Must.NO_POLICE_REPORT}))])
    every, _ = timed(index, [replace(case, needs=frozenset(CaseNeed)) for case in some[:50]])
    return {
        "rows": index.size,
        "median_ms": float(np.median(spent)),
        "p95_ms": float(np.percentile(spent, 95)),
        "slowest_ms": max(spent),
        "processor_ms": processor_ms(index, some),
        "all_needs_ms": float(np.median(every)),
        "first_ms": first[0],
        "batch_s": sum(spent) / 1000,
        "steps": sum(len(found.steps) for found in made) / len(made),
        "process_mb": resident_mb(),
    }


def main() -> int:
    """Print the table, then the JSON line."""
    places = towns()
    sizes = [int(text) for text in sys.argv[1:]] or list(SIZES)
    names = ("rows", "median_ms", "p95_ms", "slowest_ms", "processor_ms", "all_needs_ms", "first_ms", "batch_s", "steps", "process_mb")
    heads = ("rows", "median ms", "p95 ms", "slowest", "processor", "all needs", "first", "200 cases s", "steps", "MB")
    print("".join(f"{head:>13}" for head in heads))
    found = []
    for rows in (0, *sizes):
        if rows:
            columns = few_cross_borders(world(rows, places).columns)
            index = Index(columns, listing_of(columns))
        else:
            index = Index.of(load(paths.LISTINGS), Timezones(Gazetteer(paths.GEO / "gazetteer.sqlite")))
        figures = measure(index, places)
        print("".join(f"{figures[name]:>13,.{0 if name in ('rows', 'process_mb') else 1}f}" for name in names), flush=True)
        found.append({name: round(value, 2) for name, value in figures.items()})
    print("\nthe first row is the shipped edition; 200 cases are planned one after the other, as a batch does")
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
