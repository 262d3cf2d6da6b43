"""Targets held against what was reached: a force to be grown, men to be called up, losses to be inflicted.

Invariant: a target is held only against facts of its own report, of the same party and part; another measure counts only where it stands in
one sentence with the target. "Out of reach" is said only where even with no losses at all what came in could not have done it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from muster.account import wording
from muster.account.comparisons.about import GAINS, LOSSES, Subject
from muster.account.dating import ONE_DAY, units
from muster.account.statement import Statement
from muster.account.widths import Width
from muster.claims import passages
from muster.claims.figure import Per
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure, Status
from muster.claims.period import Period
from muster.claims.remark import Remark, RemarkKind

CLOSE = 0.9  # of a target, from which "close" is a fair word
_ODD, _FEW, _LEAST = 2.0, 0.3, 0.05  # of a target in proportion to the time gone
_PART = re.compile(r"\b(?:of|among) (?:those|them|these|whom|the latter)\b|\bwere (?:women|foreign)", re.IGNORECASE)
BEHIND = 0.15  # of a target, by which it may lag behind the days gone and still be on the way
_CLOSE = re.compile(
    r"\b(?:close to|near(?:ly|ing)?|almost|approach\w*|on target|on plan|on schedule|ahead of)\b", re.IGNORECASE
)
_PLAN = re.compile(r"\b(?:ahead of|above|behind|below) (?:its |the |their )?(?:plan|schedule|target)\b", re.IGNORECASE)
_MET = re.compile(r"\b(?:met|meets?|hit|hits|reached|exceed\w*|surpass\w*|overfulfilled|filled)\b", re.IGNORECASE)
_TAKEN_IN = GAINS - {Measure.FOREIGN, Measure.CONVICTS}


def targets(subjects: Sequence[Subject], statements: Sequence[Statement]) -> Iterator[Finding]:
    """A finding for every target that a fact of its report can be held against."""
    documents: dict[str, list[Statement]] = {}
    for one in statements:
        documents.setdefault(one.report.document.id, []).append(one)
    remarks: dict[str, list[Subject]] = {}
    for subject in subjects:
        if subject.remark.kind is RemarkKind.EXCEEDS:
            remarks.setdefault(subject.report.document.id, []).append(subject)
    for document in sorted(documents):
        its = documents[document]
        if its[0].report.table:
            continue
        goals = [one for one in its if one.claim.status is Status.TARGET and one.claim.figure.unit == "person"]
        ids = {one.id for one in goals}
        for goal in goals:
            if goal.claim.repeats not in ids and goal.claim.party is not None:
                said = _said_of(goal, remarks.get(document, ()))
                found = _level(goal, its, said) if goal.level else _flow(goal, its, said)
                if found is not None:
                    yield found


def _said_of(goal: Statement, remarks: Sequence[Subject]) -> list[Subject]:
    """The remarks of the sentence of a target and of the next one."""
    text = goal.report.document.text
    place = goal.claim.place
    span = passages.sentence(text, (place.start, place.end))
    after = span[1]
    while after < len(text) and not text[after].isalnum():
        after += 1
    following = passages.sentence(text, (after, after + 1)) if after < len(text) else span
    return [one for one in remarks if span[0] <= one.remark.place.start < max(span[1], following[1])]


def _alike(goal: Statement, its: Sequence[Statement]) -> list[Statement]:
    """The facts of the same party and part, those of the same sentence first, then those of the same measure, then the nearest."""
    kin = next(
        (family for family in (_TAKEN_IN, LOSSES) if goal.claim.measure in family), frozenset({goal.claim.measure})
    )
    found = []
    for one in its:
        claim = one.claim
        same = claim.party == goal.claim.party and claim.civilian == goal.claim.civilian
        if not one.fact or claim.figure.unit != "person" or not same:
            continue
        if (claim.figure.numbers, claim.figure.per) == (goal.claim.figure.numbers, goal.claim.figure.per):
            continue  # the target itself, told as if it were a fact
        if one.claim.period.end and one.published and one.claim.period.end > one.published:
            continue  # a fact of days that were still to come: a year's figure for a part of it
        together = one.sentence == goal.sentence
        if _PART.search(one.report.document.text, max(0, claim.place.start - 40), claim.place.end + 12):
            continue
        if not (together or _beside(one, goal) or (one.claim.period.days and goal.claim.period.days)):
            continue
        if (claim.measure is goal.claim.measure and one.scope == goal.scope) or (together and claim.measure in kin):
            found.append(
                (
                    not together,
                    claim.measure is not goal.claim.measure,
                    abs(claim.place.start - goal.claim.place.start),
                    one,
                )
            )
    return [one for *_, one in sorted(found, key=lambda item: item[:3])]


def _gone(period: Period, whole: Period) -> float:
    """How much of the target's time was gone."""
    return (period.days or 1) / (whole.days or 1)


