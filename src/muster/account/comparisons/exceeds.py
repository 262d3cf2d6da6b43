"""One side of the ledger against the other: "losing more than it recruits", "recruits roughly match its losses".

Invariant: losses and gains of one party are compared as men a month over days that meet; each pair of bodies is tried, and the verdict is
true or false only where all of them agree, else true only on those that the sentence names.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from muster.account import wording
from muster.account.comparisons.about import GAINS, LOSSES, Subject, about_finding, claimed, series_for
from muster.account.comparisons.spans import MONTH, containing
from muster.account.comparisons.trial import whose
from muster.account.dating import ONE_DAY, units
from muster.account.known import Known
from muster.account.lexicon import lexicon
from muster.account.statement import Statement
from muster.account.widths import Width
from muster.claims.figure import Bound, Per
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure
from muster.claims.period import Period
from muster.claims.remark import Remark, RemarkKind

_PART = 0.1  # of the greatest rate told, below which another is likely of a part
_PARITY = 0.15  # by which the two may differ and still be said to match
_LIKE = 1.5  # times the days of the one: the most that a total may be of to be set against the other's


@cache
def words() -> Mapping[str, re.Pattern[str]]:
    """The words of exceeding."""
    return {
        key: re.compile(rf"(?<!\w)(?:{said})(?!\w)".replace("\n    ", ""), re.IGNORECASE)
        for key, said in lexicon("exceeds", of="comparisons").items()
    }


class Rate(NamedTuple):
    """Men a month: between what numbers, over what days, said by whom."""

    low: float | None
    high: float | None
    period: Period | None
    told: str
    of: Statement | None


def exceeds(
    subjects: Sequence[Subject], statements: Sequence[Statement], *, series: Sequence[Known]
) -> Iterator[Finding]:
    """A finding for every sentence that sets losses against gains, where both are known."""
    gains = _by_party(statements, GAINS)
    losses = _by_party(statements, LOSSES)
    seen: set[tuple[str, object]] = set()
    for subject in subjects:
        key = (subject.report.document.id, subject.remark.place.start - subject.at)
        said = side_of(subject)
        if said is None or subject.party is None or key in seen:
            continue
        seen.add(key)
        party = subject.party.code
        lost = _nearest(subject, losses.get(party, ()), _measures(subject))
        come = _nearest(subject, gains.get(party, ()), GAINS)
        found = _tried(subject, said, lost=[*lost, *_of_series(subject, come, series)], come=come)
        if found is not None and (key[0], (found.claims, found.verdict)) not in seen:
            seen.add((key[0], (found.claims, found.verdict)))
            yield found
    yield from _firsts(subjects, gains, series)


def side_of(subject: Subject) -> str | None:
    """Whether it says `deficit`, `cover` or `parity`; None where it is of something else, a goal or an earlier war."""
    remark = subject.remark
    if remark.kind is not RemarkKind.EXCEEDS or words()["goal"].search(subject.window):
        return None
    quote, text = remark.quote, subject.text
    gain, loss = words()["gains"].search(text), words()["losses"].search(text)
    measures = {one.claim.measure for one in subject.near}
    balance = re.search(r"deficit|replac|compensat|make (?:good|up)", quote, re.IGNORECASE)
    if not (gain or balance or measures & GAINS) or not (loss or balance or measures & LOSSES):
        return None
    ahead = text[: subject.at]
    turned = words()["not"].search(ahead[-18:]) is not None or words()["not"].match(quote.split(" ", 1)[-1]) is not None
    if than := words()["than"].search(text[max(0, subject.at - 60) : subject.at + len(quote) + 12]):
        fewer = re.search(r"\b(?:fewer|less|slower)\b", than[0], re.IGNORECASE) is not None
        lost = than["loss"] is not None
        return "cover" if lost is not fewer else "deficit"
    if words()["parity"].search(quote):
        return "deficit" if turned else "parity"
    led = _last(ahead, "losses") > _last(ahead, "gains") or words()["losses"].match(quote) is not None
    if words()["reach"].search(quote):
        return "deficit" if led else "cover"
    if words()["over"].search(quote):
        return "deficit" if led or not ahead.strip() else "cover"
    if words()["deficit"].search(quote):
        return "deficit"
    if words()["cover"].search(quote):
        return "deficit" if turned else "cover"
    return None


def _last(text: str, key: str) -> int:
    return max((match.start() for match in words()[key].finditer(text)), default=-1)


def _measures(subject: Subject) -> frozenset[Measure]:
    """The losses that are meant: the dead where the sentence says so, else all of the kind that armies replace."""
    if re.search(r"\b(?:killed|dead|deaths)\b", subject.text, re.IGNORECASE) and not re.search(
        r"\b(?:wounded|casualt|loss)", subject.text, re.IGNORECASE
    ):
        return frozenset({Measure.KILLED})
    return frozenset({Measure.KILLED_WOUNDED, Measure.LOSSES, Measure.IRRECOVERABLE})


def _by_party(statements: Sequence[Statement], measures: frozenset[Measure]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for one in statements:
        claim = one.claim
        fact = one.fact and not one.level
        whole = claim.party and not claim.civilian and one.scope is None and claim.figure.unit == "person"
        if claim.measure in measures and claim.party and fact and whole:
            found.setdefault(claim.party.code, []).append(one)
    return found


def _nearest(subject: Subject, its: Sequence[Statement], measures: frozenset[Measure]) -> list[Rate]:
    """The rates of the sentence; else of its document; else of all that speak of the same days."""
    fits = [one for one in its if one.claim.measure in measures and _same_war(one, subject)]
    document = subject.report.document.id
    here = [one for one in fits if one.claim.place.document == document and one.report.document.id == document]
    beside = {one.id for one in subject.near}
    near = [one for one in here if one.id in beside]
    when = _days(subject)
    if not near and not here and when is not None:
        here = [one for one in fits if _meet(one.period, when) and not _whole_war(one, subject)]
    rates = [rate for one in near or here if (rate := _rate(one, subject)) is not None]
    if subject.named:  # what is of other days than those the sentence names says nothing of them
        rates = [
            rate
            for rate in rates
            if rate.period is None or any(_meet(rate.period, one.period) for one in subject.named)
        ]
    most = max((_middle(rate) for rate in rates), default=0.0)
    whole = [rate for rate in rates if _middle(rate) >= _PART * most]  # what is far below the others is of a part
    return list({(rate.low, rate.high, rate.told): rate for rate in whole}.values())


def _same_war(one: Statement, subject: Subject) -> bool:
    return subject.war is None or one.claim.war in (None, subject.war.id)


def _whole_war(one: Statement, subject: Subject) -> bool:
    return bool(
        subject.war
        and one.period.start
        and (one.period.start - subject.war.start).days <= 1
        and (one.period.days or 0) > 120
    )


def _rate(one: Statement, subject: Subject) -> Rate | None:
    """Men a month; None for a total of unknown days or of the whole war, which tells nothing of a month in it."""
    months = units(one.period, Per.MONTH) if one.period.start else 0.0
    if one.rate and not months:
        scale = {Per.DAY: 30.4, Per.WEEK: 30.4 / 7, Per.MONTH: 1.0, Per.YEAR: 1 / 12}[one.claim.figure.per or Per.MONTH]
        width = one.total.times(scale)
    elif months and (one.rate or (months >= 0.9 and not _whole_war(one, subject))):
        width = one.total.times(1 / months)
    else:
        return None
    return Rate(width.low, width.high, one.period if one.period.start else None, wording.told(one), one)


def _days(subject: Subject) -> Period | None:
    """The days that the sentence speaks of, else the last whole month before the report."""
    if subject.named:
        return min(subject.named, key=lambda one: abs(one.start - subject.at)).period
    if subject.today is None:
        return None
    this = containing(MONTH, subject.today)
    assert this.start is not None
    return Period(containing(MONTH, this.start - ONE_DAY).start, subject.today)


def _meet(one: Period | None, other: Period | None) -> bool:
    if one is None or other is None or None in (one.start, one.end, other.start, other.end):
        return False
    return bool(one.start <= other.end and other.start <= one.end)  # type: ignore[operator]


def _of_series(subject: Subject, come: Sequence[Rate], series: Sequence[Known]) -> list[Rate]:
    """What the densest daily series tells of the days that the gains are told for."""
    if Measure.KILLED in _measures(subject):
        return []
    known = next((one for one in series_for(subject, series, measure=Measure.LOSSES) if one.daily), None)
    period = next((rate.period for rate in come if rate.period), None) or _days(subject)
    if known is None or period is None or period.start is None or period.end is None:
        return []
    total = known.total(period.start, period.end)
    months = units(period, Per.MONTH)
    if total is None or months < 0.9:
        return []
    value, error = total.value / months, total.error / months
    told = f"{wording.number(value)} a month by {whose(known)} ({wording.when(period)})"
    return [Rate(value - error, value + error, period, told, None)]


def _like(loss: Rate, gain: Rate) -> bool:
    """Whether the two can be set against each other: a total tells nothing of a month that is a small part of its days."""
    if any(rate.of is None or rate.of.rate for rate in (loss, gain)):
        return True
    days = [rate.period.days or 0 for rate in (loss, gain) if rate.period is not None]
    return len(days) < 2 or max(days) <= _LIKE * min(days)


def _tried(subject: Subject, said: str, *, lost: Sequence[Rate], come: Sequence[Rate]) -> Finding | None:
    met = [
        (loss, gain)
        for loss in lost
        for gain in come
        if loss.period is None or gain.period is None or _meet(loss.period, gain.period)
    ]
    pairs = [
        (*pair, outcome)
        for pair in met
        if _like(*pair) and (outcome := _outcome(said, loss=pair[0], gain=pair[1])) is not None
    ]
    if not pairs:
        return _unlike(subject, next((pair for pair in met if not _like(*pair)), None))
    holds = [pair for pair in pairs if pair[2]]
    if len(holds) == len(pairs):
        verdict, severity, shown = Verdict.TRUE, Severity.NOTE, pairs[0]
    elif not holds:
        verdict, severity, shown = Verdict.FALSE, Severity.SERIOUS, pairs[0]
    else:
        verdict, severity, shown = Verdict.TRUE_ONLY_IF, Severity.MINOR, holds[0]
    loss, gain, _ = shown
    tail = {Verdict.TRUE: "It holds", Verdict.FALSE: "It does not hold"}.get(verdict, "It holds of these")
    other = next((pair for pair in pairs if not pair[2]), None) if verdict is Verdict.TRUE_ONLY_IF else None
    but = f" It does not hold of these: {other[0].told}; {other[1].told}." if other else ""
    days = loss.period or gain.period
    said_so = claimed([subject], wording.when(days) if days else "")
    sentence = f"{said_so} Lost: {loss.told}. Gained: {gain.told}. {tail}.{but}"
    of = [rate.of for rate in (loss, gain, *(other[:2] if other else ())) if rate.of is not None]
    numbers = [("losses_a_month", _middle(loss)), ("gains_a_month", _middle(gain))]
    found = wording.finding(
        Kind.EXCEEDS, verdict, severity=severity, sentence=sentence, of=of, remarks=[subject.remark], numbers=numbers
    )
    return about_finding(found, subject)


def _unlike(subject: Subject, pair: tuple[Rate, Rate] | None) -> Finding | None:
    """That it cannot be decided, for the two are of unlike stretches of time."""
    if pair is None:
        return None
    told = f"{claimed([subject], '')} Lost: {pair[0].told}. Gained: {pair[1].told}."
    sentence = f"{told} That cannot be decided: the one is of far more days than the other."
    of = [rate.of for rate in pair if rate.of is not None]
    undecided, note = Verdict.NOT_DECIDABLE, Severity.NOTE
    found = wording.finding(Kind.EXCEEDS, undecided, severity=note, sentence=sentence, of=of, remarks=[subject.remark])
    return about_finding(found, subject)


def _middle(rate: Rate) -> float:
    ends = [end for end in (rate.low, rate.high) if end is not None]
    return round(sum(ends) / len(ends), 1)


def _outcome(said: str, *, loss: Rate, gain: Rate) -> bool | None:
    """None where the two overlap so that neither more nor less is told."""
    lost, come = Width(loss.low, loss.high), Width(gain.low, gain.high)
    if said == "parity":
        low = None if lost.low is None else lost.low * (1 - _PARITY)
        return Width(low, None if lost.high is None else lost.high * (1 + _PARITY)).meets(come)
    if lost.meets(come):
        return None
    more = lost.low is not None and come.high is not None and lost.low > come.high
    return more if said == "deficit" else not more


# ------------------------------------------------------------------ for the first time
def _firsts(
    subjects: Sequence[Subject], gains: Mapping[str, Sequence[Statement]], series: Sequence[Known]
) -> Iterator[Finding]:
    """ "The first month that losses exceed recruitment": an earlier stretch in which a series lost more than anybody says was recruited."""
    for subject in subjects:
        if subject.remark.kind is not RemarkKind.RECORD or not words()["first"].search(subject.remark.quote):
            continue
        if (
            not (words()["gains"].search(subject.text) and words()["losses"].search(subject.text))
            or subject.party is None
        ):
            continue
        when = next((one.period for one in subject.named), None) or _days(subject)
        known = next((one for one in series_for(subject, series, measure=Measure.LOSSES) if one.daily), None)
        if when is None or when.start is None or known is None:
            continue
        found = _earlier(subject, subject.remark, gains.get(subject.party.code, ()), known, before=when.start)
        if found is not None:
            yield found


def _earlier(
    subject: Subject, remark: Remark, gains: Sequence[Statement], known: Known, *, before: dt.date
) -> Finding | None:
    for one in sorted(gains, key=lambda one: (one.period.start or before, one.id)):
        start, end = one.period.start, one.period.end
        if start is None or end is None or end >= before or not _same_war(one, subject):
            continue
        if one.total.high is None or one.claim.figure.bound is Bound.AT_LEAST or (end - start).days < 27:
            continue
        total = known.total(start, end)
        if total is not None and total.value - total.error > one.total.high:
            sentence = (
                f"{claimed([subject], '')} It was so before. For {wording.when(one.period)} {whose(known)} has "
                f"{wording.number(total.value)}. {wording.gave(one)}."
            )
            numbers = [("losses", total.value), ("gains", one.middle)]
            return about_finding(
                wording.finding(
                    Kind.EXCEEDS,
                    Verdict.FALSE,
                    severity=Severity.SERIOUS,
                    sentence=sentence,
                    of=[one],
                    remarks=[remark],
                    numbers=numbers,
                ),
                subject,
            )
    return None
