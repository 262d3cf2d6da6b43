"""A run of the estimate against published numbers that stand in the ledger as claims: what each says, and what the run says of the same.

Invariant: a number is held against the run's answer for its own measure, party and days; whether the run was fitted to it is told beside
it, for a number that went in cannot confirm what came out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from muster.account.bodies import named_body
from muster.account.draws import Banded, banded
from muster.account.system import Row, System
from muster.account.widths import Width
from muster.account.wording import figure, who
from muster.brief import dots
from muster.brief.charts import standing_alone
from muster.brief.dots import Dot, Number, times_words
from muster.brief.estimates import Band
from muster.claims.errors import MissingInput, UnknownClaim, UsageError
from muster.claims.measures import MEASURES, Measure
from muster.desk import reports
from muster.desk.comparing import named
from muster.desk.estimating import fit_of
from muster.desk.meant import meant
from muster.desk.settings import Settings
from muster.estimate import against
from muster.estimate.priors import shipped
from muster.estimate.sampling import Fit
from muster.ledger.runs import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A published number, `low` to `high` (None: open) with `middle`, beside the run's answer. `sense` is what its word was taken to mean,
    `times` the number over the answer's middle, `below` the share of the run's accounts that have less. `used` says whether the run was
    fitted to it; `why` why there is no answer."""

    claim: str
    who: str
    said: str
    party: str
    measure: str
    start: dt.date
    end: dt.date
    low: float | None
    middle: float
    high: float | None
    level: bool = False
    sense: str = ""
    answer: Banded | None = None
    times: float | None = None
    below: float | None = None
    used: str = ""
    fitted: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A run and the numbers held against it, by measure and day; `passed` are claims that were asked for and that the account does not
    take, with the reason of each."""

    run: str
    war: str
    good: bool
    faults: tuple[str, ...]
    numbers: tuple[Beside, ...]
    passed: tuple[tuple[str, str], ...]


def published(
    settings: Settings, beginning: str, *, claims: Sequence[str] = (), sources: Sequence[str] = ()
) -> Published:
    """The run whose id begins so against these claims, by the beginnings of their ids, and all of these sources. Raises `UnknownRun`,
    `UnknownClaim` or `UsageError` for a name that is not there, and `MissingInput` where nothing of them is of the run's parties."""
    run = named(settings, beginning)
    material = reports.of_ledger(settings)
    system = meant(material, settings, parties=run.inputs.parties, war=run.inputs.war or None)
    names = {new: old for report in material for new, old in report.ids.items()}
    wanted = {id_ for one in claims for id_ in _claims(one, system, names)} | {
        id_ for one in sources for id_ in _of_source(one, system)
    }
    rows: dict[str, Row] = {row.claim: row for row in reversed(system.rows) if row.claim in wanted}
    fit = fit_of(run)
    its = [row for row in rows.values() if _whole(row, system) in fit.draws.parties]
    passed = tuple(
        (names.get(one.statement.id, one.statement.id), one.why) for one in system.passed if one.statement.id in wanted
    )
    if not its:
        why = f"; {passed[0][0][:10]} is not taken, since {passed[0][1]}" if passed else ""
        raise MissingInput(f"nothing asked for is a figure of {' or '.join(run.inputs.parties)} in that war{why}")
    its.sort(key=lambda row: (row.statement.claim.measure.value, row.statement.period.end or dt.date.min, row.claim))
    return Published(
        run=run.id,
        war=system.war.name if system.war else "no known war",
        good=run.good,
        faults=fit.health.faults,
        numbers=tuple(_beside(row, run, fit, system=system, names=names) for row in its),
        passed=passed,
    )


def _whole(row: Row, system: System) -> str:
    """The party that its people are counted in."""
    party = (row.base or row.series).party
    return system.within.get(party, party)


# ------------------------------------------------------------------ which claims
def _claims(beginning: str, system: System, names: Mapping[str, str]) -> list[str]:
    """The claim whose id, as the ledger's tables show it, begins so."""
    wanted = beginning.strip().lower()
    every = {row.claim for row in system.rows} | {one.statement.id for one in system.passed}
    found = sorted(
        one for one in every if wanted and (names.get(one, one).startswith(wanted) or one.startswith(wanted))
    )
    if not found:
        raise UnknownClaim(
            f"no claim of that war has an id that begins with {beginning[:60]!r}; muster claims lists them"
        )
    if len(found) > 1:
        several = ", ".join(names.get(one, one)[:14] for one in found[:8])
        raise UsageError(f"{wanted} could be several claims; write more of the id: {several}")
    return found


