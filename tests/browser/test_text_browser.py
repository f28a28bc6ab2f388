"""The plain pages in a text browser: from the first page to a number that can be dialled, as lynx shows it."""

from __future__ import annotations

import subprocess
from urllib.parse import urlencode

import pytest

from tests.browser.conftest import Server

#: The way out in each language: the first link that a text browser comes to after the skip link.
LANGUAGES = {"en": "Leave now", "fr": "Quitter vite", "es": "Salir ya", "ru": "Уйти сейчас"}


def read(address: str, form: dict[str, str] | None = None) -> str:
    """Give what lynx shows of a page; a form is sent as a person sends it."""
    command = ["lynx", "-cfg=/dev/null", "-nolist", "-dump", "-display_charset=utf-8", "-assume_charset=utf-8", "-width=60"]
    sent = b""
    if form is not None:
        command, sent = [*command, "-post_data"], urlencode(form).encode() + b"\n---\n"
    # lynx ends with 1 after a page that is not there, and shows it all the same.
    shown = subprocess.run([*command, address], input=sent, capture_output=True, timeout=60, check=False)
    assert shown.returncode in {0, 1} and shown.stdout, shown.stderr.decode("utf-8", "replace")
    return shown.stdout.decode("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_says_the_way_out_first_and_then_the_needs(app_server: Server, language: str) -> None:
    lines = [line for line in read(f"{app_server.address}/plain/{language}").splitlines() if line.strip()]
    assert any(LANGUAGES[language] in line for line in lines[:3])
    assert not [line for line in lines if "<" in line or "{" in line], "markup or script is shown as words"
    assert len(lines) > 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_shows_whom_to_call(app_server: Server, language: str) -> None:
    text = read(f"{app_server.address}/plain/{language}", {"go": "search", "need": "hurt", "text": "Nairobi"})
    assert "999" in text and "116" in text and "Nairobi" in text
    assert LANGUAGES[language] in text
    assert "<" not in text and "{" not in text


def test_a_name_of_many_places_comes_back_as_a_choice(app_server: Server) -> None:
    text = read(f"{app_server.address}/plain/en", {"go": "search", "need": "hurt", "text": "Springfield"})
    assert text.count("Springfield") > 3


@pytest.mark.parametrize("page", ["safety", "numbers", "rights", "topic:private", "words", "steps", "pictures", "leaflet:ke", "card:ke"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_other_page_reads_as_words(app_server: Server, language: str, page: str) -> None:
    text = read(f"{app_server.address}/plain/{language}", {"go": page, "country": "KE"})
    assert LANGUAGES[language] in text and len(text.split()) > 40
    assert "<" not in text and "{" not in text


@pytest.mark.parametrize("address", ["/plain/xx", "/plain/en/zz/leaflet", "/nothing-here"])
def test_an_address_that_is_wrong_still_shows_a_way_on(app_server: Server, address: str) -> None:
    text = read(f"{app_server.address}{address}")
    assert "Emergency numbers by country" in text and "Leave now" in text
