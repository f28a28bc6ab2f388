"""Positions are never prettier than the truth: what cannot be true falls back to the town, the region, the country."""

import pytest
from import_makers import Atlas, made

from services.exchange.positions import Remembered, place, spellings
from services.paths import STATIC
from services.places.inside import BASE_MAP, Borders

ATLAS = Atlas()
INSIDE = Borders(STATIC / BASE_MAP, ATLAS)
PLACE = {"kind": "service_point", "categories": "medical"}


def placed(**cells: str) -> dict[str, object]:
    return place(made(**PLACE | cells), Remembered(ATLAS), INSIDE)


@pytest.mark.parametrize(
    ("cells", "precision", "position", "code"),
    [
        # as the source gives it
        ({"city": "Nairobi", "region": "Nairobi", "lat": "-1.3", "lon": "36.8"}, "exact", (-1.3, 36.8), "KE.05"),
        (
            {"city": "Nairobi", "region": "Nairobi", "lat": "-1.3", "lon": "36.8", "notes": "Coordinates are those of the street."},
            "street",
            (-1.3, 36.8),
            "KE.05",
        ),
        ({"city": "A Village", "lat": "-1.4", "lon": "36.9"}, "exact", (-1.4, 36.9), "KE.05"),
        # else the town
        ({"city": "Nairobi", "region": "Nairobi"}, "city", (-1.28333, 36.81667), "KE.05"),
        ({"city": "Nairobi"}, "city", (-1.28333, 36.81667), "KE.05"),
        ({"city": "Nairobi, Eastleigh"}, "city", (-1.28333, 36.81667), "KE.05"),
        # of two towns of one name the one in the region
        ({"country": "ZA", "city": "Heidelberg [GP]", "region": "Gauteng"}, "city", (-26.50453, 28.35815), "ZA.06"),
        ({"country": "ZA", "city": "Heidelberg", "region": "Western Cape"}, "city", (-34.09, 20.96), "ZA.11"),
        # and none where nobody can say which
        ({"country": "PE", "city": "San Miguel"}, "country", None, ""),
        # a town next to the stated region is the same town; one far from it is another
        ({"city": "Kakamega", "region": "Vihiga"}, "city", (0.28, 34.75), "KE.20"),
        ({"city": "Kakamega", "region": "Turkana"}, "region", (3.12, 35.6), "KE.53"),
        # else the region, else the country
        ({"city": "A Village", "region": "Vihiga"}, "region", (0.05, 34.72), "KE.55"),
        ({"city": "A Village", "region": "Nowhere"}, "country", None, ""),
    ],
)
def test_where_a_place_is(cells: dict[str, str], precision: str, position: tuple[float, float] | None, code: str) -> None:
    found = placed(**cells)
    assert (found["precision"], found["region_code"]) == (precision, code)
    assert (found["latitude"], found["longitude"]) == (position or (None, None))


def test_a_position_far_from_every_town_of_its_name_is_not_believed() -> None:
    found = placed(country="ZA", city="Heidelberg", region="Gauteng", lat="-26.0", lon="27.6")
    assert (found["precision"], found["latitude"]) == ("city", -26.50453)
    assert "94 km from the nearest town of that name" in str(found["position_note"])


def test_a_position_near_one_of_the_towns_of_its_name_is_believed() -> None:
    assert placed(country="ZA", city="Heidelberg", region="", lat="-34.1", lon="20.9")["precision"] == "exact"
    assert placed(country="ZA", city="Heidelberg", region="", lat="-26.5", lon="28.4")["precision"] == "exact"


def test_a_position_is_not_doubted_where_the_region_is_not_known() -> None:
    assert placed(country="PE", city="San Miguel", region="Somewhere", lat="-12.6", lon="-76.4")["precision"] == "exact"


def test_a_position_in_another_country_is_not_believed() -> None:
    found = placed(city="Nairobi", region="Nairobi", lat="-26.5", lon="28.4")
    assert found["precision"] == "city" and "not in the country" in str(found["position_note"])


def test_towns_that_the_gazetteer_lacks_are_reported() -> None:
    assert placed(city="A Village", region="Vihiga")["missing_town"] is True and "missing_town" not in placed(city="Nairobi")


def test_a_withheld_place_has_no_position_at_all() -> None:
    found = placed(city="Nairobi", lat="-1.3", lon="36.8", notes="The centre does not publish its address.")
    assert (found["precision"], found["latitude"], found["longitude"]) == ("withheld", None, None)


def test_lines_stand_for_their_country_or_region() -> None:
    assert place(made(kind="helpline", phones="116"), ATLAS, INSIDE)["precision"] == "country"
    assert place(made(kind="helpline", phones="116", region="Vihiga"), ATLAS, INSIDE)["precision"] == "region"


def test_korean_towns_are_looked_for_with_their_rank() -> None:
    assert "Yongin-si" in spellings("Yongin", "KR") and spellings("Yongin", "KE") == ["Yongin"]