def _of_source(name: str, system: System) -> set[str]:
    """All claims that this body says, or that are on its data."""
    statements = {row.claim: row.statement for row in system.rows}
    bodies: dict[str, set[str]] = {}
    said: dict[str, str] = {}
    for one in statements.values():
        voices = [(one.body.key, one.body.name)]
        if one.claim.speaker:
            body = named_body(one.claim.speaker, system.war)
            voices.append((body.key, body.name))
        for key, words in voices:
            bodies.setdefault(key, set()).add(one.id)
            said.setdefault(key, words)
    key = named_body(name, system.war).key
    near = (
        [key]
        if key in bodies
        else sorted(other for other, words in said.items() if name.lower() in words.lower() or name.lower() in other)
    )
    if len(near) == 1:
        return bodies[near[0]]
    names = ", ".join(sorted({said[other] for other in near or said})[:20])
    raise UsageError(f"no body here is called {name!r}; {'it could be' if near else 'there are'} {names}")


# ------------------------------------------------------------------ one number beside the run
def _beside(row: Row, run: Run, fit: Fit, *, system: System, names: Mapping[str, str]) -> Beside:
    one = row.statement
    width: Width = one.total
    assert one.period.start is not None
    assert one.period.end is not None
    used, fitted = _used(one.id, run, fit)
    plain = Beside(
        claim=names.get(one.id, one.id),
        who=who(one),
        said=figure(one),
        party=(row.base or row.series).party,
        measure=one.claim.measure.value,
        start=one.period.start,
        end=one.period.end,
        low=width.low,
        middle=one.middle,
        high=width.high,
        level=row.series.level,
        used=used,
        fitted=fitted,
    )
    try:
        asked = against.meant(row, fit.draws, chart=system.chart, priors=shipped())
        values = asked.over(fit.draws, period=one.period)
    except UsageError as error:
        return replace(plain, why=str(error))
    answer = banded(values)
    return replace(
        plain,
        sense=asked.sense.name.replace("_", " "),
        answer=answer,
        times=one.middle / answer.middle if answer.middle > 0 else None,
        below=against.share_below(values, one.middle),
        why=f"it is of a part ({one.scope}), the run of the whole" if row.series.scope else "",
    )


def _used(claim: str, run: Run, fit: Fit) -> tuple[str, bool]:
    """Whether a run was fitted to a claim, in words and for certain."""
    for one in fit.observations:
        if claim in one.claims:
            return ("yes" if len(one.claims) == 1 else f"yes, as one figure with {len(one.claims) - 1} more"), True
        if claim in one.less:
            return "yes, within a running total", True
    if claim in fit.aside:
        return f"no: {fit.aside[claim]}", False
    if claim in run.inputs.claims:
        return "no", False
    return "no: it came after the run, or was not believed", False


# ------------------------------------------------------------------ as a picture
def picture(found: Published, *, form: str) -> bytes:
    """The numbers against the run's bands, each in times of the answer's middle, as `svg` or `png`. A filled square is a number that the
    run was fitted to, a hollow one another. Raises `MissingInput` where none has an answer."""
    its = [_dot(one) for one in found.numbers if one.answer is not None and one.answer.middle > 0]
    if not its:
        raise MissingInput("there is nothing to draw: the run has no answer to any of these figures")
    return standing_alone(
        dots.spec(its, axis="times the run’s middle"),
        title=f"Published numbers against run {found.run[:10]}",
        about="Dot, bar and line: the run’s middle, 80 and 95 of 100 of its accounts. Square: the published number (filled: the run was "
        "fitted to it); a triangle points to where a bound is open.",
        form=form,
        told=dots.told(its),
    )


def _dot(one: Beside) -> Dot:
    assert one.answer is not None
    middle = one.answer.middle
    half, most, nearly = ((low / middle, high / middle) for low, high in one.answer.bands)
    low, high = ((one.middle if end is None else end) / middle for end in (one.low, one.high))
    side = 1 if one.high is None else -1 if one.low is None else 0
    return Dot(
        label=f"{_short(one.who)}, {MEASURES[Measure(one.measure)].title.lower()} {'on' if one.level else 'to'} {one.end}",
        note=f"{times_words(one.middle / middle)} ×, above {place_words(one.below)}",
        band=Band(middle=1.0, half=half, most=most, nearly=nearly),
        number=Number(low=low, middle=one.middle / middle, high=high, filled=one.fitted, side=side),
    )


def place_words(below: float | None) -> str:
    """How many of a run's accounts a number lies above: "83 of 100", "none"."""
    if below is None:
        return ""
    return "all" if below > 0.9995 else "none" if below < 0.0005 else f"{100 * below:.0f} of 100"


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1].rstrip()}…"


_LETTERS = 26
