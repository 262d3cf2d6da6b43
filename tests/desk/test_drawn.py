"""The estimates of a brief: the newest good run of each party, its claims linked, a failed one never shown."""

from __future__ import annotations

import datetime as dt
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from muster.brief.estimates import Estimate
from muster.claims.errors import LedgerError
from muster.claims.party import Party
from muster.desk import briefing, steps
from muster.desk.drawn import drawn
from muster.desk.published import published
from muster.desk.settings import Settings
from muster.ledger.reviews import Verdict
from muster.ledger.schema import now
from muster.ledger.store import Ledger
from tests.desk.keeping import WAR, filled, fit_on, held, keep
from tests.estimate.pretended import run_of

BEFORE, AFTER = dt.datetime(2099, 1, 1), dt.datetime(2101, 1, 1)  # noqa: DTZ001 - the ledger's times are UTC


@pytest.fixture
def ledger(tmp_path: Path) -> Settings:
    return filled(tmp_path)


def anchors(ledger: Settings) -> dict[str, str]:
    return {claim.id: claim.id for claim in held(ledger)}


def test_the_newest_good_run_is_shown_and_a_failed_one_never(ledger: Settings) -> None:
    claims = held(ledger)[:4]
    keep(ledger, fit_on(claims, seed=1), made=BEFORE)
    newer = keep(ledger, fit_on(claims, seed=2))
    keep(ledger, fit_on(claims, seed=3), made=AFTER, good=False)
    (one,) = drawn(ledger, anchors=anchors(ledger)).estimates
    assert (one.run, one.war, one.party, one.used) == (newer.id, WAR, "AZ", 4)
    assert one.diagnostics.rhat == pytest.approx(1.004)
    killed = next(line for line in one.lines if line.what == "killed")
    assert killed.total.middle == pytest.approx(1800 * (4 / 30 + 1 + 10 / 30), rel=0.05), "of the war's days alone"


def test_where_every_run_failed_that_alone_is_told(ledger: Settings) -> None:
    keep(ledger, fit_on(held(ledger)[:4]), good=False)
    found = drawn(ledger, anchors={})
    assert (found.estimates, found.untold) == ((), ((WAR, "AZ", "it failed its own diagnostics"),))
    brief = briefing.of_ledger(ledger, asked=briefing.Asked())
    assert (brief.accounts, brief.untold) == ((), (("Azerbaijan", "it failed its own diagnostics"),))


def test_a_bar_leads_to_its_claim_and_weights_and_biases_name_theirs(ledger: Settings) -> None:
    claims = held(ledger)
    keep(ledger, fit_on(claims[:4]))
    (one,) = drawn(ledger, anchors=anchors(ledger)).estimates
    courses = {course.what: course for course in one.courses}
    assert set(courses) == {"killed", "wounded", "killed and wounded", "wounded per killed"}
    assert [bar.claims for bar in courses["killed"].bars] == [(claims[0].id,), (claims[1].id,)]
    assert [bar.middle for bar in courses["killed"].bars] == [
        pytest.approx(2000 / (4 / 30 + 1)),
        pytest.approx(2800 / (4 / 30 + 1 + 10 / 30)),
    ]
    assert sum(weight.share for weight in one.weights) == pytest.approx(1)
    assert {claim for weight in one.weights for claim in weight.claims} == {claim.id for claim in claims[:4]}
    house = next(bias for bias in one.biases if bias.of == "killed")
    assert (house.whose, house.figures, house.claims) == ("Institute A", 2, (claims[0].id, claims[1].id))
    common = next(bias for bias in one.biases if bias.common)
    assert (common.whose, common.of, common.figures) == ("independent", "losses", 4)


def test_what_came_after_the_run_is_counted(ledger: Settings) -> None:
    claims = held(ledger)
    keep(ledger, fit_on(claims[:4]), made=BEFORE)
    assert drawn(ledger, anchors={}).estimates[0].since == 0
    older = filled_again(ledger)
    keep(older, fit_on(claims[:4], seed=9), made=dt.datetime(2000, 1, 1))  # noqa: DTZ001
    assert drawn(older, anchors={}).estimates[0].since == 6, "of Azerbaijan, the target too"


def filled_again(ledger: Settings) -> Settings:
    folder = ledger.ledger.parent / "again"
    folder.mkdir()
    return filled(folder)


def test_a_judgement_after_the_run_is_counted(ledger: Settings) -> None:
    claims = held(ledger)
    steps.judge(ledger, claims[1].id, verdict=Verdict.ACCEPT, why="read before", by="ann")
    keep(ledger, fit_on(claims[:4]), made=now())
    assert drawn(ledger, anchors={}).estimates[0].since == 0
    steps.judge(ledger, claims[0].id, verdict=Verdict.ACCEPT, why="read", by="ann")
    assert drawn(ledger, anchors={}).estimates[0].since == 1


