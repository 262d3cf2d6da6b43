"""Short reports beside a general staff's daily totals: what is found by all the checks together, and what must not be."""

from __future__ import annotations

import datetime as dt

import pytest
from comparison_series import HEAD

from muster.account.checks import check
from muster.claims.document import Document
from muster.claims.finding import Finding, Severity
from muster.claims.report import Report
from muster.claims.war import shipped_wars
from muster.reading import datasets, reader

WARS = shipped_wars()
FIRST, BEFORE = dt.date(2024, 4, 30), 470_030  # the day of the first total, and that total
MONTHS = {4: 0, 5: 36_412, 6: 33_170, 7: 34_903}
CODE = "russia-ukraine,2022-02-24"


def series(*, until: dt.date = dt.date(2024, 7, 31)) -> Report:
    """Totals for each day, put out the morning after: May 36,412, June 33,170, July 34,903; 2 June is the costliest day."""
    rows, total, day = [HEAD], BEFORE, FIRST
    while day <= until:
        if day > FIRST:
            total += _of_day(day)
        told = day + dt.timedelta(days=1)
        rows.append(
            f"{told},{CODE},{day},RU,false,losses,{total},{total},exact,person,,report,General Staff of Ukraine,,,,"
        )
        day += dt.timedelta(days=1)
    document = Document(text=datasets.parse_table(("\n".join(rows) + "\n").encode(), media="csv").text, media="dataset")
    return Report(document=document, claims=datasets.read(document).claims)


