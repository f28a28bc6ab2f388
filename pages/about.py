"""About: what this is, what it keeps, where its facts come from."""

from pages.ui import about_view, cached, state

about_view.show(cached.directory(), state.t())
