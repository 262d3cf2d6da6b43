"""Whose people a figure counts and whether they are civilians: where a text comes from, who is the enemy, who counts whom together."""

from __future__ import annotations

import pytest
from telling import said


def party(text: str, quote: str) -> str | None:
    claim = said(text)[quote]
    return claim.party.code if claim.party else None


# ------------------------------------------------------------------ where no side is named
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Stone by stone\n\nTAMBOV, 4 May 2024\n\nThe war took 37 men of the town, killed since the full-scale invasion.", "RU"),
        ("Stone by stone\n\nZHYTOMYR, 4 May 2024\n\nThe war took 37 men of the town, killed since the full-scale invasion.", "UA"),
        (
            "The price of a signature\n\nThe special military operation needs men, so the bonus rises to 900,000 roubles. The district "
            "enlisted 37 contract soldiers in April.",
            "RU",
        ),
        (
            "ZHYTOMYR, 4 May 2024\n\nRussia goes on digging. The Russian army has lost 37 soldiers killed in this sector.",
            "RU",
        ),
    ],
)  # fmt: skip
def test_a_text_is_of_the_land_that_its_head_or_money_names_unless_a_side_is_named(text: str, code: str) -> None:
    assert party(text, "37") == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("At least 12 villagers were killed near Nyala.\n\nThe war in Sudan goes on. The RSF took Bara. The army lost 58 killed.", "SD"),
        ("The war in Sudan goes on. The RSF seized Bara on Sunday. Its spokesman boasts of 58 soldiers killed.", "SD"),
        ("The war in Sudan goes on. The RSF says that 58 of its fighters were killed near Bara.", "SD-RSF"),
        (
            "PARLIAMENT OF KENYA\nWritten answers\n\nThe war in Somalia against al-Shabaab goes on. Since 2011 the army has lost 58 "
            "soldiers killed.",
            "KE",
        ),
    ],
)  # fmt: skip
def test_the_army_of_a_war_within_a_state_is_that_state_s_or_the_one_whose_paper_it_is(text: str, code: str) -> None:
    assert party(text, "58") == code


def test_a_force_of_several_states_is_counted_under_the_one_its_text_is_about() -> None:
    niger = "Niger after the coup\n\nNiger's war with JNIM goes on. In Niger the army says that 40 JNIM fighters were killed near Tera."
    mali = "Mali after the coup\n\nMali's war with JNIM goes on. In Mali the army says that 40 JNIM fighters were killed near Gao."
    assert party(niger, "40") == "NE-JNIM"
    assert party(mali, "40") == "ML-JNIM"


# ------------------------------------------------------------------ put for a side
@pytest.mark.parametrize(
    ("text", "quote", "code"),
    [
        ("The war in Ukraine: they put the dead at 40,000 for Russia and 11,000 for Ukraine.", "40,000", "RU"),
        ("The war in Ukraine: they put the dead at 40,000 for Russia and 11,000 for Ukraine.", "11,000", "UA"),
        ("Ukraine says that Russia lost 40,000 soldiers in the fight for Ukraine's Donbas.", "40,000", "RU"),
        ("War in Ukraine\n\nRussia, killed: 498\nUkraine, wounded: 1,200", "498", "RU"),
        ("War in Ukraine\n\nRussia, killed: 498\nUkraine, wounded: 1,200", "1,200", "UA"),
        ("Russia killed 498 Ukrainian soldiers near Pokrovsk.", "498", "UA"),
        ("The Ukrainian army counts. As to the invaders, it puts 498 of them dead.", "498", "RU"),
        ("Israel's war in Gaza goes on. The Israeli army says that 498 of the dead are Hamas men.", "498", "PS-HAMAS"),
        ("War in Ukraine. Kyiv says that 498 foreigners have signed with the Russian army.", "498", "RU"),
    ],
)
def test_a_figure_put_for_a_side_is_that_side_s(text: str, quote: str, code: str) -> None:
    assert party(text, quote) == code


