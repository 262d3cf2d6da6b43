"""Which days a figure is of, among those that its sentence, the ones before, the claims before and the war offer.

What the rules made of it is one of the options. Signs say where the days come from, how they lie to the figure, what the figure is of and
what shape the days have; `lexicon/days.toml` says what each is worth.

Invariant: only days that the text gives, or that follow from it by the forms of the language ("since" ends on the day of speaking); what
the rules find by words of the figure's own sentence stands.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from muster.claims.errors import ValueRefused
from muster.claims.measures import Measure, Status
from muster.claims.period import UNDATED, Period
from muster.numbers.values import value
from muster.reading import idle, tolls
from muster.reading.asked import LEVELS, PAY, TOLLS, Asked, Timed
from muster.reading.choosing import Options, Words
from muster.reading.context import FIGURE, REACH, TIME, Item
from muster.reading.dates import Relation, Time
from muster.reading.layout import Kind
from muster.reading.measuring import GAIN, View
from muster.reading.signs import nearness, stem
from muster.reading.spot import Spot

Days = Options[Period, Timed]

ASKED = frozenset(
    {
        "no time is given", "as the figure before", "as in the sentence before", "until", "the time the paragraph speaks of",
        "the days the bulletin is for", "the day the report is of", "a running toll of the war",
    }
)  # fmt: skip
"""The rules that find no days, or carry them from elsewhere in the text."""

_TIMES, _BACK = 5, 4  # of a sentence, the nearest first; claims before that are looked at one by one
_OTHERS = 8  # periods of claims further back
_HEAD = 4  # sentences at the head of a text
_CLAIMS = 200  # claims before that are looked at
_WORDS = 4  # items to either side whose words are signs
_NOW, _NOW_REACH = frozenset(["now", "currently", "today", "at present", "lately", "these days", "nowadays"]), 5
_IN_ALL = frozenset(["in all", "all", "altogether", "in total", "total", "overall"])
_STILL = frozenset("now currently today already far date still".split())


@value(frozen=True, slots=True, kw_only=True)
class Dated:
    """What is known of a figure when its days are chosen: what it is of, whether a rate, on whose word, by what right."""

    measure: Measure
    rate: bool
    speaker: str | None
    party: str | None
    status: Status

    @property
    def sort(self) -> str:
        """The sort of measure, and whether it is a rate."""
        return f"{sort_of(self.measure)},{'rate' if self.rate else 'total'}"


def sort_of(measure: Measure) -> str:
    """Measures that behave alike in time."""
    if measure in LEVELS:
        return "level"
    if measure in PAY:
        return "pay"
    if measure in TOLLS:
        return "toll"
    if measure in GAIN or measure in (Measure.RETURNED, Measure.DESERTED):
        return "gain"
    return str(measure)


def is_open(spot: Spot, dated: Dated, *, ruled: Timed) -> bool:
    """Whether the rules find no days or carry them; who is learning asks everywhere. What words of the text settle is asked by nobody."""
    asked = spot.memory.chooser.learning or ruled.rule in ASKED
    return asked and not _stands(spot, dated, ruled=ruled)


def _stands(spot: Spot, dated: Dated, *, ruled: Timed) -> bool:
    """Whether words say that a figure without days is of the present, in all, or of another war; or its section is of one war."""
    days = spot.memory.days
    if ruled.period != UNDATED:
        return bool(days.wars) and days.war is not None and ruled.period.start == days.war.start
    first = max(0, spot.at - REACH)
    view, at = spot.view[first : spot.at + REACH], spot.at - first
    near = view[max(0, at - _NOW_REACH) : at + _NOW_REACH]
    now = (dated.rate or dated.measure in LEVELS) and any(item.low in _NOW for item in near)
    if now or any(item.low in _IN_ALL for item in view[at + 1 : at + 4]):
        return True
    if _another_begins(spot, dated, view) or idle.of_late(view, at) or idle.of_no_days_told(view, at, rate=dated.rate):
        return True
    asked = Asked(
        view=view, at=at, measure=dated.measure, rate=dated.rate, stated=frozenset(), said=ruled.said, page=spot.page, gates=spot.gates,
    )  # fmt: skip
    return tolls.of_another_war(asked, fronted=True)


def _another_begins(spot: Spot, dated: Dated, view: View) -> bool:
    """Whether somebody else begins a paragraph here without a time: the days that others told of are not theirs."""
    last = spot.memory.drafts[-1] if spot.memory.drafts else None
    if last is None or last.claim.speaker == dated.speaker or dated.speaker is None or any(map(_placed, view)):
        return False
    return nearness(spot.page, spot.number, other=last.sentence) == "text"


def options(spot: Spot, dated: Dated, *, ruled: Timed) -> Days:
    """The periods that the figure may be of, the rules' own among them."""
    return _Asking(spot, dated, ruled).options()


