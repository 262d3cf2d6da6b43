"""What a figure is of, what is no claim, and over what time it counts: tables of sentences that each rule must and must not reach."""

from __future__ import annotations

import datetime as dt

import pytest

from muster.claims import Document
from muster.claims.reading import Reading
from muster.reading.reader import read

pytestmark = pytest.mark.usefixtures("rules_alone")


def reading(text: str) -> Reading:
    return read(Document(text=text, published=dt.date(2025, 3, 10)))


def measures(text: str) -> dict[str, str]:
    """What each claim of a text is of, by its quote."""
    return {claim.quote: claim.measure.value for claim in reading(text).claims}


# ------------------------------------------------------------------ what is no claim
@pytest.mark.parametrize(
    ("text", "quote", "why"),
    [
        ("In Ukraine a man can now be called up at 26, not 28.", "26", "age"),
        ("In Ukraine the age of call-up was lowered to 21.", "21", "age"),
        ("Russia lost 310 soldiers killed, most of them under 22.", "under 22", "age"),
        ("Three Russian soldiers were killed; the oldest, a drafted baker, was 59.", "59", "age"),
        ("Russia buried gunner Pavel K., 38, and a volunteer of 27 on Monday.", "27", "age"),
        ("Iran sent volunteers to the front, among them boys of fourteen.", "fourteen", "age"),
        ("Four accounts of the Russian dead are in print.", "Four", "counted_things"),
        ("Relatives of Ukraine's missing ask for one register.", "one", "counted_things"),
        ("Of the 28 howitzers that Ukraine got, 17 were out of action.", "17", "counted_things"),
        ("Ukraine received the bodies of 640 fallen soldiers.", "640", "counted_things"),
        ("Shelling drove 70,000 from their homes in Ukraine.", "70,000", "displaced_people"),
        ("Ukraine says that Russia's figure is too low by a factor of six.", "six", "number_pointed_at"),
        (
            "A conscript in Myanmar draws 210,000 kyat a month, roughly $45 at the street rate.",
            "roughly $45",
            "second_unit",
        ),
    ],
)
def test_what_is_no_claim(text: str, quote: str, why: str) -> None:
    assert {one.quote: one.why for one in reading(text).rejections}[quote] == why


@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        ("Ukraine put the Russian dead at 45 that day.", "45", "killed"),
        ("Two Russian cooks were killed near Bakhmut.", "Two", "killed"),
        ("Ukraine lost four generals in the war.", "four", "losses"),
        ("Russia's losses were over 90 that day.", "over 90", "losses"),
        ("Of the 28 Ukrainian soldiers, 17 were killed.", "17", "killed"),
    ],
)
def test_small_numbers_that_count_people_stay(text: str, quote: str, measure: str) -> None:
    assert measures(text)[quote] == measure


# ------------------------------------------------------------------ of what
@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        # a credit or an aside between the people and their verb
        ("Some 52,000 Ukrainian soldiers, the president wrote, have been killed.", "Some 52,000", "killed"),
        ("On that day Russia sent in, as is now known, about 160,000 men.", "about 160,000", "strength"),
        # parts of the lost
        ("Mediazona has 24,100 names of Russian dead, 2,050 of them mobilised men.", "2,050", "obituaries"),
        ("Russia lost 900 killed, including 120 volunteers.", "120", "killed"),
        ("Twelve foreign soldiers have died in Mali: seven Senegalese and five Togolese.", "seven", "killed"),
        ("Russia recruited 900 men, including 120 volunteers from Tuva.", "120", "recruited"),
        # pointing back
        ("Israel counts 900 dead and 4,100 wounded, 12 of the former this week.", "12", "killed"),
        (
            "Russia has 210,000 dead. Adding the wounded, Oslo arrived at more than 700,000.",
            "more than 700,000",
            "killed_wounded",
        ),
        ("Russia has 210,000 dead, not including the wounded; Oslo had 190,000.", "190,000", "killed"),
        # ratios
        ("Ukraine says it lost one man for every seven of theirs in Donetsk.", "seven", "exchange_ratio"),
        ("It makes almost four Russians for each Ukrainian.", "almost four", "exchange_ratio"),
        ("For Russia the outcome is 2.1 wounded per death.", "2.1", "wounded_per_killed"),
        # what a unit should have and what it is short of
        ("The Ukrainian brigade should have 3,400 men and has 2,100.", "3,400", "strength"),
        ("Israel's army is short of 9,000 soldiers.", "9,000", "recruited"),
        # a number that heads its paragraph
        ("388,000. The recruits that Russia took in last year.", "388,000", "recruited"),
        ("29,000. The number of Russian dead in January alone.", "29,000", "killed"),
        # forces by their men
        ("Thailand's officer said that his battalion of 430 held the Cambodian hill.", "430", "strength"),
        # a force that names its own
        ("Hezbollah had announced the names of 480 of its men.", "480", "killed"),
        ("Russia destroyed 61 Ukrainian soldiers and wounded 90.", "61", "killed"),
        ("Russian forces put 4,800 Ukrainians out of action.", "4,800", "losses"),
    ],
)
def test_what_a_figure_is_of(text: str, quote: str, measure: str) -> None:
    assert measures(text)[quote] == measure


