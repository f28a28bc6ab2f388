"""The whole answer without script: pages of words and forms, small enough for one round trip on a slow line."""

from web.plain.pages import routes
from web.plain.sources import Sources

__all__ = ["Sources", "routes"]
