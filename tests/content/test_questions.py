"""Real questions, as people ask them in four languages, with answers known from the fact sheets.

Each names a place as it is typed, the need that is tapped, and what must stand first in which part of the answer: a piece of the
listing's name and, where its source gives one, the number that must be on its card.
"""

from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest
from shipped import gazetteer, index

from services import paths
from services.cards.card import card
from services.directory.model import Gender, ListingType
from services.language.catalogue import translator
from services.search.answer import answer
from services.search.describe import describe
from services.search.query import Answer, GroupKind, Match, Need, OpenState, Query, Reader

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
RIGHT_NOW, NEAR, COUNTRY, REMOTE, ACROSS = tuple(GroupKind)
HURT, TALK, LAW, PICTURES, SAFE, HELPING, LONG_AGO, NOT_SAFE = (
    Need.HURT, Need.TALK, Need.LAWYER_POLICE, Need.PICTURES, Need.SAFE_PLACE, Need.HELPING, Need.LONG_AGO, Need.NOT_SAFE,
)  # fmt: skip


class Question(NamedTuple):
    """One question and what must stand among the first ``within`` of a group."""

    language: str
    typed: str
    need: Need
    group: GroupKind
    name: str
    number: str = ""
    within: int = 1
    age: int | None = 14


QUESTIONS = [
    # English
    Question("en", "Eldoret", HURT, NEAR, "Centre for Assault Recovery of Eldoret", "+254 53 2033471"),
    Question("en", "Mombasa", HURT, NEAR, "Coast General Hospital"),
    Question("en", "Nakuru", HURT, COUNTRY, "Centre for Assault Recovery of Eldoret"),
    Question("en", "Nairobi", TALK, RIGHT_NOW, "Childline Kenya", "116", within=2),
    Question("en", "Nairobi", NOT_SAFE, RIGHT_NOW, "Emergency services", "999"),
    Question("en", "Cape Town", HURT, NEAR, "Thuthuzela", within=3),
    Question("en", "Soweto", HURT, NEAR, "Chris Hani Baragwanath", "+27 11 933 1229"),
    Question("en", "Johannesburg", LAW, NEAR, "Family Violence, Child Protection"),
    Question("en", "Lagos", HURT, NEAR, "Cece Yara", "08008008001", within=2),
    Question("en", "Freetown", HURT, NEAR, "Rainbo", "+232 76 668 052"),
    Question("en", "Harare", HURT, NEAR, "Family Support Trust"),
    Question("en", "Dhaka", HURT, NEAR, "Dhaka Medical College"),
    Question("en", "Dhaka", TALK, RIGHT_NOW, "1098", "1098", within=3),
    Question("en", "Kathmandu", TALK, RIGHT_NOW, "Child Helpline Nepal", "1098", within=2),
    Question("en", "London", HURT, NEAR, "The Havens", within=3),
    Question("en", "Dublin", HURT, NEAR, "SATU"),
    Question("en", "Toronto", HURT, NEAR, "SCAN", "416-813-6275", within=3),
    Question("en", "Accra", LAW, NEAR, "DOVVSU", within=3),
    Question("en", "Mbabane", TALK, RIGHT_NOW, "SWAGAA", "951", within=3),
    Question("en", "Kampala", TALK, RIGHT_NOW, "Sauti", "116", within=2),
    # French
    Question("fr", "Lille", HURT, NEAR, "MAVIe", "03 20 44 44 55"),
    Question("fr", "Bruxelles", HURT, NEAR, "CPVS"),
    Question("fr", "Liège", HURT, NEAR, "CPVS"),
    Question("fr", "Genève", TALK, RIGHT_NOW, "147", "147", within=2),
    Question("fr", "Dakar", TALK, RIGHT_NOW, "Ginddi", "116", within=2),
    Question("fr", "Le Caire", TALK, RIGHT_NOW, "16000", "16000", within=2),
    Question("fr", "Kinshasa", TALK, RIGHT_NOW, "Tukinge", "117", within=2),
    Question("fr", "Montréal", TALK, RIGHT_NOW, "Tel-jeunes", within=3),
    Question("fr", "Paris", LAW, REMOTE, "116 006", "116 006"),
    Question("fr", "Paris", TALK, RIGHT_NOW, "119", "119", within=3),
    # Spanish
    Question("es", "Lima", SAFE, RIGHT_NOW, "ANNA", "1810", within=2),
    Question("es", "Lima", TALK, REMOTE, "Línea 100", "100"),
    Question("es", "Cusco", TALK, NEAR, "CEM", within=2),
    Question("es", "Ciudad de México", LAW, NEAR, "Centro de Justicia para las Mujeres"),
    Question("es", "Madrid", TALK, RIGHT_NOW, "ANAR", "116 111", within=2),
    Question("es", "Sevilla", TALK, REMOTE, "016", "016"),
    Question("es", "Buenos Aires", TALK, REMOTE, "0800-222-1717", "0800-222-1717"),
    Question("es", "Bogotá", TALK, RIGHT_NOW, "141", "141", within=4),
    Question("es", "Santiago de Chile", TALK, RIGHT_NOW, "Fonoinfancia", "800200818", within=4),
    Question("es", "Nueva York", HURT, NEAR, "New York Center for Children", "2125173012"),
    # Russian
    Question("ru", "Таллин", HURT, NEAR, "Sexual violence crisis centre", "5342 4724"),
    Question("ru", "Хельсинки", HURT, ACROSS, "Sexual violence crisis centre"),
    Question("ru", "Осло", HURT, NEAR, "Statens barnehus Oslo", "22 70 56 50"),
    Question("ru", "Бишкек", TALK, NEAR, "municipal centre for children"),
    Question("ru", "Бишкек", TALK, RIGHT_NOW, "Helpline for Children", "111", within=2),
    Question("ru", "Киев", HELPING, NEAR, "Survivor Relief Centre, Kyiv", age=None),
    Question("ru", "Киев", TALK, RIGHT_NOW, "La Strada", "116111", within=2),
    Question("ru", "Кишинёв", TALK, RIGHT_NOW, "116111", "116 111", within=2),
    Question("ru", "Варшава", TALK, NEAR, "Centrum Pomocy Dzieciom"),
    Question("ru", "Улан-Батор", HURT, NEAR, "One Stop Service"),
    Question("ru", "Москва", TALK, RIGHT_NOW, "Telefon doveriya", "88002000122", within=2),
    Question("ru", "Алматы", TALK, RIGHT_NOW, "150", "150", within=2),
]


