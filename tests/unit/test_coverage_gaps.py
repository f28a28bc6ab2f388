"""Norms and gaps: exact denominators, honest obstacles, most people first."""

import numpy as np
import pytest
from coverage_makers import REGIONS, grid, listing, supply
from pydantic import ValidationError

from services import paths
from services.coverage import norms
from services.coverage.completeness import Confidence, describe
from services.coverage.demand import Demand, Group, Kind, Origin
from services.coverage.gaps import COUNTRY, Basis, Gap, Obstacle, judge, ranked, required
from services.coverage.norms import Norm, Reading
from services.directory.model import Listing

ALL = {norm.code: norm for norm in norms.read_norms(paths.DATA / "benchmarks.toml")}
WHOLE = {"origin": Origin(Kind.TABLE, "a table")}


def held(norm: Norm, *listings: Listing, demand: Demand | None = None, lines: tuple[Listing, ...] = ()) -> dict[int, Gap]:
    places = supply(*listings)
    known = [describe(places, places.region == region) for region in range(2)]
    whole = describe(places, np.ones(len(places), dtype=bool))
    return {gap.region: gap for gap in judge([norm], places, lines, grid() if demand is None else demand, REGIONS, known, whole, 120.0)}


def centre(name: str, latitude: float, longitude: float, **facts: object) -> Listing:
    return listing(name, latitude, longitude, **({"listing_type": "rape_crisis_centre", "categories": ("psychological",)} | facts))


@pytest.mark.parametrize(("people", "wanted"), [(0, 0), (1, 1), (199_999, 1), (200_000, 1), (200_001, 2), (1_000_000, 5)])
def test_one_for_every_so_many_is_rounded_up(people: float, wanted: int) -> None:
    assert required(ALL["RC-IC"], people) == wanted


@pytest.mark.parametrize(
    ("code", "inhabitants", "women", "wanted"),
    [("RC-IC", 1_000_000, 500_000, 5), ("RC-08", 1_000_000, 500_000, 3), ("SAC-08", 1_000_000, 500_000, 2)],
)
def test_norms_for_women_count_women_and_norms_for_inhabitants_count_inhabitants(
    code: str, inhabitants: float, women: float, wanted: int
) -> None:
    people = {Group.PEOPLE: np.full(25, inhabitants / 10), Group.WOMEN: np.full(25, women / 10)}
    assert held(ALL[code], demand=grid(people=people, **WHOLE))[0].required == wanted


def test_without_the_number_of_women_their_norm_is_not_judged_by_any_other_number() -> None:
    found = held(ALL["SAC-08"])
    assert found[0].required is None
    assert found[0].difference is None
    assert found[0].obstacle is Obstacle.NO_WOMEN


def test_one_in_every_region_can_be_judged_without_any_number_of_women() -> None:
    found = held(ALL["RC-08"], centre("a", 0, 0))
    assert (found[0].difference, found[1].difference) == (None, 1)
    assert found[1].required == 1


def test_towns_give_a_lower_bound_and_the_country_its_own_total() -> None:
    found = held(ALL["RC-IC"], demand=grid(100_000.0, country_total=9_000_000.0))
    assert (found[0].required, found[0].basis) == (5, Basis.TOWNS)
    assert (found[COUNTRY].required, found[COUNTRY].basis) == (45, Basis.WHOLE)


def test_a_table_gives_the_whole_of_a_region() -> None:
    assert held(ALL["RC-IC"], demand=grid(100_000.0, **WHOLE))[0].basis is Basis.WHOLE


def test_unconfirmed_listings_do_not_meet_a_norm() -> None:
    found = held(ALL["RC-IC"], centre("a", 0, 0, doubts=("notes_doubt",)))
    assert (found[0].listed, found[0].unconfirmed) == (0, 1)


def test_beds_that_nobody_counted_are_not_compared() -> None:
    shelter = listing(
        "s",
        listing_type="shelter_contact",
        categories=("shelter",),
        address_visibility="withheld",
        precision="withheld",
        region_code="XX.01",
    )
    found = held(ALL["SH-10k"], shelter, demand=grid(10_000.0))
    assert (found[0].obstacle, found[0].required, found[0].difference) == (Obstacle.NO_PLACES, 10, None)
    assert (found[1].required, found[1].listed, found[1].difference) == (1, 0, 1)


