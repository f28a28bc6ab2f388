"""The person's sheet as a text message of at most three parts: what matters most first, every number whole or not at all.

Lengths follow 3GPP TS 23.038: 160 signs of the GSM alphabet in one part and 153 in each of several, signs of its extension table count
twice; 70 and 67 of UCS-2 for any other letter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from services.language.catalogue import Translator
from services.referral.content import PersonSheet, SheetPlace

MOST_PARTS = 3

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
_SIZES = {"GSM-7": (160, 153), "UCS-2": (70, 67)}

#: Signs that printers like and old phones do not have.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "…": "...", "·": "-"})
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})


@dataclass(frozen=True, slots=True)
class Sms:
    """A message, how it is written, how long it is (septets or UCS-2 units) and in how many parts it goes.

    ``left_out`` counts the pieces for which there was no room: less urgent ones, each as a whole.
    """

    text: str
    encoding: str
    units: int
    parts: int
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of the message: its place in the order of reading, how urgent it is (0 most), and shorter ways to say it."""

    order: int
    urgency: int
    ways: tuple[str, ...]


def counted(text: str) -> Sms:
    """Count a text as a phone does."""
    encoding = "GSM-7" if all(sign in _BASIC or sign in _EXTENDED for sign in text) else "UCS-2"
    lengths = [_length(sign, encoding) for sign in text]
    single, several = _SIZES[encoding]
    if sum(lengths) <= single:
        return Sms(text, encoding, sum(lengths), 1 if text else 0)
    parts, used = 1, 0
    for length in lengths:
        # A sign is never split between parts.
        if used + length > several:
            parts, used = parts + 1, 0
        used += length
    return Sms(text, encoding, sum(lengths), parts)


def _length(sign: str, encoding: str) -> int:
    if encoding == "UCS-2":
        return 2 if ord(sign) > 0xFFFF else 1
    return 2 if sign in _EXTENDED else 1


def sms(sheet: PersonSheet, t: Translator) -> Sms:
    """Write the message of a person's sheet, in the language of ``t``, which is the sheet's.

    Written as it is if all has room; else letters that the GSM alphabet lacks lose their accents where that makes more room.
    """
    pieces = list(_pieces(sheet, t))
    as_it_is = _written(pieces, lambda text: text.translate(_BLANKS).translate(_PLAIN))
    if not as_it_is.left_out:
        return as_it_is
    folded = _written(pieces, lambda text: _folded(text.translate(_BLANKS).translate(_PLAIN)))
    return folded if folded.left_out < as_it_is.left_out else as_it_is


def _folded(text: str) -> str:
    """Take the accents from letters that the GSM alphabet lacks."""
    return "".join(sign if sign in _BASIC else _bare(sign) for sign in text)


def _bare(sign: str) -> str:
    bare = "".join(part for part in unicodedata.normalize("NFD", sign) if not unicodedata.combining(part))
    return bare if bare and all(part in _BASIC for part in bare) else sign


def _written(pieces: Sequence[_Piece], said: Callable[[str], str]) -> Sms:
    chosen: dict[int, str] = {}
    for piece in sorted(pieces, key=lambda piece: (piece.urgency, piece.order)):
        for way in piece.ways:
            tried = {**chosen, piece.order: said(way)}
            if counted(_joined(tried)).parts <= MOST_PARTS:
                chosen = tried
                break
    found = counted(_joined(chosen))
    return Sms(found.text, found.encoding, found.units, found.parts, len(pieces) - len(chosen))


def _joined(lines: dict[int, str]) -> str:
    return "\n".join(lines[order] for order in sorted(lines))


def _pieces(sheet: PersonSheet, t: Translator) -> Iterable[_Piece]:
    order = 0
    for position, place in enumerate(sheet.places):
        rank = 0 if not position else 2 + position
        for urgency, ways in _place(place, position, sheet, t):
            yield _Piece(order, rank + urgency, ways)
            order += 1
    if sheet.emergency:
        numbers = " / ".join(dict.fromkeys(number.text for number in sheet.emergency))
        first = sheet.emergency[0].text
        heading = t("Emergency")
        yield _Piece(order, 1, tuple(dict.fromkeys((f"{heading}: {numbers}", f"{heading}: {first}"))))
    for extra, (name, number) in enumerate(sheet.helplines[:2], start=1):
        yield _Piece(order + extra, 2 if extra == 1 else 9, tuple(dict.fromkeys((f"{name}: {number.text}", number.text))))
    yield _Piece(order + 3, 8, (t("Call before you go."),))


def _place(place: SheetPlace, position: int, sheet: PersonSheet, t: Translator) -> Iterable[tuple[int, tuple[str, ...]]]:
    """Give what can be said of a place, most urgent first: who and the number, when to go, where, the hours."""
    sign = f"{position + 1} " if len(sheet.places) > 1 else ""
    number = place.numbers[0].text if place.numbers else ""
    reach = number or place.address or place.town
    ways = [f"{sign}{place.name}: {reach}" if reach else f"{sign}{place.name}"]
    if number and place.town:
        ways.append(f"{sign}{place.town}: {number}")
    if number:
        ways.append(f"{sign}{number}")
    yield 0, tuple(dict.fromkeys(ways))
    if place.soon and not position:
        yield 3, (t("Go as soon as you can."),)
    where = tuple(dict.fromkeys(part for part in (place.address, place.town) if part and part not in reach))
    if where:
        yield 4, where
    if place.when:
        yield 6, (place.when,)