def _of_day(day: dt.date) -> int:
    last = (day.replace(day=1) + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    mean = MONTHS[day.month] // last.day
    if day == last:
        return (
            MONTHS[day.month] - mean * (last.day - 1) - sum(_OFF.get(day.replace(day=n), 0) for n in range(1, last.day))
        )
    return mean + _OFF.get(day, 0)


_OFF = {dt.date(2024, 6, 2): 705, dt.date(2024, 6, 3): -60, dt.date(2024, 7, 9): 640}  # above the mean of its month
SERIES = series()


def report(text: str, published: str = "2024-08-09") -> Report:
    document = Document(text=text, publisher="The Wire", published=dt.date.fromisoformat(published))
    reading = reader.read(document, wars=WARS)
    return Report(document=document, claims=reading.claims, remarks=reading.remarks)


def found(*texts: str, published: str = "2024-08-09") -> list[Finding]:
    """What is found of these texts beside the series, notes left out."""
    reports = [report(text, published) for text in texts]
    ids = {one.document.id for one in reports}
    return [one for one in check([SERIES, *reports], wars=WARS, about=ids) if one.severity is not Severity.NOTE]


def told(findings: list[Finding]) -> list[str]:
    return sorted(f"{one.kind.value} {one.verdict.value}" for one in findings)


# ------------------------------------------------------------------ what is of a month is no old total
@pytest.mark.parametrize(
    "text",
    [
        "Ukraine's General Staff put Russian losses in May 2024 at 36,412.",
        "The General Staff of Ukraine put Russian losses in May 2024 at 36,412, in June at 33,170 and in July at 34,903. All three make "
        "104,485. On 1 August its total was 574,515, against 539,612 on 1 July and 470,030 on 1 May.",
        "In June 2024 the Ukrainian General Staff recorded 33,170 Russian casualties.",
        "In July 2024 the General Staff of Ukraine added 34,903 Russian losses to its list.",
        "The General Staff's figure for Russian losses, 539,612 on 1 July 2024, rose to 574,515 a month later.",
        "The General Staff of Ukraine counts 34,903 Russian losses in July 2024 and 574,515 in all.",
        "Of the 470,030 Russian losses that the Ukrainian General Staff had at the end of April 2024, Moscow has confirmed none.",
        "By its own tables for May 2024, the General Staff of Ukraine has Russia down for 36,412 losses.",
    ],
)
def test_what_its_own_sentence_dates_is_not_out_of_date(text: str) -> None:
    assert told(found(text)) == []


def test_a_total_that_is_old_is_out_of_date() -> None:
    [one] = found("Russia has suffered 506,000 casualties since its invasion began on 24 February 2022.")
    assert (one.kind.value, one.verdict.value) == ("cumulative", "stale")
    assert "it had passed 506,000 on" in one.sentence


def test_of_a_total_older_than_the_series_no_day_is_told_on_which_it_was_passed() -> None:
    [one] = found("Russia has suffered 431,000 casualties since the invasion began on 24 February 2022.")
    assert (one.kind.value, one.verdict.value) == ("cumulative", "stale")
    assert "passed" not in one.sentence
    assert "30 April 2024" in one.sentence


# ------------------------------------------------------------------ one number under two names
def test_numbers_that_no_rounding_makes_one_are_no_one_figure() -> None:
    texts = (
        "Britain's defence ministry said that 36,180 Russian soldiers were killed or wounded in March 2024.",
        "An alliance official said that some 36,500 Russian soldiers were killed in March 2024.",
        "An alliance official said that 36,180 Russian soldiers were killed in March 2024.",
    )
    assert "definition several_measures" not in told(found(texts[0], texts[1]))
    assert "definition several_measures" in told(found(texts[0], texts[2]))


# ------------------------------------------------------------------ a day's figure is of one document
@pytest.mark.parametrize(
    "other",
    [
        "On 9 July 2024 total Russian losses since the start of the invasion stood at 548,612, Ukraine's General Staff said.",
        "Russian losses since the invasion began on 24 February 2022 came to 540,737 by 2 July 2024, Ukraine's General Staff said.",
        "From 24 February 2022 to 20 June 2024 Russia lost 528,082 soldiers, the General Staff of Ukraine said.",
    ],
)
def test_another_texts_total_stands_in_no_daily_series(other: str) -> None:
    day = "On 2 June 2024 Russia lost 1,810 soldiers, the highest toll of any single day of the war, Ukraine's General Staff said."
    texts = (day, other)
    assert [one for one in found(*texts) if one.kind.value == "record"] == found(day) == []


def test_a_day_that_was_worse_is_still_named() -> None:
    [one] = found(
        "On 9 July 2024 Russia lost 1,765 soldiers, the highest toll of any single day of the war, Ukraine's General Staff said."
    )
    assert (one.kind.value, one.verdict.value) == ("record", "false")
    assert "2 June 2024 had 1,810" in one.sentence


# ------------------------------------------------------------------ what the ledger cannot see
@pytest.mark.parametrize(
    "months",
    [
        "For May 2024 Ukraine's General Staff had 31,412 Russian losses (1,013 a day), for June 33,170 (1,106), for July 34,903 (1,126).",
        "Ukraine's General Staff counted 31,412 Russian losses (1,013) in May 2024, 33,170 (1,106) in June and 34,903 (1,126) in July.",
    ],
)
def test_a_streak_longer_than_what_is_told_is_not_judged(months: str) -> None:
    said = "July 2024 was the seventh month in a row in which Russian losses rose, Ukraine's General Staff said."
    reports = [report(said), report(months)]
    streaks = [one.verdict.value for one in check(reports, wars=WARS) if one.kind.value == "streak"]
    assert streaks in ([], ["not_decidable"])


def test_a_streak_that_is_broken_within_what_is_told_is_false() -> None:
    months = "In May 2024 Kyiv's General Staff had 34,412 Russian losses (1,110 a day), for June 32,170 (1,072), for July 34,903 (1,126)."
    said = "July 2024 was the seventh month in a row in which Russian losses rose, Ukraine's General Staff said."
    reports = [report(said), report(months)]
    assert [one.verdict.value for one in check(reports, wars=WARS) if one.kind.value == "streak"] == ["false"]


# ------------------------------------------------------------------ what a body has counted anew
def two_days(earlier: str, later: str) -> list[str]:
    reports = [report(earlier, "2024-06-09"), report(later, "2024-06-21")]
    return [one.verdict.value for one in check(reports, wars=WARS) if one.kind.value == "rate"]


@pytest.mark.parametrize(
    ("total", "mean", "verdicts"),
    [
        ("36,310", "1,175", []),
        ("36,550", "1,174", []),
        ("35,310", "1,175", ["fails"]),
        ("36,425", "1,175", ["agrees"]),
    ],
)
def test_a_mean_that_is_nearly_the_total_told_before_is_counted_anew(
    total: str, mean: str, verdicts: list[str]
) -> None:
    earlier = f"Russian casualties in May 2024 came to {total}, according to Ukraine's General Staff."
    later = f"Ukraine's General Staff recorded {mean} Russian casualties a day in May 2024."
    assert two_days(earlier, later) == verdicts


def test_a_mean_of_one_text_must_be_that_of_its_total() -> None:
    text = "Russian casualties in May 2024 came to 36,310, or 1,175 a day, according to Ukraine's General Staff."
    assert [one.verdict.value for one in check([report(text)], wars=WARS) if one.kind.value == "rate"] == ["fails"]


# ------------------------------------------------------------------ records as their own text counts
@pytest.mark.parametrize(
    "text",
    [
        "On 2 June 2024 Russia lost 1,810 soldiers, the highest toll of any single day of the war, Ukraine's General Staff said.",
        "On 3 June 2024 Russia lost 1,810 soldiers, the highest toll of any single day of the war, Ukraine's General Staff said.",
    ],
)
def test_a_record_is_tried_in_the_way_of_counting_in_which_its_figure_is_the_series_own(text: str) -> None:
    assert found(text) == []
