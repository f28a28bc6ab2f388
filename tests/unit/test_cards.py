"""What stands on a card, in words that are true and that a child understands."""

from dataclasses import fields
from datetime import date, datetime
from typing import Any

import pytest
from search_makers import at, listing

from services import paths
from services.cards import alerts, words
from services.cards.card import Card, card, distance
from services.cards.contacts import is_allowed, links
from services.cards.html import render
from services.directory.model import Audience, Category, Gender, ListingType
from services.exchange import remarks
from services.language.catalogue import LANGUAGES, translator
from services.search.query import GroupKind, Hours, Loosening, Match, Need, OpenState, Query

TODAY = date(2026, 11, 24)
EN = translator("en", paths.LOCALE)
NOT_KNOWN = Hours()


def made(language: str = "en", hours: Hours = NOT_KNOWN, km: float | None = None, about: bool = False, **facts: Any) -> Card:
    match = Match(listing("x", **facts), distance_km=km, about=about, hours=hours)
    return card(match, translator(language, paths.LOCALE), TODAY)


# what is unknown


def test_what_is_unknown_is_a_question_and_never_a_no_or_a_blank() -> None:
    shown = made()
    asked = {fact.code for fact in shown.to_ask}
    assert asked == {"who", "alone", "parents", "police", "cost", "papers", "languages", "wheelchair"}
    assert all(fact.text.endswith("Ask first.") for fact in shown.to_ask)
    assert shown.opening == "When is it open? Ask first."


KNOWN = [
    ("alone", {"may_come_alone": "yes"}, "You can come alone."),
    ("alone", {"may_come_alone": "no"}, "An adult must come with you."),
    ("alone", {"may_come_alone": "depends"}, "Whether you can come alone depends. Ask first."),
    ("alone", {"may_come_alone": "yes", "listing_type": "helpline"}, "You can call or write alone."),
    ("parents", {"parents_told": "yes"}, "Your parents will be told."),
    ("parents", {"parents_told": "no"}, "Your parents will not be told."),
    ("parents", {"parents_told": "depends"}, "Whether your parents are told depends. Ask first."),
    ("police", {"police_told": "yes"}, "The police will be told."),
    ("police", {"police_told": "no"}, "The police will not be told."),
    ("police", {"police_told": "depends"}, "Whether the police are told depends. Ask first."),
    ("police", {"listing_type": "police_station"}, "This is the police."),
    ("police", {"listing_type": "special_police_unit"}, "This is the police."),
    ("cost", {"cost": "free"}, "Free."),
    ("cost", {"cost": "paid"}, "It costs money. Ask how much."),
    ("papers", {"papers_needed": "yes"}, "Bring papers. Ask which ones."),
    ("papers", {"papers_needed": "yes", "required_documents": "birth certificate"}, "Bring papers: birth certificate."),
    ("papers", {"papers_needed": "no"}, "You need no papers."),
    ("papers", {"papers_needed": "depends"}, "Whether you need papers depends. Ask first."),
    ("languages", {"languages": "en;sw"}, "Languages: English and Swahili."),
    ("wheelchair", {"wheelchair": "yes"}, "A wheelchair gets in."),
    ("wheelchair", {"wheelchair": "no"}, "A wheelchair does not get in."),
    ("access", {"access": "referral_only"}, "Another service sends you there. Ask how to be referred."),
    ("access", {"access": "walk_in"}, "You can just come."),
    ("ages", {"minimum_age": 6, "maximum_age": 17}, "Ages: 6 to 17."),
    ("ages", {"maximum_age": 17}, "Ages: up to 17."),
    ("ages", {"minimum_age": 0, "maximum_age": 17}, "Ages: up to 17."),
    ("ages", {"minimum_age": 13}, "Ages: 13 and above."),
    ("who", {"audience": "children;caregivers"}, "For children and young people and parents and carers."),
    ("who", {"audience": "children", "genders": "girls"}, "For children and young people: girls."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "facts", "text"), KNOWN)
