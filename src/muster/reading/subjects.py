"""Where the speaker of a word of stating stands: before it, after it, over what is said between.

Invariant: a phrase after "in", "by" or "to" is the subject of nothing; the subject of a passive is no speaker.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from muster.reading import wordings
from muster.reading.context import FIGURE, MARK, PHRASE, TIME, WORD, Item, Page
from muster.reading.measuring import View
from muster.reading.nouns import Noun

_LOST = ("participle.", "noun.killed", "noun.wounded", "noun.obit", "noun.losses")
_TOO_MANY = 1_000  # men whom nobody gets otherwise than by a sum: "For March he gets 96,000"
_NEAR_HEAD, _OPENING = 4, 6  # words of a sentence or clause in which its subject stands
_POST = 10  # words of a post before the name of who holds it
_PLACING = frozenset(["in", "near", "at", "on", "from", "close to"])


class Subjects:
    """The noun phrases of one sentence, and which of them a word in it belongs to. `voiced` says that a speaker was found already."""

    def __init__(self, view: View, nouns: Sequence[Noun], page: Page) -> None:
        self.view, self.nouns, self.page = view, nouns, page
        self.firsts = [noun.first for noun in nouns]
        self.voiced = False

    @cached_property
    def titled(self) -> bool:
        """Whether most of its words have a capital, as in a headline."""
        text = self.page.text
        letters = [text[item.start] for item in self.view if item.kind != MARK]
        return sum(letter.isupper() for letter in letters) > 0.6 * len(letters)

    # -------------------------------------------------------------- words of stating
    def is_verb(self, at: int) -> bool:
        """Whether a word of stating is written as a verb is, and not as a name ("Port Said") outside a headline."""
        return at == 0 or self.titled or not self.page.text[self.view[at].start].isupper()

    def speaks_for(self, noun: Noun, at: int) -> bool:
        """Whether a side may be meant to speak: a capital, or a side that states "that"."""
        after = self.view[at + 1].low if at + 1 < len(self.view) else ""
        if noun.kind == "pronoun" and any(
            item.has("reckoning") for item in self.view[max(0, noun.first - 3) : noun.first]
        ):
            return True
        near = self.view[at + 1] if at + 1 < len(self.view) else None
        told = near is not None and (near.kind == FIGURE or near.party is not None)
        return (
            told
            or self.view[noun.last - 1].low in wordings.CAPITALS
            or after in ("that", ":", "it", "its", "their", "then", "the")
        )

    def trails(self, noun: Noun, at: int) -> bool:
        """Whether "X said" comes after what X said: a comma or quote before it, and no clause after it."""
        first = noun.first - 1
        while first > max(0, noun.first - 5) and self.is_small(self.view[first]):
            first -= 1
        if first > 0 and self.view[first].low in ("of", "for"):
            first = self.before_post(first, stop=noun.first - _POST)  # ", Deputy Chairman of the Council X said"
        if first > 0 and self.view[first].low in ("as", "or so") and self.view[first - 1].low in (",", "(", "—", "–"):
            first -= 1  # "406,000, as Syrskyi told the paper"
        before = self.view[first].low if first >= 0 else ""
        if before not in (",", "”", '"', "—", "–", "’", "'", ")", "-"):
            return False
        for j in range(at + 1, len(self.view)):
            item = self.view[j]
            if item.low in (",", ";", ".", "—", "–", "“", '"', "and", "while", "but", "!", "?"):
                return True
            if item.kind == FIGURE and j == at + 1 and item.low.isalpha():
                continue  # "according to two officers"
            of_time = (
                item.low == "of" and j + 1 < len(self.view) and self.view[j + 1].kind == TIME
            )  # "X said of September."
            if item.kind == FIGURE or item.low in ("that", ":") or (item.low == "of" and j <= at + 2 and not of_time):
                return False
            if item.has("say") and not item.has("paper", "reckoning"):
                return False
        return True

    def before_post(self, at: int, *, stop: int) -> int:
        """What stands before the words of a post that end at `at`."""
        while at > max(0, stop) and self.view[at].kind in (WORD, PHRASE) and not self.view[at].has("say", "breaks"):
            at -= 1
        return at

    def is_small(self, item: Item) -> bool:
        """A word in small letters that may belong to the phrase after it."""
        if item.low in wordings.LEADING or item.kind == MARK or item.has("breaks", "say"):
            return False
        return self.page.text[item.start].islower()

    def inverts(self, at: int) -> bool:
        """Whether the speaker may follow the verb: "…,” said X"."""
        low = self.view[at].low.split(" ")[0]
        return (
            low in wordings.INVERTING
            and at > 0
            and self.view[at - 1].low in (",", "”", '"', "’", "'", "—", "–", "so", "as", ")", "-")
        )

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
            return self.first_subject(j) if not self.voiced else None
        if view[j].low == "that" and j > 2 and view[j - 1].kind != MARK:
            return self.singled_out(j)
        noun = self.ending(j) or self.of_so_many(j)
        while noun is not None and (first := self.opening(noun)) > 1 and self.is_placed(first - 1):
            if self.can_be_subject(noun):
                break
            noun = self.ending(self.before_bracket(first - (3 if view[first - 1].low == "to" else 2)))
        if noun is None:
            return None
        with_it = view[at].low.endswith("ing") and noun.first > 0 and view[noun.first - 1].low == "with"
        return noun if with_it or self.can_be_subject(noun) else None

    def of_so_many(self, at: int) -> Noun | None:
        """ "residents of two nearby villages": over the places that people are of."""
        view = self.view
        for j in range(at - 1, max(0, at - 4), -1):
            if view[j].kind == FIGURE:
                return self.ending(j - 2) if view[j - 1].low in ("of", "in", "from", "at") and j > 1 else None
            if view[j].kind == MARK or view[j].has("say"):
                return None
        return None

    def opening(self, noun: Noun) -> int:
        """Where a phrase opens, with the words that tell which part of a land it is: "northern Mali"."""
        first = noun.first
        while first > 0 and self.view[first - 1].low in wordings.COMPASS and noun.kind in ("side", "person"):
            first -= 1
        return first

    def singled_out(self, that: int) -> Noun | None:
        """ "It was Pyongyang that first admitted …"."""
        noun = self.ending(that - 1)
        if noun is None or noun.first < 2 or noun.kind in ("pronoun", "paper"):
            return None
        return (
            noun if self.view[noun.first - 1].low in ("is", "was") and self.view[noun.first - 2].low == "it" else None
        )

    def is_placed(self, at: int) -> bool:
        """Whether a phrase after `at` says where somebody is, or whom close to: "surgeons in Dnipro", "officials close to the junta"."""
        low = self.view[at].low
        return low in _PLACING or low in wordings.QUOTED_BY or (low == "to" and self.view[at - 1].low in wordings.CLOSE)

    def over_auxiliaries(self, at: int) -> tuple[int, bool]:
        """Where the subject ends, and whether the verb is passive ("was reported killed")."""
        view, j, passive = self.view, at - 1, False
        quoted = view[at].low.endswith("ing") and j >= 1 and view[j].low == "as"
        while j >= 0:
            low = view[j].low
            if quoted and low in ("as", "quoted", "cited", "reported", "was", "were", "is", "has", "been"):
                j -= 1
                continue
            if low == "who" and j and view[j - 1].low == "the":
                break  # "the WHO"
            aux = low in wordings.AUXILIARY or view[j].kind == TIME or (low.endswith("ly") and view[j].kind == WORD)
            if not aux:
                break
            passive = passive or (low in wordings.BE and j == at - 1 and not view[at].low.endswith("ing"))
            j -= 1
            if j >= 1 and view[j].low in ("on", "in", "at") and view[j + 1].kind == TIME:
                j -= 1
        if j > 2 and [item.low for item in view[j - 2 : j + 1]] in (["at", "the", "time"], ["at", "that", "time"]):
            j -= 3
        return j, passive and not quoted and not self.holds(at)

    def before_comma(self, comma: int) -> Noun | None:
        """The noun before the comma that opens an aside closed by the comma at `comma`, or right before this one."""
        view = self.view
        for j in range(comma - 1, max(-1, comma - 26), -1):
            if view[j].low in (";", "”", "“", '"') or (
                view[j].kind == FIGURE and not self.is_age(j) and not self.is_of_people(j)
            ):
                return None
            if view[j].low == ",":
                noun = self.ending(self.before_bracket(j - 1)) if j > 0 else None
                named = self.ending(comma - 1)
                if noun is None and named is not None and named.first == j + 1:
                    return named
                if noun is not None and self.can_be_subject(noun) and noun.kind != "pronoun":
                    is_name = (
                        named is not None and named.first == j + 1 and named.kind == "person" and noun.kind != "person"
                    )
                    return replace(named, first=noun.first) if is_name and named is not None else noun
        noun = self.ending(comma - 1)
        if noun is not None and self.introduced(noun) and self.can_be_subject(noun):
            return noun
        return self.who_is_told_of(comma)

    def who_is_told_of(self, comma: int) -> Noun | None:
        """ "A diplomat who follows Gaza, and who asked not to be named, thinks": who is told of before the first "who"."""
        who = next((j for j in range(1, comma) if self.view[j].low == "who"), None)
        noun = self.ending(who - 1) if who is not None else None
        if noun is None or noun.first > _NEAR_HEAD or not self.can_be_subject(noun):
            return None
        return noun if noun.kind in ("unnamed", "person") else None

    def introduced(self, noun: Noun) -> bool:
        """Whether a name between commas is the subject: it begins the sentence, or "A statistician I trust, X, believes"."""
        if noun.first == 0:
            return True
        opens = self.nouns[0]
        return opens.first == 0 and opens.kind == "unnamed" and noun.kind == "person" and noun.first <= 8

    def before_bracket(self, at: int) -> int:
        """The item before a bracket that closes at `at`; `at` itself where none does."""
        if self.view[at].low != ")":
            return at
        while at > 0 and self.view[at].low != "(":
            at -= 1
        return at - 1

    def is_of_people(self, at: int) -> bool:
        """Whether a small figure counts who speaks or wrote: "X and Y, two American scholars, thought", "X, made by two clerks, had"."""
        found = self.view[at].found
        return found is not None and (found.low or 99) < 10 and self.page.text[self.view[at].start].isalpha()

    def is_age(self, at: int) -> bool:
        """Whether a figure between commas is an age: "Galina, 44, said"."""
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
        of_body = (
            noun.kind == "paper"
            and before is not None
            and before.end == noun.first
            and before.kind in ("body", "person")
        )
        return before if of_body else noun

    def can_be_subject(self, noun: Noun) -> bool:
        """Whether no preposition stands before it, but that of a paper ("an analysis in …")."""
        if noun.kind == "pronoun" and noun.article not in wordings.PRONOUNS:
            return False
        first = self.opening(noun)
        before = self.view[first - 1].low if first else ""
        if before in wordings.QUOTED_BY:
            return False
        if before not in wordings.AGAINST_SUBJECT and before.split(" ")[-1] not in wordings.AGAINST_SUBJECT:
            return True
        if noun.first > 2 and self.view[noun.first - 1].low == "by":
            return True
        return (
            noun.first > 1 and self.view[noun.first - 1].low in ("in", "by") and self.view[noun.first - 2].has("paper")
        )

    def first_subject(self, before: int) -> Noun | None:
        """The subject that the sentence begins with, for a second verb: "X came out and relayed …"."""
        clause = next((j + 1 for j in range(before - 1, -1, -1) if self.view[j].low == ";"), 0)
        noun = next(
            (one for one in self.nouns if clause <= one.first and one.end <= before and self.can_be_subject(one)), None
        )
        return noun if noun is not None and not noun.owned and noun.first - clause <= _OPENING else None

    # -------------------------------------------------------------- who has a figure
    def holds(self, at: int) -> bool:
        """ "The NIS now has around 300 killed", "the Pentagon was at 70,000", "AFP has Russia taking more than 5,600 km²"."""
        view = self.view
        if view[at].low not in wordings.HAVING:
            return False
        j = self.before_adverbs(at)
        noun = self.ending(j) if j >= 0 else None
        if noun is None and j > 1 and view[j].low in ("which", "who"):
            noun = self.ending(j - 2 if view[j - 1].low == "," else j - 1)
        if noun is None and j > 0 and view[j].low == ",":
            noun = self.before_comma(j)
        if noun is None or noun.kind == "side" or not self.keeps_figures(noun):
            return False
        if view[at].low in ("gets", "got") and (
            noun.kind not in ("pronoun", "person") or noun.article in ("it", "they")
        ):
            return False
        if noun.kind == "pronoun":
            return self.keeps_dead(noun, at)
        if noun.kind == "paper" and view[at].low not in ("has", "have", "had"):
            return False
        if view[at].low in ("was", "is", "were"):
            k = at + 2 if at + 1 < len(view) and view[at + 1].low in ("already", "still", "now", "then") else at + 1
            return k + 1 < len(view) and view[k].low == "at" and view[k + 1].kind == FIGURE
        if view[at].low in ("reached", "reaches", "stood", "stands"):
            return any(item.kind == FIGURE for item in view[at + 1 : at + 3])
        return self.figure_held(
            at, noun_is_listed=view[noun.last - 1].has("speaker.think_tank", "speaker.monitor", "speaker.outlet")
        )

    def before_adverbs(self, at: int) -> int:
        """Where the subject of "has" ends: before "now", "itself", "this morning"."""
        view, j = self.view, at - 1
        while j >= 0 and (view[j].low in wordings.ADVERBS or view[j].kind == TIME):
            j -= 1
            if j >= 1 and view[j].low in ("on", "in", "at", "this") and view[j + 1].kind == TIME:
                j -= 1
        return j

    def figure_held(self, at: int, *, noun_is_listed: bool) -> bool:
        """A figure right after "has", of dead, wounded or names; or a side or "it" with a figure of its own."""
        view = self.view
        for j in range(at + 1, min(len(view), at + 11)):
            item = view[j]
            if item.kind == FIGURE:
                if j > at + 1 and any(one.low in ("it", "of") or one.party for one in view[at + 1 : j]):
                    return True
                if noun_is_listed or self.figure_alone(j + 1, right=j == at + 1):
                    return True
                lost = any(tag.startswith(_LOST) for one in view[j + 1 : j + 6] for tag in one.tags)
                return lost or any(one.low.split(" ")[-1] in wordings.LISTS for one in view[j + 1 : j + 8])
            if item.low in (",", ";", "that", "and"):
                return False
        return False

    def figure_alone(self, after: int, *, right: bool) -> bool:
        """Whether nothing that is counted follows a figure: "had 31,190, so that", and `right` behind the verb "has 35,050 for May"."""
        view = self.view
        if after >= len(view) or view[after].low in (".", ";", "of them", "of these", "as"):
            return True
        if right and view[after].kind == TIME:
            return after + 1 == len(view) or view[after + 1].kind == MARK
        return view[after].low == "," and after + 1 < len(view) and view[after + 1].low in wordings.CONCLUDING

    def keeps_dead(self, noun: Noun, at: int) -> bool:
        """ "He has 531 killed": one man has no such losses of his own."""
        after = self.view[at + 1] if at + 1 < len(self.view) else self.view[at]
        if after.kind != FIGURE or noun.article not in ("he", "she"):
            return False
        lost = any(tag.startswith(_LOST) for item in self.view[at + 2 : at + 7] for tag in item.tags)
        many = after.found is not None and (after.found.low or 0) >= _TOO_MANY
        return lost or (many and self.view[at].low in ("gets", "got"))

    def keeps_figures(self, noun: Noun) -> bool:
        """Whether a body is one that counts, and not a force that has men."""
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
                return (
                    noun if (good and noun.kind != "pronoun") or (near and noun.article in wordings.PRONOUNS) else None
                )
            item = view[j]
            few = item.kind == FIGURE and j == at + 1 and item.low.isalpha()  # "according to two officers"
            if (item.kind == FIGURE and not few) or item.low in (",", ";", "that", ".", "|", "(", "who"):
                return None
            linked = few or item.low in wordings.LINKING or item.low.endswith((" by", " from")) or item.kind == TIME
        return None
