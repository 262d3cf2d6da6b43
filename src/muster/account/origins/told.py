"""What texts say of whom they rest on, and which outlets print whose figures.

Invariant: an edge here is told by words alone: by a claim's speaker, its source and its publisher, or by one sentence in two outlets.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from muster.account.origins.chance import place
from muster.account.origins.graph import (
    By,
    Edge,
    Node,
    Subject,
    basis,
    body,
    office_of,
    outlet,
    staff_of,
    subject,
    voice,
)
from muster.account.statement import Statement

_BASED = re.compile(
    r"\b(?P<named>[A-Z][\w.&]*(?: [A-Z][\w.&]*)*)-based\b|\b(?:based on|citing|relying on|on data of)\s+(?P<of>[^();]+)",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[^\w%]+")
_SENTENCE = 8  # words that make a sentence known again


def said(statements: Iterable[Statement]) -> Iterator[Edge]:
    """An edge from who speaks to whose data the text says it is, one for each subject; a name such as "(CIA-based)" says so too."""
    found: dict[tuple[Node, Node, Subject], list[Statement]] = defaultdict(list)
    whole: dict[tuple[str, Subject], int] = defaultdict(int)
    way: dict[
        tuple[str, str, frozenset[str]], str
    ] = {}  # one sentence has one who cites, the first that it was read to have
    for one in statements:
        key = voice(one).key
        whole[(key, subject(one))] += 1
        for parent in _named(one):
            if parent.key == key:
                continue
            at = (one.report.document.id, "" if one.report.table else one.sentence, frozenset((key, parent.key)))
            if one.report.table or way.setdefault(at, key) == key:
                found[(voice(one), parent, subject(one))].append(one)
    for (child, parent, of), its in sorted(found.items()):
        yield Edge(
            child=child.key,
            parent=parent.key,
            by=By.SAID,
            subject=of,
            words=f"said to be on data of {parent.name}",
            claims=tuple(one.id for one in its),
            whole=2 * len(its) >= whole[(child.key, of)],
        )


def _named(one: Statement) -> list[Node]:
    named = [node] if (node := basis(one)) is not None else []
    for found in _BASED.finditer(one.claim.speaker or ""):
        if name := (found["named"] or found["of"] or "").strip():
            named.append(body(name, one))
    return named


def houses(statements: Sequence[Statement]) -> Iterator[Edge]:
    """An edge from an army to its general staff, where both speak, and from a person to the office that the name is told with."""
    speak = {node.key: node for one in statements for node in (voice(one), basis(one)) if node}
    found: dict[tuple[Node, Node, Subject], list[Statement]] = defaultdict(list)
    for one in statements:
        parent = office_of(one) or speak.get(staff_of(one) or "")
        if parent is not None and parent.key != voice(one).key:
            found[(voice(one), parent, subject(one))].append(one)
    for (child, parent, of), its in sorted(found.items()):
        yield Edge(
            child=child.key,
            parent=parent.key,
            by=By.HOUSE,
            subject=of,
            words=f"of one house with {parent.name}",
            claims=tuple(one.id for one in its),
            whole=True,
        )


def in_full(edges: Iterable[Edge], counted: Iterable[Edge]) -> list[Edge]:
    """The edges with a short name made whole where the numbers bear it out: a figure said to be "the General Staff's" that is the sum of
    the Ukrainian General Staff's series is the Ukrainian's."""
    shown: dict[str, set[str]] = defaultdict(set)
    for edge in counted:
        for claim in edge.claims:
            shown[claim].add(edge.parent)
    whole = []
    for edge in edges:
        short = f" {edge.parent.partition(' in ')[0]}"
        long = {parent for claim in edge.claims for parent in shown[claim] if parent.endswith(short)}
        whole.append(replace(edge, parent=long.pop()) if edge.by is By.SAID and len(long) == 1 else edge)
    return whole


def parts(statements: Sequence[Statement]) -> Iterator[Edge]:
    """An edge from bodies named together to each of them that also speaks alone: "Mediazona and Meduza" is no third source."""
    alone = {voice(one).key: voice(one) for one in statements}
    found: dict[tuple[str, Node, Subject], list[Statement]] = defaultdict(list)
    for one in statements:
        key = voice(one).key
        for part in key.split(" + ") if " + " in key else ():
            if part in alone:
                found[(key, alone[part], subject(one))].append(one)
    for (child, parent, of), its in sorted(found.items()):
        yield Edge(
            child=child,
            parent=parent.key,
            by=By.SAID,
            subject=of,
            words=f"named together with others: {parent.name}",
            claims=tuple(one.id for one in its),
            whole=True,
        )


def outlets(statements: Iterable[Statement]) -> Iterator[Edge]:
    """An edge from every outlet to each body whose figures it prints, one for each subject."""
    found: dict[tuple[Node, Node, Subject], list[Statement]] = defaultdict(list)
    for one in statements:
        printed, speaker = outlet(one), voice(one)
        if speaker.kind == "body" and body(printed.name, one).key != speaker.key:
            found[(printed, speaker, subject(one))].append(one)
    for (child, parent, of), its in sorted(found.items()):
        yield Edge(
            child=child.key,
            parent=parent.key,
            by=By.OUTLET,
            subject=of,
            words=f"prints what {parent.name} says",
            claims=tuple(one.id for one in its),
        )


def copied(statements: Iterable[Statement]) -> Iterator[Edge]:
    """An edge from an outlet that speaks for itself to an earlier one with the same sentence and figure."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for one in statements:
        if not one.report.table and len(words := _PLAIN.sub(" ", one.sentence.casefold()).split()) >= _SENTENCE:
            found[f"{one.claim.quote.casefold()} {' '.join(words)}"].append(one)
    for _, its in sorted(found.items()):
        first, *others = sorted(its, key=lambda one: (one.published is None, one.published, *place(one)))
        for one in others:
            if voice(one).kind == "outlet" and outlet(one).key != outlet(first).key and subject(one) == subject(first):
                yield Edge(
                    child=outlet(one).key,
                    parent=voice(first).key,
                    by=By.OUTLET,
                    subject=subject(one),
                    words=f"prints the same sentence as {outlet(first).name}",
                    claims=(one.id,),
                    against=(first.id,),
                    mutual=one.published == first.published and voice(first).kind == "outlet",
                )
