"""WCAG 2.2 AA on the rich view, as far as a machine can judge; docs/accessibility.md lists what was looked at by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Frame, Page

from tests.browser.test_find_help import ask, frame_of, place_box
from tests.browser.tour import every_page, pick_country, settle

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOCALES = ["en-GB", "fr-FR", "es-MX", "ru-RU"]
COUNTRY = {"en-GB": "Kenya", "fr-FR": "Kenya", "es-MX": "Kenia", "ru-RU": "Кения"}


def complaints(page: Page) -> list[str]:
    """Run axe on the page and on every frame in it: it does not look into frames by itself."""
    settle(page)
    return [complaint for frame in page.frames if frame.url.startswith("http") for complaint in judged(frame)]


def judged(frame: Frame) -> list[str]:
    found = Axe().run(frame, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]  # type: ignore[arg-type]
    return [
        f"{frame.name} {one['id']}: {node['target']} {node['failureSummary'][:300]}"
        for one in found
        for node in one["nodes"]
        # Where signs stand close is the truth that a map tells, and each is also in the list (WCAG 2.5.8: equivalent, essential).
        if not (one["id"] == "target-size" and "leaflet-marker-icon" in node["html"] and "streamlit_folium" in frame.url)
    ]


@pytest.fixture(params=LOCALES)
def reader(request: pytest.FixtureRequest, browser: Browser, app_server: object) -> Page:
    context = browser.new_context(locale=request.param, base_url=app_server.address, viewport={"width": 390, "height": 844})  # type: ignore[attr-defined]
    page = context.new_page()
    page.locale = request.param  # type: ignore[attr-defined]
    page.goto("/")
    page.wait_for_selector(".st-key-needs button", timeout=40_000)
    yield page
    context.close()


def test_every_step_of_find_help_is_clean(reader: Page) -> None:
    page = reader
    assert complaints(page) == []
    page.click(".st-key-need_hurt button")
    place_box(page)
    assert complaints(page) == []
    box = place_box(page)
    box.fill("input", "Nairobi")
    box.locator("li", has_text=COUNTRY[page.locale]).first.click()  # type: ignore[attr-defined]
    page.wait_for_selector(".wm-card")
    frame_of(page, "streamlit_folium").wait_for_selector(".wm-here")
    page.click(".st-key-filters summary")
    page.wait_for_timeout(800)
    assert complaints(page) == []


def test_every_page_of_the_navigation_is_clean(reader: Page) -> None:
    pick_country(reader, COUNTRY[reader.locale])  # type: ignore[attr-defined]
    found = {name: complaints(reader) for name in every_page(reader)}
    assert {name: problems for name, problems in found.items() if problems} == {}


#: What stands out of the window to the right, but for what scrolls in a box of its own or is meant for screen readers alone.
WIDE = """() => {
  const inside = one => { for (let box = one.parentElement; box && box.dataset.testid !== 'stMain'; box = box.parentElement)
    if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(box).overflowX)) return true; return false; };
  return [...document.querySelectorAll('[data-testid=stMain] *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1
    && getComputedStyle(one).position !== 'absolute' && !inside(one)).map(one => one.outerHTML.slice(0, 120)).slice(0, 5); }"""

#: Targets smaller than 44 px: links inside a sentence are left to the spacing of their lines (WCAG 2.2, 2.5.8).
SMALL = """() => {
  const kinds = ['a', 'button', 'summary', 'input:not([type=checkbox]):not([type=radio]):not([type=file])', 'label:has(input)'];
  return [...document.querySelectorAll(kinds.map(kind => '[data-testid=stMain] ' + kind).join())].filter(one => {
    const box = one.getBoundingClientRect();
    return one.offsetParent && box.width > 1 && box.height < 43.5 && getComputedStyle(one).display !== 'inline';
  }).map(one => one.outerHTML.slice(0, 160)); }"""


def test_every_page_reflows_at_320_pixels_and_has_large_targets(page: Page, visit: Callable[[], Page]) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    visit()
    pick_country(page, "Kenya")
    wide, small = {}, {}
    for name in every_page(page):
        wide[name] = page.evaluate(WIDE)
        small[name] = page.evaluate(SMALL)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 320, name
    assert {name: found for name, found in wide.items() if found} == {}
    assert {name: found for name, found in small.items() if found} == {}


def test_on_no_page_a_focused_thing_is_under_the_leave_bar(page: Page, visit: Callable[[], Page]) -> None:
    visit()
    pick_country(page, "Kenya")
    hidden: dict[str, list[str]] = {}
    for name in every_page(page):
        for key, times in (("Tab", 25), ("Shift+Tab", 20)):
            for _ in range(times):
                page.keyboard.press(key)
                if found := page.evaluate(UNDER):
                    hidden.setdefault(name, []).append(found)
    assert hidden == {}


#: What has the focus and is not to be seen wholly below the leave bar.
UNDER = """() => {
  const one = document.activeElement, bar = document.querySelector('#wm-bar').getBoundingClientRect();
  if (!one || one === document.body || one.tagName === 'IFRAME' || one.closest('#wm-bar') || one.classList.contains('wm-skip')) return null;
  const box = one.getBoundingClientRect();
  return box.height && box.top < bar.bottom - 1 && box.height < innerHeight - bar.height ? one.outerHTML.slice(0, 120) : null; }"""


def test_every_page_says_its_language_and_direction(reader: Page) -> None:
    language = reader.locale[:2]  # type: ignore[attr-defined]
    for name in every_page(reader):
        assert reader.locator("html").get_attribute("lang") == language, name
        assert reader.locator("html").get_attribute("dir") == "ltr", name
        assert reader.locator("h1").count() >= 1, f"{name} has no heading"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_window(page: Page, visit: Callable[[], Page], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    visit()
    ask(page, "hurt", "Nairobi", "Kenya")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    wide = page.evaluate(
        "Array.from(document.querySelectorAll('[data-testid=stMain] *')).filter(e => e.getBoundingClientRect().right > innerWidth + 1"
        " && getComputedStyle(e).position !== 'absolute').map(e => e.className || e.tagName).slice(0, 5)"
    )
    assert wide == []


def test_targets_are_large(page: Page, visit: Callable[[], Page]) -> None:
    visit()
    ask(page, "talk", "Nairobi", "Kenya")
    assert page.evaluate(SMALL) == []


def test_the_leave_bar_never_hides_what_has_the_focus(page: Page, visit: Callable[[], Page]) -> None:
    visit()
    ask(page, "talk", "Nairobi", "Kenya")
    hidden = []
    for key in ["Tab"] * 60 + ["Shift+Tab"] * 40:
        page.keyboard.press(key)
        if found := page.evaluate(UNDER):
            hidden.append(found)
    assert hidden == []


def test_the_number_of_results_is_announced(page: Page, visit: Callable[[], Page]) -> None:
    visit()
    ask(page, "talk", "Nairobi", "Kenya")
    assert page.locator(".wm-count[role=status]").count() == 1


def test_forced_colours_and_reduced_motion_keep_everything_on_every_page(browser: Browser, app_server: object) -> None:
    context = browser.new_context(
        base_url=app_server.address,  # type: ignore[attr-defined]
        locale="en-GB",
        forced_colors="active",
        reduced_motion="reduce",
        viewport={"width": 390, "height": 844},
    )
    page = context.new_page()
    page.goto("/")
    page.wait_for_selector(".st-key-needs button", timeout=40_000)
    moving, lost = {}, {}
    for name in every_page(page):
        moving[name] = page.evaluate(MOVING)
        lost[name] = page.evaluate(BORDERLESS)
        assert page.locator("#wm-leave").is_visible()
    assert {name: found for name, found in moving.items() if found} == {}
    assert {name: found for name, found in lost.items() if found} == {}
    context.close()


#: What would still move for somebody who asked for stillness.
MOVING = """() => [...document.querySelectorAll('[data-testid=stMain] *, #wm-bar *')].filter(one => {
  const look = getComputedStyle(one), longest = text => Math.max(...text.split(',').map(parseFloat));
  return one.getBoundingClientRect().height && (longest(look.transitionDuration) > 0.01
    || (look.animationName !== 'none' && longest(look.animationDuration) > 0.01));
}).map(one => one.outerHTML.slice(0, 120)).slice(0, 5)"""

#: Buttons that show no edge once the system's own colours are all there is.
BORDERLESS = """() => [...document.querySelectorAll('[data-testid=stMain] button:is([kind=secondary], [kind=primary])')]
  .filter(one => one.offsetParent && getComputedStyle(one).borderTopStyle === 'none').map(one => one.outerHTML.slice(0, 120))"""
