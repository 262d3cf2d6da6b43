"""What a claim becomes in the account, in words: its rows and how wide they are, or why it is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from pretending import keep, report

from muster.account.widths import Width
from muster.desk import steps
from muster.desk.rows import Tabulated, tabulated
from muster.desk.settings import Options, Settings, settings
from muster.ledger import Ledger


def house(folder: Path, text: str, *, published: str | None = "2024-12-09") -> Settings:
    path = folder / "muster.duckdb"
    with Ledger.open(path) as ledger:
        keep(ledger, report(text, title="a report", published=published))
    return settings(Options(ledger=path), {})


def of(folder: Path, text: str, *, published: str | None = "2024-12-09", figure: str = "") -> Tabulated:
    """The claim of this figure, of the only one where none is said."""
    there = house(folder, text, published=published)
    (held,) = [one for one in steps.claims(there, steps.Filter()) if figure in one.claim.quote]
    return tabulated(there, held.original.id)


@pytest.mark.parametrize(
    ("text", "within", "days"),
    [
        (
            "The Ukrainian General Staff said 45,720 Russian soldiers were killed in November 2024.",
            "45,715 to 45,725",
            "1 November 2024 to 30 November 2024",
        ),
        (
            "The Ukrainian General Staff said about 45,000 Russian soldiers were killed in November 2024.",
            "44,000 to 46,000",
            "1 November 2024 to 30 November 2024",
        ),
        (
            "The Ukrainian General Staff said more than 45,000 Russian soldiers were killed in November 2024.",
            "at least 45,000",
            "1 November 2024 to 30 November 2024",
        ),
        (
            "The Ukrainian General Staff said 1,520 Russian soldiers a day were killed in November 2024.",
            "45,450 to 45,750",
            "1 November 2024 to 30 November 2024",
        ),
    ],
)
def test_a_flow_is_a_row_as_wide_as_its_words(tmp_path: Path, text: str, within: str, days: str) -> None:
    found = of(tmp_path, text)
    (row,) = found.rows
    assert (row.what, row.within, row.days) == ("killed of RU, in the series of Ukrainian General Staff", within, days)
    assert found.counts.startswith("a flow")
    assert found.passed == ""
    assert found.meanings[0] == "killed + died of wounds"


def test_as_spoken_is_narrower_than_as_a_bound(tmp_path: Path) -> None:
    found = of(tmp_path, "The Ukrainian General Staff said more than 45,000 Russian soldiers were killed in May 2024.")
    assert (found.bound, found.spoken) == (Width(45_000, None), Width(45_000, 46_000))
    assert found.wide.startswith("as a bound any number from it on")


def test_a_level_is_a_row_on_a_day(tmp_path: Path) -> None:
    found = of(tmp_path, "On 1 December 2024 the Russian army in Ukraine had a strength of 580,000 soldiers.")
    assert found.counts.startswith("a level")
    (row,) = found.rows
    assert (row.within, row.days) == ("575,000 to 585,000", "1 December 2024")


@pytest.mark.parametrize(
    ("text", "published", "why"),
    [
        ("Russia wants to recruit 50,000 soldiers a month.", "2024-12-09", "a target is what is wanted"),
        ("Russia has a force of 580,000 soldiers in Ukraine.", None, "a level with no date in a document with none"),
        ("Over the past weeks 300 soldiers were killed.", "2024-12-09", "the text does not say whose people they are"),
    ],
)
def test_what_is_no_row_says_why(tmp_path: Path, text: str, published: str | None, why: str) -> None:
    found = of(tmp_path, text, published=published)
    assert (found.rows, found.passed) == ((), why)


def test_a_claim_that_was_rejected_has_no_row(tmp_path: Path) -> None:
    there = house(tmp_path, "Kyiv said 45,720 Russian soldiers were killed in November 2024.")
    (held,) = steps.claims(there, steps.Filter())
    steps.judge(there, held.original.id, verdict=steps.Verdict.REJECT, why="no", by="A")
    assert tabulated(there, held.original.id).passed.startswith("it does not count now")


def test_an_amended_claim_is_tabulated_as_amended_under_either_id(tmp_path: Path) -> None:
    there = house(tmp_path, "Kyiv said 45,720 Russian soldiers were killed in November 2024.")
    (held,) = steps.claims(there, steps.Filter())
    steps.judge(
        there, held.original.id, verdict=steps.Verdict.AMEND, why="a slip", by="A", changes={"measure": "wounded"}
    )
    (amended,) = steps.claims(there, steps.Filter())
    for name in (held.original.id, amended.claim.id):
        (row,) = tabulated(there, name).rows
        assert row.what.startswith("wounded of RU")
