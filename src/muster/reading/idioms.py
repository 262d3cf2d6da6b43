"""Turns of phrase that credit somebody without a verb of stating, and those that credit nobody.

"As X has it", "if X is right", "the figure comes from X", "a number put about by X"; "some 300 are thought to have died".

Invariant: what credits nobody is heard only where nobody else speaks in the sentence.
"""

from __future__ import annotations

import re

from muster.reading import wordings
from muster.reading.context import FIGURE, MARK, Item
from muster.reading.kinds import reckons_itself
from muster.reading.voices import Voice, Voices

_REACH = 24  # words between the name of a figure and where it comes from


class Idioms(Voices):
    """The voices of one sentence, with those that idioms tell of."""

    def idioms(self) -> None:
        """Add what the idioms of the sentence tell of who speaks."""
        for at, item in enumerate(self.view):
            low = item.low
            if low == "it" and at > 1 and self.view[at - 1].low in wordings.HAS_IT:
                self.has_it(at)
            elif low == "if":
                self.trusted(at)
            elif low in wordings.WORKING and self.works_with(at):
                self.add(self.left(at), at, how="says")
            elif self.is_origin(at, low):
                self.comes_from(at)
        if not self.found:
            self.nobody()

    def has_it(self, at: int) -> None:
        """ "As the ministry has it", "as Kyiv tells it": who tells it stands after what is told."""
        noun = self.ending(at - 2)
        if noun is None or noun.first < 1 or self.view[noun.first - 1].low not in ("as", "so") or noun.kind == "paper":
            return
        self.replaced(noun.first)
        self.add(noun, at - 1, how="says", after=noun.first > 1)

    def trusted(self, at: int) -> None:
        """ "If the General Staff is right", "if Kyiv is to be believed"."""
        noun = self.right(at, near=True) if not reckons_itself(self.view) else None
        if noun is None or noun.first != at + 1 or noun.owned or noun.kind in ("pronoun", "paper"):
            return
        end = noun.end
        if end < len(self.view) and self.view[end].low in ("is", "are", "can", "has", "was", "were"):
            near = self.view[end + 1 : end + 5]
            trust = next((one for one in near if one.low.split(" ")[-1] in wordings.TRUSTED), None)
            if trust is not None and not any(one.kind in (FIGURE, MARK) for one in near[: near.index(trust)]):
                self.replaced(noun.first)
                self.add(noun, end, how="says", after=at > 0)

    def is_origin(self, at: int, low: str) -> bool:
        """Whether what follows is where something comes from or goes back to."""
        if low == "to" and at > 1:
            return self.view[at - 1].low == "back" and self.view[at - 2].low in wordings.GOING
        return low in wordings.COMES_FROM or (low == "from" and at > 0 and self.view[at - 1].low in wordings.COMING)

    def comes_from(self, at: int) -> None:
        """ "The figure quoted most often, 150,000 dead, comes from X"."""
        before = self.view[max(0, at - _REACH) : at]
        if not any(one.low in wordings.NUMBERS or one.low in wordings.NUMBER_OF for one in before):
            return
        noun = self.right(at)
        speaks = noun is not None and (
            noun.kind in ("person", "body", "unnamed") or self.view[noun.last - 1].low in wordings.CAPITALS
        )
        if noun is not None and speaks:
            self.replaced(noun.first)
            self.add(noun, at, how="says", after=any(one.kind == FIGURE for one in before))

    def works_with(self, at: int) -> bool:
        """ "Officers work with a larger number"."""
        near = self.view[at + 1 : at + 6]
        return (
            bool(near)
            and near[0].low == "with"
            and any(one.low in wordings.NUMBERS | wordings.NUMBER_OF for one in near)
        )

    def replaced(self, first: int) -> None:
        """Forget what was heard of a phrase before."""
        start = self.view[first].start
        self.found = [one for one in self.found if one.start < start or one.start > start + 40 or one.how == "owns"]

    def nobody(self) -> None:
        """ "Some 1,000 of them are thought to remain": nobody in particular says so, and whoever spoke before speaks no more."""
        for at, item in enumerate(self.view):
            said = item.low + (" to" if at + 1 < len(self.view) and self.view[at + 1].low == "to" else "")
            if not said.endswith(" to") or _NOBODY.search(self.passive(at, said)) is None:
                continue
            clause = self.clause(at)
            if any(one.low in ("who", "which", "whom", "that", "whose") for one in clause):
                return
            near = self.view[at + 1 : at + 14]
            if any(one.kind == FIGURE for one in (*clause, *near)) and not any(one.has("according") for one in near):
                self.found.append(Voice("", item.start, item.end, at, "says"))
            return

    def passive(self, at: int, said: str) -> str:
        """A verb with its auxiliary and what stands between."""
        return " ".join(one.low for one in self.view[max(0, at - 3) : at]) + " " + said

    def clause(self, at: int) -> list[Item]:
        """The words of its clause before a verb."""
        first = next(
            (j for j in range(at - 1, -1, -1) if self.view[j].kind == MARK and self.view[j].low in ",;:—–"), -1
        )
        return list(self.view[first + 1 : at])


_NOBODY = re.compile(
    r"\b(?:is|are|was|were|been)(?: \w+ly| now| also| still| widely| then)? "
    r"(?:thought|believed|estimated|reckoned|understood|assumed|presumed|rumoured|rumored|said|reported) to$"
)