def test_a_share_is_due_to_the_cause_named_before() -> None:
    text = "In Ukraine drones kill most. Three in four of the wounded she treated had been hit by one."
    assert measures(text)["Three in four"] == "cause_share"
    assert "40%" not in measures("Ukraine has drones. 40% of the men had met them.")


def test_a_part_of_a_number_of_people_is_a_whole_number() -> None:
    claims = {
        claim.quote: claim
        for claim in reading("Russia lost 350,000 killed and wounded. A third of the 350,000 are dead.").claims
    }
    assert claims["A third of the 350,000"].figure.low == 116_667


# ------------------------------------------------------------------ money
PAY = "Russia pays more. A recruit in Perm gets 1.2 million roubles on signing. "


@pytest.mark.parametrize(
    ("text", "quote", "measure", "unit"),
    [
        (PAY + "A private at the front draws 205,000 a month.", "205,000", "recruit_pay", "RUB"),
        (
            PAY + "A soldier's family receives 5 million from the fund and 3 million in insurance.",
            "5 million",
            "death_payment",
            "RUB",
        ),
        (PAY + "Monthly pay at the front is 190,000.", "190,000", "recruit_pay", "RUB"),
        (PAY + "Moscow gets 30,000 men a month.", "30,000", "recruited", "person"),
        ("Armenia paid 9 million drams to the family of each serviceman killed.", "9 million", "death_payment", "AMD"),
        ("The African Union pays $40,000 for each soldier who dies in Somalia.", "$40,000", "death_payment", "USD"),
        (
            "Kinshasa pays more in its war with M23. A private now gets 450,000 francs a month.",
            "450,000",
            "recruit_pay",
            "CDF",
        ),
    ],
)
def test_sums_of_money(text: str, quote: str, measure: str, unit: str) -> None:
    claim = {claim.quote: claim for claim in reading(text).claims}.get(quote)
    if measure == "recruited":
        assert claim is None or claim.figure.unit == "person"
    else:
        assert claim is not None
        assert (claim.measure.value, claim.figure.unit) == (measure, unit)


# ------------------------------------------------------------------ tables
WIDE = """Ukraine: results against Russian groups, 3-9 June 2024

Group                    killed   captured
Storm company                 4         27
Guards brigade                6         61
"""
BARS = """Russian losses, killed and wounded, 2024

Month | Total | Per day
May   | 38,900 | 1,254
June  | 35,100 | 1,170
"""
LETTERED = """Column A is Russian killed and wounded. Column B is the daily average. Column C is ground gained, in square kilometres.

Month   |  A       |  B      |  C
March   |  40,100  |  1,293  |  210
"""
NUMBERED = """Russia's war in Ukraine: a register

No | as of | whose | figure
1  | 2 March | Russia, killed | 512
2  | 9 March | Ukraine, killed | 1,340
"""


