"""A plan again, slow and obvious: one listing at a time in plain Python. Tests compare the engine with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

from search_makers import NOW
from search_oracle import km

from services.directory.model import Answer, Audience, Cost, Gender, Listing, ListingType, ServiceArea, Status
from services.directory.trust import Level, trust
from services.referral.model import AGES, AgeBand, Case, Delay, Must, StepKind
from services.referral.steps import Outline, outline
from services.referral.table import Kinds, shipped
from services.search.hours import Schedule, state
from services.search.query import OpenState

T = ListingType
OTHER = {Gender.GIRLS: Gender.WOMEN, Gender.WOMEN: Gender.GIRLS, Gender.BOYS: Gender.MEN, Gender.MEN: Gender.BOYS}
REPORTING = (T.POLICE_STATION, T.SPECIAL_POLICE_UNIT, T.COURT)


def door(row: Listing) -> bool:
    return not row.is_remote and bool(row.city or row.address or row.position)


def line(row: Listing) -> bool:
    reachable = bool(row.phones or row.sms or row.chat_url) or row.listing_type in (T.CONTENT_REMOVAL, T.REPORT_HOTLINE)
    return reachable and not door(row)


def contradicts(row: Listing, must: Must) -> bool:
    """Whether the sources say the opposite of a must, for any listing but an emergency number."""
    return {
        Must.FREE: row.cost is Cost.PAID,
        Must.ALONE: row.may_come_alone is Answer.NO,
        Must.WHEELCHAIR: door(row) and row.wheelchair is Answer.NO,
        Must.NO_PAPERS: row.papers_needed is Answer.YES,
        Must.NO_POLICE_REPORT: row.police_told is Answer.YES or row.listing_type in REPORTING,
        Must.WOMENS_STAFF: False,
    }[must]


def confirms(row: Listing, must: Must) -> bool:
    return {
        Must.FREE: row.cost is Cost.FREE,
        Must.ALONE: row.may_come_alone is Answer.YES,
        Must.WHEELCHAIR: not door(row) or row.wheelchair is Answer.YES,
        Must.NO_PAPERS: row.papers_needed is Answer.NO,
        Must.NO_POLICE_REPORT: row.police_told is Answer.NO and row.listing_type not in REPORTING,
        Must.WOMENS_STAFF: False,
    }[must]


def age_fit(row: Listing, band: AgeBand) -> str:
    """Say "wholly", "unsaid", "partly" or "no"."""
    low, high = AGES[band]
    if row.minimum_age is not None or row.maximum_age is not None:
        bottom, top = row.minimum_age or 0, 120 if row.maximum_age is None else row.maximum_age
        if top < low or bottom > high:
            return "no"
        return "wholly" if bottom <= low and top >= high else "partly"
    if not row.audience:
        return "unsaid"
    children, adults = Audience.CHILDREN in row.audience, Audience.ADULTS in row.audience
    if not (children or adults):
        return "no"
    if band is AgeBand.NOT_SAID:
        return "wholly" if children and adults else "partly"
    if high < 18:
        return "wholly" if children else "no"
    return "wholly" if adults else "partly"


def gender_fit(row: Listing, gender: Gender | None) -> str:
    if not row.genders:
        return "unsaid"
    if gender is None:
        return "partly"
    if gender in row.genders:
        return "wholly"
    return "partly" if OTHER[gender] in row.genders else "no"


def set_back(row: Listing, case: Case) -> bool:
    only = Audience.CHILDREN in row.audience and Audience.ADULTS not in row.audience
    return case.age is AgeBand.ADULT and (only or (row.maximum_age is not None and row.maximum_age < 18))


def open_to(row: Listing, case: Case) -> bool:
    """Whether a listing may be named for the person at all, musts left aside."""
    if row.status is not Status.ACTIVE or row.listing_type in (T.EMERGENCY_NUMBER, T.NETWORK_MEMBER):
        return False
    if row.listing_type is T.SURVIVOR_NETWORK and not (case.age is AgeBand.ADULT and case.delay is Delay.LONGER):
        return False
    return age_fit(row, case.age) != "no" and gender_fit(row, case.gender) != "no"


def kept(row: Listing, case: Case, but: Must | None = None) -> bool:
    return open_to(row, case) and not any(contradicts(row, must) for must in case.musts if must is not but)


def tier(row: Listing, kinds: Kinds) -> float | None:
    return kinds.tier(row.listing_type, bool(set(row.categories) & kinds.categories))


def line_tier(row: Listing, kinds: Kinds, case: Case) -> float | None:
    """Value a line for a step."""
    if row.listing_type in kinds.lines:
        child = row.listing_type is T.CHILD_HELPLINE
        own = case.age is AgeBand.NOT_SAID or child == (AGES[case.age][1] < 18)
        return 1.0 if own else 0.75
    found = tier(row, kinds)
    return None if found is None else found / 2


def local(row: Listing, case: Case) -> bool:
    return bool(case.place and case.place.region_code and row.region_code == case.place.region_code)


def far(row: Listing, case: Case) -> float | None:
    return km(case.place, row) if case.place and door(row) else None


def within(row: Listing, case: Case) -> bool:
    """Whether a door is within reach."""
    if case.place is None:
        return True
    distance = far(row, case)
    return local(row, case) if distance is None else distance <= case.reach_km


def score(row: Listing, case: Case, kind: float, *, urgent: bool, near: bool) -> float:
    half = {"wholly": 1.0, "unsaid": 0.5, "partly": 0.0}
    found = state(Schedule(row.hours, "Africa/Nairobi", row.country), NOW).state
    values = {
        "kind": kind,
        "open_now": {OpenState.OPEN: 1.0, OpenState.UNKNOWN: 0.5, OpenState.CLOSED: 0.0}[found],
        "number": 1.0 if row.phones else 0.0,
        "trust": {Level.CHECKED: 1.0, Level.OLDER: 0.5, Level.UNCONFIRMED: 0.0}[trust(row, NOW.date()).level],
    }
    if near and case.place is not None:
        distance = far(row, case)
        values["near"] = case.reach_km / (case.reach_km + distance) if distance is not None else (0.4 if local(row, case) else 0.0)
    sayable = [must for must in case.musts if must is not Must.WOMENS_STAFF]
    if sayable:
        values["musts"] = sum(confirms(row, must) for must in sayable) / len(sayable)
    if case.languages:
        spoken = [worth for worth, code in zip((1.0, 0.75, 0.5, 0.5, 0.5), case.languages, strict=False) if code in row.languages]
        values["language"] = max(spoken, default=0.0 if row.languages else 0.25)
    if case.age is not AgeBand.NOT_SAID:
        values["age"] = half[age_fit(row, case.age)]
    if case.gender is not None:
        values["gender"] = half[gender_fit(row, case.gender)]
    weights = shipped().weights
    return sum((weights[name].urgent if urgent else weights[name].calm) * value for name, value in values.items())


@dataclass
class Stage:
    """One step of the oracle."""

    outline: Outline
    options: list[str]
    by_phone: list[str]
    total: int
    far: bool


def ordered(
    rows: Sequence[Listing], case: Case, one: Outline, value: Callable[[Listing], float | None], *, near: bool = True
) -> list[Listing]:
    def key(row: Listing) -> tuple[object, ...]:
        worth = value(row)
        assert worth is not None
        points = round(score(row, case, worth, urgent=one.urgent, near=near), 6)
        elsewhere = bool(
            case.place and case.place.region_code and row.service_area is ServiceArea.REGION and not local(row, case) and not door(row)
        )
        group = (row.listing_type is T.POLICE_STATION, set_back(row, case), elsewhere)
        return *group, -points, inf if (distance := far(row, case)) is None else round(distance, 6)

    return sorted(rows, key=key)


def stage(rows: Sequence[Listing], case: Case, one: Outline, limit: int) -> Stage:
    """Plan one step of a case other than pictures online, for a country whose own listings are ``rows``."""
    value, of_line = (lambda row: tier(row, one.kinds)), (lambda row: line_tier(row, one.kinds, case))
    fitting = [row for row in rows if door(row) and kept(row, case) and value(row) is not None]
    special = [row for row in fitting if row.listing_type is not T.POLICE_STATION]
    stations = [row for row in fitting if row.listing_type is T.POLICE_STATION]
    close = ordered([row for row in special if within(row, case)], case, one, value)[:limit]
    near_stations = ordered([row for row in stations if within(row, case)], case, one, value)[: limit - len(close)]
    beyond = ordered(nearest([row for row in special if not within(row, case)], case), case, one, value)
    beyond = beyond[: max(0, limit - len(close) - min(1, len(near_stations)))]
    near_stations = near_stations[: limit - len(close) - len(beyond)]
    if not (close or near_stations or beyond):
        beyond = ordered(nearest([row for row in stations if not within(row, case)], case), case, one, value)[:limit]
    lines = ordered([row for row in rows if line(row) and kept(row, case) and of_line(row) is not None], case, one, of_line, near=False)
    return Stage(
        one,
        [row.id for row in (*close, *beyond, *near_stations)],
        [row.id for row in lines[:limit]],
        len(fitting) + len(lines),
        not (close or near_stations),
    )


def nearest(rows: Sequence[Listing], case: Case) -> list[Listing]:
    """Give the six nearest beyond reach, or six without a position where none has one."""
    if case.place is None:
        return []
    placed = [row for row in rows if far(row, case) is not None]
    if not placed:
        return list(rows[:6])
    first = sorted(placed, key=lambda row: round(far(row, case) or 0.0, 6))[:6]
    return [row for row in rows if row in first]


def stages(rows: Sequence[Listing], case: Case, limit: int = 3) -> list[Stage]:
    """Plan every step of a case but pictures online."""
    own = [row for row in rows if row.country == case.where]
    return [stage(own, case, one, limit) for one in outline(case) if one.kind is not StepKind.ONLINE]
