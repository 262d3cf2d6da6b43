"""Who rests on whom: the rows of a table, and of them as many as a picture can hold, each body in its column.

Invariant: every pair that is given is in the table, with links to its figures; the picture draws at most `MOST` bodies, says how many it
leaves to the table, and has nobody in it who is joined to nobody.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from muster.brief.given import Body, Given, Rest
from muster.brief.placing import columns, groups, rows
from muster.brief.words import count_words

MOST = 25
OUTLET = "outlet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How one thing that shows it is drawn and named."""

    word: str
    key: str
    dash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A row: who rests on whom, what shows it, in how many figures, and their anchors. `lead` is the row's own anchor, where the picture
    leads to it."""

    child: str
    parent: str
    by: str
    shown_by: str
    words: str
    claims: tuple[str, ...]
    mutual: bool
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """All who rest on one body; `anchor` is its own in the table."""

    anchor: str
    name: str
    links: tuple[Link, ...]
    outlets: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A body in the picture: in which column and row, and the anchor in the table that it leads to."""

    key: str
    name: str
    outlet: bool
    column: int
    row: float
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the picture between two boxes, by their keys, drawn as the first of the things that show it; `word` is written on it;
    `via` are the columns that it passes, and in which row."""

    child: str
    parent: str
    way: Way
    word: str
    mutual: bool
    via: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """The picture and the table: `relays` of bodies that rest on others, `outlets` of who prints whom. `summary` stands for the picture."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    heads: tuple[str, ...]
    keys: tuple[Way, ...]
    summary: str
    left_out: str
    relays: tuple[Stand, ...]
    outlets: tuple[Stand, ...]
    outlets_counted: int


@cache
def ways() -> Mapping[str, Way]:
    """What may show it, by the name that is given."""
    text = (resources.files("muster.brief") / "specs" / "resting.toml").read_text(encoding="utf-8")
    return {name: Way(**about) for name, about in tomllib.loads(text).items()}


def way(by: str) -> Way:
    """How it is drawn; what is not known is drawn as what numbers show."""
    return ways().get(by) or Way(word=by, key="the numbers show it", dash="7 4")


def resting(given: Given, shown: Collection[str]) -> Resting | None:
    """Who rests on whom, as far as the claims that are shown say so; None where nobody is seen to rest on anybody."""
    links = _links(given.rests, shown)
    if not links:
        return None
    bodies = {body.key: body for body in given.bodies}
    relays, outlets = ([one for one in links if (one.by == OUTLET) is apart] for apart in (False, True))
    anchors: dict[str, str] = {}
    stands = tuple(_stands(its, bodies, anchors, outlets=apart) for its, apart in ((relays, False), (outlets, True)))
    drawn = _drawn([one for one in links if one.child != one.parent])
    boxes, lanes = _boxes(drawn, bodies, anchors)
    lines = _lines(drawn, lanes)
    number = len({key for one in links for key in (one.child, one.parent)})
    return Resting(
        boxes=boxes,
        lines=lines,
        heads=_heads(boxes),
        keys=tuple({line.way.key: line.way for line in lines}.values()),
        summary=_summary(boxes, lines),
        left_out=_left_out(number - len(boxes)),
        relays=stands[0],
        outlets=stands[1],
        outlets_counted=len({one.child for one in outlets}),
    )


def _left_out(number: int) -> str:
    return f"{count_words(number, 'more body', 'more bodies')} in the table alone." if number else ""


# ------------------------------------------------------------------ the table
def _links(rests: Iterable[Rest], shown: Collection[str]) -> list[Link]:
    """A link for each pair and each thing that shows it, those that tell most first: bodies before outlets, then by figures."""
    groups: dict[tuple[str, str, str], list[Rest]] = defaultdict(list)
    for one in rests:
        if any(claim in shown for claim in one.claims):
            groups[(one.child, one.parent, one.by)].append(one)
    links = [
        Link(
            child=child,
            parent=parent,
            by=by,
            shown_by=way(by).key,
            words=_words(its),
            claims=tuple(dict.fromkeys(claim for one in its for claim in one.claims if claim in shown)),
            mutual=any(one.mutual for one in its),
        )
        for (child, parent, by), its in groups.items()
    ]
    return sorted(links, key=lambda one: (one.by == OUTLET, -len(one.claims), one.child, one.parent, one.by))


def _words(its: Sequence[Rest]) -> str:
    different = list(dict.fromkeys(one.words for one in its))
    more = len(different) - 1
    return f"{different[0]}{f', and {more} more' if more else ''}"


