"""What a system tells the estimate, and why each other claim is left aside."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np

from muster.account.chart import shipped as chart
from muster.account.draws import months_of
from muster.account.stances import Stance
from muster.account.statement import statements
from muster.account.system import System, systems
from muster.account.widths import Width
from muster.claims.measures import Measure
from muster.claims.war import shipped_wars
from muster.desk.reports import of_paths
from muster.desk.settings import settings
from muster.estimate.design import designed
from muster.estimate.gathering import observed
from muster.estimate.posterior import outcome, shapes
from muster.estimate.priors import shipped

WARS = shipped_wars()
HEAD = "published,war,start_date,end_date,party,civilian,measure,low,high,bound,unit,per,status,speaker,source,note"
# Figures made up for this test, by bodies of which most do not exist.
ROWS = {
    "dead": "2024-04-02,2024-03-01,2024-03-31,RU,false,killed,9000,9000,about,person,,estimate,Institute A,,",
    "copy": "2024-04-05,2024-03-01,2024-03-31,RU,false,killed,9000,9000,about,person,,estimate,Institute A,,",
    "enemy": "2024-04-02,2024-03-01,2024-03-31,RU,false,losses,31000,31000,exact,person,,report,Ukrainian General Staff,,",
    "part": "2024-04-02,2024-03-01,2024-03-31,RU,false,killed,400,400,exact,person,,report,Institute A,,officers only",
    "day": "2024-04-02,2024-03-05,2024-03-06,RU,false,killed,700,700,exact,person,,report,Institute B,,",
    "target": "2024-04-02,2024-03-01,2024-03-31,RU,false,losses,50000,50000,exact,person,month,target,Minister C,,",
    "towns": "2024-04-02,2024-03-01,2024-03-31,UA,true,killed,180,180,exact,person,,count,Institute B,,",
    "taken": "2024-04-02,2024-03-01,2024-03-31,UA,true,captured,60,60,exact,person,,report,Institute B,,",
    "year": "2023-01-03,2022-01-01,2022-12-31,RU,false,killed,41000,41000,about,person,,estimate,Institute D,,",
    "hired": "2023-01-03,2022-01-01,2022-12-31,RU,false,recruited,90000,90000,about,person,,estimate,Institute D,,",
    "other": "2024-04-02,2024-03-01,2024-03-31,KP,false,killed,60,60,exact,person,,report,Institute B,,",
}


def system(folder: Path) -> System:
    lines = []
    for row in ROWS.values():
        published, rest = row.split(",", 1)
        lines.append(f"{published},Russia-Ukraine,{rest}")
    path = folder / "claims.csv"
    path.write_text("\n".join((HEAD, *lines)) + "\n", encoding="utf-8")
    its = statements(of_paths([path], settings()), wars=WARS)
    return next(one for one in systems(its, wars=WARS) if one.war is not None)


def test_every_claim_is_told_once_or_left_aside_with_a_reason(tmp_path: Path) -> None:
    whole = system(tmp_path)
    seen = observed(whole, parties=("RU", "UA"))
    told = {claim for one in seen.observations for claim in (*one.claims, *one.less)}
    every = {row.claim for row in whole.rows} | {one.statement.id for one in whole.passed}
    assert told | set(seen.aside) == every
    assert not told & set(seen.aside)
    assert set(seen.aside.values()) == {
        "it is of another party",
        "what happened in fewer than 7 days says too little of a month",
        "of civilians the killed and the wounded alone are estimated",
        "a target is what is wanted",
    }


def test_what_bounds_nothing_in_the_account_is_left_aside(tmp_path: Path) -> None:
    whole = system(tmp_path)
    (staff,) = [row for row in whole.rows if row.statement.body.name == "Ukrainian General Staff"]
    open_ = replace(staff, width=Width(None, None))
    seen = observed(
        replace(whole, rows=tuple(open_ if row is staff else row for row in whole.rows)), parties=("RU", "UA")
    )
    assert seen.aside[staff.claim] == "it bounds nothing"
    assert all(one.low is not None or one.high is not None for one in seen.observations)


def test_an_observation_knows_whose_it_is_and_whether_it_is_a_part(tmp_path: Path) -> None:
    seen = observed(system(tmp_path), parties=("RU", "UA"))
    by_name = {(one.name, one.part): one for one in seen.observations if one.party == "RU"}
    assert by_name["Institute A", False].stance is Stance.INDEPENDENT
    assert len(by_name["Institute A", False].claims) == 2
    assert by_name["Institute A", True].high is None
    staff = by_name["Ukrainian General Staff", False]
    assert (staff.stance, staff.measure) == (Stance.ENEMY, Measure.LOSSES)


def test_a_year_has_losses_from_the_day_its_war_began(tmp_path: Path) -> None:
    seen = observed(system(tmp_path), parties=("RU",))
    begun = {one.measure: one.start for one in seen.observations if one.name == "Institute D"}
    assert begun == {Measure.KILLED: dt.date(2022, 2, 24), Measure.RECRUITED: dt.date(2022, 1, 1)}


def test_all_that_is_told_can_be_modelled(tmp_path: Path) -> None:
    whole = system(tmp_path)
    seen = observed(whole, parties=("RU", "UA"))
    first = min(one.start for one in seen.observations)
    of = designed(
        seen.observations,
        months=months_of(first, max(one.end for one in seen.observations)),
        parties=("RU", "UA"),
        chart=chart(),
        priors=shipped(),
    )
    found = outcome(of, priors=shipped(), raw={name: np.zeros(shape) for name, shape in shapes(of).items()}, of=np)
    assert len(found.claims) == len(seen.observations)
    assert np.isfinite(found.claims).all()
    assert (found.claims > -50).all()
