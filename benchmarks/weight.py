"""What a first visit weighs and how long it takes, in a real Chromium: ``python -m benchmarks.weight``.

For the plain pages, the rich view and the yardstick app, each in a fresh browser with nothing kept: bytes on the wire (headers and packed
bodies, as Chromium counts them), requests, requests to other hosts (they are counted and then fail: nothing here may reach the internet),
and the time until the first page can be read and until the first answer stands, on an unthrottled line and at 400 kbit/s with 400 ms round
trip. The answer is help for somebody who was hurt in Kenya; the yardstick shows South Africa at once. The plain pages are also weighed in
every language. Prints tables, then one JSON line.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.serving import ROOT, YARDSTICK, Server, serve, table

#: 400 kbit/s and 400 ms there and back, as in the promise.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
LANGUAGES = ("en", "fr", "es", "ru")
ROUND_TRIP = 14_336
PATIENCE = 180_000


@dataclass
class Traffic:
    """What went over the line since it was last looked at."""

    port: int
    sizes: list[int] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def watch(self, page: Page, slow: bool) -> None:
        """Count everything that a page and its frames ask for, websocket messages included."""
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.setCacheDisabled", {"cacheDisabled": False})
        if slow:
            line.send("Network.emulateNetworkConditions", SLOW)
        line.on("Network.loadingFinished", lambda told: self.sizes.append(int(told["encodedDataLength"])))
        line.on("Network.webSocketFrameReceived", lambda told: self.sizes.append(len(told["response"]["payloadData"]) * 3 // 4))
        page.on("request", lambda request: self.requests.append(request.url) if not request.url.startswith("data:") else None)

    def taken(self) -> dict[str, int]:
        """Give the counts so far."""
        foreign = [url for url in self.requests if urlsplit(url).scheme.startswith("http") and urlsplit(url).port != self.port]
        return {"bytes": sum(self.sizes), "requests": len(self.requests), "third_party": len(foreign)}


@contextmanager
def visit(browser: Browser, server: Server, slow: bool) -> Iterator[tuple[Page, Traffic]]:
    """Open a page in a browser context that keeps nothing, under watch."""
    context = browser.new_context(base_url=server.address, locale="en-GB", viewport={"width": 390, "height": 844})
    page, traffic = context.new_page(), Traffic(server.port)
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
    """Ask for the same in the rich view, and wait for cards and map."""
    page.click('[class*="st-key-need_hurt"] button')
    page.wait_for_selector('[class*="st-key-change_need"]')
    page.locator('[class*="st-key-country_picker"] input').fill("Kenya")
    page.keyboard.press("Enter")
    page.wait_for_selector("article.wm-card")
    _map(page)


def yardstick_first(page: Page) -> None:
    """Open the yardstick and wait for its list; its map comes with the answer."""
    page.goto("/", wait_until="commit")
    page.wait_for_selector("h3")


def yardstick_answer(page: Page) -> None:
    """Wait for the yardstick's map. Its scripts come from other hosts, so its frame is all that can be waited for here."""
    page.wait_for_selector("iframe", state="attached")
    page.wait_for_timeout(1000)


def _map(page: Page) -> None:
    """Wait until a map stands in one of the page's frames."""
    until = time.monotonic() + PATIENCE / 1000
    while not any(frame.query_selector(".leaflet-container .leaflet-interactive") for frame in page.frames):
        if time.monotonic() > until:
            raise TimeoutError("no map came")
        page.wait_for_timeout(100)


Way = tuple[Callable[[Page], None], Callable[[Page], None]]


def measure(browser: Browser, server: Server, way: Way, slow: bool) -> dict[str, float]:
    """Walk one way once and give its counts and times in seconds; the answer's time leaves out what came before the tap."""
    first, answer = way
    with visit(browser, server, slow) as (page, traffic):
        began = time.perf_counter()
        first(page)
        readable = time.perf_counter() - began
        page.wait_for_timeout(500)
        lead = traffic.taken()
        began = time.perf_counter()
        answer(page)
        answered = time.perf_counter() - began
        page.wait_for_timeout(1500)
        return {
            **traffic.taken(),
            "first_bytes": lead["bytes"],
            "first_requests": lead["requests"],
            "seconds_to_read": readable,
            "seconds_to_answer": readable + answered,
        }


def languages(browser: Browser, server: Server) -> dict[str, dict[str, int]]:
    """Weigh the plain pages in every language: each page by itself."""
    found: dict[str, dict[str, int]] = {}
    for language in LANGUAGES:
        with visit(browser, server, slow=False) as (page, traffic):
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
                page.wait_for_function("name => document.querySelector('input[name=here]').value.startsWith(name)", arg=name)
                weigh(name, "h1")
            found[language] = sizes
    return found


def main() -> None:
    """Measure, and print the tables and the JSON line."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    figures: dict[str, dict[str, dict[str, float]]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        ours: dict[str, Way] = {"plain": (plain_first, plain_answer), "rich": (rich_first, rich_answer)}
        with serve(ROOT / "app.py") as server:
            weights = languages(browser, server)
            for name, way in ours.items():
                figures[name] = {kind: measure(browser, server, way, slow) for kind, slow in (("fast", False), ("slow", True))}
        with serve(YARDSTICK) as server:
            way = (yardstick_first, yardstick_answer)
            figures["yardstick"] = {kind: measure(browser, server, way, slow) for kind, slow in (("fast", False), ("slow", True))}
        browser.close()
    rows = []
    for name, kinds in figures.items():
        fast, slow = kinds["fast"], kinds["slow"]
        counts = tuple(f"{int(fast[key]):,}" for key in ("first_bytes", "bytes", "requests", "third_party"))
        times = tuple(f"{one[key]:.1f} s" for one in (fast, slow) for key in ("seconds_to_read", "seconds_to_answer"))
        rows.append((name, *counts, *times))
    head = ("", "first page, bytes", "to the answer, bytes", "requests", "other hosts", "read", "answer", "slow: read", "slow: answer")
    print(table(head, rows))
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
