"""How a number is dialled: links, who can dial it, and whether its form is one that the country knows.

Short codes are never reformatted: phonenumbers makes ``+33116111`` of 116 111, which reaches nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from services.directory.model import Phone

#: Numbering plans shared by several territories, where a line of one answers in the other.
_ONLY_INSIDE = frozenset({PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.UAN})

#: Up to this many digits, and no plus sign, a number is taken for a short code.
SHORT_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Dial:
    """How to use one number; an empty text means that there is no such way.

    ``tel`` and ``sms`` are complete links. ``international`` is the form for callers abroad; free-call and short numbers have
    none, because nobody has checked that they answer from abroad, and are ``only_inside``. ``display`` is for reading aloud.
    """

    tel: str
    sms: str
    display: str
    international: str = ""
    only_inside: bool = False


def _parsed(number: str, country: str) -> PhoneNumber | None:
    """Parse a number of that country; a number written with a plus that no country has is tried again without it."""
    region = None if country == "INT" else country
    for text in (number, number.lstrip("+")) if number.startswith("+") else (number,):
        try:
            parsed = phonenumbers.parse(text, region)
        except NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            return parsed
    return None


def digits(number: str) -> str:
    """Give what is keyed in: digits and ``+ * #``, letters turned into the digits on their keys."""
    return re.sub(r"[^0-9+*#]", "", phonenumbers.convert_alpha_characters_in_number(number))


@lru_cache(maxsize=4096)
def _full(number: str, country: str) -> PhoneNumber | None:
    parsed = _parsed(number, country)
    if parsed is None:
        return None
    plan = 0 if country == "INT" else phonenumbers.country_code_for_region(country)
    # A valid number of another country is not a number of this one (XK uses the plans of its neighbours).
    return parsed if country == "INT" or plan in (0, parsed.country_code) else None


@lru_cache(maxsize=4096)
def is_short(number: str, country: str) -> bool:
    """Say whether it is a short code that the country's numbering plan knows."""
    if country == "INT" or len(digits(number)) > SHORT_DIGITS or number.startswith("+"):
        return False
    try:
        parsed = phonenumbers.parse(number, country)
    except NumberParseException:
        return False
    keyed = digits(number)
    return phonenumbers.is_valid_short_number_for_region(parsed, country) or phonenumbers.is_emergency_number(keyed, country)


def is_confirmed(number: str, country: str) -> bool:
    """Say whether phonenumbers knows the number as a number or a short code of that country."""
    return is_short(number, country) or _full(number, country) is not None


def is_mobile(number: str, country: str) -> bool:
    """Say whether it is surely a mobile number; plans that do not tell mobile from landline give ``False``."""
    parsed = _full(number, country)
    return parsed is not None and phonenumbers.number_type(parsed) == PhoneNumberType.MOBILE


@lru_cache(maxsize=8192)
def significant(number: str, country: str) -> str:
    """Give the same text for one number however it is written: the key for finding duplicates."""
    keyed = digits(number)
    if not is_short(number, country):
        parsed = _full(number, country)
        if parsed is not None:
            return f"+{parsed.country_code}{phonenumbers.national_significant_number(parsed)}"
    return keyed.removeprefix("+")


def _link(keyed: str) -> str:
    return quote(keyed, safe="+*")


@lru_cache(maxsize=8192)
def dial(phone: Phone, country: str) -> Dial:
    """Say how a listing's number is dialled; ``country`` is the listing's, ``INT`` for worldwide.

    In an ``sms`` cell the label is the word to send, and the link carries it. A number of unconfirmed format is linked as its
    source writes it.
    """
    keyed = digits(phone.number)
    word = f"?body={quote(phone.label)}" if phone.label else ""
    letters = bool(re.search(r"[A-Za-z]", phone.number))
    parsed = None if is_short(phone.number, country) else _full(phone.number, country)
    if parsed is None:
        short = len(keyed.strip("*#")) <= SHORT_DIGITS and not keyed.startswith("+")
        shown = f"{phone.number} ({keyed})" if letters else phone.number
        return Dial(f"tel:{_link(keyed)}", f"sms:{_link(keyed)}{word}", shown, only_inside=short)
    national = phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL)
    shown = f"{phone.number} ({national})" if letters else national
    if phonenumbers.number_type(parsed) in _ONLY_INSIDE:
        inside = digits(national)
        return Dial(f"tel:{_link(inside)}", f"sms:{_link(inside)}{word}", shown, only_inside=True)
    plus = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
    international = phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL)
    return Dial(f"tel:{plus}", f"sms:{plus}{word}", shown, international=international)