def test_what_is_known_is_said(code: str, facts: dict[str, Any], text: str) -> None:
    fact = made(**facts).fact(code)
    assert fact is not None
    assert fact.text == text


def test_nobody_is_told_to_ask_an_emergency_number_first() -> None:
    shown = made(listing_type="emergency_number", phones="police: 999", city="")
    assert shown.to_ask == ()
    assert "sk first" not in str(render(shown, EN))


# distance


@pytest.mark.parametrize(
    ("km", "about", "text"),
    [
        (None, False, ""),
        (0.0, False, "less than 1 km"),
        (0.99, False, "less than 1 km"),
        (3.2, False, "3 km"),
        (12.4, True, "about 12 km"),
        (2.0, True, "in or near this town: Nakuru"),
        (1234.5, False, "1,234 km"),
    ],
)
def test_a_distance_is_never_prettier_than_the_position(km: float | None, about: bool, text: str) -> None:
    assert distance(Match(listing("x"), distance_km=km, about=about), EN) == text


# opening


def moment(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=None)  # noqa: DTZ001  # local times of one place, compared with each other only


OPENING = [
    (Hours(OpenState.OPEN, always=True), "Open day and night.", "Answers day and night."),
    (Hours(OpenState.OPEN, moment(24, 17), at=moment(24, 12)), "Open now, until 5:00\u202fPM.", "Answers now, until 5:00\u202fPM."),
    (Hours(OpenState.OPEN, moment(25, 2), at=moment(24, 12)), "Open now, until 2:00\u202fAM.", "Answers now, until 2:00\u202fAM."),
    (Hours(OpenState.OPEN, moment(27, 2), at=moment(24, 12)), "Open now.", "Answers now."),
    (Hours(OpenState.OPEN), "Open now.", "Answers now."),
    (Hours(OpenState.CLOSED, moment(24, 17), at=moment(24, 12)), "Closed now. Opens today, 5:00\u202fPM.",
     "Does not answer now. Next: today, 5:00\u202fPM."),
    (Hours(OpenState.CLOSED, moment(26, 9), at=moment(24, 12)), "Closed now. Opens: Thursday, 9:00\u202fAM.",
     "Does not answer now. Next: Thursday, 9:00\u202fAM."),
    (Hours(OpenState.CLOSED), "Closed now.", "Does not answer now."),
    (Hours(OpenState.UNKNOWN), "When is it open? Ask first.", "When does it answer? Ask or try."),
]  # fmt: skip


@pytest.mark.parametrize(("hours", "place", "line"), OPENING)
def test_hours_are_said_in_the_listings_own_time(hours: Hours, place: str, line: str) -> None:
    assert made(hours=hours).opening == place
    assert made(hours=hours, listing_type="helpline").opening == line


def test_unreadable_hours_keep_the_sources_words() -> None:
    assert made(hours_text="weekdays, weekend duty").hours_words == "weekdays, weekend duty"
    assert made(hours=Hours(OpenState.OPEN), hours_text="24/7").hours_words == ""


# links


def test_links_are_real_and_say_what_to_know_first() -> None:
    row = listing(
        "x", listing_type="helpline", phones="116 | +254 719 638006 | police+ambulance: 999", sms="HELP: 20120", chat_url="https://chat.example.org/x",
        website="https://www.example.org", email="help@example.org",
    )  # fmt: skip
    found = links(row, EN)
    assert [link.kind for link in found] == ["call", "call", "call", "sms", "chat", "web", "email"]
    assert found[0].href == "tel:116"
    assert found[0].note == "Works only inside the country (Kenya)."
    assert found[1].href == "tel:+254719638006"
    assert found[1].note == "From abroad: +254 719 638006"
    assert found[2].text == "Police and Ambulance: call 999"
    assert found[3].href == "sms:20120?body=HELP"
    assert found[3].text == "Send the word HELP to 20120"
    assert found[4].note == "This link leaves Waymark."
    assert found[5].text == "Website: example.org"
    assert found[6].href == "mailto:help@example.org"


