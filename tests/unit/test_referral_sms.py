"""A message of at most three parts: lengths as phones count them, numbers whole or not at all, what matters most first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st
from sheet_makers import CHOSEN, person

from services import paths
from services.language.catalogue import LANGUAGES, translator
from services.paper.model import Number
from services.referral.content import PersonSheet, SheetPlace
from services.referral.sms import MOST_PARTS, counted, sms

EN = translator("en", paths.LOCALE)


@pytest.mark.parametrize(
    ("text", "encoding", "units", "parts"),
    [
        ("", "GSM-7", 0, 0),
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 306, "GSM-7", 306, 2),
        ("a" * 307, "GSM-7", 307, 3),
        ("a" * 459, "GSM-7", 459, 3),
        ("a" * 460, "GSM-7", 460, 4),
        ("€" * 80, "GSM-7", 160, 1),
        ("€" * 81, "GSM-7", 162, 2),
        # A sign of two septets does not fit into the one that is left of a part of 153.
        ("€" * 153, "GSM-7", 306, 3),
        ("é" * 160, "GSM-7", 160, 1),
        ("ê" * 70, "UCS-2", 70, 1),
        ("ж" * 71, "UCS-2", 71, 2),
        ("ж" * 134, "UCS-2", 134, 2),
        ("ж" * 135, "UCS-2", 135, 3),
        ("ж" * 202, "UCS-2", 202, 4),
        ("😀" * 35, "UCS-2", 70, 1),
        # Nor is a pair of UCS-2 units ever cut in two: 33 fit into 67.
        ("😀" * 67, "UCS-2", 134, 3),
        ("\n\r@£", "GSM-7", 4, 1),
        ("`", "UCS-2", 1, 1),
    ],
)
def test_lengths_are_those_of_the_standard(text: str, encoding: str, units: int, parts: int) -> None:
    found = counted(text)
    assert (found.encoding, found.units, found.parts) == (encoding, units, parts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("discreet", [False, True])
def test_a_message_has_at_most_three_parts_with_number_emergency_and_helpline(language: str, discreet: bool) -> None:
    found = sms(person(language, discreet=discreet), translator(language, paths.LOCALE))
    assert 1 <= found.parts <= MOST_PARTS
    assert "0700 111222" in found.text and "999" in found.text and "116" in found.text
    assert counted(found.text).units == found.units


def sheet_of(*places: SheetPlace, helplines: int = 2) -> PersonSheet:
    some = person()
    lines = tuple((f"Line {number}", Number(f"11{number}", f"tel:11{number}")) for number in range(helplines))
    return replace(some, places=places, helplines=lines)


def place(name: str, *numbers: str, **facts: str) -> SheetPlace:
    stated = {"town": "Nakuru", "address": "", "when": "", "soon": "", "call_first": "", **facts}
    return SheetPlace("id", name, tuple(Number(number, "tel:1") for number in numbers), **stated)


PHONES = st.from_regex(r"0[0-9]{2} [0-9]{3} [0-9]{4}", fullmatch=True)
NAMES = st.text(alphabet="abcéêçжщ𝄞 ", min_size=1, max_size=120)


@for_any(found=st.lists(st.tuples(NAMES, PHONES, NAMES, NAMES), min_size=0, max_size=9))
@settings(max_examples=40, deadline=None)
def test_a_number_is_whole_or_not_there_and_the_first_is_always_there(found: list[tuple[str, str, str, str]]) -> None:
    places = [place(name, number, address=address, when=when) for name, number, address, when in found]
    message = sms(sheet_of(*places), EN)
    assert message.parts <= MOST_PARTS
    figures = "".join(sign if sign.isdigit() or sign == " " else "|" for sign in message.text)
    known = {number for _, number, _, _ in found}
    for run in (run.strip() for run in figures.split("|")):
        tail = run.split(" ", 1)[-1]
        assert run in known | {"999", "110", "111", ""} or tail in known or len(run) == 1, run
    if found:
        assert found[0][1] in message.text
    assert "999" in message.text


def test_what_has_no_room_is_left_out_whole_and_counted() -> None:
    long = [place(f"Place of help number {number} " * 4, f"051 222 00{number:02}", address="x" * 90, when="y" * 90) for number in range(8)]
    found = sms(sheet_of(*long), EN)
    assert found.left_out > 0 and found.parts == MOST_PARTS
    assert sms(sheet_of(long[0]), EN).left_out == 0


def test_a_name_that_is_too_long_gives_way_to_its_number() -> None:
    found = sms(sheet_of(place("n" * 600, "051 222 0000")), EN)
    assert "Nakuru: 051 222 0000" in found.text and "nnn" not in found.text


def test_accents_are_kept_while_there_is_room_and_give_way_before_facts_do() -> None:
    short = sms(sheet_of(place("Forêt", "051 222 0000"), helplines=0), EN)
    assert "Forêt" in short.text and short.encoding == "UCS-2"
    many = [place(f"Forêt {number}", f"051 222 00{number:02}", address="Rue du Pâturage, près de la forêt") for number in range(4)]
    long = sms(sheet_of(*many), EN)
    assert long.encoding == "GSM-7" and "Foret 3" in long.text and long.left_out == 0


def test_no_break_spaces_and_printers_signs_do_not_cost_a_part() -> None:
    found = sms(sheet_of(place("L’École «A»", "051\u00a0222 0000", when="8:00\u202fAM–5:00\u202fPM")), EN)
    assert found.encoding == "GSM-7" and "051 222 0000" in found.text and 'L\'École "A"' in found.text


def test_places_are_numbered_where_there_are_several() -> None:
    assert "1 Rape" in sms(person(), EN).text
    assert sms(person(chosen=CHOSEN[:1]), EN).text.startswith("Rape Crisis Centre Nakuru: 0700 111222")


def test_a_sheet_without_places_still_says_whom_to_call() -> None:
    found = sms(person(chosen=()), EN)
    assert "999" in found.text and "116" in found.text and found.parts == 1
