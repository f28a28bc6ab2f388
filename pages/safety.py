"""Safety: what is kept, how to leave, what leaving cannot hide; for children and for adults."""

from pages.ui import safety_view, state
from services.safety import words

t = state.t()
safety_view.page(words.safety_page(t))
