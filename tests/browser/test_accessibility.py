"""WCAG 2.2 AA on the rich view, as far as a machine can judge; docs/accessibility.md lists what was looked at by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_find_help import ask, frame_of, place_box

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOCALES = ["en-GB", "fr-FR", "es-MX", "ru-RU"]
COUNTRY = {"en-GB": "Kenya", "fr-FR": "Kenya", "es-MX": "Kenia", "ru-RU": "Кения"}


def settle(page: Page) -> None:
    """Wait until the page is what a person reads: nothing of the step before is still being taken away."""
    expect(page.locator("[data-stale=true], [data-testid=stStatusWidget]")).to_have_count(0, timeout=20_000)
    page.wait_for_timeout(400)


def complaints(page: Page) -> list[str]:
    settle(page)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary'][:300]}" for one in found for node in one["nodes"]]


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


@pytest.mark.parametrize("number", [1, 2])
def test_the_other_pages_are_clean(reader: Page, number: int) -> None:
    page = reader
    page.locator(".st-key-frame a").nth(-number).click()
    page.wait_for_timeout(2500)
    assert complaints(page) == []


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
    small = page.evaluate(
        "Array.from(document.querySelectorAll('[data-testid=stMain] a, [data-testid=stMain] button, [data-testid=stMain] summary'))"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 120))"
    )
    assert small == []


def test_the_leave_bar_never_hides_what_has_the_focus(page: Page, visit: Callable[[], Page]) -> None:
    visit()
    ask(page, "talk", "Nairobi", "Kenya")
    hidden = []
    for _ in range(60):
        page.keyboard.press("Tab")
        top = page.evaluate(
            "(() => { const e = document.activeElement, b = document.querySelector('#wm-bar').getBoundingClientRect();"
            " if (!e || e.closest('#wm-bar') || e.classList.contains('wm-skip')) return null;"
            " if (e.tagName === 'IFRAME' || e === document.body) return null;"
            " const r = e.getBoundingClientRect(); return r.bottom <= b.bottom ? e.outerHTML.slice(0, 100) : null; })()"
        )
        if top:
            hidden.append(top)
    assert hidden == []


def test_the_number_of_results_is_announced(page: Page, visit: Callable[[], Page]) -> None:
    visit()
    ask(page, "talk", "Nairobi", "Kenya")
    assert page.locator(".wm-count[role=status]").count() == 1


def test_forced_colours_and_reduced_motion_keep_everything(browser: Browser, app_server: object) -> None:
    context = browser.new_context(
        base_url=app_server.address,
        locale="en-GB",
        forced_colors="active",
        reduced_motion="reduce",
        viewport={"width": 390, "height": 844},  # type: ignore[attr-defined]
    )
    page = context.new_page()
    page.goto("/")
    page.wait_for_selector(".st-key-needs button", timeout=40_000)
    assert page.evaluate("getComputedStyle(document.querySelector('.st-key-needs button')).transitionDuration") in {"0s", ""}
    assert page.locator("#wm-leave").is_visible()
    context.close()
