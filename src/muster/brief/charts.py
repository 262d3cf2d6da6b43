"""Timelines: claims as intervals over their periods, as values for a chart's spec and as a picture that can be read without eyes.

Invariant: a chart holds at most `MOST_MARKS` claims and says what it leaves to the table; each mark leads to its claim; the
picture asks for nothing from outside, bears no style of its own, and has a title and a description.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any
from xml.etree import ElementTree

from muster.brief.parts import Entry, Timeline
from muster.brief.tables import by_party, by_war, order, row
from muster.brief.takeaways import said_by
from muster.brief.words import (
    Names,
    count_words,
    day_words,
    figure_words,
    listed,
    measure_words,
    period_words,
    visible,
    war_words,
    what_words,
)
from muster.claims.measures import MEASURES, STATUSES
from muster.claims.period import UNDATED

MOST_MARKS = 40
MOST_CHARTS = 12
GROUPS: Mapping[str, str] = {
    "loss": "losses",
    "gain": "recruits and other gains",
    "level": "strength",
    "reasoned": "figures reasoned from",
}
_SVG = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"


def timelines(entries: Iterable[Entry], *, names: Names) -> tuple[Timeline, ...]:
    """A timeline for each war, party and group of measures with two or more dated claims, the fullest `MOST_CHARTS` of them."""
    found = []
    for number, (war, its) in enumerate(by_war(entry for entry in entries if entry.stands), 1):
        for party, whose, members in by_party((entry for entry in its if entry.claim.period != UNDATED), names):
            for group, title in GROUPS.items():
                chosen = [entry for entry in members if MEASURES[entry.claim.measure].group == group]
                name = f"{f'{war_words(war, names)}, ' if war else ''}{whose}: {title}"
                code = f"{number}-{party}-{group}"
                found += _split(chosen, code=code, title=name, names=names)
    kept = sorted(sorted(found, key=lambda line: -len(line.marks))[:MOST_CHARTS], key=found.index)
    return tuple(kept)


def _split(entries: Sequence[Entry], *, code: str, title: str, names: Names) -> list[Timeline]:
    if len(entries) <= MOST_MARKS:
        return [_timeline(entries, code=code, title=title, names=names)] if len(entries) > 1 else []
    measures = sorted({entry.claim.measure for entry in entries}, key=list(MEASURES).index)
    parts = [(measure, [entry for entry in entries if entry.claim.measure is measure]) for measure in measures]
    return [
        _timeline(its, code=f"{code}-{measure.value}", title=f"{title}, {measure_words(measure).lower()}", names=names)
        for measure, its in parts
        if len(its) > 1
    ]


def _timeline(entries: Sequence[Entry], *, code: str, title: str, names: Names) -> Timeline:
    latest = sorted(entries, key=lambda entry: (_last(entry), entry.anchor), reverse=True)[:MOST_MARKS]
    drawn = sorted(latest, key=order)
    several = len({(entry.claim.measure, entry.claim.civilian) for entry in drawn}) > 1
    over = len(entries) - len(drawn)
    return Timeline(
        anchor=f"timeline-{code}",
        title=title,
        summary=_summary(drawn),
        marks=tuple(_mark(entry, place, several) for place, entry in enumerate(drawn)),
        rows=tuple(row(entry, names=names) for entry in drawn),
        left_out=f"The latest {len(drawn)} are drawn; {count_words(over, 'earlier claim')} in the table of all claims alone."
        if over
        else "",
    )


def _last(entry: Entry) -> dt.date:
    period = entry.claim.period
    return period.end or period.start or dt.date.min


def _summary(entries: Sequence[Entry]) -> str:
    days = [day for entry in entries for day in (entry.claim.period.start, entry.claim.period.end) if day]
    kinds = [STATUSES[status].title.lower() for status in STATUSES if any(e.claim.status is status for e in entries)]
    what = listed([measure_words(m).lower() for m in MEASURES if any(e.claim.measure is m for e in entries)])
    said = count_words(len(entries), "claim")
    return f"{said} between {day_words(min(days))} and {day_words(max(days))}, of {what}; by status: {listed(kinds)}."


def _mark(entry: Entry, place: int, several: bool) -> Mapping[str, str | int | bool]:
    claim, period = entry.claim, entry.claim.period
    first, last = period.start or period.end, period.end or period.start
    counted = what_words(claim.measure, claim.civilian).lower()
    what = f"{figure_words(claim)} · {counted}" if several else figure_words(claim)
    voice = f"{said_by(entry)} · {STATUSES[claim.status].title.lower()}"
    return {
        "place": place,
        "start": f"{first}T00:00:00Z",
        "end": f"{last}T00:00:00Z",
        "open_start": period.start is None,
        "open_end": period.end is None,
        "status": claim.status.value,
        "figure": visible(what),
        "voice": visible(voice),
        "told": visible(f"{what}, {period_words(period)}, {voice}"),
        "href": f"#r-{entry.anchor}",
    }


def spec(timeline: Timeline) -> dict[str, Any]:
    """The chart as a Vega-Lite spec with its values in it."""
    made = template("timeline")
    made["data"]["values"] = [dict(mark) for mark in timeline.marks]
    days = [dt.date.fromisoformat(str(mark[end])[:10]) for mark in timeline.marks for end in ("start", "end")]
    span = (max(days) - min(days)).days
    made["encoding"]["x"]["axis"]["format"] = "%-d %b %Y" if span < 100 else "%b %Y" if span < 2200 else "%Y"
    made["encoding"]["x"]["axis"]["tickCount"] = 4 if span < 100 else 6
    return made


def template(name: str) -> dict[str, Any]:
    """A spec of `specs/` without its values, to be filled."""
    return copy.deepcopy(_templates(name))


@cache
def _templates(name: str) -> dict[str, Any]:
    text = (resources.files("muster.brief") / "specs" / f"{name}.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def svg(timeline: Timeline) -> str:
    """The picture as inline SVG: titled, described, its links leading within the page. Fonts are generic."""
    return drawn(spec(timeline), anchor=timeline.anchor, title=timeline.title, summary=timeline.summary)


def drawn(made: dict[str, Any], *, anchor: str, title: str, summary: str) -> str:
    """The same of any spec with its values in it."""
    import vl_convert

    root = ElementTree.fromstring(vl_convert.vegalite_to_svg(made, allowed_base_urls=[]))
    _strip(root)
    for link in root.iter(f"{{{_SVG}}}a"):
        _lead(link)
    return _named(root, anchor=anchor, role="group", title=title, summary=summary)


def _named(root: ElementTree.Element, *, anchor: str, role: str, title: str, summary: str) -> str:
    """The picture with its name and its words for those who cannot see it."""
    ElementTree.register_namespace("", _SVG)
    root.attrib.pop("class", None)
    root.attrib |= {"role": role, "aria-labelledby": f"{anchor}-t {anchor}-d"}
    for place, (tag, text) in enumerate((("title", title), ("desc", summary))):
        element = ElementTree.Element(f"{{{_SVG}}}{tag}", {"id": f"{anchor}-{tag[0]}"})
        element.text = visible(text)
        root.insert(place, element)
    return ElementTree.tostring(root, encoding="unicode")


_HEADING = {
    "anchor": "start",
    "fontSize": 15,
    "subtitleFontSize": 11.5,
    "subtitleColor": "#4a4a4a",
    "subtitlePadding": 5,
}


def standing_alone(made: dict[str, Any], *, title: str, about: str, form: str, told: str = "") -> bytes:
    """The picture of a spec as a file of its own, on a ground of its own, with its title and what it is `about` under it: `svg`, or `png`
    at twice its size. `told` are its rows in words, for those who cannot see an `svg`."""
    import vl_convert

    heading = {"text": visible(title), "subtitle": visible(about), "offset": 12, **_HEADING}
    made = {**made, "background": "#fffefa", "title": heading}
    made["padding"] = {"left": 12, "right": 12, "top": 104, "bottom": 12}
    if form == "png":
        picture: bytes = vl_convert.vegalite_to_png(made, scale=2, allowed_base_urls=[])
        return picture
    root = ElementTree.fromstring(vl_convert.vegalite_to_svg(made, allowed_base_urls=[]))
    _strip(root)
    return _named(root, anchor="picture", role="img", title=title, summary=f"{about} {told}".strip()).encode()


def _strip(root: ElementTree.Element) -> None:
    """Takes off what the drawing library says of its own groups: it names no claim and only lengthens what is read aloud."""
    for element in root.iter():
        for name in [one for one in element.attrib if one.startswith("aria-") or one in ("role", "style", "class")]:
            del element.attrib[name]


def _lead(link: ElementTree.Element) -> None:
    """Makes a link one within the page. Only the figure's words are a link to those who listen; the marks beside it repeat it."""
    target = re.search(r"#(?:r-[0-9a-f]+|b-[0-9-]+)$", link.attrib.pop(_LINK, ""))
    if target:
        link.set("href", target.group())
    link.set("tabindex", "-1")
    if link.find(f"{{{_SVG}}}text") is None:
        link.set("aria-hidden", "true")
