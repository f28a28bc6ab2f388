"""A whole run as a small file: what was asked, of which inputs (by checksum), so that somebody else can repeat it and see the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import Field, ValidationError

from services.coverage.norms import Norm
from services.coverage.plan import Plan
from services.coverage.refusals import Refusal, Refused
from services.coverage.report import Report, Settings
from services.coverage.scenario import Scenario
from services.coverage.supply import what
from services.directory.model import Frozen
from services.language.catalogue import N_

#: Changes when the same inputs would give other figures.
METHOD = 1
MOST_BYTES = 2_000_000


class Asked(Frozen):
    """The settings as they stand in a file."""

    country: str = Field(pattern=r"^[A-Z]{2}$")
    what: str = Field(max_length=40)
    radius: float = Field(gt=0, le=2000)
    radii: tuple[float, ...] = Field(max_length=12)
    detour: float = Field(ge=1, le=5)
    group: str = Field(max_length=20)
    with_unconfirmed: bool = False
    languages: tuple[str, ...] = Field((), max_length=50)


class Found(Frozen):
    """Figures by which a repeated run is compared."""

    listed: int
    people: float
    within: float
    gaps: int
    sites: tuple[str, ...] = ()


class Run(Frozen):
    """One run: method, day, edition, what was asked, which norms, the scenario, and the SHA-256 of every input by name."""

    waymark_coverage: int
    day: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    edition: str = ""
    asked: Asked
    norms: tuple[Norm, ...] = ()
    scenario: Scenario | None = None
    inputs: Mapping[str, str] = Field(default_factory=dict)
    found: Found

    def settings(self) -> Settings:
        """Give the settings; ``ValueError`` where they ask for what does not exist."""
        from services.coverage.demand import Group

        asked = self.asked
        values = (what(asked.what), asked.radius, asked.radii, asked.detour, Group(asked.group), asked.with_unconfirmed, asked.languages)
        return Settings(asked.country, *values)


def write(
    report: Report, norms: Sequence[Norm], inputs: Mapping[str, str], *, scenario: Scenario | None = None, plan: Plan | None = None
) -> bytes:
    """Write a run; it holds no listing and nothing about whoever made it."""
    settings = report.settings
    asked = Asked(
        country=settings.country,
        what=settings.what.code,
        radius=settings.radius,
        radii=settings.radii,
        detour=settings.detour,
        group=settings.group.value,
        with_unconfirmed=settings.with_unconfirmed,
        languages=settings.languages,
    )
    found = Found(
        listed=report.whole.listed,
        people=report.whole.people,
        within=report.whole.within[settings.radius],
        gaps=sum(bool(gap.difference) for gap in report.gaps),
        sites=tuple(site.name for site in plan.sites) if plan else (),
    )
    run = Run(
        waymark_coverage=METHOD,
        day=report.today.isoformat(),
        edition=report.edition,
        asked=asked,
        norms=tuple(norms),
        scenario=scenario,
        inputs=dict(sorted(inputs.items())),
        found=found,
    )
    return (json.dumps(run.model_dump(mode="json"), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read(content: bytes, name: str = "run") -> Run:
    """Read a run; raises ``Refused`` by field where it is not one, is too large, or was made by another method."""
    if len(content) > MOST_BYTES:
        raise Refused([Refusal(name, None, "file", N_("is too large for a run"))])
    try:
        run = Run.model_validate_json(content)
    except ValidationError as error:
        faults = [
            Refusal(name, None, ".".join(str(part) for part in fault["loc"]) or "file", "{reason}", {"reason": fault["msg"]})
            for fault in error.errors(include_url=False)
        ]
        raise Refused(faults) from error
    if run.waymark_coverage != METHOD:
        raise Refused(
            [
                Refusal(
                    name,
                    None,
                    "waymark_coverage",
                    N_("is {number}; this program calculates by method {wanted}"),
                    {"number": run.waymark_coverage, "wanted": METHOD},
                )
            ]
        )
    return run


def checksums(paths: Sequence[Path]) -> dict[str, str]:
    """Give the SHA-256 of files by their names; one that is missing is left out."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()}
