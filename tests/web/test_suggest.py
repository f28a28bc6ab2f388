"""Place candidates: from a POST body only, small, and deaf to anything malformed."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from services import paths
from services.language.catalogue import translator
from services.places.gazetteer import Gazetteer
from web import suggest


@pytest.fixture(scope="module")
def client() -> TestClient:
    gazetteer = Gazetteer(paths.GEO / "gazetteer.sqlite")
    return TestClient(Starlette(routes=[suggest.route(gazetteer.suggest, lambda code: translator(code, paths.LOCALE))]))


@pytest.mark.parametrize(
    ("text", "language", "label", "detail"),
    [
        ("Nakur", "en", "Nakuru", "Kenya"),
        ("Londr", "fr", "Londres", "Royaume-Uni"),
        ("Ginebr", "es", "Ginebra", "Suiza"),
        ("Моск", "ru", "Москва", "Россия"),
    ],
)
def test_candidates_come_in_the_readers_language(client: TestClient, text: str, language: str, label: str, detail: str) -> None:
    found = client.post("/suggest", json={"text": text, "language": language, "country": ""}).json()
    assert any(one["label"] == label and detail in one["detail"] for one in found)
    assert all(set(one) == {"id", "label", "detail"} for one in found)


def test_a_place_is_never_asked_for_in_an_address(client: TestClient) -> None:
    assert client.get("/suggest?text=Nakuru").status_code == 405


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"text": 3, "language": "en"}',
        b'{"text": "a", "language": "xx"}',
        b'{"text": "a", "language": "en", "country": "KENYA"}',
    ],
)
def test_a_malformed_body_is_refused_and_nothing_is_said_about_it(client: TestClient, body: bytes) -> None:
    answer = client.post("/suggest", content=body)
    assert answer.status_code == 400
    assert answer.json() == []


def test_a_long_body_is_refused(client: TestClient) -> None:
    assert client.post("/suggest", content=b'{"text": "' + b"a" * 2000 + b'"}').status_code == 413
