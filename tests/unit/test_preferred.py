"""The first choice of language is the browser's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.language.catalogue import LANGUAGES
from services.language.preferred import preferred


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("fr", "fr"),
        ("fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("pt-BR,es;q=0.8,en;q=0.5", "es"),
        ("en;q=0.1, ru;q=0.7", "ru"),
        ("ES-mx", "es"),
        ("de, *", "en"),
        ("sw, uk", "en"),
        ("fr;q=0, ru;q=0.2", "ru"),
        ("fr;q=abc, es", "es"),
        ("fr;q=7, es;q=0.1", "es"),
        (";;,,=", "en"),
    ],
)
def test_the_best_wish_that_we_have_is_taken(header: str, language: str) -> None:
    assert preferred(header) == language


@given(st.text())
def test_any_header_gives_one_of_our_languages(header: str) -> None:
    assert preferred(header) in LANGUAGES
