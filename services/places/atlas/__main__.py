"""``python -m services.places.atlas FOLDER`` builds ``data/geo/gazetteer.sqlite`` from the packages in FOLDER."""

from __future__ import annotations

import argparse
from pathlib import Path

from services.paths import GEO
from services.places.atlas import inputs, regions, store


def middles_of(units: list[regions.Unit]) -> dict[str, tuple[float, float]]:
    """Give a point in each country's first unit, for those that have no town."""
    found: dict[str, tuple[float, float]] = {}
    for unit in units:
        if len(unit.country) == 2 and unit.country.isalpha():
            found.setdefault(unit.country, (unit.latitude, unit.longitude))
    return found


def main() -> None:
    """Build the gazetteer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the fetched packages are (docs/geodata.md)")
    given = parser.parse_args()
    read = inputs.read(given.folder)
    units = regions.read_units(read)
    found = regions.gather(read, units)
    rows = store.rows_of(read, found, middles_of(units))
    path = GEO / "gazetteer.sqlite"
    store.write(path, rows, found, regions.districts(read, units, found))
    print(f"{path}: {len(rows)} places, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
