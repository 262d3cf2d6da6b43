"""Who says a figure, and on whose data: the voices of a sentence.

A sentence's voices are the subjects of its verbs of stating, those after "according to", the owners of an estimate or count, and
those who "have" a figure. Who a pronoun means is decided in `floor`; which voice a figure gets in `crediting`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from muster.reading.context import FIGURE, MARK, TIME, WORD, Item, Page
from muster.reading.measuring import View
from muster.reading.names import Names, common_words, in_full, name_of, proper_words
from muster.reading.nouns import OURS, PRONOUNS, Noun, kind_of, nouns_of

_BE = frozenset(["is", "was", "were", "are", "be", "been", "being"])
_AUXILIARY = _BE | frozenset(
    (
        "by has have had also then later now since already still once again itself himself herself themselves never only just "
        "first both who which meanwhile earlier recently yesterday today separately not could can would will may might did does do "
        "managed able to even last since too liked likes used here there ever each all publicly"
    ).split()
)
_AGAINST_SUBJECT = frozenset(["in", "by", "to", "with", "against", "on", "near", "at", "than", "per", "between", "among", "into", "over", "via"])
_INVERTING = frozenset(
    (
        "said says say wrote writes reported reports reckons reckoned estimates estimated claimed claims added adds announced explained "
        "believes argued argues warned insisted noted confirmed recalled admits admitted thinks observed remarked conceded acknowledged "
        "declared boasted runs writes stated states put puts"
    ).split()
)
_DEEDS = frozenset(
    (
        "add adds added adding find finds found released gave give gives given collected named placed offered offers issued posted posts "
        "logged logs listed lists list identified promised promises allowed allows heard hears published tracked measured quoted "
        "documented verified expects expected expect projected suggested proposed signalled described"
    ).split()
)
_CAPITALS = frozenset(
    (
        "kyiv kiev moscow kremlin washington seoul pyongyang tehran baghdad baku yerevan jerusalem damascus ankara beijing "
        "khartoum kigali kinshasa london paris berlin warsaw riyadh hanoi saigon beirut doha tokyo"
    ).split()
) | {"the kremlin", "addis ababa", "tel aviv", "white house", "the white house"}


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


@dataclass(frozen=True, slots=True)
class Heard:
    """What a sentence has of speech: its voices, whom it is about, and whether the document reckons for itself there."""

    voices: tuple[Voice, ...]
    topic: Voice | None
    own: bool
    people: tuple[Voice, ...] = ()  # the persons that it names
    bodies: tuple[Voice, ...] = ()  # the bodies that it names


def listen(page: Page) -> list[Heard]:
    """The voices of every sentence."""
    common = common_words(page)
    views = [page.items[sentence.first : sentence.last] for sentence in page.sentences]
    proper = proper_words(page, common)
    nouns = [nouns_of(view, page.text, common, proper) for view in views]
    names = in_full(page, nouns)
    out = []
    for number, (view, row) in enumerate(zip(views, nouns, strict=True)):
        row = _without_label(view, row, page.text)
        listener = _Listener(view, row, page, names)
        own = _reckons_itself(view) or (bool(view) and view[0].low in OURS and not _quoted(page, number))
        out.append(Heard(tuple(listener.voices()), listener.topic(), own, listener.named("person", *(("unnamed",) if number < 4 else ())), listener.named("body")))
    return out


def _quoted(page: Page, number: int) -> bool:
    """Whether a sentence begins inside a quotation that its block opened before."""
    sentence = page.sentences[number]
    start = max(page.blocks[sentence.block].start, sentence.start - 2000)
    return page.text.count("“", start, sentence.start) > page.text.count("”", start, sentence.start)


def _without_label(view: View, row: list[Noun], text: str) -> list[Noun]:
    """Without the label of who talks ("HOST:"), who reports and is not the one reported."""
    if view[0].kind == WORD and text[view[0].start : view[0].end].isupper():
        dash = next((at for at in range(1, min(14, len(view))) if view[at].low in "—–"), None)
        if dash is not None:
            return [noun for noun in row if noun.first > dash]
    for at in range(1, min(4, len(view))):
        if view[at].low == ":" and all(text[item.start : item.end].isupper() for item in view[:at] if item.kind != MARK):
            return [noun for noun in row if noun.first > at]
    return row


_AFTER_SO = frozenset([",", "are", "is", "was", "were", "did", "do", "does", "have", "has", "had", "far", "says", "said", "say"])
_WE_RECKON = frozenset(["set", "measured", "that", "this", "it", "which", "so", "together", "on", "divided", "dividing", "taken", "adding", "put"])


def _reckons_itself(view: View) -> bool:
    """Whether the sentence is the document's own arithmetic or comment: "That works out at", "On either count", "So it has"."""
    if len(view) > 1 and view[0].low in ("so", "thus", "hence", "therefore") and view[1].low not in _AFTER_SO:
        return True
    return any(
        item.has("reckoned_here") and (at <= 1 or view[0].low in _WE_RECKON or any(one.low == "divided by" for one in view))
        for at, item in enumerate(view[:14])
    )


