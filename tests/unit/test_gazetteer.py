"""People find the place they mean: in four languages, half typed, with typing errors; and are asked where it is not clear."""

from __future__ import annotations

import sqlite3
import statistics
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.directory.model import Precision
from services.paths import GEO
from services.places import distance
from services.places.fold import fold, latin, script, stripped
from services.places.gazetteer import Gazetteer
from services.places.lookup import likeness
from services.places.naming import resolve, token

GAZETTEER = Gazetteer(GEO / "gazetteer.sqlite")

NAMES = [
    # typed, language, GeoNames id of the town
    ("London", "en", 2643743),
    ("Londres", "fr", 2643743),
    ("Londres", "es", 2643743),
    ("Лондон", "ru", 2643743),
    ("Moscow", "en", 524901),
    ("Moscou", "fr", 524901),
    ("Moscú", "es", 524901),
    ("Москва", "ru", 524901),
    ("Saint-Pétersbourg", "fr", 498817),
    ("San Petersburgo", "es", 498817),
    ("Санкт-Петербург", "ru", 498817),
    ("St. Petersburg, Russia", "en", 498817),
    ("El Cairo", "es", 360630),
    ("Le Caire", "fr", 360630),
    ("Каир", "ru", 360630),
    ("Genève", "fr", 2660646),
    ("Ginebra", "es", 2660646),
    ("Женева", "ru", 2660646),
    ("Nairobi", "en", 184745),
    ("Найроби", "ru", 184745),
    ("Nakuru", "en", 184622),
    ("Накуру", "ru", 184622),
    ("Chisinau", "en", 618426),
    ("Кишинёв", "ru", 618426),
    ("Кишинев", "ru", 618426),
    ("Pékin", "fr", 1816670),
    ("N'Djamena", "fr", 2427123),
    ("Ndjamena", "fr", 2427123),
    ("são paulo", "en", 3448439),
    ("SAO PAULO", "es", 3448439),
    ("Kisumu, Kenya", "en", 191245),
    ("Кампала", "ru", 232422),
    ("Дакка", "ru", 1185241),
    ("Алматы", "ru", 1526384),
]

ERRORS = [
    ("Nairoby", "en", 184745),
    ("Niarobi", "en", 184745),
    ("Antananarvo", "en", 1070940),
    ("Johanesburg", "en", 993800),
    ("Кишенев", "ru", 618426),
    ("Лондн", "ru", 2643743),
    ("Kampla", "en", 232422),
    ("kyev", "en", 703448),
    ("Guadalahara", "es", 4005539),
    ("Marseile", "fr", 2995469),
    ("Addis Abeba", "fr", 344979),
    ("Екатеринбруг", "ru", 1486209),
]


class TestFold:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("Saint-Pétersbourg", "saint petersbourg"),
            ("ST. PETERSBURG", "saint petersburg"),
            ("N'Djamena", "ndjamena"),
            ("Łódź", "lodz"),
            ("Ёлкино", "елкино"),
            ("Ağcabǝdi", "agcabedi"),
            ("  Cap‑Haïtien ", "cap haitien"),
            ("Straße", "strasse"),
            ("…", ""),
        ],
    )
    def test_marks_signs_and_case_do_not_matter(self, text: str, folded: str) -> None:
        assert fold(text) == folded

    @given(st.text(max_size=40))
    def test_folding_twice_changes_nothing(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)

    def test_russian_letters_become_latin_ones(self) -> None:
        assert latin(fold("Щёлково")) == "shchelkovo"
        assert latin(fold("Нягань")) == "nyagan"

    def test_a_region_is_named_without_its_kind(self) -> None:
        assert stripped("Одесская область") == "одесская"
        assert stripped("Province of KwaZulu-Natal") == "kwazulu natal"
        assert stripped("Region") == "region"

    def test_scripts_are_told_apart(self) -> None:
        assert [script(text) for text in ("Nairobi", "Найроби", "Nайроби", "नैरोबी", "12")] == [
            "latin",
            "cyrillic",
            "mixed",
            "other",
            "other",
        ]


