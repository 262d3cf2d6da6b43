"""Shares told beside the figures they are of: "a third of the 30,000, some 10,000"; "12,000, or 60 percent, of the 20,000".

Invariant: a share is tried only where the words join it to its part and to its whole; a share alone is never wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from muster.account import wording
from muster.account.arithmetic.page import Page
from muster.account.arithmetic.reach import Reach, gap, reach, settle, severity
from muster.account.arithmetic.words import bridge
from muster.account.statement import Statement
from muster.account.widths import Width
from muster.claims.finding import Finding, Kind

REACH = 600  # characters to either side in which the part and the whole of a share are told
_WORDS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}
_SHARE = re.compile(
    r"(?P<percent>\d+(?:\.\d+)?)\s?(?:%|per ?cent\b)|\b(?:(?P<times>two|three|four)[ -](?P<many>thirds|quarters|fifths)|"
    r"(?:an?|one)[ -](?P<one>third|quarter|fifth|tenth)|(?P<half>half))\b",
    re.IGNORECASE,
)
_MANY = {"two": 2, "three": 3, "four": 4}
_LOOSE = re.compile(
    r"\b(?:more than|over|less than|under|nearly|almost|up to|at least|at most|only|barely)\s+$", re.IGNORECASE
)
_OF_THEM = re.compile(r"(?:^|[.;,(]\s*|\b)(?:of|among) (?:them|these|those|whom|that number)\b", re.IGNORECASE)


class _Share(NamedTuple):
    start: int
    end: int
    share: Width
    middle: float


def shares(page: Page) -> list[Finding]:
    """The shares of a report that stand between a part and a whole."""
    text = page.report.document.text
    told = [one for one in page.told if one.claim.figure.unit in ("person", "km2") and not one.rate]
    starts = [one.claim.place.start for one in told]
    found = list(_named(page, told))
    seen = {name for one in found for name in one.claims}
    for match in _SHARE.finditer(text):
        share = _read(text, match)
        near = _near(told, starts, share) if share else []
        joined = _joined(page, near, share) if share else None
        if share and joined and joined[0].id not in seen:
            found.append(_told(*joined, share))
    return found


def _near(told: list[Statement], starts: list[int], share: _Share) -> list[Statement]:
    """The figures within some lines of a share."""
    return told[bisect_left(starts, share.start - REACH) : bisect_left(starts, share.end + REACH)]


def _read(text: str, match: re.Match[str]) -> _Share | None:
    """A share with the width of its words: half a unit of a percentage, a fraction as loose as fractions are."""
    if _LOOSE.search(text[max(0, match.start() - 12) : match.start()]):
        return None
    if said := match["percent"]:
        half = 0.5 * 10 ** -len(said.partition(".")[2]) / 100
        value = float(said) / 100
        return _Share(match.start(), match.end(), Width(max(0.0, value - half), value + half), value)
    value = _fraction(match)
    return _Share(match.start(), match.end(), Width(value * 0.9, value * 1.1), value)


def _fraction(match: re.Match[str]) -> float:
    if match["many"]:
        return _MANY[match["times"].lower()] * _WORDS[match["many"].lower().removesuffix("s")]
    return _WORDS[(match["one"] or match["half"]).lower()]


def _joined(page: Page, told: list[Statement], share: _Share) -> tuple[Statement, Statement] | None:
    """The part that the share stands beside, and the whole that it is of."""
    text = page.report.document.text
    part = next((one for one in told if _beside(text, one, share)), None)
    if part is None:
        return None
    start, end = page.sentences[part.id]
    whole = next(
        (
            one
            for one in told
            if share.end <= one.claim.place.start < end and _of(text[share.end : one.claim.place.start])
        ),
        None,
    )
    if whole is None and _OF_THEM.search(text[start:end]):
        before = [
            one
            for one in told
            if one.claim.place.end <= part.claim.place.start and one.claim.measure is part.claim.measure
        ]
        near = [
            one
            for one in before
            if part.claim.place.start - one.claim.place.end < 200 and one.claim.party == part.claim.party
        ]
        whole = near[-1] if near else None
    return None if whole is None or whole is part else (part, whole)


def _beside(text: str, one: Statement, share: _Share) -> bool:
    """Whether only a bridge stands between a figure and the share: "12,000, or 60 percent"; "60 percent (12,000)"."""
    first, last = one.claim.place.start, one.claim.place.end
    if last <= share.start:
        between = text[last : share.start]
        return (
            len(between) < 20 and bool(re.search(r"[,(]|\bor\b", between)) and bridge().fullmatch(between) is not None
        )
    between = text[share.end : first]
    return (
        share.end <= first
        and len(between) < 20
        and bool(re.search(r"[,(]", between))
        and bridge().fullmatch(between) is not None
    )


def _of(between: str) -> bool:
    return (
        re.fullmatch(
            r"[,)]? ?of (?:the|all|its|their|his|some|about|those|these|a total of|roughly|an estimated| )*", between
        )
        is not None
    )


def _named(page: Page, told: list[Statement]) -> Iterator[Finding]:
    """A figure that was told as a share of another, and the number that is set beside it."""
    text = page.report.document.text
    for at, one in enumerate(told):
        close = told[max(0, at - 4) : at + 5]
        inner = [other for other in close if other is not one and _inside(one, other)]
        match = _SHARE.search(one.claim.quote)
        if not inner or match is None:
            continue
        share = _read(one.claim.quote, match)
        beside = next(
            (other for other in close if other not in inner and other is not one and _next_to(text, one, other)), None
        )
        if share and beside:
            yield _told(beside, inner[0], share)


def _inside(one: Statement, other: Statement) -> bool:
    mine, its = one.claim.place, other.claim.place
    return mine.start <= its.start and its.end <= mine.end


def _next_to(text: str, one: Statement, other: Statement) -> bool:
    first, last = sorted((one.claim.place, other.claim.place), key=lambda place: place.start)
    between = text[first.end : last.start]
    return (
        first.end <= last.start
        and len(between) < 20
        and bool(re.search(r"[,(]|\bor\b", between))
        and bridge().fullmatch(between) is not None
    )


def _told(part: Statement, whole: Statement, share: _Share) -> Finding:
    said = Reach(share.share, share.share, share.share, share.middle)
    made, stated = reach(whole, floor=False).product(said), reach(part, floor=False)
    verdict, apart = settle(made, stated), gap(made.bounds, stated.bounds)
    return wording.finding(
        Kind.SHARE,
        verdict,
        severity=severity(verdict, apart=apart),
        sentence=f"{wording.gave(whole)}. {wording.number(share.middle * 100)} % of that is {wording.number(made.middle)}; the text has "
        f"{wording.figure(part)}. {wording.follows(verdict)}",
        of=[part, whole],
        numbers=[("share", share.middle), ("whole", whole.middle), ("computed", made.middle), ("stated", part.middle)],
    )
