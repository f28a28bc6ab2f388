"""An admin table that a coordinator brings: people, children and women by region, matched to our regions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from services.coverage.boundaries import Regions
from services.coverage.demand import Group, Kind, Origin, RegionPeople
from services.coverage.refusals import Refusal, Refused
from services.coverage.uploads import number, rows
from services.language.catalogue import N_
from services.places.fold import fold

#: Column names that are understood, lower case; HXL practice and the headers of common public tables among them.
CODE_COLUMNS = ("region_code", "code", "adm1_pcode", "admin1_pcode", "admin1pcode", "pcode", "iso_3166_2")
NAME_COLUMNS = ("region", "name", "adm1_en", "adm1_name", "admin1", "admin1name_en", "province", "county", "state", "district")
GROUP_COLUMNS: Mapping[Group, tuple[str, ...]] = {
    Group.PEOPLE: ("population", "people", "total", "pop", "t_tl"),
    Group.CHILDREN: ("children", "children_0_17", "pop_0_17", "under_18", "minors"),
    Group.WOMEN: ("women", "female", "females", "f_tl"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was understood: the matched rows, which regions it names that we do not know, and which of ours it lacks."""

    rows: tuple[RegionPeople, ...]
    unmatched: tuple[str, ...]
    lacking: tuple[str, ...]
    origin: Origin


def read_table(content: bytes, name: str, regions: Regions, *, year: str = "") -> Table:
    """Read a table (CSV or XLSX) of people by region.

    Needed: a column for the region (code or name) and one for all people. A region is matched by code, else by folded name; what is not
    matched is listed, never guessed. Raises ``Refused`` with row and column for a number that cannot be read, is negative, or is larger
    than the people of its region; for a region that comes twice; and where nothing matches.
    """
    by_name: dict[str, int] = {}
    for names in (regions.names, regions.aliases):
        for index, title in enumerate(names):
            if title:
                by_name.setdefault(fold(title), index)
    codes = {code.casefold(): position for position, code in enumerate(regions.codes)}
    found: dict[int, RegionPeople] = {}
    unmatched: list[str] = []
    faults: list[Refusal] = []
    columns: dict[Group, str] | None = None
    for row_number, row in rows(content, name, most_rows=200_000):
        if columns is None:
            columns = _columns(row, name)
        code, title = _first(row, CODE_COLUMNS), _first(row, NAME_COLUMNS)
        if not code and not title:
            faults.append(Refusal(name, row_number, "region", N_("is empty")))
            continue
        people = _people(row, row_number, name, columns, faults)
        position = codes.get(code.casefold()) if code else None
        if position is None and title:
            position = by_name.get(fold(title))
        if position is None:
            unmatched.append(title or code)
        elif position in found:
            faults.append(
                Refusal(name, row_number, "region", N_("{value} stands there twice: join its rows"), {"value": repr((title or code)[:60])})
            )
        elif people is not None:
            found[position] = RegionPeople(position, people)
    if columns is None:
        faults.append(Refusal(name, 2, "row", N_("is missing: the table has a header and no rows")))
    elif not found and not faults:
        faults.append(
            Refusal(
                name,
                None,
                "region",
                N_("none was recognised; ours are like {name} ({code})"),
                {"name": regions.names[0], "code": regions.codes[0]},
            )
        )
    if faults:
        raise Refused(faults)
    lacking = tuple(title for position, title in enumerate(regions.names) if position not in found)
    origin = Origin(Kind.TABLE, name, year, checksum=hashlib.sha256(content).hexdigest())
    return Table(tuple(found[position] for position in sorted(found)), tuple(unmatched), lacking, origin)


def _columns(row: Mapping[str, str], name: str) -> dict[Group, str]:
    found = {group: column for group, columns in GROUP_COLUMNS.items() for column in columns[::-1] if column in row}
    if Group.PEOPLE not in found:
        raise Refused(
            [
                Refusal(
                    name,
                    1,
                    "population",
                    N_("is missing; name the column one of {names}"),
                    {"names": ", ".join(GROUP_COLUMNS[Group.PEOPLE])},
                )
            ]
        )
    if not any(column in row for column in (*CODE_COLUMNS, *NAME_COLUMNS)):
        raise Refused(
            [
                Refusal(
                    name,
                    1,
                    "region",
                    N_("is missing; name the column one of {names}"),
                    {"names": ", ".join((*NAME_COLUMNS[:6], *CODE_COLUMNS[:3]))},
                )
            ]
        )
    return found


def _first(row: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((row[name] for name in names if row.get(name)), "")


def _people(
    row: Mapping[str, str], row_number: int, name: str, columns: Mapping[Group, str], faults: list[Refusal]
) -> dict[Group, float] | None:
    people: dict[Group, float] = {}
    before = len(faults)
    for group, column in columns.items():
        text = row.get(column, "")
        if not text and group is not Group.PEOPLE:
            faults.append(Refusal(name, row_number, column, N_("is empty; fill it for every region or leave the column out")))
            continue
        value = number(text)
        if value is None:
            faults.append(Refusal(name, row_number, column, N_("{value} is not a number of people"), {"value": repr(text[:60])}))
        elif value < 0:
            faults.append(Refusal(name, row_number, column, N_("{value} is below zero"), {"value": repr(text[:60])}))
        elif value > 2e9:
            faults.append(Refusal(name, row_number, column, N_("{value} is more people than any country has"), {"value": repr(text[:60])}))
        else:
            people[group] = value
    everyone = people.get(Group.PEOPLE)
    for group, value in people.items():
        if everyone is not None and value > everyone:
            faults.append(
                Refusal(
                    name,
                    row_number,
                    columns[group],
                    N_("{value} is more than the {number} people of the region"),
                    {"value": round(value), "number": round(everyone)},
                )
            )
    return people if len(faults) == before else None
