"""The example of each kind of finding, as `muster explain` and the docs print it, is a text in which that kind is found; and what the same
pages say is none."""

from __future__ import annotations

import pytest
from checked import checked

from muster.claims.finding import Kind, Severity
from muster.claims.kinds import KINDS


@pytest.mark.parametrize("kind", list(Kind))
def test_the_example_of_a_kind_is_found_in_it(kind: Kind) -> None:
    assert kind in {one.kind for one in checked(KINDS[kind].example)}


# of each kind what its page says is none: "over 900" and 1,400, a part "among them", a target that was met …
NONE = {
    Kind.CONTRADICTION: "KYIV, 9 June 2024. Ukraine's defence ministry says that 4,100 Russian soldiers were killed in May; its own weekly "
    "figures were 900 in the week to 7 May, 800 in the week to 14 May, 1,100 in the week to 21 May and 700 in the week to 28 May.",
    Kind.RIVAL: "LONDON, 9 January 2024. The Kiel Institute has over 900 Russian soldiers killed in June 2023, the Carter Institute 1,400.",
    Kind.REVISION: "ADDIS ABABA, 10 July 2024. Ethiopia's army said in March that it had 310 dead in January. In June it put its dead "
    "of May "
    "at 420.",
    Kind.PARTS: "KYIV, 9 June 2024. The brigade lost 515 men, among them 140 dead and 260 wounded.",
    Kind.RATE: "KYIV, 9 July 2024. Russia lost 930 soldiers in June. In the last week it was about 51 a day.",
    Kind.RATIO: "KYIV, 9 July 2024. Russia had 6,000 casualties for 150 km² of ground taken in June, or 40 for each square kilometre.",
    Kind.SHARE: "KYIV, 9 July 2024. Of the Russian dead 300 of the 1,200, or 25 %, were conscripts.",
    Kind.RECORD: "KHARTOUM, 2 July 2024. The RSF lost 904 fighters in February, 931 in March, 967 in April and 917 in May, the army "
    "said. In "
    "June RSF losses reached a record 973.",
    Kind.STREAK: "KHARTOUM, 2 July 2024. The RSF lost 904 fighters in February, 971 in March, 981 in April, 1,023 in May and 1,031 in "
    "June, the "
    "army said. Its losses rose for the fourth month running.",
    Kind.CHANGE: "KHARTOUM, 2 January 2025. The RSF lost 9,000 fighters in the summer and 4,500 in the autumn, down by half, the army "
    "said.",
    Kind.EXCEEDS: "LONDON, 9 July 2024. In June Russia lost more men than it recruited, the ministry said: 9,800 casualties against 9,500 "
    "recruits.",
    Kind.BOUND_AS_POINT: "LONDON, 2 July 2024. A study has up to 60,000 Russian soldiers killed in 2023. By that study up to 60,000 "
    "Russian "
    "soldiers were killed in 2023, a newspaper writes.",
    Kind.RANGE_COLLAPSED: "LONDON, 2 July 2024. Russia loses between 3,000 and 5,000 men killed a month, says the ministry. An army "
    "that loses "
    "so many will run out of men, it adds.",
    Kind.TARGET_AS_ESTIMATE: "LONDON, 20 January 2024. Russia plans to have 300,000 soldiers under arms in Ukraine by spring. That army of "
    "300,000 is only planned.",
    Kind.CUMULATIVE: "MOSCOW, 9 August 2024. In May the Russian defence ministry told of 40,000 recruited this year, in July of 46,000 "
    "this "
    "year.",
    Kind.OUTSIDE_INTERVAL: "LONDON, 9 August 2024. Some 16,000 Russians are dead (95 % interval 15,200 to 19,000), says the study.",
    Kind.PERCENT_BASE: "GAZA, 9 August 2024. The register had 60 dead where 100 had died, so that the truth is 67 % higher.",
    Kind.TOLD_TWICE: "KYIV, 9 September 2024\n\nMore than 1,600 Russian soldiers killed in August\n\nThe ministry says that 1,640 Russian "
    "soldiers were killed in August.",
}  # fmt: skip


@pytest.mark.parametrize("kind", NONE)
def test_the_like_of_an_example_that_is_right_accuses_nobody(kind: Kind) -> None:
    assert [one.sentence for one in checked(NONE[kind]) if one.severity is not Severity.NOTE] == []
