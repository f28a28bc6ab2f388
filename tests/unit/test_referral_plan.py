"""A plan of made-up listings: what is named, in which order, what never is, and that no plan ends empty."""

from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
import referral_oracle as oracle
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_makers import NAKURU, NOW, at, index_of, listing

from services.directory.model import Answer, Audience, Category, Cost, Gender, Listing, ListingType, Precision
from services.referral.model import AgeBand, Case, CaseNeed, Caution, Delay, Must, Option, Plan, StepKind
from services.referral.plan import plan
from services.referral.table import CRITERIA, shipped

N, M, C = CaseNeed, Must, Caution
NEAR, FAR = at(-0.30, 36.08), at(-4.05, 39.67)
EMERGENCY = listing(
    "emergency", listing_type="emergency_number", categories="police;medical", phones="police: 999 | ambulance: 997", cost="free", city=""
)
HELPLINE = listing("helpline", listing_type="helpline", categories="psychological", phones="1195", city="", service_area="nation")
CHILDLINE = listing(
    "childline",
    listing_type="child_helpline",
    categories="psychological;social",
    phones="116",
    audience="children",
    city="",
    service_area="nation",
)
CLINIC = listing("clinic", listing_type="sexual_assault_centre", categories="medical;psychological", phones="020 1", **NEAR)
HOSPITAL = listing("hospital", categories="medical", phones="020 2", **NEAR)
STATION = listing("station", listing_type="police_station", categories="police", phones="020 3", **NEAR)
UNIT = listing("unit", listing_type="special_police_unit", categories="police", phones="020 4", **FAR)
SMALL = (EMERGENCY, HELPLINE, CHILDLINE, CLINIC, HOSPITAL, STATION, UNIT)


def case(*needs: CaseNeed, **facts: Any) -> Case:
    return Case("KE", **{"place": NAKURU, "needs": frozenset(needs), "age": AgeBand.FROM_12, "delay": Delay.LONGER, **facts})


def made(asked: Case, *rows: Listing, limit: int = 3) -> Plan:
    return plan(index_of(*rows), asked, NOW, limit)


def every(found: Plan) -> list[Option]:
    return [option for step in found.steps for option in (*step.options, *step.by_phone)]


def ids(options: tuple[Option, ...]) -> list[str]:
    return [option.listing.id for option in options]


def only(found: Plan, kind: StepKind | None = None) -> Any:
    [step] = [step for step in found.steps if kind is None or step.kind is kind]
    return step


# what is named, and in which order


def test_a_place_made_for_it_comes_first_and_says_which_points_it_got() -> None:
    step = only(made(case(N.MEDICAL), *SMALL))
    assert ids(step.options) == ["clinic", "hospital"]
    assert ids(step.by_phone) == ["childline", "helpline"]
    first = step.options[0]
    assert [part.criterion for part in first.parts] == [name for name in CRITERIA if name in {part.criterion for part in first.parts}]
    assert first.score == pytest.approx(sum(part.points for part in first.parts))
    weights = shipped().weights
    assert all(part.points == pytest.approx(part.value * weights[part.criterion].calm) for part in first.parts)
    assert not step.far


def test_an_urgent_step_is_ranked_by_the_urgent_column() -> None:
    open_now = listing("open", listing_type="sexual_assault_centre", categories="medical", hours="24/7", **at(-0.60, 36.08))
    near = listing("near", listing_type="sexual_assault_centre", categories="medical", hours="Mo-Fr 20:00-21:00", **NEAR)
    urgent = only(made(case(N.MEDICAL, delay=Delay.DAYS_0_3), near, open_now))
    calm = only(made(case(N.MEDICAL, delay=Delay.LONGER), near, open_now))
    assert ids(urgent.options) == ["open", "near"]
    assert ids(calm.options) == ["near", "open"]


def test_an_ordinary_police_station_stands_after_every_specialised_place_however_far() -> None:
    step = only(made(case(N.POLICE), *SMALL))
    assert ids(step.options) == ["unit", "station"]
    assert C.TOO_FAR in step.options[0].cautions
    assert not step.far


