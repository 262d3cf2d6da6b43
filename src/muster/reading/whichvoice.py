"""Who is credited with a figure, among those who speak, are named or have spoken, and nobody.

What the rules made of it is one of the options. Signs say how somebody comes to be one, by what words and how near, and what the figure
is; `lexicon/voices.toml` says what each is worth.

Invariant: only somebody whom the text names, and nobody for the document's own voice; whom the rules hear in the figure's own sentence
stands.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from muster.numbers.values import value
from muster.reading import exactness, turns
from muster.reading.borrowing import Measured
from muster.reading.choosing import Options
from muster.reading.context import FIGURE, REACH, Item
from muster.reading.discourse import Draft
from muster.reading.measuring import View
from muster.reading.signs import nearness, stem
from muster.reading.spot import Spot
from muster.reading.voices import Voice
from muster.reading.whichdays import sort_of

Who = Options[str | None, Voice | None]

_QUIET = frozenset(["silent", "subject", "owns"])  # voices that are not said to state anything
_PARTING = frozenset([",", ";", ":", "—", "–", "("])
_TURNING = frozenset(["but", "while", "whereas", "and"])
_MOST = 30  # voices that are looked at
_CLAIMS = 200  # claims before that are looked at
_OPENED = 2000  # characters back to where a quotation may have been opened
_WORDS, _TAGS = 5, 2  # items to either side whose words and tags are signs
_TOLD_BY = ("reckoning", "paper", "say", "according", "status.estimate", "status.count")


def name_of(voice: Voice | None) -> str | None:
    """The name of a voice, None for nobody."""
    return (voice.name or None) if voice is not None else None


def is_open(spot: Spot, ruled: Voice | None) -> bool:
    """Whether the rules credit nobody, or somebody from elsewhere in the text, and the document does not reckon for itself. Who is learning
    asks everywhere."""
    if spot.memory.chooser.learning:
        return True
    if spot.memory.floor.heard[spot.number].own:
        return False
    return ruled is None or not ruled.name or not spot.here.start <= ruled.start < spot.here.end


def options(spot: Spot, decided: Measured, *, spoken: Iterable[Voice], ruled: Voice | None) -> Who:
    """Those who may be credited with the figure, whom the rules credit among them."""
    own = [voice for voice in spoken if voice.name and abs(voice.at - spot.at) < REACH]
    return _Asking(spot, decided, own[:_MOST], ruled).options()


@value(frozen=True, slots=True)
class _Lie:
    """How a voice of the sentence lies to the figure: on which side, how far, with what between."""

    side: str
    far: str
    figures: int
    marks: int
    turns: bool
    stops: bool
    others: int


class _Asking:
    """The options of one figure while they are gathered."""

    def __init__(self, spot: Spot, decided: Measured, own: list[Voice], ruled: Voice | None) -> None:
        self.spot, self.decided, self.own, self.ruled = spot, decided, own, ruled
        self.page, self.view, self.at = spot.page, spot.view, spot.at
        self.floor, self.drafts = spot.memory.floor, spot.memory.drafts[-_CLAIMS:]
        self.block = self.page.blocks[spot.here.block]
        item = self.view[self.at]
        self.form = "to the man" if exactness.to_the_man(item) else "exact" if exactness.is_exact(item) else "hedged"
        loud = any(voice.how not in _QUIET for voice in own)
        self.has = "said" if loud else "named" if own else "none"
        self.sort = sort_of(decided.measure)
        self.quoted = item.start - self.block.start < _OPENED and turns.in_quotes(self.page, item.start)
        self.out: Who = Options()

    def options(self) -> Who:
        """All of them."""
        self._nobody()
        for voice in self.own:
            self._put(voice, self._of_sentence(voice))
        floor, credit = self.floor, self.floor.credit
        for tag, carried in (
            ("floor", floor.voice), ("talker", floor.talker), ("label", floor.label), ("lead", floor.lead), ("guest", floor.interviewee),
            ("headed", floor.headed), ("topic", floor.topic), ("paragraph", floor.head), ("body", floor.body), ("person", floor.person),
        ):  # fmt: skip
            self._carried(tag, carried)
        if credit is not None:
            self._carried(f"credit {credit.covers(self.block)}", credit.voice)
        self._of_claims()
        self._named()
        how = self.ruled.how if self.ruled is not None and self.ruled.name else "nobody"
        kind = self.block.kind.value
        by = ("", f",{how}", f",{how},{self.has}", f",{how},{self.sort}", f",{how},{kind}")
        self._put(self.ruled, [f"ruled{one}" for one in by])
        return self.out

    def _put(self, voice: Voice | None, signs: Iterable[str], *, weight: float = 1.0) -> None:
        name = name_of(voice)
        self.out.put(name, voice if name else None, signs=signs, weight=weight)

    # -------------------------------------------------------------- nobody
    def _nobody(self) -> None:
        spot, has, sort = self.spot, self.has, self.sort
        kind, heard = self.block.kind.value, self.floor.heard[spot.number]
        floor = bool(name_of(self.floor.voice))
        opens = spot.here.start == self.block.start
        signs = [
            "nobody", f"nobody,{kind},{has}", f"nobody,{sort}", f"nobody,{sort},{self.form}", f"nobody,{sort},{has}",
            f"nobody,{has},{floor}", f"nobody,{kind},{has},{floor}", f"nobody,{self.quoted}", f"nobody,{self.quoted},{has}",
            f"nobody,own {heard.own}", f"nobody,ours {heard.ours}", f"nobody,office {spot.memory.office is not None}",
            f"nobody,{self.decided.rule}", f"nobody,opens {opens},{has},{floor}",
        ]  # fmt: skip
        self._put(None, signs)
        lean = [f"nobody:{tag}" for tag in sorted(_tags(self.view, self.at))]
        lean += [f"nobody~{word}" for word in sorted(_words(self.view, self.at))]
        self._put(None, lean, weight=0.6)
        tags = spot.here.tags
        for tag in _TOLD_BY:
            if tag in tags:
                self._put(None, [f"nobody,with {tag}", f"nobody,with {tag},{has}"])

    # -------------------------------------------------------------- those of the sentence
    def _of_sentence(self, voice: Voice) -> list[str]:
        view, kind, how = self.view, self.block.kind.value, voice.how
        lie = self._lie(voice)
        side, many = lie.side, min(len(self.own), 3)
        verb = stem(view[voice.at].low.split(" ")[-1]) if voice.at < len(view) else ""
        return [
            "voice", f"voice,{side}", f"voice,{how}", f"voice,{how},{side},{voice.after}", f"voice,{voice.kind}",
            f"voice,{how},{voice.kind}", f"voice,{side},{lie.far}", f"voice,{side},figures {min(lie.figures, 3)}",
            f"voice,{side},figures {min(lie.figures, 2)},others {min(lie.others, 2)},{how}",
            f"voice,{side},marks {min(lie.marks, 3)},{how}",
            f"voice,stops {lie.stops},{side}", f"voice,turns {lie.turns},{side},others {min(lie.others, 1)}", f"voice,of {many}",
            f"voice,of {many},{side},{how}", f"voice,aside {voice.aside}", f"voice,{voice.word}", f"voice,paper {bool(voice.paper)}",
            f"voice,{self.sort},{how}", f"voice,{self.form},{how}", f"voice,source {voice.source is not None}", f"voice~{verb}",
            f"voice~{verb},{side}", f"voice,{side},{kind},{how}", f"voice,quoted {self.quoted},{side},{how}",
            f"voice,of a side {voice.party is not None},{how},{self.sort}",
        ]  # fmt: skip

    def _lie(self, voice: Voice) -> _Lie:
        view, at, start = self.view, self.at, self.view[self.at].start
        low, high = min(voice.at, at), max(voice.at, at)
        between = view[low + 1 : high]
        first, last = min(voice.start, start), max(voice.start, start)
        return _Lie(
            "L" if voice.start < start else "R",
            next((f"within {most}" for most in (1, 4, 9, 18) if high - low <= most), "far"),
            sum(item.kind == FIGURE for item in between),
            sum(item.low in _PARTING for item in between),
            any(item.low in _TURNING for item in between),
            any(item.low == ";" for item in between),
            sum(one is not voice and first < one.start < last for one in self.own),
        )

    # -------------------------------------------------------------- those carried to it
    def _carried(self, tag: str, voice: Voice | None) -> None:
        if voice is None or not voice.name:
            return
        has, here = self.has, self.spot.here
        inside = here.start <= voice.start < here.end
        where = "sentence" if inside else "block" if self.block.start <= voice.start < self.block.end else "text"
        signs = [
            tag, f"{tag},{self.block.kind.value},{has}", f"{tag},{has},{voice.how}", f"{tag},{where},{has}", f"{tag},{voice.kind},{has}",
            f"{tag},{self.sort},{has}", f"{tag},{self.form},{has}", f"{tag},quoted {self.quoted},{has}",
            f"{tag},own {self.floor.heard[self.spot.number].own}", f"{tag},{where},{voice.how},{voice.kind},{has}",
        ]  # fmt: skip
        self._put(voice, signs)

    def _of_claims(self) -> None:
        """Those credited with the claims before."""
        drafts, has, kind = self.drafts, self.has, self.block.kind.value
        if not drafts:
            return
        last, before = drafts[-1], sum(item.kind == FIGURE for item in self.view[max(0, self.at - REACH) : self.at])
        where, nobody = nearness(self.page, self.spot.number, other=last.sentence), not name_of(last.voice)
        same = last.claim.measure is self.decided.measure
        went_on = self.decided.inherited is last
        signs = [
            "last", f"last,{where}", f"last,{where},{same},{has}", f"last,{where},{has},{nobody}", f"last,{where},{self.sort}",
            f"last,{where},{kind},{nobody}", f"last,{where},goes on {went_on},{nobody}", f"last,{where},figures {min(before, 2)},{has}",
        ]  # fmt: skip
        self._put(last.voice, signs)
        if len(drafts) > 1:
            self._told("last but one", drafts[-2], f"{has}", f"{where},{has}")
        block = self.spot.here.block
        first = next((one for one in drafts if self.page.sentences[one.sentence].block == block), None)
        self._told("first", first, has, kind)
        self._told("goes with", self.decided.inherited, has)
        self._told("again", self.spot.memory.first_of.get(self.spot.numbers), has, f"{self.form},{kind}")
        often = Counter(name_of(one.voice) for one in drafts)
        name, count = often.most_common(1)[0]
        most = next(one for one in drafts if name_of(one.voice) == name)
        self._told("most", most, has, kind, f"{4 * count // len(drafts)}")

    def _told(self, tag: str, draft: Draft | None, *signs: str) -> None:
        if draft is not None:
            nobody = not name_of(draft.voice)
            self._put(draft.voice, [tag, *(f"{tag},{sign},{nobody}" for sign in signs)])

    def _named(self) -> None:
        """Those whom this sentence or the ones next to it name."""
        page, view, number, has = self.page, self.view, self.spot.number, self.has
        heard, start, kind = self.floor.heard, view[self.at].start, self.block.kind.value
        for voice in _near((*heard[number].people, *heard[number].bodies), start):
            first = bisect_left(view, voice.start, key=_start)
            last = bisect_left(view, voice.end, key=_end)
            after = view[last + 1].low.split(" ")[0] if last + 1 < len(view) else "$"
            before = view[first - 1].low.split(" ")[-1] if first else "^"
            left = voice.start < start
            signs = [
                "named",
                f"named,{left}",
                f"named,{left},{has}",
                f"named,{voice.kind},{has}",
                f"named,{left},{kind},{has}",
            ]
            self._put(voice, [*signs, f"named,before~{after}", f"named,after~{before}"])
        if number:
            told = heard[number - 1]
            same = page.sentences[number - 1].block == self.spot.here.block
            for voice in _near(told.voices, start):
                self._put(voice, ["before", f"before,{same},{has}", f"before,{same},{voice.how},{has}"])
            for voice in _near((*told.people, *told.bodies), start):
                self._put(
                    voice, ["named before", f"named before,{same},{has}", f"named before,{same},{voice.kind},{has}"]
                )
        if number + 1 < len(page.sentences) and page.sentences[number + 1].block == self.spot.here.block:
            for voice in _near(heard[number + 1].voices, start):
                self._put(voice, [f"after,{voice.how},{has},{voice.after}", f"after,quoted {self.quoted},{has}"])


def _near(voices: Sequence[Voice], start: int) -> list[Voice]:
    """Those that have a name and stand near, in their order."""
    return [voice for voice in voices if voice.name and abs(voice.start - start) < _OPENED][:_MOST]


def _start(item: Item) -> int:
    return item.start


def _end(item: Item) -> int:
    return item.end


def _tags(view: View, at: int) -> set[str]:
    near: Iterable[Item] = view[max(0, at - _TAGS) : at + _TAGS + 1]
    return {tag for item in near for tag in item.tags if "." in tag or tag in ("monthly", "share")}


def _words(view: View, at: int) -> frozenset[str]:
    words = (word for item in view[max(0, at - _WORDS) : at + _WORDS] for word in item.low.split())
    return frozenset(stem(word) for word in words if word.isalpha())
