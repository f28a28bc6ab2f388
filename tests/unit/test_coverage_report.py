"""A country measured: the 5 x 5 grid by hand, and who counts as help."""

import math

import numpy as np
import pytest
from coverage_makers import DEGREE, REGIONS, TODAY, grid, listing, settings, supply

from services.coverage import report
from services.coverage.completeness import Confidence, describe
from services.coverage.demand import Demand, Group
from services.coverage.report import analyse, shown
from services.coverage.supply import PATHWAY, What, what
from services.directory.model import Answer, Category, Listing, ListingType, Precision


def measured(*listings: Listing, demand: Demand | None = None, **asked: object) -> report.Report:
    return analyse(settings(**asked), supply(*listings), (), demand or grid(), REGIONS, (), TODAY)  # type: ignore[arg-type]


def test_the_figures_of_the_grid_are_those_counted_by_hand() -> None:
    found = measured(listing("corner", 0, 0))
    assert found.whole.people == 2500
    assert found.whole.within[120.0] == 300
    assert found.whole.within[240.0] == 600
    assert found.whole.beyond == 22
    west, east = found.rows
    assert (west.people, east.people) == (1000, 1500)
    assert (west.within[120.0], east.within[120.0]) == (300, 0)
    assert (west.within[240.0], east.within[240.0]) == (500, 100)
    assert (west.listed, east.listed) == (1, 0)
    assert west.single
    assert [row.name for row in found.with_none] == ["Eastland"]
    assert west.per_100k == pytest.approx(100)
    assert west.median == pytest.approx(2 * DEGREE, rel=2e-3)
    assert west.p90 == pytest.approx(4 * DEGREE, rel=2e-3)


def test_people_of_the_regions_add_up_to_the_country() -> None:
    found = measured(listing("a", 0, 0), listing("b", 3, 3))
    for radius in (120.0, 240.0):
        assert sum(row.within[radius] for row in found.rows) == found.whole.within[radius]
    assert sum(row.people for row in found.rows) == found.whole.people
    assert sum(row.beyond for row in found.rows) == found.whole.beyond
    assert sum(found.histogram) == found.whole.people


def test_towns_out_of_reach_come_largest_first_with_their_distance() -> None:
    people = np.arange(25, dtype=float) * 10 + 100
    found = measured(listing("corner", 0, 0), demand=grid(people={Group.PEOPLE: people}))
    assert found.far[0].name == "Town 4-4"
    assert found.far[0].distance == pytest.approx(4 * math.sqrt(2) * DEGREE, rel=2e-3)
    assert [town.people for town in found.far] == sorted((town.people for town in found.far), reverse=True)


def test_without_any_listing_distances_are_infinite_and_everybody_is_out_of_reach() -> None:
    found = measured()
    assert math.isinf(found.whole.median)
    assert found.whole.beyond == 25
    assert found.whole.within[240.0] == 0


@pytest.mark.parametrize("kind", [ListingType.POLICE_STATION, ListingType.COURT, ListingType.NETWORK_MEMBER, ListingType.SURVIVOR_NETWORK])
@pytest.mark.parametrize("category", list(Category))
def test_stations_courts_and_networks_are_not_help(kind: ListingType, category: Category) -> None:
    assert not What(category=category).fits(listing("x", 0, 0, listing_type=kind, categories=tuple(Category)))
    assert What(listing_type=kind).fits(listing("x", 0, 0, listing_type=kind))


def test_lines_and_listings_that_do_not_work_are_not_places() -> None:
    rows = (listing("line", listing_type="helpline"), listing("shut", 0, 0, status="defunct"), listing("here", 0, 0))
    assert [place.id for place in supply(*rows).listings] == ["here"]


def test_unconfirmed_listings_stand_beside_and_count_only_when_asked() -> None:
    doubtful = listing("doubtful", 0, 0, doubts=("aggregator_only",))
    apart = measured(doubtful)
    assert (apart.whole.listed, apart.whole.unconfirmed, apart.whole.within[120.0]) == (0, 1, 0)
    counted = measured(doubtful, with_unconfirmed=True)
    assert (counted.whole.listed, counted.whole.unconfirmed, counted.whole.within[120.0]) == (1, 1, 300)


def test_a_town_position_counts_from_five_kilometres_up_only() -> None:
    town = listing("town", 0, 0, precision=Precision.CITY)
    found = measured(town, radius=4.0, radii=(4.0, 5.0, 120.0))
    assert found.whole.within == {4.0: 0.0, 5.0: 100.0, 120.0: 300.0}
    assert found.whole.region_only == 1
    assert measured(town, radius=5.0, radii=(5.0,)).whole.region_only == 0


def test_a_withheld_place_counts_in_its_region_and_at_no_distance() -> None:
    secret = listing(
        "secret",
        listing_type="shelter_contact",
        categories=("shelter",),
        address_visibility="withheld",
        precision="withheld",
        region_code="XX.02",
    )
    found = measured(secret, code="shelter")
    west, east = found.rows
    assert (west.listed, east.listed, east.region_only) == (0, 1, 1)
    assert found.whole.within[240.0] == 0
    assert not found.far[0].distance < math.inf


def test_a_position_known_to_the_region_only_is_no_position() -> None:
    found = measured(listing("wide", 0, 0, precision=Precision.REGION, region_code="XX.01"))
    assert found.whole.within[240.0] == 0
    assert found.rows[0].listed == 1


def test_a_region_is_told_from_the_position_where_no_code_is_given() -> None:
    assert supply(listing("a", 0, 0), listing("b", 0, 3)).region.tolist() == [0, 1]


