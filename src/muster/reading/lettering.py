"""How the words of a sentence are written: with a capital, as an adjective, at the opening of a sentence.

Invariant: what is told of a word rests on its letters and its neighbours alone.
"""

from __future__ import annotations

from collections.abc import Collection

from muster.reading import wordings
from muster.reading.context import FIGURE, PHRASE, WORD
from muster.reading.kinds import kinds_of
from muster.reading.measuring import View

_OPENING = frozenset('"“‘.:;!?—–•|(/[-✓★')

_WORDS = frozenset([WORD, PHRASE])
_NO_NOUNS = frozenset("a an of in all them so far now then also already the".split())


class Lettering:
    """The letters of one sentence. `common` are words that the text has in small letters, so no names; `proper` those that it has with a
    capital where no sentence begins."""

    def __init__(self, view: View, text: str, common: Collection[str], proper: Collection[str]) -> None:
        self.view, self.text, self.common, self.proper = view, text, common, proper
        letters = text[view[0].start : view[-1].end] if view else ""
        self.kinds = kinds_of(view)
        for at, item in enumerate(view):
            if item.low == "who" and at and view[at - 1].low == "the":
                self.kinds[at] = "body"  # "the WHO"
        self.capitals: dict[int, bool] = {}
        self.shouts = letters.isupper() and len(view) > 1

    def capital(self, at: int) -> bool:
        """Whether the item at `at` is written as a name."""
        found = self.capitals.get(at)
        if found is None:
            found = self.capitals[at] = self.is_capital(at)
        return found

    def is_capital(self, at: int) -> bool:
        """What `capital` remembers."""
        item = self.view[at]
        if item.kind not in (WORD, PHRASE) or not self.text[item.start].isupper():
            return False
        if item.low in wordings.OPENERS:
            after = self.view[at + 1] if at + 1 < len(self.view) else item
            return item.low in wordings.NUMBER_WORDS and not self.opens(at) and self.text[after.start].isupper()
        if self.kinds[at] is not None:
            return True
        if " " in item.low and item.low.split(" ")[0] in wordings.OPENERS:
            return False
        if self.shouts or item.has("say", "according", "citing", "link"):
            return False
        return not self.opens(at) or self.is_first_name(at)

    def opens(self, at: int) -> bool:
        """Whether a sentence or a quotation begins here, so that a capital says nothing."""
        return at == 0 or (self.view[at - 1].low in _OPENING and not self.inside_word(at))

    def inside_word(self, at: int) -> bool:
        """Whether a hyphen or point joins the item to the word before."""
        if at < 2 or self.view[at - 1].low not in "-.":
            return False
        if self.view[at - 1].low == "." and self.is_initial(at - 2):
            return True
        return self.view[at - 2].end == self.view[at - 1].start and self.view[at - 1].end == self.view[at].start

    def is_initial(self, at: int) -> bool:
        """Whether an item is the initial of a first name: a letter with a point, and a name or another initial behind it."""
        item = self.view[at]
        if item.end - item.start != 1 or not self.text[item.start].isupper() or at + 2 >= len(self.view):
            return False
        point, after = self.view[at + 1], self.view[at + 2]
        named = after.kind in _WORDS and self.text[after.start].isupper() and after.low not in wordings.OPENERS
        return point.low == "." and point.start == item.end and (named or after.end - after.start == 1)

    def is_first_name(self, at: int) -> bool:
        """Whether a capital word at the opening of a sentence is a name all the same."""
        item = self.view[at]
        word = self.text[item.start : item.end]
        if self.is_initial(at):
            return True
        if item.low in self.common or len(word) == 1 or (item.low.endswith("ing") and not word.isupper()):
            return False
        if at + 1 == len(self.view):
            return False
        after = self.view[at + 1]
        if item.low in self.proper or word.isupper() or after.low in ("'", "(") or after.low in wordings.TELLING:
            return True
        if after.low == ",":
            told = self.view[at + 2] if at + 2 < len(self.view) else after
            return told.kind == FIGURE or told.low in ("who", "a", "an", "the", "whose")
        named = after.kind in (WORD, PHRASE) and self.text[after.start].isupper()
        return named and self.kinds[at + 1] != "person" and after.low not in wordings.OPENERS

    def small(self, at: int) -> bool:
        """A word in small letters that may describe a noun."""
        item = self.view[at]
        if item.kind not in (WORD, PHRASE) or (item.low in wordings.OPENERS and item.low != "same"):
            return False
        return self.text[item.start].islower() and not item.has("say", "link", "breaks")

    def light(self, at: int) -> bool:
        """A word that may stand before a noun: an adjective, as far as can be told."""
        item = self.view[at]
        if item.low in wordings.DESCRIBING:
            return True
        if item.tags:
            of_noun = item.has("fighters") and self.kinds[at + 1 : at + 2] == ["unnamed"]
            if of_noun or item.has("demonym", "modifiers", "title"):
                return item.low not in _NO_NOUNS
        if not self.text[item.start].islower() and not self.opens(at):
            return False
        if item.low in wordings.OPENERS or item.low in wordings.ARTICLES:
            return False
        return item.kind == WORD and item.low.isalpha() and not item.low.endswith(("ed", "ing", "ly"))

    def hyphened(self, at: int) -> bool:
        """The small end of a name with a hyphen: "Min-jae"."""
        return at > 1 and self.view[at - 1].low == "-" and self.capital(at - 2)

    def of_people(self, at: int) -> bool:
        """Whether a word tells of losses or gains, and so is no name though a headline writes it with a capital."""
        return any(tag.startswith(("noun.", "participle.", "own.", "enemy.", "subject.")) for tag in self.view[at].tags)

    def is_side(self, at: int) -> bool:
        """ "The Armenian side counts 85", "according to the Russian side,": a side that says something, and not where something is."""
        view = self.view
        if at + 1 >= len(view) or view[at].low != "side":
            return False
        return view[at + 1].has("say") or view[at + 1].low in (",", ".", "has", "have", "also", "’", "'")
