"""The outlook in the brief: in words, tables and charts, in the page and in Markdown, and left out where it is not asked for."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from looking_ahead import ahead, looking_ahead
from made_up import both
from test_render import OPTIONS

from muster.brief.composition import compose
from muster.brief.forward import fan_spec, forward, spans_spec
from muster.brief.parts import Selection
from muster.brief.render import html, markdown
from muster.brief.words import names_of
from muster.claims.party import Party
from muster.claims.war import shipped_wars

NAMES = names_of(shipped_wars().values())


def made(**more: object):  # type: ignore[no-untyped-def]
    return forward([ahead(**more)], selection=Selection(), names=NAMES)[0]  # type: ignore[arg-type]


def test_the_first_way_is_told_month_by_month_and_the_others_beside_it() -> None:
    its = made()
    assert "January 2025 to December 2025" in its.title
    assert its.months[0] == (
        "January 2025",
        "+2,000",
        "-4,000 to +8,000",
        "unlikely (20 of 100)",
        "502,000",
        "376,000 to 628,000",
    )
    assert [row.title for row in its.beside] == ["As now", "An <b>offensive</b>"]
    assert its.beside[1].balance == "-9,000"
    assert its.beside[1].end == "392,000"  # at the end of the shorter one
    assert its.beside[0].sources == "A note, 2024"


def test_a_fan_begins_at_the_start_and_ends_with_the_last_month() -> None:
    strength, balance = made().fans
    days = [row["day"] for row in strength.bands if row["share"] == "half"]
    assert (days[0], days[-1], len(days)) == ("2024-12-31T00:00:00Z", "2025-12-31T00:00:00Z", 13)
    assert strength.marks == ((500_000, "as at the start"),)
    assert balance.marks[0][0] == 0.0
    assert "in none of 12 months" in balance.summary
    assert json.dumps(fan_spec(strength))


def test_movers_run_from_one_end_to_the_other_widest_first() -> None:
    scenarios, movers = made().spans
    assert [row.label for row in movers.rows] == ["killed and wounded", "recruits"]
    assert [row.up for row in movers.rows] == [False, True]
    assert movers.rows[0].note == "640,000 → 400,000"
    spec = spans_spec(movers)
    low, high = spec["encoding"]["x"]["scale"]["domain"]
    assert low < 400_000 < 640_000 < high
    assert "least under “An <b>offensive</b>”" in scenarios.summary


def test_without_a_strength_balances_are_told_alone() -> None:
    its = made(strong=False)
    assert [fan.unit for fan in its.fans] == ["people a month"]
    assert len(its.months[0]) == 4
    assert its.beside[0].end == "–"
    assert "balance" in its.spans[0].title


def test_one_scenario_is_held_against_none() -> None:
    its = made(ways=1)
    assert its.beside == ()
    assert [one.anchor for one in its.spans] == ["outlook-1-movers"]


@pytest.mark.parametrize(
    "selection",
    [Selection(parties=frozenset({Party("UA")})), Selection(wars=frozenset({"gaza"})), Selection(civilian=True)],
)
def test_a_brief_of_others_has_none(selection: Selection) -> None:
    assert forward([ahead()], selection=selection, names=NAMES) == ()


def test_both_forms_hold_it_and_escape_what_a_scenario_says() -> None:
    brief = compose(both(), options=OPTIONS, given=looking_ahead())
    page, text = html(brief), markdown(brief)
    assert 'href="#outlook"' in page
    assert page.count('id="outlook-1-strength"') == 1
    assert "An &lt;b&gt;offensive&lt;/b&gt;" in page
    assert "<b>offensive" not in page
    assert "## Outlook" in text
    assert "| January 2025 | +2,000 |" in text
    assert "<b>" not in text
    none = compose(both(), options=OPTIONS, given=replace(looking_ahead(), aheads=()))
    assert 'id="outlook"' not in html(none)
    assert "## Outlook" not in markdown(none)
