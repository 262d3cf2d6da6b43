"""Assumptions: every one has a reason; a user's file changes what stands there and adds nothing that nobody reads."""

from __future__ import annotations

import tomllib

import pytest

from muster.account.chart import overlaid as overlaid_chart
from muster.account.chart import shipped as chart
from muster.account.stances import Stance
from muster.claims.errors import SettingsError
from muster.claims.measures import Measure
from muster.estimate.priors import held_to, overlaid, shipped


def test_every_assumption_has_a_reason_and_its_meanings_are_the_charts() -> None:
    assert all(len(one.why) > 20 for one in shipped().of.values())
    assert held_to(shipped(), chart(), where="priors.toml") is shipped()


def test_a_meaning_of_a_sense_that_is_none_is_refused() -> None:
    own = overlaid({"meaning": {"losses": {"everyone": 3}}}, where="mine.toml")
    with pytest.raises(SettingsError, match="losses has no sense 'everyone'; it has dead"):
        held_to(own, chart(), where="mine.toml")


def test_a_chart_of_ones_own_may_lack_a_sense_that_comes_with_muster() -> None:
    own = overlaid_chart({"killed": {"senses": {"dead": ["killed"]}}}, where="muster.toml")
    assert held_to(shipped(), own, where="None") is shipped()
    said = overlaid({"meaning": {"killed": {"dead": 2, "presumed_too": 1}}}, where="mine.toml")
    with pytest.raises(SettingsError, match="killed has no sense 'presumed_too'; it has dead"):
        held_to(said, own, where="mine.toml")


def test_a_users_file_is_laid_over_entry_by_entry() -> None:
    own = overlaid(
        tomllib.loads(
            '[casualties_walk]\nmedian = 0.1\n[anchors]\nbodies = { "Some Registry" = ["killed"] }\n'
            '[stances]\n"the observer" = "own side"\n[meaning]\nlosses = { dead = 9 }'
        ),
        where="mine.toml",
    )
    assert (own["casualties_walk"].at, own["casualties_walk"].spread) == (0.1, shipped()["casualties_walk"].spread)
    assert own.anchored("some registry", Measure.KILLED)
    assert own.anchored("mediazona and meduza", Measure.KILLED)
    assert own.stances["the observer"] is Stance.OWN
    assert own.weights(Measure.LOSSES, ("dead", "all")) == (9.0, 1.0)
    assert own.digest() != shipped().digest()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[nobody]\nmedian = 1", "nothing that the estimate assumes"),
        ("[casualties_walk]\nmedian = -1", "above nought"),
        ("[casualties_walk]\nspread = 0", "above nought"),
        ("[casualties_walk]\nscale = 1", "wants median and spread"),
        ("[casualties_walk]\nmedian = true", "must be a number"),
        ("[casualties_walk]\nmedian = nan", "must be a number"),
        ("casualties_walk = 3", "must be a table"),
        ("[returning]\nmiddle = 1.5", "between nought and one"),
        ("[anchors]\nbodies = 3", "wants bodies"),
        ('[anchors]\nbodies = { "x" = ["nonsense"] }', "is no measure"),
        ('[stances]\n"x" = "friend"', "must be one of"),
        ("[meaning]\nlosses = { dead = -2 }", "above nought"),
        ("[listed_delay]\nmonths = [1.0]", "as many months as cases"),
    ],
)
def test_what_a_file_may_not_say_is_told_with_its_entry(text: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says) as error:
        overlaid(tomllib.loads(text), where="mine.toml")
    assert "mine.toml" in str(error.value)
