"""The pictures of exhibits: drawn into the page, as a file of its own with its title and source, and as PNG.

Invariant: a picture that stands alone bears its title, its words and its source line, leads nowhere, and asks for nothing. The same exhibit
gives the same bytes on one machine, whose fonts a PNG is drawn with.
"""

from __future__ import annotations

import struct
import textwrap
import zlib
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from muster.brief import curves, dots, picture
from muster.brief.accounts import Habits
from muster.brief.charts import drawn, svg
from muster.brief.curves import Curve, Key
from muster.brief.exhibits import Drawn, Exhibit
from muster.brief.forward import Fan, Spans, fan_spec, spans_spec
from muster.brief.parts import Timeline
from muster.brief.resting import Resting
from muster.brief.words import visible

SCALE = 1.5  # of a PNG: 1,350 pixels wide, which prints well at the width of a page
_SVG = "http://www.w3.org/2000/svg"
_INK, _SOFT, _PAPER = "#1a1a1a", "#4a4a4a", "#fffefa"
_EDGE, _BIG, _SMALL, _KEY = (
    14.0,
    21.0,
    15.0,
    18.0,
)  # the margin, and how far lines of the title, the words and the keys stand apart


def inline(of: Drawn) -> str:
    """The picture as SVG for the page, where its marks lead to their claims."""
    if isinstance(of, Timeline):
        return svg(of)
    if isinstance(of, Resting):
        return picture.svg(of)
    return drawn(_spec(of), anchor=of.anchor, title=of.title, summary=of.summary)


def _spec(of: Curve | Habits | Fan | Spans) -> dict[str, object]:
    if isinstance(of, Curve):
        return curves.spec(of)
    if isinstance(of, Habits):
        return dots.spec(of.dots, axis="times what the account holds (middle, 80 and 95 of 100 accounts)")
    return fan_spec(of) if isinstance(of, Fan) else spans_spec(of)


def alone(one: Exhibit, its: str, *, headed: bool = True) -> str:
    """The picture as a file of its own; `its` is the one of the page. Where it is not `headed` it has its key alone over it, and its
    words are told beside it."""
    held = ElementTree.fromstring(its)
    left, top, wide, tall = (float(number) for number in held.attrib["viewBox"].split())
    lines = list(_lines(one, wide)) if headed else []
    keys = list(_keys(one.of.keys, wide)) if isinstance(one.of, Curve) else []
    head = _EDGE + sum(step for _, _, step in lines) + (keys[-1][1] + _KEY if keys else 0) + 6
    root = Element(f"{{{_SVG}}}svg", {"version": "1.1", "role": "img", "font-family": "sans-serif"})
    width, height = wide + 2 * _EDGE, head + tall + _EDGE
    root.attrib |= {"width": f"{width:g}", "height": f"{height:g}", "viewBox": f"0 0 {width:g} {height:g}"}
    SubElement(root, f"{{{_SVG}}}title").text = visible(one.title)
    SubElement(root, f"{{{_SVG}}}desc").text = visible(f"{one.summary} {_told(one)}")
    SubElement(root, f"{{{_SVG}}}rect", {"width": f"{width:g}", "height": f"{height:g}", "fill": _PAPER})
    at = _EDGE
    for words, bold, step in lines:
        at += step
        pen = {"font-size": "16", "font-weight": "600", "fill": _INK} if bold else {"font-size": "12", "fill": _SOFT}
        SubElement(root, f"{{{_SVG}}}text", {"x": f"{_EDGE:g}", "y": f"{at - 4:g}", **pen}).text = words
    for key, down, along in keys:
        _key(root, key, x=_EDGE + along, y=at + down + _KEY - 8)
    group = SubElement(root, f"{{{_SVG}}}g", {"transform": f"translate({_EDGE - left:g} {head - top:g})"})
    if "font-family" in held.attrib:
        group.set("font-family", held.attrib["font-family"])
    group.extend(child for child in held if child.tag not in (f"{{{_SVG}}}title", f"{{{_SVG}}}desc"))
    _unlink(group)
    ElementTree.register_namespace("", _SVG)
    return ElementTree.tostring(root, encoding="unicode")


def _lines(one: Exhibit, wide: float) -> Iterator[tuple[str, bool, float]]:
    for line in textwrap.wrap(visible(one.title), width=int(wide / 9)):
        yield line, True, _BIG
    for said in (one.summary, _told(one)):
        for line in textwrap.wrap(visible(said), width=int(wide / 6.3)):
            yield line, False, _SMALL


def _keys(keys: Sequence[Key], wide: float) -> Iterator[tuple[Key, float, float]]:
    """The keys of a chart with how far below the words and how far to the right each stands."""
    down, along = 0.0, 0.0
    for key in keys:
        room = 62 + 6.6 * len(visible(key.name))
        if along and along + room > wide:
            down, along = down + _KEY, 0.0
        yield key, down, along
        along += room


def _key(root: Element, key: Key, *, x: float, y: float) -> None:
    """Its dashes, its mark, and the name of whose data it is."""
    ends = {"x1": f"{x:g}", "x2": f"{x + 40:g}", "y1": f"{y:g}", "y2": f"{y:g}"}
    line = SubElement(root, f"{{{_SVG}}}line", {**ends, "stroke": key.look.colour, "stroke-width": "2"})
    if key.look.dash:
        line.set("stroke-dasharray", " ".join(map(str, key.look.dash)))
    mark = {"d": key.look.shape, "fill": key.look.colour, "transform": f"translate({x + 20:g} {y:g}) scale(4.6)"}
    SubElement(root, f"{{{_SVG}}}path", mark)
    pen = {"x": f"{x + 46:g}", "y": f"{y + 4:g}", "font-size": "12", "fill": _INK}
    SubElement(root, f"{{{_SVG}}}text", pen).text = visible(key.name)


def _told(one: Exhibit) -> str:
    return f"Source: {one.source}{f' Run {one.run[:10]}.' if one.run else ''}"


def _unlink(group: Element) -> None:
    """Makes links groups, since in a file of its own they lead nowhere."""
    for element in group.iter():
        if element.tag == f"{{{_SVG}}}a":
            element.tag = f"{{{_SVG}}}g"
            for name in ("href", "tabindex", "aria-hidden"):
                element.attrib.pop(name, None)


def png(alone: str, *, scale: float = SCALE) -> bytes:
    """A picture that stands alone as PNG."""
    import vl_convert

    return _packed(vl_convert.svg_to_png(alone, scale=scale))


def size(png: bytes) -> tuple[int, int]:
    """How many pixels a PNG is wide and tall."""
    wide, tall = struct.unpack(">II", png[16:24])
    return wide, tall


def _packed(png: bytes) -> bytes:
    """The same picture in a third of the bytes: what the drawing library packs in haste is packed well."""
    out, packed, at = [png[:8]], b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length
        if kind == b"IDAT":
            packed += data
            continue
        if kind == b"IEND":
            out.append(_chunk(b"IDAT", zlib.compress(zlib.decompress(packed), 9)))
        out.append(_chunk(kind, data))
    return b"".join(out)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
