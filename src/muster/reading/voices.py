"""Whom a noun phrase gives for a speaker: its name in full, the side it is of, and who wrote the paper that speaks.

Invariant: a paper of no one's gives nobody, and "our" paper the document itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from muster.numbers.values import value
from muster.reading import wordings
from muster.reading.aliases import called
from muster.reading.context import FIGURE, MARK, TIME, WORD, Item, Page
from muster.reading.kinds import is_post
from muster.reading.measuring import View
from muster.reading.names import Names, house_of, name_of
from muster.reading.nouns import Noun
from muster.reading.strangers import Strangers


@value(frozen=True, slots=True)
class Voice:
    """Who speaks in a sentence. `at` is where in the view; `how` the form: "says", "according", "owns", "cell", "subject";
    "silent" is who is told to say nothing.

    `name` is None for a pronoun not yet put to a name, and "" where the document speaks for itself. `word` is the pronoun or article;
    `after` says that what is credited stands before it. `back` says that the source is somebody spoken of before. `owner` is the
    possessive before a post: "NATO's" of "NATO's secretary general".
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
    owner: str = ""


def nested(view: View, *, outer: Voice, inner: Voice) -> bool:
    """ "X reports that Y estimates …": one voice inside the other's clause."""
    if outer.at >= inner.at or outer.after:
        return False
    between = view[outer.at + 1 : inner.at]
    if any(item.low in _TURNING for item in between):
        return False
    return any(item.low == "that" for item in between) or not any(
        item.kind == FIGURE or item.low == "," for item in between
    )


_TURNING = frozenset([";", "while", "but", "whereas", "and", "although", "though", "even though", "yet", "however"])
_CLAUSE = 16  # items that a clause about a speaker may have