class TestFind:
    @pytest.mark.parametrize(("text", "language", "number"), NAMES)
    def test_a_full_name_in_any_of_four_languages_is_found(self, text: str, language: str, number: int) -> None:
        assert GAZETTEER.find(text, language)[0].geonames_id == number

    @pytest.mark.parametrize(("text", "language", "number"), ERRORS)
    def test_a_name_with_a_typing_error_is_found(self, text: str, language: str, number: int) -> None:
        assert GAZETTEER.find(text, language)[0].geonames_id == number
        assert number in [place.geonames_id for place in GAZETTEER.suggest(text, language)]

    def test_springfield_offers_a_choice_of_different_places(self) -> None:
        places = GAZETTEER.find("Springfield", "en")
        assert len(places) > 4
        assert len({place.region_code for place in places}) > 4

    @pytest.mark.parametrize("text", ["Springfield, Illinois", "Springfield, IL", "springfield illinois", "Springfield, Illinois, USA"])
    def test_a_region_behind_a_name_decides(self, text: str) -> None:
        assert [place.region_code for place in GAZETTEER.find(text, "en")] == ["US.IL"]

    def test_a_country_with_a_town_or_region_of_its_name_is_a_choice(self) -> None:
        assert {place.precision for place in GAZETTEER.find("Luxembourg", "fr")} == {Precision.COUNTRY, Precision.CITY}
        assert {place.precision for place in GAZETTEER.find("Georgia", "en")} == {Precision.COUNTRY, Precision.REGION}
        assert {place.precision for place in GAZETTEER.find("Singapore", "en")} == {Precision.COUNTRY, Precision.CITY}

    def test_a_capital_and_the_region_around_it_are_no_choice(self) -> None:
        assert [place.precision for place in GAZETTEER.find("Москва", "ru")] == [Precision.CITY]

    def test_the_persons_country_comes_first(self) -> None:
        assert GAZETTEER.find("London", "en", "CA")[0].country == "CA"
        assert GAZETTEER.find("Birmingham", "en", "GB")[0].country == "GB"
        assert [place.country for place in GAZETTEER.find("London", "en")] == ["GB"]

    @pytest.mark.parametrize("text", ["qwxzzv", "asdfgh", "", " ", "...", "x", "\x00", "%", "'; DROP TABLE place; --", "?" * 500, "12345"])
    def test_nonsense_finds_nothing(self, text: str) -> None:
        assert GAZETTEER.find(text, "en") == ()
        assert GAZETTEER.suggest(text, "en") == ()

    @pytest.mark.parametrize(
        ("text", "language", "country", "precision"),
        [
            ("Kenya", "en", "KE", Precision.COUNTRY),
            ("Молдова", "ru", "MD", Precision.COUNTRY),
            ("Côte d’Ivoire", "fr", "CI", Precision.COUNTRY),
            ("Bretagne", "fr", "FR", Precision.REGION),
            ("Cataluña", "es", "ES", Precision.REGION),
            ("Шотландия", "ru", "GB", Precision.REGION),
            ("Bavière", "fr", "DE", Precision.REGION),
        ],
    )
    def test_countries_and_regions_are_places_too(self, text: str, language: str, country: str, precision: Precision) -> None:
        [place] = GAZETTEER.find(text, language)
        assert (place.country, place.precision) == (country, precision)

    def test_a_name_left_unfinished_offers_what_begins_so(self) -> None:
        assert GAZETTEER.find("Saint-Pét", "fr")[0].geonames_id == 498817

    @pytest.mark.parametrize(
        ("text", "country", "offered"),
        [
            ("Nakur", "", [("Nakuru", "KE"), ("Nakūr", "IN")]),
            ("Nakur", "KE", [("Nakuru", "KE"), ("Nakūr", "IN")]),
            ("Nakur", "IN", [("Nakūr", "IN")]),
            ("Nairo", "", [("Nairobi", "KE"), ("Cairo", "EG")]),
            ("Lom", "", [("Lomé", "TG"), ("Lom", "BG")]),
            ("Lom", "BG", [("Lom", "BG")]),
            ("Congo", "", [("Congo - Kinshasa", "CD"), ("Congo - Brazzaville", "CG")]),
            ("Porto", "", [("Porto", "PT")]),
            ("Alger", "", [("Algiers", "DZ")]),
            ("Niger", "NE", [("Niger", "NE")]),
        ],
    )
    def test_a_small_place_is_not_taken_for_a_known_one_whose_name_was_left_unfinished(
        self, text: str, country: str, offered: list[tuple[str, str]]
    ) -> None:
        found = [(place.name, place.country) for place in GAZETTEER.find(text, "en", country)]
        assert [place for place in found if place in offered] == offered
        assert len(found) == 1 or len(offered) > 1


