"""Refer: a coded case, its plan in order, a shortlist, the person's agreement, and the sheets; nothing of it is kept."""

from pages.ui import controls, refer_view, state

t = state.t()
state.begin_referring()
refer_view.head(t)

if refer_view.asks_place():
    controls.where(t, for_another=True)
refer_view.show(t)
