"""What a claim becomes: rows, widths and reasons; sets that cannot hold; bounds; and what the solver gives up on."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest

from muster.account import accusations, clashes, program
from muster.account.bounds import Question, ask, trusted
from muster.account.checks import check
from muster.account.conflicts import judge
from muster.account.partial import partial
from muster.account.statement import statements
from muster.account.system import System, systems
from muster.claims.errors import UsageError
from muster.claims.finding import Kind, Severity, Verdict
from muster.claims.measures import Measure
from muster.claims.party import Party
from muster.claims.period import Period
from muster.claims.report import Report
from muster.claims.war import shipped_wars
from muster.desk.reports import of_paths
from muster.desk.settings import settings

HEAD = "published,war,start_date,end_date,party,civilian,measure,low,high,bound,unit,per,status,speaker,source,note"
WARS = shipped_wars()


def table(tmp_path: Path, *rows: str) -> list[Report]:
    """Rows as `published,start,end,party,measure,low,high,bound,per,status,speaker,source,note`, of the war in Ukraine."""
    lines = [HEAD]
    for row in rows:
        published, start, end, party, measure, low, high, bound, per, status, speaker, source, note = row.split(",")
        unit = "km2" if measure == "area_taken" else "ratio" if measure == "wounded_per_killed" else "person"
        lines.append(
            f"{published},Russia-Ukraine,{start},{end},{party},false,{measure},{low},{high},{bound},{unit},{per},{status},"
            f"{speaker},{source},{note}"
        )
    path = tmp_path / "claims.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return of_paths([path], settings(environment={}))


def text(tmp_path: Path, words: str, *, published: dt.date | None = dt.date(2025, 1, 10)) -> list[Report]:
    path = tmp_path / "report.txt"
    path.write_text(words, encoding="utf-8")
    return of_paths([path], settings(environment={}), published=published)


def system(reports: list[Report]) -> System:
    (found,) = systems(statements(reports, wars=WARS), wars=WARS)
    return found


# ------------------------------------------------------------------ rows
@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2025-01-05,2024-11-01,2024-11-30,RU,killed,900,900,exact,,target,A,,", "a target is what is wanted"),
        ("2025-01-05,2024-11-01,2024-11-30,RU,killed,900,900,exact,,needed,A,,", "a need is what would be required"),
        ("2025-01-05,2024-11-01,2024-11-30,RU,killed,900,900,exact,,forecast,A,,", "a forecast is of what is to come"),
        ("2025-01-05,2024-11-01,2024-11-30,RU,killed,900,900,exact,,historical,A,,", "a benchmark is from another war"),
        ("2025-01-05,2024-11-01,2024-11-30,,killed,900,900,exact,,estimate,A,,", "does not say whose people they are"),
        ("2025-01-05,2024-11-01,2024-11-30,RU,reserve,900,900,exact,,estimate,A,,", "no flow or stock of the account"),
        (",,,RU,strength,900,900,exact,,estimate,A,,", "a level with no date in a document with none"),
    ],
)
def test_what_is_no_row_says_why(tmp_path: Path, row: str, why: str) -> None:
    found = system(table(tmp_path, row))
    assert not found.rows
    assert why in found.passed[0].why


def test_an_undated_rate_speaks_for_thirty_days_and_an_undated_total_from_below_only(tmp_path: Path) -> None:
    found = system(
        table(
            tmp_path,
            "2025-01-10,,,RU,killed,1000,1000,exact,day,estimate,A,,",
            "2025-01-10,,,RU,killed,400000,400000,exact,,estimate,B,,",
        )
    )
    rate, total = found.rows
    assert rate.end - rate.start == 30
    assert "the 30 days before it was published" in rate.why
    assert total.start == dt.date(2022, 2, 24).toordinal()
    assert total.width.high is None
    assert total.width.low == 350_000 or total.width.low == 380_000


@pytest.mark.parametrize(("published", "rows"), [("1953-08-10", 2), ("2013-08-10", 0)])
def test_nothing_is_dated_to_the_days_before_a_text_that_was_written_long_after_its_war(
    tmp_path: Path, published: str, rows: int
) -> None:
    told = text(
        tmp_path,
        "The war in Korea. The North Korean army loses 140 soldiers killed a day. It has 210,000 soldiers.",
        published=dt.date.fromisoformat(published),
    )
    found = system(told)
    assert len(found.rows) == rows


def test_a_count_and_named_dead_bound_from_below_only(tmp_path: Path) -> None:
    found = system(
        table(
            tmp_path,
            "2025-01-10,2022-02-24,2024-12-31,RU,obituaries,90000,90000,exact,,count,A,,",
            "2025-01-10,2022-02-24,2024-12-31,RU,killed,90000,90000,exact,,count,B,,",
        )
    )
    assert all(row.width.high is None for row in found.rows)


def test_a_count_that_is_told_as_the_most_bounds_from_above(tmp_path: Path) -> None:
    row = "2025-01-05,2024-11-01,2024-11-30,RU,killed,,900,at_most,,count,A,,"
    (found,) = system(table(tmp_path, row)).rows
    assert found.width == (None, 900)


def test_another_report_of_a_daily_series_is_read_in_both_conventions_of_the_day(tmp_path: Path) -> None:
    day = dt.date(2024, 11, 1)
    series = [
        f"{day + dt.timedelta(days=n + 1)},2022-02-24,{day + dt.timedelta(days=n)},RU,losses,{700000 + 1500 * n},"
        f"{700000 + 1500 * n},exact,,report,Ukrainian General Staff,,"
        for n in range(40)
    ]
    own = table(tmp_path, *series)
    (tmp_path / "other").mkdir()
    other = table(
        tmp_path / "other",
        "2024-11-21,2022-02-24,2024-11-21,RU,losses,728500,728500,exact,,report,Ukrainian General Staff,,",
    )
    found = system([*own, *other])
    loose = [row for row in found.rows if any("convention" in why for why in row.why)]
    assert len(loose) == 2
    assert not [one for one in check([*own, *other], wars=WARS) if one.kind is Kind.CONTRADICTION]


def test_a_figure_whose_days_its_sentence_does_not_tell_accuses_nobody(tmp_path: Path) -> None:
    words = (
        "In November 2024 the Russian army lost 45,000 soldiers, the General Staff of Ukraine said.\n\n"
        "The General Staff of Ukraine spoke of 90,000 lost soldiers.\n"
    )
    found = check(text(tmp_path, words), wars=WARS)
    assert not [one for one in found if one.kind in (Kind.CONTRADICTION, Kind.RIVAL)]


# ------------------------------------------------------------------ sets
def test_parts_that_are_more_than_their_total_are_one_irreducible_set(tmp_path: Path) -> None:
    reports = table(
        tmp_path,
        "2025-01-05,2024-01-01,2024-03-31,RU,killed,30000,30000,exact,,estimate,A,,",
        "2025-01-05,2024-01-01,2024-01-31,RU,killed,12000,12000,exact,,estimate,A,,",
        "2025-01-05,2024-02-01,2024-02-29,RU,killed,12000,12000,exact,,estimate,A,,",
        "2025-01-05,2024-03-01,2024-03-31,RU,killed,12000,12000,exact,,estimate,A,,",
        "2025-01-05,2024-05-01,2024-05-31,RU,killed,9000,9000,exact,,estimate,A,,",
    )
    (found,) = [one for one in check(reports, wars=WARS) if one.kind is Kind.CONTRADICTION]
    assert found.verdict is Verdict.NO_ACCOUNT
    assert len(found.claims) == 4
    numbers = dict(found.numbers)
    assert numbers["least_relative_change"] == pytest.approx((34_500 - 31_500) / 31_500, rel=1e-3)


def test_two_bodies_are_rivals_and_their_measures_may_differ(tmp_path: Path) -> None:
    reports = table(
        tmp_path,
        "2025-01-05,2022-02-24,2024-12-31,RU,killed,100000,100000,exact,,estimate,A,,",
        "2025-01-05,2022-02-24,2024-12-31,RU,killed,300000,300000,exact,,estimate,B,,",
        "2025-01-05,2022-02-24,2024-12-31,RU,losses,700000,700000,exact,,estimate,C,,",
    )
    found = [one for one in check(reports, wars=WARS) if one.kind in (Kind.CONTRADICTION, Kind.RIVAL)]
    assert [(one.kind, one.verdict) for one in found] == [(Kind.RIVAL, Verdict.NOT_BOTH)]


def test_a_ratio_is_held_against_its_bodys_own_ends(tmp_path: Path) -> None:
    rows = (
        "2025-01-05,2024-01-01,2024-12-31,RU,wounded,90000,90000,exact,,estimate,A,,",
        "2025-01-05,2024-01-01,2024-12-31,RU,killed,30000,30000,exact,,estimate,A,,",
        "2025-01-05,2024-01-01,2024-12-31,RU,wounded_per_killed,{0},{0},exact,,estimate,A,,",
    )
    for said, contradicts in (("3", False), ("6", True)):
        reports = table(tmp_path, *(row.format(said) for row in rows))
        found = check(reports, wars=WARS)
        # Told once, as the ratio that its two ends do not make.
        assert [one.verdict for one in found if one.kind is Kind.RATIO] == [
            Verdict.FAILS if contradicts else Verdict.AGREES
        ]
        assert not [one for one in found if one.kind is Kind.CONTRADICTION]
        rows_of = judge(system(reports)).conflicts
        assert bool(rows_of) is contradicts, said


def test_what_a_body_revised_is_no_contradiction(tmp_path: Path) -> None:
    reports = table(
        tmp_path,
        "2025-01-05,2024-01-01,2024-12-31,RU,killed,100000,100000,exact,,estimate,A,,",
        "2025-03-05,2024-01-01,2024-12-31,RU,killed,130000,130000,exact,,estimate,A,,",
    )
    kinds = {one.kind for one in check(reports, wars=WARS)}
    assert Kind.REVISION in kinds
    assert Kind.CONTRADICTION not in kinds


def test_what_the_solver_gives_up_on_is_told_as_undecided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        program.Solver, "_outcome", lambda self: program.Outcome.UNDECIDED
    )  # as when its time has run out
    reports = table(
        tmp_path,
        "2025-01-05,2024-01-01,2024-12-31,RU,killed,100000,100000,exact,,estimate,A,,",
        "2025-01-05,2024-01-01,2024-06-30,RU,killed,60000,60000,exact,,estimate,A,,",
    )
    found = accusations.accusations(system(reports))
    assert {one.verdict for one in found} == {Verdict.UNDECIDED}
    assert {one.severity for one in found} == {Severity.SERIOUS}
    assert "not to be taken as consistent" in found[0].sentence


def test_the_solver_is_held_by_counts_and_never_by_the_clock(tmp_path: Path) -> None:
    """A busy machine finds what a free one does."""
    its = system(table(tmp_path, "2025-01-05,2024-01-01,2024-12-31,RU,killed,100000,100000,exact,,estimate,A,,"))
    highs = program.Solver(program.build(its)).highs
    assert highs.getOptionValue("time_limit")[1] == program.INFINITY
    assert highs.getOptionValue("simplex_iteration_limit")[1] == program.SIMPLEX_STEPS


def test_what_is_not_told_of_many_contradictions_is_counted(tmp_path: Path) -> None:
    """Every figure of a body that contradicts itself stands in a set that is told, or among those of which it is said that more is left."""
    rows = [
        f"2025-01-05,2024-{month:02}-01,2024-{month:02}-28,RU,killed,{number},{number},exact,,estimate,A,,"
        for month in range(1, 11)
        for number in (1000 + month, 2000 + month)
    ]
    reports = table(tmp_path, *rows)
    everything = [one for one in accusations.accusations(system(reports)) if one.kind is Kind.CONTRADICTION]
    assert len(everything) == 10
    assert {one.verdict for one in everything} == {Verdict.NO_ACCOUNT}
    found = [one for one in accusations.accusations(system(reports), most=4) if one.kind is Kind.CONTRADICTION]
    (left,) = [one for one in found if one.verdict is Verdict.MORE_LEFT]
    assert left.severity is Severity.SERIOUS
    assert dict(left.numbers) == {"sets_told": 4.0, "claims_left": 12.0}
    assert "12 further claims" in left.sentence
    assert {claim for one in found for claim in one.claims} == {one.id for report in reports for one in report.claims}


# ------------------------------------------------------------------ bounds
def test_bounds_follow_from_trusted_claims_and_name_those_that_bind(tmp_path: Path) -> None:
    found = system(
        table(
            tmp_path,
            "2025-01-05,2024-01-01,2024-12-31,RU,killed,,120000,at_most,,estimate,A,,",
            "2025-01-05,2024-01-01,2024-06-30,RU,killed,50000,,at_least,,estimate,A,,",
            "2025-01-05,2024-01-01,2024-12-31,RU,killed,200000,200000,exact,,estimate,B,,",
        )
    )
    later = Question(
        measure=Measure.KILLED, party=Party("RU"), period=Period(dt.date(2024, 7, 1), dt.date(2024, 12, 31))
    )
    answer = ask(trusted(found, distrust=["B"]), later)
    assert answer.width == (0.0, pytest.approx(70_000))
    assert {one.claim.figure.bound.value for one in answer.most} == {"at_most", "at_least"}
    assert ask(found, later).clashes
    with pytest.raises(UsageError, match="no body here is called"):
        trusted(found, trust=["Nobody"])


def accused(reports: list[Report]) -> list[str]:
    return [one.sentence for one in check(reports, wars=WARS) if one.kind in (Kind.CONTRADICTION, Kind.RIVAL)]


def test_ground_taken_at_one_place_can_be_more_than_what_was_gained_in_all(tmp_path: Path) -> None:
    part = "2025-01-05,2024-11-01,2024-11-30,RU,{},300,300,exact,,estimate,A,,in Kursk"
    whole = "2025-01-05,2024-11-01,2024-11-30,RU,{},250,250,exact,,estimate,A,,"
    assert not accused(table(tmp_path, part.format("area_taken"), whole.format("area_taken")))
    assert accused(table(tmp_path, part.format("killed"), whole.format("killed")))


def test_the_day_of_the_last_like_is_no_beginning_of_the_days_a_figure_is_of(tmp_path: Path) -> None:
    words = (
        "Ukraine's General Staff claimed 48,670 Russian losses in December 2024. In the whole of August {} losses were claimed by the "
        "General Staff, the fewest since May 2024."
    )
    found = system(text(tmp_path, words.format("28,880"), published=dt.date(2025, 9, 2)))
    assert all(row.loose for row in found.rows if row.end - row.start > 40)
    assert not accused(text(tmp_path, words.format("28,880"), published=dt.date(2025, 9, 2)))


def test_a_table_tells_a_level_in_its_note(tmp_path: Path) -> None:
    held = "2024-01-05,2023-12-31,2023-12-31,RU,captured,6000,6000,exact,,estimate,A,,still held"
    taken = "2024-02-05,2024-01-01,2024-01-31,RU,captured,300,300,exact,,estimate,A,,"
    found = system(table(tmp_path, held, taken))
    assert [row.series.level for row in sorted(found.rows, key=lambda row: row.start)] == [True, False]


def test_a_range_whose_ends_are_one_number_is_checked_like_any_other(tmp_path: Path) -> None:
    rows = [
        f"2025-01-0{day},2024-11-01,2024-11-30,RU,killed,{end},900,between,,estimate,A,,"
        for day, end in ((5, 900), (6, 700))
    ]
    assert (
        check(table(tmp_path, *rows, "2025-01-05,2024-11-01,2024-11-30,RU,killed,900,900,exact,,count,B,,"), wars=WARS)
        is not None
    )


def test_many_figures_for_one_day_make_no_more_pairs_than_can_be_told(tmp_path: Path) -> None:
    rows = [f"2025-01-05,2024-11-30,2024-11-30,RU,killed,{1000 + n},{1000 + n},exact,,estimate,A,," for n in range(600)]
    pairs = clashes.pairs_of(system(table(tmp_path, *rows)))
    assert len(pairs) < 2 * 600 * (clashes.MOST_SETS + 1)
    assert (pairs[0][0].width.low, pairs[0][1].width.high) == (1598.5, 1001.5)  # the widest apart first
    assert {row.claim for pair in pairs for row in pair} == {row.claim for row in system(table(tmp_path, *rows)).rows}


def test_a_long_line_of_columns_takes_no_longer_than_its_length(tmp_path: Path) -> None:
    line = "Russia lost 1,200 men in April 2025.\t" + "a\tb1c" * 8000
    began = time.process_time()
    partial(statements(text(tmp_path, line), wars=WARS))
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    ("later", "superseded"), [(6900, True), (4624, True), (642, False), (424, False), (64240, False)]
)
def test_a_lost_digit_is_no_revision(tmp_path: Path, later: int, superseded: bool) -> None:
    first = "2025-01-05,2024-11-01,2024-11-30,RU,killed,6424,6424,exact,,estimate,A,,"
    again = f"2025-01-20,2024-11-01,2024-11-30,RU,killed,{later},{later},exact,,estimate,A,,"
    reports = table(tmp_path, first, again)
    assert any("revised" in one.why for one in system(reports).passed) is superseded
    assert bool(judge(system(reports)).conflicts) is not superseded  # which is told as the slip that it is
