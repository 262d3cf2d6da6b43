"""The estimates that a brief shows: of each party of each war what its newest good run says, as plain values.

Invariant: a run that failed its own diagnostics is told of in a line and never shown; nothing is fitted, and no sampler is loaded.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from muster.account.draws import Banded
from muster.brief import estimates as shown
from muster.brief.charts import GROUPS
from muster.brief.estimates import Band, Bar, Bias, Diagnostics, Estimate, Far, Headline, Rising, Weight
from muster.claims.errors import LedgerError, MusterError
from muster.claims.measures import MEASURES, Measure
from muster.claims.party import Party
from muster.claims.period import Period
from muster.claims.war import wars_with
from muster.desk.estimating import assumptions, fit_of, wanted_of
from muster.desk.settings import Settings
from muster.estimate.answers import lines, quantities
from muster.estimate.calibration import measured
from muster.estimate.courses import Course, Habit, Told, courses, days_of, habits, rise
from muster.estimate.criticism import Borne, Surprise, counted, surprises, unsettled
from muster.estimate.observation import Observation, set_apart
from muster.estimate.sampling import Fit
from muster.ledger import runs
from muster.ledger.runs import Head, Run
from muster.ledger.store import Ledger

Called = Callable[[Observation], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The estimates, with their fits by war and party, each with the id of its run; and of each party of a war that has runs, but none to
    show, its war, its code, and why."""

    estimates: tuple[Estimate, ...] = ()
    fits: Mapping[tuple[str, str], tuple[str, Fit]] = field(default_factory=dict)
    untold: tuple[tuple[str | None, str, str], ...] = ()


