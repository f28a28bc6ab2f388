"""How a sheet's words become codes: kinds of place, notes about trust, hours and numbers."""

import pytest

from services.exchange import remarks
from services.exchange.hours import opening_hours
from services.exchange.kinds import listing_type
from services.exchange.numbers import read_phones, read_sms
from services.exchange.sheets import SheetRow


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"name": "Emergency services", "kind": "emergency_number", "country": "KE"}, "emergency_number"),
        ({"name": "Thuthuzela Care Centre, Mamelodi", "country": "ZA", "categories": "medical;psychological"}, "one_stop_centre"),
        ({"name": "인천해바라기센터(아동)", "organization": "Sunflower Center (integrated)", "country": "KR"}, "one_stop_centre"),
        ({"name": "Statens barnehus Oslo", "country": "NO", "categories": "medical;police"}, "child_advocacy_centre"),
        ({"name": "Barnahus Uppsala", "country": "SE"}, "child_advocacy_centre"),
        ({"name": "UAPED, CHU de Nantes", "country": "FR", "categories": "medical"}, "child_advocacy_centre"),
        ({"name": "Zebra Child Protection Centre", "country": "CA", "notes": "Child and youth advocacy centre."}, "child_advocacy_centre"),
        ({"name": "Surrey SARC", "country": "GB", "categories": "medical"}, "sexual_assault_centre"),
        ({"name": "SATU Cork", "country": "IE", "categories": "medical"}, "sexual_assault_centre"),
        ({"name": "Sligo Rape Crisis Centre", "country": "IE", "categories": "psychological"}, "rape_crisis_centre"),
        ({"name": "Delegacia da Mulher - Ijuí", "country": "BR", "notes": "Women's police station (DEAM/DDM type)"}, "special_police_unit"),
        ({"name": "Delegacia - Mogi", "country": "BR", "notes": "Women's desk in an ordinary police station"}, "special_police_unit"),
        ({"name": "Linden Police Station", "country": "ZA", "categories": "police", "organization": "SAPS"}, "police_station"),
        ({"name": "Family Violence, Child Protection and Sexual Offences Unit, X", "country": "ZA"}, "special_police_unit"),
        ({"name": "CHU d'Angers (forensic medicine unit)", "country": "FR", "categories": "medical"}, "forensic_unit"),
        ({"name": "X", "country": "BR", "notes": "Specialised social-assistance centre (CREAS)"}, "social_services"),
        ({"name": "CRAM Barreiras", "country": "BR", "notes": "Women's reference centre (CRAM/CEAM)"}, "womens_centre"),
        ({"name": "CEM Regular Puno", "country": "PE", "organization": "Centro Emergencia Mujer y Familia (CEM)"}, "womens_centre"),
        ({"name": "Heidelberg Magistrate Court", "country": "ZA", "categories": "legal"}, "court"),
        ({"name": "Child Welfare South Africa - Paarl", "country": "ZA", "categories": "social"}, "child_protection_office"),
        ({"name": "One-Stop Crisis Cell, Kalapara Upazila", "country": "BD", "categories": "social"}, "social_services"),
        ({"name": "Take It Down", "kind": "report_hotline", "country": "INT"}, "content_removal"),
        ({"name": "StopNCII.org", "kind": "report_hotline", "country": "INT"}, "content_removal"),
        ({"name": "Report Remove", "kind": "report_hotline", "country": "GB"}, "content_removal"),
        ({"name": "IWF reporting portal", "kind": "report_hotline", "country": "KE"}, "report_hotline"),
        (
            {
                "name": "Shakti Samuha",
                "kind": "network_member",
                "organization": "ECPAT International network",
                "audience": "children;adults",
            },
            "network_member",
        ),
        ({"name": "Keoogo", "kind": "network_member", "audience": "children;professionals"}, "network_member"),
        ({"name": "1in6", "kind": "network_member", "audience": "adults"}, "survivor_network"),
        (
            {"name": "Brave Movement", "kind": "network_member", "audience": "adults", "notes": "Advocacy, no direct support."},
            "network_member",
        ),
        ({"name": "SNAP", "kind": "network_member", "audience": "adults", "notes": "Peer support and advocacy."}, "survivor_network"),
        ({"name": "Frauenhaus Liechtenstein", "kind": "helpline", "categories": "shelter;psychological"}, "shelter_contact"),
        ({"name": "A house", "country": "KE", "categories": "shelter"}, "shelter_contact"),
        ({"name": "Women's Refuge", "country": "KE", "categories": "shelter;social"}, "shelter_contact"),
        ({"name": "A place nobody knows", "country": "KE", "categories": "medical;social"}, "health_facility"),
        ({"name": "A place nobody knows", "country": "KE", "categories": "psychological"}, "counselling_centre"),
        ({"name": "A place nobody knows", "country": "KE", "categories": "legal;social"}, "support_service"),
        ({"name": "A place nobody knows", "country": "KE", "categories": "police"}, "police_station"),
    ],
)
def test_listing_types(cells: dict[str, str], expected: str) -> None:
    plain = {"kind": "service_point", "categories": "psychological;social", "notes": "", "organization": "", "audience": "all"}
    assert listing_type(SheetRow("a.csv", 2, plain | cells)) == expected