def test_presence_counts_the_regions_that_have_one() -> None:
    found = held(ALL["CAC"], listing("c", 0, 0, listing_type="child_advocacy_centre"))
    assert (found[COUNTRY].required, found[COUNTRY].listed, found[COUNTRY].difference) == (2, 1, 1)
    assert (found[0].difference, found[1].difference) == (0, 1)


@pytest.mark.parametrize(
    ("facts", "met"),
    [
        ({"cost": "free", "hours": "24/7", "service_area": "nation"}, 1),
        ({"cost": "free", "hours": "Mo-Fr 08:00-16:00", "service_area": "nation"}, 0),
        ({"cost": "unknown", "hours": "24/7", "service_area": "nation"}, 0),
        ({"cost": "free", "hours": "24/7", "service_area": "region"}, 0),
        ({"cost": "free", "hours": "24/7", "service_area": "nation", "doubts": ("aggregator_only",)}, 0),
    ],
)
def test_a_national_line_is_met_only_where_the_sources_say_so(facts: dict[str, object], met: int) -> None:
    found = held(ALL["HL-24"], lines=(listing("line", listing_type="child_helpline", **facts),))
    assert (found[COUNTRY].listed, found[COUNTRY].difference) == (met, 1 - met)


def test_a_limit_in_time_asks_for_no_number_of_places() -> None:
    found = held(ALL["PEP-72"])
    assert all(gap.required is None and gap.obstacle is Obstacle.A_LIMIT for gap in found.values())


def test_people_behind_a_gap_are_those_out_of_reach() -> None:
    found = held(ALL["RC-IC"], centre("a", 0, 0), demand=grid(100_000.0))
    assert found[0].people == 700_000
    assert found[1].people == 1_500_000


def test_gaps_are_ranked_by_the_people_behind_them_and_met_norms_are_left_out() -> None:
    places = supply(centre("a", 0, 0))
    known = [describe(places, places.region == region) for region in range(2)]
    gaps = judge(list(ALL.values())[:4], places, (), grid(), REGIONS, known, known[0], 120.0)
    order = ranked(gaps)
    assert all(gap.difference for gap in order)
    assert COUNTRY not in {gap.region for gap in order}
    assert [gap.people for gap in order] == sorted((gap.people for gap in order), reverse=True)


def test_a_gap_where_nothing_is_known_is_not_a_sure_one() -> None:
    assert held(ALL["RC-IC"], centre("a", 0, 0))[1].confidence is Confidence.UNKNOWN


def test_norms_that_were_not_read_carry_no_figure_and_stay_off() -> None:
    unread = [norm for norm in ALL.values() if norm.status is Reading.UNREAD]
    assert unread
    assert not any(norm.per or norm.on for norm in unread)
    assert not {norm.code for norm in unread} & {norm.code for norm in norms.chosen(list(ALL.values()), list(ALL))}


@pytest.mark.parametrize(
    "bad",
    [
        {"code": "X", "kind": "rate", "per": 0, "types": ["court"]},
        {"code": "X", "kind": "rate", "per": 10},
        {"code": "X", "kind": "rate", "per": -5, "types": ["court"]},
        {"code": "=cmd()", "kind": "rate", "per": 5, "types": ["court"]},
        {"code": "X", "kind": "rate", "per": 5, "types": ["court"], "status": "unread", "on": False},
    ],
)
def test_a_norm_of_ones_own_must_make_sense(bad: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Norm.model_validate_json(__import__("json").dumps(bad))


def test_a_changed_figure_is_ones_own() -> None:
    changed = norms.adjusted(ALL["RC-IC"], per=100_000)
    assert (changed.per, changed.status) == (100_000, Reading.OWN)
    assert norms.adjusted(ALL["RC-IC"], per=200_000).status is Reading.READ