def test_where_nothing_is_within_reach_the_nearest_are_named_as_too_far() -> None:
    step = only(made(case(N.MEDICAL, reach_km=5), EMERGENCY, replace_position(CLINIC, -1.29, 36.82), HELPLINE))
    assert step.far
    assert ids(step.options) == ["clinic"]
    assert C.TOO_FAR in step.options[0].cautions
    assert ids(step.by_phone) == ["helpline"]


def replace_position(row: Listing, north: float, east: float) -> Listing:
    return row.model_copy(update={"latitude": north, "longitude": east})


def test_in_danger_the_emergency_number_stands_first_with_its_services() -> None:
    step = only(made(case(N.DANGER), *SMALL))
    assert ids(step.options)[0] == "emergency"
    assert step.options[0].listing.phones[0].services == ("police",)
    assert "station" in ids(step.options)


def test_in_acute_distress_the_emergency_number_is_the_last_of_the_lines() -> None:
    assert ids(only(made(case(N.DISTRESS), *SMALL)).by_phone) == ["childline", "helpline", "emergency"]


@pytest.mark.parametrize(("age", "first"), [(AgeBand.FROM_6, "childline"), (AgeBand.FROM_15, "childline"), (AgeBand.ADULT, "helpline")])
def test_the_line_meant_for_the_persons_age_comes_first(age: AgeBand, first: str) -> None:
    assert ids(only(made(case(N.PSYCHOSOCIAL, age=age), *SMALL)).by_phone)[0] == first


def test_a_line_for_another_region_stands_behind_the_others() -> None:
    there = listing(
        "there", listing_type="helpline", categories="psychological", phones="1", city="", service_area="region", region_code="KE.05"
    )
    other = listing("other", listing_type="helpline", categories="social", city="", phones="2", source_date="2019")
    assert ids(only(made(case(N.PSYCHOSOCIAL, age=AgeBand.ADULT), there, other)).by_phone) == ["other", "there"]


# musts


CONTRADICTING = [
    (M.FREE, {"cost": "paid"}),
    (M.ALONE, {"may_come_alone": "no"}),
    (M.WHEELCHAIR, {"wheelchair": "no"}),
    (M.NO_PAPERS, {"papers_needed": "yes"}),
    (M.NO_POLICE_REPORT, {"police_told": "yes"}),
]
CONFIRMING = [
    (M.FREE, {"cost": "free"}),
    (M.ALONE, {"may_come_alone": "yes"}),
    (M.WHEELCHAIR, {"wheelchair": "yes"}),
    (M.NO_PAPERS, {"papers_needed": "no"}),
    (M.NO_POLICE_REPORT, {"police_told": "no"}),
]


@pytest.mark.parametrize(("must", "facts"), CONTRADICTING)
def test_what_contradicts_a_must_is_never_named(must: Must, facts: dict[str, str]) -> None:
    bad = listing("bad", listing_type="sexual_assault_centre", categories="medical", phones="1", **NEAR, **facts)
    asked = case(N.MEDICAL, musts=frozenset({must}))
    assert ids(only(made(asked, bad, HOSPITAL, EMERGENCY)).options) == ["hospital"]
    assert ids(only(made(replace(asked, musts=frozenset()), bad, HOSPITAL, EMERGENCY)).options) == ["bad", "hospital"]


@pytest.mark.parametrize(("must", "facts"), CONFIRMING)
def test_what_confirms_a_must_stands_before_what_does_not_say(must: Must, facts: dict[str, str]) -> None:
    good = listing("good", categories="medical", phones="1", **NEAR, **facts)
    found = made(case(N.MEDICAL, musts=frozenset({must})), HOSPITAL, good, EMERGENCY)
    first, second = only(found).options
    assert (first.listing.id, first.meets, first.ask) == ("good", (must,), ())
    assert (second.listing.id, second.meets, second.ask) == ("hospital", (), (must,))
    assert found.unmet == ()


@pytest.mark.parametrize("must", list(Must))
def test_a_must_that_nobody_confirms_is_said_first(must: Must) -> None:
    found = made(case(N.MEDICAL, musts=frozenset({must})), HOSPITAL, EMERGENCY)
    assert found.unmet == (must,)
    assert only(found).options[0].ask == (must,)


