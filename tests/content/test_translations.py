"""Every word that a page says exists in every language, with the same values in it."""

import string

import pytest
from babel.messages.pofile import read_po

from services import paths
from services.language.catalogue import LANGUAGES
from services.language.missing import Message, messages, translations

SAID = messages(paths.ROOT)


def parts(message: Message) -> tuple[str, ...]:
    return message if isinstance(message, tuple) else (message,)


def fields(text: str) -> set[str]:
    return {name.split("!")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def test_messages_are_found() -> None:
    assert "Find help" in SAID


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_message_is_missing(language: str) -> None:
    said = translations(language, paths.LOCALE)
    assert not {message: file for message, file in SAID.items() if message not in said}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_translations_keep_the_named_values(language: str) -> None:
    wrong = []
    for message, text in translations(language, paths.LOCALE).items():
        wanted = set().union(*(fields(part) for part in parts(message)))
        for said in parts(text):
            if not fields(said) <= wanted or (not isinstance(message, tuple) and fields(said) != wanted):
                wrong.append((message, said))
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_one_message_is_translated_in_one_place(language: str) -> None:
    seen: dict[object, str] = {}
    twice = []
    for path in sorted((paths.LOCALE / language).glob("*.po")):
        with path.open("rb") as handle:
            for entry in read_po(handle, locale=language):
                key = tuple(entry.id) if isinstance(entry.id, (list, tuple)) else entry.id
                if key and key in seen and seen[key] != path.name:
                    twice.append((key, seen[key], path.name))
                seen[key] = path.name
    assert not twice


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_translation_is_left_over(language: str) -> None:
    assert not [message for message in translations(language, paths.LOCALE) if message not in SAID]
