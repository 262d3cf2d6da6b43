"""What the numbers of a passage come to, of short texts of our own: claims or not, told where they agree and where they cannot."""

from __future__ import annotations

import pytest

from muster.account.checks import check
from muster.claims import shipped_wars
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.report import Report
from muster.reading.fetch import load_bytes
from muster.reading.reader import read

AGREED = frozenset({Verdict.AGREES, Verdict.TRUE})
ACCUSED = frozenset({Verdict.FAILS, Verdict.FALSE})

# kind, a text with a gap, what is right in it, what is wrong
PAIRS = [
    (
        "change",
        "KYIV, 4 December 2024. Russia recruited 30,000 in May and {} in June, an increase of 40 percent.",
        "42,000",
        "36,000",
    ),
    (
        "change",
        "KYIV, 4 December 2024. Russian losses were 25,000 in May and {} in June, a rise of 20 per cent.",
        "30,000",
        "36,000",
    ),
    (
        "change",
        "KHARTOUM, 4 May 2024. The RSF lost {} fighters in March and 300 in April, a fall of 40 percent.",
        "500",
        "400",
    ),
    (
        "change",
        "KYIV, 4 December 2024. Ukraine mobilised {} men in April and 30,000 in March, down 20%.",
        "24,000",
        "15,000",
    ),
    (
        "multiple",
        "KYIV, 4 December 2024. Russia lost {} men in November, twice the average, which was 21,900 in the first ten months.",
        "43,720",
        "75,720",
    ),
    (
        "multiple",
        "KYIV, 4 December 2024. With an average of 21,100 a month in 2023, the {} men Russia lost in November 2024 are twice the average.",
        "42,720",
        "85,720",
    ),
    (
        "multiple",
        "KHARTOUM, 4 June 2024. The RSF lost {} men in May, twice the average; the average is 450 a month.",
        "900",
        "600",
    ),
    (
        "multiple",
        "TBILISI, 4 June 2024. The average of 2023 was 110 wounded a month, and with {} in May 2024 the army had three times the average.",
        "330",
        "210",
    ),
    (
        "ratio",
        "KYIV, 4 December 2024. Russia's army lost {} men in November for 839 square kilometres of Ukraine, about 54 for each of them.",
        "45,720",
        "25,720",
    ),
    (
        "rate",
        "KYIV, 4 December 2024. Russia recruits 1,000 men a day, or {} a month, the official said.",
        "30,000",
        "40,000",
    ),
    (
        "rate",
        "KYIV, 4 December 2024. Russia took 839 square kilometres of Ukraine in November, or about {} a day.",
        "28",
        "48",
    ),
    (
        "ratio",
        "MANDALAY, 19 August 2024. The alliance reported 618 government soldiers killed in Myanmar, against {} fighters of its own. “Six "
        "of theirs for every one of ours,” the statement says.",
        "103",
        "68",
    ),
    (
        "share",
        "ADEN, 3 May 2019. The Yemeni army said about 30,000 soldiers had been killed since 2015. A third of the 30,000, some {}, "
        "died in 2018.",
        "10,000",
        "14,000",
    ),
    (
        "share",
        "KYIV, 3 May 2025. In April 40 percent of the 30,000 Russian soldiers, or {}, were wounded.",
        "12,000",
        "15,000",
    ),
    (
        "share",
        "KYIV, 3 May 2025. The General Staff said that 20,000 Russian soldiers were killed in April. Of these, {}, or 60 percent, "
        "were contract soldiers.",
        "12,000",
        "15,000",
    ),
    (
        "share",
        "KHARTOUM, 3 June 2024. Doctors saw 2,400 wounded. Of these, 600 were children, or {} per cent.",
        "25",
        "40",
    ),
    (
        "share",
        "TBILISI, 8 August 2018. Of the 412 people who died in that war, 228 were civilians, which is {} per cent.",
        "55",
        "71",
    ),
    (
        "share",
        "GENEVA, 14 March 2025. The monitors looked into 640 attacks on clinics; 96 of them ({}%) came from drones.",
        "15",
        "25",
    ),
    (
        "share",
        "KYIV, 2 October 2025. Courts gave 9,300 verdicts. In 1,860 cases, {} of the total, the man was cleared.",
        "a fifth",
        "a third",
    ),
    (
        "share",
        "ASMARA, 5 May 2022. Out of 7,200 prisoners held there, 900 had fallen ill. That is one in {}.",
        "eight",
        "four",
    ),
    (
        "share",
        "BELGRADE, 12 June 2019. The file lists 13,540 people. Civilians account for 10,320 of them, a share of {} per cent.",
        "76",
        "86",
    ),
    (
        "ratio",
        "VILNIUS, 9 November 2025. The review has Russia gaining 461 square kilometres at a price of 31,900 dead and wounded. Every square "
        "kilometre, in other words, was paid for with some {} men.",
        "69",
        "96",
    ),
    (
        "ratio",
        "NAIROBI, 7 July 2023. The brigade had 120 killed and 480 wounded near the river, a ratio of one to {}.",
        "four",
        "six",
    ),
    (
        "ratio",
        "UFA, 1 March 2026. With 8,600 dead from a population of 4.1 million, the republic has lost {} men per thousand inhabitants.",
        "2.1",
        "3.4",
    ),
    (
        "change",
        "KYIV, 3 September 2025. The air force saw 4,132 drones in August against 6,297 in July, a drop of {} per cent.",
        "34",
        "61",
    ),
    (
        "change",
        "KABUL, 14 July 2011. Roadside bombs killed 444 civilians in half a year. In the same months of 2010 it had been 380. That is an "
        "increase of {} per cent.",
        "17",
        "31",
    ),
    (
        "change",
        "KYIV, 8 January 2026. Desertions fell from 21,600 in October to 16,200 in December, that is by a {}.",
        "quarter",
        "half",
    ),
    (
        "multiple",
        "PERM, 2 August 2025. For a contract it pays 1.6 million roubles, {} as much as the 800,000 of winter.",
        "twice",
        "four times",
    ),
    (
        "multiple",
        "YAKUTSK, 4 July 2025. Last year a recruit got 600,000 roubles; now it is 2.4 million. The bonus has thus {}.",
        "quadrupled",
        "doubled",
    ),
    (
        "unit_pair",
        "JUBA, 9 February 2014. The rebels hold some 3,500 square kilometres ({} square miles) of swamp.",
        "1,350",
        "5,600",
    ),
    (
        "unit_pair",
        "ODESA, 1 August 2024. Fires burnt 12,000 hectares ({} acres) of wheat, farmers say.",
        "30,000",
        "3,000",
    ),
    (
        "unit_pair",
        "EL OBEID, 4 October 2025. The front line has moved 70 kilometres ({} miles) to the east since May.",
        "43",
        "112",
    ),
    (
        "outside_interval",
        "GOMA, 30 May 2001. The study has {} million excess deaths (95% confidence interval 2.1 million to 2.9 million).",
        "2.5",
        "1.7",
    ),
    (
        "percent_base",
        "GUATEMALA, 25 February 1999. Lists named 42,000 dead. The commission arrives at 200,000. The names thus miss {} per cent "
        "of the dead.",
        "79",
        "376",
    ),
]

