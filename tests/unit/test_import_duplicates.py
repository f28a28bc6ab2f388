"""The same place or line in two sheets becomes one listing with both sources; different ones stay apart; ids stay the same."""

import random

import pytest
from import_makers import made

from services.exchange.drafts import Draft
from services.exchange.duplicates import merge_duplicates, same
from services.exchange.identity import base_id, give_ids, slug

LINE = {"kind": "child_helpline", "audience": "children"}
PLACE = {"kind": "service_point", "city": "Nairobi", "categories": "medical"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # a line and its number written differently
        (
            LINE | {"name": "Childline", "phones": "116 111", "country": "FR"},
            LINE | {"name": "Enfance", "phones": "116111", "country": "FR"},
        ),
        (LINE | {"phones": "+254 719 638006"}, {"kind": "helpline", "phones": "0719638006"}),
        # no number: one site and one name, or one name
        (
            {"kind": "report_hotline", "name": "Te Protejo", "website": "https://a.org"},
            {"kind": "report_hotline", "name": "Te Protejo México", "website": "https://www.a.org/x"},
        ),
        ({"kind": "network_member", "name": "Keoogo", "city": "Nairobi"}, {"kind": "network_member", "name": "KEOOGO", "city": "Nairobi"}),
        # two numbers of one line, as the notes of both say
        (
            LINE
            | {"name": "Sawa 121", "phones": "121", "country": "PS", "website": "https://sawa.ps/", "notes": "CONFLICT: lists give 164"},
            LINE | {"name": "Sawa", "phones": "164", "country": "PS", "website": "https://sawa.ps", "notes": "CONFLICT: pages give 121"},
        ),
        # places
        (PLACE | {"name": "Centro (CJM), Nairobi"}, PLACE | {"name": "Centro, Nairobi"}),
        (
            PLACE | {"name": "Wangu Kanja Foundation", "phones": "0719638006"},
            PLACE | {"name": "Wangu Kanja Fundation", "phones": "+254719638006"},
        ),
        # a place and the line that bears its name and town
        (PLACE | {"name": "Rainbo Centre"}, {"kind": "helpline", "name": "Rainbo Centre", "city": "Nairobi", "phones": "0719638006"}),
    ],
)
def test_the_same_in_two_sheets_is_one(one: dict[str, str], other: dict[str, str]) -> None:
    drafts = [made("a.csv", **one), made("a_b.csv", **other)]
    merged = merge_duplicates(drafts)
    assert len(merged) == 1
    assert {row.file for row in merged[0].rows} == {"a.csv", "a_b.csv"}
    assert len({source.url for source in (merged[0].facts["source"], *merged[0].facts["other_sources"])}) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LINE | {"phones": "116"}, LINE | {"name": "Y", "phones": "1195"}),
        (LINE | {"phones": "116"}, LINE | {"phones": "116", "country": "ZA"}),
        # a national and a provincial line answer one short number
        (LINE | {"name": "Línea 102", "phones": "102"}, LINE | {"name": "Línea 102 Provincia", "phones": "102", "region": "Nairobi"}),
        # another line's number named beside the own one
        (LINE | {"phones": "116 | 1308", "country": "CI"}, {"kind": "helpline", "name": "GBV line", "phones": "1308", "country": "CI"}),
        # one site, two services
        (
            {"kind": "report_hotline", "name": "017", "phones": "017", "country": "ES", "website": "https://a.es/menores"},
            {"kind": "report_hotline", "name": "Hotline", "country": "ES", "website": "https://a.es/menores/hotline"},
        ),
        (PLACE | {"name": "Clinic A"}, PLACE | {"name": "Clinic B"}),
        (PLACE | {"name": "Clinic"}, PLACE | {"name": "Clinic", "city": "Kakamega"}),
        (PLACE | {"name": "Clinic", "address": "1 Road"}, PLACE | {"name": "Clinic", "address": "9 Street"}),
        (PLACE | {"name": "Station 12", "phones": "116"}, PLACE | {"name": "Station 13", "phones": "116"}),
        # an emergency number is never a helpline
        ({"kind": "emergency_number", "phones": "116"}, LINE | {"phones": "116"}),
    ],
)
def test_different_things_stay_apart(one: dict[str, str], other: dict[str, str]) -> None:
    assert len(merge_duplicates([made("a.csv", **one), made("a_b.csv", **other)])) == 2
    assert not same(made("a.csv", **one), made("a_b.csv", **other))


def test_one_list_names_a_line_once() -> None:
    drafts = [made("a.csv", 2, name="North", phones="116"), made("a.csv", 3, name="South", phones="116")]
    assert len(merge_duplicates(drafts)) == 2


def test_a_row_that_stands_twice_in_one_list_is_one_place() -> None:
    drafts = [made("a.csv", line, **PLACE, name="Clinic", address="1 Road", phones="0719638006") for line in (2, 3)]
    assert len(merge_duplicates(drafts)) == 1


def test_what_one_source_lacks_is_taken_from_the_other() -> None:
    first = made("a.csv", **LINE, phones="116", source_date="2026", hours="24/7")
    second = made(
        "a_b.csv", **LINE, phones="116 | 0719638006", source_date="2024", website="https://x.org", languages="en", cost="free", notes="note"
    )
    facts = merge_duplicates([second, first])[0].facts
    assert (facts["hours"], facts["website"], facts["languages"], facts["cost"], facts["notes"]) == (
        "24/7",
        "https://x.org",
        ("en",),
        "free",
        "note",
    )
    assert [phone.number for phone in facts["phones"]] == ["116", "0719638006"] and facts["source"].date == "2026"


