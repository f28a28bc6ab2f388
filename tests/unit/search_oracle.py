"""The search again, slow and obvious: one listing at a time in plain Python, no index, no arrays. Tests compare the engine with it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import asin, cos, inf, radians, sin, sqrt

from search_makers import NOW

from services import paths
from services.directory.model import Access, Audience, Gender, Listing, ListingType, Precision, ServiceArea, Status
from services.directory.trust import Level, trust
from services.places.model import Place
from services.search import needs
from services.search.hours import Schedule, state
from services.search.query import How, Need, OpenState, Query, Reader

MEANINGS = needs.shipped(paths.TAXONOMY)
T = ListingType
OTHER = {Gender.GIRLS: Gender.WOMEN, Gender.WOMEN: Gender.GIRLS, Gender.BOYS: Gender.MEN, Gender.MEN: Gender.BOYS}
WISHES = ("language", "free", "open_now", "may_come_alone", "wheelchair")


def km(place: Place, row: Listing) -> float | None:
    """Give the distance in km; nothing where the position is not good enough."""
    if row.position is None or row.precision not in (Precision.EXACT, Precision.STREET, Precision.POSTCODE, Precision.CITY):
        return None
    north, east, north2, east2 = (radians(value) for value in (place.latitude, place.longitude, *row.position))
    half = sin((north2 - north) / 2) ** 2 + cos(north) * cos(north2) * sin((east2 - east) / 2) ** 2
    return 2 * 6371.009 * asin(sqrt(min(1.0, half)))


def door(row: Listing) -> bool:
    return not row.is_remote and bool(row.city or row.address or row.position)


def unconfirmed(row: Listing) -> bool:
    return trust(row, NOW.date()).level is Level.UNCONFIRMED


def reader(query: Query) -> Reader:
    if query.reader is Reader.CASEWORKER:
        return Reader.CASEWORKER
    if query.age is not None:
        return Reader.ADULT if query.age >= 18 else Reader.CHILD
    return Reader.ADULT if query.need is Need.LONG_AGO else query.reader


def adults_only(row: Listing) -> bool:
    return bool(row.audience and Audience.CHILDREN not in row.audience) or (row.minimum_age or 0) >= 18


def children_only(row: Listing) -> bool:
    named = Audience.CHILDREN in row.audience and Audience.ADULTS not in row.audience
    return named or (row.maximum_age is not None and row.maximum_age < 18)


def allowed(row: Listing, query: Query) -> bool:
    """Whether the reader may see it at all."""
    if row.status is not Status.ACTIVE:
        return False
    return not (reader(query) is Reader.CHILD and query.need is not Need.HELPING and adults_only(row))


def tier(row: Listing, query: Query) -> int | None:
    """Give the tier; nothing: it does not fit the need or the reader."""
    if not allowed(row, query) or row.listing_type is T.EMERGENCY_NUMBER:
        return None
    meaning = needs.ANYTHING if query.need is None else MEANINGS[query.need]
    wanted = bool(set(row.categories) & meaning.categories)
    if row.listing_type is T.SURVIVOR_NETWORK:
        return 0 if query.need is Need.LONG_AGO and reader(query) is not Reader.CHILD else None
    if row.listing_type is T.NETWORK_MEMBER:
        return 4 if reader(query) is Reader.CASEWORKER and wanted else None
    return meaning.tier(row.listing_type, wanted)


def says(row: Listing, query: Query, name: str) -> bool | None:
    """Answer one filter for one listing: yes, no, or nothing where its sources do not say."""
    yes_no = {"yes": True, "no": False, "depends": None, "unknown": None}
    if name == "categories":
        return bool(set(row.categories) & query.categories)
    if name == "how":
        return query.how in how(row)
    if name == "language":
        return (query.language in row.languages) if row.languages else None
    if name == "free":
        return {"free": True, "paid": False, "unknown": None}[row.cost.value]
    if name == "may_come_alone":
        return yes_no[row.may_come_alone.value]
    if name == "wheelchair":
        return yes_no[row.wheelchair.value] if door(row) else True
    if name == "open_now":
        found = state(Schedule(row.hours, "Africa/Nairobi", row.country), NOW).state
        return {OpenState.OPEN: True, OpenState.CLOSED: False, OpenState.UNKNOWN: None}[found]
    if name == "gender":
        assert query.gender is not None
        if not row.genders:
            return None
        return True if query.gender in row.genders else (None if OTHER[query.gender] in row.genders else False)
    return _age(row, query) if name == "age" else _radius(row, query)


def _age(row: Listing, query: Query) -> bool | None:
    age = query.age
    assert age is not None
    if row.minimum_age is not None or row.maximum_age is not None:
        return (row.minimum_age or 0) <= age <= (inf if row.maximum_age is None else row.maximum_age)
    if (Audience.CHILDREN if age < 18 else Audience.ADULTS) in row.audience:
        return True
    return False if age < 18 and adults_only(row) else None


def _radius(row: Listing, query: Query) -> bool | None:
    assert query.place is not None
    if not door(row):
        return True
    far = km(query.place, row)
    return None if far is None else far <= (query.radius_km or 0)


def how(row: Listing) -> set[How]:
    found = {How.IN_PERSON} if door(row) else set()
    found |= {How.PHONE} if row.phones else set()
    return found | ({How.CHAT} if row.chat_url or row.sms else set())


def active_filters(query: Query) -> list[str]:
    """Name the filters a query sets."""
    names = [name for name in ("categories", "language", "free", "open_now", "may_come_alone", "wheelchair") if getattr(query, name)]
    names += [name for name in ("age", "gender", "how") if getattr(query, name) is not None]
    return names + (["radius_km"] if query.radius_km is not None and query.place is not None else [])


def near(row: Listing, query: Query) -> bool:
    place = query.place
    if place is None or not door(row):
        return False
    if place.precision is Precision.REGION:
        return row.region_code == place.region_code
    far = km(place, row)
    return far is not None and far <= (query.radius_km or 100.0)


def kept(row: Listing, query: Query, but: str = "") -> bool:
    """Whether a listing stays under all filters but one."""
    return tier(row, query) is not None and all(says(row, query, name) is not False for name in active_filters(query) if name != but)


def hidden(rows: Sequence[Listing], query: Query, but: str = "") -> set[str]:
    """Name the unconfirmed listings that a child must not be shown because a better one, under all filters but one, stands in its part."""
    if reader(query) is not Reader.CHILD:
        return set()
    parts: list[tuple[Callable[[Listing], bool], Callable[[Listing], bool]]] = [
        (lambda row: near(row, query), lambda row: near(row, query)),
        (lambda row: door(row) and not near(row, query), door),
        (lambda row: not door(row), lambda row: not door(row)),
    ]
    found: set[str] = set()
    for part, better in parts:
        sure = [row for row in rows if kept(row, query, but) and not unconfirmed(row) and better(row)]
        special = any(row.listing_type is not T.POLICE_STATION for row in sure)
        doubtful = [row for row in rows if tier(row, query) is not None and unconfirmed(row) and part(row)]
        found |= {row.id for row in doubtful if special or (sure and row.listing_type is T.POLICE_STATION)}
    return found


def fitting(rows: Sequence[Listing], query: Query, but: str = "") -> list[Listing]:
    """Give the country's listings that stay, in the order of the edition."""
    here = [row for row in rows if row.country == query.where]
    gone = hidden(here, query)
    return [row for row in here if kept(row, query, but) and row.id not in gone]


