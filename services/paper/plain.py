"""Lays documents out as plain text, to be copied into a message or read by anything."""

from __future__ import annotations

from collections.abc import Iterator

from services.paper.model import Block, Document, Line


def text(document: Document) -> str:
    """Write a document as lines of text, parts set apart by a blank line; its codes and maps have nothing that its lines have not."""
    parts = ["\n".join((document.title, *document.lead))]
    parts += ["\n".join(_block(block, document.colon)) for block in document.blocks if block.lines]
    parts.append("\n".join(document.foot))
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block, colon: str) -> Iterator[str]:
    yield block.heading
    yield from (_line(line, colon) for line in block.lines)


def _line(line: Line, colon: str) -> str:
    numbers = ", ".join(f"{number.text} ({number.label})" if number.label else number.text for number in line.numbers)
    said = f"{line.label}{colon} {line.text}" if line.label and line.text else line.label or line.text
    return f"{said}{colon} {numbers}" if said and numbers else said or numbers
