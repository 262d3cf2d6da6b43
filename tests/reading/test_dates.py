"""The grammar of dates: what people write, and the days they mean."""

from __future__ import annotations

import datetime as dt
import json
import time as clock
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.claims.period import FIRST_YEAR, LAST_YEAR, Period
from muster.reading.dates import Relation, Time, dateline, find

HERE = Path(__file__).parent
INVASION = dt.date(2022, 2, 24)
BEGINNINGS = {"the full-scale invasion": INVASION, "the invasion": INVASION, "the war began": INVASION}


def table(name: str) -> list[tuple[str, dt.date | None, str]]:
    """Text, publication date and what is expected, one case a line."""
    rows = [
        line.split("|") for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
    ]
    return [
        (text.strip(), dt.date.fromisoformat(day.strip()) if day.strip() else None, want.strip())
        for text, day, want in rows
    ]


def told(times: list[Time]) -> str:
    """Times as the tables write them."""
    said = [
        f"span {one.days}"
        if one.relation is Relation.SPAN
        else f"{one.relation} {one.period.start or ''}..{one.period.end or ''}"
        for one in times
    ]
    return "; ".join(said) or "none"


@pytest.mark.parametrize(("text", "published", "want"), [*table("dates_first.txt"), *table("dates_second.txt")])
def test_the_days_that_words_mean(text: str, published: dt.date | None, want: str) -> None:
    assert told(find(text, published=published, beginnings=BEGINNINGS)) == want


# ------------------------------------------------------------------ the document's own date
OWN_DATES = [
    ("KYIV, 9 December 2024 — The army lost 2,030 men on 28 November 2024.", "2024-12-09"),
    ("Losses mount\nWednesday, 3 January 2024\n\nKyiv got 230 men back.", "2024-01-03"),
    ("BRIEFING NOTE\nPrepared 6 February 2025\n\n18 December 2024. He says 200.", "2025-02-06"),
    ("Published: 14 October 2024\nUpdated: 15 October 2024\n\nSome text.", "2024-10-14"),
    ("1/ Fresh numbers: 122,883 names. (8 Aug 2025)\n\n2/ More on 24 January 2025.", "2025-08-08"),
    ("The Weekly | No. 37 | 10 September 2025\n\nA figure.", "2025-09-10"),
    ("Weekly summary\n26 October – 1 November 2024\n\nLosses by grouping.", "2024-11-01"),
    ("A letter.\n\nIt says much about 3 May 2023 and little else.\n\n12 June 2023", "2023-06-12"),
    ("GOMA/PRETORIA, 28 January 2025\n\nFour more died.", "2025-01-28"),
    ("Interview notes, 20:15, 4 February 2025 (rush transcript)\n\nHe gave a figure.", "2025-02-04"),
    ("GENERAL STAFF\nOperational information as of 08.00 on 3 May 2024\n\nOver 900 were lost.", "2024-05-03"),
    ("REGISTER\nPosition as at 3 May 2024\n\nEntries: 63,000.", "2024-05-03"),
    ("REGISTER\nState of play: 3 May 2024\n\nEntries: 63,000.", "2024-05-03"),
    ("RIGHTS WATCH\nHarm in the first quarter of 2024\nReleased 3 May\n\nWe verified 1,118 deaths.", "2024-05-03"),
    ("GOMA, 3 May\n\nIn April the army lost 70. In the whole of 2023 it lost 900.", "2024-05-03"),
    ("DAY 802\nFriday 3 May\n\nIn March 2024 they lost 280.", "2024-05-03"),
    ("Evening summary for May 3\n\nIn April 2024 they lost 280.", "2024-05-03"),
    ("WEEKLY BULLETIN\nWeek 18 (29 April – 5 May 2024)\n\nLosses: 312.", "2024-05-05"),
    ("LISTS\nNames added in the week to 5 May 2024\n\nWe add 46 names.", "2024-05-05"),
    ("THE GAZETTE\nVol. 3, no. 5, May 2024\n\nLosses: 312.", "2024-05-31"),
    ("WAR DIARY\nMay 1916\n\n1st. Attacked at dawn.", "1916-05-31"),
    ("“We count”\nThe interview was conducted in Goma on 3 May 2024 and has been shortened.\n\nYes.", "2024-05-03"),
    ("The army said 70 had died.\n\nLast edited 3 May 2024", "2024-05-03"),
    ("Transcript: 3 May 2024 edition\n\nThe army lost 70.", "2024-05-03"),
    ("LOSSES\nPublished online first 3 May 2024\n\nThe army lost 70.", "2024-05-03"),
    ("Answer given by the Minister on 3 May 2024\n\nThe army lost 70.", "2024-05-03"),
    ("Record of the open part of the meeting of 3 May 2024\n\nThe army lost 70.", "2024-05-03"),
    ("WRITTEN ANSWERS\nTabled 29 April 2024; answered 3 May 2024\n\nThe army lost 70.", "2024-05-03"),
    ("LOSSES\nFirst published 1 May 2024; this version 3 May 2024\n\nThe army lost 70.", "2024-05-03"),
    ("Summary of the annual report. Goma, 3 May 2024\n\nThe army lost 70.", "2024-05-03"),
    ("TIMELINE\n3 May 2024\n\n22 December 2022\nFifty.\n\n1 May 2023\nTwenty.", "2024-05-03"),
    ("A TIMELINE\n\n22 December 2022\n\nFifty.\n\n1 May 2023\n\nTwenty.", None),
    ("Losses\nAt a meeting on 3 May 2024 ministers were told that 70 had died.", None),
    ("Losses\nThe figures as of 3 May 2024 were kept from everybody.", None),
    ("Losses\nThe position on 3 May 2024 was held by 70 men.", None),
    ("WASHINGTON, Jan. 28 (Newswire) — Casualties mount.", None),
    ("On 9 December 2024 the army lost 2,030 men.", None),
    ("A leaked return, dated 1 August 2023, gives the strength as 132 men, and that is the whole of it.", None),
    ("Entry 1\nDate issued: 4 September 2021\nEntry 2\nDate issued: 16 February 2021", None),
    ("Losses mount\n\nText.\n\n© 2025 Someone. All rights reserved. 3 May 2025", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "day"), OWN_DATES)
