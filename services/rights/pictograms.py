"""The project's own drawings for topics and needs, with the words that stand for them where they cannot be seen."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from services.language.catalogue import N_, Translator

#: What each drawing shows; topics by slug, needs by value. Drawn for this project: calm, no faces, nothing that tells.
ALTERNATIVES = {
    "start": N_("A person inside a heart"),
    "safe": N_("An umbrella"),
    "everyone": N_("Three people side by side"),
    "people": N_("Two speech bubbles"),
    "health": N_("A doctor's bag"),
    "feelings": N_("The sun behind a cloud"),
    "private": N_("A lock with a heart"),
    "your-say": N_("A person who says something"),
    "steps": N_("Stairs with a flag on top"),
    "support": N_("A person beside a smaller one"),
    "fair": N_("A pair of scales"),
    "online": N_("A phone with a picture"),
    "travel": N_("A way from one place to a home"),
    "home": N_("A house with a heart"),
    "speak-up": N_("A sheet of paper and a pencil"),
    "family": N_("An adult and a child hand in hand"),
    "school": N_("An open book"),
    "later": N_("A young plant"),
    "not_safe": N_("A lifebuoy"),
    "hurt": N_("A plaster"),
    "talk": N_("A speech bubble"),
    "lawyer_police": N_("A shield with a star"),
    "pictures": N_("A picture"),
    "safe_place": N_("A bed and the moon"),
    "helping": N_("A hand that holds a heart"),
    "long_ago": N_("A clock that goes back"),
}


def alternative(name: str, t: Translator) -> str:
    """Say what a drawing shows.

    Raises ``KeyError`` where there is no such drawing.
    """
    return t(ALTERNATIVES[name])


@cache
def drawing(folder: Path, name: str) -> str:
    """Give a drawing as SVG to be set into a page; it takes the colour of the words around it, and is hidden from screen readers.

    ``folder`` is ``static/pictograms``: beside a heading that says the same, a drawing is decoration. Raises ``KeyError`` where
    there is no such drawing.
    """
    if name not in ALTERNATIVES:
        raise KeyError(name)
    svg = (folder / f"{name}.svg").read_text("utf-8").strip()
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
