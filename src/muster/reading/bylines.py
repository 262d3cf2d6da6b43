"""Credits that stand apart from what is said: at the head of an entry, in brackets, behind a colon at a sentence's end, in a clause of
its own ("these are the inspector's numbers").

Invariant: only who alone stands in such a place is credited, and only beside a figure.
"""

from __future__ import annotations

from bisect import bisect_right

from muster.reading import wordings
from muster.reading.context import FIGURE, MARK, TIME
from muster.reading.idioms import Idioms
from muster.reading.kinds import kind_of
from muster.reading.nouns import Noun

_ENTRY = 16  # items up to the colon of an entry that somebody heads
_BRACKET = 14  # items between a figure and the bracket behind it
_INSIDE = 9  # items of a bracket that credits somebody
_CLOSE = 12  # items of a credit that closes a sentence
_TELLERS = frozenset(
    "authorities sources source channels media officials analysts monitors observers prosecutors command headquarters spokesman "
    "spokeswoman spokesperson ministry staff press researchers investigators diplomats activists bloggers pollsters".split()
)
_FIGURES = frozenset(
    "figure figures number numbers total totals estimate estimates count counts tally data reckoning".split()
)
_USING = frozenset(
    "uses use used takes took prefers preferred has had have gives gave quotes quoted cites cited keeps kept".split()
)
_FROM = frozenset("of from by".split())


