"""Which steps a case leads to: every need, every delay, every age, as tables."""

from itertools import combinations, product

import pytest

from services import paths
from services.referral.model import AgeBand, Case, CaseNeed, Delay, Must, StepKind, Urgency
from services.referral.reasons import Reason
from services.referral.steps import outline
from services.referral.table import ALL_POINTS, CRITERIA, FILE, hours, read, shipped

N, K, U, D = CaseNeed, StepKind, Urgency, Delay
CHILDREN = (AgeBand.UNDER_6, AgeBand.FROM_6, AgeBand.FROM_12, AgeBand.FROM_15)

#: The medical step by delay: kind, urgency, reason where it was asked for, reason where it is offered (empty: it is not).
MEDICAL = {
    D.DAYS_0_3: (K.MEDICAL_72H, U.NOW, Reason.MEDICAL_HOURS, Reason.OFFER_HOURS),
    D.DAYS_4_5: (K.MEDICAL_120H, U.TODAY, Reason.MEDICAL_DAYS, Reason.OFFER_DAYS),
    D.DAYS_6_14: (K.MEDICAL_LATER, U.THIS_WEEK, Reason.MEDICAL_LATER, None),
    D.WEEKS_2_4: (K.MEDICAL_LATER, U.THIS_WEEK, Reason.MEDICAL_LATER, None),
    D.MONTHS_1_3: (K.MEDICAL_LATER, U.THIS_WEEK, Reason.MEDICAL_LATER, None),
    D.LONGER: (K.MEDICAL_LATER, U.WHEN_READY, Reason.MEDICAL_LONG_AFTER, None),
    D.NOT_SAID: (K.MEDICAL_72H, U.NOW, Reason.MEDICAL_TIME_NOT_SAID, None),
}


def own_step(need: CaseNeed, delay: Delay, age: AgeBand) -> tuple[StepKind, Urgency, Reason]:
    """Say, by hand, what one need alone leads to."""
    recent, long_after = delay in (D.DAYS_0_3, D.DAYS_4_5), delay is D.LONGER
    return {
        N.DANGER: (K.DANGER, U.NOW, Reason.DANGER_NOW),
        N.MEDICAL: MEDICAL[delay][:3],
        N.DISTRESS: (K.DISTRESS, U.NOW, Reason.DISTRESS_NOW),
        N.PSYCHOSOCIAL: (
            (K.PSYCHOSOCIAL, U.WHEN_READY, Reason.PSYCHOSOCIAL_LONG_AFTER)
            if long_after
            else (K.PSYCHOSOCIAL, U.THIS_WEEK, Reason.PSYCHOSOCIAL)
        ),
        N.PROTECTION: (K.PROTECTION, U.THIS_WEEK, Reason.PROTECTION_CHILD if age in CHILDREN else Reason.PROTECTION_ADULT),
        N.POLICE: (K.LEGAL, U.THIS_WEEK, Reason.POLICE_AFTER_CARE if recent else Reason.POLICE),
        N.LEGAL: (K.LEGAL, U.WHEN_READY, Reason.LEGAL),
        N.SHELTER: (K.SHELTER, U.THIS_WEEK, Reason.SHELTER),
        N.FAMILY: (K.FAMILY, U.WHEN_READY, Reason.FAMILY),
        N.SCHOOL: (K.SCHOOL, U.WHEN_READY, Reason.SCHOOL),
        N.LIVELIHOOD: (K.LIVELIHOOD, U.WHEN_READY, Reason.LIVELIHOOD),
        N.ONLINE: (K.ONLINE, U.TODAY, Reason.ONLINE),
    }[need]


@pytest.mark.parametrize(("need", "delay", "age"), list(product(CaseNeed, Delay, AgeBand)))
def test_one_need_leads_to_its_step_and_to_care_while_it_counts(need: CaseNeed, delay: Delay, age: AgeBand) -> None:
    wanted = [own_step(need, delay, age)]
    kind, urgency, _, offered = MEDICAL[delay]
    if offered and need not in (N.MEDICAL, N.ONLINE):
        wanted.append((kind, urgency, offered))
    wanted.sort(key=lambda step: list(StepKind).index(step[0]))
    found = outline(Case("KE", age=age, delay=delay, needs=frozenset({need})))
    assert [(step.kind, step.urgency, step.reason) for step in found] == wanted


@pytest.mark.parametrize(("one", "other"), list(combinations(CaseNeed, 2)))
def test_two_needs_keep_the_order_of_urgency_and_no_step_stands_twice(one: CaseNeed, other: CaseNeed) -> None:
    for delay in Delay:
        kinds = [step.kind for step in outline(Case("KE", delay=delay, needs=frozenset({one, other})))]
        assert kinds == sorted(set(kinds), key=list(StepKind).index)
        assert {own_step(need, delay, AgeBand.NOT_SAID)[0] for need in (one, other)} <= set(kinds)


