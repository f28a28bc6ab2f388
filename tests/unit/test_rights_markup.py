"""Texts become HTML that holds nothing but our own marks, whatever somebody writes into a text or a directory's row."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rights.markup import Piece, phrase_html, to_html, to_text
from services.rights.model import LinkKind


def leads(kind: LinkKind, target: str) -> str:
    return f"/{kind}/{target}"


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("A **b**.", "<p>A <strong>b</strong>.</p>\n"),
        ("[x](need:talk)", '<p><a class="need" href="/need/talk">x</a></p>\n'),
        ("[x](https://evil.example)", "<p>[x](https://evil.example)</p>\n"),
        ("[x](javascript:alert)", "<p>[x](javascript:alert)</p>\n"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
        ("![x](need:talk)", '<p>!<a class="need" href="/need/talk">x</a></p>\n'),
        ("# x", "<p># x</p>\n"),
        ("<https://evil.example>", "<p>&lt;https://evil.example&gt;</p>\n"),
        ("{who}", '<p>Call <a href="tel:116">116 &lt;b&gt;</a>.</p>\n'),
        ("{gone}", ""),
        ("1. a\n2. b {gone}", "<ol>\n<li>a</li>\n<li>b </li>\n</ol>\n"),
    ],
)
def test_markdown_becomes_safe_html(markdown: str, html: str) -> None:
    filled = {"who": (Piece("Call "), Piece("116 <b>", "tel:116"), Piece(".")), "gone": ()}
    assert to_html(markdown, filled, leads) == html


def test_a_link_that_leads_nowhere_leaves_its_words() -> None:
    assert to_html("[x **y**](word:lawyer) z", {}) == "<p>x <strong>y</strong> z</p>\n"


def test_a_site_is_not_told_where_the_reader_came_from() -> None:
    assert (
        phrase_html((Piece("a", "https://a.example/?b=1&c"),)) == '<a href="https://a.example/?b=1&amp;c" rel="noreferrer nofollow">a</a>'
    )


def test_a_reference_with_nothing_to_stand_for_it_raises() -> None:
    with pytest.raises(KeyError):
        to_html("{who}", {})


def test_plain_words_keep_paragraphs_and_steps_apart_and_links_as_words() -> None:
    markdown = "**A.** b\nc [d](need:talk)\n\n1. e {who}\n2. f"
    assert to_text(markdown) == "A. b c d\ne\nf"
    assert to_text(markdown, {"who": (Piece("Call "), Piece("116", "tel:116"))}) == "A. b c d\ne Call 116\nf"


@given(st.text(max_size=80), st.text(max_size=30))
def test_no_text_and_no_row_of_the_directory_brings_in_a_tag_of_its_own(markdown: str, name: str) -> None:
    html = to_html(markdown.replace("{", "").replace("}", "") + "\n\nx {who}", {"who": (Piece(name),)}, leads)
    tags = {tag.lower() for tag in re.findall(r"<\s*/?\s*([^\s>/]+)", html)}
    assert tags <= {"p", "strong", "em", "a", "ol", "ul", "li", "br", "blockquote"}
    assert not re.search(r"<[^>]*\son\w+=", html)
