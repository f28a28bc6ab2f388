"""The phone cells of a sheet, taken apart into numbers, labels and whether their form is known."""

from __future__ import annotations

import re

from services.directory.model import Phone
from services.directory.phones import digits, is_confirmed

#: A label before a number ("Police 17", "TTY 711"); a vanity number ("1-800-RUNAWAY") begins with a digit instead.
_LABEL = re.compile(r"^([A-Za-z][A-Za-z ]*?):? +(?=[+\d(*#])")
_EXTENSION = re.compile(r" *\((?:int|ext)\. ?(\d+)\)$", re.I)
_KEYPAD = re.compile(r"^(.*[A-Za-z].*?) *\([\d -]+\)$")
_TAIL = re.compile(r"^(.*?\d{2})[~-](\d)$")
_WORD = re.compile(r"^'?([A-Za-z]+)'? to (\d+)$")


def read_phones(cell: str, country: str) -> tuple[Phone, ...]:
    """Read a ``phones`` cell: several numbers separated by `` | ``, each with its label where the source names one.

    ``02-745-0366~7`` and ``054-8339300/9309`` each stand for more than one number. What phonenumbers does not know as a number
    or short code of the country is kept and marked.
    """
    found: dict[tuple[str, str], Phone] = {}
    for part in cell.split(" | "):
        text = part.strip()
        if not text:
            continue
        label_match = _LABEL.match(text)
        label = label_match[1] if label_match else ""
        text = text[label_match.end() :] if label_match else text
        extension = _EXTENSION.search(text)
        if extension:
            label = f"{label} extension {extension[1]}".strip()
            text = text[: extension.start()]
        for number in _several(_KEYPAD.sub(r"\1", text).replace("・", "-").strip(), country):
            if digits(number):
                phone = Phone(number=number, label=label, confirmed_format=is_confirmed(number, country))
                found.setdefault((number, label), phone)
    return tuple(found.values())


def _several(number: str, country: str) -> list[str]:
    """Take ``02-745-0366~7`` and ``054-8339300/9309`` apart; what does not come out as known numbers stays as it is written."""
    found = _ranged(number) or _slashed(number)
    return found if found and all(is_confirmed(each, country) for each in found) else [number]


def _ranged(number: str) -> list[str]:
    match = _TAIL.match(number)
    if not match:
        return []
    stem, first, last = match[1][:-1], int(match[1][-1]), int(match[2])
    return [f"{stem}{digit}" for digit in (range(first, last + 1) if first <= last else (first, last))]


def _slashed(number: str) -> list[str]:
    first, *others = number.split("/")
    base = _ranged(first) or [first]
    if not others or not all(other.strip().isdigit() or _is_whole(other) for other in others):
        return []
    return base + [other if _is_whole(other) else base[0][: -len(other)] + other for other in others]


def _is_whole(number: str) -> bool:
    return number.startswith("0") and sum(char.isdigit() for char in number) >= 9


def read_sms(cell: str, country: str) -> tuple[Phone, ...]:
    """Read an ``sms`` cell; in ``START to 678678`` the label is the word to send."""
    found = []
    for part in cell.split(" | "):
        match = _WORD.match(part.strip())
        number, word = (match[2], match[1]) if match else (part.strip(), "")
        if digits(number):
            found.append(
                Phone(number=number, label=word, confirmed_format=True if match else is_confirmed(number, country) or len(number) <= 7)
            )
    return tuple(found)