class TestSuggest:
    @pytest.mark.parametrize(("text", "language", "number"), NAMES)
    def test_the_place_is_offered_before_its_name_is_fully_typed(self, text: str, language: str, number: int) -> None:
        typed = text.partition(",")[0]
        offered = GAZETTEER.suggest(typed[: max(4, len(typed) - 2)], language)
        assert number in [place.geonames_id for place in offered]

    def test_the_best_known_place_comes_first_and_the_persons_country_before_it(self) -> None:
        assert GAZETTEER.suggest("Pari", "fr")[0].name == "Paris"
        assert [place.name for place in GAZETTEER.suggest("Nakur", "en")][:2] == ["Nakuru", "Nakūr"]
        assert [GAZETTEER.suggest(text, "en")[0].name for text in ("Porto", "Bath", "Alger", "Keny")] == [
            "Porto",
            "Bath",
            "Algiers",
            "Kenya",
        ]
        assert GAZETTEER.suggest("Nakur", "en", "IN")[0].country == "IN"
        assert GAZETTEER.suggest("Nai", "en", "KE")[0].country == "KE"
        assert GAZETTEER.suggest("Lond", "en", "US")[0].country == "US"

    def test_no_place_is_offered_twice_and_never_more_than_asked(self) -> None:
        for text in ("San", "Saint", "New", "Sant", "Мос"):
            offered = GAZETTEER.suggest(text, "es", limit=5)
            assert len(offered) == len(set(offered)) == 5

    def test_candidates_come_within_a_tenth_of_a_second(self) -> None:
        typed = [(text[:length], language) for text, language, _ in NAMES + ERRORS for length in range(2, len(text) + 1)]
        took = []
        for text, language in typed:
            began = time.perf_counter()
            GAZETTEER.suggest(text, language, "KE")
            took.append(time.perf_counter() - began)
        assert statistics.quantiles(took, n=20)[-1] < 0.1

    @settings(max_examples=60, deadline=None)
    @given(st.text(max_size=60), st.sampled_from(["en", "fr", "es", "ru", "xx"]), st.sampled_from(["", "KE", "ZZ"]))
    def test_whatever_is_typed_it_answers_in_the_promised_number(self, text: str, language: str, country: str) -> None:
        assert len(GAZETTEER.suggest(text, language, country, 3)) <= 3
        assert len(GAZETTEER.find(text, language, country, 3)) <= 3


