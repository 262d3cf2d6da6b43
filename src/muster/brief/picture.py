"""The picture of who rests on whom, drawn as SVG: those who rest on nobody at the left, who passes on and who prints towards the right.

Invariant: nothing is told by colour; every line is told apart by its dashes and a word on it, every name is a link into the table below,
and no two boxes touch. The picture asks for nothing from outside and bears no style of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from muster.brief.resting import Box, Line, Resting, Way
from muster.brief.words import visible

WIDTH, ROW, HEAD, KEY = 900.0, 50.0, 34.0, 30.0
_TALL = 40.0
_LETTER = 6.5  # the width of a letter at the size of names, so wide that few are wider
_WIDER = 0.2  # of a letter that a digit has more, and a capital in a word of capitals
_GAP = 96.0  # between two columns, where the words of lines stand
_NARROW = 26  # letters a line, under which a name has three
_BESIDE = 4.0  # between two lines in one lane
_REACH = 9.0  # how far from the middle of its side lines may end at a box
_SVG = "http://www.w3.org/2000/svg"
_INK, _SOFT, _PAPER = "#1a1a1a", "#4a4a4a", "#fffefa"
_TITLE = "Who rests on whom"


class Pen(NamedTuple):
    """How words are written: their size and colour, bold or not, and around their place or from it."""

    size: float
    colour: str
    bold: bool = False
    middle: bool = False


_HEADING, _WORD, _KEY = Pen(11.5, _SOFT), Pen(10.5, _SOFT, middle=True), Pen(11.5, _INK)


def svg(resting: Resting, *, links: Mapping[str, str] = MappingProxyType({})) -> str:
    """The picture as inline SVG with a title and a description. `links` are addresses by the key of a body, instead of its anchor."""
    columns = sorted({box.column for box in resting.boxes})
    wide = min(230.0, (WIDTH + _GAP) / len(columns) - _GAP)
    left = {column: place * (WIDTH - wide - 2) / max(1, len(columns) - 1) + 1 for place, column in enumerate(columns)}
    bottom = (
        HEAD
        + max(
            *(box.row + 0.5 for box in resting.boxes), *(row + 0.2 for line in resting.lines for _, row in line.via), 0
        )
        * ROW
    )
    root = Element("svg", {"xmlns": _SVG, "viewBox": f"0 0 {WIDTH:g} {bottom + KEY:g}", "role": "group"})
    root.attrib |= {"aria-labelledby": "resting-t resting-d", "font-family": "sans-serif"}
    SubElement(root, "title", {"id": "resting-t"}).text = _TITLE
    SubElement(root, "desc", {"id": "resting-d"}).text = visible(resting.summary)
    for column, head in zip(columns, resting.heads, strict=True):
        _write(root, head, _HEADING, x=left[column], y=16)
    places = {box.key: Spot(left[box.column], HEAD + box.row * ROW, wide) for box in resting.boxes}
    lanes = _Lanes(sorted(resting.lines, key=lambda line: (places[line.child].y, line.child)), left, wide)
    paths = [_path(line, resting.lines, places, lanes=lanes) for line in resting.lines]
    for line, path in zip(resting.lines, paths, strict=True):
        _line(root, line, path)
    for box in resting.boxes:
        _box(root, box, places[box.key], to=links.get(box.key) or f"#{box.to}")
    for line, path in zip(resting.lines, paths, strict=True):
        _label(root, line, path)
    _keys(root, resting.keys, y=bottom + KEY - 8)
    return ElementTree.tostring(root, encoding="unicode")


class Spot(NamedTuple):
    """Where a box is: its left side, its middle from above, and how wide it is."""

    x: float
    y: float
    wide: float


class Path(NamedTuple):
    """From where a line goes out to where it ends, both with the side they are on: 1 the right one of their box, -1 the left."""

    out: tuple[float, float]
    out_side: int
    end: tuple[float, float]
    end_side: int
    via: tuple[tuple[float, float], ...] = ()


class _Lanes:
    """Where lines pass the columns between, those to one body side by side."""

    def __init__(self, lines: Sequence[Line], left: Mapping[int, float], wide: float) -> None:
        self._left, self._wide = left, wide
        self._in: dict[tuple[int, float], list[Line]] = {}
        for line in lines:
            for lane in line.via:
                self._in.setdefault(lane, []).append(line)

    def points(self, line: Line) -> tuple[tuple[float, float], ...]:
        """From child to parent, where the line comes into each column and where it leaves it."""
        found: list[tuple[float, float]] = []
        for lane in line.via:
            beside, x = self._in[lane], self._left[lane[0]]
            y = HEAD + lane[1] * ROW + _BESIDE * (beside.index(line) - (len(beside) - 1) / 2)
            found += [(x + self._wide, y), (x, y)]
        return tuple(found)


def _path(line: Line, lines: Sequence[Line], places: Mapping[str, Spot], *, lanes: _Lanes) -> Path:
    """From the side of the one box that looks at the other; boxes above one another are joined on their right sides."""
    child, parent = places[line.child], places[line.parent]
    out_side, end_side = (1, 1) if child.x == parent.x else (-1, 1) if child.x > parent.x else (1, -1)

    def first(one: Line) -> tuple[float, str]:
        return (points[0][1] if (points := lanes.points(one)) else places[one.parent].y, one.parent)

    def last(one: Line) -> tuple[float, str]:
        return (points[-1][1] if (points := lanes.points(one)) else places[one.child].y, one.child)

    out_y = child.y + _share(sorted(first(one) for one in lines if one.child == line.child), first(line))
    end_y = parent.y + _share(sorted(last(one) for one in lines if one.parent == line.parent), last(line))
    out_x, end_x = (spot.x + (spot.wide if side > 0 else 0) for spot, side in ((child, out_side), (parent, end_side)))
    points = lanes.points(line) if out_side < 0 else tuple((x, y) for x, y in _turned(lanes.points(line)))
    return Path((out_x, out_y), out_side, (end_x, end_y), end_side, points)


def _turned(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same for a line that goes to the right: it comes into a column on its left side."""
    return [point for pair in zip(points[::2], points[1::2], strict=True) for point in reversed(pair)]


