"""Changes tried on a series and on the text's own figures: "decreased compared to the same period of 2024", "rose by 20 percent".

Invariant: two windows are compared that the text names, each whole, the same days of the calendar where it says "the same
period"; windows are compared by totals and by daily averages where they differ; a change that rounding may account for is not decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from muster.account import wording
from muster.account.comparisons.about import Subject, about_finding, claimed, series_for
from muster.account.comparisons.changesaid import MOST, Change, changes_said
from muster.account.comparisons.spans import MONTH
from muster.account.comparisons.trial import AVERAGES, TOTALS, Way, either, whose
from muster.account.known import Known, Sum
from muster.account.statement import NO_FACT, Statement
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.period import Period
from muster.claims.remark import RemarkKind

_MONTHS = 3  # days by which two windows of as many months may differ
_SLACK = 0.10  # of a percentage: beyond rounding, the part by which it may miss and still be only loosely spoken


def changes(subjects: Sequence[Subject], series: Sequence[Known]) -> Iterator[Finding]:
    """A finding for every sentence whose change has two windows, a measure and a party."""
    groups: dict[tuple[str, str], list[Subject]] = {}
    for subject in subjects:
        if subject.remark.kind in (RemarkKind.CHANGE, RemarkKind.MULTIPLE, RemarkKind.BENCHMARK):
            start = subject.remark.place.start - subject.at
            groups.setdefault((subject.report.document.id, f"{start:09d}"), []).append(subject)
    for its in groups.values():
        found = [one for said in changes_said(its) if (one := _of_text(its, said) or _of_series(its, said, series))]
        if found:
            yield next((one for one in found if one.verdict not in (Verdict.FALSE, Verdict.NOT_DECIDABLE)), found[0])


# ------------------------------------------------------------------ by the text's own figures
def _of_text(its: Sequence[Subject], said: Change) -> Finding | None:
    """Where the sentence gives a figure for each of the two windows."""
    near = [one for one in its[0].near if one.claim.status not in NO_FACT and not one.level]
    for one in near:
        for other in near:
            fits = one.claim.period == said.now and other.claim.period == said.then
            if fits and one.claim.measure is other.claim.measure and one.claim.party == other.claim.party:
                return _between(its, said, one, other)
    return None


def _between(its: Sequence[Subject], said: Change, one: Statement, other: Statement) -> Finding | None:
    a, b = one.total, other.total
    if a.low is None or a.high is None or b.low is None or b.high is None or b.low <= 0:
        return None
    days = (_days(said.now), _days(said.then))
    same = one.rate or other.rate or abs(days[0] - days[1]) > 3
    scale = days[1] / days[0] if same else 1.0
    ratios = (a.low / b.high * scale, a.high / b.low * scale)
    outcome = _outcome(said, ratios)
    if outcome is None:
        return None
    verdict, severity = outcome
    middle = one.middle / other.middle * scale
    sentence = (
        f"{_head(its, said)} {wording.gave(one)}. {wording.gave(other)}. That is a change of {_percent(middle)}. "
        f"{wording.capital(_so(verdict, said))}."
    )
    numbers = [("change_percent", (middle - 1) * 100)]
    return wording.finding(
        Kind.CHANGE,
        verdict,
        severity=severity,
        sentence=sentence,
        of=[one, other],
        remarks=[s.remark for s in its],
        numbers=numbers,
    )


def _days(period: Period) -> int:
    return period.days or 1


def _outcome(said: Change, ratios: tuple[float, float]) -> tuple[Verdict, Severity] | None:
    """By the least and the most that the first window can be of the second."""
    low, high = ratios
    if said.factor is not None:
        least, most = said.factor
        if high >= least and low <= most:
            return Verdict.TRUE, Severity.NOTE
        told = [end for end in (least, most) if 0 < end < MOST]  # of "more than doubled" one end alone
        slack = _SLACK * abs(sum(told) / len(told) - 1) + 0.005
        close = high >= least - slack and low <= most + slack
        return (Verdict.FAILS_AS_SPOKEN, Severity.MINOR) if close else (Verdict.FALSE, Severity.SERIOUS)
    if low > 1 or high < 1:
        return (Verdict.TRUE, Severity.NOTE) if (low > 1) is said.up else (Verdict.FALSE, Severity.SERIOUS)
    return None


def _percent(ratio: float) -> str:
    return f"{(ratio - 1) * 100:+.1f} %".replace("-", "−")


def _so(verdict: Verdict, said: Change) -> str:
    if verdict is Verdict.TRUE:
        return "it holds"
    if verdict is Verdict.FAILS_AS_SPOKEN:
        return "it is near, and not within rounding"
    return "it does not hold" if said.factor is not None else f"that is no {'rise' if said.up else 'fall'}"


# ------------------------------------------------------------------ by a series
def _of_series(its: Sequence[Subject], said: Change, series: Sequence[Known]) -> Finding | None:
    head = its[0]
    if head.measure is None or head.party is None or any(one.claim.status in NO_FACT for one in head.near):
        return None
    if any(one.remark.kind is RemarkKind.MULTIPLE for one in its) and said.factor is None:
        return None
    for known in series_for(head, series):
        own = bool(head.near) and head.near[0].body.key == known.body.key
        if not (known.daily or own or len(known.pieces) >= 6):
            continue
        measured = {way: pair for way in _ways(its, said, known) if (pair := _pair(known, said, way))}
        if measured:
            return _judged(its, said, known, measured)
    return _open(its, said)


def _ways(its: Sequence[Subject], said: Change, known: Known) -> list[Way]:
    """By averages alone where the words say so or the windows are of quite other lengths; by totals alone where they are of one length."""
    lengths = (_days(said.now), _days(said.then))
    rated = any(re.search(r"\b(?:averag|rate|daily|a day)", one.text, re.IGNORECASE) for one in its)
    if said.whole:
        return [Way(TOTALS, convention) for convention in known.conventions]
    by: tuple[str, ...] = (AVERAGES,) if rated or abs(lengths[0] - lengths[1]) > _MONTHS else (TOTALS,)
    if by == (TOTALS,) and lengths[0] != lengths[1]:
        by = (TOTALS, AVERAGES)
    return [Way(kind, convention) for kind in by for convention in known.conventions]


def _pair(known: Known, said: Change, way: Way) -> tuple[Sum, Sum] | None:
    assert said.now.start is not None
    assert said.now.end is not None
    assert said.then.start is not None
    assert said.then.end is not None
    tell = known.total if way.by == TOTALS else known.average
    now = tell(said.now.start, said.now.end, convention=way.convention)
    then = tell(said.then.start, said.then.end, convention=way.convention)
    return (now, then) if now and then and then.value - then.error > 0 else None


def _judged(its: Sequence[Subject], said: Change, known: Known, pairs: Mapping[Way, tuple[Sum, Sum]]) -> Finding | None:
    outcomes = {}
    for way, (now, then) in pairs.items():
        low = (now.value - now.error) / (then.value + then.error)
        outcomes[way] = _outcome(said, (low, (now.value + now.error) / (then.value - then.error)))
    told = [one for one in outcomes.values() if one is not None]
    if not told:
        return None
    holds = [way for way, one in outcomes.items() if one is not None and one[0] is Verdict.TRUE]
    verdict, severity = _together(outcomes, holds, told)
    if verdict is Verdict.TRUE_BY_TOTALS and _beside_total(its[0], said):
        verdict, severity = Verdict.TRUE, Severity.NOTE
    way = holds[0] if holds else next(iter(pairs))
    now, then = pairs[way]
    a_day = " a day" if way.by == AVERAGES else ""
    tail = _so(verdict, said)
    if verdict not in (Verdict.TRUE, Verdict.FALSE, Verdict.FAILS_AS_SPOKEN):
        tail = "it holds only if " + either(holds, list(outcomes), known=known, unit=MONTH)
    how = ", in both conventions of the day" if len(known.conventions) > 1 and len(holds) in (0, len(pairs)) else ""
    sentence = (
        f"{_head(its, said)} By {whose(known)} it was {wording.number(now.value)}{a_day} against {wording.number(then.value)}, "
        f"{_percent(now.value / then.value)}{how}. {wording.capital(tail)}."
    )
    numbers = [("now", now.value), ("then", then.value), ("change_percent", (now.value / then.value - 1) * 100)]
    found = wording.finding(
        Kind.CHANGE, verdict, severity=severity, sentence=sentence, remarks=[one.remark for one in its], numbers=numbers
    )
    return about_finding(found, its[0])


def _beside_total(head: Subject, said: Change) -> bool:
    """ "890 in November, 15 percent more than in October": whether a percentage stands with the very total that it is of."""
    if said.factor is None:
        return False
    return any(not one.rate and not one.level and one.claim.period == said.now for one in head.near)


def _together(
    outcomes: Mapping[Way, tuple[Verdict, Severity] | None],
    holds: Sequence[Way],
    told: Sequence[tuple[Verdict, Severity]],
) -> tuple[Verdict, Severity]:
    """One verdict of all ways: it is false only where no way lets it hold."""
    if len(holds) == len(outcomes):
        return Verdict.TRUE, Severity.NOTE
    if not holds:
        mildest = min(told, key=lambda one: one[1] is Severity.SERIOUS)
        return mildest if len(told) == len(outcomes) else (Verdict.NOT_DECIDABLE, Severity.NOTE)
    for kind, verdict in ((TOTALS, Verdict.TRUE_BY_TOTALS), (AVERAGES, Verdict.TRUE_BY_AVERAGES)):
        if set(holds) == {way for way in outcomes if way.by == kind}:
            return verdict, Severity.MINOR
    return Verdict.TRUE_ONLY_IF, Severity.MINOR


def _head(its: Sequence[Subject], said: Change) -> str:
    return claimed(its, f"{wording.when(said.now)} against {wording.when(said.then)}")


def _open(its: Sequence[Subject], said: Change) -> Finding | None:
    if said.guessed or said.whole:
        return None
    if max(_days(said.now), _days(said.then)) > 1.2 * min(_days(said.now), _days(said.then)):
        return None  # likely not the windows that are meant
    sentence = f"{_head(its, said)} That cannot be decided: no series at hand tells of both."
    found = wording.finding(
        Kind.CHANGE,
        Verdict.NOT_DECIDABLE,
        severity=Severity.NOTE,
        sentence=sentence,
        remarks=[one.remark for one in its],
    )
    return about_finding(found, its[0])
