"""Turns the Markdown of a text into safe HTML or plain words, with its links led to where the caller wants them.

HTML in a text is shown as it is typed, never run; images, code and addresses of other sites do not exist here.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from services.rights.model import REFERENCE, LinkKind


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, with the address that a tap on them opens (``tel:``, ``https:``; empty: none)."""

    text: str
    href: str = ""


Phrase = tuple[Piece, ...]
Leads = Callable[[LinkKind, str], str]


def nowhere(kind: LinkKind, target: str) -> str:
    """Lead no link anywhere: its words stay, without a tap."""
    return ""


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(
        ["image", "autolink", "backticks", "fence", "code", "html_block", "html_inline", "heading", "lheading", "reference", "hr"]
    )
    parser.validateLink = lambda url: url.partition(":")[0] in set(LinkKind)  # type: ignore[method-assign]
    return parser


_PARSER = _parser()


def to_html(markdown: str, filled: Mapping[str, Phrase], leads: Leads = nowhere) -> str:
    """Write a text as HTML; ``filled`` gives what stands for each reference, ``leads`` the address of a link (empty: no link).

    Raises ``KeyError`` where a reference has nothing to stand for it.
    """
    tokens = _PARSER.parse(markdown)
    for token in tokens:
        if token.children:
            token.children = _inline(token.children, filled, leads)
    # A reference may stand for nothing (a tool of another country): its paragraph goes with it.
    return str(_PARSER.renderer.render(tokens, _PARSER.options, {})).replace("<p></p>\n", "")


def phrase_html(phrase: Phrase) -> str:
    """Write a phrase as HTML; a number or address becomes a link that keeps who sent the reader to itself."""
    return "".join(_piece_html(piece) for piece in phrase)


def _piece_html(piece: Piece) -> str:
    words = html.escape(piece.text)
    if not piece.href:
        return words
    away = ' rel="noreferrer nofollow"' if piece.href.startswith("http") else ""
    return f'<a href="{html.escape(piece.href)}"{away}>{words}</a>'


def _raw(content: str) -> Token:
    return Token("html_inline", "", 0, content=content)


def _inline(children: Sequence[Token], filled: Mapping[str, Phrase], leads: Leads) -> list[Token]:
    out: list[Token] = []
    open_links: list[bool] = []
    for token in children:
        if token.type == "link_open":
            kind, _, target = str(token.attrGet("href")).partition(":")
            address = leads(LinkKind(kind), target)
            open_links.append(bool(address))
            if address:
                out.append(_raw(f'<a class="{kind}" href="{html.escape(address)}">'))
        elif token.type == "link_close":
            if open_links.pop():
                out.append(_raw("</a>"))
        elif token.type == "text":
            out.extend(_with_facts(token.content, filled))
        else:
            out.append(token)
    return out


def _with_facts(text: str, filled: Mapping[str, Phrase]) -> list[Token]:
    parts = REFERENCE.split(text)
    tokens = []
    for place, part in enumerate(parts):
        if place % 2:
            tokens.append(_raw(phrase_html(filled[part])))
        elif part:
            tokens.append(Token("text", "", 0, content=part))
    return tokens


def to_text(markdown: str, filled: Mapping[str, Phrase] | None = None) -> str:
    """Write a text as plain words, one paragraph or step a line; without ``filled``, references are taken out."""
    lines: list[str] = []
    for token in _PARSER.parse(markdown):
        if token.children is not None:
            spoken = "".join(_spoken(child, filled) for child in token.children)
            lines.extend(" ".join(line.split()) for line in spoken.split("\n") if line.strip())
    return "\n".join(lines)


def _spoken(token: Token, filled: Mapping[str, Phrase] | None) -> str:
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak":
        return "\n"
    if filled is None:
        return REFERENCE.sub("", token.content)
    return REFERENCE.sub(lambda match: "".join(piece.text for piece in filled[match[1]]), token.content)
