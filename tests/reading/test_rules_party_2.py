"""Whose people several figures of one text count, told as reports tell them: `expected` lists each figure with its side."""

from __future__ import annotations

import pytest
from telling import said


def sides(text: str, *quotes: str) -> list[str]:
    """The side of each figure, with `civ` behind it where they are civilians."""
    claims = said(text)
    told = [claims[quote] for quote in quotes]
    return [(one.party.code if one.party else "-") + (" civ" if one.civilian else "") for one in told]


def expect(text: str, expected: str) -> None:
    """Check "150 ML; 90 SD civ" against a text."""
    pairs = [one.strip().split(" ", 1) for one in expected.split(";")]
    assert sides(text, *(quote for quote, _ in pairs)) == [side for _, side in pairs]


# ------------------------------------------------------------------ claimed of the enemy
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sahel\n\nBAMAKO, 3 June 2025 — JNIM, the al-Qaeda affiliate, says it lost nobody at Boulkessi and claims 150 soldiers dead.",
            "150 ML",
        ),
        (
            "The war in Afghanistan\n\nKABUL, 2 March 2021 — The Taliban attack again. The Afghan army claims 58 dead and 12 taken.",
            "58 AF-TALIBAN; 12 AF-TALIBAN",
        ),
        (
            "Sudan's war\n\nKHARTOUM, 2 March 2025 — The RSF claimed 200 dead and 45 prisoners in Bara. Burhan's spokesman, crowing, "
            "claimed 380. The doctors' union claims 90 civilians dead.",
            "200 SD; 45 SD; 380 SD-RSF; 90 SD civ",
        ),
        (
            "The war in Ukraine\n\nKYIV, 2 March 2023 — Ukraine claims 1,090 Russian soldiers were killed on Wednesday. Moscow claims to "
            "have lost 12 of its own men at Bakhmut. Britain's claim is 60,000 Russian dead.",
            "1,090 RU; 12 RU; 60,000 RU",
        ),
        ("Chechnya\n\nGROZNY, 3 May 1996 — The Chechen war. Moscow credited itself with 15,000 dead guerrillas.", "15,000 RU-CHECHNYA"),
        ("The war in Ukraine\n\nKYIV, 2 March 2023 — As to the invaders, he claims 58 dead.", "58 RU"),
    ],
)  # fmt: skip
def test_losses_that_a_side_claims_are_the_other_side_s(text: str, expected: str) -> None:
    expect(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The war in Tigray\n\nMEKELLE, 2 March 2022 — The TPLF said 9,000 captives were in its camps; the army, in turn, was left with "
            "3,200 captives. Eritrean troops took 80 prisoners. Another 400 Tigrayans remain in Eritrean custody.",
            "9,000 ET; 3,200 ET-TPLF; 80 ET-TPLF; 400 ET-TPLF",
        ),
        (
            "The Iran-Iraq war\n\nTEHRAN, 4 August 1995 — Iraq ended the war with 37,000 Iranian prisoners and 51,000 of its own soldiers "
            "in Iranian captivity. Iran found itself with 50,000 captives.",
            "37,000 IR; 51,000 IQ; 50,000 IQ",
        ),
        (
            "The war in Ukraine\n\nKYIV, 2 March 2023 — Ukraine got back 130 prisoners on Thursday. Russia lost 40 prisoners at Lyman. "
            "Kyiv holds 400 prisoners. Ukraine's 600 prisoners in Russia will be freed.",
            "130 UA; 40 RU; 400 RU; 600 UA",
        ),
    ],
)
def test_whoever_has_prisoners_has_the_other_side_s(text: str, expected: str) -> None:
    expect(text, expected)


# ------------------------------------------------------------------ dealt to the other side
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The battle for Kherson\n\nKYIV, 2 November 2022 — Russian strikes killed 30 people in Kryvyi Rih. Ukrainian artillery hit a "
            "barracks and 60 soldiers died. Russian aircraft caught the column on the road, and 45 men were killed.",
            "30 UA; 60 RU; 45 UA",
        ),
        (
            "The Gulf War\n\nBAGHDAD, 14 February 1991 — American bombers struck a shelter and 408 people died. An Iraqi missile hit a "
            "barracks in Dhahran, killing 28 soldiers.",
            "408 IQ; 28 US",
        ),
        (
            "The Falklands War\n\nArgentine jets sank HMS Coventry; 19 of her crew died. The cruiser went down with 323 Argentines. An "
            "Exocet killed 20 men aboard HMS Sheffield.",
            "19 GB; 323 AR; 20 GB",
        ),
        (
            "War in Gaza\n\nGAZA, 3 June 2024 — Israeli air strikes killed 44 people. Rockets fired by Hamas killed three soldiers.",
            "44 PS; three IL",
        ),
        (
            "Sudan's war\n\nPORT SUDAN, 3 June 2025 — Army jets bombed Nyala and 30 fighters died. RSF drones killed 57 civilians.",
            "30 SD-RSF; 57 SD civ",
        ),
    ],
)
def test_who_is_hit_is_the_other_side(text: str, expected: str) -> None:
    expect(text, expected)


