"""The board as a whole: every indicator with its words, the same whatever the order, what changed, out and in again, and as a feed."""

from __future__ import annotations

import datetime as dt
import json
import random
import tomllib
import xml.etree.ElementTree as ET
from dataclasses import replace
from importlib import resources
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.account.statement import statements
from muster.account.system import systems
from muster.claims.errors import SettingsError, ValueRefused
from muster.watch import Board, Seen, State, atom, changes, indicators, questions, seen, watched
from muster.watch.board import Result
from muster.watch.every import RULES
from muster.watch.feed import NAMESPACE
from muster.watch.keeping import past, record
from muster.watch.thresholds import EVERY, overlaid, shipped
from tests.watch.made import LIMITS, STAFF, START, WARS, account, daily, day, look, month, prose, table, told

LAST = day("2026-03-01")
YEAR = (day("2025-01-01"), day("2025-12-31"))
AHEAD = (dt.date(2026, 3, 1), dt.date(2027, 2, 28))
ROWS: list[dict[str, Any]] = [
    told("recruited", 400_000, YEAR, by="Ministry B", on=day("2026-01-10")),
    told("recruited", 620_000, YEAR, by="Adversary C", on=day("2026-01-12")),
    told("recruited", 450_000, YEAR, by="Ministry B", on=day("2025-01-10"), status="target"),
    told("killed", 35_050, month("2026-01"), by="Official D", on=day("2026-02-03")),
    told("losses", 35_050, month("2026-01"), by="Ministry E", on=day("2026-02-04")),
    told("strength", 600_000, (day("2025-06-30"), day("2025-06-30")), by="Institute A"),
    told("strength", 650_000, (day("2026-01-31"), day("2026-01-31")), by="Institute A"),
    told("losses", 1_000, month("2026-01"), by="Ministry E", on=day("2026-01-01"), status="forecast", per="day"),
    told("obituaries", 10_000, (day("2024-07-01"), day("2024-12-31")), by="List F", status="count"),
    told(
        "obituaries", 20_000, (day("2024-07-01"), day("2024-12-31")), by="List F", on=day("2025-12-31"), status="count"
    ),
    told("obituaries", 10_500, (day("2025-07-01"), day("2025-12-31")), by="List F", status="count"),
    told("area_taken", 400, month("2026-02"), by="Institute A", unit="km2"),
]
TEXTS = (
    prose(
        "KYIV, 2 February 2026. Russia lost 34,990 men in January 2026, the ministry said, a record.",
        published=day("2026-02-02"),
        title="One",
    ),
    prose(
        "KYIV, 3 February 2026. Russian casualties in January 2026 were 36,000, the Ukrainian General Staff said. A partial mobilisation "
        "is debated.",
        published=day("2026-02-03"),
        title="Two",
    ),
)
VALUES = [1000.0 + 60 * ((at * 7919) % 5 - 2) for at in range(240)]


def sight(rows: list[dict[str, Any]], *, reverse: bool = False) -> Seen:
    reports = [table(rows, title="Rows"), table(daily(VALUES, last=LAST), title="Series"), *TEXTS]
    return look(
        reports=reports[::-1] if reverse else reports,
        account=account(),
        ahead=account(days=AHEAD, strength=(600_000, 420_000), spread=0.02),
    )


@pytest.fixture(scope="module")
def board() -> Board:
    return watched(sight(ROWS), LIMITS, run="abc")


# ------------------------------------------------------------------ all of them
def test_every_indicator_stands_on_the_board_in_its_order_with_words_and_a_reason(board: Board) -> None:
    assert [one.id for one in board.results] == list(indicators()) == [f"I{at:02}" for at in range(1, 21)]
    assert len(RULES) == 20
    for one in board.results:
        assert one.why.endswith((".", ")")), one
        assert len(one.why) > 20
        words = indicators()[one.id]
        assert all((words.name, words.inputs, words.rule, words.limits))


def test_a_board_of_this_sort_has_every_state(board: Board) -> None:
    assert {one.state for one in board.results} == set(State)
    assert board.gravest_first[0].state is State.ALERT
    assert board.gravest_first[-1].state is State.CANNOT_TELL
    assert board.result("I03").state is State.ALERT


def test_every_claim_that_is_named_is_one_that_was_seen(board: Board, its: Seen) -> None:
    known = {one.id for one in its.statements}
    assert [claim for one in board.results for claim in one.claims if claim not in known] == []


