"""Reports side by side, small maps, views laid flat, proofs of all three questions, and norms judged by journeys."""

import base64
import json

import numpy as np
import pytest
from coverage_makers import REGIONS, TODAY, grid, listing, settings, supply
from pydantic import ValidationError
from scipy import sparse
from shapely.geometry import MultiPolygon, box

from services import paths
from services.coverage import boundaries, classes, exact, flat, norms, plan, small, territory
from services.coverage.demand import Demand, Group
from services.coverage.exports import compare, known
from services.coverage.exports.paper import reach_sentence
from services.coverage.gaps import COUNTRY, Gap
from services.coverage.matrix import TravelTimes
from services.coverage.norms import Reading
from services.coverage.plan import Goal
from services.coverage.refusals import Refused
from services.coverage.report import Report, analyse
from services.coverage.siting import Answer
from services.coverage.supply import what
from services.coverage.territory import Territory
from services.coverage.words import gap_sentence, headline, notes
from services.directory.model import Category, Listing, ListingType
from services.language.catalogue import LANGUAGES, translator
from services.places.gazetteer import Gazetteer

ALL = norms.read_norms(paths.DATA / "benchmarks.toml")
EN = translator("en", paths.LOCALE)


def measured(
    *listings: Listing, demand: Demand | None = None, times: TravelTimes | None = None, judged: object = (), **asked: object
) -> Report:
    places = supply(*(listings or (listing("corner", 0, 0), listing("other", 0, 1))))
    return analyse(settings(**asked), places, (), demand or grid(), REGIONS, judged, TODAY, edition="2026-11-24", times=times)  # type: ignore[arg-type]


