"""What the estimate says beside the bounds: which run answers, whether it is stale, and what is said where none does."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from muster.account.draws import band
from muster.account.flows import Flow
from muster.claims.errors import LedgerError, ScenarioError, UnknownRun, UsageError
from muster.claims.measures import Measure
from muster.claims.party import Party
from muster.claims.period import Period
from muster.desk import estimates, estimating, reports, standing
from muster.desk.asking import Answered, Asked, Question, Replied, asked
from muster.desk.estimating import Wanted
from muster.desk.meant import meant
from muster.ledger.store import Ledger
from tests.estimate.storing import FLOWS, ILL, a_fit, in_folder, store

HEAD = "published,war,start_date,end_date,party,civilian,measure,low,high,bound,unit,per,status,speaker,source,note"
WAR = "Nagorno-Karabakh,2020-09-27,2020-11-10"
# Figures made up for this test, by bodies that do not exist.
ROWS = (
    f"2020-12-01,{WAR},AZ,false,killed,2800,2800,exact,person,,estimate,Institute A,,simulated",
    f"2020-12-05,{WAR},AZ,false,killed,3000,3000,about,person,,estimate,Institute B,,simulated",
    f"2020-12-05,{WAR},AZ,false,wounded,8000,9000,between,person,,estimate,Institute B,,simulated",
    f"2020-12-09,{WAR},AZ,false,killed,2000,,at_least,person,,estimate,Paper C,,simulated",
    f"2020-12-09,{WAR},AM,false,killed,3500,3500,about,person,,estimate,Institute B,,simulated",
)
FURTHER = f"2020-12-20,{WAR},AZ,false,killed,2900,2900,exact,person,,estimate,Institute D,,simulated"
OTHER_SIDE = f"2020-12-20,{WAR},AM,false,killed,3900,3900,exact,person,,estimate,Institute D,,simulated"
AUTUMN = Period(dt.date(2020, 10, 1), dt.date(2020, 10, 31))
AZ = Wanted(parties=("AZ",))


def add(folder: Path, *rows: str, name: str = "claims.csv") -> None:
    (folder / name).write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    words = [sys.executable, "-m", "muster", "add", name, "--jobs", "1", "--ledger", "muster.duckdb"]
    subprocess.run(words, cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("replying")
    add(here, *ROWS)
    return here


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    """A ledger of these claims, for this test alone."""
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    return tmp_path


def ask(
    folder: Path, measure: Measure = Measure.KILLED, *, party: str = "AZ", period: Period = AUTUMN, **how: object
) -> Answered:
    question = Question(measure=measure, party=Party(party), period=period, civilian=bool(how.pop("civilian", False)))
    return asked(Asked(question=question, **how), in_folder(folder))  # type: ignore[arg-type]


def replied(answered: Answered) -> Replied:
    assert isinstance(answered.estimate, Replied), answered.estimate
    return answered.estimate


def test_without_a_run_the_command_that_makes_one_is_told(folder: Path) -> None:
    answered = ask(folder)
    assert answered.together is not None
    assert answered.together.claims
    assert isinstance(answered.estimate, str)
    assert "muster estimate --party AZ would add it" in answered.estimate
    told = ask(folder, distrust=["Institute A"]).estimate
    assert isinstance(told, str)
    assert "muster estimate --party AZ --distrust 'Institute A' would add it" in told


def test_the_answer_is_that_of_the_draws(folder: Path) -> None:
    run = store(folder, AZ)
    one = replied(ask(folder))
    values = (
        estimating.fit_of(run).draws.flows[:, 0, :2, 1].sum(axis=1)
    )  # of October the killed and those who died of wounds
    dead = next(meant for meant in one.meant if meant.sense == "dead")
    assert dead.value.middle == pytest.approx(float(np.median(values)))
    assert dead.value.bands == tuple(pytest.approx(band(values, share)) for share in (0.5, 0.8, 0.95))
    assert (one.run, one.good, one.stale, one.why) == (run.id, True, (), "")
    # The run knows none of those found dead, so that no sense with them is answered.
    assert [meant.sense for meant in one.meant] == ["dead"]


def test_the_claims_that_bear_most_are_those_the_answer_covaries_with(folder: Path) -> None:
    store(folder, AZ)
    one = replied(ask(folder))
    assert one.of == "dead"
    assert {its.name for its in one.bearing if its.share > 0} == {"Institute A", "Institute B", "Paper C"}
    assert {its.what for its in one.bearing if its.share > 0} == {
        "2,800 killed",
        "3,000 killed",
        "at least 2,000 killed",
    }
    assert {its.days for its in one.bearing} == {"27 September to 10 November 2020"}
    known = {
        report.ids.get(claim.id, claim.id) for report in reports.of_ledger(in_folder(folder)) for claim in report.claims
    }
    assert {claim for its in one.bearing for claim in its.claims} <= known
    assert sum(its.share for its in one.bearing) == pytest.approx(1.0)


def test_what_its_level_rests_on_is_the_share_of_what_stances_have_in_common(folder: Path) -> None:
    store(folder, AZ)
    one = replied(ask(folder))
    assert one.rests is not None
    assert one.rests.unsettled == pytest.approx(0.64, abs=0.05)  # 0.8 squared: what the draws were made with
    assert one.rests.anchors == ()


def test_an_anchor_whose_figures_were_used_is_named(folder: Path) -> None:
    store(folder, Wanted(parties=("AZ",), anchor=("Institute A",)))
    one = replied(ask(folder))
    assert one.rests is not None
    assert one.rests.anchors == ("Institute A",)
    assert one.options == "--anchor 'Institute A'"


def test_a_failed_run_answers_only_where_it_is_named(folder: Path) -> None:
    run = store(folder, AZ, health=ILL)
    told = ask(folder).estimate
    assert isinstance(told, str)
    assert f"--run {run.id[:10]}" in told
    named = replied(ask(folder, run=run.id[:6]))
    assert (named.run, named.good) == (run.id, False)
    assert "diverged" in named.faults[0]
    assert named.meant


def test_a_good_run_answers_before_a_newer_failed_one(folder: Path) -> None:
    good = store(folder, AZ)
    store(folder, Wanted(parties=("AZ",), seed=2), health=ILL)
    assert replied(ask(folder)).run == good.id


def test_only_a_run_that_believed_the_same_bodies_answers(folder: Path) -> None:
    every, without = store(folder, AZ), store(folder, Wanted(parties=("AZ",), distrust=("Institute A",)))
    assert replied(ask(folder)).run == every.id
    assert replied(ask(folder, distrust=["institute a"])).run == without.id
    assert isinstance(ask(folder, trust=["Institute B"]).estimate, str)
    assert replied(ask(folder, run=without.id)).options == "--distrust 'Institute A'"


def test_a_claim_that_came_since_makes_a_run_stale(folder: Path) -> None:
    run = store(folder, AZ)
    add(folder, OTHER_SIDE, name="other.csv")
    assert replied(ask(folder)).stale == ()  # of another party
    add(folder, FURTHER, name="further.csv")
    assert replied(ask(folder)).stale == ("1 claim came since",)
    again = store(folder, Wanted(parties=("AZ",), seed=4))
    fresh = replied(ask(folder))
    assert (fresh.run, fresh.stale) == (again.id, ())
    assert replied(ask(folder, run=run.id)).stale == ("1 claim came since",)


def test_other_definitions_make_a_run_stale(folder: Path) -> None:
    run = store(folder, AZ)
    its = in_folder(folder)
    other = replace(its, chart={"killed": {"senses": {"dead": ["killed"]}}})
    whole = meant(reports.of_ledger(other), other, parties=("AZ",), war=None)
    assert standing.stale(run, whole, settings=other) == ("measures are defined otherwise now",)


def test_a_file_of_priors_that_is_gone_is_told(folder: Path) -> None:
    (folder / "mine.toml").write_text("[class]\nfixed = 0.4\nwhy = 'told so'\n", encoding="utf-8")
    store(folder, Wanted(parties=("AZ",), file=folder / "mine.toml"))
    assert replied(ask(folder)).stale == ()
    (folder / "mine.toml").write_text("[class]\nfixed = 0.5\nwhy = 'told so'\n", encoding="utf-8")
    assert replied(ask(folder)).stale == ("other things are assumed now",)
    (folder / "mine.toml").unlink()
    (said,) = replied(ask(folder)).stale
    assert "there is no settings file" in said


def test_ratios_are_of_the_draws_and_not_of_their_middles(folder: Path) -> None:
    store(folder, AZ, spread=0.8)
    (wounded,) = replied(ask(folder, Measure.WOUNDED_PER_KILLED)).meant[:1]
    # One factor moves both ends, so that their ratio has no spread at all.
    expected = FLOWS[Flow.WOUNDED] / (FLOWS[Flow.KILLED] + FLOWS[Flow.DIED_OF_WOUNDS])
    assert wounded.value.middle == pytest.approx(expected, rel=1e-4)
    assert wounded.value.bands[2] == (pytest.approx(expected, rel=1e-4), pytest.approx(expected, rel=1e-4))
    assert (wounded.sense, wounded.per, wounded.counts) == ("incidents", "dead", "wounded / (killed + died of wounds)")
    (returning,) = [
        one for one in replied(ask(folder, Measure.RETURNED, per=Measure.WOUNDED)).meant if one.sense == "wounded"
    ]
    assert returning.value.middle == pytest.approx(0.6, rel=1e-4)
    area = replied(ask(folder, Measure.LOSSES_PER_AREA))
    assert area.meant[0].value.middle == pytest.approx(80.0, rel=1e-4)
    assert ask(folder, Measure.LOSSES_PER_AREA).together is None
    assert ask(folder, Measure.LOSSES_PER_AREA).ends == ("killed_wounded", "area_taken")


def test_a_level_is_that_of_the_last_evening_and_what_no_claim_speaks_of_is_named(folder: Path) -> None:
    store(folder, AZ)
    (theatre,) = replied(ask(folder, Measure.STRENGTH)).meant
    assert theatre.level
    assert (theatre.silent, theatre.prior) == ((("theatre", pytest.approx(1.0)),), True)
    assert theatre.value.middle == pytest.approx(200_000, rel=0.05)
    (dead,) = replied(ask(folder)).meant
    assert (dead.silent, dead.prior) == ((), False)
    returned = replied(ask(folder, Measure.RETURNED)).meant[0]
    assert returned.silent == (("returned", pytest.approx(1.0)),)


@pytest.mark.parametrize(
    ("measure", "how", "says"),
    [
        (
            Measure.KILLED,
            {"period": Period(dt.date(2020, 10, 1), dt.date(2020, 12, 31))},
            "it covers September to November 2020",
        ),
        (
            Measure.KILLED,
            {"period": Period(dt.date(2020, 8, 1), dt.date(2020, 10, 31))},
            "it covers September to November 2020",
        ),
        (Measure.MISSING, {}, "says nothing of missing of AZ"),
        (Measure.KILLED, {"per": Measure.MISSING}, "says nothing of missing of AZ"),
        (Measure.KILLED, {"civilian": True}, "says nothing of killed of AZ civilians"),
        (Measure.WOUNDED_PER_KILLED, {"per": Measure.KILLED}, "is a ratio already"),
        (Measure.EXCHANGE_RATIO, {}, "both sides in one run"),
    ],
)
def test_what_a_run_does_not_cover_is_said_and_the_bounds_stay(
    folder: Path, measure: Measure, how: dict[str, object], says: str
) -> None:
    store(folder, AZ)
    answered = ask(folder, measure, **how)  # type: ignore[arg-type]
    assert says in replied(answered).why
    assert replied(answered).meant == ()
    assert answered.together is not None or answered.ends


def test_a_run_of_both_sides_answers_for_each_and_for_their_ratio(folder: Path) -> None:
    store(folder, Wanted(parties=("AM", "AZ")))
    for party in ("AM", "AZ"):
        assert replied(ask(folder, party=party)).parties == ("AM", "AZ")
    (exchange,) = [
        one for one in replied(ask(folder, Measure.EXCHANGE_RATIO)).meant if one.sense == "killed_and_wounded"
    ]
    assert exchange.value.middle == pytest.approx(
        4.0, rel=1e-4
    )  # killed and wounded of one side for each dead of the other
    # Ground was modelled for the first party alone: of the other it is nought throughout, which is no answer.
    assert replied(ask(folder, Measure.AREA_TAKEN, party="AM")).meant
    assert "says nothing of area taken of AZ" in replied(ask(folder, Measure.AREA_TAKEN, party="AZ")).why


def test_a_run_that_is_not_there_or_of_others_is_refused(folder: Path) -> None:
    run = store(folder, AZ)
    with pytest.raises(UnknownRun, match="muster runs lists them"):
        ask(folder, run="ffffffffffffffffffff")
    with pytest.raises(UsageError, match=r"is of AZ in .* and not of AM"):
        ask(folder, party="AM", run=run.id)


def test_a_run_that_cannot_be_read_keeps_no_bounds_back(folder: Path) -> None:
    run = store(folder, AZ)
    with Ledger.open(in_folder(folder).ledger) as ledger:
        ledger.connection.execute("UPDATE runs SET told = replace(told, '\"flows\"', '\"streams\"')")
    answered = ask(folder)
    assert answered.together is not None
    assert isinstance(answered.estimate, str)
    assert "kept it in another form" in answered.estimate
    with pytest.raises(LedgerError, match="cannot be read"):
        ask(folder, run=run.id)


def test_runs_are_listed_with_why_they_failed(folder: Path) -> None:
    good = store(folder, AZ)
    bad = store(folder, Wanted(parties=("AM", "AZ"), seed=9, trust=("Institute B",)), health=ILL)
    first, second = standing.listed(in_folder(folder))
    assert (first.id, first.good, first.seed, first.parties) == (bad.id, False, 9, ("AM", "AZ"))
    assert "7 of 2,000 draws diverged" in first.faults[0]
    assert first.options == "--trust 'Institute B'"
    assert (second.id, second.good, second.claims) == (good.id, True, 4)
    assert (second.first, second.last) == (dt.date(2020, 9, 1), dt.date(2020, 11, 30))


def summary(folder: Path, wanted: Wanted, **days: dt.date) -> estimates.Summary:
    """What `muster estimate` prints of a run that is kept already."""
    return estimates.summary(estimating.estimated(wanted, in_folder(folder)), **days)


def test_totals_and_months_are_of_the_days_asked_for(folder: Path) -> None:
    store(folder, AZ)
    whole = summary(folder, AZ)
    assert (whole.again, whole.first, whole.last) == (True, dt.date(2020, 9, 27), dt.date(2020, 11, 10))
    part = summary(folder, AZ, since=dt.date(2020, 10, 1), until=dt.date(2020, 10, 31))
    killed, of_all = part.lines[0], whole.lines[0]
    assert [month for month, _ in killed.recent] == [dt.date(2020, 10, 1)]
    assert len(of_all.recent) == 3
    assert killed.total == killed.recent[0][1]
    days = 4 / 30 + 1 + 10 / 30  # of September, October and November
    assert of_all.total.middle == pytest.approx(days * killed.total.middle, rel=1e-6)
    assert summary(folder, AZ, since=dt.date(2020, 11, 1)).last == dt.date(2020, 11, 10)
    with pytest.raises(UsageError, match="covers September to November 2020"):
        summary(folder, AZ, since=dt.date(2020, 1, 1))


def test_weights_are_told_of_each_party(folder: Path) -> None:
    both = Wanted(parties=("AM", "AZ"))
    store(folder, both)
    told = summary(folder, both)
    assert [(one.party, one.of) for one in told.weights] == [("AM", "killed"), ("AZ", "killed")]
    assert {line.party for line in told.lines} == {"AM", "AZ"}


def test_no_sampler_is_needed_for_an_answer(folder: Path) -> None:
    store(folder, AZ)
    words = ["ask", "killed", "--party", "AZ", "--from", "2020-10", "--to", "2020-10", "--ledger", "muster.duckdb"]
    code = (
        "import sys\n"
        "for name in ('jax', 'nutpie', 'arviz'): sys.modules[name] = None\n"
        f"sys.argv = ['muster', *{words!r}]\n"
        "from muster.cli.main import run\nrun()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "The estimate (run" in done.stdout


def test_a_run_made_by_hand_is_a_fit(folder: Path) -> None:
    its = in_folder(folder)
    ready = estimating.prepared(AZ, meant(reports.of_ledger(its), its, parties=("AZ",), war=None), settings=its)
    assert a_fit(ready, AZ).told.shape == (1000, 4)


def test_days_to_come_are_answered_under_a_scenario(folder: Path) -> None:
    run = store(folder, AZ)
    ahead = Period(dt.date(2020, 12, 1), dt.date(2022, 6, 30))  # further than the scenario's own year
    assert "ask for days within" in replied(ask(folder, period=ahead)).why
    one = replied(ask(folder, period=ahead, scenario="as-now"))
    assert (one.scenario, one.covers[1], one.why) == ("As now", dt.date(2022, 6, 30), "")
    lately = estimating.fit_of(run).draws.flows[:, 0, :2, -1].sum(axis=1)
    (dead,) = [its for its in one.meant if its.sense == "dead"]
    assert dead.value.bands[2][0] < 19 * float(np.median(lately)) < dead.value.bands[2][1]
    assert one.bearing


def test_days_gone_by_are_the_same_under_any_scenario(folder: Path) -> None:
    store(folder, AZ)
    plain, under = (replied(ask(folder, **how)) for how in ({}, {"scenario": "ceasefire"}))  # type: ignore[arg-type]
    assert plain.meant == under.meant
    with pytest.raises(ScenarioError, match="there is no scenario"):
        ask(folder, scenario="none-such")