# ------------------------------------------------------------------ voices of a sentence
class _Listener:
    """Finds the voices of one sentence."""

    def __init__(self, view: View, nouns: Sequence[Noun], page: Page, names: Names) -> None:
        self.view, self.nouns, self.page, self.names = view, nouns, page, names
        self.firsts = [noun.first for noun in nouns]
        self.found: list[Voice] = []

    def voices(self) -> list[Voice]:
        view = self.view
        for at, item in enumerate(view):
            if item.has("citing") and not item.has("say"):
                continue
            if item.has("according") or (item.low == "per" and item.kind == WORD):
                self.add(self.right(at, near=item.low == "per"), at, "according", after=True)
            elif (item.has("say") and self.is_verb(at)) or self.holds(at):
                self.says(at)
            elif item.has("reckoning"):
                self.owns(at)
            elif item.low == "|":
                self.cell(at)
            elif item.low == ":":
                self.colon(at)
            elif item.low == "(":
                self.bracket(at)
            elif item.has("status.target"):
                self.plans(at)
        self.ellipses()
        self.cite()
        once: dict[int, Voice] = {}
        for voice in sorted(self.found, key=lambda voice: (voice.start, voice.source is None, voice.at)):
            once.setdefault(voice.start, voice)
        return list(once.values())

    def add(self, noun: Noun | None, at: int, how: str, *, after: bool = False, aside: bool = False) -> None:
        if noun is not None:
            author = self.author(noun)
            voice = self.voice(author or noun, at, how, after=after)
            if voice is not None:
                paper = self.view[noun.last - 1].low if author is not None else ""
                self.found.append(replace(voice, aside=aside, paper=paper))

    def voice(self, noun: Noun, at: int, how: str, *, after: bool = False) -> Voice | None:
        view, text = self.view, self.page.text
        start, end = view[noun.head].start, view[noun.last - 1].end
        if noun.kind == "pronoun":
            ours = noun.article in ("we", "i", "our", "my")
            return Voice(None, start, end, at, how, kind="pronoun", word="we" if ours else noun.article, after=after)
        if noun.article in OURS or (noun.article == "this" and view[noun.last - 1].low in _THIS_PAPER):
            return Voice("", start, end, at, how, after=after)
        if noun.kind == "paper" and noun.article not in ("the", "this", "its", "their", "his", "her"):
            opens = noun.head == 0 or view[noun.head - 1].kind == MARK
            named = any(text[item.start].isupper() for item in view[noun.head + opens : noun.last - 1])
            if not named and not any(item.has("demonym", "country", "body") for item in view[noun.head : noun.last]):
                return None
        said = name_of(noun, view, text)
        return Voice(self.names.full(said), start, end, at, how, party=self.party(noun), kind=noun.kind, word=noun.article, after=after)

    def party(self, noun: Noun) -> str | None:
        """The side that a speaker belongs to, from its name or what it is of; outlets and think tanks belong to none."""
        items = self.view[noun.first : noun.end]
        own = self.view[noun.last - 1]
        if own.has("speaker.outlet", "speaker.think_tank", "speaker.monitor"):
            return own.party
        if noun.kind == "person" and own.party:
            return own.party
        return next((item.party for item in items if item.party), None)

    # -------------------------------------------------------------- verbs of stating
    def says(self, at: int) -> None:
        view = self.view
        if view[at].has("reckoning", "paper") and at + 1 < len(view) and view[at + 1].has("say"):
            return
        if view[at].low in ("heard", "hear", "hears") and any(item.low == "from" for item in view[at + 1 : at + 4]):
            source = next(j for j in range(at + 1, at + 4) if view[j].low == "from")
            self.add(self.right(source, near=True), at, "says")
            return
        if at > 0 and (view[at - 1].low in ("the", "a", "an", "'", "s", "of", "this", "that") and view[at].has("reckoning", "paper")):
            self.owns(at)
            return
        noun = self.left(at)
        if noun is not None and (self.is_plural_noun(noun, at) or self.is_aside_of_ours(noun)):
            return
        if noun is None and self.inverts(at):
            noun = self.right(at, near=True)
            if noun is not None and noun.kind not in ("pronoun",):
                self.add(noun, at, "says", after=True)
                return
        if noun is None or (view[at].low in _DEEDS and noun.kind in ("side", "pronoun") and not self.speaks_for(noun, at)):
            if view[at].has("reckoning"):
                self.owns(at)
            return
        self.add(noun, at, "says", after=self.trails(noun, at), aside=noun.first > 0 and self.view[noun.first - 1].low in _WHEN)

    def is_verb(self, at: int) -> bool:
        """Whether a word of stating is written as a verb is, and not as a name ("Port Said") outside a headline."""
        if at == 0 or not self.page.text[self.view[at].start].isupper():
            return True
        words = [self.page.text[item.start] for item in self.view if item.kind != MARK]
        return sum(ch.isupper() for ch in words) > 0.6 * len(words)

    def speaks_for(self, noun: Noun, at: int) -> bool:
        """Whether a side may be meant to speak: a capital, or a side that states "that"."""
        after = self.view[at + 1].low if at + 1 < len(self.view) else ""
        if noun.kind == "pronoun" and any(item.has("reckoning") for item in self.view[max(0, noun.first - 3) : noun.first]):
            return True
        told = noun.kind == "pronoun" and at + 1 < len(self.view) and (self.view[at + 1].kind == FIGURE or self.view[at + 1].party is not None)
        return told or self.view[noun.last - 1].low in _CAPITALS or after in ("that", ":", "it", "its", "their", "then", "the")

    def is_plural_noun(self, noun: Noun, at: int) -> bool:
        """Whether a word such as "posts" or "records" is no verb: nothing follows that could be stated, nor does it trail."""
        if self.view[at].low not in _NOUNS_TOO or self.trails(noun, at):
            return False
        after = self.view[at + 1] if at + 1 < len(self.view) else None
        return after is None or after.low in (".", ",", ";", ")", "and", "or", "for", "of", "in", "from", "on", "by", "as")

    def is_aside_of_ours(self, noun: Noun) -> bool:
        """ "the totals that we were free to publish"."""
        return noun.article in ("we", "i") and noun.first > 0 and self.view[noun.first - 1].low in ("that", "which", "what", "whom")

    def trails(self, noun: Noun, at: int) -> bool:
        """Whether "X said" comes after what X said: a comma or quote before it, and no clause after it."""
        first = noun.first - 1
        while first > max(0, noun.first - 5) and self.view[first].low not in _LEADING and self.view[first].kind != MARK and self.page.text[self.view[first].start].islower() and not self.view[first].has("breaks", "say"):
            first -= 1
        before = self.view[first].low if first >= 0 else ""
        if before not in (",", "”", '"', "—", "–", "’", "'", ")", "-"):
            return False
        for j in range(at + 1, len(self.view)):
            item = self.view[j]
            if item.low in (",", ";", ".", "—", "–", "“", '"', "and", "while", "but", "!", "?"):
                return True
            if item.kind == FIGURE or item.low in ("that", "of", ":") or item.has("say"):
                return False
        return True

    def inverts(self, at: int) -> bool:
        """Whether the speaker may follow the verb: "…,” said X"."""
        low = self.view[at].low.split(" ")[0]
        return low in _INVERTING and at > 0 and self.view[at - 1].low in (",", "”", '"', "’", "'", "—", "–", "so", "as", ")", "-")

    def left(self, at: int) -> Noun | None:
        """The subject of the verb at `at`: the phrase left of it, over auxiliaries, times and what is said of it between commas."""
        view = self.view
        j, passive = self.over_auxiliaries(at)
        if passive or j < 0:
            return None
        j = self.before_bracket(j)
        if j >= 0 and view[j].low == ",":
            return self.before_comma(j)
        if view[j].low in ("and", "but", "or", "then"):
            return self.first_subject(j) if not self.found else None
        noun = self.ending(j)
        while noun is not None and noun.first > 1 and not self.can_be_subject(noun) and view[noun.first - 1].low in ("in", "near", "at", "on"):
            noun = self.ending(self.before_bracket(noun.first - 2))
        ing = view[at].low.endswith("ing")
        return noun if noun is not None and (self.can_be_subject(noun) or (ing and noun.first > 0 and view[noun.first - 1].low == "with")) else None

    def over_auxiliaries(self, at: int) -> tuple[int, bool]:
        """Where the subject ends, and whether the verb is passive ("was reported killed")."""
        view, j, passive = self.view, at - 1, False
        quoted = view[at].low == "saying" and j >= 1 and view[j].low == "as"
        while j >= 0:
            low = view[j].low
            if quoted and low in ("as", "quoted", "cited", "reported", "was", "were", "is", "has", "been"):
                j -= 1
                continue
            aux = low in _AUXILIARY or view[j].kind == TIME or (low.endswith("ly") and view[j].kind == WORD)
            if not aux:
                break
            passive = passive or (low in _BE and j == at - 1 and not view[at].low.endswith("ing") and view[at].low.split(" ")[0] not in ("at",))
            j -= 1
            if j >= 1 and view[j].low in ("on", "in", "at") and view[j + 1].kind == TIME:
                j -= 1
        return j, passive and not quoted and not self.holds(at)

    def before_comma(self, comma: int) -> Noun | None:
        """The noun before the comma that opens an aside closed by the comma at `comma`, or right before this one."""
        view = self.view
        for j in range(comma - 1, max(-1, comma - 26), -1):
            if view[j].low in (";", "”", "“", '"') or (view[j].kind == FIGURE and not self.is_age(j)):
                return None
            if view[j].low == ",":
                noun = self.ending(self.before_bracket(j - 1)) if j > 0 else None
                if noun is not None and self.can_be_subject(noun) and noun.kind != "pronoun":
                    named = self.ending(comma - 1)
                    is_name = named is not None and named.first == j + 1 and named.kind == "person" and noun.kind != "person"
                    return replace(named, first=noun.first) if is_name and named is not None else noun
        noun = self.ending(comma - 1)
        return noun if noun is not None and noun.first == 0 and self.can_be_subject(noun) else None

    def before_bracket(self, at: int) -> int:
        """The item before a bracket that closes at `at`; `at` itself where none does."""
        if self.view[at].low != ")":
            return at
        while at > 0 and self.view[at].low != "(":
            at -= 1
        return at - 1

    def is_age(self, at: int) -> bool:
        found = self.view[at].found
        near = self.view[max(0, at - 1)].low == "," and at + 1 < len(self.view) and self.view[at + 1].low == ","
        return near and found is not None and (found.low or 0) < 110

    def ending(self, at: int) -> Noun | None:
        """The noun phrase that ends with the item at `at`."""
        k = bisect_right(self.firsts, at) - 1
        noun = self.nouns[k] if k >= 0 else None
        if noun is None or noun.end != at + 1 or noun.owned:
            return None
        before = self.nouns[k - 1] if k > 0 else None
        of_body = noun.kind == "paper" and before is not None and before.end == noun.first and before.kind in ("body", "person")
        return before if of_body else noun

    def can_be_subject(self, noun: Noun) -> bool:
        if noun.kind == "pronoun" and noun.article not in PRONOUNS:
            return False
        if noun.first == 0 or self.view[noun.first - 1].low not in _AGAINST_SUBJECT:
            return True
        return noun.first > 1 and self.view[noun.first - 1].low in ("in", "by") and self.view[noun.first - 2].has("paper")

    def first_subject(self, before: int) -> Noun | None:
        noun = next((one for one in self.nouns if one.end <= before and self.can_be_subject(one)), None)
        return noun if noun is not None and not noun.owned and noun.first <= 6 else None

    # -------------------------------------------------------------- who has a figure
    def holds(self, at: int) -> bool:
        """ "The NIS now has around 300 killed", "the Pentagon was at 70,000", "AFP has Russia taking more than 5,600 km²"."""
        view = self.view
        if view[at].low not in ("has", "had", "have", "was", "is", "were", "reached", "reaches", "stood", "stands"):
            return False
        j, _ = self.over_auxiliaries_of_have(at)
        while j > 1 and view[j].low in ("this", "last", "morning", "week", "month", "today", "afternoon", "evening", "night", "alone"):
            j -= 1
        noun = self.ending(j) if j >= 0 else None
        if noun is None and j > 0 and view[j].low == ",":
            noun = self.before_comma(j)
        if noun is None or noun.kind not in ("body", "unnamed", "person") or not self.keeps_figures(noun):
            return False
        if view[at].low in ("was", "is", "were"):
            k = at + 2 if at + 1 < len(view) and view[at + 1].low in ("already", "still", "now", "then") else at + 1
            return k + 1 < len(view) and view[k].low == "at" and view[k + 1].kind == FIGURE
        if view[at].low in ("reached", "reaches", "stood", "stands"):
            return any(item.kind == FIGURE for item in view[at + 1 : at + 3])
        return self.figure_held(at, noun_is_listed=view[noun.last - 1].has("speaker.think_tank", "speaker.monitor", "speaker.outlet"))

    def over_auxiliaries_of_have(self, at: int) -> tuple[int, bool]:
        view, j = self.view, at - 1
        while j >= 0 and (view[j].low in ("now", "still", "already", "then", "also", "has", "had", "itself", "themselves") or view[j].kind == TIME):
            j -= 1
            if j >= 1 and view[j].low in ("on", "in", "at", "this") and view[j + 1].kind == TIME:
                j -= 1
        return j, False

    def figure_held(self, at: int, *, noun_is_listed: bool) -> bool:
        """A figure right after "has", of dead, wounded or names; or a side or "it" with a figure of its own."""
        view = self.view
        for j in range(at + 1, min(len(view), at + 11)):
            item = view[j]
            if item.kind == FIGURE:
                if j > at + 1 and any(one.low in ("it", "of") or one.party for one in view[at + 1 : j]):
                    return True
                if j + 1 == len(view) or view[j + 1].low in (".", ";", "of them", "of these", "as") or noun_is_listed:
                    return True
                told = view[j + 1 : j + 6]
                return any(tag.startswith(("participle.", "noun.killed", "noun.wounded", "noun.obit")) for one in told for tag in one.tags) or any(
                    one.low in ("list", "lists", "books", "names", "file", "register") for one in view[j + 1 : j + 8]
                )
            if item.low in (",", ";", "that", "and"):
                return False
        return False

    def keeps_figures(self, noun: Noun) -> bool:
        item = self.view[noun.last - 1]
        return not item.has("fighters") or item.has("office", "person") or item.low in ("general staff",)

    # -------------------------------------------------------------- to the right
    def right(self, at: int, *, near: bool = False) -> Noun | None:
        """The noun that the words at `at` lead up to: "according to X", "according to figures from X"."""
        view, linked = self.view, True
        for j in range(at + 1, min(len(view), at + (4 if near else 12))):
            k = bisect_right(self.firsts, j) - 1
            noun = self.nouns[k] if k >= 0 else None
            if noun is not None and noun.first <= j < noun.end:
                if noun.kind == "pronoun" and noun.owned and j + 1 < len(view) and not near:
                    return noun
                good = noun.kind != "side" or linked or near
                return noun if good and noun.kind != "pronoun" or (near and noun.article in PRONOUNS) else None
            item = view[j]
            if item.kind == FIGURE or item.low in (",", ";", "that", ".", "|", "(", "who"):
                return None
            linked = item.low in ("from", "by", "both", "“", '"', ":", "’", "the") or item.low.endswith((" by", " from")) or item.kind == TIME
        return None

    def author(self, noun: Noun) -> Noun | None:
        """Who wrote the paper that speaks: "a study published on 3 June by the CSIS", "an analysis by"."""
        if noun.kind != "paper":
            return None
        for j in range(noun.last, min(len(self.view), noun.last + 6)):
            low = self.view[j].low
            if low in ("by", "from", "in", "of") or low.endswith(" by"):
                found = self.right(j, near=True)
                if low == "of" and (found is None or found.kind != "body" or self.view[noun.last - 1].has("reckoning")):
                    continue
                return found if found is not None and found.kind in ("body", "person", "unnamed") else None
            if self.view[j].kind == FIGURE or low in (",", ";", "that"):
                return None
        return None

    # -------------------------------------------------------------- owners of estimates and counts
    def owns(self, at: int) -> None:
        """ "Kyiv's own estimate", "on its figures", "General Staff data", "a breakdown from the Headquarters", "our own model"."""
        view, item = self.view, self.view[at]
        if any(view[j].low in OURS for j in range(max(0, at - 4), at)):
            self.found.append(Voice("", item.start, item.end, at, "owns"))
            return
        noun = self.owner(at)
        if noun is not None and item.low in _TOLLS and (noun.kind == "side" or noun.article == "their"):
            return
        if noun is None:
            noun = self.giver(at)
        if noun is not None:
            by = noun.first > 0 and view[noun.first - 1].low in ("by", "on", "per")
            self.add(noun, at, "owns", after=by and noun.first > 1 and view[noun.first - 2].low in (",", "(", "—"))

    def owner(self, at: int) -> Noun | None:
        view, j = self.view, at - 1
        while j >= max(0, at - 4) and self.between(view[j]):
            j -= 1
        if j < 0:
            return None
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
        return noun if noun.end == j + 1 and (noun.kind == "body" or (view[noun.last - 1].has("speaker.ministry") and j == at - 1)) else None

    def between(self, item: Item) -> bool:
        """Words that may stand between an owner and the estimate."""
        if item.low in ("'", "s", ",", "the") or item.kind in (FIGURE, TIME):
            return item.kind == TIME
        measure = any(tag.startswith("noun.") for tag in item.tags) and not item.party
        small = item.kind == WORD and self.page.text[item.start].islower() and item.low.isalpha() and len(item.low) > 3
        return item.has("reckoning") or measure or item.has("modifiers") or (small and not item.low.endswith(("ed", "ing")))

    def giver(self, at: int) -> Noun | None:
        """ "figures from X", "the list of X": the speaker after the word."""
        view = self.view
        if at + 1 >= len(view) or view[at + 1].low not in ("of", "from", "by"):
            return None
        if view[at + 1].low == "of" and view[at].low in _NUMBERS:
            return None
        noun = self.right(at + 1, near=True)
        if noun is None or noun.first > at + 2 or noun.kind in ("pronoun", "paper"):
            return None
        if view[at + 1].low == "of":
            return noun if noun.kind in ("body", "person") or (noun.kind == "unnamed" and noun.article == "the") else None
        return noun if noun.kind != "side" or view[at + 1].low == "by" or view[noun.last - 1].low in _CAPITALS else None

    def cell(self, at: int) -> None:
        """The body or person in a cell of a row."""
        if sum(item.low == "|" for item in self.view) >= 2:
            noun = self.right(at, near=True)
            if noun is not None and noun.first == at + 1 and noun.kind in ("body", "person"):
                self.add(noun, at, "cell")

    def bracket(self, at: int) -> None:
        """ "427,000 (IISS)": who stands in brackets right behind a figure."""
        noun = self.right(at, near=True)
        if noun is None or noun.first > at + 2 or noun.kind not in ("person", "body"):
            return
        for j in range(at - 1, max(-1, at - 9), -1):
            if self.view[j].kind == FIGURE:
                self.add(noun, at, "cell", after=True)
                return
            if self.view[j].low in (")", ";", ":") or kind_of(self.view[j]) in ("person", "body"):
                return

    def plans(self, at: int) -> None:
        """ "The Defence Ministry wants 200,000 men", "the minister has set a goal of 50,000"."""
        view = self.view
        if not any(view[j].kind == FIGURE for j in range(at + 1, min(len(view), at + 9))):
            return
        verb = next((j for j in range(at - 1, max(0, at - 6), -1) if view[j].low in ("set", "sets")), at)
        noun = self.left(verb)
        if noun is not None and noun.kind in ("person", "body") and not view[verb].has("breaks") and not self.found:
            self.add(noun, verb, "says")

    def colon(self, at: int) -> None:
        """ "Zelenskyy was more careful: 50,000", and headlines of the form "Rutte: Russia loses 25,000"."""
        view = self.view
        first = next((noun for noun in self.nouns if noun.first <= 3), None)
        if first is None or self.found or first.kind not in ("person", "body", "side", "unnamed") or first.owned or not self.can_be_subject(first):
            return
        between = view[first.end : at]
        heads = at <= 10 and all(item.kind == TIME or item.low in (",", "(", ")", "on") for item in between) and (first.kind != "side" or view[first.last - 1].low in _CAPITALS)
        heads = heads and (first.kind != "unnamed" or view[first.last - 1].low.split(" ")[-1] in _SPEAKING)
        figure = next((j for j in range(at + 1, min(len(view), at + 4)) if view[j].kind == FIGURE), None)
        leads = all(not item.low.isalpha() or item.low == "same" for item in view[: first.first]) and first.first <= 3
        told = figure is not None and first.end < at and (
            first.kind == "person" or (first.kind == "body" and any(item.has("reckoning") for item in between))
        )
        if (heads and leads) or told:
            self.add(first, at, "says")

    def ellipses(self) -> None:
        """ "Zelenskyy's has risen to 4,000": an owner whose estimate was named before."""
        for noun in self.nouns:
            after = noun.end + 2
            if noun.owned and noun.kind in ("person", "body") and after < len(self.view) and self.view[after].low in ("has", "had", "is", "was", "stands", "stood", "rose"):
                self.add(noun, noun.end, "owns")

    # -------------------------------------------------------------- sources
    def cite(self) -> None:
        """Gives a voice the source it cites, in the same sentence."""
        for at, item in enumerate(self.view):
            if item.has("citing"):
                self.cites(at, item)
        for voice in [one for one in self.found if one.how == "owns"]:
            outer = next((one for one in self.found if one.how == "says" and one.end < voice.start and voice.at < one.at), None)
            if outer is not None and outer.name and voice.name and voice.name != outer.name:
                self.found.remove(voice)
                self.put(outer, voice)

    def cites(self, at: int, item: Item) -> None:
        noun = self.right(at)
        source = self.voice(noun, at, "cited") if noun is not None else None
        if source is None or source.name == "":
            return
        found = [one for one in self.found if one.start != source.start]
        if item.has("say") or not found:
            subject = self.left(at) or (self.first_subject(at) if not found else None)
            voice = self.voice(subject, at, "says") if subject is not None else None
            if voice is not None and voice.start != source.start:
                self.found = [one for one in self.found if one.start not in (voice.start, source.start)]
                self.found.append(voice)
                found = [voice]
        if found:
            self.found = [one for one in self.found if one.start != source.start]
            self.put(min(found, key=lambda voice: abs(voice.at - at)), source)

    def put(self, voice: Voice, source: Voice) -> None:
        if voice in self.found:
            known = replace(voice, source=source.name, source_party=source.party, back=source.name is None)
            self.found[self.found.index(voice)] = known

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
            if noun.owned or not self.can_be_subject(noun) or (noun.first > 0 and self.view[noun.first - 1].low in ("(", "of", "from", "for")):
                continue
            speaks = noun.kind != "side" or self.view[noun.last - 1].low in _CAPITALS
            return self.voice(noun, noun.last - 1, "subject") if speaks else None
        return None


