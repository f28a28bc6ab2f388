"""Which of our languages a browser asks for first."""

from __future__ import annotations

from collections.abc import Sequence

from services.language.catalogue import LANGUAGES


def preferred(accept_language: str, offered: Sequence[str] = LANGUAGES) -> str:
    """Choose a language by an ``Accept-Language`` header (RFC 9110, 12.5.4); the first offered where none of the wishes is ours.

    A wish that cannot be read is passed over, and a weight of 0 refuses a language.

    >>> preferred("pt-BR,es;q=0.8,en;q=0.5")
    'es'
    """
    wishes: list[tuple[float, int, str]] = []
    for position, part in enumerate(accept_language[:1000].split(",")):
        tag, _, weight = part.partition(";")
        code = tag.strip().lower().split("-")[0]
        quality = _quality(weight)
        if quality > 0 and (code in offered or code == "*"):
            wishes.append((-quality, position, offered[0] if code == "*" else code))
    return min(wishes)[2] if wishes else offered[0]


def _quality(weight: str) -> float:
    name, _, value = weight.strip().partition("=")
    if not name:
        return 1.0
    try:
        return float(value) if name.strip() == "q" and 0 <= float(value) <= 1 else 0.0
    except ValueError:
        return 0.0