def test_the_four_questions_are_answered_by_their_indicators(board: Board) -> None:
    assert [one.question.id for one in board.answers] == [one.id for one in questions()] == ["Q1", "Q2", "Q3", "Q4"]
    for one in board.answers:
        assert all(id_ in one.why for id_ in one.question.indicators)
    by_id = {one.question.id: one for one in board.answers}
    assert by_id["Q2"].state is min(
        (board.result(id_).state for id_ in by_id["Q2"].question.indicators), key=list(State).index
    )
    assert "No figure of political stability" in by_id["Q3"].why
    assert "is not known" in by_id["Q4"].why


def test_a_question_is_quiet_only_where_its_first_indicator_can_be_told() -> None:
    recruits = [
        told("recruited", 400_000, YEAR, by=body, on=day("2026-01-10")) for body in ("Ministry B", "Adversary C")
    ]
    made = watched(look(*recruits), LIMITS)
    assert (made.result("I15").state, made.result("I18").state) == (State.QUIET, State.CANNOT_TELL)
    assert made.answers[1].state is State.CANNOT_TELL


def test_the_other_side_is_asked_of_its_own_account(its: Seen) -> None:
    other = look(
        told("killed_wounded", 20_000, month("2026-01"), party="UA"),
        told("strength", 900_000, (LAST, LAST), party="UA"), party="UA",
        account=account(party="UA"), ahead=account(party="UA", days=AHEAD, strength=(900_000, 500_000), spread=0.02),
    )  # fmt: skip
    answer = watched(its, LIMITS, other=other).answers[3]
    assert answer.state is State.ALERT
    assert "Time to a floor of Ukraine (I03): alert" in answer.why


# ------------------------------------------------------------------ order
@pytest.fixture(scope="module")
def its() -> Seen:
    return sight(ROWS)


@settings(max_examples=8, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_the_order_of_claims_and_findings_changes_nothing(board: Board, its: Seen, chance: random.Random) -> None:
    rows, passed, findings = (list(one) for one in (its.system.rows, its.system.passed, its.findings))
    for one in (rows, passed, findings):
        chance.shuffle(one)
    again = seen(
        replace(its.system, rows=tuple(rows), passed=tuple(passed)),
        party="RU",
        findings=findings,
        account=its.account,
        ahead=its.ahead,
        today=its.today,
    )
    assert watched(again, LIMITS, run="abc") == board


def test_the_order_of_reports_and_of_a_table_s_rows_changes_nothing(board: Board) -> None:
    assert watched(sight(ROWS, reverse=True), LIMITS, run="abc") == board
    turned = watched(sight(ROWS[::-1]), LIMITS, run="abc")  # another text, so other ids, of the same claims
    assert [(one.id, one.state, one.numbers, one.day) for one in turned.results] == [
        (one.id, one.state, one.numbers, one.day) for one in board.results
    ]


# ------------------------------------------------------------------ thresholds
def test_every_threshold_has_its_reason_and_stands_with_an_indicator() -> None:
    data = tomllib.loads((resources.files("muster.watch") / "thresholds.toml").read_text(encoding="utf-8"))
    assert set(data) - {EVERY} <= set(indicators())
    for its in shipped().of.values():
        for one in its.values():
            assert len(one.why.split()) >= 3, one
            assert one.unit


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ({"I21": {"watch": 1}}, "'I21' is no indicator"),
        ({"I01": {"look": 1}}, "'look' is no threshold of I01; known are months, watch, alert"),
        ({"I01": {"watch": -0.5}}, "watch must be a number above 0 and at most 1 (chance); got -0.5"),
        ({"I01": {"watch": 1.5}}, "at most 1"),
        ({"I04": {"week": 0}}, "week must be a number that is whole, from 1 to 10,000 (days); got 0"),
        ({"I08": {"alert": "two"}}, "alert must be a number above 0 (times); got 'two'"),
        ({"I08": {"alert": float("nan")}}, "must be a number"),
        ({"I08": {"alert": float("inf")}}, "must be a number"),
        ({"I08": {"alert": True}}, "must be a number"),
        ({"I08": {"alert": {"was": 2}}}, "must be a number, or have is = NUMBER"),
        ({"I03": {"people": -1}}, "from 0 up"),
        ({"I08": 3}, "must be a table of thresholds; got 3"),
    ],
)
def test_a_threshold_that_can_mean_nothing_is_refused(own: dict[str, object], says: str) -> None:
    with pytest.raises(SettingsError, match="watch") as caught:
        overlaid(own, where="mine.toml")
    assert says in str(caught.value)
    assert "mine.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("id_", "name"), [(one.id, name) for one in indicators().values() for name in one.shared]
)  # fmt: skip
def test_what_several_share_can_be_set_for_one(id_: str, name: str) -> None:
    made = overlaid({id_: {name: 91}}, where="x")
    assert made(id_, name) == 91
    others = [other for other in indicators() if other != id_ and name in indicators()[other].shared]
    assert others
    assert all(made(other, name) == shipped().of[EVERY][name].value for other in others)


