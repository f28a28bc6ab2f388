"""The worker's page as Streamlit runs it: every part in every language, from the case to the sheets, and nothing left when forgotten."""

from __future__ import annotations

import inspect
import re

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import cached
from services.language.catalogue import LANGUAGES
from services.referral import shortlist
from services.referral.consent import Point
from services.referral.model import AgeBand, Agreement, Case, CaseNeed, Chosen, ChosenFor, Consent, Delay, Giver, Must
from tests.app.conftest import Visit, check, words
from tests.app.test_pages import NAKURU

PARTS = ("plan", "list", "sheets", "many", "area")
CASE = Case(
    "KE",
    age=AgeBand.FROM_12,
    needs=frozenset({CaseNeed.MEDICAL, CaseNeed.LEGAL}),
    delay=Delay.DAYS_0_3,
    musts=frozenset({Must.FREE}),
    languages=("sw",),
)
#: What a test types, and what must be nowhere afterwards.
MARK, AGENCY = "ZQ9-7741", "Quillfeather Hall"


def by(app: AppTest, kind: str, name: str) -> list[object]:
    """Find the fields of the worker's page by the names under which they are kept."""
    return [one for one in app.get(kind) if re.match(rf"refer_{name}_[0-9a-f]{{8}}$", str(one.key))]


def held(app: AppTest) -> str:
    """Everything that the server holds of the session, as text."""
    return str(app.session_state._state.filtered_state)


def chosen(app: AppTest, number: int = 2) -> AppTest:
    for _ in range(number):
        adds = [button for button in app.button if str(button.key).startswith("refer_add_") and button.label == "Add to shortlist"]
        adds[0].click().run()
    return app


def agreed(ids: list[str]) -> Consent:
    return Consent(
        explained=frozenset(point.value for point in Point),
        givers=frozenset({Giver.PERSON, Giver.CAREGIVER}),
        child_willing=True,
        recipients=tuple((one, Agreement.YES) for one in ids),
    )


def referral(ids: list[str]) -> dict[str, object]:
    listed = tuple(Chosen(one, ChosenFor.PERSON_ASKED) for one in ids)
    return {"refer_case": CASE, "refer_shortlist": listed, "refer_consent": agreed(ids)}