def test_whether_women_work_there_is_always_to_be_asked() -> None:
    found = made(case(N.MEDICAL, N.PSYCHOSOCIAL, musts=frozenset({M.WOMENS_STAFF})), *SMALL)
    assert found.unmet == (M.WOMENS_STAFF,)
    assert all(M.WOMENS_STAFF in option.ask for option in every(found) if option.listing.id != "emergency")


@pytest.mark.parametrize("kind", ["police_station", "special_police_unit", "court"])
def test_where_no_report_is_wanted_no_door_that_is_the_police_itself_is_named(kind: str) -> None:
    row = listing("law", listing_type=kind, categories="police;legal;social", phones="1", **NEAR)
    found = made(case(*CaseNeed, musts=frozenset({M.NO_POLICE_REPORT})), row, *SMALL)
    assert not {"law", "station", "unit"} & {option.listing.id for option in every(found)}


def test_the_emergency_number_is_the_last_door_even_where_it_contradicts_and_says_so() -> None:
    found = made(case(N.MEDICAL, musts=frozenset({M.NO_POLICE_REPORT})), EMERGENCY, STATION)
    [last] = only(found).by_phone
    assert last.listing.id == "emergency"
    assert last.against == (M.NO_POLICE_REPORT,)
    assert C.DUTY_TO_REPORT in last.cautions


def test_an_ambulance_alone_contradicts_nothing() -> None:
    ambulance = listing("ambulance", listing_type="emergency_number", categories="medical", phones="ambulance: 997", city="")
    [last] = only(made(case(N.MEDICAL, musts=frozenset({M.NO_POLICE_REPORT})), ambulance)).by_phone
    assert last.against == ()


# what each must costs


def test_a_must_is_priced_by_what_it_leaves_out_within_reach_and_how_much_nearer_that_is() -> None:
    paid = [listing(f"paid-{number}", categories="medical", cost="paid", **at(-0.30, 36.08)) for number in range(3)]
    away = listing("away", categories="medical", cost="paid", **FAR)
    free = listing("free", categories="medical", cost="free", **at(-0.30, 36.20))
    [cost] = made(case(N.MEDICAL, musts=frozenset({M.FREE})), free, away, *paid).costs
    assert (cost.must, cost.more) == (M.FREE, 3)
    assert cost.nearer_km == pytest.approx(13.0, abs=0.1)


def test_without_no_police_report_the_police_asked_for_are_counted() -> None:
    found = made(case(N.POLICE, musts=frozenset({M.NO_POLICE_REPORT})), *SMALL)
    assert [(cost.must, cost.more) for cost in found.costs] == [(M.NO_POLICE_REPORT, 1)]


def test_a_must_that_leaves_nothing_out_costs_nothing() -> None:
    assert [(cost.more, cost.nearer_km) for cost in made(case(N.MEDICAL, musts=frozenset({M.FREE, M.ALONE})), *SMALL).costs] == [
        (0, None)
    ] * 2


# cautions


@pytest.mark.parametrize(
    ("caution", "facts"),
    [
        (C.AGES_DO_NOT_FIT, {"minimum_age": 13}),
        (C.AGES_DO_NOT_FIT, {"maximum_age": 13}),
        (C.AGES_DO_NOT_FIT, {"genders": "women"}),
        (C.REFERRAL_NEEDED, {"access": "referral_only"}),
        (C.PAPERS_NEEDED, {"papers_needed": "yes"}),
        (C.POSITION_UNCERTAIN, {"precision": "city"}),
        (C.POSITION_UNCERTAIN, {"precision": "region"}),
        (C.OLD_FACT, {"source_date": "2023"}),
        (C.OLD_FACT, {"source_date": ""}),
        (C.UNCONFIRMED, {"doubts": "aggregator_only"}),
        (C.SOURCES_DISAGREE, {"conflicts": "two numbers"}),
        (C.DUTY_TO_REPORT, {"police_told": "yes"}),
        (C.DUTY_TO_REPORT, {"police_told": "depends"}),
        (C.DUTY_TO_REPORT, {"categories": "medical;police"}),
    ],
)
def test_each_caution_stands_where_its_fact_does_and_nowhere_else(caution: Caution, facts: dict[str, Any]) -> None:
    asked = case(N.MEDICAL, gender=Gender.GIRLS)
    row = listing("row", **{"categories": "medical", "region_code": "KE.31", "source_date": "2026-03", **NEAR, **facts})
    assert caution in only(made(asked, row)).options[0].cautions
    assert only(made(asked, HOSPITAL)).options[0].cautions == ()


