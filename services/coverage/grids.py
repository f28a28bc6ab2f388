"""A population grid that a coordinator brings: a GeoTIFF read in windows, so that its size does not matter.

WorldPop and GHSL publish such grids. Needs the optional package rasterio (``requirements-geo.txt``).
"""

from __future__ import annotations

import hashlib
import io
import math
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from services.coverage.boundaries import Regions
from services.coverage.demand import Demand, Group, Kind, Origin
from services.coverage.refusals import Refusal, Refused
from services.language.catalogue import N_

Floats = npt.NDArray[np.float64]
Progress = Callable[[float], None]

MOST_CELLS = 30_000_000_000
#: Cells are joined into square blocks until at most this many points can come of the part that is read.
MOST_POINTS = 2_000_000
#: Longest side of a window, in cells; one window of 32-bit numbers is then at most 16 MB.
WINDOW = 2048
MOST_IN_A_CELL = 5e6
KM_PER_DEGREE = 111.195


class Cancelled(Exception):
    """Raised inside a long reading when its ``cancel`` event was set."""


@dataclass(slots=True)
class _Blocks:
    """Sums over blocks of cells: the people, and their weighted position, so that a block's point is where its people are."""

    people: Floats
    latitude: Floats
    longitude: Floats


def read_grid(
    source: Path | bytes,
    regions: Regions,
    *,
    name: str,
    group: Group = Group.PEOPLE,
    year: str = "",
    licence: str = "",
    country_total: float | None = None,
    progress: Progress = lambda share: None,
    cancel: threading.Event | None = None,
    most_points: int = MOST_POINTS,
) -> Demand:
    """Read a one-band GeoTIFF in WGS 84 degrees, of which each cell holds a number of people, from a file or from memory.

    Cells of no data are left out and cells are added up, never averaged. Only the part that holds ``regions`` is read; cells outside every
    region are dropped. ``progress`` is called with the share done, 0 to 1. Raises ``Refused`` where rasterio is missing, where it is
    no raster, has another coordinate system or several bands, holds negative or impossible numbers, or has nobody in the regions.
    """
    try:
        import rasterio
        from rasterio.errors import RasterioError
        from rasterio.io import MemoryFile
    except ImportError as error:
        raise Refused([Refusal(name, None, "file", N_("needs the package rasterio to be read: install requirements-geo.txt"))]) from error
    try:
        with ExitStack() as stack:
            if isinstance(source, Path):
                raster = stack.enter_context(rasterio.open(source, driver="GTiff"))
            else:
                raster = stack.enter_context(stack.enter_context(MemoryFile(source)).open(driver="GTiff"))
            _check(raster, name)
            window = _part(raster, regions, name)
            factor = max(1, math.ceil(math.sqrt(window[2] * window[3] / most_points)))
            blocks = _sums(raster, window, factor, name, progress, cancel)
            step = abs(raster.transform.a) * factor * KM_PER_DEGREE
    except RasterioError as error:
        raise Refused([Refusal(name, None, "file", N_("is not a GeoTIFF that can be read to its end"))]) from error
    filled = blocks.people > 0
    people = blocks.people[filled]
    latitudes, longitudes = blocks.latitude[filled] / people, blocks.longitude[filled] / people
    region = regions.locate(latitudes, longitudes, within_km=max(2.0, step))
    inside = region >= 0
    if not inside.any():
        raise Refused(
            [Refusal(name, None, "file", N_("has nobody inside the chosen regions: is it the right country, and people per cell?"))]
        )
    origin = Origin(Kind.GRID, name, year, licence, _checksum(source), step_km=step if factor > 1 else 0.0)
    return Demand(latitudes[inside], longitudes[inside], {group: people[inside]}, region[inside], origin, country_total=country_total)


def _check(raster: object, name: str) -> None:
    crs, transform = raster.crs, raster.transform  # type: ignore[attr-defined]
    if crs is None or not crs.is_geographic or crs.to_epsg() not in (4326, 4979):
        stated = "none" if crs is None else str(crs.to_string())[:80]
        raise Refused([Refusal(name, None, "crs", N_("is {value}; bring the grid in WGS 84 degrees (EPSG:4326)"), {"value": stated})])
    bands = raster.count  # type: ignore[attr-defined]
    if bands != 1:
        raise Refused(
            [Refusal(name, None, "bands", N_("must be one, not {number}: bring one grid for each group of people"), {"number": bands})]
        )
    if transform.b or transform.d or transform.a <= 0 or transform.e >= 0:
        raise Refused([Refusal(name, None, "transform", N_("is turned or mirrored: north must be up"))])
    if raster.width * raster.height > MOST_CELLS:  # type: ignore[attr-defined]
        raise Refused([Refusal(name, None, "size", N_("is more than {most} cells"), {"most": MOST_CELLS})])
    west, south, east, north = raster.bounds  # type: ignore[attr-defined]
    if west < -180.5 or east > 180.5 or south < -90.5 or north > 90.5:
        raise Refused([Refusal(name, None, "bounds", N_("do not lie on the globe"))])
    if raster.dtypes[0].startswith("complex"):  # type: ignore[attr-defined]
        raise Refused([Refusal(name, None, "type", N_("must be plain numbers"))])