def test_a_pathway_is_as_far_as_its_farthest_part() -> None:
    parts = [listing(part.value, 0, at, categories=(part.value,)) for at, part in enumerate(PATHWAY)]
    whole = measured(*parts, code="complete_pathway", radius=350.0, radii=(350.0,))
    for point in range(25):
        lat, lon = divmod(point, 5)
        wanted = max(math.hypot(lat, lon - at) for at in range(4)) * DEGREE
        assert whole.distances[point] == pytest.approx(wanted, rel=4e-3)
    assert whole.whole.pathway == PATHWAY
    assert math.isinf(measured(*parts[:3], code="complete_pathway").whole.median)


def test_one_place_may_give_the_whole_pathway() -> None:
    one = listing("one", 2, 2, listing_type="one_stop_centre", categories=tuple(part.value for part in PATHWAY))
    assert measured(one, code="complete_pathway").whole.within[120.0] == 500


def test_a_detour_is_an_assumption_that_shortens_reach() -> None:
    assert measured(listing("corner", 0, 0), detour=1.3).whole.within[120.0] == 100


@pytest.mark.parametrize("bad", [{"radius": 0}, {"radius": -1.0}, {"detour": 0.5}, {"radii": (0.0,)}])
def test_settings_that_cannot_be_are_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"radius|detour"):
        settings(**bad)  # type: ignore[arg-type]


def test_children_are_never_made_up() -> None:
    with pytest.raises(ValueError, match="does not say how many children"):
        measured(listing("a", 0, 0), group=Group.CHILDREN)


def test_children_are_counted_where_the_demand_says_so() -> None:
    people = {Group.PEOPLE: np.full(25, 100.0), Group.CHILDREN: np.full(25, 40.0)}
    found = measured(listing("a", 0, 0), demand=grid(people=people), group=Group.CHILDREN)
    assert found.whole.within[120.0] == 120
    assert found.whole.groups == {Group.PEOPLE: 2500, Group.CHILDREN: 1000}


@pytest.mark.parametrize(
    ("facts", "quality", "answer"),
    [
        ({"hours": "24/7"}, "always_open", "yes"),
        ({"hours": "Mo-Fr 08:00-16:00"}, "always_open", "no"),
        ({}, "always_open", "unknown"),
        ({"cost": "free"}, "free", "yes"),
        ({"cost": "paid"}, "free", "no"),
        ({}, "free", "unknown"),
        ({"audience": ("children",)}, "children", "yes"),
        ({"maximum_age": 17}, "children", "yes"),
        ({"minimum_age": 18}, "children", "no"),
        ({"audience": ("adults",)}, "children", "no"),
        ({"audience": ("caregivers",)}, "children", "unknown"),
        ({"genders": ("boys", "girls")}, "boys", "yes"),
        ({"genders": ("women",)}, "boys", "no"),
        ({}, "boys", "unknown"),
        ({"languages": ("sw",)}, "languages", "yes"),
        ({"languages": ("fr",)}, "languages", "no"),
        ({}, "languages", "unknown"),
        ({"source_date": "2026-01"}, "fresh", "yes"),
        ({"source_date": "2025-01"}, "fresh", "no"),
        ({"source_date": ""}, "fresh", "unknown"),
    ],
)
def test_what_a_source_does_not_say_is_not_known(facts: dict[str, object], quality: str, answer: str) -> None:
    found = measured(listing("a", 0, 0, **facts), languages=("sw", "en")).whole.qualities[quality]
    assert {name: getattr(found, name) for name in ("yes", "no", "unknown")} == {"yes": 0, "no": 0, "unknown": 0} | {answer: 1}


def test_a_share_leaves_out_those_that_do_not_say() -> None:
    rows = [listing("a", 0, 0, cost="free"), listing("b", 0, 0, cost="paid"), listing("c", 0, 0)]
    tally = measured(*rows).whole.qualities["free"]
    assert tally.share == 0.5
    assert measured(listing("c", 0, 0)).whole.qualities["free"].share is None


@pytest.mark.parametrize(
    ("listings", "confidence"),
    [
        ([], Confidence.UNKNOWN),
        ([listing("a", 0, 0, doubts=("notes_doubt",))], Confidence.UNKNOWN),
        ([listing("a", 0, 0), listing("b", 0, 0)], Confidence.LOW),
        ([listing(f"l{i}", 0, 0) for i in range(3)], Confidence.FAIR),
        ([listing(f"l{i}", 0, 0, listing_type="police_station") for i in range(9)], Confidence.UNKNOWN),
        ([listing(f"l{i}", 0, 0, precision="city") for i in range(3)], Confidence.LOW),
        ([listing(f"l{i}", 0, 0, source_date="2020-01") for i in range(3)], Confidence.LOW),
        ([listing(f"l{i}", 0, 0, source_date="") for i in range(3)], Confidence.LOW),
    ],
)
def test_confidence_never_says_more_than_is_known(listings: list[Listing], confidence: Confidence) -> None:
    places = supply(*listings)
    assert describe(places, np.ones(len(places), dtype=bool)).confidence is confidence


@pytest.mark.parametrize(("people", "said"), [(0, 0), (0.4, 0), (1, None), (4.4, None), (4.6, 5), (5, 5), (1234.4, 1234)])
def test_so_few_people_that_they_may_be_known_are_not_shown(people: float, said: float | None) -> None:
    assert shown(people) == said


@pytest.mark.parametrize("code", ["medical", "hospital_unit", "complete_pathway"])
def test_what_is_measured_is_read_back_from_its_code(code: str) -> None:
    assert what(code).code == code


def test_a_kind_of_help_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="magic"):
        what("magic")


def test_answers_are_words_of_the_model() -> None:
    assert {answer.value for answer in Answer} >= {"yes", "no", "unknown"}