def test_one_source_is_said_of_lines_a_wrong_digit_of_which_reaches_nobody() -> None:
    found = only(made(case(N.PSYCHOSOCIAL), CHILDLINE))
    assert found.by_phone[0].cautions == (C.ONE_SOURCE,)


# who it is for


@pytest.mark.parametrize(
    ("band", "low", "high"), [(band, low, high) for band in AgeBand for low, high in ((6, 11), (0, 17), (18, 120), (14, 20))]
)
def test_a_listing_that_leaves_out_the_whole_band_is_not_offered_one_that_fits_in_part_is_cautioned(
    band: AgeBand, low: int, high: int
) -> None:
    row = listing("row", categories="medical", minimum_age=low, maximum_age=high, **NEAR)
    youngest, oldest = {"under_6": (0, 5), "from_6": (6, 11), "from_12": (12, 14), "from_15": (15, 17), "adult": (18, 120)}.get(
        band, (0, 120)
    )
    options = only(made(case(N.MEDICAL, age=band), row)).options
    if low > oldest or high < youngest:
        assert options == ()
    else:
        assert (C.AGES_DO_NOT_FIT in options[0].cautions) == (not (low <= youngest and high >= oldest))


def test_what_is_only_for_adults_is_not_offered_to_a_child_and_what_is_only_for_children_stands_back_for_an_adult() -> None:
    grown = listing("grown", categories="medical", audience="adults", **NEAR)
    young = listing("young", listing_type="child_advocacy_centre", categories="medical", audience="children", **NEAR)
    assert ids(only(made(case(N.MEDICAL, age=AgeBand.FROM_15), grown, young)).options) == ["young"]
    for_adult = only(made(case(N.MEDICAL, age=AgeBand.ADULT), young, grown)).options
    assert ids(for_adult) == ["grown", "young"]
    assert C.AGES_DO_NOT_FIT in for_adult[1].cautions


def test_networks_are_never_named_and_survivors_groups_to_adults_long_after_only() -> None:
    network = listing("network", listing_type="network_member", categories="social;psychological;legal", phones="1", **NEAR)
    group = listing("group", listing_type="survivor_network", categories="psychological;social", phones="1", **NEAR)
    for band in AgeBand:
        for delay in (Delay.DAYS_0_3, Delay.MONTHS_1_3, Delay.LONGER, Delay.NOT_SAID):
            named = {option.listing.id for option in every(made(case(*CaseNeed, age=band, delay=delay), network, group, *SMALL))}
            assert "network" not in named
            assert ("group" in named) == (band is AgeBand.ADULT and delay is Delay.LONGER)


# never empty


def test_where_a_country_has_no_lines_those_from_elsewhere_are_named_then_the_emergency_number() -> None:
    abroad = listing(
        "abroad", listing_type="helpline", categories="psychological", country="INT", phones="+1 1", city="", service_area="cross_border"
    )
    neighbour = listing("neighbour", listing_type="helpline", categories="psychological", country="TZ", phones="+255 1", city="")
    assert ids(only(made(case(N.PSYCHOSOCIAL), EMERGENCY, abroad, neighbour)).by_phone) == ["abroad"]
    assert ids(only(made(case(N.PSYCHOSOCIAL), EMERGENCY, neighbour)).by_phone) == ["emergency"]


def test_where_a_country_has_nothing_at_all_whatever_helps_from_anywhere_is_named() -> None:
    tool = listing(
        "tool", listing_type="content_removal", categories="online_safety", country="INT", website="https://example.org", city=""
    )
    assert [option.listing.id for option in every(made(case(N.SHELTER), tool))] == ["tool"]