def test_columns_parted_by_gaps() -> None:
    claims = {claim.quote: claim.measure.value for claim in reading(WIDE).claims}
    assert {quote: claims[quote] for quote in ("4", "27", "61")} == {"4": "killed", "27": "captured", "61": "captured"}


def test_a_column_of_rates_is_of_what_the_title_says() -> None:
    claims = {claim.quote: claim for claim in reading(BARS).claims}
    assert (claims["1,254"].measure.value, claims["1,254"].figure.per) == ("killed_wounded", "day")
    assert claims["38,900"].figure.per is None


def test_lettered_columns_are_what_the_text_says_of_them() -> None:
    claims = {claim.quote: claim for claim in reading(LETTERED).claims}
    told = {quote: (claims[quote].measure.value, claims[quote].figure.unit) for quote in ("40,100", "1,293", "210")}
    assert told == {
        "40,100": ("killed_wounded", "person"),
        "1,293": ("killed_wounded", "person"),
        "210": ("area_taken", "km2"),
    }
    assert claims["1,293"].figure.per == "day"


def test_the_number_of_a_row_is_no_figure() -> None:
    assert set(measures(NUMBERED)) == {"512", "1,340"}


# ------------------------------------------------------------------ rows by day, week and month
BY_DAY = """Ukraine's General Staff, bulletin of 9 March 2025

Over the week the Russian army lost about 4 200 soldiers. By day:

Friday 7 March – 1 410
Saturday 8 March – 1 390

The total since 24 February 2022 stood at about 884 600 on Sunday.
"""
BY_MONTH = """Russian casualties came to 252,000 in 2023, London says.

The daily averages:
March 2024: 913
April 2024: 899
"""


def test_rows_of_days_go_on_about_the_figure_above() -> None:
    claims = {claim.quote: claim for claim in reading(BY_DAY).claims}
    for quote, day in (("1 410", dt.date(2025, 3, 7)), ("1 390", dt.date(2025, 3, 8))):
        assert claims[quote].measure.value == "losses"
        assert claims[quote].period.start == claims[quote].period.end == day
    assert claims["about 884 600"].measure.value == "losses"


def test_rows_under_averages_are_rates() -> None:
    claims = {claim.quote: claim for claim in reading(BY_MONTH).claims}
    assert [(claims[quote].measure.value, claims[quote].figure.per) for quote in ("913", "899")] == [
        ("killed_wounded", "day")
    ] * 2


@pytest.mark.parametrize(
    "lead",
    ["Air raids by day:", "It was a quiet week."],
)
def test_rows_of_days_under_anything_else_are_none(lead: str) -> None:
    text = f"Russia lost 4,200 soldiers in the week.\n\n{lead}\n\nFriday 7 March – 1 410\nSaturday 8 March – 1 390\n"
    assert "1 410" not in measures(text)


