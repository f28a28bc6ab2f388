"""Who stands in an answer, in which group, in which order, and why."""

from datetime import datetime
from typing import Any

import pytest
from search_makers import NAKURU, NOW, at, index_of, listing

from services.directory.model import Category, Gender, Listing, Precision
from services.places.model import Place
from services.search.answer import answer
from services.search.query import Answer, GroupKind, How, Loosening, Match, Need, Query, Reader

EMERGENCY = listing("emergency", listing_type="emergency_number", categories="police;medical", phones="police: 999", city="")
HELPLINE = listing(
    "child-line", listing_type="child_helpline", categories="psychological", phones="116", hours="24/7", audience="children", city=""
)
LINE = listing("line", listing_type="helpline", categories="psychological;medical", phones="1195", city="")
REMOVAL = listing(
    "removal", listing_type="content_removal", categories="online_safety", country="INT", city="", website="https://example.org"
)
NEAR = listing("near", **at(-0.31, 36.08))
FARTHER = listing("farther", **at(-0.50, 36.08))
FAR = listing("far", city="Mombasa", **at(-4.05, 39.66))
STATION = listing("station", listing_type="police_station", categories="police", **at(-0.303, 36.08))
BUSIA = Place("Busia", "KE", 0.4608, 34.1115, region_code="KE.04")


def ids(found: Answer, kind: GroupKind) -> list[str]:
    group = found.group(kind)
    return [match.listing.id for match in group.matches] if group else []


def ask(*listings: Listing, **query: Any) -> Answer:
    return answer(index_of(*listings), Query(**query), NOW)


def only(found: Answer, kind: GroupKind = GroupKind.NEAR) -> Match:
    group = found.group(kind)
    assert group is not None
    (match,) = group.matches
    return match


# groups


def test_groups_hold_what_their_names_say() -> None:
    found = ask(EMERGENCY, HELPLINE, LINE, REMOVAL, FAR, FARTHER, NEAR, need=Need.HURT, place=NAKURU)
    assert ids(found, GroupKind.RIGHT_NOW) == ["emergency", "child-line"]
    assert ids(found, GroupKind.NEAR) == ["near", "farther"]
    assert ids(found, GroupKind.COUNTRY) == ["far"]
    assert ids(found, GroupKind.REMOTE) == ["line"]
    assert found.total == 4


def test_a_child_helpline_that_stands_right_now_is_not_repeated_among_the_lines() -> None:
    found = ask(EMERGENCY, HELPLINE, LINE, need=Need.TALK, country="KE")
    assert ids(found, GroupKind.REMOTE) == ["line"]


@pytest.mark.parametrize("need", [None, *Need])
def test_nothing_found_still_ends_in_something_to_do(need: Need | None) -> None:
    found = ask(EMERGENCY, HELPLINE, REMOVAL, need=need, country="KE", free=True, language="fr")
    assert found.groups


def test_a_country_that_is_not_listed_gets_what_crosses_borders() -> None:
    found = ask(EMERGENCY, REMOVAL, need=Need.HURT, country="TV")
    assert [group.kind for group in found.groups] == [GroupKind.ACROSS_BORDERS]
    assert ids(found, GroupKind.ACROSS_BORDERS) == ["removal"]


def test_a_query_that_asks_nothing_has_an_answer() -> None:
    assert ids(ask(EMERGENCY, NEAR, REMOVAL), GroupKind.ACROSS_BORDERS) == ["removal"]


def test_a_place_that_is_a_country_counts_as_the_country() -> None:
    kenya = Place("Kenya", "KE", 0.0, 38.0, Precision.COUNTRY)
    found = ask(NEAR, place=kenya)
    assert found.query.place == kenya
    assert only(found, GroupKind.COUNTRY).distance_km is None


def test_a_region_asked_for_holds_its_own_listings() -> None:
    region = Place("Nakuru County", "KE", -0.3031, 36.08, Precision.REGION, region_code="KE.31")
    inside = listing("inside", region_code="KE.31", **at(-0.9, 36.4))
    unplaced = listing("unplaced", region_code="KE.31")
    outside = listing("outside", region_code="KE.07", **at(-0.31, 36.08))
    found = ask(unplaced, outside, inside, place=region)
    assert ids(found, GroupKind.NEAR) == ["inside", "unplaced"]
    assert ids(found, GroupKind.COUNTRY) == ["outside"]


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        answer(index_of(NEAR), Query(country="KE"), datetime(2026, 11, 24))  # noqa: DTZ001  # this is what must be refused


