"""Refer without script: from the form to the person's sheet in the bodies of forms alone, in every language."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from services.directory.edition import load
from services.language.catalogue import LANGUAGES
from services.paths import LISTINGS
from services.referral.consent import Point
from tests.web.plain_makers import client as make_client
from web.plain.asked import LONGEST_BODY, MOST_FIELDS

#: A page of the way, uncompressed: what a slow line carries in a few seconds.
LARGEST = 60_000
CASE = {
    "country": "KE",
    "r_need.medical": "1",
    "r_need.legal": "1",
    "r_age": "from_12",
    "r_delay": "days_0_3",
    "r_must.free": "1",
    "r_reach": "50",
}


@pytest.fixture(scope="module")
def client() -> TestClient:
    directory = load(LISTINGS)
    return make_client(directory=lambda: directory)


class Fields(HTMLParser):
    """What a browser would send of a page's form if its button were pressed at once."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.boxes: list[str] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name, value = told.get("name") or "", told.get("value") or ""
        if tag == "input" and name:
            kind = told.get("type")
            if kind == "checkbox":
                self.boxes.append(name)
            if kind not in ("checkbox", "radio") or "checked" in told:
                self.sent[name] = value
        if tag == "select":
            self._select = name
        if tag == "option" and self._select and ("selected" in told or self._select not in self.sent):
            self.sent[self._select] = value


def fields(page: str) -> Fields:
    read = Fields()
    read.feed(page)
    return read


def post(client: TestClient, language: str, go: str, sent: dict[str, str]) -> str:
    answer = client.post(f"/plain/{language}", data={**sent, "go": go})
    assert answer.status_code == 200, answer.text[-400:]
    assert answer.headers["cache-control"].startswith("no-store")
    assert "set-cookie" not in answer.headers
    assert not go.startswith("refer") or len(answer.text) < LARGEST
    assert len(fields(answer.text).sent) < MOST_FIELDS
    return answer.text


def to_agreement(client: TestClient, language: str, picks: int = 2) -> tuple[str, dict[str, str]]:
    form = fields(post(client, language, "refer", {}))
    plan = fields(post(client, language, "refer_plan", {**form.sent, **CASE}))
    chosen = dict.fromkeys([box for box in plan.boxes if box.startswith("r_pick.")][:picks], "1")
    page = post(client, language, "refer_agree", {**plan.sent, **chosen})
    return page, fields(page).sent


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_worker_makes_the_persons_sheet_without_script(client: TestClient, language: str) -> None:
    page, sent = to_agreement(client, language)
    assert page.count('name="r_told.') == len(Point)
    agreed = {f"r_told.{point}": "1" for point in Point} | {"r_willing": "yes", "r_giver.caregiver": "1", "r_care": "agrees"}
    agreed |= dict.fromkeys(re.findall(r'name="(r_to\.[a-z0-9-]+)"', page), "yes")
    shown = post(client, language, "refer_sheet", {**sent, **agreed, "r_speak": "es"})
    assert '<article class="wm-sheet" lang="es"' in shown
    assert "<li>" not in shown.partition("<article")[0].rpartition("<main")[2].replace('<li class="', "")
    again = fields(shown).sent
    for go in ("refer_pdf", "refer_card"):
        made = client.post(f"/plain/{language}", data={**again, "go": go})
        assert made.status_code == 200
        assert made.content.startswith(b"%PDF")
        assert made.headers["content-disposition"] == 'attachment; filename="notes.pdf"'
        assert made.headers["cache-control"].startswith("no-store")


def test_what_is_missing_is_said_and_the_sheet_is_information_alone(client: TestClient) -> None:
    page, sent = to_agreement(client, "en", picks=1)
    assert page.count("<fieldset><legend><bdi>") == 1
    shown = unescape(post(client, "en", "refer_sheet", sent))
    assert "Missing before a service may be told" in shown
    assert "Explain every point first" in shown
    told = unescape(post(client, "en", "refer_sheet", {**sent, **{name: "no" for name in sent if name.startswith("r_to.")}}))
    assert "Nobody is told anything" in told