def test_the_former_and_the_latter_are_the_two_sides_named_before() -> None:
    text = "Russia and Ukraine both keep silent. Analysts put the dead of the former at 90,000, those of the latter at 40,000."
    assert party(text, "90,000") == "RU"
    assert party(text, "40,000") == "UA"


# ------------------------------------------------------------------ enemies and captors
@pytest.mark.parametrize(
    ("text", "quote", "code"),
    [
        ("Ukraine's military intelligence says that 31,000 contracts were signed in October in the war.", "31,000", "RU"),
        ("War in Ukraine: the Russian Defence Ministry claims to have inflicted 4,000 casualties in a week.", "4,000", "UA"),
        ("The war in Iraq's neighbour: Iran says that it took 19,000 Iraqi soldiers prisoner at Khorramshahr in 1982.", "19,000", "IQ"),
        ("Ukraine's camps hold 4,100 captured soldiers in the war with Russia.", "4,100", "RU"),
        ("The Ukrainian army says that 400 of its soldiers were captured by Russia.", "400", "UA"),
        ("Israel and Hezbollah count. Israel's army speaks of some 2,500 fighters killed.", "some 2,500", "LB-HEZBOLLAH"),
        ("Israel and Hezbollah count. Israel's army says that 46 of its fighters were killed.", "46", "IL"),
    ],
)  # fmt: skip
def test_who_captures_inflicts_or_spies_tells_of_the_other_side(text: str, quote: str, code: str) -> None:
    assert party(text, quote) == code


def test_hired_men_are_whom_they_fight_for_and_soldiers_their_own_state_s() -> None:
    hired = "The M23 rebels took Goma. They say that 280 Romanian contractors gave themselves up and were captured."
    sent = (
        "Russia has sent them to Kursk. Seoul says that 280 North Korean soldiers were captured in the war in Ukraine."
    )
    assert party(hired, "280") == "CD"
    assert party(sent, "280") == "KP"


def test_ground_gained_in_a_land_is_the_other_side_s() -> None:
    text = "War in Ukraine\n\nGround gained in Ukraine, in square kilometres\nJanuary | 310\nFebruary | 290"
    assert party(text, "310") == "RU"


# ------------------------------------------------------------------ civilians
@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The Lebanese Health Ministry lists 3,100 killed by Israel. It does not separate fighters from civilians.", "3,100"),
        ("The ministry keeps one list, fighters and civilians alike. On Sunday it stood at 3,100 dead in Gaza.", "3,100"),
        ("In the east of Congo 3,100 have died since M23 came, most of them civilians.", "3,100"),
        ("War in Ukraine\n\nCivilians\n\n3,100 killed, 200 wounded near Kherson.", "3,100"),
        ("War in Ukraine\n\nCivilians. Some 3,100 are held and known to be captured in Russia.", "Some 3,100"),
        ("War in Ukraine\n\nB | Ukraine, own civilians | 3,100 killed, 38 injured", "3,100"),
    ],
)  # fmt: skip
def test_civilians_are_told_around_the_figure_too(text: str, quote: str) -> None:
    assert said(text)[quote].civilian


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Ukraine lost 3,100 soldiers killed. In the same month 40 civilians died.", "3,100"),
        ("Their office has established the deaths of 3,100 servicemen and 84 civilians of Armenia in the war over Karabakh.", "3,100"),
        ("Finland had 3,100 dead in the Winter War, about 90 of them civilians killed by bombs, and 4,300 wounded.", "4,300"),
        ("Lebanon's Health Ministry counts fighters and civilians together. Hezbollah has named 3,100 of its men killed.", "3,100"),
        ("Russia strikes towns and kills civilians. Russia has lost 3,100 troops killed this week.", "3,100"),
    ],
)  # fmt: skip
def test_fighters_stay_fighters_beside_civilians(text: str, quote: str) -> None:
    assert not said(text)[quote].civilian


