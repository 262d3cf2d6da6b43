"""Two runs of the estimate side by side: each line in both, how they differ and how surely, and what went in otherwise.

Invariant: both are asked for the same days, those that both cover; a failed run is compared where it is named, and said to be one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from muster.account.draws import Array, Banded, Draws, banded, month_end
from muster.brief import dots
from muster.brief.charts import standing_alone
from muster.brief.dots import Dot
from muster.brief.words import figure_words, period_words
from muster.claims.claim import Claim
from muster.claims.errors import MissingInput, UnknownRun, UsageError
from muster.claims.measures import MEASURES
from muster.claims.period import Period
from muster.claims.war import wars_with
from muster.desk import reports
from muster.desk.drawn import band_of
from muster.desk.estimating import fit_of
from muster.desk.settings import Settings
from muster.estimate.against import difference
from muster.estimate.answers import RECENT, Quantity, quantities
from muster.estimate.courses import days_of
from muster.estimate.sampling import Fit
from muster.ledger import runs
from muster.ledger.runs import Head, Run
from muster.ledger.store import Ledger

MOST_LISTED = 8  # runs that an error names


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two: its run, when it was made, of whom, with which seed, and why it failed where it did."""

    run: str
    war: str
    parties: tuple[str, ...]
    made_at: dt.datetime
    seed: int
    claims: int
    good: bool
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """A quantity in both runs: the second less the first, its ratio to it where neither can be nought, and the chance that it is
    greater."""

    first: Banded
    second: Banded
    less: Banded
    times: Banded | None
    greater: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A quantity of a party over the days that both cover (a level at their end), and in their last months."""

    party: str
    what: str
    level: bool
    total: Both
    recent: tuple[tuple[dt.date, Both], ...]
    prior: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSided:
    """A claim that went into one run alone: its id as the ledger's tables show it, and in words, empty where the ledger has it no more."""

    claim: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two runs over the same days. `added` are claims that the second alone had, `removed` those of the first; `alike` how many both had.
    `assumptions` is whether settings, priors and whom they believed are the same; `versions` what computed them, where it differs."""

    first: Side
    second: Side
    since: dt.date
    until: dt.date
    lines: tuple[Line, ...]
    added: tuple[OneSided, ...]
    removed: tuple[OneSided, ...]
    alike: int
    assumptions: bool
    versions: tuple[tuple[str, str, str], ...]


def compared(settings: Settings, begins: tuple[str, str]) -> Compared:
    """The two runs whose ids begin so, the first and the second. Raises `UnknownRun` that lists those there are, and `UsageError` where
    they are of different wars or have no party, or no day, in common."""
    one, other = (named(settings, beginning) for beginning in begins)
    if one.inputs.war != other.inputs.war:
        raise UsageError(
            f"runs of two wars cannot be compared; got {_war(one)} ({one.id[:10]}) and {_war(other)} ({other.id[:10]})"
        )
    fits = fit_of(one), fit_of(other)
    parties = [party for party in fits[0].draws.parties if party in fits[1].draws.parties]
    if not parties:
        raise UsageError(
            f"the two runs must have a party in common; got {', '.join(one.inputs.parties)} and {', '.join(other.inputs.parties)}"
        )
    since, until = _common(fits, settings, one.inputs.war)
    period = Period(since, until)
    words = told(settings)
    had, has = set(one.inputs.claims), set(other.inputs.claims)
    return Compared(
        first=_side(one, fits[0]),
        second=_side(other, fits[1]),
        since=since,
        until=until,
        lines=tuple(line for party in parties for line in _lines(fits, party, period)),
        added=_one_sided(has - had, words),
        removed=_one_sided(had - has, words),
        alike=len(had & has),
        assumptions=one.inputs.settings == other.inputs.settings,
        versions=_versions(one.inputs.versions, other.inputs.versions),
    )


def named(settings: Settings, beginning: str) -> Run:
    """The run whose id begins so. Raises `UnknownRun` that lists the runs there are, or `UsageError` where several begin so."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        try:
            return runs.named(ledger.connection, beginning)
        except UnknownRun:
            there = runs.every(ledger.connection)
    its = f"there are {_listed(there)}" if there else "it holds none yet, and muster estimate makes one"
    raise UnknownRun(f"the ledger has no run whose id begins with {beginning[:60]!r}; {its}")


def _listed(its: Sequence[Head]) -> str:
    said = [
        f"{one.id[:10]} ({' and '.join(one.inputs.parties)}, seed {one.inputs.seed}, {one.made_at:%Y-%m-%d}"
        f"{'' if one.good else ', failed'})"
        for one in its[:MOST_LISTED]
    ]
    return ", ".join(said) + (f" and {len(its) - MOST_LISTED:,} more" if len(its) > MOST_LISTED else "")


