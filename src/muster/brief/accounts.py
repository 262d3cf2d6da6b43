"""An estimate put into words, tables and charts: what a run says of a party, how sure it is, what counted, and who is far out.

Invariant: every number of it is said to be an estimate's, with its band and its run; a claim is linked only where the brief shows it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from muster.brief.curves import Curve, curve
from muster.brief.dots import Dot, times_words
from muster.brief.estimates import Band, Bar, Bias, Course, Estimate, Far, Rising, Span
from muster.brief.parts import Selection
from muster.brief.words import (
    Names,
    count_words,
    day_words,
    listed,
    party_words,
    period_words,
    resting_words,
    rounded,
    war_words,
)
from muster.claims.measures import MEASURES, Measure
from muster.claims.party import Party
from muster.claims.period import Period
from muster.claims.yardstick import likelihood, of_hundred

MOST_BIASES, MOST_COMMON = 20, 10  # rows of the picture: habits, and what stances have in common


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A quantity in words: its middle, its bands of 50, 80 and 95 of 100, and on what it rests."""

    what: str
    middle: str
    bands: tuple[str, str, str]
    rests: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A basis and how much it bore; `apart` tells it from another of its name, and it is `called` so that no other is meant."""

    name: str
    apart: str
    called: str
    share: str
    towards: str
    figures: int
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlier:
    """A figure far out, in words, with the anchors of its claims."""

    name: str
    said: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """A row of the table of biases; `anchor` is its own."""

    anchor: str
    whose: str
    of: str
    middle: str
    bands: tuple[str, str]
    figures: int
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """The chart of biases and its table, which has all of them."""

    anchor: str
    title: str
    summary: str
    dots: tuple[Dot, ...]
    rows: tuple[Habit, ...]
    left_out: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A party's estimate as the brief shows it; `estimate` has its numbers, with the claims alone that are shown."""

    anchor: str
    title: str
    sentences: tuple[str, ...]
    lines: tuple[Line, ...]
    of: str
    counted: tuple[Counted, ...]
    far: tuple[Outlier, ...]
    curves: tuple[Curve, ...]
    habits: Habits | None
    diagnostics: str
    estimate: Estimate


def accounts(
    estimates: Iterable[Estimate], *, shown: Collection[str], selection: Selection, names: Names
) -> tuple[Account, ...]:
    """What was estimated of what the brief is of; `shown` are the anchors of its claims."""
    if selection.civilian is True:
        return ()
    chosen = [
        one
        for one in estimates
        if (not selection.parties or Party(one.party) in selection.parties)
        and (not selection.wars or one.war in selection.wars)
    ]
    return tuple(
        _account(_linked(one, shown), number=number, selection=selection, names=names)
        for number, one in enumerate(chosen, 1)
    )


def _linked(one: Estimate, shown: Collection[str]) -> Estimate:
    """The estimate with the anchors alone of claims that are shown."""

    def kept(claims: Iterable[str]) -> tuple[str, ...]:
        return tuple(claim for claim in claims if claim in shown)

    return replace(
        one,
        courses=tuple(
            replace(its, bars=tuple(replace(bar, claims=kept(bar.claims)) for bar in its.bars)) for its in one.courses
        ),
        biases=tuple(replace(its, claims=kept(its.claims)) for its in one.biases),
        weights=tuple(replace(its, claims=kept(its.claims)) for its in one.weights),
        far=tuple(replace(its, claims=kept(its.claims)) for its in one.far),
    )


