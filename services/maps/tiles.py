"""A deployer's own map tiles: a folder ``z/x/y.png`` or one raster ``.pmtiles`` file, read here and served by us."""

from __future__ import annotations

import mmap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pmtiles.reader import Reader
from pmtiles.tile import TileType

#: The address that a map asks; our own, so that no tile server learns who looks where.
ADDRESS = "/tiles/{z}/{x}/{y}"
DEEPEST = 20

_KINDS = {TileType.PNG: "image/png", TileType.JPEG: "image/jpeg", TileType.WEBP: "image/webp"}
_ENDINGS = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}


class UnusableTiles(ValueError):
    """Tiles that must be put right before the site may start; the message says how."""


@dataclass(frozen=True)
class Tiles:
    """Tiles from one source, with the attribution that their licence asks for."""

    path: Path
    attribution: str

    def get(self, z: int, x: int, y: int) -> tuple[bytes, str] | None:
        """Give a tile and its media type; ``None``: there is none there."""
        if not (0 <= z <= DEEPEST and 0 <= x < 1 << z and 0 <= y < 1 << z):
            return None
        return self._from_file(z, x, y) if self.path.is_file() else self._from_folder(z, x, y)

    def _from_file(self, z: int, x: int, y: int) -> tuple[bytes, str] | None:
        with self.path.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            reader = Reader(lambda offset, length: mapped[offset : offset + length])
            tile, kind = reader.get(z, x, y), reader.header()["tile_type"]
        return (bytes(tile), _KINDS[kind]) if tile else None

    def _from_folder(self, z: int, x: int, y: int) -> tuple[bytes, str] | None:
        for ending, kind in _ENDINGS.items():
            file = self.path / str(z) / str(x) / f"{y}{ending}"
            if file.is_file():
                return file.read_bytes(), kind
        return None


def configured(environment: Mapping[str, str]) -> Tiles | None:
    """Read ``WAYMARK_TILES`` and ``WAYMARK_TILES_ATTRIBUTION``; ``None``: our own base map is drawn.

    Raises ``UnusableTiles`` for a path that is not there, a file that holds no raster tiles, and tiles without attribution.
    """
    text = environment.get("WAYMARK_TILES", "").strip()
    if not text:
        return None
    path, attribution = Path(text), environment.get("WAYMARK_TILES_ATTRIBUTION", "").strip()
    if not path.exists():
        raise UnusableTiles(f"WAYMARK_TILES names {text!r}, which is not there; give a folder of z/x/y.png or a .pmtiles file")
    if not attribution:
        raise UnusableTiles("set WAYMARK_TILES_ATTRIBUTION to the words that the licence of the tiles asks for")
    if path.is_file() and _kind(path) not in _KINDS:
        raise UnusableTiles(f"{text!r} is no .pmtiles file with PNG, JPEG or WebP tiles; vector tiles cannot be drawn here")
    return Tiles(path, attribution)


def _kind(path: Path) -> TileType:
    try:
        with path.open("rb") as handle:
            head = handle.read(127)
        return TileType(Reader(lambda offset, length: head[offset : offset + length]).header()["tile_type"])
    except Exception:  # the reader raises whatever the broken bytes lead it to
        return TileType.UNKNOWN
