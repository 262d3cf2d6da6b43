"""What the pages on findings and on the account take from the code: kinds, verdicts, the chart, stocks and flows, widths, dates.

Each function gives a piece of Markdown; `make_docs` puts it between its marks on the page.
"""

from __future__ import annotations

from muster import watch
from muster.account import dating, system, widths
from muster.account.chart import Entry, shipped
from muster.account.flows import FLOWS, Course, Stock
from muster.account.functional import Sense
from muster.claims.finding import GRAVEST_FIRST
from muster.claims.kinds import KINDS, SEVERITIES, VERDICTS
from muster.desk import estimating
from muster.watch.thresholds import shipped as shipped_thresholds

OUTSIDE = "the world"
STOCKS = {
    Stock.THEATRE: "in the theatre of war",
    Stock.ELSEWHERE: "under arms elsewhere, in training too",
    Stock.HOSPITAL: "wounded, and not back",
    Stock.MISSING: "not known to be dead, captive or absent",
    Stock.CAPTIVE: "held by the other side",
    Stock.ABSENT: "gone without leave",
}


def kinds() -> str:
    """Every kind with what it means, when it is wrong, the rule of its severity and an example."""
    lines = []
    for kind, about in KINDS.items():
        lines += [
            f"### `{kind.value}`",
            "",
            f"**{about.title}.** {about.what}",
            "",
            f"*When it is wrong.* {about.limits}",
            "",
            f"*How grave.* {about.severity[:1].upper()}{about.severity[1:]}",
            "",
            f"> {about.example}",
            "",
        ]
    return "\n".join(lines)


def verdicts() -> str:
    """Every verdict in a line."""
    return _table(("verdict", "what it says"), [(f"`{one.value}`", said) for one, said in VERDICTS.items()])


def severities() -> str:
    """The severities, gravest first."""
    return _table(("severity", "what is so grave"), [(f"`{one.value}`", SEVERITIES[one]) for one in GRAVEST_FIRST])


# ------------------------------------------------------------------ the account
def stocks() -> str:
    """The stocks."""
    return _table(("stock", "who is in it"), [(f"`{stock.value}`", STOCKS[stock]) for stock in Stock])


def flows() -> str:
    """The flows between the stocks, and what is counted beside them."""
    rows = [(f"`{flow.value}`", _way(course), course.why) for flow, course in FLOWS.items()]
    return _table(("flow", "from → to", "why it stands so"), rows)


def _way(course: Course) -> str:
    if not course.out_of and not course.into:
        return "touches no stock"
    out_of, into = (" or ".join(stock.value for stock in stocks) or OUTSIDE for stocks in (course.out_of, course.into))
    return f"{out_of} → {into}"


def chart() -> str:
    """Every measure with its senses, why, and the source."""
    rows = [(f"`{m.value}`", _meanings(entry), entry.why, entry.source) for m, entry in shipped().items()]
    return _table(("measure", "can mean", "why", "source"), rows)


def _meanings(entry: Entry) -> str:
    if entry.of and entry.base:
        other = " of the other side" if entry.other else ""
        return f"`{entry.of.value}`{other} over `{entry.base.value}`"
    if not entry.senses:
        return "no row"
    floor = "; from below only" if entry.floor else ""
    return "; ".join(_sense(sense) for sense in entry.senses) + floor


def _sense(sense: Sense) -> str:
    if sense.level:
        return "level: " + " + ".join(stock.value for stock in sense.stocks)
    terms = ""
    for flow, weight in sense.flows:
        sign = " − " if weight < 0 else " + " if terms else ""
        terms += sign + ("" if abs(weight) == 1 else f"{abs(weight):g} × ") + flow.value
    return terms


def rules() -> str:
    """How wide a figure is and for which days it speaks, with the numbers that the code has."""
    width = [
        ("a plain number", "half a unit of its last digit as printed, in its own unit and converted after"),
        ("at most", f"{widths.MOST:.0%} of the figure, however round it is"),
        ("about, some, roughly", "twice that"),
        ("nearly, almost, close to", "below only"),
        ("between A and B", "each end widened as a plain number is"),
        (
            "over N, at least N",
            "as a bound any number from N; as spoken up to one unit of its last digit more, at most "
            f"{widths.SPOKEN:.0%}",
        ),
        (
            "up to N, fewer than N",
            "as a bound any number to N; as spoken down to one unit of its last digit less, at most "
            f"{widths.SPOKEN:.0%}",
        ),
        ("counts of the dead, named dead", "from below only: a list is never complete"),
        (
            f"an event of {system.SHORT} days or fewer that a text tells",
            "from below only: more can have happened elsewhere",
        ),
    ]
    days = [
        ("days that a text gives in full", "as they are, always"),
        (
            "a rate or a level in the present tense, undated",
            f"the {dating.PRESENT} days before publication; a yearly rate the 365 days",
        ),
        ("a total of the past, undated", "the start of the war to the day of publication, from below only"),
        ("one end open", "the start of the war, or the day of publication"),
        ("a level with a day", "that day"),
        (f"a level over up to {system.SPAN_DAYS} days", "the middle of them"),
        ("a level with none, in a document with none", "no row: it is kept, and `muster show` says so"),
        ("a rate a month", "calendar months, a part by its days"),
    ]
    return "\n\n".join([_table(("said as", "how wide"), width), _table(("told for", "speaks for"), days)])


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)])


def assumptions() -> str:
    """Everything that the estimate assumes before it sees a claim, with the reason."""
    return _table(
        ("assumption", "is", "why"), [(one["name"], one["is"], one["why"]) for one in estimating.assumptions()]
    )


# ------------------------------------------------------------------ the indicators
def questions() -> str:
    """The questions that a board answers, and by which indicators."""
    rows = []
    for one in watch.questions():
        by = ", ".join([*one.indicators, *(f"{id_} of the other side" for id_ in one.other)])
        rows.append((one.id, one.asks, by, one.caveat))
    return _table(("", "question", "answered by", "mind"), rows)


def indicators() -> str:
    """Every indicator under its heading: what it reads, its rule and its limits."""
    lines = []
    for one in watch.indicators().values():
        lines += [
            f"### `{one.id}`",
            "",
            f"**{one.name}.** *Reads:* {one.inputs}",
            "",
            f"*Rule.* {one.rule}",
            "",
            f"*Limits.* {one.limits}",
            "",
            *([f"*In common with others.* {', '.join(f'`{name}`' for name in one.shared)}", ""] if one.shared else []),
        ]
    return "\n".join(lines)


def thresholds() -> str:
    """Every threshold with its number, unit and reason."""
    rows = [
        (indicator, one.name, f"{one.value:g}", one.unit, one.why)
        for indicator, its in shipped_thresholds().of.items()
        for one in its.values()
    ]
    return _table(("indicator", "threshold", "is", "unit", "why"), rows)