def test_a_short_code_is_never_reformatted() -> None:
    row = listing("x", country="FR", listing_type="child_helpline", phones="116 111 | 119")
    assert [link.href for link in links(row, EN)] == ["tel:116111", "tel:119"]


def test_a_number_that_could_not_be_checked_says_so() -> None:
    (link,) = links(listing("x", phones="0719638006 / 77 (unconfirmed format)"), EN)
    assert "could not check" in link.note


@pytest.mark.parametrize(
    ("href", "allowed"),
    [
        ("tel:116", True), ("sms:20120?body=HELP", True), ("https://example.org", True), ("http://example.org/a", True),
        ("mailto:a@b.org", True), ("javascript:alert(1)", False), ("JAVASCRIPT:alert(1)", False), ("data:text/html,x", False),
        ("//example.org", False), ("/x", False), ("", False), ("tel:", False), ("https://", False), ("java\nscript:x", False),
        (" https://example.org", False), ("https://[bad", False), ("file:///etc/passwd", False), ("vbscript:x", False),
        ("ftp://a.org", False),
    ],
)  # fmt: skip
def test_only_known_schemes_become_links(href: str, allowed: bool) -> None:
    assert is_allowed(href) is allowed


def test_a_forbidden_link_is_left_out() -> None:
    row = listing("x", website="javascript:alert(1)", chat_url="data:text/html,x", source_url="javascript:alert(2)")
    assert links(row, EN) == ()
    shown = card(Match(row), EN, TODAY)
    assert shown.source_href == ""
    assert "script:" not in str(render(shown, EN))


# address


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({"address": "Oginga Odinga Road", "postal_code": "20100"}, "Oginga Odinga Road, 20100 Nakuru"),
        ({}, "Nakuru"),
        ({"address_visibility": "area"}, "Nakuru. Ask for the way."),
        ({"address_visibility": "withheld"}, "The address is not shown, to keep people there safe. Call or write first."),
        ({"listing_type": "helpline"}, ""),
    ],
)
def test_an_address_goes_as_far_as_it_may(facts: dict[str, Any], text: str) -> None:
    assert made(**facts).address == text


# age, trust, conflict


@pytest.mark.parametrize(
    ("facts", "age", "call_first"),
    [
        ({"source_date": "2026-03"}, "Date of the source: March 2026.", ""),
        ({"source_date": "2025-11"}, "Date of the source: November 2025.", ""),
        ({"source_date": "2025-10"}, "Date of the source: October 2025.", "It may have changed: ask first."),
        ({"source_date": "2025-10", "phones": "116"}, "Date of the source: October 2025.", "It may have changed: call first."),
        ({"source_date": "2020"}, "Date of the source: 2020.", "It may have changed: ask first."),
        ({"source_date": ""}, "Its source has no date.", "It may have changed: ask first."),
        ({"check": "called", "assured_date": date(2026, 9, 1)}, "Asked by phone in September 2026.", ""),
        ({"check": "visited", "assured_date": date(2026, 9, 1)}, "Visited in September 2026.", ""),
    ],
)
def test_a_fact_shows_its_age_and_no_check_that_nobody_made(facts: dict[str, Any], age: str, call_first: str) -> None:
    shown = made(**facts)
    assert (shown.age, shown.call_first) == (age, call_first)


def test_an_unconfirmed_listing_is_labelled() -> None:
    assert made(doubts="aggregator_only").trust.startswith("Not confirmed")
    assert made(source_date="2010").trust.startswith("Not confirmed")
    assert made().trust == ""


def test_lines_for_children_and_emergencies_say_how_many_sources_they_have() -> None:
    assert made(listing_type="child_helpline").trust == "One source says this."
    two = made(listing_type="child_helpline", other_sources="https://other.example.org [2026] 116")
    assert two.trust == "More than one source says this."


