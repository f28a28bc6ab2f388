"""Consent before any sheet: every age band with every answer, each recipient by itself, and what is told to whom."""

from __future__ import annotations

from itertools import product

import pytest
from babel.messages.pofile import read_po

from services import paths
from services.language.catalogue import LANGUAGES, translator
from services.referral import consent as consents
from services.referral.consent import Note, Outcome, Point, Problem, agreed, explain, outcome, problems, steps
from services.referral.model import AgeBand, Agreement, Audience, Caregiver, Case, Chosen, Consent, Giver, Item
from services.rights.gates import EASE, GRADES, LONGEST_SENTENCE
from services.rights.model import TopicAudience
from services.rights.readability import score
from services.rights.wording import load as load_wording

ONE, TWO = Chosen("one"), Chosen("two")
CHILD_BANDS = tuple(band for band in AgeBand if band is not AgeBand.ADULT)
ALL_POINTS = frozenset(Point)


def case(band: AgeBand) -> Case:
    return Case("KE", age=band)


def given(*answers: Agreement, **facts: object) -> Consent:
    stated: dict[str, object] = {
        "explained": ALL_POINTS,
        "givers": frozenset({Giver.PERSON}),
        "child_willing": True,
        "recipients": tuple(zip(("one", "two"), answers, strict=False)),
    }
    return Consent(**{**stated, **facts})  # type: ignore[arg-type]


def slowly(consent: Consent, band: AgeBand) -> bool:
    """Say in plain words whether anything stands in the way of telling the one service: the rule as a caseworker would say it."""
    if consent.to("one") is Agreement.NO:
        return False
    child = band is not AgeBand.ADULT
    everything_said = all(point in consent.explained for point in Point)
    child_said_yes = consent.child_willing is True or not child
    somebody_agreed = len(consent.givers) > 0
    if not child:
        somebody_agreed = Giver.PERSON in consent.givers
    honest = not (Giver.CAREGIVER in consent.givers and consent.caregiver in (Caregiver.REFUSES, Caregiver.AWAY, Caregiver.SUSPECTED))
    answered = consent.to("one") is Agreement.YES
    return not (everything_said and child_said_yes and somebody_agreed and honest and answered)


@pytest.mark.parametrize("band", AgeBand)
def test_every_band_with_every_answer_is_judged_as_a_caseworker_would_say_it(band: AgeBand) -> None:
    givers = (frozenset(), frozenset({Giver.PERSON}), frozenset({Giver.CAREGIVER}), frozenset({Giver.OTHER_ADULT}), frozenset(Giver))
    explained = (frozenset(), ALL_POINTS - {Point.LIMITS}, ALL_POINTS)
    for said, who, willing, caregiver, answer in product(explained, givers, (None, True, False), Caregiver, Agreement):
        some = Consent(said, who, willing, (("one", answer),), frozenset(), caregiver)
        hindered = slowly(some, band)
        found = problems(some, case(band), [ONE])
        assert bool(found) == hindered, (some, found)
        assert agreed(some, case(band), [ONE]) == ((ONE,) if answer is Agreement.YES and not hindered else ())


@pytest.mark.parametrize("band", AgeBand)
@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"explained": ALL_POINTS - {Point.MAY_SAY_NO}}, Problem.NOT_EXPLAINED),
        ({"givers": frozenset()}, Problem.NOBODY_AGREED),
        ({"recipients": ()}, Problem.RECIPIENT_NOT_ASKED),
        ({"givers": frozenset({Giver.PERSON, Giver.CAREGIVER}), "caregiver": Caregiver.SUSPECTED}, Problem.CAREGIVER_CANNOT_AGREE),
    ],
)
def test_one_thing_missing_is_named_alone_at_every_age(band: AgeBand, change: dict[str, object], problem: Problem) -> None:
    assert problems(given(Agreement.YES, **change), case(band), [ONE]) == (problem,)


@pytest.mark.parametrize("band", CHILD_BANDS)
def test_a_child_is_asked_at_every_age_even_the_youngest(band: AgeBand) -> None:
    assert steps(band).child_asked
    assert Note.ASK_THE_CHILD_TOO in steps(band).notes
    assert problems(given(Agreement.YES, child_willing=None), case(band), [ONE]) == (Problem.CHILD_NOT_ASKED,)


