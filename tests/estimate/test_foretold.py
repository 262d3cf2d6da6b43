"""Figures to come are foretold as the density has them, of bodies that were met and of others; and what a naive reader expects."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from muster.account.chart import shipped as chart
from muster.account.draws import Draws, joined
from muster.account.stances import Stance
from muster.claims.measures import Measure
from muster.estimate import sampling
from muster.estimate.design import Design
from muster.estimate.foretold import crps, foretold
from muster.estimate.naive import balance, continued
from muster.estimate.observation import Observation
from muster.estimate.posterior import Outcome, names_of, outcome, shapes
from muster.estimate.priors import shipped
from tests.estimate.told import about, design, month, told

SPAN = (month(0)[0], month(5)[1])
MET = [
    *(about("staff", Measure.LOSSES, month(at), 9000 + 100 * at, stance=Stance.ENEMY) for at in range(5)),
    *(about("paper", Measure.KILLED, month(at), 2000) for at in (1, 3)),
    about("minister", Measure.RECRUITED, SPAN, 60_000),
    about("spy", Measure.STRENGTH, month(4), 300_000, level=True),
    about("spy", Measure.STRENGTH, month(5), 310_000, level=True),
    about("institute", Measure.LOSSES_PER_AREA, month(2), 60, base=Measure.AREA_TAKEN, above="RU"),
    told("list", Measure.OBITUARIES, (month(0)[0], month(3)[1]), 3000, None, listed=True),
]
SIZE = 300


def drawn(of: Design, *, quiet: bool) -> tuple[Draws, list[Outcome]]:
    """Draws from the priors as a fit keeps them, with what each says of the design's own figures; `quiet` without noise."""
    random = np.random.default_rng(3)
    found = [
        outcome(
            of, priors=shipped(), raw={name: random.normal(size=shape) for name, shape in shapes(of).items()}, of=np
        )
        for _ in range(SIZE)
    ]
    named = {name: np.array([one.named[name] for one in found]) for name in found[0].named}
    beside = {
        f"{name}: {word}": named[name].reshape(SIZE, -1)[:, at]
        for name, words in names_of(of).items()
        if name in named
        for at, word in enumerate(words)
    }
    for row, (basis, measure, senses) in enumerate(of.plain.meanings):
        beside |= {
            sampling.meaning(basis, measure, sense=one): named["meaning"][:, row, at] for at, one in enumerate(senses)
        }
    beside |= {sampling.delay(at): values for at, values in enumerate(named["list delay"].T)}
    if quiet:
        beside |= {name: np.full(SIZE, 1e-9) for name in beside if name.startswith(("noise", "list noise"))}
    flows, stocks = (np.array([getattr(one, what) for one in found]) for what in ("flows", "stocks"))
    return sampling._draws(of, flows, stocks, beside=beside), found


def test_a_figure_is_foretold_as_the_density_has_it() -> None:
    of = design(MET, months=6)
    draws, found = drawn(of, quiet=True)
    often = {"staff", "paper", "list"}  # whose habits and words are known; of the others they are drawn anew
    its = foretold(draws, [one for one in MET if one.basis in often], chart=chart(), priors=shipped(), seed=1)
    assert len(its) == 8
    places = {one.order: at for at, one in enumerate(of.order)}
    for one in its:
        at = places[one.observation.order]
        # one that keeps to its meaning has it in every place; a word of one sense in the first
        means = np.array([each.means[at, 0] for each in found])
        assert one.logs == pytest.approx(means, abs=1e-6), one.observation
        middle = one.observation.low if one.observation.listed else one.observation.middle
        assert one.told == pytest.approx(math.log(middle))


def test_noise_is_that_of_the_density() -> None:
    of = design(MET, months=6)
    (one,) = [its for its in MET if its.basis == "paper"][:1]
    quiet, loud = (
        foretold(drawn(of, quiet=quiet)[0], [one], chart=chart(), priors=shipped(), seed=1)[0].logs
        for quiet in (True, False)
    )
    of_noise = loud - quiet
    scale = np.array(
        [each.scales[[its.order for its in of.order].index(one.order)] for each in drawn(of, quiet=False)[1]]
    )
    inside = np.abs(of_noise / scale) < 0.741  # half of Student's t with four degrees of freedom
    assert 0.4 < inside.mean() < 0.6


def test_a_body_that_was_never_met_is_trusted_as_bodies_are() -> None:
    draws, _ = drawn(design(MET, months=6), quiet=True)
    stranger = about("stranger", Measure.KILLED, month(2), 2000, stance=Stance.ENEMY)
    (one,) = foretold(draws, [stranger], chart=chart(), priors=shipped(), seed=1)
    killed = np.log(draws.monthly(chart()[Measure.KILLED].flows[0], party="RU")[:, 2])
    stance = draws.beside[f"class: {Stance.ENEMY.value}: loss"]
    habit = (one.logs - killed - stance) / draws.beside["house scale: all"]
    close = np.abs(habit) < 0.674
    assert 0.25 < close.mean() < 0.75  # some of it means more by the word, so it is no normal
    assert abs(np.median(habit)) < 0.6


def test_the_order_of_figures_and_further_ones_change_nothing() -> None:
    draws, _ = drawn(design(MET, months=6), quiet=False)

    def said(its: list[Observation]) -> dict[Any, Any]:
        made = foretold(draws, its, chart=chart(), priors=shipped(), seed=1)
        return {one.observation.order: one.logs.tolist() for one in made}

    whole = said(MET)
    assert said(MET[::-1]) == whole
    assert said(MET[:3]) == {key: whole[key] for key in (one.order for one in MET[:3])}


