"""The plain pages: the whole answer without script, in four languages, leaving nothing in an address, and calm whatever is sent."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from urllib.parse import urlencode

import plain_makers as makers
import pytest
from plain_makers import LANGUAGES, NOW, QUESTIONS, read, t
from starlette.testclient import TestClient

from services.cards import filters, html, words
from services.cards.card import card
from services.directory.model import ListingType
from services.directory.trust import Level, trust
from services.search.answer import answer
from services.search.describe import describe
from services.search.query import GroupKind, Match
from web.plain import asked as asking
from web.plain import cards as drawing
from web.plain.asked import LONGEST_BODY, SHOWN

ROUND_TRIP = 14_336

PAGES: tuple[dict[str, str], ...] = (
    {},
    {"go": "need:hurt"},
    {"go": "search", "text": "Springfield", "need": "talk"},
    {"go": "search", "text": "Xqzzvkw", "need": "talk"},
    {"go": "search", "need": "talk"},
    {"go": "search", "text": "Nairobi", "need": "hurt"},
    {"go": "in:ke", "need": "talk"},
    {"go": "listing:ke-childline-kenya", "country": "KE"},
    {"go": "numbers"},
    {"go": "safety", "country": "FR"},
    {"go": "leaflet:ke"},
    {"go": "card:ke"},
    {"go": "rights"},
    {"go": "topic:private", "country": "MX"},
    {"go": "words"},
    {"go": "pictures", "country": "GB"},
    {"go": "steps"},
)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with makers.client() as running:
        yield running


def post(client: TestClient, language: str, form: dict[str, str], **headers: str):
    return client.post(f"/plain/{language}", data=form, headers=headers)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", PAGES, ids=lambda form: form.get("go", "first"))
def test_every_page_stands_alone_in_every_language(client: TestClient, language: str, form: dict[str, str]) -> None:
    reply = post(client, language, form) if form else client.get(f"/plain/{language}")
    page = read(reply.text)
    assert reply.status_code == 200
    assert page.all("html") == [{"lang": language, "dir": "ltr"}]
    assert len(page.all("h1")) == 1
    assert not page.all("img") and not page.all("iframe") and not [one for one in page.all("script") if "src" in one]
    assert len(page.all("link")) == 1
    assert str(page.all("link")[0]["href"]).startswith("data:")
    assert [(one["method"], one["action"]) for one in page.all("form")] == [("post", f"/plain/{language}")]
    assert any(str(one.get("href")).startswith("tel:") for one in page.all("a")) or f'href="/plain/{language}/emergency"' in reply.text
    assert "set-cookie" not in reply.headers and reply.headers["cache-control"].startswith("no-store")
    assert 'id="wm-leave"' in reply.text and '<a href="/">' in reply.text


@pytest.mark.parametrize("form", PAGES, ids=lambda form: form.get("go", "first"))
def test_no_link_of_a_page_tells_what_was_asked(client: TestClient, form: dict[str, str]) -> None:
    page = read(post(client, "en", form).text)
    ours = {str(one.get("href")) for one in page.all("a") if str(one.get("href")).startswith("/")}
    told = {"/", "/leave", "/plain/en/emergency"}
    assert all(href in told or href.rsplit("/", 1)[1] in ("leaflet", "leaflet.pdf", "card.pdf") for href in ours)


@pytest.mark.parametrize("encoding", ["gzip", "br"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_and_every_answer_fit_in_one_round_trip(client: TestClient, language: str, encoding: str) -> None:
    first = client.get(f"/plain/{language}", headers={"accept-encoding": encoding})
    sizes = {"first": makers.wire(first)}
    for question in QUESTIONS:
        reply = post(client, language, makers.form(question), **{"accept-encoding": encoding})
        assert reply.headers["content-encoding"] == encoding
        sizes[str(question)] = makers.wire(reply)
    assert {name: size for name, size in sizes.items() if size > ROUND_TRIP} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_and_rich_say_the_same_in_the_same_order(client: TestClient, language: str) -> None:
    said = t(language)
    for question in QUESTIONS:
        reply = post(client, language, makers.form(question))
        asked = asking.read({**question, "go": "results"}, makers.gazetteer(), language)
        place = makers.gazetteer().find(question["text"], language, "") if "text" in question else ()
        if len(place) > 1:
            assert [one.name for one in place] and 'value="at:' in reply.text
            continue
        query = asking.replace(asked.query, place=place[0] if place else None)
        found = answer(makers.index(), query, NOW, limit=20)
        expected = [
            html.render(card(match, said, NOW.date()), said)
            for group in found.groups
            if group.kind in SHOWN
            for match in group.matches[: SHOWN[group.kind]]
        ]
        assert makers.cards(reply.text) == [text.strip() for text in expected]
        page = read(reply.text).words
        assert describe(query, said) in page
        assert all(words.heading(said, group.kind, query) in page for group in found.groups if group.kind in SHOWN)
        assert all(words.loosening(said, one) in page for one in found.loosen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quickly_drawn_card_is_the_template_s_own(language: str) -> None:
    said, drawn = t(language), 0
    for question in QUESTIONS[::3]:
        asked = asking.read({**question, "go": "results"}, makers.gazetteer(), language)
        places = makers.gazetteer().find(question["text"], language, "") if "text" in question else ()
        found = answer(makers.index(), asking.replace(asked.query, place=places[0] if places else None), NOW, limit=30)
        for group in found.groups:
            for match in group.matches if group.kind is not GroupKind.RIGHT_NOW else ():
                assert drawing.draw(match, said, NOW.date()) == html.render(card(match, said, NOW.date()), said)
                drawn += 1
    assert drawn > 100


def test_a_card_of_every_kind_of_place_is_the_template_s_own() -> None:
    kinds = {one.listing_type: one for one in makers.directory().listings if one.listing_type is not ListingType.EMERGENCY_NUMBER}
    told = [one for one in makers.directory().listings if one.hours_text and not one.hours][:40]
    for one in [*kinds.values(), *told]:
        if one.listing_type is not ListingType.EMERGENCY_NUMBER:
            assert drawing.draw(Match(one), t("fr"), NOW.date()) == html.render(card(Match(one), t("fr"), NOW.date()), t("fr"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_and_rich_offer_the_same_filters_in_the_same_words(client: TestClient, language: str) -> None:
    said = t(language)
    for question in QUESTIONS[::4]:
        asked = asking.read({**question, "go": "results"}, makers.gazetteer(), language)
        places = makers.gazetteer().find(question["text"], language, "") if "text" in question else ()
        if len(places) > 1:
            continue
        found = answer(makers.index(), asking.replace(asked.query, place=places[0] if places else None), NOW)
        offer = filters.offered(found, said)
        page = read(post(client, language, makers.form(question)).text)
        wanted = [option.said(said) for choice in offer.choices for option in choice.options]
        assert [text for text in page.options if text != said("Any")][-len(wanted) :] == wanted
        assert [one["name"] for one in page.all("select")][-len(offer.choices) :] == [choice.name for choice in offer.choices]
        assert all(choice.label in page.words for choice in offer.choices)
        assert all(wish.label in page.words and wish.said(said) in page.words for wish in offer.wishes)
        assert offer.at_work[0] in page.words
        assert all(page.fields.get(choice.name, "") == choice.picked for choice in offer.choices)


def test_a_caseworker_sees_what_needs_checking_and_stays_one(client: TestClient) -> None:
    form = {"go": "results", "need": "lawyer_police", "country": "ZA", "how": "phone", "shown": "remote:300"}
    child, worker = post(client, "en", form).text, post(client, "en", {**form, "reader": "caseworker"}).text
    doubtful = [one.id for one in makers.directory().by_country["ZA"] if trust(one, NOW.date()).level is Level.UNCONFIRMED]
    assert not set(doubtful) & set(makers.ids(child))
    assert set(doubtful) & set(makers.ids(worker))
    assert read(worker).fields["reader"] == "caseworker"
    elsewhere = read(post(client, "en", {**form, "reader": "caseworker", "go": "safety"}).text)
    assert elsewhere.fields["reader"] == "caseworker"
    assert "reader" not in read(child).fields


def test_show_more_goes_on_where_the_page_ended(client: TestClient) -> None:
    form = {"need": "helping", "country": "ZA"}
    first = post(client, "en", {**form, "go": "results"}).text
    more = post(client, "en", {**form, **read(first).fields, "go": "more:country"}).text
    found = answer(makers.index(), asking.read({**form, "go": "results"}, makers.gazetteer(), "en").query, NOW, limit=20)
    group = found.group(GroupKind.COUNTRY)
    assert group is not None
    wanted = [match.listing.id for match in group.matches[: SHOWN[GroupKind.COUNTRY] + asking.STEP]]
    assert makers.ids(more)[: len(wanted)] == wanted


def test_a_place_goes_on_comes_back_as_a_choice_or_says_what_to_do(client: TestClient) -> None:
    clear = post(client, "en", {"go": "search", "need": "hurt", "text": "Nairobi"}).text
    assert 'name="place" value="town:' in clear and "Nairobi" in clear
    choice = post(client, "en", {"go": "search", "need": "hurt", "text": "Springfield"}).text
    tokens = [str(one["value"]) for one in read(choice).all("button") if str(one.get("value")).startswith("at:")]
    assert len(tokens) > 1
    picked = post(client, "en", {**read(choice).fields, "text": "", "go": tokens[1]}).text
    assert "Springfield" in picked and 'name="need" value="hurt"' in picked
    unknown = post(client, "en", {"go": "search", "need": "hurt", "text": "Xqzzvkw"})
    assert unknown.status_code == 200 and 'value="Xqzzvkw"' in unknown.text and "Try a bigger town near you" in unknown.text
    empty = post(client, "en", {"go": "search", "need": "hurt"}).text
    assert "Please write a town" in empty
    by_country = post(client, "en", {"go": "search", "need": "hurt", "country": "KE"}).text
    assert "in Kenya" in by_country


def test_a_form_carries_the_whole_state_to_the_next_page(client: TestClient) -> None:
    sent = {"go": "results", "need": "hurt", "country": "MX", "age": "14", "gender": "girls", "free": "1", "how": "phone"}
    page = read(post(client, "en", sent).text)
    assert page.fields["need"] == "hurt" and page.fields["country"] == "MX" and page.fields["age"] == "14" and page.fields["free"] == "1"
    listing = read(post(client, "en", {**sent, "go": "listing:mx-emergency-numbers"}).text)
    assert {name: listing.fields.get(name) for name in sent if name != "go"} == {
        name: value for name, value in sent.items() if name != "go"
    }


def test_the_language_switch_keeps_the_page_and_what_was_asked(client: TestClient) -> None:
    page = read(post(client, "en", {"go": "results", "need": "hurt", "country": "MX"}).text)
    reply = post(client, "en", {**page.fields, "speak": "ru"})
    assert read(reply.text).all("html")[0]["lang"] == "ru"
    assert describe(asking.read({"need": "hurt", "country": "MX"}, makers.gazetteer(), "ru").query, t("ru")) in reply.text


def test_the_address_without_a_language_leads_to_the_reader_s(client: TestClient) -> None:
    reply = client.get("/plain", headers={"accept-language": "es-MX,en;q=0.5"}, follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (303, "/plain/es")


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"go": "nothing"}, 400),
        ({"go": "need:dragons"}, 400),
        ({"go": "results", "need": "dragons"}, 400),
        ({"go": "results", "age": "old"}, 400),
        ({"go": "results", "age": "-1"}, 400),
        ({"go": "results", "age": "999"}, 400),
        ({"go": "results", "gender": "x"}, 400),
        ({"go": "results", "categories": "x"}, 400),
        ({"go": "results", "reader": "x"}, 400),
        ({"go": "results", "how": "x"}, 400),
        ({"go": "results", "language": "english"}, 400),
        ({"go": "results", "radius_km": "7"}, 400),
        ({"go": "results", "free": "yes"}, 400),
        ({"go": "results", "categories": "x"}, 400),
        ({"go": "results", "shown": "near"}, 400),
        ({"go": "results", "shown": "near:99999"}, 400),
        ({"go": "more:dragons"}, 400),
        ({"go": "without:dragons"}, 400),
        ({"go": "results", "place": "town:999999999999"}, 400),
        ({"go": "at:nowhere"}, 400),
        ({"go": "search", "text": "x" * 121}, 400),
        ({"go": "results", "country": "ZZ"}, 404),
        ({"go": "in:zz"}, 404),
        ({"go": "leaflet:zz"}, 404),
        ({"go": "listing:no-such-listing"}, 404),
        ({"go": "topic:no-such-topic"}, 404),
    ],
    ids=str,
)
def test_what_is_not_ours_is_refused_calmly_with_a_way_on(client: TestClient, form: dict[str, str], status: int) -> None:
    reply = post(client, "fr", form)
    assert reply.status_code == status
    assert 'href="/plain/fr/emergency"' in reply.text and 'value="needs"' in reply.text
    known = post(client, "fr", {"country": "FR", **form})
    assert known.status_code == status
    assert 'href="tel:112"' in known.text or form.get("country") == "ZZ"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"go=results&need", asking.FORM, 400),
        (b"go=results&text=%ff%fe", asking.FORM, 400),
        ("go=é".encode(), asking.FORM, 400),
        (b"a=1&" * 70 + b"b=2", asking.FORM, 400),
        (b'{"go": "results"}', "application/json", 400),
        (b"--x--", "multipart/form-data; boundary=x", 400),
        (b"text=" + b"x" * LONGEST_BODY, asking.FORM, 413),
        (b"text=" + b"x" * 1_000_000, asking.FORM, 413),
    ],
)
def test_forms_that_cannot_be_read_or_are_too_long_are_refused_calmly(client: TestClient, body: bytes, kind: str, status: int) -> None:
    reply = client.post("/plain/es", content=body, headers={"content-type": kind})
    assert reply.status_code == status
    assert 'href="/plain/es/emergency"' in reply.text and "Traceback" not in reply.text


@pytest.mark.parametrize(
    "address",
    ["/plain/xx", "/plain/en/zz/leaflet", "/plain/en/KE/leaflet", "/plain/en/ke/diary", "/plain/en/zz/card.pdf", "/plain/en/listing/x"],
)
def test_addresses_that_we_do_not_have_are_a_calm_404(client: TestClient, address: str) -> None:
    reply = client.get(address)
    assert reply.status_code == 404 and "emergency" in reply.text


def test_nothing_that_breaks_shows_a_trace_and_the_emergency_line_stays(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_parts: object, **_named: object) -> None:
        raise ValueError("Quillfeather Hollow")

    monkeypatch.setattr("web.plain.views.describe", broken)
    with makers.client() as client, caplog.at_level(logging.DEBUG):
        reply = post(client, "en", {"go": "results", "country": "KE", "text": "Quillfeather Hollow"})
        assert reply.status_code == 500
        assert 'href="tel:999"' in reply.text and "Traceback" not in reply.text and "Quillfeather" not in reply.text
        monkeypatch.setattr("web.plain.views.strip", broken)
        without = post(client, "ru", {"go": "results", "country": "FR"})
        assert without.status_code == 500 and "/plain/ru/emergency" in without.text
    assert "Quillfeather" not in caplog.text


def test_a_typed_place_is_shown_as_text_and_never_as_markup(client: TestClient) -> None:
    reply = post(client, "en", {"go": "search", "text": '"><script>alert(1)</script>'})
    assert "<script>alert" not in reply.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_country_with_an_emergency_number_stands_on_the_numbers_page(client: TestClient, language: str) -> None:
    reply = client.get(f"/plain/{language}/emergency")
    listed = {one.country for one in makers.directory().listings if one.listing_type is ListingType.EMERGENCY_NUMBER and one.phones}
    assert all(f'href="/plain/{language}/{code.lower()}/leaflet"' in reply.text for code in listed)
    assert makers.wire(client.get(f"/plain/{language}/emergency", headers={"accept-encoding": "gzip"})) < 2 * ROUND_TRIP


@pytest.mark.parametrize("kind", ["leaflet", "card"])
def test_a_leaflet_has_an_address_as_page_and_as_pdf(client: TestClient, kind: str) -> None:
    page = client.get(f"/plain/es/ke/{kind}")
    assert page.status_code == 200 and "999" in page.text and "116" in page.text
    paper = client.get(f"/plain/es/ke/{kind}.pdf")
    assert paper.headers["content-type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    assert paper.headers["content-disposition"] == 'inline; filename="numbers.pdf"'
    assert paper.headers["cache-control"].startswith("no-store")


def test_every_country_has_its_leaflet_and_its_card_and_one_in_twenty_is_printed(client: TestClient) -> None:
    countries = [code.lower() for code in makers.directory().by_country if code != "INT"]
    assert len(countries) > 150
    for country in countries:
        page = client.get(f"/plain/en/{country}/leaflet")
        assert page.status_code == 200 and 'id="main"' in page.text, country
    for country in countries[::20]:
        assert client.get(f"/plain/en/{country}/card").status_code == 200
        paper = client.get(f"/plain/en/{country}/leaflet.pdf")
        assert paper.status_code == 200 and paper.content.startswith(b"%PDF"), country


def test_the_discreet_page_has_no_telling_name_on_what_is_printed(client: TestClient) -> None:
    text = client.get("/plain/en/ke/card").text
    sheet = text[text.index('<section class="wm-leaflet"') : text.index("</section>", text.index('<section class="wm-leaflet"'))]
    assert "Childline" not in sheet and "Childline" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_opens_and_its_links_are_buttons_that_lead_somewhere(client: TestClient, language: str) -> None:
    for topic in makers.rights().topics:
        reply = post(client, language, {"go": f"topic:{topic.slug}", "country": "KE"})
        assert reply.status_code == 200
        page = read(reply.text)
        assert not [one for one in page.all("a") if str(one.get("href")).startswith(("#need", "#topic"))]
        anchors = {str(one.get("href"))[1:] for one in page.all("a") if str(one.get("href")).startswith("#word-")}
        assert anchors <= {str(attrs["id"]) for _, attrs in page.elements if "id" in attrs}


def test_forms_are_the_way_only_post_goes(client: TestClient) -> None:
    reply = client.get("/plain/en?" + urlencode({"go": "listing:ke-childline-kenya", "text": "Nairobi"}))
    assert reply.status_code == 200 and "Nairobi" not in reply.text and "Childline" not in reply.text
