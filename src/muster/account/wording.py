"""Words for findings: who says what of whom, for when. Plain English, the same for the same statement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from muster.account.lexicon import lexicon
from muster.account.statement import Statement
from muster.account.widths import Width
from muster.claims.figure import plain, whole
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure
from muster.claims.period import Period
from muster.claims.remark import Remark
from muster.claims.report import Report

_TITLE = 70  # characters of a report's title in a sentence


def number(value: float) -> str:
    """A computed number for a reader: whole from 100 up, else with as many decimals as it needs for three digits."""
    if abs(value) >= 100 or float(value).is_integer():
        return plain(whole(float(round(value))))
    return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) >= 1 else f"{value:.3g}"


def rough(value: float) -> str:
    """A number that was drawn, for a reader: to three digits."""
    places = max(0, len(f"{abs(value):.0f}") - 3)
    return f"{round(value, -places):,.0f}"


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
    """The figure with its hedge, people, unit and part: "at least 125,000 killed", "53 casualties per km²", "40 killed (marines)"."""
    return f"{_counted(one)}{aside(one)}"


def aside(one: Statement) -> str:
    """What a figure is a part of, in brackets behind it: " (marines)", empty where it is of no part."""
    said = part(one)
    return f" ({said})" if said else ""


def _counted(one: Statement) -> str:
    claim = one.claim
    people = "civilians" if claim.civilian and claim.figure.unit == "person" else ""
    per = lexicon("wording")["per"][claim.figure.per.value] if claim.figure.per else ""
    return " ".join(word for word in (claim.figure.spoken(), people, measure_words(claim.measure), per) if word)


def measure_words(measure: Measure) -> str:
    """A measure in a sentence, as it follows a number."""
    return str(lexicon("wording")["measures"][measure.value])


def follows(verdict: Verdict) -> str:
    """What a verdict of arithmetic says of two numbers that should be one, as a sentence."""
    return str(lexicon("wording")["follows"][verdict.value])


def who(one: Statement) -> str:
    """Who says it, and on whose data where that is another; of one that is credited to nobody the paper, or the report by its title."""
    claim = one.claim
    if claim.speaker and claim.source:
        return f"{claim.speaker} (on data of {claim.source})"
    return teller(one)


def teller(one: Statement) -> str:
    """The same without whose data it is."""
    return one.claim.speaker or one.claim.source or paper(one)


def paper(one: Statement) -> str:
    """Who printed it, else the report by its title."""
    return one.report.publisher(one.claim) or called(one.report)


def called(report: Report) -> str:
    """A report by its title."""
    title = " ".join((report.document.title or "").split())
    short = title if len(title) <= _TITLE else f"{title[: _TITLE - 1].rpartition(' ')[0]}…"
    return f"the report “{short}”" if title else "the report"


def capital(words: str) -> str:
    """Words that begin a sentence."""
    return words[:1].upper() + words[1:]


def owner(name: str) -> str:
    """A name as an owner: "Mark Rutte's", "US officials'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def when(period: Period) -> str:
    """Days, months and years as a reader says them."""
    start, end = period.start, period.end
    if start is None or end is None:
        return "no days told"
    if start == end:
        return day(start)
    last = (end + dt.timedelta(days=1)).day == 1
    if start.day == 1 and last:
        if (start.year, start.month) == (end.year, end.month):
            return f"{start:%B %Y}"
        if start.month == 1 and end.month == 12 and start.year == end.year:
            return str(start.year)
        return f"{start:%B}{'' if start.year == end.year else f' {start.year}'} to {end:%B %Y}"
    if start.year != end.year:
        return f"{day(start)} to {day(end)}"
    return f"{start.day}{'' if start.month == end.month else f' {start:%B}'} to {day(end)}"


def day(one: dt.date) -> str:
    """A day: 3 February 2025."""
    return f"{one.day} {one:%B %Y}"


def told(one: Statement) -> str:
    """A statement in one breath: "Mark Rutte: between 20,000 and 25,000 killed a month (Russia, December 2025)"."""
    return f"{who(one)}: {of_whom(one)}"


def gave(one: Statement, *, after: Statement | None = None) -> str:
    """A statement as a clause that begins a sentence: "Mark Rutte gave 35,000 killed (Russia, December 2025)". What it shares with one that
    it comes `after` is not said again."""
    name = who(one)
    subject = capital(name)
    if after is None:
        return f"{subject} gave {of_whom(one)}"
    also = " also" if name == who(after) else ""
    same = (one.claim.party, one.claim.civilian, one.period) == (after.claim.party, after.claim.civilian, after.period)
    return f"{subject}{also} gave {figure(one) if same else of_whom(one)}"


def of_side(one: Statement) -> str:
    """A figure with whose people it counts, where its days are told in other words: "35,000 killed (Russia)"."""
    return f"{figure(one)} ({one.side})" if one.side else figure(one)


def of_whom(one: Statement) -> str:
    """A figure with whose people it counts, of what part and for when: "35,000 killed (Russia, marines, December 2025)"."""
    return f"{_counted(one)} ({', '.join(word for word in (one.side, part(one), when(one.period)) if word)})"


def part(one: Statement) -> str:
    """What a figure is of where it is of a part or says so ("near Tarn"), empty where nothing does: a text's own words, or the part it was
    taken for; a table's note is mostly of other things, so of it only what narrows."""
    own = one.claim.scope if not one.report.table else None
    return " ".join(own.split()) if own else (one.scope or "").replace(f" in {one.claim.place.document}", "")


def listed(parts: Sequence[str], *, most: int | None = None) -> str:
    """Parts with commas and an "and", empty for none; what is over `most` is told as "and 3 others"."""
    if most is not None and len(parts) > most:
        parts = [*parts[: most - 1], f"{len(parts) - most + 1} others"]
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


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
        sentence=capital(sentence),
        claims=tuple(dict.fromkeys(one.id for one in its)),
        remarks=tuple(one.place for one in noted),
        documents=tuple(documents),
        numbers=tuple(numbers),
        war=wars.pop() if len(wars) == 1 else None,
        party=parties.pop() if len(parties) == 1 else None,
        measure=measures.pop() if len(measures) == 1 else None,
    )
