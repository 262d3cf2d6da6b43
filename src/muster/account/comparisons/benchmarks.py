"""Earlier wars as a measure: whether two reports tell one benchmark alike, and whether what is held against it is more.

Invariant: two benchmarks are one only where both name the same war and the same state's dead; they differ only where their numbers, or the
lengths they tell of the war, have nothing in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from typing import NamedTuple

from muster.account import wording
from muster.account.comparisons.about import LOSSES, Subject
from muster.account.comparisons.spans import NUMBERS
from muster.account.dating import units
from muster.account.lexicon import lexicon
from muster.account.statement import NO_FACT, Statement
from muster.account.widths import Width
from muster.claims.figure import Bound, Per
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure, Status
from muster.claims.remark import RemarkKind
from muster.claims.war import War

_NUMBERS = NUMBERS | {"thirteen": 13, "fourteen": 14, "fifteen": 15, "twenty": 20}
_LASTED = re.compile(
    r"(?P<hedge>\b(?:more than|over|nearly|almost|about|around|some|roughly|under|less than)\s+)?(?:\b(?:a|its|the|an)\s+)?"
    rf"\b(?P<n>\d{{1,2}}|{'|'.join(_NUMBERS)})(?:[- ]|\s+(?:long\s+)?)(?P<unit>years?|decades?|months?)\b|\b(?P<decade>decade)(?:-long)?\b",
    re.IGNORECASE,
)
_DEAD = frozenset({Measure.KILLED, Measure.LOSSES})
_MORE = re.compile(
    r"\b(?:more|exceed\w*|match\w*|same|equal|as many|surpass\w*|every single month|outnumber\w*)\b", re.IGNORECASE
)
_MONTH = re.compile(
    r"\b(?:every (?:single )?month|each month|(?:in )?(?:a|one|a single) month|a month|monthly|per month)\b",
    re.IGNORECASE,
)


@cache
def _wars() -> Mapping[str, re.Pattern[str]]:
    return {
        name: re.compile(rf"\b(?:{words})", re.IGNORECASE)
        for name, words in lexicon("benchmarks", of="comparisons")["wars"].items()
    }


_LONG_OVER = 3 * 365  # days after its end from which a war's toll is told as history


class Told(NamedTuple):
    """A benchmark: its statement, the earlier war, and for how many years that war went on, where its sentence says."""

    of: Statement
    war: str
    years: Width | None


def benchmarks(
    subjects: Sequence[Subject], statements: Sequence[Statement], *, wars: Mapping[str, War]
) -> Iterator[Finding]:
    """Benchmarks told in two ways, and comparisons with one."""
    past = {one.id for one in statements if _past(one, wars)}
    told = [one for item in statements if item.id in past and (one := _told(item)) is not None]
    yield from _accounts(told)
    yield from _held(subjects, statements, past=past)


def _past(one: Statement, wars: Mapping[str, War]) -> bool:
    """Whether it is a benchmark: told so, or of a party that is none of its war's, in a sentence that names an earlier war; and the toll of
    a war that is named and was over long before the report."""
    claim = one.claim
    if claim.status is Status.HISTORICAL:
        return True
    war = wars.get(claim.war or "")
    if war is not None and war.end and one.published and (one.published - war.end).days > _LONG_OVER:
        told = not one.report.table and claim.status not in NO_FACT and claim.party is not None
        whole = one.period.start is not None and one.period.start <= war.start and one.period.end >= war.end  # type: ignore[operator]
        return told and whole and _alone(one) and any(words.search(one.sentence) for words in _wars().values())
    if claim.party is None or one.report.table or claim.status in NO_FACT or (war and war.party(claim.party.code)):
        return False
    gone = claim.party.code in lexicon("benchmarks", of="comparisons")["heirs"].values()
    return (war is not None or gone) and any(words.search(one.sentence) for words in _wars().values())


def _alone(one: Statement) -> bool:
    """Whether no other figure of its measure and party stands in its sentence, of which it could be a part."""
    claim, sentence = one.claim, one.sentence
    its = [other for other in one.report.claims if (other.measure, other.party) == (claim.measure, claim.party)]
    return sum(one.report.sentence(other.place) == sentence for other in its) == 1


def _told(one: Statement) -> Told | None:
    claim = one.claim
    if claim.measure not in _DEAD or claim.party is None or claim.civilian:
        return None
    if one.rate or claim.figure.unit != "person":
        return None
    sentence = one.sentence
    named = [name for name, words in _wars().items() if words.search(sentence)]
    if len(named) != 1 or (one.scope is not None and not _wars()[named[0]].search(claim.scope or "")):
        return None
    return Told(one, named[0], _years(sentence))


def _years(sentence: str) -> Width | None:
    """For how long the war is told to have gone on: a number of years is that year and what is short of the next."""
    match = _LASTED.search(sentence)
    if match is None:
        return None
    if match["decade"]:
        return Width(9.5, 10.99)
    said = match["n"].lower()
    n = float(said) if said.isdigit() else float(_NUMBERS[said])
    unit = match["unit"].lower()
    n, step = (n * 10, 1.0) if unit.startswith("decade") else (n / 12, 1 / 12) if unit.startswith("month") else (n, 1.0)
    hedge = (match["hedge"] or "").strip().lower()
    if hedge in ("more than", "over"):
        return Width(n, n + step)
    if hedge in ("nearly", "almost", "under", "less than"):
        return Width(n - step, n)
    return Width(n - 0.5 * step if hedge else n, n + 0.99 * step if not hedge else n + 0.5 * step)


def _accounts(told: Sequence[Told]) -> Iterator[Finding]:
    groups: dict[tuple[str, str], list[Told]] = {}
    for one in told:
        party = one.of.claim.party
        assert party is not None
        groups.setdefault(
            (one.war, lexicon("benchmarks", of="comparisons")["heirs"].get(party.code, party.code)), []
        ).append(one)
    for (war, _), its in sorted(groups.items()):
        pair = _parted(its)
        if pair is not None and not _one_history(*pair):
            yield _two(war, *pair)


def _one_history(one: Told, other: Told) -> bool:
    """Whether one report tells both of a war that it is about, and so knows that they differ."""
    same = one.of.report.document.id == other.of.report.document.id
    if same and _runs_on(*sorted((one.of, other.of), key=lambda of: of.middle)):
        return True
    return same and all(told.of.claim.status is not Status.HISTORICAL for told in (one, other))


def _runs_on(less: Statement, more: Statement) -> bool:
    """ "368 by September and 657 by the time it withdrew": one body's toll of a war until two days."""
    first, last = less.claim.period.end, more.claim.period.end
    return less.body.key == more.body.key and first is not None and last is not None and first < last


