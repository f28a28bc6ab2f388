"""The engine and the oracle give the same answer on random directories."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_makers import NAKURU, NOW, at, index_of, listing
from search_oracle import active_filters, ages, counted, distance_key, distances, door, fitting, kept, km, lines, places, says, tier

from services import paths
from services.directory.model import Access, Answer, Audience, Category, Cost, Gender, Listing, ListingType, Precision, Status
from services.places.model import Place
from services.search import needs, spans
from services.search.answer import answer, doors
from services.search.query import GroupKind, How, Need, Query, Reader

# Irregular points near and far from Nakuru, one twice, one over the border: no two are equally far but the same.
POINTS = [
    at(-0.3031, 36.08), at(-0.3124, 36.0911), at(-0.3124, 36.0911, "city"), at(-0.7193, 36.4310, "city"), at(-1.2833, 36.8167),
    at(0.5143, 35.2698), at(0.3476, 32.5825), at(-4.0547, 39.6636, "city"), at(-0.1022, 34.7617, "region"), {},
]  # fmt: skip
REGION = Place("Nakuru County", "KE", -0.3031, 36.08, Precision.REGION, region_code="KE.31")
PLACES = [NAKURU, REGION, Place("Busia", "UG", 0.4669, 34.09, region_code="UG.C1"), None]


SEEDS = st.integers(0, 2**32 - 1)


@pytest.fixture(params=[8192, -1], ids=["narrow", "wide"], autouse=True)
def either_kind_of_set(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small directories stand for large ones too: the rules do not depend on how sets are kept."""
    monkeypatch.setattr(spans, "NARROW_AT_MOST", request.param)


def several(rng: Random, kind: type[Any], most: int) -> str:
    return ";".join(rng.sample([str(value) for value in kind], rng.randint(1, most)))


def directory(seed: int, number: int = 24) -> tuple[Listing, ...]:
    """Make a directory in which much fits and every rule has something to bite on."""
    rng = Random(seed)
    return tuple(listing(f"row-{row}", **one(rng)) for row in range(rng.randint(0, number)))


def one(rng: Random) -> dict[str, Any]:
    pick = rng.choice
    high = pick([None, None, None, 17, 25])
    return {
        "listing_type": pick([*ListingType, ListingType.POLICE_STATION, *[ListingType.HEALTH_FACILITY, ListingType.HELPLINE] * 4]),
        "categories": pick(["medical;psychological;legal", "medical;police", several(rng, Category, 3)]),
        "audience": pick(["", "", "children;adults", "children", several(rng, Audience, 2)]),
        "genders": pick(["", "", "", several(rng, Gender, 2)]),
        "minimum_age": pick([None, None, None, 6]) if high == 17 else pick([None, None, None, 6, 18]),
        "maximum_age": high,
        "may_come_alone": pick(list(Answer)),
        "wheelchair": pick(list(Answer)),
        "cost": pick(list(Cost)),
        "access": pick([Access.UNKNOWN, Access.UNKNOWN, Access.REFERRAL_ONLY]),
        "languages": pick(["", "en", "sw;en", "fr"]),
        "phones": pick(["", "116"]),
        "chat_url": pick(["", "https://chat.example.org"]),
        "hours": pick(["", "24/7", "Mo-Fr 08:00-17:00", "Sa-Su 08:00-17:00", "nonsense"]),
        "country": pick(["KE", "KE", "KE", "KE", "UG"]),
        "region_code": pick(["", "KE.31", "KE.05"]),
        "city": pick(["", "Nakuru"]),
        "status": pick([Status.ACTIVE] * 5 + [Status.INACTIVE]),
        "source_date": pick(["2026-03", "2020", "2010", ""]),
        "doubts": pick(["", "", "", "aggregator_only"]),
        "service_area": pick(["place", "nation", "region"]),
        **pick(POINTS),
    }


def question(seed: int) -> Query:
    """Make a query that sets a few filters, not all of them."""
    rng = Random(seed)
    pick = rng.choice
    rare = [False, False, False, True]
    return Query(
        need=pick([None, *Need]),
        categories=frozenset(rng.sample(list(Category), pick([0, 0, 0, 2]))),
        place=pick(PLACES),
        country=pick(["KE", "KE", "UG"]),
        age=pick([None, None, None, 4, 14, 18, 30]),
        gender=pick([None, None, None, None, *Gender]),
        language=pick(["", "", "", "en", "fr", "ru"]),
        free=pick(rare),
        open_now=pick(rare),
        may_come_alone=pick(rare),
        wheelchair=pick(rare),
        how=pick([None, None, None, *How]),
        radius_km=pick([None, None, None, 5.0, 60.0]),
        reader=pick(list(Reader)),
    )


FACETS = {
    "categories": lambda row: set(row.categories),
    "listing_type": lambda row: {row.listing_type},
    "audience": lambda row: set(row.audience) or {"unknown"},
    "gender": lambda row: set(row.genders) or {"unknown"},
    "language": lambda row: set(row.languages) or {"unknown"},
    "free": lambda row: {{"free": "yes", "paid": "no", "unknown": "unknown"}[row.cost]},
    "may_come_alone": lambda row: {row.may_come_alone},
    "wheelchair": lambda row: {row.wheelchair},
    "open_now": lambda row: {{True: "yes", False: "no", None: "unknown"}[says(row, Query(), "open_now")]},
}


