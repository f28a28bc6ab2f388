"""A deployer's tiles come from a folder or a file of theirs, and an unusable setting says how to mend it."""

from pathlib import Path

import pytest
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from starlette.applications import Starlette
from starlette.testclient import TestClient

from services.maps.answer_map import answer_map
from services.maps.tiles import ADDRESS, Tiles, UnusableTiles, configured
from services.places.model import Place
from web.tiles import routes

PNG = b"\x89PNG\r\n\x1a\n" + b"tile"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "3" / "4"
    place.mkdir(parents=True)
    (place / "2.png").write_bytes(PNG)
    return tmp_path


def packed(path: Path, kind: TileType = TileType.PNG) -> Path:
    with path.open("wb") as handle:
        writer = Writer(handle)
        writer.write_tile(zxy_to_tileid(3, 4, 2), PNG)
        header = {"tile_type": kind, "tile_compression": Compression.NONE, "min_zoom": 0, "max_zoom": 3, "min_lon_e7": 0, "min_lat_e7": 0}
        writer.finalize({**header, "max_lon_e7": 0, "max_lat_e7": 0, "center_zoom": 0, "center_lon_e7": 0, "center_lat_e7": 0}, {})
    return path


def test_a_folder_gives_its_tiles_and_nothing_else(folder: Path) -> None:
    tiles = Tiles(folder, "ours")
    assert tiles.get(3, 4, 2) == (PNG, "image/png")
    assert tiles.get(3, 4, 3) is None


def test_a_pmtiles_file_gives_its_tiles(tmp_path: Path) -> None:
    tiles = Tiles(packed(tmp_path / "land.pmtiles"), "ours")
    assert tiles.get(3, 4, 2) == (PNG, "image/png")
    assert tiles.get(3, 0, 0) is None


@pytest.mark.parametrize("zxy", [(-1, 0, 0), (3, 8, 0), (3, 0, -1), (99, 0, 0)])
def test_what_is_outside_the_grid_is_no_tile(folder: Path, zxy: tuple[int, int, int]) -> None:
    assert Tiles(folder, "ours").get(*zxy) is None


def test_nothing_set_means_our_own_base_map() -> None:
    assert configured({}) is None
    assert routes(None) == []


def test_unusable_settings_say_how_to_mend_them(tmp_path: Path) -> None:
    with pytest.raises(UnusableTiles, match="not there"):
        configured({"WAYMARK_TILES": str(tmp_path / "no"), "WAYMARK_TILES_ATTRIBUTION": "x"})
    with pytest.raises(UnusableTiles, match="ATTRIBUTION"):
        configured({"WAYMARK_TILES": str(tmp_path)})
    broken = tmp_path / "broken.pmtiles"
    broken.write_bytes(b"nothing")
    for path in (broken, packed(tmp_path / "vector.pmtiles", TileType.MVT)):
        with pytest.raises(UnusableTiles, match="tiles cannot be drawn"):
            configured({"WAYMARK_TILES": str(path), "WAYMARK_TILES_ATTRIBUTION": "x"})


def test_tiles_are_served_from_our_own_address(folder: Path) -> None:
    client = TestClient(Starlette(routes=routes(configured({"WAYMARK_TILES": str(folder), "WAYMARK_TILES_ATTRIBUTION": "Us"}))))
    answer = client.get("/tiles/3/4/2")
    assert answer.content == PNG
    assert answer.headers["content-type"] == "image/png"
    assert client.get("/tiles/3/4/3").status_code == 404


def test_the_map_asks_our_address_and_names_the_source() -> None:
    page = str(answer_map([], Place("Nairobi", "KE", -1.28, 36.82), tiles_url=ADDRESS, attribution="Made by us").get_root().render())
    assert ADDRESS in page
    assert "Made by us" in page
    assert "base.topo.json" not in page
