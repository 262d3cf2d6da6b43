"""Of which war a question is that names none: of the one that is fought, and of the party's own before one that it sent troops to."""

from __future__ import annotations

from pathlib import Path

import pytest

from muster.claims.errors import UsageError
from muster.desk import ingest
from muster.desk.meant import meant
from muster.desk.reports import of_ledger
from muster.desk.settings import Options, Settings, settings

# Simulated: nobody said any of this.
UKRAINE = (
    "KYIV, 3 February 2025\n\nThe General Staff said 1,200 Russian soldiers were killed in Ukraine in January 2025.\n"
)
MALI = "BAMAKO, 4 February 2025\n\nThe war in Mali\n\nA monitor says 40 men of the Africa Corps were killed in Mali in January 2025.\n"
IRAN = "Iran-Iraq war\n\n4 March 1985\n\nIraq lost 4,000 soldiers killed in February 1985.\n"
NOW = "Mosul, 4 March 2016\n\nThe war against Islamic State in Iraq\n\nIraqi forces lost 70 soldiers killed in February 2016.\n"


def ledger(folder: Path, *texts: str) -> Settings:
    its = settings(Options(ledger=folder / "muster.duckdb", jobs=1), environment={})
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    assert not ingest.add([folder / f"{number}.txt" for number in range(len(texts))], its, how=ingest.how(its)).refused
    return its


def test_ones_own_war_comes_before_one_that_troops_were_sent_to(tmp_path: Path) -> None:
    its = ledger(tmp_path, UKRAINE, MALI)
    material = of_ledger(its)
    wars = {claim.war for report in material for claim in report.claims if claim.party and claim.party.code == "RU"}
    assert wars == {"russia-ukraine", "sahel"}
    found = meant(material, its, parties=("RU",), war=None)
    assert found.war is not None
    assert found.war.id == "russia-ukraine"
    named = meant(material, its, parties=("RU",), war="sahel")
    assert named.war is not None
    assert named.war.id == "sahel"


def test_of_two_wars_that_are_over_one_is_to_be_named(tmp_path: Path) -> None:
    its = ledger(tmp_path, IRAN, NOW)
    with pytest.raises(UsageError, match="--of-war"):
        meant(of_ledger(its), its, parties=("IQ",), war=None)
