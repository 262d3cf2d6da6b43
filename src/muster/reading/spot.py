"""A figure in its place: the page, what was said before, the sentence and the item that the figure is."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from muster.numbers.figures import Found
from muster.numbers.values import value
from muster.reading.context import Page, Sentence
from muster.reading.discourse import Memory
from muster.reading.layout import Kind
from muster.reading.measuring import View


@value(frozen=True, slots=True, kw_only=True)
class Spot:
    """`view` are the items of sentence `number`, `at` the index of the figure in it, `found` the figure itself or one inside it; `gates`
    are those that the sentence opens."""

    page: Page
    memory: Memory
    number: int
    view: View
    at: int
    found: Found
    gates: Set[int]

    @property
    def here(self) -> Sentence:
        """The sentence the figure stands in."""
        return self.page.sentences[self.number]

    @property
    def row(self) -> bool:
        """Whether it stands in a row or list entry."""
        return self.page.blocks[self.here.block].kind is Kind.ENTRY

    @property
    def numbers(self) -> tuple[int | float, ...]:
        """The numbers it states, smallest first."""
        return numbers_of(self.found)

    @property
    def largest(self) -> int | float:
        """The largest number it states."""
        return max(self.found.low or 0, self.found.high or 0)

    def inside(self, found: Found) -> Spot:
        """The same place for a figure inside this one."""
        return replace(self, found=found)


def numbers_of(found: Found) -> tuple[int | float, ...]:
    """The numbers a figure states, smallest first, one where both ends are the same."""
    return tuple(sorted({end for end in (found.low, found.high) if end is not None}))
