"""A map tells its precision, never draws what is withheld, and carries little however much there is."""

import json
import math
import re
from dataclasses import replace

import folium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.directory.model import AddressVisibility, Category, Listing, Precision
from services.maps.answer_map import AREA_KM, LOOKS, MOST, answer_map, beyond, clustered, corners, is_drawn, spread
from services.maps.base import LocalMap
from services.places.model import Place
from services.search.query import Match

NAIROBI = Place("Nairobi", "KE", -1.28, 36.82)


def listing(**values: object) -> Listing:
    basis: dict[str, object] = {
        "id": "ke-place",
        "name": "Place",
        "listing_type": "hospital_unit",
        "categories": (Category.MEDICAL,),
        "country": "KE",
        "source_url": "https://example.org",
        "latitude": -1.3,
        "longitude": 36.8,
        "precision": Precision.EXACT,
        "address_visibility": AddressVisibility.FULL,
    }
    return Listing.model_validate({**basis, **values})


def drawn(chart: object) -> str:
    return str(chart.get_root().render())  # type: ignore[attr-defined]


def test_every_category_has_a_letter_and_a_shape_of_its_own() -> None:
    assert set(LOOKS) == set(Category)
    assert len({look[0] for look in LOOKS.values()}) == len(LOOKS)
    assert len({look[1] for look in LOOKS.values()}) == len(LOOKS)


def test_a_withheld_place_is_never_drawn() -> None:
    hidden = listing(latitude=None, longitude=None, address_visibility=AddressVisibility.WITHHELD, precision=Precision.WITHHELD)
    assert not is_drawn(hidden)
    slipped = hidden.model_copy(update={"latitude": -1.3, "longitude": 36.8})
    assert not is_drawn(slipped)
    assert "Place" not in drawn(answer_map([Match(slipped)], NAIROBI))


@pytest.mark.parametrize("precision", [Precision.COUNTRY, Precision.WITHHELD])
def test_a_place_known_only_to_its_country_is_no_pin(precision: Precision) -> None:
    assert not is_drawn(listing(precision=precision))


@pytest.mark.parametrize("precision", list(AREA_KM))
def test_an_imprecise_place_is_an_area_and_a_hollow_sign(precision: Precision) -> None:
    page = drawn(answer_map([Match(listing(precision=precision))], NAIROBI))
    assert "wm-about" in page
    assert f'"radius": {AREA_KM[precision] * 1000}' in page


def test_an_exact_place_is_no_area() -> None:
    page = drawn(answer_map([Match(listing())], NAIROBI))
    assert "wm-about" not in page
    assert "L.circle(" not in page


def test_nothing_to_draw_is_no_map() -> None:
    assert answer_map([], None) is None


def test_no_address_but_ours_stands_in_a_map() -> None:
    page = drawn(answer_map([Match(listing())], NAIROBI, [NAIROBI]))
    hosts = set(re.findall(r"https?://[^\"'\s/]+", page)) - {"http://www.w3.org", "https://www.w3.org"}
    assert not hosts


def test_a_name_cannot_break_out_of_the_map() -> None:
    page = drawn(answer_map([Match(listing(name="</script><img src=x onerror=alert(1)>"))], NAIROBI))
    assert "<img src=x" not in page
    assert page.count("</script><img") == 0


def test_a_name_is_never_run_as_a_template() -> None:
    name = "Home {{ 7 * 7 }} {% for broken"
    page = drawn(answer_map([Match(listing(name=name))], NAIROBI, [replace(NAIROBI, name=name)]))
    assert page.count("{{ 7 * 7 }} {% for broken") == 2


def test_a_name_in_a_part_of_foliums_own_is_never_run_as_a_template() -> None:
    chart = LocalMap(location=(0.0, 0.0))
    point = {"type": "Feature", "properties": {"said": "{{ 7 * 7 }}"}, "geometry": {"type": "Point", "coordinates": [36.8, -1.3]}}
    folium.GeoJson({"type": "FeatureCollection", "features": [point]}, tooltip=folium.GeoJsonTooltip(["said"])).add_to(chart)
    assert "{{ 7 * 7 }}" in drawn(chart)


