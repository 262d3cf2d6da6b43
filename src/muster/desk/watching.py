"""The board of a party out of the ledger: its claims, the findings on them, the newest good run and its outlook given to the indicators.

Invariant: nothing is fitted and nothing is kept; findings that a person set aside raise no indicator; ids are those of the ledger's tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import muster.outlook as outlooks
from muster import __version__
from muster.account.draws import Draws
from muster.account.origins.graph import Origins
from muster.account.system import System, opponent
from muster.claims.errors import MissingInput, MusterError, UsageError, ValueRefused
from muster.claims.finding import Finding
from muster.desk import checking, reports, standing
from muster.desk.meant import meant
from muster.desk.outlooks import PLAIN, SEED
from muster.desk.settings import Settings
from muster.watch import (
    Answer,
    Board,
    Change,
    Indicator,
    Limits,
    Result,
    Seen,
    State,
    Threshold,
    atom,
    changes,
    indicators,
    seen,
    watched,
)
from muster.watch.keeping import Past, Record, past, record
from muster.watch.looking import places
from muster.watch.thresholds import EVERY, overlaid

__all__ = [
    "Answer", "Board", "Change", "Indicator", "Past", "Record", "Result", "State", "Threshold", "Watched", "changed", "earlier",
    "explained", "feed", "indicators", "record", "watch",
]  # fmt: skip
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A board, and what a person should know of what it was read off."""

    board: Board
    told: tuple[str, ...] = ()


def limits_of(settings: Settings) -> Limits:
    """The thresholds in force. Raises `SettingsError`."""
    return overlaid(settings.watch, where=settings.origins["watch"])


def watch(party: str, settings: Settings, *, war: str | None = None, tell: Tell = lambda _: None) -> Watched:
    """The board of a party as the ledger stands. Raises `MissingInput` where nothing is known of it, `UsageError` for several wars."""
    limits = limits_of(settings)
    tell("Opening the ledger")
    material = reports.of_ledger(settings)
    system = meant(material, settings, parties=(party,), war=war)
    checked = checking.check_ledger(settings, material=material, tell=tell)
    tell("Reading the indicators")
    made = made_of((one.finding, one.aside) for one in checked.noted)
    board = read_off(system, party, made=made, limits=limits, settings=settings)
    names = {new: old for report in material for new, old in report.ids.items()}
    return Watched(board=_named(board, names), told=tuple(_since(board.run, system, settings)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The findings of a check: those that `stand`, and those that a person set `aside`."""

    stand: tuple[Finding, ...] = ()
    aside: tuple[Finding, ...] = ()


def made_of(its: Iterable[tuple[Finding, object]]) -> Made:
    """Findings, each with the judgement that set it aside or None, parted by that."""
    parted = list(its)
    return Made(
        stand=tuple(one for one, aside in parted if aside is None),
        aside=tuple(one for one, aside in parted if aside is not None),
    )


Beside = Callable[[str], tuple[str, Draws | None]]  # the run that stands for a party in the war, and its draws


def read_off(
    system: System,
    party: str,
    *,
    made: Made,
    limits: Limits,
    settings: Settings,
    beside: Beside | None = None,
) -> Board:
    """The board of a party read off a war's system and what checks found in it, claims by the ids that these know them by. With `beside`
    the ledger is not opened for the estimates."""
    of_war = system.war.id if system.war else ""
    run, draws = (beside or partial(standing.beside, war=of_war, settings=settings))(party)
    enemy = opponent(party, system.war)
    mine = _seen(system, party, made=made, draws=draws)
    theirs = None
    if enemy is not None:
        again = beside or partial(standing.beside, war=of_war, settings=settings, held={run: draws})
        _, held = again(enemy)
        theirs = _seen(system, enemy, made=made, draws=held, graph=mine.origins)
    return watched(mine, limits, other=theirs, run=run)


def _seen(system: System, party: str, *, made: Made, draws: Draws | None, graph: Origins | None = None) -> Seen:
    """What there is to look at of a party: what was tried counts as tried though its finding is set aside."""
    ahead, why = _ahead(draws, party)
    its = seen(system, party=party, findings=made.stand, account=draws, ahead=ahead, graph=graph)
    return replace(its, tried=its.tried | places(made.aside), no_ahead=why)


def _ahead(draws: Draws | None, party: str) -> tuple[Draws | None, str]:
    """The account carried forward as it goes now; None where it cannot be, and why."""
    if draws is None:
        return None, ""
    try:
        return outlooks.project(draws, outlooks.named(PLAIN), party=party, seed=SEED), ""
    except MusterError as error:
        return None, str(error)


def _named(board: Board, names: Mapping[str, str]) -> Board:
    """The board with claims under the ids that the ledger's tables show."""
    return replace(
        board,
        results=tuple(
            replace(one, claims=tuple(dict.fromkeys(names.get(claim, claim) for claim in one.claims)))
            for one in board.results
        ),
    )


def _since(run: str, system: System, settings: Settings) -> list[str]:
    """A line on what came since the run, for then the indicators of the account are of what it knew."""
    head = next((one for one in standing.heads(settings) if run and one.id == run), None)
    why = standing.stale(head, system, settings=settings) if head is not None else ()
    return [f"since the estimate {run[:10]}: {'; '.join(why)}"] if why else []


# ------------------------------------------------------------------ what changed
def earlier(file: Path) -> Past:
    """An earlier board out of its file. Raises `MissingInput` for none, `UsageError` for a file that is no board."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UsageError(_no_board(file, "it is no text")) from None
    except OSError as error:
        raise MissingInput(f"the earlier board {file} cannot be read: {error.strerror}") from None
    try:
        return past(text)
    except ValueRefused as error:
        raise UsageError(_no_board(file, str(error))) from None


def _no_board(file: Path, why: str) -> str:
    return f"--since wants a file that muster watch --json wrote; {file} is none: {why}"


def changed(before: Past, board: Board) -> tuple[Change, ...]:
    """What changed since. Raises `UsageError` for a board of another party or war."""
    if (before.war, before.party) != (board.war, board.party):
        raise UsageError(
            f"the earlier board is of {before.party} in {before.war or 'no known war'}, this one of {board.party} in "
            f"{board.war or 'no known war'}"
        )
    return changes(before.of, board)


def feed(board: Board) -> str:
    """The board as an Atom feed."""
    return atom(board, generator=__version__)


# ------------------------------------------------------------------ what an indicator is
def explained(id_: str, settings: Settings) -> tuple[Indicator, tuple[Threshold, ...]]:
    """What an indicator is, and its thresholds in force, those last that it shares with others."""
    limits = limits_of(settings)
    what, own = indicators()[id_], limits.of[id_]
    shared = [limits.of[EVERY][name] for name in what.shared if name not in own]
    return what, (*own.values(), *shared)
