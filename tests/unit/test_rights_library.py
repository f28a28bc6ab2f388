"""A library reads what is well-formed, says what is not, and never shows a text as being in a language it is not in."""

import shutil
from pathlib import Path

import pytest

from services import paths
from services.rights import library
from services.rights.library import BrokenText, load, read_explainer
from services.rights.model import LinkKind, SectionId

SHELF = load(paths.RIGHTS)

GOOD = """+++
title = "A title"
summary = "A summary."
search_words = ["one", "two"]
reviewer_role = "draft"
+++

## in-short
Hello [you](word:lawyer).

## more
More. {child_helpline}

## questions
### Is it so?
Yes.

### And so?
No.

## now
1. [Talk](need:talk).
2. Read [this](topic:private), or [talk](need:talk).

## caregivers
Stay calm.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "rights"
    copy.mkdir()
    for path in paths.RIGHTS.glob("*.toml"):
        shutil.copy(path, copy)
    for name in ("start", "glossary", "justice"):
        (copy / name).mkdir()
    (copy / "glossary" / "en.toml").write_text('[lawyer]\nword = "lawyer"\nmeaning = "Knows the law."\n', "utf-8")
    (copy / "start" / "en.md").write_text(GOOD, "utf-8")
    return copy


def test_a_text_is_read_part_by_part(folder: Path) -> None:
    text = load(folder).explainer("start", "en")
    assert (text.title, text.summary, text.search_words, text.is_draft) == ("A title", "A summary.", ("one", "two"), True)
    assert [pair.question for pair in text.questions] == ["Is it so?", "And so?"]
    assert text.markdown(SectionId.QUESTIONS) == "Is it so?\n\nYes.\n\nAnd so?\n\nNo."
    assert text.links(LinkKind.NEED) == ("talk",)
    assert text.links(LinkKind.TOPIC) == ("private",)
    assert text.links(LinkKind.WORD, SectionId.NOW) == ()
    assert text.references() == ("child_helpline",)


def test_windows_line_ends_are_read_like_any_other(folder: Path) -> None:
    (folder / "start" / "en.md").write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert load(folder).problems == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("+++\ntitle", "title", "begins with a head"),
        ('summary = "A summary."\n', "", "lacks summary"),
        ("title =", "titel =", "knows no titel"),
        ('reviewer_role = "draft"', 'reviewer_role = "draft"\nreviewed_on = "2026-01-01"', "without quotes"),
        ("## more", "## mehr", "in this order"),
        ("## now\n", "", "in this order"),
        ("Stay calm.\n", "", "caregivers is empty"),
        ("### Is it so?\n", "", "begins with ###"),
        ("No.\n", "", "has an answer below"),
        ('title = "A title"', "title = A title", "start/en.md"),
    ],
)
def test_a_broken_text_is_left_out_and_the_fault_is_said(folder: Path, old: str, new: str, said: str) -> None:
    (folder / "start" / "en.md").write_text(GOOD.replace(old, new), "utf-8")
    shelf = load(folder)
    assert "start" not in shelf.explainers["en"]
    assert len(shelf.problems) == 1
    assert said in shelf.problems[0]
    assert shelf.problems[0].startswith("start/en.md: ")


def test_a_text_that_is_not_utf8_is_said_and_left_out(folder: Path) -> None:
    (folder / "start" / "en.md").write_bytes(GOOD.replace("calm", "cälm").encode("latin-1"))
    assert "utf-8" in load(folder).problems[0]


def test_a_broken_glossary_is_left_out_and_the_fault_is_said(folder: Path) -> None:
    (folder / "glossary" / "fr.toml").write_text('[lawyer]\nword = "avocat"\n', "utf-8")
    shelf = load(folder)
    assert shelf.glossaries["fr"] == {}
    assert "lawyer has a word and a meaning" in shelf.problems[0]
    assert shelf.word("lawyer", "fr").word == "lawyer"


def test_shared_files_that_cannot_be_read_stop_the_loading(folder: Path) -> None:
    (folder / "topics.toml").write_text("[[topic]\n", "utf-8")
    with pytest.raises(BrokenText, match=r"topics\.toml"):
        load(folder)


def test_a_missing_language_gives_english_and_says_so(folder: Path) -> None:
    text = load(folder).explainer("start", "ru")
    assert (text.language, text.asked, text.is_fallback) == ("en", "ru", True)
    own = load(folder).explainer("start", "en")
    assert not own.is_fallback


def test_a_topic_in_no_language_raises(folder: Path) -> None:
    with pytest.raises(KeyError):
        load(folder).explainer("safe", "fr")
    with pytest.raises(KeyError):
        load(folder).topic("no-such-topic")


def test_a_reviewed_text_is_no_draft(folder: Path) -> None:
    signed = GOOD.replace('reviewer_role = "draft"', 'reviewer_role = "child psychologist"\nreviewed_on = 2026-03-02')
    (folder / "start" / "en.md").write_text(signed, "utf-8")
    assert not load(folder).explainer("start", "en").is_draft


def test_neighbours_follow_the_order_of_the_topics() -> None:
    first, second, *_, last = SHELF.topics
    assert SHELF.neighbours(first.slug) == (None, second)
    before, after = SHELF.neighbours(last.slug)
    assert before is SHELF.topics[-2]
    assert after is None


def test_read_explainer_names_the_file_of_a_missing_text(folder: Path) -> None:
    with pytest.raises(BrokenText, match=r"start/fr\.md"):
        read_explainer(folder / "start" / "fr.md", SHELF.topic("start"), "fr")


def test_a_library_is_compared_by_identity_so_that_it_can_be_cached() -> None:
    assert len({SHELF, library.load(paths.RIGHTS)}) == 2
