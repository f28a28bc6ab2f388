"""The box for a place: candidates while typing, the device's position on a tap; returns what was chosen, decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from streamlit.components.v1 import declare_component

from pages.ui import state
from services.language.catalogue import Translator


@dataclass(frozen=True, slots=True)
class Given:
    """What came out of the box in this run: a candidate's token, a typed text, or a rounded point; at most one is set."""

    token: str = ""
    text: str = ""
    point: tuple[float, float] | None = None


@cache
def _box() -> Any:
    # Streamlit's newer, frameless components cannot be used: their state is not serialisable, so it could not be forgotten for sure.
    return declare_component("place", path=Path(__file__).parent / "place_box")


def show(t: Translator, country: str, *, for_another: bool = False) -> Given:
    """Draw the box; candidates in ``country`` come first where one is known. ``for_another``: a worker asks for somebody else."""
    words = {
        "label": t("Where is the person?") if for_another else t("Where are you?"),
        "hint": t("A town, a region or a country is enough. It stays here."),
        "go": t("Search"),
        "locate": t("Use where I am now (about 1 km)"),
        "locating": t("Asking your device …"),
        "refused": t("Your device did not say. You can type a town."),
        "found": t("Places found: {number}", number="{number}"),
        "none": t("No such place yet. Go on typing, or press Search."),
    }
    value = _box()(words=words, language=t.language, direction=t.direction, country=country, key=state.PLACE_BOX, default=None, height=190)
    if not isinstance(value, dict) or not state.is_new_turn(value.get("turn")):
        return Given()
    return Given(token=str(value.get("token") or "")[:40], text=str(value.get("text") or "")[:120], point=_point(value.get("point")))


def _point(value: object) -> tuple[float, float] | None:
    if not (isinstance(value, list) and len(value) == 2 and all(isinstance(part, (int, float)) for part in value)):
        return None
    latitude, longitude = round(float(value[0]), 2), round(float(value[1]), 2)
    return (latitude, longitude) if -90 <= latitude <= 90 and -180 <= longitude <= 180 else None
