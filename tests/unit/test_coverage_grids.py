"""Population grids: read in windows, added up, and refused where they are not what they should be."""

import threading
import warnings
from pathlib import Path

import numpy as np
import pytest
import rasterio
from coverage_makers import REGIONS
from rasterio.transform import from_origin

from services.coverage import grids
from services.coverage.demand import Group, Kind
from services.coverage.refusals import Refused

DEGREES = from_origin(0, 4, 0.1, 0.1)


def write(
    path: Path,
    cells: np.ndarray,
    *,
    crs: str | None = "EPSG:4326",
    transform: object = DEGREES,
    nodata: float | None = -99999,
    bands: int = 1,
) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with rasterio.open(
            path,
            "w",
            driver="GTiff",
            height=cells.shape[0],
            width=cells.shape[1],
            count=bands,
            dtype="float32",
            crs=crs,
            transform=transform,
            nodata=nodata,
            tiled=False,
        ) as out:
            for band in range(1, bands + 1):
                out.write(cells.astype("float32"), band)
    return path


def cells(seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    made = rng.integers(1, 50, (40, 30)).astype(float)
    made[rng.uniform(size=made.shape) < 0.3] = -99999
    return made


def test_cells_are_added_up_and_no_data_is_nobody(tmp_path: Path) -> None:
    made = cells()
    found = grids.read_grid(write(tmp_path / "g.tif", made), REGIONS, name="g")
    assert found.total() == pytest.approx(made[made > 0].sum())
    assert len(found) == (made > 0).sum()
    assert found.origin.kind is Kind.GRID
    assert found.origin.step_km == 0
    west = made[:, :15]
    assert found.of(Group.PEOPLE)[found.region == 0].sum() == pytest.approx(west[west > 0].sum())


def test_a_point_lies_in_the_middle_of_its_cell(tmp_path: Path) -> None:
    made = np.zeros((40, 30))
    made[0, 0] = 7
    found = grids.read_grid(write(tmp_path / "g.tif", made), REGIONS, name="g")
    assert (found.latitudes.tolist(), found.longitudes.tolist()) == (pytest.approx([3.95]), pytest.approx([0.05]))


@pytest.mark.parametrize("window", [4, 16, 2048])
def test_joining_cells_keeps_every_person_and_where_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, window: int) -> None:
    monkeypatch.setattr(grids, "WINDOW", window)
    made = cells(2)
    path = write(tmp_path / "g.tif", made)
    fine, coarse = grids.read_grid(path, REGIONS, name="g"), grids.read_grid(path, REGIONS, name="g", most_points=100)
    assert len(coarse) <= 130
    assert coarse.origin.step_km > 0
    assert coarse.total() == pytest.approx(fine.total())
    for axis in ("latitudes", "longitudes"):
        centre = [float((getattr(d, axis) * d.of(d.main)).sum() / d.total()) for d in (fine, coarse)]
        assert centre[0] == pytest.approx(centre[1], abs=1e-6)


def test_windows_do_not_change_the_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "g.tif", cells(3))
    whole = grids.read_grid(path, REGIONS, name="g")
    monkeypatch.setattr(grids, "WINDOW", 7)
    parts = grids.read_grid(path, REGIONS, name="g")
    assert np.allclose(whole.latitudes, parts.latitudes)
    assert np.allclose(whole.of(Group.PEOPLE), parts.of(Group.PEOPLE))


def test_only_the_part_that_holds_the_regions_is_read(tmp_path: Path) -> None:
    made = np.ones((200, 200))
    found = grids.read_grid(write(tmp_path / "g.tif", made, transform=from_origin(-9, 12, 0.1, 0.1)), REGIONS, name="g")
    assert found.total() == pytest.approx(70 * 70, rel=0.15)


def test_a_grid_of_children_says_nothing_of_everybody(tmp_path: Path) -> None:
    found = grids.read_grid(write(tmp_path / "g.tif", cells()), REGIONS, name="g", group=Group.CHILDREN)
    assert found.groups == (Group.CHILDREN,)
    with pytest.raises(ValueError, match="how many people"):
        found.of(Group.PEOPLE)


def test_progress_is_told_and_reading_can_be_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grids, "WINDOW", 8)
    path = write(tmp_path / "g.tif", cells())
    told: list[float] = []
    grids.read_grid(path, REGIONS, name="g", progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1
    stop = threading.Event()
    with pytest.raises(grids.Cancelled):
        grids.read_grid(path, REGIONS, name="g", progress=lambda share: stop.set(), cancel=stop)


def refused(path: Path, said: str) -> None:
    with pytest.raises(Refused) as caught:
        grids.read_grid(path, REGIONS, name="g.tif")
    assert said in str(caught.value)


def test_another_coordinate_system_is_refused(tmp_path: Path) -> None:
    refused(write(tmp_path / "g.tif", cells(), crs="EPSG:3857"), "crs: is EPSG:3857")
    refused(write(tmp_path / "h.tif", cells(), crs=None), "crs: is none")
    refused(write(tmp_path / "i.tif", cells(), crs="ESRI:54009"), "bring the grid in WGS 84")


def test_negative_people_are_refused_with_their_cell(tmp_path: Path) -> None:
    made = np.ones((40, 30))
    made[4, 2] = -3
    refused(write(tmp_path / "g.tif", made), "row 5, column 3: -3 people")
    made[4, 2] = -99999
    refused(write(tmp_path / "h.tif", made, nodata=None), "names no such value")


def test_impossible_numbers_are_refused(tmp_path: Path) -> None:
    made = np.ones((40, 30))
    made[1, 1] = 9e8
    refused(write(tmp_path / "g.tif", made), "are these people per cell?")


def test_a_grid_of_another_country_is_refused(tmp_path: Path) -> None:
    refused(write(tmp_path / "g.tif", cells(), transform=from_origin(100, 50, 0.1, 0.1)), "do not touch the chosen regions")
    refused(write(tmp_path / "h.tif", np.full((40, 30), -99999.0)), "nobody inside")


def test_several_bands_and_turned_grids_are_refused(tmp_path: Path) -> None:
    refused(write(tmp_path / "g.tif", cells(), bands=2), "bands: must be one")
    refused(write(tmp_path / "h.tif", cells(), transform=rasterio.Affine(0.1, 0.05, 0, 0.05, -0.1, 4)), "turned or mirrored")


def test_a_huge_grid_is_refused_by_its_head(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grids, "MOST_CELLS", 100)
    refused(write(tmp_path / "g.tif", cells()), "is more than 100 cells")


def test_what_is_no_raster_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "g.tif"
    path.write_bytes(b"II*\x00nonsense")
    refused(path, "not a GeoTIFF")
    path.write_text("<VRTDataset><SRSource>http://example.org</SRSource></VRTDataset>")
    refused(path, "not a GeoTIFF")


def test_a_grid_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "g.tif", cells())
    path.write_bytes(path.read_bytes()[:2000])
    refused(path, "not a GeoTIFF that can be read to its end")


def test_a_grid_in_memory_is_read_like_one_in_a_file(tmp_path: Path) -> None:
    path = write(tmp_path / "g.tif", cells())
    there, here = grids.read_grid(path, REGIONS, name="g"), grids.read_grid(path.read_bytes(), REGIONS, name="g")
    assert (there.of(Group.PEOPLE) == here.of(Group.PEOPLE)).all()
    assert there.origin == here.origin
    with pytest.raises(Refused, match="not a GeoTIFF"):
        grids.read_grid(path.read_bytes()[:40], REGIONS, name="g")
