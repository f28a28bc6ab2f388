"""``python -m services.places.atlas FOLDER`` builds the gazetteer, the base map and the map's libraries from the packages in FOLDER."""

from __future__ import annotations

import argparse
from pathlib import Path

from babel import Locale

from services.paths import GEO, STATIC
from services.places.atlas import basemap, inputs, regions, store, vendor
from services.places.atlas.names import settled
from services.places.fold import fold


def middles_of(units: list[regions.Unit]) -> dict[str, tuple[float, float]]:
    """Give a point in each country's first unit, for those that have no town."""
    found: dict[str, tuple[float, float]] = {}
    for unit in units:
        found.setdefault(unit.country, (unit.latitude, unit.longitude))
    return found


def main() -> None:
    """Build everything that docs/geodata.md names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the fetched packages are (docs/geodata.md)")
    parser.add_argument("--mapshaper", type=Path, help="the mapshaper program; without it the base map stays as it is")
    given = parser.parse_args()
    vendor.copy(given.folder, STATIC / "vendor")
    read = inputs.read(given.folder)
    units = regions.read_units(read)
    locales = {language: Locale.parse(language) for language in inputs.LANGUAGES}
    countries = {(language, fold(name)): str(code) for language, locale in locales.items() for code, name in locale.territories.items()}
    kept = store.kept(read)
    names = settled(kept, read.tagged, countries)
    spoken = {(town.country, language, fold(name)): town.name for town in kept for language, name in names[town.id].items()}
    found = regions.gather(read, units, spoken)
    drawn = basemap.shapes(units, found)
    path = STATIC / "base.topo.json"
    if given.mapshaper:
        basemap.write(path, read, units, drawn, given.mapshaper, given.folder / "scratch")
        print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")
    basemap.keep_drawn(found, path)
    rows = store.rows_of(read, found, names, middles_of(units))
    path = GEO / "gazetteer.sqlite"
    store.write(path, rows, found, regions.districts(read, units, found))
    print(f"{path}: {len(rows)} places, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
