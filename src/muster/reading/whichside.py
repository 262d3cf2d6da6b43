"""Whose people a figure counts, among the sides that its sentence names, that stand around it or have been spoken of, and none.

What the rules made of it is one of the options. Signs say how a side comes to be one: where it is named and by what words, who speaks and
against whom, what was counted before; `lexicon/sides.toml` says what each is worth.

Invariant: only a side that the text names or that stands against one, and none; what the figure's own phrase says stands.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from muster.reading import nearness as near
from muster.reading import whose
from muster.reading.borrowing import Measured
from muster.reading.camps import opponent
from muster.reading.choosing import Options
from muster.reading.context import FIGURE, REACH, Item
from muster.reading.discourse import Draft
from muster.reading.layout import Kind
from muster.reading.signs import nearness, stem
from muster.reading.spot import Spot
from muster.reading.voices import Voice
from muster.reading.votes import BOTH, Side
from muster.reading.whichdays import sort_of
from muster.reading.whichvoice import name_of

Whose = Options[str | None, str | None]

# Rules that take a side from what is around, or that another side beside it may gainsay; the others each know a turn of their own.
ASKED = frozenset(
    [
        "carried over", "as the figure before", "no side named", "the side most spoken of", "the speaker's own", "the speaker's own people",
        "the speaker's enemy", "before", "after", "place", "the side that gains", "the side it stands for", "whose one loss is the unit",
        "fighters of both sides and civilians", "the dead of the war", "its own land", "beside the cue", "subject", "admitted",
        "whose office logs it",
    ]
)  # fmt: skip
_SURE = frozenset(["in the figure's phrase", "as the same figure before"])
_MOST = 24  # sides named in a sentence that are looked at
_ABOVE = 12  # blocks back to a heading
_LINE = 80  # characters of a line that says what the rows below are
_LEAD = 8  # items that open a paragraph
_CLAIMS = 200  # claims before that are looked at
_WORDS = 5  # items to either side whose words are signs
_AROUND, _BEHIND = 12, 6  # items to either side where "enemy" or "our" is looked for
_FOES = frozenset(
    "enemy enemies adversary adversaries opponent opponents opposite attackers invaders occupiers facing rival intruders".split()
)
_OWNERS = {
    "our": "ours",
    "we": "ours",
    "us": "ours",
    "their": "theirs",
    "its": "theirs",
    "his": "theirs",
    "her": "theirs",
}


def is_open(spot: Spot, side: Side) -> bool:
    """Whether the rules take the side from elsewhere than words that know it, and the paragraph is of this war. Who is learning asks
    wherever the figure's own phrase or another telling of it does not say."""
    asked = side.rule not in _SURE if spot.memory.chooser.learning else side.rule in ASKED
    return asked and BOTH not in (side.code, side.people) and not whose.about_another_war(spot)


def options(spot: Spot, decided: Measured, *, voice: Voice | None, civilian: bool, ruled: Side) -> Whose:
    """The sides that the figure may be of, that of the rules among them."""
    return _Asking(spot, decided, voice, civilian, ruled).options()


