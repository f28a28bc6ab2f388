"""The icon font is small and still draws every icon that the rich view may show."""

from __future__ import annotations

import io

from fontTools.ttLib import TTFont

from web import assets, icons
from web.compression import Packer


def test_the_icon_font_is_small_and_has_the_icons_of_streamlits_parts() -> None:
    files = assets.collect(Packer(assets.BUILD))
    (font,) = files.replaced.values()
    assert len(font) < 30_000
    shown = icons.icons_of(font) | _ligatures(font)
    assert {"expand_more", "keyboard_arrow_down", "keyboard_arrow_right", "close", "check", "search", "error", "info"} <= shown


def _ligatures(font: bytes) -> set[str]:
    """Read which names the font turns into icons, from its substitution table."""
    face = TTFont(io.BytesIO(font))
    letters = {glyph: chr(code) for code, glyph in face.getBestCmap().items()}
    found = set()
    for lookup in face["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            for first, ligatures in getattr(table, "ligatures", {}).items():
                found |= {letters[first] + "".join(letters[part] for part in ligature.Component) for ligature in ligatures}
    return found


def test_a_word_in_a_script_is_an_icon_only_if_the_font_knows_it() -> None:
    scripts = [b'icon:":material/expand_more:",other:`keyboard_tab`,x:"not_an_icon",y:"bathtub"']
    known = frozenset({"expand_more", "keyboard_tab", "bathtub", "close"})
    assert icons.names_in(scripts, known) == {"expand_more", "keyboard_tab", "close"}
