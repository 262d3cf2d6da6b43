"""Who says a figure, and on whose data: the voices of a sentence.

A sentence's voices are the subjects of its verbs of stating, those after "according to", the owners of an estimate or count, and
those who "have" a figure. Who a pronoun means is decided in `floor`; which voice a figure gets in `crediting`.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from muster.reading import wordings
from muster.reading.bylines import Bylines
from muster.reading.context import FIGURE, WORD, Item, Page
from muster.reading.names import Names
from muster.reading.nouns import Noun, nouns_of
from muster.reading.voices import Voice

_OPENING = 6  # items in which a sentence opens with "by its own account"
_MOST = 60  # speakers in a sentence; more are a list, in which nobody cites anybody
# what `worded` looks at: a word with none of these tells of nobody who speaks
_OF_SPEECH = frozenset(["citing", "according", "say", "reckoning", "status.target", "status.needed"])
_SPEECH_WORDS = {"holds", "held", "hold"} | wordings.HAVING | wordings.SPEAKING_OF | wordings.KEEPING | {"per"}
_MARKS = frozenset("|:([")


class Listener(Bylines):
    """Finds the voices of one sentence."""

    def voices(self) -> list[Voice]:
        """The voices in text order, each phrase once."""
        for at, item in enumerate(self.view):
            low = item.low
            if low in _MARKS:
                self.marked(at, low)
            elif item.kind == FIGURE:
                if low.startswith("estimated "):  # the verb is the figure's hedge: "officials estimated close to 70"
                    self.add(self.left(at), at, how="says")
            elif low in _SPEECH_WORDS or not item.tags.isdisjoint(_OF_SPEECH):
                self.worded(at, item)
        self.ellipses()
        self.idioms()
        if len(self.found) <= _MOST:
            self.cite()
        once: dict[int, Voice] = {}
        for voice in sorted(
            self.found, key=lambda voice: (voice.start, voice.how == "silent", voice.source is None, voice.at)
        ):
            once.setdefault(voice.start, voice)
        return list(once.values())

    def worded(self, at: int, item: Item) -> None:
        """What a word tells of who speaks."""
        if item.has("citing") and not item.has("say"):
            return
        if self.is_done_by(at):
            return
        after = self.view[at + 1] if at + 1 < len(self.view) else item
        if item.has("according") and after.low in wordings.OBJECTS:
            word = wordings.OBJECTS[after.low]
            self.found.append(
                Voice(None, after.start, after.end, at, "according", kind="pronoun", word=word, after=True)
            )
        elif item.has("according") or (item.low == "per" and item.kind == WORD):
            self.add(self.right(at, near=item.low == "per"), at, how="according", after=True)
        elif (item.has("say") and self.is_verb(at)) or self.holds(at) or self.tells_of(at) or self.blames(at):
            self.says(at)
        elif self.keeps_count(at):
            self.keeps(at)
        elif item.has("reckoning"):
            self.owns(at)
        elif item.has("status.target") or (item.has("status.needed") and item.low.split(" ")[0] in wordings.ASKING):
            self.plans(at)

    def is_done_by(self, at: int) -> bool:
        """ "a lawmaker briefed by the agency", "officials quoted by a newspaper": what is done to the speaker by somebody."""
        view, low = self.view, self.view[at].low
        told = low in wordings.QUOTED_BY or (
            low.endswith("ed") and at + 1 < len(view) and view[at + 1].low == "by" and not view[at].has("paper")
        )
        noun = self.ending(at - 1) if told and at else None
        if noun is None or noun.kind not in ("person", "unnamed", "body"):
            return False
        return any(one.has("say") for one in view[at + 2 :])

    def marked(self, at: int, mark: str) -> None:
        """What a mark tells of who speaks."""
        if mark == "|":
            self.cell(at)
        elif mark == ":":
            self.colon(at)
        else:
            self.bracket(at)

    # -------------------------------------------------------------- verbs of stating
    def says(self, at: int) -> None:
        """The subject of a verb of stating."""
        view = self.view
        if self.tells_nothing(at):
            return
        if view[at].low in ("put", "puts") and at + 1 < len(view) and view[at + 1].low in wordings.PUTTING:
            return
        if view[at].has("reckoning", "paper"):
            if at + 1 < len(view) and view[at + 1].has("say"):
                return
            if at > 0 and view[at - 1].low in ("the", "a", "an", "'", "s", "of", "this", "that"):
                self.owns(at)
                return
        if view[at].low in ("heard", "hear", "hears"):
            source = next((j for j in range(at + 1, min(len(view), at + 4)) if view[j].low == "from"), None)
            if source is not None:
                self.add(self.right(source, near=True), at, how="says")
                return
        if (said := self.put_in(at)) is not None:
            self.add(said, at, how="says")
            return
        noun = self.left(at)
        if noun is not None and (
            self.is_plural_noun(noun, at) or self.is_aside_of_ours(noun) or self.is_deed(noun, at)
        ):
            return
        if noun is None and self.inverts(at):
            noun = self.right(at, near=True) or self.stranger_after(at)
            if noun is not None and noun.kind not in ("pronoun",):
                self.add(noun, at, how="says", after=True)
                return
        if noun is None or (
            view[at].low in wordings.DEEDS and noun.kind in ("side", "pronoun") and not self.speaks_for(noun, at)
        ):
            if view[at].has("reckoning"):
                self.owns(at)
            return
        self.add(
            noun,
            at,
            how="says",
            after=self.trails(noun, at),
            aside=noun.first > 0 and self.view[noun.first - 1].low in wordings.WHEN,
        )

    def put_in(self, at: int) -> Noun | None:
        """ "Russia, writes the paper's editor, may have 110,000 dead": who speaks between two commas, behind the verb."""
        if not 0 < at < len(self.view) - 2 or self.view[at - 1].low != "," or not self.inverts(at):
            return None
        if any(item.kind == FIGURE for item in self.view[:at]):
            return None  # "61 are dead, says the mayor"
        noun = self.right(at, near=True) or self.stranger_after(at)
        closed = noun is not None and noun.kind != "pronoun" and self.view[noun.end - 1 : noun.end + 4]
        return noun if closed and any(item.low == "," for item in closed) else None

    def keeps(self, at: int) -> None:
        """Who keeps a list or opens cases, where nobody else tells of them."""
        noun = self.left(at)
        theirs = noun is not None and noun.article in ("his", "her", "their", "its")
        office = noun is not None and self.view[noun.last - 1].has("speaker.office_holder", "speaker.ministry")
        if noun is not None and noun.kind != "pronoun" and (office or not theirs):
            self.add(noun, at, how="keeps")

    # -------------------------------------------------------------- owners of estimates and counts
    def owns(self, at: int) -> None:
        """ "Kyiv's own estimate", "on its figures", "General Staff data", "a breakdown from the Headquarters", "our own model"."""
        view, item = self.view, self.view[at]
        if any(view[j].low in wordings.OURS for j in range(max(0, at - 4), at)):
            self.found.append(Voice("", item.start, item.end, at, "owns"))
            return
        noun = self.following(at) or self.owner(at)
        noun = noun or self.ahead(at)
        if noun is not None and item.low in wordings.TOLLS and (noun.kind == "side" or noun.article == "their"):
            return
        if noun is None:
            noun = self.giver(at)
        if noun is not None:
            by = noun.first > 0 and view[noun.first - 1].low in ("by", "on", "per")
            if self.closes_with(at, noun):
                self.add(noun, at, how="owns", after=True)
                return
            self.add(noun, at, how="owns", after=by and noun.first > 1 and view[noun.first - 2].low in (",", "(", "—"))

    def following(self, at: int) -> Noun | None:
        """ "By its own account the brigade lost …": who is meant by a pronoun that stands before its name."""
        view = self.view
        opens = at < _OPENING and view[0].low in ("by", "on", "in") and view[1].has("pronoun") and at + 1 < len(view)
        first = at + 2 if opens and view[at + 1].low == "," else at + 1
        noun = next((one for one in self.nouns if one.first == first), None) if opens else None
        return noun if noun is not None and noun.kind not in ("pronoun", "paper") and not noun.owned else None

    def ahead(self, at: int) -> Noun | None:
        """ "By its own count Finland had …": the owner follows its pronoun."""
        held = next((noun for noun in self.nouns if noun.first <= at < noun.end - 1), None)
        opens = (
            held is not None
            and held.first < 3
            and held.article in ("its", "their")
            and self.view[0].low in ("by", "on")
        )
        return replace(held, first=at + 1, head=at + 1, article="") if opens and held is not None else None

    def cell(self, at: int) -> None:
        """The body or person in a cell of a row."""
        cells = sum(item.low == "|" for item in self.view)
        if cells >= 2 and any(item.kind == FIGURE for item in self.view):  # a row without figures heads its columns
            noun = self.right(at, near=True)
            if noun is None or noun.first != at + 1:
                return
            force = self.view[noun.last - 1].low.split(" ")[-1] in wordings.FORCES
            closes = not any(item.kind == FIGURE or item.low == "|" for item in self.view[noun.last :])
            if noun.kind in ("body", "person") or (closes and (noun.kind == "unnamed" or force)):
                self.add(noun, at, how="cell")

    def plans(self, at: int) -> None:
        """ "The Defence Ministry wants 200,000 men", "the minister has set a goal of 50,000"."""
        view = self.view
        if not any(view[j].kind == FIGURE for j in range(at + 1, min(len(view), at + 9))):
            return
        planner = self.owner(at) if view[at].low in wordings.PLANS else None
        if (
            planner is not None
            and planner.owned
            and (planner.kind in ("body", "unnamed", "person") or self.names_office(planner))
        ):
            self.add(planner, at, how="owns")
            return
        verb = next((j for j in range(at - 1, max(0, at - 6), -1) if view[j].low in ("set", "sets")), at)
        noun = self.left(verb)
        office = noun is not None and self.names_office(noun)
        if (
            noun is not None
            and (noun.kind in ("person", "body") or office)
            and not view[verb].has("breaks")
            and not self.found
        ):
            self.add(noun, verb, how="keeps")

    def names_office(self, noun: Noun) -> bool:
        """Whether a nameless speaker is an office that may plan: "the government", "the generals"."""
        of = next((k for k in range(noun.head + 1, noun.last) if self.view[k].low == "of"), noun.last)
        last = self.view[of - 1].low.split(" ")[-1]
        known = noun.article in ("the", "its", "their") or self.view[noun.first].has("country", "demonym")
        return noun.kind in ("unnamed", "side") and known and last in wordings.PLANNING

    # -------------------------------------------------------------- sources
    def cite(self) -> None:
        """Gives a voice the source it cites, in the same sentence."""
        for at, item in enumerate(self.view):
            if "citing" in item.tags:
                self.cites(at, item)
        for voice in [one for one in self.found if one.how == "owns"]:
            outer = next(
                (one for one in self.found if one.how == "says" and one.end < voice.start and voice.at < one.at), None
            )
            if outer is not None and outer.name and voice.name and voice.name != outer.name:
                self.found.remove(voice)
                self.put(outer, voice)

    def cites(self, at: int, item: Item) -> None:
        """The source that the word at `at` leads up to, given to the voice next to it."""
        noun = self.right(at)
        source = self.voice(noun, at, how="cited") if noun is not None else None
        if source is None or source.name == "" or (source.name or "").lower() in wordings.NO_SOURCES:
            return
        found = [one for one in self.found if one.start != source.start]
        if item.has("say") or not found:
            subject = self.left(at) or (self.first_subject(at) if not found else None)
            voice = self.voice(subject, at, how="says") if subject is not None else None
            if voice is not None and voice.start != source.start:
                self.found = [one for one in self.found if one.start not in (voice.start, source.start)]
                self.found.append(voice)
                found = [voice]
        if found:
            self.found = [one for one in self.found if one.start != source.start]
            self.put(min(found, key=lambda voice: abs(voice.at - at)), source)
        elif source.kind == "body" and any(one.kind == FIGURE for one in self.view[:at]):
            self.found = [replace(source, how="according", after=True)]  # "48,240, taken from General Staff reports"

    def put(self, voice: Voice, source: Voice) -> None:
        """Note a voice's source."""
        if voice in self.found:
            known = replace(voice, source=source.name, source_party=source.party, back=source.name is None)
            self.found[self.found.index(voice)] = known


def _start(item: Item) -> int:
    return item.start


def speaker_between(page: Page, *, start: int, end: int) -> Voice | None:
    """The speaker named between two offsets, as a label does; a person there comes before the body they stand for."""
    first = bisect_left(page.items, start, key=_start)
    view = page.items[first : bisect_left(page.items, end, key=_start)][:40]
    listener = Listener(view, nouns_of(view, page.text), page, Names())
    found = [
        voice
        for noun in listener.nouns
        if noun.kind != "pronoun" and (voice := listener.voice(noun, 0, how="says")) is not None
    ]
    best = next((voice for voice in found if voice.kind == "person"), found[0] if found else None)
    party = next((voice.party for voice in found if voice.party), None)
    return replace(best, party=best.party or party) if best is not None else None
