"""Documents and readings for tests: a reader of its own that takes every number as dead Russian soldiers, and strategies for values."""

from __future__ import annotations

import datetime as dt
import re

from hypothesis import strategies as st

from muster.claims import (
    Bound,
    Claim,
    Document,
    Figure,
    Measure,
    Party,
    Per,
    Period,
    Place,
    Reader,
    Reading,
    Rejection,
    Remark,
    RemarkKind,
    Status,
    Trace,
)

READER = Reader(name="every number", version="1", lexicon="none")
DAY = dt.date(2024, 12, 9)


def document(
    text: str, *, title: str | None = None, published: dt.date | None = DAY, origin: str | None = None
) -> Document:
    return Document(text=text, title=title, publisher="The Daily", published=published, origin=origin)


def reading(of: Document, *, reader: Reader = READER, party: str = "RU", confidence: float = 0.9) -> Reading:
    """Each number from 10 up a claim; each below, a rejection."""
    claims, rejections, traces = [], [], {}
    for found in re.finditer(r"\d[\d,]*", of.text):
        place = Place(document=of.id, start=found.start(), end=found.end())
        value = int(found[0].replace(",", ""))
        if value < 10:
            rejections.append(Rejection(quote=found[0], place=place, why="small", because="below ten"))
            continue
        claim = Claim(
            figure=Figure(low=value, high=value),
            quote=found[0],
            place=place,
            measure=Measure.KILLED,
            party=Party(party),
        )
        claims.append(claim)
        traces[claim.id] = (
            Trace(field="party", rule="always so", words=((0, 1),), confidence=confidence),
            Trace(field="measure", rule="always so"),
        )
    return Reading(document=of.id, reader=reader, claims=tuple(claims), rejections=tuple(rejections), traces=traces)


# ------------------------------------------------------------------ strategies
HARD = st.sampled_from(["\x00", "é", "e\u0301", "\u202eabc\u202c", "\u200b", "٣١", "𝟙𝟚", "\ufeff", "\r\n", "\x1b[31m"])
texts = st.lists(st.one_of(st.text(max_size=12), HARD), min_size=1, max_size=8).map("".join).filter(bool)
words = st.one_of(st.none(), texts)
days = st.dates(dt.date(1800, 1, 1), dt.date(2200, 12, 31))
any_day = st.one_of(st.none(), st.dates())


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    unit, per = draw(st.sampled_from(["person", "km2", "percent", "USD"])), draw(st.sampled_from([None, *Per]))
    people = unit == "person" and per is None
    number = st.integers(0, 10**9) if people else st.one_of(st.integers(0, 10**15), st.floats(0, 1e15))
    low, high = sorted((draw(number), draw(number)))
    bound = draw(st.sampled_from(list(Bound)))
    ends = {
        Bound.BETWEEN: (low, high),
        Bound.AT_LEAST: (low, None),
        Bound.AT_MOST: (None, high),
    }.get(bound, (low, low))
    return Figure(low=ends[0], high=ends[1], bound=bound, unit=unit, per=per)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    return Document(
        text=draw(texts), title=draw(words), publisher=draw(words), published=draw(any_day), language=draw(words),
        origin=draw(texts), bytes_hash=draw(texts), left_out=tuple(draw(st.lists(texts, max_size=2))),
    )  # fmt: skip


@st.composite
def places(draw: st.DrawFn, of: Document) -> Place:
    start = draw(st.integers(0, len(of.text) - 1))
    return Place(document=of.id, start=start, end=draw(st.integers(start + 1, len(of.text))))


@st.composite
def claims(draw: st.DrawFn, of: Document) -> Claim:
    place = draw(places(of))
    start, end = sorted((draw(days), draw(days)))
    return Claim(
        figure=draw(figures()), quote=of.text[place.start : place.end], place=place, measure=draw(st.sampled_from(list(Measure))),
        party=draw(st.sampled_from([None, Party("RU"), Party("SD-RSF")])), civilian=draw(st.booleans()),
        period=draw(st.sampled_from([Period(start, end), Period(None, end), Period(start, None), Period()])),
        status=draw(st.sampled_from(list(Status))), speaker=draw(words), source=draw(words), scope=draw(words),
        war=draw(words), published=draw(st.one_of(st.none(), days)), publisher=draw(words),
    )  # fmt: skip


@st.composite
def read_documents(draw: st.DrawFn) -> tuple[Document, Reading]:
    """A document with a reading of it in which everything is as odd as it may be."""
    of = draw(documents())
    found = {claim.id: claim for claim in draw(st.lists(claims(of), max_size=4))}
    confidence = st.floats(0, 1)
    remarks = st.builds(
        Remark, kind=st.sampled_from(list(RemarkKind)), quote=texts, place=places(of),
        figure=st.one_of(st.none(), figures()), about=st.sampled_from([None, *found]),
    )  # fmt: skip
    rejections = st.builds(Rejection, quote=texts, place=places(of), why=texts, because=texts)
    traces = {
        name: (Trace(field="party", rule=draw(texts), words=((0, 1), (2, 5)), confidence=draw(confidence)),)
        for name in found
    }
    made = Reading(
        document=of.id, reader=READER, claims=tuple(found.values()), remarks=tuple(draw(st.lists(remarks, max_size=2))),
        rejections=tuple(draw(st.lists(rejections, max_size=2))), traces=traces,
    )  # fmt: skip
    return of, made
