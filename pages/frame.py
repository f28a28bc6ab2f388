"""The picture frame around every page: language, emergency strip, navigation."""

from pages.ui import frame

frame.show()
