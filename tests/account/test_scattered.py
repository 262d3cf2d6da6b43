"""Parts told in several sentences that come to more than their total, and parts that only seem to."""

from __future__ import annotations

import pytest
from checked import checked

from muster.claims.finding import Kind, Verdict

FRONTS = (
    "The army said {} of its soldiers were killed in April. In Jonglei 310 fell. Another 95 were killed in Unity and 185 in "
    "Upper Nile."
)
REST = (
    "In April the RSF lost {} fighters, the army said. Of these 310 were killed in El Fasher. The rest fell elsewhere: 95 in Omdurman and "
    "185 in Gezira."
)
FATES = (
    "Russia lost {} men at the front near Pokrovsk on Friday, the brigade said. It counted 310 dead and 95 taken prisoner. The wounded "
    "came to 185."
)
BEHIND = (
    "In April 310 RSF fighters were killed in El Fasher, the army said. Another 95 fell in Omdurman and 185 in Gezira. In all the "
    "paramilitaries lost {} men in the month."
)
HEADS = {
    FRONTS: "JUBA, 4 May 2017",
    REST: "KHARTOUM, 4 May 2024",
    FATES: "KYIV, 4 May 2024",
    BEHIND: "KHARTOUM, 4 May 2024",
}


def verdicts(text: str) -> list[Verdict]:
    """Of the sums that are tried in a text."""
    return [one.verdict for one in checked(text) if one.kind is Kind.PARTS]


@pytest.mark.parametrize("text", HEADS)
def test_parts_in_several_sentences_that_make_more_than_their_total(text: str) -> None:
    assert verdicts(f"{HEADS[text]}\n\n{text.format(540)}") == [Verdict.FAILS]
    assert Verdict.FAILS not in verdicts(f"{HEADS[text]}\n\n{text.format(590)}")


@pytest.mark.parametrize(
    "text",
    [
        "In April the RSF lost 540 fighters, the army said. In Darfur 480 were killed. In El Fasher 310 fell.",
        "In April the RSF lost 540 fighters, the army said. In March 310 were killed in El Fasher. Another 95 were killed in Omdurman and "
        "185 in Gezira.",
        "In April 540 RSF fighters were killed, the army said. Some 310 were wounded. Another 95 were captured and 185 surrendered.",
        "In April the RSF lost more than 540 fighters, the army said. In Darfur 310 fell. Another 95 were killed in "
        "Omdurman and 185 in Gezira.",
        "In April the RSF lost 540 fighters, the army said. In Darfur 480 were killed. Of these 310 were killed in El Fasher, "
        "and 95 in Nyala.",
    ],
)
def test_what_may_lie_in_one_another_or_is_of_something_else_is_not_added(text: str) -> None:
    assert Verdict.FAILS not in verdicts(f"KHARTOUM, 4 May 2024\n\n{text}")
