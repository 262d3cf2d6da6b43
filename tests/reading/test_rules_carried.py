"""What carries over from sentence to sentence: what a bare number is of, whose its people are, parts that go on from their whole."""

from __future__ import annotations

import pytest
from telling import party, said

pytestmark = pytest.mark.usefixtures("rules_alone")

UKRAINE = "Russia's full-scale invasion of Ukraine began on 24 February 2022. "
SUDAN = "The war in Sudan between the army and the Rapid Support Forces (RSF) goes on. "
MYANMAR = "The war in Myanmar goes on. "
YEMEN = "The war in Yemen between the government and the Houthis goes on. "


def told(text: str) -> dict[str, tuple[str, str | None]]:
    """What each claim of a text is of, and whose people, by its quote."""
    return {quote: (claim.measure.value, party(claim)) for quote, claim in said(text).items()}


# ------------------------------------------------------------------ what a bare number is of
@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        ("The ministry told how many Russian soldiers had died. Last May it made the total 61,000.", "61,000", "killed"),
        ("How many it recruits is disputed. Officials in Moscow reported 210,000 for the first half of the year.", "210,000", "recruited"),
        ("Ukraine put the Russian dead at 12,400 in May. For June the institute prefers 9,800 to 11,000.", "9,800 to 11,000", "killed"),
        ("The list of Russian dead gathered from obituaries had 88,200 names in May. In July it was at 93,100.", "93,100", "obituaries"),
        ("The Russian force in Ukraine is larger than it was. By the ministry's count it numbers 640,000.", "640,000", "strength"),
        ("Russia recruits 31,000 men a month. The model has about 1,050 men a day in May.", "about 1,050", "recruited"),
    ],
)  # fmt: skip
def test_a_bare_number_is_of_what_the_text_goes_on_about(text: str, quote: str, measure: str) -> None:
    assert told(UKRAINE + text)[quote][0] == measure


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Russia lost 4,100 soldiers in May. Rockets fired at the city: 2,300.", "2,300"),
        ("Russia lost 4,100 soldiers in May. Some 28,000 people have left Sumy for the west.", "28,000"),
        ("Russia lost 4,100 soldiers in May. The church was full; it seats 400.", "400"),
        ("Russia lost 4,100 soldiers in May. The village has 640 people and one shop.", "640"),
        ("Russia lost 4,100 soldiers in May. On day 1,022 of the war it rained.", "1,022"),
        ("Surgeons went through the case notes of 2,310 Ukrainian soldiers.", "2,310"),
        ("Russia dismissed three generals in May.", "three"),
    ],
)
def test_a_number_of_something_else_is_none_of_it(text: str, quote: str) -> None:
    assert quote not in told(UKRAINE + text)


def test_a_sentence_without_a_verb_answers_what_was_told_before() -> None:
    found = told(
        UKRAINE + "Did Russia lose many men at Kupiansk? Its dead came to 340. Ninety-one soldiers in one week."
    )
    assert found["Ninety-one"][0] == "killed"
    assert told(UKRAINE + "The garrison held on. Ninety-one soldiers were in the fort.")["Ninety-one"][0] == "strength"


def test_the_force_out_of_which_others_fell_is_a_strength() -> None:
    found = told(UKRAINE + "A Ukrainian battalion lost 70 killed out of 380 in the attack.")
    assert (found["70"][0], found["380"][0]) == ("killed", "strength")
    assert told(UKRAINE + "Of the Ukrainian prisoners 30 died out of 60 wounded.")["60"][0] == "wounded"


# ------------------------------------------------------------------ parts and lists of the dead
LIST = (
    "Volunteers gather the names of Ukraine's invaders from obituaries. Their list had 6,340 Russian soldiers in May. "
)


def test_what_the_listed_dead_had_been_is_no_recruiting() -> None:
    found = told(UKRAINE + LIST + "Of those on the list, 2,900 had signed contracts and 710 came out of prison.")
    assert {found["2,900"][0], found["710"][0]} == {"obituaries"}
    apart = told(UKRAINE + LIST + "In the same month 2,900 men signed contracts with the Russian army.")
    assert apart["2,900"][0] == "recruited"