def drawn(
    settings: Settings, *, anchors: Mapping[str, str], parties: Sequence[Party] = (), wars: Sequence[str] = ()
) -> Drawn:
    """What the ledger's newest good runs say of these parties and wars, of all where none are named. `anchors` are those in the brief of
    claims, by the ids that the account knows them by."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        newest: dict[tuple[str, str], Head | None] = {}
        for head in runs.every(ledger.connection):
            if wanted_of(head).by is not None:
                continue
            for code in head.inputs.parties:
                key = (head.inputs.war, code)
                if (parties and Party(code) not in parties) or (wars and head.inputs.war not in wars):
                    continue
                newest[key] = newest.get(key) or (head if head.good else None)
        shown_of = {key: head for key, head in newest.items() if head is not None}
        loaded = {id_: runs.named(ledger.connection, id_) for id_ in {head.id for head in shown_of.values()}}
        since = {key: runs.later(ledger.connection, head, party=key[1]) for key, head in shown_of.items()}
    fits = {id_: fit for id_, run in loaded.items() if (fit := _readable(run)) is not None}
    anchors = {
        **{anchor: anchor for anchor in anchors.values()},
        **anchors,
    }  # what was amended since went in as it was read
    known = wars_with(settings.wars)
    return Drawn(
        estimates=tuple(
            _estimate(
                loaded[head.id],
                fits[head.id],
                party,
                start=known[war].start if war in known else None,
                anchors=anchors,
                since=since[war, party],
            )
            for (war, party), head in shown_of.items()
            if head.id in fits
        ),
        fits={key: (head.id, fits[head.id]) for key, head in shown_of.items() if head.id in fits},
        untold=tuple(
            (war or None, party, "it failed its own diagnostics" if head is None else _OTHER)
            for (war, party), head in newest.items()
            if head is None or head.id not in fits
        ),
    )


_OTHER = "another version of Muster kept it, in another form"


def _readable(run: Run) -> Fit | None:
    try:
        return fit_of(run)
    except LedgerError:
        return None


def of_run(run: Run, party: str, *, settings: Settings) -> Estimate:
    """What a run says of one of its parties, its claims named by their ids, good or not."""
    known = wars_with(settings.wars)
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        head = next(one for one in runs.every(ledger.connection) if one.id == run.id)
        since = runs.later(ledger.connection, head, party=party)
    war = run.inputs.war
    return _estimate(
        run,
        fit_of(run),
        party,
        start=known[war].start if war in known else None,
        anchors={claim: claim for claim in run.inputs.claims},
        since=since,
    )


def _estimate(
    run: Run, fit: Fit, party: str, *, start: dt.date | None, anchors: Mapping[str, str], since: int
) -> Estimate:
    begin, end = days_of(fit, start)
    period = Period(begin, end)
    first = next((one for one in quantities(fit.draws, party) if not one.prior), None)
    answer = first.over(fit.draws, party, period=period) if first else None
    later, called = rise(fit, party, last=end), _called(fit)
    return Estimate(
        run=run.id,
        made=run.made_at.date(),
        war=run.inputs.war or None,
        party=party,
        first=begin,
        last=end,
        lines=tuple(
            Headline(what=line.what, level=line.level, total=band_of(line.total), prior=line.prior)
            for line in lines(fit.draws, party, period=period)
        ),
        courses=tuple(_course(its, anchors, called=called) for its in courses(fit, party) if not its.prior),
        biases=tuple(_bias(its, fit, names=anchors, called=called) for its in habits(fit)),
        weights=() if answer is None else tuple(_weight(its, anchors) for its in counted(fit, answer)),
        far=tuple(_far(its, anchors, called=called) for its in surprises(fit) if its.observation.party == party),
        rising=None
        if later is None
        else Rising(what=later.what, early=later.early, late=later.late, last=later.last, chance=later.chance),
        unsettled=0.0 if answer is None else unsettled(fit, answer),
        diagnostics=_diagnostics(run, fit),
        used=len({claim for its in fit.observations for claim in its.claims}),
        since=since,
        aside=tuple(sorted(Counter(fit.aside.values()).items())),
        assumed=_assumed(run),
    )


def _assumed(run: Run) -> tuple[tuple[str, str, str], ...]:
    """What the run assumes, in the words of its file as it is now; nothing where that cannot be read."""
    wanted = wanted_of(run)
    try:
        return tuple((one["name"], one["is"], one["why"]) for one in assumptions(wanted.file))
    except MusterError:
        return ()


def band_of(one: Banded) -> Band:
    """The same band as the brief has it."""
    half, most, nearly = one.bands
    return Band(middle=one.middle, half=half, most=most, nearly=nearly)


def _called(fit: Fit) -> Called:
    """By what name to call the basis of a figure, so that it is told from another of the name."""
    differs = set_apart(fit.observations)
    return lambda one: f"{one.name}, {differs[one.basis]}" if differs[one.basis] else one.name


def _course(one: Course, names: Mapping[str, str], *, called: Called) -> shown.Course:
    return shown.Course(
        what=one.what,
        level=one.level,
        ratio=one.ratio,
        months=tuple((month, band_of(its)) for month, its in one.months),
        bars=tuple(_bar(its, names, called=called) for its in one.told),
    )


def _bar(one: Told, names: Mapping[str, str], *, called: Called) -> Bar:
    its = one.observation
    return Bar(
        start=its.start,
        end=its.end,
        low=one.low,
        middle=one.middle,
        high=one.high,
        basis=called(its),
        measure=MEASURES[its.measure].title.lower(),
        claims=_known(its.claims, names),
        listed=its.listed,
    )


def _known(claims: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names[one] for one in claims if one in names))


def _bias(one: Habit, fit: Fit, *, names: Mapping[str, str], called: Called) -> Bias:
    """A habit with the figures that it is of; the words of a measure or of a group of them."""
    if one.common:
        its = [
            told for told in fit.observations if told.stance.value == one.key and MEASURES[told.measure].group == one.of
        ]
    else:
        its = [told for told in fit.observations if told.basis == one.key and told.measure.value == one.of]
    title = GROUPS.get(one.of, one.of) if one.common else MEASURES[Measure(one.of)].title.lower()
    return Bias(
        whose=one.key if one.common or not its else called(its[0]),
        of=title,
        common=one.common,
        factor=band_of(one.factor),
        figures=len(its),
        claims=_known((claim for told in its for claim in told.claims), names),
    )


def _weight(one: Borne, names: Mapping[str, str]) -> Weight:
    return Weight(
        name=one.name,
        share=one.share,
        up=one.up,
        figures=len(one.claims),
        claims=_known(one.claims, names),
        apart=one.apart,
        called=one.called,
    )


def _far(one: Surprise, names: Mapping[str, str], *, called: Called) -> Far:
    its = one.observation
    return Far(
        name=called(its),
        what=MEASURES[its.measure].title.lower(),
        start=its.start,
        end=its.end,
        low=its.low,
        number=its.middle,
        high=its.high,
        chance=one.rank,
        people=its.base is None and MEASURES[its.measure].unit == "person",
        claims=_known(its.claims, names),
    )


def _diagnostics(run: Run, fit: Fit) -> Diagnostics:
    its = fit.health
    return Diagnostics(
        rhat=its.rhat,
        ess=min(its.bulk, its.tail),
        divergences=its.divergences,
        draws=its.draws,
        calibrated=measured(run.inputs.versions.get("model", "none")) is not None,
    )
