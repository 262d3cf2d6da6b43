"""Speakers whom no list of words knows: "a gravedigger told us", "said the man's cousin".

Invariant: only a word for a person is one, and only beside a verb by which people state something.
"""

from __future__ import annotations

from muster.reading import wordings
from muster.reading.context import FIGURE, PHRASE, WORD
from muster.reading.kinds import is_post, kind_of
from muster.reading.nouns import Noun
from muster.reading.subjects import Subjects

_MOST_BEFORE = 3  # words that may describe a person


class Strangers(Subjects):
    """The noun phrases of one sentence, with persons that have only a trade or kin for a name."""

    def is_deed(self, noun: Noun, at: int) -> bool:
        """Whether a verb at `at` is what a stranger does rather than says: "a trawler found 41 dead"."""
        last = noun.last - 1
        unknown = noun.kind == "unnamed" and kind_of(self.view[last]) is None and self.is_person_word(last)
        return unknown and self.view[at].low in wordings.DEEDS

    def states(self, at: int) -> bool:
        """Whether a verb is one by which people state something, and no deed or plural noun."""
        low = self.view[at].low
        return self.view[at].has("say") and low not in wordings.DEEDS and low not in wordings.NOUNS_TOO

    def ending(self, at: int) -> Noun | None:
        """The noun phrase that ends with the item at `at`."""
        return super().ending(at) or self.stranger_ending(at)

    def stranger_ending(self, end: int) -> Noun | None:
        """The unknown person whose phrase ends with the item at `end`."""
        if end < 0 or not self.is_person_word(end):
            return None
        head = end
        while head > 0 and end - head < _MOST_BEFORE and self.describes(head - 1):
            head -= 1
        before = self.view[head - 1] if head > 0 else None
        article = before.low if before is not None and before.low in wordings.ARTICLES | wordings.SOME else ""
        few = before is not None and before.kind == FIGURE and before.low.isalpha()
        if not article and not few and not self.view[end].low.endswith("s"):
            return None
        noun = Noun(head - 1 if article else head, head, end + 1, end + 1, "unnamed", article)
        return noun if self.can_be_subject(noun) else None

    def stranger_after(self, at: int) -> Noun | None:
        """The unknown person who follows the verb at `at`: "…,” said a gravedigger"."""
        view, first = self.view, at + 1
        if not self.states(at) or first >= len(view) or view[first].low not in wordings.ARTICLES | wordings.SOME:
            return None
        for end in range(first + 1, min(len(view), first + 2 + _MOST_BEFORE)):
            if self.is_person_word(end) and not (end + 1 < len(view) and self.is_person_word(end + 1)):
                return Noun(first, first + 1, end + 1, end + 1, "unnamed", view[first].low)
            if not self.describes(end):
                return None
        return None

    def is_person_word(self, at: int) -> bool:
        """Whether a word in small letters is one for a person: a trade, or kin."""
        item = self.view[at]
        if item.kind not in (WORD, PHRASE) or not item.low.isalpha() or not self.page.text[item.start].islower():
            return False
        if item.has("say", "reckoning", "paper", "fighters", "civilians"):
            return False
        return bool(is_post(item.low)) or item.low in wordings.KIN

    def describes(self, at: int) -> bool:
        """Whether a word in small letters may describe a person: "a retired bus driver"."""
        item = self.view[at]
        if item.low in wordings.OPENERS or item.low in wordings.ARTICLES or item.has("breaks", "say", "link"):
            return False
        return item.low == "-" or (item.low.isalpha() and item.kind in (WORD, PHRASE))