def test_what_is_not_modelled_or_not_of_these_days_is_not_foretold() -> None:
    draws, _ = drawn(design(MET, months=6), quiet=True)
    beyond = [
        about("staff", Measure.LOSSES, month(7), 9000),
        about("staff", Measure.MOBILISED, month(2), 9000),
        replace(about("staff", Measure.LOSSES, month(2), 9000), party="UA"),
        replace(about("staff", Measure.KILLED, month(2), 900), civilian=True),
        told("staff", Measure.LOSSES, month(2), 9000, None),
    ]
    assert foretold(draws, beyond, chart=chart(), priors=shipped(), seed=1) == []
    assert foretold(draws, [], chart=chart(), priors=shipped(), seed=1) == []


def test_the_score_is_that_of_the_definition() -> None:
    random = np.random.default_rng(1)
    ensemble = random.normal(size=60)
    plain = np.abs(ensemble - 0.3).mean() - np.abs(ensemble[:, None] - ensemble[None, :]).mean() / 2
    assert crps(ensemble, 0.3) == pytest.approx(plain)
    assert crps(np.array([2.0]), 5.0) == 3.0
    many = np.random.default_rng(2).normal(size=200_000)
    assert crps(many, 0.0) == pytest.approx(
        (math.sqrt(2) - 1) / math.sqrt(math.pi), abs=2e-3
    )  # Gneiting and Raftery 2007


# ------------------------------------------------------------------ months that follow one another
def test_months_joined_are_asked_as_one() -> None:
    draws, _ = drawn(design(MET, months=6), quiet=True)
    cut = 4
    first = replace(draws, flows=draws.flows[..., :cut], stocks=draws.stocks[..., : cut + 1], months=draws.months[:cut])
    second = replace(draws, flows=draws.flows[..., cut:], stocks=draws.stocks[..., cut:], months=draws.months[cut:])
    again = joined(first, second)
    assert np.array_equal(again.flows, draws.flows)
    assert np.array_equal(again.stocks, draws.stocks)
    assert again.months == draws.months
    fewer = replace(second, flows=second.flows[:, :, 1:], flow_names=second.flow_names[1:])
    assert joined(first, fewer).flow_names == draws.flow_names[1:]
    with pytest.raises(ValueError, match="follow one another"):
        joined(first, first)


# ------------------------------------------------------------------ a naive reader
def test_a_naive_reader_lets_things_go_on_as_the_same_body_told() -> None:
    known = [
        about("staff", Measure.LOSSES, month(0), 3100),
        about("staff", Measure.LOSSES, month(9), 6200),
        about("staff", Measure.LOSSES, month(11), 9300),
        about("paper", Measure.LOSSES, month(11), 100_000),
        about("staff", Measure.KILLED, month(11), 1000),
    ]
    later = about("staff", Measure.LOSSES, month(12), 5000)
    expected = continued(known, later)
    assert expected is not None
    assert sorted(np.exp(expected)) == pytest.approx([6200, 9300], rel=0.01)  # of January, as long as the months told
    stranger = continued(known, replace(later, basis="stranger"))
    assert stranger is not None
    assert len(stranger) == 3  # of anybody's
    assert continued(known, about("staff", Measure.WOUNDED, month(12), 5000)) is None


def test_names_added_to_a_list_go_on_by_the_days_in_which_they_were_added() -> None:
    start = month(0)[0]

    def listed(at: int, number: float, *, since: int | None) -> Observation:
        end = month(at)[1]
        made = told("list", Measure.OBITUARIES, (start, end), number, None, listed=True, published=end)
        return made if since is None else replace(made, less=("before",), known=month(since)[1])

    first, second = listed(3, 3000, since=None), listed(5, 610, since=3)
    later = listed(8, 900, since=5)
    expected = continued([first, second], later)
    assert expected is not None
    days = [(month(to)[1] - month(of)[1]).days for of, to in ((3, 5), (5, 8))]
    assert np.exp(expected) == pytest.approx([610 * days[1] / days[0]])
    assert continued([first], later) is None  # a total says nothing of what is added
    whole = continued([first, second], listed(8, 5000, since=None))
    assert whole is not None
    assert np.exp(whole) == pytest.approx([3000 * listed(8, 1, since=None).days / first.days])


def test_a_naive_balance_is_the_last_strength_with_recruits_and_without_losses() -> None:
    known = [
        about("spy", Measure.STRENGTH, month(5), 500_000, level=True),
        about("minister", Measure.RECRUITED, month(5), 30_000),
        about("staff", Measure.LOSSES, month(5), 36_000),
        about("staff", Measure.LOSSES, (month(0)[0], month(5)[1]), 100_000),
    ]
    later = about("spy", Measure.STRENGTH, month(8), 600_000, level=True)
    days = (later.end - month(5)[1]).days
    assert balance(known, later) == pytest.approx(500_000 + days * (1000 - 100_000 / 181), rel=1e-3)
    assert balance(known[:2], later) is None


def test_a_total_of_years_says_nothing_of_how_it_goes() -> None:
    known = [
        about("spy", Measure.STRENGTH, month(5), 500_000, level=True),
        about("minister", Measure.RECRUITED, month(5), 30_000),
        about("staff", Measure.LOSSES, (dt.date(2020, 1, 1), month(5)[1]), 36_000),
    ]
    assert balance(known, about("spy", Measure.STRENGTH, month(8), 600_000, level=True)) is None