def order(row: Listing, query: Query) -> tuple[object, ...]:
    """Give the key by which places are ordered."""
    back = reader(query) is Reader.ADULT and query.need is not Need.HELPING and children_only(row)
    referral = reader(query) is not Reader.CASEWORKER and row.access is Access.REFERRAL_ONLY
    asked = any(says(row, query, name) is not True for name in WISHES if name in active_filters(query))
    return tier(row, query), back, unconfirmed(row), referral, asked


def distance_key(row: Listing, query: Query) -> float:
    far = km(query.place, row) if query.place else None
    return inf if far is None else round(far, 6)


def places(rows: Sequence[Listing], query: Query) -> tuple[list[str], list[str]]:
    """Give the ids of the places near and elsewhere, in order."""
    doors = [row for row in fitting(rows, query) if door(row)]
    close = sorted((row for row in doors if near(row, query)), key=lambda row: (*order(row, query), distance_key(row, query)))

    def local(row: Listing) -> bool:
        place = query.place
        return place is not None and bool(place.region_code) and row.region_code == place.region_code and km(place, row) is None

    far = [row for row in doors if not near(row, query)]
    far.sort(key=lambda row: (*order(row, query), not local(row), distance_key(row, query)))
    return [row.id for row in close], [row.id for row in far]


def lines(rows: Sequence[Listing], query: Query) -> set[str]:
    """Give the ids of the country's lines that stay, those right now among them."""
    return {row.id for row in fitting(rows, query) if not door(row)}


def regional(row: Listing) -> bool:
    return row.service_area is ServiceArea.REGION


def counted(rows: Sequence[Listing], query: Query, facet: str, values: Callable[[Listing], set[str]]) -> dict[str, int]:
    """Count a facet's values under all filters but its own; values that no listing has are left out."""
    found: dict[str, int] = {}
    for row in fitting(rows, query, but=facet):
        for value in values(row):
            found[value] = found.get(value, 0) + 1
    return found


def ages(rows: Sequence[Listing], query: Query) -> dict[str, int]:
    """Count what each age from 0 to 18 leaves, as its reader is shown it; who is hidden from another reader is decided without an age."""
    here = [row for row in rows if row.country == query.where]
    found = {}
    for age in range(19):
        asked = replace(query, age=age)
        gone = hidden(here, query) if reader(asked) is reader(query) else hidden(here, asked, but="age")
        found[str(age)] = sum(kept(row, asked) and row.id not in gone for row in here)
    return found


def distances(rows: Sequence[Listing], query: Query) -> dict[str, int]:
    """Count what each distance leaves."""
    here = [row for row in rows if row.country == query.where]
    gone = hidden(here, query)
    asked = {far: replace(query, radius_km=float(far)) for far in (5, 10, 30, 50, 100)}
    return {str(far): sum(kept(row, one) and row.id not in gone for row in here) for far, one in asked.items()}
