"""The box for a place: candidates while typing, the device's position on a tap; returns what was chosen, decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from services.language.catalogue import Translator

_HTML = """
<div class="wm-place">
  <label for="wm-place-input"></label>
  <p class="wm-hint" id="wm-place-hint"></p>
  <div class="wm-place-row">
    <input id="wm-place-input" type="text" role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="wm-place-list"
           aria-describedby="wm-place-hint" autocomplete="off" autocapitalize="words" spellcheck="false" maxlength="120">
    <button type="button" class="wm-go"></button>
  </div>
  <ul id="wm-place-list" role="listbox" hidden></ul>
  <button type="button" class="wm-locate"></button>
  <p role="status" class="wm-status"></p>
</div>
"""
_SCRIPT = Path(__file__).with_suffix(".js").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Given:
    """What came out of the box in this run: a candidate's token, a typed text, or a rounded point; at most one is set."""

    token: str = ""
    text: str = ""
    point: tuple[float, float] | None = None


def show(t: Translator, country: str, typed: str = "", key: str = "place_input") -> Given:
    """Draw the box; candidates in ``country`` come first where one is known."""
    box = st.components.v2.component("waymark_place", html=_HTML, js=_SCRIPT, isolate_styles=False)
    words = {
        "label": t("Where are you?"),
        "hint": t("A town, a region or a country is enough. It stays here."),
        "go": t("Search"),
        "locate": t("Use where I am now (about 1 km)"),
        "locating": t("Asking your device …"),
        "refused": t("Your device did not say. You can type a town."),
        "found": t("Places found: {number}", number="{number}"),
        "none": t("No such place yet. Go on typing, or press Search."),
    }
    found = box(
        key=key,
        data={"words": words, "language": t.language, "country": country, "typed": typed},
        on_picked_change=lambda: None,
        on_typed_change=lambda: None,
        on_located_change=lambda: None,
    )
    point = _point(found.get("located"))
    return Given(token=str(found.get("picked") or "")[:40], text=str(found.get("typed") or "")[:120], point=point)


def _point(value: object) -> tuple[float, float] | None:
    if not (isinstance(value, list) and len(value) == 2 and all(isinstance(part, (int, float)) for part in value)):
        return None
    latitude, longitude = round(float(value[0]), 2), round(float(value[1]), 2)
    return (latitude, longitude) if -90 <= latitude <= 90 and -180 <= longitude <= 180 else None
