"""What the sentences of a page have of speech: whose voices, whom they are about, and whether the document speaks for itself there.

Invariant: a sentence is listened to when it is first asked for, and gives the same whichever was asked for before.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from muster.numbers.values import value
from muster.reading import wordings
from muster.reading.attribution import Listener
from muster.reading.context import MARK, PHRASE, WORD, Page
from muster.reading.kinds import RECKONS, reckons_itself
from muster.reading.mastheads import masthead
from muster.reading.measuring import View
from muster.reading.names import Names, common_words, in_full, proper_words
from muster.reading.nouns import Noun, nouns_of
from muster.reading.voices import Voice


@value(frozen=True, slots=True)
class Heard:
    """What a sentence has of speech: its voices, whom it is about, and whether the document reckons for itself there."""

    voices: tuple[Voice, ...]
    topic: Voice | None
    own: bool
    people: tuple[Voice, ...] = ()  # the persons that it names
    bodies: tuple[Voice, ...] = ()  # the bodies that it names
    ours: bool = False  # whoever writes or talks speaks of themselves in it: "I", "we", "our"


class Hearing:
    """What each sentence of a page has of speech, listened for when it is first asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.known: dict[int, Heard] = {}

    def __getitem__(self, number: int) -> Heard:
        heard = self.known.get(number)
        if heard is None:
            heard = self.known[number] = self._listen(number)
        return heard

    @cached_property
    def nouns(self) -> list[list[Noun]]:
        """The phrases of each sentence that can speak."""
        page, common = self.page, common_words(self.page)
        proper = proper_words(page, common)
        return [nouns_of(sentence.view, page.text, common=common, proper=proper) for sentence in page.sentences]

    @cached_property
    def names(self) -> Names:
        """The fullest form of each name."""
        return in_full(self.page, self.nouns)

    def people(self) -> Iterator[Voice]:
        """All persons that the page names."""
        return (voice for number in range(len(self.page.sentences)) for voice in self[number].people)

    def _publishes(self, noun: Noun, number: int) -> bool:
        """Whether a name of the text's head is that of its publisher, on a line of its own, where it tells nothing of what follows."""
        page, sentence = self.page, self.page.sentences[number]
        publisher = page.document.publisher
        name = page.text[sentence.view[noun.head].start : sentence.view[noun.last - 1].end]
        line = page.text[page.text.rfind("\n", 0, sentence.start) + 1 :].split("\n", 1)[0]
        return publisher is not None and name in publisher and masthead(line) == publisher

    def _listen(self, number: int) -> Heard:
        page, view = self.page, self.page.sentences[number].view
        nouns = _without_label(view, self.nouns[number], page.text)
        if number < _HEAD:
            nouns = [noun for noun in nouns if not self._publishes(noun, number)]
        listener = Listener(view, nouns, page, self.names)
        own = (RECKONS in page.sentences[number].gates and reckons_itself(view)) or (
            bool(view) and view[0].low in wordings.OURS and not _quoted(page, number)
        )
        people = listener.named("person", *(("unnamed",) if number < 4 else ()))
        return Heard(
            tuple(listener.voices()), listener.topic(), own, people, listener.named("body"), _ours(page, view, number)
        )


_HEAD = 4  # sentences in which a text names who published it


def _quoted(page: Page, number: int) -> bool:
    """Whether a sentence begins inside a quotation that its block opened before."""
    sentence = page.sentences[number]
    start = max(page.blocks[sentence.block].start, sentence.start - 2000)
    return page.text.count("“", start, sentence.start) > page.text.count("”", start, sentence.start)


def _ours(page: Page, view: View, number: int) -> bool:
    """Whether a sentence says "I" or "we" outside a quotation."""
    if page.sentences[number].lows.isdisjoint(_SELVES):
        return False
    start = page.blocks[page.sentences[number].block].start
    for at, item in enumerate(view):
        if item.low not in _SELVES:
            continue
        alone = page.text[item.start : item.end] == "I" and view[min(at + 1, len(view) - 1)].low not in ".)"
        if alone or item.low != "i":
            said = page.text[max(start, item.start - 2000) : item.start]
            if said.count("“") <= said.count("”") and said.count('"') % 2 == 0:
                return True
    return False


_SELVES = frozenset(["i", "we", "my", "our"])


def _without_label(view: View, row: list[Noun], text: str) -> list[Noun]:
    """Without the label of who talks ("HOST:"), who reports and is not the one reported."""
    if view[0].kind in (WORD, PHRASE) and text[view[0].start : view[0].end].isupper():
        dash = next((at for at in range(1, min(14, len(view))) if view[at].low in "—–"), None)
        if dash is not None:
            return [noun for noun in row if noun.first > dash]
    for at in range(1, min(4, len(view))):
        known = any(item.has("body", "office", "country") for item in view[:at])  # "CSIS: at least 275,000 dead"
        if (
            view[at].low == ":"
            and not known
            and all(text[item.start : item.end].isupper() for item in view[:at] if item.kind != MARK)
        ):
            return [noun for noun in row if noun.first > at]
    return row