def _account(one: Estimate, *, number: int, selection: Selection, names: Names) -> Account:
    anchor = f"estimate-{number}"
    titles = {MEASURES[measure].title.lower() for measure in selection.measures}
    its = [course for course in one.courses if not titles or any(bar.measure in titles for bar in course.bars)]
    whose = party_words(Party(one.party), names)
    return Account(
        anchor=anchor,
        title=f"{whose}, {day_words(one.first)} to {day_words(one.last)}{f' ({war_words(one.war, names)})' if one.war else ''}",
        sentences=tuple(_sentences(one)),
        lines=tuple(
            Line(
                what=f"{line.what}, at the end" if line.level else line.what,
                middle=rounded(line.total.middle),
                bands=(_within(line.total.half), _within(line.total.most), _within(line.total.nearly)),
                rests=resting_words(prior=line.prior),
            )
            for line in one.lines
        ),
        of=_first(one),
        counted=tuple(
            Counted(
                name=weight.name,
                apart=weight.apart,
                called=weight.called or weight.name,
                share=f"{weight.share:.0%}",
                towards="more" if weight.up else "fewer",
                figures=weight.figures,
                claims=weight.claims,
            )
            for weight in one.weights
        ),
        far=tuple(_outlier(far) for far in one.far),
        curves=tuple(curve(course, one, anchor=f"{anchor}-{place}") for place, course in enumerate(_in_order(its), 1)),
        habits=_habits(one.biases, number=number, whose=whose),
        diagnostics=_diagnostics(one),
        estimate=one,
    )


def _first(one: Estimate) -> str:
    return next((line.what for line in one.lines if not line.prior), "the first quantity")


def _in_order(its: Sequence[Course]) -> list[Course]:
    """Flows, then ratios, then levels, each as they were told."""
    return sorted(its, key=lambda one: (one.level, one.ratio))


def _within(span: Span) -> str:
    return f"{rounded(span[0])} to {rounded(span[1])}"


# ------------------------------------------------------------------ in words
def _sentences(one: Estimate) -> Iterable[str]:
    for line in [line for line in one.lines if not line.prior][:1]:
        band: Band = line.total
        yield (
            f"{line.what[:1].upper()}{line.what[1:]}{' at the end' if line.level else ' in all'}: {rounded(band.middle)} in the middle of "
            f"the possible accounts. Half of them have {_within(band.half)}; 80 of 100 accounts have {_within(band.most)}, and 95 of "
            f"100 {_within(band.nearly)}."
        )
    if one.rising:
        yield _rising(one.rising)
    if one.unsettled >= _NEXT_TO_NONE:
        yield (
            f"Of the uncertainty about {_first(one)} {one.unsettled:.0%} is what bodies of one side may have in common, which no number of "
            "claims settles."
        )


_NEXT_TO_NONE = 0.005


def _rising(one: Rising) -> str:
    return (
        f"{period_words(Period(one.late, one.last))} had more {one.what} a month than the months from {one.early:%b %Y} on before "
        f"it: {likelihood(one.chance)} ({of_hundred(one.chance)} accounts)."
    )


_GROUND = MEASURES[Measure.AREA_TAKEN].title.lower()


_FEW = 10  # people, under which `rounded` has decimals
_ROUNDING = 1.11  # times its low end the high one of a single number, which is told to within 5 %


def _outlier(one: Far) -> Outlier:
    high = one.chance > 0.5
    beyond = 1 - one.chance if high else one.chance
    rare = "fewer than 1 of 1,000" if beyond < 0.001 else f"{1000 * beyond:.0f} of 1,000"
    period = period_words(Period(one.start, one.end))
    way, what = "high" if high else "low", f"{'km² ' if one.what == _GROUND else ''}{one.what}"
    return Outlier(
        name=one.name,
        said=f"{_told(one)} {what}, {period}, is {way}: as the others have it {rare} such figures would be as {way}",
        claims=one.claims,
    )


def _told(one: Far) -> str:
    """Its figure: `1,200`, `1,400 to 1,600`, `at most 3`. People are whole, so between two numbers are those that both leave room for."""
    low, high = one.low, one.high
    if one.people:
        low, high = None if low is None else float(math.ceil(low)), None if high is None else float(math.floor(high))
    if low is None:
        return f"at most {_number(one, one.number if high is None else high)}"
    if high is None:
        return f"at least {_number(one, low)}"
    if high <= _ROUNDING * low:
        return _number(one, one.number)
    return f"{_number(one, low)} to {_number(one, high)}"


def _number(one: Far, value: float) -> str:
    return f"{value:.0f}" if one.people and value < _FEW else rounded(value)


