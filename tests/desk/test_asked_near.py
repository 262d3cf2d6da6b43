"""What a question is answered from: the claims that can bear on it and no others, with the answer that all of them give."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from muster.account import bounds
from muster.account.bounds import Answer, Question
from muster.account.chart import overlaid
from muster.account.statement import statements
from muster.account.system import System, bearing_on, systems
from muster.claims.claim import Claim, Place
from muster.claims.document import Document
from muster.claims.errors import MusterError
from muster.claims.figure import Bound, Figure
from muster.claims.measures import Measure, Status
from muster.claims.party import Party
from muster.claims.period import Period
from muster.claims.report import Report
from muster.claims.war import wars_with
from muster.desk import asking
from muster.desk.meant import meant
from muster.desk.reports import of_paths
from muster.desk.settings import Options, Settings, settings

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "reports").glob("*"))
PARTIES = ("RU", "UA", "RU-WAGNER", "IQ", "IR", "SD-RSF", None)
WARS = ("russia-ukraine", "iran-iraq", "russia-ukraine", None, "of nobody")
SPEAKERS = (
    "the Harrow Institute",
    "the Harrow Institute for Strategy",
    "the Defence Ministry",
    "its general staff",
    "officials",
    None,
)
MEASURES = (
    Measure.KILLED,
    Measure.LOSSES,
    Measure.WOUNDED,
    Measure.STRENGTH,
    Measure.EXCHANGE_RATIO,
    Measure.RECRUITED,
)


def report(number: int, chance: random.Random) -> Report:
    """A text of figures that nobody wrote, of wars and parties that go together or do not."""
    day = dt.date(2022, 6, 1) + dt.timedelta(days=chance.randrange(700))
    figures = [chance.choice((20, 400, 5_000, 5_100, 60_000)) for _ in range(12)]
    said = [
        f"Near Kyiv {figure:,} of them were killed or lost in {day:%B %Y}, the general staff said."
        for figure in figures
    ]
    document = Document(
        text="\n\n".join(said), title=f"Report {number}", publisher=f"Paper {number % 2}", published=day, language="en",
        media=chance.choice(("text", "text", "dataset")),
    )  # fmt: skip
    claims, at = [], 0
    for figure in figures:
        at = document.text.index(f"{figure:,}", at)
        claims.append(claim(document, figure, at=at, chance=chance))
        at += 1
    return Report(document=document, claims=tuple({one.id: one for one in claims}.values()))


def claim(document: Document, figure: int, *, at: int, chance: random.Random) -> Claim:
    assert document.published is not None
    measure, bound = chance.choice(MEASURES), chance.choice((Bound.EXACT, Bound.ABOUT, Bound.AT_LEAST))
    value = figure if measure is not Measure.EXCHANGE_RATIO else figure / 1000
    first = document.published.replace(day=1)
    return Claim(
        figure=Figure(
            low=value, high=None if bound is Bound.AT_LEAST else value, bound=bound,
            unit="ratio" if measure is Measure.EXCHANGE_RATIO else "person",
        ),
        quote=f"{figure:,}",
        place=Place(document=document.id, start=at, end=at + len(f"{figure:,}")),
        measure=measure,
        party=Party(code) if (code := chance.choice(PARTIES)) else None,
        civilian=chance.random() < 0.1,
        period=chance.choice((Period(first, document.published), Period(), Period(dt.date(2022, 2, 24), document.published))),
        status=chance.choice((Status.ESTIMATE, Status.COUNT, Status.REPORT, Status.TARGET)),
        speaker=chance.choice(SPEAKERS),
        scope=chance.choice((None, None, "officers")),
        war=chance.choice(WARS),
    )  # fmt: skip


def of_all(material: Sequence[Report], its: Settings, *, party: str, war: str | None, period: Period) -> System | str:
    """The system that a question means, by tabulating everything there is; why there is none."""
    wars, chart = wars_with(its.wars), overlaid(its.chart, where=its.origins["chart"])
    found = [
        one
        for one in systems(statements(material, wars=wars, chart=chart), wars=wars, chart=chart)
        if any(row.series.party == party for row in one.rows)
        and (war is None or (one.war is not None and one.war.id == war))
    ]
    if not found:
        return "MissingInput"
    met = [
        one
        for one in found
        if one.war is None or (one.war.start <= period.end and (one.war.end or period.start) >= period.start)
    ]  # type: ignore[operator]
    inside = met or found
    if len(inside) > 1:
        now = [one for one in inside if one.war is not None and one.war.end is None]
        own = [one for one in now if one.war is not None and one.war.is_own(party)]
        return next((some[0] for some in (now, own) if len(some) == 1), "UsageError")
    return inside[0]


def alone(system: System, question: Question) -> list[tuple[str, Answer]]:
    """The same as `bounds.alone` gives, body by body out of all rows."""
    bodies = {
        (row.statement.body.name, row.statement.body.key)
        for row in system.rows
        if question.measure in (row.series.measure, row.base and row.base.measure)
        and row.series.party == question.party.code
    }
    each = [
        (name, bounds.ask(system.only(row for row in system.rows if row.statement.body.key == key), question))
        for name, key in sorted(bodies)
    ]
    return [(name, one) for name, one in each if one.least or one.most or one.clashes]


def shown(one: Answer | None) -> object:
    """An answer in plain values: a statement is itself alone."""
    if one is None:
        return None
    sets = [(clash.claims, clash.gives, clash.change, clash.becomes, clash.sharpest) for clash in one.clashes]
    ids = [[statement.id for statement in its] for its in (one.least, one.most, one.without)]
    return (one.width, ids, one.given, sets, one.undecided, one.claims)


def compared(material: Sequence[Report], its: Settings, *, party: str, measure: Measure, war: str | None) -> bool:
    """That a question has the answer of all claims; whether it has one at all."""
    question = Question(measure=measure, party=Party(party), period=Period(dt.date(2022, 3, 1), dt.date(2024, 12, 31)))
    whole = of_all(material, its, party=party, war=war, period=question.period)
    given = asking.Material(reports=tuple(material), heads=(), settings=its)
    for undated in (False, True):
        wanted = asking.Asked(question=question, war=war, undated=undated)
        if isinstance(whole, str):
            with pytest.raises(MusterError) as told:
                asking.work(wanted, given, tell=lambda _: None)
            assert type(told.value).__name__ == whole
            continue
        found, chosen = asking.work(wanted, given, tell=lambda _: None)
        believed = bounds.trusted(whole, undated=undated)
        assert shown(found.together) == shown(bounds.ask(believed, question))
        assert [(name, shown(one)) for name, one in found.alone] == [
            (name, shown(one)) for name, one in alone(believed, question)
        ]
        assert found.loose == (0 if undated else bounds.loose(whole, question))
        assert found.war == (whole.war.name if whole.war else "no known war")
        assert chosen is not None
        assert not chosen.run
        named = meant(material, its, parties=(party,), war=war, period=question.period)
        assert rows(named) == rows(whole)
    return not isinstance(whole, str)


def rows(system: System) -> list[tuple[object, ...]]:
    return [(row.claim, row.series, row.base, row.start, row.end, row.width, row.why, row.loose) for row in system.rows]


@pytest.mark.parametrize("seed", range(6))
def test_of_made_up_reports_the_answers_are_those_of_all_claims(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    its = settings(Options(ledger=tmp_path / "none.duckdb", jobs=1), environment={})
    material = [report(number, chance) for number in range(1 + seed)]
    answered = [
        compared(material, its, party=party, measure=measure, war=war)
        for party in ("RU", "UA", "IQ", "RU-WAGNER", "FR")
        for measure, war in ((Measure.KILLED, None), (Measure.LOSSES, "russia-ukraine"), (Measure.STRENGTH, None))
    ]
    assert any(answered)


def test_of_the_examples_the_answers_are_those_of_all_claims(tmp_path: Path) -> None:
    its = settings(Options(ledger=tmp_path / "none.duckdb", jobs=1), environment={})
    material = of_paths(EXAMPLES, its)
    codes = sorted({one.party.code for report in material for one in report.claims if one.party})
    answered = [
        compared(material, its, party=code, measure=measure, war=None)
        for code in codes
        for measure in (Measure.KILLED, Measure.LOSSES, Measure.STRENGTH)
    ]
    assert sum(answered) > len(codes)


def test_a_statement_of_one_war_and_party_is_as_it_is_among_all(tmp_path: Path) -> None:
    chance = random.Random(7)
    material, wars = [report(number, chance) for number in range(8)], wars_with(())
    whole = statements(material, wars=wars)
    for war in WARS:
        for party in PARTIES:

            def its(one: Claim, war: str | None = war, party: str | None = party) -> bool:
                return one.war == war and (one.party.code if one.party else None) == party

            some = statements(material, wars=wars, only=its)
            among = [one for one in whole if its(one.claim)]
            assert [(one.id, one.body, one.scope, one.rests, one.period) for one in some] == [
                (one.id, one.body, one.scope, one.rests, one.period) for one in among
            ]


def test_ratios_and_those_counted_within_bear_on_a_party() -> None:
    wars = wars_with(())
    assert {"RU", "UA"} <= bearing_on(["RU"], wars["russia-ukraine"])
    assert bearing_on(["RU"], None) == {"RU"}
