"""Every page of the rich view in every language, run as Streamlit runs it."""

import json
import re

import pytest

from pages.ui import state
from services import paths
from services.directory.model import Precision
from services.language.catalogue import LANGUAGES, translator
from services.places.model import Place
from services.rights import library
from services.search.query import Need
from tests.app.conftest import Visit, check, words

PAGES = ("find_help", "rights", "safety", "data_quality", "about")
NAKURU = Place("Nakuru", "KE", -0.30719, 36.07225, Precision.CITY, "Nakuru County", "KE.39", 570674, 184622, "Africa/Nairobi")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_runs_in_every_language(visit: Visit, page: str, language: str) -> None:
    app = visit(page, language, country="KE")
    assert app.get("html")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_the_emergency_strip_stands_first_once_the_country_is_known(visit: Visit, page: str, language: str) -> None:
    app = visit(page, language, country="FR")
    blocks = [str(block.body) for block in app.get("html")]
    assert 'class="wm-strip"' in blocks[1]
    assert 'href="tel:112"' in blocks[1]
    assert 'href="tel:119"' in blocks[1]


def test_no_strip_before_a_country_is_known(visit: Visit) -> None:
    assert not [block for block in visit().get("html") if "wm-strip" in str(block.body)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("need", list(Need))
def test_every_need_is_answered_with_cards(visit: Visit, need: Need, language: str) -> None:
    app = visit("find_help", language, need=need, place=NAKURU, country="KE")
    assert "wm-card" in "".join(str(block.body) for block in app.get("html"))


@pytest.mark.parametrize("need", list(Need))
def test_a_need_without_a_country_asks_for_one(visit: Visit, need: Need) -> None:
    assert "pick your country" in words(visit("find_help", need=need))


def test_two_taps_lead_to_an_answer(visit: Visit) -> None:
    app = visit("find_help", country="KE")
    app.button("need_hurt").click().run()
    assert "wm-card" in "".join(str(block.body) for block in app.get("html"))
    app.button("change_need").click().run()
    assert app.button("need_talk")


def test_a_filter_narrows_the_answer_and_letting_go_brings_it_back(visit: Visit) -> None:
    def shown() -> int:
        return "".join(str(block.body) for block in app.get("html")).count('class="wm-card')

    app = visit("find_help", need=Need.HURT, place=NAKURU, country="KE")
    before = shown()
    app.selectbox("radius_km").select("5").run()
    app.selectbox("how").select("phone").run()
    assert shown() < before
    app.selectbox("how").set_value(None).run()
    app.selectbox("radius_km").set_value(None).run()
    assert shown() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_filter_shows_its_count_and_picking_it_leaves_as_many(visit: Visit, language: str) -> None:
    app = visit("find_help", language, need=Need.HELPING, place=NAKURU, country="KE")
    said = translator(language, paths.LOCALE)
    for key in ("categories", "age", "how", "language", "radius_km"):
        box = app.selectbox(state.filter_key(key))
        assert box.options and all(re.search(r" \([\d\s,.\u202f]+\)$", option) for option in box.options), key
    for key in ("categories", "age", "how", "radius_km"):
        box = app.selectbox(key)
        number = int(re.sub(r"\D", "", box.options[1].rsplit("(", 1)[1]))
        box.select_index(1).run()
        check(app, language)
        assert said.n("{number} place or line in our list", "{number} places and lines in our list", number) in words(app), key
        app.selectbox(key).set_value(None).run()


def test_who_helps_as_their_job_sees_what_needs_checking_until_all_is_forgotten(visit: Visit) -> None:
    def shown() -> str:
        return "".join(str(block.body) for block in app.get("html"))

    app = visit("find_help", need=Need.LAWYER_POLICE, country="ZA")
    doubtful = 'id="card-za-legal-aid-advice-line"'
    assert doubtful not in shown()
    app.checkbox("at_work_switch").check().run()
    assert doubtful in shown()
    app.button("change_need").click().run()
    app.button("need_lawyer_police").click().run()
    assert doubtful in shown(), "another need is asked by the same person"
    app.button("forget").click().run()
    assert "at_work" not in app.session_state


def test_choosing_a_language_changes_the_page(visit: Visit) -> None:
    app = visit()
    app.selectbox("language_picker").select("ru").run()
    assert translator("ru", paths.LOCALE)("What do you need?") in words(app)


def test_choosing_a_country_is_enough_for_the_numbers(visit: Visit) -> None:
    app = visit()
    app.selectbox("country_picker_").select("BR").run()
    assert "wm-strip" in "".join(str(block.body) for block in app.get("html"))


def test_forget_clears_everything_a_person_chose(visit: Visit) -> None:
    app = visit("find_help", need=Need.HURT, place=NAKURU, country="KE", typed="zanzibarmarker", age="14", free=True)
    chosen = {key for key in KEYS if key in app.session_state}
    assert chosen >= {"need", "place", "country"}
    app.button("forget").click().run()
    left = {key for key in KEYS if key in app.session_state and app.session_state[key]}  # noqa: RUF019 - AppTest has no get
    assert not left


KEYS = {state.AT_WORK, state.NEED, state.COUNTRY, state.PLACE, state.CHOICE, state.TYPED, state.TURN, *state.FILTERS}


def test_all_that_needs_checking_can_be_reached_by_reason_and_part(visit: Visit) -> None:
    def shown() -> list[str]:
        return re.findall(r"<code>([a-z0-9-]+)</code>", "".join(str(block.body) for block in app.get("html")))

    app = visit("data_quality", country="ZA")
    why, which = (next(box for box in app.selectbox if box.label == label) for label in ("Why?", "Which ones?"))
    number = int(re.sub(r"\D", "", which.options[0].rsplit(" of ", 1)[1]))
    seen: set[str] = set()
    for part in range(len(which.options)):
        next(box for box in app.selectbox if box.label == "Which ones?").select_index(part).run()
        seen |= set(shown())
    assert len(seen) == number > 1000
    next(box for box in app.selectbox if box.label == "Why?").select("doubted").run()
    check(app, "en")
    assert len(shown()) == int(re.sub(r"\D", "", next(option for option in why.options if "notes doubt" in option)))
    assert "za-legal-aid-advice-line" in shown()


JOHANNESBURG = Place("Johannesburg", "ZA", -26.20227, 28.04363, Precision.CITY, "Gauteng", "ZA.06", 2026469, 993800, "Africa/Johannesburg")


def test_the_map_gets_all_that_fits_as_at_most_sixty_signs(visit: Visit) -> None:
    app = visit("find_help", need=Need.LAWYER_POLICE, place=JOHANNESBURG, country="ZA")
    page = max((str(block.proto.json_args) for block in app.get("component_instance")), key=len)
    script = json.loads(page)["script"]
    rows = [row for block in re.findall(r"(\[\[.*?\]\])\.forEach", script) for row in json.loads(block)]
    pins = [row for row in rows if "wm-pin" in row[2]]
    spots = [int(row[3]) for row in rows if row[2] == "wm-spot"]
    assert 1 < len(pins) + len(spots) <= 60
    total = int(re.sub(r"\D", "", re.search(r"[\d,]+ places and lines", words(app))[0]))
    assert 1000 < len(pins) + sum(spots) <= total
    assert "A number in a pale circle" in words(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_unconfirmed_is_listed_as_needs_checking(visit: Visit, language: str) -> None:
    app = visit("data_quality", language, country="ZA")
    drawn = "".join(str(block.body) for block in app.get("html"))
    assert "za-legal-aid-advice-line" in drawn
    assert 'href="tel:' in drawn.split('class="wm-findings"')[1]


RIGHTS = [topic.slug for topic in library.load(paths.RIGHTS).topics] + ["pictures-path", "steps-path", "words"]


@pytest.mark.parametrize("younger", [False, True], ids=["older", "younger"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_on_rights_opens_and_ends_in_a_person(visit: Visit, language: str, younger: bool) -> None:
    app = visit("rights", language, country="KE", younger=younger)
    for what in RIGHTS:
        app.session_state["rights"] = what
        app.run()
        check(app, language)
        if what != "words":
            assert [button for button in app.button if str(button.key).startswith("need_")], what
        if what in RIGHTS[:-2]:
            assert translator(language, paths.LOCALE)("Not yet reviewed by a child-protection expert in this language.") in words(app), what


def test_the_steps_to_justice_are_a_list_of_at_most_eight_each_with_its_topic(visit: Visit) -> None:
    app = visit("rights", rights="steps-path")
    drawn = "".join(str(block.body) for block in app.get("html"))
    steps = re.findall(r'<li(?: class="wm-optional")?>\s*<span class="wm-sign', drawn)
    assert 1 < len(steps) <= 8
    assert len(steps) == drawn.count('<a class="topic" href="#topic_')


def test_what_is_typed_to_find_a_topic_is_dropped_when_one_is_opened_and_when_all_is_forgotten(visit: Visit) -> None:
    app = visit("rights")
    box = str(app.text_input[0].key)
    app.text_input[0].input("zanzibar secrit")
    app.button("rights_go").click().run()
    check(app, "en")
    assert app.session_state[box] == "zanzibar secrit"
    app.button("topic_private").click().run()
    assert box not in app.session_state
    app.button("rights_all").click().run()
    assert app.text_input[0].value == ""
    app.text_input[0].input("zanzibar secrit")
    app.button("forget").click().run()
    assert app.text_input[0].value == ""
    assert app.text_input[0].key != box, "a browser fills a box of the same name in again"


def test_a_word_that_fits_no_text_is_answered_with_what_to_do(visit: Visit) -> None:
    app = visit("rights")
    app.text_input[0].input("qqqqxxxx")
    app.button("rights_go").click().run()
    assert "Try another word" in words(app)
    assert app.button("topic_start")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_need_tapped_in_a_text_opens_find_help_with_it(visit: Visit, language: str) -> None:
    app = visit("rights", language, country="FR", rights="health")
    app.button("need_hurt").click().run()
    assert app.button("change_need")
    assert app.session_state["need"] is Need.HURT


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_card_asks_two_or_three_questions_with_what_is_known(visit: Visit, language: str) -> None:
    app = visit("find_help", language, need=Need.HURT, place=NAKURU, country="KE")
    drawn = "".join(str(block.body) for block in app.get("html"))
    parts = re.findall(r'<details class="wm-know">(.*?)</details>', drawn, re.S)
    assert len(parts) == drawn.count('<article class="wm-card')
    asked = [re.findall(r'href="#(topic_[a-z-]+)"', part) for part in parts]
    assert all(2 <= len(one) <= 3 for one in asked)
    assert {one for some in asked for one in some} <= {str(button.key) for button in app.button}
