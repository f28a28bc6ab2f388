"""The shipped directory: whole, sound, and honest about what it does not know."""

import time
from collections import Counter
from datetime import date
from functools import cache

import pytest

from services import paths
from services.check import everything
from services.directory.disclosure import is_provider_mailbox
from services.directory.edition import Directory, load
from services.directory.model import Access, Category, Listing, ListingType, Precision, ServiceArea
from services.directory.phones import dial, digits, is_short
from services.directory.quality import needs_checking
from services.directory.trust import TWICE_AS_HARD, Level, trust
from services.exchange.files import read_table

#: How many rows each sheet of the first edition has: what an account must add up to.
ROWS_OF_THE_SHEETS = 4894
EDITION_DAY = date(2026, 11, 24)


@cache
def directory() -> Directory:
    return load(paths.LISTINGS)


def of(country: str, kind: ListingType) -> list[Listing]:
    return [listing for listing in directory().by_country.get(country, ()) if listing.listing_type is kind]


def test_every_file_is_read_without_a_problem() -> None:
    assert directory().problems == () and directory().edition >= "2026-11-24"


def test_every_rule_holds() -> None:
    assert [
        str(problem) for problem in everything(paths.LISTINGS, paths.GEO / "gazetteer.sqlite", date.fromisoformat(directory().edition))
    ] == []


def test_loading_takes_well_under_a_second() -> None:
    def measured() -> float:
        # The processor's time, so that whatever else a machine does at the moment is not held against the load.
        start = time.process_time()
        load(paths.LISTINGS)
        return time.process_time() - start

    assert min(measured() for _ in range(3)) < 1.0


def test_every_sheet_row_is_listed_or_refused_with_a_reason() -> None:
    account = read_table(paths.DATA / "sheet_rows.csv")
    refused = {(row["file"], row["line"]): row for row in read_table(paths.DATA / "refused.csv")}
    assert len(account) == ROWS_OF_THE_SHEETS and len({(row["sheet"], row["line"]) for row in account}) == ROWS_OF_THE_SHEETS
    for row in account:
        if row["outcome"] == "refused":
            assert refused[row["sheet"], row["line"]]["reason"] and refused[row["sheet"], row["line"]]["message"]
        else:
            assert row["id"] in directory().by_id
    assert {(row["sheet"], row["line"]) for row in account if row["outcome"] == "refused"} == set(refused)
    assert Counter(row["outcome"] for row in account)["listed"] == len({row["id"] for row in account if row["id"]}) == len(directory())


def test_the_lines_of_each_sheet_have_no_gap() -> None:
    lines: dict[str, list[int]] = {}
    for row in read_table(paths.DATA / "sheet_rows.csv"):
        lines.setdefault(row["sheet"], []).append(int(row["line"]))
    assert len(lines) == 67
    assert all(sorted(found) == list(range(2, len(found) + 2)) for found in lines.values())


def test_there_is_one_emergency_listing_in_every_country() -> None:
    counts = Counter(listing.country for listing in directory().listings if listing.listing_type is ListingType.EMERGENCY_NUMBER)
    assert len(counts) == 243 and set(counts.values()) == {1}


@pytest.mark.parametrize("country", ["AM", "EH", "ER", "GA", "GI", "HT", "KM", "LA", "LY", "MA", "MH", "NI", "SL"])
def test_where_the_lists_share_no_number_both_are_shown_as_a_conflict(country: str) -> None:
    (listing,) = of(country, ListingType.EMERGENCY_NUMBER)
    assert len(listing.phones) > 1 and listing.conflicts and listing.doubts == ("sources_disagree",)
    assert trust(listing, EDITION_DAY).level is Level.UNCONFIRMED


def test_morocco_shows_the_better_backed_number_first() -> None:
    (listing,) = of("MA", ListingType.EMERGENCY_NUMBER)
    assert [phone.number for phone in listing.phones][:1] == ["19"]
    assert {"19", "177", "15", "190", "150"} == {phone.number for phone in listing.phones}


def test_emergency_numbers_say_what_they_reach() -> None:
    emergency = [listing for listing in directory().listings if listing.listing_type is ListingType.EMERGENCY_NUMBER]
    told = [listing for listing in emergency if any(phone.services for phone in listing.phones)]
    assert len(told) > 0.85 * len(emergency)
    (france,) = of("FR", ListingType.EMERGENCY_NUMBER)
    assert {(phone.number, phone.label) for phone in france.phones} == {
        ("112", "police+ambulance+fire"),
        ("17", "police"),
        ("15", "ambulance"),
        ("18", "fire"),
    }


def test_no_short_code_is_ever_given_a_country_code() -> None:
    for listing in directory().listings:
        for phone in listing.phones:
            keyed = digits(phone.number).strip("*#")
            # Full numbers have five or six digits in a few small countries, such as Tonga and the Faroe Islands.
            if len(keyed) <= 4 or is_short(phone.number, listing.country) or (len(keyed) == 6 and keyed.startswith("116")):
                link = dial(phone, listing.country)
                assert "+" not in link.tel and link.only_inside, (listing.id, phone.number, link)


