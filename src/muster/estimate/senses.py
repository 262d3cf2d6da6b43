"""What draws say of a measure, in each of its senses: over some days, or for each unit of another measure.

Senses are the chart's, so that estimate and bounds cannot mean different things by a word. Invariant: a sense of which some flow or
stock was not modelled for the party is not answered; what no claim speaks of is named, with its part of the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from muster.account.bounds import Question
from muster.account.chart import Chart, Entry
from muster.account.draws import Array, Banded, Draws, banded
from muster.account.flows import Flow, Stock
from muster.account.functional import Sense
from muster.claims.errors import UsageError
from muster.claims.measures import Measure
from muster.claims.period import Period
from muster.estimate.priors import Priors
from muster.estimate.sampling import Fit


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the draws say of one `sense`: `values` (draw,) and their bands; `level` where it is a state on the last day; `counts` are the
    flows or stocks that it adds up, with their weights, of a ratio those of what it is taken `per` as well. `silent` are parts of both of
    which no claim speaks, each with its share of what it is part of; `prior` that no claim speaks of any part of the sense."""

    sense: str
    per: str
    counts: tuple[tuple[str, float], ...]
    per_counts: tuple[tuple[str, float], ...]
    level: bool
    value: Banded
    silent: tuple[tuple[str, float], ...]
    prior: bool
    values: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whose:
    """A party whose draws are asked, over some days."""

    draws: Draws
    party: str
    period: Period
    civilian: bool
    spoken: frozenset[Flow | Stock]

    def senses(self, entry: Entry) -> Iterator[Sense]:
        """Those of a measure that were modelled for the party; of civilians those that are left of them, each once."""
        seen = set()
        for sense in entry.senses:
            own = of_civilians(sense) if self.civilian else sense
            if (own.flows or own.stocks) and (own.flows, own.stocks) not in seen and self._modelled(own):
                seen.add((own.flows, own.stocks))
                yield own

    def _modelled(self, sense: Sense) -> bool:
        """Whether all that a sense counts was; what was for another party of the same run alone is nought here throughout."""
        return all(
            self.draws.knows(part) and np.any(self.draws.monthly(part, party=self.party)) for part in _parts(sense)
        )

    def values(self, sense: Sense) -> Array:
        """What the draws say of it: shape (draw,)."""
        return self.draws.of(sense, party=self.party, period=self.period)

    def silent(self, sense: Sense) -> Iterator[tuple[str, float]]:
        """What of a sense no claim speaks of, each with its share of the whole."""
        whole = abs(float(np.median(self.values(sense)))) or 1.0
        for part in _parts(sense):
            if not self.spoken & _same(part):
                yield part.name, abs(float(np.median(self.values(part)))) / whole


def replies(
    fit: Fit, question: Question, *, chart: Chart, per: Measure | None = None, other: str | None = None
) -> tuple[Reply, ...]:
    """Each sense of what is asked that was modelled, in the chart's order; with `per` for each unit of the plainest sense of that. `other`
    is the other side's code, for a ratio of two sides. Raises `UsageError` for a party or days that the draws do not cover, for a ratio of
    a ratio, and where no sense was modelled."""
    draws, entry, own = fit.draws, chart[question.measure], question.party.code
    if entry.base is not None and per is not None:
        raise UsageError(f"{question.measure.value} is a ratio already; leave out --per")
    of, base, across = (entry.of, entry.base, entry.other) if entry.base is not None else (question.measure, per, False)
    assert of is not None
    for party in (own, other) if across else (own,):
        if party not in draws.parties:
            needs = "; it needs both sides in one run" if across else ""
            raise UsageError(f"it is of {', '.join(draws.parties)} and not of {party or 'the other side'}{needs}")
    whose = {
        party: _Whose(
            draws=draws,
            party=party,
            period=question.period,
            civilian=question.civilian,
            spoken=_spoken(fit, party, chart=chart),
        )
        for party in draws.parties
    }
    top = whose[other or own] if across else whose[own]
    found = tuple(top.senses(chart[of]))
    below = next(whose[own].senses(chart[base]), None) if base is not None else None
    missing = [(of, top.party)] * (not found) + [(base, own)] * (base is not None and below is None)
    if missing:
        people = " civilians" if question.civilian else ""
        said = " and ".join(f"{_said(measure)} of {party}{people}" for measure, party in missing if measure is not None)
        raise UsageError(f"it says nothing of {said}, since no claim that it used asks for it")
    return tuple(_reply(sense, top, per=below, below=whose[own]) for sense in found)