# Texts in which the numbers beside one another are of different things.
CLEAN = [
    "KYIV, 4 December 2024. Russia recruited 30,000 in May and 36,000 in June, an increase of 40 percent on the year before.",
    "KYIV, 4 December 2024. Russia recruited 30,000 in May and 36,000 in June, up 9% year on year.",
    "KYIV, 4 December 2024. Russia recruited 120,000 in the spring and 36,000 in June, an increase of 40 percent.",
    "KYIV, 4 December 2024. Russia recruited 30,000 in May and lost 36,000 in June, an increase of 40 percent.",
    "KYIV, 3 January 2025. In 2024 the region raised 31,200 men, 5,200 a month in the last quarter, twice the average of 2,600 recorded "
    "in the first half.",
    "KYIV, 3 May 2025. Half of the brigade's 5,000 men, 200 of them officers, were killed in April. A third of the 9,000, 400 in all from "
    "Buryatia, died.",
    "ZAPORIZHZHIA, 8 June 2026. In the week the enemy lost 2,310 men, he said. He recorded 154 fights, half of them near the river.",
    "DAKAR, 9 April 2023. The army lost 45 men and the rebels 130. Two thirds of the unit's 300 men were on leave. The toll for the year "
    "stands at 610, half of it in the north.",
    "RIGA, 8 May 2026. Of 31,000 recruits some 40 per cent came by agencies. In Moscow 4,200 signed up, a third more than in March.",
    "BERLIN, 1 June 2025. It counts 449 square kilometres for May and 36,000 casualties. In the last year a square kilometre has "
    "cost 99 men, it says.",
    "MOSCOW, 2 July 2025. It offers newcomers 1.9 million roubles ($20,000), and the federal share was doubled on 1 August to 400,000.",
    "RIGA, 12 June 2024. Women and children made up 59% of those whose age is known. All told 64,260 died, against 37,877 on the register.",
    "PARIS, 4 April 2026. Krasnodar has doubled its payment to a million roubles, while Rostov went from 500,000 to 1.4 million.",
]