def test_pictures_go_to_the_tool_for_the_persons_age() -> None:
    young = listing("young", listing_type="content_removal", categories="online_safety", audience="children", country="INT", city="")
    grown = listing("grown", listing_type="content_removal", categories="online_safety", audience="adults", country="INT", city="")
    assert ids(only(made(case(N.ONLINE), young, grown, *SMALL)).options) == ["young"]
    assert ids(only(made(case(N.ONLINE, age=AgeBand.ADULT), young, grown, *SMALL)).options) == ["grown", "young"]


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        plan(index_of(CLINIC), case(N.MEDICAL), datetime(2026, 11, 24, 9))  # noqa: DTZ001


# anything at all


def some(values: Any) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(list(values)), max_size=2, unique=True).map(";".join)


@st.composite
def listings(draw: st.DrawFn) -> Listing:
    kind = draw(st.sampled_from([*ListingType, ListingType.HELPLINE, ListingType.CHILD_HELPLINE]))
    low = draw(st.sampled_from(["", 0, 6, 12, 16, 18]))
    high = draw(st.sampled_from(["", 11, 17, 25]))
    facts: dict[str, Any] = {
        "listing_type": kind,
        "categories": draw(some(Category)) or "social",
        "audience": draw(some(Audience)),
        "genders": draw(some(Gender)),
        "minimum_age": "" if low != "" and high != "" and low > high else low,
        "maximum_age": high,
        "cost": draw(st.sampled_from(list(Cost))),
        **{name: draw(st.sampled_from(list(Answer))) for name in ("may_come_alone", "wheelchair", "papers_needed", "police_told")},
        "access": draw(st.sampled_from(["unknown", "referral_only"])),
        "languages": draw(some(["en", "sw", "fr"])),
        "phones": draw(st.sampled_from(["", "1", "police: 2", "ambulance: 3"])),
        "city": draw(st.sampled_from(["", "Nakuru"])),
        "hours": draw(st.sampled_from(["", "24/7", "Mo-Fr 20:00-21:00"])),
        "country": draw(st.sampled_from(["KE", "KE", "KE", "KE", "INT"])),
        "region_code": draw(st.sampled_from(["", "KE.31", "KE.05"])),
        "service_area": draw(st.sampled_from(["place", "region", "nation", "cross_border"])),
        "status": draw(st.sampled_from(["active", "active", "active", "inactive"])),
        "source_date": draw(st.sampled_from(["", "2026-03", "2020"])),
        "doubts": draw(st.sampled_from(["", "", "aggregator_only"])),
    }
    if draw(st.booleans()):
        spot = draw(st.sampled_from([-0.30, -0.5, -1.29, -4.05])), draw(st.sampled_from([36.08, 36.9, 39.67]))
        facts |= at(*spot, precision=draw(st.sampled_from(["exact", "city", "region"])))
    return listing("row", **facts)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    return Case(
        "KE",
        place=draw(st.sampled_from([NAKURU, NAKURU, None, replace(NAKURU, region_code="")])),
        reach_km=draw(st.sampled_from([5.0, 50.0, 200.0])),
        age=draw(st.sampled_from(list(AgeBand))),
        gender=draw(st.sampled_from([None, *Gender])),
        languages=draw(st.sampled_from([(), ("sw",), ("fr", "en")])),
        needs=draw(st.frozensets(st.sampled_from(list(CaseNeed)), max_size=3)),
        delay=draw(st.sampled_from(list(Delay))),
        musts=draw(st.frozensets(st.sampled_from(list(Must)), max_size=3)),
    )


def directory(rows: list[Listing]) -> list[Listing]:
    return [row.model_copy(update={"id": f"row-{number}"}) for number, row in enumerate(rows)]


directories = st.lists(listings(), max_size=25).map(directory)
slow = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(directories, cases())
def test_the_engine_chooses_what_the_plain_rules_choose(rows: list[Listing], asked: Case) -> None:
    found = made(asked, *rows)
    steps = {step.kind: step for step in found.steps}
    for wanted in oracle.stages(rows, asked):
        step = steps[wanted.outline.kind]
        options = [one for one in step.options if one.listing.listing_type is not ListingType.EMERGENCY_NUMBER]
        assert ids(tuple(options)) == wanted.options
        assert (step.total, step.far) == (wanted.total, wanted.far)
        if wanted.by_phone:
            named = [one for one in step.by_phone if one.listing.listing_type is not ListingType.EMERGENCY_NUMBER]
            assert ids(tuple(named)) == wanted.by_phone


