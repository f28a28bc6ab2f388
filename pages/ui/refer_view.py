"""The worker's page: which part of it is open. Each part is drawn by a module of its own, and rerun by itself when something is set."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from pages.ui import refer_area, refer_form, refer_list, refer_many, refer_plan, refer_sheets, state
from services.language.catalogue import Translator

PLAN, LIST, SHEETS, MANY, AREA = "plan", "list", "sheets", "many", "area"


def head(t: Translator) -> None:
    """Say what the page is for and what it never holds."""
    st.title(t("Refer a person"), anchor=False)
    st.caption(t("No name, no story: nothing here can hold them. Nothing is kept when you leave."))


def asks_place() -> bool:
    """Say whether the open part begins with the question where the person is."""
    return state.part() in ("", PLAN)


@st.fragment
def show(t: Translator) -> None:
    """Offer the parts, and show the open one."""
    _parts(t)
    parts: Mapping[str, Callable[[Translator], None]] = {
        PLAN: _plan,
        LIST: refer_list.show,
        SHEETS: refer_sheets.show,
        MANY: refer_many.show,
        AREA: refer_area.show,
    }
    parts[state.part() or PLAN](t)


def _parts(t: Translator) -> None:
    chosen = len(state.shortlist())
    names = {
        PLAN: t("1. Need and plan"),
        LIST: t("2. Shortlist ({number})", number=t.number(chosen)),
        SHEETS: t("3. Agreement and sheets"),
        MANY: t("Many cases"),
        AREA: t("My area"),
    }
    current = state.part() or PLAN
    with st.container(key="refer_parts", horizontal=True):
        for name, label in names.items():
            kind = "primary" if name == current else "secondary"
            if st.button(label, key=f"refer_part_{name}", type=kind):
                state.open_part(name)
                st.rerun()


def _plan(t: Translator) -> None:
    asked, answer = st.columns([2, 3], gap="medium")
    with asked:
        case = refer_form.ask(t)
    with answer:
        refer_plan.show(case, t)
