"""What a session holds for coverage: what was asked, which norms, what was brought, the scenario. In memory only, gone with the session.

Nothing here is an argument of a cache that visitors share.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import ValidationError

from pages.ui import state
from services.coverage.demand import Demand, Group
from services.coverage.norms import Norm, Shape, adjusted
from services.coverage.plan import Goal, Plan
from services.coverage.refusals import Refusal, Refused
from services.coverage.report import RADII, Settings
from services.coverage.scenario import Scenario
from services.coverage.supply import what

PART = "coverage_part"
WHAT = "coverage_what"
RADIUS = "coverage_radius"
MINUTES = "coverage_minutes"
GROUP = "coverage_group"
DETOUR = "coverage_detour"
UNCONFIRMED = "coverage_unconfirmed"
BESIDE = "coverage_beside"
GOAL = "coverage_goal"
SITES = "coverage_sites"
SHARE = "coverage_share"
CANDIDATES = "coverage_candidates"

T = TypeVar("T")

_OWN = "coverage_own_norms"
_BROUGHT = "coverage_brought"
_SCENARIOS = "coverage_scenarios"
_KEPT = "coverage_kept"
_PROVEN = "coverage_proven"
_FAULT = "coverage_scenario_fault"

DEFAULT_WHAT, DEFAULT_RADIUS, DEFAULT_MINUTES, DEFAULT_SITES, DEFAULT_SHARE = "medical", 50, 60, 3, 80
#: Further limits in minutes where journeys were brought.
HOURS = (30.0, 60.0, 120.0)
#: So many scenarios are put side by side at most.
MOST_KEPT = 5


class Brought(StrEnum):
    """Kinds of files that may be brought."""

    TABLE = "table"
    GRID = "grid"
    BOUNDARIES = "boundaries"
    TIMES = "times"


@dataclass(frozen=True)
class File:
    """A file that was brought: its name, and its bytes or, of a grid, what was read from it.

    ``context`` marks what ``read`` was read against.
    """

    name: str
    content: bytes = b""
    year: str = ""
    grid: Demand | None = None
    fault: tuple[Refusal, ...] = ()
    context: str = ""
    read: Any = None


def settings(country: str, groups: tuple[Group, ...], *, times: bool) -> Settings:
    """Read what is asked, with the defaults for what was not touched; with ``times`` radii are minutes."""
    get = state.held
    group = get(GROUP)
    radius = (get(MINUTES) or DEFAULT_MINUTES) if times else (get(RADIUS) or DEFAULT_RADIUS)
    return Settings(
        country,
        what(get(WHAT) or DEFAULT_WHAT),
        float(radius),
        HOURS if times else RADII,
        float(get(DETOUR) or 1.0),
        Group(group) if group in groups else groups[0],
        bool(get(UNCONFIRMED)),
    )


def beside(country: str) -> tuple[str, ...]:
    """Give the other countries that are shown beside."""
    return tuple(code for code in state.held(BESIDE) or () if code != country)


def norm_key(norm: Norm, figure: str = "on") -> str:
    """Name the widget of a norm's figure."""
    return f"coverage_norm_{norm.code}" if figure == "on" else f"coverage_{figure}_{norm.code}"


FIGURES: Mapping[Shape, tuple[str, ...]] = {
    Shape.RATE: ("per", "each_region"),
    Shape.PRESENCE: ("each_region",),
    Shape.TIME_SHARE: ("share", "minutes"),
}


def judged(norms: tuple[Norm, ...]) -> tuple[Norm, ...]:
    """Give the norms that are on, with the figures that were set; a norm without a figure is judged only once somebody types one in."""
    found = []
    for norm in (*norms, *own_norms()):
        if not state.held(norm_key(norm), norm.on):
            continue
        figures = {}
        for name in FIGURES.get(norm.kind, ()):
            shown = state.held(norm_key(norm, name))
            if shown is not None:
                figures[name] = shown / 100 if name == "share" else shown
        try:
            set_now = adjusted(norm, **figures)
        except ValidationError:
            continue
        if set_now.kind is not Shape.RATE or set_now.per:
            found.append(set_now)
    return tuple(found)