@slow
@given(directories, cases())
def test_no_plan_holds_what_contradicts_a_must_or_is_not_for_the_person(rows: list[Listing], asked: Case) -> None:
    for option in every(made(asked, *rows)):
        row = option.listing
        if row.listing_type is ListingType.EMERGENCY_NUMBER:
            assert set(option.against) <= asked.musts
            continue
        assert not option.against
        assert not [must for must in asked.musts if oracle.contradicts(row, must)]
        assert oracle.open_to(row, asked)
        assert set(option.meets) == {must for must in asked.musts if oracle.confirms(row, must)}
        assert not set(option.meets) & set(option.ask)
        partly = "partly" in (oracle.age_fit(row, asked.age), oracle.gender_fit(row, asked.gender)) or oracle.set_back(row, asked)
        assert (Caution.AGES_DO_NOT_FIT in option.cautions) == partly


@slow
@given(directories, cases())
def test_no_plan_ends_empty_and_every_step_of_a_country_with_an_emergency_number_has_a_door(rows: list[Listing], asked: Case) -> None:
    found = made(asked, EMERGENCY, *rows)
    assert found.steps
    assert all(step.options or step.by_phone for step in found.steps)


@slow
@given(directories, cases(), st.randoms(use_true_random=False))
def test_equal_points_keep_their_order_and_other_rows_do_not_change_it(rows: list[Listing], asked: Case, chance: Any) -> None:
    first, again = made(asked, *rows), made(asked, *rows)
    assert first == again
    # Listings of other countries come and go without a change.
    others = [listing(f"other-{number}", country="TZ") for number in range(chance.randint(1, 70))]
    assert made(asked, *others, *rows).steps == first.steps


@slow
@given(directories, cases())
def test_what_a_must_costs_is_what_the_plain_rules_count(rows: list[Listing], asked: Case) -> None:
    own = [row for row in rows if row.country == "KE"]

    def served(one: Case, but: Must | None) -> set[str]:
        wanted = set()
        for step in oracle.outline(one):
            for row in own:
                fits = oracle.door(row) and oracle.tier(row, step.kinds) is not None
                calls = oracle.line(row) and oracle.line_tier(row, step.kinds, one) is not None
                if (fits or calls) and oracle.kept(row, one, but) and (not oracle.door(row) or oracle.within(row, one)):
                    wanted.add(row.id)
        return wanted

    for cost in made(asked, *rows).costs:
        loose = replace(asked, musts=asked.musts - {cost.must})
        assert cost.more == len(served(loose, None) - served(asked, None))


def test_equal_listings_stand_in_the_order_of_the_edition() -> None:
    rows = [listing(f"same-{letter}", categories="medical", **NEAR) for letter in "dbca"]
    step = only(made(case(N.MEDICAL), *rows, limit=4))
    assert ids(step.options) == ["same-d", "same-b", "same-c", "same-a"]
    assert all(a.score == b.score for a, b in pairwise(step.options))


def test_a_place_known_by_its_region_only_is_of_use_there() -> None:
    region = replace(NAKURU, precision=Precision.REGION)
    unplaced = listing("unplaced", categories="medical", region_code="KE.31")
    away = listing("away", categories="medical", region_code="KE.31", **at(-0.9, 36.4))
    found = only(made(case(N.MEDICAL, place=region, reach_km=5), unplaced, away))
    assert set(ids(found.options)) == {"unplaced", "away"}
    assert not found.far


def test_a_place_that_serves_another_step_already_is_not_counted_as_gained() -> None:
    centre = listing("centre", listing_type="one_stop_centre", categories="police;social", phones="1", **NEAR)
    found = made(case(N.POLICE, N.PROTECTION, musts=frozenset({M.NO_POLICE_REPORT})), centre, EMERGENCY)
    assert [(cost.must, cost.more) for cost in found.costs] == [(M.NO_POLICE_REPORT, 0)]
