"""Which Natural Earth unit is which GeoNames region: told from where towns lie and what both are called, never from codes alone.

The codes of the two do not match (GeoNames follows reforms within months, Natural Earth within years), so a unit lends its names
to a region only where the towns of one are the towns of the other, or where the names agree.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from rapidfuzz.distance import Indel

from services.places.atlas.inputs import LANGUAGES, Inputs, Town
from services.places.fold import fold, latin, script, stripped
from services.places.shapes import Shape, rings_of

#: Tagged names that are those of a town or a part of the region.
MISTAGGED = frozenset({("ru", "IT.17"), ("ru", "IT.20")})


@dataclass
class Region:
    """A first-level region of GeoNames as it goes into the gazetteer; ``shape`` is the id of the area drawn for it, empty: none."""

    code: str
    name: str
    latitude: float
    longitude: float
    population: int
    names: dict[str, str] = field(default_factory=dict)
    alternates: set[str] = field(default_factory=set)
    shape: str = ""


@dataclass
class Unit:
    """A unit of Natural Earth: the towns in it by region, what it is ``called``, and names that other sources give it (``alternates``)."""

    id: str
    country: str
    names: dict[str, str]
    called: set[str]
    alternates: set[str]
    group: str
    latitude: float
    longitude: float
    towns: Counter[str] = field(default_factory=Counter)


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


def read_units(inputs: Inputs) -> list[Unit]:
    """Read the units and count the towns of each region within each of them."""
    latitudes = np.array([town.latitude for town in inputs.towns])
    longitudes = np.array([town.longitude for town in inputs.towns])
    units = []
    for feature in inputs.units:
        facts = feature["properties"]
        names = {language: _words(facts.get(f"name_{language}")) or _words(facts.get("name")) for language in LANGUAGES}
        other = [_words(facts.get(key)) for key in facts if key.startswith("name_") and key not in ("name_len", "name_alt")]
        other += [_words(facts.get(key)) for key in ("name", "gn_name", "woe_name", "gns_name")] + re.split(
            r"[|,;]", _words(facts.get("name_alt"))
        )
        alternates = {name.strip() for name in other if script(name) in ("latin", "cyrillic")}
        called = {_words(facts.get("name")), *names.values(), *re.split(r"[|,;]", _words(facts.get("name_alt")))} - {""}
        place = facts["latitude"], facts["longitude"]
        unit = Unit(facts["adm1_code"], facts["iso_a2"], names, called, alternates, _words(facts.get("region")), *place)
        inside = Shape(tuple(rings_of(feature["geometry"]))).contains(latitudes, longitudes)
        unit.towns.update(inputs.towns[index].region for index in np.flatnonzero(inside))
        units.append(unit)
    return units


def _middle(towns: Iterable[Town]) -> Town:
    """Give the town nearest to the middle of where the people of a region live."""
    rows = list(towns)
    lat, lon = np.radians([town.latitude for town in rows]), np.radians([town.longitude for town in rows])
    points = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    weights = np.array([max(town.population, 1) for town in rows], dtype=np.float64)
    return rows[int(np.argmax(points @ (weights @ points)))]


def gather(inputs: Inputs, units: list[Unit], shown_towns: Mapping[tuple[str, str, str], str] | None = None) -> dict[str, Region]:
    """Make the regions: a middle, a population summed over its towns, and names from the unit that is the same area."""
    towns: dict[str, list[Town]] = defaultdict(list)
    for town in inputs.towns:
        towns[town.region].append(town)
    regions = {}
    for code, name in sorted(inputs.regions.items()):
        if rows := towns.get(code):
            middle = _middle(rows)
            regions[code] = Region(code, name, middle.latitude, middle.longitude, sum(town.population for town in rows))
        else:
            regions[code] = Region(code, name, float("nan"), float("nan"), 0)
    by_country = defaultdict(list)
    for region in regions.values():
        by_country[region.code[:2]].append(region)
    sizes = {code: len(rows) for code, rows in towns.items()}
    shared = {country: Counter(stripped(region.name) for region in rows) for country, rows in by_country.items()}
    for unit, region in pairs(units, by_country, sizes):
        _lend(unit, region, shown=shared[unit.country][stripped(region.name)] == 1)
    for region in regions.values():
        _take_tagged(region, inputs.tagged)
    _native_groups(units, regions, sizes, inputs.languages)
    _drop_strangers(regions, shown_towns or {})
    return {code: region for code, region in regions.items() if region.latitude == region.latitude}


def pairs(units: list[Unit], regions: Mapping[str, list[Region]], sizes: Mapping[str, int]) -> list[tuple[Unit, Region]]:
    """Pair units with regions one to one, the surest pair first.

    A pair needs names that agree, and two fifths of the towns of both in common (towns in both, of towns in either): shape alone
    is not enough, for reforms merge and rename. Where one of them has no town at all, the main names must be equal. A name that a
    city and the region around it share (Kyiv, Moscow, Osh) says little, so there nine tenths of the towns must be the same.
    """
    found = []
    for country, rows in regions.items():
        shared = Counter(stripped(region.name) for region in rows)
        for number, unit in enumerate(units):
            for region in rows if unit.country == country else ():
                name = stripped(region.name)
                main = name in {stripped(spelling) for spelling in unit.names.values() if spelling}
                named = main or any(Indel.normalized_similarity(name, stripped(spelling)) >= 0.85 for spelling in unit.called)
                share = alike(unit, region.code, sizes)
                nowhere = not (unit.towns and sizes.get(region.code))
                if (named and share >= (0.4 if shared[name] == 1 else 0.9)) or (main and nowhere and shared[name] == 1):
                    found.append((-share, not main, number, region.code, region))
    taken: set[object] = set()
    result = []
    for _, _, number, code, region in sorted(found, key=lambda pair: pair[:4]):
        if number not in taken and code not in taken:
            taken |= {number, code}
            result.append((units[number], region))
    return result


def alike(unit: Unit, code: str, sizes: Mapping[str, int]) -> float:
    """Give the share of towns that lie in both a unit and a region, of those that lie in either: 1 is the same area, 0 apart."""
    within = unit.towns[code]
    return within / max(unit.towns.total() + sizes.get(code, 0) - within, 1)


def _lend(unit: Unit, region: Region, shown: bool) -> None:
    """Lend a unit's names: all to be found by, and to be shown where no other region of the country has such a name."""
    for language in LANGUAGES[1:] if shown else ():
        name = unit.names[language]
        if name and script(name) == ("cyrillic" if language == "ru" else "latin") and not _longer(name, region.name):
            region.names.setdefault(language, name)
    region.alternates |= unit.alternates
    if region.latitude != region.latitude:
        region.latitude, region.longitude = unit.latitude, unit.longitude


