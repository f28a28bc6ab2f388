"""Each gate bites: a text that is good is let through, and one fault in it is named with its place."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from services import paths
from services.rights import gates, library, wording
from services.rights.model import Explainer, TopicAudience

SHELF = library.load(paths.RIGHTS)
WORDS = wording.load(paths.RIGHTS / "wording.toml")
TODAY = date(2026, 11, 24)
GOOD = SHELF.explainer("start", "en")
LONG = "One two three four five six seven eight nine ten, one two three four five six seven eight nine ten too."


def change(**fields: object) -> Callable[[Explainer], Explainer]:
    return lambda text: replace(text, **fields)  # type: ignore[arg-type]


def question(number: int, **fields: str) -> Callable[[Explainer], Explainer]:
    def changed(text: Explainer) -> Explainer:
        questions = list(text.questions)
        questions[number] = replace(questions[number], **fields)
        return replace(text, questions=tuple(questions))

    return changed


def more(words: str) -> Callable[[Explainer], Explainer]:
    return lambda text: replace(text, more=f"{text.more}\n\n{words}")


FAULTS = [
    (change(title="x" * 71), "title", "71 characters"),
    (change(summary="word " * 21), "summary", "21 words"),
    (change(search_words=()), "head", "search_words is empty"),
    (change(reviewer_role="psychologist"), "head", "both reviewed_on and a reviewer_role"),
    (change(reviewed_on=date(2026, 1, 1)), "head", "both reviewed_on and a reviewer_role"),
    (change(reviewed_on=date(2027, 1, 1), reviewer_role="psychologist"), "head", "in the future"),
    (change(in_short="You can go. " * 21), "in-short", "63 words"),
    (more("You can go. " * 60), "more", "at most 350"),
    (question(0, answer="You can go. " * 17), "question 1", "51 words"),
    (change(questions=GOOD.questions[:2]), "questions", "has 2"),
    (change(questions=(*GOOD.questions, GOOD.questions[0])), "questions", "has 6"),
    (change(now="1. [Talk](need:talk).\n2. Go."), "now", "found 2"),
    (change(now=f"Hello.\n\n{GOOD.now}"), "now", "numbered list"),
    (change(caregivers="One.\n\nTwo."), "caregivers", "one short paragraph"),
    (more(LONG), "more", "a sentence has 21 words"),
    (change(in_short="Confidentiality necessitates professional deliberation."), "in-short", "grade"),
    (change(in_short="Confidentiality necessitates professional deliberation."), "in-short", "reading ease"),
    (more("Professional confidentiality considerations necessitate deliberation. " * 20), "more", "grade"),
    (more("[x](need:nothing)"), "more", "need:nothing leads nowhere"),
    (more("[x](topic:start)"), "more", "topic:start leads nowhere"),
    (more("[x](word:nothing)"), "more", "word:nothing leads nowhere"),
    (more("[ ](need:talk)"), "more", "shows no words"),
    (question(0, question="Is [this](need:talk) so?"), "question 1", "holds no link"),
    (change(now="1. One.\n2. Two.\n3. Three."), "now", "leads to no need"),
    (more("{no_such_thing}"), "more", "not known"),
    (more("Call {emergency}"), "more", "whole sentences"),
    (more("{emergency} and so on"), "more", "whole sentences"),
    (more("Call. {emergency}, then go."), "more", "whole sentences"),
    (more("A { brace."), "text", "brace"),
    (more("See https://a.example."), "more", "an address"),
    (more("A <b>word</b>."), "more", "HTML"),
    (more("[x](https://a.example)"), "more", "only need:, topic: and word: links"),
    (more("# A heading"), "more", "not one of the format's"),
    (more("Call 116 now."), "more", "the figure 116"),
    (more("Call 17 now."), "more", "the figure 17"),
    (more("Write to a@b.example."), "more", "e-mail"),
    (more("He is a paedophile."), "more", "'paedophile'"),
    (change(title="Child pornography"), "title", "'Child pornography'"),
    (change(summary="Why did you go?"), "summary", "'Why did you'"),
    (question(1, answer="It was revenge porn."), "question 2", "revenge porn"),
]


def test_the_good_text_has_no_fault() -> None:
    assert gates.check_text(GOOD, SHELF, WORDS, TODAY) == []


@pytest.mark.parametrize(("spoil", "place", "said"), FAULTS)
def test_a_fault_is_named_with_its_place(spoil: Callable[[Explainer], Explainer], place: str, said: str) -> None:
    complaints = gates.check_text(spoil(GOOD), SHELF, WORDS, TODAY)
    assert any(complaint.place == place and said in complaint.message for complaint in complaints), complaints
    assert all(str(complaint).startswith("start/en.md, ") for complaint in complaints)


def test_eighteen_is_the_only_figure_a_text_may_write() -> None:
    assert gates.check_text(more("You are under 18.")(GOOD), SHELF, WORDS, TODAY) == []


def test_adults_texts_may_have_longer_sentences() -> None:
    grown = replace(GOOD, topic=replace(GOOD.topic, audience=TopicAudience.ADULT))
    assert not any("a sentence has" in complaint.message for complaint in gates.check_text(more(LONG)(grown), SHELF, WORDS, TODAY))


@pytest.mark.parametrize(
    ("spoil", "place", "said"),
    [
        (lambda text: replace(text, now=text.now.replace("need:hurt", "need:talk")), "now", "lacks the links need:hurt"),
        (more("[x](need:pictures)"), "more", "has the links need:pictures"),
        (lambda text: replace(text, now=text.now.replace("{child_helpline}", "")), "now", "lacks the references child_helpline"),
        (more("{inhope}"), "more", "has the references inhope"),
        (lambda text: replace(text, questions=text.questions[1:]), "questions", "the English text 5"),
        (lambda text: replace(text, now=f"{text.now}\n6. Six."), "now", "has 6 steps, the English text 5"),
    ],
)
def test_another_language_has_the_same_links_references_questions_and_steps(
    spoil: Callable[[Explainer], Explainer], place: str, said: str
) -> None:
    other = replace(GOOD, language="fr", file="start/fr.md")
    before = {complaint.message for complaint in gates.check_text(other, SHELF, WORDS, TODAY)}
    assert not any("the English text" in message for message in before)
    complaints = gates.check_text(spoil(other), SHELF, WORDS, TODAY)
    assert any(complaint.place == place and said in complaint.message for complaint in complaints), complaints


def test_a_missing_text_and_a_missing_glossary_are_named() -> None:
    bare = replace(SHELF, explainers={**SHELF.explainers, "fr": {}}, glossaries={**SHELF.glossaries, "fr": {}})
    complaints = gates.check_language(bare, WORDS, "fr", TODAY)
    assert sum("does not exist yet" in complaint.message and complaint.file.endswith(".md") for complaint in complaints) == len(
        SHELF.topics
    )
    assert any(complaint.file == "glossary/fr.toml" and "lacks abuse" in complaint.message for complaint in complaints)


def test_a_broken_file_is_named_once_and_not_also_as_missing() -> None:
    texts = {slug: text for slug, text in SHELF.explainers["en"].items() if slug != "safe"}
    broken = replace(SHELF, explainers={**SHELF.explainers, "en": texts}, problems=("safe/en.md: the section more is empty",))
    complaints = [complaint for complaint in gates.check_language(broken, WORDS, "en", TODAY) if complaint.file == "safe/en.md"]
    assert [complaint.message for complaint in complaints] == ["the section more is empty"]


def test_a_glossary_sentence_is_short_single_and_plain() -> None:
    word = replace(SHELF.word("lawyer", "en"), meaning="A client. And more.")
    glossary = {**SHELF.glossaries["en"], "lawyer": word, "extra": replace(word, id="extra", meaning="Fine.")}
    found = gates.check_glossary(replace(SHELF, glossaries={**SHELF.glossaries, "en": glossary}), WORDS, "en")
    said = " ".join(complaint.message for complaint in found)
    assert "one sentence" in said
    assert "'client'" in said
    assert "has 41" in said


def test_shared_files_are_held_against_each_other() -> None:
    first = replace(SHELF.topics[0], treaties=("CRC 99",), sources=("nowhere",))
    source = replace(SHELF.sources["crc"], read="", url="ftp://x")
    word = replace(SHELF.word("lawyer", "en"), id="unlinked")
    shelf = replace(
        SHELF,
        topics=(first, *SHELF.topics[1:]),
        sources={**SHELF.sources, "crc": source},
        glossaries={**SHELF.glossaries, "en": {**SHELF.glossaries["en"], "unlinked": word}},
        facts={"pep_hours": replace(SHELF.facts["pep_hours"], source="gone")},
    )
    said = "\n".join(str(complaint) for complaint in gates.check_shared(shelf))
    for fault in (
        "CRC 99 is not among",
        "source nowhere is not",
        "names CRC but not",
        "crc: has a date",
        "begins with https",
        "no text links to it",
        "source gone",
    ):
        assert fault in said


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Une photo pédopornographique", "fr", ["pédopornographique"]),
        ("Pourquoi as-tu attendu ?", "fr", ["Pourquoi as-tu"]),
        ("¿Eres cliente?", "es", ["cliente"]),
        ("El agresor te dijo que te lo buscaste", "es", ["agresor", "te lo buscaste"]),
        ("¿Y por qué no lo contaste antes?", "es", ["por qué no lo contaste"]),
        ("Una niña esposa", "es", ["niña esposa"]),
        ("Debes contar todo", "es", ["Debes contar"]),
        ("No le debes nada a nadie", "es", []),
        ("Ce que dit l'agresseur", "fr", ["agresseur"]),
        ("Не насильник, а человек", "ru", ["насильник"]),
        ("Что ты должна сделать", "ru", ["ты должна"]),
        ("Ты не должен молчать", "ru", []),
        ("The importance of clientele", "en", ["clientele"]),
        ("Why didn’t you tell?", "en", ["Why didn't you"]),
        ("No imports, no exports", "en", []),
    ],
)
def test_words_to_avoid_are_found_whole_and_in_any_ending(text: str, language: str, found: list[str]) -> None:
    assert [word for word, _ in WORDS.avoided(text, language)] == found


def test_words_that_tell_are_found_for_discreet_papers() -> None:
    assert WORDS.tells("Sexual abuse centre", "en") == ["abuse", "Sexual"]
    assert WORDS.tells("Your paper from today", "en") == []
    assert WORDS.tells("On te traite mal", "fr") == []
    assert WORDS.tells("La traite des enfants", "fr") == ["La traite", "traite des"]
