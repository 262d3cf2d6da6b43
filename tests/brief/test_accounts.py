"""An estimate in a brief: in words, in tables and charts, as a page and as Markdown; nothing of it where there is none."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from estimated import CLAIMS, bar, course, estimate, estimated
from hostile import STRINGS
from made_up import both, given
from test_render import OPTIONS, Page

from muster.brief.accounts import MOST_BIASES, MOST_COMMON, Account, rate_words
from muster.brief.composition import compose
from muster.brief.estimates import Estimate
from muster.brief.given import Given
from muster.brief.parts import Selection
from muster.brief.render import html, markdown
from muster.brief.whole import Brief
from muster.claims.measures import Measure
from muster.claims.party import Party


def made(its: Given | None = None, **selection: object) -> Brief:
    chosen = Selection(**selection)  # type: ignore[arg-type]
    return compose(both(), options=replace(OPTIONS, selection=chosen), given=its or estimated())


def account(*estimates: Estimate, **selection: object) -> Account:
    (one,) = made(estimated(*estimates), **selection).accounts
    return one


def test_it_is_told_in_words_how_sure_it_is() -> None:
    one = account()
    assert one.title == "Russia, 10 Jun 2024 to 20 Dec 2024 (Russia–Ukraine war)"
    assert one.sentences == (
        "Killed and wounded in all: 240,000 in the middle of the possible accounts. Half of them have 216,000 to 264,000; 80 of 100 "
        "accounts have 180,000 to 300,000, and 95 of 100 120,000 to 360,000.",
        "Sep–Nov 2024 had more killed and wounded a month than the months from Jun 2024 on before it: very likely (93 of 100 accounts).",
        "Of the uncertainty about killed and wounded 40% is what bodies of one side may have in common, which no number of claims settles.",
    )
    assert [(line.what, line.rests) for line in one.lines][1:] == [
        ("missing", "assumptions alone, as no claim speaks of it"),
        ("in the theatre, at the end", "claims"),
    ]


@pytest.mark.parametrize(
    ("low", "number", "high", "people", "said"),
    [
        (None, 0.5, 0.5, True, "at most 0"),
        (0.5, 1, 1.5, True, "1"),
        (0.5, 1.5, 2.5, True, "1 to 2"),
        (6.5, 6.5, None, True, "at least 7"),
        (1_140, 1_200, 1_260, True, "1,200"),
        (1_400, 1_500.5, 1_601, True, "1,400 to 1,600"),
        (None, 3.7, 3.7, True, "at most 3"),
        (0.4, 0.5, 0.6, False, "0.4 to 0.6"),
    ],
)
def test_people_far_out_are_whole_and_a_range_says_no_more_than_was_told(
    low: float | None, number: float, high: float | None, people: bool, said: str
) -> None:
    (far,) = estimate().far
    (told,) = account(estimate(far=(replace(far, low=low, number=number, high=high, people=people),))).far
    assert told.said.startswith(f"{said} killed and wounded, November 2024, is high")


def test_what_counted_who_is_far_out_and_how_it_fared_are_told() -> None:
    one = account()
    assert [(its.name, its.share, its.towards) for its in one.counted] == [
        ("Staff in Kyiv", "62%", "more"),
        ("The Institute", "38%", "fewer"),
    ]
    assert one.far[0].said == (
        "900,000 killed and wounded, November 2024, is high: as the others have it fewer than 1 of 1,000 such figures would be as high"
    )
    assert one.diagnostics == (
        "Run 0123456789, made on 31 Dec 2024 from 4 claims: R-hat 1.004 at most, 812 effective draws at least, no draw diverged. Whether "
        "the bands hold what they say has not been measured for this version: read them as the model’s own."
    )
    assert account(estimate(since=3)).diagnostics.endswith(
        "3 claims of this party came in or were judged after it, and muster estimate takes them in."
    )


def test_biases_are_in_times_of_the_account_the_common_ones_last() -> None:
    habits = account().habits
    assert habits
    assert [(dot.label, dot.apart) for dot in habits.dots] == [
        ("Staff in Kyiv: losses", False),
        ("The Institute: killed and wounded", False),
        ("all bodies, other side: losses", True),
    ]
    assert "Staff in Kyiv (losses) 1.40 times lies off" in habits.summary
    assert [dot.href for dot in habits.dots] == [f"#{row.anchor}" for row in habits.rows]


def test_the_picture_of_biases_holds_those_with_most_figures_and_the_table_all() -> None:
    own, _, common = estimate().biases
    many = tuple(replace(own, whose=f"Body {at}", figures=at) for at in range(MOST_BIASES + 5))
    habits = account(
        estimate(biases=(*many, *(replace(common, whose=f"stance {at}") for at in range(MOST_COMMON + 2))))
    ).habits
    assert habits
    assert [sum(dot.apart is apart for dot in habits.dots) for apart in (False, True)] == [MOST_BIASES, MOST_COMMON]
    assert "Body 4: losses" not in {dot.label for dot in habits.dots}
    assert len(habits.rows) == MOST_BIASES + 5 + MOST_COMMON + 2
    assert habits.left_out == "7 more in the table alone."


def test_a_rate_says_how_it_is_bound() -> None:
    its = [bar("A", 1000), bar("A", 1000, high=None), bar("A", 1000, low=None), bar("A", 1000, low=800, high=1200)]
    assert [rate_words(one) for one in its] == ["1,000", "at least 1,000", "at most 1,000", "800 to 1,200"]
    assert rate_words(bar("A", 1000, listed=True)) == "1,000 counted"


# ------------------------------------------------------------------ in a brief
def test_the_page_has_its_section_and_every_link_of_it_leads_somewhere() -> None:
    page = Page(html(made()))
    assert "estimate" in page.ids
    assert len(page.ids) == len(set(page.ids))
    assert [link for link in page.links if link.startswith("#") and link[1:] not in page.ids] == []
    staff = CLAIMS["45,720"]
    assert page.links.count(f"#r-{staff}") >= 2, "the charts lead to the row that timelines lead to"
    assert "Outside the section “Estimate” nothing was estimated" in page.said
    for title in ("Killed and wounded by month", "Wounded per killed over time", "Strength in the theatre"):
        assert title in page.said
    assert "f" * 64 not in html(made()), "a claim that the brief does not show is led to by nothing"


def test_every_chart_has_its_words_and_its_tables() -> None:
    page = Page(html(made()))
    for curve in account().curves:
        assert page.texts[f"{curve.anchor}-d"] == curve.summary
        assert f"Figures told of {curve.course.what}, {account().title}" in page.said or not curve.course.bars
    assert "29,000" in page.said, "a figure whose claim is not shown is in the table all the same"
    assert "900,000" in page.said, "and so is one beyond the picture"


def test_markdown_has_the_same_as_tables() -> None:
    text = markdown(made())
    section = text[text.index("## Estimate") : text.index("## Timelines")]
    assert (
        "| killed and wounded | 240,000 | 216,000 to 264,000 | 180,000 to 300,000 | 120,000 to 360,000 | claims |"
        in section
    )
    assert "| June 2024 | 30,000 | 27,000 to 33,000 | 22,500 to 37,500 | 15,000 to 45,000 |" in section
    assert f"| Staff in Kyiv | losses | November 2024 | 45,700 | [1](#c-{CLAIMS['45,720']})" in section
    assert "| Staff in Kyiv | losses | 1.40 | 1.05 to 1.75 | 0.70 to 2.10 | 2 |" in section
    tables = re.findall(r"^\|.*\|$", section, re.MULTILINE)
    assert len(tables) > 20


def test_without_an_estimate_nothing_is_said_of_one() -> None:
    brief = compose(both(), options=OPTIONS, given=given())
    assert (brief.accounts, brief.untold) == ((), ())
    for text in (html(brief), markdown(brief)):
        assert "Estimate</a>" not in text
        assert "## Estimate" not in text
        assert "Nothing was estimated" in text


def test_an_estimate_that_failed_is_one_line() -> None:
    its = replace(given(), untold=(("russia-ukraine", "UA", "it failed its own diagnostics"),))
    text = html(made(its))
    assert "An estimate of Ukraine was made and is not shown: it failed its own diagnostics." in text
    assert "An estimate of Ukraine" in markdown(made(its))
    assert "An estimate of Ukraine" not in html(made(its, parties=frozenset({Party("RU")})))


def test_a_narrowed_brief_has_the_estimates_of_what_it_is_of() -> None:
    assert len(made(parties=frozenset({Party("RU")})).accounts) == 1
    assert made(parties=frozenset({Party("UA")})).accounts == ()
    assert made(civilian=True).accounts == ()
    assert made(wars=frozenset({"korea"})).accounts == ()
    (one,) = made(measures=frozenset({Measure.STRENGTH})).accounts
    assert [curve.course.what for curve in one.curves] == ["in the theatre"]
    assert one.counted[0].claims == (), "claims of other measures are not in this brief"


def test_the_same_estimate_gives_the_same_bytes() -> None:
    assert html(made()) == html(made())


def test_hostile_names_of_bases_come_out_as_words() -> None:
    bars = tuple(bar(name, 30_000 + at, measure=name) for at, name in enumerate(STRINGS))
    its = estimated(
        estimate(
            courses=(course("killed", 30_000, *bars),),
            biases=tuple(replace(estimate().biases[0], whose=name) for name in STRINGS),
            weights=tuple(replace(estimate().weights[0], name=name) for name in STRINGS),
            far=tuple(replace(estimate().far[0], name=name) for name in STRINGS),
        )
    )
    page = Page(html(made(its)))
    assert [tag for tag, _ in page.tags if tag in ("script", "iframe", "img", "object", "form")] == []
    assert [name for _, told in page.tags for name in told if name.startswith("on")] == []


def test_a_large_estimate_is_drawn_in_little_time() -> None:
    many = tuple(bar(f"Body {at % 40}", 30_000 + at, CLAIMS["45,720"]) for at in range(400))
    its = estimated(estimate(courses=tuple(course(f"flow {at}", 30_000, *many) for at in range(8))))
    brief = made(its)
    begun = time.perf_counter()
    text = html(brief)
    assert time.perf_counter() - begun < 60
    assert len(text) < 5_000_000
