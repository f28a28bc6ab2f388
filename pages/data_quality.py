"""Needs checking: which listings a caseworker should doubt and a curator should check, country by country."""

from pages.ui import cached, quality_view, state
from services.directory import quality

t = state.t()
findings = quality.needs_checking(cached.directory(), state.now().date(), state.country())
quality_view.show(findings, cached.directory().problems, state.country(), t)
