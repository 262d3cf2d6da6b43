"""Sums that a passage makes in so many words: "… and 84 gave themselves up, which makes 4,314"; "63 dead, of whom 27 were men, 19 women …".

It rests on the figures where they stand and on the words between them, not on what a reader took them to be of. Invariant: nothing fails
where any of the figures before a total make it, where words leave people uncounted, or where the total is of a longer time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from muster.account import wording
from muster.account.arithmetic.amounts import Amount
from muster.account.arithmetic.page import Page
from muster.account.arithmetic.reach import Reach, gap, settle, severity, summed
from muster.account.arithmetic.sorts import sorted_by
from muster.account.arithmetic.words import pattern, said
from muster.account.widths import Width
from muster.claims.finding import Finding, Kind, Verdict

MOST_PARTS = 9
TRIED = 10  # figures before a total of which every choice is tried
WIDEST = 2.5  # times the other: the most that a sum and its total may differ and still be of one thing
NEXT = 16  # characters before a figure in which "the remaining" is said of it
FEW = 2  # people whom a list may tell without a number: "and a Uruguayan"
LARGE = 100  # a total from which figures do not make it by chance
OPENS = 80  # characters from a total to the colon or dash behind which its parts are told
_CLAUSE = re.compile(r"[,;.:](?!\d)|\s[–—]\s")
_COLON = re.compile(r"(?::|\s[–—])\s*(?:(?:that is|in all|altogether)\s+)?$")
_HEAD = re.compile(r"^(?:\W|so |and )*", re.IGNORECASE)


class Made(NamedTuple):
    """A total, its parts in text order, and whether the words leave no doubt that they are all of it."""

    total: Amount
    parts: tuple[Amount, ...]
    closed: bool

    @property
    def reach(self) -> Reach:
        """What the parts come to."""
        return summed(one.reach for one in self.parts)

    @property
    def verdict(self) -> Verdict:
        """Whether they make the total, as printed."""
        return settle(self.total.reach, self.reach)

    @property
    def exact(self) -> bool:
        """Whether they make it to the man."""
        return sum(one.number for one in self.parts) == self.total.number


def tied(page: Page) -> list[Finding]:
    """The sums of a report that its own words make."""
    found = []
    used: set[int] = set()
    for total in page.amounts:
        if not total.people or total.rate or not total.single or total.start in page.cells:
            continue
        made = _before(page, total) or _after(page, total)
        if made and total.start not in used and any(one.of for one in (made.total, *made.parts)):
            found.append(told(page.report.document.text, made))
            used |= {one.start for one in made.parts}
    return found


# ------------------------------------------------------------------ parts before the total
def _before(page: Page, total: Amount) -> Made | None:
    text = page.report.document.text
    inside = [one for one in page.block(total) if one.end <= total.start]
    tie = _tie(text, total, inside)
    if tie is None:
        return None
    parts = [one for one in inside if _part(text, one)][-MOST_PARTS:]
    runs = [Made(total, tuple(parts[at:]), tie) for at in range(len(parts) - 1)]
    agreed = [one for one in runs if one.exact or (tie and one.verdict is Verdict.AGREES)]
    if agreed:
        return min(agreed, key=lambda one: (not one.exact, len(one.parts)))
    span = text[total.paragraph : total.sentence[1]]
    tried = [one for one in runs if _meant(text, one)]
    if not tie or not tried or _comes_out(inside, total) or said("vague", span) or _longer(text, total):
        return None
    one = min(tried, key=lambda made: abs(made.reach.middle - total.number))
    return one if one.verdict is Verdict.FAILS and _near(one) else None


def _tie(text: str, total: Amount, inside: Sequence[Amount]) -> bool | None:
    """Whether words beside a figure make it the sum of those before: for sure, or perhaps (a colon); None where none does."""
    start = max([total.sentence[0], *(one.end for one in inside if one.end <= total.start)])
    before = text[start : total.start]
    clause = _CLAUSE.split(text[total.end : total.sentence[1]])[0]
    here = [one for one in inside if one.sentence == total.sentence]
    back = _looks_back(text, total)
    words = said("makes", before[-30:]) or said("altogether", before[-25:]) or said("altogether", clause)
    if words and (here or back):
        return True
    return False if here and _COLON.search(before) else None


def _looks_back(text: str, total: Amount) -> bool:
    """Whether the head of its sentence goes on with the figures of the one before."""
    head = _HEAD.sub("", text[total.sentence[0] : total.start])
    return pattern("goes_on").match(head) is not None


def _part(text: str, one: Amount) -> bool:
    """Whether it can be a part: a number of people that is not told as being among those before it."""
    near = text[max(one.sentence[0], one.start - 25) : one.start]
    return one.people and not one.rate and one.single and not said("part", near)


def _meant(text: str, made: Made) -> bool:
    """Whether its parts are those that the words speak of: all of the total's own sentence, and those of the sentence before where either
    looks back to it or goes on from it."""
    parts, total = made.parts, made.total
    here = [one for one in parts if one.sentence == total.sentence]
    there = [one for one in parts if one.sentence != total.sentence]
    if there and len({one.sentence for one in there}) > 1:
        return False
    if not there:
        return len(here) > 1
    if not here:
        return _looks_back(text, total)
    return said("further", text[here[0].sentence[0] : here[0].start]) or len(here) > 1


def _comes_out(inside: Sequence[Amount], total: Amount) -> bool:
    """Whether any choice of the figures before a total makes it."""
    near = [one.reach for one in inside if one.single][-TRIED:]
    low, high = total.reach.bounds
    wanted = Width(None if low is None else low - FEW, high)
    return any(
        wanted.meets(summed(choice).bounds) for size in range(2, len(near) + 1) for choice in combinations(near, size)
    )


def _longer(text: str, total: Amount) -> bool:
    return said("longer", text[total.sentence[0] : total.sentence[1]])


def _near(made: Made) -> bool:
    low, high = sorted((made.reach.middle, made.total.number))
    return low * WIDEST >= high and made.total.number > max(one.number for one in made.parts) / WIDEST


# ------------------------------------------------------------------ parts behind the total
def _after(page: Page, total: Amount) -> Made | None:
    text = page.report.document.text
    parts = _behind(page, total)
    if len(parts) < 2 or _inside(text, total):
        return None
    for size in range(len(parts), 1, -1):
        if Made(total, tuple(parts[:size]), True).exact and total.number >= LARGE:
            return Made(total, tuple(parts[:size]), True)
    made = Made(total, tuple(parts), _closed(text, total, parts))
    if made.verdict is Verdict.AGREES:
        return made if made.closed else None
    if made.verdict is not Verdict.FAILS or not _near(made):
        return None
    span = text[total.start : parts[-1].sentence[1]]
    within = made.closed or said("part", text[total.end : parts[0].start][-NEXT:])
    over = made.reach.middle > total.number and within and sorted_by(_labels(text, parts)) is not None
    return made if over or (made.closed and not said("vague", span)) else None


def _behind(page: Page, total: Amount) -> list[Amount]:
    """The figures behind a total in its sentence, or, where there are none, in the next one that begins with some "of them"."""
    text = page.report.document.text
    behind = [one for one in page.block(total) if one.start >= total.end]
    counts = [one for one in behind if one.people and not one.rate and one.single]
    here = [one for one in counts if one.sentence == total.sentence]
    if not here and counts and _inside(text, counts[0]):
        here = [one for one in counts if one.sentence == counts[0].sentence]
    return here[:MOST_PARTS]


def _inside(text: str, one: Amount) -> bool:
    """Whether it is itself told as being in a figure before it."""
    before, after = text[max(one.sentence[0], one.start - 25) : one.start], text[one.end : one.end + 15]
    return said("part", before) or re.match(r"(?: \w+)? of (?:them|whom|these|those)\b", after) is not None


def _closed(text: str, total: Amount, parts: Sequence[Amount]) -> bool:
    """Whether words say that the parts are all of the total."""
    head, list_ = text[total.end : parts[0].start], text[parts[0].start : parts[-1].end]
    if not re.search(r"\band\b", text[parts[-2].end : parts[-1].start]):
        return False
    if said("remaining", text[max(parts[-2].end, parts[-1].start - NEXT) : parts[-1].start]):
        return True
    if said("among", list_ + _CLAUSE.split(text[parts[-1].end : parts[-1].sentence[1]])[0]):
        return False
    if said("part", head) or said("part", list_ + text[parts[-1].end : parts[-1].end + 20]):
        sorting = sorted_by(_labels(text, parts))
        return sorting is not None and sorting.whole
    opens = (
        not head.lstrip().startswith(",")
        and re.search(r"(?::|\s[–—])", head) is not None
        and len(head) < OPENS
        and not re.search(r"[.;]\s", head)
    )
    return said("closed", head) or opens


def _labels(text: str, parts: Sequence[Amount]) -> list[str]:
    """The words behind each part, up to the next."""
    ends = [*(one.start for one in parts[1:]), min(parts[-1].sentence[1], parts[-1].end + 40)]
    return [_CLAUSE.split(text[one.end : end])[0] for one, end in zip(parts, ends, strict=True)]


# ------------------------------------------------------------------ as a finding
def told(text: str, made: Made) -> Finding:
    """The sum as a finding; it names what was read of its figures."""
    total, verdict = made.total, made.verdict
    apart = gap(total.reach.bounds, made.reach.bounds)
    listed = wording.listed([one.said(text) for one in made.parts])
    stated = wording.told(total.of) if total.of else total.said(text)
    number, whole = wording.number(made.reach.middle), wording.number(total.number)
    whose = f"; {wording.teller(total.of)}" if total.of else ""
    about = f" ({total.of.side}, {wording.when(total.of.period)}{whose})" if total.of and total.of.side else ""
    fails = f"{listed}: the parts make {number}; the text has {whole} in all{about}."
    return wording.finding(
        Kind.PARTS,
        verdict,
        severity=severity(verdict, apart=apart),
        sentence=fails
        if verdict is Verdict.FAILS
        else f"{listed} make {number}, beside {stated}. {wording.follows(verdict)}",
        of=[one.of for one in (total, *made.parts) if one.of],
        numbers=[("computed", made.reach.middle), ("stated", total.number)],
    )
