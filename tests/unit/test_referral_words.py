"""What a plan says to the caseworker, in four languages, and that no figure or law is said that was not read."""

import re
from dataclasses import replace

import pytest
from search_makers import NAKURU, NOW, at, index_of, listing

from services import paths
from services.language.catalogue import LANGUAGES, Translator, translator
from services.referral import words
from services.referral.model import (
    AgeBand,
    Case,
    CaseNeed,
    Caution,
    ChosenFor,
    Delay,
    Must,
    Option,
    Step,
    StepKind,
    Urgency,
    WishCost,
)  # fmt: skip
from services.referral.notes import notes
from services.referral.plan import plan
from services.referral.reasons import Reason
from services.referral.table import CRITERIA, hours, shipped

EN = translator("en", paths.LOCALE)
ALL = [translator(language, paths.LOCALE) for language in LANGUAGES]
CLINIC = listing("clinic", categories="medical", phones="020 1", hours="24/7", cost="free", languages="sw;en", **at(-0.4, 36.08))
EMERGENCY = listing(
    "emergency", listing_type="emergency_number", categories="police;medical", phones="police: 999 | ambulance: 997", city=""
)
POLICE = listing("unit", listing_type="special_police_unit", categories="police")


def step(reason: Reason, kind: StepKind = StepKind.LEGAL) -> Step:
    return Step(kind, Urgency.NOW, reason.value, (), (), 0)


def first(*rows: object, **facts: object) -> Option:
    case = Case("KE", place=NAKURU, needs=frozenset({CaseNeed.MEDICAL}), delay=Delay.LONGER, **facts)  # type: ignore[arg-type]
    found = plan(index_of(*rows), case, NOW).steps[0]  # type: ignore[arg-type]
    return (*found.options, *found.by_phone)[0]


@pytest.mark.parametrize("t", ALL, ids=LANGUAGES)
def test_every_code_has_its_words(t: Translator) -> None:
    said = [words.age_band(t, band) for band in AgeBand]
    said += [words.delay(t, band) for band in Delay] + [words.need(t, code) for code in CaseNeed] + [words.must(t, code) for code in Must]
    said += (
        [words.question(t, code) for code in Must] + [words.unmet(t, code) for code in Must] + [words.urgency(t, code) for code in Urgency]
    )
    said += [words.chosen_for(t, code) for code in ChosenFor] + [words.step_title(t, kind) for kind in StepKind]
    said += [words.step_reason(t, step(reason)) for reason in Reason] + [words.caution(t, code, CLINIC) for code in Caution]
    said += [words.criterion(t, name) for name in CRITERIA] + list(words.order_rules(t))
    assert all(said)
    assert not [text for text in said if "{" in text or "}" in text]


@pytest.mark.parametrize("t", ALL, ids=LANGUAGES)
def test_figures_are_those_of_the_facts_and_no_others(t: Translator) -> None:
    known = {str(value) for value in hours().values()}
    for reason in Reason:
        assert set(re.findall(r"\d+", words.step_reason(t, step(reason)))) <= known
    for kind in StepKind:
        assert set(re.findall(r"\d+", words.step_title(t, kind))) <= known


def test_no_module_of_the_plan_writes_a_medical_limit_itself() -> None:
    for name in ("words", "steps", "plan", "notes", "order"):
        text = (paths.ROOT / f"services/referral/{name}.py").read_text("utf-8")
        assert not re.findall(r"\b(72|120|96)\b", text), name


def test_the_first_three_days_say_to_count_hours() -> None:
    said = words.step_reason(EN, step(Reason.MEDICAL_HOURS))
    assert "Count hours, not days" in said
    assert "72 hours" in said


def test_no_examination_is_given_a_limit() -> None:
    for kind in (StepKind.MEDICAL_72H, StepKind.MEDICAL_120H, StepKind.MEDICAL_LATER):
        said = notes(EN, Case("KE"), step(Reason.MEDICAL_LATER, kind))
        assert "differs from place to place" in said[0]
        assert not re.findall(r"\d", " ".join(said))


@pytest.mark.parametrize(("country", "word"), [("IN", "India"), ("FR", "France"), ("US", "USA")])
def test_a_national_rule_is_said_there_and_nowhere_else(country: str, word: str) -> None:
    medical = step(Reason.MEDICAL_HOURS, StepKind.MEDICAL_72H)
    assert [text for text in notes(EN, Case(country), medical) if text.startswith(word)]
    for other in {"IN", "FR", "US", "KE", "GB"} - {country}:
        assert word not in " ".join(notes(EN, Case(other), medical))


def test_a_rule_of_scotland_is_not_said_in_the_rest_of_the_country() -> None:
    medical = step(Reason.MEDICAL_HOURS, StepKind.MEDICAL_72H)
    glasgow = replace(NAKURU, country="GB", region_code="GB.SCT")
    leeds = replace(glasgow, region_code="GB.ENG")
    assert "Scotland" in " ".join(notes(EN, Case("GB", place=glasgow), medical))
    assert "Scotland" not in " ".join(notes(EN, Case("GB", place=leeds), medical))


