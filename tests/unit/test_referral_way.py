"""The way in words, a week's hours in words, and the small map: never more exact than what is known."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import cos, radians

import pytest
from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st
from sheet_makers import CENTRE, CHILDLINE, CLINIC, LAWYERS, NAKURU, REFUGE, listing, material

from services import paths
from services.directory.edition import load
from services.language.catalogue import LANGUAGES, translator
from services.places.model import Place
from services.referral.chart import HEIGHT, MOST_KM, WIDTH, Outlines, chart
from services.referral.way import way
from services.referral.weekly import weekly

EN = translator("en", paths.LOCALE)
ATLAS = material().atlas
MIDDLE = ATLAS.town("KE", "Nakuru", "KE.31")[0]


def at(north_km: float, east_km: float, **facts: object) -> tuple[str, ...]:
    latitude = MIDDLE.latitude + north_km / 111.195
    longitude = MIDDLE.longitude + east_km / (111.195 * cos(radians(MIDDLE.latitude)))
    one = listing("Place", **{"latitude": latitude, "longitude": longitude, "precision": "exact", "address": "1 Road", **facts})
    return way(one, None, ATLAS, EN)


@pytest.mark.parametrize(
    ("north", "east", "side"),
    [
        (5, 0, "north"),
        (5, 5, "north-east"),
        (0, 5, "east"),
        (-5, 5, "south-east"),
        (-5, 0, "south"),
        (-5, -5, "south-west"),
        (0, -5, "west"),
        (5, -5, "north-west"),
        (5, 1.9, "north"),
        (5, 2.2, "north-east"),
    ],
)
def test_each_side_of_town_has_its_name(north: float, east: float, side: str) -> None:
    assert f" km {side} of the middle of Nakuru." in at(north, east)[1]


def test_near_the_middle_no_side_is_named() -> None:
    assert at(0.4, 0.4)[1] == "Less than 1 km from the middle of Nakuru."


@pytest.mark.parametrize("precision", ["city", "region", "postcode"])
def test_a_position_that_is_only_about_has_no_side_of_town(precision: str) -> None:
    assert at(5, 5, precision=precision) == ("1 Road, Nakuru",)


def test_far_from_every_town_no_side_is_named() -> None:
    desert = listing("Post", city="", region="", latitude=23.5, longitude=11.0, precision="exact", country="DZ", address="The post")
    assert way(desert, None, ATLAS, EN) == ("The post",)


def test_the_town_asked_about_is_named_when_it_is_another_one() -> None:
    assert way(LAWYERS, NAKURU, ATLAS, EN)[-1] == "About 128 km from Nakuru in a straight line."
    assert not [words for words in way(CLINIC, NAKURU, ATLAS, EN) if "straight" in words]


def test_a_point_that_a_person_gave_is_not_on_the_paper() -> None:
    assert not [words for words in way(LAWYERS, replace(NAKURU, geonames_id=0), ATLAS, EN) if "straight" in words]


def test_lines_have_no_way_and_sheltered_places_no_more_than_that_they_have_none() -> None:
    assert way(CHILDLINE, NAKURU, ATLAS, EN) == ()
    assert way(REFUGE, NAKURU, ATLAS, EN) == ("The address is not shown, to keep people there safe. Call or write first.",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_is_said_in_every_language(language: str) -> None:
    words = way(CLINIC, None, ATLAS, translator(language, paths.LOCALE))
    assert len(words) == 2 and "4" in words[1]
    assert language == "en" or "middle" not in words[1]


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("Mo-Fr 08:00-17:00", "Monday – Friday: 8:00 AM–5:00 PM."),
        ("Mo-Fr 08:00-12:00,14:00-17:00", "Monday – Friday: 8:00 AM–12:00 PM, 2:00 PM–5:00 PM."),
        ("Tu,Th 14:30-18:00; Fr 14:00-17:00", "Tuesday, Thursday: 2:30 PM–6:00 PM; Friday: 2:00 PM–5:00 PM."),
        ("Su-Th 09:00-16:30", "Sunday – Thursday: 9:00 AM–4:30 PM."),
        ("Mo-Fr 00:00-24:00", "Monday – Friday: all day and night."),
        ("Tu,We 09:00-12:00, Mo-Fr 14:30-17:30", "Tuesday, Wednesday: 9:00 AM–12:00 PM; Monday – Friday: 2:30 PM–5:30 PM."),
        ("Mo 20:00-24:00", "Monday: 8:00 PM–12:00 AM."),
        ("24/7", "Open day and night."),
        ("", ""),
        ("Mo-Fr 09:00-17:00; PH off", ""),
        ("Mo[1] 09:00-12:00", ""),
        ('Mo-Fr 09:00-17:00 "by appointment"', ""),
        ("sunrise-sunset", ""),
        ("Mo-Fr 9:00-17:00", ""),
        ("Jan-Mar Mo 09:00-10:00", ""),
    ],
)
def test_a_week_is_said_or_not_said_never_said_wrongly(hours: str, words: str) -> None:
    assert weekly(hours, EN, line=False).replace("\u202f", " ") == words


def test_most_shipped_hours_can_be_said() -> None:
    hours = {one.hours for one in load(paths.LISTINGS).listings if one.hours}
    assert sum(bool(weekly(some, EN, line=False)) for some in hours) > 0.85 * len(hours)


OUTLINES = Outlines(paths.STATIC / "base.topo.json")


def test_the_map_shows_places_signs_borders_towns_and_a_scale() -> None:
    found = chart([("1", CENTRE), ("2", CLINIC), ("3", LAWYERS)], NAKURU, OUTLINES, ATLAS, EN)
    assert found and [dot.sign for dot in found.dots] == ["1", "2", "3"]
    assert {"Nakuru", "Eldoret"} & {town.sign for town in found.towns}
    assert found.regions and 0 < found.bar <= WIDTH / 3 and found.bar_words == "50 km"
    assert found.words.endswith("1, 2, 3.")


def test_what_is_only_a_town_is_drawn_as_a_ring_and_what_is_withheld_not_at_all() -> None:
    found = chart([("1", CENTRE), ("2", CLINIC), ("3", REFUGE), ("4", CHILDLINE)], NAKURU, OUTLINES, ATLAS, EN)
    assert found and [dot.sign for dot in found.dots] == ["1", "2"] and len(found.rings) == 1
    assert chart([("1", REFUGE), ("2", CHILDLINE)], NAKURU, OUTLINES, ATLAS, EN) is None


def test_north_is_up_and_east_is_right() -> None:
    north = CLINIC.model_copy(update={"latitude": 0.5, "longitude": 36.0})
    east = CLINIC.model_copy(update={"latitude": -0.5, "longitude": 37.0})
    found = chart([("1", north), ("2", east)], None, OUTLINES, ATLAS, EN)
    assert found and found.dots[0].y < found.dots[1].y and found.dots[0].x < found.dots[1].x


def test_signs_of_one_spot_stand_beside_each_other() -> None:
    found = chart([("1", CENTRE), ("2", CENTRE), ("3", CENTRE)], NAKURU, OUTLINES, ATLAS, EN)
    assert found
    xs = [dot.x for dot in found.dots]
    assert xs == sorted(xs) and min(later - before for before, later in pairwise(xs)) > 6
    assert len(found.rings) == 1


SPOTS = st.tuples(st.floats(-80, 80), st.floats(-180, 180))


@for_any(spots=st.lists(SPOTS, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_everything_drawn_lies_on_the_map_wherever_on_the_globe(spots: list[tuple[float, float]]) -> None:
    rows = [(str(n), CLINIC.model_copy(update={"latitude": lat, "longitude": lon})) for n, (lat, lon) in enumerate(spots)]
    found = chart(rows, None, OUTLINES, ATLAS, EN)
    if found is None:
        assert len(spots) > 1
        return
    assert all(0 <= dot.y <= HEIGHT for dot in found.dots)
    for points in (*found.borders, *found.regions):
        assert all(-0.05 <= x <= WIDTH + 0.05 and -0.05 <= y <= HEIGHT + 0.05 for x, y in points)


def test_a_place_too_far_away_does_not_shrink_the_map() -> None:
    paris = Place("Paris", "FR", 48.85, 2.35, geonames_id=2988507)
    found = chart([("1", CLINIC)], paris, OUTLINES, ATLAS, EN)
    assert found and found.bar_words in ("2 km", "5 km") and MOST_KM < 6000
