"""The coverage page: figures with their caveats, every part in every language, uploads and scenarios that cannot break it."""

import json
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import coverage_controls
from services import paths
from services.language.catalogue import LANGUAGES, translator
from services.language.missing import translations

PARTS = tuple(coverage_controls.PARTS)


def visit(country: str = "GH", language: str = "en", part: str = "", **state: object) -> AppTest:
    at = AppTest.from_file(str(paths.ROOT / "pages" / "coverage.py"), default_timeout=60)
    at.session_state["language"] = language
    at.session_state["country"] = country
    for key, value in ({"coverage_part": part} if part else {}).items() | state.items():
        at.session_state[key] = value
    return at.run()


def show(at: AppTest, part: str) -> AppTest:
    return at.button_group(key="coverage_part").set_value(part).run()


def words(at: AppTest) -> str:
    kinds = (at.title, at.markdown, at.caption, at.info, at.warning, at.success, at.subheader)
    said = [str(element.value) for kind in kinds for element in kind] + [str(block.body) for block in at.get("html")]
    said += [
        str(widget.label) for kind in ("button", "selectbox", "checkbox", "radio", "text_input", "multiselect") for widget in at.get(kind)
    ]
    return "\n".join(said)


def figure(at: AppTest, place: int = 0) -> str:
    return str(at.metric[place].value)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_opens_in_every_language_with_its_caveats_first(language: str, part: str) -> None:
    at = visit(language=language, part=part)
    t = translator(language, paths.LOCALE)
    assert not at.exception
    said = words(at)
    assert t('These figures count what is listed here. "No listing here" never means "no service here".') in said
    assert "{" not in said.replace('"{', "")
    if language != "en":
        own = [
            message
            for message, local in translations(language, paths.LOCALE).items()
            if isinstance(message, str) and message != local and len(message) > 14 and "{" not in message
        ]
        assert [message for message in own if f"\n{message}\n" in f"\n{said}\n"] == []


def test_without_a_country_the_page_asks_for_one() -> None:
    at = visit("")
    assert not at.exception
    assert "Pick a country above." in words(at)


@pytest.mark.parametrize("part", PARTS)
def test_a_country_with_nothing_listed_still_gives_its_figures(part: str) -> None:
    at = visit("TD", part=part)
    assert not at.exception
    assert "nothing is listed here yet" in words(at)


def test_another_kind_of_help_gives_other_figures() -> None:
    at = visit("ZA")
    before = figure(at)
    at.selectbox(key="coverage_what").set_value("legal").run()
    assert not at.exception
    assert figure(at) != before


def test_what_was_set_in_one_part_holds_in_the_others() -> None:
    at = visit("GH", part="data")
    at.slider(key="coverage_detour").set_value(1.5).run()
    show(at, "sure")
    assert "Distances are straight lines times 1.5." in words(at)
    show(at, "data")
    assert at.slider(key="coverage_detour").value == 1.5


def test_several_countries_stand_side_by_side_and_are_no_ranking() -> None:
    at = visit("GH", part="data")
    at.multiselect(key="coverage_beside").set_value(["KE", "ZA"]).run()
    show(at, "glance")
    assert not at.exception
    assert "These rows are no ranking." in words(at)
    assert list(at.dataframe[0].value["Name"]) == ["Ghana", "Kenya", "South Africa"]
    show(at, "map")
    assert {"Ghana", "Kenya", "South Africa"} <= {str(one.value) for one in at.subheader}


@pytest.mark.parametrize("goal", ["most_people", "fewest_sites", "nearest_on_average"])
def test_every_question_about_new_sites_is_answered_and_can_be_proved(goal: str) -> None:
    at = visit("GH", part="sites")
    at.radio(key="coverage_goal").set_value(goal).run()
    assert not at.exception
    assert "People counted within 50 km:" in words(at)
    if [button for button in at.button if button.key == "coverage_exact"]:
        at.button(key="coverage_exact").click().run()
        assert not at.exception
    assert "No other choice is better by this measure." in words(at)
    show(at, "files")
    show(at, "sites")
    assert "No other choice is better by this measure." in words(at), "a proven answer stays while the question does"


def test_places_of_another_kind_may_be_upgraded() -> None:
    from services.directory import edition

    at = visit("ZA", part="sites", coverage_what="psychological", coverage_radius=10)
    at.selectbox(key="coverage_candidates").set_value("social_services").run()
    assert not at.exception
    own = {one.name for one in edition.load(paths.LISTINGS).by_country["ZA"] if one.listing_type == "social_services"}
    assert set(at.table[0].value["Site"]) <= own


def test_a_norm_can_be_switched_off_and_its_figure_changed() -> None:
    at = visit("GH", part="gaps")
    assert "RC-IC asks for" in words(at)
    before = next(line for line in words(at).splitlines() if "RC-IC asks for" in line)
    at.number_input(key="coverage_per_RC-IC").set_value(1_000_000).run()
    assert before not in words(at)
    assert "your own figure: one for every 1,000,000 people" in words(at)
    at.checkbox(key="coverage_norm_RC-IC").uncheck().run()
    assert not at.exception
    assert "RC-IC asks for" not in words(at)


