"""Every rights text that ships meets every gate, topic by topic and language by language."""

from datetime import UTC, date, datetime

import pytest
from babel.messages.pofile import read_po

from services import paths
from services.language.catalogue import LANGUAGES
from services.rights import gates, library, scores, wording

SHELF = library.load(paths.RIGHTS)
WORDS = wording.load(paths.RIGHTS / "wording.toml")
TODAY: date = datetime.now(UTC).date()
TOPICS = [topic.slug for topic in SHELF.topics]


def said(complaints: list[gates.Complaint]) -> str:
    return "\n".join(str(complaint) for complaint in complaints)


def test_there_are_fifteen_topics_for_children_and_three_for_adults() -> None:
    audiences = [topic.audience for topic in SHELF.topics]
    assert (audiences.count("child"), audiences.count("adult")) == (15, 3)
    assert len(set(TOPICS)) == len(TOPICS)


def test_every_file_can_be_read() -> None:
    assert SHELF.problems == ()


def test_no_text_lies_around_that_no_topic_owns() -> None:
    found = {path.relative_to(paths.RIGHTS).as_posix() for path in paths.RIGHTS.glob("*/*.md")}
    assert found <= {f"{slug}/{language}.md" for slug in TOPICS for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", TOPICS)
def test_topic_exists_in_the_language_and_meets_every_gate(slug: str, language: str) -> None:
    text = SHELF.explainers[language].get(slug)
    assert text is not None, f"{slug}/{language}.md is missing or broken"
    assert not (complaints := gates.check_text(text, SHELF, WORDS, TODAY)), said(complaints)


@pytest.mark.parametrize("language", LANGUAGES)
def test_glossary_meets_every_gate(language: str) -> None:
    assert not (complaints := gates.check_glossary(SHELF, WORDS, language)), said(complaints)


@pytest.mark.parametrize("language", LANGUAGES)
def test_justice_path_meets_every_gate(language: str) -> None:
    assert not (complaints := gates.check_justice(SHELF, WORDS, language)), said(complaints)


def test_treaties_sources_facts_and_glossary_hang_together() -> None:
    assert not (complaints := gates.check_shared(SHELF)), said(complaints)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_words_to_avoid_and_words_that_tell(language: str) -> None:
    assert len(WORDS.avoid[language]) >= 15
    assert len(WORDS.telling[language]) >= 10


def test_the_page_with_the_scores_is_not_stale() -> None:
    assert scores.main(["--check"]) == 0, "run: python -m services.rights.scores --write"


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_the_words_around_the_texts_hold_no_word_to_avoid_either(language: str) -> None:
    with (paths.LOCALE / language / "rights.po").open("rb") as handle:
        entries = [entry for entry in read_po(handle, locale=language) if entry.id]
    assert len(entries) > 100
    for entry in entries:
        assert not WORDS.avoided(str(entry.string), language), entry.string
        assert not WORDS.avoided(str(entry.id), "en"), entry.id