def plainest(found: tuple[Reply, ...], *, measure: Measure, priors: Priors) -> Reply:
    """The sense that the word is likeliest to have, as the priors say; the first of equals."""
    weights = priors.weights(measure, tuple(one.sense for one in found))
    return found[max(range(len(found)), key=lambda at: (weights[at], -at))]


def _reply(sense: Sense, top: _Whose, *, per: Sense | None, below: _Whose) -> Reply:
    values = top.draws.of(sense, party=top.party, period=top.period, base=per, base_party=below.party)
    silent = dict(top.silent(sense))
    prior = len(silent) == len(_parts(sense))
    return Reply(
        sense=sense.name,
        per=per.name if per is not None else "",
        counts=_weights(sense),
        per_counts=_weights(per) if per is not None else (),
        level=sense.level and per is None,
        value=banded(values),
        silent=tuple((silent | (dict(below.silent(per)) if per is not None else {})).items()),
        prior=prior,
        values=values,
    )


def _weights(sense: Sense) -> tuple[tuple[str, float], ...]:
    flows = tuple((flow.value, weight) for flow, weight in sense.flows)
    return flows or tuple((stock.value, 1.0) for stock in sense.stocks)


def _said(measure: Measure) -> str:
    return measure.value.replace("_", " ")


# ------------------------------------------------------------------ what a sense is made of
Part = Flow | Stock
_FILLED = {
    Stock.HOSPITAL: Flow.WOUNDED,
    Stock.MISSING: Flow.GONE_MISSING,
    Stock.CAPTIVE: Flow.CAPTURED,
    Stock.ABSENT: Flow.DESERTED,
}


def _parts(sense: Sense) -> list[Sense]:
    """Each flow or stock of a sense as one of its own."""
    flows = [Sense(flow.value, flows=((flow, weight),)) for flow, weight in sense.flows]
    return flows or [Sense(stock.value, stocks=(stock,)) for stock in sense.stocks]


def _same(part: Sense) -> set[Part]:
    """A flow with the stock that it fills, or a stock with the flow that fills it: a claim of one speaks of the other."""
    flows = {flow for flow, _ in part.flows} | {_FILLED[stock] for stock in part.stocks if stock in _FILLED}
    return {*flows, *part.stocks, *(stock for stock, flow in _FILLED.items() if flow in flows)}


def of_civilians(sense: Sense) -> Sense:
    """The same of civilians, of whom the killed and the wounded alone are modelled."""
    flows = [(Flow.__members__.get(f"CIVILIANS_{flow.name}"), weight) for flow, weight in sense.flows]
    return Sense(sense.name, flows=tuple((flow, weight) for flow, weight in flows if flow is not None))


def _spoken(fit: Fit, party: str, *, chart: Chart) -> frozenset[Part]:
    """The flows and stocks of a party that some figure tells of in the narrowest sense of its word; a strength in any."""
    found: set[Part] = set()
    for one in fit.observations:
        entry = chart[one.measure]
        told = [(one.party, one.measure)]
        if one.base is not None and entry.of is not None:
            told = [(one.party, one.base), (one.above or one.party, entry.of)]
        for whose, measure in told:
            if whose == party:
                for sense in chart[measure].levels if one.level else chart[measure].flows[:1]:
                    own = of_civilians(sense) if one.civilian else sense
                    found |= {flow for flow, _ in own.flows} | set(own.stocks)
    return frozenset(found)
