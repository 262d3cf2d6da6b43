"""The arithmetic of short reports of our own: what is told of them, and of which nothing is told."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from muster.account.arithmetic import arithmetic
from muster.account.statement import statements
from muster.claims import shipped_wars
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.report import Report
from muster.reading.fetch import load_bytes
from muster.reading.reader import read

ACCUSED = frozenset({Verdict.FAILS, Verdict.FAILS_AS_SPOKEN, Verdict.IMPLAUSIBLE})

# kind, verdict, the number that was computed, the report
CASES = [
    # Parts and totals: by measure, by branch, by side, over time.
    (
        "parts",
        "agrees",
        968,
        "KYIV, 12 August 2025. President Zelensky said that on 11 August Russia lost 531 killed, 428 wounded and 9 captured: 968 in all.",
    ),
    (
        "parts",
        "fails",
        968,
        "KYIV, 12 August 2025. President Zelensky said that on 11 August Russia lost 531 killed, 428 wounded and 9 captured: 1,068 in all.",
    ),
    (
        "parts",
        "agrees",
        1_245,
        "TRIPOLI, 3 May 2019. The Libyan army said it took 1,245 casualties in April, of whom 345 were killed and 900 wounded.",
    ),
    (
        "parts",
        "fails",
        2_445,
        "TRIPOLI, 3 May 2019. The Libyan army said it took 1,245 casualties in April, of whom 345 were killed and 2,100 wounded.",
    ),
    (
        "parts",
        "fails",
        4_100,
        "KHARTOUM, 2 June 2024. The Sudanese army said it took 3,200 casualties in May, of whom 4,100 were killed.",
    ),
    (
        "parts",
        "agrees",
        6_180,
        "YEREVAN, 5 March 2021. The ministry said 6,180 soldiers died on both sides in the war: 3,360 Armenians and 2,820 Azerbaijanis.",
    ),
    (
        "parts",
        "agrees",
        61_640,
        "KYIV, 5 March 2025. Russia lost 34,310 men in January 2025 and 27,330 men in February 2025, the General Staff said. "
        "For January and February 2025 it reported losses of 61,640.",
    ),
    (
        "parts",
        "fails",
        61_640,
        "KYIV, 5 March 2025. Russia lost 34,310 men in January 2025 and 27,330 men in February 2025, the General Staff said. "
        "For January and February 2025 it reported losses of 616,400.",
    ),
    # Rates.
    (
        "rate",
        "agrees",
        50,
        "KHARTOUM, 2 July 2024. The Sudanese army says it lost 1,550 soldiers in May, an average of 50 a day.",
    ),
    (
        "rate",
        "fails",
        50,
        "KHARTOUM, 2 July 2024. The Sudanese army says it lost 1,550 soldiers in May, an average of 90 a day.",
    ),
    (
        "rate",
        "agrees",
        16_667,
        "ANKARA, 5 January 2025. Russia recruited at least 200,000 men in 2024, or about 17,000 a month, the ministry said.",
    ),
    (
        "rate",
        "fails_as_spoken",
        None,
        "LONDON, 1 March 2025. The Ministry of Defence says Russia has suffered more than 600,000 casualties since the invasion of "
        "24 February 2022, an average of 1,000 killed and wounded a day.",
    ),
    (
        "derived",
        "no_second_observation",
        39_060,
        "KYIV, 5 February 2025. The General Staff says Russia lost on average 1,260 men a day in January 2025. In January 2025 "
        "Russia lost 39,060 men, it says.",
    ),
    # Ratios, stated and implied.
    (
        "ratio",
        "agrees",
        57.83,
        "KYIV, 5 September 2025. According to the Institute for the Study of War, Russian forces suffered 28,880 casualties and gained "
        "499.43 square kilometers in August 2025, or 58 casualties per square kilometer.",
    ),
    (
        "ratio",
        "fails",
        57.83,
        "KYIV, 5 September 2025. According to the Institute for the Study of War, Russian forces suffered 28,880 casualties and gained "
        "499.43 square kilometers in August 2025, or 68 casualties per square kilometer.",
    ),
    (
        "ratio",
        "agrees",
        3,
        "KYIV, 5 November 2023. The ministry said 2,000 Russian soldiers had been killed and 6,000 wounded in October. "
        "That is three wounded for each one killed.",
    ),
    (
        "ratio",
        "fails",
        3,
        "KYIV, 5 November 2023. The ministry said 2,000 Russian soldiers had been killed and 6,000 wounded in October. "
        "That is five wounded for each one killed.",
    ),
    (
        "implied_ratio",
        "implausible",
        None,
        "BERLIN, 20 May 2025. A minister said that 18,000 Russian soldiers are killed each month. The General Staff counts 700 Russian "
        "soldiers killed and wounded a day.",
    ),
    (
        "implied_ratio",
        "implausible",
        None,
        "KYIV, 5 November 2023. The ministry said 200 Russian soldiers had been killed and 60,000 wounded in October.",
    ),
    # Units and money.
    (
        "unit_pair",
        "agrees",
        None,
        "BAKU, 5 November 2020. The ministry said its troops had captured 450 square kilometers (174 square miles) in October.",
    ),
    (
        "unit_pair",
        "fails",
        None,
        "BAKU, 5 November 2020. The ministry said its troops had captured 450 square kilometers (280 square miles) in October.",
    ),
    ("unit_pair", "implied", 96, "MOSCOW, 5 November 2024. The signing bonus in Samara is 1,200,000 rubles ($12,500)."),
    (
        "unit_pair",
        "fails",
        None,
        "MOSCOW, 5 November 2024. The bonus in Samara is 2 million rubles ($20,000). In Moscow it is 1.9 million rubles ($31,000).",
    ),
    # Multiples.
    (
        "multiple",
        "agrees",
        20_000,
        "KYIV, 5 February 2026. The ministry said 60,000 Russian soldiers were killed in January, three times the 20,000 that NATO "
        "estimated for December.",
    ),
    (
        "multiple",
        "fails",
        20_000,
        "KYIV, 5 February 2026. The ministry said 60,000 Russian soldiers were killed in January, three times the 40,000 that NATO "
        "estimated for December.",
    ),
    # One thing told twice.
    (
        "told_twice",
        "fails",
        None,
        "Congolese army: 1,270 soldiers killed in February\n\nGOMA, 5 March 2025. The Congolese army said 12,700 of its soldiers were "
        "killed in February by the M23 rebels.",
    ),
]

# Reports that a careless check would accuse.
SILENT = [
    # Parts of which more are left over, and a total that other days add to.
    "KYIV, 3 May 2025. The General Staff said 3,200 Russian soldiers were killed in April, including 1,100 marines and 400 officers.",
    "GAZA, 3 May 2024. The ministry said 12 soldiers were killed and 30 wounded on Thursday, bringing the total since October to 1,500.",
    # Units and towns: parts of an army, which make no total.
    "ADDIS ABABA, 3 October 2021. The army said 1,200 rebels were killed at Chifra and 3,000 were killed at Kasagita in September.",
    # A record day is no rate.
    "LONDON, 3 December 2024. The ministry said Russia lost 45,680 men in November 2024, and more than 2,030 in a day at its height.",
    # Two hands may count in two ways.
    "PARIS, 3 May 2025. The General Staff put Russian losses in April 2025 at 36,600. A diplomat spoke of 1,000 a day in April 2025.",
    # Revisions on two days, and a level beside a flow.
    "KYIV, 3 May 2025. Russia held 8,000 prisoners in March, the headquarters said; it took 230 prisoners in April.",
    # Rates of two years, and money of two years.
    "MOSCOW, 5 November 2024. Russia recruited 490,000 men in 2023. In 2024 it took on 30,000 a month.",
    # A rule of an earlier war beside figures of this one.
    "BONN, 5 May 2024. In the Second World War three were wounded for each one killed. Kyiv says 31,000 Ukrainian soldiers have died.",
    # A list whose rest is not counted.
    "KYIV, 3 May 2025. Of 5,000 Russian casualties in the week, 900 were killed and 1,100 wounded near Pokrovsk, others elsewhere.",
    # Others than those of the longer time, though one speaks of both.
    "SEOUL, 4 December 2025. The National Intelligence Service says some 11,000 North Korean soldiers were sent to Kursk between October "
    "and December 2024. It adds that 5,000 construction troops have been moving to Russia since September.",
    # A target beside what was reached.
    "MOSCOW, 5 November 2024. Russia aims to recruit 40,000 men a month in 2024. It recruited 300,000 men in 2024.",
]


def checked(*texts: str) -> list[Finding]:
    """What arithmetic has to say of these reports."""
    reports = []
    for text in texts:
        document = load_bytes(text.encode(), name="-")
        reading = read(document)
        reports.append(Report(document=document, claims=reading.claims, remarks=reading.remarks))
    return arithmetic(statements(reports, wars=shipped_wars()), reports)


@pytest.mark.parametrize(("kind", "verdict", "computed", "text"), CASES)
def test_what_is_told_of_a_report(kind: str, verdict: str, computed: float | None, text: str) -> None:
    found = checked(text)
    right = [one for one in found if one.kind is Kind(kind) and one.verdict is Verdict(verdict)]
    assert right, [(one.kind.value, one.verdict.value, one.sentence) for one in found]
    if computed is not None:
        assert any(value == pytest.approx(computed, rel=0.01) for one in right for _, value in one.numbers)
    if Verdict(verdict) not in ACCUSED:
        assert not accusations(found)


@pytest.mark.parametrize("text", SILENT)
def test_nothing_is_held_against_it(text: str) -> None:
    assert not accusations(checked(text))


def accusations(found: Sequence[Finding]) -> list[str]:
    """What is held against a report."""
    return [one.sentence for one in found if one.verdict in ACCUSED]


def test_the_order_of_reports_and_statements_changes_nothing() -> None:
    texts = [text for _, _, _, text in CASES]
    reports = []
    for text in texts:
        document = load_bytes(text.encode(), name="-")
        reading = read(document)
        reports.append(Report(document=document, claims=reading.claims, remarks=reading.remarks))
    told = statements(reports, wars=shipped_wars())
    first = arithmetic(told, reports)
    random.Random(3).shuffle(told)
    second = arithmetic(told, reports[::-1])
    assert [one.id for one in first] == [one.id for one in second]
    assert [one.sentence for one in first] == [one.sentence for one in second]


def test_no_statements_no_findings() -> None:
    assert arithmetic([], []) == []


def test_how_grave_a_failure_is_goes_by_how_far_it_misses() -> None:
    near = "KHARTOUM, 2 July 2024. The Sudanese army says it lost 1,550 soldiers in May, an average of 53 a day."
    far = "KHARTOUM, 2 July 2024. The Sudanese army says it lost 1,550 soldiers in May, an average of 90 a day."
    weights = [[one.severity for one in checked(text) if one.verdict is Verdict.FAILS] for text in (near, far)]
    assert weights == [[Severity.SERIOUS], [Severity.GRAVE]]


def test_parts_of_one_body_are_put_together_over_reports() -> None:
    found = checked(
        "LONDON, 3 January 2025. Britain's Ministry of Defence said Russia took 38,100 casualties in October 2024.",
        "LONDON, 4 January 2025. Britain's Ministry of Defence said Russia took 45,700 casualties in November 2024.",
        "LONDON, 5 January 2025. Britain's Ministry of Defence said Russia took 83,800 casualties in October and November 2024.",
    )
    assert [one.verdict for one in found if one.kind is Kind.PARTS] == [Verdict.AGREES]
