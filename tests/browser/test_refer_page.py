"""The worker's page in a browser: by keyboard, clean for axe at each part, its files real, and nothing left once all is forgotten."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, Locator, Page, expect

from tests.browser.test_accessibility import complaints, settle
from tests.browser.test_find_help import ask, frame_of, place_box

Visit = Callable[[], Page]
Typed = Callable[[str], str]
FILE = {"en": "Choose a file", "fr": "Choisir un fichier", "es": "Elegir un archivo", "ru": "Выбрать файл"}
LOCALES = {"en-GB": "Kenya", "fr-FR": "Kenya", "es-MX": "Kenia", "ru-RU": "Кения"}
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def field(page: Page, name: str) -> Locator:
    return page.locator(f"[class*='st-key-refer_{name}_']")


def opened(page: Page, country: str = "Kenya", text: str = "Nairobi") -> None:
    """Open the page from the foot of the frame and say where the person is."""
    page.locator(".st-key-foot a").first.click()
    expect(page.locator(".st-key-refer_parts button")).to_have_count(5, timeout=30_000)
    box = place_box(page)
    box.fill("input", text)
    box.locator("li", has_text=country).first.click()
    page.wait_for_selector(".wm-option")
    settle(page)


def part(page: Page, name: str) -> None:
    page.click(f".st-key-refer_part_{name} button")
    # The script may not have begun yet: what was there before would be taken for the part.
    expect(page.locator(f".st-key-refer_part_{name} [data-testid=stBaseButton-primary]")).to_be_visible(timeout=20_000)
    settle(page)


def choose(page: Page, number: int = 2) -> None:
    for place in range(number):
        page.locator("[class*='st-key-refer_option_'] [class*='st-key-refer_add_'] button").nth(place).click()
        settle(page)


def agree(page: Page) -> None:
    """Tick everything that a yes to all needs."""
    expect(field(page, "willing")).to_be_visible(timeout=20_000)
    settle(page)
    for box in page.locator(".st-key-refer_points label").all():
        box.click()
        settle(page)
    pick(page, "willing", 1)
    page.locator(".st-key-refer_givers label").first.click()
    settle(page)
    for group in page.locator("[class*='st-key-refer_to_']").all():
        group.locator("[data-testid=stRadioOption]").last.click()
        settle(page)


def pick(page: Page, name: str, place: int) -> None:
    field(page, name).locator("button[aria-haspopup=listbox]").click()
    expect(page.locator("[role=option]").nth(place)).to_be_visible()
    page.locator("[role=option]").nth(place).click()
    settle(page)


def taken(page: Page, button: Locator) -> Download:
    with page.expect_download() as waiting:
        button.click()
    return waiting.value


@pytest.fixture(params=list(LOCALES))
def worker(request: pytest.FixtureRequest, browser: Browser, app_server: object) -> Page:
    context = browser.new_context(locale=request.param, base_url=app_server.address, viewport=NARROW)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto("/")
    page.wait_for_selector(".st-key-needs button", timeout=40_000)
    opened(page, LOCALES[request.param])
    yield page
    context.close()


def test_every_part_is_clean_in_every_language_and_not_wider_than_a_phone(worker: Page) -> None:
    page = worker
    field(page, "needs").locator("button").nth(1).click()
    settle(page)
    page.click(".st-key-refer_why summary")
    assert complaints(page) == []
    choose(page)
    for name in ("list", "sheets", "many", "area"):
        part(page, name)
        if name == "list":
            page.click(".st-key-refer_compare summary")
        assert complaints(page) == [], name
        assert page.evaluate("document.scrollingElement.scrollWidth") <= NARROW["width"], name
        if name in ("many", "area"):
            # Streamlit's own button says "Upload" in every language.
            expect(page.get_by_role("button", name=FILE[page.locator("html").get_attribute("lang") or ""])).to_be_visible()
            assert page.get_by_text("Upload", exact=True).is_hidden()


def test_the_plan_changes_with_each_wish_and_says_what_the_wish_costs(page: Page, visit: Visit) -> None:
    page.set_viewport_size(WIDE)
    visit()
    opened(page)
    assert "What each wish costs" not in page.inner_text("[data-testid=stMain]")
    field(page, "musts").locator("button").first.click()
    expect(page.get_by_text("What each wish costs")).to_be_visible()
    field(page, "needs").locator("button").nth(1).click()
    expect(page.get_by_role("heading", name=re.compile(r"^1\. Medical care"))).to_be_visible()


def test_the_whole_way_to_the_sheets_and_their_files(page: Page, visit: Visit, typed: Typed) -> None:
    page.set_viewport_size(WIDE)
    visit()
    opened(page)
    choose(page)
    part(page, "sheets")
    expect(page.get_by_text("A sheet for each service")).to_have_count(0)
    agree(page)
    expect(page.get_by_text("A sheet for each service")).to_be_visible()
    field(page, "agency").locator("input").fill(typed("Quillfeather Hall"))
    field(page, "code").locator("input").fill(typed("ZQ9-7741"))
    page.keyboard.press("Tab")
    settle(page)
    person = taken(page, field(page, "take_person_pdf").locator("button"))
    assert person.suggested_filename == "notes.pdf"
    assert Path(person.path()).read_bytes().startswith(b"%PDF")
    service = taken(page, page.locator("[class*='st-key-refer_for_'] button").first)
    assert service.suggested_filename == "notes.pdf"
    page.locator(".stCode, [data-testid=stCode]").first.scroll_into_view_if_needed()
    expect(page.locator("[data-testid=stCode] code")).to_contain_text("999")
    field(page, "code").locator("input").fill(typed("Maria Quillfeather"))
    page.keyboard.press("Tab")
    expect(page.get_by_text("This code cannot be used")).to_be_visible()


def test_what_was_made_cannot_be_fetched_any_more_once_all_is_forgotten(page: Page, visit: Visit) -> None:
    page.set_viewport_size(WIDE)
    visit()
    opened(page)
    choose(page, 1)
    part(page, "sheets")
    file = taken(page, field(page, "take_person_txt").locator("button"))
    assert page.request.get(file.url).status == 200
    page.click(".st-key-forget button")
    expect(page.locator(".st-key-refer_parts button", has_text="(0)")).to_be_visible(timeout=15_000)
    expect(page.locator(".wm-option")).to_have_count(0)
    settle(page)
    assert page.request.get(file.url).status == 404


def test_what_was_made_is_gone_once_the_person_leaves(page: Page, visit: Visit, exit_site: str, app_server: object) -> None:
    page.set_viewport_size(WIDE)
    visit()
    opened(page)
    choose(page, 1)
    part(page, "sheets")
    file = taken(page, field(page, "take_person_txt").locator("button"))
    page.click("#wm-leave")
    page.wait_for_url(exit_site)
    page.wait_for_timeout(1000)
    assert page.request.get(file.url).status == 404


def test_an_area_drawn_on_the_map_gives_what_stands_in_it(page: Page, visit: Visit) -> None:
    page.set_viewport_size(WIDE)
    visit()
    opened(page)
    part(page, "list")
    field(page, "way").locator("[data-testid=stRadioOption]").last.click()
    chart = frame_of(page, "streamlit_folium")
    chart.wait_for_selector(".leaflet-draw-draw-rectangle")
    chart.click(".leaflet-draw-draw-rectangle")
    box = page.locator("iframe[src*='streamlit_folium']").bounding_box()
    assert box is not None
    page.locator("iframe[src*='streamlit_folium']").scroll_into_view_if_needed()
    box = page.locator("iframe[src*='streamlit_folium']").bounding_box()
    page.mouse.move(box["x"] + 120, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 60, box["y"] + box["height"] - 60, steps=8)
    page.mouse.up()
    expect(page.get_by_text(re.compile(r"\d+ listings? found"))).to_be_visible(timeout=15_000)
    page.locator("[class*='st-key-refer_found_'] button").first.click()
    expect(page.locator(".st-key-refer_part_list")).to_contain_text("(1)")


def test_by_keyboard_alone_from_the_need_to_the_shortlist(page: Page, visit: Visit) -> None:
    page.set_viewport_size(WIDE)
    visit()
    opened(page)
    field(page, "needs").locator("button").first.focus()
    page.keyboard.press("Space")
    settle(page)
    expect(page.get_by_role("heading", name=re.compile("^1. Be safe now"))).to_be_visible()
    for _ in range(120):
        page.keyboard.press("Tab")
        if "Add to shortlist" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-refer_part_list")).to_contain_text("(1)")


def test_a_child_never_sees_the_shortlist_and_a_worker_adds_from_find_help(page: Page, visit: Visit) -> None:
    page.set_viewport_size(WIDE)
    visit()
    ask(page, "hurt", "Nairobi", "Kenya")
    assert page.locator(".wm-add").count() == 0
    page.locator(".st-key-foot a").first.click()
    expect(page.locator(".st-key-refer_parts button")).to_have_count(5, timeout=30_000)
    page.locator(".st-key-frame a").first.click()
    page.wait_for_selector(".wm-add a")
    page.locator(".wm-add a").first.click()
    expect(page.locator(".wm-add a").first).to_contain_text("On the shortlist")
    page.locator(".st-key-foot a").first.click()
    expect(page.locator(".st-key-refer_part_list")).to_contain_text("(1)", timeout=30_000)


def test_settings_go_out_and_come_back_and_a_broken_file_says_what_to_do(page: Page, visit: Visit, tmp_path: Path) -> None:
    page.set_viewport_size(WIDE)
    visit()
    opened(page)
    field(page, "musts").locator("button").first.click()
    settle(page)
    part(page, "area")
    kept = tmp_path / "settings.json"
    taken(page, field(page, "area_file").locator("button")).save_as(kept)
    page.click(".st-key-forget button")
    expect(page.locator(".st-key-refer_parts button", has_text="(0)")).to_be_visible(timeout=15_000)
    part(page, "area")
    broken = tmp_path / "broken.json"
    broken.write_text("{not json")
    for path, said in ((broken, "cannot be read"), (kept, "")):
        field(page, "area_load").locator("input[type=file]").set_input_files(path)
        field(page, "area_use").locator("button").click()
        settle(page)
        if said:
            expect(page.get_by_text(said)).to_be_visible()
            field(page, "area_load").locator("button[aria-label*=emove], [data-testid=stFileUploaderDeleteBtn] button").first.click()
            settle(page)
    part(page, "plan")
    expect(page.locator(".st-key-chosen_place")).to_contain_text("Nairobi")
    expect(field(page, "musts").locator("button").first).to_have_attribute("aria-pressed", "true")


def test_many_cases_come_back_as_two_files_with_the_bad_row_named(page: Page, visit: Visit, tmp_path: Path) -> None:
    page.set_viewport_size(WIDE)
    visit()
    page.locator(".st-key-foot a").first.click()
    expect(page.locator(".st-key-refer_parts button")).to_have_count(5, timeout=30_000)
    part(page, "many")
    cases = tmp_path / "cases.csv"
    cases.write_text(
        'code,area,age_band,needs,language,urgency\nK7,"Nakuru, KE",from_12,medical,sw,days_0_3\nQuillfeather,KE,adult,legal,,\n', "utf-8"
    )
    field(page, "cases").locator("input[type=file]").set_input_files(cases)
    field(page, "make").locator("button").click()
    expect(page.get_by_text("1 case planned")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("row 3, column “code”")).to_be_visible()
    book = taken(page, page.locator(".st-key-refer_many_files button").first)
    pack = taken(page, page.locator(".st-key-refer_many_files button").last)
    assert Path(book.path()).read_bytes()[:2] == b"PK"
    assert Path(pack.path()).read_bytes().startswith(b"%PDF")