@pytest.fixture(scope="module")
def ids() -> list[str]:
    pool = cached.pool()
    return [one.id for one in pool.around(NAKURU, 300).listings[:2]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_runs_in_every_language(visit: Visit, language: str, ids: list[str]) -> None:
    listed = tuple(Chosen(one, ChosenFor.NEAREST) for one in ids)
    app = visit("refer", language, place=NAKURU, country="KE", refer_case=CASE, refer_shortlist=listed, refer_consent=agreed(ids))
    for part in PARTS:
        app.button(f"refer_part_{part}").click().run()
        check(app, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_country_the_page_says_what_to_do(visit: Visit, language: str) -> None:
    app = visit("refer", language)
    assert app.info
    for part in PARTS[1:]:
        app.button(f"refer_part_{part}").click().run()
        check(app, language)


def test_the_plan_changes_at_once_with_a_need(visit: Visit) -> None:
    app = visit("refer", place=NAKURU, country="KE")
    before = [title.value for title in app.subheader]
    by(app, "button_group", "needs")[0].set_value(["medical"]).run()
    after = [title.value for title in app.subheader]
    assert after != before
    assert after[1].startswith("1. Medical care")


def test_there_is_no_field_for_words_where_the_case_is_asked(visit: Visit) -> None:
    app = visit("refer", place=NAKURU, country="KE", refer_case=CASE)
    assert not app.text_input
    assert not app.text_area
    assert not app.date_input


def test_the_case_stays_when_another_page_was_open(visit: Visit) -> None:
    app = visit("refer", place=NAKURU, country="KE", refer_case=CASE)
    app.switch_page("rights.py").run()
    app.switch_page("refer.py").run()
    assert app.session_state["refer_case"].needs == CASE.needs
    assert by(app, "selectbox", "age")[0].value == "from_12"


def test_the_shortlist_is_filled_moved_and_reasoned(visit: Visit) -> None:
    app = chosen(visit("refer", place=NAKURU, country="KE", refer_case=CASE))
    first, second = (one.listing_id for one in app.session_state["refer_shortlist"])
    app.button("refer_part_list").click().run()
    by(app, "button", f"up_{second}")[0].click().run()
    assert [one.listing_id for one in app.session_state["refer_shortlist"]] == [second, first]
    by(app, "selectbox", f"why_{first}")[0].select("backup").run()
    assert app.session_state["refer_shortlist"][1].reason is ChosenFor.BACKUP
    by(app, "button", f"off_{second}")[0].click().run()
    assert [one.listing_id for one in app.session_state["refer_shortlist"]] == [first]


def test_a_listing_is_found_by_name_and_by_region(visit: Visit) -> None:
    app = visit("refer", place=NAKURU, country="KE")
    app.button("refer_part_list").click().run()
    by(app, "text_input", "name")[0].input("nairobi women").run()
    assert "found" in words(app)
    by(app, "radio", "way")[0].set_value("region").run()
    regions = [box for box in app.selectbox if str(box.key).startswith("refer_region_KE_")]
    regions[0].select_index(0).run()
    check(app, "en")
    by(app, "radio", "way")[0].set_value("around").run()
    assert "found" in words(app)


def test_a_full_shortlist_says_so_and_takes_no_more(visit: Visit) -> None:
    full = tuple(Chosen(f"id-{number}") for number in range(shortlist.MOST))
    app = visit("refer", place=NAKURU, country="KE", refer_shortlist=full)
    adds = [button for button in app.button if str(button.key).startswith("refer_add_")]
    adds[0].click().run()
    assert app.session_state["refer_shortlist"] == full
    assert any("full" in caption.value for caption in app.caption)


def test_a_sheet_for_a_service_needs_a_yes_to_that_service(visit: Visit, ids: list[str]) -> None:
    listed = tuple(Chosen(one) for one in ids)
    yes_no = Consent(agreed(ids).explained, agreed(ids).givers, True, ((ids[0], Agreement.YES), (ids[1], Agreement.NO)))
    app = visit("refer", place=NAKURU, country="KE", refer_case=CASE, refer_shortlist=listed, refer_consent=yes_no, refer_part="sheets")
    taken = [str(button.key) for button in app.get("download_button")]
    assert [key for key in taken if ids[0] in key]
    assert not [key for key in taken if ids[1] in key]
    assert [key for key in taken if "person_pdf" in key]


@pytest.mark.parametrize("code", ["Maria Quill", "2010-05-12", "zanzibar street 4"])
def test_a_code_that_could_be_a_name_a_birthday_or_a_place_gives_no_sheet(visit: Visit, ids: list[str], code: str) -> None:
    app = visit("refer", place=NAKURU, country="KE", **referral(ids), refer_part="sheets")
    assert [button for button in app.get("download_button") if ids[0] in str(button.key)]
    by(app, "text_input", "code")[0].input(code).run()
    assert app.error
    assert not [button for button in app.get("download_button") if ids[0] in str(button.key)]


def test_forgetting_leaves_nothing_of_a_referral_in_the_session_or_in_a_shared_cache(visit: Visit, ids: list[str]) -> None:
    app = visit("refer", place=NAKURU, country="KE", **referral(ids), refer_part="sheets")
    by(app, "text_input", "code")[0].input(MARK).run()
    by(app, "text_input", "agency")[0].input(AGENCY).run()
    check(app, "en")
    before = held(app)
    for trace in (MARK, AGENCY, "from_12", *ids):
        assert trace in before, trace
    app.button("forget").click().run()
    check(app, "en")
    left = held(app)
    for trace in (MARK, AGENCY, "medical", "days_0_3", "from_12", "'sw'", *ids):
        assert trace not in left, trace
    assert "code" not in left


def test_no_shared_cache_takes_anything_that_a_person_chose() -> None:
    caches = [one for one in vars(cached).values() if hasattr(one, "clear") and callable(one)]
    assert len(caches) > 5
    assert not [one for one in caches if inspect.signature(one).parameters]
