"""Emergency numbers: one listing a country, the better backed number first, and a disagreement is never hidden."""

import pytest
from import_makers import made

from services.exchange.drafts import Draft
from services.exchange.duplicates import merge_duplicates

KIND = {"kind": "emergency_number", "name": "Emergency services", "categories": "police;medical"}
GOV = "https://github.com/x/y/blob/HEAD/sources/fco_travel_advice.json"
NUMBERING = "https://github.com/google/libphonenumber/blob/master/resources/ShortNumberMetadata.xml"


def country(code: str, gov: dict[str, str], numbering: dict[str, str]) -> Draft:
    merged = merge_duplicates(
        [
            made("emergency_numbers.csv", **KIND, country=code, source_date="2026-04-22", **gov | {"source_url": GOV}),
            made("emergency_numbers_b.csv", **KIND, country=code, source_date="2026-07-17", **numbering | {"source_url": NUMBERING}),
        ]
    )
    assert len(merged) == 1
    return merged[0]


def written(draft: Draft) -> list[str]:
    return [phone.write().removesuffix(" (unconfirmed format)") for phone in draft.facts["phones"]]


def test_numbers_carry_their_service_and_both_sources() -> None:
    found = country(
        "FR",
        {
            "phones": "Emergency 112 | Police 17 | Ambulance 15 | Fire 18",
            "evidence": "gov.uk france: emergency 112, police 17, ambulance 15, fire 18",
        },
        {
            "phones": "112 | 17 | 15 | 18",
            "notes": "By service in AOSP eccdata (GrapheneOS mirror, 2024-03-05): police 112/17, ambulance 112/15, fire 112/18",
        },
    )
    assert written(found) == ["police+ambulance+fire: 112", "police: 17", "ambulance: 15", "fire: 18"]
    assert len(found.facts["other_sources"]) == 1 and found.facts["doubts"] == () and found.facts["conflicts"] == ""


def test_a_number_that_nobody_can_place_is_left_to_the_notes() -> None:
    found = country("FR", {"phones": "Emergency 112", "evidence": "gov.uk france: emergency 112"}, {"phones": "112 | 150 | 160"})
    assert written(found) == ["112"] and "150, 160" in found.facts["notes"]


def test_numbers_of_numbering_data_alone_are_shown_when_there_is_nothing_else() -> None:
    merged = merge_duplicates([made("emergency_numbers_b.csv", **KIND, phones="18", source_url=NUMBERING, notes="services not told apart")])
    assert written(merged[0]) == ["18"]


def test_lists_that_share_no_number_stand_together_as_a_conflict() -> None:
    found = country(
        "MA",
        {
            "phones": "Police 190 | Ambulance 150",
            "notes": "CONFLICT: libphonenumber (2026) has only 15/19/177",
            "evidence": "gov.uk morocco: police 190, ambulance 150",
        },
        {
            "phones": "19 | 15 | 177",
            "notes": "verify: no number in common with emergency_numbers.csv; CONFLICT between sources, CHECK before use: "
            "libphonenumber (2026) 15/19/177; "
            "AOSP eccdata (2024-03) police 190; ambulance 150; fire 150; "
            "github DennisGross/aidlines (2024-09) police/ambulance/fire 19/15/15. "
            "Numbers that two of the three name come first",
        },
    )
    assert written(found)[0] == "police: 19"
    assert {"police: 190", "ambulance+fire: 15"} <= set(written(found)) and "177" in written(found)
    assert found.facts["doubts"] == ("sources_disagree",)
    assert "19, 15, 177" in found.facts["conflicts"] and "Police 190" in found.facts["conflicts"]


def test_the_number_that_more_lists_name_stands_first() -> None:
    found = country(
        "KE",
        {"phones": "Emergency 117", "evidence": "gov.uk kenya: emergency 117"},
        {"phones": "019 | 999", "notes": "By service in AOSP eccdata (GrapheneOS mirror, 2024-03-05): police 019, ambulance 999, fire 999"},
    )
    assert written(found) == ["police: 019", "ambulance+fire: 999", "117"]


@pytest.mark.parametrize("note", ["CONFLICT: AOSP (2023) has police 113, fire 115"])
def test_a_partial_disagreement_is_told_without_doubting_what_agrees(note: str) -> None:
    found = country("KE", {"phones": "Police 110 | Ambulance 112", "notes": note}, {"phones": "113 | 112 | 115"})
    assert "113" in found.facts["conflicts"] and found.facts["doubts"] == ()