def journeys(*minutes: tuple[int, float]) -> TravelTimes:
    """Give minutes from some of the 25 points to the one place."""
    points, values = zip(*minutes, strict=True)
    return TravelTimes(sparse.csr_array((values, (points, [0] * len(points))), shape=(25, 1)), (), (), "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_report_has_a_row_that_says_how_complete_it_is(language: str) -> None:
    t = translator(language, paths.LOCALE)
    sheet = compare.compare([("A", measured()), ("B", measured(listing("far", 4, 4)))], t)
    rows = [dict(zip((column.key for column in sheet.columns), row, strict=True)) for row in sheet.rows]
    assert [row["name"] for row in rows] == ["A", "B"]
    assert [row["listed"] for row in rows] == [2, 1]
    assert [row["within"] for row in rows] == [500, 300]
    assert all(row["completeness"] and row["confidence"] for row in rows)


def test_before_and_after_add_up_to_the_gain_of_the_plan() -> None:
    report = measured()
    given = plan.quick(report, plan.from_towns(report.demand), 2)
    sheet = compare.before_and_after(report, given, EN)
    gains = [row[4] for row in sheet.rows]
    assert sum(int(gain or 0) for gain in gains) == given.gain
    assert gains == sorted(gains, key=lambda gain: -int(gain or 0))


def test_fewer_than_five_people_are_no_number_before_or_after() -> None:
    report = measured(demand=grid(0.1))
    given = plan.quick(report, plan.from_towns(report.demand), 1)
    said = [value for row in compare.before_and_after(report, given, EN).rows for value in row]
    assert "<5" in said
    assert not {1, 2, 3, 4} & {value for value in said if isinstance(value, int)}


def test_places_are_counted_by_age_and_by_position() -> None:
    places = supply(
        listing("new", 0, 0, source_date="2026-10"),
        listing("old", 0, 1, source_date="2019-01"),
        listing("undated", 0, 1, source_date=""),
        listing("town", 0, 1, precision="city"),
        listing("nowhere"),
        listing("court", 0, 0, listing_type="court", categories=("legal",)),
    )
    assert [row[1] for row in known.ages(places, EN).rows] == [3, 0, 0, 0, 1, 1]
    assert [row[1] for row in known.positions(places, EN).rows] == [3, 1, 1]


def test_completeness_is_told_for_the_country_and_each_region() -> None:
    sheet = known.completeness(measured(), EN)
    assert [row[0] for row in sheet.rows][1:] == list(REGIONS.names)
    assert [row[1] for row in sheet.rows] == [2, 2, 0]


def test_each_kind_of_help_has_a_small_map_and_its_numbers_a_table() -> None:
    report = measured()
    drawn = small.maps(report, EN)
    assert len(drawn) == len(Category)
    picture = base64.b64decode(drawn[0].source.split(",", 1)[1]).decode()
    assert picture.count("<path") == len(REGIONS)
    assert classes.colour(0.4) in picture, "400 of the 1,000 people in the west are within reach"
    sheet = small.shares(report, EN)
    assert [row[1] for row in sheet.rows] == ["20%", "40%", "7%"]
    for category, areas in small.by_category(report).items():
        assert [area.share for area in areas] == [row.category_within[category] / row.people for row in report.rows]


def test_specks_far_away_stay_out_of_a_view_and_far_regions_do_not() -> None:
    speck = MultiPolygon([box(0, 0, 10, 10), box(40, -60, 40.2, -59.8)])
    assert flat.bounds([speck]) == (0, 0, 10, 10)
    view = flat.view([speck], 100, 100)
    drawn = [view.outline(ring, finest=0.01) for ring in flat.rings(speck)]
    assert [bool(ring) for ring in drawn] == [True, False]
    assert all(-1e-6 <= x <= 100 + 1e-6 and -1e-6 <= y <= 100 + 1e-6 for ring in drawn for x, y in ring)
    assert flat.bounds([box(0, 0, 10, 10), box(40, -60, 40.2, -59.8)]) == (0, -60, 40.2, 10)


def test_a_country_across_the_date_line_is_drawn_in_one_piece() -> None:
    east, west = box(160, 50, 179, 60), box(-179, 50, -170, 60)
    view = flat.view([east, west], 100, 100)
    assert view.place(np.array([[-175.0, 55.0]]))[0, 0] > view.place(np.array([[170.0, 55.0]]))[0, 0]


def test_only_places_of_the_type_that_do_not_give_it_yet_are_upgraded() -> None:
    places = supply(
        listing("a", 0, 0, listing_type="social_services", categories=("social",)),
        listing("b", 0, 1, listing_type="social_services", categories=("social", "medical")),
        listing("c", listing_type="social_services", categories=("social",)),
        listing("d", 0, 1),
    )
    found = plan.upgrades(places, ListingType.SOCIAL_SERVICES, what("medical"))
    assert (found.names, found.ids) == (("a",), ("a",))


@pytest.mark.parametrize("goal", list(Goal))
def test_the_proven_answer_is_never_worse_than_the_quick_one(goal: Goal) -> None:
    report = measured()
    candidates = plan.from_towns(report.demand)
    quick = {
        Goal.MOST_PEOPLE: lambda: plan.quick(report, candidates, 2),
        Goal.FEWEST_SITES: lambda: plan.fewest(report, candidates, 0.8),
        Goal.NEAREST_ON_AVERAGE: lambda: plan.nearest(report, candidates, 2),
    }[goal]()
    asked = plan.question(report, candidates, goal, 0.8)
    assert asked is not None
    given, wanted = asked
    again = exact.unpack(exact.pack(given, 2, wanted, 30.0))
    numbers = exact.solve(*again)
    assert numbers is not None
    bound, proven, people, *sites = numbers
    answer = (
        exact.Fewest(tuple(map(int, sites)), int(bound), bool(proven))
        if wanted
        else Answer(tuple(map(int, sites)), people, bound, "exact", bool(proven))
    )
    best = plan.proven(report, candidates, goal, answer)
    assert best.proven
    assert "No other choice is better" in reach_sentence(best, EN)
    if goal is Goal.MOST_PEOPLE:
        assert best.after >= quick.after
        assert best.gain <= quick.limit
    elif goal is Goal.FEWEST_SITES:
        assert quick.limit <= len(best.sites) <= len(quick.sites)
        assert best.after >= 0.8 * best.total * (1 - 1e-9)
    else:
        assert best.mean_after <= quick.mean_after + 1e-9
        assert quick.limit <= best.mean_after * best.total + 1e-6


def test_what_cannot_be_proved_in_a_minute_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    report = measured()
    monkeypatch.setattr(plan, "MOST_PROVABLE", 10)
    assert plan.question(report, plan.from_towns(report.demand), Goal.NEAREST_ON_AVERAGE, 0.5) is None
    assert plan.question(report, plan.from_towns(report.demand), Goal.FEWEST_SITES, 0.01) is None, "so many are reached already"


def gap(report: Report, code: str, region: int) -> Gap:
    return next(one for one in report.gaps if one.norm.code == code and one.region == region)


def test_people_behind_a_gap_are_those_without_a_journey_in_time() -> None:
    judged = norms.chosen(ALL, ["CAC"])
    times = journeys((0, 10.0), (1, 90.0), (24, 20.0))
    place = listing("house", 0, 0, listing_type="child_advocacy_centre")
    report = measured(place, times=times, judged=judged, radius=60.0, radii=(60.0,))
    assert gap(report, "CAC", COUNTRY).people == 2300
    assert (gap(report, "CAC", 0).people, gap(report, "CAC", 1).people) == (900, 1400)


def test_a_share_within_a_time_is_judged_by_its_own_minutes_once_there_are_journeys() -> None:
    judged = norms.chosen(ALL, ["T-2H"])
    times = journeys((0, 10.0), (1, 119.0), (2, 121.0), (24, 120.0))
    report = measured(listing("clinic", 0, 0), times=times, judged=judged, radius=30.0, radii=(30.0,))
    whole = gap(report, "T-2H", COUNTRY)
    assert (whole.people, whole.of_people) == (2200, 2500)
    assert gap_sentence(whole, report, EN).endswith("asks that 80% of people be within 120 minutes. Of the people counted it is 12%.")
    without = measured(listing("clinic", 0, 0), judged=judged)
    assert "cannot be judged" in gap_sentence(gap(without, "T-2H", COUNTRY), without, EN)


def test_an_assumed_detour_counts_in_gaps_too() -> None:
    judged = norms.chosen(ALL, ["CAC"])
    place = listing("house", 0, 0, listing_type="child_advocacy_centre")
    near, far = (gap(measured(place, judged=judged, detour=detour), "CAC", COUNTRY).people for detour in (1.0, 1.5))
    assert (near, far) == (2200, 2400)


def test_sites_are_never_proposed_by_lines_where_reach_was_measured_by_journeys() -> None:
    report = measured(listing("clinic", 0, 0), times=journeys((0, 10.0)), radius=60.0, radii=(60.0,))
    candidates = plan.from_towns(report.demand)
    for ask in (
        lambda: plan.quick(report, candidates, 1),
        lambda: plan.nearest(report, candidates, 1),
        lambda: plan.fewest(report, candidates, 0.5),
    ):
        with pytest.raises(ValueError, match="straight lines"):
            ask()


@pytest.mark.parametrize(
    ("code", "figures"),
    [("RC-IC", {"per": 300_000}), ("CAC", {"each_region": 2}), ("T-2H", {"share": 0.9, "minutes": 60}), ("CC", {"per": 50_000})],
)
def test_every_changed_figure_is_ones_own(code: str, figures: dict[str, float]) -> None:
    (norm,) = (one for one in ALL if one.code == code)
    changed = norms.adjusted(norm, **figures)
    assert changed.status is Reading.OWN
    assert {name: getattr(changed, name) for name in figures} == figures
    assert norms.adjusted(norm, **{name: getattr(norm, name) for name in figures}) is norm


def test_a_figure_that_makes_no_sense_is_refused() -> None:
    (norm,) = (one for one in ALL if one.code == "T-2H")
    with pytest.raises(ValidationError):
        norms.adjusted(norm, share=1.5)


def test_boundaries_of_another_country_are_refused() -> None:
    def regions(west: float) -> boundaries.Regions:
        ring = [[west, 0.0], [west + 2, 0.0], [west + 2, 2.0], [west, 2.0], [west, 0.0]]
        shape = {"type": "Feature", "properties": {"name": "One"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        return boundaries.read_geojson(json.dumps({"type": "FeatureCollection", "features": [shape]}).encode(), "one.geojson")

    land = Territory("XX", REGIONS, grid())
    inside = territory.with_regions(land, regions(0.0))
    assert (inside.towns.region >= 0).sum() == 9
    with pytest.raises(Refused, match="is it the right country"):
        territory.with_regions(land, regions(100.0))


def test_boundaries_that_are_too_large_or_no_text_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="not UTF-8"):
        boundaries.read_geojson(b"\xff\xfe", "x")
    monkeypatch.setattr(boundaries, "MOST_BYTES", 3)
    with pytest.raises(Refused, match="is larger than"):
        boundaries.read_geojson(b"{}  ", "x")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_that_matters_speaks_of_the_list_and_never_of_what_exists(language: str) -> None:
    t = translator(language, paths.LOCALE)
    some, none = headline(measured(), t), headline(measured(listing("line", listing_type="court")), t)
    assert t.number(20) in some
    assert "{" not in some + none
    assert some != none


def test_a_scenario_says_first_that_it_is_one() -> None:
    from dataclasses import replace

    report = measured()
    assert not any("scenario" in note for note in notes(report, EN))
    assert "scenario" in notes(replace(report, what_if=True), EN)[0]


def test_group_of_a_grid_is_told() -> None:
    assert measured(demand=grid(people={Group.CHILDREN: np.full(25, 10.0)}), group=Group.CHILDREN).whole.people == 250


def test_the_english_name_of_a_region_stands_beside_its_own_in_every_language() -> None:
    atlas = Gazetteer(paths.GEO / "gazetteer.sqlite")
    english = territory.territory("KE", atlas, None, {}).regions
    for language in LANGUAGES:
        regions = territory.territory("KE", atlas, None, {}, language).regions
        assert dict(zip(regions.codes, regions.aliases, strict=True)) == dict(zip(english.codes, english.names, strict=True))
