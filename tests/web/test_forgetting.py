"""The server forgets a visit: at once when the person leaves or the page goes, soon when only the line broke."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient, WebSocketTestSession
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime

from web.visits import Visits

Remembered = Callable[[], set[str]]
WORD = "visit-" + "0a" * 16
OTHER = "visit-" + "0b" * 16


def open_line(client: TestClient, word: str, *entries: str) -> WebSocketTestSession:
    return client.websocket_connect("/_stcore/stream", subprotocols=["streamlit", *(entries or ("PLACEHOLDER_AUTH_TOKEN",)), word])


def run(line: WebSocketTestSession) -> str:
    """Run the script once over a line; give the session's id."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    line.send_bytes(message.SerializeToString())
    while True:
        told = ForwardMsg.FromString(line.receive_bytes())
        if told.WhichOneof("type") == "new_session":
            session = told.new_session.initialize.session_id
        if told.WhichOneof("type") == "script_finished":
            return session


def wait_until(true: Callable[[], bool], seconds: float = 5) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.02)
    return False


def test_streamlit_alone_would_remember_a_page_that_is_gone(site: Callable[..., TestClient], remembered: Remembered) -> None:
    client = site(grace_seconds=60)
    with open_line(client, WORD) as line:
        session = run(line)
    assert wait_until(lambda: not Runtime.instance().is_active_session(session))
    assert session in remembered()


@pytest.mark.parametrize("address", ["/leave", "/forget"])
def test_leaving_ends_the_session_while_its_line_is_open(site: Callable[..., TestClient], address: str, remembered: Remembered) -> None:
    client = site(grace_seconds=60)
    with open_line(client, WORD) as line:
        assert run(line) in remembered()
        assert client.post(address, content=WORD).status_code == 204
        assert remembered() == set()


@pytest.mark.parametrize("address", ["/leave", "/forget"])
def test_leaving_ends_the_session_whose_line_is_gone_already(site: Callable[..., TestClient], address: str, remembered: Remembered) -> None:
    client = site(grace_seconds=60)
    with open_line(client, WORD) as line:
        session = run(line)
    assert session in remembered()
    client.post(address, content=WORD)
    assert remembered() == set()


def test_a_line_that_opens_after_its_page_left_is_not_remembered(site: Callable[..., TestClient], remembered: Remembered) -> None:
    client = site(grace_seconds=60)
    client.post("/leave", content=WORD)
    with open_line(client, WORD) as line:
        message = BackMsg()
        message.rerun_script.query_string = ""
        line.send_bytes(message.SerializeToString())
        assert wait_until(lambda: remembered() == set())


def test_leaving_ends_nobody_elses_session(site: Callable[..., TestClient], remembered: Remembered) -> None:
    client = site(grace_seconds=60)
    with open_line(client, WORD) as mine, open_line(client, OTHER) as theirs:
        run(mine)
        session = run(theirs)
        for wrong in ("visit-" + "0c" * 16, "visit-", session, ""):
            client.post("/leave", content=wrong)
        assert len(remembered()) == 2
        client.post("/leave", content=WORD)
        assert remembered() == {session}


def test_a_line_that_only_broke_finds_its_session_again_within_the_grace(site: Callable[..., TestClient]) -> None:
    client = site(grace_seconds=60)
    with open_line(client, WORD) as line:
        session = run(line)
    with open_line(client, WORD, "PLACEHOLDER_AUTH_TOKEN", session) as line:
        assert run(line) == session


@pytest.mark.parametrize("words", [(WORD,), ()])
def test_after_the_grace_a_broken_line_is_forgotten(
    site: Callable[..., TestClient], words: tuple[str, ...], remembered: Remembered
) -> None:
    client = site(grace_seconds=0.1)
    with client.websocket_connect("/_stcore/stream", subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN", *words]) as line:
        session = run(line)
        time.sleep(0.3)
        assert session in remembered()
    assert wait_until(lambda: remembered() == set())


def test_the_word_is_not_shown_to_streamlit(site: Callable[..., TestClient]) -> None:
    client = site()
    with open_line(client, WORD) as line:
        run(line)
        (info,) = Runtime.instance()._session_mgr.list_active_sessions()
        assert WORD not in str(list(info.client.client_context.headers))


def test_the_way_out_clears_and_goes_on_to_the_exit_site(site: Callable[..., TestClient]) -> None:
    client = site()
    answer = client.get("/leave")
    assert (answer.status_code, answer.headers["location"]) == (303, "https://weather.example/")
    for told in (answer, client.post("/leave", content=WORD)):
        assert told.headers["clear-site-data"] == '"cache", "cookies", "storage"'
        assert "no-store" in told.headers["cache-control"]
    assert "clear-site-data" not in client.post("/forget", content=WORD).headers


def test_what_is_no_word_of_ours_is_not_kept() -> None:
    visits = Visits(close=lambda _session: pytest.fail("closed something"), grace_seconds=1)
    for word in ("", "visit-", "visit-" + "zz" * 16, WORD + "0", WORD.upper()):
        visits.forget(word)
    assert not visits._gone