def test_parts_that_add_up_are_of_what_their_whole_is_of() -> None:
    found = said(
        UKRAINE
        + "Ukraine told of 74 dead. It said that 51 were servicemen and 18 volunteers, and the other five civilians."
    )
    assert {found[one].measure.value for one in ("51", "18", "five")} == {"killed"}
    assert found["74"].civilian
    other = told(UKRAINE + "Ukraine told of 74 dead. It said that 51 recruits and 18 volunteers had come.")
    assert other["18"][0] == "recruited"


@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        ("Hezbollah stopped publishing the names of its fallen when the list had reached 470.", "470", "killed"),
        ("Hezbollah gave up announcing its dead by name at 470.", "470", "killed"),
        ("Volunteers have put together a list, by name, of 470 Hezbollah fighters killed.", "470", "obituaries"),
    ],
)
def test_a_force_that_gave_out_its_dead_is_no_open_source(text: str, quote: str, measure: str) -> None:
    assert told("Israel and Hezbollah have fought since 8 October 2023. " + text)[quote][0] == measure


def test_a_roll_of_an_old_war_is_of_its_dead() -> None:
    text = "The Falklands War ended in June 1982. The roll in the chapel holds the names of 255 British servicemen."
    assert told(text)["255"] == ("killed", "GB")


# ------------------------------------------------------------------ whose people
@pytest.mark.parametrize(
    ("text", "quote", "code"),
    [
        (SUDAN + "The RSF left Bara on Friday. Observers believe that 640 soldiers deserted in the week before.", "640", "SD"),
        (SUDAN + "Observers said that 71 soldiers and 120 RSF men died there.", "71", "SD"),
        (SUDAN + "The RSF left Bara on Friday. It has 9,000 fighters in the province.", "9,000", "SD-RSF"),
        (YEMEN + "The Houthis hold the coast. A monitor counted 310 soldiers killed there.", "310", "YE"),
        ("Israel and Hezbollah have fought since 8 October 2023. Israel went in. Its foe had 20,000 fighters.", "20,000", "LB-HEZBOLLAH"),
    ],
)  # fmt: skip
def test_soldiers_are_an_army_s_and_fighters_a_force_s(text: str, quote: str, code: str) -> None:
    assert told(text)[quote][1] == code


def test_people_of_another_land_stay_its_own_when_they_fall() -> None:
    text = "India says that 126 Indians had joined the Russian army; 12 of them had been killed and 16 were missing."
    found = told(UKRAINE + text)
    assert (found["126"], found["12"], found["16"]) == (("foreign", "RU"), ("killed", "IN"), ("missing", "IN"))


def test_nationals_who_enlist_abroad_are_another_side_s_gain() -> None:
    text = "Ghana's foreign ministry believes that over 300 of its nationals have joined the Russian army."
    assert told(UKRAINE + text)["over 300"] == ("foreign", "RU")
    own = "Russia's ministry says that over 300 of its citizens have joined the army."
    assert told(UKRAINE + own)["over 300"][0] == "recruited"


def test_it_that_is_put_at_a_number_is_what_was_told_before() -> None:
    text = "Hezbollah lost 2,900 fighters, a source said. The Israeli army put it at roughly 3,600."
    assert told("Israel and Hezbollah have fought since 8 October 2023. " + text)["roughly 3,600"][1] == "LB-HEZBOLLAH"


# ------------------------------------------------------------------ how men came in
@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        (MYANMAR + "A conscription law came into force. The junta calls up conscripts, 4,000 a month.", "4,000", "conscripted"),
        (MYANMAR + "Under the conscription law and its draft the junta calls up 4,000 a month.", "4,000", "conscripted"),
        (UKRAINE + "Mobilisation goes on. Ukraine is drafting 21,000 men a month.", "21,000", "mobilised"),
        (UKRAINE + "Russia drafts conscripts twice a year. The autumn draft took 134,000 conscripts.", "134,000", "conscripted"),
        (UKRAINE + "The town has sent 31 men to the Russian army this spring.", "31", "recruited"),
        (UKRAINE + "Russia has sent 9,000 men to the border.", "9,000", "strength"),
        (UKRAINE + "To make good its losses Russia needs 28,000 men a month.", "28,000", "recruited"),
        (UKRAINE + "Russia's losses were 28,000 men a month.", "28,000", "losses"),
    ],
)  # fmt: skip
def test_how_men_came_into_an_army(text: str, quote: str, measure: str) -> None:
    assert told(text)[quote][0] == measure


