"""The frame: language switch, emergency strip, navigation, and the page inside."""

from __future__ import annotations

import streamlit as st

from pages.ui import state


def show() -> None:
    """Draw the frame and run the page that is open."""
    t = state.t()
    st.html(f'<span class="wm-language" data-language="{t.language}"></span>')
    st.navigation([st.Page("find_help.py", title=t("Find help"), url_path="find", default=True)], position="hidden").run()