def test_the_date_a_text_gives_itself(text: str, day: str | None) -> None:
    assert dateline(text) == (dt.date.fromisoformat(day) if day else None)


# ------------------------------------------------------------------ laws
PIECES = (
    "on in since by from to between and the of – - , . 3 12 31 1st 2024 1999 9999 0001 2024-02-30 31/04/2024 May may March Feb. "
    "November Sunday last next this past early mid- late end of week month year years quarter half first second spring fall ago "
    "so far yesterday 24 hours nine-year two invasion war began İ \n \n\n ² ٣١ é ﬁ same period Q4 H1 1980s the year to date New Year "
    "said will nineteen fifty-three through a until weekend winter"
)
CALENDAR = st.sampled_from(PIECES.split(" "))
TEXTS = st.one_of(st.text(max_size=200), st.lists(CALENDAR, max_size=40).map(" ".join))
DAYS = st.none() | st.dates()


@settings(max_examples=400, deadline=None)
@given(TEXTS, DAYS)
def test_any_text_is_read_without_an_error_and_to_the_letter(text: str, published: dt.date | None) -> None:
    times = find(text, published=published, beginnings=BEGINNINGS)
    dateline(text)
    ends = 0
    for one in times:
        assert ends <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        assert all(FIRST_YEAR <= day.year <= LAST_YEAR for day in (one.period.start, one.period.end) if day)
        assert (one.days is not None) == (one.relation is Relation.SPAN)
        ends = one.end


