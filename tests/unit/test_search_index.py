"""Sets of rows, spans of countries, nearest rows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_makers import NOW, at, index_of, listing

from services.places.distance import km, unit_vectors
from services.search import bits, positions, spans
from services.search.bits import Bits
from services.search.index import Index
from services.search.marks import PLACED
from services.search.positions import Spot
from services.search.query import OpenState

FLAGS = st.lists(st.booleans(), max_size=300)
KINDS = {"narrow": bits.narrow, "wide": bits.wide}


@pytest.fixture(params=["narrow", "wide scan", "wide tree"])
def every_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep sets as integers, and as arrays with either way to the nearest rows."""
    monkeypatch.setattr(spans, "NARROW_AT_MOST", 8192 if request.param == "narrow" else -1)
    monkeypatch.setattr(positions, "SCAN_AT_MOST", 0 if request.param == "wide tree" else 20_000)


@pytest.mark.parametrize("kind", KINDS)
@given(FLAGS)
def test_packing_and_unpacking_give_the_same_rows(kind: str, flags: list[bool]) -> None:
    packed: Bits = KINDS[kind](np.array(flags, dtype=np.bool_))
    wanted = [row for row, flag in enumerate(flags) if flag]
    assert bits.rows(packed).tolist() == wanted
    assert bits.count(packed) == len(wanted)
    assert bits.some(packed) == bool(wanted)
    assert [bits.has(packed, row) for row in range(len(flags))] == flags
    assert np.array_equal(bits.of(wanted, packed), packed)  # type: ignore[arg-type]  # either kind


@pytest.mark.parametrize("kind", KINDS)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=200))
def test_sets_of_either_kind_combine_row_by_row(kind: str, flags: list[tuple[bool, bool]]) -> None:
    a, b = (KINDS[kind](np.array([pair[side] for pair in flags], dtype=np.bool_)) for side in (0, 1))
    assert bits.rows(a & b).tolist() == [row for row, (one, other) in enumerate(flags) if one and other]
    assert bits.rows(a | b).tolist() == [row for row, (one, other) in enumerate(flags) if one or other]
    assert bits.rows(a & ~b).tolist() == [row for row, (one, other) in enumerate(flags) if one and not other]


@given(st.integers(0, 300), st.integers(0, 300))
def test_a_span_holds_its_rows_and_no_others(first: int, last: int) -> None:
    assert bits.rows(bits.span_of(first, last, 5)).tolist() == list(range(first, last))


@pytest.mark.usefixtures("every_way")
def test_countries_share_words_but_not_rows() -> None:
    rows = [listing(f"row-{number}", country=code) for number, code in enumerate(["KE", "UG", "KE", "INT", "UG", "KE"])]
    index = index_of(*rows)
    for code, wanted in {"KE": [0, 2, 5], "UG": [1, 4], "INT": [3], "FR": [], "": range(6)}.items():
        span = index.span(code)
        found = [index.listing(int(row)).id for row in index.rows(index.having("status", "active", span), span)]
        assert sorted(found) == [f"row-{number}" for number in wanted]
        assert span.counts("status", span.own)["active"] == len(found)


@pytest.mark.usefixtures("every_way")
def test_a_country_keeps_the_order_of_the_edition() -> None:
    rows = [listing(f"row-{number}", country=code) for number, code in enumerate(["UG", "KE", "UG", "KE", "UG"])]
    index = index_of(*rows)
    span = index.span("UG")
    assert [index.listing(int(row)).id for row in index.rows(span.own, span)] == ["row-0", "row-2", "row-4"]
    assert [index.listing(index.row(number)).id for number in range(5)] == [row.id for row in rows]


SPOTS = st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.booleans()), min_size=1, max_size=40)