class Asked:
    """Thresholds that note which of them are asked for."""

    def __init__(self) -> None:
        self.names: set[tuple[str, str]] = set()

    def __call__(self, indicator: str, name: str) -> float:
        self.names.add((indicator, name))
        return LIMITS(indicator, name)


def test_what_an_indicator_shares_is_what_it_asks_for() -> None:
    asked: Any = Asked()
    spans = [(START, day("2025-12-01") + dt.timedelta(days=15 * at)) for at in range(6)]
    more = [
        told("losses", 2_000, month("2026-01"), by="Ministry E", on=day("2026-01-01"), status="forecast", per="day"),
        told("recruit_pay", 1e6, (LAST, LAST), unit="RUB", scope="Tatarstan"),
        *(told("missing_inquiries", 1_000 + 100 * at, days, by="Minister G") for at, days in enumerate(spans)),
        *(
            told("killed_wounded", 30_000, month(f"{year}-{at:02}"), by="H")
            for year in (2024, 2025)
            for at in range(1, 13)
        ),
    ]
    watched(sight([*ROWS, *more]), asked)
    shared = {(id_, name) for id_, name in asked.names if name not in shipped().of[id_]}
    said = {(one.id, name) for one in indicators().values() for name in one.shared}
    assert shared <= said
    assert {id_ for id_, _ in shared} == {id_ for id_, _ in said}
    assert {"fresh", "kept", "newest"} == {name for _, name in said}


def test_a_user_s_threshold_takes_the_place_of_the_shipped_one_with_its_reason() -> None:
    made = overlaid({"I08": {"alert": {"is": 3, "why": "a war of sieges"}, "watch": 2}}, where="x")
    assert (made("I08", "alert"), made("I08", "watch"), made("I08", "months")) == (3, 2, 6)
    assert made.of["I08"]["alert"].why == "a war of sieges"
    assert made("I08", "newest") == shipped()("I08", "newest") == shipped().of[EVERY]["newest"].value
    assert overlaid({}, where="x") == shipped()


# ------------------------------------------------------------------ what changed
def test_a_board_against_itself_has_no_changes(board: Board) -> None:
    assert changes(past(json.dumps(record(board))).of, board) == ()


def test_a_state_that_changed_and_a_further_finding_are_told(board: Board) -> None:
    kept = past(json.dumps(record(board))).of
    graver = with_result(board, replace(board.result("I04"), state=State.ALERT))
    (one,) = changes(kept, graver)
    assert (one.result.id, one.before, one.graver) == ("I04", board.result("I04").state, True)
    was = board.result("I10")
    another = with_result(board, replace(was, about="another", over=("another", *was.over), claims=("x", *was.claims)))
    (one,) = changes(kept, another)
    assert (one.before, one.new, one.further, one.graver) == (was.state, 1, ("another",), True)
    assert changes(past(json.dumps(record(another))).of, board) == ()  # the newest is gone, and nothing came
    eased = with_result(board, replace(board.result("I03"), state=State.QUIET))
    assert [one.graver for one in changes(kept, eased)] == [False]
    fresh = {id_: said for id_, said in kept.items() if id_ != "I05"}
    assert [one.before for one in changes(fresh, board)] == [None]


def with_result(board: Board, result: Result) -> Board:
    return replace(board, results=tuple(result if one.id == result.id else one for one in board.results))


def test_a_board_out_is_the_same_board_in(board: Board) -> None:
    made = past(json.dumps(record(board), allow_nan=False))
    assert (made.war, made.party, made.day) == (board.war, board.party, board.day)
    assert {id_: (said.state, said.claims) for id_, said in made.of.items()} == {
        one.id: (one.state, frozenset(one.claims)) for one in board.results
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("no json", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "no board"),
        ('{"format": "other"}', "no board"),
        ('{"format": "muster watch", "version": 9}', "version 9"),
        ('{"format": "muster watch", "version": 1}', "has no 'war'"),
        (
            '{"format": "muster watch", "version": 1, "war": "", "party": "RU", "day": "x", "indicators": []}',
            "is not as",
        ),
        (
            '{"format": "muster watch", "version": 1, "war": "", "party": "RU", "day": "2026-01-01", "indicators": [[]]}',
            "is not as",
        ),
        (
            '{"format": "muster watch", "version": 1, "war": "", "party": "RU", "day": "2026-01-01", "indicators": [{"id": "I01"}]}',
            "has no 'state'",
        ),
    ],
)
def test_what_is_no_board_is_refused(text: str, says: str) -> None:
    with pytest.raises(ValueRefused, match=says):
        past(text)


