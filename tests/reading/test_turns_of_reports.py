"""Turns that honest reports take, each in several hands, and beside them what looks alike and is something else."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import days, party, said

from muster.claims.claim import Claim
from muster.claims.document import Document
from muster.claims.measures import Measure, Status
from muster.claims.remark import RemarkKind
from muster.reading.dates import dateline
from muster.reading.reader import read

pytestmark = pytest.mark.usefixtures("rules_alone")

WAR = "Russia's full-scale invasion of Ukraine began on 24 February 2022. "
AUGUST, SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER = (
    f"2024-{first} 2024-{last}"
    for first, last in (
        ("08-01", "08-31"),
        ("09-01", "09-30"),
        ("10-01", "10-31"),
        ("11-01", "11-30"),
        ("12-01", "12-31"),
    )
)


def told(text: str) -> dict[str, Claim]:
    """The claims of a text that gives its own day, by their quotes."""
    return said(text, dateline(text) or dt.date(2025, 3, 10))


# ------------------------------------------------------------------ a month behind what befell people in it
@pytest.mark.parametrize(
    ("text", "of"),
    [
        (
            "KYIV, 5 November 2024. " + WAR + "The Russian army had 38,130 men killed and wounded in September and 41,980 in October.",
            {"38,130": SEPTEMBER, "41,980": OCTOBER},
        ),
        (
            "KYIV, 5 January 2025. " + WAR + "Its General Staff counted 41,980 Russian casualties in October, 45,720 in November and "
            "48,670 in December.",
            {"41,980": OCTOBER, "45,720": NOVEMBER, "48,670": DECEMBER},
        ),
        (
            "PORT SUDAN, 3 November 2024. The war began on 15 April 2023. Sudan's army said on Saturday that it had killed 1,870 "
            "fighters of the Rapid Support Forces in October.",
            {"1,870": OCTOBER},
        ),
        (
            "YANGON, 3 November 2024. Since the coup of 1 February 2021 the junta has lost much. The rebels claim to have killed 1,300 "
            "junta soldiers in August, 1,150 in September and 1,420 in October.",
            {"1,300": AUGUST, "1,150": SEPTEMBER, "1,420": OCTOBER},
        ),
    ],
)  # fmt: skip
def test_what_befell_people_in_a_month_is_of_the_month(text: str, of: dict[str, str]) -> None:
    found = told(text)
    assert {quote: days(found[quote]) for quote in of} == of


@pytest.mark.parametrize(
    ("text", "quote", "end"),
    [
        ("The volunteers' list had 61,200 names in September, 66,400 in October and 70,100 in November.", "61,200", "2024-09-30"),
        ("In the General Staff's books Russia had lost 690,000 men in October 2024.", "690,000", "2024-10-31"),
        ("Ukraine had put Russian losses at 31,000 in August.", "31,000", "2024-08-31"),
    ],
)  # fmt: skip
def test_what_a_list_had_reached_in_a_month_is_not_of_the_month(text: str, quote: str, end: str) -> None:
    claim = told("KYIV, 3 December 2024. " + text)[quote]
    assert (claim.period.start, str(claim.period.end)) == (None, end)


@pytest.mark.parametrize(
    ("text", "of"),
    [
        (
            "48,670 Russian casualties were counted in December, 45,720 in November and 41,980 in October.",
            {"48,670": DECEMBER, "45,720": NOVEMBER},
        ),
        ("By the staff's account 36,810 Russians were reported killed or wounded in August.", {"36,810": AUGUST}),
        ("Some 45,720 Russians were tallied in November, the brigade says.", {"Some 45,720": NOVEMBER}),
    ],
)
def test_people_who_were_counted_in_a_month_are_of_the_month(text: str, of: dict[str, str]) -> None:
    found = told("KYIV, 8 January 2025. " + WAR + text)
    assert {quote: days(found[quote]) for quote in of} == of


def test_a_figure_that_was_reported_in_a_month_was_only_told_then() -> None:
    [claim] = told(
        "KYIV, 8 January 2025. " + WAR + "It was reported in December that 700,000 Russians had been lost."
    ).values()
    assert claim.period.start == dt.date(2022, 2, 24)


# ------------------------------------------------------------------ when a war began
@pytest.mark.parametrize(
    ("text", "quote", "of"),
    [
        (
            "PORT SUDAN, 3 November 2024. Since it began, in April 2023, the army has killed 1,870 fighters of the RSF, it says.",
            "1,870",
            "2023-04-01 2024-11-03",
        ),
        (
            "GAZA, 3 June 2024. Since the war broke out, on 7 October, 36,479 Palestinians have been killed, the ministry says.",
            "36,479",
            "2023-10-07 2024-06-03",
        ),
        (
            "GOMA, 3 March 2025. Since the offensive started, in January, 3,000 people have died, the United Nations says.",
            "3,000",
            "2025-01-01 2025-03-03",
        ),
    ],
)
def test_a_beginning_told_between_commas_opens_what_came_since(text: str, quote: str, of: str) -> None:
    assert days(told(text)[quote]) == of


def test_what_only_stands_between_commas_opens_nothing() -> None:
    found = told("KYIV, 3 March 2025. Since it began, the partisans say, they have lost 40 men in January.")
    assert days(found["40"]) == "2025-01-01 2025-01-31"


@pytest.mark.parametrize(
    ("text", "quote", "of"),
    [
        (
            "PORT SUDAN, 3 November 2024. The war with the Rapid Support Forces began in April 2023. In October 640 soldiers of the "
            "army were killed, a doctors' union said.",
            "640",
            OCTOBER,
        ),
        (
            "YANGON, 3 November 2024. Myanmar's civil war, which began in May 2021, is not over. The resistance says it killed 1,300 "
            "junta soldiers in August.",
            "1,300",
            AUGUST,
        ),
        (
            "YANGON, 3 November 2024. Myanmar's army seized power in February 2021. It lost 1,150 soldiers in September, rebels say.",
            "1,150",
            SEPTEMBER,
        ),
    ],
)
def test_the_year_in_which_a_war_began_is_not_that_of_later_months(text: str, quote: str, of: str) -> None:
    assert days(told(text)[quote]) == of


def test_a_battle_told_with_its_year_gives_it_to_the_months_that_follow() -> None:
    found = told(
        "KYIV, 3 November 2024. Bakhmut fell in May 2023. In June Ukraine lost 900 soldiers there, the brigade says."
    )
    assert days(found["900"]) == "2023-06-01 2023-06-30"


# ------------------------------------------------------------------ in an office's own paper
BULLETIN = """SUDANESE ARMED FORCES, PRESS OFFICE
Bulletin No. 112, 2 November 2024