def test_losses_of_an_attacker_and_of_those_who_serve_a_weapon_are_their_own() -> None:
    expect(
        "The war in Ukraine\n\nUkrainian forces lost 40 men in a raid across the river. Russia was hit by drones and 3 soldiers were "
        "wounded. A Ukrainian drone operator says that 30 of his comrades died. Russian soldiers ambushed by partisans lost 14.",
        "40 UA; 3 RU; 30 UA; 14 RU",
    )
    expect("Sudan's war\n\nThe RSF goes on. The RSF's raid on Bara cost it 70 men.", "70 SD-RSF")


# ------------------------------------------------------------------ fighters and civilians in one list
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "War in Lebanon\n\nBEIRUT, 3 December 2024\n\nIsrael goes on.\n\n• 36 killed in a day, says the Lebanese health ministry\n\n"
            "Readers ask: the Lebanese health ministry puts civilians and fighters in one column. Its bulletin reports 12 people killed.",
            "36 LB civ; 12 LB civ",
        ),
        (
            "War in Gaza\n\nThe Gaza Health Ministry counts 37,000 dead and 85,000 wounded. Its figures do not say which were militants.",
            "37,000 PS civ; 85,000 PS civ",
        ),
        (
            "Yemen\n\nThe health ministry of the Houthis has recorded 9,400 deaths since March 2015. It lumps "
            "fighters and civilians together.",
            "9,400 YE civ",
        ),
        (
            "Sudan's war\n\nA study puts deaths in Khartoum state at 61,000; it covers combatants as well as non-combatants.",
            "61,000 - civ",
        ),
        (
            "Sudan's war\n\nThe army goes on. A monitor has logged 29,400 deaths since the war broke out, civilians among them.",
            "29,400 - civ",
        ),
        (
            "Myanmar's war\n\nThe junta goes on. A monitor has logged 31,000 violent deaths since the coup, combatants included.",
            "31,000 - civ",
        ),
        (
            "Sudan's war\n\nThe RSF goes on. Researchers tell of the dead of Khartoum, fighters and civilians together: 61,000.",
            "61,000 - civ",
        ),
    ],
)
def test_a_count_that_holds_both_is_of_civilians_too_and_of_no_side_in_a_war_within_a_state(
    text: str, expected: str
) -> None:
    expect(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The war in Ukraine\n\nZelensky said that 46,000 had been killed. He did not say how many soldiers were missing.",
            "46,000 UA",
        ),
        (
            "The war in Ukraine\n\nRussia has lost 200,000 killed, Kyiv says. It does not break down the figure by officers and men.",
            "200,000 RU",
        ),
        (
            "The war in Ukraine\n\nKyiv says that Russia lost 900 killed. It does not say how many civilians had been hurt.",
            "900 RU",
        ),
    ],
)
def test_a_question_of_fates_or_ranks_puts_no_civilians_into_a_count(text: str, expected: str) -> None:
    expect(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The war in Ukraine\n\nDNIPRO, 3 April 2024 — A surgeon says there are three wounded for each man killed.", "three UA"),
        ("The war in Ukraine\n\nKYIV, 3 April 2024 — The old rule, she says, was three wounded for each man killed.", "three -"),
    ],
)  # fmt: skip
def test_a_ratio_of_wounded_is_of_nobody_only_where_it_is_a_rule(text: str, expected: str) -> None:
    expect(text, expected)


