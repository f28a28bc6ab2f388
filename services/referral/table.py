"""Reads ``data/referral.toml``: what each need leads to, and the points of the ranking."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from services import paths
from services.directory.model import Category, ListingType
from services.referral.model import CaseNeed

FILE = paths.DATA / "referral.toml"

#: The criteria of the ranking, in the order in which they are explained; ``services.referral.ranking`` says what each value is.
CRITERIA = ("kind", "near", "open_now", "musts", "trust", "language", "age", "number", "gender")

#: What the points of each column add up to.
ALL_POINTS = 100


@dataclass(frozen=True, slots=True)
class Weight:
    """The points of one criterion: for a step due now or today, and for any other."""

    urgent: float
    calm: float


@dataclass(frozen=True, slots=True)
class Kinds:
    """What a need or a step is served by: categories, kinds of place best first, kinds not offered, kinds of lines."""

    categories: frozenset[Category]
    first: frozenset[ListingType]
    after: frozenset[ListingType]
    never: frozenset[ListingType]
    lines: frozenset[ListingType]

    def tier(self, kind: ListingType, has_category: bool) -> float | None:
        """Give how well a kind of place fits, between 0 and 1; ``None``: it does not.

        1: made for it, with the category. 0.5: another kind with the category. 0.25: a kind for want of better. 0: an ordinary police
        station, which stands behind every specialised place.
        """
        if kind in self.never or not (has_category or kind in self.after):
            return None
        if kind is ListingType.POLICE_STATION:
            return 0.0
        if kind in self.after:
            return 0.25
        return 1.0 if kind in self.first else 0.5

    def __or__(self, other: Kinds) -> Kinds:
        """Join two needs of one step: what either is served by; not offered is only what both refuse."""
        first = self.first | other.first
        return Kinds(
            self.categories | other.categories,
            first,
            (self.after | other.after) - first,
            self.never & other.never,
            self.lines | other.lines,
        )


@dataclass(frozen=True, slots=True)
class Table:
    """The whole file. ``steps`` gives for each need the name of its step: a ``StepKind``, or ``medical``, which the delay decides."""

    weights: Mapping[str, Weight]
    kinds: Mapping[CaseNeed, Kinds]
    steps: Mapping[CaseNeed, str]


def read(path: Path) -> Table:
    """Read a table.

    Raises ``ValueError`` for a criterion or need that is missing or not known, a kind that is not known or stands in two lists of one
    need, and a column of points that does not add up to 100: a table that is half right would hide help from somebody.
    """
    content = tomllib.loads(path.read_text("utf-8"))
    weights = {name: Weight(float(row["urgent"]), float(row["calm"])) for name, row in content["weights"].items()}
    if set(weights) != set(CRITERIA):
        raise ValueError(f"{path.name}: weights are given for {', '.join(CRITERIA)}, each once")
    for column in ("urgent", "calm"):
        if sum(getattr(weight, column) for weight in weights.values()) != ALL_POINTS:
            raise ValueError(f"{path.name}: the points of the column {column} add up to {ALL_POINTS}")
    needs = content["needs"]
    if set(needs) != set(CaseNeed):
        raise ValueError(f"{path.name}: the needs are {', '.join(CaseNeed)}, each once")
    return Table(
        MappingProxyType({name: weights[name] for name in CRITERIA}),
        MappingProxyType({need: _kinds(need, needs[need]) for need in CaseNeed}),
        MappingProxyType({need: str(needs[need]["step"]) for need in CaseNeed}),
    )


def _kinds(need: CaseNeed, row: Mapping[str, Any]) -> Kinds:
    first, after, never, lines = (frozenset(ListingType(value) for value in row[key]) for key in ("first", "after", "never", "lines"))
    if twice := (first & after) | (first & never) | (after & never):
        raise ValueError(f"need {need}: {', '.join(sorted(twice))} in two lists")
    return Kinds(frozenset(Category(value) for value in row["categories"]), first, after, never, lines)


@cache
def shipped(path: Path = FILE) -> Table:
    """Read a table once a process: it is public and does not change while the app runs."""
    return read(path)


@cache
def hours(path: Path = paths.RIGHTS / "facts.toml") -> Mapping[str, int]:
    """Read the time limits that the rights texts name, too: one figure, one home. In hours: ``pep``, ``pep_best``, ``contraception``."""
    content = tomllib.loads(path.read_text("utf-8"))
    names = {"pep": "pep_hours", "pep_best": "pep_best_hours", "contraception": "ec_hours"}
    return MappingProxyType({name: int(content[key]["value"]) for name, key in names.items()})
