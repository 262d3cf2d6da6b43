"""What became of what was foretold, as the scorecard judges it.

Invariant: only forecasts can fail; a need that was not met says nothing of who stated it, and is counted apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from muster.claims.measures import Status
from muster.watch.board import Result, State
from muster.watch.looking import Seen
from muster.watch.scorecard import Scored, Verdict, scored
from muster.watch.thresholds import Limits
from muster.watch.words import listed


def forecasts(seen: Seen, limits: Limits) -> Result:
    """I19: what became of forecasts whose time is over, and beside them of stated needs."""
    id_ = "I19"
    its = [one for one in scored(seen.system, seen.account, today=seen.today) if _of_party(one, seen.party)]
    over = [one for one in its if one.verdict in (Verdict.HELD, Verdict.FAILED) and not _need(one)]
    rest = f"{_needs(its)}{_beside(its)}"
    if not over:
        why = f"The ledger holds no forecast on {seen.side} that is over and can be scored.{rest}"
        return Result(id=id_, state=State.CANNOT_TELL, why=why, claims=tuple(one.statement.id for one in its))
    failed = sorted((one for one in over if one.verdict is Verdict.FAILED), key=_newest_last)
    share = len(failed) / len(over)
    wrong = len(over) >= limits(id_, "due") and share >= limits(id_, "alert")
    lately = [one for one in failed if _end(one) >= seen.since(limits(id_, "kept"))]
    late = f", {len(lately)} of them in the last {limits(id_, 'kept'):.0f} days" if failed else ""
    return Result(
        id=id_,
        state=State.ALERT if wrong and lately else State.WATCH if lately else State.QUIET,
        why=(
            f"{len(failed)} of {len(over)} forecasts that are over failed{late}: "
            f"{listed(_by_speaker(over), most=6)}.{rest}"
        ),
        numbers=(("over", float(len(over))), ("failed", float(len(failed))), ("share", share)),
        claims=tuple(one.statement.id for one in (*failed, *(one for one in over if one not in failed))),
        day=max(_end(one) for one in over),
        about=failed[-1].statement.id if failed else "",
        over=tuple(one.statement.id for one in lately),
    )


def _of_party(one: Scored, party: str) -> bool:
    its = one.statement.claim
    return its.party is not None and its.party.code == party and not its.civilian


def _need(one: Scored) -> bool:
    return one.statement.claim.status is Status.NEEDED


def _end(one: Scored) -> dt.date:
    return one.statement.period.end or dt.date.min


def _newest_last(one: Scored) -> tuple[dt.date, str]:
    return _end(one), one.statement.id


def _needs(its: Sequence[Scored]) -> str:
    """How many stated needs came about, of those whose time is over."""
    due = [one for one in its if _need(one) and one.verdict in (Verdict.HELD, Verdict.FAILED)]
    met = sum(one.verdict is Verdict.HELD for one in due)
    return f" Of {len(due)} stated need{'' if len(due) == 1 else 's'} that are over {met} came about." if due else ""


def _beside(its: Sequence[Scored]) -> str:
    """How many could not be scored, and why."""
    counts = {verdict: sum(one.verdict is verdict for one in its) for verdict in Verdict}
    said = [
        words
        for verdict, words in (
            (Verdict.UNSURE, f"nothing decides what came of {counts[Verdict.UNSURE]}"),
            (Verdict.UNDATED, f"{counts[Verdict.UNDATED]} without a time, or of a part, cannot be scored"),
            (Verdict.AHEAD, f"the time of {counts[Verdict.AHEAD]} is not over"),
        )
        if counts[verdict]
    ]
    return f" Besides, {listed(said)}." if said else ""


def _by_speaker(its: Iterable[Scored]) -> list[str]:
    held: dict[str, list[bool]] = {}
    for one in its:
        held.setdefault(one.statement.body.name, []).append(one.verdict is Verdict.HELD)
    return [f"{name} {sum(said)} of {len(said)} held" for name, said in sorted(held.items())]
