"""The outlooks that a brief shows: each estimate that it shows carried forward under the scenarios that suit its party, as plain values.

Invariant: the same run and scenarios give the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import muster.outlook as ahead
from muster.brief.outlooks import Ahead, Month, Mover, Way
from muster.desk.drawn import band_of
from muster.desk.outlooks import PLAIN, SEED
from muster.estimate.sampling import Fit
from muster.outlook import Outlook, Scenario


def scenarios(names: Sequence[str], *, party: str) -> tuple[Scenario, ...]:
    """Those named, or those that come with Muster, whose numbers are of this party or of none; as things are now comes first of the latter.
    Raises `ScenarioError` or `MissingInput` for one that cannot be read."""
    its = names or (PLAIN, *(one for one in ahead.shipped() if one != PLAIN))
    return tuple(one for one in (ahead.named(name, folder=Path.cwd()) for name in its) if one.of in ("", party))


def carried(shown: Mapping[tuple[str, str], tuple[str, Fit]], *, names: Sequence[str] = ()) -> Iterator[Ahead]:
    """The outlooks of these fits, by war and party, each with the id of its run. Raises `ScenarioError` for a scenario that an account
    cannot bear."""
    for (war, party), (run, fit) in shown.items():
        ways = [_way(fit, one, party) for one in scenarios(names, party=party)]
        if ways:
            opening = ways[0][1].opening
            yield Ahead(
                run=run,
                war=war or None,
                party=party,
                opening=None if opening is None else band_of(opening),
                ways=tuple(way for way, _ in ways),
            )


def _way(fit: Fit, scenario: Scenario, party: str) -> tuple[Way, Outlook]:
    """A scenario carried forward. Raises `ScenarioError` for one whose changes lie before the account's end."""
    said = ahead.outlook(fit.draws, scenario, party=party, seed=SEED)
    force = said.strength or (None,) * len(said.balances)
    return Way(
        title=scenario.title,
        why=" ".join(scenario.why.split()),
        answers=tuple(ahead.sentences(said)),
        months=tuple(
            Month(
                month=balance.month,
                balance=band_of(balance.with_return),
                more_lost=balance.chance_with,
                strength=None if level is None else band_of(level),
            )
            for balance, level in zip(said.balances, force, strict=True)
        ),
        recruits=band_of(said.recruits),
        needed=None if said.needed is None else band_of(said.needed),
        movers=tuple(Mover(name=one.name, least=one.least, most=one.most) for one in said.drivers),
        sources=scenario.sources,
        remarks=said.scenario.remarks,
    ), said
