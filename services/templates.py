"""The one setting of Jinja2 for what services draw: escaped, and a value that lacks is an error, not a gap."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup


class LeanLoader(FileSystemLoader):
    """Reads templates without the spaces that set them out for us: on a slow line they only cost."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, path, is_current = super().get_source(environment, template)
        return re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE), path, is_current


@cache
def environment(folder: Path) -> Environment:
    """Give the environment of one room's templates."""
    return Environment(
        loader=LeanLoader(folder),
        auto_reload=False,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def draw(folder: Path, template: str, **values: object) -> Markup:
    """Fill a template of a room; every value that is not markup already is escaped."""
    return Markup(environment(folder).get_template(template).render(**values))  # noqa: S704  # escaped by the template