class _Asking:
    """The options of one figure while they are gathered."""

    def __init__(self, spot: Spot, dated: Dated, ruled: Timed) -> None:
        self.spot, self.dated, self.ruled = spot, dated, ruled
        self.page, self.first = spot.page, max(0, spot.at - REACH)
        self.view, self.at = spot.view[self.first : spot.at + REACH], spot.at - self.first
        self.drafts = spot.memory.drafts[-_CLAIMS:]
        self.sort = dated.sort
        self.times = [j for j, item in enumerate(self.view) if _placed(item)]
        self.has = "time" if self.times else "none"
        self.near = _words(self.view, self.at)
        self.now = "now" if self.near & _STILL else "-"
        self.out: Days = Options()

    def options(self) -> Days:
        """All of them, each with the signs of its shape."""
        self._none()
        self._own_times()
        self._head_and_before()
        self._of_claims()
        self._of_war()
        if self.ruled.said is not None:
            self._put(self.ruled.said, self.ruled.said, ["said", f"said,{self.sort}"])
        rule, sort, has = self.ruled.rule, self.sort, self.has
        sure = int(10 * self.ruled.confidence)
        by = ("", f",{rule}", f",{rule},{sort}", f",{rule},{has}", f",sure {sure}", f",{sort},{has}")
        self.put(self.ruled.period, [f"ruled{one}" for one in by], self.ruled.words)
        for period, option in self.out.items():
            option.signs.update(dict.fromkeys(self._shape(period), 1.0))
        return self.out

    def put(self, period: Period, signs: Iterable[str], words: Words = (), *, weight: float = 1.0) -> None:
        """Add signs to a period."""
        if period not in self.out:
            self.out.put(period, Timed(period, words, 0.0, "", self.ruled.said), signs=())
        self.out.put(period, self.out[period].answer, signs=signs, weight=weight, words=words)

    def _put(self, start: dt.date | None, end: dt.date | None, signs: Iterable[str], words: Words = ()) -> None:
        """Add signs to a period of these days, where they can be one."""
        try:
            period = Period(start, end)
        except ValueRefused:
            return
        self.put(period, signs, words)

    # -------------------------------------------------------------- none
    def _none(self) -> None:
        dated, sort = self.dated, self.sort
        voice = dated.speaker is not None
        signs = [
            "none", f"none,{sort}", f"none,{dated.measure},{dated.rate}", f"none,{self.has}", f"none,{sort},{self.has}",
            f"none,{self.now},{sort}", f"none,{dated.status}", f"none,{dated.status},{sort}", f"none,{voice},{sort}",
        ]  # fmt: skip
        self.put(UNDATED, signs)
        self.put(UNDATED, (f"none~{word}" for word in sorted(self.near)), weight=0.6)

    # -------------------------------------------------------------- the figure's own sentence
    def _own_times(self) -> None:
        view, at, sort = self.view, self.at, self.sort
        nearest = sorted(self.times, key=lambda j: (abs(j - at), j))[:_TIMES]
        for rank, j in enumerate(nearest):
            time, words = view[j].time, ((view[j].start, view[j].end),)
            if time is None:
                continue
            apart = self._set_apart(j)
            signs = [*self._lie(j, rank, many=len(self.times)), f"time,{apart}", f"time,{apart},{sort}"]
            form = f"{time.relation.value},{time.grain},{sort}"
            for how, start, end in self._readings(time):
                told = ("", f",{form}", f",{sort}", f",{self.now},{time.relation.value}", f",{apart}")
                self._put(start, end, [*signs, *(f"{how}{one}" for one in told)], words)
            for other in nearest:
                closing = view[other].time
                if other != j and time.relation is Relation.SINCE and closing is not None and closing.period.end:
                    pair = ["pair", f"pair,{closing.relation.value},{sort}"]
                    self._put(time.period.start, closing.period.end, pair, words)

    def _set_apart(self, j: int) -> str:
        """Whether a time tells when something was said, or is bound to other things than the figure."""
        view, at = self.view, self.at
        if j + self.first in self.spot.memory.days.stated:
            return "of saying"
        bound = (
            idle.names_event(view, j)
            or idle.still_told(view, j)
            or idle.compared_with(view, j, at=at)
            or idle.of_those_sent(view, j, at=at)
            or idle.when_they_joined(view, j)
            or (j > at and idle.of_what_follows(view, j, at=at))
        )
        return "of other things" if bound else "free"

    def _readings(self, time: Time) -> list[tuple[str, dt.date | None, dt.date | None]]:
        """The periods that a time may stand for."""
        start, end, page = time.period.start, time.period.end, self.page
        out: list[tuple[str, dt.date | None, dt.date | None]] = [("as is", start, end)]
        day, said = page.day, self.ruled.said
        if start is not None:
            out += [("to the day", start, day)] if day else []
            out += [("to the saying", start, said)] if said else []
        if end is not None:
            out += [("end alone", None, end), ("last day", end, end)]
            if page.war is not None and page.war.start <= end:
                out.append(("from the war", page.war.start, end))
            if start == end:
                out.append(("day and night", end - dt.timedelta(days=1), end))
            if start is None or start == end:
                out.append(("from new year", end.replace(month=1, day=1), end))
                out.append(("whole month", *_month(end)))
        if start is not None and end is not None and start != end and _month(start) == _month(end):
            out.append(("whole month", *_month(end)))
        return out

    def _lie(self, j: int, rank: int, *, many: int) -> list[str]:
        """How a time of the sentence lies to the figure."""
        view, at, sort = self.view, self.at, self.sort
        item, time = view[j], view[j].time
        side = "L" if j < at else "R"
        between = view[min(j, at) + 1 : max(j, at)]
        figures = sum(one.kind == FIGURE for one in between)
        marks = sum(one.low in ",;:()—–" for one in between)
        times = sum(one.kind == TIME for one in between)
        relation, grain = (time.relation.value, time.grain) if time is not None else ("", "")
        before = view[j - 1].low.split(" ")[-1] if j else "^"
        after = view[j + 1].low.split(" ")[0] if j + 1 < len(view) else "$"
        signs = [
            "time", f"time,{side}{min(rank, 2)}", f"time,{relation},{grain}", f"time,{sort},{relation}",
            f"time,{sort},{relation},{grain}", f"time,{side},{_far(abs(j - at))}", f"time,{side},figures {min(figures, 2)}",
            f"time,{side},figures {min(figures, 2)},marks {min(marks, 2)}", f"time,{side},{sort},figures {min(figures, 1)}",
            f"time,times {min(times, 2)}", f"time,{min(many, 4)},{rank}", f"time,{time is not None and time.relative}",
            f"time,after~{before}", f"time,before~{after}", f"time,first~{item.low.split(' ')[0]}", f"time,opens {j == 0},{side},{sort}",
        ]  # fmt: skip
        if any(one.has("say") for one in view[max(0, j - 4) : j + 3]):
            signs += ["time,said", f"time,said,{grain}", f"time,said,{sort}"]
        return signs

    # -------------------------------------------------------------- the text around it
    def _head_and_before(self) -> None:
        page, number, sort = self.page, self.spot.number, self.sort
        here = self.spot.here
        for back in (1, 2):
            if number < back:
                break
            sentence = page.sentences[number - back]
            same = sentence.block == here.block
            found = [item for item in sentence.view if _placed(item)][::-1][:2]
            for rank, item in enumerate(found):
                time = item.time
                assert time is not None
                tag = f"before {back}"
                signs = [tag, f"{tag},{same},{sort}", f"{tag},{same},{self.has},{sort}", f"{tag},{rank},{len(found)}"]
                self._around(time, [*signs, f"{tag},{time.relation.value},{time.grain},{sort}"], tag, item)
        for rank, sentence in enumerate(page.sentences[:_HEAD]):
            if sentence.start >= here.start:
                break
            kind = page.blocks[sentence.block].kind.value
            for item in [item for item in sentence.view if _placed(item)][:2]:
                assert item.time is not None
                tag = f"head {rank}"
                signs = [
                    "head",
                    tag,
                    f"head,{kind},{sort}",
                    f"head,{kind},{self.has},{sort}",
                    f"head,{item.time.grain},{item.time.relation.value}",
                ]
                self._around(item.time, [*signs, f"head,{item.time.grain},{sort},{self.has}"], "head", item)
        heading = next(
            (k for k in range(here.block - 1, max(0, here.block - _CLAIMS), -1) if page.blocks[k].kind is Kind.HEADING),
            None,
        )
        for sentence in page.sentences[max(0, number - 40) : number]:
            if sentence.block == heading:
                for item in [item for item in sentence.view if _placed(item)][:2]:
                    assert item.time is not None
                    self._around(item.time, ["heading", f"heading,{sort},{self.has}"], "heading", item)

    def _around(self, time: Time, signs: list[str], tag: str, item: Item) -> None:
        """A time from elsewhere in the text: as it is, and to the day of the text where it opens a period."""
        words = ((item.start, item.end),)
        self.put(
            time.period, [*signs, f"{tag} as is", f"{tag} as is,{time.grain},{time.relation.value},{self.has}"], words
        )
        start, day = time.period.start, self.page.day
        if time.relation is Relation.SINCE and start is not None and day is not None:
            self._put(start, day, [*signs, f"{tag} to the day", f"{tag} to the day,{self.sort}"], words)

    def _of_claims(self) -> None:
        """The periods of the claims before."""
        drafts, dated, sort = self.drafts, self.dated, self.sort
        for back, draft in enumerate(drafts[: -1 - _BACK : -1]):
            claim, where = draft.claim, nearness(self.page, self.spot.number, other=draft.sentence)
            rate = claim.figure.per is not None
            alike = f"{where},{sort_of(claim.measure) == sort_of(dated.measure)},{rate == dated.rate}"
            bare = claim.period == UNDATED
            told = f"{claim.measure is dated.measure},{(claim.party.code if claim.party else None) == dated.party}"
            near = f"claim {min(back, 1)}"
            signs = [
                f"claim {min(back, 2)}", f"claim {min(back, 2)},{alike}", f"claim,{alike},{sort}", f"claim,{alike},{self.has}",
                f"{near},{where},{claim.speaker == dated.speaker},{self.has}", f"{near},{told},{where},{self.has}",
                f"{near},{bare},{where},{self.has},{sort}",
            ]  # fmt: skip
            self.put(claim.period, signs, draft.timed.words if draft.timed.period == claim.period else ())
            if claim.figure.numbers == self.spot.numbers:
                self.put(claim.period, ["again", f"again,{sort}"])
        block = self.spot.here.block
        first = next((one for one in drafts if self.page.sentences[one.sentence].block == block), None)
        if first is not None:
            bare = first.claim.period == UNDATED
            self.put(first.claim.period, ["first", f"first,{sort}", f"first,{self.has}", f"first,{bare},{self.has}"])
        often = Counter(one.claim.period for one in drafts)
        for rank, (period, count) in enumerate(often.most_common(_OTHERS)):
            share = f"{4 * count // len(drafts)}"
            dated_so = period != UNDATED
            signs = [f"told,{dated_so}", f"told,{share},{dated_so}", f"told,{dated_so},{self.has},{sort}"]
            if rank == 0:
                signs += [f"most,{sort}", f"most,{self.has},{dated_so}", f"most,{share},{self.has},{dated_so}"]
            self.put(period, signs)

    # -------------------------------------------------------------- the war and the day of the text
    def _of_war(self) -> None:
        page, sort = self.page, self.sort
        size, voice, status = self._size(), self.dated.speaker is not None, self.dated.status
        signs = [f"{sort}", f"{self.has},{sort}", f"{voice},{self.has}", f"{size},{sort}", f"{status},{sort}"]
        if page.war is not None and page.day is not None:
            self._put(page.war.start, page.day, ["war", *(f"war,{sign}" for sign in signs)])
        if page.war is not None and page.war.end is not None:
            self._put(page.war.start, page.war.end, ["whole war", *(f"whole war,{sign}" for sign in signs)])
        day = page.document.published
        if day is not None and day > dt.date.min:
            before = day - dt.timedelta(days=1)
            self._put(day, day, ["published", f"published,{sort}", f"published,{self.has}"])
            self._put(before, before, ["day before", f"day before,{sort}"])
            self._put(before, day, ["last day and night", f"last day and night,{sort}"])

    # -------------------------------------------------------------- the shape of a period
    def _size(self) -> int:
        return len(str(int(self.spot.largest)))

    def _shape(self, period: Period) -> Sequence[str]:
        """Signs of how long a period is and what it begins and ends with."""
        page, dated, sort = self.page, self.dated, self.sort
        shape, day = _length(period), page.day
        war = "w" if page.war is not None and period.start == page.war.start else "-"
        ends = "t" if period.end is not None and period.end == day else "-"
        ahead = "ahead" if day is not None and period.end is not None and period.end > day else "-"
        return (
            f"is {shape}", f"is {shape},{sort}", f"is {shape},{self._size()},{sort}", f"is {shape},{war}{ends},{sort}",
            f"is {shape},{dated.measure},{dated.rate}", f"is {shape},{dated.status}", f"is {shape},{war}{ends},{self.now}",
            f"is {ahead},{dated.status}",
        )  # fmt: skip


def _placed(item: Item) -> bool:
    return item.time is not None and item.time.period != UNDATED


def _far(items: int) -> str:
    return next((f"within {most}" for most in (1, 3, 7, 14) if items <= most), "far")


def _words(view: View, at: int) -> frozenset[str]:
    """The words near the figure, by their stems."""
    near: Sequence[Item] = view[max(0, at - _WORDS) : at + _WORDS + 1]
    words = (word for item in near if item.kind not in (FIGURE, TIME) for word in item.low.split())
    return frozenset(stem(word) for word in words if word.isalpha())


def _month(day: dt.date) -> tuple[dt.date, dt.date]:
    """The first and last day of a day's month."""
    first = day.replace(day=1)
    return first, (first + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)


_LENGTHS = ((1, "a day"), (2, "two days"), (8, "a week"), (32, "a month"), (100, "a season"), (367, "a year"))


def _length(period: Period) -> str:
    if period == UNDATED:
        return "undated"
    days = period.days
    if days is None:
        return "no last day" if period.end is None else "no first day"
    return next((told for most, told in _LENGTHS if days <= most), "longer")