def test_the_duty_to_report_is_said_before_questions_and_never_as_a_countrys_law() -> None:
    for kind in (StepKind.PROTECTION, StepKind.LEGAL):
        assert "may oblige" in notes(EN, Case("KE"), step(Reason.LEGAL, kind))[-1]
    assert notes(EN, Case("KE"), step(Reason.SCHOOL, StepKind.SCHOOL)) == ()


@pytest.mark.parametrize(
    ("listing_type", "facts", "says"),
    [
        ("special_police_unit", {}, "This is the police"),
        ("court", {}, "court or prosecutor"),
        ("one_stop_centre", {"police_told": "yes"}, "Its sources say that the police are told"),
        ("one_stop_centre", {"police_told": "depends"}, "may have to be reported"),
        ("emergency_number", {"phones": "police: 999 | ambulance: 997"}, "without calling the police: 997"),
        ("emergency_number", {"phones": "112"}, "named all the same"),
    ],
)
def test_a_report_is_spoken_of_as_far_as_sources_go(listing_type: str, facts: dict[str, str], says: str) -> None:
    assert says in words.caution(EN, Caution.DUTY_TO_REPORT, listing("row", listing_type=listing_type, **facts))


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"minimum_age": 13, "maximum_age": 25}, "ages 13 to 25."),
        ({"maximum_age": 17}, "ages up to 17."),
        ({"minimum_age": 16}, "ages 16 and over."),
        ({"audience": "children", "genders": "girls"}, "children and young people, girls."),
    ],
)
def test_whom_it_is_for_is_said_with_the_caution(facts: dict[str, object], says: str) -> None:
    assert says in words.caution(EN, Caution.AGES_DO_NOT_FIT, listing("row", **facts))


def test_why_says_what_it_meets_how_far_when_open_how_old_and_what_to_ask() -> None:
    option = first(CLINIC, musts=frozenset({Must.FREE, Must.NO_PAPERS}), languages=("sw",))
    assert words.why(EN, option) == (
        "meets: free of charge",
        "11 km",
        "Open day and night",
        "speaks: Swahili",
        "Date of the source: March 2026",
        "ask first: Are papers asked for?",
    )


def test_why_says_other_languages_and_what_the_emergency_number_does_not_meet() -> None:
    assert "named languages: English and Swahili. Ask for an interpreter." in [
        line.replace("Swahili and English", "English and Swahili") for line in words.why(EN, first(CLINIC, languages=("fr",)))
    ]
    last = first(EMERGENCY, musts=frozenset({Must.NO_POLICE_REPORT}))
    assert words.why(EN, last)[0] == "does not meet: no report to the police"
    assert "opening hours not known" not in words.why(EN, last)


def test_a_russian_year_keeps_its_full_stop() -> None:
    assert words.why(translator("ru", paths.LOCALE), first(CLINIC))[-1].endswith("2026\u202fг.")


@pytest.mark.parametrize(
    ("more", "nearer", "says"),
    [
        (3, 12.2, "without “free of charge”: 3 more, 12 km nearer"),
        (3, None, "without “free of charge”: 3 more"),
        (3, 0.3, "without “free of charge”: 3 more"),
        (0, 140.0, "without “free of charge”: no more within reach, but 140 km nearer"),
        (0, None, "without “free of charge”: no more"),
    ],
)
def test_a_wish_says_what_it_costs(more: int, nearer: float | None, says: str) -> None:
    assert words.cost(EN, WishCost(Must.FREE, more, nearer)) == says


def test_the_weights_are_shown_as_they_are() -> None:
    rows = words.why_this_order(EN)
    assert [(row[2], row[3]) for row in rows] == [(f"{w.urgent:g}", f"{w.calm:g}") for w in shipped().weights.values()]
    part = first(CLINIC).parts[0]
    assert words.points(EN, part, urgent=False) == "Made for this step: 13 of 26"


def test_the_caseworker_is_spoken_to_formally() -> None:
    familiar = {"fr": r"\b(tu|ton|ta|tes|toi)\b", "es": r"\b(tú|tu|tus|te)\b", "ru": r"\b(ты|тебе|тебя|твой|твоя)\b"}
    for language, pattern in familiar.items():
        text = (paths.LOCALE / language / "referral.po").read_text("utf-8")
        said = " ".join(line for line in text.splitlines() if line.startswith("msgstr"))
        assert not re.findall(pattern, said, re.I)


def test_where_care_is_out_of_reach_no_listing_is_not_said_to_be_no_help() -> None:
    far = replace(step(Reason.MEDICAL_HOURS, StepKind.MEDICAL_72H), far=True)
    assert "does not say that there is nothing" in notes(EN, Case("KE"), far)[0]
    assert "does not say" not in " ".join(notes(EN, Case("KE"), step(Reason.MEDICAL_HOURS, StepKind.MEDICAL_72H)))


def test_a_place_whose_address_is_withheld_is_not_said_to_be_unknown() -> None:
    hidden = listing("hidden", precision="withheld", address_visibility="withheld")
    assert "stays secret" in words.caution(EN, Caution.POSITION_UNCERTAIN, hidden)
    assert "is not known" in words.caution(EN, Caution.POSITION_UNCERTAIN, listing("town", precision="city"))
