"""One run from question to answer: takes the directory, the gazetteer and what was brought, and gives the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from services.coverage import scenario as what_if
from services.coverage.demand import Demand
from services.coverage.matrix import TravelTimes
from services.coverage.norms import Norm
from services.coverage.qualities import official_languages
from services.coverage.report import Report, Settings, analyse
from services.coverage.scenario import Scenario
from services.coverage.supply import Supply, gather
from services.coverage.territory import Territory
from services.directory.edition import Directory
from services.directory.model import Listing


@dataclass(frozen=True)
class Study:
    """Everything needed to measure one country again and again with other settings."""

    directory: Directory
    territory: Territory
    norms: tuple[Norm, ...]
    today: date
    demand: Demand | None = None
    scenario: Scenario | None = None
    times: TravelTimes | None = None
    inputs: Mapping[str, str] = field(default_factory=dict)

    @property
    def people(self) -> Demand:
        """The demand that was brought, else the country's towns."""
        return self.territory.towns if self.demand is None else self.demand

    @property
    def listings(self) -> Sequence[Listing]:
        """The country's listings, as they would be under the scenario where there is one."""
        own = self.directory.by_country.get(self.territory.country, ())
        return what_if.apply(own, self.scenario) if self.scenario else own

    def supply(self) -> Supply:
        """Gather the country's places."""
        return gather(self.listings, self.territory.regions, self.today)

    def run(self, settings: Settings) -> Report:
        """Measure; without named languages the country's official ones count."""
        if settings.country != self.territory.country:
            raise ValueError(f"these are the settings of {settings.country}, not of {self.territory.country}")
        asked = settings if settings.languages else replace(settings, languages=official_languages(settings.country))
        lines = [listing for listing in self.listings if listing.is_remote]
        found = analyse(
            asked,
            self.supply(),
            lines,
            self.people,
            self.territory.regions,
            self.norms,
            self.today,
            edition=self.directory.edition,
            times=self.times,
        )
        return replace(found, what_if=self.scenario is not None and not self.scenario.is_empty)