@pytest.mark.parametrize("delay", list(Delay))
def test_no_need_said_still_leads_to_somebody_who_listens(delay: Delay) -> None:
    found = {step.kind: step.reason for step in outline(Case("KE", delay=delay))}
    assert found.pop(K.PSYCHOSOCIAL) is Reason.NO_NEED_SAID
    assert found == ({MEDICAL[delay][0]: MEDICAL[delay][3]} if MEDICAL[delay][3] else {})


@pytest.mark.parametrize("delay", list(Delay))
def test_care_stands_before_the_police_always(delay: Delay) -> None:
    kinds = [step.kind for step in outline(Case("KE", delay=delay, needs=frozenset(CaseNeed)))]
    medical = kinds.index(MEDICAL[delay][0])
    assert medical < kinds.index(K.LEGAL)
    assert kinds[0] is K.DANGER
    assert kinds[-1] is K.ONLINE


def test_police_asked_for_but_no_report_wanted_leads_to_legal_help_only() -> None:
    [step] = outline(Case("KE", needs=frozenset({N.POLICE}), musts=frozenset({Must.NO_POLICE_REPORT})))
    assert (step.kind, step.reason) == (K.LEGAL, Reason.NO_POLICE_WANTED)
    assert step.kinds == shipped().kinds[N.LEGAL]


def test_police_and_law_are_one_step_served_by_both() -> None:
    [step] = outline(Case("KE", needs=frozenset({N.POLICE, N.LEGAL})))
    police, law = shipped().kinds[N.POLICE], shipped().kinds[N.LEGAL]
    assert step.kinds.categories == police.categories | law.categories
    assert step.kinds.first == police.first | law.first
    assert not step.kinds.never & {"police_station", "special_police_unit"}


def test_danger_makes_protection_and_shelter_due_today() -> None:
    case = Case("KE", needs=frozenset({N.DANGER, N.PROTECTION, N.SHELTER}))
    found = {step.kind: step.urgency for step in outline(case)}
    assert found == {K.DANGER: U.NOW, K.PROTECTION: U.TODAY, K.SHELTER: U.TODAY}


def test_the_first_two_bands_are_those_of_the_medical_limits() -> None:
    limits = hours()
    assert (limits["pep"] // 24, limits["contraception"] // 24) == (3, 5)
    assert limits["pep_best"] < limits["pep"]


# the table


def test_the_points_of_each_column_add_up() -> None:
    weights = shipped().weights
    assert tuple(weights) == CRITERIA
    assert sum(weight.urgent for weight in weights.values()) == sum(weight.calm for weight in weights.values()) == ALL_POINTS


def test_no_need_offers_a_network_or_sends_care_to_the_police() -> None:
    for need, kinds in shipped().kinds.items():
        assert "network_member" not in kinds.first | kinds.after | kinds.lines
        assert "emergency_number" not in kinds.first | kinds.after | kinds.lines
        if need not in (N.DANGER, N.POLICE):
            assert "police_station" in kinds.never


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("kind = { urgent = 26", "kind = { urgent = 27", "add up"),
        ("gender = {", "sex = {", "each once"),
        ("[needs.school]", "[needs.shool]", "each once"),
        ('after = ["survivor_network"]', 'after = ["counselling_centre"]', "two lists"),
        ('"legal_aid"', '"legal_ade"', "legal_ade"),
    ],
)
def test_a_table_that_is_half_right_is_refused(tmp_path, old: str, new: str, says: str) -> None:
    text = FILE.read_text("utf-8")
    assert old in text
    path = tmp_path / "referral.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ValueError, match=says):
        read(path)


# the page that explains it


def rows_of(heading: str) -> list[list[str]]:
    text = (paths.ROOT / "docs" / "referral.md").read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    return rows[2:]


def test_the_page_gives_the_weights_as_they_are() -> None:
    found = {row[0]: (float(row[1]), float(row[2])) for row in rows_of("The order: points")}
    assert found.pop("all") == (ALL_POINTS, ALL_POINTS)
    assert found == {name: (weight.urgent, weight.calm) for name, weight in shipped().weights.items()}


def test_the_page_gives_what_serves_each_need_as_it_is() -> None:
    def listed(cell: str) -> set[str]:
        return set() if cell == "-" else {name.replace(" ", "_") for name in cell.split(", ")}

    found = {row[0]: row[1:] for row in rows_of("Which listings serve a need")}
    assert list(found) == [need.value for need in CaseNeed]
    for need, (step, categories, first, after, lines) in found.items():
        kinds = shipped().kinds[CaseNeed(need)]
        assert step == shipped().steps[CaseNeed(need)]
        for cell, wanted in ((categories, kinds.categories), (first, kinds.first), (after, kinds.after), (lines, kinds.lines)):
            assert listed(cell) == {value.value for value in wanted}