def test_norms_whose_source_was_not_read_are_off_and_marked() -> None:
    at = visit("GH", part="gaps")
    for code in ("CC", "EmOC"):
        box = at.checkbox(key=f"coverage_norm_{code}")
        assert not box.value
        assert "source not read: off" in box.label
        box.check().run()
        assert f"{code} asks for" not in words(at), "without a figure there is nothing to judge by"


def test_a_norm_of_ones_own_is_judged_and_can_be_taken_out() -> None:
    at = visit("GH", part="gaps")
    at.text_input(key="coverage_own_code").set_value("MINE")
    at.multiselect(key="coverage_own_types").set_value(["hospital_unit"])
    at.number_input(key="coverage_own_per").set_value(250_000)
    next(button for button in at.button if button.label == "Add the norm").click().run()
    assert not at.exception
    assert "MINE asks for" in words(at)
    at.button(key="coverage_drop_MINE").click().run()
    assert "MINE asks for" not in words(at)


@pytest.mark.parametrize("code", ["", "RC-IC", "=1+1"])
def test_a_norm_that_cannot_be_is_refused(code: str) -> None:
    at = visit("GH", part="gaps")
    at.text_input(key="coverage_own_code").set_value(code)
    at.multiselect(key="coverage_own_types").set_value(["hospital_unit"])
    next(button for button in at.button if button.label == "Add the norm").click().run()
    assert not at.exception
    assert at.warning


def bring(at: AppTest, kind: str, name: str, content: bytes) -> AppTest:
    show(at, "data")
    box = next(one for one in at.file_uploader if str(one.key).startswith(f"coverage_{kind}_"))
    return box.upload(name, content, "application/octet-stream").run()


@pytest.mark.parametrize(
    ("kind", "name", "content", "said"),
    [
        ("table", "people.csv", b"region,population\nAshanti,-5\n", "row 2, population"),
        ("table", "people.xlsx", b"PK\x03\x04 nonsense", "is broken"),
        ("table", "people.csv", b"\x00\x01", "neither CSV nor XLSX"),
        ("grid", "people.tif", b"not a raster", "not a GeoTIFF"),
        ("boundaries", "regions.geojson", b'{"type": "FeatureCollection", "features": [5]}', "row 1, geometry"),
        ("boundaries", "regions.geojson", b"\xff\xfe", "is not UTF-8"),
        ("times", "times.csv", b"from,to,minutes\nNowhere,x,5\n", "no pair of a town"),
    ],
)
def test_a_bad_file_is_named_by_row_or_field_and_the_page_stays(kind: str, name: str, content: bytes, said: str) -> None:
    at = visit("GH")
    before = figure(at)
    bring(at, kind, name, content)
    assert not at.exception
    assert said in "\n".join(str(code.value) for code in at.code)
    show(at, "glance")
    assert figure(at) == before
    assert any("The figures below are without it." in str(one.value) for one in at.warning)


def test_a_table_is_counted_from_and_can_be_taken_out() -> None:
    at = visit("GH")
    before = figure(at, 2), at.metric[1].value
    bring(at, "table", "people.csv", b"region,population,children,women\n#adm1+name,#population,,\nAshanti,1000,400,500\nNowhere,5,1,1\n")
    assert not at.exception
    assert "Not matched, left out: Nowhere" in words(at)
    assert at.radio(key="coverage_group").options == ["People", "Children", "Women"]
    show(at, "glance")
    assert "those of the table people.csv" in words(at)
    at.radio(key="coverage_group").set_value("children").run()
    assert not at.exception
    show(at, "data")
    at.button(key="coverage_drop_table").click().run()
    show(at, "glance")
    assert (figure(at, 2), at.metric[1].value) == before


def grid(west: float, north: float) -> bytes:
    from rasterio.io import MemoryFile
    from rasterio.transform import from_origin

    cells = np.full((40, 40), 25.0, dtype=np.float32)
    shape: dict[str, Any] = {"driver": "GTiff", "height": 40, "width": 40, "count": 1, "dtype": "float32", "crs": "EPSG:4326"}
    with MemoryFile() as file:
        with file.open(**shape, transform=from_origin(west, north, 0.05, 0.05)) as raster:
            raster.write(cells, 1)
        return bytes(file.read())


def test_a_grid_is_read_in_memory_and_takes_the_place_of_a_table() -> None:
    at = visit("GH")
    bring(at, "table", "people.csv", b"region,population\nAshanti,1000\n")
    bring(at, "grid", "grid.tif", grid(-2.0, 8.0))
    assert not at.exception
    assert "In use: grid.tif" in words(at)
    assert "In use: people.csv" not in words(at)
    assert "those of the grid grid.tif" in words(at)
    bring(at, "grid", "far.tif", grid(100.0, 8.0))
    assert "do not touch the chosen regions" in "\n".join(str(code.value) for code in at.code)


