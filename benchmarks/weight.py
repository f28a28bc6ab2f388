"""What a first visit weighs and how long it takes, in a real Chromium: ``python -m benchmarks.weight``.

For the plain pages, the rich view and the yardstick app, each in a fresh browser with nothing kept, on a server that has had its first
visitor: the bytes that crossed the line to the browser (a relay counts all of them: headers, handshakes, packed bodies and messages),
requests, requests to other hosts (they are counted and then fail: nothing here may reach the internet), and the time until the first
page can be read, until the first answer stands, and until its map stands beside it; on an unthrottled line and at 400 kbit/s with 400 ms
round trip. The answer is help for somebody who was hurt in Kenya; the yardstick shows South Africa at once, and its map never comes,
because its scripts are on other hosts. The plain pages are also weighed in every language. Prints tables, then one JSON line.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.chromium import FLAGS, executable
from benchmarks.serving import ROOT, YARDSTICK, serve, table
from benchmarks.wire import Wire, wire

#: 400 kbit/s and 400 ms there and back, as in the promise.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
LANGUAGES = ("en", "fr", "es", "ru")
ROUND_TRIP = 14_336
PATIENCE = 180_000


@dataclass
class Traffic:
    """What a visit asked for; ``line`` counts what it was given."""

    line: Wire
    requests: list[str] = field(default_factory=list)
    _before: tuple[int, int] = (0, 0)

    def watch(self, page: Page, slow: bool) -> None:
        """Note everything that a page and its frames ask for, and slow the line down where that is wanted."""
        self._before = (self.line.received, self.line.sent)
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": False})
        if slow:
            session.send("Network.emulateNetworkConditions", SLOW)
        page.on("request", lambda request: self.requests.append(request.url) if not request.url.startswith("data:") else None)

    def taken(self) -> dict[str, int]:
        """Give the counts so far."""
        foreign = [url for url in self.requests if urlsplit(url).scheme.startswith("http") and urlsplit(url).port != self.line.port]
        received, sent = self._before
        return {
            "bytes": self.line.received - received,
            "sent_bytes": self.line.sent - sent,
            "requests": len(self.requests),
            "third_party": len(foreign),
        }


@contextmanager
def visit(browser: Browser, line: Wire, slow: bool) -> Iterator[tuple[Page, Traffic]]:
    """Open a page in a browser context that keeps nothing, under watch."""
    context = browser.new_context(base_url=line.address, locale="en-GB", viewport={"width": 390, "height": 844})
    page, traffic = context.new_page(), Traffic(line)
    page.set_default_timeout(PATIENCE)
    traffic.watch(page, slow)
    yield page, traffic
    context.close()


def plain_first(page: Page) -> None:
    """Read the first plain page."""
    page.goto("/plain/en", wait_until="commit")
    page.wait_for_selector('button[value="need:hurt"]')


def plain_answer(page: Page) -> None:
    """Ask for help with a hurt in Kenya on the plain pages."""
    page.click('button[value="need:hurt"]')
    page.fill("#text", "Nairobi")
    page.press("#text", "Enter")
    page.wait_for_selector("article.wm-card")


def rich_first(page: Page) -> None:
    """Read the first page of the rich view."""
    page.goto("/", wait_until="commit")
    page.wait_for_selector('[class*="st-key-need_hurt"] button')


def rich_answer(page: Page) -> None:
    """Ask for the same in the rich view, and wait for the cards."""
    page.click('[class*="st-key-need_hurt"] button')
    page.wait_for_selector('[class*="st-key-change_need"]')
    page.locator('[class*="st-key-country_picker"] input').fill("Kenya")
    page.keyboard.press("Enter")
    page.wait_for_selector("article.wm-card")


def yardstick_first(page: Page) -> None:
    """Open the yardstick and wait for its list; its map comes with the answer."""
    page.goto("/", wait_until="commit")
    page.wait_for_selector("h3")


def yardstick_answer(page: Page) -> None:
    """Wait for the yardstick's first listing, which stands when its list does."""
    page.wait_for_selector("h3")


def yardstick_map(page: Page) -> None:
    """Wait for the yardstick's map. Its scripts come from other hosts, so its frame is all that can be waited for here."""
    page.wait_for_selector("iframe", state="attached")
    page.wait_for_timeout(1000)


def rich_map(page: Page) -> None:
    """Wait until a map with its base stands in one of the page's frames."""
    until = time.monotonic() + PATIENCE / 1000
    while not any(frame.query_selector(".leaflet-base-pane canvas, .leaflet-base-pane path") for frame in page.frames):
        if time.monotonic() > until:
            raise TimeoutError("no map came")
        page.wait_for_timeout(100)


