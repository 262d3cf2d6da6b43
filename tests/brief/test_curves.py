"""The charts of an estimate: what is drawn, what tells bases apart without colour, where a mark leads, and what is told in words."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from estimated import CLAIMS, FIRST, LAST, MONTHS, band, bar, course, estimate

from muster.brief import curves, dots
from muster.brief.charts import drawn, standing_alone
from muster.brief.curves import Curve, curve, looks
from muster.brief.dots import Dot, Number
from muster.brief.estimates import Course

SVG = "{http://www.w3.org/2000/svg}"


def chart(its: Course) -> Curve:
    return curve(its, estimate(), anchor="e-1")


def picture(its: Curve) -> ElementTree.Element:
    return ElementTree.fromstring(drawn(curves.spec(its), anchor=its.anchor, title=its.title, summary=its.summary))


def test_a_month_is_a_step_between_the_account_s_first_day_and_its_last() -> None:
    its = chart(course("killed", 1000))
    days = sorted({str(one["day"])[:10] for one in its.bands})
    assert days[0] == str(FIRST)
    assert days[-1] == str(LAST + dt.timedelta(days=1))
    assert len(days) == len(MONTHS) + 1, "the last step has an end"
    assert {one["share"] for one in its.bands} == {"half", "most", "nearly"}
    widths = [float(one["high"]) - float(one["low"]) for one in its.bands if str(one["day"]).startswith("2024-09")]
    assert widths == sorted(widths, reverse=True), "the widest lies lowest"


def test_a_level_is_drawn_at_the_ends_of_months() -> None:
    its = chart(course("in the theatre", 1000, bar("A", 900), level=True))
    days = sorted({str(one["day"])[:10] for one in its.bands})
    assert (days[0], days[-1]) == ("2024-06-30", str(LAST))
    assert its.bars[0]["at"] == "2024-11-30T00:00:00Z"
    assert not its.bars[0]["long"]
    assert curves.spec(its)["layer"][0]["mark"]["interpolate"] == "linear"


def test_bases_are_told_apart_by_shape_and_dashes_and_the_key_says_which_is_which() -> None:
    bars = [bar(f"Body {number}", 1000 + number) for number in range(5) for _ in range(9 - number)]
    its = chart(course("killed", 1000, *bars))
    assert [key.name for key in its.keys] == [f"Body {number}" for number in range(5)]
    assert [key.figures for key in its.keys] == [9, 8, 7, 6, 5]
    assert len({key.look.shape for key in its.keys}) == 5
    assert len({key.look.dash for key in its.keys}) == 5
    drawn_as = {(str(one["basis"]), str(one["shape"])) for one in its.bars}
    assert drawn_as == {(key.name, key.look.shape) for key in its.keys}


def test_many_bases_share_the_last_look_and_are_counted() -> None:
    bars = [bar(f"Body {number:02}", 1000) for number in range(20)]
    its = chart(course("killed", 1000, *bars))
    assert len(its.keys) == len(looks())
    assert its.keys[-1].name == f"{20 - len(looks()) + 1} others"
    assert sum(key.figures for key in its.keys) == 20


def test_every_mark_leads_to_its_claim_and_none_to_what_is_not_there() -> None:
    staff = CLAIMS["45,720"]
    its = chart(course("killed", 40_000, bar("A", 45_720, staff), bar("B", 30_000)))
    links = {link.get("href") for link in picture(its).iter(f"{SVG}a")}
    assert links - {None} == {f"#r-{staff}"}


def test_a_bound_shows_to_which_side_it_is_open() -> None:
    its = chart(course("killed", 1000, bar("A", 900, high=None), bar("B", 1100, low=None), bar("C", 1000)))
    assert {one["basis"]: one["arrow"] for one in its.bars} == {"A": "▲", "B": "▼", "C": ""}
    texts = {text.text for text in picture(its).iter(f"{SVG}text")}
    assert {"▲", "▼"} <= texts


def test_what_is_not_drawn_is_counted() -> None:
    bars = [bar("A", 1000) for _ in range(curves.MOST_BARS + 3)]
    its = chart(course("killed", 1000, *bars, bar("B", 90_000), bar("List", 70_000, listed=True)))
    assert len(its.bars) == curves.MOST_BARS
    assert its.left_out == (
        "1 figure lies beyond the picture, 3 figures are older than those that are drawn and 1 figure counts people one by one, "
        "which tells of no month; the table has them."
    )
    assert chart(course("killed", 1000, bar("A", 1000))).left_out == ""


def test_the_picture_is_told_in_words() -> None:
    its = chart(course("killed", 1000, bar("A", 1000)))
    assert its.summary == (
        "From June 2024 to December 2024; the middle is highest in December 2024 (1,600; 80 of 100 between 1,200 and 2,000) and lowest in "
        "June 2024 (1,000; 80 of 100 between 750 and 1,250), and 1,600 in the last month. 1 figure told of it is drawn over it."
    )
    root = picture(its)
    assert root.find(f"{SVG}title").text == "Killed by month"  # type: ignore[union-attr]
    assert root.find(f"{SVG}desc").text == its.summary  # type: ignore[union-attr]
    assert not re.search(r"(?:style|class|role)=", ElementTree.tostring(root, encoding="unicode").partition(">")[2])


@pytest.mark.parametrize(
    "its",
    [
        replace(course("killed", 1000), months=((dt.date(2024, 12, 1), band(5)),)),
        replace(course("killed", 1000), months=((dt.date(2024, 12, 1), band(0)),)),
        course("killed", 1e9, bar("A", 0.0)),
        course("wounded per killed", 3, ratio=True),
        course("km² taken", 0.2, bar("A", 0.1, low=None)),
    ],
    ids=["one month", "nothing", "a billion", "a ratio", "little"],
)
def test_odd_quantities_are_drawn(its: Course) -> None:
    assert picture(chart(its)).tag == f"{SVG}svg"


# ------------------------------------------------------------------ dots
def test_the_axis_of_ratios_holds_all_of_them_and_one() -> None:
    made = dots.spec([Dot(label="a", note="n", band=band(3)), Dot(label="b", note="n", band=band(2))], axis="times")
    low, high = made["encoding"]["x"]["scale"]["domain"]
    assert low < 0.8 < 4.5 < high
    assert set(made["encoding"]["x"]["axis"]["values"]) <= {one for one in dots._TICKS if low <= one <= high}


def test_what_lies_beyond_the_axis_is_drawn_at_its_end() -> None:
    made = dots.spec(
        [Dot(label="a", note="n", band=band(1e6), number=Number(low=0, middle=1, high=2, filled=True))], axis="x"
    )
    (row,) = made["data"]["values"]
    low, high = made["encoding"]["x"]["scale"]["domain"]
    assert high == dots.MOST_TIMES
    assert (row["middle"], row["told_low"]) == (high, low)


def test_a_number_is_filled_or_hollow_and_a_bound_a_triangle() -> None:
    its = [
        Dot(label="a", note="", band=band(1), number=Number(low=1, middle=1, high=1, filled=True)),
        Dot(label="b", note="", band=band(1), number=Number(low=1, middle=1, high=1, filled=False, side=1)),
    ]
    rows = dots.spec(its, axis="x")["data"]["values"]
    assert [row["told_shape"] for row in rows] == ["square", "triangle-right"]
    assert rows[0]["told_fill"] != rows[1]["told_fill"]


def test_a_picture_stands_alone_as_svg_or_png() -> None:
    made = dots.spec([Dot(label="A & <b>", note="1.00 ×", band=band(1))], axis="times")
    its = {"title": "Two estimates", "about": "A dot is the middle.", "told": "A: 1.00 ×."}
    text = standing_alone(made, form="svg", **its).decode()
    root = ElementTree.fromstring(text)
    assert (root.get("role"), root.find(f"{SVG}desc").text) == ("img", "A dot is the middle. A: 1.00 ×.")  # type: ignore[union-attr]
    said = {one.text for one in root.iter(f"{SVG}text")}
    assert {"Two estimates", "A dot is the middle.", "A & <b>", "1.00 ×"} <= said
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", text)
    assert standing_alone(made, title="Two", about="", form="png").startswith(b"\x89PNG")