class Bylines(Idioms):
    """The voices of one sentence, with those that are credited apart."""

    # -------------------------------------------------------------- at the head of an entry
    def colon(self, at: int) -> None:
        """Who stands before a colon, or behind the last one."""
        super().colon(at)
        if self.found:
            return
        noun = self.entry_head(at) or self.closing(at)
        if noun is not None:
            self.add(noun, at, how="says", after=noun.first > at)

    def entry_head(self, at: int) -> Noun | None:
        """ "(ii) a rebel spokesman: more than 200 dead", "Israeli authorities: 45 dead", "From the ministry in May: 900 lost"."""
        view = self.view
        if at > _ENTRY or not any(item.kind == FIGURE for item in view[at + 1 : at + 4]) or self.tells_figure(at):
            return None
        first = self.after_number()
        first += first < at and view[first].low in ("from", "by")
        noun = next((one for one in self.nouns if one.first == first), None)
        if noun is None or noun.owned or not self.heads_entry(noun):
            return None
        rest = view[noun.end : at]
        return noun if not rest or rest[0].kind == TIME or rest[0].low in (",", "(", "in", "on", "by", "last") else None

    def tells_figure(self, at: int) -> bool:
        """Whether a figure or a word of stating stands before the colon."""
        few = self.after_number()
        return any(item.kind == FIGURE or item.has("say") for item in self.view[few:at])

    def after_number(self) -> int:
        """Where a line begins behind its bullet or number: "(ii)", "3.", "•"."""
        view, at = self.view, 0
        while at < len(view) - 1 and (view[at].kind == MARK or (at < 2 and view[at + 1].low in (")", ".", "]"))):
            at += 1
        return at

    def heads_entry(self, noun: Noun) -> bool:
        """Whether a phrase may head an entry as who gives its figure, and not as whom it counts."""
        last = self.view[noun.last - 1]
        word = last.low.split(" ")[-1]
        if noun.kind == "body":
            return True
        if noun.kind == "side":
            return word in wordings.FORCES and noun.article == "the"
        if noun.kind != "unnamed":
            return False
        one = noun.article in ("a", "an", "the") and not word.endswith("s")
        return one or (noun.last - noun.first > 1 and any(self.is_teller(k) for k in range(noun.first, noun.last)))

    def is_teller(self, at: int) -> bool:
        """Whether an item ends in a word for those who tell rather than are counted."""
        return self.view[at].low.split(" ")[-1] in _TELLERS

    # -------------------------------------------------------------- behind what is said
    def closing(self, at: int) -> Noun | None:
        """ "46,000 killed since the invasion: Volodymyr Zelenskyy, in mid-February.": who alone stands behind the last colon."""
        view = self.view
        if len(view) - at > _CLOSE:
            return None
        rest = view[at + 1 :]
        if any(item.kind == FIGURE or item.has("say") or item.low == ":" for item in rest):
            return None
        if not any(item.kind == FIGURE for item in view[:at]):
            return None
        noun = next((one for one in self.nouns if one.first == at + 1), None)
        if noun is None or noun.owned or noun.kind not in ("person", "body"):
            return None
        named = noun.kind == "body" or noun.last - noun.head > 1 or view[noun.last - 1].has("person")
        after = view[noun.end] if noun.end < len(view) else None
        closed = after is None or after.kind == TIME or after.low in (".", ",", "(", "in", "on", "last")
        return noun if named and closed else None

    def bracket(self, at: int) -> None:
        """ "427,000 (IISS)", "1.2 million killed in the whole war (British Ministry of Defence)", "(both figures from staff histories)"."""
        noun = self.credited_in(at)
        if noun is None:
            return
        for j in range(at - 1, max(-1, at - _BRACKET), -1):
            if self.view[j].kind == FIGURE:
                self.add(noun, at, how="cell", after=True)
                return
            if self.view[j].low in (")", "]", ";", ":") or (
                at - j < _NEAR and kind_of(self.view[j]) in ("person", "body")
            ):
                return

    def credited_in(self, at: int) -> Noun | None:
        """Whom a bracket that opens at `at` credits."""
        view = self.view
        end = next((j for j in range(at + 1, min(len(view), at + _INSIDE + 1)) if view[j].low in (")", "]")), None)
        noun = self.right(at, near=True)
        if noun is not None and noun.first <= at + 2 and noun.kind in ("person", "body"):
            return noun
        if end is None:
            square = view[at].low == "["
            return noun if square and noun is not None and noun.first == at + 1 and noun.kind == "unnamed" else None
        figures = next((j for j in range(at + 1, end) if view[j].low.split(" ")[-1] in _FIGURES), None)
        by = next((j for j in range(at + 1, end) if view[j].low in _FROM), None)
        if (figures is not None and by is not None and by > figures) or (by == at + 1 and view[by].low != "of"):
            named = self.right(by, near=True) if by is not None else None
            return named if named is not None and named.end <= end and named.kind not in ("pronoun", "side") else None
        square = view[at].low == "[" and noun is not None and noun.end == end and noun.kind == "unnamed"
        return noun if square else None

    # -------------------------------------------------------------- in words of their own
    def idioms(self) -> None:
        """Those of the idioms, with the totals that somebody is told to use, and figures that are said to be theirs."""
        super().idioms()
        for at, item in enumerate(self.view):
            if item.low in _USING and self.uses_figure(at):
                self.add(self.left(at), at, how="says")
            elif item.low in ("these are", "those are", "that is", "this is") or item.low in ("are", "is"):
                self.are_theirs(at)

    def uses_figure(self, at: int) -> bool:
        """ "Uses a slightly lower total for the year, 427,000", "has a larger figure for its enemy: 100"."""
        near = self.view[at + 1 : at + 6]
        if not near or near[0].low not in ("a", "an", "another", "a lower", "a higher"):
            return False
        told = next((k for k, item in enumerate(near) if item.low.split(" ")[-1] in _FIGURES), None)
        if told is None or any(item.kind in (FIGURE, MARK) for item in near[:told]):
            return False
        return any(item.kind == FIGURE for item in self.view[at + told + 2 : at + told + 10])

    def are_theirs(self, at: int) -> None:
        """ "…: that is the figure from its commander, X", "…: these are X's numbers as well"."""
        view = self.view
        if view[at].low in ("are", "is") and (not at or view[at - 1].low not in _POINTING):
            return
        if len(self.found) > _SEVERAL or not any(item.kind == FIGURE for item in view[max(0, at - _BACK) : at]):
            return
        word = next((j for j in range(at + 1, min(len(view), at + 6)) if view[j].low.split(" ")[-1] in _FIGURES), None)
        if word is None or word + 1 >= len(view):
            return
        near = self.nouns[bisect_right(self.firsts, at) : bisect_right(self.firsts, word)]
        owner = next((one for one in near if one.owned and one.kind in ("person", "body")), None)
        given = self.right(word + 1, near=True) if view[word + 1].low in _FROM else None
        noun = owner or given
        if noun is not None and noun.kind in ("person", "body", "unnamed"):
            self.found = [one for one in self.found if one.at != word]
            self.add(noun, word, how="says", after=True)


_BACK, _SEVERAL = (
    60,
    20,
)  # items back to the figures that are said to be somebody's; voices of a sentence that credits in turn
_NEAR = 9  # items in which another name before a bracket is who is explained by it
_POINTING = frozenset("these those that this both which all".split())