# right now


def test_where_sources_disagree_about_an_emergency_number_both_stand_the_better_backed_first() -> None:
    worse = listing("worse", listing_type="emergency_number", categories="police", phones="17", city="", doubts="sources_disagree")
    better = listing(
        "better",
        listing_type="emergency_number",
        categories="police",
        phones="19",
        city="",
        other_sources="https://b.example.org [2026] 19",
    )
    assert ids(ask(worse, better, country="KE"), GroupKind.RIGHT_NOW) == ["better", "worse"]


def test_a_doubtful_helpline_goes_where_a_sure_one_stands_and_stays_where_none_does() -> None:
    doubtful = listing("doubtful", listing_type="child_helpline", categories="social", phones="164", city="", doubts="aggregator_only")
    assert ids(ask(doubtful, HELPLINE, country="KE"), GroupKind.RIGHT_NOW) == ["child-line"]
    alone = ask(doubtful, country="KE")
    assert "unconfirmed" in only(alone, GroupKind.RIGHT_NOW).reasons


def test_a_line_of_another_region_is_not_right_now() -> None:
    other = listing("other", listing_type="child_helpline", categories="social", city="", region_code="KE.07", service_area="region")
    own = listing("own", listing_type="child_helpline", categories="social", city="", region_code="KE.31", service_area="region")
    found = ask(other, own, HELPLINE, place=NAKURU)
    assert set(ids(found, GroupKind.RIGHT_NOW)) == {"own", "child-line"}
    assert ids(found, GroupKind.REMOTE) == ["other"]
    assert ids(ask(other, country="KE"), GroupKind.RIGHT_NOW) == ["other"]


def test_filters_never_take_an_emergency_number_away_or_ask_it_first() -> None:
    found = ask(EMERGENCY, country="KE", free=True, language="ru", how=How.CHAT, wheelchair=True, age=14)
    assert only(found, GroupKind.RIGHT_NOW).unknown == ()


def test_an_adult_gets_no_child_helpline_right_now_unless_helping() -> None:
    assert ids(ask(EMERGENCY, HELPLINE, country="KE", age=30), GroupKind.RIGHT_NOW) == ["emergency"]
    assert ids(ask(EMERGENCY, HELPLINE, country="KE", age=30, need=Need.HELPING), GroupKind.RIGHT_NOW) == ["emergency", "child-line"]


# who stands where


@pytest.mark.parametrize("reader", list(Reader))
def test_a_police_station_stands_behind_every_specialised_place(reader: Reader) -> None:
    special = listing("special", listing_type="special_police_unit", categories="police", source_date="2010", **at(-0.9, 36.08))
    found = ask(STATION, special, need=Need.LAWYER_POLICE, place=NAKURU, reader=reader)
    assert ids(found, GroupKind.NEAR) == ["special", "station"]


def test_an_unconfirmed_place_leaves_a_childs_answer_when_a_better_one_is_near() -> None:
    old = listing("old", source_date="2010", **at(-0.3031, 36.08))
    assert ids(ask(old, NEAR, need=Need.HURT, place=NAKURU), GroupKind.NEAR) == ["near"]
    assert "unconfirmed" in only(ask(old, FAR, need=Need.HURT, place=NAKURU)).reasons
    assert ids(ask(old, NEAR, need=Need.HURT, place=NAKURU, reader=Reader.ADULT), GroupKind.NEAR) == ["near", "old"]
    assert ids(ask(old, NEAR, need=Need.HURT, place=NAKURU, reader=Reader.CASEWORKER), GroupKind.NEAR) == ["near", "old"]


def test_a_police_station_is_no_better_place_than_an_unconfirmed_special_one() -> None:
    old = listing("old", listing_type="special_police_unit", categories="police", source_date="2010", **at(-0.31, 36.08))
    old_station = listing("old-station", listing_type="police_station", categories="police", source_date="2010", **at(-0.31, 36.08))
    assert ids(ask(old, old_station, STATION, need=Need.LAWYER_POLICE, place=NAKURU), GroupKind.NEAR) == ["old", "station"]


def test_an_unconfirmed_line_does_not_come_back_beside_a_sure_helpline() -> None:
    old = listing("old", listing_type="helpline", categories="psychological", city="", doubts="aggregator_only")
    found = ask(HELPLINE, old, need=Need.TALK, country="KE")
    assert found.group(GroupKind.REMOTE) is None


