"""A brief as one HTML file or one Markdown file.

Invariant: whatever a document holds comes out as words: every string is escaped, every unseen character is written as its code
point, the page has no script and its policy lets none run and nothing load. The same brief gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from muster.brief import curves, dots, picture
from muster.brief.accounts import Habits, rate_words
from muster.brief.charts import drawn, svg
from muster.brief.composition import Brief
from muster.brief.curves import Curve
from muster.brief.estimates import Bar
from muster.brief.forward import Fan, Spans, fan_spec, spans_spec
from muster.brief.parts import Block, Row, Section, Timeline
from muster.brief.resting import Resting
from muster.brief.signs import shape
from muster.brief.words import APART, count_words, day_words, period_words, rounded, visible
from muster.claims.kinds import SEVERITIES
from muster.claims.measures import MEASURES, STATUSES
from muster.claims.period import Period

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


def html(brief: Brief) -> str:
    """One HTML file that needs nothing else."""
    from markupsafe import Markup

    style = (resources.files("muster.brief") / "templates" / "style.css").read_text(encoding="utf-8")
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{hashed}'; img-src data:; base-uri 'none'; form-action 'none'"
    return (
        _environment(autoescape=True)
        .get_template("page.html.j2")
        .render(
            _values(brief),
            style=Markup(style),
            policy=policy,
            picture=_picture,
            resting_picture=_resting,
            curve_picture=_curve,
            habits_picture=_habits,
            fan_picture=_fan,
            spans_picture=_spans,
            csv=_data_address(brief.sheet, "text/csv"),
            json=_data_address(brief.exact, "application/json"),
            open_texts=_size(brief) <= OPEN_TEXTS,
        )
    )


def markdown(brief: Brief) -> str:
    """The same as Markdown, as GitHub reads it."""
    text = _environment(autoescape=False).get_template("page.md.j2").render(_values(brief))
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


def _picture(timeline: Timeline) -> Markup:
    from markupsafe import Markup

    return Markup(svg(timeline))


def _resting(resting: Resting) -> Markup:
    from markupsafe import Markup

    return Markup(picture.svg(resting))


def _curve(curve: Curve) -> Markup:
    from markupsafe import Markup

    return Markup(drawn(curves.spec(curve), anchor=curve.anchor, title=curve.title, summary=curve.summary))


def _habits(its: Habits) -> Markup:
    from markupsafe import Markup

    made = dots.spec(its.dots, axis="times what the account holds (middle, 80 and 95 of 100 accounts)")
    return Markup(drawn(made, anchor=its.anchor, title=its.title, summary=its.summary))


def _fan(its: Fan) -> Markup:
    from markupsafe import Markup

    return Markup(drawn(fan_spec(its), anchor=its.anchor, title=its.title, summary=its.summary))


def _spans(its: Spans) -> Markup:
    from markupsafe import Markup

    return Markup(drawn(spans_spec(its), anchor=its.anchor, title=its.title, summary=its.summary))


def _days(bar: Bar, level: bool) -> str:
    """The days of a figure; of a level the last alone."""
    return day_words(bar.end) if level else period_words(Period(bar.start, bar.end))


def _size(brief: Brief) -> int:
    return sum(_length(piece) for page in brief.pages for par in page.paragraphs for piece in par.pieces)


def _length(piece: object) -> int:
    return len(piece) if isinstance(piece, str) else sum(_length(one) for one in getattr(piece, "pieces", ()))


def _data_address(text: str, media: str) -> str:
    coded = base64.b64encode(text.encode("utf-8", "backslashreplace")).decode()
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
