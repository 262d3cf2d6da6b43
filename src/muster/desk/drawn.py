"""The estimates that a brief shows: of each party of each war what its newest good run says, as plain values.

Invariant: a run that failed its own diagnostics is told of in a line and never shown; nothing is fitted, and no sampler is loaded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from muster.brief import estimates as shown
from muster.brief.charts import GROUPS
from muster.brief.estimates import Band, Bar, Bias, Diagnostics, Estimate, Far, Headline, Rising, Weight
from muster.claims.measures import MEASURES, Measure
from muster.claims.party import Party
from muster.claims.war import wars_with
from muster.desk.estimates import summary
from muster.desk.estimating import Estimated
from muster.desk.settings import Settings
from muster.estimate import kept
from muster.estimate.answers import Banded, first_answer
from muster.estimate.courses import Course, Habit, Told, courses, days_of, habits, rise
from muster.estimate.criticism import Borne, Surprise, counted, surprises, unsettled
from muster.estimate.sampling import Fit
from muster.ledger import runs
from muster.ledger.runs import Header, Run
from muster.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The estimates, and for each party of a war that has none but failed runs its war and code."""

    estimates: tuple[Estimate, ...] = ()
    failed: tuple[tuple[str | None, str], ...] = ()


def drawn(
    settings: Settings, *, anchors: Mapping[str, str], parties: Sequence[Party] = (), wars: Sequence[str] = ()
) -> Drawn:
    """What the ledger's newest good runs say of these parties and wars, of all where none are named. `anchors` are those in the brief of
    claims, by the ids that the account knows them by."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        its: defaultdict[tuple[str, str], list[Header]] = defaultdict(list)
        for header in runs.headers(ledger.connection):
            for code in header.parties:
                if (not parties or Party(code) in parties) and (not wars or header.war in wars):
                    its[header.war, code].append(header)
        newest = {key: next((one for one in found if one.good), None) for key, found in its.items()}
        wanted = {one.id for one in newest.values() if one}
        loaded = {id_: runs.find(ledger.connection, id_) for id_ in wanted}
        since = {key: runs.later(ledger.connection, header, party=key[1]) for key, header in newest.items() if header}
    fits = {id_: opened(run) for id_, run in loaded.items()}
    known = wars_with(settings.wars)
    return Drawn(
        estimates=tuple(
            _estimate(
                Estimated(run=loaded[header.id], fit=fits[header.id], war=known.get(key[0]), again=True, names=anchors),
                key[1],
                since=since[key],
            )
            for key, header in newest.items()
            if header
        ),
        failed=tuple((war or None, party) for (war, party), header in newest.items() if header is None),
    )


def opened(run: Run) -> Fit:
    """The fit that a run kept."""
    return kept.fit_in(draws=run.draws, told=run.told, health=run.health)


def _estimate(one: Estimated, party: str, *, since: int) -> Estimate:
    fit, told = one.fit, summary(one)
    period = days_of(fit, one.war.start if one.war else None)
    assert period.start is not None
    assert period.end is not None
    answer = first_answer(fit.draws, party, period=period)
    later = rise(fit, party, last=period.end)
    return Estimate(
        run=one.run.id,
        made=one.run.made_at.date(),
        war=one.run.inputs.war or None,
        party=party,
        first=period.start,
        last=period.end,
        lines=tuple(
            Headline(what=line.what, level=line.level, total=band_of(line.total), prior=line.prior)
            for line in told.lines
            if line.party == party
        ),
        courses=tuple(_course(its, one.names) for its in courses(fit, party) if not its.prior),
        biases=tuple(_bias(its, fit, one.names) for its in habits(fit)),
        weights=tuple(_weight(its, one.names) for its in counted(fit, answer)),
        far=tuple(_far(its, one.names) for its in surprises(fit) if its.observation.party == party),
        rising=None
        if later is None
        else Rising(what=later.what, early=later.early, late=later.late, last=later.last, chance=later.chance),
        unsettled=unsettled(fit, answer),
        diagnostics=_diagnostics(fit, calibrated=told.calibrated),
        used=told.used,
        since=since,
    )


def band_of(one: Banded) -> Band:
    """The same band as the brief has it."""
    half, most, nearly = one.bands
    return Band(middle=one.middle, half=half, most=most, nearly=nearly)


def _course(one: Course, names: Mapping[str, str]) -> shown.Course:
    return shown.Course(
        what=one.what,
        level=one.level,
        ratio=one.ratio,
        months=tuple((month, band_of(its)) for month, its in one.months),
        bars=tuple(_bar(its, names) for its in one.told),
    )


def _bar(one: Told, names: Mapping[str, str]) -> Bar:
    its = one.observation
    return Bar(
        start=its.start,
        end=its.end,
        low=one.low,
        middle=one.middle,
        high=one.high,
        basis=its.name,
        measure=MEASURES[its.measure].title.lower(),
        claims=_known(its.claims, names),
        listed=its.listed,
    )


def _known(claims: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names[one] for one in claims if one in names))


def _bias(one: Habit, fit: Fit, names: Mapping[str, str]) -> Bias:
    """A habit with the figures that it is of; the words of a measure or of a group of them."""
    if one.common:
        its = [
            told for told in fit.observations if told.stance.value == one.key and MEASURES[told.measure].group == one.of
        ]
    else:
        its = [told for told in fit.observations if told.basis == one.key and told.measure.value == one.of]
    title = GROUPS.get(one.of, one.of) if one.common else MEASURES[Measure(one.of)].title.lower()
    return Bias(
        whose=one.key if one.common or not its else its[0].name,
        of=title,
        common=one.common,
        factor=band_of(one.factor),
        figures=len(its),
        claims=_known((claim for told in its for claim in told.claims), names),
    )


def _weight(one: Borne, names: Mapping[str, str]) -> Weight:
    return Weight(name=one.name, share=one.share, up=one.up, figures=len(one.claims), claims=_known(one.claims, names))


def _far(one: Surprise, names: Mapping[str, str]) -> Far:
    its = one.observation
    return Far(
        name=its.name,
        what=MEASURES[its.measure].title.lower(),
        start=its.start,
        end=its.end,
        number=its.middle,
        chance=one.rank,
        claims=_known(its.claims, names),
    )


def _diagnostics(fit: Fit, *, calibrated: bool) -> Diagnostics:
    its = fit.health
    return Diagnostics(
        rhat=its.rhat,
        ess=min(its.bulk, its.tail),
        divergences=its.divergences,
        draws=its.draws,
        calibrated=calibrated,
    )