@pytest.mark.parametrize(
    ("notes", "codes"),
    [
        ("verify: aggregator only", ("aggregator_only",)),
        ("aggregator only; confirm with the service before publishing", ("aggregator_only",)),
        ("verify: one list only", ("aggregator_only",)),
        ("Student project data, no official source named: confirm by phone.", ("aggregator_only",)),
        ("Health facility. App data file, not an official list: confirm by phone.", ("aggregator_only",)),
        ("verify: the crawl lost the name of the service", ("notes_doubt",)),
        ("set up around the Disability Royal Commission, check that it still runs.", ("notes_doubt",)),
        ("page predates the 2023 war; verify it still runs", ("notes_doubt",)),
        ("2017 page, verify that it is active.", ("notes_doubt",)),
        ("likely outdated (2012); check before use", ("notes_doubt",)),
        ("Number only in an old source (2009 list), verify.", ("old_list",)),
        ("undated page (about 2009); child_helplines.csv has a Togo row to compare", ("old_list",)),
        ("NYC open-data list of about 2010: confirm before going.", ("old_list",)),
        # Age alone, which the date tells already, is no doubt.
        ("2018 list; verify before use.", ()),
        ("General police station, not a specialised unit; list of about 2018, check the number.", ()),
        ("Women's reference centre, 2022 mapping: check before going.", ()),
        ("seen in one list only: ambulance 912", ()),
        ("", ()),
    ],
)
def test_doubts_are_about_existence_not_age(notes: str, codes: tuple[str, ...]) -> None:
    assert remarks.doubts(notes) == codes


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ("CONFLICT: aidlines list gives 03-9779 5550, 12:00-24:00; verify", "Aidlines list gives 03-9779 5550, 12:00-24:00"),
        ("Sheet. Conflict: the list writes Krugersdorp. Coordinates left out.", "The list writes Krugersdorp"),
        ("An older official page (palunabi.ee, sexual-violence-centers) gives 331 1094.", "An older official page"),
        ("no conflict here", ""),
    ],
)
def test_conflicts_are_kept(notes: str, said: str) -> None:
    assert remarks.conflicts(notes).startswith(said) and bool(remarks.conflicts(notes)) == bool(said)


def test_a_copy_does_not_make_an_old_list_young() -> None:
    assert remarks.real_date("Numbers carried the old prefix 01, so the list is from before 2019: verify.", "2025-09-18") == "2018"
    assert remarks.real_date("NYC open-data list of about 2010: confirm", "2020-02-01") == "2010"
    assert remarks.real_date("2022 mapping", "2022-02-24") == "2022-02-24"


