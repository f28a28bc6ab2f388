"""Makes the plan of a case: the steps in order, for each the best places and lines, what each wish costs, what nobody confirms.

Where things stand in a step:

- ``options``: places, best first; in danger the country's emergency numbers before them; for pictures online the lines and forms made for
  it, from anywhere. ``far``: no place among them is within reach; those that are too far say so.
- ``by_phone``: the country's lines; where it has none, lines that help across borders or worldwide; where there are none of those
  either, the emergency number. It always stands last among them in acute distress, and where care while hours count is not within reach.
- No listing that contradicts a must is ever named, by phone neither. Only the emergency number is, and it says what it contradicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from services.directory.model import ListingType, ServiceArea
from services.referral import ranking
from services.referral.choose import line_rows, lines, options, places, ranked, union
from services.referral.costs import costs, unmet
from services.referral.emergency import emergency_numbers
from services.referral.field import Field, field_of
from services.referral.model import Case, Must, Option, Plan, Step, StepKind
from services.referral.ranking import Row
from services.referral.steps import Outline, outline
from services.referral.table import Table, shipped
from services.search import bits
from services.search.bits import Bits
from services.search.columns import has_door
from services.search.index import Index

WORLD = "INT"


@dataclass(frozen=True)
class _World:
    """All that the steps of one plan share: the person's country, and what helps from elsewhere, looked at when it is needed."""

    index: Index
    case: Case
    now: datetime
    table: Table
    home: Field
    limit: int

    @cached_property
    def away(self) -> tuple[Field, ...]:
        """What helps worldwide or across borders."""
        abroad = [code for code in self.index.cross_border_countries if code != self.case.where]
        return tuple(_away(self.index, self.case, self.now, code) for code in abroad)

    @cached_property
    def emergency(self) -> tuple[Option, ...]:
        """The country's emergency numbers."""
        return emergency_numbers(self.home)


def plan(index: Index, case: Case, now: datetime, limit: int = 3, table: Table | None = None) -> Plan:
    """Plan a case: at most ``limit`` options a step, and as many lines.

    ``now`` must be aware (``ValueError`` otherwise): whether a place is open now counts. ``table`` is the shipped one unless given. As
    long as the country has an emergency number, or anything that may be named helps from elsewhere, no plan is empty.
    """
    if now.tzinfo is None:
        raise ValueError("give an aware moment: a listing's hours are in its own time zone")
    table = table or shipped()
    home = field_of(index, case, now, case.where)
    world = _World(index, case, now, table, home, limit)
    steps = [_step(world, one) for one in outline(case, table)]
    if not any(step.options or step.by_phone for step in steps):
        steps[0] = replace(steps[0], by_phone=tuple(_anything(world)))
    met = {must for step in steps for option in (*step.options, *step.by_phone) for must in option.meets if _by_source(option, must)}
    lacking = tuple(must for must in unmet(home, _served(world, case)) if must not in met)
    return Plan(case, tuple(steps), lacking, costs(home, lambda other: _served(world, other)), now.date())


def _by_source(option: Option, must: Must) -> bool:
    """Say whether a must is confirmed by sources: a line has no steps for a wheelchair, and the emergency number is for danger only."""
    listing = option.listing
    return listing.listing_type is not ListingType.EMERGENCY_NUMBER and (must is not Must.WHEELCHAIR or has_door(listing))


def _away(index: Index, case: Case, now: datetime, code: str) -> Field:
    field = field_of(index, replace(case, place=None, country=code), now, code)
    helps = field.span.own if code == WORLD else field.having("service_area", ServiceArea.CROSS_BORDER)
    return replace(field, here=field.here & helps)


def _served(world: _World, case: Case) -> list[Bits]:
    """Give for each step of a case the rows of the person's country that serve it, musts left aside."""
    return [_serving(world.home, one) for one in outline(case, world.table)]


def _serving(field: Field, one: Outline) -> Bits:
    """Give the rows of a country that serve a step, musts left aside."""
    found: Bits = field.here & ((union(field, field.tiers(one.kinds)) & field.doors) | _lines(field, one))
    return found


def _lines(field: Field, one: Outline) -> Bits:
    return union(field, field.line_tiers(one.kinds)) & field.lines


def _step(world: _World, one: Outline) -> Step:
    points = ranking.column(world.table.weights, urgent=one.urgent)
    home = world.home
    found, near = _online(world, one, points) if one.kind is StepKind.ONLINE else places(home, home.tiers(one.kinds), points, world.limit)
    if one.kind is StepKind.DANGER:
        found = [*world.emergency, *found]
    called = _by_phone(world, one, points, found, near=near)
    return Step(
        kind=one.kind,
        urgency=one.urgency,
        reason=one.reason.value,
        options=tuple(found),
        by_phone=tuple(called),
        total=bits.count(_serving(home, one) & home.met()),
        far=not near,
    )


def _online(world: _World, one: Outline, points: dict[str, float]) -> tuple[list[Option], bool]:
    """Give what helps with pictures online, from the country and from anywhere: distance does not count, equal points stay at home."""
    found = []
    for field in (world.home, *world.away):
        tiers = field.tiers(one.kinds)
        fitting = field.met() & union(field, tiers) & (field.lines | field.doors)
        found += [(field, row) for row in ranked(field, fitting, tiers, points, world.limit, near=False)]
    return _first(found, world.limit), True


def _first(found: list[tuple[Field, Row]], limit: int) -> list[Option]:
    """Give the options of the best rows of several countries; of equal ones, help to take a picture down before where to report it."""

    def key(pair: tuple[Field, Row]) -> tuple[int, float, bool]:
        field, row = pair
        return row.group, -row.points, field.index.listing(row.row).listing_type is not ListingType.CONTENT_REMOVAL

    return [made for field, row in sorted(found, key=key)[:limit] for made in options(field, [row])]


def _by_phone(world: _World, one: Outline, points: dict[str, float], taken: Sequence[Option], *, near: bool) -> list[Option]:
    found = lines(world.home, world.home.line_tiers(one.kinds), points, world.limit, taken)
    if not found:
        rows = [(field, row) for field in world.away for row in line_rows(field, field.line_tiers(one.kinds), points, world.limit)]
        seen = {option.listing.id for option in taken}
        found = [option for option in _first(rows, world.limit) if option.listing.id not in seen]
    urgent_care_is_missing = one.kind in (StepKind.MEDICAL_72H, StepKind.MEDICAL_120H) and not near
    if one.kind is StepKind.DISTRESS or urgent_care_is_missing or not (found or taken):
        found = [*found, *world.emergency]
    return found


def _anything(world: _World) -> list[Option]:
    """Give whatever may be named at all, where a country has neither help nor an emergency number: worldwide lines and forms."""
    points = ranking.column(world.table.weights, urgent=True)
    found = []
    for field in world.away:
        rest = field.met() & (field.lines | field.doors)
        found += [(field, row) for row in ranked(field, rest, [(0.25, rest)], points, world.limit, near=False)]
    return _first(found, world.limit)
