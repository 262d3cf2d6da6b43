"""A scenario set in a form: what it comes to as a file, its fan as a picture, and what is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from xml.etree import ElementTree

import pytest
from served import client, filled
from starlette.testclient import TestClient

from muster.claims.errors import ScenarioError
from muster.desk.settings import Settings
from muster.desk.sketching import Sketch, scenario_of, text_of
from muster.outlook import named
from muster.web.fan import Line, fan


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    its: Settings = filled(tmp_path_factory.mktemp("ledger"))
    return client(its)


def test_a_sketch_is_what_its_text_is_as_a_file(tmp_path: Path) -> None:
    sketch = Sketch(
        base="as-now", months="18", recruits="20,000 to 25,000 recruits a month", losses="x 1.2", returning="45 to 60 %",
        mobilise="300 thousand people", mobilise_from="month 3", ceasefire="month 12",
    )  # fmt: skip
    file = tmp_path / "scenario.toml"
    file.write_text(text_of(sketch), encoding="utf-8")
    of_file, of_form = named(str(file)), scenario_of(sketch)
    assert of_form.horizon == of_file.horizon == 18
    assert [(one.lever, one.to, one.by) for one in of_form.changes] == [
        (one.lever, one.to, one.by) for one in of_file.changes
    ]
    assert of_form.mobilisations[0].people == of_file.mobilisations[0].people
    assert of_form.ceasefire == of_file.ceasefire


def test_an_empty_sketch_is_its_base() -> None:
    plain, base = scenario_of(Sketch()), named("as-now")
    assert (plain.horizon, plain.changes, plain.floors) == (base.horizon, base.changes, base.floors)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("recruits", "many"),
        ("losses", "-5 people a month"),
        ("ceasefire", "soon"),
        ("mobilise", "300"),
        ("recruits", 'x"\n[pay]\nbonus = 1'),
    ],
)
def test_what_is_no_quantity_is_refused_in_words(browser: TestClient, field: str, value: str) -> None:
    with pytest.raises(ScenarioError, match="the form, line"):
        scenario_of(Sketch(**{field: value}))
    answer = browser.get("/outlook", params={"party": "RU", f"a.{field}": value})
    assert answer.status_code == 200
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "query", [{"a.base": "../../x"}, {"a.months": "many"}, {"a.months": "-1"}, {"a.recruits": "x" * 200}]
)
def test_what_no_form_sends_is_refused(browser: TestClient, query: dict[str, str]) -> None:
    assert browser.get("/outlook", params=query).status_code == 400
    assert browser.get("/outlook/scenario.toml", params=query).status_code == 400


def test_a_scenario_is_taken_along_as_a_file(browser: TestClient) -> None:
    answer = browser.get("/outlook/scenario.toml", params={"which": "a", "a.losses": "40,000 people a month"})
    assert answer.headers["content-disposition"].endswith('"scenario.toml"')
    assert "40,000 people a month" in answer.text


def test_a_fan_holds_its_numbers_and_no_markup_of_others() -> None:
    days = tuple(dt.date(2026, month, 28) for month in range(1, 7))
    middle = tuple(100_000.0 - 5_000 * at for at in range(6))
    bands = tuple(((m - 1e3, m + 1e3), (m - 2e3, m + 2e3), (m - 3e3, m + 3e3)) for m in middle)
    line = Line(name="<script>alert(1)</script>", days=days, middle=middle, bands=bands)
    made = str(fan([line], title="<b>", summary="&", floors=[90_000.0]))
    root = ElementTree.fromstring(made)
    assert "<script" not in made
    assert len(root.findall("polygon")) == 3
    (course,) = root.findall("polyline")
    ends = [tuple(map(float, point.split(","))) for point in course.attrib["points"].split()]
    assert [x for x, _ in ends] == sorted(x for x, _ in ends)
    assert [y for _, y in ends] == sorted(y for _, y in ends)  # it falls, and down is more on a screen
    assert fan([], title="", summary="") == ""


def test_without_an_estimate_it_says_what_is_missing(browser: TestClient) -> None:
    assert "No estimate is kept yet" in browser.get("/outlook").text
    assert browser.get("/estimate").status_code == 200
    assert browser.get("/estimate/abcdef").status_code == 404
    assert browser.post("/estimate", data={}).status_code == 400
    assert browser.post("/estimate", data={"party": "RU", "seed": "many"}).status_code == 400
