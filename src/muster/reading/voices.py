"""Whom a noun phrase gives for a speaker: its name in full, the side it is of, and who wrote the paper that speaks.

Invariant: a paper of no one's gives nobody, and "our" paper the document itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from muster.reading import wordings
from muster.reading.context import FIGURE, MARK, Page
from muster.reading.measuring import View
from muster.reading.names import Names, name_of
from muster.reading.nouns import Noun
from muster.reading.subjects import Subjects


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a sentence. `at` is where in the view; `how` the form: "says", "according", "owns", "cell", "subject".

    `name` is None for a pronoun not yet put to a name, and "" where the document speaks for itself. `word` is the pronoun or article;
    `after` says that what is credited stands before it. `back` says that the source is somebody spoken of before.
    """

    name: str | None
    start: int
    end: int
    at: int
    how: str
    party: str | None = None
    kind: str = "unnamed"  # "person", "body", "side", "unnamed", "paper", "pronoun"
    source: str | None = None
    source_party: str | None = None
    word: str = ""
    after: bool = False
    back: bool = False
    paper: str = ""  # the word for what it wrote, where it speaks by a paper
    aside: bool = False  # in a clause of time: "hours after the rebels announced …"


class Voices(Subjects):
    """The noun phrases of one sentence as voices; `found` are those that speak in it."""

    def __init__(self, view: View, nouns: Sequence[Noun], page: Page, names: Names) -> None:
        super().__init__(view, nouns, page)
        self.names = names
        self.found: list[Voice] = []
        self.cells = sum(item.low == "|" for item in view)

    def add(self, noun: Noun | None, at: int, how: str, *, after: bool = False, aside: bool = False) -> None:
        """A voice for a noun phrase, or for who wrote the paper that it names."""
        if noun is not None:
            author = self.author(noun)
            voice = self.voice(author or noun, at, how, after=after)
            if voice is not None:
                paper = self.view[noun.last - 1].low if author is not None else ""
                self.found.append(replace(voice, aside=aside, paper=paper))
                self.voiced = True

    def voice(self, noun: Noun, at: int, how: str, *, after: bool = False) -> Voice | None:
        """The voice of a noun phrase; None where it is a paper of no one's."""
        view, text = self.view, self.page.text
        start, end = view[noun.head].start, view[noun.last - 1].end
        if noun.kind == "pronoun":
            ours = noun.article in ("we", "i", "our", "my")
            return Voice(None, start, end, at, how, kind="pronoun", word="we" if ours else noun.article, after=after)
        if noun.article in wordings.OURS or (noun.article == "this" and view[noun.last - 1].low in wordings.THIS_PAPER):
            return Voice("", start, end, at, how, after=after)
        if noun.kind == "paper" and not self.is_told_paper(noun):
            return None
        said = name_of(noun, view, text=text)
        return Voice(
            self.names.full(said),
            start,
            end,
            at,
            how,
            party=self.party(noun),
            kind=noun.kind,
            word=noun.article,
            after=after,
        )

    def is_told_paper(self, noun: Noun) -> bool:
        """Whether a paper was spoken of before or is somebody's by name: "the study", "Western estimates"."""
        if noun.article in ("the", "this", "its", "their", "his", "her"):
            return True
        opens = noun.head == 0 or self.view[noun.head - 1].kind == MARK
        items = self.view[noun.head : noun.last]
        named = any(self.page.text[item.start].isupper() for item in items[opens:-1])
        return named or any(item.has("demonym", "country", "body") for item in items)

    def party(self, noun: Noun) -> str | None:
        """The side that a speaker belongs to, from its name or what it is of; outlets and think tanks belong to none."""
        items = self.view[noun.first : noun.end]
        own = self.view[noun.last - 1]
        if own.has("speaker.outlet", "speaker.think_tank", "speaker.monitor"):
            return own.party
        if noun.kind == "person" and own.party:
            return own.party
        return next((item.party for item in items if item.party), None)

    # -------------------------------------------------------------- what it is about
    def named(self, *kinds: str) -> tuple[Voice, ...]:
        """The persons or bodies it names."""
        found = [self.voice(noun, noun.last - 1, "named") for noun in self.nouns if noun.kind in kinds]
        return tuple(voice for voice in found if voice is not None)

    def topic(self) -> Voice | None:
        """The body or person that the sentence begins with."""
        for noun in self.nouns:
            if noun.first > 8 or any(item.kind == FIGURE or item.has("say") for item in self.view[: noun.first]):
                return None
            before = self.view[noun.first - 1].low if noun.first > 0 else ""
            if noun.owned or not self.can_be_subject(noun) or before in ("(", "of", "from", "for"):
                continue
            speaks = noun.kind != "side" or self.view[noun.last - 1].low in wordings.CAPITALS
            return self.voice(noun, noun.last - 1, "subject") if speaks else None
        return None
