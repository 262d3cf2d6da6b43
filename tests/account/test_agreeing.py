"""Which claims are left out so that the others can hold: those against which many stand, and not the many one by one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from muster.account import bounds
from muster.account.bounds import Question
from muster.account.statement import statements
from muster.account.system import System, systems
from muster.claims.measures import Measure
from muster.claims.party import Party
from muster.claims.period import Period
from muster.claims.war import shipped_wars
from muster.desk.reports import of_paths
from muster.desk.settings import settings

FACTS = Path(__file__).resolve().parents[2].parent / "shared" / "facts"
WARS = shipped_wars()
HEAD = "published,war,start_date,end_date,party,civilian,measure,low,high,bound,unit,per,status,speaker,source,note"


def row(start: dt.date, end: dt.date, number: int, who: str) -> str:
    after = end + dt.timedelta(days=1)
    return (
        f"{after},Russia-Ukraine,{start},{end},RU,false,killed,{number},{number},exact,person,,report,{who},,simulated"
    )


def system_of(paths: list[Path]) -> System:
    its = statements(of_paths(paths, settings()), wars=WARS)
    return next(one for one in systems(its, wars=WARS) if one.war is not None and one.war.id == "russia-ukraine")


def asked(system: System, first: dt.date, last: dt.date) -> bounds.Answer:
    question = Question(measure=Measure.KILLED, party=Party("RU"), period=Period(first, last), civilian=False)
    return bounds.ask(bounds.trusted(system), question)


def test_totals_go_and_not_the_days_that_each_is_held_against(tmp_path: Path) -> None:
    first = dt.date(2024, 3, 1)
    days = [first + dt.timedelta(days=at) for at in range(30)]
    told = [sum(100 + at % 7 for at in range(upto + 1)) for upto in range(30)]
    lines = [row(days[0], day, number, "Institute A") for day, number in zip(days, told, strict=True)]
    lines += [row(days[at], days[at + 9], 1600 + at, f"Paper {at}") for at in range(0, 20, 3)]
    (tmp_path / "claims.csv").write_text("\n".join((HEAD, *lines)) + "\n", encoding="utf-8")
    answer = asked(system_of([tmp_path / "claims.csv"]), days[0], days[-1])
    gone = Counter(one.body.name for one in answer.without)
    assert set(gone) - {"Institute A"} == {f"Paper {at}" for at in range(0, 20, 3)}
    assert gone["Institute A"] < 10  # of thirty; of a single pair either may go
    assert answer.width.low == pytest.approx(told[-1], abs=1)
    assert answer.width.high == pytest.approx(told[-1], abs=1)


@pytest.mark.skipif(not FACTS.exists(), reason="the shared material is not here")
def test_a_daily_series_is_not_taken_apart_day_by_day() -> None:
    system = system_of([FACTS / "claims.csv", FACTS / "general-staff-personnel.json"])
    answer = asked(system, dt.date(2024, 9, 1), dt.date(2024, 11, 30))
    days = [one for one in answer.without if (one.period.days or 0) == 1]
    assert len(days) < 5
    assert len(answer.without) < 50
    assert answer.width.high is not None
    assert not answer.undecided