def _likely(one: Statement, goal: Statement, *, share: float) -> bool:
    """Whether the two are likely of the same people: neither so far above the target nor, but in one sentence, so far below it that they
    are hardly so. A reader who misses that a figure is of a part must not make a failure of it."""
    return (_LEAST if one.sentence == goal.sentence else _FEW) <= share <= _ODD


def _beside(one: Statement, goal: Statement) -> bool:
    """Whether no more than a sentence lies between the two."""
    first, last = sorted((one.claim.place, goal.claim.place), key=lambda place: place.start)
    between = one.report.document.text[first.end : last.start]
    return len(between) < 500 and "\n\n" not in between and len(re.findall(r"[.!?]\s", between)) <= 2


# ------------------------------------------------------------------ a flow
def _flow(goal: Statement, its: Sequence[Statement], said: Sequence[Subject]) -> Finding | None:
    aim = goal.claim.figure
    if aim.per in (Per.DAY, Per.WEEK, Per.MONTH):
        return _rate(goal, its, said)
    whole = goal.period
    tried = goal.claim.measure in GAINS | LOSSES
    if whole.start is None or whole.end is None or goal.middle <= 0 or not tried:
        return None
    for one in _alike(goal, its):
        start, end = one.period.start, one.period.end
        if one.level or start is None or end is None or not (whole.start <= start <= end <= whole.end):
            continue
        if (start - whole.start).days > 0.1 * ((whole.end - whole.start).days + 1):
            continue  # a part of the time, which tells nothing of the whole
        if not _likely(one, goal, share=one.middle / goal.middle / _gone(one.period, whole)):
            continue
        return _against(goal, one, said, elapsed=((end - whole.start).days + 1) / ((whole.end - whole.start).days + 1))
    return None


def _against(goal: Statement, one: Statement, said: Sequence[Subject], *, elapsed: float) -> Finding:
    share = one.middle / goal.middle
    pace = one.middle / elapsed
    reached = one.total.low is not None and goal.total.low is not None and one.total.low >= goal.total.low
    text = _beside_target(one, goal, share=share)
    numbers = [("share", round(share, 4)), ("pace", round(pace, 1)), ("elapsed", round(elapsed, 4))]
    if reached:
        return _finding(
            Verdict.REACHED, Severity.NOTE, f"{text}: the target is reached.", [one, goal], said=said, numbers=numbers
        )
    if elapsed < 0.97:
        text += f", with {elapsed * 100:.0f} % of the time gone; at that pace it comes to {wording.number(pace)}"
    plan = next((item.remark for item in said if _PLAN.search(item.remark.quote)), None)
    if elapsed < 0.97 and plan is not None:
        ahead = re.search("ahead|above", plan.quote, re.IGNORECASE) is not None
        if (share > elapsed) is ahead:
            return _finding(
                Verdict.AGREES,
                Severity.NOTE,
                f"{text}, which is “{plan.quote}”.",
                [one, goal],
                said=said,
                numbers=numbers,
            )
        return _finding(
            Verdict.FAILS,
            Severity.SERIOUS,
            f"{text}, which is not “{plan.quote}”.",
            [one, goal],
            said=said,
            numbers=numbers,
        )
    if elapsed < 0.97 and share >= elapsed - BEHIND:
        return _finding(Verdict.NOT_DECIDABLE, Severity.NOTE, f"{text}.", [one, goal], said=said, numbers=numbers)
    return _short(text, [one, goal], said, numbers=numbers)


