"""Every answer, whatever it is about, carries the headers, and none tells what went wrong inside."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from urllib.parse import unquote

import brotli
import pytest
from starlette.testclient import TestClient

from services import paths
from services.language.catalogue import LANGUAGES
from services.maps.base import BASE_MAP
from web import assets
from web.compression import Packer
from web.document import UnknownStreamlitPage, streamlit_parts
from web.headers import IMMUTABLE

#: What the site's ``/broken`` route puts into its error.
MARKER = "Quillfeather Hollow"
HASHED = assets.collect(Packer(assets.BUILD)).script
ANSWERS = {
    "/": 200,
    "/health": 200,
    "/leave": 303,
    "/nothing-here": 404,
    "/find": 404,
    "/plain/xx/nowhere": 404,
    "/broken": 500,
    "/forget": 405,
    HASHED: 200,
    "/static/js/nothing.js": 404,
    "/app/static/waymark.css": 200,
    "/app/static/../app.py": 404,
    "/app/static/nothing.css": 404,
    "/component/streamlit_folium.st_folium/index.html": 200,
    "/component/other/index.html": 404,
    "/media/nothing.txt": 404,
    "/_stcore/health": 200,
    "/_stcore/host-config": 200,
    "/_stcore/metrics": 404,
    "/_stcore/agent/openapi.json": 404,
    "/_stcore/agent/mcp": 404,
    "/favicon.ico": 404,
    "/manifest.json": 404,
}
ALWAYS = {
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "x-dns-prefetch-control": "off",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.mark.parametrize("address", ANSWERS)
def test_every_answer_carries_the_headers(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == ANSWERS[address]
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'self'" in policy and "base-uri 'none'" in policy
    assert "http:" not in policy and "https:" not in policy and "*" not in policy
    assert "geolocation=(self)" in answer.headers["permissions-policy"] and "camera=()" in answer.headers["permissions-policy"]
    assert "set-cookie" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers
    assert "strict-transport-security" not in answer.headers


@pytest.mark.parametrize("address", [address for address in ANSWERS if address not in {HASHED, "/app/static/waymark.css"}])
def test_what_tells_of_a_visit_is_never_kept(client: TestClient, address: str) -> None:
    assert "no-store" in client.get(address).headers["cache-control"]


def test_only_the_map_frame_may_run_scripts_that_stand_in_a_page(client: TestClient) -> None:
    for address in ANSWERS:
        script = re.search(r"script-src ([^;]*)", client.get(address).headers["content-security-policy"])
        assert script is not None
        assert ("unsafe" in script[1]) == address.startswith("/component/streamlit_folium"), address


@pytest.mark.parametrize("how", [{"headers": {"x-forwarded-proto": "https"}}, {}])
def test_browsers_are_told_to_insist_on_tls_where_there_is_tls(site: Callable[..., TestClient], how: dict) -> None:
    answer = site(always_tls=not how).get("/health", **how)
    assert answer.headers["strict-transport-security"].startswith("max-age=63072000")


@pytest.mark.parametrize("host", ["evil.example;script-src *", "a b", "x'y", "h" * 20 + "/path"])
def test_a_strange_host_does_not_get_into_the_policy(client: TestClient, host: str) -> None:
    policy = client.get("/", headers={"host": host}).headers["content-security-policy"]
    assert "ws://" not in policy and "evil" not in policy


def test_an_address_that_looks_like_another_host_leads_nowhere(client: TestClient) -> None:
    answer = client.get("http://localhost//evil.example/")
    assert answer.status_code == 404 and "location" not in answer.headers


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("address", ["/", "/leave", "/health", "/broken", "/nothing-here"])
def test_no_address_gives_streamlits_bare_page_in_another_way(client: TestClient, method: str, address: str) -> None:
    answer = client.request(method, address)
    assert answer.status_code in {404, 405}
    assert "Streamlit" not in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_errors_are_calm_pages_in_the_readers_language(client: TestClient, language: str) -> None:
    for address, status in {"/nothing-here": 404, "/broken": 500}.items():
        answer = client.get(address, headers={"accept-language": language})
        assert answer.status_code == status
        assert f'<html lang="{language}"' in answer.text
        assert f'href="/plain/{language}/emergency"' in answer.text
        assert f'href="/plain/{language}"' in answer.text and 'href="/"' in answer.text and 'href="/leave"' in answer.text
        assert "Traceback" not in answer.text and "ValueError" not in answer.text and MARKER not in answer.text


def test_the_language_of_a_plain_address_wins_over_the_browsers(client: TestClient) -> None:
    assert '<html lang="ru"' in client.get("/plain/ru/nowhere", headers={"accept-language": "fr"}).text


def test_what_a_person_sent_is_in_no_answer_and_no_log_when_we_break(
    client: TestClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = client.post("/broken", data={"place": MARKER})
    assert answer.status_code == 500
    heard = caplog.text + "".join(capfd.readouterr())
    assert "tests/web/conftest.py" in heard and "ValueError" in heard
    assert MARKER not in heard + answer.text


def test_an_answer_that_breaks_halfway_ends_quietly(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    assert MARKER not in client.get("/half").text + caplog.text


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"content": b"x" * 70_000}, 413),
        ({"content": iter([b"x" * 40_000, b"x" * 40_000]), "headers": {"content-type": "application/x-www-form-urlencoded"}}, 413),
        ({"content": b"--x\r\nbroken", "headers": {"content-type": "multipart/form-data; boundary=y"}}, 400),
        ({"content": b"a", "headers": {"content-length": "-5"}}, 400),
    ],
)
def test_forms_too_large_or_broken_get_a_calm_answer(client: TestClient, sent: dict, status: int) -> None:
    answer = client.post("/broken", **sent)
    assert answer.status_code == status
    assert "<h1>" in answer.text and "/emergency" in answer.text


@pytest.mark.parametrize(("accept", "encoding"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("", None)])
@pytest.mark.parametrize(
    "address", ["/", HASHED, "/app/static/waymark.css", f"{assets.PLACE_BOX}/box.js", f"{assets.MAP_FRAME}/index.html", BASE_MAP]
)
def test_texts_come_packed_as_the_browser_asks(client: TestClient, address: str, accept: str, encoding: str | None) -> None:
    with client.stream("GET", address, headers={"accept-encoding": accept}) as answer:
        sent = b"".join(answer.iter_raw())
    assert answer.headers.get("content-encoding") == encoding
    assert "accept-encoding" in answer.headers["vary"]
    assert int(answer.headers["content-length"]) == len(sent)
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert unpack(sent) == client.get(address).content


def test_a_page_of_a_plain_route_is_packed_too(client: TestClient) -> None:
    assert client.get("/nothing-here", headers={"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"


def test_files_whose_address_changes_with_them_are_kept_for_good_and_others_are_asked_about(client: TestClient) -> None:
    files = assets.collect(Packer())
    assert client.get(HASHED).headers["cache-control"] == IMMUTABLE
    assert client.get(files.versioned("/app/static/waymark.css")).headers["cache-control"] == IMMUTABLE
    for address in ("/app/static/waymark.css", "/app/static/waymark.css?v=0123456789", "/app/static/waymark.css?v="):
        answer = client.get(address)
        assert answer.headers["cache-control"] == "public, no-cache"
    again = client.get("/app/static/waymark.css", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_stylesheet_carries_its_pictures(client: TestClient) -> None:
    text = client.get("/app/static/waymark.css").text
    drawn = re.findall(r'url\("data:image/svg\+xml,([^"]+)"\)', text)
    assert "url(/app/static/" not in text
    assert {unquote(one) for one in drawn} <= {
        path.read_text("utf-8").strip().replace('"', "'") for path in (paths.STATIC / "pictograms").glob("*.svg")
    }
    assert len(drawn) > 8


def test_a_part_of_a_file_is_given_unpacked(client: TestClient) -> None:
    answer = client.get("/app/static/waymark.css", headers={"range": "bytes=0-9"})
    assert answer.status_code == 206
    assert answer.content == (paths.STATIC / "waymark.css").read_bytes()[:10]


def test_the_document_is_ours_and_carries_nothing_of_streamlits_words(client: TestClient) -> None:
    text = client.get("/", headers={"accept-language": "es"}).text
    assert '<html lang="es" dir="ltr">' in text and "<title>Waymark</title>" in text
    assert "Streamlit app" not in text and "<title>Streamlit" not in text and "favicon" not in text and "woff2" not in text
    assert text.index('id="wm-leave"') < text.index('id="root"') < text.index('type="module"')


def test_a_streamlit_page_that_we_do_not_know_stops_the_start() -> None:
    with pytest.raises(UnknownStreamlitPage):
        streamlit_parts("<html><body>another</body></html>")


def test_what_no_file_needs_any_more_is_thrown_away(tmp_path) -> None:
    Packer(tmp_path).pack(b"an older text")
    (tmp_path / "notes").mkdir()
    packer = Packer(tmp_path)
    kept = packer.pack(b"a text")
    packer.prune()
    assert {path.name for path in tmp_path.iterdir()} == {f"{kept.tag}.gz", f"{kept.tag}.11.br", "notes"}


def test_what_was_packed_before_is_not_packed_again(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Packer(tmp_path).pack(b"a text " * 1000)
    monkeypatch.setattr(brotli, "compress", lambda *_parts, **_named: pytest.fail("packed again"))
    assert Packer(tmp_path).pack(b"a text " * 1000) == first
