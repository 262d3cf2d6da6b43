"""Noun phrases that can speak: persons, bodies, offices, sides, papers, and the pronouns for them.

Invariant: the phrases of a sentence lie in text order and do not overlap; each is read once, from left to right.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from muster.numbers.values import value
from muster.reading import wordings
from muster.reading.context import FIGURE, PHRASE, TIME, WORD, Item
from muster.reading.lettering import Lettering
from muster.reading.measuring import View


@value(frozen=True, slots=True)
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


def nouns_of(
    view: View, text: str, *, common: Collection[str] = frozenset(), proper: Collection[str] = frozenset()
) -> list[Noun]:
    """The noun phrases of a sentence that can speak. `common` are words that the text has in small letters, so no names; `proper` those
    that it has with a capital where no sentence begins."""
    reader = _Chunks(view, text, common, proper)
    out: list[Noun] = []
    free = 0
    for at, item in enumerate(view):
        if at < free or not reader.may_begin(at, item):
            continue
        noun = reader.noun_at(at)
        if noun is not None:
            out.append(noun)
            free = noun.end + 2 * (noun.owned and noun.kind != "pronoun")
    return out


_LONGEST = 24  # items in a name
_WORDS = frozenset([WORD, PHRASE])
_OPEN = wordings.ARTICLES | wordings.PRONOUNS


class _Chunks(Lettering):
    """Reads noun phrases out of one sentence."""

    def may_begin(self, at: int, item: Item) -> bool:
        """A quick look whether a phrase can begin here: most words of a text begin none."""
        if item.kind not in _WORDS or not item.low[0].isalnum():
            return False
        if item.low == "s" and at and self.view[at - 1].low == "'":
            return False  # the end of "the brigade's" begins no name
        if self.kinds[at] is not None or item.low in _OPEN or self.text[item.start].isupper():
            return True
        return any(self.kinds[at + 1 : at + 4]) and (item.low in wordings.PARTICLES or self.light(at))

    # -------------------------------------------------------------- one phrase
    def noun_at(self, at: int, depth: int = 0) -> Noun | None:
        """The noun phrase that begins at `at`, with its article."""
        view = self.view
        if view[at].low in wordings.PRONOUNS:
            return Noun(at, at, at + 1, at + 1, "pronoun", view[at].low)
        article = view[at].low if view[at].low in wordings.ARTICLES and not self.is_initial(at) else ""
        first = at + 1 if article else at
        if article in ("this", "that", "these", "those") and not (first < len(view) and self.kinds[first]):
            return None
        if article == "that" and at and view[at - 1].has("say"):
            return None  # "wrote that Ukraine had lost"
        run = self.run_from(first)
        if first < len(view) and view[first].has("demonym") and self.is_side(first + 1):
            return Noun(at, first, first + 2, first + 2, "unnamed", article)
        for step in (1, 2, 3):
            whose = first + (
                step > 1 and first < len(view) and view[first].has("country")
            )  # "the Ukrainian brigade's …"
            if run is None and article and all(self.small(k) for k in range(whose, min(len(view), first + step))):
                run = self.run_from(first + step) or self.post_of(first + step)
                if run is not None and run.kind == "side" and view[run.first].has("country"):
                    return None  # "on the northern front Israel"
        of_paper = (
            run is not None and run.kind == "paper" and not any(self.capital(k) for k in range(run.first, run.last))
        )
        if article in ("its", "his", "her", "their") and (run is None or of_paper):
            return Noun(at, at, at + 1, at + 1, "pronoun", article, owned=True)
        if run is None:
            return None
        if article in ("a", "an") and run.kind == "person" and not any(self.kinds[run.first : run.last]):
            return None  # "a German-made Leopard": a thing by its make
        noun = run
        if article or run.first != at:
            noun = Noun(at, run.head, run.last, run.end, run.kind, article, run.owned)
        named = article == "the" and noun.kind == "person" and self.is_titled_body(noun)
        return self.with_places(replace(noun, kind="body") if named else noun, depth)

    def post_of(self, at: int) -> Noun | None:
        """The post whose owner ends before `at`: "commander" of "the brigade's commander"."""
        view = self.view
        owned = at + 2 < len(view) and view[at].low == "'" and view[at + 1].low == "s"
        run = self.run_from(at + 2) if owned else None
        return run if run is not None and run.kind == "unnamed" else None

    def is_titled_body(self, noun: Noun) -> bool:
        """Whether a name of several words right behind "the" is a body's: "the Carmel Research Forum", but not "the late X Y"."""
        items = range(noun.first + 1, noun.last)
        return len(items) > 1 and all(
            self.capital(k) and self.kinds[k] is None and not self.view[k].tags for k in items
        )

    def run_from(self, first: int) -> Noun | None:
        """The run of names, titles, owners and known nouns that begins at `first`."""
        view, at, last, head = self.view, first, -1, first
        end = min(len(view), first + _LONGEST)
        while at < end:
            item = view[at]
            if item.kind in (FIGURE, TIME):
                break
            if self.kinds[at] is not None or self.capital(at):
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
        if self.kinds[at - 1] == "paper" and self.text[before.start].islower() and self.text[item.start].isupper():
            return True
        if before.low in wordings.CAPITALS and self.kinds[at] == "person" and at > 1 and self.view[at - 2].low == "in":
            return True  # "In Kyiv Zelenskyy speaks of"
        if item.has("say") and not self.capital(at):
            if at > 1 and self.view[at - 2].low == "in" and "that" in [one.low for one in self.view[at + 1 : at + 8]]:
                return True  # "analysts in Accra estimate from videos that"
            after = self.view[at + 1] if at + 1 < len(self.view) else None
            if after is not None and (after.low == "that" or after.kind == FIGURE):
                return True
            return self.kinds[at - 1] is not None and not before.has("demonym", "country")
        return False

    def glue(self, at: int, last: int) -> int:
        """How many items at `at` belong inside a phrase: the "'s" of an owner (negative), a hyphen, a particle, an adjective, "and"."""
        view, item = self.view, self.view[at]
        more = at + 1 < len(view)
        if last == at and item.low == "'" and more:
            if view[at + 1].low == "s":
                return -2 if at + 2 < len(view) and self.noun_follows(at + 2) else 0
            if not view[at - 1].low.endswith("s") or not self.noun_follows(at + 1):
                return 0
            named = (
                self.kinds[at - 1] in (None, "unnamed")
                and not self.opens(at - 1)
                and self.capital(at - 1)
                and self.text[view[at + 1].start].isupper()
            )
            return 1 if named else -1  # "the Veterans' Commission" is one name
        if (
            last == at
            and item.low in "-–./"
            and more
            and view[at + 1].start == item.end
            and view[at + 1].kind in (WORD, PHRASE)
        ):
            return 2 if item.low != "." or self.text[view[at + 1].start].isupper() else 0
        if last == at and item.low == "." and more and self.capital(at + 1) and len(view[at - 1].low) <= 4:
            return 1
        if item.low in wordings.PARTICLES and more and self.text[view[at + 1].start].isupper():
            return 1
        if last == at and item.low in ("and", "&", "+") and self.joins(at):
            return 2 if view[at + 1].low in wordings.ARTICLES else 1
        return 1 if self.adjective(at, last) else 0

    def noun_follows(self, at: int) -> bool:
        """Whether a noun begins at `at`, or after adjectives there."""
        return any(
            self.kinds[k] is not None or self.capital(k)
            for k in range(at, min(len(self.view), at + 4))
            if all(self.light(j) for j in range(at, k))
        )

    def adjective(self, at: int, last: int) -> bool:
        """Small words before the noun itself, at the head of the phrase or after an owner."""
        view = self.view
        owned = last >= 0 and ((last < at and view[last].low == "'") or view[last - 1].has("demonym"))
        fresh = last < 0 or owned or view[at - 1].has("demonym", "country")
        if not fresh or (not self.light(at) and self.view[at].low != "-"):
            return False
        if last < 0 and view[at].low.endswith("s") and at + 1 < len(view) and self.text[view[at + 1].start].isupper():
            return view[at].low.endswith(("ss", "us"))  # "In speeches President X put"
        for k in range(at + 1, min(len(self.view), at + 4)):
            if self.kinds[k] is not None and (self.kinds[k] != "side" or k > at + 1):
                return self.kinds[k] == "unnamed" or self.text[view[at].start].islower()
            if not self.light(k) and self.view[k].low != "-" and not self.capital(k):
                return False
        return False

    def joins(self, at: int) -> bool:
        """Whether "and" at `at` joins two speakers of one kind: "Mediazona and the BBC"."""
        view = self.view
        k = at + 2 if at + 1 < len(view) and view[at + 1].low in wordings.ARTICLES else at + 1
        if k >= len(view):
            return False
        left, right = self.kinds[at - 1], self.kinds[k]
        if view[at - 1].has("demonym", "country") and view[k].has("demonym"):
            return True
        if left == right and left is not None:
            return True
        alike = {left, right} <= {None, "person"} or {left, right} == {None, "body"}
        return alike and self.capital(at - 1) and self.capital(k)

    def told(self, first: int, head: int, last: int) -> Noun | None:
        """The phrase with its kind, from its last items; None where nothing in it can speak."""
        view = self.view
        project = self.kinds[last - 1] == "paper" and self.is_project(head, last)
        last = last if project else self.without_paper(first, last)
        head = head if head < last else first
        kind = "body" if project else self.kind_of_run(head, last)
        if kind is None:
            return None
        owner = last + 1 < len(view) and view[last].low == "'"
        owned = owner and (view[last + 1].low == "s" or view[last - 1].low.endswith("s"))
        return Noun(first, self.name_start(head, last, kind), last, last, kind, owned=owned)

    def kind_of_run(self, head: int, last: int) -> str | None:
        """What kind of speaker a run is: by its last item, and whether that is written as a name."""
        item, kind = self.view[last - 1], self.kinds[last - 1]
        word = item.low.split(" ")[-1]
        with_body = any(self.kinds[k] == "body" for k in range(head, last))
        if kind in (None, "unnamed") and self.capital(last - 1) and (word in wordings.BODY_WORDS or kind is not None):
            named = word != item.low or any(self.capital(k) for k in range(head, last - 1))
            kind = "body" if named and word in wordings.BODY_WORDS else kind or "person"
        elif kind is None:
            written = self.capital(last - 1) or self.hyphened(last - 1)
            mute = word in wordings.UNSPEAKING or (last - head == 1 and self.is_label(head))
            if (
                not written
                or mute
                or self.of_people(last - 1)
                or item.has("place", "war", "title", "demonym", "reckoning")
            ):
                return "body" if self.is_project(head, last) else None
            kind = "body" if with_body else "person"
        if kind == "side" and with_body:
            return "body"
        small = word in wordings.BODY_WORDS and self.text[item.end - len(word)].islower()
        return "unnamed" if kind == "body" and small and item.party is None else kind

    def is_project(self, head: int, last: int) -> bool:
        """Whether a name that ends in no word for a speaker is a project's: "Sahel Ledger", "the charity Russia Behind Bars"."""
        called = next(
            (k for k in range(last - 2, head - 1, -1) if self.view[k].low.split(" ")[-1] in wordings.CALLED), None
        )
        if called is not None and self.text[self.view[called].start].islower():
            return all(self.text[self.view[k].start].isupper() for k in range(called + 1, last))
        first = (
            next((k for k in range(last - 1, head - 1, -1) if not self.text[self.view[k].start].isupper()), head - 1)
            + 1
        )
        return last - first > 1 and self.view[last - 1].low in wordings.PROJECTS and self.is_own_name(first)

    def is_own_name(self, at: int) -> bool:
        """Whether a word may begin a project's name: "Sahel", and neither "Western" nor "Tally" of "the BBC's Tally"."""
        owned = at > 0 and self.view[at - 1].low in ("'", "s")
        return (
            not owned and not self.shouts and not self.view[at].has("modifiers", "demonym", "country", "body", "office")
        )

    def is_label(self, at: int) -> bool:
        """Whether a word with a capital is a label of what follows it and no name that the text has elsewhere: "Verdict: not shown"."""
        after = self.view[at + 1] if at + 1 < len(self.view) else None
        return after is not None and after.low == ":" and self.view[at].low not in self.proper

    def without_paper(self, first: int, last: int) -> int:
        """A body's or person's "report" or "estimates" is no part of its name."""
        end = last
        while end - 1 > first and self.kinds[end - 1] == "paper":
            end -= 1
            while (
                end - 1 > first
                and self.kinds[end - 1] is None
                and self.view[end - 1].low != "and"
                and not self.capital(end - 1)
            ):
                end -= 1
        if end == last:
            return last
        kind = self.kinds[end - 1]
        owned = self.view[end].low == "'"
        official = kind == "unnamed" and self.view[end - 1].has("speaker.ministry")
        kinds = end - 1 == first and self.view[first].low in wordings.OF_PAPERS
        named = kind is None and self.capital(end - 1) and not (kinds or self.view[end - 1].has("demonym"))
        return end if owned or official or named or kind in ("body", "person") else last

    def name_start(self, head: int, last: int, kind: str) -> int:
        """Where the name of a person or body begins, after what is said of it: "German broadcaster Deutschlandfunk"."""
        if kind not in ("person", "body"):
            return head
        start = last - 1
        while start > head and self.belongs(start - 1, kind):
            start -= 1
        while start < last - 1 and (
            not self.text[self.view[start].start].isalnum()
            or (self.view[start].low == "s" and start > 0 and self.view[start - 1].low == "'")
        ):
            start += 1
        return start

    def belongs(self, at: int, kind: str) -> bool:
        """Whether the item at `at` is part of the name that goes on after it."""
        item = self.view[at]
        if item.low in wordings.JOINING or item.low in wordings.PARTICLES or item.low in wordings.ARTICLES:
            return True
        if not self.text[item.start].isupper():
            return False
        return kind == "body" or not item.has("unnamed", "body", "demonym", "office") or item.has("person")

    def with_places(self, noun: Noun, depth: int) -> Noun:
        """The phrase with what it is of or in: "Ministry of National Defense in Seoul", "Pavlo Palisa of the president's office"."""
        end, last = noun.end, noun.last
        while (
            noun.kind not in ("side", "pronoun", "paper") and not noun.owned and depth < 3 and end + 1 < len(self.view)
        ):
            word = self.view[end].low
            if word not in wordings.PARTS_OF_NAMES and word not in wordings.PLACING:
                break
            loose = noun.kind == "person" and word in ("in", "for") and depth == 0 and not self.capital(end + 1)
            if loose or word in ("with", "to", "on"):
                break
            inner = self.field_at(end + 1) if noun.kind in ("body", "unnamed") and self.capital(noun.head) else None
            inner = inner or self.noun_at(end + 1, depth + 1) or self.place_at(end + 1)
            if inner is None or inner.kind == "pronoun":
                break
            inner = self.with_people(inner)
            if word in wordings.PARTS_OF_NAMES and last == end and noun.kind != "person":
                last = inner.last
                if noun.kind == "unnamed" and self.capital(noun.head) and self.capital(inner.last - 1):
                    noun = replace(noun, kind="body")
            end = inner.end
            if inner.owned and noun.kind == "person":
                return replace(noun, end=self.end_of_owned(inner))
            if inner.owned:
                return replace(inner, first=noun.first, article=noun.article)
        return noun if (last, end) == (noun.last, noun.end) else replace(noun, last=last, end=end)

    def end_of_owned(self, owner: Noun) -> int:
        """Where what somebody's body is of ends: "Col X of the Defence Ministry's recruitment department"."""
        after = owner.end + 1 + (self.view[owner.end + 1].low == "s" if owner.end + 1 < len(self.view) else 0)
        for at in range(after, min(len(self.view), after + 3)):
            run = self.run_from(at) if self.kinds[at] is not None or self.capital(at) else None
            if run is not None:
                return run.end
            if not self.small(at):
                break
        return owner.end

    def with_people(self, noun: Noun) -> Noun:
        """ "the Chelyabinsk region", "the Fano militia": with the common noun after a name."""
        if noun.end >= len(self.view):
            return noun
        item = self.view[noun.end]
        force = noun.kind == "side" and item.has("fighters") and self.kinds[noun.end] is None
        return replace(noun, last=noun.end + 1, end=noun.end + 1) if force or item.low in wordings.PLACES else noun

    def field_at(self, at: int) -> Noun | None:
        """What an institute is for, where it is written as a name that ends in no speaker: "Eurasian Force Studies", "Health Research"."""
        last = at
        while last < len(self.view) and self.view[last].kind in _WORDS and self.capital(last):
            last += 1
        ends = last - at > 1 and self.kinds[last - 1] in (None, "paper") and not self.view[last - 1].has("country")
        return Noun(at, at, last, last, "side") if ends else None

    def place_at(self, at: int) -> Noun | None:
        """A name of a place, which cannot speak."""
        item = self.view[at]
        if item.kind in (WORD, PHRASE) and self.text[item.start].isupper() and item.low not in wordings.OPENERS:
            return Noun(at, at, at + 1, at + 1, "side")
        return None
