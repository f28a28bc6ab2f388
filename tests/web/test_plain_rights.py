"""The rights texts without script: found with typing errors, as long as asked for, each ending in a person, and fit to be printed."""

from __future__ import annotations

from collections.abc import Iterator

import plain_makers as makers
import pytest
from plain_makers import LANGUAGES, read, t
from starlette.testclient import TestClient

from services.search.query import Need

TOPICS = [topic.slug for topic in makers.rights().topics]


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with makers.client() as running:
        yield running


def page(client: TestClient, language: str, go: str, **fields: str) -> str:
    reply = client.post(f"/plain/{language}", data={"go": go, **fields})
    assert reply.status_code == 200
    return reply.text.replace("&#39;", "'")


def buttons(text: str) -> list[str]:
    return [str(one.get("value")) for one in read(text).all("button")]


@pytest.mark.parametrize(
    ("language", "typed", "slug"),
    [("en", "blakmail", "online"), ("fr", "avocta", "support"), ("es", "ia", "online"), ("ru", "полицыя", "steps")],
)
def test_a_topic_is_found_by_words_with_typing_errors(client: TestClient, language: str, typed: str, slug: str) -> None:
    text = page(client, language, "rights", text=typed)
    named = [value for value in buttons(text) if value.startswith("topic:")]
    assert named[0] == f"topic:{slug}"
    assert sorted(named) == sorted(f"topic:{one}" for one in TOPICS), "every topic stays within reach, none twice"
    first = next(value for value in buttons(text) if value)
    assert first == "rights", "the enter key searches"


def test_what_is_not_found_says_so_and_shows_all_topics(client: TestClient) -> None:
    text = page(client, "en", "rights", text="zzzzqqqq")
    assert t("en")("Nothing in our texts fits that. Try another word, or look through the topics.") in text
    assert len([value for value in buttons(text) if value.startswith("topic:")]) == len(TOPICS)


def test_what_was_typed_into_the_search_is_shown_as_text(client: TestClient) -> None:
    assert "<script>alert" not in page(client, "en", "rights", text='"><script>alert(1)</script>')


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", TOPICS)
def test_every_text_ends_in_a_person(client: TestClient, language: str, slug: str) -> None:
    text = page(client, language, f"topic:{slug}", country="KE")
    ends = text[text.index(t(language)("Find somebody who can help")) :]
    asked_for = [value.partition(":")[2] for value in buttons(ends) if value.startswith("need:")]
    assert asked_for and len(set(asked_for)) == len(asked_for)
    inside = {value.partition(":")[2] for value in buttons(text) if value.startswith("need:")}
    assert inside == set(asked_for) <= set(Need)


@pytest.mark.parametrize("need", list(Need))
def test_the_button_of_a_need_opens_the_answer_with_that_need_chosen(client: TestClient, need: Need) -> None:
    known = read(page(client, "fr", f"need:{need}", country="KE"))
    assert known.fields["need"] == need and known.fields["here"] == "results"
    unknown = read(page(client, "fr", f"need:{need}"))
    assert unknown.fields["need"] == need and unknown.fields["here"] == "place"


@pytest.mark.parametrize("language", LANGUAGES)
def test_younger_readers_get_less_and_stay_younger_readers_on_the_next_text(client: TestClient, language: str) -> None:
    says = t(language)
    older, younger = page(client, language, "topic:start"), page(client, language, "topic:start:younger")
    assert says("More about it") in older and says("More about it") not in younger
    assert says("Questions children ask") in younger and says("For parents and carers") not in younger
    onwards = {value for value in buttons(younger) if value.startswith("topic:") and not value.startswith("topic:start")}
    assert onwards and all(value.endswith(":younger") for value in onwards)
    assert "rights:younger" in buttons(younger)
    assert "topic:safe:younger" in buttons(page(client, language, "rights:younger"))
    assert read(younger).fields["here"] == "topic:start:younger", "another language keeps it, too"


def test_a_text_for_adults_has_one_length(client: TestClient) -> None:
    text = page(client, "en", "topic:family:younger")
    assert t("en")("More about it") in text and t("en")("Younger readers") not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_for_pictures_is_whole(client: TestClient, language: str) -> None:
    says, text = t(language), page(client, language, "pictures", country="GB")
    headings = (
        "What to do first",
        "Find somebody who can help",
        "Tools that can help to take pictures down",
        "What police and helplines can do",
        "Where to report pictures or pages online",
        "Helpline for children and young people",
    )
    at = [text.index(f">{says(heading)}</h2>") for heading in headings]
    assert at == sorted(at)
    assert all(f"<h3>{tool}</h3>" in text for tool in ("Report Remove", "Take It Down", "StopNCII", "INHOPE"))
    assert "Internet Watch Foundation reporting" in text[at[4] : at[5]] and "Childline UK" in text[at[5] :]
    for words in ("For whom", "Your name", "Language", "What it costs", "Good to know"):
        assert text.count(f"<dt>{says(words)}</dt>") == 4
    assert "data-wm-aloud" in text and "data-wm-read" in text
    assert says("Not yet reviewed by a child-protection expert in this language.") in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_to_justice_says_who_is_there_what_to_ask_and_which_topic_explains_it(client: TestClient, language: str) -> None:
    says, text = t(language), page(client, language, "steps")
    assert text.count(f"<b>{says('Who is there:')}</b>") == text.count(f"<b>{says('What you may ask for:')}</b>") == 8
    assert says("Many never come to this step.") in text
    assert "topic:support" in buttons(text) and "need:talk" in buttons(text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", ["topic:health", "topic:family", "pictures", "steps", "words"])
def test_every_text_has_a_sheet_to_print_and_a_discreet_one(client: TestClient, language: str, what: str) -> None:
    says = t(language)
    text = page(client, language, what)
    assert {f"paper:{what}", f"paper:{what}:quiet"} <= set(buttons(text))
    title = text[text.index("<h1>") + 4 : text.index("</h1>")]
    for go, heading in ((f"paper:{what}", title), (f"paper:{what}:quiet", says("My notes"))):
        sheet = page(client, language, go, country="KE")
        assert sheet.count("<h1>") == 1 and f"<h1>{heading}</h1>" in sheet
        assert what in buttons(sheet), "the way back"
        window = sheet[sheet.index("<title>") : sheet.index("</title>")]
        assert title not in window, "the window of a plain page never tells"
        assert window.endswith(heading) if go.endswith("quiet") else window.endswith("Waymark")
        printed = sheet[sheet.index('<section class="wm-paper') :].partition("</section>")[0]
        assert "<button" not in printed and "{" not in printed
        assert ("Waymark" in printed) is not go.endswith("quiet")


def test_a_sheet_of_nothing_we_have_is_a_calm_page(client: TestClient) -> None:
    assert client.post("/plain/en", data={"go": "paper:nothing"}).status_code == 404


@pytest.mark.parametrize("go", ["topic:start", "topic:start:younger", "topic:later", "pictures"])
def test_where_no_country_is_known_it_can_be_chosen_on_the_page_itself(client: TestClient, go: str) -> None:
    unknown = page(client, "en", go)
    assert '<select id="country" name="country">' in unknown and go in buttons(unknown), "what the text says can be done there"
    assert t("en")("Numbers are printed once a country is chosen on this page.") in unknown
    known = page(client, "en", go, country="KE")
    assert '<select id="country" name="country">' not in known and read(known).fields["country"] == "KE"
    assert "Choose your country" not in known and "Choose the country" not in known