# ------------------------------------------------------------------ the feed
def tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def test_the_feed_has_what_its_rule_asks_for(board: Board) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: one id, title and updated each, an author of the feed, content or an alternate link of each entry."""
    root = ET.fromstring(atom(board, generator="1.0"))
    assert root.tag == tag("feed")
    entries = root.findall(tag("entry"))
    for one in (root, *entries):
        for name in ("id", "title", "updated"):
            (found,) = one.findall(tag(name))
            assert found.text
        id_, at = one.findtext(tag("id")) or "", one.findtext(tag("updated")) or ""
        assert id_.startswith("urn:uuid:")
        assert dt.datetime.fromisoformat(at).tzinfo is not None
    assert root.findtext(f"{tag('author')}/{tag('name')}")
    ids = [one.findtext(tag("id")) for one in entries]
    assert len(set(ids)) == len(ids) == sum(one.state in (State.ALERT, State.WATCH) for one in board.results) > 2
    for one in entries:
        assert one.findtext(tag("content"))
        assert one.find(tag("category")) is not None


@pytest.mark.parametrize(
    ("of", "updated"), [("2026-02-01", "2026-02-01"), ("2026-12-31", "2026-03-05"), (None, "2026-03-05")]
)
def test_an_entry_is_of_its_own_day_and_of_none_to_come(board: Board, of: str | None, updated: str) -> None:
    its = with_result(board, replace(board.result("I03"), day=day(of) if of else None))
    (entry,) = (
        one
        for one in ET.fromstring(atom(its)).iter(tag("entry"))
        if any(said.get("term") == "I03" for said in one.iter(tag("category")))
    )
    assert entry.findtext(tag("updated")) == f"{updated}T00:00:00Z"
    assert board.day == day("2026-03-05")


def test_the_same_board_gives_the_same_bytes_and_a_state_that_lasts_the_same_entry(board: Board, its: Seen) -> None:
    assert atom(board) == atom(watched(its, LIMITS, run="abc"))
    later = replace(board, day=board.day + dt.timedelta(days=1))
    ids = [[said.text for said in ET.fromstring(atom(one)).iter(tag("id"))] for one in (board, later)]
    assert ids[0] == ids[1]
    eased = with_result(board, replace(board.result("I03"), state=State.WATCH))
    changed = {one.text for one in ET.fromstring(atom(eased)).iter(tag("id"))}
    assert len(changed - set(ids[0])) == 1


def test_what_no_xml_can_hold_is_left_out(board: Board) -> None:
    odd = with_result(board, replace(board.result("I03"), why="a \x00 b \x1b <&> \ud800."))
    root = ET.fromstring(atom(odd).encode("utf-8"))
    assert any("<&>" in (one.text or "") for one in root.iter(tag("content")))


def test_a_war_that_nobody_knows_has_a_board_too() -> None:
    rows = [told("killed", 100, month("2026-01"), war=None), told("losses", 300, month("2026-01"), war=None)]
    its = systems(statements([table(rows)], wars=WARS), wars=WARS)
    made = watched(seen(its[0], party="RU"), LIMITS)
    assert (made.war, made.side, made.day) == ("", "RU", day("2026-01-31"))
    assert "is not known" in made.answers[3].why


def test_the_board_does_not_need_the_whole_war(board: Board) -> None:
    its = look(told("killed", 100, (START, LAST), by=STAFF))
    lone = watched(its, LIMITS)
    assert {one.state for one in lone.results} <= {State.QUIET, State.CANNOT_TELL}
    assert lone.run == ""


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ({"I01": {"months": 0.2}}, "months must be a number that is whole"),
        ({"I01": {"months": 1e9}}, "from 1 to 10,000"),
        ({"I15": {"watch": 3, "alert": 1}}, "alert is to be no less than watch"),
        ({"I12": {"fresh": 400}}, "[watch.I12]: fresh is to be no more than kept (365); got 400"),
        ({"every": {"kept": 30}}, "[watch.every]: fresh is to be no more than kept (30); got 90"),
        ({"every": {"kept": 100}, "I05": {"fresh": 120}}, "[watch.I05]: fresh is to be no more than kept (100)"),
        (
            {"I01": {"fresh": 30}},
            "'fresh' is no threshold of I01; known are months, watch, alert; newest, which [watch.every] sets",
        ),
        ({"I04": {"kept": 30}}, "'kept' is no threshold of I04; known are week, month"),
    ],
)
def test_counts_are_whole_and_an_alert_comes_after_the_watch(own: dict[str, object], says: str) -> None:
    with pytest.raises(SettingsError, match="watch") as caught:
        overlaid(own, where="mine.toml")
    assert says in str(caught.value)