# ------------------------------------------------------------------ one's own
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The war in Ukraine\n\nRussia lost 900 men. Ukrainian President Volodymyr Zelenskiy said that 46,000 of his country's soldiers "
            "had been killed and that 380,000 had been wounded.",
            "46,000 UA; 380,000 UA",
        ),
        (
            "Russia's army\n\nRussia lost 200,000 dead. In Kyiv President Zelensky speaks of 55,000 fallen of his own.",
            "55,000 UA",
        ),
        (
            "Mali\n\nTuareg rebels say that 84 Wagner men died. Mohamed Ramadane, spokesman for the rebel alliance CSP, acknowledged nine "
            "dead on its own side.",
            "84 RU-WAGNER; nine ML-CSP",
        ),
        (
            "The war in Tigray\n\nThe army pushed on. Getachew Kebede, a commander of the TPLF, admitted 400 dead.",
            "400 ET-TPLF",
        ),
    ],
)
def test_a_post_and_a_country_of_one_s_own_tell_whose_they_are(text: str, expected: str) -> None:
    expect(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Russia's manpower\n\nDmitry Medvedev says that 422,704 signed last year. Kyrylo Budanov put the quota for recruits at "
            "403,000.",
            "422,704 RU; 403,000 RU",
        ),
        (
            "War in Gaza\n\nHamas says that it lost 6,000 men. Avi Rosen, a former head of Israeli military intelligence, reckons with "
            "15,000 recruits.",
            "15,000 PS-HAMAS",
        ),
    ],
)
def test_a_chief_of_intelligence_tells_of_the_other_side(text: str, expected: str) -> None:
    expect(text, expected)


def test_paragraphs_that_open_with_a_dateline_each_tell_of_their_own_war() -> None:
    expect(
        "AFRICA BRIEFS\n\nMonday 2 September 2024\n\n"
        "OUAGADOUGOU — The government of Burkina Faso has published no toll. JNIM claims 300 soldiers and militiamen dead.\n\n"
        "MOGADISHU — Somali forces killed 60 al-Shabab fighters in Lower Shabelle, the ministry said, and captured seven.\n\n"
        "KINSHASA — Congo's army will recruit 40,000 young people this year. M23 rebels killed 12 soldiers near Goma.",
        "300 BF; 60 SO-SHABAAB; seven SO-SHABAAB; 40,000 CD; 12 CD",
    )


# ------------------------------------------------------------------ named, and not meant
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The war in Yemen\n\nThe Houthis pay a guard 80 dollars a month. Across the trench the government's men are owed 1,000 Saudi "
            "riyals a month.",
            "1,000 YE",
        ),
        (
            "The Soviet-Afghan war\n\nMOSCOW, 26 May 1988\n\nMoscow gives the size of its contingent as 100,300; Washington has long "
            "held that it is larger and estimates it at 115,000.",
            "100,300 SU; 115,000 SU",
        ),
        (
            "The war in Ukraine\n\nRussia pushes on. A monitor counted 19,800 cases of desertion opened in Ukraine in October.",
            "19,800 UA",
        ),
        (
            "The war in Ukraine\n\nKRAMATORSK, 3 June 2025\n\nLast week there were 140 dead in front of our trench, four "
            "of theirs for one of ours.",
            "140 RU; four UA",
        ),
        (
            "The war in Ukraine\n\nUkraine lost 90 men. The Lisbon-based Atlas Institute thinks that 12,000 of its troops remain.",
            "12,000 UA",
        ),
        (
            "The war in Ukraine\n\nBoth sides hide their dead. For Russia our baseline is the list kept by Mediazona: 26,801 dead by June.",
            "26,801 RU",
        ),
        (
            "The Sahel\n\nWagner is in Mali. Wagner has 1,000 men. JNIM attacked Farabougou on Monday. The rebels lost 12 killed there.",
            "12 ML-JNIM",
        ),
    ],
)
def test_a_side_that_is_named_is_not_always_whose_people_they_are(text: str, expected: str) -> None:
    expect(text, expected)


@pytest.mark.usefixtures("rules_alone")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Winter War\n\nFinland lost 25,904 dead. Moscow owned up to 48,745, which few believe; Finnish historians reckon with "
            "126,000.",
            "48,745 SU; 126,000 SU",
        ),
        ("The insurgency in Cabo Delgado\n\nRwanda lost four men, the government admitted 30.", "four RW; 30 MZ"),
        (
            "The Anglophone war in Cameroon\n\nSeparatists killed eight soldiers in Bamenda. Rights groups count 3,000 dead, most of them "
            "civilians.",
            "3,000 - civ",
        ),
    ],
)
def test_who_studies_losses_tells_of_nobody_s_own_and_who_admits_them_does(text: str, expected: str) -> None:
    expect(text, expected)