def _part(raster: object, regions: Regions, name: str) -> tuple[int, int, int, int]:
    """Give the columns and rows (start, start, width, height) that hold the regions."""
    bounds = [area.bounds for area in regions.shapes if area is not None and not area.is_empty]
    if not bounds:
        raise Refused([Refusal(name, None, "regions", N_("have no shapes: bring boundaries as GeoJSON first"))])
    west, south = min(b[0] for b in bounds), min(b[1] for b in bounds)
    east, north = max(b[2] for b in bounds), max(b[3] for b in bounds)
    inverse = ~raster.transform  # type: ignore[attr-defined]
    (left, top), (right, bottom) = inverse * (west, north), inverse * (east, south)
    column, row = max(0, math.floor(left) - 1), max(0, math.floor(top) - 1)
    width = min(raster.width, math.ceil(right) + 1) - column  # type: ignore[attr-defined]
    height = min(raster.height, math.ceil(bottom) + 1) - row  # type: ignore[attr-defined]
    if width <= 0 or height <= 0:
        raise Refused([Refusal(name, None, "bounds", N_("do not touch the chosen regions: is it the right country?"))])
    return column, row, width, height


def _sums(
    raster: object, part: tuple[int, int, int, int], factor: int, name: str, progress: Progress, cancel: threading.Event | None
) -> _Blocks:
    from rasterio.windows import Window

    column, row, width, height = part
    side = max(factor, WINDOW // factor * factor)
    across, down = math.ceil(width / factor), math.ceil(height / factor)
    blocks = _Blocks(np.zeros(across * down), np.zeros(across * down), np.zeros(across * down))
    windows = [(x, y) for y in range(0, height, side) for x in range(0, width, side)]
    transform, nodata = raster.transform, raster.nodata  # type: ignore[attr-defined]
    for done, (x, y) in enumerate(windows, start=1):
        if cancel is not None and cancel.is_set():
            raise Cancelled
        shape = min(side, height - y), min(side, width - x)
        cells = raster.read(1, window=Window(column + x, row + y, shape[1], shape[0])).astype(np.float64)  # type: ignore[attr-defined]
        if nodata is not None:
            cells[cells == nodata] = 0.0
        cells[np.isnan(cells)] = 0.0
        _check_cells(cells, nodata, row + y, column + x, name)
        lines, columns = np.nonzero(cells)
        people = cells[lines, columns]
        position = (lines + y) // factor * across + (columns + x) // factor
        longitude = transform.c + transform.a * (columns + column + x + 0.5)
        latitude = transform.f + transform.e * (lines + row + y + 0.5)
        for total, values in ((blocks.people, people), (blocks.latitude, people * latitude), (blocks.longitude, people * longitude)):
            np.add.at(total, position, values)
        progress(done / len(windows))
    return blocks


def _check_cells(cells: Floats, nodata: float | None, row: int, column: int, name: str) -> None:
    if not (cells < 0).any() and not (cells > MOST_IN_A_CELL).any():
        return
    bad = np.argwhere((cells < 0) | (cells > MOST_IN_A_CELL))[0]
    value = cells[tuple(bad)]
    if value < -9000 and nodata is None:
        what = N_("{value} looks like 'no data', but the file names no such value: set its nodata value")
    elif value < 0:
        what = N_("{value} people: a number of people cannot be below zero")
    else:
        what = N_("{value} people in one cell cannot be: are these people per cell?")
    raise Refused([Refusal(name, row + int(bad[0]) + 1, f"column {column + int(bad[1]) + 1}", what, {"value": f"{value:g}"})])


def _checksum(source: Path | bytes) -> str:
    digest = hashlib.sha256()
    with source.open("rb") if isinstance(source, Path) else io.BytesIO(source) as handle:
        while chunk := handle.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
