"""Finds topics by words that a reader types, in any of our languages, with typing errors; nothing typed is kept."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from math import log

from rapidfuzz import fuzz, process

from services.rights.library import Library
from services.rights.markup import to_text
from services.rights.model import Explainer, SectionId
from services.rights.prose import words

#: How much a word counts by where it stands; the search words were chosen by the author for just this.
_WEIGHTS = {"title": 5.0, "search_words": 6.0, "summary": 3.0, "question": 3.0, "text": 1.0}
_OWN_LANGUAGE = 1.5
_LEAST_SIMILARITY = 78.0
_FUZZY_FROM = 4
#: Shorter words ("me", "le", "не") stand everywhere and name no topic, but for those that an author chose by themselves ("ia", "вк").
_SHORTEST, _SHORTEST_CHOSEN = 3, 2
#: How sure a word must be to count as one that a question answers.
_SURE = 0.6
#: What a whole search phrase, or a question that was nearly typed, adds to a topic.
_WHOLE = 8.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A topic that fits: ``found_in`` is the language whose words fitted, ``question`` the question that fitted best, if one did."""

    slug: str
    title: str
    summary: str
    found_in: str
    score: float
    question: str = ""


@dataclass(frozen=True)
class _Index:
    vocabulary: tuple[str, ...]
    #: word -> (topic, language) -> weight of the best place where it stands
    places: Mapping[str, Mapping[tuple[str, str], float]]
    #: word -> (topic, language, number of the question)
    questions: Mapping[str, frozenset[tuple[str, str, int]]]
    #: (topic, language) -> search phrases of more than one word
    phrases: Mapping[tuple[str, str], tuple[frozenset[str], ...]]
    documents: int
    #: the short words that authors chose
    short: frozenset[str]


def plain(text: str) -> str:
    """Fold case and take accents off, so that ``телефон``, ``Téléphone`` and ``telefono`` are typed as easily as they are read."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


def _tokens(text: str, shortest: int = _SHORTEST) -> Iterator[str]:
    for word in words(plain(text)):
        yield from (part for part in word.replace("’", "'").split("'") if len(part) >= shortest)


def _chosen(phrase: str) -> list[str]:
    """Give the words of one of the author's search phrases; a phrase that is one word may be a short one."""
    return list(_tokens(phrase)) or list(_tokens(phrase, _SHORTEST_CHOSEN))


def _fields(text: Explainer) -> Iterator[tuple[str, str]]:
    yield "title", text.title
    yield "summary", text.summary
    yield from (("search_words", word) for word in text.search_words)
    yield from (("question", pair.question) for pair in text.questions)
    yield from (("text", to_text(text.markdown(section))) for section in SectionId)


@lru_cache(maxsize=2)
def _index(library: Library) -> _Index:
    places: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    questions: dict[str, set[tuple[str, str, int]]] = defaultdict(set)
    phrases: dict[tuple[str, str], tuple[frozenset[str], ...]] = {}
    short: set[str] = set()
    documents = 0
    for language, texts in library.explainers.items():
        for slug, text in texts.items():
            documents += 1
            for field, content in _fields(text):
                tokens = _chosen(content) if field == "search_words" else list(_tokens(content))
                # One word of a phrase says less than the phrase: "home" of "hurt in a home" is not a topic by itself.
                weight = _WEIGHTS[field] / (len(tokens) or 1 if field == "search_words" else 1)
                for token in tokens:
                    places[token][slug, language] = max(places[token].get((slug, language), 1.0), weight)
            short |= {token for phrase in text.search_words for token in _chosen(phrase) if len(token) < _SHORTEST}
            several = (frozenset(_tokens(phrase)) for phrase in text.search_words)
            phrases[slug, language] = tuple(phrase for phrase in several if len(phrase) > 1)
            for number, pair in enumerate(text.questions):
                for token in _tokens(pair.question):
                    questions[token].add((slug, language, number))
    of_questions = {token: frozenset(found) for token, found in questions.items()}
    return _Index(tuple(places), places, of_questions, phrases, documents, frozenset(short))


def _likenesses(token: str, index: _Index) -> dict[str, float]:
    """Find the words of our texts that are meant by a typed one, each with how sure that is (1: the same)."""
    found = {token: 1.0} if token in index.places else {}
    if len(token) >= _FUZZY_FROM:
        found |= {word: 0.9 for word in index.vocabulary if word not in found and word.startswith(token)}
        for word, similarity, _ in process.extract(token, index.vocabulary, scorer=fuzz.ratio, score_cutoff=_LEAST_SIMILARITY, limit=12):
            found.setdefault(word, 0.9 * (similarity / 100) ** 3)
    return found


def find(library: Library, text: str, language: str, limit: int = 8) -> tuple[Hit, ...]:
    """Find the topics that fit what was typed, best first; nothing typed, or nothing that fits, gives none.

    ``language`` is the reader's: titles come in it, and its texts count more, but words of every language are looked for.
    """
    index = _index(library)
    typed = dict.fromkeys(_tokens(text, _SHORTEST_CHOSEN))
    tokens = tuple(token for token in typed if len(token) >= _SHORTEST or token in index.short)
    scores: dict[tuple[str, str], float] = defaultdict(float)
    answered: dict[tuple[str, str, int], int] = defaultdict(int)
    meant: set[str] = set()
    for token in tokens:
        best: dict[tuple[str, str], float] = {}
        sure: set[tuple[str, str, int]] = set()
        for word, likeness in _likenesses(token, index).items():
            rarity = log(1 + index.documents / len(index.places[word]))
            for place, weight in index.places[word].items():
                best[place] = max(best.get(place, 0.0), likeness * weight * rarity)
            if likeness >= _SURE:
                meant.add(word)
                sure |= index.questions.get(word, frozenset())
        for place, value in best.items():
            scores[place] += value
        for question in sure:
            answered[question] += 1
    fitting = {question for question, number in answered.items() if number * 2 > len(tokens)}
    for place in scores:
        scores[place] += _WHOLE * sum(phrase <= meant for phrase in index.phrases[place])
    return _hits(library, scores, fitting, language)[:limit]


def _hits(library: Library, scores: Mapping[tuple[str, str], float], fitting: Set[tuple[str, str, int]], language: str) -> tuple[Hit, ...]:
    by_topic: dict[str, tuple[float, str]] = {}
    for (slug, found_in), value in scores.items():
        worth = value * (_OWN_LANGUAGE if found_in == language else 1.0)
        by_topic[slug] = max(by_topic.get(slug, (0.0, "")), (worth, found_in))
    order = [topic.slug for topic in library.topics]
    hits = []
    for slug, (value, found_in) in by_topic.items():
        shown = library.explainer(slug, language)
        numbers = sorted(number for topic, where, number in fitting if (topic, where) == (slug, found_in) and number < len(shown.questions))
        question = shown.questions[numbers[0]].question if numbers else ""
        hits.append(Hit(slug, shown.title, shown.summary, found_in, round(value, 3), question))
    return tuple(sorted(hits, key=lambda hit: (-hit.score, order.index(hit.slug))))