def _claimed(said: Sequence[Subject]) -> Remark | None:
    """A remark that says the target was met."""
    for one in said:
        ahead = one.text[max(0, one.at - 25) : one.at]
        if _MET.search(one.remark.quote) and not re.search(
            r"\b(?:fail\w*|not|never|un\w+able)\b", f"{ahead} {one.remark.quote}", re.IGNORECASE
        ):
            return one.remark
    return None


# ------------------------------------------------------------------ a rate
def _rate(goal: Statement, its: Sequence[Statement], said: Sequence[Subject]) -> Finding | None:
    per = goal.claim.figure.per
    aim = sum(goal.claim.figure.numbers) / len(goal.claim.figure.numbers)
    for one in sorted(_alike(goal, its), key=lambda one: -_last(one)):
        n = units(one.period, per) if one.period.start else 0.0
        own = one.claim.figure
        if one.level or (n < 0.9 and own.per is not per) or (n > 13 and not one.rate) or aim <= 0:
            continue
        width = one.total.times(1 / n) if n else Width(own.low, own.high)
        value = one.middle / n if n else one.middle
        share = value / aim
        if not _likely(one, goal, share=share):
            continue
        text = _beside_target(one, goal, share=share)
        numbers = [("share", round(share, 4))]
        if width.low is not None and width.low >= aim * 0.995:
            return _finding(
                Verdict.REACHED,
                Severity.NOTE,
                f"{text}: the target is reached.",
                [one, goal],
                said=said,
                numbers=numbers,
            )
        close = next((item.remark for item in said if _CLOSE.search(item.remark.quote)), None)
        if close is None:
            return _short(text, [one, goal], said, numbers=numbers)
        if share < CLOSE:
            return _finding(
                Verdict.NOT_CLOSE,
                Severity.MINOR,
                f"{text}, which is not “{close.quote}”.",
                [one, goal],
                said=said,
                numbers=numbers,
            )
        return _finding(
            Verdict.AGREES, Severity.NOTE, f"{text}, which is “{close.quote}”.", [one, goal], said=said, numbers=numbers
        )
    return None


def _last(one: Statement) -> int:
    return one.period.end.toordinal() if one.period.end else 0


# ------------------------------------------------------------------ a level
def _level(goal: Statement, its: Sequence[Statement], said: Sequence[Subject]) -> Finding | None:
    by = goal.claim.period.end
    if by is None or by == goal.published or goal.claim.measure is not Measure.STRENGTH:
        return None  # with no day told for it there is nothing to be late for
    levels = [one for one in _alike(goal, its) if one.level and one.period.start is not None and _beside(one, goal)]
    after = [one for one in levels if _day(one) >= by]
    if after:
        one = min(after, key=_day)
        share = one.middle / goal.middle
        reached = one.total.high is None or (goal.total.low is not None and one.total.high >= goal.total.low)
        text = _beside_target(one, goal, share=share)
        verdict = Verdict.REACHED if reached else Verdict.SHORT
        tail = "the target is reached." if reached else "the target is missed."
        return _finding(
            verdict, Severity.NOTE, f"{text}: {tail}", [one, goal], said=said, numbers=[("share", round(share, 4))]
        )
    before = [one for one in levels if _day(one) < by]
    return _reach(goal, max(before, key=_day), its, said, by=by) if before else None


def _day(one: Statement) -> dt.date:
    assert one.period.start is not None
    return one.period.start


