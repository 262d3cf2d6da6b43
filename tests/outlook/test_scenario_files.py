"""Scenario files: what is taken, what is refused and by which line, and that nothing in YAML surprises."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import time
from pathlib import Path

import pytest

from muster.claims.errors import MissingInput, MusterError, ScenarioError
from muster.outlook import files
from muster.outlook.quantity import MONTH_DAYS, Kind, NotAQuantity, Quantity, quantity
from muster.outlook.scenario import Lever
from muster.outlook.schema import named, shipped


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("30,000 to 36,000 people a month", Quantity(30_000, 36_000, Kind.RATE)),
        ("30–36 thousand recruits per month", Quantity(30_000, 36_000, Kind.RATE)),
        ("30 000 people/month", Quantity(30_000, 30_000, Kind.RATE)),
        ("1,000 a day", Quantity(1000 * MONTH_DAYS, 1000 * MONTH_DAYS, Kind.RATE)),
        ("420,000 recruits a year", Quantity(35_000, 35_000, Kind.RATE)),
        ("300 thousand people", Quantity(300_000, 300_000, Kind.PEOPLE)),
        ("80 %", Quantity(0.8, 0.8, Kind.SHARE)),
        ("-20 %", Quantity(0.8, 0.8, Kind.TIMES)),
        ("+10 to 30 %", Quantity(1.1, 1.3, Kind.TIMES)),
        ("x 1.5", Quantity(1.5, 1.5, Kind.TIMES)),
        ("24 months", Quantity(24, 24, Kind.TIME)),
        ("2 years", Quantity(24, 24, Kind.TIME)),
        ("1.2 million roubles", Quantity(1.2e6, 1.2e6, Kind.MONEY)),
        ("210,000 roubles a month", Quantity(210_000, 210_000, Kind.MONEY_RATE)),
        ("80 roubles per dollar", Quantity(80, 80, Kind.EXCHANGE)),
        ("2.5 wounded per killed", Quantity(2.5, 2.5, Kind.RATIO)),
        ("0.3 to 0.8", Quantity(0.3, 0.8, Kind.PLAIN)),
    ],
)
def test_a_quantity_comes_to_its_base_unit(text: str, made: Quantity) -> None:
    found = quantity(text)
    assert (found.low, found.high) == pytest.approx((made.low, made.high))
    assert found.kind is made.kind


def test_hours_and_minutes_are_one_kind_of_time() -> None:
    assert quantity("14.5 hours").low == pytest.approx(quantity("870 minutes").low)
    assert quantity("about 30,000 people a month").spread > 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("many", "is no number with a unit"),
        ("36,000 to 30,000 people a month", "turned round"),
        ("3 parsecs", "no unit that is known"),
        ("30 people a fortnight", "no unit that is known"),
        ("about 3 to 4 months", "say one of the two"),
        ("", "is no number"),
    ],
)
def test_what_is_no_quantity_says_why(text: str, says: str) -> None:
    with pytest.raises(NotAQuantity, match=says):
        quantity(text)


WHOLE = """\
title: More of both
why: An example of everything that can be said.
extends: as-now
horizon: 18 months
recent: 6 months
floors:
  - 600 thousand people
  - 80 %
tempo: [0.9, 0.9, 1, 1, 1.1, 1.1, 1, 1, 1.1, 1.1, 1, 0.9]
changes:
  - {what: losses, from: 2026-06, by: +10 to 30 %, over: 3 months, why: an offensive}
  - what: recruits.contract
    from: 2026-04
    until: 2026-12
    to: 25,000 to 30,000 recruits a month
mobilisation:
  people: 300 thousand people
  from: 2026-09
  over: 2 months
  training: 3 months
  exempt: 5 to 10 %
pay:
  from: 2026-05
  bonus: {now: 2 million roubles, then: 1 million roubles}
  salary: {now: "210,000 roubles a month", then: "210,000 roubles a month"}
  elasticity: 0.3 to 0.8
  pool: 1.5 to 3 million people