def test_only_what_is_asked_for_is_loaded(ledger: Settings) -> None:
    keep(ledger, fit_on(held(ledger)[:4]))
    assert drawn(ledger, anchors={}, parties=[Party("AM")]).estimates == ()
    assert drawn(ledger, anchors={}, wars=["korea"]).estimates == ()
    assert len(drawn(ledger, anchors={}, parties=[Party("AZ")], wars=[WAR]).estimates) == 1


def test_a_brief_from_the_ledger_has_it_and_needs_no_sampler(ledger: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for engine in ("pymc", "nutpie", "arviz", "pytensor"):
        monkeypatch.setitem(sys.modules, engine, None)
    keep(ledger, fit_on(held(ledger)[:4]))
    brief = briefing.of_ledger(ledger, asked=briefing.Asked())
    (one,) = brief.accounts
    rows = {row.anchor for row in brief.rows}
    linked = {claim for its in one.counted for claim in its.claims}
    assert linked
    assert linked <= rows
    for form in ("html", "md"):
        assert "Killed by month" in str(briefing.written(brief, form=form).held)


def test_a_brief_from_files_and_one_without_a_run_have_none(ledger: Settings) -> None:
    keep(ledger, fit_on(held(ledger)[:4]))
    brief = briefing.of_paths([ledger.ledger.parent / "claims.csv"], ledger, asked=briefing.Asked())
    assert (brief.accounts, brief.untold) == ((), ())
    empty = filled_again(ledger)
    assert briefing.of_ledger(empty, asked=briefing.Asked()).accounts == ()


def test_two_parties_of_one_run_are_two_estimates(ledger: Settings) -> None:
    fit = fit_on(held(ledger)[:4])
    both = replace(
        fit,
        draws=replace(
            fit.draws,
            parties=("AZ", "AM"),
            flows=fit.draws.flows.repeat(2, axis=1),
            stocks=fit.draws.stocks.repeat(2, axis=1),
            informed={"AZ": fit.draws.informed["AZ"], "AM": ()},
        ),
    )
    keep(ledger, both)
    found: dict[str, Estimate] = {one.party: one for one in drawn(ledger, anchors={}).estimates}
    assert set(found) == {"AZ", "AM"}
    assert found["AM"].courses == (), "no claim informs it"
    assert all(line.prior for line in found["AM"].lines)
    assert (found["AM"].weights, found["AM"].rising) == ((), None)


def test_a_run_that_cannot_be_read_any_more_spoils_no_brief(ledger: Settings) -> None:
    run = run_of(fit_on(held(ledger)[:4]), war=WAR, made=AFTER)
    with Ledger.open(ledger.ledger) as its:
        its.keep_run(replace(run, told=json.dumps({**json.loads(run.told), "flows": ["killed_in_another_version"]})))
    found = drawn(ledger, anchors={})
    assert (found.estimates, [one[:2] for one in found.untold]) == ((), [(WAR, "AZ")])
    with pytest.raises(LedgerError, match="makes a new one"):
        published(ledger, run.id, sources=["Institute A"])


def test_a_claim_that_was_amended_after_the_run_is_led_to_all_the_same(ledger: Settings) -> None:
    claims = held(ledger)
    keep(ledger, fit_on(claims[:4]), made=now())
    steps.judge(
        ledger, claims[0].id, verdict=Verdict.AMEND, why="misprint", by="ann", changes={"low": "2100", "high": "2100"}
    )
    (one,) = briefing.of_ledger(ledger, asked=briefing.Asked()).accounts
    (killed,) = (curve for curve in one.curves if curve.course.what == "killed")
    assert f"#r-{claims[0].id}" in {bar["href"] for bar in killed.bars}
    assert "1 claim of this party came in or was judged after it" in one.diagnostics


def test_figures_of_two_bodies_of_one_name_are_told_apart(ledger: Settings) -> None:
    first, second = held(ledger)[:2]
    fit = fit_on((first, second), scale=40.0)
    gazettes = [
        replace(one, basis=f"document {number * 16}", name="The Gazette")
        for one, number in zip(fit.observations, ("ab", "cd"), strict=True)
    ]
    keep(ledger, replace(fit, observations=tuple(gazettes)))
    (one,) = drawn(ledger, anchors=anchors(ledger)).estimates
    told = {"The Gazette, in report ababababab", "The Gazette, in report cdcdcdcdcd"}
    assert {bar.basis for bar in next(its for its in one.courses if its.what == "killed").bars} == told
    assert one.far
    assert {far.name for far in one.far} <= told
