"""The charts of a brief with what goes along with each: its numbers as rows, a line on where they come from, and the run that made them.

Invariant: the rows are the very numbers that are drawn, and of what is in a chart's table alone those too; nothing is rounded, and
nothing in them is one that the brief does not show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from muster.brief.accounts import Account, Habits
from muster.brief.curves import Curve
from muster.brief.estimates import Band, Bar, Estimate
from muster.brief.forward import Fan, Forward, Spans
from muster.brief.parts import Timeline
from muster.brief.resting import Resting
from muster.brief.words import count_words, day_words, listed
from muster.claims.claim import Claim

if TYPE_CHECKING:
    from muster.brief.whole import Brief

Drawn = Timeline | Curve | Habits | Fan | Spans | Resting
Cell = str | int | float | None
BANDS = ("middle", "low_50", "high_50", "low_80", "high_80", "low_95", "high_95")
_TIMELINE = (
    "claim", "party", "measure", "start", "end", "low", "high", "bound", "unit", "per", "status", "speaker", "source", "document",
)  # fmt: skip
_COURSE = ("kind", "start", "end", *BANDS, "low", "high", "basis", "measure", "claims")
_HABITS = ("whose", "of", "common", *BANDS, "figures", "claims")
_RESTING = ("who_rests", "on_whom", "what_shows_it", "words", "figures", "claims")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A chart by its `anchor`, which names its files too. `source` says where its numbers come from; `run` is the estimate's id, empty
    where none made them; `unit` what they count; `rows` are in the order of `columns`."""

    anchor: str
    title: str
    summary: str
    source: str
    run: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    of: Drawn


def exhibits(brief: Brief) -> tuple[Exhibit, ...]:
    """Every chart of the brief, in the order of the page."""
    found: list[Exhibit] = []
    for account in brief.accounts:
        found += _of_account(account)
    for ahead in brief.forward:
        found += _of_outlook(ahead)
    claims = {row.anchor: claim for row, claim in zip(brief.rows, brief.claims, strict=True)}
    found += [_timeline(one, claims) for one in brief.timelines]
    if brief.resting is not None and brief.resting.boxes:
        found.append(_resting(brief.resting))
    return tuple(found)


# ------------------------------------------------------------------ of claims
def _timeline(line: Timeline, claims: Mapping[str, Claim]) -> Exhibit:
    papers = list(dict.fromkeys(row.document for row in line.rows))
    rows = []
    for row in line.rows:
        claim = claims[row.anchor]
        its, days = claim.figure, claim.period
        rows.append(
            (
                row.anchor, row.party, row.measure, _iso(days.start), _iso(days.end), its.low, its.high, its.bound.value, its.unit,
                its.per.value if its.per else None, claim.status.value, claim.speaker, claim.source, row.document,
            )
        )  # fmt: skip
    return Exhibit(
        anchor=line.anchor,
        title=line.title,
        summary=f"{line.summary} {line.left_out}".strip(),
        source=f"{count_words(len(line.rows), 'claim')} in {count_words(len(papers), 'document')}: {listed(papers, most=3)}.",
        run="",
        unit="as the row says",
        columns=_TIMELINE,
        rows=tuple(rows),
        of=line,
    )


def _resting(its: Resting) -> Exhibit:
    links = [(stand, link) for stand in (*its.relays, *its.outlets) for link in stand.links]
    claims = {claim for _, link in links for claim in link.claims}
    return Exhibit(
        anchor="resting",
        title="Who rests on whom",
        summary=f"{its.summary} {its.left_out}".strip(),
        source=f"What texts say of their sources, and what numbers show, in {count_words(len(claims), 'claim')}.",
        run="",
        unit="figures",
        columns=_RESTING,
        rows=tuple(
            (link.child, stand.name, link.shown_by, link.words, len(link.claims), " ".join(link.claims))
            for stand, link in links
        ),
        of=its,
    )


