"""Opens pages of the rich view as a visitor would, and checks on every visit what holds for every page."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from services import paths
from services.language.catalogue import translator
from services.language.missing import translations

FRAME = str(paths.ROOT / "pages" / "frame.py")
Visit = Callable[..., AppTest]


def words(app: AppTest) -> str:
    """Everything that can be read on the page, markup taken out."""
    said = [str(getattr(element, "body", getattr(element, "value", ""))) for element in app.main]
    said += [
        str(widget.label)
        for kind in ("button", "selectbox", "checkbox", "expander")
        for widget in app.get(kind)
        if hasattr(widget, "label")
    ]
    return unescape(re.sub(r"<[^>]+>", " ", "\n".join(said)))


def untranslated(text: str, language: str) -> list[str]:
    """English messages of ours that stand on a page in another language."""
    if language == "en":
        return []
    found = []
    for message, said in translations(language, paths.LOCALE).items():
        for english, local in zip(
            message if isinstance(message, tuple) else (message,), said if isinstance(said, tuple) else (said,), strict=False
        ):
            if english != local and len(english) > 14 and "{" not in english and re.search(rf"(?<!\w){re.escape(english)}(?!\w)", text):
                found.append(english)
    return found


@pytest.fixture
def visit() -> Visit:
    def open_page(page: str = "find_help", language: str = "en", **state: object) -> AppTest:
        app = AppTest.from_file(FRAME, default_timeout=30)
        app.session_state["language"] = language
        for key, value in state.items():
            app.session_state[key] = value
        app.run()
        if page != "find_help":
            app.switch_page(f"{page}.py").run()
        check(app, language)
        return app

    return open_page


def check(app: AppTest, language: str) -> None:
    """What holds for every page: no exception, no raw placeholder, nothing left in English, the language told to the document."""
    assert not app.exception, [error.value for error in app.exception]
    text = words(app)
    assert not re.findall(r"\{[a-z_]+\}", text)
    assert not untranslated(text, language)
    assert any(f'data-language="{language}"' in str(block.body) for block in app.get("html"))
    assert translator(language, paths.LOCALE)("Find help") in text or app.get("page_link")