def _stands(
    links: Iterable[Link], bodies: Mapping[str, Body], anchors: dict[str, str], *, outlets: bool
) -> tuple[Stand, ...]:
    """The links under the body that they rest on, who bears most first. Every body is given an anchor at the first place where it is."""
    under: dict[str, list[Link]] = defaultdict(list)
    for one in links:
        under[one.parent].append(one)
    ordered = sorted(under.items(), key=lambda item: (-sum(len(one.claims) for one in item[1]), item[0]))
    return tuple(
        Stand(
            anchor=_anchor(parent, anchors),
            name=_name(parent, bodies),
            links=tuple(_lead(one, bodies, anchors) for one in its),
            outlets=outlets,
        )
        for parent, its in ordered
    )


def _anchor(key: str, anchors: dict[str, str]) -> str:
    """The anchor of a body, empty where it already stands elsewhere."""
    if key in anchors:
        return ""
    anchors[key] = f"o-{len(anchors) + 1}"
    return anchors[key]


def _lead(one: Link, bodies: Mapping[str, Body], anchors: dict[str, str]) -> Link:
    own = one.child == one.parent
    return Link(
        child="its own figures" if own else _name(one.child, bodies),
        parent=_name(one.parent, bodies),
        by=one.by,
        shown_by=one.shown_by,
        words=one.words,
        claims=one.claims,
        mutual=one.mutual,
        lead="" if own else _anchor(one.child, anchors),
    )


def _name(key: str, bodies: Mapping[str, Body]) -> str:
    return bodies[key].name if key in bodies else key


# ------------------------------------------------------------------ the picture
def _lines(drawn: Iterable[Link], lanes: Mapping[tuple[str, str], tuple[tuple[int, float], ...]]) -> tuple[Line, ...]:
    """A line for each pair."""
    pairs: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for one in drawn:
        pairs[(one.child, one.parent)].append(one)
    return tuple(
        Line(
            child=child,
            parent=parent,
            way=way(its[0].by),
            word=_word([word for one in its if (word := way(one.by).word)]),
            mutual=any(one.mutual for one in its),
            via=lanes.get((child, parent), ()),
        )
        for (child, parent), its in pairs.items()
    )


def _word(words: Sequence[str]) -> str:
    return f"{words[0]}, {len(words) - 1} more" if len(words) > 1 else "".join(words)


def _drawn(links: Sequence[Link]) -> list[Link]:
    """The links that can be drawn with `MOST` bodies: those that tell most first, then whatever joins two that are there."""
    kept: set[str] = set()
    for one in links:
        ends = {one.child, one.parent}
        if len(kept | ends) <= MOST:
            kept |= ends
    return [one for one in links if {one.child, one.parent} <= kept]


def _boxes(
    drawn: Sequence[Link], bodies: Mapping[str, Body], anchors: Mapping[str, str]
) -> tuple[tuple[Box, ...], dict[tuple[str, str], tuple[tuple[int, float], ...]]]:
    """The bodies in their places, and by which columns and rows lines pass: those that hang together stand together, the largest such
    group first."""
    outlets = {key for key, body in bodies.items() if body.outlet}
    pairs = [(one.child, one.parent) for one in drawn]
    column, boxes, top = columns(pairs, outlets), [], 0.0
    lanes: dict[tuple[str, str], tuple[tuple[int, float], ...]] = {}
    for group in groups(pairs):
        placed = rows(group, pairs, columns=column)
        boxes += [
            Box(
                key=key,
                name=_name(key, bodies),
                outlet=key in outlets,
                column=column[key],
                row=round(top + placed.rows[key], 4),
                to=anchors[key],
            )
            for key in sorted(group, key=lambda key: (column[key], placed.rows[key], key))
        ]
        lanes |= {pair: tuple((at, top + row) for at, row in via) for pair, via in placed.lanes.items()}
        top += placed.tall
    return tuple(boxes), lanes


def _heads(boxes: Sequence[Box]) -> tuple[str, ...]:
    """What stands over each column."""
    used = sorted({box.column for box in boxes})
    only_outlets = {column for column in used if all(box.outlet for box in boxes if box.column == column)}
    return tuple(
        "Rests on nobody here" if column == 0 else "Prints it" if column in only_outlets else "Passes it on"
        for column in used
    )


def _summary(boxes: Sequence[Box], lines: Sequence[Line]) -> str:
    """The picture in words: how many are drawn, and on whom most rest."""
    if not boxes:
        return "No body is seen to rest on another; some figures are made of others of the same body."
    names = {box.key: box.name for box in boxes}
    borne: dict[str, set[str]] = defaultdict(set)
    for one in lines:
        borne[one.parent].add(one.child)
    most = max(borne, key=lambda key: (len(borne[key]), key))
    outlets = sum(box.outlet for box in boxes)
    bodies = count_words(len(boxes) - outlets, "body", "bodies")
    prints = f" and {count_words(outlets, 'outlet')}" if outlets else ""
    return (
        f"{bodies}{prints}, joined by {count_words(len(lines), 'line')}, each from one who rests on another to that other; "
        f"{'most rest' if len(borne[most]) > 1 else 'one rests'} on {names[most]} ({len(borne[most])})."
    )
