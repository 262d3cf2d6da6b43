"""A brief as one HTML file or one Markdown file.

Invariant: whatever a document holds comes out as words: every string is escaped, every unseen character is written as its code
point, the page has no script and its policy lets none run and nothing load. The same brief gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from muster.brief import plates
from muster.brief.accounts import rate_words
from muster.brief.estimates import Bar
from muster.brief.exhibits import Drawn, Exhibit, exhibits
from muster.brief.facts import FILE, written
from muster.brief.files import about, series
from muster.brief.parts import Block, Row, Section
from muster.brief.resting import Resting
from muster.brief.signs import shape
from muster.brief.whole import Brief
from muster.brief.words import APART, count_words, day_words, listed, period_words, rounded, visible
from muster.claims.kinds import SEVERITIES
from muster.claims.measures import MEASURES, STATUSES
from muster.claims.period import Period
from muster.claims.yardstick import yardstick

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

LONG_TABLE = 30
LONG_LIST = 150
SHORT_LIST = 12
MOST_LINKS = 12
MOST_FINDINGS = 20  # of a kind, before the others are folded
MOST_FAR = 8  # figures far out, before the others are folded
MOST_QUOTES = 4  # beside a finding, before the others are folded
OPEN_TEXTS = 60_000
_ODD = re.compile("⟦U\\+[0-9A-F]{4,6}⟧")
_MARKUP = re.compile(r"([\\`*_\[\]#|~!{}])")
_LINE_START = re.compile(r"^([-+=])")
_LIST_NUMBER = re.compile(r"^(\d{1,9})([.)])")


Drawing = Callable[[Drawn], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a page is written out: `drawing` puts a chart into it; `along` whether files go along with it, and `with_png` whether pictures as
    PNG are among them; `unfolded` where all of it is to be seen at once, as on paper."""

    drawing: Drawing
    along: bool = True
    with_png: bool = False
    unfolded: bool = False


def html(brief: Brief, *, with_png: bool = False) -> str:
    """One HTML file that needs nothing else; `with_png` puts a PNG of each chart into it too."""
    return page(brief, form=Form(drawing=cached(plates.inline), with_png=with_png))


def cached(drawing: Drawing) -> Drawing:
    """The same that draws each chart once."""
    made: dict[str, str] = {}

    def again(of: Drawn) -> str:
        anchor = "resting" if isinstance(of, Resting) else of.anchor
        if anchor not in made:
            made[anchor] = drawing(of)
        return made[anchor]

    return again


def page(brief: Brief, *, form: Form) -> str:
    """The page in some form."""
    from markupsafe import Markup

    style = (resources.files("muster.brief") / "templates" / "style.css").read_text(encoding="utf-8")
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{hashed}'; img-src data:; base-uri 'none'; form-action 'none'"
    shown = exhibits(brief)
    text = (
        _environment(autoescape=True)
        .get_template("page.html.j2")
        .render(
            _values(brief),
            style=Markup(style),
            policy=policy,
            drawing=lambda of: Markup(form.drawing(of)),
            exhibits={one.anchor: one for one in shown},
            files={one.anchor: list(_files(brief, one, form)) for one in shown} if form.along else {},
            along=list(_along(brief)) if form.along else [],
            open_texts=form.unfolded or _size(brief) <= OPEN_TEXTS,
        )
    )
    return _led_within(text, link=_LINK, ids=_ID) if brief.without else text


_ID, _LINK = (
    re.compile(r'\sid="([^"]+)"'),
    re.compile(r'<a\b[^>]*\shref="#(?P<to>[^"]*)"[^>]*>(?P<words>.*?)</a>', re.DOTALL),
)
_SPOT, _LED = re.compile(r'<a id="([^"]+)">'), re.compile(r"\[(?P<words>(?:\\.|[^\[\]\\])*)\]\(#(?P<to>[^)\s]+)\)")


def _led_within(text: str, *, link: re.Pattern[str], ids: re.Pattern[str]) -> str:
    """The text with the words alone of links into sections that it is without."""
    there = set(ids.findall(text))
    return link.sub(lambda one: one[0] if one["to"] in there else one["words"], text)


def _along(brief: Brief) -> Iterator[tuple[str, str, str]]:
    """What goes along with the whole of it: in words, the name of the file, and its address."""
    yield "CSV for spreadsheets", "claims.csv", data_address(brief.sheet, "text/csv")
    yield "JSON, exact", "claims.json", data_address(brief.exact, "application/json")
    yield "what a later brief can be held against", FILE, data_address(written(brief.facts), "application/json")


def _files(brief: Brief, one: Exhibit, form: Form) -> Iterator[tuple[str, str, str]]:
    """The same of one chart."""
    made = brief.made.isoformat() if brief.made else ""
    picture = plates.alone(one, form.drawing(one.of))
    yield "CSV", f"{one.anchor}.csv", data_address(series(one), "text/csv")
    yield "SVG", f"{one.anchor}.svg", data_address(picture, "image/svg+xml")
    if form.with_png:
        yield "PNG", f"{one.anchor}.png", data_address(plates.png(picture), "image/png")
    yield "metadata", f"{one.anchor}.json", data_address(about(one, brief=brief.title, made=made), "application/json")