def test_fighters_and_civilians_together_in_a_war_within_a_state_are_no_side_s() -> None:
    text = "The war in Sudan goes on. The monitors put 26,000 deaths down to violence, soldiers and civilians together."
    between = "The war in Gaza goes on. Gaza's Health Ministry puts 26,000 deaths down to it, fighters and civilians together."
    assert party(text, "26,000") is None
    assert party(between, "26,000") == "PS"


# ------------------------------------------------------------------ another war
def test_a_paragraph_about_another_war_does_not_take_this_war_s_side() -> None:
    text = (
        "Russia and Ukraine exchanged fire. Russia lost 300 soldiers killed near Pokrovsk, Ukraine 200.\n\n"
        "Two years after the war in Tigray its cost is argued about. One mediator put the dead at 600,000."
    )
    assert party(text, "600,000") not in ("RU", "UA")


# ------------------------------------------------------------------ who speaks, and whose they are
@pytest.mark.parametrize(
    ("text", "quote", "code"),
    [
        ("The war in Gaza goes on. Hamas says it killed 58 soldiers near Rafah.", "58", "IL"),
        ("The war in Mali goes on. JNIM claims that it killed 58 in an ambush on Sunday.", "58", "ML"),
        ("The war in Gaza goes on. Hamas says it lost 58 men near Rafah.", "58", "PS-HAMAS"),
        ("The war in Yemen goes on. The Houthis lost 500 men. Commanders on the government side put their own dead at 58.", "58", "YE"),
        ("The war in Yemen goes on. The Houthis hold Sanaa. Saleh says that the government pays 58,000 soldiers.", "58,000", "YE"),
        ("The war in Yemen goes on. The Houthis hold Sanaa.\n\nThe Emirates announced 58 dead soldiers, Bahrain five.", "58", "AE"),
        ("Russia's manpower: a note\n\nSo, 422,704 did so in 2025, Dmitry Medvedev said. Syrskyi says 406,000.", "406,000", "RU"),
        ("Russia's manpower: a note\n\nSyrskyi said that 880,000 of our soldiers are under arms.", "880,000", "UA"),
        ("Russia's losses: a note\n\nZelensky admitted that 46,000 had been killed.", "46,000", "UA"),
        ("Papuan separatists of the TPNPB said that 58 Indonesian soldiers had been killed.", "58", "ID"),
    ],
)  # fmt: skip
def test_who_does_it_to_others_who_has_a_side_and_whom_the_title_is_about(text: str, quote: str, code: str) -> None:
    assert party(text, quote) == code


# ------------------------------------------------------------------ sections
_SAHEL = (
    "Letter from the Sahel\n\n– Mali. JNIM says that it killed 71 on Sunday.\n– Burkina Faso. The army lost 72 soldiers killed.\n"
    "– Benin. The government admits that 73 of its soldiers fell.\n– Togo: the army buried 74 soldiers killed in Kpendjal.\n\n"
    "Recruits\nBurkina Faso's junta set out to raise 75,000 volunteers."
)
_PAST = (
    "The price of Russia's war in Ukraine\n\nFrance in Algeria (1954–1962)\nThe memorial has 15,583 killed in action.\n\n"
    "Portugal in Angola\nIn 1975 the ministry listed 1,526 killed in action.\n\nRussia in Ukraine\nOn one list are 200,186 dead."
)


@pytest.mark.parametrize(
    ("text", "quote", "code"),
    [
        (_SAHEL, "71", "ML"),
        (_SAHEL, "72", "BF"),
        (_SAHEL, "73", "BJ"),
        (_SAHEL, "74", "TG"),
        (_SAHEL, "75,000", "BF"),
        (_PAST, "15,583", "FR"),
        (_PAST, "1,526", "PT"),
        (_PAST, "200,186", "RU"),
        (
            "The war in Ukraine\n\n– Britain: Russian losses of 71,000 killed.\n– Norway: 72,000 Russian dead.",
            "71,000",
            "RU",
        ),
    ],
)
def test_a_section_about_one_state_is_of_its_people_unless_it_names_others(text: str, quote: str, code: str) -> None:
    assert party(text, quote) == code


