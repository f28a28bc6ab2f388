"""The icon font cut down to the icons that Streamlit's own parts show: 375 kB that a slow line would wait for become a few."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

from fontTools import subset
from fontTools.ttLib import TTFont

#: Larger scripts draw charts and diagrams, which are never shown here.
_LARGEST = 600_000
_QUOTED = re.compile(rb"""["'`](?::material/)?([a-z0-9_]{3,40}):?["'`]""")

#: Icons whose names are everyday words; a script that holds such a word need not mean the icon, so they are named here once.
_EVERYDAY = frozenset({
    "add", "block", "call", "cancel", "chat", "check", "circle", "close", "computer", "delete", "description", "done", "download",
    "edit", "emergency", "error", "folder", "fullscreen", "group", "help", "history", "home", "hotel", "image", "info", "keyboard",
    "label", "language", "lightbulb", "link", "list", "lock", "mail", "map", "menu", "mobile", "more", "navigation", "place",
    "print", "public", "quiz", "refresh", "remove", "repeat", "report", "schedule", "school", "search", "security", "settings",
    "share", "shield", "sort", "star", "stop", "support", "sync", "table", "translate", "tune", "undo", "upload", "visibility",
    "warning", "zoom",
})  # fmt: skip


def names_in(scripts: Iterable[bytes], known: frozenset[str]) -> frozenset[str]:
    """Name the icons of ``known`` that scripts may show: the everyday ones, and any of two words that stands in a script."""
    said = {name.decode() for script in scripts if len(script) <= _LARGEST for name in _QUOTED.findall(script)}
    return known & (_EVERYDAY | {name for name in said if "_" in name})


def icons_of(font: bytes) -> frozenset[str]:
    """Name the icons of an icon font; an icon is the ligature of its name's letters."""
    return frozenset(name for name in TTFont(io.BytesIO(font)).getGlyphOrder() if re.fullmatch(r"[a-z0-9_]{3,}", name))


def cut(font: bytes, names: Iterable[str]) -> bytes:
    """Give the font (WOFF2) with only these icons and the letters that spell them."""
    options = subset.Options(flavor="woff2", layout_closure=False, glyph_names=False, notdef_outline=True, desubroutinize=True)
    face = subset.load_font(io.BytesIO(font), options)
    letters = "abcdefghijklmnopqrstuvwxyz0123456789_"
    worker = subset.Subsetter(options)
    worker.populate(glyphs=sorted(set(names) & set(face.getGlyphOrder())), unicodes=[ord(letter) for letter in letters])
    worker.subset(face)
    out = io.BytesIO()
    subset.save_font(face, out, options)
    return out.getvalue()