class TestNames:
    @pytest.mark.parametrize(
        ("number", "names"),
        [
            (2643743, ["London", "Londres", "Londres", "Лондон"]),
            (524901, ["Moscow", "Moscou", "Moscú", "Москва"]),
            (2660646, ["Geneva", "Genève", "Ginebra", "Женева"]),
            (360630, ["Cairo", "Le Caire", "El Cairo", "Каир"]),
            (703448, ["Kyiv", "Kyiv", "Kyiv", "Киев"]),
            (184622, ["Nakuru", "Nakuru", "Nakuru", "Накуру"]),
        ],
    )
    def test_a_town_is_shown_in_the_readers_language(self, number: int, names: list[str]) -> None:
        assert [found.name for language in ("en", "fr", "es", "ru") if (found := GAZETTEER.by_id(number, language))] == names

    def test_every_shown_name_is_in_the_script_of_its_language(self) -> None:
        store = sqlite3.connect(f"{(GEO / 'gazetteer.sqlite').as_uri()}?mode=ro", uri=True)
        for column, wanted in (("en", "latin"), ("fr", "latin"), ("es", "latin"), ("ru", "cyrillic")):
            names = [name for (name,) in store.execute(f"SELECT {column} FROM place WHERE {column} IS NOT NULL")]  # noqa: S608 - four fixed columns
            strange = [name for name in names if script(name) != wanted]
            assert len(names) > 500
            assert strange == []
        store.close()


class TestTown:
    def test_all_towns_of_a_name_in_a_country_are_given_the_largest_first(self) -> None:
        towns = GAZETTEER.town("US", "Springfield")
        assert len(towns) >= 8
        assert {town.country for town in towns} == {"US"}
        assert towns[0].population == max(town.population for town in towns)

    def test_those_of_the_region_come_first(self) -> None:
        for region in ("US.OR", "Oregon"):
            assert GAZETTEER.town("US", "Springfield", region)[0].region_code == "US.OR"

    def test_another_spelling_is_the_same_town_and_an_unknown_one_is_none(self) -> None:
        assert GAZETTEER.town("UA", "Kiev")[0].geonames_id == GAZETTEER.town("UA", "Kyiv")[0].geonames_id == 703448
        assert GAZETTEER.town("KE", "Springfield") == ()


class TestRegion:
    @pytest.mark.parametrize(
        ("country", "name", "code"),
        [
            ("KE", "Uasin Gishu", "KE.52"),
            ("KE", "Nairobi", "KE.05"),
            ("ZA", "KwaZulu-Natal", "ZA.02"),
            ("ZA", "Free State", "ZA.03"),
            ("UA", "Odesa Oblast", "UA.17"),
            ("UA", "Одесская область", "UA.17"),
            ("UA", "Kyiv City", "UA.12"),
            ("FR", "Bretagne", "FR.53"),
            ("FR", "Brittany", "FR.53"),
            ("FR", "Finistère", "FR.53"),
            ("GB", "Escocia", "GB.SCT"),
            ("BR", "Federal District", "BR.07"),
            ("ES", "Community of Madrid", "ES.29"),
            ("KR", "North Chungcheong", "KR.05"),
            ("UG", "Gulu", "UG.N"),
            ("IE", "County Cork", "IE.M"),
            ("RU", "Moscow", "RU.48"),
            ("RU", "Moscow Oblast", "RU.47"),
            ("RU", "Московская область", "RU.47"),
            ("MX", "State of Mexico", "MX.15"),
            ("MX", "Mexico City", "MX.09"),
            ("AR", "Buenos Aires", "AR.01"),
            ("AR", "Buenos Aires (Autonomous City)", ""),
            ("PE", "Lima", ""),
            ("KE", "KE.05", "KE.05"),
            ("KE", "Atlantis", ""),
            ("ZZ", "Nairobi", ""),
            ("KE", "", ""),
        ],
    )
    def test_a_region_is_found_by_any_of_its_names_or_a_part_of_it(self, country: str, name: str, code: str) -> None:
        found = GAZETTEER.region(country, name)
        assert (found.region_code if found else "") == code

    def test_a_region_is_a_place_of_its_own(self) -> None:
        region = GAZETTEER.region("GB", "England", "fr")
        assert region is not None
        assert (region.name, region.precision, region.geonames_id) == ("Angleterre", Precision.REGION, 0)

    def test_a_country_lists_its_regions(self) -> None:
        assert len(GAZETTEER.regions("ZA", "en")) == 9
        assert len(GAZETTEER.regions("KE", "ru")) == 47
        assert GAZETTEER.regions("ZZ", "en") == ()

    def test_nearly_every_town_lies_in_a_known_region(self) -> None:
        towns = [
            town
            for country in ("KE", "ZA", "BR", "US", "FR", "RU", "IN", "CN", "PH", "UG", "MD", "ID")
            for town in GAZETTEER.towns(country)
        ]
        assert sum(bool(town.region_code) for town in towns) / len(towns) > 0.99


