"""Turns of phrase that credit somebody without a verb of stating, and those that credit nobody.

"As X has it", "if X is right", "the figure comes from X", "a number put about by X"; "some 300 are thought to have died".

Invariant: what credits nobody is heard only where nobody else speaks in the sentence.
"""

from __future__ import annotations

import re

from muster.reading import wordings
from muster.reading.context import FIGURE, MARK, TIME, Item
from muster.reading.kinds import reckons_itself
from muster.reading.nouns import Noun
from muster.reading.voices import Voice, Voices

_BULLETS = frozenset("•-–—*·▪▸◦>")
_KEEPER = 9  # words after a list in which its keeper is told
_KEEPS = frozenset(
    ["keep", "keeps", "kept", "maintain", "maintains", "run", "runs", "compile", "compiles", "update", "updates"]
)
_LABEL = 14  # items up to the colon of an entry that somebody heads
_REACH = 24  # words between the name of a figure and where it comes from


class Idioms(Voices):
    """The voices of one sentence, with those that idioms tell of."""

    def idioms(self) -> None:
        """Add what the idioms of the sentence tell of who speaks."""
        for at, item in enumerate(self.view):
            low = item.low
            if low == "it" and at > 1 and self.view[at - 1].low in wordings.HAS_IT:
                self.has_it(at)
            elif low == "if":
                self.trusted(at)
            elif low in wordings.WORKING and self.works_with(at):
                self.add(self.left(at), at, how="says")
            elif self.is_origin(at, low):
                self.comes_from(at)
        if not self.found:
            self.lists()
        if not self.found:
            self.nobody()

    def lists(self) -> None:
        """ "The list that Mediazona keeps has gone past 95,000 names", "the best of the lists, that of the BBC, held 95,000"."""
        for at, item in enumerate(self.view):
            if item.low not in wordings.KEPT and item.low.split(" ")[-1] not in wordings.KEPT:
                continue
            after = [one.low for one in self.view[at + 1 : at + _KEEPER]]
            that = next((k for k, low in enumerate(after[:3]) if low in ("that", "which", "that of", "those of")), None)
            if that is None:
                continue
            noun = self.right(at + 1 + that, near=True)
            if noun is None or noun.kind not in ("person", "body", "unnamed"):
                continue
            of = after[that].endswith(" of") or after[that + 1 : that + 2] == ["of"]
            kept = any(one.low in _KEEPS for one in self.view[noun.end : noun.end + 8])
            if (of and after[:1] == [","]) or (kept and not of):
                self.add(noun, at, how="keeps")
                return

    def tells_nothing(self, at: int) -> bool:
        """Whether a verb tells of money given, or of what is not said; who says nothing is known as silent."""
        if self.is_paying(at):
            return True
        if not self.is_unsaid(at):
            return False
        voiced = self.voiced
        self.add(self.left(at), at, how="silent")
        self.voiced = voiced
        return True

    def is_unsaid(self, at: int) -> bool:
        """ "Does not say how many", "has never given a figure", "publishes no tally": a verb of what was not stated."""
        view = self.view
        after = next(
            (j for j in range(at + 1, len(view)) if view[j].kind == MARK and view[j].low in ",;:.—–!?"), len(view)
        )
        if any(item.kind == FIGURE for item in view[at + 1 : after]):
            return False
        following = view[at + 1].low if at + 1 < len(view) else ""
        if following in ("no", "none", "neither", "nothing"):
            return True
        before = [item.low for item in view[max(0, at - 4) : at]]
        if before[-1:] and before[-1] in wordings.BE:
            return False  # "who asked not to be named"
        if before[-1:] == ["to"]:
            return not wordings.REFUSING.isdisjoint(before)
        return (
            any(low in ("not", "never", "cannot") or low.endswith((" not", "n't", "n’t")) for low in before)
            or "t" in before[-2:]
        )

    def is_paying(self, at: int) -> bool:
        """ "Offers recruits 1.9 million roubles", "to which Moscow adds 400,000": a deed with money, and nothing that is stated."""
        view = self.view
        if view[at].low not in wordings.PAYING:
            return False
        figure = next((j for j in range(at + 1, min(len(view), at + 7)) if view[j].kind == FIGURE), None)
        if figure is None or any(item.low in ("that", ":", "“") for item in view[at + 1 : figure]):
            return False
        found = view[figure].found
        money = found is not None and len(found.unit) == 3 and found.unit.isupper()
        return money or (figure == at + 1 and view[at].low.startswith("add"))

    def weighs(self, at: int) -> bool:
        """ "X is gloomier: 6,000": who is told to be bolder or more careful, right before a figure."""
        view = self.view
        return (
            at + 1 < len(view)
            and view[at + 1].kind == FIGURE
            and any(item.low in ("is", "was", "are", "were") for item in view[max(0, at - 10) : at])
        )

    def has_it(self, at: int) -> None:
        """ "As the ministry has it", "as Kyiv tells it": who tells it stands after what is told."""
        noun = self.ending(at - 2)
        if noun is None or noun.first < 1 or self.view[noun.first - 1].low not in ("as", "so") or noun.kind == "paper":
            return
        self.replaced(noun.first)
        self.add(noun, at - 1, how="says", after=noun.first > 1)

    def trusted(self, at: int) -> None:
        """ "If the General Staff is right", "if Kyiv is to be believed"."""
        noun = self.right(at, near=True) if not reckons_itself(self.view) else None
        if noun is None or noun.first != at + 1 or noun.owned or noun.kind in ("pronoun", "paper"):
            return
        end = noun.end
        if end < len(self.view) and self.view[end].low in ("is", "are", "can", "has", "was", "were"):
            near = self.view[end + 1 : end + 5]
            trust = next((one for one in near if one.low.split(" ")[-1] in wordings.TRUSTED), None)
            if trust is not None and not any(one.kind in (FIGURE, MARK) for one in near[: near.index(trust)]):
                self.replaced(noun.first)
                self.add(noun, end, how="says", after=at > 0)

    def is_origin(self, at: int, low: str) -> bool:
        """Whether what follows is where something comes from or goes back to."""
        if low == "to" and at > 1:
            return self.view[at - 1].low == "back" and self.view[at - 2].low in wordings.GOING
        return low in wordings.COMES_FROM or (low == "from" and at > 0 and self.view[at - 1].low in wordings.COMING)

    def comes_from(self, at: int) -> None:
        """ "The figure quoted most often, 150,000 dead, comes from X"."""
        before = self.view[max(0, at - _REACH) : at]
        if not any(one.low in wordings.NUMBERS or one.low in wordings.NUMBER_OF for one in before):
            return
        noun = self.right(at)
        speaks = noun is not None and (
            noun.kind in ("person", "body", "unnamed") or self.view[noun.last - 1].low in wordings.CAPITALS
        )
        if noun is not None and speaks:
            self.replaced(noun.first)
            self.add(noun, at, how="says", after=any(one.kind == FIGURE for one in before))

    def works_with(self, at: int) -> bool:
        """ "Officers work with a larger number"."""
        near = self.view[at + 1 : at + 6]
        return (
            bool(near)
            and near[0].low == "with"
            and any(one.low in wordings.NUMBERS | wordings.NUMBER_OF for one in near)
        )

    def replaced(self, first: int) -> None:
        """Forget what was heard of a phrase before."""
        start = self.view[first].start
        self.found = [one for one in self.found if one.start < start or one.start > start + 40 or one.how == "owns"]

    def nobody(self) -> None:
        """ "Some 1,000 of them are thought to remain": nobody in particular says so, and whoever spoke before speaks no more."""
        if not self.view:
            return
        start = self.view[0].start
        match = _NOBODY.search(self.page.text[start : self.view[-1].end])
        if match is None:
            return
        at = next(j for j, item in enumerate(self.view) if item.end >= start + match.end())
        if any(one.low in ("who", "which", "whom", "that", "whose") for one in self.clause(at)):
            return
        near = self.view[at : at + 15]
        if any(one.kind == FIGURE for one in (*self.clause(at), *near)) and not any(
            one.has("according") for one in near
        ):
            self.found.append(Voice("", self.view[at].start, self.view[at].end, at, "says"))

    def clause(self, at: int) -> list[Item]:
        """The words of its clause before a verb."""
        first = next(
            (j for j in range(at - 1, -1, -1) if self.view[j].kind == MARK and self.view[j].low in ",;:—–"), -1
        )
        return list(self.view[first + 1 : at])

    def closes_with(self, at: int, noun: Noun) -> bool:
        """ ", figures from the institute show." behind what they show."""
        view = self.view
        shows = view[noun.last] if noun.last < len(view) else None
        if at < 2 or view[at - 1].low != "," or noun.first < at or shows is None or not shows.has("say"):
            return False
        return noun.last + 1 >= len(view) or view[noun.last + 1].low in (".", ",", ";")

    def colon(self, at: int) -> None:
        """ "Zelenskyy was more careful: 50,000", and headlines of the form "Rutte: Russia loses 25,000"."""
        view = self.view
        first = self.nouns[0] if self.nouns and self.nouns[0].first <= 3 and not self.found else None
        if first is None or first.kind in ("paper", "pronoun") or not self.can_be_subject(first):
            return
        if first.end - first.first == 1 and view[first.first].low in wordings.LABELS:
            return
        between = view[first.end : min(at, first.end + 20)]
        if self.is_item(first, at) or (
            at <= 10
            and self.heads(first)
            and all(item.kind == TIME or item.low in wordings.BEFORE_COLON for item in between)
        ):
            self.add(first, at, how="says")
        elif first.end < at and any(item.kind == FIGURE for item in view[at + 1 : at + 4]):
            counts = any(item.has("reckoning") for item in between)
            capital = view[first.last - 1].low in wordings.CAPITALS
            known = first.last - first.head > 1 or view[first.last - 1].has("person")
            if (first.kind == "person" and known) or (
                (first.kind == "body" or capital) and (counts or self.weighs(at))
            ):
                self.add(first, at, how="says")

    def is_item(self, first: Noun, at: int) -> bool:
        """ "• The mediator: as many as 600,000 dead": who stands alone at the head of an entry, right before a figure."""
        view = self.view
        if view[0].kind != MARK or view[0].low not in _BULLETS or first.first != 1 or at > _LABEL:
            return False
        if any(item.kind == FIGURE for item in view[:at]) or not any(
            item.kind == FIGURE for item in view[at + 1 : at + 3]
        ):
            return False
        staff = any(item.low in wordings.STAFF for item in view[first.first : first.end]) or (
            first.end < at and view[first.end].low in wordings.AT_A_BODY and view[first.last - 1].low in wordings.STAFF
        )
        return first.kind == "unnamed" and (first.article in ("the", "a", "an", "one", "another") or staff)

    def ellipses(self) -> None:
        """ "Zelenskyy's has risen to 4,000": an owner whose estimate was named before."""
        for noun in self.nouns:
            after = noun.end + 2
            if not noun.owned or noun.kind not in ("person", "body"):
                continue
            if self.are_owned_by(noun):
                self.add(
                    noun, noun.first - 1, how="owns", after=any(item.kind == FIGURE for item in self.view[: noun.first])
                )
                continue
            if after >= len(self.view):
                continue
            if self.view[after].low in ("has", "had", "is", "was", "stands", "stood", "rose"):
                self.add(noun, noun.end, how="owns")

    def are_owned_by(self, noun: Noun) -> bool:
        """ "422,000 signed: the figures are the minister's": whose numbers they are said to be."""
        view, first, after = self.view, noun.first, noun.end + 2
        if first < 2 or view[first - 1].low not in ("is", "are", "was", "were"):
            return False
        closed = after >= len(view) or view[after].kind == MARK or view[noun.end].kind == MARK
        return closed and view[first - 2].low in wordings.NUMBERS

    def is_plural_noun(self, noun: Noun, at: int) -> bool:
        """Whether a word such as "posts" or "records" is no verb: nothing follows that could be stated, nor does it trail."""
        if self.view[at].low not in wordings.NOUNS_TOO or self.trails(noun, at) or self.is_told_further(at):
            return False
        after = self.view[at + 1] if at + 1 < len(self.view) else None
        return after is None or after.low in (
            ".",
            ",",
            ";",
            ")",
            "and",
            "or",
            "for",
            "of",
            "in",
            "from",
            "on",
            "by",
            "as",
            *wordings.BE,
        )

    def is_told_further(self, at: int) -> bool:
        """ "X, who claims in his memoirs", "analysts estimate from video that …": the word is a verb whatever stands next."""
        if at > 1 and self.view[at - 1].low in ("who", "which") and self.view[at - 2].low == ",":
            return True
        for item in self.view[at + 1 : at + 9]:
            if item.low == "that":
                return True
            if item.kind in (FIGURE, MARK):
                return False
        return False

    def is_aside_of_ours(self, noun: Noun) -> bool:
        """ "the totals that we were free to publish"."""
        return (
            noun.article in ("we", "i")
            and noun.first > 0
            and self.view[noun.first - 1].low in ("that", "which", "what", "whom")
        )


_NOBODY = re.compile(
    r"\b(?:is|are|was|were|been)(?: \w+ly| now| also| still| widely| then| often)? "
    r"(?:(?:thought|believed|estimated|reckoned|understood|assumed|presumed|rumoured|rumored|said|reported) to"
    r"|(?<=ly )(?:given|put|quoted|cited|set) (?:as|at)|(?<=often )(?:given|put|quoted|cited|set) (?:as|at))\b",
    re.IGNORECASE,
)
