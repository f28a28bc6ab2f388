"""Countries, distance, time zones, borders and the geocoder: what is told about a point on the globe."""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np
import pytest
from geopy.adapters import BaseSyncAdapter
from geopy.distance import geodesic
from geopy.exc import ConfigurationError, GeocoderQueryError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim
from hypothesis import given
from hypothesis import strategies as st

from services.directory.model import Listing, Precision
from services.paths import GEO, STATIC
from services.places import countries, distance, timezones
from services.places.gazetteer import Gazetteer
from services.places.geocoder import OfflineGeocoder, geocoder
from services.places.inside import Borders
from services.places.shapes import Shape, read_topology

GAZETTEER = Gazetteer(GEO / "gazetteer.sqlite")
BASE_MAP = STATIC / "base.topo.json"
LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)


class TestCountries:
    def test_there_are_the_codes_of_iso_3166_and_kosovo(self) -> None:
        assert len(countries.codes()) == 250
        assert countries.exists("XK")
        assert not any(countries.exists(code) for code in ("INT", "EU", "UN", "ke", "", "K", "001"))

    @pytest.mark.parametrize(
        ("text", "language", "code"),
        [
            ("Kenya", "en", "KE"),
            ("Côte d’Ivoire", "fr", "CI"),
            ("cote d'ivoire", "en", "CI"),
            ("Ivory Coast", "en", "CI"),
            ("Estados Unidos", "es", "US"),
            ("Молдова", "ru", "MD"),
            ("Moldavie", "ru", "MD"),
            ("KE", "en", "KE"),
            ("Keniya", "en", "KE"),
            ("США", "ru", "US"),
            ("Afganistan", "en", "AF"),
            ("", "en", ""),
            ("Atlantis", "en", ""),
            ("...", "en", ""),
        ],
    )
    def test_a_country_is_found_by_its_name_in_any_of_our_languages(self, text: str, language: str, code: str) -> None:
        assert countries.find(text, language) == code

    @pytest.mark.parametrize("language", ["en", "fr", "es", "ru"])
    def test_every_country_is_found_by_the_name_that_the_picker_shows(self, language: str) -> None:
        rows = countries.listed(language)
        assert len(rows) == 250
        assert {countries.find(name, language) for _, name in rows} == countries.codes()

    def test_names_are_in_the_readers_language_and_unknown_codes_stay(self) -> None:
        assert [countries.name("DE", language) for language in ("en", "fr", "es", "ru", "xx")] == [
            "Germany",
            "Allemagne",
            "Alemania",
            "Германия",
            "Germany",
        ]
        assert countries.name("QQ", "en") == "QQ"


class TestDistance:
    @given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
    def test_great_circle_is_within_six_thousandths_of_the_ellipsoid(self, lat1: float, lon1: float, lat2: float, lon2: float) -> None:
        oracle = geodesic((lat1, lon1), (lat2, lon2)).km
        assert float(distance.km(lat1, lon1, lat2, lon2)) == pytest.approx(oracle, rel=0.006, abs=0.001)

    @given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
    def test_straight_lines_between_unit_vectors_give_the_same_distance(self, lat1: float, lon1: float, lat2: float, lon2: float) -> None:
        gap = np.linalg.norm(distance.unit_vectors(lat1, lon1) - distance.unit_vectors(lat2, lon2))
        assert float(distance.chord_km(gap)) == pytest.approx(float(distance.km(lat1, lon1, lat2, lon2)), rel=1e-6, abs=0.01)

    def test_many_points_are_measured_at_once_and_unknown_stays_unknown(self) -> None:
        found = distance.km(-1.28333, 36.81667, [-1.28333, -0.28, np.nan], [36.81667, 36.07, 0.0])
        assert found[0] == 0
        assert found[1] == pytest.approx(138, abs=2)
        assert np.isnan(found[2])

    @given(st.floats(0, 20000))
    def test_a_chord_leads_back_to_its_distance(self, kilometres: float) -> None:
        assert float(distance.chord_km(distance.chord(kilometres))) == pytest.approx(kilometres, rel=1e-6, abs=1e-3)

    def test_a_persons_own_position_is_rounded_to_about_a_kilometre(self) -> None:
        assert distance.rounded(-1.283331, 36.816671) == (-1.28, 36.82)