In October our units killed 1,870 fighters of the Rapid Support Forces. Our own army mourns 312 martyrs for the month.

Their spokesman asserts that over 2,000 of our soldiers were killed in October. In the spring the Rapid Support Forces had claimed 10,000
for a month in which we lost fewer than 400.
"""
MEDIA_OFFICE = """RAPID SUPPORT FORCES - MEDIA OFFICE

3 March 2025. Our fighters killed 340 soldiers of the army in February. We lost 41 men. The army claims that 500 of our fighters died.
"""
PRESS_SERVICE = """Press service of the Armed Forces of Armenia

12 October 2020. Our losses are 525 dead. Azerbaijan says that it has killed 2,300 of our servicemen, while we lost 530.
"""


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (BULLETIN, {"1,870": "SD-RSF", "312": "SD", "over 2,000": "SD", "fewer than 400": "SD"}),
        (MEDIA_OFFICE, {"340": "SD", "41": "SD-RSF", "500": "SD-RSF"}),
        (PRESS_SERVICE, {"525": "AM", "2,300": "AM", "530": "AM"}),
    ],
)
def test_our_people_in_a_force_s_own_paper_are_its_own(text: str, sides: dict[str, str]) -> None:
    found = told(text)
    assert {quote: party(found[quote]) for quote in sides} == sides


def test_a_force_speaks_for_itself_beside_what_the_other_claims() -> None:
    assert told(BULLETIN)["fewer than 400"].speaker is None
    assert told(PRESS_SERVICE)["530"].speaker is None
    assert told(PRESS_SERVICE)["2,300"].speaker == "Azerbaijan"


def test_a_title_about_a_press_office_is_not_its_paper() -> None:
    text = 'Sudanese army says media office was bombed\n\nKHARTOUM, 3 March 2025. An RSF spokesman said: "We lost 40 of our fighters."'
    assert party(told(text)["40"]) == "SD-RSF"


# ------------------------------------------------------------------ ages
@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Of the 3,781 Armenian dead some 1,700 were conscripts of twenty or younger.", {"3,781", "some 1,700"}),
        ("Of 400 Russian dead 120 were 45 or older, the paper says.", {"400", "120"}),
        ("Another 60 of the fallen Ukrainian soldiers were 20 and under.", {"60"}),
    ],
)
def test_so_old_or_older_is_an_age(text: str, people: set[str]) -> None:
    assert set(said(text)) == people


def test_a_number_that_goes_on_to_another_is_no_age() -> None:
    assert set(said("The Russian regiment had 30 dead and over 50 wounded. It lost 80 or more men in May.")) == {
        "30",
        "over 50",
        "80 or more",
    }


# ------------------------------------------------------------------ what is to come, and what was
@pytest.mark.parametrize(
    "text",
    [
        "It is highly likely that Russia will sustain over 1.2 million casualties before the end of the year.",
        "If the rate persists, Russia will take 1.2 million casualties by December.",
        "The institute believes that Ukraine will have 60,000 dead by the summer.",
    ],
)
def test_what_will_be_sustained_is_foreseen(text: str) -> None:
    [claim] = said(text, dt.date(2025, 3, 10)).values()
    assert claim.status is Status.FORECAST


def test_the_end_of_a_year_is_not_its_last_quarter() -> None:
    [claim] = said(
        "Russia will sustain over 1.2 million casualties before the end of the year.", dt.date(2025, 10, 2)
    ).values()
    assert claim.period.end == dt.date(2025, 12, 31)


@pytest.mark.parametrize(
    ("text", "quote", "of"),
    [
        ("The names of the 1,200 Ukrainian soldiers killed in May will be read out on Friday.", "1,200", "2024-05-01 2024-05-31"),
        ("The 35,340 Russian soldiers killed in May would fill a stadium.", "35,340", "2024-05-01 2024-05-31"),
        ("Ukraine will bury the 40 soldiers killed in January.", "40", "2025-01-01 2025-01-31"),
    ],
)  # fmt: skip
def test_those_who_were_killed_are_dead_already(text: str, quote: str, of: str) -> None:
    claim = said(text)[quote]
    assert (days(claim), claim.status is Status.FORECAST) == (of, False)


def test_those_who_will_be_killed_are_not() -> None:
    [claim] = said("Ukraine fears that 3,000 of its soldiers will be killed in December.").values()
    assert days(claim) == "2025-12-01 2025-12-31"


# ------------------------------------------------------------------ names that nobody tells
@pytest.mark.parametrize(
    "text",
    [
        "The 35,340 Russian soldiers killed in May would fill it, and nobody in Moscow would read out a name.",
        "Some 900 Russian soldiers were killed there and lie without names in a field.",
        "Russia lost 1,400 men killed at Vuhledar, and none of them was ever named.",
    ],
)
def test_dead_whom_nobody_names_are_not_of_a_list_of_names(text: str) -> None:
    assert {claim.measure for claim in said(text).values()} == {Measure.KILLED}


def test_dead_whom_somebody_names_are() -> None:
    [claim] = said(
        "Volunteers have put names to 111,387 Russian soldiers killed since 2022, and no state has helped."
    ).values()
    assert claim.measure is Measure.OBITUARIES


def test_a_record_behind_months_in_turn_is_of_the_last() -> None:
    text = (
        "KYIV, 5 February 2025. Ukraine's staff counted 45,720 Russian casualties in November and 48,670 in December. In January 48,240 "
        "Russians were killed or wounded, the highest monthly number since the invasion began."
    )
    reading = read(Document(text=text, published=dateline(text)))
    [record] = [one for one in reading.remarks if one.kind is RemarkKind.RECORD]
    assert record.about == next(claim.id for claim in reading.claims if claim.quote == "48,240")


# ------------------------------------------------------------------ a part out of its whole
@pytest.mark.parametrize(
    ("text", "part", "scope", "whole"),
    [
        ("Russia had 400 dead. Ninety of the 400 were officers, the paper says.", "Ninety", "officers", "400"),
        (
            "Volunteers have the names of 2,318 Russian dead. 640 of the 2,318 were volunteers and 410 of them convicts.",
            "640",
            "volunteers",
            "2,318",
        ),
        (
            "The ministry counted 44,800 Palestinians killed. Some 13,300 of those 44,800 were children, it says.",
            "Some 13,300",
            "children",
            "44,800",
        ),
    ],
)
def test_what_is_said_of_a_part_is_not_said_of_its_whole(text: str, part: str, scope: str, whole: str) -> None:
    claims = read(Document(text=text, published=dt.date(2025, 3, 10))).claims
    [of_part] = [claim for claim in claims if claim.quote == part]
    wholes = [claim for claim in claims if claim.quote == whole]
    assert (of_part.scope, of_part.measure) == (scope, wholes[0].measure)
    assert {(claim.scope, claim.measure, claim.civilian) for claim in wholes} == {(None, of_part.measure, False)}


def test_a_number_that_is_no_part_keeps_what_is_said_of_it() -> None:
    found = said("Russia had 400 dead. Some 90 were officers. Of the 400 some 30 were pilots.")
    assert (found["Some 90"].scope, found["some 30"].scope) == ("officers", "pilots")


# ------------------------------------------------------------------ who "it" is, and who "we" are
ARMY = "Sudan's army said 2,140 RSF fighters were killed in November.\n\n"


@pytest.mark.parametrize("who", ["A committee of doctors", "A group of lawyers", "A panel of experts"])
def test_it_may_be_a_body_of_many(who: str) -> None:
    text = f"{ARMY}{who} counted 890 civilians killed in November, when it had 774 in October."
    assert {said(text)[quote].speaker for quote in ("890", "774")} == {who[2:]}


def test_it_is_not_several_people() -> None:
    assert (
        said(f"{ARMY}Doctors counted 890 civilians killed there. It has told of 774 in October.")["774"].speaker
        != "Doctors"
    )


ASKED = """"We still take calls from mothers"