@settings(max_examples=100, deadline=None)
@given(st.dates(dt.date(1801, 1, 1), dt.date(2199, 12, 31)))
def test_a_day_written_out_is_read_back_in_every_form(day: dt.date) -> None:
    month = day.strftime("%B")
    forms = [f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", f"{day.day} {month[:3]} {day.year}"]
    forms += [f"{month[:3]}. {day.day}, {day.year}", day.isoformat(), f"{day.day:02}.{day.month:02}.{day.year}"]
    for said in forms:
        (one,) = find(f"It stood at 400 on {said}.", published=None)
        assert (one.period, one.relative, one.grain) == (Period(day, day), False, "day")


@settings(max_examples=100, deadline=None)
@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)), st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_a_period_written_out_is_read_back(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    said = [f"{day.day} {day:%B} {day.year}" for day in (first, last)]
    for words in (f"from {said[0]} to {said[1]}", f"between {said[0]} and {said[1]}", f"{said[0]} – {said[1]}"):
        (time,) = find(f"They lost 400 men {words}.", published=None)
        assert time.period == Period(first, last)


def test_the_date_that_opens_a_text_before_a_dash_is_its_own() -> None:
    said = "Ukraine's General Staff said 1,200 Russian soldiers had been killed."
    assert dateline(f"March 3, 2025 - {said}") == dt.date(2025, 3, 3)
    assert dateline(f"All was calm until 2 March.\n\nMarch 3, 2025 - {said}") is None


def test_neither_the_clock_nor_the_zone_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Since January, last week, on Sunday, two months ago and by the end of the year; KYIV, 3 May 2023 —"
    want = find(text, published=dt.date(2024, 4, 15))
    for zone in ("Pacific/Kiritimati", "UTC", "America/Los_Angeles"):
        monkeypatch.setenv("TZ", zone)
        clock.tzset()
        monkeypatch.setattr(clock, "time", lambda: 4_000_000_000.0)
        assert find(text, published=dt.date(2024, 4, 15)) == want
    monkeypatch.undo()
    clock.tzset()


@pytest.mark.parametrize(
    "piece",
    [
        "the ",
        "1",
        "may ",
        "2024 ",
        "since the war ",
        "in May and ",
        "\n",
        "week to the ",
        "12/",
        "mid-",
        "10 ",
        "and 10, ",
    ],
)
def test_long_and_strange_texts_take_time_in_proportion(piece: str) -> None:
    def seconds(length: int) -> float:
        """The least of three, since whatever else the process does only adds to it."""
        text, took = piece * (length // len(piece)), []
        for _ in range(3):
            begun = clock.process_time()
            find(text, published=dt.date(2025, 1, 1), beginnings=BEGINNINGS)
            took.append(clock.process_time() - begun)
        return min(took)

    short = seconds(10_000)
    assert short < 1.0
    assert seconds(40_000) < 8 * short + 0.2


# ------------------------------------------------------------------ annotated reports, where they lie beside the project
GOLD = Path(__file__).parents[3] / "shared" / "gold"


@pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated reports are not beside the project")
def test_the_dates_of_annotated_claims_are_found_in_their_reports() -> None:
    found = total = 0
    for path in sorted(GOLD.glob("*/*.json")):
        gold, text = json.loads(path.read_text(encoding="utf-8")), path.with_suffix(".txt").read_text(encoding="utf-8")
        published = dt.date.fromisoformat(gold["document"]["published"]) if gold["document"]["published"] else None
        parties = {claim["party"] for claim in gold["claims"]}
        times = find(text, published=published, beginnings=BEGINNINGS if "UA" in parties or "RU" in parties else {})
        war = {INVASION} if "UA" in parties or "RU" in parties else set()
        wholes = {(time.period.start, time.period.end) for time in times}
        starts = {time.period.start for time in times if time.relation is Relation.SINCE} | war
        ends = {time.period.end for time in times} | {published}
        for claim in gold["claims"]:
            start, end = (
                dt.date.fromisoformat(claim[key]) if claim[key] else None for key in ("start_date", "end_date")
            )
            if start or end:
                total += 1
                open_end = (start is None or start in starts) and end in ends
                found += (start, end) in wholes or open_end or start == end == published
    assert found / total >= 0.9
