"""What an answer can be narrowed by, in words and numbers, and what is said when nothing is near."""

from dataclasses import replace

import pytest
from search_makers import NAKURU, NOW, index_of, listing

from services import paths
from services.cards import filters, words
from services.directory.model import Category, Gender, Precision
from services.language.catalogue import LANGUAGES, translator
from services.search.answer import answer
from services.search.query import AGES, RADII_KM, Answer, How, Query, Reader

EN = translator("en", paths.LOCALE)
ROWS = (
    listing("a", categories="medical", cost="free", languages="sw", latitude=-0.3, longitude=36.07, precision="exact", city="Nakuru"),
    listing("b", categories="legal", genders="girls", minimum_age=10, maximum_age=17, city="Mombasa", phones="020112233"),
)


def found(query: Query) -> Answer:
    return answer(index_of(*ROWS), query, NOW)


def choice(query: Query, name: str) -> filters.Choice:
    return next(one for one in filters.offered(found(query), EN).choices if one.name == name)


def test_every_filter_of_a_query_is_offered_or_asked_elsewhere() -> None:
    asked_elsewhere = {"need", "place", "country"}
    assert set(filters.LABELS) == set(Query.__dataclass_fields__) - asked_elsewhere


def test_a_value_that_nobody_has_is_left_out_but_the_picked_one_stays() -> None:
    here = Query(country="KE")
    assert [option.value for option in choice(here, "categories").options] == ["medical", "legal"]
    picked = choice(replace(here, categories=frozenset({Category.SHELTER})), "categories")
    assert [(option.value, option.count) for option in picked.options] == [("medical", 1), ("legal", 1), ("shelter", 0)]
    assert picked.picked == "shelter"
    assert filters.offered(found(Query(country="UG")), EN).choices == ()


def test_ages_and_distances_are_those_that_the_search_counts() -> None:
    here = Query(place=NAKURU)
    assert [option.value for option in choice(here, "age").options] == [str(age) for age in AGES]
    assert [option.value for option in choice(here, "radius_km").options] == [str(km) for km in RADII_KM]
    assert [option.said(EN) for option in choice(here, "age").options][-1] == "18 or older (1)"
    assert not [one for one in filters.offered(found(Query(country="KE")), EN).choices if one.name == "radius_km"]


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [
        (Query(), "age", ""),
        (Query(age=0), "age", "0"),
        (Query(age=17), "age", "17"),
        (Query(age=40), "age", "18"),
        (Query(radius_km=30.0), "radius_km", "30"),
        (Query(gender=Gender.GIRLS), "gender", "girls"),
        (Query(how=How.CHAT), "how", "chat"),
        (Query(language="sw"), "language", "sw"),
        (Query(categories=frozenset({Category.LEGAL})), "categories", "legal"),
    ],
)
def test_what_was_picked_shows_as_picked(query: Query, name: str, value: str) -> None:
    assert filters.picked(query, name) == value


def test_a_wish_says_who_meets_it_and_who_must_be_asked() -> None:
    free = next(one for one in filters.offered(found(Query(country="KE", free=True)), EN).wishes if one.name == "free")
    assert (free.picked, free.yes, free.unknown) == (True, 1, 1)
    assert free.said(EN) == "Yes: 1 · ask first: 1"


def test_the_switch_of_those_who_help_as_their_job_shows_its_state() -> None:
    assert [filters.offered(found(Query(country="KE", reader=reader)), EN).at_work[1] for reader in Reader] == [False, False, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_offer_is_in_the_readers_language(language: str) -> None:
    t = translator(language, paths.LOCALE)
    offer = filters.offered(found(Query(place=NAKURU)), t)
    said = [choice.label for choice in offer.choices] + [wish.label for wish in offer.wishes] + [offer.at_work[0]]
    assert len(set(said)) == len(said)
    assert language == "en" or not set(said) & set(filters.LABELS.values())


def test_nothing_near_is_said_with_what_it_means() -> None:
    far = replace(NAKURU, latitude=3.1, longitude=35.6)
    assert "within 100 km" in words.nothing_near(EN, found(Query(place=far)))
    assert "within 5 km" in words.nothing_near(EN, found(Query(place=replace(NAKURU, latitude=-0.5), radius_km=5.0)))
    assert "in that region" in words.nothing_near(EN, found(Query(place=replace(far, precision=Precision.REGION, region_code="KE.53"))))


@pytest.mark.parametrize(
    "query",
    [
        Query(place=NAKURU),
        Query(country="KE"),
        Query(place=replace(NAKURU, latitude=3.1), how=How.PHONE),
        Query(place=replace(NAKURU, latitude=3.1), categories=frozenset({Category.SHELTER})),
    ],
    ids=["something is near", "no place is known", "only lines were asked for", "nothing at all fits"],
)
def test_nothing_near_is_not_said_where_it_would_be_wrong_or_said_already(query: Query) -> None:
    assert words.nothing_near(EN, found(query)) == ""
