"""Twelve coded cases in twelve countries and four languages, on the shipped directory: the first step that a plan must give, and why.

The step follows from the pathway, the listing from what its country's sources say, as the comment tells. ``first`` is a piece of the
name of the listing that must stand first in that step, ``line`` one of the line that must stand first by phone (empty: none is asked for).
"""

from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

import pytest
from shipped import gazetteer, index

from services import paths
from services.directory.model import Gender, ListingType
from services.language.catalogue import translator
from services.referral import words
from services.referral.model import AgeBand, Case, CaseNeed, Caution, Delay, Must, Option, Plan, StepKind, Urgency
from services.referral.musts import said
from services.referral.notes import notes
from services.referral.plan import plan
from services.referral.reasons import Reason

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
N, A, D, M, K = CaseNeed, AgeBand, Delay, Must, StepKind


class Written(NamedTuple):
    """One case, and what its plan must begin with."""

    code: str
    language: str
    typed: str
    needs: tuple[CaseNeed, ...]
    age: AgeBand
    delay: Delay
    step: StepKind
    urgency: Urgency
    reason: Reason
    first: str
    line: str = ""
    gender: Gender | None = None
    musts: tuple[Must, ...] = ()
    spoken: tuple[str, ...] = ()
    reach_km: float = 50.0


CASES = [
    # Two days after: care before the police, at the recovery centre of the town's own hospital.
    Written("KE-1", "en", "Eldoret", (N.MEDICAL, N.POLICE), A.FROM_12, D.DAYS_0_3, K.MEDICAL_72H, Urgency.NOW, Reason.MEDICAL_HOURS,
            "Centre for Assault Recovery of Eldoret", "Childline Kenya", Gender.GIRLS, (M.FREE,), ("sw", "en")),
    # The fifth day: emergency contraception may still help, so today; a Thuthuzela centre has all under one roof.
    Written("ZA-1", "en", "Cape Town", (N.MEDICAL, N.PSYCHOSOCIAL), A.FROM_15, D.DAYS_4_5, K.MEDICAL_120H, Urgency.TODAY,
            Reason.MEDICAL_DAYS, "Thuthuz", "Childline South Africa", spoken=("en",), reach_km=30.0),
    # In danger: nothing stands before the emergency number, and the child's own line is by the phone.
    Written("BD-1", "en", "Dhaka", (N.DANGER, N.SHELTER), A.FROM_12, D.LONGER, K.DANGER, Urgency.NOW, Reason.DANGER_NOW,
            "Emergency services", gender=Gender.GIRLS, spoken=("bn",)),
    # An adult, years after: support when ready; the line named for adults, not the children's.
    Written("GB-1", "en", "London", (N.PSYCHOSOCIAL,), A.ADULT, D.LONGER, K.PSYCHOSOCIAL, Urgency.WHEN_READY,
            Reason.PSYCHOSOCIAL_LONG_AFTER, "Havens", "Rape and Sexual Abuse Support Line", spoken=("en",)),
    # When is not known: it may be within hours, so it counts as such; a house for children comes first for a small child.
    Written("NG-1", "en", "Lagos", (N.MEDICAL, N.ONLINE), A.FROM_6, D.NOT_SAID, K.MEDICAL_72H, Urgency.NOW, Reason.MEDICAL_TIME_NOT_SAID,
            "Cece Yara", "Child Helpline"),
    # No report wanted: the hospital's centre is named with the question, no police; care does not wait.
    Written("FR-1", "fr", "Lille", (N.MEDICAL, N.POLICE), A.ADULT, D.DAYS_0_3, K.MEDICAL_72H, Urgency.NOW, Reason.MEDICAL_HOURS,
            "MAVIe", gender=Gender.WOMEN, musts=(M.NO_POLICE_REPORT,), spoken=("fr",)),
    # Three weeks after: later care still helps, at the care centre after sexual violence of the city.
    Written("BE-1", "fr", "Bruxelles", (N.MEDICAL, N.LEGAL), A.FROM_15, D.WEEKS_2_4, K.MEDICAL_LATER, Urgency.THIS_WEEK,
            Reason.MEDICAL_LATER, "CPVS Bruxelles", "Ecoute-Enfants", spoken=("fr",)),
    # In distress where no place is listed: the national line for children answers, the emergency number last.
    Written("SN-1", "fr", "Dakar", (N.DISTRESS, N.FAMILY), A.FROM_12, D.LONGER, K.DISTRESS, Urgency.NOW, Reason.DISTRESS_NOW,
            "", "GINDDI", spoken=("fr",)),
    # Days after, not asked for care beyond the windows: counselling at the emergency centre for women of the town.
    Written("PE-1", "es", "Cusco", (N.PSYCHOSOCIAL, N.LEGAL), A.ADULT, D.DAYS_6_14, K.PSYCHOSOCIAL, Urgency.THIS_WEEK, Reason.PSYCHOSOCIAL,
            "CEM", gender=Gender.WOMEN, musts=(M.FREE, M.NO_PAPERS), spoken=("es",)),
    # Asking decides nothing: the justice centres for women, which are made for it, before any other lawyer.
    Written("MX-1", "es", "Ciudad de México", (N.LEGAL,), A.ADULT, D.LONGER, K.LEGAL, Urgency.WHEN_READY, Reason.LEGAL,
            "Centro de Justicia para las Mujeres", gender=Gender.WOMEN, spoken=("es",)),
    # Nobody asked for care, yet it is a day ago: it is offered first, and may be refused.
    Written("EE-1", "ru", "Таллин", (N.PSYCHOSOCIAL, N.LEGAL), A.FROM_15, D.DAYS_0_3, K.MEDICAL_72H, Urgency.NOW, Reason.OFFER_HOURS,
            "Sexual violence crisis centre", "Lasteabi", spoken=("ru",)),
    # Blackmail with pictures, in despair: somebody who listens now, the pictures at the same time.
    Written("KG-1", "ru", "Бишкек", (N.ONLINE, N.DISTRESS), A.FROM_12, D.LONGER, K.DISTRESS, Urgency.NOW, Reason.DISTRESS_NOW,
            "municipal centre for children", "Helpline for Children", spoken=("ru",)),
]  # fmt: skip

