"""A brief without some of its sections: they are gone from every form with all that leads to them, and nothing else is."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from looking_ahead import looking_ahead
from made_up import both

from muster.brief.composition import Options, compose
from muster.brief.render import html, markdown
from muster.brief.whole import SECTIONS, Brief

_HEADS = {
    "takeaways": "What stands out",
    "figures": "What the reports say",
    "goals": "Goals, needs, forecasts and benchmarks",
    "timelines": "Timelines",
    "findings": "Every finding, and what was checked",
    "sources": "Who says what, on whose data",
}


def brief(*without: str) -> Brief:
    return compose(both(), options=Options(without=frozenset(without)), given=looking_ahead())


def heads(text: str) -> list[str]:
    return ["".join(one) for one in re.findall(r"(?m)^## (.+)$|<h2[^>]*>([^<]+)</h2>", text)]


@pytest.mark.parametrize("name", _HEADS)
def test_a_section_left_out_is_in_no_form_and_no_link_leads_there(name: str) -> None:
    whole, less = brief(), brief(name)
    for form in (html, markdown):
        gone = [one for one in heads(form(whole)) if one not in heads(form(less))]
        assert _HEADS[name] in gone
        assert set(gone) <= {_HEADS[name], "What cannot all be true" if name == "findings" else ""}
        assert [one for one in heads(form(whole)) if one not in gone] == heads(form(less))
        text = form(less)
        led = set(re.findall(r'href="#([^"]+)"|\]\(#([^)\s]+)\)', text))
        there = set(re.findall(r'\sid="([^"]+)"', text))
        assert {a or b for a, b in led} <= there


def test_what_a_later_brief_is_held_against_does_not_depend_on_the_sections() -> None:
    assert replace(brief(*_HEADS).facts, title="") == replace(brief().facts, title="")
    assert brief(*_HEADS).title == brief().title


def test_every_section_that_is_offered_can_be_left_out_and_every_number_still_has_its_sentence() -> None:
    for form in (html, markdown):
        assert heads(form(brief(*SECTIONS))) == [
            "All claims",
            "The documents",
            "What was left out, and why",
            "How this was made",
        ]
