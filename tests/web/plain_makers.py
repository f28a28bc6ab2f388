"""The plain pages around the shipped data, at a fixed moment, and forty questions to ask them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from html.parser import HTMLParser
from typing import Any

from starlette.applications import Starlette
from starlette.testclient import TestClient

from services import paths
from services.directory import edition
from services.directory.edition import Directory
from services.directory.model import Listing
from services.language.catalogue import Translator, translator
from services.places.gazetteer import Gazetteer
from services.rights import library
from services.rights.library import Library
from services.search.index import Index
from web import plain
from web.settings import Settings
from web.shell import Shell
from web.site import assemble

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
LANGUAGES = ("en", "fr", "es", "ru")

#: Forms as a person sends them after the need and the place: over twenty countries, every need, every filter.
QUESTIONS: tuple[dict[str, str], ...] = (
    {"need": "hurt", "text": "Nairobi"},
    {"need": "talk", "text": "Mombasa", "age": "14"},
    {"need": "not_safe", "text": "Kisumu"},
    {"need": "lawyer_police", "text": "Johannesburg"},
    {"need": "hurt", "text": "Cape Town", "free": "1"},
    {"need": "safe_place", "text": "Durban", "gender": "girls"},
    {"need": "helping", "text": "Pretoria"},
    {"need": "long_ago", "text": "Paris"},
    {"need": "pictures", "text": "Lyon"},
    {"need": "talk", "text": "Marseille", "how": "phone"},
    {"need": "hurt", "text": "Mexico City"},
    {"need": "lawyer_police", "text": "Guadalajara", "age": "16", "gender": "girls"},
    {"need": "safe_place", "text": "Tijuana"},
    {"need": "not_safe", "text": "Bogotá"},
    {"need": "talk", "text": "Lima"},
    {"need": "hurt", "text": "São Paulo"},
    {"need": "pictures", "text": "Rio de Janeiro"},
    {"need": "helping", "text": "London"},
    {"need": "hurt", "text": "Manchester", "age": "12"},
    {"need": "long_ago", "text": "Glasgow", "age": "40"},
    {"need": "pictures", "text": "Birmingham", "age": "15"},
    {"need": "talk", "text": "Berlin", "open_now": "1"},
    {"need": "lawyer_police", "text": "Hamburg", "language": "de"},
    {"need": "hurt", "text": "Madrid"},
    {"need": "safe_place", "text": "Barcelona", "wheelchair": "1"},
    {"need": "not_safe", "text": "Roma"},
    {"need": "hurt", "text": "Oslo", "may_come_alone": "1"},
    {"need": "hurt", "text": "Stockholm", "age": "9"},
    {"need": "talk", "text": "Москва"},
    {"need": "not_safe", "text": "Алматы"},
    {"need": "helping", "text": "Bishkek"},
    {"need": "hurt", "text": "Delhi", "radius_km": "50"},
    {"need": "lawyer_police", "text": "Mumbai"},
    {"need": "hurt", "text": "Dhaka"},
    {"need": "hurt", "text": "Kathmandu", "how": "in_person"},
    {"need": "talk", "text": "Seoul"},
    {"need": "hurt", "text": "Lagos"},
    {"need": "safe_place", "text": "Manila", "free": "1", "open_now": "1", "may_come_alone": "1"},
    {"need": "helping", "country": "ZA"},
    {"need": "talk", "country": "US", "gender": "boys"},
    {"need": "lawyer_police", "country": "MX"},
    {"need": "hurt", "country": "VA"},
    {"need": "pictures"},
)


@cache
def directory() -> Directory:
    return edition.load(paths.LISTINGS)


@cache
def index() -> Index:
    return Index.of(directory())


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer(paths.GEO / "gazetteer.sqlite")


@cache
def rights() -> Library:
    return library.load(paths.RIGHTS)


def t(language: str) -> Translator:
    return translator(language, paths.LOCALE)


def sources(**other: Any) -> plain.Sources:
    """Give the shipped sources, some of them replaced."""
    facts = {"directory": directory, "index": index, "gazetteer": gazetteer, "library": rights, "now": lambda: NOW, "fonts": paths.FONTS}
    return plain.Sources(**{**facts, **other})


def client(**other: Any) -> TestClient:
    """Give the whole site, layers and all, around plain pages; without Streamlit."""
    settings = Settings(exit_url="https://weather.example/")
    shell = Shell(settings, t)
    house = assemble(settings, shell, t, lambda session: None, plain.routes(shell, t, sources(**other)))
    app = Starlette(routes=house.routes, middleware=house.middleware, exception_handlers=house.exception_handlers)
    return TestClient(app, base_url="http://localhost", raise_server_exceptions=False)


def form(question: dict[str, str]) -> dict[str, str]:
    """Give the form that asks a question: a search where a place was typed, else the results."""
    return {"go": "search" if "text" in question else "results", **question}


def wire(answer: Any) -> int:
    """Count the bytes of an answer on the wire: status line, headers and packed body."""
    headers = sum(len(name) + len(value) + 4 for name, value in answer.headers.raw)
    return (
        len("HTTP/1.1 200 OK\r\n")
        + headers
        + len("date: Tue, 24 Nov 2026 14:30:00 GMT\r\nserver: uvicorn\r\n\r\n")
        + int(answer.headers["content-length"])
    )


def cards(text: str) -> list[str]:
    """Take the cards of a page out of it, as they are drawn."""
    return re.findall(r"<article class=\"wm-card.*?</article>", text, re.S)


def ids(text: str) -> list[str]:
    return re.findall(r'<article [^>]*id="card-([^"]+)"', text)


@dataclass
class Read(HTMLParser):
    """A page taken apart: its elements, its words, and the fields of its form."""

    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    words: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    select: str = ""
    options: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.elements.append((tag, found))
        if tag == "input" and found.get("name") and (found.get("type") != "checkbox" or "checked" in found):
            self.fields[str(found["name"])] = found.get("value") or ""
        elif tag == "select":
            self.select = str(found["name"])
        elif tag == "option" and "selected" in found:
            self.fields[self.select] = found.get("value") or ""

    def handle_data(self, data: str) -> None:
        self.words += data
        if self.elements and self.elements[-1][0] == "option" and data.strip():
            self.options.append(data.strip())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


def read(text: str) -> Read:
    page = Read()
    page.feed(text)
    return page


def some_listing(country: str = "KE") -> Listing:
    return next(one for one in directory().by_country[country] if not one.is_remote)
