"""Who published a text, as the line at its head says; and lines that name nobody."""

from __future__ import annotations

import pytest

from muster.reading.fetch import load_bytes
from muster.reading.mastheads import masthead

BODY = "\n\nThe army said that 412 of its soldiers were killed in May.\n"


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ("Losses mount\nNorthern Wire, 14 March 2025", "Northern Wire"),
        ("Losses mount\nOpinion — The Southern Standard, 19 October 2023", "The Southern Standard"),
        ("Losses mount\nKabul Policy Notes / 30 October 2010", "Kabul Policy Notes"),
        ("Losses mount\nSahel Rights Watchdesk, Briefing, 4 September 2023", "Sahel Rights Watchdesk"),
        ("Losses mount\nInstitute for Eurasian Studies, Research Memo 7, 11 March 2025", "Institute for Eurasian Studies"),
        ("Losses mount\nBudget Watch, Berlin. 6 May 2025", "Budget Watch"),
        ("Losses mount\n@frontcounter, posted 2 November 2024", None),
        ("Losses mount\nPORT SUDAN, 13 October 2025", None),
        ("Losses mount\nNew York, 13 October 2025", None),
        ("Losses mount\n13 October 2025", None),
        ("Losses mount\nDAILY LOSS BULLETIN No. 12, 13 October 2025", None),
        ("The Daily Wire said on 3 May 2024 that it would close.", None),
        ("Losses mount\nSpecial report, 13 October 2025", None),
    ],
)  # fmt: skip
def test_the_line_at_the_head_names_who_published(head: str, publisher: str | None) -> None:
    assert masthead(head + BODY) == publisher


def test_what_the_caller_says_outranks_the_head() -> None:
    data = f"Losses mount\nNorthern Wire, 14 March 2025{BODY}".encode()
    assert load_bytes(data, name="-").publisher == "Northern Wire"
    assert load_bytes(data, name="-", publisher="Southern Wire").publisher == "Southern Wire"
