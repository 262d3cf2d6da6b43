"""From runs of calendar words to phrases: a relation and the one or two dates it holds, not yet placed in the calendar.

Invariant: phrases come in the order of the text and do not overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from muster.numbers.values import value
from muster.reading.days.items import items
from muster.reading.days.placing import Item
from muster.reading.days.words import UNIT_DAYS, Word, lexicon, one_of, runs, words


class Relation(StrEnum):
    """How the words bind a figure to the days: within them, from them on, up to them, at that distance back, or for so long."""

    DURING = "during"
    SINCE = "since"
    UNTIL = "until"
    AGO = "ago"
    SPAN = "span"


class Phrase(NamedTuple):
    """A relation and the one or two dates it holds, not yet placed."""

    start: int
    end: int
    relation: Relation
    first: Item | None
    last: Item | None = None
    edge: str = ""
    days: int | None = None


_PHRASE = re.compile(
    "|".join(
        [
            "(?P<window>P?A?[nda]?u[Kg]@)",
            "(?P<onward>PA[nda]?uF@(?!,?[KDU]))",
            "(?P<between>P?BP?@JP?@)",
            "(?P<from_to>F@,?(?:[KDg]|U)P?A?@)",
            "(?P<dash>[PSUF]?A?@D@|P?@KP?@)",
            "(?P<since>SP?@|F@)",
            "(?P<until>U{1,2}P?@)",
            "(?P<to>K@)",
            "(?P<before>bP?@)",
            "(?P<after>tP?@)",
            "(?P<during>P?A?@(?:(?:,J|,|J)P?@(?![KD]P?@))*)",
            "(?P<span>P{0,2}A?f{0,3}P?(?:[nda]|ha)f?u|X)",
        ]
    )
)


def phrases(text: str, low: str) -> Iterator[Phrase]:
    for start, end in runs(low):
        said = words(text, low, start=start, end=end)
        letters = "".join(word.letter for word in said)
        dates = items(letters, said)
        if dates or _shapes(letters):
            yield from _related(low, said=said, dates=dates)


def _related(low: str, *, said: list[Word], dates: list[tuple[int, int, Item]]) -> Iterator[Phrase]:
    """The phrases of one run: each date put back as one sign, then dates and function words read together."""
    signs: list[str] = []
    spans: list[tuple[int, int]] = []
    held: dict[int, Item] = {}
    at = 0
    all_dates: list[tuple[int, int, Item | None]] = [*dates, (len(said), len(said), None)]
    for first, last, item in all_dates:
        for word in said[at:first]:
            signs.append(word.letter)
            spans.append((word.start, word.end))
        if item is not None:
            held[len(signs)] = item
            signs.append("@")
            spans.append((said[first].start, said[last - 1].end))
            at = last
    by_sign = _Signs("".join(signs), spans, held, {word.start: word for word in said})
    for kind, a, b in _shapes(by_sign.letters):
        yield from by_sign.phrases(kind, a, b, low=low)


@lru_cache(maxsize=8192)
def _shapes(letters: str) -> tuple[tuple[str, int, int], ...]:
    """The kinds of phrases in a row of signs; the same rows come again and again."""
    return tuple((match.lastgroup or "", *match.span()) for match in _PHRASE.finditer(letters))


@value(frozen=True, slots=True)
class _Signs:
    """A run as signs: letters of function words and `@` for each date."""

    letters: str
    spans: list[tuple[int, int]]
    held: dict[int, Item]
    word_at: dict[int, Word]

    def phrases(self, kind: str, a: int, b: int, *, low: str) -> Iterator[Phrase]:
        start, end = self.spans[a][0], self.spans[b - 1][1]
        if kind == "span":
            yield from self._span(a, b, low=low)
            return
        places = [place for place in range(a, b) if place in self.held]
        dates = [self.held[place] for place in places]
        if kind == "window":
            count, unit = self._length(a, places[0])
            yield Phrase(start, end, Relation.DURING, dates[0], edge=f"{count} {unit}")
        elif kind == "onward" and (length := self._length(a, places[0]))[0] >= 1:
            yield Phrase(start, end, Relation.DURING, dates[0], edge=f"{length[0]} {length[1]} on")
        elif kind == "dash" and _ends_a_dateline(*dates[:2]):
            yield Phrase(start, self.spans[places[0]][1], Relation.DURING, dates[0])
            yield Phrase(*self.spans[places[1]], Relation.DURING, dates[1])
        elif kind in ("between", "from_to", "dash"):
            yield from self._range(a, b, places=places)
        elif (
            kind == "since"
            and self.letters[a] == "F"
            and (dates[0].kind in ("days", "today") or _sources().search(low[max(0, start - 16) : start]))
        ):
            yield Phrase(start, end, Relation.DURING, dates[0])
        elif kind in ("since", "after"):
            if kind == "since" and _STANDING.search(low[max(0, start - 40) : start]) and not _WHEN.match(low, end):
                yield Phrase(start, end, Relation.UNTIL, dates[0], edge="since")
            elif not _BECAUSE.match(low, end) or _TOTAL.search(low[max(0, start - 80) : start]):
                yield Phrase(start, end, Relation.SINCE, dates[0])
            else:
                yield Phrase(self.spans[places[0]][0], end, Relation.DURING, dates[0])
        elif kind == "to" and self._word(a) != "through":
            yield Phrase(start, end, Relation.UNTIL, dates[0], edge="to")
        elif kind in ("until", "before", "to"):
            yield Phrase(start, end, Relation.UNTIL, dates[0], edge="through" if kind == "to" else kind)
        else:
            yield from self._during(a, places=places, low=low)

    def _word(self, at: int) -> str:
        word = self.word_at.get(self.spans[at][0])
        return str(word.value) if word else ""

    def _length(self, a: int, b: int) -> tuple[float, str]:
        count, unit = 1.0, "day"
        for at in range(a, b):
            word = self.word_at[self.spans[at][0]]
            if word.letter in "nd":
                count = float(word.value)
            elif word.letter == "u":
                unit = str(word.value)
        return count, unit

    def _range(self, a: int, b: int, *, places: list[int]) -> Iterator[Phrase]:
        first, last = (self.held[place] for place in places)
        start, end = self.spans[a][0], self.spans[b - 1][1]
        yield Phrase(start, end, Relation.DURING, first, last, edge=self.letters[a])

    def _during(self, a: int, *, places: list[int], low: str) -> Iterator[Phrase]:
        """One date, or several joined by "and": whether they adjoin is known only when they are placed."""
        starts = [
            self.spans[place - 1 if place > a and self.letters[place - 1] in "PA" else place][0] for place in places
        ]
        if a < places[0]:
            starts[0] = self.spans[a][0]
        dates = _shared_year([self.held[place] for place in places])
        for index, at in enumerate(places):
            item, start, end = dates[index], starts[index], self.spans[at][1]
            prepared = self.letters[a] == "P" or index > 0
            if _EVERY.search(low, max(0, start - 12), start):
                continue  # "every November"
            if item.kind == "ago":
                yield Phrase(start, end, Relation.AGO, item)
            elif item.kind == "season" and not _placed_season(item) and (not prepared or _FALL_OF.match(low, end - 4)):
                continue
            else:
                edge = self._word(a) if self.letters[a] == "P" and index == 0 else ""
                apart = bool(_APART.match(low, self.spans[places[-1]][1]))
                apart = apart or _in_order(low, self.spans[places[-1]][1])
                joined = (
                    index > 0
                    and not apart
                    and ("J" in self.letters[places[index - 1] : at] or self._and_later(at, places))
                )
                yield Phrase(start, end, Relation.DURING, item, edge="join" if joined else edge)

    def _and_later(self, at: int, places: list[int]) -> bool:
        return "J" in self.letters[at : places[-1]]

    def _span(self, a: int, b: int, *, low: str) -> Iterator[Phrase]:
        """A bare duration: "over nine years", "nine-year"; not a rate ("a month"), nor a distance from another date."""
        start, end = self.spans[a][0], self.spans[b - 1][1]
        letters = self.letters[a:b]
        if letters == "X":
            count, unit = self.word_at[start].value
        else:
            after = self.letters[b : b + 1]
            within = letters.startswith(("PA", "PPA"))
            if (after and after in "Gz") or _OLD.match(low, end) or _EACH.search(low, max(0, start - 12), start):
                return
            if not within and ((after and after in "bt") or _AWAY.match(low, end)):
                return
            if letters.endswith(("au", "afu")) and "h" not in letters and not {"P", "f"} & set(letters):
                return
            if letters[0] == "P" and letters[1] == "a" and self._word(a) in ("on", "at"):
                return
            count, unit = self._length(a, b)
            count = count * 0.5 if "h" in letters else count
        length = round(count * UNIT_DAYS[unit])
        if 1 <= length <= 400_000:
            yield Phrase(start, end, Relation.SPAN, None, edge=unit, days=length)


def _shared_year(dates: list[Item]) -> list[Item]:
    """In "September and October 2024" the year is said once for both, and in "last Thursday and Friday" the "last"."""
    dates = list(dates)
    for at in range(len(dates) - 2, -1, -1):
        item, after = dates[at], dates[at + 1]
        months = (item.month or item.which, after.month or after.which)
        if (
            item.dated
            or item.tail is not None
            or item.the_year
            or item.shift is not None
            or 0 in months
            or item.kind == "weekday"
        ):
            continue
        back = 1 if months[0] > months[1] else 0
        if after.year is not None:
            dates[at] = item._replace(year=after.year - back)
        elif after.tail is not None:
            dates[at] = item._replace(tail=after.tail - back)
        elif after.the_year:
            dates[at] = item._replace(the_year=True)
    return dates


def _ends_a_dateline(first: Item, last: Item) -> bool:
    """ "KYIV, Dec. 5, 2024 - November was …": from a day of a year nobody counts to a bare month."""
    return None not in (first.day, first.year) and last.month is not None and (last.day, last.year) == (None, None)


def _placed_season(item: Item) -> bool:
    return item.year is not None or item.shift is not None or item.tail is not None or item.the_year or item.part != ""


_FALL_OF = re.compile(r"fall\s+of\s+(?!(?:the\s+)?(?:\d|last|this|next|that))")
_STANDING = re.compile(
    r"\b(?:unchanged|the same|not (?:been )?(?:changed|updated|moved|revised|altered)|no new (?:update|figures?|toll)s?)\s$"
)
_WHEN = re.compile(r",?\s+(?:when|the day)\b")
_TOTAL = re.compile(  # "the number of those killed since 2022 has passed 100,000"
    r"\b(?:numbers?|tolls?|totals?|loss(?:es)?|casualties|count|tally|figures?|sum|dead|deaths|killed|wounded|recruited|mobilised"
    r"|advances?|gains?|push|offensives?|retreat|campaign|fighting|recruitment|intake|mobili[sz]ation|growth|progress|spending|average)\b[^,.;:]*$"
)
_BECAUSE = re.compile(r"\s+(?:was|were|is|had|has|saw)\b")


def _in_order(low: str, at: int) -> bool:
    """ "In May and June it lost 36,000 and 32,000 respectively": times that are not one stretch, as figures part them."""
    return low.find("respectively", at, at + 250) >= 0 and _IN_ORDER.match(low, at) is not None


_IN_ORDER = re.compile(r"[^.;\n]{1,160}\d[^.;\n]{0,80}\brespectively\b")


@cache
def _sources() -> re.Pattern[str]:
    data = lexicon()["sources"]
    return re.compile(rf"(?<!\w)(?:{one_of(data['nouns'])},?|{one_of(data['verbs'])})\s$")


_APART = re.compile(r",?\s+(?:respectively|alike|each)\b")
_OLD = re.compile(r"(?:[- ]old\b|\s+(?:old|of age|in prison|from now)\b)")
_AWAY = re.compile(r"\s+(?:earlier|later|before|after|prior)\b")
_EVERY = re.compile(r"\b(?:every|each)\s$")
_EACH = re.compile(r"\b(?:every|each|per|aged|age)\s$")