def own_norms() -> tuple[Norm, ...]:
    """Give the norms that the coordinator added."""
    return tuple(state.held(_OWN, ()))


def add_norm(norm: Norm) -> None:
    """Keep a norm of the coordinator's own, in the place of an earlier one of the same code."""
    state.hold(_OWN, (*(one for one in own_norms() if one.code != norm.code), norm))


def drop_norm(code: str) -> None:
    """Let go of a norm of the coordinator's own."""
    state.hold(_OWN, tuple(one for one in own_norms() if one.code != code))


def brought(country: str, kind: Brought) -> File | None:
    """Give the file of a kind that was brought for a country."""
    files: Mapping[tuple[str, str], File] = state.held(_BROUGHT, {})
    return files.get((country, kind.value))


def take(country: str, kind: Brought, file: File) -> None:
    """Keep a file; a table takes the place of a grid and the other way round, since both say who lives where."""
    files = dict(state.held(_BROUGHT, {}))
    if kind in (Brought.TABLE, Brought.GRID) and (file.read is not None or file.grid is not None):
        for other in (Brought.TABLE, Brought.GRID):
            files.pop((country, other.value), None)
    files[country, kind.value] = file
    state.hold(_BROUGHT, files)


def drop(country: str, kind: Brought) -> None:
    """Let go of a file."""
    files = dict(state.held(_BROUGHT, {}))
    files.pop((country, kind.value), None)
    state.hold(_BROUGHT, files)


def read_once(country: str, kind: Brought, context: str, read: Callable[[File], T]) -> T | None:
    """Read a brought file, and again only where what it is read against has changed; ``None``: there is none, or it cannot be used.

    Why it cannot be used stays with the file.
    """
    file = brought(country, kind)
    if file is None or (file.fault and file.context == context):
        return None
    if file.context != context or file.read is None:
        try:
            file = replace(file, read=read(file), context=context, fault=())
        except Refused as refused:
            file = replace(file, read=None, context=context, fault=refused.refusals)
        take(country, kind, file)
    return file.read  # type: ignore[no-any-return]


def scenario(country: str) -> Scenario:
    """Give the scenario being made for a country; an empty one where nothing was changed."""
    found: Mapping[str, Scenario] = state.held(_SCENARIOS, {})
    return found.get(country) or Scenario(country=country)


def set_scenario(changed: Scenario) -> None:
    """Keep a scenario as the one in force for its country."""
    state.hold(_SCENARIOS, {**state.held(_SCENARIOS, {}), changed.country: changed})


def kept(country: str) -> tuple[Scenario, ...]:
    """Give the scenarios that were put aside for comparing."""
    return tuple(one for one in state.held(_KEPT, ()) if one.country == country)


def keep(chosen: Scenario) -> None:
    """Put a scenario aside for comparing; one of the same name is replaced, and the oldest goes where there are too many."""
    others = [one for one in state.held(_KEPT, ()) if (one.country, one.name) != (chosen.country, chosen.name)]
    state.hold(_KEPT, (*others, chosen)[-MOST_KEPT:])


def scenario_fault(message: str | None = None) -> str:
    """Give what was wrong with the last change to a scenario; with a message, keep it."""
    if message is not None:
        state.hold(_FAULT, message)
    return str(state.held(_FAULT) or "")


def goal() -> Goal:
    """Give what is asked of new sites."""
    return Goal(state.held(GOAL) or Goal.MOST_PEOPLE)


def sites() -> int:
    """Give how many new sites are asked for."""
    found = state.held(SITES)
    return DEFAULT_SITES if found is None else int(found)


def share() -> float:
    """Give the share of the people that the fewest sites have to reach."""
    return float(state.held(SHARE) or DEFAULT_SHARE) / 100


def candidates() -> str:
    """Give where new sites may be: empty for towns, else the listing type that would be upgraded."""
    return str(state.held(CANDIDATES) or "")


def proven(question: str) -> Plan | None:
    """Give the proven answer to a question, where it was found before."""
    known, plan = state.held(_PROVEN, ("", None))
    return plan if known == question else None


def set_proven(question: str, plan: Plan) -> None:
    """Keep the last proven answer."""
    state.hold(_PROVEN, (question, plan))