def _reach(
    goal: Statement, now: Statement, its: Sequence[Statement], said: Sequence[Subject], *, by: dt.date
) -> Finding | None:
    """Whether what comes in could fill the gap with no losses at all."""
    months = units(Period(_day(now), by), Per.MONTH)
    if now.total.high is None or goal.total.low is None or months <= 0:
        return None
    needed = (goal.total.low - now.total.high, goal.middle - now.middle)
    rates = []
    for one in its:
        claim = one.claim
        fact = one.fact and claim.measure in GAINS and claim.party == goal.claim.party and one.scope is None
        if not fact or one.level or claim.figure.unit != "person":
            continue
        span = units(one.period, Per.MONTH) if one.period.start else 0.0
        if one.rate and not span and claim.figure.per is Per.MONTH and one.total.high is not None:
            rates.append((one.total.high, one.middle, one))
        elif (
            span >= 0.9
            and one.total.high is not None
            and one.period.end
            and one.period.end >= _day(now) - 200 * ONE_DAY
        ):
            rates.append((one.total.high / span, one.middle / span, one))
    if not rates or needed[1] <= 0:
        return None
    high, middle, best = max(rates, key=lambda item: item[:2])
    can = middle * months
    text = (
        f"The target was {wording.figure(goal)} by {wording.day(by)}. {wording.gave(now)}, so {wording.number(needed[1])} were "
        f"missing. {wording.gave(best)}; that makes {wording.number(can)} in the {wording.number(round(months, 1))} months that were left"
    )
    numbers = [("needed", needed[1]), ("recruited", can), ("months", round(months, 2))]
    if high * months < needed[0]:
        return _finding(
            Verdict.OUT_OF_REACH,
            Severity.SERIOUS,
            f"{text}. The target was out of reach even with no losses.",
            [now, goal, best],
            said=said,
            numbers=numbers,
        )
    return _finding(
        Verdict.NOT_DECIDABLE,
        Severity.NOTE,
        f"{text}. The target was within reach, if nobody was lost.",
        [now, goal, best],
        said=said,
        numbers=numbers,
    )


def _beside_target(one: Statement, goal: Statement, *, share: float) -> str:
    who, aim = wording.who(goal), wording.figure(goal)
    return f"{wording.gave(one)}. The target is {aim} ({who}), so that is {share * 100:.0f} % of it"


def _close_to_goal(one: Statement) -> str:
    """The words of a figure's sentence, or of the next one, that call it close to what was aimed at; empty where there are none."""
    text, place = one.report.document.text, one.claim.place
    first, last = passages.sentence(text, (place.start, place.end))
    following = next((at for at in range(last, len(text)) if text[at].isalnum()), None)
    end = passages.sentence(text, (following, following + 1))[1] if following is not None else last
    found = _CLOSE_TO_GOAL.search(text, first, end)
    return " ".join(found[0].split()) if found else ""


_CLOSE_TO_GOAL = re.compile(
    r"\b(?:close to|near(?:ly|ing)?|almost|approach\w*|within reach of|all but)\s+(?:at |reaching |meeting |filling |met |reached )?"
    r"(?:(?:its|the|their|his|that|this)\s+)?(?:\w+\s+)?(?:goal|target|quota|plan|aim|objective)\b",
    re.IGNORECASE,
)


def _short(
    text: str, of: Sequence[Statement], said: Sequence[Subject], *, numbers: Sequence[tuple[str, float]]
) -> Finding:
    """That a target was missed, which is worse where the text says that it was met."""
    close = _close_to_goal(of[0])
    share = dict(numbers).get("share", 0.0)
    if close and share < CLOSE:
        return _finding(
            Verdict.NOT_CLOSE, Severity.MINOR, f"{text}, which is not “{close}”.", of, said=said, numbers=numbers
        )
    met = _claimed(said)
    though = f", though the text says “{met.quote}”" if met else ""
    return _finding(
        Verdict.SHORT,
        Severity.SERIOUS if met else Severity.NOTE,
        f"{text}: the target is missed{though}.",
        of,
        said=said,
        numbers=numbers,
    )


def _finding(
    verdict: Verdict,
    severity: Severity,
    sentence: str,
    of: Sequence[Statement],
    *,
    said: Sequence[Subject],
    numbers: Sequence[tuple[str, float]],
) -> Finding:
    return wording.finding(
        Kind.TARGET,
        verdict,
        severity=severity,
        sentence=sentence,
        of=of,
        remarks=[one.remark for one in said],
        numbers=numbers,
    )
