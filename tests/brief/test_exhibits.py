"""Under each chart: where its numbers come from, the run that made them, and files with the very numbers and the picture."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from estimated import band, estimate
from hostile import STRINGS
from looking_ahead import looking_ahead
from made_up import both
from test_render import OPTIONS, Page, hostile, hostile_given

from muster.brief import plates
from muster.brief.composition import compose
from muster.brief.exhibits import exhibits
from muster.brief.files import about, series
from muster.brief.render import html, markdown
from muster.brief.whole import Brief
from muster.brief.words import visible

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def brief() -> Brief:
    return compose(both(), options=OPTIONS, given=looking_ahead())


@pytest.fixture(scope="module")
def page(brief: Brief) -> Page:
    return Page(html(brief))


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))


def test_every_chart_of_the_page_has_its_files_and_says_where_it_comes_from(brief: Brief, page: Page) -> None:
    drawn = [told["id"][:-2] for tag, told in page.tags if tag == "title" and told.get("id")]  # type: ignore[index]
    its = exhibits(brief)
    assert [one.anchor for one in its] == drawn
    assert {kind for one in its for kind in ("csv", "svg", "json")} <= {name.rsplit(".", 1)[-1] for name in page.files}
    for one in its:
        assert {f"{one.anchor}.{kind}" for kind in ("csv", "svg", "json")} <= set(page.files)
        assert one.source in page.said
    assert page.said.count("Run 0123456789") >= 7, "charts of the estimate and the outlook name their run"


def test_the_numbers_are_those_that_are_drawn(brief: Brief, page: Page) -> None:
    table = rows(page.files["estimate-1-1.csv"])
    months = [row for row in table if row["kind"] == "estimate"]
    (first, *_), course = months, estimate().courses[0]
    assert [row["start"] for row in months] == [str(month) for month, _ in course.months]
    assert (float(first["middle"]), float(first["low_80"]), float(first["high_95"])) == (30_000, 22_500, 45_000)
    told = [row for row in table if row["kind"] == "told"]
    assert [float(row["middle"]) for row in told] == [bar.middle for bar in course.bars]
    strength = rows(page.files["outlook-1-strength.csv"])
    assert [row["day"] for row in strength][:1] == ["2024-12-31"]
    assert float(strength[0]["low_50"]) == band(500_000).half[0]
    movers = rows(page.files["outlook-1-movers.csv"])
    assert [(row["which"], float(row["least_fifth"]), float(row["most_fifth"])) for row in movers] == [
        ("killed and wounded", 640_000, 400_000),
        ("recruits", 420_000, 610_000),
    ]
    timeline = next(
        table for name, table in page.files.items() if name.startswith("timeline") and name.endswith(".csv")
    )
    known = {claim.id: claim for claim in brief.claims}
    for row in rows(timeline):
        its = known[row["claim"]].figure
        assert [row["low"], row["high"]] == [str(end) if end is not None else "" for end in (its.low, its.high)]


def test_what_is_told_of_a_chart_names_its_run_and_counts_its_rows(page: Page) -> None:
    held = json.loads(page.files["estimate-1-1.json"])
    assert (held["run"], held["unit"], held["made"]) == ("0123456789abcdef", "people a month", "2024-12-10")
    assert held["rows"] == len(rows(page.files["estimate-1-1.csv"]))


def test_a_picture_that_goes_along_stands_alone(page: Page) -> None:
    for name, text in page.files.items():
        if not name.endswith(".svg"):
            continue
        root = ElementTree.fromstring(text)
        assert not [one.tag for one in root.iter() if one.tag in (f"{SVG}a", f"{SVG}script", f"{SVG}image")]
        assert not [name for one in root.iter() for name in one.attrib if "href" in name or name.startswith("on")]
        said = " ".join(one.text or "" for one in root.iter(f"{SVG}text"))
        assert "Source: " in said
        assert root.find(f"{SVG}title").text  # type: ignore[union-attr]
    drawn = ElementTree.fromstring(page.files["estimate-1-1.svg"])
    assert {"Staff in Kyiv", "The Institute"} <= {one.text for one in drawn.iter(f"{SVG}text")}, "its key goes with it"


def test_a_png_is_the_same_picture_packed_well(brief: Brief) -> None:
    import vl_convert

    one = exhibits(brief)[0]
    alone = plates.alone(one, plates.inline(one.of))
    made, plain = plates.png(alone, scale=1), vl_convert.svg_to_png(alone, scale=1)
    assert len(made) < 0.6 * len(plain)
    assert plates.size(made) == plates.size(plain)
    assert made == plates.png(alone, scale=1)


def test_a_png_goes_along_where_it_is_asked_for(brief: Brief, page: Page) -> None:
    assert not [name for name in page.files if name.endswith(".png")]
    text = html(brief, with_png=True)
    assert text.count('href="data:image/png;base64,iVBOR') == len(exhibits(brief))


def test_markdown_says_where_each_comes_from_too(brief: Brief) -> None:
    text = markdown(brief)
    assert (
        text.count("Source: ") == len(exhibits(brief)) - 2
    )  # the picture of who rests on whom, and the dotted one, are tables there


def test_hostile_words_are_words_in_every_file() -> None:
    its = exhibits(compose([hostile()], options=OPTIONS, given=hostile_given()))
    assert len(its) > 1
    for one in its:
        text = plates.alone(one, plates.inline(one.of))
        root = ElementTree.fromstring(text)
        assert not [each.tag for each in root.iter() if each.tag in (f"{SVG}a", f"{SVG}script", f"{SVG}image")]
        assert json.loads(about(one, brief=STRINGS[0], made=""))["brief"] == STRINGS[0]
        assert visible(text) == text
        series(one).encode("utf-8", "backslashreplace")
