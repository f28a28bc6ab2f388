"""The words about traces are whole, honest and the same for everybody."""

import pytest

from services import paths
from services.language.catalogue import LANGUAGES, translator
from services.safety.words import Block, before_you_start, safety_page


def said(block: Block) -> str:
    return " ".join((block.heading, *block.sentences, *block.points))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panel_is_short_and_names_the_button(language: str) -> None:
    t = translator(language, paths.LOCALE)
    panel = before_you_start(t)
    assert 3 <= len(panel.points) <= 5
    assert sum(len(point) for point in panel.points) < 600
    assert any(t("Leave now") in point for point in panel.points)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_part_is_empty_and_no_value_is_left_unfilled(language: str) -> None:
    page = safety_page(translator(language, paths.LOCALE))
    for block in page.for_children + page.for_adults:
        assert block.heading and (block.sentences or block.points)
        assert "{" not in said(block)


def test_it_says_what_leaving_cannot_hide() -> None:
    page = safety_page(translator("en", paths.LOCALE))
    for blocks in (page.for_children, page.for_adults):
        words = " ".join(map(said, blocks)).lower()
        for danger in ("spy", "bill", "wi-fi", "history", "delete only this site"):
            assert danger in words


def test_it_promises_no_safety() -> None:
    page = safety_page(translator("en", paths.LOCALE))
    words = " ".join([*page.lead, *map(said, page.for_children + page.for_adults)]).lower()
    assert "no site can make you safe" in words
    for promise in ("completely safe", "nobody can see", "100", "guarantee"):
        assert promise not in words
