"""A child finds a topic by its own words, with typing errors, in any of our languages; and a card leads to what matters there."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services import paths
from services.directory.model import Answer, Listing, ListingType
from services.language.catalogue import LANGUAGES, Translator
from services.rights import library, topics_for
from services.rights.justice import MOST_STEPS, justice_path
from services.rights.library import BrokenText
from services.rights.search import find, plain

SHELF = library.load(paths.RIGHTS)
T = Translator("en")


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("nudes", "online"),
        ("somebody has my pictres", "online"),
        ("tell my parnts", "private"),
        ("will they tell my parents", "private"),
        ("polise", "steps"),
        ("lawer", "support"),
        ("pregnent", "health"),
        ("I want to die", "feelings"),
        ("KILL MYSELF", "feelings"),
        ("passport taken", "travel"),
        ("a student told me", "school"),
        ("when I was a child, long ago", "later"),
        ("complian", "speak-up"),
        ("wheelchair", "everyone"),
        ("my daughter", "family"),
    ],
)
def test_the_topic_that_is_meant_comes_first(typed: str, slug: str) -> None:
    assert find(SHELF, typed, "en")[0].slug == slug


@pytest.mark.parametrize(
    ("language", "typed", "slug"),
    [
        ("fr", "avocta", "support"),
        ("fr", "photo nu", "online"),
        ("fr", "policce", "steps"),
        ("fr", "medecin", "health"),
        ("fr", "je veux mourrir", "feelings"),
        ("fr", "IA", "online"),
        ("es", "abogdo", "support"),
        ("es", "fotos intimas", "online"),
        ("es", "policia", "steps"),
        ("es", "enbarazada", "health"),
        ("es", "kiero morir", "feelings"),
        ("es", "ia", "online"),
        ("ru", "адвакат", "support"),
        ("ru", "голые фотки", "online"),
        ("ru", "полицыя", "steps"),
        ("ru", "беременая", "health"),
        ("ru", "хочу умереть", "feelings"),
        ("ru", "ВК", "online"),
        ("ru", "ии", "online"),
        ("en", "ai", "online"),
    ],
)
def test_a_child_finds_its_topic_in_its_own_language_typing_errors_and_all(language: str, typed: str, slug: str) -> None:
    assert find(SHELF, typed, language)[0].slug == slug


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_an_author_chose_finds_its_topic(language: str) -> None:
    lost = [
        (slug, word)
        for slug, text in SHELF.explainers[language].items()
        for word in text.search_words
        if slug not in {hit.slug for hit in find(SHELF, word, language)}
    ]
    assert not lost


@pytest.mark.parametrize("typed", ["", "   ", "?!", "18", "me", "le", "не", "de", "zzzzqqqq"])
def test_nothing_that_means_something_finds_nothing(typed: str) -> None:
    assert find(SHELF, typed, "en") == ()


def test_a_question_that_was_nearly_typed_is_shown() -> None:
    hit = next(hit for hit in find(SHELF, "what if I am a boy", "en") if hit.slug == "start")
    assert hit.question == "What if I am a boy?"


def test_english_words_find_topics_for_readers_of_every_language() -> None:
    for language in ("fr", "es", "ru"):
        hit = find(SHELF, "nudes", language)[0]
        assert (hit.slug, hit.title) == ("online", SHELF.explainer("online", language).title)


def test_accents_and_capitals_do_not_matter() -> None:
    assert plain("Téléphone") == plain("TELEPHONE") == "telephone"
    assert plain("ЕЁ") == plain("ее")


@given(st.text(max_size=60), st.sampled_from(["en", "fr", "es", "ru", "xx"]))
def test_whatever_is_typed_gives_each_topic_at_most_once_best_first(typed: str, language: str) -> None:
    hits = find(SHELF, typed, language)
    assert len({hit.slug for hit in hits}) == len(hits) <= 8
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_the_same_question_gives_the_same_answer() -> None:
    assert find(SHELF, "police", "en") == find(SHELF, "police", "en")


def test_the_justice_path_has_at_most_eight_steps_each_with_a_topic() -> None:
    path = justice_path(paths.RIGHTS, "en")
    assert 0 < len(path.steps) <= MOST_STEPS
    assert {step.topic for step in path.steps} <= {topic.slug for topic in SHELF.topics}
    assert not path.steps[0].optional


def test_the_justice_path_of_a_missing_language_is_english_and_says_so() -> None:
    assert justice_path(paths.RIGHTS, "xx").language == "en"


def test_a_justice_path_with_other_steps_is_refused(tmp_path: Any) -> None:
    (tmp_path / "justice").mkdir()
    (tmp_path / "justice" / "steps.toml").write_text('[[step]]\nid = "tell"\ntopic = "people"\noptional = false\n', "utf-8")
    (tmp_path / "justice" / "en.toml").write_text('opening = "a"\nclosing = "b"\n[other]\ntitle = "t"\nwho = "w"\nask = "a"\n', "utf-8")
    with pytest.raises(BrokenText, match="steps tell"):
        justice_path(tmp_path, "en")


def listing(kind: ListingType, **fields: Any) -> Listing:
    known = {"id": "x", "name": "X", "categories": "medical", "country": "KE", "source_url": "https://a.example"}
    return Listing.model_validate({"listing_type": kind, **known, **fields})


@pytest.mark.parametrize("kind", ListingType)
def test_every_kind_of_result_leads_to_two_or_three_topics_that_exist(kind: ListingType) -> None:
    chosen = topics_for(listing(kind), T)
    assert len(chosen) in (2, 3)
    assert {topic.slug for topic in chosen} <= {topic.slug for topic in SHELF.topics}


@pytest.mark.parametrize("kind", ListingType)
def test_a_fact_that_no_source_gave_is_ask_first(kind: ListingType) -> None:
    assert {topic.answer for topic in topics_for(listing(kind), T)[1:]} == {"We do not know. Ask first."}


@pytest.mark.parametrize(
    ("fields", "question", "answer"),
    [
        ({"parents_told": Answer.NO}, "Will they tell my parents?", "They do not tell your parents."),
        ({"parents_told": Answer.YES}, "Will they tell my parents?", "They tell your parents. Ask them how and when."),
        ({"parents_told": Answer.DEPENDS}, "Will they tell my parents?", "It depends. Ask first."),
        ({"may_come_alone": Answer.YES}, "Can I come alone?", "You can come alone."),
        ({"may_come_alone": Answer.NO, "police_told": Answer.NO}, "Can I come alone?", "Come with an adult you trust."),
        ({"police_told": Answer.NO}, "Will they tell the police?", "They do not tell the police."),
        ({"police_told": Answer.DEPENDS}, "Will they tell the police?", "It depends. Ask first."),
    ],
)
def test_a_card_shows_the_places_own_facts(fields: dict[str, Answer], question: str, answer: str) -> None:
    chosen = topics_for(listing(ListingType.ONE_STOP_CENTRE, **fields), T)
    assert (question, answer) in [(topic.question, topic.answer) for topic in chosen]
    assert chosen[0].question == "What happens at a one-stop centre?"


def test_a_line_shows_its_cost_and_the_police_are_not_asked_if_they_tell_the_police() -> None:
    assert topics_for(listing(ListingType.CHILD_HELPLINE, cost="free"), T)[2].answer == "It is free."
    police = topics_for(listing(ListingType.POLICE_STATION, police_told=Answer.YES), T)
    assert "Will they tell the police?" not in [topic.question for topic in police]
