"""What a language's typography asks of a text and no author can type: in French, spaces at which a line may not break."""

from __future__ import annotations

import re

_BEFORE = re.compile(r"(?<=\S) (?=[?!;:»])")
_AFTER = re.compile(r"(?<=«) (?=\S)")

NO_BREAK_SPACE = "\u00a0"


def typeset(text: str, language: str) -> str:
    """Keep French signs with their word, so that no line begins with a lone question mark; other languages stay as they are.

    The wide no-break space is used before each of ``? ! ; : »``, where printers would set a thin one before the first three: the
    thin one is missing in many fonts of cheap phones.
    """
    if language != "fr":
        return text
    return _AFTER.sub(NO_BREAK_SPACE, _BEFORE.sub(NO_BREAK_SPACE, text))