def test_a_conflict_is_said_and_the_sources_words_stand_apart_in_their_language() -> None:
    shown = made("ru", conflicts="Another sheet says 121.")
    assert shown.conflict == "Источники говорят об этом разное. Вот что они говорят:"
    assert shown.conflict_words is not None
    assert (shown.conflict_words.text, shown.conflict_words.language) == ("Another sheet says 121.", "en")
    assert '<q lang="en">Another sheet says 121.</q>' in str(render(shown, translator("ru", paths.LOCALE)))


def test_notices_are_translated_and_unknown_ones_are_kept_in_english() -> None:
    shown = made("fr", alert="Call 181 first. Call first. Ring twice.")
    assert shown.alert == "Appelle d'abord le 181. Appelle d'abord."
    assert shown.alert_words is not None
    assert shown.alert_words.text == "Ring twice."


def test_every_notice_that_the_importer_writes_is_known() -> None:
    assert {remark.meaning for remark in remarks.ALERTS} <= set(alerts.ALERTS)


# the markup


def test_a_name_is_escaped() -> None:
    drawn = str(
        render(card(Match(listing("x").model_copy(update={"name": "<b onclick=x>A & B</b>", "notes": "secret note"})), EN, TODAY), EN)
    )
    assert "<b onclick" not in drawn
    assert "&lt;b onclick=x&gt;A &amp; B&lt;/b&gt;" in drawn
    assert "secret note" not in drawn


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_markup_has_no_script_no_style_and_outside_links_keep_no_referrer(language: str) -> None:
    drawn = str(render(made(language, website="https://example.org", phones="116"), translator(language, paths.LOCALE)))
    assert "<script" not in drawn
    assert "style=" not in drawn
    assert drawn.count('rel="noreferrer noopener external"') == drawn.count('href="http')
    assert 'href="tel:116"' in drawn


@pytest.mark.parametrize("level", [1, 7])
def test_a_heading_level_that_html_has_not_is_refused(level: int) -> None:
    with pytest.raises(ValueError, match="level"):
        render(made(), EN, level)


# words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words_and_no_two_kinds_the_same(language: str) -> None:
    t = translator(language, paths.LOCALE)
    assert len({words.kind(t, code) for code in ListingType}) == len(ListingType)
    assert len({words.need(t, code) for code in Need}) == len(Need)
    assert all(words.what_happens(t, code) for code in ListingType)
    for facet, values in {"categories": Category, "listing_type": ListingType, "audience": Audience, "gender": Gender}.items():
        assert all(words.facet(t, facet, value.value) for value in values)
        assert words.facet(t, facet, "unknown") == t("Ask first")
    for facet in ("free", "may_come_alone", "wheelchair", "open_now"):
        assert words.facet(t, facet, "yes") == t("Yes")


def test_needs_are_in_the_words_that_were_agreed() -> None:
    assert list(words.NEEDS.values()) == [
        "I am not safe now", "I was hurt and need a doctor or nurse", "I want to talk to someone", "I need a lawyer or the police",
        "Someone has pictures of me", "I need a safe place", "I am helping someone", "It happened long ago",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(GroupKind))
def test_every_group_has_a_heading(language: str, kind: GroupKind) -> None:
    t = translator(language, paths.LOCALE)
    assert words.heading(t, kind, Query(country="KE"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_filter_that_can_be_loosened_has_a_name(language: str) -> None:
    t = translator(language, paths.LOCALE)
    for field in (
        "need",
        "categories",
        "age",
        "gender",
        "language",
        "free",
        "open_now",
        "may_come_alone",
        "wheelchair",
        "how",
        "radius_km",
    ):
        assert "7" in words.loosening(t, Loosening(field, 7))


def test_a_card_holds_words_only() -> None:
    shown = made(km=3.0, **at(-0.3, 36.1))
    assert all(isinstance(getattr(shown, field.name), (str, tuple, type(None))) or field.name.endswith("_words") for field in fields(shown))