def test_at_most_sixty_signs_however_many_there_are() -> None:
    matches = [Match(listing(id=f"ke-{number}", latitude=-1 - number / 100)) for number in range(200)]
    page = drawn(answer_map(matches, NAIROBI, further=[(lat / 7, 36.0) for lat in range(500)]))
    rows = [row for block in re.findall(r"^\s*(\[\[.*\]\])\.forEach", page, re.M) for row in json.loads(block)]
    assert len([row for row in rows if "wm-pin" in row[2] or "wm-spot" in row[2]]) <= MOST


points = st.lists(st.tuples(st.floats(-85, 85), st.floats(-179, 179)), max_size=300)


@given(points, st.integers(1, 60))
def test_clusters_lose_nobody_and_stay_few(given_points: list[tuple[float, float]], most: int) -> None:
    spots = clustered(given_points, most)
    assert len(spots) <= most
    assert sum(spot.count for spot in spots) == len(given_points)
    assert math.isclose(sum(spot.latitude * spot.count for spot in spots), sum(lat for lat, _ in given_points), abs_tol=1e-6)
    assert math.isclose(sum(spot.longitude * spot.count for spot in spots), sum(lon for _, lon in given_points), abs_tol=1e-6)


def test_the_map_opens_where_it_is_told_to_else_around_all_that_is_drawn() -> None:
    far = Match(listing(id="ke-far", latitude=3.0, longitude=41.0))
    told = drawn(answer_map([Match(listing()), far], NAIROBI, box=(-2.0, 36.0, -1.0, 37.0)))
    assert "[[-2.0, 36.0], [-1.0, 37.0]]" in told
    box = corners([Match(listing()), far], NAIROBI)
    assert box is not None and f"[[{box[0]}, {box[1]}], [{box[2]}, {box[3]}]]" in drawn(answer_map([Match(listing()), far], NAIROBI))


def test_nothing_lies_over_a_pin_for_it_would_take_its_taps() -> None:
    page = drawn(answer_map([Match(listing(latitude=-1.28, longitude=36.82))], NAIROBI, [NAIROBI], [(-1.28, 36.82)]))
    heights = {row[0][2].split()[0]: int(height) for row, height in _signs(page)}
    assert heights.pop("wm-pin") > max(heights.values())
    assert set(heights) == {"wm-town", "wm-spot", "wm-here"}


def _signs(page: str) -> list[tuple[list[list[str]], str]]:
    found = re.findall(r"(\[\[.*?\]\])\.forEach.*?zIndexOffset: (-?\d+)", page, re.S)
    return [(json.loads(rows), height) for rows, height in found]


def test_near_points_share_a_spot_and_far_ones_do_not() -> None:
    spots = clustered([(-1.281, 36.821), (-1.282, 36.822), (-4.05, 39.67)], 10)
    assert sorted((round(spot.latitude, 2), spot.count) for spot in spots) == [(-4.05, 1), (-1.28, 2)]


def test_what_lies_beyond_the_shown_is_only_what_may_stand_on_a_map() -> None:
    shown, further = listing(id="ke-shown"), listing(id="ke-further", latitude=-2.5)
    hidden = listing(id="ke-hidden", address_visibility=AddressVisibility.AREA).model_copy(
        update={"address_visibility": AddressVisibility.WITHHELD}
    )
    wide = listing(id="ke-wide", precision=Precision.COUNTRY, latitude=None, longitude=None)
    assert beyond([shown, further, hidden, wide], [Match(shown)]) == [(-2.5, 36.8)]


def test_a_spot_says_how_many_it_stands_for() -> None:
    page = drawn(answer_map([Match(listing())], NAIROBI, further=[(-3.0, 38.0)] * 7, more=lambda number: f"{number} more"))
    assert '"wm-spot", "7", "7 more"' in page


def test_the_corners_hold_everything_drawn() -> None:
    south, west, north, east = corners([Match(listing()), Match(listing(id="ke-b", latitude=2.0, longitude=40.0))], NAIROBI) or (0, 0, 0, 0)
    assert south < -1.3
    assert north > 2.0
    assert west < 36.8
    assert east > 40.0


def test_named_towns_keep_their_distance() -> None:
    towns = [Place(f"T{number}", "KE", -1 + number / 100, 36.8) for number in range(50)]
    chosen = spread(towns, (-2.0, 36.0, 0.0, 38.0))
    assert chosen[0].name == "T0"
    gaps = [abs(a.latitude - b.latitude) for a in chosen for b in chosen if a is not b]
    assert min(gaps) > 2.0 / 9