def test_a_doubt_is_settled_only_by_an_undoubted_source_of_another_origin() -> None:
    lead = made("a.csv", **LINE, phones="116", notes="aggregator only; confirm", source_url="https://list.org/1")
    copy = made("b.csv", **LINE, phones="116", notes="verify: aggregator only", source_url="https://list.org/2")
    sure = made("c.csv", **LINE, phones="116", source_url="https://gov.ke/1")
    assert merge_duplicates([lead, copy])[0].facts["doubts"] == ("aggregator_only",)
    assert merge_duplicates([lead, copy, sure])[0].facts["doubts"] == ()


def test_a_doubt_that_the_line_still_runs_stays() -> None:
    doubted = made("a.csv", **LINE, phones="116", notes="verify it still runs")
    assert merge_duplicates([doubted, made("b.csv", **LINE, phones="116")])[0].facts["doubts"] == ("notes_doubt",)


def test_conflicting_numbers_of_one_line_are_told() -> None:
    old = LINE | {
        "name": "Sawa 121",
        "country": "PS",
        "phones": "121",
        "website": "https://sawa.ps",
        "source_date": "2021",
        "notes": "CONFLICT: 164",
    }
    new = LINE | {
        "name": "Sawa",
        "country": "PS",
        "phones": "164",
        "website": "https://sawa.ps",
        "source_date": "2026",
        "notes": "CONFLICT: 121",
    }
    facts = merge_duplicates([made("a.csv", **old), made("a_b.csv", **new)])[0].facts
    assert facts["conflicts"] == "Sources give different numbers: 164 (2026); 121 (2021)."
    assert facts["doubts"] == ("sources_disagree",) and [phone.number for phone in facts["phones"]] == ["164", "121"]


def test_the_most_careful_row_decides_what_is_told() -> None:
    open_row = made("a.csv", **PLACE, name="House", address="1 Road", lat="-1.28", lon="36.8")
    careful = made("a_b.csv", **PLACE | {"categories": "medical;shelter"}, name="House")
    facts = merge_duplicates([open_row, careful])[0].facts
    assert (facts["address"], facts["given"], facts["address_visibility"]) == ("", None, "area")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Línea 102 Bogotá", "linea-102-bogota"),
        ("Сёстры (Sisters)", "syostry-sisters"),
        ("Children's House", "childrens-house"),
        ("Głogów Ålesund Øst", "glogow-alesund-ost"),
        ("해바라기센터", ""),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (PLACE | {"name": "Gender Violence Recovery Centre (GVRC)"}, "ke-gender-violence-recovery-centre-nairobi"),
        (PLACE | {"name": "Clinic, Nairobi Hospital"}, "ke-clinic-nairobi-hospital"),
        (LINE | {"name": "Childline Kenya", "phones": "116"}, "ke-childline-kenya"),
        ({"kind": "emergency_number", "name": "Emergency services", "phones": "999"}, "ke-emergency-numbers"),
        (
            PLACE | {"country": "KR", "city": "Andong", "name": "경북북부해바라기센터", "phones": "054-843-1117"},
            "kr-health-facility-andong-0548431117",
        ),
    ],
)
def test_ids_are_readable(cells: dict[str, str], expected: str) -> None:
    assert base_id(made(**cells)) == expected


def _drafts() -> list[Draft]:
    names = [
        ("Clinic", "1 Road", "0719638006"),
        ("Clinic", "9 Street", "0719638007"),
        ("Office", "", ""),
        ("Clinic", "1 Road", "0719638008"),
    ]
    return [made(f"{number}.csv", **PLACE, name=name, address=address, phones=phone) for number, (name, address, phone) in enumerate(names)]


def _ids(drafts: list[Draft]) -> dict[str, str]:
    return {drafts[number].rows[0].file: identifier for number, identifier in give_ids(drafts, {}).items()}


def test_ids_do_not_depend_on_the_order_of_rows() -> None:
    expected = _ids(_drafts())
    assert len(set(expected.values())) == 4
    for seed in range(6):
        shuffled = _drafts()
        random.Random(seed).shuffle(shuffled)
        assert _ids(shuffled) == expected


def test_an_id_from_an_earlier_import_is_kept_and_never_given_twice() -> None:
    drafts = [made("a.csv", **PLACE, name="Clinic"), made("b.csv", **PLACE, name="Clinic", address="9 Street")]
    ids = give_ids(drafts, {0: "ke-clinic-nairobi"})
    assert ids[0] == "ke-clinic-nairobi" and ids[1] != ids[0]


def test_one_page_is_one_source_with_all_words_seen() -> None:
    pages = [
        made(f"{file}.csv", **LINE, phones="116", source_url="https://x.org", evidence=words)
        for file, words in (("a", "116"), ("b", "call 116"))
    ]
    source = merge_duplicates(pages)[0].facts["source"]
    assert (source.url, source.evidence) == ("https://x.org", "116 / call 116")


def test_a_list_that_was_read_stands_for_one_that_was_only_named() -> None:
    named = made("a.csv", **LINE, phones="116", notes="aidlines has the same number")
    read = made("b.csv", **LINE, phones="116", source_url="https://github.com/DennisGross/aidlines/blob/main/data.js", evidence="Kenya 116")
    assert len(named.facts["other_sources"]) == 1
    facts = merge_duplicates([named, read])[0].facts
    assert [source.evidence for source in (facts["source"], *facts["other_sources"])] == ["", "Kenya 116"]