# ------------------------------------------------------------------ rates, ratios, ground
def test_pay_that_is_raised_is_by_the_month_and_income_by_the_year() -> None:
    text = UKRAINE + "A Ukrainian soldier is paid 20,000 hryvnias a month, or up to 110,000 in combat."
    assert said(text)["up to 110,000"].figure.per == "month"
    once = UKRAINE + "A Ukrainian soldier is paid 20,000 hryvnias a month, and a signing bonus of 110,000 hryvnias."
    assert said(once)["110,000"].figure.per == "person"
    year = UKRAINE + "With his pay a Russian recruit can make up to 4.1 million roubles in his first year."
    assert said(year)["up to 4.1 million"].figure.per == "year"
    service = UKRAINE + "Ukraine offers volunteers a bonus of one million hryvnias for a year's service."
    assert said(service)["one million"].figure.per == "person"


def test_so_many_for_every_one_lost_is_a_ratio() -> None:
    found = told(UKRAINE + "Ukraine's 3rd Brigade says that it kills four Russians for every man it loses itself.")
    assert found["four"] == ("exchange_ratio", "UA")
    assert "two" not in told(UKRAINE + "Russia lost two tanks for every one of ours.")


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("By 20 August Kyiv was claiming 1,160 square kilometres.", True),
        ("Kyiv says that it holds 1,160 square kilometres of Russia's Kursk region.", True),
        ("The Kursk region covers 1,160 square kilometres.", False),
        ("Fires burned 1,160 square kilometres of forest.", False),
    ],
)
def test_ground_that_a_side_gives_out_was_taken(text: str, taken: bool) -> None:
    assert ("1,160" in told(UKRAINE + text)) is taken


def test_the_unit_of_a_price_is_no_ground() -> None:
    found = told(UKRAINE + "Russia gained 590 square kilometres, or one square kilometre for every 70 men lost.")
    assert "590" in found
    assert "one" not in found


def test_an_answer_names_the_cause_of_a_share() -> None:
    text = UKRAINE + "\n\nWhat are the Ukrainian wounded hit by?\n\nDrones. I would say six in ten."
    assert told(text)["six in ten"][0] == "cause_share"
    assert "six in ten" not in told(UKRAINE + "\n\nWho votes for this?\n\nThe young. I would say six in ten.")


@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        ("8,100: Russian marines who faced the bridgehead.", "8,100", "strength"),
        ("8,100. Russian marines at the disposal of the southern command.", "8,100", "strength"),
        ("(3) 620. Russian soldiers who never came home from it.", "620", "killed"),
        ("620: Russians in uniform who surrendered there.", "620", "captured"),
    ],
)
def test_a_caption_tells_what_the_figure_over_it_is_of(text: str, quote: str, measure: str) -> None:
    above = "Russia lost 3,100 soldiers in May.\n\n"
    assert told(f"{UKRAINE}\n\n{above}{text}")[quote][0] == measure


def test_a_caption_of_things_makes_no_force() -> None:
    assert "8,100" not in told(
        f"{UKRAINE}\n\nRussia lost 3,100 soldiers in May.\n\n8,100: shells that fell on the town."
    )


def test_a_capital_that_gives_no_losses_is_whose_losses_are_told_next() -> None:
    before = UKRAINE + "Ukraine's president gave 45,000 dead in May. "
    told_next = "Analysts think that 90,000 soldiers had been killed by June."
    assert told(before + "Moscow has never published its losses. " + told_next)["90,000"] == ("killed", "RU")
    assert told(before + "Moscow said nothing of Ukraine's losses. " + told_next)["90,000"] == ("killed", "UA")
