"""Bytes made small: what never changes is packed once and well; only a page made for one reader is packed as it goes, and quickly."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import brotli

#: Endings of files that are text and shrink; fonts and pictures are packed already.
TEXT_ENDINGS = frozenset(
    {".css", ".csv", ".geojson", ".html", ".js", ".json", ".map", ".mjs", ".svg", ".topojson", ".txt", ".webmanifest", ".xml"}
)

#: What the first round trip of a line brings, less our headers.
ONE_TRIP = 14_336 - 1_600


@dataclass(frozen=True, slots=True)
class Packed:
    """One text in the encodings that browsers ask for; ``tag`` names its content."""

    tag: str
    plain: bytes
    gzip: bytes
    brotli: bytes

    def best(self, accept_encoding: str) -> tuple[str, bytes]:
        """Choose the smallest encoding that a browser takes; ``identity`` where it takes none of ours (RFC 9110, 12.5.3)."""
        taken = accepted(accept_encoding)
        if "br" in taken:
            return "br", self.brotli
        if "gzip" in taken:
            return "gzip", self.gzip
        return "identity", self.plain


def accepted(accept_encoding: str) -> set[str]:
    """Name the encodings that a browser takes, in lower case."""
    taken = set()
    for part in accept_encoding.lower().split(","):
        name, _, weight = part.strip().partition(";")
        if weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            taken.add(name.strip())
    return taken


def pack_quickly(plain: bytes, accept_encoding: str) -> tuple[str, bytes]:
    """Pack a page made for one reader; the encoding is "" where the browser takes none of ours.

    The quick way takes a third of the time and leaves an eighth more, which nobody waits for while the page still goes over the line in one
    round trip; a page that would not is packed again, better.
    """
    taken = accepted(accept_encoding)
    if "br" in taken:
        quick = brotli.compress(plain, quality=3)
        return "br", quick if len(quick) <= ONE_TRIP else brotli.compress(plain, quality=5)
    if "gzip" in taken:
        return "gzip", gzip.compress(plain, 6, mtime=0)
    return "", plain


@dataclass(frozen=True, slots=True)
class Packer:
    """Packs texts, and keeps what it packed in ``folder`` for the next start; a folder that cannot be written only costs time."""

    folder: Path | None = None
    _used: set[str] = field(default_factory=set)

    def prune(self) -> None:
        """Throw away what this packer was not asked for: the packed files of earlier releases."""
        for path in self.folder.iterdir() if self.folder and self.folder.is_dir() else ():
            if path.is_file() and path.name not in self._used:
                path.unlink(missing_ok=True)

    def pack(self, plain: bytes, quality: int = 11) -> Packed:
        """Pack a text as small as it gets: about two seconds of work a megabyte the first time, nothing after."""
        tag = hashlib.sha256(plain).hexdigest()[:20]
        by_gzip = self.made(f"{tag}.gz", lambda: gzip.compress(plain, 9, mtime=0))
        by_brotli = self.made(f"{tag}.{quality}.br", lambda: brotli.compress(plain, quality=quality))
        return Packed(tag, plain, by_gzip, by_brotli)

    def made(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Take what was made before under this name, else make it and keep it; a name stands for one content for ever."""
        if self.folder is None:
            return make()
        self._used.add(name)
        path = self.folder / name
        try:
            return path.read_bytes()
        except OSError:
            data = make()
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_name(f"{name}.{os.getpid()}")
            unfinished.write_bytes(data)
            unfinished.replace(path)
        return data
