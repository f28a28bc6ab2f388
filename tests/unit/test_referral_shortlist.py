"""The shortlist keeps what was chosen in the worker's order; the pool finds over the whole directory and never a hidden place."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services import paths
from services.directory.edition import Directory
from services.directory.model import Access, AddressVisibility, Answer, Cost, Listing, Status
from services.language.catalogue import translator
from services.places.model import Place
from services.referral import compare, pool, shortlist
from services.referral.model import Chosen, ChosenFor, StepKind
from services.referral.pool import Pool
from services.search.index import Index
from tests.unit import search_makers


def listing(code: str, *, name: str = "", **facts: object) -> Listing:
    """Make a listing that may be drawn, its town nowhere in particular."""
    made = search_makers.listing("made", **{"id": code, "city": "", "precision": "exact", **facts})
    return made.model_copy(update={"name": name or code})


NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
IDS = ("a", "b", "c", "d")
LIST = tuple(Chosen(one) for one in IDS)


def ids(some: shortlist.Shortlist) -> str:
    return "".join(one.listing_id for one in some)


@pytest.mark.parametrize(
    ("which", "places", "after"),
    [("a", 1, "bacd"), ("d", -1, "abdc"), ("a", -1, "abcd"), ("d", 1, "abcd"), ("c", -9, "cabd"), ("b", 9, "acdb"), ("x", 1, "abcd")],
)
def test_moving_keeps_the_order_of_the_others_and_stops_at_the_ends(which: str, places: int, after: str) -> None:
    assert ids(shortlist.move(LIST, which, places)) == after


@given(st.lists(st.tuples(st.sampled_from(IDS), st.integers(-3, 3)), max_size=12))
def test_moving_never_loses_or_doubles_anybody(moves: list[tuple[str, int]]) -> None:
    some = LIST
    for which, places in moves:
        some = shortlist.move(some, which, places)
    assert sorted(ids(some)) == list(IDS)


def test_adding_twice_keeps_the_first_and_a_full_list_takes_no_more() -> None:
    some = shortlist.add((), "a", ChosenFor.NEAREST, StepKind.LEGAL)
    assert shortlist.add(some, "a", ChosenFor.BACKUP) == some
    for number in range(40):
        some = shortlist.add(some, f"n{number}")
    assert len(some) == shortlist.MOST
    assert shortlist.is_full(some)
    assert some[0] == Chosen("a", ChosenFor.NEAREST, StepKind.LEGAL)


def test_a_reason_changes_alone_and_removing_removes_one() -> None:
    some = shortlist.because(LIST, "b", ChosenFor.LANGUAGE)
    assert [one.reason for one in some] == [ChosenFor.BEST_FIT, ChosenFor.LANGUAGE, ChosenFor.BEST_FIT, ChosenFor.BEST_FIT]
    assert ids(shortlist.remove(some, "b")) == "acd"
    assert ids(shortlist.known(some, {"a", "d"})) == "ad"


NAKURU = Place("Nakuru", "KE", -0.303, 36.08)
ROWS = (
    listing("ke-near", name="Near Centre", country="KE", city="Nakuru", latitude=-0.30, longitude=36.08),
    listing("ke-far", name="Far Hôpital", country="KE", city="Nairobi", latitude=-1.29, longitude=36.82, region_code="KE.05"),
    listing("sn-one", name="Centre Ndar", country="SN", latitude=16.02, longitude=-16.49),
    listing("ke-gone", name="Gone Centre", country="KE", latitude=-0.30, longitude=36.08, status=Status.DEFUNCT),
    listing("ke-hidden", name="Hidden Centre", country="KE", region_code="KE.05", address_visibility=AddressVisibility.WITHHELD),
)


@pytest.fixture(scope="module")
def searched() -> Pool:
    directory = Directory(ROWS)
    return Pool(directory, Index.of(directory))


def found(some: pool.Found) -> list[str]:
    return [one.id for one in some.listings]


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("centre", "", ["ke-near", "sn-one", "ke-hidden"]),
        ("centre", "SN", ["sn-one", "ke-near", "ke-hidden"]),
        ("hopital FAR", "", ["ke-far"]),
        ("ke-far", "", ["ke-far"]),
        (" KE-FAR ", "", ["ke-far"]),
        ("nakuru", "", ["ke-near"]),
        ("", "", []),
        ("c", "", []),
        ("zzz", "", []),
        ("x" * 10_000, "", []),
    ],
)
def test_a_listing_is_found_by_name_town_or_id_and_one_that_closed_is_not(
    searched: Pool, text: str, country: str, expected: list[str]
) -> None:
    assert found(searched.named(text, country)) == expected


def test_around_a_place_the_nearest_comes_first_and_what_is_further_stays_out(searched: Pool) -> None:
    assert found(searched.around(NAKURU, 5)) == ["ke-near"]
    assert found(searched.around(NAKURU, 200)) == ["ke-near", "ke-far"]


def test_a_region_gives_all_that_is_listed_for_it_a_hidden_place_too(searched: Pool) -> None:
    assert found(searched.in_region("KE.05")) == ["ke-far", "ke-hidden"]
    assert found(searched.in_region("KE.99")) == []


def box(south: float, west: float, north: float, east: float) -> dict[str, object]:
    ring = [[west, south], [west, north], [east, north], [east, south], [west, south]]
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}}


@pytest.mark.parametrize("turn", [-360, 0, 360])
def test_a_drawn_area_gives_what_stands_in_it_on_any_copy_of_the_world(searched: Pool, turn: int) -> None:
    drawn = pool.area(box(-0.5, 36 + turn, 0, 36.2 + turn))
    assert drawn is not None
    assert found(searched.inside(drawn)) == ["ke-near"]


GRID = Directory(tuple(listing(f"r{n}", latitude=float(lat), longitude=float(lon)) for n, (lat, lon) in enumerate(np.ndindex(8, 8))))


@pytest.fixture(scope="module")
def grid() -> Pool:
    return Pool(GRID, Index.of(GRID))


@given(st.floats(-3, 8), st.floats(-3, 8), st.floats(0.1, 9), st.floats(0.1, 9))
def test_a_box_holds_exactly_what_lies_between_its_sides(grid: Pool, south: float, west: float, high: float, wide: float) -> None:
    north, east = south + high, west + wide
    assume(not {south, north, west, east} & {float(number) for number in range(8)})
    drawn = pool.area(box(south, west, north, east))
    assert drawn is not None
    inside = {row.id for row in GRID.listings if row.position and south < row.position[0] < north and west < row.position[1] < east}
    got = grid.inside(drawn)
    assert got.total == len(inside)
    assert set(found(got)) <= inside


@pytest.mark.parametrize(
    "drawing",
    [
        None,
        "POLYGON",
        {},
        {"geometry": None},
        {"geometry": {"type": "Point", "coordinates": [36.0, -0.3]}},
        {"geometry": {"type": "Polygon", "coordinates": []}},
        {"geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]}},
        {"geometry": {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [1, 0]]]}},
        {"geometry": {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, "x"], [0, 0]]]}},
        {"geometry": {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, float("nan")], [0, 0]]]}},
        {"geometry": {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1e9, 1], [0, 0]]]}},
        {"geometry": {"type": "Polygon", "coordinates": [[[0, 0], *([[0, 1], [1, 1]] * 300), [0, 0]]]}},
    ],
)
def test_what_no_hand_draws_is_no_area(drawing: object) -> None:
    assert pool.area(drawing) is None


def test_the_table_says_ask_first_where_nothing_is_known_and_never_leaves_a_cell_blank(searched: Pool) -> None:
    rows = (
        ROWS[0],
        listing(
            "ke-told", country="KE", cost=Cost.FREE, may_come_alone=Answer.NO, access=Access.REFERRAL_ONLY, minimum_age=0, maximum_age=17
        ),
    )
    directory = Directory(rows)
    some = Pool(directory, Index.of(directory))
    t = translator("en", paths.LOCALE)
    table = compare.compare([some.match(row, NAKURU, NOW) for row in rows], t, date(2026, 11, 24))
    facts = dict(table.rows)
    assert all(len(row) == 2 and all(row) for row in facts.values())
    assert facts["Cost"] == ("ask first", "free of charge")
    assert facts["Child may come alone"] == ("ask first", "no")
    assert facts["Way in"] == ("ask first", "through another service")
    assert facts["Ages"] == ("ask first", "0–17")
    assert facts["Distance"][0] == "less than 1 km"