@pytest.mark.parametrize(
    ("notes", "alert"),
    [
        ("for missing children, not a counselling line", "For missing children; not a line to talk."),
        ("Bogotá only; page: https://x.org", "Only for Bogotá."),
        ("Opened in rented premises: may have moved.", "It may have moved: call first."),
        ("2018 list; verify before use.", ""),
    ],
)
def test_alerts_say_what_must_be_known_before_going(notes: str, alert: str) -> None:
    assert remarks.alerts(notes) == alert


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("24/7", "24/7"),
        ("Mo-Fr 08:00-17:00", "Mo-Fr 08:00-17:00"),
        ("Mo-Fr 08:00-12:00, 14:00-17:00", "Mo-Fr 08:00-12:00,14:00-17:00"),
        ("Mo-Fr 24h", "Mo-Fr 00:00-24:00"),
        ("Mo-Sa 24 hours", "Mo-Sa 00:00-24:00"),
        ("Mo-Fr 07:00-02:00; Sa-Su 11:00-24:00", "Mo-Fr 07:00-02:00; Sa-Su 11:00-24:00"),
        ("Mo-Fr 09:00-18:00; Sa-Su,PH 09:00-17:00", "Mo-Fr 09:00-18:00; Sa-Su,PH 09:00-17:00"),
        # Both times of Wednesday are meant; a semicolon would replace the first.
        ("Mo-Fr 09:00-12:00; We 14:30-17:30", "Mo-Fr 09:00-12:00, We 14:30-17:30"),
        ("Mo-Fr 16:00-19:00; Th 15:30-19:00", "Mo-Fr 16:00-19:00; Th 15:30-19:00"),
        ("Mo-Fr 08:00-18:00; weekend duty", 'Mo-Fr 08:00-18:00; Sa-Su unknown "on duty"'),
        # What would need a guess stays in the source's words.
        ("08:00-17:00", ""),
        ("Mo-Fr 12:00-18:00 EST", ""),
        ("Mo-Fr 09:00-16:00; phone 24h", ""),
        ("two Fridays a month 16:30-20:00", ""),
        ("By appointment", ""),
        ("Mo-Fr 25:00-26:99", ""),
        ("", ""),
    ],
)
def test_hours_are_read_only_where_they_need_no_guess(words: str, hours: str) -> None:
    assert opening_hours(words) == hours


@pytest.mark.parametrize(
    ("cell", "country", "written"),
    [
        ("116 111", "FR", ["116 111"]),
        ("Police 17 | Ambulance 15", "FR", ["Police: 17", "Ambulance: 15"]),
        ("WhatsApp 900116117", "ES", ["WhatsApp: 900116117"]),
        ("02-745-0366~7", "KR", ["02-745-0366", "02-745-0367"]),
        ("054-8339300/9309", "ZA", ["054-8339300", "054-8339309"]),
        ("053-8070600/073-1133360", "ZA", ["053-8070600", "073-1133360"]),
        ("035851782 (int. 3)", "IT", ["extension 3: 035851782"]),
        ("800.656.HOPE (4673)", "US", ["800.656.HOPE"]),
        ("1-800-RUNAWAY", "US", ["1-800-RUNAWAY"]),
        ("1308", "CI", ["1308 (unconfirmed format)"]),
        ("116 | 116", "KE", ["116"]),
        ("", "KE", []),
    ],
)
def test_phones_are_taken_apart_and_marked(cell: str, country: str, written: list[str]) -> None:
    assert [phone.write() for phone in read_phones(cell, country)] == written


def test_the_word_to_send_is_the_label_of_an_sms_number() -> None:
    assert [(phone.number, phone.label) for phone in read_sms("START to 678678", "US")] == [("678678", "START")]
    assert [(phone.number, phone.label) for phone in read_sms("'help' to 31531", "ZA")] == [("31531", "help")]