def test_survivor_networks_are_for_adults_and_for_long_ago() -> None:
    network = listing("network", listing_type="survivor_network", categories="social", audience="adults", city="")
    assert ids(ask(network, country="KE", need=Need.LONG_AGO), GroupKind.REMOTE) == ["network"]
    assert ids(ask(network, country="KE", need=Need.LONG_AGO, age=15), GroupKind.REMOTE) == []
    assert ids(ask(network, country="KE", need=Need.TALK, age=30), GroupKind.REMOTE) == []
    assert ids(ask(network, country="KE", reader=Reader.CASEWORKER), GroupKind.REMOTE) == []


def test_a_network_that_only_advocates_is_somebody_to_ask_for_caseworkers() -> None:
    member = listing("member", listing_type="network_member", categories="social", **at(-0.303, 36.08))
    assert ids(ask(member, place=NAKURU), GroupKind.NEAR) == []
    found = ask(member, STATION, place=NAKURU, reader=Reader.CASEWORKER).group(GroupKind.NEAR)
    assert found is not None
    assert [match.listing.id for match in found.matches] == ["station", "member"]
    assert found.matches[1].reasons[0] == "someone_to_ask"


AUDIENCES = [
    ("adults", None, None, False, True),
    ("caregivers;professionals", None, None, False, True),
    ("children", None, None, True, True),
    ("children;adults", None, None, True, True),
    ("", None, None, True, True),
    ("", 18, None, False, True),
    ("", None, 12, False, False),
    ("", 12, None, True, True),
]


@pytest.mark.parametrize(("audience", "low", "high", "child", "adult"), AUDIENCES)
def test_age_and_audience_decide_who_sees_a_listing(audience: str, low: int | None, high: int | None, child: bool, adult: bool) -> None:
    row = listing("x", audience=audience, minimum_age=low, maximum_age=high)
    assert bool(ids(ask(row, country="KE", age=15), GroupKind.COUNTRY)) is child
    assert bool(ids(ask(row, country="KE", age=30), GroupKind.COUNTRY)) is adult


def test_a_listing_for_children_only_is_not_first_in_an_adults_answer() -> None:
    house = listing("house", listing_type="child_advocacy_centre", audience="children", **at(-0.303, 36.08))
    found = ask(house, NEAR, place=NAKURU, age=30).group(GroupKind.NEAR)
    assert found is not None
    assert [match.listing.id for match in found.matches] == ["near", "house"]
    assert "children_only" in found.matches[1].reasons
    assert ids(ask(house, NEAR, place=NAKURU, need=Need.HELPING, age=30), GroupKind.NEAR) == ["house", "near"]


def test_somebody_who_helps_sees_services_for_children_and_for_carers() -> None:
    carers = listing("carers", audience="caregivers")
    children = listing("children", audience="children")
    assert set(ids(ask(carers, children, country="KE", need=Need.HELPING), GroupKind.COUNTRY)) == {"carers", "children"}


@pytest.mark.parametrize("status", ["inactive", "defunct", "temporarily closed"])
def test_only_active_listings_are_help(status: str) -> None:
    assert ask(listing("x", status=status), country="KE").total == 0


def test_by_referral_only_is_kept_behind_with_the_reason() -> None:
    referral = listing("referral", access="referral_only", **at(-0.303, 36.08))
    found = ask(referral, NEAR, place=NAKURU).group(GroupKind.NEAR)
    assert found is not None
    assert [match.listing.id for match in found.matches] == ["near", "referral"]
    assert "ask_referral" in found.matches[1].reasons
    assert ids(ask(referral, NEAR, place=NAKURU, reader=Reader.CASEWORKER), GroupKind.NEAR) == ["referral", "near"]


# wishes

WISHES: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ({"free": True}, {"cost": "free"}, {"cost": "paid"}),
    ({"may_come_alone": True}, {"may_come_alone": "yes"}, {"may_come_alone": "no"}),
    ({"wheelchair": True}, {"wheelchair": "yes"}, {"wheelchair": "no"}),
    ({"language": "en"}, {"languages": "en;sw"}, {"languages": "sw"}),
    ({"open_now": True}, {"hours": "24/7"}, {"hours": "Sa-Su 09:00-17:00"}),
]