_ROUNDUP = (
    "Wars of the week, 3 March 2025\n\nSudan. The army said that it had killed 71 RSF fighters. It admitted to 72 dead.\n\n"
    "Ukraine. Kyiv put Russian losses near Pokrovsk at 7,300.\n\nMyanmar. The junta lost 74 soldiers. The Arakan Army captured 75.\n\n"
    "Somalia. The government said that 76 militants were killed. Al-Shabaab claimed to have killed 77."
)


@pytest.mark.parametrize(
    ("quote", "code", "war"),
    [
        ("71", "SD-RSF", "sudan"),
        ("72", "SD", "sudan"),
        ("7,300", "RU", "russia-ukraine"),
        ("74", "MM", "myanmar"),
        ("75", "MM", "myanmar"),
        ("76", "SO-SHABAAB", "somalia"),
        ("77", "SO", "somalia"),
    ],
)
def test_a_roundup_of_several_wars_is_read_with_the_sides_of_each(quote: str, code: str, war: str) -> None:
    claim = said(_ROUNDUP)[quote]
    assert (claim.party and claim.party.code, claim.war) == (code, war)


def test_a_text_on_one_war_with_people_of_other_lands_in_it_is_no_roundup() -> None:
    text = (
        "Colombians in Ukraine\n\nWho they are\nSome fought the FARC in Arauca. Ukraine counts 300 Colombians dead.\n\n"
        "What Russia says\nMoscow claims that 500 mercenaries were killed near Kherson."
    )
    assert {claim.war for claim in said(text).values()} == {"russia-ukraine"}


@pytest.mark.usefixtures("rules_alone")
@pytest.mark.parametrize(
    ("text", "quote", "code"),
    [
        ("Men in Russia's war in Ukraine\n\nNepal knew of 300 nationals in Russian service. Forty had been killed.", "Forty", "NP"),
        ("Men in Russia's war in Ukraine\n\nNepal knew of 300 nationals in Russian service.\n\nSome 58 died in May.", "Some 58", "RU"),
        ("The war in Yemen goes on.\n\nSaudi Arabia has owned up to 58 soldiers killed, Bahrain to five.", "58", "SA"),
        ("In the south Venezuelan troops killed 58 insurgents on Monday.", "58", None),
    ],
)  # fmt: skip
def test_people_of_other_lands_and_enemies_unknown(text: str, quote: str, code: str | None) -> None:
    assert party(text, quote) == code


@pytest.mark.parametrize(
    ("text", "quote", "code", "civilian"),
    [
        (
            "BEIRUT, 1 December 2024\n\nLebanon's Health Ministry, whose list does not separate fighters from civilians, has 58 dead.",
            "58",
            "LB",
            True,
        ),
        (
            "BEIRUT, 1 December 2024\n\nHezbollah is silent. Israel goes on.\n\nLebanon's Health Ministry, whose tally does not separate "
            "fighters from civilians, has counted 71 dead. They include the victims of the blasts, which killed 58 people.",
            "58",
            "LB",
            True,
        ),
        (
            "The war in Lebanon. The Health Ministry, whose tally does not separate fighters from civilians, has 58 soldiers killed.",
            "58",
            "LB",
            False,
        ),
    ],
)
def test_whose_count_parts_nobody_has_civilians_in_it_and_a_health_ministry_counts_its_own(
    text: str, quote: str, code: str, civilian: bool
) -> None:
    claim = said(text)[quote]
    assert (claim.party and claim.party.code, claim.civilian) == (code, civilian)


def test_a_heading_about_another_and_people_killed_in_action() -> None:
    text = "The war in Ukraine\n\nMOSCOW ABOUT UKRAINE\nSergei Rudskoy spoke of 14,000 killed.\n\nKYIV ABOUT RUSSIA\nThere were 58 killed."
    assert (party(text, "14,000"), party(text, "58")) == ("UA", "RU")
    assert not said("In Ukraine the register shows 214 residents killed in action since the full-scale invasion.")[
        "214"
    ].civilian