# ------------------------------------------------------------------ more of what a figure is of
@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        # a list of names, what it lets suppose, and a force that names its own
        (
            "The archive has 410 names of Ukrainians out of obituaries. The true number may be about 600.",
            "about 600",
            "killed",
        ),
        ("The archive has 410 names of Ukrainians out of obituaries. In May it had 380.", "380", "obituaries"),
        ("Israel's army has published the names of 640 soldiers killed in Gaza.", "640", "killed"),
        ("Volunteers have published the names of 640 Russian soldiers killed in the war.", "640", "obituaries"),
        # a number at the head of its line
        ("(2) 41. Ukrainian soldiers killed in one strike on the depot.", "41", "killed"),
        ("640,000: Russian soldiers killed and wounded so far.", "640,000", "killed_wounded"),
        # a side's ranks
        ("In Ukraine's war Ghana knows of 55 nationals in Russian service.", "55", "foreign"),
        ("Ukraine counts 300 Kenyans under Russian arms.", "300", "foreign"),
        ("Ukraine says 55 Kenyans in Russian service were killed.", "55", "killed"),
        ("Ukraine has 55,000 women in its ranks.", "55,000", "strength"),
        # labels
        ("Losses of Wagner in Ukraine\n\nPrisoners killed in the battle: 8,000", "8,000", "killed"),
        ("Killed Wagner fighters in Ukraine: 15,000\nConvicts among them: 12,000", "12,000", "killed"),
        # who the verb is said of
        ("Kyiv lists 61 soldiers and 40 civilians who died.", "61", "killed"),
        ("In Kharkiv 9 people, among them two children, were killed.", "9", "killed"),
        ("Russia lost 800 men in a day, “dead, not wounded”, Oslo says.", "800", "killed"),
        ("Ukraine freed 310 prisoners, as did 190 men of the Russian side.", "190", "returned"),
        ("Wagner took in 42,000 inmates, of whom 9,000 were still fighting.", "9,000", "strength"),
        # reckoned from what was told
        (
            "Russia took in 190,000 recruits in six months. A Kyiv analyst arrives at 1,020 men a day.",
            "1,020",
            "recruited",
        ),
        ("Russia advanced one square kilometre for every 48 men killed or wounded.", "48", "losses_per_area"),
        ("Russia recruits by contract. It signed 410,000 contracts; the quota was 390,000.", "390,000", "recruited"),
        ("By division the Soviet army lost about four men for each Finn in 1940.", "about four", "exchange_ratio"),
    ],
)
def test_what_the_words_around_a_figure_make_it(text: str, quote: str, measure: str) -> None:
    assert measures(text)[quote] == measure


@pytest.mark.parametrize(
    ("text", "quote", "why"),
    [
        ("The list of Russian dead is kept by two students.", "two", "number_pointed_at"),
        ("We are nine volunteers who look for Russia's dead.", "nine", "number_pointed_at"),
        ("Russian men from the two republics have died in droves.", "two", "counted_things"),
        ("Of the 30 Russian prisoners we interviewed, most were volunteers.", "30", "number_pointed_at"),
        ("In Sudan 71,000 people have fled to the camp.", "71,000", "displaced_people"),
        ("Russia has two drafts a year.", "two", "counted_things"),
        ("France had 1,385,000 killed in that war, out of a nation of 39 million.", "39 million", "number_pointed_at"),
        ("Of the Russian dead only one death in five was named.", "five", "number_pointed_at"),
    ],
)
def test_those_who_act_are_asked_or_flee_are_no_claims(text: str, quote: str, why: str) -> None:
    assert {rejection.quote: rejection.why for rejection in reading(text).rejections}.get(quote) == why


def test_a_sum_up_from_another_is_a_sum() -> None:
    text = "Russia's bonus for a contract soldier is 400,000 roubles, up from 195,000, where it had stood."
    claim = {claim.quote: claim for claim in reading(text).claims}["195,000"]
    assert (claim.measure.value, claim.figure.unit) == ("recruit_pay", "RUB")


@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        ("Ukrainian paratroopers took three Russian officers alive.", "three", "captured"),
        ("The Ukrainian force was small: Washington put it at 6,000.", "6,000", "strength"),
        ("Russia's registers show 3 million men fit to be called up.", "3 million", "reserve"),
        (
            "In Ukraine a square kilometre costs Russia about 80 men; it lost 9,000 in March.",
            "about 80",
            "losses_per_area",
        ),
        ("Papers give the convicts and inmates whom Wagner had enlisted: 41,300.", "41,300", "convicts"),
        ("Russia agreed to release 14 Ukrainian prisoners.", "14", "captured"),
        ("Ukraine says that 16 men aged 19 to 40 were captured.", "16", "captured"),
        ("Since New Year 38 Ukrainian soldiers have deserted.", "38", "deserted"),
        (
            "What hits Ukraine's men. “By now 80 percent of it is drones,” a surgeon says.",
            "80",
            "cause_share",
        ),
        (
            "Soviet lists have 13,000 dead and 49,000 wounded. Later lists raised the first figure to 15,000.",
            "15,000",
            "killed",
        ),
    ],
)
def test_more_words_that_say_of_what(text: str, quote: str, measure: str) -> None:
    assert measures(text)[quote] == measure


LISTED = """Names of Russia's dead: the register has 2,400 names of men killed in Ukraine since 2022.

Who they were

• contract soldiers and volunteers: 1,300
• taken from prisons: 410
"""