def _parted(its: Sequence[Told]) -> tuple[Told, Told] | None:
    """The two farthest apart that have nothing in common, by numbers, else by years."""
    for widths in (
        [(_printed(one.of), one) for one in its],
        [(one.years, one) for one in its if one.years is not None],
    ):
        lows = [(width.low, n) for n, (width, _) in enumerate(widths) if width.low is not None]
        highs = [(width.high, n) for n, (width, _) in enumerate(widths) if width.high is not None]
        if lows and highs:
            low, high = max(lows), min(highs)
            if low[0] > high[0]:
                return widths[high[1]][1], widths[low[1]][1]
    return None


def _printed(one: Statement) -> Width:
    """Between what numbers it lies as printed, even where as a count it bounds from below: two histories are held against each other."""
    return one.bounds.times(one.per_unit) if one.claim.figure.bound in (Bound.EXACT, Bound.ABOUT) else one.total


def _two(war: str, one: Told, other: Told) -> Finding:
    parts = []
    for told in (one, other):
        length = f" in {_span(told.years)} years" if told.years else ""
        parts.append(f"{wording.who(told.of)} gave {wording.figure(told.of)}{length}")
    where = "one report" if one.of.report.document.id == other.of.report.document.id else "two reports"
    sentence = (
        f"Two accounts of one benchmark, {war}, in {where}. {wording.capital(parts[0])}. {wording.capital(parts[1])}."
    )
    numbers = [("one", one.of.middle), ("other", other.of.middle)]
    numbers += [
        (name, told.years.low)
        for name, told in (("years_one", one), ("years_other", other))
        if told.years and told.years.low
    ]
    return wording.finding(
        Kind.BENCHMARK,
        Verdict.TWO_ACCOUNTS,
        severity=Severity.MINOR,
        sentence=sentence,
        of=[one.of, other.of],
        numbers=numbers,
    )