ceasefire: 2027-03-15
exchange: 80 to 100 roubles per dollar
sources: [made up for this test]
"""


def test_a_whole_scenario_is_read(tmp_path: Path) -> None:
    path = tmp_path / "more.yaml"
    path.write_text(WHOLE, encoding="utf-8")
    made = named(str(path))
    assert (made.title, made.horizon, made.recent, len(made.floors)) == ("More of both", 18, 6, 2)
    assert [one.words for one in made.floors] == ["600,000", "80% of today's"]
    losses, contract = made.changes
    assert losses.lever is Lever.LOSSES
    assert losses.by is not None
    assert losses.by.high == pytest.approx(1.3)
    assert (contract.start, contract.until) == (dt.date(2026, 4, 1), dt.date(2026, 12, 31))
    assert made.mobilisations[0].training == 3
    assert made.pay is not None
    assert made.pay.pool is not None
    assert made.ceasefire == dt.date(2027, 3, 15)
    assert made.remarks == ()


def test_toml_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "less.toml"
    path.write_text(
        'horizon = "6 months"\nfloors = ["500,000 people"]\n\n[[changes]]\nwhat = "losses"\nby = "x 0.5"\nfrom = 2026-06-01\n\n'
        '[[changes]]\nwhat = "desertion"\nto = "3,000 a month"\n',
        encoding="utf-8",
    )
    made = named("less.toml", folder=tmp_path)
    assert [one.lever for one in made.changes] == [Lever.LOSSES, Lever.DESERTION]
    assert [one.place.rsplit(" ", 1)[1] for one in made.changes] == ["4", "9"]
    assert made.changes[0].start == dt.date(2026, 6, 1)


def test_an_extension_keeps_what_it_does_not_name_and_replaces_lever_by_lever(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "next.yaml").write_text(
        "extends: base.yaml\nchanges: [{what: losses, to: 40000 a month}]\nmobilisation: []\n", encoding="utf-8"
    )
    made = named("next.yaml", folder=tmp_path)
    assert made.horizon == 18
    assert {one.lever for one in made.changes} == {Lever.LOSSES, Lever.CONTRACT}
    assert next(one for one in made.changes if one.lever is Lever.LOSSES).by is None
    assert made.mobilisations == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("horizon: 12 months\nwether: fair", "line 2: 'wether' is no key"),
        ("horizon: 12 people", "line 1: horizon is to be months"),
        ("horizon: 0 months", "line 1: the horizon is from 1 to 120"),
        ("horizon: 600 months", "line 1: the horizon is from 1 to 120"),
        ("horizon: 12", "line 1: horizon is to be months"),
        ("changes:\n- what: losses\n  to: 30 %", "line 3: to is to be people a month"),
        ("changes:\n- what: losses\n  to: -5 people a month", "line 3: to cannot be negative"),
        ("changes:\n- what: losses\n  to: 9 to 5 people a month", "line 3: to: .*turned round"),
        ("changes:\n- what: weather\n  to: 5 people", "line 2: 'weather' is nothing that a scenario can change"),
        ("changes:\n- what: losses", "line 2: losses is changed `to` a level"),
        ("changes:\n- what: losses\n  to: 5 a month\n  by: x 2", "line 2: losses is changed `to` a level"),
        ("changes:\n- {what: losses, by: x 2, from: yesterday}", "line 2: from is a month such as"),
        ("changes:\n- {what: losses, by: x 2, from: 2026-13}", "line 2: from is a month such as"),
        (
            "changes:\n- {what: losses, by: x 2, from: 2026-05, until: 2026-04}",
            "would end in 2026-04, before it begins",
        ),
        ("changes:\n- {what: losses, by: x 2}\n- {what: losses, by: x 3}", "line 3: losses is changed twice at once"),
        ("mobilisation: {over: 2 months}", "a mobilisation names how many people"),
        (
            "mobilisation:\n- {people: 9 people, from: 2026-05, over: 3 months}\n- {people: 9 people, from: 2026-06}",
            "line 3: two mobilisations at once",
        ),
        ("mobilisation: {people: 9 people, exempt: 130 %}", "cannot be above 100 %"),
        ("pay: {bonus: {now: 0 roubles, then: 5 roubles}}", "the first above nought"),
        ("floors: [many]", "line 1: a floor: 'many' is no number"),
        ("floors: 600 people", "line 1: floors is a list"),
        (
            "changes: [{what: evacuation, to: 14.5 hours}]",
            "line 1: evacuation is changed `by` a factor, such as x 0.5, or is `now` 14.5 hours and `then` 2 hours",
        ),
        ("changes: [{what: evacuation, now: 14.5 hours}]", "as it is `now` and as it is `then`"),
        (
            "changes: [{what: evacuation, now: 14.5 hours, then: 2 hours, by: x 2}]",
            "evacuation is changed `by` a factor",
        ),
        ("changes: [{what: losses, now: 5 a month, then: 9 a month}]", "now is for evacuation; losses has to or by"),
        ("changes: [{what: losses, by: x 2, from: 0050-01}]", "from is a month such as"),
        ("changes: [{what: losses, to: 900 million people a month}]", "to is larger than anything it could be of"),
        (
            "changes: [{what: losses, to: " + "9" * 400 + " people a month}]",
            "to is larger than anything it could be of",
        ),
        ("pay: {elasticity: 3000}", "elasticity is larger than anything it could be of"),
        ("pay: {elasticity: -6 to 2}", "elasticity lies between -5 and 5"),
        ("changes: [{what: losses, to: 25,000 a month}]", "put numbers such as 25,000 in quotes"),
        (
            "pay: {bonus: {now: 2 million roubles, then: 0 roubles}, elasticity: -0.5 to 0.5}",
            "for no pay and an elasticity below nought without end would sign",
        ),
        ("pay: {bonus: {now: 1 rouble, then: 2 million roubles}}", "not changed by more than 1,000 times"),
        ("pay: {wage: {now: 5 roubles a month, then: 0 roubles a month}}", "a civil wage stays above nought"),
        ("pay: {refill: 5 people a month}", "name the pool, too"),
        ("pay: {bonus: {now: 20000 dollars, then: 5 roubles}}", "'dollars' is no unit that is known"),
        ("tempo: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]", "tempo has losses in some month"),
        ("tempo: [1, 2]", "tempo has a number for each of twelve"),
        ("extends: nowhere", "there is no scenario 'nowhere'"),
        ("- one\n- two", "line 1: a scenario is a mapping"),
        ("just words", "line 1: a scenario is a mapping"),
        ("title: &a x\nwhy: *a", "line 1: anchors and aliases are not taken"),
        ("title: !!python/object/apply:os.system [ls]", "tags such as"),
        ("title: one\ntitle: two", "line 2: title stands twice, first in line 1"),
        ("title: one\n---\ntitle: two", "a scenario is one document"),
        ("title: [unclosed", "line 1: this is no YAML|line 2: this is no YAML"),
        ("title: " + "[" * 33 + "]" * 33, "nested deeper than 32"),
        ("\ttitle: x", "this is no YAML"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match=says):
        named(str(path))


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="cannot be read"):
        named(str(tmp_path / "none.yaml"))
    (tmp_path / "a.yaml").write_text("extends: a.yaml", encoding="utf-8")
    with pytest.raises(ScenarioError, match="cannot extend itself"):
        named("a.yaml", folder=tmp_path)
    (tmp_path / "big.yaml").write_bytes(b"a: " + b"x" * 1_000_001)
    with pytest.raises(ScenarioError, match="larger than"):
        named("big.yaml", folder=tmp_path)
    (tmp_path / "odd.toml").write_bytes(b"title = 'a'\nwhy = '\xff'\n")
    with pytest.raises(ScenarioError, match="line 2: this is no UTF-8"):
        named("odd.toml", folder=tmp_path)
    (tmp_path / "bad.toml").write_text("title = 'a'\ntitle = 'b'\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"is no TOML.*line 2"):
        named("bad.toml", folder=tmp_path)


def test_the_example_of_the_documentation_is_taken(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "outlook.md").read_text(encoding="utf-8")
    (tmp_path / "example.yaml").write_text(page.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    made = named("example.yaml", folder=tmp_path)
    assert made.title == "An offensive and a smaller bonus"
    assert made.remarks == ()


def test_a_file_that_names_nothing_is_remarked_on(tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    path.write_text("# to be written\n", encoding="utf-8")
    assert named(str(path)).remarks == (f"{path} names nothing: things go on as they went",)


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="has no name that a file can have"):
        named("a\0b.toml", folder=tmp_path)


def test_until_a_month_is_to_its_end_and_until_a_day_to_that_day(tmp_path: Path) -> None:
    path = tmp_path / "until.yaml"
    for said, day in (
        ("2026-04", dt.date(2026, 4, 30)),
        ("2026-04-01", dt.date(2026, 4, 1)),
        ("month 3", dt.date(1, 3, 31)),
    ):
        path.write_text(f"changes: [{{what: losses, by: x 2, until: {said}}}]", encoding="utf-8")
        assert named(str(path)).changes[0].until == day


def test_evacuation_is_told_as_it_is_now_and_then(tmp_path: Path) -> None:
    path = tmp_path / "fast.yaml"
    path.write_text("changes: [{what: evacuation, now: 14.5 hours, then: 2 to 3 hours}]", encoding="utf-8")
    (change,) = named(str(path)).changes
    assert change.now is not None
    assert change.to is not None
    assert change.to.low / change.now.low == pytest.approx(2 / 14.5)


def test_an_elasticity_of_the_wrong_sign_is_remarked_on(tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text("pay: {elasticity: -0.5}", encoding="utf-8")
    assert "line 1: an elasticity below nought" in named(str(path)).remarks[0]


# ------------------------------------------------------------------ nothing surprises
SURPRISES = [
    "no", "NO", "yes", "on", "off", "y", "n", "true", "null", "~", "0o14", "010", "0x1F", "1_000", "1:30", "12:30:45", "190:20:30", "1e3",
    ".inf", "-.INF", ".nan", "2026-03-01", "2026-03-01T00:00:00Z", "1.", ".5", "+1", "0b11", "<<", "=", "NaN",
]  # fmt: skip


@pytest.mark.parametrize("scalar", SURPRISES)
def test_a_scalar_is_the_text_that_it_is(scalar: str) -> None:
    tree = files.parsed(f"title: {scalar}".encode(), kind="yaml", name="x")
    assert tree.value["title"].value == scalar


BOMBS = [
    "a: &a [x,x]\n" + "".join(f"{c}: &{c} [*{p},*{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)),
    "[" * 100_000,
    "{a: " * 50_000,
    "- " * 50_000,
    "? " * 20_000,
    "a:\n" + "".join(" " * k + "- \n" for k in range(1, 400)),
    "!!python/object/apply:os.system ['true']",
    '"' + "\\x41" * 100_000,
    "\x00\x01\x02",
]


@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_a_bomb_is_refused_soon(bomb: str) -> None:
    begun = time.monotonic()
    with pytest.raises(ScenarioError):
        files.parsed(bomb.encode(), kind="yaml", name="x")
    assert time.monotonic() - begun < 5.0  # a tenth of it on a quiet machine


@pytest.mark.parametrize("kind", ["yaml", "toml"])
def test_mutants_are_read_or_refused(kind: str, tmp_path: Path) -> None:
    luck = random.Random(4)
    whole = WHOLE if kind == "yaml" else 'horizon = "6 months"\n[[changes]]\nwhat = "losses"\nby = "x 0.5"\n'
    path = tmp_path / f"mutant.{kind}"
    for _ in range(300):
        data = bytearray(whole.encode())
        for _ in range(luck.randint(1, 8)):
            at = luck.randrange(len(data))
            if luck.random() < 0.5:
                data[at] = luck.randrange(256)
            else:
                del data[at : at + luck.randint(1, 20)]
        path.write_bytes(bytes(data))
        with contextlib.suppress(MusterError):
            named(str(path))


@pytest.mark.parametrize("name", shipped())
def test_each_shipped_scenario_is_read_and_says_why(name: str) -> None:
    made = named(name)
    assert made.why
    assert made.title