def found_over(*texts: str) -> list[Finding]:
    """What is found in several texts together."""
    reports = []
    for text in texts:
        document = load_bytes(text.encode(), name="-")
        reading = read(document)
        reports.append(Report(document=document, claims=reading.claims, remarks=reading.remarks))
    return check(reports, wars=shipped_wars())


def found_in(text: str) -> list[Finding]:
    """The findings of one text."""
    document = load_bytes(text.encode(), name="-")
    reading = read(document)
    report = Report(document=document, claims=reading.claims, remarks=reading.remarks)
    return check([report], wars=shipped_wars())


@pytest.mark.parametrize(("kind", "text", "right", "wrong"), PAIRS)
def test_what_a_passage_ties_is_reckoned(kind: str, text: str, right: str, wrong: str) -> None:
    good, bad = found_in(text.format(right)), found_in(text.format(wrong))
    family = {kind, *(("change", "percent_base") if kind in ("change", "percent_base") else ())}
    assert any(one.kind.value in family and one.verdict in AGREED for one in good)
    assert not [one.sentence for one in good if one.kind.value in family and one.verdict in ACCUSED]
    assert any(one.kind.value in family and one.verdict in ACCUSED for one in bad)


@pytest.mark.parametrize("text", CLEAN)
def test_numbers_of_different_things_accuse_nobody(text: str) -> None:
    assert not [one.sentence for one in found_in(text) if one.severity is not Severity.NOTE]


def test_the_true_toll_is_held_against_the_recorded_one_over_paragraphs() -> None:
    text = (
        "LONDON, 15 November 2024. Lists of names contain 4,860 deaths in the state.\n\nThe team worked out that 12,150 people must have "
        "died.\n\nIn other words, the true toll is {} per cent higher than the recorded one."
    )
    assert any(one.kind is Kind.PERCENT_BASE and one.verdict is Verdict.FAILS for one in found_in(text.format(60)))
    assert any(one.kind is Kind.CHANGE and one.verdict is Verdict.TRUE for one in found_in(text.format(150)))


def test_a_contradiction_yields_to_the_ratio_that_names_its_claims() -> None:
    text = (
        "TALLINN, 9 July 2026. Russian forces seized 452 square kilometres between April and June 2026. Casualties in those "
        "months are put at 38,250 in the two sectors that moved, so each square kilometre cost him roughly 112 men killed or wounded."
    )
    accused = [one for one in found_in(text) if one.severity is not Severity.NOTE]
    assert [one.kind for one in accused] == [Kind.RATIO]


