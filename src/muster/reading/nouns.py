"""Noun phrases that can speak: persons, bodies, offices, sides, papers, and the pronouns for them.

Invariant: the phrases of a sentence lie in text order and do not overlap; each is read once, from left to right.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from muster.reading.context import FIGURE, MARK, PHRASE, TIME, WORD, Item
from muster.reading.measuring import View

ARTICLES = frozenset(["the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "your"])
OURS = frozenset(["our", "my"])
PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i"])
_PARTICLES = frozenset(["de", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "al", "bin", "ibn", "van", "von", "der", "den", "abu", "ould", "ben"])
_PARTS_OF_NAMES = frozenset(["of", "for"])
_PLACING = frozenset(["in", "at", "from", "near", "on", "outside", "with", "to"])
OPENERS = frozenset(
    (
        "the a an in on at by for from of to and or but as if it he she they we i this that these those its his her their our "
        "after before since until while when where what who why how about around over more most some all both each every no not "
        "nearly almost roughly according between among during last next one two three four five six seven eight nine ten per "
        "here there then now so yet still only even also just per with without within under above against despite through "
        "however meanwhile moreover nobody none nothing nor is are was were be has have had do does did can could will would may "
        "alongside beside besides unlike like toward towards upon amid amongst beyond plus minus including once because whether than "
        "whose very part parts least might must should half many much few several such same other another yes well counting casualties losses"
    ).split()
)
_PLACES = frozenset(["region", "province", "city", "district", "oblast", "state", "county", "governorate", "area", "town"])
_NUMBER_WORDS = frozenset(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
_TELLING = frozenset(["said", "says", "told", "tells", "wrote", "writes", "claims", "claimed", "reckons", "estimates", "believes", "thinks", "admits"])
# bodies by the last word of their name, where it is written with a capital
_BODY_WORDS = frozenset(
    (
        "ministry staff office service forces headquarters council committee intelligence centre center directorate army command "
        "bureau agency government police duma commission network institute institution monitor observatory group foundation "
        "association union league organisation organization project team department party front alliance coalition watch tracker "
        "initiative house administration university times post news press court parliament secretariat embassy panel society "
        "academy board fund movement authority mission archive museum registry index programme program"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase: items `first` up to `end` of the view, its name `head` up to `last`. `article` is the word before it, if any.

    `kind` is "person", "body", "side", "unnamed", "paper" or "pronoun"; `owned` says that a possessive "'s" follows.
    """

    first: int
    head: int
    last: int
    end: int
    kind: str
    article: str = ""
    owned: bool = False


def nouns_of(view: View, text: str, common: Collection[str] = frozenset(), proper: Collection[str] = frozenset()) -> list[Noun]:
    """The noun phrases of a sentence that can speak. `common` are words that the text has in small letters, so no names; `proper` those
    that it has with a capital where no sentence begins."""
    reader = _Chunks(view, text, common, proper)
    out, at = [], 0
    while at < len(view):
        noun = reader.noun_at(at) if reader.may_begin(at) else None
        if noun is not None:
            out.append(noun)
        at = max(at + 1, noun.end + 2 * (noun.owned and noun.kind != "pronoun") if noun is not None else 0)
    return out


def kind_of(item: Item) -> str | None:
    """What kind of speaker a known phrase is."""
    if not item.tags or item.kind not in (WORD, PHRASE):
        return "paper" if item.low == "model" else None
    if item.has("person"):
        return "person"
    if item.has("office"):
        return "person" if _personal(item) else "body"
    if item.has("body"):
        return "body"
    if item.has("paper") or item.low == "model":
        return "paper"
    if item.has("country") and item.low.endswith("government"):
        return "body"
    if item.has("country") and item.has("side") and (item.party is not None or not item.has("group")):
        return "side"
    if item.has("unnamed"):
        return "unnamed"
    return "side" if item.has("demonym") and item.low.endswith(("s", "sh", "ese")) else None


def _personal(item: Item) -> bool:
    """Whether an office of a war is a person's name."""
    words = item.phrase.words if item.phrase else ()
    return bool(words) and not any(word in _BODY_WORDS or word.endswith("s") and word[:-1] in _BODY_WORDS for word in words) and (
        item.phrase is not None and item.phrase.case == "capital" and not any(word in _GENERIC for word in words)
    )


_GENERIC = frozenset("defence defense officials authorities kremlin ministry spokesman security health general president s of".split())


