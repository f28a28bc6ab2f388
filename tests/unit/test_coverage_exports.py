"""What a coordinator takes along: complete, honest, and harmless in a spreadsheet."""

import csv
import io
import itertools
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from coverage_makers import REGIONS, TODAY, grid, listing, settings, supply
from openpyxl import load_workbook

from services import paths
from services.coverage import classes, norms, plan, scenario
from services.coverage.demand import Demand, Group
from services.coverage.exports import cells, files, paper, runfile, sheets
from services.coverage.refusals import Refused
from services.coverage.report import Report, analyse
from services.coverage.scenario import Added, Changed, Scenario
from services.coverage.words import gap_sentence, notes
from services.directory.model import Category, ListingType
from services.language.catalogue import LANGUAGES, translator

NORMS = norms.chosen(norms.read_norms(paths.DATA / "benchmarks.toml"))
EN = translator("en", paths.LOCALE)


def measured(demand: Demand | None = None, **asked: object) -> Report:
    places = supply(listing("corner", 0, 0), listing("other", 0, 1))
    return analyse(settings(**asked), places, (), demand or grid(), REGIONS, NORMS, TODAY, edition="2026-11-24")  # type: ignore[arg-type]


def proposed(report: Report, k: int = 2) -> plan.Plan:
    return plan.quick(report, plan.from_towns(report.demand), k)


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "|cmd", "\uff1dHYPERLINK()"])
def test_text_that_a_spreadsheet_would_run_is_made_plain(text: str) -> None:
    assert cells.safe(text).startswith("'")