def _longer(name: str, main: str) -> bool:
    """Tell whether a name is the main one with only its kind added ("Estado de São Paulo"): found, but not shown."""
    return stripped(name) == fold(main) != fold(name)


def _drop_strangers(regions: Mapping[str, Region], shown_towns: Mapping[tuple[str, str, str], str]) -> None:
    """Take back a shown name that is another region's or a town's name: both sources mix some neighbours up (Napo and Tungurahua).

    ``shown_towns`` maps country, language and folded shown name of towns to their main name.
    """
    strangers = []
    for region in regions.values():
        main, country = stripped(region.name), region.code[:2]
        others = [other for other in regions.values() if other.code[:2] == country and other is not region]
        neighbours = {stripped(other.name) for other in others}
        for language, name in region.names.items():
            spelled = latin(stripped(name))
            own = Indel.normalized_similarity(spelled, main)
            other = max((Indel.normalized_similarity(spelled, neighbour) for neighbour in neighbours), default=0.0)
            town = shown_towns.get((country, language, fold(name)))
            twin = any(fold(name) in (fold(neighbour.name), fold(neighbour.names.get(language, ""))) for neighbour in others)
            if (
                twin
                or (other >= 0.75 and other > own + 0.2)
                or (town and own < 0.6 and Indel.normalized_similarity(stripped(town), main) < 0.6)
            ):
                strangers.append((region, language))
    for region, language in strangers:
        del region.names[language]


def _take_tagged(region: Region, tagged: Mapping[str, Mapping[str, str]]) -> None:
    """Take GeoNames' own tagged names where Natural Earth has none, if the code still means the region it meant when they were tagged."""
    then = tagged["en"].get(region.code, "")
    if Indel.normalized_similarity(stripped(then), stripped(region.name)) < 0.7 and stripped(then) not in {
        stripped(name) for name in region.alternates
    }:
        return
    for language in LANGUAGES[1:]:
        name = tagged[language].get(region.code, "")
        if name and (language, region.code) not in MISTAGGED and script(name) == ("cyrillic" if language == "ru" else "latin"):
            if not _longer(name, region.name):
                region.names.setdefault(language, name)
            region.alternates.add(name)
    region.alternates.add(then)


def _native_groups(units: list[Unit], regions: Mapping[str, Region], sizes: Mapping[str, int], languages: Mapping[str, str]) -> None:
    """Take the name of a group of units (a French region of departments) for the region that its towns lie in.

    Natural Earth writes it in the country's own language, so it is shown only there, and only found elsewhere.
    """
    groups: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for unit in units:
        if unit.group:
            groups[unit.country, unit.group].update(unit.towns)
    for (country, name), towns in groups.items():
        code, count = towns.most_common(1)[0] if towns else ("", 0)
        known = code in regions and code[:2] == country and script(name) == "latin"
        if not known or count < 0.9 * towns.total() or count < 0.8 * sizes[code]:
            continue
        region = regions[code]
        region.alternates.add(name)
        spoken = languages.get(country, "")[:2]
        if spoken in ("fr", "es"):
            region.names.setdefault(spoken, name)


def districts(inputs: Inputs, units: list[Unit], regions: Mapping[str, Region]) -> dict[tuple[str, str], str]:
    """Map country and folded name of smaller or older areas to the region that holds them; a name that lies in two regions is left out.

    They are GeoNames' second level and those units of Natural Earth whose towns lie, nine of ten, in one region: sheets often name a
    department, county or district where GeoNames' first level is wider.
    """
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code, name in inputs.districts.items():
        region = code.rpartition(".")[0]
        if region in regions and script(name) in ("latin", "cyrillic"):
            found[code[:2], stripped(name)].add(region)
    for unit in units:
        code, count = unit.towns.most_common(1)[0] if unit.towns else ("", 0)
        if code in regions and code[:2] == unit.country and count >= 0.9 * unit.towns.total():
            for name in {unit.names["en"], *unit.alternates} - {""}:
                found[unit.country, stripped(name)].add(code)
    own = {(region.code[:2], stripped(name)) for region in regions.values() for name in (region.name, *region.names.values())}
    return {key: codes.pop() for key, codes in sorted(found.items()) if len(codes) == 1 and key not in own and key[1]}