BY_CODE = pytest.mark.parametrize("one", CASES, ids=lambda one: one.code)


def case_of(one: Written) -> Case:
    place = gazetteer().find(one.typed, one.language)[0]
    return Case(
        place.country, place, one.reach_km, one.age, one.gender, one.spoken, frozenset(one.needs), one.delay, frozenset(one.musts)
    )  # fmt: skip


@cache
def planned(one: Written) -> Plan:
    return plan(index(), case_of(one), NOW)


def every(found: Plan) -> list[Option]:
    return [option for step in found.steps for option in (*step.options, *step.by_phone)]


@BY_CODE
def test_a_written_case_begins_with_its_step_for_its_reason(one: Written) -> None:
    found = planned(one)
    first = found.steps[0]
    assert found.case.where == one.code[:2]
    assert (first.kind, first.urgency, first.reason) == (one.step, one.urgency, one.reason)
    if one.first:
        assert one.first in first.options[0].listing.name
    if one.line:
        assert one.line in first.by_phone[0].listing.name
        assert first.by_phone[0].listing.phones


@BY_CODE
def test_its_plan_keeps_what_must_hold_and_leaves_no_step_empty(one: Written) -> None:
    found = planned(one)
    assert all(step.options or step.by_phone for step in found.steps)
    for option in every(found):
        contradicted = {must for must in one.musts if said(option.listing, must) is False}
        assert contradicted == set(option.against)
        assert not contradicted or option.listing.listing_type is ListingType.EMERGENCY_NUMBER
    assert [cost.must for cost in found.costs] == [must for must in Must if must in one.musts]


@BY_CODE
def test_its_plan_can_be_said_in_the_workers_language(one: Written) -> None:
    t, english = translator(one.language, paths.LOCALE), translator("en", paths.LOCALE)
    found = planned(one)
    for step in found.steps:
        assert words.step_reason(t, step)
        assert (words.step_reason(t, step) == words.step_reason(english, step)) == (one.language == "en")
        assert all(notes(t, found.case, step))
        for option in (*step.options, *step.by_phone):
            assert words.why(t, option)
            assert all(words.caution(t, code, option.listing) for code in option.cautions)
            assert words.age_band(t, one.age)


def test_the_cases_come_from_many_countries_in_four_languages() -> None:
    assert len(CASES) == 12
    assert len({one.code[:2] for one in CASES}) >= 10
    assert {one.language for one in CASES} == {"en", "fr", "es", "ru"}


def plan_of(code: str) -> Plan:
    return planned(next(one for one in CASES if one.code == code))


def test_in_kenya_care_comes_first_and_the_police_may_wait() -> None:
    care, law = plan_of("KE-1").steps
    assert (care.kind, law.kind, law.reason) == (K.MEDICAL_72H, K.LEGAL, Reason.POLICE_AFTER_CARE)


def test_in_danger_a_child_in_dhaka_is_given_the_number_first_and_a_childrens_line() -> None:
    danger, shelter = plan_of("BD-1").steps
    assert danger.options[0].listing.listing_type is ListingType.EMERGENCY_NUMBER
    assert danger.by_phone[0].listing.listing_type is ListingType.CHILD_HELPLINE
    assert (shelter.kind, shelter.urgency) == (K.SHELTER, Urgency.TODAY)


def test_in_lille_no_police_is_named_and_the_question_is_asked_with_the_caution() -> None:
    found = plan_of("FR-1")
    assert not [one for one in every(found) if one.listing.listing_type in ("police_station", "special_police_unit", "court")]
    first = found.steps[0].options[0]
    assert M.NO_POLICE_REPORT in first.ask
    assert Caution.DUTY_TO_REPORT in first.cautions
    assert found.unmet == (M.NO_POLICE_REPORT,)


def test_in_dakar_the_emergency_number_is_the_last_of_the_lines() -> None:
    step = plan_of("SN-1").steps[0]
    assert step.far
    assert step.by_phone[-1].listing.listing_type is ListingType.EMERGENCY_NUMBER


def test_in_bishkek_pictures_run_beside_and_the_tool_for_children_is_named_first() -> None:
    step = plan_of("KG-1").steps[-1]
    assert step.kind is K.ONLINE
    assert step.options[0].listing.name == "Take It Down"


def test_every_country_has_a_plan_for_every_need_under_every_must() -> None:
    everything = frozenset(CaseNeed)
    for country in sorted(set(index().countries) - {"INT"}):
        found = plan(index(), Case(country, needs=everything, age=A.FROM_12, delay=D.DAYS_0_3, musts=frozenset(Must)), NOW)
        assert all(step.options or step.by_phone for step in found.steps), country
        assert found.steps[0].options[0].listing.listing_type is ListingType.EMERGENCY_NUMBER, country