def _span(years: Width) -> str:
    return wording.number(float(round(years.low if years.low is not None else 0, 1)))


# ------------------------------------------------------------------ held against one
def _held(subjects: Sequence[Subject], statements: Sequence[Statement], *, past: Set[str]) -> Iterator[Finding]:
    documents: dict[str, list[Statement]] = {}
    for one in statements:
        if (
            one.id not in past
            and one.claim.status not in NO_FACT
            and one.claim.figure.unit == "person"
            and not one.level
            and not one.claim.civilian
        ):
            documents.setdefault(one.report.document.id, []).append(one)
    pairs: dict[tuple[str, str], list[Subject]] = {}
    by_id = {one.id: one for one in statements}
    for subject in subjects:
        if subject.remark.kind not in (RemarkKind.BENCHMARK, RemarkKind.EXCEEDS):
            continue
        base = next((one for one in (*subject.near, *reversed(subject.before)) if one.id in past), None)
        if base is None or base.claim.measure not in LOSSES or not _MORE.search(subject.text):
            continue
        pairs.setdefault((subject.report.document.id, base.id), []).append(subject)
    for (document, past_id), its in pairs.items():
        found = _more(its, by_id[past_id], documents.get(document, []))
        if found is not None:
            yield found


def _more(its: Sequence[Subject], past: Statement, facts: Sequence[Statement]) -> Finding | None:
    """What is held against the benchmark: by the month where the sentence says so, else the fact that stands nearest."""
    subject = its[0]
    monthly = any(_MONTH.search(one.text) for one in its)
    kin = _DEAD if past.claim.measure in _DEAD else frozenset({past.claim.measure})
    alike = [one for one in facts if one.claim.measure in kin and one.scope is None and one.claim.repeats is None]
    alike = [one for one in alike if one.claim.party is not None and (not monthly or one.claim.figure.per is Per.MONTH)]
    if not monthly:
        beside = {one.id for one in (*subject.near, *subject.before)}
        alike = [one for one in alike if one.id in beside]
    if not alike:
        return None
    at = past.claim.place.start
    one = min(alike, key=lambda one: (one.claim.measure is not past.claim.measure, abs(one.claim.place.start - at)))
    now = one.total if not monthly else _a_month(one)
    base = past.total
    if now.low is not None and base.low is not None and now.low >= base.low:
        verdict, severity, so = Verdict.TRUE, Severity.NOTE, "That holds"
    elif now.high is not None and base.low is not None and now.high < base.low:
        verdict, severity, so = Verdict.FALSE, Severity.SERIOUS, "That does not hold"
    else:
        return None
    quotes = wording.listed(list(dict.fromkeys(f"“{one.remark.quote}”" for one in its)))
    sentence = f"{wording.capital(wording.paper(one))} says {quotes}. {wording.gave(one)}. {wording.gave(past)}. {so}."
    numbers = [("now", one.middle / (units(one.period, Per.MONTH) if monthly else 1.0)), ("benchmark", past.middle)]
    return wording.finding(
        Kind.BENCHMARK,
        verdict,
        severity=severity,
        sentence=sentence,
        of=[one, past],
        remarks=[item.remark for item in its],
        numbers=numbers,
    )


def _a_month(one: Statement) -> Width:
    return one.total.times(1 / (units(one.period, Per.MONTH) or 1.0))