def markdown(brief: Brief) -> str:
    """The same as Markdown, as GitHub reads it."""
    text = _environment(autoescape=False).get_template("page.md.j2").render(_values(brief))
    text = _led_within(text, link=_LED, ids=_SPOT) if brief.without else text
    return re.sub(r"\n{3,}", "\n\n", text)


def _values(brief: Brief) -> dict[str, Any]:
    statuses = [
        {"value": status.value, "title": about.title, "what": about.what, "apart": status in APART}
        for status, about in STATUSES.items()
    ]
    found = brief.checks is not None and bool(brief.checks.kinds or brief.checks.agreements)
    return {
        "brief": brief,
        "statuses": statuses,
        "measures": [about for measure, about in MEASURES.items() if measure in {one.measure for one in brief.claims}],
        "anchors": frozenset(row.anchor for row in brief.rows),
        "origins": {page.anchor: page.origin for page in brief.pages},
        "long_list": LONG_LIST,
        "short_list": SHORT_LIST,
        "most_links": MOST_LINKS,
        "most_findings": MOST_FINDINGS,
        "most_far": MOST_FAR,
        "most_quotes": MOST_QUOTES,
        "shape": shape,
        "sources": {one.anchor: one for one in exhibits(brief)},
        "yardstick": yardstick(),
        "chances": bool(brief.accounts or brief.forward or brief.signs),
        "assumed": _assumed(brief),
        "severities": [(one.value, what) for one, what in SEVERITIES.items()] if found else [],
    }


@cache
def _environment(*, autoescape: bool) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("muster.brief", "templates"),
        autoescape=autoescape,
        finalize=_seen,
        undefined=StrictUndefined,
        trim_blocks=autoescape,  # in Markdown an empty line means something
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    filters: dict[str, Callable[..., Any]] = {
        "day": day_words,
        "count": count_words,
        "md": markdown_words,
        "paragraph": _paragraph,
        "line": _line,
        "shown": _shown,
        "groups": _groups,
        "tables": _tables,
        "month": lambda day: f"{day:%B %Y}",
        "rounded": rounded,
        "rate": rate_words,
        "days": _days,
    }
    made.filters.update(filters)
    return made


def _seen(value: object) -> object:
    """Every string that a template prints goes through here; what is markup already does not."""
    return visible(value) if type(value) is str else value


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each document together, in the order they come."""
    return [list(its) for _, its in itertools.groupby(rows, key=lambda row: row.document_anchor)]


def _tables(section: Section) -> list[tuple[bool, list[Block]]]:
    """The blocks of a section as they stand in tables: a long one in a table of its own, which is folded, the others in one together."""
    runs = itertools.groupby(section.blocks, key=lambda block: block.anchor if block.size > LONG_TABLE else "")
    return [(bool(long), list(its)) for long, its in runs]


def _shown(text: str) -> Markup:
    """Text of a document, its unseen characters set off."""
    from markupsafe import Markup, escape

    seen = visible(text)
    if "⟦" not in seen:
        return escape(seen)
    return Markup(_ODD.sub(lambda odd: f'<span class="odd">{odd.group()}</span>', str(escape(seen))))


def _assumed(brief: Brief) -> list[tuple[str, tuple[tuple[str, str, str], ...]]]:
    """What the estimates assume, once for all that assume the same: whose, and each assumption."""
    found: dict[tuple[tuple[str, str, str], ...], list[str]] = {}
    for account in brief.accounts:
        if account.estimate.assumed:
            found.setdefault(account.estimate.assumed, []).append(account.title)
    return [(listed(whose), its) for its, whose in found.items()]


def _days(bar: Bar, level: bool) -> str:
    """The days of a figure; of a level the last alone."""
    return day_words(bar.end) if level else period_words(Period(bar.start, bar.end))


def _size(brief: Brief) -> int:
    return sum(_length(piece) for page in brief.pages for par in page.paragraphs for piece in par.pieces)


def _length(piece: object) -> int:
    return len(piece) if isinstance(piece, str) else sum(_length(one) for one in getattr(piece, "pieces", ()))


def data_address(held: str | bytes, media: str) -> str:
    """What is held as an address that holds it itself."""
    if isinstance(held, bytes):
        return f"data:{media};base64,{base64.b64encode(held).decode()}"
    coded = base64.b64encode(held.encode("utf-8", "backslashreplace")).decode()
    return f"data:{media};charset=utf-8;base64,{coded}"


def markdown_words(text: str) -> str:
    """Text that Markdown prints as it is: no markup, no HTML, no address or name made into a link."""
    seen = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    seen = _MARKUP.sub(r"\\\1", seen)
    seen = seen.replace("://", "&#58;//").replace("@", "&#64;")
    return re.sub(r"(?i)\bwww\.", lambda found: f"{found.group()[:3]}&#46;", seen)


def _line(text: str) -> str:
    """Text on one line, with one space wherever there were several."""
    return re.sub(r"\s+", " ", text)


def _paragraph(text: str, broken: bool) -> str:
    """A paragraph of a document as one of Markdown's: nothing in it begins a list, a rule or a block of code."""
    lines = [line.strip() for line in text.split("\n")]
    lines = [_LIST_NUMBER.sub(r"\1\\\2", _LINE_START.sub(r"\\\1", line)) for line in lines]
    return ("<br>\n" if broken else "\n").join(lines)
