"""Which figure would have to change: of a text that is held against a ledger its own, not the ledger's."""

from __future__ import annotations

from pathlib import Path

from desks import Desk, row

from muster.account.checks import check
from muster.claims.finding import Finding, Kind
from muster.claims.war import shipped_wars
from muster.desk.reports import of_paths
from muster.desk.settings import settings

STAFF = {"speaker": "Sudanese Armed Forces", "measure": "killed_wounded", "status": "report"}
DAYS = ("2024-04-01", "2024-04-20", 917)
SAID = "The Sudanese Armed Forces say that the RSF had {} killed and wounded from 1 April 2024 to 30 April 2024.\n"
ARTICLE = f"KHARTOUM, 3 May 2024\n\n{SAID}"


def held(folder: Path, figure: str) -> list[Finding]:
    """What is found where an article is held against a ledger of a figure of twenty days of the same body."""
    desk = Desk(folder)
    start, end, number = DAYS
    ledger = row(number, start_date=start, end_date=end, **STAFF)
    table, article = desk.table(ledger), desk.text(ARTICLE.format(figure), "article.txt")
    reports = of_paths([table, article], settings(environment={}))
    about = [report.document.id for report in reports if not report.table]
    return [one for one in check(reports, wars=shipped_wars(), about=about) if one.kind is Kind.CONTRADICTION]


def test_the_article_s_figure_is_what_would_have_to_change(tmp_path: Path) -> None:
    found = held(tmp_path, "871")
    assert [("871 becomes at least 91" in one.sentence) for one in found] == [True]


def test_an_article_that_fits_the_ledger_is_not_accused(tmp_path: Path) -> None:
    assert held(tmp_path, "1,310") == []
