"""Turns of phrase that reports of losses share, each with one beside it that means something else."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import DAY, party, said

from muster.claims import Document
from muster.reading.reader import read

pytestmark = pytest.mark.usefixtures("rules_alone")

HEAD = "Russia has lost 700,000 killed and wounded in Ukraine, Kyiv says.\n\n"


def test_a_share_of_losses_may_have_its_cause_in_the_sentence_before() -> None:
    told = said(
        HEAD + "Drones rule the front. They are responsible for about 80% of all targets hit by Ukrainian units."
    )
    assert told["about 80%"].measure.value == "cause_share"
    assert party(told["about 80%"]) == "RU"
    assert "80%" not in said(HEAD + "Drones rule the front. Turnout was 80% of all voters in the city.")


@pytest.mark.parametrize(
    "sentence",
    [
        "The deputy minister said 41,000 relatives had handed in DNA samples.",
        "Some 41,000 families have asked the ministry to search for a missing soldier.",
        "By spring 41,000 mothers had written to the coordination staff about missing sons.",
    ],
)
def test_relatives_who_ask_after_the_missing_are_inquiries(sentence: str) -> None:
    told = said(HEAD + sentence)
    assert next(claim.measure.value for quote, claim in told.items() if "41,000" in quote) == "missing_inquiries"


def test_relatives_of_whom_nothing_of_the_kind_is_said_are_no_claim() -> None:
    assert not any("41,000" in quote for quote in said(HEAD + "The fund paid for the holidays of 41,000 families."))


def test_a_figure_in_a_single_day_goes_with_the_daily_rate_before_it_but_is_no_rate() -> None:
    told = said(
        "In October 2024 Russia's casualties ran at 1,400 a day, and on 17 October came to more than 1,900 in a single day."
    )
    assert (told["1,400"].figure.per or "") == "day"
    record = told["more than 1,900"]
    assert record.figure.per is None
    assert record.measure is told["1,400"].measure
    assert record.period.start == record.period.end == dt.date(2024, 10, 17)


@pytest.mark.parametrize(
    "sentence",
    [
        "By London's daily averages, Russia's losses of 1,262 in May were not beaten before September (1,271).",
        "On the ministry's daily averages, Russian casualties rose from 1,262 in May to 1,271 in September.",
        "Going by the daily means, Russian losses fell from 1,262 in May to 1,163 in June.",
        "Per day, the Russians lost 1,262 in May and 1,163 in June.",
    ],
)
def test_what_a_sentence_opens_with_says_what_its_figures_are_counted_over(sentence: str) -> None:
    assert {claim.figure.per for claim in said(sentence).values()} == {"day"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The daily averages are in dispute. Russia's losses of 31,262 in May were not beaten before September.",
        "In its daily bulletin, the ministry said that Russia lost 31,262 men in May.",
        "Day by day, the Russians lost 31,262 in May.",
    ],
)
def test_what_is_told_of_days_elsewhere_makes_no_rate(sentence: str) -> None:
    assert {claim.figure.per for claim in said(sentence).values()} == {None}


def test_ground_that_a_rate_is_for_is_not_ground_taken() -> None:
    told = said(HEAD + "That is some 47 Russian casualties per square kilometre [0.4 square miles] of land taken.")
    assert [quote for quote in told if quote != "700,000"] == ["some 47"]


def test_a_multiple_of_what_is_usual_is_no_exchange_of_losses() -> None:
    assert "twice" not in " ".join(said(HEAD + "That is almost twice the average that NATO gives for Russian losses."))
    assert "2.5" in " ".join(said(HEAD + "Russia loses 2.5 soldiers for every Ukrainian soldier killed."))


def test_losses_inflicted_on_a_side_are_that_side_s() -> None:
    told = said("Kyiv wants to inflict on Russia losses of 45,000 men every month, the minister told deputies.")
    assert party(told["45,000"]) == "RU"
    told = said("Commanders hope to bring the number of Russian soldiers eliminated to 45,000 a month, Kyiv said.")
    assert party(told["45,000"]) == "RU"


def test_those_conscripted_into_an_army_are_whose_army_it_is() -> None:
    told = said(
        HEAD
        + "Russian officials hoped to conscript 9,000 Ukrainians into their ranks last year, says a partisan group, but got hold of no "
        "more: they recruited 3,500."
    )
    assert party(told["9,000"]) == "RU"
    assert party(told["3,500"]) == "RU"
    told = said(HEAD + "In 2024 Ukraine mobilised 9,000 Ukrainians of the border region, the governor said.")
    assert party(told["9,000"]) == "UA"


def test_a_seat_of_government_stands_for_the_state_just_named() -> None:
    told = said(
        HEAD + "An older bill: the Soviet Union went into Afghanistan, and Moscow lost about 15,000 soldiers there."
    )
    assert party(told["about 15,000"]) == "SU"
    told = said(
        HEAD + "The Soviet Union left Afghanistan in 1989. Russia fights on. Last week Moscow lost 9,000 soldiers."
    )
    assert party(told["9,000"]) == "RU"


def test_the_same_number_told_again_is_of_the_same_side() -> None:
    told = [
        claim
        for claim in read(
            Document(
                text="Russia loses 25,000 soldiers killed a month, a Western official said.\n\nWhat to watch: Ukraine's ability to hold. "
                "No army mends that: 25,000 soldiers killed a month is a division gone.",
                published=DAY,
            )
        ).claims
        if claim.quote == "25,000"
    ]
    assert [party(claim) for claim in told] == ["RU", "RU"]


def test_a_total_whose_parts_stand_beside_it_is_of_all_of_them() -> None:
    told = said(
        "Kyiv's tally of the day. On the Russian side 968 men: 531 killed, 428 wounded and nine taken prisoner."
    )
    assert told["968"].measure.value == "losses"
    told = said("Ukraine counts 18 of its soldiers killed, 243 wounded and 79 missing, 340 in all.")
    assert told["340"].measure.value == "losses"
    told = said("Ukraine counts 18 of its soldiers killed, 243 wounded and 79 missing, after 300 killed in May.")
    assert told["300"].measure.value == "killed"


@pytest.mark.parametrize(
    ("sentence", "measure"),
    [
        ("The Kremlin's quota for recruits was 403,000, the service says.", "recruited"),
        ("Recruits are short: for 2026 the quota is put at 34,083 a month.", "recruited"),
        ("Conscripts are called up in spring. The decree for 2026 provides for 261,000 men.", "conscripted"),
    ],
)
def test_a_quota_is_of_men_to_be_taken_in(sentence: str, measure: str) -> None:
    found = [claim for quote, claim in said(HEAD + sentence).items() if quote != "700,000"]
    assert [(claim.measure.value, claim.status.value) for claim in found] == [(measure, "target")]


def test_a_quota_of_servicemen_is_a_strength_and_one_of_grain_nothing() -> None:
    told = said(HEAD + "The president's decree wants an army of 1.5 million servicemen by December.")
    assert told["1.5 million"].measure.value == "strength"
    assert not any("40,000" in quote for quote in said(HEAD + "The quota was 40,000 tonnes of grain for recruits."))


def test_what_a_part_is_may_open_the_next_sentence() -> None:
    told = said(
        "The Russian recruiting office signed up thirty-eight men in May, its head said. Eleven were convicts before."
    )
    assert "Eleven" in told
    assert "Eleven" not in said("The Russian office signed up thirty-eight men in May. Eleven trucks took them away.")


def test_a_noun_phrase_of_its_own_is_not_what_a_figure_counts() -> None:
    told = said(
        HEAD + "He spoke of 111,000 Russian troops near Pokrovsk. For the whole front he gave 695,000 the same day."
    )
    assert told["695,000"].measure.value == "strength"


def test_a_sum_to_each_is_paid_to_one_even_out_of_a_budget() -> None:
    told = said(HEAD + "The families of the dead receive two million rubles each from the regional budget.")
    assert told["two million"].measure.value == "death_payment"
    assert "two million" not in said(HEAD + "The region spent two million rubles of its budget on monuments.")


# ------------------------------------------------------------------ which war, and whose
def test_a_war_that_goes_on_is_meant_before_one_long_over() -> None:
    text = "Sign-on pay in {}\n\nSince July the region of Moscow has offered 1.9 million roubles to a recruit, a German institute says.{}"
    pay = said(text.format("Moscow", ""), dt.date(2024, 8, 8))
    assert {party(claim) for claim in pay.values()} == {"RU"}
    past = said("In the Winter War of 1939–40 Finland lost 25,904 soldiers dead or missing.", dt.date(2024, 8, 8))
    assert {party(claim) for claim in past.values()} == {"FI"}


def test_an_office_that_heads_its_sheet_enemy_losses_counts_the_enemy() -> None:
    told = said(
        "GENERAL STAFF OF THE ARMED FORCES OF UKRAINE\nEnemy personnel losses: summary for November 2024\nKyiv, 1 December 2024\n\n"
        "Total since 24 February 2022: about 742 130",
        dt.date(2024, 12, 1),
    )
    assert {party(claim) for claim in told.values()} == {"RU"}


def test_a_side_told_of_in_passing_is_not_the_one_that_boasts() -> None:
    told = said(
        "Hezbollah's strength\n\nNasrallah, the leader whom Israel killed in September 2024, boasted of 100,000 trained fighters.",
        dt.date(2025, 3, 1),
    )
    assert party(told["100,000"]) == "LB-HEZBOLLAH"
    told = said("Israel, which began the strikes, lost 11 soldiers killed in Lebanon.", dt.date(2024, 10, 20))
    assert party(told["11"]) == "IL"


def test_figures_of_both_sides_are_no_people_of_both_sides() -> None:
    told = said(
        "The size of the Russian army\n\nIn the war zone it has roughly 700,000 men, on Russian and Ukrainian figures alike."
    )
    assert party(told["roughly 700,000"]) == "RU"
    told = said("The war has killed roughly 700,000 Russians and Ukrainians, one study says.")
    assert party(told["roughly 700,000"]) is None


def test_those_who_are_held_are_not_the_holder_s() -> None:
    told = said("Russian officials said that Ukraine was holding 1,126 conscripts taken prisoner in Kursk.")
    assert party(told["1,126"]) == "RU"
    told = said("Ukraine says that 1,126 of its soldiers were taken prisoner at Mariupol.")
    assert party(told["1,126"]) == "UA"


def test_the_dead_of_a_war_are_of_all_sides_where_none_is_named() -> None:
    told = said(
        "Yemen\n\nThe Houthis lost 3,000 fighters killed.\n\nThe war has caused 377,000 deaths, a study finds.", DAY
    )
    assert party(told["377,000"]) is None
    told = said("Ukraine's army\n\nUkraine says that 46,000 of its soldiers have died in the war.")
    assert party(told["46,000"]) == "UA"


# ------------------------------------------------------------------ who says it, and when
def test_the_head_of_an_entry_says_when_and_who() -> None:
    text = (
        "FILE | The siege in figures\nRevised 3 March 2025\n\n"
        "1. 4 May 2024. Jens Stoltenberg, NATO\nRussian casualties since February 2024: about 41,000\nof whom killed: over 9,000\n\n"
        "2. 9 July 2024. Mediazona, from court records\nRussians killed in the siege: 3,210\n"
    )
    told = said(text, dt.date(2025, 3, 3))
    assert [claim.speaker for claim in told.values()] == ["Jens Stoltenberg", "Jens Stoltenberg", "Mediazona"]
    assert told["about 41,000"].period.end == dt.date(2024, 5, 4)
    assert told["over 9,000"].measure.value == "killed"


def test_a_place_and_day_over_rows_is_nobody_s_word() -> None:
    told = said("Kharkiv, 4 May 2024\nRussians killed: 210\nUkrainians killed: 90\n", dt.date(2024, 5, 5))
    assert {claim.speaker for claim in told.values()} == {None}


def test_a_table_with_heads_for_who_and_when_credits_each_row_and_dates_none_by_the_day_of_saying() -> None:
    text = (
        "Russian losses in December 2025\n\n"
        "Who | When | Killed\nMykhailo Fedorov (video) | 12 January 2026 | 35,000\nMark Rutte | 21 January 2026 | over 30,000\n"
    )
    told = said(text, dt.date(2026, 2, 1))
    assert {quote: claim.speaker for quote, claim in told.items()} == {
        "35,000": "Mykhailo Fedorov",
        "over 30,000": "Mark Rutte",
    }
    assert all(claim.period.start != claim.period.end for claim in told.values() if claim.period.start)
    dated = said(
        "Ukraine's dead\n\nPlace | Date | Killed\nKharkiv | 12 January 2026 | 35\nDnipro | 14 January 2026 | 31\n",
        dt.date(2026, 2, 1),
    )
    assert {claim.speaker for claim in dated.values()} == {None}


def test_a_general_staff_tells_of_the_enemy_and_of_its_own_where_it_says_so() -> None:
    live = "War live: Kyiv and the counting\n\nJanuary came to 48,240 killed and wounded, on General Staff reports. Ukraine waits."
    assert party(said(live)["48,240"]) == "RU"
    own = said("Ukraine's General Staff admitted that 4,240 of its own soldiers were killed and wounded in January.")
    assert party(own["4,240"]) == "UA"


def test_an_army_of_another_war_keeps_its_state() -> None:
    told = said(HEAD + "His yardstick was Afghanistan. The Soviet army lost about 15,000 men there.")
    assert party(told["about 15,000"]) == "SU"


def test_an_army_s_dead_are_no_civilians_whatever_follows() -> None:
    told = said(
        "Zelensky put his army's dead at around 1,300. Yesterday he spoke of deaths among his people, with at least 121 children."
    )
    assert not told["around 1,300"].civilian
    assert told["at least 121"].civilian


def test_who_hits_the_targets_does_not_suffer_the_losses_and_who_looks_on_has_no_army_there() -> None:
    told = said(HEAD + "Ukrainian officials credit drones with around 90% of the targets their troops hit.")
    assert party(told["around 90%"]) == "RU"
    told = said(
        "Russia's army\n\nHe had the Russian grouping grow to 713,000. Britain's defence secretary, John Healey, says it has stood at "
        "712,000 for half a year."
    )
    assert party(told["712,000"]) == "RU"


# ------------------------------------------------------------------ what must not be misread
def test_a_dateline_says_where_and_not_who_did_it() -> None:
    told = said(
        "MOSCOW, 12 August 2024 — A drone attack killed five soldiers and wounded 12 at an airfield near Saratov, the governor said.",
        dt.date(2024, 8, 12),
    )
    assert {quote: party(claim) for quote, claim in told.items()} == {"five": "RU", "12": "RU"}


@pytest.mark.parametrize(
    "sentence",
    [
        "An unverified video shows 57 Russian soldiers dead.",
        "It is unclear whether 57 Russian soldiers died.",
        "Rumours spoke of 57 Russian soldiers dead.",
    ],
)
def test_what_is_doubted_is_no_count(sentence: str) -> None:
    assert said(HEAD + sentence)["57"].status.value == "estimate"


def test_bodies_handed_over_are_no_claim_and_those_of_the_fallen_elsewhere_are() -> None:
    assert "17" in said(HEAD + "The bodies of 17 Russian soldiers killed in the strike were transferred to a morgue.")
    assert "909" not in said(HEAD + "Ukraine received the bodies of 909 fallen soldiers.")


def test_who_tells_is_not_who_fell() -> None:
    assert "12" in said(HEAD + "The strike killed 12 Russian soldiers, witnesses said.")
    assert "Two" in said(HEAD + "Two Russian soldiers died, officials said.")
    assert "two" not in said(HEAD + "According to two officers, Russia lost 900 soldiers in May.")