class _Asking:
    """The options of one figure while they are gathered."""

    def __init__(self, spot: Spot, decided: Measured, voice: Voice | None, civilian: bool, ruled: Side) -> None:
        self.spot, self.decided, self.voice, self.civilian, self.ruled = spot, decided, voice, civilian, ruled
        self.page, self.view, self.at = spot.page, spot.view, spot.at
        self.sort = "civil" if civilian else sort_of(decided.measure)
        self.role = decided.cue.role if decided.cue is not None else "none"
        first = max(0, self.at - REACH)
        self.named = [
            j
            for j in range(first, min(len(self.view), self.at + REACH))
            if self.view[j].party is not None and j != self.at
        ][-_MOST:]
        sides = {self.view[j].party for j in self.named if self.view[j].has("side")}
        close = self.view[max(0, self.at - _AROUND) : self.at + _BEHIND]
        self.foe = any(_is_foe(item) for item in close)
        self.owner = next((_OWNERS[item.low] for item in close if item.low in _OWNERS), "")
        self.has = f"{min(2, len(sides))}{'f' if self.foe else ''}{self.owner[:1]}"
        self.out: Whose = Options()

    def options(self) -> Whose:
        """All of them."""
        self._none()
        for j in self.named:
            self._named(j)
        self._foe()
        self._around()
        self._speaking()
        self._of_claims()
        ruled, rule = self.ruled.code or None, self.ruled.rule
        by = (
            "",
            f",{rule}",
            f",{rule},{self.has}",
            f",{rule},{self.sort}",
            f",{rule},{int(5 * self.ruled.confidence)}",
            f",{rule},{self.spot.row}",
        )
        self.out.put(ruled, ruled, signs=[f"ruled{one}" for one in by])
        return self.out

    def _put(self, code: str | None, signs: Iterable[str], *, weight: float = 1.0) -> None:
        self.out.put(code, code, signs=signs, weight=weight)

    def _none(self) -> None:
        has, sort, kind = self.has, self.sort, self.page.blocks[self.spot.here.block].kind.value
        tags = self.spot.here.tags
        signs = [
            "none", f"none,{has}", f"none,{sort}", f"none,{sort},{has}", f"none,{kind},{has}", f"none,{self.role}",
            f"none,both {'both_sides' in tags}", f"none,war {self.page.war is not None}", f"none,{self.decided.rule}",
            f"none,states {min(3, len(self.page.main))}", f"none,{sort},within {bool(self.page.war and self.page.war.government)}",
        ]  # fmt: skip
        self._put(None, signs)
        self._put(None, [f"none~{word}" for word in sorted(self._words())], weight=0.6)

    def _words(self) -> set[str]:
        near_by = self.view[max(0, self.at - _WORDS) : self.at + _WORDS]
        return {stem(word) for item in near_by if not item.party for word in item.low.split() if word.isalpha()}

    # -------------------------------------------------------------- named in the sentence
    def _named(self, j: int) -> None:
        view, at, code = self.view, self.at, self.view[j].party
        low, high = min(j, at), max(j, at)
        between = view[low + 1 : high]
        side = "L" if j < at else "R"
        kind = _kind(view[j])
        far = next((f"within {most}" for most in (1, 3, 6, 12) if high - low <= most), "far")
        figures = min(2, sum(item.kind == FIGURE for item in between))
        walls = min(2, sum(near.is_wall(item) for item in between))
        commas = min(2, sum(item.low == "," for item in between))
        others = min(2, len({view[k].party for k in self.named if low < k < high} - {code}))
        before = view[j - 1].low.split(" ")[-1] if j else "^"
        if before == "the":
            before = view[j - 2].low.split(" ")[-1] if j > 1 else "^"
        after = view[j + 1].low.split(" ")[0] if j + 1 < len(view) else "$"
        speaks = self.voice is not None and self.voice.start <= view[j].start < self.voice.end
        told = near.describes_speaker(view, j)
        place = near.after_place(view, j)
        score, rule = near.closeness(view, j, at=at, cue=self.decided.cue)
        first = j == self.named[0]
        signs = [
            "named", f"named,{side}", f"named,{side},{kind}", f"named,{side},{far}", f"named,{side},{kind},{far}",
            f"named,{side},figures {figures},{kind}", f"named,{side},figures {figures},walls {walls},others {others}",
            f"named,{side},walls {walls},commas {commas},{kind}", f"named,{side},others {others},{self.has}",
            f"named,{kind},speaks {speaks},told {told}", f"named,{kind},place {place},{side}",
            f"named,{rule}", f"named,{rule},{self.role}", f"named,{rule},{int(max(-2.0, min(8.0, score)))}",
            f"named,{side},before~{before}", f"named,{side},{kind},before~{before},figures {min(1, figures)}",
            f"named,{side},after~{stem(after)}", f"named,{kind},after~{stem(after)},{self.role}",
            f"named,{self.role},{side},{kind}", f"named,{self.role},{side},{self.sort}", f"named,{self.sort},{kind},{side}",
            f"named,first {first},opens {j < 2},{side},{kind}", f"named,{side},{kind},{self.decided.measure}",
        ]  # fmt: skip
        self._put(code, signs)
        other = opponent(code, self.page)
        if other is not None:
            signs = [
                "facing", f"facing,{side},{self.role}", f"facing,{side},{kind},{self.role}", f"facing,{kind},{self.sort}",
                f"facing,{side},after~{stem(after)}", f"facing,{kind},speaks {speaks},{self.role}", f"facing,before~{before},{self.role}",
                f"facing,{self.decided.measure},{side},{kind}", f"facing,{rule},{self.role}",
            ]  # fmt: skip
            self._put(other, signs)

    def _foe(self) -> None:
        """Where the sentence says "the enemy", or "our", "their": of or against who speaks, publishes or was spoken of."""
        how = "foe" if self.foe else self.owner
        if not how:
            return
        page, memory = self.page, self.spot.memory
        for tag, code in (
            ("speaker", whose.side_of_speaker(self.spot, self.voice)),
            ("office", page.office),
            ("home", page.home),
            ("carried", memory.side),
            ("here", page.here),
            ("main", page.main[0] if page.main else None),
        ):
            if code is None or code == BOTH:
                continue
            self._put(code, [f"{how},{tag}", f"{how},{tag},{self.has}"])
            other = opponent(code, page)
            if other is not None:
                self._put(other, [f"{how},against {tag}", f"{how},against {tag},{self.has}"])

    # -------------------------------------------------------------- around the sentence
    def _around(self) -> None:
        page, memory, here = self.page, self.spot.memory, self.spot.here
        has, sort = self.has, self.sort
        total = max(1, sum(page.named.values()))
        for rank, side in enumerate(page.main[:4]):
            share = 4 * page.named.get(side, 0) // total
            inside = page.war is None or page.war.party(side) is not None
            signs = [
                f"main {rank}",
                f"main {rank},{has}",
                f"main,share {share}",
                f"main {rank},{sort}",
                f"main,{inside}",
            ]
            self._put(side, [*signs, f"main,{inside},{has},{share}", f"main {rank},{self.role}"])
        for tag, code in (("topic", page.topic), ("office", page.office), ("home", page.home), ("here", page.here)):
            self._standing(tag, code)
        if memory.side not in (None, BOTH):
            gap = min(3, here.block - memory.side_block)
            self._put(memory.side, ["carried", f"carried,{gap}", f"carried,{gap},{has}", f"carried,{gap},{sort}"])
        self._before()
        self._headed()

    def _before(self) -> None:
        """The first and the last side that each of the two sentences before names."""
        page, here, has = self.page, self.spot.here, self.has
        for number in range(self.spot.number - 1, max(-1, self.spot.number - 3), -1):
            other, gap = page.sentences[number], self.spot.number - number
            same = "block" if other.block == here.block else page.blocks[other.block].kind.value
            sides = [item for item in other.view[:REACH] if item.party]
            only = len({item.party for item in sides if item.has("side")}) < 2
            for where, item in (("first", sides[0]), ("last", sides[-1])) if sides else ():
                signs = [f"{where} before,{gap},{same}", f"{where} before,{gap},{same},{has}"]
                self._put(item.party, [*signs, f"{where} before,{_kind(item)},{has},{only}"])

    def _standing(self, tag: str, code: str | None) -> None:
        if code is None:
            return
        self._put(
            code,
            [tag, f"{tag},{self.has}", f"{tag},{self.sort}", f"{tag},{self.sort},{self.has}", f"{tag},{self.role}"],
        )
        other = opponent(code, self.page)
        if other is not None:
            self._put(
                other, [f"not {tag}", f"not {tag},{self.has}", f"not {tag},{self.sort}", f"not {tag},{self.role}"]
            )

    def _headed(self) -> None:
        """Sides of the heading or label above and of the words that open the paragraph."""
        page, here, has = self.page, self.spot.here, self.has
        block = page.blocks[here.block]
        opening = next(iter(self._items(block.start, block.end)), None)
        if opening is not None:
            ends = min(block.end, opening.start + 60)
            for item in self._items(block.start, ends):
                if item.party and item.start < self.view[self.at].start:
                    self._put(item.party, ["opens", f"opens,{_kind(item)},{has}", f"opens,{block.kind.value},{has}"])
                    break
        above = next((k for k in range(here.block - 1, max(-1, here.block - _ABOVE), -1) if self._heads(k)), None)
        if above is not None:
            self._under(above)
        title = self._items(page.blocks[0].start, page.blocks[0].end) if here.block else []
        named = {item.party for item in title if item.party and item.has("side")}
        for code in sorted(named):
            self._put(
                code,
                [f"title,{len(named) == 1}", f"title,{len(named) == 1},{has}", f"title,{len(named) == 1},{self.sort}"],
            )

    def _heads(self, number: int) -> bool:
        """Whether a block is a heading, or a line before rows that says what they are."""
        block = self.page.blocks[number]
        if block.kind is Kind.HEADING:
            return True
        words = self._items(block.start, block.end)
        return block.end - block.start < _LINE and all(item.kind != FIGURE for item in words)

    def _under(self, above: int) -> None:
        """Sides that the heading names, or who stands against whom where it says "the enemy"."""
        page, here, has = self.page, self.spot.here, self.has
        heading = self._items(page.blocks[above].start, page.blocks[above].end)
        named = [item for item in heading if item.party]
        gap = min(3, here.block - above)
        only = len({one.party for one in named}) == 1
        for item in named:
            self._put(
                item.party,
                [
                    f"headed,{only}",
                    f"headed,{only},{has}",
                    f"headed,{only},{gap}",
                    f"headed,{_kind(item)},{only},{has}",
                ],
            )
        lead = self._items(page.blocks[here.block].start, self.view[self.at].start)[:_LEAD]
        for where, words in (("headed", heading), ("led", lead)):
            if not any(_is_foe(item) for item in words):
                continue
            for tag, code in (
                ("office", page.office), ("home", page.home), ("carried", self.spot.memory.side), ("here", page.here),
                ("main", page.main[0] if page.main else None),
            ):  # fmt: skip
                other = opponent(code, page) if code not in (None, BOTH) else None
                if other is not None:
                    self._put(other, [f"{where} as foe,{tag}", f"{where} as foe,{tag},{has}"])

    def _items(self, start: int, end: int) -> list[Item]:
        first = bisect_left(self.page.items, start, key=_start)
        last = bisect_left(self.page.items, end, key=_start)
        return self.page.items[first : min(last, first + REACH)]

    def _speaking(self) -> None:
        """The side of who is credited, and who stands against it."""
        code = whose.side_of_speaker(self.spot, self.voice)
        if code is None or code == BOTH:
            return
        kind = self.voice.kind if self.voice is not None else "office"
        self._put(code, self._by("own", kind))
        other = opponent(code, self.page)
        if other is not None:
            self._put(other, self._by("enemy", kind))

    def _by(self, tag: str, kind: str) -> list[str]:
        has, measure = self.has, self.decided.measure
        return [
            f"speaker's {tag}", f"speaker's {tag},{has}", f"speaker's {tag},{self.sort},{has}", f"speaker's {tag},{measure}",
            f"speaker's {tag},{kind},{self.sort}", f"speaker's {tag},{self.role},{has}", f"speaker's {tag},{measure},{has},{self.role}",
        ]  # fmt: skip

    # -------------------------------------------------------------- claims before
    def _of_claims(self) -> None:
        drafts, has = self.spot.memory.drafts[-_CLAIMS:], self.has
        if not drafts:
            return
        last = drafts[-1]
        where = nearness(self.page, self.spot.number, other=last.sentence)
        same = last.claim.measure is self.decided.measure
        went_on = self.decided.inherited is last
        voiced = name_of(last.voice) == name_of(self.voice)
        anew = (
            any(self.view[j].has("side") and self.view[j].start > last.claim.place.end for j in self.named)
            and where == "sentence"
        )
        self._told(
            "last", last, where, f"{where},{has}", f"{where},{same},{has}", f"{where},{self.sort}", f"{where},{went_on},{has}",
            f"{where},{voiced},{same}", f"{where},{anew}", f"{where},{anew},{went_on}", f"{self.spot.row},{where},{has}",
        )  # fmt: skip
        if len(drafts) > 1:
            self._told("last but one", drafts[-2], where, has)
        block = self.spot.here.block
        self._told(
            "first", next((one for one in drafts if self.page.sentences[one.sentence].block == block), None), has
        )
        self._told("goes with", self.decided.inherited, has, self.sort)
        self._told("again", self.spot.memory.first_of.get(self.spot.numbers), has, self.sort)
        mine = [one for one in drafts if name_of(one.voice) == name_of(self.voice) and name_of(self.voice)]
        self._told("said before", mine[-1] if mine else None, has, self.sort)
        alike = [one for one in drafts if one.claim.measure is self.decided.measure]
        self._told("alike", alike[-1] if alike else None, has, str(self.decided.measure))
        code, count = Counter(_code(one) for one in drafts).most_common(1)[0]
        self._put(code, ["most", f"most,{has}", f"most,{4 * count // len(drafts)},{has}"])

    def _told(self, tag: str, draft: Draft | None, *signs: str) -> None:
        if draft is not None:
            code = _code(draft)
            self._put(code, [tag, *(f"{tag},{sign},{code is None}" for sign in signs)])


def _code(draft: Draft) -> str | None:
    return draft.claim.party.code if draft.claim.party is not None else None


def _is_foe(item: Item) -> bool:
    return item.has("foe") or any(word in _FOES for word in item.low.split(" "))


def _kind(item: Item) -> str:
    if not item.has("side"):
        return "office"
    return next((tag for tag in ("demonym", "country", "group", "seat") if item.has(tag)), "side")


def _start(item: Item) -> int:
    return item.start