KARABAKH = (
    "YEREVAN, 10 November 2021. The defence ministry says that 3,825 Armenian servicemen were killed in the 44 days of fighting over "
    "Nagorno-Karabakh.\n\nAn inquiry was asked for. {}, {} Armenian servicemen were killed in the 44-day war."
)


def test_one_thing_told_twice_in_the_same_words_with_two_numbers() -> None:
    same = KARABAKH.format("According to the defence ministry", "3,360")
    assert [one.kind for one in found_in(same) if one.severity is not Severity.NOTE] == [Kind.TOLD_TWICE]
    for other in (
        KARABAKH.format("According to the opposition", "3,360"),
        KARABAKH.format("According to an earlier count of the defence ministry", "3,360"),
        KARABAKH.format("According to the defence ministry", "3,825"),
    ):
        assert not [one for one in found_in(other) if one.kind is Kind.TOLD_TWICE and one.verdict is Verdict.FAILS]


def test_the_cost_of_one_day_contradicts_no_total() -> None:
    text = (
        "KYIV, 2 January 2025. The General Staff of Ukraine said that Russia lost 28,670 men in December 2024. {} December 2024 cost "
        "Russia 4,200 men, the General Staff of Ukraine said."
    )
    assert not [one for one in found_in(text.format("The worst day of")) if one.severity is not Severity.NOTE]
    assert [one for one in found_in(text.format("The offensive of")) if one.severity is not Severity.NOTE]


def test_too_few_are_left_for_the_wounded() -> None:
    text = (
        "NAIROBI, 28 June 2021. The Tigray Defence Forces said that they had inflicted 11,300 casualties on federal "
        "troops, {} of them killed."
    )
    assert [one.kind for one in found_in(text.format("9,800")) if one.severity is not Severity.NOTE] == [
        Kind.IMPLIED_RATIO
    ]
    assert not [one for one in found_in(text.format("2,800")) if one.severity is not Severity.NOTE]


def test_a_hedge_hides_no_revision() -> None:
    first = (
        "JERUSALEM, 20 October 2023\n\nIsrael's government said on Friday that about 1,400 people were killed in the Hamas attack of 7 "
        "October, most of them civilians.\n"
    )
    later = (
        "JERUSALEM, 11 November 2023\n\nAbout {} people were killed in the Hamas attack of 7 October, Israel's government said "
        "on Friday.\n"
    )
    assert Kind.REVISION in {one.kind for one in found_over(first, later.format("1,200"))}
    assert Kind.REVISION not in {one.kind for one in found_over(first, later.format("1,420"))}


def test_two_histories_of_one_war_differ() -> None:
    first = "LONDON, 25 June 2023\n\nThe United States lost {} dead in the Korean War, the number on the memorial.\n"
    later = "SEOUL, 28 July 2023\n\nThe United States lost 36,574 dead in the Korean War, a minister said.\n"
    assert Kind.BENCHMARK in {one.kind for one in found_over(first.format("54,246"), later)}
    assert Kind.BENCHMARK not in {one.kind for one in found_over(first.format("36,574"), later)}


def test_a_toll_told_until_a_day_cannot_fall() -> None:
    first = "KYIV, 4 December 2024\n\nUkraine's General Staff put Russia's losses by 1 December at 742,000.\n"
    later = "KYIV, 9 December 2024\n\nUkraine's General Staff put Russia's losses by 8 December at {}.\n"
    assert Verdict.FALLS in {one.verdict for one in found_over(first, later.format("724,000"))}
    assert Verdict.FALLS not in {one.verdict for one in found_over(first, later.format("752,000"))}


def test_so_many_of_the_so_many_contradict_nothing() -> None:
    text = (
        "KHARTOUM, 4 July 2025. Doctors said that shelling had killed 320 civilians in El Fasher in Sudan in June 2025, and that "
        "144 of the 320 were women and children."
    )
    assert not [one.sentence for one in found_in(text) if one.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    "text",
    [
        "KYIV, 4 December 2024. Russia lost 45,720 men in November, three times the average of the spring, 15,000 a month.",
        "KHARTOUM, 4 June 2025. The RSF lost 600 men in May, twice the average of the war, 310 a month.",
        "KYIV, 4 December 2024. Russia lost 40,720 men in November: a third more than the monthly average of 30,000.",
        "BAMAKO, 4 June 2024. Mali's army had 90 soldiers killed in May, half as many again as the average of 60 a month.",
    ],
)
def test_an_average_that_a_month_is_held_against_is_not_of_that_month(text: str) -> None:
    assert not [one.sentence for one in found_in(text) if one.severity is not Severity.NOTE]


