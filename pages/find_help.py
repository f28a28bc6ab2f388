"""Find help: ask what and where, show who answers."""

from pages.ui import answer_view, controls, state

t = state.t()
need = controls.need(t)

if need:
    controls.where(t)
    answer_view.show(t)