# ------------------------------------------------------------------ of an estimate
def _of_account(account: Account) -> Iterator[Exhibit]:
    one = account.estimate
    for its in account.curves:
        names = list(dict.fromkeys(bar.basis for bar in its.course.bars))
        over = f"; figures over it: {listed(names, most=4)}" if names else ""
        yield Exhibit(
            anchor=its.anchor,
            title=f"{account.title}: {its.title}",
            summary=f"{its.summary} {its.left_out}".strip(),
            source=f"{_made(one)}{over}.",
            run=one.run,
            unit=its.unit,
            columns=_COURSE,
            rows=tuple(_course(its)),
            of=its,
        )
    if account.habits is not None:
        yield Exhibit(
            anchor=account.habits.anchor,
            title=account.habits.title,
            summary=f"{account.habits.summary} {account.habits.left_out}".strip(),
            source=f"{_made(one)}.",
            run=one.run,
            unit="times what the account holds",
            columns=_HABITS,
            rows=tuple(
                (its.whose, its.of, str(its.common).lower(), *_cells(its.factor), its.figures, " ".join(its.claims))
                for its in one.biases
            ),
            of=account.habits,
        )


def _made(one: Estimate) -> str:
    return f"Muster’s estimate, made on {day_words(one.made)} from {count_words(one.used, 'claim')}"


def _course(curve: Curve) -> Iterator[tuple[Cell, ...]]:
    blank = (None,) * len(BANDS)
    for month, band in curve.course.months:
        yield ("estimate", month.isoformat(), None, *_cells(band), None, None, None, None, None)
    for bar in curve.course.bars:
        claims = " ".join(bar.claims)
        yield (
            _told(bar),
            _iso(bar.start),
            _iso(bar.end),
            bar.middle,
            *blank[1:],
            bar.low,
            bar.high,
            bar.basis,
            bar.measure,
            claims,
        )


def _told(bar: Bar) -> str:
    return "counted one by one" if bar.listed else "told"


def _of_outlook(its: Forward) -> Iterator[Exhibit]:
    one = its.ahead
    source = f"Muster’s outlook from that estimate under “{one.ways[0].title}”"
    for fan in its.fans:
        yield Exhibit(
            anchor=fan.anchor,
            title=f"{its.title}: {fan.title}",
            summary=fan.summary,
            source=f"{source}.",
            run=one.run,
            unit=fan.unit,
            columns=("day", *BANDS),
            rows=tuple(_fan(fan)),
            of=fan,
        )
    sources = [said for way in one.ways for said in way.sources]
    told = f"; the scenarios name as sources: {listed(list(dict.fromkeys(sources)), most=4)}" if sources else ""
    for spans in its.spans:
        dotted = spans.rows[0].dotted
        columns = (
            ("which", "middle", "low_80", "high_80", "low_95", "high_95")
            if dotted
            else ("which", "least_fifth", "most_fifth")
        )
        yield Exhibit(
            anchor=spans.anchor,
            title=f"{its.title}: {spans.title}",
            summary=spans.summary,
            source=f"Muster’s outlook from that estimate under {count_words(len(one.ways), 'scenario')}{told}."
            if dotted
            else f"{source}.",
            run=one.run,
            unit="people",
            columns=columns,
            rows=tuple(
                (row.label, row.middle, *row.most, *row.nearly)
                if dotted
                else (row.label, *(row.most if row.up else row.most[::-1]))
                for row in spans.rows
            ),
            of=spans,
        )


def _fan(fan: Fan) -> Iterator[tuple[Cell, ...]]:
    days: dict[str, dict[str, tuple[Cell, ...]]] = {}
    middles: dict[str, Cell] = {}
    for band in fan.bands:
        day = str(band["day"])[:10]
        days.setdefault(day, {})[str(band["share"])] = (_number(band["low"]), _number(band["high"]))
        middles[day] = _number(band["middle"])
    for day, shares in days.items():
        yield (day, middles[day], *shares["half"], *shares["most"], *shares["nearly"])


def _number(value: object) -> Cell:
    assert isinstance(value, int | float)
    return value


def _cells(band: Band) -> tuple[float, ...]:
    return (band.middle, *band.half, *band.most, *band.nearly)


def _iso(day: object) -> str | None:
    return str(day) if day else None


def by_anchor(its: Sequence[Exhibit]) -> dict[str, Exhibit]:
    """The same by their anchors."""
    return {one.anchor: one for one in its}