@pytest.mark.parametrize(("wish", "yes", "no"), WISHES)
def test_a_wish_keeps_the_unknown_behind_the_known_and_drops_a_plain_no(
    wish: dict[str, Any], yes: dict[str, Any], no: dict[str, Any]
) -> None:
    rows = (listing("no", **no, **at(-0.303, 36.08)), listing("unknown", **at(-0.304, 36.08)), listing("yes", **yes, **at(-0.9, 36.08)))
    found = ask(*rows, place=NAKURU, **wish)
    group = found.group(GroupKind.NEAR)
    (name,) = wish
    assert group is not None
    assert [(match.listing.id, match.unknown) for match in group.matches] == [("yes", ()), ("unknown", (name,))]
    assert name in group.matches[0].reasons
    assert found.loosen == (Loosening(name, 1),)


@pytest.mark.parametrize(
    ("genders", "asked", "shown", "unknown"),
    [
        ("", Gender.BOYS, True, True),
        ("boys", Gender.BOYS, True, False),
        ("men", Gender.BOYS, True, True),
        ("girls", Gender.BOYS, False, False),
        ("women", Gender.BOYS, False, False),
        ("women", Gender.GIRLS, True, True),
        ("girls;women", Gender.WOMEN, True, False),
    ],
)
def test_gender_leaves_out_only_what_names_the_others(genders: str, asked: Gender, shown: bool, unknown: bool) -> None:
    found = ask(listing("x", genders=genders), country="KE", gender=asked)
    assert bool(found.total) is shown
    if shown:
        assert bool(only(found, GroupKind.COUNTRY).unknown) is unknown


def test_how_looks_at_doors_numbers_and_chats() -> None:
    rows = (listing("door"), listing("phone", phones="1195"), listing("text", sms="1195"), LINE)
    assert ask(*rows, country="KE", how=How.IN_PERSON).total == 3
    assert ask(*rows, country="KE", how=How.PHONE).total == 2
    assert ask(*rows, country="KE", how=How.CHAT).total == 1


def test_a_line_has_no_steps() -> None:
    assert only(ask(LINE, country="KE", wheelchair=True), GroupKind.REMOTE).unknown == ()


def test_a_radius_is_a_filter_that_can_be_let_go() -> None:
    withheld = listing("withheld", address_visibility="withheld", region_code="KE.31")
    found = ask(NEAR, FARTHER, FAR, withheld, LINE, place=NAKURU, radius_km=5.0)
    assert ids(found, GroupKind.NEAR) == ["near"]
    assert ids(found, GroupKind.COUNTRY) == ["withheld"]
    assert only(found, GroupKind.COUNTRY).unknown == ("radius_km",)
    assert "same_region" in only(found, GroupKind.COUNTRY).reasons
    assert ids(found, GroupKind.REMOTE) == ["line"]
    assert found.loosen == (Loosening("radius_km", 2),)


def test_letting_go_of_the_need_is_the_last_thing_offered() -> None:
    found = ask(NEAR, FARTHER, need=Need.PICTURES, country="KE", free=True)
    assert found.total == 0
    assert found.loosen[-1] == Loosening("need", 2)


def test_lines_are_shown_even_where_they_miss_a_wish() -> None:
    line = listing("line", listing_type="helpline", categories="psychological", languages="sw", city="")
    found = ask(line, need=Need.TALK, country="KE", language="fr")
    assert found.total == 0
    assert "shown_anyway" in only(found, GroupKind.REMOTE).reasons


def test_an_open_line_stands_before_a_closed_one() -> None:
    def line(name: str, hours: str) -> Listing:
        return listing(name, listing_type="helpline", categories="psychological", hours=hours, city="")

    rows = (line("closed", "Sa-Su 09:00-17:00"), line("unknown", ""), line("open", "24/7"))
    assert ids(ask(*rows, need=Need.TALK, country="KE"), GroupKind.REMOTE) == ["open", "unknown", "closed"]


# distance and reasons


@pytest.mark.parametrize(("precision", "about"), [("exact", False), ("street", False), ("postcode", False), ("city", True)])
def test_a_distance_is_about_where_only_the_town_is_known(precision: str, about: bool) -> None:
    match = only(ask(listing("x", **at(-0.4, 36.08, precision)), place=NAKURU))
    assert match.about is about
    assert match.distance_km == pytest.approx(10.77, abs=0.01)


def test_a_line_has_no_distance_even_where_its_office_is_known() -> None:
    line = listing("line", listing_type="helpline", categories="psychological", region_code="KE.31", **at(-0.31, 36.08))
    match = only(ask(line, need=Need.TALK, place=NAKURU), GroupKind.REMOTE)
    assert match.distance_km is None
    assert "same_region" not in match.reasons