def label(question: Question) -> str:
    return f"{question.language}-{question.typed}-{question.need}-{question.name[:12]}"


def asked(language: str, typed: str, **query: Any) -> Answer:
    places = gazetteer().find(typed, language)
    return answer(index(), Query(place=places[0], **query), NOW)


def digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def holds(match: Match, question: Question) -> bool:
    return question.name.casefold() in f"{match.listing.name} {match.listing.organization}".casefold()


@pytest.mark.parametrize(
    "question", QUESTIONS, ids=lambda question: f"{question.language}-{question.typed}-{question.need}-{question.name[:12]}"
)
def test_a_real_question_has_its_known_answer(question: Question) -> None:
    found = asked(question.language, question.typed, need=question.need, age=question.age)
    group = found.group(question.group)
    assert group is not None
    names = [match.listing.name for match in group.matches]
    match = next((match for match in group.matches[: question.within] if holds(match, question)), None)
    assert match is not None, names[: question.within]
    shown = card(match, translator(question.language, paths.LOCALE), NOW.date())
    assert shown.name
    if question.number:
        links = [link for link in shown.links if link.kind == "call"]
        wanted = digits(question.number).lstrip("0")
        assert any(digits(link.href).endswith(wanted) and digits(link.text).endswith(wanted[-6:]) for link in links), links


@pytest.mark.parametrize(
    "question", QUESTIONS, ids=lambda question: f"{question.language}-{question.typed}-{question.need}-{question.name[:12]}"
)
def test_every_answer_begins_with_the_countrys_own_emergency_number(question: Question) -> None:
    found = asked(question.language, question.typed, need=question.need, age=question.age)
    group = found.group(RIGHT_NOW)
    assert group is not None
    first = group.matches[0].listing
    assert (first.listing_type, first.country) == (ListingType.EMERGENCY_NUMBER, found.query.where)


