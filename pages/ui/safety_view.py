"""Shows the words about safety: the short panel before the first question, and the whole page."""

from __future__ import annotations

import streamlit as st

from services.language.catalogue import Translator
from services.safety.words import BeforeYouStart, Block, SafetyPage


def panel(words: BeforeYouStart, t: Translator) -> None:
    """Offer the short panel, folded: never a wall, never a condition."""
    with st.expander(words.title, key="before"):
        st.markdown(_points(words.points))
        st.page_link("safety.py", label=words.more)


def page(words: SafetyPage) -> None:
    """Show the Safety page."""
    st.title(words.title, anchor=False)
    for sentence in words.lead:
        st.markdown(sentence)
    for title, blocks in ((words.children_title, words.for_children), (words.adults_title, words.for_adults)):
        st.header(title, anchor=False)
        for block in blocks:
            _block(block)


def _block(block: Block) -> None:
    st.subheader(block.heading, anchor=False)
    for sentence in block.sentences:
        st.markdown(sentence)
    if block.points:
        st.markdown(_points(block.points))


def _points(points: tuple[str, ...]) -> str:
    return "\n".join("- " + point for point in points)
