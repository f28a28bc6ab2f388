"""The coverage page: figures with their caveats, every language, and uploads that cannot break it."""

import pytest
from streamlit.testing.v1 import AppTest

from services import paths
from services.language.catalogue import LANGUAGES, translator


def visit(country: str = "GH", language: str = "en") -> AppTest:
    at = AppTest.from_file(str(paths.ROOT / "pages" / "coverage.py"), default_timeout=60)
    at.session_state["language"] = language
    at.session_state["country"] = country
    return at.run()


def words(at: AppTest) -> str:
    kinds = (at.title, at.markdown, at.caption, at.info, at.warning, at.subheader)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_its_caveats_first_in_every_language(language: str) -> None:
    at = visit(language=language)
    t = translator(language, paths.LOCALE)
    assert not at.exception
    assert str(at.info[0].value) == t('These figures count what is listed here. "No listing here" never means "no service here".')
    assert "{" not in words(at)
    assert len(at.metric) == 4


def test_without_a_country_the_page_asks_for_one() -> None:
    at = visit("")
    assert not at.exception
    assert "Pick a country above." in words(at)


def test_a_country_with_nothing_listed_still_gives_its_figures() -> None:
    at = visit("TD")
    assert not at.exception
    assert at.metric[0].value == "0"


def test_another_kind_of_help_gives_other_figures() -> None:
    at = visit("ZA")
    before = at.metric[0].value
    at.selectbox(key="coverage_what").set_value("legal").run()
    assert not at.exception
    assert at.metric[0].value != before


@pytest.mark.parametrize("goal", ["most_people", "fewest_sites", "nearest_on_average"])
def test_every_question_about_new_sites_is_answered(goal: str) -> None:
    at = visit("GH")
    radio = at.radio(key="coverage_goal")
    radio.set_value(next(option for option in type(radio.value) if option.value == goal)).run()
    assert not at.exception
    assert "People counted within" in words(at)


def test_the_best_choice_can_be_proved() -> None:
    at = visit("GH")
    at.button(key="coverage_exact").click().run()
    assert not at.exception
    assert "No other choice is better by this measure." in words(at)


def test_a_norm_can_be_switched_off() -> None:
    at = visit("GH")
    assert "RC-IC asks for" in words(at)
    at.checkbox(key="coverage_norm_RC-IC").uncheck().run()
    assert not at.exception
    assert "RC-IC asks for" not in words(at)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("people.csv", b"region,population\nAshanti,-5\n", "row 2, population"),
        ("people.xlsx", b"PK\x03\x04 nonsense", "is broken"),
        ("people.csv", b"\x00\x01", "neither CSV nor XLSX"),
    ],
)
def test_a_bad_table_is_named_and_the_page_stays(name: str, content: bytes, said: str) -> None:
    at = visit("GH")
    at.file_uploader(key="coverage_table").upload(name, content, "text/csv").run()
    assert not at.exception
    assert said in "\n".join(str(code.value) for code in at.code)
    assert len(at.metric) == 4