class TestShapes:
    SQUARE = np.array([[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]], dtype=float)

    def test_a_hole_is_outside(self) -> None:
        shape = Shape((self.SQUARE, self.SQUARE * 0.2 + 4))
        assert shape.contains(np.array([5.0, 1.0, 11.0]), np.array([5.0, 1.0, 1.0])).tolist() == [False, True, False]

    @given(st.lists(st.tuples(st.floats(-12, 12), st.floats(-12, 12)), min_size=1, max_size=30))
    def test_a_square_holds_what_lies_between_its_sides(self, points: list[tuple[float, float]]) -> None:
        lat, lon = np.array(points).T
        oracle = [0 < a < 10 and 0 < b < 10 for a, b in points]
        edge = [a in (0, 10) or b in (0, 10) for a, b in points]
        found = Shape((self.SQUARE,)).contains(lat, lon)
        assert all(on_edge or got == wanted for got, wanted, on_edge in zip(found, oracle, edge, strict=True))

    def test_the_distance_to_the_edge_is_in_kilometres(self) -> None:
        assert Shape((self.SQUARE,)).distance_km(np.array([5.0, 0.0]), np.array([11.0, 12.0])) == pytest.approx([110.8, 222.4], abs=0.5)

    def test_arcs_are_read_forwards_and_backwards(self) -> None:
        topology = {
            "transform": {"scale": [1, 1], "translate": [0, 0]},
            "arcs": [[[0, 0], [10, 0], [0, 10]], [[0, 0], [0, 10], [10, 0]]],
            "objects": {"x": {"geometries": [{"type": "Polygon", "arcs": [[0, -2]], "properties": {"id": "A"}}, {"type": None}]}},
        }
        [(facts, shape)] = read_topology(topology, "x")
        assert facts == {"id": "A"}
        assert shape.contains(np.array([5.0]), np.array([5.0])).all()


class TestBaseMap:
    TOPOLOGY = json.loads(BASE_MAP.read_text("utf-8"))

    @pytest.mark.parametrize("layer", ["countries", "regions"])
    def test_no_border_jumps_across_the_world(self, layer: str) -> None:
        rings = [ring for _, shape in read_topology(self.TOPOLOGY, layer) for ring in shape.rings]
        assert max(float(np.abs(np.diff(ring[:, 0])).max()) for ring in rings) < 180

    def test_its_areas_are_countries_and_regions_that_the_gazetteer_knows(self) -> None:
        assert {facts["id"] for facts, _ in read_topology(self.TOPOLOGY, "countries")} <= countries.codes()
        for facts, _ in read_topology(self.TOPOLOGY, "regions"):
            code = facts["id"]
            assert code[2] == "~" or GAZETTEER.region(code[:2], code) is not None

    def test_a_region_is_shown_by_an_area_of_the_map(self) -> None:
        areas = {facts["id"] for facts, _ in read_topology(self.TOPOLOGY, "regions")}
        regions = [region for code in sorted(countries.codes()) for region in GAZETTEER.regions(code, "en")]
        shapes = [GAZETTEER.shape(region.region_code) for region in regions]
        assert {shape for shape in shapes if shape} <= areas
        assert sum(map(bool, shapes)) / len(shapes) > 0.9

    def test_it_is_small_enough_for_a_slow_line(self) -> None:
        import gzip

        assert len(gzip.compress(BASE_MAP.read_bytes(), 9)) < 340_000


class TestInside:
    BORDERS = Borders(BASE_MAP, GAZETTEER)

    @pytest.mark.parametrize(
        ("country", "latitude", "longitude", "wanted"),
        [
            ("KE", -1.28, 36.82, True),
            ("KE", 36.82, -1.28, False),
            ("KE", 1.28, -36.82, False),
            ("FR", -20.88, 55.45, True),
            ("RE", -20.88, 55.45, True),
            ("GF", 4.94, -52.33, True),
            ("FR", 48.86, 2.35, True),
            ("RE", 48.86, 2.35, False),
            ("UA", 44.95, 34.10, True),
            ("TO", -21.14, -175.2, True),
            ("FJ", -18.14, 178.44, True),
            ("KI", 1.33, 172.98, True),
            ("US", 21.31, -157.86, True),
            ("US", 71.29, -156.79, True),
            ("AU", -25.0, 131.0, True),
            ("LS", -29.31, 27.48, True),
            ("ZA", -25.75, 28.19, True),
            ("BR", -15.79, -47.88, True),
            ("BR", -15.79, 47.88, False),
            ("INT", 0.0, 0.0, True),
            ("BV", 0.0, 0.0, True),
        ],
    )
    def test_a_position_lies_in_its_country_or_not(self, country: str, latitude: float, longitude: float, wanted: bool) -> None:
        assert self.BORDERS(latitude, longitude, country) is wanted

    @pytest.mark.parametrize(
        ("country", "latitude", "longitude", "code"),
        [
            ("KE", -1.3, 36.9, "KE.05"),
            ("KE", 40.0, 0.0, ""),
            ("BV", 0.0, 0.0, ""),
            ("ZA", -26.2, 28.05, "ZA.06"),
        ],
    )
    def test_a_region_is_told_from_the_nearest_town_of_the_country_alone(
        self, country: str, latitude: float, longitude: float, code: str
    ) -> None:
        assert self.BORDERS.region_at(latitude, longitude, country) == code

    def test_every_capital_lies_in_its_country(self) -> None:
        places = [place for code in sorted(countries.codes()) if (place := GAZETTEER.country(code, "en"))]
        found = self.BORDERS.many([p.country for p in places], [p.latitude for p in places], [p.longitude for p in places])
        assert [place.country for place, inside in zip(places, found, strict=True) if not inside] == []

    def test_five_thousand_rows_take_less_than_two_seconds(self) -> None:
        towns = [town for code in ("ZA", "BR", "US", "FR", "RU", "KE", "PH", "ID") for town in GAZETTEER.towns(code)][:5000]
        borders = Borders(BASE_MAP, GAZETTEER)
        began = time.perf_counter()
        found = borders.many([t.country for t in towns], [t.latitude for t in towns], [t.longitude for t in towns])
        assert time.perf_counter() - began < 2
        assert found.mean() > 0.999


