"""The one Jinja2 environment of our own pages: every value is escaped."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, StrictUndefined

from services.templates import LeanLoader

FOLDERS = (Path(__file__).parent / "shell", Path(__file__).parent / "plain")
ENVIRONMENT = Environment(
    loader=LeanLoader(FOLDERS), auto_reload=False, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def render(name: str, **values: object) -> str:
    """Render a template of ours; a value it needs and does not get is an error, not a gap."""
    return ENVIRONMENT.get_template(name).render(**values)