class _Chunks:
    """Reads noun phrases out of one sentence."""

    def __init__(self, view: View, text: str, common: Collection[str], proper: Collection[str]) -> None:
        self.view, self.text, self.common, self.proper = view, text, common, proper
        letters = text[view[0].start : view[-1].end] if view else ""
        self.kinds = [kind_of(item) for item in view]
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
        numbered = item.low in _NUMBER_WORDS and not self.opens(at) and at + 1 < len(self.view) and self.text[self.view[at + 1].start].isupper()
        if (item.low in OPENERS and not numbered) or (self.kinds[at] is None and self.shouts) or (item.has("say", "according", "citing", "link") and kind_of(item) is None):
            return False
        return not (self.opens(at) and kind_of(item) is None and not self.is_first_name(at))

    def opens(self, at: int) -> bool:
        """Whether a sentence or a quotation begins here, so that a capital says nothing."""
        return at == 0 or (self.view[at - 1].low in "\"“‘.:;!?—–•|(/[-✓★" and not self.inside_word(at))

    def inside_word(self, at: int) -> bool:
        return self.view[at - 1].low in "-." and self.view[at - 1].end == self.view[at].start and at > 1 and self.view[at - 2].end == self.view[at - 1].start

    def is_first_name(self, at: int) -> bool:
        """Whether a capital word at the opening of a sentence is a name all the same."""
        item = self.view[at]
        word = self.text[item.start : item.end]
        if item.low in self.common or len(word) == 1 or (item.low.endswith("ing") and not word.isupper()):
            return False
        after = self.view[at + 1] if at + 1 < len(self.view) else None
        if after is None:
            return False
        if item.low in self.proper:
            return True
        named = after.kind in (WORD, PHRASE) and self.text[after.start].isupper() and kind_of(after) != "person" and after.low not in OPENERS
        told_of = at + 2 < len(self.view) and (self.view[at + 2].kind == FIGURE or self.view[at + 2].low in ("who", "a", "an", "the", "whose"))
        return named or after.low in ("'", "(") or (after.low == "," and told_of) or after.low in _TELLING or word.isupper()

    def may_begin(self, at: int) -> bool:
        """A quick look whether a phrase can begin here: most words of a text begin none."""
        item = self.view[at]
        if item.kind not in (WORD, PHRASE) or not item.low[0].isalnum():
            return False
        if self.kinds[at] is not None or item.low in ARTICLES or item.low in PRONOUNS or self.text[item.start].isupper():
            return True
        return any(self.kinds[at + 1 : at + 4])

    # -------------------------------------------------------------- one phrase
    def noun_at(self, at: int, depth: int = 0) -> Noun | None:
        view = self.view
        if view[at].low in PRONOUNS:
            return Noun(at, at, at + 1, at + 1, "pronoun", view[at].low)
        article = view[at].low if view[at].low in ARTICLES else ""
        first = at + 1 if article else at
        if article in ("this", "that", "these", "those") and not (first < len(view) and self.kinds[first]):
            return None
        run = self.run_from(first)
        for step in (1, 2):
            if run is None and article and first + step < len(view) and all(self.small(k) for k in range(first, first + step)):
                run = self.run_from(first + step)
        if run is None:
            if article in ("its", "his", "her", "their") and first < len(view):
                return Noun(at, at, at + 1, at + 1, "pronoun", article, owned=True)
            return None
        if run.kind == "paper" and article in ("its", "his", "her", "their") and run.last - run.first == 1:
            return Noun(at, at, at + 1, at + 1, "pronoun", article, owned=True)
        if article in ("a", "an") and run.kind == "person" and not any(self.kinds[run.first : run.last]):
            return None  # "a German-made Leopard": a thing by its make
        noun = replace(run, first=at, article=article)
        return self.with_places(noun, depth)

    def small(self, at: int) -> bool:
        """A word in small letters that may describe a noun."""
        item = self.view[at]
        return item.kind in (WORD, PHRASE) and self.text[item.start].islower() and item.low not in OPENERS and not item.has("say", "link", "breaks")

    def run_from(self, first: int) -> Noun | None:
        """The run of names, titles, owners and known nouns that begins at `first`."""
        view, at, last, head = self.view, first, -1, first
        while at < len(view):
            item = view[at]
            if item.kind in (FIGURE, TIME):
                break
            kind = kind_of(item)
            if kind is not None or self.capital(at):
                if last < 0 or not self.breaks_off(at):
                    last = at + 1
                    at += 1
                    continue
                break
            step = self.glue(at, last)
            if step == 0:
                break
            if last > 0 and step < 0:
                head, step = at - step, -step
            if last == at and item.low == "-":
                last = at + step
            at += step
        if last < 0:
            return None
        return self.told(first, head if head < last else first, last)

    def breaks_off(self, at: int) -> bool:
        """Whether a known noun at `at` begins another phrase: a side named after a noun ("officials Russia …"), a verb in capitals."""
        item, before = self.view[at], self.view[at - 1]
        if item.has("say") and not self.capital(at):
            after = self.view[at + 1] if at + 1 < len(self.view) else None
            if after is not None and (after.low == "that" or after.kind == FIGURE):
                return True
            return kind_of(before) is not None and not before.has("demonym", "country")
        return False

    def glue(self, at: int, last: int) -> int:
        """How many items at `at` belong inside a phrase: the "'s" of an owner (negative), a hyphen, a particle, an adjective, "and"."""
        view, item = self.view, self.view[at]
        more = at + 1 < len(view)
        if last == at and item.low == "'" and more:
            if view[at + 1].low == "s":
                return -2 if at + 2 < len(view) and self.noun_follows(at + 2) else 0
            return -1 if view[at - 1].low.endswith("s") and self.noun_follows(at + 1) else 0
        if last == at and item.low in "-–./" and more and view[at + 1].start == item.end and view[at + 1].kind in (WORD, PHRASE):
            return 2 if item.low != "." or self.text[view[at + 1].start].isupper() else 0
        if last == at and item.low == "." and more and self.capital(at + 1) and len(view[at - 1].low) <= 4:
            return 1
        if item.low in _PARTICLES and more and self.text[view[at + 1].start].isupper():
            return 1
        if last == at and item.low in ("and", "&", "+") and self.joins(at):
            return 2 if view[at + 1].low in ARTICLES else 1
        return 1 if self.adjective(at, last) else 0

    def noun_follows(self, at: int) -> bool:
        return any(
            self.kinds[k] is not None or self.capital(k)
            for k in range(at, min(len(self.view), at + 4))
            if all(self.light(j) for j in range(at, k))
        )

    def light(self, at: int) -> bool:
        """A word that may stand before a noun: an adjective, as far as can be told."""
        item = self.view[at]
        if item.has("demonym", "modifiers", "title") or (item.has("fighters") and at + 1 < len(self.view) and self.kinds[at + 1] == "unnamed"):
            return item.low not in ("of", "in", "all", "them", "so", "far", "now", "then", "also", "already", "the")
        if not self.text[item.start].islower() and not self.opens(at):
            return False
        return item.kind == WORD and item.low.isalpha() and item.low not in OPENERS and item.low not in ARTICLES and not item.low.endswith(("ed", "ing", "ly"))

    def adjective(self, at: int, last: int) -> bool:
        """Small words before the noun itself, at the head of the phrase or after an owner."""
        fresh = last < 0 or (last < at and self.view[last].low == "'") or self.view[at - 1].has("demonym", "country") or self.view[last - 1].has("demonym")
        if not fresh or not self.light(at) and self.view[at].low != "-":
            return False
        for k in range(at + 1, min(len(self.view), at + 4)):
            if self.kinds[k] is not None and (self.kinds[k] != "side" or k > at + 1):
                return self.kinds[k] == "unnamed" or (self.kinds[k] is not None and self.text[self.view[at].start].islower())
            if not self.light(k) and self.view[k].low != "-" and not self.capital(k):
                return False
        return False

    def joins(self, at: int) -> bool:
        """Whether "and" at `at` joins two speakers of one kind: "Mediazona and the BBC"."""
        view = self.view
        k = at + 2 if at + 1 < len(view) and view[at + 1].low in ARTICLES else at + 1
        if k >= len(view):
            return False
        left, right = self.kinds[at - 1], self.kinds[k]
        if view[at - 1].has("demonym", "country") and view[k].has("demonym"):
            return True
        if left == right and left is not None:
            return True
        unknown = {None, "person"}
        return (left in unknown and right in unknown and self.capital(at - 1) and self.capital(k)) or (
            {left, right} == {None, "body"} and self.capital(at - 1) and self.capital(k)
        )

    def told(self, first: int, head: int, last: int) -> Noun | None:
        """The phrase with its kind, from its last items; None where nothing in it can speak."""
        view = self.view
        last = self.without_paper(first, last)
        head = min(head, last - 1)
        kind = self.kinds[last - 1]
        low = view[last - 1].low
        if kind in (None, "unnamed") and self.capital(last - 1) and (low.split(" ")[-1] in _BODY_WORDS or kind == "unnamed"):
            named = low.split(" ")[-1] in _BODY_WORDS and (" " in low or any(self.capital(k) for k in range(head, last - 1)))
            kind = "body" if named else kind or "person"
        elif kind is None:
            if not (self.capital(last - 1) or self.hyphened(last - 1)) or view[last - 1].has("place", "war", "title", "demonym", "reckoning") or self.of_people(last - 1):
                return None
            kind = "body" if any(self.kinds[k] == "body" for k in range(head, last)) else "person"
        if kind == "side" and any(self.kinds[k] == "body" for k in range(head, last)):
            kind = "body"
        if kind == "body" and view[last - 1].party is None and self.text[view[last - 1].end - 1 - len(low.split(" ")[-1]) + 1].islower() and low.split(" ")[-1] in _BODY_WORDS:
            kind = "unnamed"
        owned = last + 1 < len(view) and view[last].low == "'" and (view[last + 1].low == "s" or low.endswith("s"))
        return Noun(first, self.name_start(head, last, kind), last, last, kind, owned=owned)

    def of_people(self, at: int) -> bool:
        """Whether a word tells of losses or gains, and so is no name though a headline writes it with a capital."""
        return any(tag.startswith(("noun.", "participle.", "own.", "enemy.", "subject.")) for tag in self.view[at].tags)

    def without_paper(self, first: int, last: int) -> int:
        """A body's or person's "report" or "estimates" is no part of its name."""
        end = last
        while end - 1 > first and self.kinds[end - 1] == "paper":
            end -= 1
            while end - 1 > first and (self.view[end - 1].low in ("'", "s") or (self.view[end - 1].low != "and" and self.kinds[end - 1] is None and not self.capital(end - 1))):
                end -= 1
        if end == last:
            return last
        kind = self.kinds[end - 1]
        owned = self.view[end].low == "'"
        official = kind == "unnamed" and self.view[end - 1].has("speaker.ministry")
        if owned or kind in ("body", "person") or official or (kind is None and self.capital(end - 1) and not self.view[end - 1].has("demonym")):
            return end
        return last

    def hyphened(self, at: int) -> bool:
        """The small end of a name with a hyphen: "Min-jae"."""
        return at > 1 and self.view[at - 1].low == "-" and self.capital(at - 2)

    def name_start(self, head: int, last: int, kind: str) -> int:
        """Where the name of a person or body begins, after what is said of it: "German broadcaster Deutschlandfunk"."""
        if kind not in ("person", "body"):
            return head
        start = last - 1
        while start > head and self.belongs(start - 1, kind):
            start -= 1
        while start < last - 1 and not self.text[self.view[start].start].isalnum():
            start += 1
        return start

    def belongs(self, at: int, kind: str) -> bool:
        item = self.view[at]
        if item.low in ("and", "&", "+", "-", ".", "'", "s", "/") or item.low in _PARTICLES or item.low in ARTICLES:
            return True
        if not self.text[item.start].isupper():
            return False
        return kind == "body" or not item.has("unnamed", "body", "demonym", "office") or item.has("person")

    def with_places(self, noun: Noun, depth: int) -> Noun:
        """The phrase with what it is of or in: "Ministry of National Defense in Seoul", "Pavlo Palisa of the president's office"."""
        end, last = noun.end, noun.last
        while noun.kind not in ("side", "pronoun", "paper") and not noun.owned and depth < 3 and end + 1 < len(self.view):
            word = self.view[end].low
            if word not in _PARTS_OF_NAMES and word not in _PLACING:
                break
            if word in ("with", "to", "on") or (noun.kind == "person" and word in ("in", "for") and depth == 0 and not self.capital(end + 1)):
                break
            inner = self.noun_at(end + 1, depth + 1) or self.place_at(end + 1)
            if inner is None or inner.kind == "pronoun":
                break
            if inner.end < len(self.view) and (self.view[inner.end].low in _PLACES or (inner.kind == "side" and self.view[inner.end].has("fighters") and self.kinds[inner.end] is None)):
                inner = replace(inner, last=inner.end + 1, end=inner.end + 1)
            if word in _PARTS_OF_NAMES and last == end and noun.kind != "person":
                last = inner.last
                if noun.kind == "unnamed" and self.capital(noun.head) and self.capital(inner.last - 1):
                    noun = replace(noun, kind="body")
            end = inner.end
            if inner.owned:
                return replace(inner, first=noun.first, article=noun.article)
        return replace(noun, last=last, end=end)

    def place_at(self, at: int) -> Noun | None:
        item = self.view[at]
        if item.kind in (WORD, PHRASE) and self.text[item.start].isupper() and item.low not in OPENERS:
            return Noun(at, at, at + 1, at + 1, "side")
        return None