def no_map(_page: Page) -> None:
    """The plain pages have no map."""


Way = tuple[Callable[[Page], None], Callable[[Page], None], Callable[[Page], None]]


def measure(browser: Browser, line: Wire, way: Way, slow: bool) -> dict[str, float]:
    """Walk one way once and give its counts and times in seconds; the later times leave out the pause before the tap."""
    first, answer, chart = way
    with visit(browser, line, slow) as (page, traffic):
        began = time.perf_counter()
        first(page)
        readable = time.perf_counter() - began
        page.wait_for_timeout(500)
        lead = traffic.taken()
        began = time.perf_counter()
        answer(page)
        answered = time.perf_counter() - began
        chart(page)
        mapped = time.perf_counter() - began
        page.wait_for_timeout(1500)
        return {
            **traffic.taken(),
            "first_bytes": lead["bytes"],
            "first_requests": lead["requests"],
            "seconds_to_read": readable,
            "seconds_to_answer": readable + answered,
            "seconds_to_map": readable + mapped,
        }


def languages(browser: Browser, line: Wire) -> dict[str, dict[str, int]]:
    """Weigh the plain pages in every language: each page by itself."""
    found: dict[str, dict[str, int]] = {}
    for language in LANGUAGES:
        with visit(browser, line, slow=False) as (page, traffic):
            sizes: dict[str, int] = {}

            def weigh(name: str, wait: str, page: Page = page, traffic: Traffic = traffic, sizes: dict[str, int] = sizes) -> None:
                page.wait_for_selector(wait)
                page.wait_for_timeout(200)
                sizes[name] = traffic.taken()["bytes"] - sum(sizes.values())

            page.goto(f"/plain/{language}")
            weigh("first", 'button[value="need:hurt"]')
            page.click('button[value="need:hurt"]')
            weigh("place", "#text")
            page.fill("#text", "Nairobi")
            page.press("#text", "Enter")
            weigh("result", "article.wm-card")
            for name, button in {"listing": "listing:", "numbers": "numbers", "safety": "safety", "rights": "rights"}.items():
                page.locator(f'button[value^="{button}"]').first.click()
                page.locator(f'input[name=here][value^="{name}"]').wait_for(state="attached")
                weigh(name, "h1")
            found[language] = sizes
    return found


def both(browser: Browser, line: Wire, way: Way) -> dict[str, dict[str, float]]:
    """Measure a way on both lines, after a visit that is not counted: the first of all pays for reading the data."""
    measure(browser, line, way, slow=False)
    return {kind: measure(browser, line, way, slow) for kind, slow in (("fast", False), ("slow", True))}


def main() -> None:
    """Measure, and print the tables and the JSON line."""
    figures: dict[str, dict[str, dict[str, float]]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        with serve(ROOT / "app.py") as server, wire(server.port) as line:
            weights = languages(browser, line)
            figures["plain"] = both(browser, line, (plain_first, plain_answer, no_map))
            figures["rich"] = both(browser, line, (rich_first, rich_answer, rich_map))
        with serve(YARDSTICK) as server, wire(server.port) as line:
            figures["yardstick"] = both(browser, line, (yardstick_first, yardstick_answer, yardstick_map))
        browser.close()
    rows = []
    for name, kinds in figures.items():
        fast, slow = kinds["fast"], kinds["slow"]
        counts = tuple(f"{int(fast[key]):,}" for key in ("first_bytes", "bytes", "requests", "third_party"))
        times = tuple(f"{one[f'seconds_to_{what}']:.1f} s" for one in (fast, slow) for what in ("read", "answer", "map"))
        rows.append((name, *counts, *times))
    head = ("", "first page, bytes", "with answer and map", "requests", "other hosts", "read", "answer", "map")
    print(table((*head, "slow: read", "slow: answer", "slow: map"), rows))
    print()
    pages = list(next(iter(weights.values())))
    print(
        table(("plain page, bytes", *pages), [(language, *(f"{sizes[page]:,}" for page in pages)) for language, sizes in weights.items()])
    )
    heavy = [f"{page} ({language})" for language, sizes in weights.items() for page in ("first", "result") if sizes[page] > ROUND_TRIP]
    print(f"first and result pages above {ROUND_TRIP:,} bytes: {', '.join(heavy) or 'none'}")
    print(json.dumps({"benchmark": "weight", "ways": figures, "plain_bytes": weights}))


if __name__ == "__main__":
    main()
