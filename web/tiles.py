"""Serves a deployer's own map tiles from our address: they show a region to everybody alike."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.maps.tiles import Tiles


def routes(tiles: Tiles | None) -> list[Route]:
    """Make the route of the tiles, or none where a deployer has set none."""
    if tiles is None:
        return []

    async def tile(request: Request) -> Response:
        found = await run_in_threadpool(tiles.get, request.path_params["z"], request.path_params["x"], request.path_params["y"])
        return Response(found[0], media_type=found[1]) if found else Response(status_code=404)

    return [Route("/tiles/{z:int}/{x:int}/{y:int}", tile)]
