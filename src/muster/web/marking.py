"""The text of a document in runs, plain and marked, and cut into pages at its paragraphs.

Invariant: the runs of all pages put together are the text, no mark is cut in two, and a page is cut by what it would weigh as HTML, so that
no text however dense makes a page too large.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import escape

from muster.claims.measures import MEASURES
from muster.claims.reading import Rejection
from muster.claims.remark import Remark
from muster.desk import saying
from muster.desk.leaves import Leaf
from muster.desk.steps import Held

_MOST = 70_000  # bytes of a page's text with its marks
_CHUNK = 400  # characters weighed at once
_MARK, _LABEL = 120, 260  # bytes about a mark, and of each claim that it leads to


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A span of the text that is told of: claims with one figure, or one set aside, or a remark."""

    start: int
    end: int
    claims: tuple[Held, ...] = ()
    aside: Rejection | None = None
    remark: Remark | None = None

    @property
    def group(self) -> str:
        """How it is drawn: loss, gain, level or reasoned, as its first claim's measure is; else aside or remark."""
        if self.claims:
            return MEASURES[self.claims[0].claim.measure].group
        return "aside" if self.aside else "remark"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of the text, with the mark that it bears."""

    text: str
    mark: Mark | None = None


def marks_of(leaf: Leaf) -> list[Mark]:
    """What is told of the text, none overlapping another: claims go before what was set aside, and that before remarks."""
    found: list[Mark] = []
    for held, place in leaf.claims:
        if found and place.start < found[-1].end:
            last = found.pop()
            found.append(Mark(start=last.start, end=max(last.end, place.end), claims=(*last.claims, held)))
        else:
            found.append(Mark(start=place.start, end=place.end, claims=(held,)))
    found = _with(found, (Mark(start=one.place.start, end=one.place.end, aside=one) for one in leaf.rejections))
    return _with(found, (Mark(start=one.place.start, end=one.place.end, remark=one) for one in leaf.remarks))


def _with(marks: Sequence[Mark], others: Iterable[Mark]) -> list[Mark]:
    """The marks, and those of the others that overlap none of them."""
    found, starts = list(marks), [one.start for one in marks]
    free = 0
    for one in sorted(others, key=lambda one: (one.start, one.end)):
        at = bisect_right(starts, one.start)
        before, after = marks[at - 1] if at else None, marks[at] if at < len(marks) else None
        if one.start < free or (before and one.start < before.end) or (after and after.start < one.end):
            continue
        found.append(one)
        free = one.end
    return sorted(found, key=lambda one: one.start)


def runs(text: str, marks: Sequence[Mark], *, span: tuple[int, int]) -> Iterator[Run]:
    """The text of a span in runs."""
    at, last = span
    for mark in marks:
        if mark.start < at or mark.end > last:
            continue
        if mark.start > at:
            yield Run(text[at : mark.start])
        yield Run(text[mark.start : mark.end], mark)
        at = mark.end
    if at < last:
        yield Run(text[at:last])


# ------------------------------------------------------------------ pages
def pages(text: str, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """The spans of the pages of a text, in order."""
    cuts, at, weight = [0], 0, 0
    number = 0
    for start in range(0, len(text), _CHUNK):
        end = min(len(text), start + _CHUNK)
        more = len(str(escape(saying.visible(text[start:end]))).encode(errors="replace"))
        while number < len(marks) and marks[number].start < end:
            more += _MARK + _LABEL * len(marks[number].claims)
            number += 1
        if weight + more > _MOST and start > at:
            at = _boundary(text, marks, at, start)
            cuts.append(at)
            weight = len(text[at:start])
        weight += more
    return list(pairwise([*cuts, len(text)])) if text else [(0, 0)]


def _boundary(text: str, marks: Sequence[Mark], at: int, most: int) -> int:
    """Where to cut after `at` and no later than `most`: between paragraphs, else lines, else words, and not within a mark."""
    found = most
    for stop in ("\n\n", "\n", " "):
        cut = text.rfind(stop, at + (most - at) // 2, most)
        if cut > 0:
            found = cut + len(stop)
            break
    for mark in marks:
        if mark.start < found < mark.end:
            return mark.start if mark.start > at else mark.end
    return found


def page_at(spans: Sequence[tuple[int, int]], place: int) -> int:
    """The number of the page, from 0, on which a place of the text is."""
    return max(0, min(len(spans) - 1, bisect_right([first for first, _ in spans], place) - 1))
