"""What the rich view shows when its script broke: one calm sentence, the emergency line and the simple pages."""

from __future__ import annotations

import streamlit as st

from pages.ui import state


def show(_error: Exception) -> bool:
    """Say that we broke, in the reader's language; the error itself is shown to nobody."""
    t = state.t()
    danger, numbers = t("In danger right now? Call the emergency number of your country."), t("Emergency numbers by country")
    st.error(t("Something went wrong on our side. It is not your fault. Please try again, or open the simple pages."), icon=None)
    st.html(
        f'<p><strong>{danger}</strong> <a href="/plain/{t.language}/emergency" target="_self">{numbers}</a></p>'
        f'<p><a href="/plain/{t.language}" target="_self">{t("Open the simple pages")}</a></p>'
    )
    return True
