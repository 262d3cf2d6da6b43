"""What the graph says that an editor should know: one basis in two mouths, one source behind many outlets.

Severity: a note where the text itself names the basis, beside the figure or elsewhere, where it cannot be told who took it from whom, or
where outlets only relay; minor where a figure is another's and is not said to be; serious where a body's whole row of figures is, and
nothing says so. Invariant: a finding speaks of statements of two nodes at least, or of one body's figure made of another of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from muster.account import wording
from muster.account.origins.chance import place
from muster.account.origins.graph import BY_NUMBERS, By, Edge, Origins, Subject, basis, one_name, outlet, subject, voice
from muster.account.origins.independence import Climb
from muster.account.statement import Statement
from muster.claims.figure import Figure
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.period import Period

OUTLETS = 3  # that print one figure of one speaker before it is worth saying
_FOLLOWS = {
    By.SUM: "It is no second observation",
    By.AVERAGES: "They are one basis, not two",
    By.ROUNDED_RATE: "It is no second observation",
    By.CONSTANT: "It is no count of its own",
    By.CUMULATIVE: "They count once",
    By.FIGURE: "They count once",
}


_SHARED = frozenset({By.CUMULATIVE, By.FIGURE})  # where equal figures do not show who took it from whom


def findings(origins: Origins) -> list[Finding]:
    """What is one basis by its numbers, and what many tell that one source said, gravest first."""
    found = {one.id: one for one in (*_same_basis(origins), *_one_source(origins))}
    return sorted(found.values(), key=lambda one: one.order)


def _same_basis(origins: Origins) -> Iterator[Finding]:
    named = {(edge.child, edge.parent) for edge in origins.edges if edge.by is By.SAID}
    in_report: dict[str, set[str]] = defaultdict(set)
    for one in origins.of.values():
        if not one.report.table:
            in_report[one.report.document.id] |= {node.key for node in (voice(one), basis(one)) if node}
    for edge in origins.edges:
        if edge.by not in BY_NUMBERS or (
            edge.child != edge.parent and one_name(origins.name(edge.child), origins.name(edge.parent))
        ):
            continue
        its = [origins.of[claim] for claim in (*edge.claims, *edge.against)]
        own = its[: len(edge.claims)]
        told = _told(edge, own, said=named, in_report=in_report)
        yield wording.finding(
            Kind.BASIS,
            Verdict.SAME_BASIS,
            severity=_severity(edge, told),
            sentence=_sentence(origins, edge, named=_named(own, told)),
            of=its,
            numbers=edge.numbers,
        )


def _told(
    edge: Edge, own: Sequence[Statement], *, said: set[tuple[str, str]], in_report: Mapping[str, set[str]]
) -> str:
    """How those who tell it name whom they rest on: "said", "elsewhere" in their report, or not at all."""
    if (edge.child, edge.parent) in said:
        return "said"
    office = " ".join(edge.parent.split()[-2:])  # "general staff", whoever's it is called in that text
    beside = all(
        not one.report.table
        and (edge.parent in in_report.get(one.report.document.id, ()) or office in one.report.document.text.lower())
        for one in own
    )
    return "elsewhere" if beside else ""


def _severity(edge: Edge, told: str) -> Severity:
    if told or edge.child == edge.parent or edge.by in _SHARED:
        return Severity.NOTE
    return Severity.SERIOUS if edge.by is By.AVERAGES else Severity.MINOR


def _named(own: Sequence[Statement], told: str) -> str:
    """The same as the end of a clause."""
    sources = sorted({one.claim.source for one in own if one.claim.source})
    if told == "said":
        return ", as the text says"
    if told:
        return ", whom the report names beside it"
    return f", though it is said to be {wording.listed(sources)}'s" if sources else ", though no source is named"


def _sentence(origins: Origins, edge: Edge, *, named: str) -> str:
    child, parent = origins.name(edge.child), origins.name(edge.parent)
    if edge.child == edge.parent:
        return f"{child}: {edge.words}. {_FOLLOWS[edge.by]}."
    if edge.by in _SHARED:
        return f"{child}: {edge.words}. The two share one basis. {_FOLLOWS[edge.by]}."
    rests = "They rest" if edge.by is By.AVERAGES else "It rests"
    return f"{child}: {edge.words}. {rests} on {parent}{named}. {_FOLLOWS[edge.by]}."


# ------------------------------------------------------------------ many mouths
def _one_source(origins: Origins) -> Iterator[Finding]:
    climb = Climb(origins)
    groups: dict[tuple[Subject, str, Period, Figure], list[Statement]] = defaultdict(list)
    for one in origins.of.values():
        roots = climb.roots(one)
        if len(roots) == 1 and one.period.start is not None:
            groups[(subject(one), next(iter(roots)), one.period, _bare(one.claim.figure))].append(one)
    for (_, root, _, _), its in groups.items():
        its.sort(key=place)
        outlets = {outlet(one).key: outlet(one).name for one in its}
        if len(outlets) >= OUTLETS:
            yield _relayed(origins, root, its, names=sorted(outlets.values()))


def _bare(figure: Figure) -> Figure:
    """The number without its hedge: copies drop or add an "about"."""
    return (
        figure
        if len(figure.numbers) > 1
        else Figure(low=figure.numbers[0], high=figure.numbers[0], unit=figure.unit, per=figure.per)
    )


def _relayed(origins: Origins, root: str, its: Sequence[Statement], *, names: Sequence[str]) -> Finding:
    speakers = sorted({voice(one).name for one in its if voice(one).key != root and voice(one).kind == "body"})
    by = f" by way of {wording.listed(speakers)}" if speakers else ""
    return wording.finding(
        Kind.BASIS,
        Verdict.ONE_SOURCE,
        severity=Severity.NOTE,
        sentence=f"{len(names)} outlets, one source: {_few(names)} all give {wording.of_whom(its[0])}. It is the figure of "
        f"{origins.name(root)}{by}, told {len(its)} times and observed once.",
        of=its,
        numbers=(("outlets", len(names)), ("statements", len(its)), ("sources", 1)),
    )


def _few(names: Iterable[str]) -> str:
    listed = list(names)
    return wording.listed(listed) if len(listed) <= 4 else f"{', '.join(listed[:3])} and {len(listed) - 3} more"