def test_rows_of_what_the_lost_had_been_are_of_the_lost() -> None:
    claims = {claim.quote: claim.measure.value for claim in reading(LISTED).claims}
    assert (claims["1,300"], claims["410"]) == ("obituaries", "obituaries")
    taken_in = "Ukraine signed on 2,400 men in 2022." + LISTED[LISTED.index("\n") :]
    assert "obituaries" not in (measures(taken_in)["1,300"], measures(taken_in)["410"])


def test_of_several_currencies_a_bare_sum_is_in_the_one_of_its_paragraph() -> None:
    text = (
        "A Ukrainian private in the rear gets 20,000 hryvnias a month; a man at the front draws 110,000 a month.\n\n"
        "In Russia a death brings five million roubles, a private at the front draws 210,000 a month."
    )
    claims = {claim.quote: claim.figure.unit for claim in reading(text).claims}
    assert (claims["110,000"], claims["210,000"]) == ("UAH", "RUB")


@pytest.mark.parametrize("quote", ["18 to 35", "18 to 27"])
def test_the_limits_of_age_are_no_claim(quote: str) -> None:
    text = "Myanmar has 14 million citizens within the limits of age, 18 to 35 for men and 18 to 27 for women."
    assert quote not in measures(text)


TWO_COLUMNS = """Russian losses, killed and wounded, in March 2025

Day | Personnel | Armoured vehicles
Mon 3 Mar | 760 | 14
Tue 4 Mar | 850 | 11
"""


def test_a_column_of_things_counts_nobody() -> None:
    assert set(measures(TWO_COLUMNS)) == {"760", "850"}


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("In Ukraine one recruit in four goes home ill.", False),
        ("One soldier in three villages of Ukraine was killed.", True),
    ],
)
def test_one_in_so_many_is_a_share(text: str, claimed: bool) -> None:
    assert ("one" in {quote.lower() for quote in measures(text)}) == claimed


# ------------------------------------------------------------------ what the title is about
SIZE = """The size of the Ukrainian army

8 March 2025

The president gave 860,000 for January. A deputy minister spoke of 790,000.
"""
WOMEN = """Women in Ukraine's army

8 March 2025

How many are there?
More than 70,000 in January, according to the ministry.
"""


def test_a_bare_number_is_of_what_the_title_says() -> None:
    assert measures(SIZE) == {"860,000": "strength", "790,000": "strength"}
    assert measures(WOMEN) == {"More than 70,000": "strength"}
    for title in ("What the Ukrainian army has lost", "Letters from Ukraine"):
        assert "strength" not in measures(SIZE.replace("The size of the Ukrainian army", title)).values()


@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        ("Russian courts have 9,000 claims to have somebody declared missing or dead.", "9,000", "missing_inquiries"),
        ("Russia's army must find 25,000 men a month to keep its size.", "25,000", "recruited"),
        ("Three families were killed in Kharkiv.", "Three", "killed"),
    ],
)
def test_who_is_looked_for(text: str, quote: str, measure: str) -> None:
    assert measures(text)[quote] == measure


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The Ukrainian brigade had 1,900 applications and signed on 84 recruits.", "1,900"),
        ("In Russia 90,000 men applied for contracts.", "90,000"),
        ("Ukraine confirms the capture of 400 soldiers. For 20 families there has been no word.", "20"),
        (
            "Russia pays 3 million roubles for a man who is killed and 700,000 roubles for one who is wounded.",
            "700,000",
        ),
    ],
)
def test_applicants_families_and_pay_for_wounds_are_no_claims(text: str, quote: str) -> None:
    assert quote not in measures(text)


def test_a_bare_sum_for_the_family_is_for_a_death() -> None:
    text = "Wagner's offer in Russia: 100,000 roubles a month for a fighter, a pardon, 5 million to the family."
    claims = {claim.quote: claim.measure.value for claim in reading(text).claims}
    assert (claims["100,000"], claims["5 million"]) == ("recruit_pay", "death_payment")