{town}, 9 November 2021. A year after the forty-four days, {who} talks about counting.

Q: How many soldiers died?
A: We have 3,781 dead from the war of 2020.

Q: And {other}?
A: It has 2,908 dead, it says.

Q: Was it so in April 2016?
A: In April 2016 we lost 91 men in four days.
"""


@pytest.mark.parametrize(
    ("town", "who", "other", "ours", "theirs"),
    [
        ("YEREVAN", "an official of Armenia's investigative committee", "Azerbaijan", "AM", "AZ"),
        ("BAKU", "a historian from Azerbaijan's academy", "Armenia", "AZ", "AM"),
        ("PARIS", "a former officer of the Armenian army", "Azerbaijan", "AM", "AZ"),
    ],
)
def test_we_in_an_interview_are_those_of_who_is_asked(town: str, who: str, other: str, ours: str, theirs: str) -> None:
    found = told(ASKED.format(town=town, who=who, other=other))
    assert {quote: party(found[quote]) for quote in ("3,781", "2,908", "91")} == {
        "3,781": ours,
        "2,908": theirs,
        "91": ours,
    }


# ------------------------------------------------------------------ clauses with times of their own
@pytest.mark.parametrize(
    ("text", "of"),
    [
        (
            "Ukraine's General Staff counted 430,790 Russian casualties in 2024. The year before it had been 253,290, and in the ten "
            "months of 2022 it was 106,720.",
            {"253,290": "2023-01-01 2023-12-31", "106,720": "2022-01-01 2022-12-31"},
        ),
        (
            "By its own list 40 soldiers of Mali's army died in 2024, and in the first half of 2023 it was 66.",
            {"40": "2024-01-01 2024-12-31", "66": "2023-01-01 2023-06-30"},
        ),
        (
            "Ukraine's General Staff counted 48,670 Russian casualties in December. The month before it had been 45,720, and in October "
            "41,980.",
            {"48,670": DECEMBER, "45,720": NOVEMBER, "41,980": OCTOBER},
        ),
    ],
)  # fmt: skip
def test_a_time_that_opens_a_clause_is_of_its_figure(text: str, of: dict[str, str]) -> None:
    found = told("KYIV, 6 January 2025. " + text)
    assert {quote: days(found[quote]) for quote in of} == of


def test_a_year_behind_both_figures_is_of_both() -> None:
    found = told("KYIV, 6 January 2025. Russia lost 900 men killed and 2,100 men wounded in the first half of 2023.")
    assert {days(claim) for claim in found.values()} == {"2023-01-01 2023-06-30"}


# ------------------------------------------------------------------ stretches of the front, and dates in brackets
@pytest.mark.parametrize(
    ("text", "quote", "scope"),
    [
        ("During the week Russia lost 1,240 men in our sector, the command says.", "1,240", "in our sector"),
        (
            "Some 300 Russian soldiers were killed in this section in August, he says.",
            "Some 300",
            "in this section",
        ),
        ("Near Pokrovsk the assaults went on. Russia lost 40 men on that axis.", "40", "on that axis"),
    ],
)
def test_a_stretch_of_the_front_that_somebody_calls_theirs_narrows(text: str, quote: str, scope: str) -> None:
    assert said(text)[quote].scope == scope


def test_officers_on_a_list_are_officers_and_who_keeps_its_names_are_not() -> None:
    assert said("Volunteers list the Russian dead.\n\nOfficers on the list: 5,540.")["5,540"].scope == "officers"
    assert said("Volunteers have the names of 2,318 Russian dead.")["2,318"].scope is None


def test_the_zone_of_a_force_leaves_its_name() -> None:
    found = said(
        "In a week the Yug grouping cost Ukraine more than 5,390 soldiers in its zone, Russia's ministry says."
    )
    assert "zone" not in (found["more than 5,390"].scope or "")


def test_a_sector_of_something_else_does_not() -> None:
    [claim] = said("Russia lost 9,000 men in the private sector's war.").values()
    assert claim.scope is None


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("The week in numbers (newsletter of the Kyiv bureau, 1 December 2024)", dt.date(2024, 12, 1)),
        ("Losses in Donbas (staff data, 3 May 2023)", dt.date(2023, 5, 3)),
        ("Weekly digest of the front (issue no. 41, 9 June 2025)", dt.date(2025, 6, 9)),
        ("Fallen at Bakhmut (Wagner men who were killed there, 3 May 2023)", None),
    ],
)
def test_a_date_that_ends_the_brackets_of_a_title_is_the_text_s(head: str, day: dt.date | None) -> None:
    assert dateline(f"{head}\n\nRussia lost 9,000 men, it says.") == day
