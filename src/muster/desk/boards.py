"""The boards of indicators that a brief shows, as plain values: of the parties with an estimate, and of those that it is narrowed to.

Invariant: a claim is named by its anchor in the brief, and one that is not there by none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from muster.account.chart import overlaid
from muster.account.statement import statements
from muster.account.system import System, systems
from muster.brief import signs as shown
from muster.brief.given import Told
from muster.brief.signs import Asked, Sign
from muster.claims.party import Party
from muster.claims.report import Report
from muster.claims.war import wars_with
from muster.desk.settings import Settings
from muster.desk.watching import indicators, limits_of, made_of, read_off
from muster.watch import Board


def boards(
    material: Sequence[Report],
    settings: Settings,
    *,
    of: Sequence[tuple[str | None, str]],
    told: Sequence[Told],
    anchors: Mapping[str, str],
) -> tuple[shown.Board, ...]:
    """The boards of these wars (their ids, None for any) and parties, in their order; `told` are the brief's findings. Raises
    `SettingsError` for thresholds that cannot be."""
    limits = limits_of(settings)
    made = made_of((one.finding, one.aside) for one in told)
    wars, chart = wars_with(settings.wars), overlaid(settings.chart, where=settings.origins["chart"])
    whole = systems(statements(material, wars=wars, chart=chart), wars=wars, chart=chart) if of else []
    return tuple(
        _shown(read_off(system, party, made=made, limits=limits, settings=settings), anchors)
        for system, party in _of(whole, of)
    )


def of_whom(
    fitted: Iterable[tuple[str, str]], *, parties: Sequence[Party], wars: Sequence[str]
) -> list[tuple[str | None, str]]:
    """Whose boards a brief shows: of the wars and parties with an estimate, and of those that it is narrowed to and that have none."""
    its: list[tuple[str | None, str]] = [(war or None, party) for war, party in fitted]
    known = {party for _, party in its}
    return [*its, *((war, one.code) for one in parties if one.code not in known for war in wars or (None,))]


def _of(whole: Sequence[System], of: Sequence[tuple[str | None, str]]) -> Iterator[tuple[System, str]]:
    for war, party in of:
        for system in whole:
            meant = system.war is not None and war in (None, system.war.id)
            if meant and any(row.series.party == party for row in system.rows):
                yield system, party


def _shown(board: Board, anchors: Mapping[str, str]) -> shown.Board:
    words = indicators()
    return shown.Board(
        war=board.war or None,
        party=board.party,
        day=board.day,
        run=board.run,
        signs=tuple(
            Sign(
                id=one.id,
                name=words[one.id].name,
                state=one.state.value,
                why=one.why,
                claims=tuple(dict.fromkeys(anchors[claim] for claim in one.claims if claim in anchors)),
            )
            for one in board.results
        ),
        asked=tuple(Asked(asks=one.question.asks, state=one.state.value, why=one.why) for one in board.answers),
    )
