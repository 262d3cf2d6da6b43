"""Numbers that make one figure together: ranges, ratios, `one in ten`; and units that two numbers share.

Invariant: every numeral that is no stray is in exactly one draft, and drafts keep the text's order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from muster.numbers import hedges
from muster.numbers.flat import GAP, Flat, lexicon, word_before
from muster.numbers.numeral import Numeral, Value, either
from muster.numbers.units import noun_after

_L = lexicon()
_JOIN = rf"(?:-|{GAP})"
_SOFT = rf"(?:(?:{either(_L['ranges']['softeners'])}){GAP}|~ ?){{0,2}}"
_DASH = re.compile(r"[ ]?[-–—][ ]?\n?")
_TO = re.compile(rf"(?:-to-|{GAP}to{GAP}|{GAP}through{GAP}){_SOFT}")
_OR = re.compile(rf"(?:-or-|{GAP}or{GAP}){_SOFT}")
_AND = re.compile(rf"(?:-and-|{GAP}and{GAP}){_SOFT}")
_LINK = re.compile(rf"[ ]?[-–—]|(?:-|{GAP})(?:to|or|and|in|out|of|through)(?!\w)")
_TO_ONE = re.compile(rf"-to-|{GAP}to{GAP}")
_IN = re.compile(
    rf"{_JOIN}in{_JOIN}(?:every{_JOIN})?|{_JOIN}out{_JOIN}of{_JOIN}(?:every{_JOIN}|each{_JOIN})?|{GAP}of{GAP}every{GAP}"
)
_SHARED = re.compile(rf"{GAP}(?:and|or|to){GAP}{_SOFT}|,{GAP}")
_TIMES = re.compile(rf"{_JOIN}times(?!\w)|[ -]?fold(?!\w)")
_TIMES_A = re.compile(rf"{GAP}({'|'.join(_L['multiple']['occasions'])})(?!\w)")
_CHANGE = frozenset(_L["ranges"]["change"])
_TIME = frozenset(_L["over_time"]["units"])
_WHOLES = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 100, 500, 1000, 10000, 100000})
_LONGEST_GAP = 40


class Kind(StrEnum):
    """How a figure is written."""

    NUMBER = "number"
    WORDS = "words"
    FRACTION = "fraction"
    MULTIPLE = "multiple"
    RATIO = "ratio"
    PERCENT = "percent"
    MONEY = "money"
    SHARE_OF = "share_of"


@dataclass(slots=True)
class Draft:
    """A figure in the making, from `first` to `last`; `lead` is where its "between" or "from" begins."""

    first: Numeral
    last: Numeral
    low: Value
    high: Value
    kind: Kind
    end: int
    unit: str
    share: Fraction | None = None
    lead: int | None = None
    ranged: bool = False


def drafts(flat: Flat, found: list[Numeral]) -> list[Draft]:
    """The figures that the numerals make, strays left out."""
    out: list[Draft] = []
    at, count = 0, len(found)
    while at < count:
        one = found[at]
        if one.stray:
            at += 1
            continue
        after = [other for other in found[at + 1 : at + 3] if not other.stray]
        draft, used = _draft(flat, one, after)
        at += used
        if draft is not None:
            out.append(draft)
    _share_units(flat, out)
    return out


def _draft(flat: Flat, one: Numeral, after: list[Numeral]) -> tuple[Draft | None, int]:
    two = after[0] if after else None
    if two is None or two.left - one.tail > _LONGEST_GAP or two.form == "fraction":
        return _alone(flat, one), 1
    if _LINK.match(flat.lower, one.tail, two.left) is None:
        return _alone(flat, one), 1
    gap = flat.lower[one.tail : two.left]
    if _IN.fullmatch(gap) and (share := _one_in(flat, one, two)):
        return share, 2
    if _TO_ONE.fullmatch(gap) and (ratio := _ratio(flat, one, two)):
        return ratio, 2
    if _DASH.fullmatch(gap) and _values(one, two) is None and one.plain:
        return None, 2
    ranged = _range(flat, one, two, gap)
    if ranged is None:
        return _alone(flat, one), 1
    three = after[1] if len(after) > 1 else None
    if three and three.value == 1 and three.scale == 1 and _TO_ONE.fullmatch(flat.lower, two.tail, three.left):
        ranged.end, ranged.last, ranged.unit, ranged.kind = three.right, three, "ratio", Kind.RATIO
        return ranged, 3
    return _multiple(flat, ranged), 2


def _alone(flat: Flat, one: Numeral) -> Draft:
    if one.share is not None:
        return Draft(one, one, 0, 0, Kind.FRACTION, one.right, "percent", share=one.share)
    if one.form in ("ratio", "multiple"):
        return Draft(one, one, one.value, one.value, Kind(one.form), one.right, "ratio")
    return _multiple(flat, Draft(one, one, one.value, one.value, _kind(one), one.right, one.unit))


def _kind(one: Numeral) -> Kind:
    if one.unit == "percent":
        return Kind.PERCENT
    if len(one.unit) == 3 and one.unit.isupper():
        return Kind.MONEY
    return Kind.WORDS if one.form == "words" else Kind.NUMBER


def _multiple(flat: Flat, draft: Draft) -> Draft:
    """Takes in "times" and "-fold"; "three times a week" counts occasions and stays a number."""
    if draft.unit or (times := _TIMES.match(flat.lower, draft.end)) is None:
        return draft
    if not _TIMES_A.match(flat.lower, times.end()):
        draft.end, draft.kind, draft.unit = times.end(), Kind.MULTIPLE, "ratio"
    return draft


def _one_in(flat: Flat, one: Numeral, two: Numeral) -> Draft | None:
    """`one in ten`, `nine out of ten`, `one in every eighteen`; not `five in ten days`."""
    whole = two.value in _WHOLES or (one.value == 1 and "every" in flat.lower[one.right : two.start])
    fits = not (one.unit or two.unit) and isinstance(one.value, int) and one.value < two.value and whole
    if not fits or one.grouped or one.value == 0 or noun_after(flat, two.right)[0] in _TIME:
        return None
    return Draft(one, two, 0, 0, Kind.FRACTION, two.right, "percent", share=Fraction(int(one.value), int(two.value)))


def _ratio(flat: Flat, one: Numeral, two: Numeral) -> Draft | None:
    """`14 to one`, and `one to eight` where no noun follows that it could be a range of."""
    simple = (
        one.scale == two.scale == 1
        and not (one.unit or two.unit or one.grouped or two.grouped)
        and one.form != "ratio" != two.form
    )
    if not simple or 1 not in (one.value, two.value) or one.value == two.value:
        return None
    before = word_before(flat.lower, hedges.before(flat.lower, one.left)[0])
    if before in ("from", "between"):
        return None
    if one.value == 1 and noun_after(flat, two.right)[0]:
        return None
    value = max(one.value, two.value)
    return Draft(one, two, value, value, Kind.RATIO, two.right, "ratio") if value > 1 else None


def _range(flat: Flat, one: Numeral, two: Numeral, gap: str) -> Draft | None:
    dashed, stepped, chosen = _DASH.fullmatch(gap), _TO.fullmatch(gap), _OR.fullmatch(gap)
    if not (dashed or stepped or chosen or _AND.fullmatch(gap)):
        return None
    lower = flat.lower
    hedged = hedges.before(lower, one.left)[0]
    word = word_before(lower, hedged)
    lead = lower.rindex(word, 0, hedged) if word in ("between", "from") else None
    if not (dashed or stepped or chosen) and word != "between":
        return None
    if not _units_agree(one, two) or (
        stepped and word != "between" and _changed(lower, hedged if lead is None else lead, lead)
    ):
        return None
    values = _values(one, two, most=20 if dashed else 0 if word == "from" else 4)
    if values is None or (chosen and values[1] > 3 * values[0]):
        return None
    unit = two.unit or one.unit
    kind = {"percent": Kind.PERCENT, "ratio": Kind.RATIO}.get(unit, _kind(two if two.unit else one))
    if one.form == "ratio":
        unit, kind = "ratio", Kind.RATIO
    return Draft(one, two, *values, kind, two.right, unit, lead=lead, ranged=True)


def _units_agree(one: Numeral, two: Numeral) -> bool:
    if one.form == "multiple" or two.form == "multiple" or one.share is not None:
        return False
    if (one.form == "ratio") != (two.form == "ratio"):
        return False
    return one.unit == two.unit or not one.unit or (not two.unit and one.left < one.start)


def _changed(lower: str, at: int, lead: int | None) -> bool:
    """Whether a verb of change stands before, so that the two numbers are where it began and where it ended."""
    words = lower[max(0, at - 60) : at].split()
    if words and words[-1] == "to":
        return False
    sized = lead is not None and "by" in words[-9:]  # "rose by 6 percent in December, from"
    near = words[-10:] if sized else words[-5:] if lead is not None else words[-2:]
    return any(word.strip("(\"'“”‘’,") in _CHANGE for word in near)


def _values(one: Numeral, two: Numeral, *, most: int = 20) -> tuple[Value, Value] | None:
    """The two ends, the first with the scale it shares: `30–35 thousand`, `25-30,000`; None where they do not rise.

    A first number shares the other's thousands only where the two are then within `most` times of each other.
    """
    low, high = one.value, two.value
    hundreds = (
        one.form == "words" and one.scale == 100 and two.scale >= 1000
    )  # "one hundred to one hundred and forty thousand"
    if (one.scale == 1 or hundreds) and not one.grouped and one.form != "ratio":
        if two.scale > 1:
            raw, scale = two.raw, two.scale
            if two.form == "words" and scale >= 1000 and raw >= 100 and raw % 100 == 0 and low < raw // 100:
                raw, scale = raw // 100, scale * 100
            low = low * scale if low < raw else low
        elif (
            two.grouped and one.plain and 1 <= low < 1000 and high % 100 == 0 and low * 1000 < high <= low * 1000 * most
        ):
            low = low * 1000
    return (low, high) if low < high else None


def _share_units(flat: Flat, out: list[Draft]) -> None:
    """Gives a bare number the money, percent or area of the next one: `2 and 3 million roubles`."""
    for one, two in zip(reversed(out[:-1]), reversed(out[1:]), strict=True):
        if (
            one.unit
            or not two.unit
            or two.kind not in (Kind.MONEY, Kind.PERCENT)
            or one.kind not in (Kind.NUMBER, Kind.WORDS)
        ):
            continue
        a, b = one.last, two.first
        if b.left < b.start or b.left - a.tail > _LONGEST_GAP or not _SHARED.fullmatch(flat.lower, a.tail, b.left):
            continue
        if two.unit == "percent" and one.high > 100:
            continue
        if a is one.first and a.scale == 1 and a.plain and b.scale > 1 and a.raw < 1000:
            one.low = one.high = a.raw * b.scale
        one.unit, one.kind = two.unit, two.kind