def test_other_boundaries_make_other_regions_and_those_of_another_country_are_refused() -> None:
    def square(west: float, south: float) -> bytes:
        ring = [[west, south], [west + 4, south], [west + 4, south + 4], [west, south + 4], [west, south]]
        shape = {"type": "Feature", "properties": {"name": "One"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        return json.dumps({"type": "FeatureCollection", "features": [shape]}).encode()

    at = visit("GH")
    bring(at, "boundaries", "one.geojson", square(-3.0, 4.5))
    show(at, "glance")
    assert not at.exception
    assert figure(at, 3).endswith("of 1")
    bring(at, "boundaries", "far.geojson", square(100.0, 4.5))
    assert "is it the right country" in "\n".join(str(code.value) for code in at.code)
    show(at, "glance")
    assert figure(at, 3).endswith("of 16")


def test_travel_times_make_radii_minutes_and_no_straight_line_is_mixed_in() -> None:
    from services.directory import edition

    clinic = next(one for one in edition.load(paths.LISTINGS).by_country["GH"] if not one.is_remote and "medical" in one.categories)
    at = visit("GH")
    bring(at, "times", "times.csv", f"from,to,minutes\nTamale,{clinic.id},30\n".encode())
    show(at, "glance")
    assert not at.exception
    assert at.selectbox(key="coverage_minutes").value == 60
    assert "within 60 minutes" in words(at)
    show(at, "sites")
    assert "Take the travel times out" in words(at)
    show(at, "gaps")
    at.checkbox(key="coverage_norm_T-2H").check().run()
    assert "be within 120 minutes" in words(at)


def test_a_scenario_is_made_compared_left_and_loaded_again() -> None:
    at = visit("GH", part="what_if")
    at.text_input(key="coverage_add_name").set_value("New clinic")
    next(button for button in at.button if button.label == "Add it to the scenario").click().run()
    assert not at.exception
    assert "Added: New clinic" in words(at)
    assert "These are the figures of a scenario" in words(at)
    listed = at.table[0].value
    assert list(listed.columns) == ["What", "As listed", "This scenario"]
    assert int(listed["This scenario"].iloc[0]) == int(listed["As listed"].iloc[0]) + 1
    at.text_input(key="coverage_scenario_name").set_value("A")
    at.button(key="coverage_keep").click().run()
    at.button(key="coverage_clear").click().run()
    assert "These are the figures of a scenario" not in words(at)
    assert list(at.table[0].value.columns) == ["What", "As listed", "A"]


def test_places_can_be_left_out_or_changed_and_each_step_undone() -> None:
    at = visit("GH", part="what_if")
    first = at.selectbox(key="coverage_remove_which").options[0]
    at.selectbox(key="coverage_remove_which").select_index(0).run()
    at.button(key="coverage_remove").click().run()
    assert f"Left out: {first}" in words(at)
    at.selectbox(key="coverage_change_which").select_index(0).run()
    hours = next(one for one in at.text_input if str(one.key).startswith("coverage_change_hours"))
    hours.set_value("24/7")
    next(button for button in at.button if button.label == "Change it in the scenario").click().run()
    assert not at.exception
    assert "Changed: " in words(at)
    at.button(key="coverage_undo_1").click().run()
    at.button(key="coverage_undo_0").click().run()
    assert "Left out: " not in words(at)
    assert "Changed: " not in words(at)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{}", "country"),
        (b'{"country": "KE"}', "is a scenario for Kenya"),
        (b'{"country": "GH", "remove": ["nobody"]}', "no listing 'nobody' in GH"),
    ],
)
def test_a_scenario_that_cannot_be_used_is_said_so(content: bytes, said: str) -> None:
    at = visit("GH", part="what_if")
    at.file_uploader(key="coverage_scenario").upload("mine.json", content, "application/json").run()
    at.button(key="coverage_use_scenario").click().run()
    assert not at.exception
    assert said in "\n".join(str(code.value) for code in at.code)


def test_a_saved_scenario_is_in_force_once_it_is_loaded() -> None:
    at = visit("GH", part="what_if")
    place = {"name": "Loaded", "listing_type": "hospital_unit", "categories": ["medical"], "latitude": 9.4, "longitude": -0.85}
    at.file_uploader(key="coverage_scenario").upload(
        "a.json", json.dumps({"country": "GH", "add": [place]}).encode(), "application/json"
    ).run()
    at.button(key="coverage_use_scenario").click().run()
    assert not at.exception
    assert "Added: Loaded" in words(at)


def test_forgetting_lets_go_of_everything_that_was_brought() -> None:
    at = visit("GH")
    bring(at, "table", "people.csv", b"region,population\nAshanti,1000\n")
    brought = at.session_state["coverage_brought"]
    frame = AppTest.from_file(str(paths.ROOT / "pages" / "frame.py"), default_timeout=60)
    frame.session_state["coverage_brought"] = brought
    frame.run()
    frame.button(key="forget").click().run()
    assert not frame.exception
    assert "coverage_brought" not in frame.session_state