class TestNear:
    POINTS = ((-1.28, 36.82), (51.5, -0.12), (-18.14, 178.44), (71.29, -156.79), (0.0, -179.99), (-54.8, -68.3))

    @pytest.mark.parametrize(("latitude", "longitude"), POINTS)
    def test_the_nearest_towns_are_those_of_a_plain_search(self, latitude: float, longitude: float) -> None:
        store = sqlite3.connect(f"{(GEO / 'gazetteer.sqlite').as_uri()}?mode=ro", uri=True)
        rows = store.execute("SELECT geonames_id, latitude, longitude FROM place WHERE kind = 2").fetchall()
        store.close()
        gaps = distance.km(latitude, longitude, [row[1] for row in rows], [row[2] for row in rows])
        oracle = sorted(gaps)[:12]
        found = GAZETTEER.nearest(latitude, longitude, 12)
        assert [float(distance.km(latitude, longitude, p.latitude, p.longitude)) for p in found] == pytest.approx(oracle, abs=0.05)

    def test_only_towns_within_reach_are_given(self) -> None:
        found = GAZETTEER.towns_near(-0.3, 36.07, 60, 50)
        assert found[0].name == "Nakuru"
        assert all(float(distance.km(-0.3, 36.07, p.latitude, p.longitude)) <= 60 for p in found)
        assert GAZETTEER.towns_near(0.0, -30.0, 100) == ()

    def test_a_persons_own_position_is_rounded_and_named_after_the_nearest_town(self) -> None:
        place = GAZETTEER.given(-1.283331, 36.816671, "ru")
        assert (place.latitude, place.longitude, place.country, place.precision) == (-1.28, 36.82, "KE", Precision.STREET)
        assert (place.name, place.geonames_id) == ("Найроби", 0)
        with pytest.raises(ValueError, match="position"):
            GAZETTEER.given(91.0, 0.0, "en")


class TestFile:
    def test_a_country_is_a_place_at_its_capital(self) -> None:
        place = GAZETTEER.country("KE", "es")
        assert place is not None
        assert (place.name, place.precision, place.timezone) == ("Kenia", Precision.COUNTRY, "Africa/Nairobi")
        assert float(distance.km(place.latitude, place.longitude, -1.28, 36.82)) < 10
        assert GAZETTEER.country("ZZ", "en") is None

    def test_a_place_can_be_named_in_a_form_and_found_again(self) -> None:
        for place in (*GAZETTEER.find("Nakuru", "en"), *GAZETTEER.find("Scotland", "en"), *GAZETTEER.find("Kenya", "en")):
            assert resolve(GAZETTEER, token(place), "en") == place
        assert GAZETTEER.by_id(0, "en") is None

    def test_it_cannot_be_written_to(self) -> None:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            GAZETTEER._store.execute("DELETE FROM place")

    def test_threads_may_ask_at_the_same_time(self) -> None:
        found: list[int] = []
        threads = [threading.Thread(target=lambda: found.append(GAZETTEER.find("Nakuru", "en")[0].geonames_id)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [184622] * 4

    def test_it_is_small_enough_to_ship(self) -> None:
        assert (GEO / "gazetteer.sqlite").stat().st_size < 21_000_000


def test_likeness_counts_swapped_neighbours_as_one_error() -> None:
    assert likeness("niarobi", "nairobi", typing=False) == pytest.approx(6 / 7)
    assert likeness("nairb", "nairobi", typing=True) > likeness("nairb", "nairobi", typing=False)
