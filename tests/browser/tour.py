"""The way through every page of the rich view, whatever pages there are: taken from the navigation that a person sees."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Locator, Page, expect

LINKS = ".st-key-frame a, .st-key-foot a"


def settle(page: Page) -> None:
    """Wait until the page is what a person reads: nothing of the step before is still being taken away."""
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning", timeout=40_000)
    expect(page.locator("[data-stale=true], [data-testid=stStatusWidget]")).to_have_count(0, timeout=20_000)
    page.wait_for_timeout(400)


def links(page: Page) -> Locator:
    """Give the links of the navigation, at the top and at the foot."""
    page.locator(".st-key-foot a").first.wait_for(timeout=40_000)
    return page.locator(LINKS)


def every_page(page: Page) -> Iterator[str]:
    """Open each page of the navigation in turn, the one that is open last, and give its name."""
    count = links(page).count()
    assert count >= 6, "the navigation has lost a page"
    for number in [*range(1, count), 0]:
        link = links(page).nth(number)
        name = link.inner_text().strip()
        link.click()
        settle(page)
        yield name


def pick_country(page: Page, name: str) -> None:
    """Pick a country in the frame, so that the pages that need one have something to show."""
    field = page.locator('[class*="st-key-country_picker"] input')
    field.fill(name)
    field.press("Enter")
    page.locator(".wm-strip").first.wait_for(timeout=20_000)
    settle(page)