class Voices(Strangers):
    """The noun phrases of one sentence as voices; `found` are those that speak in it."""

    def __init__(self, view: View, nouns: Sequence[Noun], page: Page, names: Names) -> None:
        super().__init__(view, nouns, page)
        self.names = names
        self.found: list[Voice] = []

    def add(self, noun: Noun | None, at: int, *, how: str, after: bool = False, aside: bool = False) -> None:
        """A voice for a noun phrase, or for who wrote the paper that it names."""
        if noun is not None:
            author = self.author(noun)
            voice = self.voice(author or noun, at, how=how, after=after)
            if voice is not None:
                paper = self.view[noun.last - 1].low if author is not None else ""
                self.found.append(replace(voice, aside=aside, paper=paper) if aside or paper else voice)
                self.voiced = True

    def voice(self, noun: Noun, at: int, *, how: str, after: bool = False) -> Voice | None:
        """The voice of a noun phrase; None where it is a paper of no one's."""
        view, text = self.view, self.page.text
        noun = called(house_of(self.named_beside(noun), view, text=text), view, text=text)
        start, end = view[noun.head].start, view[noun.last - 1].end
        if noun.kind == "pronoun":
            ours = noun.article in ("we", "i", "our", "my")
            return Voice(None, start, end, at, how, kind="pronoun", word="we" if ours else noun.article, after=after)
        if self.is_ours(noun):
            return Voice("", start, end, at, how, after=after)
        if noun.kind == "paper" and not self.is_told_paper(noun):
            owner = self.owning(noun)
            return self.voice(owner, at, how=how, after=after) if owner is not None else None
        said = name_of(noun, view, text=text)
        return Voice(
            self.names.full(said),
            start,
            end,
            at,
            how,
            party=self.party(noun),
            kind=noun.kind,
            word=noun.article or ("the" if self.is_post_of(noun) else ""),
            after=after,
            owner=self.possessive(noun),
        )

    def owning(self, noun: Noun) -> Noun | None:
        """Who stands in the possessive before a paper: "Beijing's own record"."""
        k = bisect_left(self.firsts, noun.first) - 1
        owner = self.nouns[k] if k >= 0 else None
        return owner if owner is not None and owner.owned and 0 < noun.first - owner.end <= 2 else None

    def possessive(self, noun: Noun) -> str:
        """ "NATO's" of "NATO's secretary general": whose post a nameless speaker holds; empty where no owner stands before it."""
        view = self.view
        first = noun.first + (noun.article != "" and view[noun.first].low == noun.article)
        owned = noun.kind == "unnamed" and noun.head > first and view[noun.head - 1].low in ("s", "'")
        return self.page.text[view[first].start : view[noun.head - 1].end] if owned else ""

    def is_post_of(self, noun: Noun) -> bool:
        """Whether a phrase is a post that a state or body has but one of: "NATO's secretary-general"."""
        name = self.page.text[self.view[noun.head].start : self.view[noun.last - 1].end].lower()
        return self.possessive(noun) != "" and name in wordings.ONLY_POSTS

    def is_ours(self, noun: Noun) -> bool:
        """Whether a phrase is the document's own voice: "our list", "this newspaper", and not "our commanders"."""
        last = self.view[noun.last - 1].low
        if noun.article not in wordings.OURS:
            return noun.article == "this" and last in wordings.THIS_PAPER
        return noun.kind in ("paper", "side") or not wordings.OUR_HOUSE.isdisjoint(last.split(" "))

    def named_beside(self, noun: Noun) -> Noun:
        """ "Its chairman, Serhii Tkachenko, …": who is named between commas behind a post or a nameless body is meant by it."""
        view, k = self.view, bisect_left(self.firsts, noun.end + 1)
        if noun.end >= len(view) or view[noun.end].low != "," or noun.owned or noun.kind not in ("unnamed", "body"):
            return noun
        beside = self.nouns[k] if k < len(self.nouns) else None
        if beside is None or beside.first != noun.end + 1 or beside.owned:
            return noun
        closed = beside.end >= len(view) or view[beside.end].low in wordings.CLOSING
        post = is_post(self.page.text[view[noun.head].start : view[noun.last - 1].end])
        several = " and " in self.page.text[view[beside.head].start : view[beside.last - 1].end]
        person = beside.kind == "person" and (post == "one" or (post == "several" and several))
        called = beside.kind == "body" or (beside.kind == "person" and beside.article == "the")
        body = called and view[noun.last - 1].low in wordings.NAMELESS_BODIES
        kind = "body" if body else beside.kind
        return replace(beside, first=noun.first, article="", kind=kind) if closed and (person or body) else noun

    # -------------------------------------------------------------- subjects over what is said of them
    def left(self, at: int) -> Noun | None:
        """The subject of the verb at `at`, over a clause that tells who it is as well."""
        noun = super().left(at)
        if noun is not None and noun.kind != "pronoun":
            noun = self.teller_over(noun) or noun
        if noun is not None and noun.kind == "paper" and not noun.article:
            noun = self.over_clause(at) or noun  # "who combs local papers has found"
        if noun is None:
            noun = self.related(at)
        return noun or self.over_clause(at)

    def teller_over(self, noun: Noun) -> Noun | None:
        """ "A nurse who left Rostov this fall told me": who the clause is about tells, and not who or what it names last."""
        for j in range(noun.first - 1, max(0, noun.first - 8), -1):
            item = self.view[j]
            if item.low == "who" and j + 1 < noun.first:
                return self.told_of(j)
            if item.kind in (MARK, FIGURE) or item.has("say") or item.low in wordings.BREAKING:
                return None
        return None

    def related(self, at: int) -> Noun | None:
        """ "… than the SDF, which claims 100,000": who the clause is about, wherever that stands; or over a clause of its own."""
        view = self.view
        j = at - 1
        while j > 1 and view[j].low in wordings.AUXILIARY and view[j].low not in ("which", "who"):
            j -= 1
        if j > 1 and view[j].low in ("which", "who") and view[j - 1].low == ",":
            noun = self.ending(j - 2)
            return noun if noun is not None and noun.kind not in ("pronoun", "paper") else None
        if j < 3 or view[j].low != ",":
            return None
        for k in range(j - 1, max(1, j - 2 * _CLAUSE), -1):
            if view[k].low in ("who", "which", "whose") and view[k - 1].low == ",":
                noun = self.ending(k - 2)
                capital = noun is not None and view[noun.last - 1].low in wordings.CAPITALS
                side = noun is not None and noun.kind == "side" and self.speaks_for(noun, at)
                told = noun is not None and (noun.kind in ("unnamed", "person", "body") or capital or side)
                return noun if told and noun is not None and self.can_be_subject(noun) else None
            if view[k].low in (";", "”", "“", ":"):
                return None
        return None

    def over_clause(self, at: int) -> Noun | None:
        """ "An officer who had crossed the line said", "volunteers working with the archive found"."""
        view = self.view
        end, passive = self.over_auxiliaries(at)
        if passive:
            return None
        verbs = False
        for j in range(end, max(0, end - _CLAUSE), -1):
            low = view[j].low
            if view[j].kind == MARK and low not in ("'", "’", "-", "(", ")"):
                return None
            if low in ("who", "which", "whom"):
                return self.told_of(j) if j < end else None
            if low == "that" and verbs:
                noun = self.ending(j - 1)
                told = noun is not None and noun.kind in ("paper", "unnamed", "body") and self.can_be_subject(noun)
                return noun if told else None
            part = low.endswith(("ing", "ed")) and view[j].kind != TIME
            if (part or low.split(" ")[0] in wordings.RELATIVE) and j < end and not verbs:
                noun = self.told_of(j)
                if noun is not None:
                    return noun
            if view[j].has("say", "breaks") or low in wordings.BE or low in wordings.HAVING or view[j].kind == FIGURE:
                verbs = True
            if low == "with" and view[j - 1].low in ("working", "together"):
                noun = self.ending(end)
                return noun if noun is not None and noun.first == j + 1 and noun.kind in ("person", "body") else None
        return None

    def told_of(self, at: int) -> Noun | None:
        """The speaker that the words from `at` on say something of."""
        noun = self.ending(at - 1) if at > 0 else None
        told = noun is not None and noun.kind in ("unnamed", "person", "body") and self.can_be_subject(noun)
        return noun if told else None

    def tells_of(self, at: int) -> bool:
        """ "Spoke in March of 300 dead", "speak of", "talked to us about": the verb reaches its figure over times and hearers."""
        view = self.view
        if view[at].low not in wordings.SPEAKING_OF:
            return False
        for j in range(at + 1, min(len(view), at + 8)):
            item = view[j]
            if item.kind == FIGURE and item.low.startswith("about ") and j > at + 1:
                return True
            if item.low in ("of", "about"):
                return any(one.kind == FIGURE for one in view[j + 1 : j + 9])
            if item.kind == FIGURE or (item.kind == MARK and item.low not in "'’-"):
                return False
        return False

    def blames(self, at: int) -> bool:
        """ "holds the army responsible for 300 deaths"."""
        near = self.view[at + 1 : at + 9]
        held = self.view[at].low in ("holds", "held", "hold")
        return held and any(item.low in ("responsible", "accountable") for item in near)

    def keeps_count(self, at: int) -> bool:
        """ "Opened 200,000 cases", "keeps one list for everybody"."""
        near = self.view[at + 1 : at + 6]
        if self.view[at].low not in wordings.KEEPING:
            return False
        if self.view[at].low in ("keeps", "kept"):
            return any(item.low in wordings.KEPT for item in near)
        figure = next((k for k, item in enumerate(near) if item.kind == FIGURE), None)
        return figure is not None

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

    def author(self, noun: Noun) -> Noun | None:
        """Who wrote the paper that speaks: "a study published on 3 June by the CSIS", "an analysis by"."""
        if noun.kind != "paper":
            return None
        apart = noun.last < len(self.view) and self.view[noun.last].low == ","  # "a list, put together by X, had"
        for j in range(noun.last + apart, min(len(self.view), noun.last + (12 if apart else 6))):
            low = self.view[j].low
            if low in (("by",) if apart else ("by", "from", "in", "of")) or low.endswith(" by"):
                found = self.right(j, near=True)
                if apart and found is None:
                    continue
                reckons = (
                    self.view[noun.last - 1].has("reckoning") and self.view[noun.last - 1].low not in wordings.ROLLS
                )
                if low == "of" and (found is None or found.kind != "body" or reckons):
                    continue
                return found if found is not None and found.kind in ("body", "person", "unnamed") else None
            if self.view[j].kind == FIGURE or low in (",", ";", "that"):
                return None
        return None

    # -------------------------------------------------------------- owners of estimates and counts
    def owner(self, at: int) -> Noun | None:
        """Who stands before the word as its owner."""
        view, j = self.view, at - 1
        while j >= max(0, at - 4) and self.between(view[j]):
            j -= 1
        if j < 0:
            return None
        if view[j].low == "whose" and j > 1 and view[j - 1].low == ",":
            return self.ending(j - 2)
        k = bisect_right(self.firsts, j) - 1
        noun = self.nouns[k] if k >= 0 else None
        if noun is None:
            return None
        if noun.first <= at < noun.end:
            return noun if noun.kind in ("body", "person") and noun.last <= at else None
        if noun.owned and noun.kind == "pronoun" and noun.end == j + 1:
            return noun
        if noun.owned and j - noun.end in (0, 1):
            return noun
        official = j == at - 1 and view[noun.last - 1].has("speaker.ministry")
        return noun if noun.end == j + 1 and (noun.kind == "body" or official) else None

    def between(self, item: Item) -> bool:
        """Words that may stand between an owner and the estimate."""
        if item.has("pronoun"):
            return False  # "by his account"
        if item.low in ("'", "s", ",", "the", "own") or item.kind in (FIGURE, TIME):
            return item.kind == TIME or item.low == "own"
        measure = any(tag.startswith("noun.") for tag in item.tags) and not item.party
        small = item.kind == WORD and self.page.text[item.start].islower() and item.low.isalpha() and len(item.low) > 3
        return (
            item.has("reckoning")
            or measure
            or item.has("modifiers")
            or (small and (not item.low.endswith(("ed", "ing")) or item.low in wordings.DAYTIMES))
        )

    def giver(self, at: int) -> Noun | None:
        """ "figures from X", "the list of X": the speaker after the word."""
        view = self.view
        if at + 1 >= len(view) or view[at + 1].low not in ("of", "from", "by"):
            return None
        by = at > 1 and view[at - 1].low == "the" and view[at - 2].low in ("by", "on", "in")
        if view[at + 1].low == "of" and view[at].low in wordings.NUMBERS and not by:
            return None
        noun = self.right(at + 1, near=True)
        if noun is None or noun.first > at + 2 or noun.kind in ("pronoun", "paper"):
            return None
        if view[at + 1].low == "of":
            return (
                noun
                if noun.kind in ("body", "person") or (noun.kind == "unnamed" and (noun.article == "the" or by))
                else None
            )
        return (
            noun
            if noun.kind != "side" or view[at + 1].low == "by" or view[noun.last - 1].low in wordings.CAPITALS
            else None
        )

    # -------------------------------------------------------------- what it is about
    def named(self, *kinds: str) -> tuple[Voice, ...]:
        """The persons or bodies it names."""
        found = [self.voice(noun, noun.last - 1, how="named") for noun in self.nouns if noun.kind in kinds]
        return tuple(voice for voice in found if voice is not None)

    def topic(self) -> Voice | None:
        """The body or person that the sentence begins with, or whom the writer asked: "I asked a surgeon …"."""
        opens = self.nouns[0] if self.nouns else None
        if opens is not None and opens.article in ("i", "we") and opens.first < 3:
            met = next(
                (
                    one
                    for one in self.nouns[1:3]
                    if one.kind == "person" or (one.article in ("a", "an") and one.kind == "unnamed")
                ),
                None,
            )
            asked = met is not None and any(item.low in wordings.MEETING for item in self.view[opens.end : met.first])
            return self.voice(met, met.last - 1, how="subject") if met is not None and asked else None
        for noun in self.nouns:
            if noun.first > 8 or any(self.is_told(j) for j in range(noun.first)):
                return None
            before = self.view[noun.first - 1].low if noun.first > 0 else ""
            if noun.owned or not self.can_be_subject(noun) or before in ("(", "of", "from", "for"):
                continue
            last = self.view[noun.last - 1].low
            if last in wordings.FORMATIONS:
                return None  # "Zapad Group of Forces took better lines": it fights
            speaks = noun.kind != "side" or last in wordings.CAPITALS or last.split(" ")[-1] in wordings.FORCES
            return self.voice(noun, noun.last - 1, how="subject") if speaks else None
        return None
