"""Times as people word them: labels of lists, months of a season, quarters beside one just told, ends that follow a beginning."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import days, said, times

OCTOBER = dt.date(2025, 10, 3)


# ------------------------------------------------------------------ forms of a date
@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "It took 40 villages in the three months of autumn.",
            "in the three months of autumn",
            "2025-09-01 2025-11-30",
        ),
        ("Nobody has left since New Year 2019.", "since new year 2019", "2019-01-01 -"),
        ("It fell on New Year's Eve 2019.", "on new year's eve 2019", "2019-12-31 2019-12-31"),
        (
            "From May 2019 to the following March it lost 900.",
            "from may 2019 to the following march",
            "2019-05-01 2020-03-31",
        ),
        (
            "From 3 May 2019 up to and including 8 June it lost 900.",
            "from 3 may 2019 up to and including 8 june",
            "2019-05-03 2019-06-08",
        ),
        ("In the last week, 29 May to 4 June, 40 died.", "29 may to 4 june", "2025-05-29 2025-06-04"),
        ("Last quarter it lost 900.", "last quarter", "2025-07-01 2025-09-30"),
        ("This quarter it lost 900.", "this quarter", "2025-10-01 2025-10-03"),
        ("In the last quarter of 2019 it lost 900.", "in the last quarter of 2019", "2019-10-01 2019-12-31"),
    ],
)
def test_forms_of_a_date(text: str, words: str, expected: str) -> None:
    assert times(text, published=OCTOBER).get(words) == expected


# ------------------------------------------------------------------ beside a time just told
@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "From January to March 2019 the rebels lost 90, in the preceding quarter 70.",
            "in the preceding quarter",
            "2018-10-01 2018-12-31",
        ),
        (
            "From January to March 2019 they lost 90, and 70 in the quarter before.",
            "in the quarter before",
            "2018-10-01 2018-12-31",
        ),
        (
            "In the first quarter of 2019 it lost 90, 70 in the second and 60 in the third.",
            "in the second",
            "2019-04-01 2019-06-30",
        ),
        (
            "In May 2019 it had 31 names, in December of that year 43.",
            "in december of that year",
            "2019-12-01 2019-12-31",
        ),
        (
            "It fell in May 2019. By the summer of that same year 40 were home.",
            "by the summer of that same year",
            "- 2019-08-31",
        ),
        (
            "On 4 March 2019 they denied that the post had been raided the day before and 40 killed.",
            "the day before",
            "2019-03-03 2019-03-03",
        ),
        (
            "In the whole of 2019 it lost 90. In the corresponding period of 2018 it was 70.",
            "in the corresponding period of 2018",
            "2018-01-01 2018-12-31",
        ),
    ],
)
def test_beside_a_time_just_told(text: str, words: str, expected: str) -> None:
    assert times(text, published=OCTOBER).get(words) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The guns are to fall silent at midnight.", "to fall"),
        ("They expect the number to fall to 900 in May.", "to fall"),
        ("On 4 March they met, the day before and after.", "the day before"),
    ],
)
def test_what_only_looks_like_a_time(text: str, words: str) -> None:
    assert words not in times(text, published=OCTOBER)


def test_a_fall_after_a_spring_is_a_season() -> None:
    assert times("From spring to fall 2019 it lost 900.")["from spring to fall 2019"] == "2019-03-01 2019-11-30"


# ------------------------------------------------------------------ years that label the rows of a list
def test_years_at_the_heads_of_rows_date_them() -> None:
    text = (
        "Soldiers of the Ethiopian army killed, by year:\n2020 – 1,120\n2021 – 2 341\n2022 – 3,611\n2025, so far – 12\n\n"
        "That is all that the army tells."
    )
    found = said(text, OCTOBER)
    assert days(found["1,120"]) == "2020-01-01 2020-12-31"
    assert days(found["2 341"]) == "2021-01-01 2021-12-31"
    assert days(found["3,611"]) == "2022-01-01 2022-12-31"


@pytest.mark.parametrize("line", ["2022 – 2024", "• 2014–15: none"])
def test_two_years_are_no_row(line: str) -> None:
    assert not {"2022", "2014"} & times(f"The years\n{line}\n", published=OCTOBER).keys()


# ------------------------------------------------------------------ stretches pointed at from afar
@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Between 1 March and 31 July 2019 they studied 900 men. In 2015 it was 4 to one. In the brigade 88 died in the five months.",
            "in the five months",
            "2019-03-01 2019-07-31",
        ),
        (
            "On 1 November 2019 it had 480 men, on 1 March 2020 205. In those four months 19 fell.",
            "in those four months",
            "2019-11-01 2020-03-01",
        ),
        (
            "For January to June 2019 it got 127. On 3 September 2020 it got 3. Over the same six months of war 90 fell.",
            "over the same six months",
            "2019-01-01 2019-06-30",
        ),
        (
            "In 2019 it took 900. He said on Thursday that 422 signed up that year.",
            "that year",
            "2019-01-01 2019-12-31",
        ),
        (
            "Last year 900 signed up, he said on Thursday. The year before, he had told of 800.",
            "the year before",
            "2023-01-01 2023-12-31",
        ),
    ],
)
def test_stretches_pointed_at_from_afar(text: str, words: str, expected: str) -> None:
    assert times(text, published=OCTOBER).get(words) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "From 1 March to 31 May 2019 it was calm. In the three months to 3 June 2020 it lost 90.",
            "in the three months",
        ),
        ("From 1 March to 31 May 2019 it was calm. In the three months since, it lost 90.", "in the three months"),
        (
            "On 1 November 2019 it had 480 men, on 1 March 2020 205. In those nine months 19 fell.",
            "in those nine months",
        ),
    ],
)
def test_stretches_that_nothing_told_before_is_as_long_as(text: str, words: str) -> None:
    assert words not in times(text, published=OCTOBER)