def test_the_questions_are_many_and_from_all_over() -> None:
    assert len(QUESTIONS) >= 40
    assert {question.language for question in QUESTIONS} == {"en", "fr", "es", "ru"}
    assert len({gazetteer().find(question.typed, question.language)[0].country for question in QUESTIONS}) >= 15


def test_the_question_reads_itself_back() -> None:
    found = asked("en", "Nakuru", need=HURT, age=14, free=True)
    assert describe(found.query, translator("en", paths.LOCALE)) == "Doctors and nurses near Nakuru, for a 14-year-old, free"


# what must not happen


def test_in_johannesburg_no_ordinary_police_station_stands_before_a_special_unit() -> None:
    group = asked("en", "Johannesburg", need=LAW, age=14).group(NEAR)
    assert group is not None
    kinds = [match.listing.listing_type for match in group.matches]
    assert kinds[0] is not ListingType.POLICE_STATION
    assert sorted(kinds, key=lambda kind: kind is ListingType.POLICE_STATION) == kinds


@pytest.mark.parametrize("typed", ["Nairobi", "Berlin", "Lima", "Москва"])
def test_pictures_of_a_child_go_to_take_it_down_and_never_to_the_tool_for_adults(typed: str) -> None:
    child = asked("en", typed, need=PICTURES, age=14).group(ACROSS)
    assert child is not None
    names = [match.listing.name for match in child.matches]
    assert any("Take It Down" in name for name in names)
    assert not any("StopNCII" in name for name in names)
    adult = asked("en", typed, need=PICTURES, age=30).group(ACROSS)
    assert adult is not None
    assert any("StopNCII" in match.listing.name for match in adult.matches)


def test_it_happened_long_ago_shows_survivors_groups_to_adults_only() -> None:
    def kinds(age: int | None) -> set[ListingType]:
        return {match.listing.listing_type for group in asked("en", "London", need=LONG_AGO, age=age).groups for match in group.matches}

    assert ListingType.SURVIVOR_NETWORK in kinds(None)
    assert ListingType.SURVIVOR_NETWORK not in kinds(15)


@pytest.mark.parametrize("country", ["AM", "EH", "ER", "GA", "GI", "HT", "KM", "LA", "LY", "MA", "MH", "NI", "SL"])
def test_where_the_emergency_sheets_share_no_number_the_conflict_is_said(country: str) -> None:
    group = answer(index(), Query(country=country), NOW).group(RIGHT_NOW)
    assert group is not None
    emergency = [match for match in group.matches if match.listing.listing_type is ListingType.EMERGENCY_NUMBER]
    assert len(emergency) > 1 or "conflict" in emergency[0].reasons


def test_in_morocco_the_better_backed_numbers_come_first() -> None:
    group = answer(index(), Query(country="MA"), NOW).group(RIGHT_NOW)
    assert group is not None
    assert {"19", "177", "15"} <= {phone.number for phone in group.matches[0].listing.phones}


@pytest.mark.parametrize("need", list(Need))
def test_no_childs_answer_has_an_unconfirmed_listing_without_its_label(need: Need) -> None:
    t = translator("en", paths.LOCALE)
    for country in index().countries:
        for group in answer(index(), Query(need=need, country=country, reader=Reader.CHILD), NOW, limit=6).groups:
            for match in group.matches:
                if match.trust and match.trust.level == "unconfirmed":
                    assert card(match, t, NOW.date()).trust.startswith("Not confirmed")


@pytest.mark.parametrize("need", [None, *Need])
def test_every_country_has_something_to_do_whatever_the_need(need: Need | None) -> None:
    for country in set(index().countries) - {"INT"}:
        found = answer(index(), Query(need=need, country=country, age=14, gender=Gender.GIRLS, language="la", free=True), NOW, limit=3)
        assert any(match.listing.phones or match.listing.website for group in found.groups for match in group.matches), country


def test_hours_that_cannot_be_read_are_never_closed() -> None:
    for country in index().countries:
        for group in answer(index(), Query(country=country, reader=Reader.CASEWORKER), NOW, limit=200).groups:
            for match in group.matches:
                assert match.listing.hours or match.hours.state is OpenState.UNKNOWN
