"""Words for findings: who says what of whom, for when. Plain English, the same for the same statement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from muster.account.statement import Statement
from muster.account.widths import Width
from muster.claims.figure import Per, plain, whole
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import MEASURES, Measure
from muster.claims.period import Period
from muster.claims.remark import Remark

_PER = {
    Per.DAY: " a day",
    Per.WEEK: " a week",
    Per.MONTH: " a month",
    Per.YEAR: " a year",
    Per.KM2: " per km²",
    Per.PERSON: " a person",
}
_LOOSE = {Measure.LOSSES: "lost", Measure.KILLED_WOUNDED: "killed and wounded", Measure.STRENGTH: "under arms"}


def number(value: float) -> str:
    """A computed number for a reader: whole from 100 up, else with as many decimals as it needs for three digits."""
    if abs(value) >= 100 or float(value).is_integer():
        return plain(whole(float(round(value))))
    return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) >= 1 else f"{value:.3g}"


def between(width: Width) -> str:
    """An interval in words."""
    if width.low is None:
        return f"at most {number(width.high)}" if width.high is not None else "any number"
    if width.high is None:
        return f"at least {number(width.low)}"
    if number(width.low) == number(width.high):
        return number(width.low)
    return f"{number(width.low)} to {number(width.high)}"


def figure(one: Statement) -> str:
    """The figure with its hedge and unit, and its part: "more than 125,000 killed and wounded", "40 killed (marines)"."""
    return f"{_counted(one)}{aside(one)}"


def aside(one: Statement) -> str:
    """What a figure is a part of, in brackets behind it: " (marines)", empty where it is of no part."""
    said = part(one)
    return f" ({said})" if said else ""


def _counted(one: Statement) -> str:
    shown = one.claim.figure
    return f"{shown.spoken()}{_PER.get(shown.per, '') if shown.per else ''} {measure_words(one.claim.measure)}".strip()


def measure_words(measure: Measure) -> str:
    """A measure in a sentence."""
    return _LOOSE.get(measure) or MEASURES[measure].title.lower()


def who(one: Statement) -> str:
    """Who says it, and on whose data where that is another."""
    claim = one.claim
    if claim.speaker and claim.source:
        return f"{claim.speaker} (on data of {claim.source})"
    return claim.speaker or claim.source or one.report.publisher(claim) or one.report.document.title or "the report"


def owner(name: str) -> str:
    """A name as an owner: "Mark Rutte's", "US officials'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def when(period: Period) -> str:
    """Days, months and years as a reader says them."""
    start, end = period.start, period.end
    if start is None or end is None:
        return "at no stated time"
    if start == end:
        return day(start)
    last = (end + dt.timedelta(days=1)).day == 1
    if start.day == 1 and last:
        if (start.year, start.month) == (end.year, end.month):
            return f"{start:%B %Y}"
        if start.month == 1 and end.month == 12 and start.year == end.year:
            return str(start.year)
        return f"{start:%B %Y} to {end:%B %Y}"
    return f"{day(start)} to {day(end)}"


def day(one: dt.date) -> str:
    """A day: 3 February 2025."""
    return f"{one.day} {one:%B %Y}"


def told(one: Statement) -> str:
    """A statement in one breath: "Mark Rutte: between 20,000 and 25,000 a month killed (RU, marines, December 2025)"."""
    party = f"{one.claim.party}, " if one.claim.party else ""
    narrowed = f"{part(one)}, " if part(one) else ""
    return f"{who(one)}: {_counted(one)} ({party}{narrowed}{when(one.period)})"


def part(one: Statement) -> str:
    """What a figure is of where it is of a part or says so ("civilians, near Tarn"), empty where nothing does: a text's own words, or the
    part it was taken for; a table's note is mostly of other things, so of it only what narrows."""
    own = one.claim.scope if not one.report.table else None
    said = " ".join(own.split()) if own else (one.scope or "").replace(f" in {one.claim.place.document}", "")
    return ", ".join(word for word in ("civilians" if one.claim.civilian else "", said) if word)


def listed(parts: Sequence[str]) -> str:
    """Parts with commas and an "and"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def finding(
    kind: Kind,
    verdict: Verdict,
    *,
    severity: Severity,
    sentence: str,
    of: Iterable[Statement] = (),
    remarks: Iterable[Remark] = (),
    numbers: Iterable[tuple[str, float]] = (),
) -> Finding:
    """A finding of these statements and remarks; war, party and measure are those that all of them share."""
    its, noted = list(of), list(remarks)
    wars = {one.claim.war for one in its}
    parties = {one.claim.party for one in its}
    measures = {one.claim.measure for one in its}
    documents = dict.fromkeys(one.report.document.id for one in its) | dict.fromkeys(
        one.place.document for one in noted
    )
    return Finding(
        kind=kind,
        verdict=verdict,
        severity=severity,
        sentence=sentence,
        claims=tuple(dict.fromkeys(one.id for one in its)),
        remarks=tuple(one.place for one in noted),
        documents=tuple(documents),
        numbers=tuple(numbers),
        war=wars.pop() if len(wars) == 1 else None,
        party=parties.pop() if len(parties) == 1 else None,
        measure=measures.pop() if len(measures) == 1 else None,
    )