@given(SEEDS)
@settings(max_examples=150, deadline=None)
def test_places_totals_counts_and_loosening_are_those_of_the_oracle(seed: int) -> None:
    rows, query = directory(seed), question(seed)
    found = answer(index_of(*rows), query, NOW, limit=50)
    near, far = places(rows, query)
    shown = {group.kind: group for group in found.groups}
    for kind, wanted in ((GroupKind.NEAR, near), (GroupKind.COUNTRY, far)):
        group = shown.get(kind)
        assert (group.total if group else 0) == len(wanted)
        assert ([match.listing.id for match in group.matches] if group else []) == wanted
    index = index_of(*rows)
    assert {index.listing(row).id for row in doors(index, query, NOW)} == {*near, *far}
    assert found.total == len(fitting(rows, query))
    for facet, values in FACETS.items():
        assert {value: number for value, number in found.counts[facet].items() if number} == counted(rows, query, facet, values)
    gains = {name: len(fitting(rows, query, but=name)) - found.total for name in active_filters(query)}
    assert {one.filter: one.gained for one in found.loosen if one.filter != "need"} == {
        name: gain for name, gain in gains.items() if gain > 0
    }


@given(SEEDS)
@settings(max_examples=150, deadline=None)
def test_ages_and_distances_are_counted_as_by_the_oracle(seed: int) -> None:
    rows, query = directory(seed), question(seed)
    found = answer(index_of(*rows), query, NOW)
    assert found.counts["age"] == ages(rows, query)
    assert found.counts["radius_km"] == distances(rows, query)


@given(SEEDS)
@settings(max_examples=40, deadline=None)
def test_the_count_beside_what_was_picked_is_the_number_of_what_is_shown(seed: int) -> None:
    rows, query = directory(seed), question(seed)
    found = answer(index_of(*rows), query, NOW)
    if query.age is not None and query.age <= 18:
        assert found.counts["age"][str(query.age)] == found.total
    if query.radius_km == 5.0:
        assert found.counts["radius_km"]["5"] == found.total


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_every_line_that_fits_is_shown_once_and_every_match_tells_the_truth(seed: int) -> None:
    rows, query = directory(seed), question(seed)
    found = answer(index_of(*rows), query, NOW, limit=50)
    ids = [match.listing.id for group in found.groups for match in group.matches]
    assert len(ids) == len(set(ids))
    remote = {
        match.listing.id for kind in (GroupKind.RIGHT_NOW, GroupKind.REMOTE) if (group := found.group(kind)) for match in group.matches
    }
    assert lines(rows, query) <= remote
    for group in found.groups:
        for match in group.matches:
            far = km(query.place, match.listing) if query.place and door(match.listing) else None
            assert match.distance_km == (pytest.approx(far, abs=1e-6) if far is not None else None)
            if group.kind in (GroupKind.NEAR, GroupKind.COUNTRY):
                assert door(match.listing)
                unknown = [name for name in active_filters(query) if says(match.listing, query, name) is None]
                assert set(match.unknown) == set(unknown)
            if "shown_anyway" not in match.reasons and group.kind is GroupKind.REMOTE:
                assert kept(match.listing, query)


@given(SEEDS, st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_a_limit_cuts_the_same_list_short(seed: int, limit: int) -> None:
    rows, query = directory(seed), question(seed)
    index = index_of(*rows)
    whole, cut = answer(index, query, NOW, limit=50), answer(index, query, NOW, limit=limit)
    assert (cut.total, cut.counts, cut.loosen) == (whole.total, whole.counts, whole.loosen)
    for kind in (GroupKind.NEAR, GroupKind.COUNTRY):
        long, short = whole.group(kind), cut.group(kind)
        assert (long is None) == (short is None)
        if long is None or short is None:
            continue
        assert [match.listing.id for match in short.matches] == [match.listing.id for match in long.matches][:limit]
        assert short.total == long.total


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_a_child_never_meets_what_is_not_for_children(seed: int) -> None:
    rows, query = directory(seed), question(seed)
    query = replace(query, reader=Reader.CHILD, age=min(query.age or 14, 17))
    if query.need is Need.HELPING:
        query = replace(query, need=None)
    for group in answer(index_of(*rows), query, NOW).groups:
        for match in group.matches:
            row = match.listing
            assert not row.audience or Audience.CHILDREN in row.audience
            assert (row.minimum_age or 0) < 18
            assert row.listing_type not in (ListingType.SURVIVOR_NETWORK, ListingType.NETWORK_MEMBER)
            assert row.status is Status.ACTIVE


@given(SEEDS)
@settings(max_examples=40, deadline=None)
def test_ordinary_police_stations_come_last_of_all_direct_help(seed: int) -> None:
    rows, query = directory(seed), question(seed)
    for group in answer(index_of(*rows), query, NOW, limit=50).groups:
        if group.kind is GroupKind.ACROSS_BORDERS:
            continue
        kinds = [match.listing.listing_type for match in group.matches if match.listing.listing_type is not ListingType.NETWORK_MEMBER]
        stations = [kind is ListingType.POLICE_STATION for kind in kinds]
        assert stations == sorted(stations)


def test_the_oracle_itself_can_say_no() -> None:
    row = listing("x", cost="paid", minimum_age=18)
    assert says(row, Query(free=True), "free") is False
    assert tier(row, Query(need=Need.HURT)) is None
    assert distance_key(row, Query(place=NAKURU)) == float("inf")
    assert needs.shipped(paths.TAXONOMY)[Need.HURT].categories == {Category.MEDICAL}
    assert date(2026, 11, 24) == NOW.date()
