"""Makes sheet rows and gazetteers for the tests of the import."""

from collections.abc import Iterator
from pathlib import Path

from services.exchange.drafts import Draft, draft
from services.exchange.sheets import COLUMNS, SheetRow
from services.places.model import Place

COUNTRIES = frozenset({"KE", "FR", "MA", "ZA", "PE", "GB", "KR", "CI", "ES", "PS", "INT"})
LANGUAGES = frozenset({"en", "fr"})

TOWNS = (
    Place("Nairobi", "KE", -1.28333, 36.81667, region="Nairobi", region_code="KE.05", population=2_750_547),
    Place("Heidelberg", "ZA", -26.50453, 28.35815, region="Gauteng", region_code="ZA.06", population=35_000),
    Place("Heidelberg", "ZA", -34.09, 20.96, region="Western Cape", region_code="ZA.11", population=8_000),
    Place("San Miguel", "PE", -13.0, -73.98, region="Ayacucho", region_code="PE.05", population=6_000),
    Place("San Miguel", "PE", -12.09, -77.09, region="Lima", region_code="PE.15", population=9_000),
    Place("Kakamega", "KE", 0.28, 34.75, region="Kakamega", region_code="KE.20", population=100_000),
)
REGIONS = (
    Place("Nairobi", "KE", -1.28, 36.82, region_code="KE.05"),
    Place("Gauteng", "ZA", -26.2, 28.0, region_code="ZA.06"),
    Place("Western Cape", "ZA", -33.9, 18.5, region_code="ZA.11"),
    Place("Ayacucho", "PE", -13.16, -74.22, region_code="PE.05"),
    Place("Vihiga", "KE", 0.05, 34.72, region_code="KE.55"),
    Place("Turkana", "KE", 3.12, 35.6, region_code="KE.53"),
)


class Atlas:
    """A gazetteer of six towns."""

    def town(self, country: str, name: str, region: str = "", language: str = "en") -> tuple[Place, ...]:
        found = [town for town in TOWNS if town.country == country and town.name == name]
        return tuple(sorted(found, key=lambda town: (town.region_code != region, -town.population)))

    def region(self, country: str, name: str, language: str = "en") -> Place | None:
        return next((region for region in REGIONS if region.country == country and region.name == name), None)

    def towns(self, country: str, language: str = "en") -> Iterator[Place]:
        return iter([town for town in TOWNS if town.country == country])


def row(file: str = "a.csv", line: int = 2, **cells: str) -> SheetRow:
    plain = {"name": "X", "kind": "helpline", "categories": "psychological", "country": "KE", "source_url": f"https://{file}.org/{line}"}
    return SheetRow(file, line, dict.fromkeys(COLUMNS, "") | plain | cells)


def made(file: str = "a.csv", line: int = 2, **cells: str) -> Draft:
    found = draft(row(file, line, **cells), COUNTRIES, LANGUAGES)
    assert isinstance(found, Draft), found
    return found


def write_sheet(path: Path, *rows: SheetRow) -> Path:
    import csv

    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(COLUMNS)
        writer.writerows([found[column] for column in COLUMNS] for found in rows)
    return path
