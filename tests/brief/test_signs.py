"""The board of indicators in the brief: gravest first, every one there, linked to what is shown, and told by a shape and a word."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from estimated import CLAIMS
from looking_ahead import looking_ahead
from made_up import both
from test_render import OPTIONS

from muster.brief.composition import compose
from muster.brief.parts import Selection
from muster.brief.render import html, markdown
from muster.brief.signs import STATES, Asked, Board, Sign, boards, shape
from muster.brief.words import names_of
from muster.claims.party import Party
from muster.claims.war import shipped_wars

NAMES = names_of(shipped_wars().values())
STAFF = CLAIMS["45,720"]
BOARD = Board(
    war="russia-ukraine",
    party="RU",
    day=dt.date(2024, 12, 31),
    run="0123456789abcdef",
    signs=(
        Sign(id="I01", name="Replenishment balance", state="quiet", why="More came than went."),
        Sign(
            id="I02",
            name="Naive balance",
            state="alert",
            why="A flow of <i>12,000</i> is missing.",
            claims=(STAFF, "f" * 64),
        ),
        Sign(id="I16", name="Pressure of the missing", state="cannot tell", why="No series tells of requests."),
        Sign(id="I20", name="Own past", state="watch", why="A total fell.", claims=("f" * 64,)),
    ),
    asked=(Asked(asks="Can losses be replaced?", state="alert", why="Naive balance (I02): alert."),),
)


def test_the_gravest_come_first_and_all_are_there() -> None:
    (made,) = boards([BOARD], shown={STAFF}, selection=Selection(), names=NAMES)
    assert [one.id for one in made.raised] == ["I02", "I20"]
    assert [one.id for one in made.rest] == ["I01", "I16"]
    assert made.raised[0].claims == (STAFF,)
    assert made.summary.startswith("Of 4 indicators: 1 at alert, 1 at watch, 1 quiet and 1 cannot tell.")
    assert "31 Dec 2024" in made.title


def test_states_are_told_by_shapes_of_their_own() -> None:
    assert len({shape(state) for state in STATES}) == len(STATES)


@pytest.mark.parametrize(
    "selection",
    [Selection(parties=frozenset({Party("UA")})), Selection(wars=frozenset({"gaza"})), Selection(civilian=True)],
)
def test_a_brief_of_others_has_none(selection: Selection) -> None:
    assert boards([BOARD], shown=set(), selection=selection, names=NAMES) == ()


def test_both_forms_hold_the_board() -> None:
    brief = compose(both(), options=OPTIONS, given=replace(looking_ahead(), boards=(BOARD,)))
    page, text = html(brief), markdown(brief)
    assert 'href="#signs"' in page
    assert "▲ alert" in page
    assert "A flow of &lt;i&gt;12,000&lt;/i&gt; is missing." in page
    assert f'href="#c-{STAFF}" aria-label="Sentence 1 of Naive balance"' in page
    assert "f" * 64 not in page
    assert "| Naive balance (I02) | ▲ alert |" in text
    assert "Can losses be replaced? **alert**" in text
    none = compose(both(), options=OPTIONS, given=looking_ahead())
    assert 'id="signs"' not in html(none)
    assert "## Signs" not in markdown(none)