class TestTimezones:
    ZONES = timezones.Timezones(GAZETTEER)

    @staticmethod
    def listing(**facts: object) -> Listing:
        return Listing.model_validate(
            {
                "id": "x",
                "name": "X",
                "listing_type": "helpline",
                "categories": "medical",
                "source_url": "https://x",
                "address_visibility": "full",
                **facts,
            }
        )

    @pytest.mark.parametrize(
        ("facts", "zone"),
        [
            ({"country": "US", "latitude": 34.05, "longitude": -118.24}, "America/Los_Angeles"),
            ({"country": "US", "region_code": "US.NY"}, "America/New_York"),
            ({"country": "US"}, ""),
            ({"country": "RU"}, ""),
            ({"country": "KE"}, "Africa/Nairobi"),
            ({"country": "DE"}, "Europe/Berlin"),
            ({"country": "AR"}, "America/Argentina/Buenos_Aires"),
            ({"country": "INT"}, ""),
            ({"country": "ES"}, ""),
            ({"country": "ES", "region_code": "ES.29"}, "Europe/Madrid"),
        ],
    )
    def test_the_zone_is_that_of_position_then_region_then_a_country_with_one_time(self, facts: dict[str, object], zone: str) -> None:
        assert self.ZONES(self.listing(**facts)) == zone

    def test_there_is_no_zone_at_sea(self) -> None:
        assert timezones.at(0.0, -30.0) == ""

    def test_a_town_of_the_gazetteer_has_the_zone_of_its_position(self) -> None:
        towns = [town for code in ("KE", "PE", "ZA") for town in GAZETTEER.towns(code)]
        strangers = [town.name for town in towns if timezones.at(town.latitude, town.longitude) != town.timezone]
        assert strangers == ["Moyale"], "a town on the border itself may be told otherwise, no other"


class TestGeocoder:
    CODER = OfflineGeocoder(GAZETTEER)

    def test_it_answers_as_geopy_does(self) -> None:
        found = self.CODER.geocode("Nakuru")
        assert found.address == "Nakuru, Nakuru County, Kenya"
        assert (found.latitude, found.longitude) == pytest.approx((-0.30719, 36.07225), abs=0.02)
        assert found.raw["precision"] == Precision.CITY
        assert found.raw["place"].country == "KE"
        assert self.CODER.geocode("Xqzzvw") is None

    def test_a_choice_is_given_when_asked_for(self) -> None:
        found = self.CODER.geocode("Springfield", exactly_one=False, limit=5)
        assert len(found) == 5
        assert len({location.address for location in found}) == 5

    def test_country_codes_limit_the_answer(self) -> None:
        assert self.CODER.geocode("London", country_codes="ca").raw["place"].country == "CA"
        assert self.CODER.geocode("London", country_codes=["KE"]) is None

    @pytest.mark.parametrize(("language", "name"), [("fr", "Londres"), ("es", "Londres"), ("ru", "Лондон"), ("en", "London")])
    def test_reverse_names_the_nearest_town_in_the_readers_language(self, language: str, name: str) -> None:
        assert self.CODER.reverse((51.5085, -0.1257), language=language).raw["place"].name == name

    def test_what_is_no_position_is_refused(self) -> None:
        with pytest.raises(GeocoderQueryError):
            self.CODER.reverse("91, 0")

    def test_it_works_under_geopys_rate_limiter(self) -> None:
        assert RateLimiter(self.CODER.geocode, min_delay_seconds=0)("Kisumu").raw["place"].name == "Kisumu"

    @pytest.mark.parametrize("method", ["get_json", "get_text"])
    def test_its_adapter_refuses_the_network(self, method: str) -> None:
        assert isinstance(self.CODER.adapter, BaseSyncAdapter)
        with pytest.raises(ConfigurationError):
            getattr(self.CODER.adapter, method)("https://example.org", timeout=1, headers={})

    def test_a_deployer_may_put_their_own_nominatim_in_its_place_but_no_public_one(self) -> None:
        assert isinstance(geocoder({}, GAZETTEER), OfflineGeocoder)
        assert isinstance(geocoder({"nominatim_domain": "geo.example.org"}, GAZETTEER), Nominatim)
        with pytest.raises(ConfigurationError):
            geocoder({"nominatim_domain": "nominatim.openstreetmap.org"}, GAZETTEER)


def test_the_notice_names_every_source_of_the_data() -> None:
    notice = Path(GEO / "NOTICE.md").read_text("utf-8")
    assert all(name in notice for name in ("GeoNames", "CC BY 4.0", "Natural Earth", "disputed"))
