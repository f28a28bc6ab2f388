"""What a need means: which categories answer it, and which kinds of place come first, after, or never.

Reads ``data/taxonomy.toml``. A listing fits a need when it has one of its categories or its type is named under ``after``, and its
type is not under ``never``. Tiers, best first: 0 a type under ``first`` with the category; 1 any other type with the category;
2 a type under ``after``; 3 an ordinary police station, which stands behind every specialised place whatever the need.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from services.directory.model import Category, ListingType
from services.search.query import Need

FIRST, FITTING, AFTER, POLICE_STATION = range(4)


@dataclass(frozen=True, slots=True)
class Meaning:
    """One need's categories and types."""

    categories: frozenset[Category]
    first: frozenset[ListingType]
    after: frozenset[ListingType]
    never: frozenset[ListingType]

    def tier(self, listing_type: ListingType, has_category: bool) -> int | None:
        """Place a listing of that type among the tiers; ``None``: it does not fit the need."""
        if listing_type in self.never or not (has_category or listing_type in self.after):
            return None
        if listing_type is ListingType.POLICE_STATION:
            return POLICE_STATION
        if listing_type in self.after:
            return AFTER
        return FIRST if listing_type in self.first else FITTING


#: What no need at all means: every category, no type before another.
ANYTHING = Meaning(frozenset(Category), frozenset(), frozenset(), frozenset())


def read(path: Path) -> Mapping[Need, Meaning]:
    """Read the needs of a taxonomy file.

    Raises ``ValueError`` for a need, category or type that is not known, a need that is missing, and a type that stands in two
    lists of one need: a taxonomy that is half right would hide help from somebody.
    """
    needs = tomllib.loads(path.read_text("utf-8"))["needs"]
    if missing := [need for need in Need if need not in needs]:
        raise ValueError(f"{path.name} lacks the needs {', '.join(missing)}")
    return MappingProxyType({Need(name): _meaning(name, table) for name, table in needs.items()})


@cache
def shipped(path: Path) -> Mapping[Need, Meaning]:
    """Read a taxonomy once a process: it is public and does not change while the app runs."""
    return read(path)


def _meaning(name: str, table: Mapping[str, list[str]]) -> Meaning:
    types = {key: frozenset(ListingType(value) for value in table.get(key, [])) for key in ("first", "after", "never")}
    twice = (types["first"] & types["after"]) | (types["first"] & types["never"]) | (types["after"] & types["never"])
    if twice:
        raise ValueError(f"need {name}: {', '.join(sorted(twice))} in two lists")
    return Meaning(frozenset(Category(value) for value in table["categories"]), **types)
