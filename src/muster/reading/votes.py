"""What is known when the side of a figure is asked, and what a word or its absence says: a vote for a side.

Invariant: a vote is for one code, or for no side at all, and keeps the rule by which it speaks.
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.numbers.values import value
from muster.reading.camps import camp, opponent
from muster.reading.context import Item, Page
from muster.reading.measuring import GAIN, Cue

BOTH = "*"
_NAMELESS = GAIN | {Measure.STRENGTH, Measure.RESERVE}


@value(frozen=True, slots=True)
class Side:
    """A party's code with the span of the words that gave it, how surely, and by which rule; `people` where those counted are another's
    who fight for it."""

    code: str | None
    words: tuple[int, int] | None
    confidence: float
    rule: str
    people: str | None = None


@value(frozen=True, slots=True)
class Carried:
    """The side last spoken of, and how much it weighs: less the further back that was."""

    code: str | None
    gap: int = 0

    @property
    def weight(self) -> float:
        """The strength of its vote, `gap` counted in paragraphs."""
        return (2.2, 1.6)[self.gap] if 0 <= self.gap < 2 else 1.1


@value(frozen=True, slots=True)
class Vote:
    code: str | None
    at: int
    score: float
    rule: str


@value(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is known when the side of a figure is asked: its measure and cue, what carries over, whose side speaks.

    `admits` that the speaker owns up, `of_own` that the speakers before told of their own losses; `spoken` are the spans of the
    sentence's voices, whose sides speak and are not counted; `heading` the items of the heading that lent the measure; `spies` that
    who speaks watches the other side; `land` whose the towns are that the paragraph names;
    `apart` that the paragraph is about another war; `section` whose war in another land its heading tells of.
    """

    page: Page
    measure: Measure
    cue: Cue | None
    carried: Carried
    speaker: str | None = None
    admits: bool = False
    of_own: bool = False
    civilian: bool = False
    heading: tuple[Item, ...] = ()
    spoken: tuple[tuple[int, int], ...] = ()
    spies: bool = False
    land: str | None = None
    apart: bool = False
    section: str | None = None

    @property
    def flips(self) -> bool:
        """Whether the verb does it to others."""
        return self.cue is not None and self.cue.role == "enemy"

    def about_enemy(self) -> str | None:
        """The side that the title is about, where one of the other side speaks: of that side, not of its own losses."""
        topic, war = self.page.topic, self.page.war
        if self.admits or self.measure not in _NAMELESS or topic is None or war is None:
            return None
        if any(one.party.code.startswith(topic + "-") and camp(one.party.code, war) != topic for one in war.parties):
            return None  # a land at war with a force of its own is where they fight
        return topic if topic == opponent(self.speaker, self.page) else None

    def speaks(self, item: Item) -> bool:
        """Whether an item is part of the name of who speaks."""
        return any(start <= item.start < end for start, end in self.spoken)