def test_a_match_says_why_it_is_here() -> None:
    place = listing("place", listing_type="hospital_unit", audience="children", cost="free", **at(-0.31, 36.08))
    match = only(ask(place, need=Need.HURT, place=NAKURU, age=14, free=True))
    assert match.reasons == ("made_for_it", "fits_age", "free")
    guess = listing("guess", listing_type="helpline", categories="social", city="")
    assert only(ask(guess, need=Need.PICTURES, country="KE"), GroupKind.REMOTE).reasons == ("may_help",)
    office = listing("office", listing_type="support_service", conflicts="Two numbers.")
    assert only(ask(office, need=Need.HURT, country="KE"), GroupKind.COUNTRY).reasons == ("helps_with_it", "conflict")


# across borders


def test_a_place_over_the_border_stands_apart_and_only_where_it_is_nearer() -> None:
    tororo = listing("tororo", country="UG", city="Tororo", **at(0.6928, 34.1808))
    kisumu = listing("kisumu", city="Kisumu", **at(-0.1022, 34.7617))
    found = ask(kisumu, tororo, need=Need.HURT, place=BUSIA)
    assert ids(found, GroupKind.NEAR) == ["kisumu"]
    assert ids(found, GroupKind.ACROSS_BORDERS) == ["tororo"]
    assert "other_country" in only(found, GroupKind.ACROSS_BORDERS).reasons
    busia = listing("busia", city="Busia", **at(0.461, 34.112))
    assert ask(busia, kisumu, tororo, need=Need.HURT, place=BUSIA).group(GroupKind.ACROSS_BORDERS) is None


def test_police_over_the_border_is_not_offered() -> None:
    police = listing("police", country="UG", listing_type="police_station", categories="police", **at(0.6928, 34.1808))
    assert ask(police, need=Need.LAWYER_POLICE, place=BUSIA).group(GroupKind.ACROSS_BORDERS) is None


def test_a_cross_border_line_of_another_country_may_be_used() -> None:
    line = listing("line", country="NL", listing_type="report_hotline", categories="online_safety", service_area="cross_border", city="")
    assert only(ask(line, need=Need.PICTURES, country="KE"), GroupKind.ACROSS_BORDERS).reasons == ("everywhere", "made_for_it")


def test_adults_only_services_cross_no_border_to_a_child() -> None:
    adults = listing("adults", country="INT", listing_type="content_removal", categories="online_safety", audience="adults", city="")
    assert ids(ask(adults, REMOVAL, need=Need.PICTURES, country="KE", age=14), GroupKind.ACROSS_BORDERS) == ["removal"]
    assert "adults" in ids(ask(adults, REMOVAL, need=Need.PICTURES, country="KE", age=30), GroupKind.ACROSS_BORDERS)


# counts


def test_a_facet_is_counted_without_its_own_filter() -> None:
    rows = (listing("a", cost="free"), listing("b", cost="paid"), listing("c"), listing("d", cost="free", categories="legal"))
    found = ask(*rows, country="KE", free=True, categories=frozenset({Category.MEDICAL}))
    assert found.total == 2
    assert found.counts["free"] == {"yes": 1, "no": 1, "unknown": 1}
    assert (found.counts["categories"]["medical"], found.counts["categories"]["legal"]) == (2, 1)


def test_an_age_counts_whom_it_would_bring() -> None:
    rows = (listing("young", minimum_age=0, maximum_age=11), listing("any"), listing("grown", audience="adults"))
    child, adult = ask(*rows, country="KE"), ask(*rows, country="KE", age=30)
    assert child.total == 2
    assert (child.counts["age"]["11"], child.counts["age"]["12"], child.counts["age"]["18"]) == (2, 1, 2)
    assert (adult.total, adult.counts["age"]) == (2, child.counts["age"])


def test_a_distance_counts_places_within_it_and_lines_which_answer_from_anywhere() -> None:
    found = ask(NEAR, FARTHER, FAR, LINE, place=NAKURU, radius_km=5.0)
    assert found.total == 2
    assert found.counts["radius_km"] == {"5": 2, "10": 2, "30": 3, "50": 3, "100": 3}


def test_without_a_place_every_distance_leaves_everything() -> None:
    assert set(ask(NEAR, FAR, LINE, country="KE").counts["radius_km"].values()) == {3}


def test_what_a_child_is_not_shown_is_not_counted() -> None:
    old = listing("old", source_date="2010", cost="free", **at(-0.3031, 36.08))
    found = ask(old, NEAR, need=Need.HURT, place=NAKURU)
    assert found.total == 1
    assert found.counts["free"] == {"yes": 0, "no": 0, "unknown": 1}
