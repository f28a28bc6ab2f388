"""Copies the map's browser libraries out of their npm packages, unmodified, each with its licence and a note of its origin."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from services.places.atlas.inputs import InputError, members


@dataclass(frozen=True, slots=True)
class Library:
    """One npm package: what of it the browser gets (our name: its path in the package), and its licence.

    ``licence_text`` names the file in ``licences/`` that stands in where a package forgot its own: the text of its repository.
    """

    name: str
    version: str
    integrity: str
    licence: str
    purpose: str
    files: Mapping[str, str]
    licence_text: str = ""

    @property
    def folder(self) -> str:
        """Name of the package's folder, with the version, so that browsers may keep the files for good."""
        return f"{self.name}-{self.version}"


_IMAGES = ("layers.png", "layers-2x.png", "marker-icon.png", "marker-icon-2x.png", "marker-shadow.png")
LIBRARIES = (
    Library(
        "leaflet",
        "1.9.4",
        "sha512-nxS1ynzJOmOlHp+iL3FyWqK89GtNL8U8rvlMOsQdTTssxZwCXh8N2NB3GDQOL+YR3XnWyZAxwQixURb+FA74PA==",
        "BSD-2-Clause",
        "the map",
        {"leaflet.js": "dist/leaflet.js", "leaflet.css": "dist/leaflet.css", "LICENSE": "LICENSE"}
        | {f"images/{name}": f"dist/images/{name}" for name in _IMAGES},
    ),
    Library(
        "leaflet.markercluster",
        "1.5.3",
        "sha512-vPTw/Bndq7eQHjLBVlWpnGeLa3t+3zGiuM7fJwCkiMFq+nmRuG3RI3f7f4N4TDX7T4NpbAXpR2+NTRSEGfCSeA==",
        "MIT",
        "pins that stand close together",
        {
            "leaflet.markercluster.js": "dist/leaflet.markercluster.js",
            "MarkerCluster.css": "dist/MarkerCluster.css",
            "MarkerCluster.Default.css": "dist/MarkerCluster.Default.css",
            "LICENSE": "MIT-LICENCE.txt",
        },
    ),
    Library(
        "topojson-client",
        "3.1.0",
        "sha512-605uxS6bcYxGXw9qi62XyrV6Q3xwbndjachmNxu8HWTtVPxZfEJN9fd/SZS1Q54Sn2y0TMyMxFj/cJINqGHrKw==",
        "ISC",
        "reading the base map in the browser",
        {"topojson-client.min.js": "dist/topojson-client.min.js", "LICENSE": "LICENSE"},
    ),
    Library(
        "leaflet-draw",
        "1.0.4",
        "sha512-rsQ6saQO5ST5Aj6XRFylr5zvarWgzWnrg46zQ1MEOEIHsppdC/8hnN8qMoFvACsPvTioAuysya/TVtog15tyAQ==",
        "MIT",
        "drawing an area on the caseworker's map",
        {"leaflet.draw.js": "dist/leaflet.draw.js", "leaflet.draw.css": "dist/leaflet.draw.css"}
        | {f"images/{name}": f"dist/images/{name}" for name in ("spritesheet.png", "spritesheet-2x.png", "spritesheet.svg")},
        "leaflet-draw.txt",
    ),
)
_LICENCES = Path(__file__).parent / "licences"


def origin(library: Library, contents: Mapping[str, bytes]) -> str:
    """Write the note that goes beside the files; a test compares its checksums with them."""
    sums = "\n".join(f"{hashlib.sha256(contents[name]).hexdigest()}  {name}" for name in sorted(contents))
    return (
        f"{library.name} {library.version}, unmodified.\n\n"
        f"From the npm package {library.name} {library.version}, whose integrity is\n  {library.integrity}\n"
        f"Licence: {library.licence} (LICENSE)\n\nUsed for: {library.purpose}.\n\nSHA-256\n{sums}\n"
    )


def copy(folder: Path, into: Path) -> None:
    """Copy every library from the packages in ``folder``; raises ``InputError`` where one is missing or not as npm gave it out."""
    for library in LIBRARIES:
        path = folder / f"{library.folder}.tgz"
        if not path.exists():
            raise InputError(f"{path.name} is not in {folder}: fetch it as docs/geodata.md says")
        package = path.read_bytes()
        if "sha512-" + base64.b64encode(hashlib.sha512(package).digest()).decode() != library.integrity:
            raise InputError(f"{path.name} is not the package that npm gave out under that version")
        found = members(package, [f"package/{source}" for source in library.files.values()])
        contents = {name: found[f"package/{source}"] for name, source in library.files.items()}
        if library.licence_text:
            contents["LICENSE"] = (_LICENCES / library.licence_text).read_bytes()
        for name, content in contents.items():
            target = into / library.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        (into / library.folder / "ORIGIN.txt").write_text(origin(library, contents), "utf-8")
