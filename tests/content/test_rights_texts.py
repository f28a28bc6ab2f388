"""Every rights text that ships meets every gate, topic by topic and language by language."""

import re
from datetime import UTC, date, datetime

import pytest
from babel.messages.pofile import read_po

from services import paths
from services.directory.edition import Directory
from services.directory.model import Listing
from services.language.catalogue import LANGUAGES, translator
from services.rights import fill, gates, library, scores, wording
from services.rights.model import SectionId, TopicAudience
from services.rights.references import CONTACTS, TOOLS, references

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


def _line(kind: str, **fields: str) -> Listing:
    known = {
        "id": kind.replace("_", "-"),
        "name": "Line",
        "categories": "psychological",
        "country": "KE",
        "source_url": "https://a.example",
    }
    return Listing.model_validate({"listing_type": kind, **known, **fields})


#: Every state a reference can be in: no country, nothing known, only the other kind of line, sources that disagree.
STATES = (
    ("", ()),
    ("KE", ()),
    ("KE", (_line("child_helpline", phones="116"), _line("emergency_number", phones="999", doubts="sources_disagree"))),
    ("KE", (_line("helpline", phones="117"),)),
)
FAMILIAR = {
    "fr": r"(?i)\b(tu|te|toi|ton|ta|tes|choisis|demande|essaie|utilise|appelle)\b|\bt'",
    "es": r"(?i)\b(tú|te|ti|tu|tus|elige|pide|puedes|prueba|usa|llama)\b",
    "ru": r"(?i)\b(ты|тебе|тебя|тво\w+|выбери|попроси|попробуй|позвони)\b",
}


@pytest.mark.parametrize("language", FAMILIAR)
def test_what_is_filled_into_a_text_for_adults_never_calls_them_as_a_child(language: str) -> None:
    t = translator(language, paths.LOCALE)
    familiar = {TopicAudience.ADULT: "", TopicAudience.CHILD: ""}
    for audience in familiar:
        for country, rows in STATES:
            found = references(SHELF, Directory(rows), country, TODAY, t, audience)
            familiar[audience] += " ".join(piece.text for name in CONTACTS | TOOLS for piece in found[name]) + "\n"
        familiar[audience] += fill.headings(audience, t)[SectionId.NOW]
    assert not re.findall(FAMILIAR[language], familiar[TopicAudience.ADULT])
    assert re.findall(FAMILIAR[language], familiar[TopicAudience.CHILD]), "a child is called as a child"


def test_french_signs_stay_with_their_word_wherever_a_text_is_shown() -> None:
    library_texts = "".join(text.markdown(section) + text.title for text in SHELF.explainers["fr"].values() for section in SectionId)
    glossary = "".join(word.word + word.meaning for word in SHELF.glossaries["fr"].values())
    assert "\u00a0?" in library_texts and "«\u00a0" in library_texts
    assert not re.findall(r"« | [?!;:»]", library_texts + glossary)
