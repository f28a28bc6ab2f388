"""The whole path in a real browser: from a need to a number that can be dialled, by tap, by keyboard, and on the map."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, Request, expect

from services import paths

SIZES = {"phone": (390, 844), "desk": (1280, 900)}
Typed = Callable[[str], str]
Visit = Callable[[], Page]


def frame_of(page: Page, name: str) -> Frame:
    page.wait_for_selector(f"iframe[src*='{name}']")
    for _ in range(100):
        found = next((frame for frame in page.frames if name in frame.url), None)
        if found is not None:
            return found
        page.wait_for_timeout(100)
    raise AssertionError(f"no frame of {name}")


def place_box(page: Page) -> Frame:
    box = frame_of(page, "place_input.place")
    box.wait_for_selector("label:not(:empty)")
    return box


def ask(page: Page, need: str, text: str, choice: str) -> None:
    page.click(f".st-key-need_{need} button")
    box = place_box(page)
    box.fill("input", text)
    box.locator("li", has_text=choice).first.click()
    page.wait_for_selector(".wm-card")


@pytest.mark.parametrize("size", SIZES)
def test_two_taps_and_one_word_lead_to_a_number_to_dial(page: Page, visit: Visit, typed: Typed, size: str) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    visit()
    ask(page, "hurt", typed("Eldore"), "Kenya")
    strip = page.locator(".wm-strip a").first
    assert strip.get_attribute("href") == "tel:999"
    near = page.locator(".wm-card").first
    expect(near.locator("h3")).to_contain_text("Eldoret")
    assert re.fullmatch(r"tel:\+254\d+", near.locator("a.wm-call").first.get_attribute("href") or "")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.url.rstrip("/").endswith(f":{page.url.rsplit(':', 1)[1].strip('/')}"), "the address says nothing"
    assert page.locator(".st-key-filters summary").is_visible()


def test_the_same_path_by_keyboard_alone(page: Page, visit: Visit, typed: Typed) -> None:
    visit()
    page.wait_for_selector(".st-key-need_talk button")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.st-key-need_talk') !== null"):
            break
    page.keyboard.press("Enter")
    box = place_box(page)
    for _ in range(40):
        page.keyboard.press("Tab")
        if box.evaluate("document.activeElement === document.querySelector('input') && document.hasFocus()"):
            break
    page.keyboard.type(typed("Nairob"))
    box.wait_for_selector("li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(".wm-card a[href^='tel:']")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.wm-card a[href^=\"tel:\"]')"):
            break
    assert page.evaluate("document.activeElement.matches('.wm-card a[href^=\"tel:\"]')")


def test_a_place_of_many_is_offered_as_a_choice(page: Page, visit: Visit, typed: Typed) -> None:
    visit()
    page.click(".st-key-need_talk button")
    box = place_box(page)
    box.fill("input", typed("Springfield"))
    box.click(".wm-go")
    choices = page.locator(".st-key-choices button")
    expect(choices.first).to_be_visible()
    assert choices.count() > 2
    choices.first.click()
    page.wait_for_selector(".wm-strip")


def test_nonsense_says_so_and_keeps_what_was_typed(page: Page, visit: Visit, typed: Typed) -> None:
    visit()
    page.click(".st-key-need_talk button")
    box = place_box(page)
    box.fill("input", typed("qwzxvbk"))
    box.click(".wm-go")
    expect(page.locator("[data-testid=stAlert]")).to_contain_text("do not know the place")
    assert box.input_value("input") == "qwzxvbk"


def test_the_map_shows_the_answer_and_a_tapped_pin_shows_its_card(page: Page, visit: Visit, typed: Typed) -> None:
    page.set_viewport_size({"width": 1280, "height": 1600})
    visit()
    ask(page, "hurt", typed("Mombas"), "Kenya")
    chart = frame_of(page, "streamlit_folium")
    chart.wait_for_selector(".wm-here")
    chart.wait_for_selector(".wm-town")
    chart.wait_for_function("document.querySelectorAll('.leaflet-base-pane canvas, .leaflet-base-pane path').length > 0")
    before = page.locator(".wm-card").count()
    pin = chart.locator(".wm-pin").first
    name = pin.locator("xpath=..").get_attribute("title")
    assert name
    pin.click()
    expect(page.locator(".wm-card")).to_have_count(before + 1, timeout=20_000)
    expect(page.locator(".wm-card h3").last).to_have_text(name)


def test_moving_the_map_asks_the_server_nothing(page: Page, visit: Visit, typed: Typed) -> None:
    page.set_viewport_size({"width": 1280, "height": 1000})
    visit()
    ask(page, "hurt", typed("Kisumu"), "Kenya")
    chart = frame_of(page, "streamlit_folium")
    chart.wait_for_selector(".wm-here")
    page.wait_for_timeout(2000)
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.evaluate(
        "window.__marks = 0; const count = document.querySelector('.wm-count').parentElement;"
        "new MutationObserver(() => { window.__marks += 1; }).observe(count, {childList: true, subtree: true, characterData: true})"
    )
    chart.click(".leaflet-control-zoom-in")
    page.wait_for_timeout(1500)
    assert not [request for request in asked if "suggest" in request.url or request.resource_type == "document"]
    assert page.evaluate("window.__marks") == 0
    assert not page.locator("[data-testid=stStatusWidget]").is_visible()


def test_the_devices_position_is_rounded_before_it_is_sent(context: BrowserContext, page: Page, visit: Visit) -> None:
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": -0.303099, "longitude": 36.080025})
    # The frame's message to the document is what goes over the line.
    visit()
    page.evaluate("window.__sent = []; window.addEventListener('message', (event) => window.__sent.push(event.data))")
    page.click(".st-key-need_hurt button")
    place_box(page).click(".wm-locate")
    page.wait_for_selector(".wm-strip")
    expect(page.locator(".st-key-chosen_place")).to_contain_text("Kenya")
    points = page.evaluate("window.__sent.map((data) => data && data.value && data.value.point).filter(Boolean)")
    assert points == [[-0.3, 36.08]]


def test_the_position_is_asked_for_only_on_a_tap(context: BrowserContext, page: Page, visit: Visit) -> None:
    asked = "window.__asked = 0; navigator.geolocation.getCurrentPosition = () => { window.__asked += 1; };"
    context.add_init_script(asked)
    visit()
    page.click(".st-key-need_hurt button")
    box = place_box(page)
    page.wait_for_timeout(500)
    assert box.evaluate("window.__asked") == 0
    box.click(".wm-locate")
    assert box.evaluate("window.__asked") == 1


@pytest.mark.parametrize("locale", ["fr-FR", "es-MX", "ru-RU"])
def test_the_browsers_language_is_the_first_choice(browser: object, app_server: object, locale: str) -> None:
    context = browser.new_context(locale=locale, base_url=app_server.address)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto("/")
    page.wait_for_selector(f".wm-language[data-language='{locale[:2]}']", state="attached", timeout=30_000)
    assert page.evaluate("document.documentElement.lang") == locale[:2]
    context.close()


def test_switching_the_language_switches_the_document_too(page: Page, visit: Visit) -> None:
    visit()
    page.click(".st-key-language_picker [role=combobox], .st-key-language_picker [data-baseweb=select]")
    page.get_by_role("option", name="Español").click()
    page.wait_for_selector(".wm-language[data-language='es']", state="attached")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("#wm-leave")).to_contain_text("Salir ya")


def test_a_filter_keeps_its_value_when_counts_change(page: Page, visit: Visit, typed: Typed) -> None:
    visit()
    ask(page, "talk", typed("Nairob"), "Kenya")
    page.click(".st-key-filters summary")
    page.click(".st-key-free label")
    page.wait_for_timeout(1500)
    page.click(".st-key-open_now label")
    page.wait_for_timeout(1500)
    assert page.locator(".st-key-free input").is_checked()
    assert page.locator(".st-key-open_now input").is_checked()


def test_the_picture_of_the_readme(page: Page, visit: Visit, typed: Typed) -> None:
    page.set_viewport_size({"width": 1280, "height": 1000})
    visit()
    ask(page, "hurt", typed("Nakur"), "Kenya")
    frame_of(page, "streamlit_folium").wait_for_selector(".wm-here")
    page.wait_for_timeout(1500)
    picture = page.screenshot()
    assert len(picture) > 30_000
    target = paths.ROOT / "docs" / "images" / "find-help.png"
    target.parent.mkdir(exist_ok=True)
    if not target.exists():
        target.write_bytes(picture)
    assert target.stat().st_size < 400_000