@pytest.mark.parametrize("text", ["Nairobi", "Côte d’Ivoire", "Коми", "5 km", "", "a=b"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert cells.safe(text) == text


def test_no_cell_of_any_export_is_a_formula() -> None:
    evil = type(REGIONS)(("XX.01", "XX.02"), ("=HYPERLINK(1)", "@Eastland"), REGIONS.shapes, "+made up")
    people = grid(names=tuple(f"-Town{i}" for i in range(25)))
    report = analyse(settings(), supply(listing("corner", 0, 0)), (), people, evil, NORMS, TODAY)
    given = proposed(report)
    for sheet in sheets.everything(report, given, NORMS, EN):
        for row in table(files.to_csv(sheet, notes(report, EN)))[1:]:
            assert not [value for value in row if re.match(r"[=+@\t\r]|-[^\d]", value)]
    book = load_workbook(io.BytesIO(files.to_xlsx(sheets.everything(report, given, NORMS, EN), datetime(2026, 11, 24, tzinfo=UTC))))
    for tab in book.worksheets:
        assert not [cell for line in tab.iter_rows() for cell in line if cell.data_type == "f"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_has_every_sheet_and_the_notes_with_it(language: str) -> None:
    t = translator(language, paths.LOCALE)
    report = measured()
    content = files.to_xlsx(sheets.everything(report, proposed(report), NORMS, t), datetime(2026, 11, 24, tzinfo=UTC))
    book = load_workbook(io.BytesIO(content))
    assert len(book.sheetnames) == 8
    assert [cell.value for cell in book.worksheets[-1]["A"]][1:] == list(notes(report, t))
    assert not book.properties.creator


def test_hxl_tags_stand_under_the_header_and_every_figure_has_one() -> None:
    report = measured()
    header, tags, first, *rest = table(files.to_hxl(sheets.regions(report, EN), notes(report, EN)))
    assert all(tag.startswith("#") for tag in tags)
    assert len(set(tags)) == len(tags)
    assert {"#adm1+name", "#adm1+code", "#population+people"} <= set(tags)
    assert "never means" in first[-1]
    assert len(rest) == 2
    assert len(header) == len(tags) == len(first)


def test_csv_has_the_country_first_and_then_each_region() -> None:
    report = measured()
    header, *rows = table(files.to_csv(sheets.regions(report, EN)))
    by_name = [dict(zip(header, row, strict=True)) for row in rows]
    assert [row["region_code"] for row in by_name] == ["", "XX.01", "XX.02"]
    assert by_name[0]["people_within_120_km"] == "500"
    assert by_name[2]["listed"] == "0"


def test_geojson_has_shapes_figures_sites_and_no_listing() -> None:
    report = measured()
    content = json.loads(files.to_geojson(report, proposed(report), EN))
    regions = [feature for feature in content["features"] if "region" in feature["properties"]]
    assert [feature["properties"]["listed"] for feature in regions] == [2, 0]
    assert regions[1]["properties"]["note"] == "No listing here"
    assert [feature["geometry"]["type"] for feature in content["features"]] == ["Polygon", "Polygon", "Point", "Point"]
    assert "corner" not in json.dumps(content)
    assert content["notes"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_has_at_most_six_pages_and_says_its_caveats(language: str) -> None:
    t = translator(language, paths.LOCALE)
    report = measured()
    content = paper.to_pdf(report, proposed(report), NORMS, t, paths.STATIC)
    assert content.startswith(b"%PDF")
    assert 1 < content.count(b"/Type /Page\n") <= paper.MOST_PAGES


def test_a_report_with_many_regions_still_fits_on_six_pages() -> None:
    from shapely.geometry import box

    count = 120
    many = type(REGIONS)(
        tuple(f"XX.{i}" for i in range(count)),
        tuple(f"A region with a name that is long enough to need a second line {i}" for i in range(count)),
        tuple(box(i % 12, i // 12, i % 12 + 1, i // 12 + 1) for i in range(count)),
        "made up",
    )
    people = grid(region=np.arange(25, dtype=np.int64))
    report = analyse(settings(), supply(), (), people, many, NORMS, TODAY)
    assert paper.to_pdf(report, proposed(report, 10), NORMS, EN, paths.STATIC).count(b"/Type /Page\n") <= paper.MOST_PAGES


def test_fewer_than_five_people_are_nowhere_a_number() -> None:
    report = measured(grid(1.0))
    header, *rows = table(files.to_csv(sheets.regions(report, EN)))
    within = [dict(zip(header, row, strict=True))["people_within_120_km"] for row in rows]
    assert within == ["5", "<5", "<5"]
    assert "<5" in [row[2] for row in table(files.to_csv(sheets.far(report, EN)))[1:]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_gap_is_explained_in_words_that_speak_of_this_list(language: str) -> None:
    t = translator(language, paths.LOCALE)
    report = measured()
    for gap in report.gaps:
        sentence = gap_sentence(gap, report, t)
        assert sentence.endswith(".")
        assert "{" not in sentence


@pytest.mark.parametrize(
    ("share", "colour"),
    [(0.0, 0), (0.2, 0), (0.21, 1), (0.6, 2), (0.999, 4), (1.0, 4)],
)
def test_classes_take_their_upper_end_in(share: float, colour: int) -> None:
    assert classes.colour(share) == classes.COLOURS[colour]


def test_a_region_with_nobody_has_no_class() -> None:
    assert classes.colour(float("nan")) == classes.NOBODY


def test_classes_differ_in_lightness_so_that_colour_is_not_needed() -> None:
    light = [sum(weight * int(tint[i : i + 2], 16) for weight, i in ((0.299, 1), (0.587, 3), (0.114, 5))) for tint in classes.COLOURS]
    assert all(later - earlier > 20 for earlier, later in itertools.pairwise(light))


def test_regions_that_share_a_shape_are_drawn_as_one() -> None:
    shape = REGIONS.shapes[0]
    shared = type(REGIONS)(("A", "B"), ("A", "B"), (shape, shape), "")
    report = analyse(settings(), supply(listing("corner", 0, 0)), (), grid(), shared, (), TODAY)
    (area,) = classes.areas(report)
    assert area.regions == (0, 1)
    assert area.share == pytest.approx(300 / 2500)


def test_a_run_is_read_back_as_it_was_written() -> None:
    report = measured(detour=1.2)
    run = runfile.read(runfile.write(report, NORMS, {"ke.csv": "ab"}, plan=proposed(report)))
    assert run.settings() == report.settings
    assert run.norms == NORMS
    assert run.found.people == 2500
    assert dict(run.inputs) == {"ke.csv": "ab"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "file"),
        (b"{}", "asked"),
        (b'{"waymark_coverage": 1, "extra": 1}', "extra"),
        (b"[" * 5000, "file"),
        (b" " * 3_000_000, "too large"),
    ],
)
def test_a_file_that_is_no_run_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(Refused) as caught:
        runfile.read(content)
    assert said in str(caught.value)


def test_a_run_of_another_method_is_refused() -> None:
    content = runfile.write(measured(), NORMS, {}).replace(b'"waymark_coverage": 1', b'"waymark_coverage": 99')
    with pytest.raises(Refused, match="method"):
        runfile.read(content)


def test_a_plan_says_what_it_gains_where_and_how_good_it_is() -> None:
    report = measured()
    given = proposed(report, 2)
    assert given.before == 500
    assert given.gain == sum(site.gain for site in given.sites)
    assert [site.gain for site in given.sites] == sorted((site.gain for site in given.sites), reverse=True)
    assert given.limit >= given.gain
    assert set(given.regions_gained) <= set(REGIONS.names)
    assert given.mean_after < given.mean_before


def test_the_answer_for_several_radii_never_reaches_fewer_with_a_larger_one() -> None:
    report = measured()
    reached = [given.after for given in plan.by_radius(report, plan.from_towns(report.demand), 2, (60.0, 120.0, 240.0))]
    assert reached == sorted(reached)


def test_the_fewest_sites_reach_the_share_asked_for() -> None:
    report = measured()
    given = plan.fewest(report, plan.from_towns(report.demand), 0.8)
    assert given.after >= 0.8 * given.total
    assert given.limit <= len(given.sites)
    with pytest.raises(ValueError, match="together reach"):
        plan.fewest(report, plan.from_listings(["a"], ["a"], np.array([0]), np.array([0.0]), np.array([0.0])), 0.9)


def test_sites_that_bring_help_nearer_lower_the_mean_distance() -> None:
    report = measured()
    given = plan.nearest(report, plan.from_towns(report.demand), 1)
    assert given.mean_after < given.mean_before
    assert len(given.sites) == 1


CHANGES = Scenario(
    name="what if",
    country="XX",
    add=(Added(name="new", listing_type=ListingType.HOSPITAL_UNIT, categories=(Category.MEDICAL,), latitude=4, longitude=4),),
    remove=("corner",),
    change=(Changed(id="other", hours="24/7", minimum_age=12, maximum_age=17),),
)


def test_a_scenario_adds_removes_and_changes_and_leaves_the_rest() -> None:
    before = (listing("corner", 0, 0), listing("other", 0, 1), listing("third", 1, 1))
    after = scenario.apply(before, CHANGES)
    assert [place.id for place in after] == ["other", "third", "scenario-1"]
    assert (after[0].hours, after[0].maximum_age) == ("24/7", 17)
    assert after[1] is before[2]
    assert before[0].hours == ""


def test_a_scenario_is_read_back_as_it_was_written() -> None:
    assert scenario.read(scenario.write(CHANGES)) == CHANGES


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"remove": ("nobody",)}, "no listing 'nobody'"),
        ({"change": (Changed(id="corner", minimum_age=18, maximum_age=3),)}, "minimum_age is above"),
    ],
)
def test_a_scenario_that_cannot_be_is_refused(change: dict[str, object], said: str) -> None:
    with pytest.raises(Refused, match=said):
        scenario.apply((listing("corner", 0, 0),), CHANGES.model_copy(update={"remove": (), "change": (), **change}))


@pytest.mark.parametrize("content", [b"", b"{}", b'{"country": "kenya"}', b'{"country": "XX", "add": [{"name": "x"}]}', b"x" * 2_000_000])
def test_a_file_that_is_no_scenario_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        scenario.read(content)


def test_the_command_writes_every_file_and_repeats_its_own_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from services.coverage.__main__ import main

    assert main(["GH", "--category", "medical", "--radius", "50", "--sites", "2", "--out", str(tmp_path), "--today", "2026-11-24"]) == 0
    names = {path.name for path in tmp_path.iterdir()}
    endings = ("-regions.csv", "-gaps.csv", "-regions.hxl.csv", ".geojson", ".pdf", ".run.json", ".xlsx")
    assert names == {f"coverage-gh-medical{end}" for end in endings}
    assert "never means" in capsys.readouterr().out
    assert main(["--run", str(tmp_path / "coverage-gh-medical.run.json"), "--out", str(tmp_path / "again")]) == 0
    assert "the figures are those of the run" in capsys.readouterr().out
    for name in names:
        assert (tmp_path / name).read_bytes() == (tmp_path / "again" / name).read_bytes() or name.endswith(".xlsx")


@pytest.mark.parametrize("given", [["ZZ"], ["GH", "--category", "magic"], ["GH", "--radius", "0"]])
def test_the_command_says_what_is_wrong(given: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from services.coverage.__main__ import main

    assert main([*given, "--out", str(tmp_path)]) == 2
    assert capsys.readouterr().err


def test_groups_have_names() -> None:
    assert {group.value for group in Group} == {"people", "children", "women"}