_SPEAKING = frozenset(["officials", "official", "chief", "minister", "president", "general", "ministry", "experts", "analysts", "analyst", "spokesman", "intelligence", "chiefs", "staff", "military"])
_NOUNS_TOO = frozenset(
    [
        "reports", "report", "posts", "post", "records", "record", "estimates", "estimate", "claims", "claim", "counts", "count", "lists",
        "list", "forecasts", "forecast", "documents", "document", "details", "tallies", "logs", "registers", "measures", "finds",
    ]
)  # fmt: skip
_LEADING = frozenset(["in", "by", "to", "with", "against", "on", "from", "of", "for", "at"])
_THIS_PAPER = frozenset(["newspaper", "paper", "magazine", "journal", "site", "outlet", "agency", "correspondent", "column", "office"])
_WHEN = frozenset(["after", "before", "when", "since", "until", "once", "as"])
_TOLLS = frozenset(["toll", "death toll", "casualty total", "total", "totals", "number", "numbers", "books", "records", "list"])
_NUMBERS = frozenset(["toll", "death toll", "total", "totals", "number", "numbers", "figure", "figures", "records", "books", "view", "version", "survey", "count"])


def speaker_between(page: Page, start: int, end: int) -> Voice | None:
    """The speaker named between two offsets, as a label does; a person there comes before the body they stand for."""
    items = [item for sentence in page.sentences if sentence.start < end and sentence.end > start for item in page.items[sentence.first : sentence.last]]
    view = [item for item in items if start <= item.start < end]
    listener = _Listener(view, nouns_of(view, page.text), page, Names())
    found = [voice for noun in listener.nouns if noun.kind != "pronoun" and (voice := listener.voice(noun, 0, "says")) is not None]
    best = next((voice for voice in found if voice.kind == "person"), found[0] if found else None)
    party = next((voice.party for voice in found if voice.party), None)
    return replace(best, party=best.party or party) if best is not None else None
