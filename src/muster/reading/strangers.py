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

    def speaks_for(self, noun: Noun, at: int) -> bool:
        """Whether a side may be meant to speak, as well where its army "gives nine soldiers killed"."""
        return super().speaks_for(noun, at) or (noun.kind == "side" and self.gives_toll(at))

    def gives_toll(self, at: int) -> bool:
        """Whether a verb that is a deed elsewhere gives the number of those lost."""
        view = self.view
        if view[at].low not in wordings.GIVING:
            return False
        figure = next((j for j in range(at + 1, min(len(view), at + 5)) if view[j].kind == FIGURE), None)
        if figure is None:
            return False
        return any(
            tag.startswith(("participle.", "noun.")) for one in view[figure + 1 : figure + 5] for tag in one.tags
        )

    def is_told(self, at: int) -> bool:
        """Whether something is told with the item at `at`: it is a verb of stating, or a figure and not how many speak."""
        few = at < 2 and self.view[at].low.isalpha()
        return self.view[at].has("say") or (self.view[at].kind == FIGURE and not few)

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

    def right(self, at: int, *, near: bool = False) -> Noun | None:
        """The noun that the words at `at` lead up to."""
        return super().right(at, near=near) or (self.stranger_after(at) if self.view[at].has("according") else None)

    def stranger_after(self, at: int) -> Noun | None:
        """The unknown person who follows the verb at `at`: "…,” said a gravedigger"."""
        view, first = self.view, at + 1
        if (
            not (self.states(at) or self.view[at].has("according"))
            or first >= len(view)
            or not (view[first].low in wordings.ARTICLES | wordings.SOME or self.are_few(first))
        ):
            return None
        for end in range(first + 1, min(len(view), first + 2 + _MOST_BEFORE)):
            if self.is_person_word(end) and not (end + 1 < len(view) and self.is_person_word(end + 1)):
                return Noun(first, first + 1, end + 1, end + 1, "unnamed", view[first].low)
            if not self.describes(end):
                return None
        return None

    def are_few(self, at: int) -> bool:
        """ "two" of "two people familiar with the plan"."""
        return self.view[at].kind == FIGURE and self.view[at].low in wordings.NUMBER_WORDS

    def is_person_word(self, at: int) -> bool:
        """Whether a word in small letters is one for a person: a trade, or kin."""
        item = self.view[at]
        if item.kind not in (WORD, PHRASE) or not item.low.isalpha() or not self.page.text[item.start].islower():
            return False
        if item.low in wordings.ONE_SOLDIER:
            return at > 0 and self.view[at - 1].low not in ("the", "each", "every")
        told_of = at + 1 < len(self.view) and self.view[at + 1].low.split(" ")[0] in wordings.IN_THE_KNOW
        if told_of and item.low in wordings.PEOPLE:
            return True
        if item.has("say", "reckoning", "paper", "fighters", "civilians"):
            return False
        return told_of or bool(is_post(item.low)) or item.low in wordings.KIN

    def describes(self, at: int) -> bool:
        """Whether a word in small letters may describe a person: "a retired bus driver"."""
        item = self.view[at]
        if item.low in wordings.OPENERS or item.low in wordings.ARTICLES or item.has("breaks", "say", "link"):
            return False
        return item.low == "-" or (item.low.isalpha() and item.kind in (WORD, PHRASE))

    def heads(self, first: Noun) -> bool:
        """Whether a line may begin with this speaker and a colon."""
        last = self.view[first.last - 1].low
        if not all(not item.low.isalpha() or item.low in wordings.BEFORE_HEAD for item in self.view[: first.first]):
            return False
        if first.kind == "side":
            return last in wordings.CAPITALS
        return first.kind != "unnamed" or last.split(" ")[-1] in wordings.SPEAKING