def _diagnostics(one: Estimate) -> str:
    its = one.diagnostics
    diverged = f"{its.divergences:,} of {its.draws:,} draws diverged" if its.divergences else "no draw diverged"
    calibrated = (
        "That the bands hold what they say was measured for this version by simulation."
        if its.calibrated
        else "Whether the bands hold what they say has not been measured for this version: read them as the model’s own."
    )
    since = (
        f" {count_words(one.since, 'claim')} of this party came in or {'was' if one.since == 1 else 'were'} judged after it, and "
        "muster estimate takes them in."
        if one.since
        else ""
    )
    return (
        f"Run {one.run[:10]}, made on {day_words(one.made)} from {count_words(one.used, 'claim')}: R-hat {its.rhat:.3f} at most, "
        f"{its.ess:,.0f} effective draws at least, {diverged}. {calibrated}{since}"
    )


# ------------------------------------------------------------------ biases
def _habits(biases: Sequence[Bias], *, number: int, whose: str) -> Habits | None:
    """The biases, those of bases with most figures in the picture, the highest first; None where there are none."""
    if not biases:
        return None
    ordered = sorted(biases, key=lambda one: (one.common, -one.factor.middle, one.whose, one.of))
    often = sorted(ordered, key=lambda one: -one.figures)
    most = [one for one in often if not one.common][:MOST_BIASES] + [one for one in often if one.common][:MOST_COMMON]
    anchors = {id(one): f"b-{number}-{place}" for place, one in enumerate(ordered)}
    drawn = [one for one in ordered if any(one is other for other in most)]
    over = len(ordered) - len(drawn)
    own = [one for one in drawn if not one.common]
    said = _lying_off([one for one in own if not one.factor.most[0] <= 1 <= one.factor.most[1]])
    return Habits(
        anchor=f"estimate-{number}-biases",
        title=f"How far bodies lie from the account of {whose}",
        summary=f"{count_words(len(own), 'habit')} of bodies that told several figures, and {len(drawn) - len(own)} of what bodies of one "
        f"stance have in common (diamonds), each in times what the account holds: how far a body lies off is the two multiplied. {said}.",
        dots=tuple(
            Dot(
                label=_whose(one),
                note=f"{times_words(one.factor.middle)} × ({times_words(one.factor.most[0])}–{times_words(one.factor.most[1])})",
                band=one.factor,
                href=f"#{anchors[id(one)]}",
                apart=one.common,
            )
            for one in drawn
        ),
        rows=tuple(
            Habit(
                anchor=anchors[id(one)],
                whose=f"all of one stance: {one.whose}" if one.common else one.whose,
                of=one.of,
                middle=times_words(one.factor.middle),
                bands=(_times(one.factor.most), _times(one.factor.nearly)),
                figures=one.figures,
                claims=one.claims,
            )
            for one in ordered
        ),
        left_out=f"{count_words(over, 'more')} in the table alone.".replace("mores", "more") if over else "",
    )


def _lying_off(its: Sequence[Bias]) -> str:
    """Whose habit is surely one, in words."""
    beyond = "by more than 80 of 100 accounts leave open"
    told = [f"{one.whose} ({one.of}) {times_words(one.factor.middle)} times" for one in its]
    if not told:
        return f"None of the habits lies off {beyond}"
    return f"{listed(told, most=5)} {'lie' if len(told) > 1 else 'lies'} off {beyond}"


def _whose(one: Bias) -> str:
    name = f"all bodies, {one.whose}" if one.common else one.whose
    short = name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1].rstrip()}…"
    return f"{short}: {one.of}"


_LETTERS = 36


def _times(span: Span) -> str:
    return f"{times_words(span[0])} to {times_words(span[1])}"


def rate_words(bar: Bar) -> str:
    """A figure as it is drawn: `1,520`, `1,400 to 1,600`, `at least 1,200`, `4,515 counted`."""
    if bar.listed:
        return f"{rounded(bar.middle)} counted"
    if bar.low is None or bar.high is None:
        return f"{'at least' if bar.high is None else 'at most'} {rounded(bar.middle)}"
    if rounded(bar.low) == rounded(bar.high) or bar.high <= 1.02 * bar.low:
        return rounded(bar.middle)
    return f"{rounded(bar.low)} to {rounded(bar.high)}"
