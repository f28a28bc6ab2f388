"""Writes the tables of a report as CSV, HXL-tagged CSV, XLSX and GeoJSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from shapely.geometry import mapping

from services.coverage.exports.cells import count, rounded
from services.coverage.exports.sheets import Sheet
from services.coverage.plan import Plan
from services.coverage.report import Report
from services.coverage.words import NOT_LISTED, completeness_note, notes
from services.language.catalogue import Translator


def to_csv(sheet: Sheet, caveats: Sequence[str] = ()) -> bytes:
    """Write one table with the stable column keys, UTF-8 with a mark so that spreadsheets read it right.

    ``caveats`` fill a last column of the first row, so that they stay with the figures.
    """
    return _csv(sheet, tags=False, caveats=caveats)


def to_hxl(sheet: Sheet, caveats: Sequence[str] = ()) -> bytes:
    """Write one table with a row of HXL tags under the header, as in 4W practice; columns without a tag are left out."""
    kept = [place for place, column in enumerate(sheet.columns) if column.tag]
    columns = tuple(sheet.columns[place] for place in kept)
    rows = tuple(tuple(row[place] for place in kept) for row in sheet.rows)
    return _csv(Sheet(sheet.key, sheet.title, columns, rows), tags=True, caveats=caveats)


def _csv(sheet: Sheet, *, tags: bool, caveats: Sequence[str]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    extra = ["notes"] if caveats else []
    writer.writerow([column.key for column in sheet.columns] + extra)
    if tags:
        writer.writerow([column.tag for column in sheet.columns] + (["#description+notes"] if extra else []))
    for number, row in enumerate(sheet.rows):
        said = [" ".join(caveats) if number == 0 else ""] if extra else []
        writer.writerow(["" if value is None else value for value in row] + said)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(sheets: Sequence[Sheet], created: datetime) -> bytes:
    """Write a workbook, one tab for each table; every text is a text, never a formula, and nothing says who made it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        tab = book.create_sheet(sheet.title[:31].translate({ord(sign): " " for sign in "[]:*?/\\"}))
        for column, head in enumerate(sheet.columns, start=1):
            place = tab.cell(1, column)
            _text(place, head.label)
            place.font = Font(bold=True)
            place.alignment = Alignment(wrap_text=True, vertical="top")
            widest = max([len(head.label) / 2, *(len(str(row[column - 1] or "")) for row in sheet.rows[:200])], default=10)
            tab.column_dimensions[get_column_letter(column)].width = min(90.0, max(9.0, widest + 2))
        for line, row in enumerate(sheet.rows, start=2):
            for column, value in enumerate(row, start=1):
                place = tab.cell(line, column)
                if isinstance(value, str):
                    _text(place, value)
                else:
                    place.value = value
        tab.freeze_panes = "B2" if len(sheet.columns) > 2 else "A2"
    book.properties.creator = ""
    book.properties.created = book.properties.modified = created.replace(tzinfo=None)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text(place: SheetCell | MergedCell, value: str) -> None:
    if isinstance(place, MergedCell):
        return
    place.value = value
    place.data_type = "s"
    if len(value) > 60:
        place.alignment = Alignment(wrap_text=True, vertical="top")


def to_geojson(report: Report, plan: Plan | None, t: Translator) -> bytes:
    """Write the regions with their figures, and the proposed sites as points; no listing's position is in it.

    A region without a shape has a null geometry, and ``shape_shared`` says that a shape shows several regions together. ``median`` is
    null and ``note`` says so where nothing is listed.
    """
    features: list[dict[str, Any]] = []
    shared = {position for _, positions in report.regions.areas if len(positions) > 1 for position in positions}
    for position, (row, area) in enumerate(zip(report.rows, report.regions.shapes, strict=True)):
        share = row.share(report.settings.radius)
        properties = {
            "region": row.name,
            "region_code": row.code,
            "listed": row.listed,
            "unconfirmed": row.unconfirmed,
            "people": count(row.people),
            "share_within": rounded(share, 4),
            "shape_shared": position in shared,
            "radius": report.settings.radius,
            "median": rounded(row.median),
            "points_beyond": row.beyond,
            "confidence": row.completeness.confidence.value,
            "completeness": completeness_note(row.completeness, t),
            "note": "" if row.listed else t(NOT_LISTED),
        }
        features.append({"type": "Feature", "properties": properties, "geometry": None if area is None else _rounded(mapping(area))})
    for number, site in enumerate(plan.sites if plan else (), start=1):
        point = {"type": "Point", "coordinates": [round(site.longitude, 4), round(site.latitude, 4)]}
        features.append(
            {"type": "Feature", "properties": {"proposed_site": number, "name": site.name, "gain": count(site.gain)}, "geometry": point}
        )
    content = {"type": "FeatureCollection", "notes": list(notes(report, t)), "features": features}
    return json.dumps(content, ensure_ascii=False, allow_nan=False).encode()


def _rounded(shape: Any) -> dict[str, Any]:
    def walk(value: Any) -> Any:
        return [walk(part) for part in value] if isinstance(value, (list, tuple)) else round(float(value), 4)

    return {"type": shape["type"], "coordinates": walk(shape["coordinates"])}
