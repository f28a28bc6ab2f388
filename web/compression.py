"""Bytes made small once: a text is packed with brotli and gzip when it is first known, never again for each request."""

from __future__ import annotations

import gzip
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import brotli

#: Endings of files that are text and shrink; fonts and pictures are packed already.
TEXT_ENDINGS = frozenset(
    {".css", ".csv", ".geojson", ".html", ".js", ".json", ".map", ".mjs", ".svg", ".topojson", ".txt", ".webmanifest", ".xml"}
)


@dataclass(frozen=True, slots=True)
class Packed:
    """One text in the encodings that browsers ask for; ``tag`` names its content."""

    tag: str
    plain: bytes
    gzip: bytes
    brotli: bytes

    def best(self, accept_encoding: str) -> tuple[str, bytes]:
        """Choose the smallest encoding that a browser takes; ``identity`` where it takes none of ours (RFC 9110, 12.5.3)."""
        taken = _taken(accept_encoding)
        if "br" in taken:
            return "br", self.brotli
        if "gzip" in taken:
            return "gzip", self.gzip
        return "identity", self.plain


def _taken(accept_encoding: str) -> set[str]:
    taken = set()
    for part in accept_encoding.lower().split(","):
        name, _, weight = part.strip().partition(";")
        if weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            taken.add(name.strip())
    return taken


@dataclass(frozen=True, slots=True)
class Packer:
    """Packs texts, and keeps what it packed in ``folder`` for the next start; a folder that cannot be written only costs time."""

    folder: Path | None = None

    def pack(self, plain: bytes, quality: int = 11) -> Packed:
        """Pack a text as small as it gets: about two seconds of work a megabyte the first time, nothing after."""
        tag = hashlib.sha256(plain).hexdigest()[:20]
        small = self._kept(f"{tag}.{quality}.br") or self._keep(f"{tag}.{quality}.br", brotli.compress(plain, quality=quality))
        return Packed(tag, plain, gzip.compress(plain, 9, mtime=0), small)

    def _kept(self, name: str) -> bytes:
        try:
            return (self.folder / name).read_bytes() if self.folder else b""
        except OSError:
            return b""

    def _keep(self, name: str, data: bytes) -> bytes:
        if self.folder:
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                unfinished = self.folder / f"{name}.{os.getpid()}"
                unfinished.write_bytes(data)
                unfinished.replace(self.folder / name)
            except OSError:
                return data
        return data