def _share(far: Sequence[tuple[float, str]], its: tuple[float, str]) -> float:
    """How far from the middle of a box's side a line is: the lines of a box lie there in the order of their other ends, `far`."""
    return 0.0 if len(far) < 2 else _REACH * (2 * far.index(its) / (len(far) - 1) - 1)


def _line(root: Element, line: Line, path: Path) -> None:
    """The line, with an arrowhead where it ends, at the one that is rested upon; none where nobody can tell."""
    (ex, ey), tip = path.end, path.end[0] + 7 * path.end_side
    drawn = SubElement(root, "path", {"fill": "none", "stroke": _SOFT, "stroke-width": "1.7" if line.word else "1.2"})
    drawn.set("d", _course(path, tip))
    if line.way.dash:
        drawn.set("stroke-dasharray", line.way.dash)
    if not line.mutual:
        back = ex + 8 * path.end_side
        points = f"{ex:.1f},{ey:.1f} {back:.1f},{ey - 4:.1f} {back:.1f},{ey + 4:.1f}"
        SubElement(root, "polygon", {"points": points, "fill": _SOFT})


def _course(path: Path, tip: float) -> str:
    """Curves between columns, straight through the lanes of those it passes."""
    points = [path.out, *path.via, (tip, path.end[1])]
    said = f"M{path.out[0]:.1f} {path.out[1]:.1f}"
    for place in range(0, len(points) - 1, 2):
        (ox, oy), (ex, ey) = points[place], points[place + 1]
        bend = max(38.0, abs(ox - ex) / 2)
        end = path.end_side if place + 2 == len(points) else -path.out_side
        said += f"C{ox + bend * path.out_side:.1f} {oy:.1f} {ex + bend * end:.1f} {ey:.1f} {ex:.1f} {ey:.1f}"
        if place + 2 < len(points):
            said += f"H{points[place + 2][0]:.1f}"
    return said


