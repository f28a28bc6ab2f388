"""Your rights: texts that say what a child may ask for, and lead to a person who can help."""

from pages.ui import cached, rights_view, state

rights_view.show(cached.library(), state.rights(), state.country(), state.t())