@pytest.mark.parametrize(
    "identifier",
    ["ps-sawa-helpline", "ht-188-brigade-de-protection-des-mineurs", "tg-allo-111", "au-national-counselling-and-referral-service"],
)
def test_doubtful_lines_are_unconfirmed(identifier: str) -> None:
    assert trust(directory().by_id[identifier], EDITION_DAY).level is Level.UNCONFIRMED


def test_the_palestinian_line_shows_both_numbers_as_a_conflict() -> None:
    listing = directory().by_id["ps-sawa-helpline"]
    assert {"164", "121"} <= {phone.number for phone in listing.phones} and "164" in listing.conflicts and "121" in listing.conflicts


def test_the_old_irish_list_confirms_nothing() -> None:
    rows = [row for row in read_table(paths.DATA / "sheet_rows.csv") if row["sheet"] == "survivor_networks.csv"]
    irish = [directory().by_id[row["id"]] for row in rows if row["id"].startswith("ie-")]
    assert len(irish) >= 3 and all("old_list" in listing.doubts for listing in irish if "2009" in str(listing.sources))


def test_leads_of_the_aggregator_are_not_confirmed_lines() -> None:
    for listing in directory().listings:
        if {"aidlines" in source.url for source in listing.sources} == {True}:
            assert "aggregator_only" in listing.doubts or "aggregator only" not in listing.notes, listing.id


def test_everything_unconfirmed_or_doubted_is_listed_for_curators() -> None:
    listed = {finding.listing.id: finding.reasons for finding in needs_checking(directory(), EDITION_DAY)}
    unconfirmed = {one.id for one in directory().listings if trust(one, EDITION_DAY).level is Level.UNCONFIRMED}
    assert len(unconfirmed) > 50
    assert all({"conflict", "doubted", "too_old"} & set(listed.get(identifier, ())) for identifier in unconfirmed)
    single = [one for one in directory().listings if one.listing_type in TWICE_AS_HARD and not trust(one, EDITION_DAY).two_sources]
    assert single and all("one_source" in listed[one.id] for one in single)


def test_towns_that_the_gazetteer_lacks_are_listed_and_their_listings_stand_no_nearer_than_a_region() -> None:
    rows = read_table(paths.DATA / "towns_missing.csv")
    assert rows
    for row in rows:
        one = directory().by_id[row["example"]]
        assert (one.country, one.region, one.city) == (row["country"], row["region"], row["city"])
        assert one.precision in (Precision.REGION, Precision.COUNTRY, Precision.WITHHELD)
        assert one.position is None or one.precision is Precision.REGION


def test_ordinary_police_stations_are_a_type_of_their_own() -> None:
    stations = of("ZA", ListingType.POLICE_STATION)
    assert len(stations) > 1000 and all(listing.categories == (Category.POLICE,) for listing in stations)
    assert all("Thuthuzela" in listing.name or "Thuthuzela" in listing.organization for listing in of("ZA", ListingType.ONE_STOP_CENTRE))


def test_campaign_networks_are_not_places_to_walk_into() -> None:
    members = [listing for listing in directory().listings if listing.listing_type is ListingType.NETWORK_MEMBER]
    assert members and all(listing.access is not Access.WALK_IN for listing in members)
    assert {"ECPAT UK", "ECPAT Deutschland"} <= {listing.name for listing in members}


def test_names_in_other_scripts_stay_as_they_are() -> None:
    assert any("해바라기센터" in listing.name for listing in of("KR", ListingType.ONE_STOP_CENTRE))
    assert directory().by_id["ru-syostry-moscow"].name == "Сёстры (Sisters)"


def test_no_place_that_shelters_people_shows_its_door() -> None:
    confidential = [listing for listing in directory().listings if Category.SHELTER in listing.categories]
    assert len(confidential) > 10
    for listing in confidential:
        assert not listing.address and not listing.postal_code and not is_provider_mailbox(listing.email)
        assert listing.position is None or listing.precision in (Precision.CITY, Precision.REGION)


def test_children_houses_that_take_referrals_say_so() -> None:
    assert directory().by_id["us-childrens-advocacy-center-of-centre-county-bellefonte"].access is Access.REFERRAL_ONLY


def test_positions_are_as_good_as_they_say() -> None:
    for listing in directory().listings:
        if listing.precision in (Precision.EXACT, Precision.STREET):
            assert listing.position_note == "Position as the source gives it.", listing.id
        if listing.precision is Precision.CITY:
            assert listing.position_note.endswith("Position of the town."), listing.id


def test_lines_serve_a_nation_or_region_and_worldwide_ones_all() -> None:
    for listing in directory().listings:
        if listing.is_remote and listing.country != "INT":
            assert listing.service_area in (ServiceArea.NATION, ServiceArea.REGION, ServiceArea.CROSS_BORDER), listing.id
        if listing.country == "INT":
            assert listing.service_area is ServiceArea.CROSS_BORDER
    assert {"int-take-it-down", "int-stopncii-org"} <= set(directory().by_id)


def test_what_no_sheet_says_is_unknown_everywhere() -> None:
    for listing in directory().listings:
        assert {listing.may_come_alone, listing.parents_told, listing.police_told, listing.wheelchair} == {"unknown"}
        assert listing.check == "source_read" and listing.assured_date is None


def test_ids_are_readable_and_begin_with_the_country() -> None:
    assert all(listing.id.startswith(f"{listing.country.lower()}-") and len(listing.id) <= 110 for listing in directory().listings)
