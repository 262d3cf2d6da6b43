"""Remarks: spans of a text that are no claims but are needed to judge them.

Words of comparison and events by their phrases; streaks by their grammar ("the fifth month running"); second units, multiples and
percentages out of the figures that were rejected; durations out of the times. A remark stands beside the nearest claim of its sentence.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from muster.claims.claim import Claim, Place
from muster.claims.errors import ValueRefused
from muster.claims.figure import Bound, Figure
from muster.claims.reading import Rejection
from muster.claims.remark import Remark, RemarkKind
from muster.reading.context import FIGURE, TIME, Page
from muster.reading.dates import Relation
from muster.reading.days.words import counted_to, lexicon
from muster.reading.figures import Found
from muster.reading.lexicon import Lexicon, matcher

_KINDS = (RemarkKind.RECORD, RemarkKind.CHANGE, RemarkKind.EXCEEDS, RemarkKind.BENCHMARK, RemarkKind.EVENT)
_ORDINALS = {word: n for word, n in lexicon()["ordinals"].items() if 1 < n <= 12 and word.isalpha()}
_NUMBERS = {word: n for word, n in counted_to(12).items() if n > 1}
_OF_REJECTED = {"second_unit": RemarkKind.SECOND_UNIT, "multiple": RemarkKind.MULTIPLE, "percentage": RemarkKind.CHANGE}
_MOVES = re.compile(
    r"\b(?:rose|risen|fell|fallen|grew|grown|dropped|increased?|decreased?|rise|fall|drop|up|down|higher|lower|jumped|slumped)\b",
    re.I,
)


def remarks_of(page: Page, claims: Sequence[Claim], *, rejections: Sequence[Rejection]) -> list[Remark]:
    """The remarks of a page in text order, none inside another."""
    found = sorted(
        {
            (remark.place.start, -remark.place.end, remark.kind.value): remark
            for remark in [*_spoken(page), *_streaks(page), *_durations(page), *_figures(page, rejections)]
        }.items()
    )
    out: list[Remark] = []
    for _, remark in found:
        if not out or remark.place.start >= out[-1].place.end:
            out.append(remark)
    beside = _Beside(page, claims)
    return [beside.placed(remark) for remark in out]


# ------------------------------------------------------------------ by their words
@cache
def _vocabulary() -> tuple[Lexicon, re.Pattern[str]]:
    """The phrases by kind, and the pattern of a streak: an alternation of literals, so linear."""
    text = (resources.files("muster.reading") / "lexicon" / "remarks.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    units = "|".join(data["streak_units"])
    ordinal = "|".join([*_ORDINALS, r"\d{1,2}(?:st|nd|rd|th)"])
    number = "|".join([*_NUMBERS, r"\d{1,2}"])
    streak = (
        rf"\b(?:(?P<nth>{ordinal})\s+(?:(?:consecutive|straight|successive)\s+(?:{units})|(?:{units})\s+(?:running|in\s+a\s+row|in\s+succession))"
        rf"|(?P<many>{number})\s+(?:(?:consecutive|straight|successive)\s+(?:{units})s|(?:{units})s\s+(?:running|in\s+a\s+row|in\s+succession)))\b"
    )
    return matcher({kind.value: data[kind.value] for kind in _KINDS}), re.compile(streak, re.I)


def _spoken(page: Page) -> Iterator[Remark]:
    for first, last, phrase in _vocabulary()[0].match(page.run):
        kind = RemarkKind(min(phrase.tags))
        yield _remark(page, kind, page.run[first].start, page.run[last - 1].end)


def _streaks(page: Page) -> Iterator[Remark]:
    low = page.text.lower()
    if not any(word in low for word in _ON_END):
        return
    for match in _vocabulary()[1].finditer(page.text):
        said = (match["nth"] or match["many"]).lower()
        digits = re.match(r"\d+", said)
        value = int(digits.group()) if digits else (_ORDINALS if match["nth"] else _NUMBERS)[said]
        figure = Figure(low=value, high=value, unit="count")
        yield _remark(page, RemarkKind.STREAK, match.start(), match.end(), figure=figure)


_ON_END = ("consecutive", "straight", "successive", "running", "row", "succession")  # one of them is in every streak


def _durations(page: Page) -> Iterator[Remark]:
    for item in page.items:
        if item.kind == TIME and item.time is not None and item.time.relation is Relation.SPAN and item.time.days:
            figure = Figure(low=item.time.days, high=item.time.days, bound=Bound.ABOUT, unit="day")
            yield _remark(page, RemarkKind.DURATION, item.start, item.end, figure=figure)


def _figures(page: Page, rejections: Sequence[Rejection]) -> Iterator[Remark]:
    """Second units, multiples, and percentages that something rose or fell by, out of what was rejected."""
    found = {item.start: item.found for item in page.items if item.kind == FIGURE and item.found is not None}
    for rejection in rejections:
        kind = _OF_REJECTED.get(rejection.why)
        place = rejection.place
        if kind is None or (
            kind is RemarkKind.CHANGE and not _MOVES.search(page.text, max(0, place.start - 40), place.end + 25)
        ):
            continue
        one = found.get(place.start)
        yield _remark(page, kind, place.start, place.end, figure=_figure(one) if one else None)


def _figure(found: Found) -> Figure | None:
    try:
        return Figure(low=found.low, high=found.high, bound=found.bound, unit=found.unit or "count")
    except ValueRefused:
        return None


def _remark(page: Page, kind: RemarkKind, start: int, end: int, *, figure: Figure | None = None) -> Remark:
    place = Place(document=page.document.id, start=start, end=end)
    return Remark(kind=kind, quote=page.text[start:end], place=place, figure=figure)


# ------------------------------------------------------------------ beside which claim
class _Beside:
    """Finds the claim nearest to a place in its sentence."""

    def __init__(self, page: Page, claims: Sequence[Claim]) -> None:
        self.starts = [sentence.start for sentence in page.sentences]
        self.by_sentence: dict[int, list[Claim]] = {}
        for claim in claims:
            self.by_sentence.setdefault(self._sentence(claim.place.start), []).append(claim)

    def _sentence(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    def placed(self, remark: Remark) -> Remark:
        """The remark with the claim it stands beside, and that claim's measure, party and days."""
        near = self.by_sentence.get(self._sentence(remark.place.start), [])
        if not near:
            return remark
        claim = min(near, key=lambda one: (abs(one.place.start - remark.place.start), one.place.start))
        return Remark(
            kind=remark.kind, quote=remark.quote, place=remark.place, figure=remark.figure,
            measure=claim.measure, party=claim.party, period=claim.period, about=claim.id,
        )  # fmt: skip