@pytest.mark.parametrize("band", CHILD_BANDS)
def test_a_child_who_is_not_willing_gets_information_alone(band: AgeBand) -> None:
    unwilling = given(Agreement.YES, child_willing=False, givers=frozenset({Giver.CAREGIVER}))
    assert outcome(unwilling, case(band), [ONE]) is Outcome.INFORM
    assert agreed(unwilling, case(band), [ONE]) == ()


@pytest.mark.parametrize("giver", [Giver.CAREGIVER, Giver.OTHER_ADULT])
def test_nobody_agrees_in_place_of_an_adult(giver: Giver) -> None:
    found = problems(given(Agreement.YES, givers=frozenset({giver})), case(AgeBand.ADULT), [ONE])
    assert found == (Problem.ADULT_DECIDES,)
    assert steps(AgeBand.ADULT).givers == (Giver.PERSON,) and not steps(AgeBand.ADULT).child_asked


@pytest.mark.parametrize("band", AgeBand)
def test_each_recipient_is_asked_by_itself(band: AgeBand) -> None:
    assert problems(given(Agreement.YES), case(band), [ONE, TWO]) == (Problem.RECIPIENT_NOT_ASKED,)
    assert agreed(given(Agreement.YES, Agreement.NO), case(band), [ONE, TWO]) == (ONE,)
    assert agreed(given(Agreement.NO, Agreement.YES), case(band), [ONE, TWO]) == (TWO,)
    assert outcome(given(Agreement.YES, Agreement.YES), case(band), [ONE, TWO]) is Outcome.REFER


@pytest.mark.parametrize("band", AgeBand)
def test_a_no_to_everybody_needs_nothing_more_and_ends_in_information(band: AgeBand) -> None:
    refused = Consent(recipients=(("one", Agreement.NO), ("two", Agreement.NO)))
    assert problems(refused, case(band), [ONE, TWO]) == ()
    assert outcome(refused, case(band), [ONE, TWO]) is Outcome.INFORM
    assert agreed(refused, case(band), [ONE, TWO]) == ()


@pytest.mark.parametrize("band", AgeBand)
def test_nothing_asked_yet_is_unfinished(band: AgeBand) -> None:
    assert outcome(Consent(), case(band), [ONE]) is Outcome.UNFINISHED
    assert outcome(Consent(), case(band), []) is Outcome.UNFINISHED


@pytest.mark.parametrize("band", CHILD_BANDS)
def test_ages_are_left_to_the_law_and_this_is_said(band: AgeBand) -> None:
    t = translator("en", paths.LOCALE)
    assert Note.LAW_SAYS_AGE in steps(band).notes
    said = " ".join([explain(point, t, audience) for point in Point for audience in Audience] + [consents.note(note, t) for note in Note])
    assert not [sign for sign in said if sign.isdigit()]


def test_the_limits_of_privacy_come_first() -> None:
    assert next(iter(Point)) is Point.LIMITS
    assert all(steps(band).points == tuple(Point) for band in AgeBand)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words_of_its_own_in_every_language(language: str) -> None:
    t = translator(language, paths.LOCALE)
    spoken = [explain(point, t, audience) for point in Point for audience in Audience]
    worker = [consents.note(note, t) for note in Note] + [consents.problem(code, t) for code in Problem]
    lists = [[consents.giver(one, t) for one in Giver], [consents.caregiver(one, t) for one in Caregiver]]
    lists += [[consents.agreement(one, t) for one in Agreement], [consents.item(one, t) for one in Item], spoken, worker]
    for words in lists:
        assert all(words) and len(set(words)) == len(words)
    if language != "en":
        english = translator("en", paths.LOCALE)
        assert all(explain(point, t, audience) != explain(point, english, audience) for point in Point for audience in Audience)


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_explained_is_as_easy_as_a_text_for_children(language: str, audience: Audience) -> None:
    t = translator(language, paths.LOCALE)
    found = score("\n".join(explain(point, t, audience) for point in Point), language)
    assert found.ease >= EASE[language] and found.longest <= LONGEST_SENTENCE[TopicAudience.CHILD]
    assert found.grade is None or found.grade <= GRADES[True]


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_word_of_a_sheet_is_one_to_avoid(language: str) -> None:
    wording = load_wording(paths.RIGHTS / "wording.toml")
    with (paths.LOCALE / language / "sheets.po").open("rb") as handle:
        for entry in read_po(handle, locale=language):
            assert not wording.avoided(str(entry.string), language) and not wording.avoided(str(entry.id), "en")