def _label(root: Element, line: Line, path: Path) -> None:
    """The word of a line, where it goes out, so that the words of lines that end at one box stand apart."""
    said = f"{line.word}{' or back' if line.mutual else ''}".strip()
    if not said:
        return
    wide = len(said) * 5.3 + 6
    x, y = path.out[0] + path.out_side * (wide / 2 + 5), path.out[1]
    ground = {"x": f"{x - wide / 2:.1f}", "y": f"{y - 7:.1f}", "width": f"{wide:.1f}", "height": "14", "fill": _PAPER}
    SubElement(root, "rect", ground)
    _write(root, said, _WORD, x=x, y=y + 3.5)


def _box(root: Element, box: Box, spot: Spot, *, to: str) -> None:
    """A name in a frame, round for a body and square for an outlet; the whole of it is a link."""
    x, y, wide = spot
    link = SubElement(root, "a", {"href": to, "tabindex": "-1"})
    frame = {"x": f"{x:.1f}", "y": f"{y - _TALL / 2:.1f}", "width": f"{wide:.1f}", "height": f"{_TALL:g}"}
    frame |= {"rx": "0" if box.outlet else "9", "fill": _PAPER, "stroke": _INK if not box.outlet else _SOFT}
    SubElement(link, "rect", frame | {"stroke-width": "1.6" if box.column == 0 else "1"})
    letters = int((wide - 14) / _LETTER)
    lines = wrapped(visible(box.name), letters=letters, most=2 if letters > _NARROW else 3)
    size, step = (12.0, 14.5) if len(lines) < 3 else (11.0, 12.0)
    for number, words in enumerate(lines):
        middle = y + size / 2.9 + (number - (len(lines) - 1) / 2) * step
        _write(link, words, Pen(size, _INK, bold=box.column == 0), x=x + 8, y=middle)


def wrapped(name: str, *, letters: int, most: int) -> list[str]:
    """A name in at most so many lines, the last cut short with an ellipsis where it does not fit."""
    lines = [""]
    for word in name.split():
        whole = f"{lines[-1]} {word}".strip()
        if _room(whole) <= letters or not lines[-1]:
            lines[-1] = whole
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = whole
            break
    return [line if _room(line) <= letters else _cut(line, letters) for line in lines]


def _room(said: str) -> float:
    """How many letters wide it is: digits, and capitals in a row, are wider than others."""
    wide = sum(one.isdigit() or (one.isupper() and before.isupper()) for before, one in pairwise(f" {said}"))
    return len(said) + _WIDER * wide


def _cut(line: str, letters: int) -> str:
    while _room(line) > letters - 1:
        line = line[:-1]
    return f"{line.rstrip()}…"


def _keys(root: Element, keys: Sequence[Way], *, y: float) -> None:
    """What the dashes mean, in words."""
    x = 1.0
    for one in keys:
        stroke = {"x1": f"{x:g}", "x2": f"{x + 34:g}", "y1": f"{y - 4:g}", "y2": f"{y - 4:g}", "stroke": _SOFT}
        drawn = SubElement(root, "line", stroke | {"stroke-width": "1.7"})
        if one.dash:
            drawn.set("stroke-dasharray", one.dash)
        _write(root, one.key, _KEY, x=x + 42, y=y)
        x += 42 + len(one.key) * 6.2 + 26


def _write(root: Element, said: str, pen: Pen, *, x: float, y: float) -> None:
    text = SubElement(
        root, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "font-size": f"{pen.size:g}", "fill": pen.colour}
    )
    if pen.bold:
        text.set("font-weight", "600")
    if pen.middle:
        text.set("text-anchor", "middle")
    text.text = said
