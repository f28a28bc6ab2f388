"""How fresh and how complete the directory is: what every other figure rests on."""

from __future__ import annotations

import numpy as np

from services.coverage.exports.cells import cell, rounded
from services.coverage.exports.sheets import Column, Sheet
from services.coverage.report import Report, Row
from services.coverage.supply import Supply
from services.coverage.words import CONFIDENCE
from services.language.catalogue import Translator

#: Upper ends in months of the classes of age.
AGES = (6.0, 12.0, 24.0, 60.0)


def ages(supply: Supply, t: Translator) -> Sheet:
    """Count the places of every kind of help by the age of their facts; the undated stand last."""
    months = supply.age_months[supply.helping]
    counts = np.bincount(np.searchsorted(AGES, months[~np.isnan(months)]), minlength=len(AGES) + 1).tolist()
    lower = (0.0, *AGES)
    names = [t("{low} to {high} months", low=t.number(low), high=t.number(high)) for low, high in zip(lower, AGES, strict=False)]
    names += [t("over {low} months", low=t.number(AGES[-1])), t("undated")]
    return _counted("ages", t("Age of the facts"), names, [*counts, int(np.isnan(months).sum())], t)


def positions(supply: Supply, t: Translator) -> Sheet:
    """Count the places of every kind of help by how well their position is known."""
    helping = supply.helping
    exact, town, none = helping & supply.precise, helping & supply.point & ~supply.precise, helping & ~supply.point
    names = [t("exact position"), t("town only"), t("no position, or kept secret")]
    return _counted("positions", t("How well positions are known"), names, [int(part.sum()) for part in (exact, town, none)], t)


def _counted(key: str, title: str, names: list[str], counts: list[int], t: Translator) -> Sheet:
    return Sheet(key, title, (Column("class", title), Column("places", t("Places"))), tuple(zip(names, counts, strict=True)))


def completeness(report: Report, t: Translator) -> Sheet:
    """Give for the country and each region what is known there."""
    columns = (
        Column("region", t("Region"), "#adm1+name"),
        Column("known", t("Places of any kind listed"), "#service+known+num"),
        Column("unconfirmed", t("Unconfirmed, of them"), "#service+unconfirmed+num"),
        Column("imprecise", t("Without an exact position, of them"), "#service+imprecise+num"),
        Column("undated", t("Undated, of them"), "#service+undated+num"),
        Column("median_months", t("Median age in months"), "#indicator+age"),
        Column("fresh", t("Confirmed within 12 months: of those measured"), "#service+fresh"),
        Column("confidence", t("Confidence"), "#meta+confidence"),
    )
    rows = [(t.country(report.settings.country), report.whole), *((row.name, row) for row in report.rows)]
    return Sheet("completeness", t("How complete"), columns, tuple(_known(name, row, t) for name, row in rows))


def _known(name: str, row: Row, t: Translator) -> tuple[str | int | float | None, ...]:
    known, fresh = row.completeness, row.qualities["fresh"]
    return (
        cell(name),
        known.known,
        known.unconfirmed,
        known.withheld + known.town_only,
        known.undated,
        rounded(known.median_months, 0),
        t("{yes} of {all}", yes=t.number(fresh.yes), all=t.number(fresh.yes + fresh.no + fresh.unknown)),
        t(CONFIDENCE[known.confidence]),
    )
