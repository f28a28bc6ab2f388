"""The coverage page in a real browser: files are brought, faults are named, and a proof takes the place of the quick answer."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

Visit = Callable[[], Page]
Typed = Callable[[str], str]
PART = ".st-key-coverage_part button"


def open_coverage(page: Page, part: str) -> Locator:
    """Open the page for Ghana at one of its parts."""
    page.locator(".st-key-foot a", has_text="Where help is missing").click(timeout=40_000)
    expect(page.locator("h1")).to_have_text("Where help is missing", timeout=40_000)
    country = page.locator(".st-key-reader input").nth(1)
    country.fill("Gha")
    page.get_by_role("option", name="Ghana").click()
    button = page.locator(PART, has_text=part)
    button.click(timeout=40_000)
    shown = page.locator("[class*='st-key-coverage_shown_']")
    expect(shown).to_be_visible(timeout=40_000)
    return shown


def test_a_file_is_read_in_memory_and_each_fault_named(page: Page, visit: Visit, typed: Typed) -> None:
    visit()
    shown = open_coverage(page, "Settings and your data")
    table = shown.locator("[data-testid=stExpander]", has_text="People by region: a table")
    table.locator("summary").click(timeout=40_000)
    bad = f"region,population\n{typed('Vrelbach')},-5\n".encode()
    table.locator("input[type=file]").set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": bad})
    expect(table.locator("[data-testid=stCode]")).to_contain_text("row 2, population: '-5' is below zero", timeout=40_000)
    good = f"region,population\nAshanti,1000\n{typed('Vrelbach')},5\n".encode()
    table.locator("input[type=file]").set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": good})
    expect(table).to_contain_text("In use: people.csv", timeout=40_000)
    expect(table).to_contain_text("Not matched, left out: Vrelbach")
    expect(page.locator(".st-key-coverage_caveats")).to_contain_text("those of the table people.csv")


def test_the_quick_answer_stands_until_the_proof_takes_its_place(page: Page, visit: Visit) -> None:
    visit()
    open_coverage(page, "Next places")
    answer = page.locator(".st-key-coverage_answer")
    expect(answer).to_contain_text("At least", timeout=40_000)
    quick = answer.inner_text()
    page.locator(".st-key-coverage_exact button").click()
    expect(answer).to_have_text(quick)
    expect(answer).to_contain_text("No other choice is better by this measure.", timeout=60_000)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