def test_the_plan_is_the_same_as_that_of_the_view_with_a_map(client: TestClient) -> None:
    from datetime import UTC, datetime

    from services.referral.model import AgeBand, Case, CaseNeed, Delay, Must
    from services.referral.plan import plan
    from services.search.index import Index

    shown = unescape(post(client, "en", "refer_plan", CASE))
    case = Case(
        "KE", age=AgeBand.FROM_12, delay=Delay.DAYS_0_3, needs=frozenset({CaseNeed.MEDICAL, CaseNeed.LEGAL}), musts=frozenset({Must.FREE})
    )
    made = plan(Index.of(load(LISTINGS)), case, datetime.now(UTC))
    wanted = [one.listing.id for step in made.steps for one in (*step.options[:2], *step.by_phone[:2])]
    assert re.findall(r'name="r_pick\.([a-z0-9-]+)"', shown) == wanted


def test_a_place_is_looked_up_and_one_that_is_not_known_is_said(client: TestClient) -> None:
    assert "Nakuru" in post(client, "en", "refer_plan", {**CASE, "text": "Nakuru"})
    unknown = post(client, "en", "refer_plan", {**CASE, "country": "", "text": "qqqqq"})
    assert 'role="alert"' in unknown
    assert 'role="alert"' in post(client, "en", "refer_plan", {**CASE, "country": ""})
    moved = post(client, "en", "refer_move", fields(post(client, "en", "refer_plan", {**CASE, "text": "Nakuru"})).sent)
    assert 'name="text"' in moved
    assert 'value="1" checked' in moved


def test_changing_the_language_keeps_the_case(client: TestClient) -> None:
    sent = fields(post(client, "en", "refer_plan", CASE)).sent
    shown = client.post("/plain/en", data={**sent, "speak": "fr"}).text
    assert 'lang="fr"' in shown
    assert 'name="r_needs" value="medical,legal"' in shown


def test_another_page_lets_the_case_go(client: TestClient) -> None:
    sent = fields(post(client, "en", "refer_plan", CASE)).sent
    for go in ("rights", "needs", "numbers", "safety"):
        assert "r_" not in "".join(name for name in fields(post(client, "en", go, sent)).sent if name.startswith("r_"))


@pytest.mark.parametrize(
    ("bad", "status"),
    [
        ({"r_needs": "revenge"}, 400),
        ({"r_age": "12"}, 400),
        ({"r_reach": "7"}, 400),
        ({"r_reach": "x"}, 400),
        ({"r_tongue": "<b>"}, 400),
        ({"r_willing": "perhaps"}, 400),
        ({"r_look": "loud"}, 400),
        ({"r_speak": "xx"}, 400),
        ({"r_picks": "no such listing"}, 400),
        ({"r_picks": "no-such-listing"}, 404),
        ({"r_picks": ",".join(f"a{number}" for number in range(13))}, 400),
        ({"r_told.everything": "1"}, 400),
    ],
)
@pytest.mark.parametrize("go", ["refer_plan", "refer_sheet", "refer_pdf"])
def test_a_form_that_is_not_ours_is_refused_calmly(client: TestClient, go: str, bad: dict[str, str], status: int) -> None:
    answer = client.post("/plain/en", data={**CASE, **bad, "go": go})
    assert answer.status_code == status
    assert not any(value in answer.text for value in bad.values() if len(value) > 4)


def test_a_paper_without_a_choice_is_refused(client: TestClient) -> None:
    assert client.post("/plain/en", data={**CASE, "go": "refer_pdf"}).status_code == 400


def test_no_field_takes_a_name_or_a_story(client: TestClient) -> None:
    for page in (post(client, "en", "refer", {}), post(client, "en", "refer_plan", CASE), to_agreement(client, "en")[0]):
        assert "<textarea" not in page
        typed = re.findall(r'<input[^>]+type="(?:text|search|email|tel|date)"[^>]*name="(\w+)"|<input id="(\w+)"', page)
        assert {name for pair in typed for name in pair if name} <= {"text"}


def test_the_largest_form_fits_what_we_read(client: TestClient) -> None:
    _, sent = to_agreement(client, "ru", picks=12)
    assert sum(len(name) + len(value) + 2 for name, value in sent.items()) < LONGEST_BODY / 2