def _war(run: Run) -> str:
    return run.inputs.war or "no known war"


def _side(run: Run, fit: Fit) -> Side:
    return Side(
        run=run.id,
        war=run.inputs.war,
        parties=run.inputs.parties,
        made_at=run.made_at,
        seed=run.inputs.seed,
        claims=len(run.inputs.claims),
        good=run.good,
        faults=fit.health.faults,
    )


# ------------------------------------------------------------------ what they say
def _common(fits: tuple[Fit, Fit], settings: Settings, war: str) -> tuple[dt.date, dt.date]:
    """The first and last of the days that both cover. Raises `UsageError` where there are none."""
    known = wars_with(settings.wars).get(war)
    one, other = (days_of(fit, known.start if known else None) for fit in fits)
    start, end = max(one[0], other[0]), min(one[1], other[1])
    if start > end:
        raise UsageError(
            f"the two runs must have days in common; got {one[0]} to {one[1]} and {other[0]} to {other[1]}"
        )
    return start, end


def _lines(fits: tuple[Fit, Fit], party: str, period: Period) -> Iterator[Line]:
    one, other = fits[0].draws, fits[1].draws
    theirs = {its.what: its for its in quantities(other, party)}
    for quantity in quantities(one, party):
        second = theirs.get(quantity.what)
        if second is None:
            continue
        yield Line(
            party=party,
            what=quantity.what,
            level=quantity.sense.level,
            total=_both(
                quantity.over(one, party, period=period),
                second.over(other, party, period=period),
            ),
            recent=tuple(_recent((one, quantity), (other, second), party, until=period.end or dt.date.max)),
            prior=quantity.prior and second.prior,
        )


def _recent(
    one: tuple[Draws, Quantity], other: tuple[Draws, Quantity], party: str, *, until: dt.date
) -> Iterator[tuple[dt.date, Both]]:
    """The last whole months in both before a day."""
    its = [draws.months for draws, _ in (one, other)]
    months = [month for month in its[0] if month in its[1] and month_end(month) <= until]
    monthly = [quantity.monthly(draws, party) for draws, quantity in (one, other)]
    for month in months[-RECENT:]:
        first, second = (values[:, of.index(month)] for values, of in zip(monthly, its, strict=True))
        yield month, _both(first, second)


def _both(first: Array, second: Array) -> Both:
    found = difference(first, second)
    return Both(first=banded(first), second=banded(second), less=found.less, times=found.times, greater=found.greater)


# ------------------------------------------------------------------ what went in
def told(settings: Settings) -> dict[str, tuple[str, str]]:
    """Of each claim as it counts now, and as it was read before it was amended, the id that the ledger's tables show, and it in words."""
    found = {}
    for report in reports.of_ledger(settings):
        for claim in report.claims:
            read = report.ids.get(claim.id, claim.id)
            found[claim.id] = (read, words_of(claim))
            found.setdefault(read, (read, f"what is now amended to {words_of(claim)}"))
    return found


def words_of(claim: Claim) -> str:
    """Who says what of whom for when."""
    who = claim.speaker or claim.source or claim.publisher or "not credited"
    whose = f"{claim.party} " if claim.party else ""
    return f"{who}: {figure_words(claim)} {whose}{MEASURES[claim.measure].title.lower()}, {period_words(claim.period)}"


def _one_sided(claims: set[str], words: Mapping[str, tuple[str, str]]) -> tuple[OneSided, ...]:
    return tuple(
        OneSided(claim=words.get(one, (one, ""))[0], words=words.get(one, ("", ""))[1]) for one in sorted(claims)
    )


def _versions(one: Mapping[str, str], other: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (name, one.get(name, "none"), other.get(name, "none"))
        for name in sorted({*one, *other})
        if one.get(name) != other.get(name)
    )


# ------------------------------------------------------------------ as a picture
def picture(found: Compared, *, form: str) -> bytes:
    """The ratios of the second run to the first as `svg` or `png`. Raises `MissingInput` where no quantity has one."""
    its = [
        Dot(
            label=f"{line.party}: {line.what}{', at the end' if line.level else ''}",
            note=f"{dots.times_words(line.total.times.middle)} ×, above in {line.total.greater:.0%}",
            band=band_of(line.total.times),
        )
        for line in found.lines
        if line.total.times is not None
    ]
    if not its:
        raise MissingInput("there is nothing to draw: no quantity of the two is above nought in every account")
    one, other = found.first.run[:10], found.second.run[:10]
    return standing_alone(
        dots.spec(its, axis=f"times what run {one} has"),
        title=f"Run {other} against run {one}, {found.since} to {found.until}",
        about="Dot: the middle; bar and line: 80 and 95 of 100 pairs of possible accounts; beside it in how many the second is above.",
        form=form,
        told=dots.told(its),
    )
