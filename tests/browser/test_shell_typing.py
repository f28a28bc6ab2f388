"""What a person types stays in the page: words typed into the real place box are looked for everywhere when the run is over."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Frame, Page, Playwright, expect

MARKER = "Quillfeather Hollow"


def place_box(page: Page) -> Frame:
    """Tap a need, and give the frame of the place box."""
    page.locator(".st-key-needs button").nth(1).click()
    page.wait_for_selector("iframe[src*=place_input]", timeout=20_000)
    frame = page.query_selector("iframe[src*=place_input]").content_frame()
    frame.wait_for_selector("input")
    return frame


def type_a_place(page: Page, word: str) -> None:
    frame = place_box(page)
    frame.fill("input", word)
    frame.press("input", "Enter")
    expect(page.locator('[data-testid="stApp"]')).to_have_attribute("data-test-script-state", "notRunning", timeout=15_000)
    page.wait_for_timeout(500)


def test_a_place_that_nobody_knows_is_typed_and_left(visit: Callable[[], Page], typed: Callable[[str], str], exit_site: str) -> None:
    page = visit()
    type_a_place(page, typed(MARKER))
    assert page.url.endswith("/") and page.title() == "Waymark"
    assert page.context.cookies() == [] and page.context.storage_state()["origins"] == []
    page.click("#wm-leave")
    page.wait_for_url(exit_site)


def test_the_keys_leave_from_inside_the_place_box(visit: Callable[[], Page], exit_site: str) -> None:
    page = visit()
    frame = place_box(page)
    frame.focus("input")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(exit_site)


def test_writing_capitals_in_the_place_box_does_not_leave(visit: Callable[[], Page]) -> None:
    page = visit()
    frame = place_box(page)
    frame.focus("input")
    for letter in "NYC":
        page.keyboard.press(f"Shift+{letter}")
    page.wait_for_timeout(1000)
    assert frame.input_value("input") == "NYC"
    expect(page.locator("#wm-leave")).to_be_visible()


def test_what_remains_in_a_browsers_own_files_after_leaving_is_the_address_of_the_site_only(
    playwright: Playwright, browser_type_launch_args: dict, browser_context_args: dict, exit_site: str, tmp_path: Path
) -> None:
    context = playwright.chromium.launch_persistent_context(tmp_path, **browser_type_launch_args, **browser_context_args)
    page = context.pages[0]
    page.goto("/")
    page.wait_for_selector(".wm-language", state="attached", timeout=30_000)
    type_a_place(page, MARKER)
    page.click("#wm-leave")
    page.wait_for_url(exit_site)
    page.wait_for_timeout(2000)
    context.close()
    kept = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for spelling in (MARKER.encode(), MARKER.encode("utf-16-le"), b"wm-language", "Are you safe".encode("utf-16-le")):
        assert not [name for name, content in kept.items() if spelling in content]
    address = browser_context_args["base_url"].encode()
    still = {name.split("/", 1)[-1].split("/")[0].removesuffix("-journal") for name, content in kept.items() if address in content}
    # The list stands in docs/safety.md, and the Safety page says how to delete the entry of the history.
    assert still <= {"Code Cache", "Favicons", "History", "Preferences", "Sessions", "Top Sites", "ukm_db"}
    with closing(sqlite3.connect(tmp_path / "Default" / "History")) as history:
        ours = history.execute("SELECT url, title FROM urls WHERE url LIKE ?", (f"{browser_context_args['base_url']}%",)).fetchall()
    # Chromium writes the title of the page that took our place beside our address.
    assert ours in ([(f"{browser_context_args['base_url']}/", title)] for title in ("Waymark", "Weather"))
