"""Every figure in an English text, about war or not, with its span, numbers, bound and unit.

Invariant: `text[start:end]` is the figure with its hedge and scale words, in text order; `find` never raises and takes linear time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from muster.claims.figure import KM2_PER_SQUARE_MILE, NUMBER_MOST, Bound, whole
from muster.numbers import hedges
from muster.numbers.flat import GAP, Flat, flatten, lexicon, word_before
from muster.numbers.joins import Draft, Kind, drafts
from muster.numbers.numeral import Value
from muster.numbers.scan import numerals
from muster.numbers.strays import mark_strays
from muster.numbers.units import is_people, noun_after, unit_word
from muster.numbers.values import value

__all__ = ["Found", "Kind", "find"]


@value(frozen=True, slots=True)
class Found:
    """`start` to `end` is the figure with hedge and scale words, without its unit noun; `core` the number alone.

    `unit` is `person`, `km2`, `percent`, `ratio`, an ISO 4217 code, else the noun that follows in the singular, "" where none does;
    `noun` is where the unit word stands. A `share_of` is a part of a counted whole, `half of the 20,000`, and overlaps the whole.
    """

    start: int
    end: int
    low: int | float | None
    high: int | float | None
    bound: Bound
    unit: str
    noun: tuple[int, int] | None
    core: tuple[int, int]
    kind: Kind


def find(text: str) -> list[Found]:
    """Every figure of the text, in text order."""
    flat = flatten(text)
    found = numerals(flat)
    mark_strays(flat, found)
    dressed = [_dress(flat, draft) for draft in drafts(flat, found) if _counts(flat, draft)]
    placed = [_placed(flat, one) for one in _shares(flat, dressed)]
    return sorted(placed, key=lambda one: (one.start, -one.end))


@dataclass(slots=True)
class _Dressed:
    """A draft with its hedges and unit, its offsets still those of the flat text."""

    draft: Draft
    start: int
    end: int
    low: Value | Fraction
    high: Value | Fraction
    bound: Bound
    unit: str
    noun: tuple[int, int] | None
    kind: Kind


def _dress(flat: Flat, draft: Draft) -> _Dressed:
    lower = flat.lower
    end, later = hedges.after(lower, draft.end)
    unit, noun = draft.unit, draft.last.noun
    low: Value | Fraction = draft.low
    high: Value | Fraction = draft.high
    if draft.share is not None:
        low = high = draft.share * 100
    elif noun is None and not unit:
        unit, noun = unit_word(flat, end, value=draft.high) if end > draft.end else ("", None)
        if noun is None:
            unit, noun = noun_after(flat, end, single=draft.high == 1)
    if unit == "mi2":
        unit, low, high = "km2", _km2(low), _km2(high)
    first = draft.first.left if draft.lead is None else draft.lead
    start, bound = hedges.before(lower, first, unit=unit, small=high < 100)
    if draft.lead is not None and bound is None:
        start = draft.lead
    if later is None and noun is not None:
        later = hedges.after(lower, noun[1])[1]
    if draft.ranged:
        bound = Bound.BETWEEN
    elif bound is None or (bound is Bound.ABOUT and later is not None):
        bound = later or Bound.EXACT
    return _Dressed(draft, start, end, low, high, bound, unit, noun, draft.kind)


def _km2(value: Value | Fraction) -> Decimal:
    return Decimal(str(round(float(value) * KM2_PER_SQUARE_MILE, 3)))


_PRONOUN = lexicon()["pronoun_one"]
_ONE_NOT_BEFORE = frozenset(_PRONOUN["not_before"])
_ONE_NOT_AFTER = frozenset(_PRONOUN["not_after"])
_ONE_AFTER = frozenset(_PRONOUN["after"])
_NEXT_WORD = re.compile(rf"({GAP}|-)([^\W\d_]+)")
_DOUBLE_BEFORE = frozenset(lexicon()["multiple"]["before"])


def _counts(flat: Flat, draft: Draft) -> bool:
    """Whether a number word counts here: `one officer`, not `no one` or `one of them`; `double the number`, not `doubled`."""
    numeral, lower = draft.first, flat.lower
    word = lower[numeral.start : numeral.end]
    follow = _NEXT_WORD.match(lower, numeral.end)
    then = follow[2] if follow else ""
    if numeral.form == "multiple" and word in ("double", "treble", "triple", "quadruple", "quintuple"):
        return then in _DOUBLE_BEFORE
    if word != "one" or draft.first is not draft.last or draft.kind is not Kind.WORDS:
        return True
    before = word_before(lower, numeral.start)
    if then == "of" or before in _ONE_NOT_AFTER:
        return False
    if before in _ONE_AFTER:
        return True
    if follow is None:
        return False
    if follow[1] == "-":
        return is_people(then, "x") or then in ("year", "month", "week", "day", "hour", "minute")
    return then not in _ONE_NOT_BEFORE and not then.endswith("ly")


_PERCENT_OF = re.compile(
    rf"{GAP}(of{GAP})?(?:(?:all{GAP})?(?:the|those|these|that|its|their|his|her|our|my|your|all|some|[\w.-]+(?:'s|s'))(?:{GAP}(?:(?:\w\.)+|[\w'-]{{1,20}})){{0,2}}{GAP})?"
)


def _shares(flat: Flat, dressed: list[_Dressed]) -> list[_Dressed]:
    """Puts `half of the 20,000` and `20% of the 5,000` in the place of the part; the whole stays beside it."""
    out: list[_Dressed] = []
    for at, part in enumerate(dressed):
        base = dressed[at + 1] if at + 1 < len(dressed) else None
        out.append(_share_of(flat, part, base) or part if base else part)
    return out


def _share_of(flat: Flat, part: _Dressed, base: _Dressed) -> _Dressed | None:
    if (
        part.unit != "percent"
        or base.unit in ("percent", "ratio")
        or base.kind in (Kind.FRACTION, Kind.MULTIPLE, Kind.RATIO)
    ):
        return None
    end = max(part.end, part.noun[1] if part.noun and part.draft.share is None else 0)
    if not 0 < base.start - end < 60:
        return None
    link = _PERCENT_OF.fullmatch(flat.lower, end, base.start)
    halved = part.draft.share is not None and flat.lower[part.draft.end - 4 : part.draft.end] == "half"
    if link is None or (link[1] is None and not (halved and base.start - end > 2)):
        return None
    low, high = (Fraction(one) * Fraction(two) / 100 for one, two in ((part.low, base.low), (part.high, base.high)))
    bound = part.bound if part.bound is not Bound.EXACT else base.bound
    if Bound.BETWEEN in (part.bound, base.bound):
        bound = Bound.BETWEEN
    if base.unit == "person":
        low, high = Fraction(round(low)), Fraction(round(high))
    return _Dressed(part.draft, part.start, base.end, low, high, bound, base.unit, base.noun, Kind.SHARE_OF)


def _placed(flat: Flat, one: _Dressed) -> Found:
    """The figure with its plain numbers, at its place in the text as it was given."""
    low, high = _plain(one.low), _plain(one.high)
    core_start, core_end = one.draft.first.left, one.end if one.kind is Kind.SHARE_OF else one.draft.end
    noun = None if one.noun is None else (flat.origin(one.noun[0]), flat.end_origin(one.noun[1]))
    return Found(
        start=flat.origin(one.start),
        end=flat.end_origin(one.end),
        low=None if one.bound is Bound.AT_MOST else low,
        high=None if one.bound is Bound.AT_LEAST else high,
        bound=one.bound,
        unit=one.unit,
        noun=noun,
        core=(flat.origin(core_start), flat.end_origin(core_end)),
        kind=one.kind,
    )


def _plain(value: Value | Fraction) -> int | float:
    if isinstance(value, int):
        return value
    number = float(value)
    return whole(
        round(number, 2)
        if isinstance(value, Fraction) and value.denominator not in (1, 1000)
        else min(number, NUMBER_MOST)
    )
