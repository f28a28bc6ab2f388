"""French signs keep to their word; every other language stays as it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services import paths
from services.language.catalogue import LANGUAGES, translator
from services.language.typography import typeset


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Tu as peur ?", "Tu as peur\u00a0?"),
        ("Numéro : 112 ; encore !", "Numéro\u00a0: 112\u00a0; encore\u00a0!"),
        ("Dis : « Je te crois. » Puis attends.", "Dis\u00a0: «\u00a0Je te crois.\u00a0» Puis attends."),
        ("[avocat](word:lawyer) {helpline}", "[avocat](word:lawyer) {helpline}"),
        ("https://a.example: 10:30", "https://a.example: 10:30"),
        ("a\n? b", "a\n? b"),
    ],
)
def test_french_gets_spaces_that_do_not_break(typed: str, shown: str) -> None:
    assert typeset(typed, "fr") == shown


@given(st.text())
def test_no_letter_is_ever_changed_and_twice_is_as_once(text: str) -> None:
    once = typeset(text, "fr")
    assert once.replace("\u00a0", " ") == text.replace("\u00a0", " ")
    assert typeset(once, "fr") == once
    assert all(typeset(text, language) == text for language in LANGUAGES if language != "fr")


def test_what_a_catalogue_says_is_typeset_plurals_too() -> None:
    assert "\u00a0?" in translator("fr", paths.LOCALE)("Does it cost money?")
    assert " ?" not in translator("fr", paths.LOCALE)("Does it cost money?")
    assert "\u00a0" not in translator("es", paths.LOCALE)("Does it cost money?")