@pytest.mark.usefixtures("every_way")
@given(SPOTS, st.floats(-90, 90), st.floats(-180, 180), st.integers(1, 12), st.floats(0, 20_000))
@settings(max_examples=40, deadline=None)
def test_nearest_and_within_agree_with_the_haversine(
    spots: list[tuple[float, float, bool]], north: float, east: float, limit: int, radius: float
) -> None:
    rows = [listing(f"row-{n}", cost="free" if free else "paid", **at(a, b)) for n, (a, b, free) in enumerate(spots)]
    index = index_of(*rows)
    span, point = index.span("KE"), unit_vectors(north, east)
    free = index.having("cost", "free", span)
    distances = {n: float(km(north, east, a, b)) for n, (a, b, ok) in enumerate(spots) if ok}
    found = index.nearest(free, span, point, limit).tolist()
    assert len(found) == min(limit, len(distances))
    assert [distances[row] for row in found] == pytest.approx(sorted(distances.values())[:limit], abs=1e-4)
    near = set(index.rows(index.positions.near(free, span, Spot(point), radius), span).tolist())
    assert (
        {row for row, far in distances.items() if far <= radius - 1e-4}
        <= near
        <= {row for row, far in distances.items() if far <= radius + 1e-4}
    )


@pytest.mark.usefixtures("every_way")
def test_ties_keep_the_order_of_the_edition() -> None:
    index = index_of(*(listing(f"row-{number}", **at(-0.3, 36.1)) for number in range(30)))
    span = index.span("KE")
    assert index.nearest(span.own, span, unit_vectors(-0.3, 36.1), 7).tolist() == list(range(7))
    assert index.nearest(span.own, span, unit_vectors(10.0, 10.0), 7).tolist() == list(range(7))


@pytest.mark.usefixtures("every_way")
def test_the_antimeridian_is_no_wall() -> None:
    index = index_of(listing("west", country="FJ", **at(-16.8, 179.9)), listing("east", country="FJ", **at(-16.8, -179.9)))
    span = index.span("FJ")
    assert index.kilometres(np.array([1]), unit_vectors(-16.8, 179.9))[0] == pytest.approx(21.3, abs=0.1)
    assert bits.count(index.positions.near(span.own, span, Spot.at(-16.8, 179.9), 30)) == 2
    assert index.countries_near(-16.8, 179.95, 30) == ("FJ",)


@pytest.mark.usefixtures("every_way")
@pytest.mark.parametrize("precision", ["region", "country"])
def test_the_middle_of_a_region_is_not_near_to_anything(precision: str) -> None:
    index = index_of(listing("x", **at(-0.3, 36.1, precision)))
    assert not bits.some(index.span("").mark(PLACED))
    assert np.isnan(index.kilometres(np.array([0]), unit_vectors(-0.3, 36.1))).all()


@pytest.mark.usefixtures("every_way")
def test_opening_states_are_judged_anew_each_minute() -> None:
    index = index_of(listing("x", hours="Mo-Fr 08:00-12:01"))
    span = index.span("KE")
    assert bits.count(index.open_states(NOW, "KE", span)[OpenState.OPEN]) == 1
    later = NOW.replace(minute=1)
    assert bits.count(index.open_states(later, "KE", span)[OpenState.CLOSED]) == 1
    assert index.hours(0, later).state is OpenState.CLOSED


@pytest.mark.usefixtures("every_way")
def test_trust_is_judged_anew_each_day() -> None:
    index = index_of(listing("x", source_date="2016-11-24"))
    span = index.span("KE")
    for month, old in ((11, 0), (12, 1)):
        day = NOW.date().replace(month=month)
        assert bits.count(index.unconfirmed(day, span)) == old
        assert (index.trust(0, day).level == "unconfirmed") == bool(old)


@pytest.mark.usefixtures("every_way")
def test_an_empty_directory_has_an_empty_index() -> None:
    index: Index = index_of()
    span = index.span("KE")
    assert index.nearest(span.own, span, unit_vectors(0, 0), 5).tolist() == []
    assert index.countries == ()