def test_no_base_is_implied_that_the_sentence_tells() -> None:
    text = "KHARTOUM, 4 June 2024. The RSF lost 900 men in May, twice the average, which had been {} a month."
    assert not [one for one in found_in(text.format(450)) if one.verdict is Verdict.IMPLIED]


@pytest.mark.parametrize(
    "text",
    [
        "LONDON, 14 January 2026. Russia has suffered 1.1 million casualties since February 2022, and lately about 1,000 a day.",
        "LONDON, 14 January 2026. The Russian army has lost 1.1 million killed and wounded in nearly four years of war, 1,000 a day in "
        "recent months, the ministry said.",
        "KHARTOUM, 14 January 2025. The RSF has lost 26,000 men since the war began, and these days loses 90 a day.",
        "LONDON, 14 January 2026. Since the invasion began Russia has lost 1.1 million men, of late as many as 1,500 a day.",
    ],
)
def test_a_rate_of_late_makes_no_total_of_the_war(text: str) -> None:
    assert not [one.sentence for one in found_in(text) if one.kind is Kind.RATE]


@pytest.mark.parametrize(
    "text",
    [
        "GAZA, 4 June 2025. The health ministry says {} people were killed in Gaza in May. Another paper has {} killed in Gaza in May.",
        "KHARTOUM, 4 June 2025. The RSF lost {} fighters killed in May; another list prints {}.",
        "BAMAKO, 4 June 2025. The army's table has {} killed in May 2025. Another table of the army has {} killed in May 2025.",
        "Mali's dead\n\nBAMAKO, 4 June 2025. {} Malian soldiers were killed in May.\n\nKey facts\n\n{} Malian soldiers killed in May",
    ],
)
def test_two_exact_counts_agree_only_if_one_rounds_the_other(text: str) -> None:
    def told(one: str, other: str) -> bool:
        return any(found.kind is Kind.TOLD_TWICE for found in found_in(text.format(one, other)))

    assert not told("511", "512")
    assert told("511", "about 510")


@pytest.mark.parametrize(
    "text",
    [
        "Did Russia lose 40,000 men in May?\n\nKYIV, 4 June 2025. No: the General Staff of Ukraine gave 34,000 in May.",
        "At least 61,000 dead?\n\nKHARTOUM, 4 June 2025. By May 2025 61,000 people had been killed in Sudan, the ministry said.",
        "Up to 900 killed?\n\nBAMAKO, 4 June 2025. The army says 900 Malian soldiers were killed in 2024. It was 900, the army repeated.",
        "Were 2,300 RSF men killed in May 2025?\n\nKHARTOUM, 4 June 2025. Monitors say the RSF had 1,700 fighters killed in May 2025.",
    ],
)
def test_a_question_tells_nothing(text: str) -> None:
    assert not [one.sentence for one in found_in(text) if one.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    "text",
    [
        "LONDON, 14 January 2026. Russia lost 45,690 men in November 2024, the ministry said. Kyiv's General Staff gave 1,523 killed a day "
        "in November 2024.",
        "LONDON, 14 January 2026. Russia lost 37,200 men in May 2025, the ministry said. Mark Rutte said that 1,200 Russians were killed a "
        "day in May 2025.",
    ],
)
def test_what_a_rate_comes_to_is_not_told_as_its_body_s_number(text: str) -> None:
    told = [one.sentence for one in found_in(text) if one.kind is Kind.DEFINITION]
    assert told
    assert all(" killed a day, which makes " in one for one in told)
