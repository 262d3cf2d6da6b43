"""What leads a brief: a headline that states the finding, takeaways with their interval and day, and what was left out."""

from __future__ import annotations

from dataclasses import replace

from estimated import estimate, estimated
from looking_ahead import looking_ahead
from made_up import NOVEMBER, both, claim, report
from test_composition import words
from test_render import OPTIONS, Page

from muster.brief.composition import Options, compose
from muster.brief.parts import Refusal, ReviewState, Verdict
from muster.brief.render import html, markdown
from muster.claims.measures import Status


def test_an_estimate_leads_with_its_band_its_days_and_its_run() -> None:
    brief = compose(both(), given=looking_ahead())
    assert brief.title == (
        "Russia’s killed and wounded, 10 Jun – 20 Dec 2024: 240,000, and in 80 of 100 possible accounts 180,000 to 300,000"
    )
    first, second = brief.takeaways[:2]
    assert words(first.sentence) == (
        "Russia’s killed and wounded, 10 Jun – 20 Dec 2024: 240,000 in the middle; 80 of 100 possible accounts have 180,000 to 300,000. "
        "That Sep–Nov 2024 had more of them a month than the months before it is very likely (93 of 100)."
    )
    assert first.as_of == "As of 20 Dec 2024; run 0123456789, made on 31 Dec 2024"
    assert words(second.sentence) == (
        "Under “As now”, at the end of December 2025: Russia’s strength in the theatre is 524,000; 80 of 100 between 393,000 and 655,000. "
        "That more are lost than gained in December 2025 is unlikely (20 of 100)."
    )
    assert [part.to for part in first.sentence if part.to] == ["estimate-1"]
    assert 3 <= len(brief.takeaways) <= 5


def test_an_estimate_of_another_war_does_not_lead() -> None:
    fields = [claim(1_000 * n, period=NOVEMBER, speaker=f"{n}", war="russia-ukraine") for n in (1, 2, 3)]
    brief = compose([report("It was [1], [2] or [3].", *fields)], given=estimated(estimate(war="gaza")))
    assert brief.title == "Russia’s dead, November 2024: reports run from 1,000 to 3,000"
    assert {one.as_of for one in brief.takeaways} == {"Published up to 9 Dec 2024"}


def test_a_title_of_one_s_own_stands_over_an_estimate_too() -> None:
    assert compose(both(), options=Options(title="Ours"), given=estimated()).title == "Ours"


def test_what_was_left_out_is_counted_with_its_reason_and_leads_there() -> None:
    source = report(
        "[10] fell, [10] fell, [20] fell, they want [30], and it was [1999].",
        claim(10, period=NOVEMBER),
        claim(10, period=NOVEMBER, repeats="x"),
        claim(20),
        claim(30, status=Status.TARGET),
        "a year",
    )
    rejected = source.reading.claims[2].id
    source = replace(source, verdicts={rejected: Verdict(state=ReviewState.REJECTED, by="Ada", why="no")})
    one = estimate(war=None, aside=(("it bounds nothing", 2), ("it is of another party", 7)), since=3)
    brief = compose([source], options=Options(refused=[Refusal(what="x.pdf", why="torn")]), given=estimated(one))
    told = [(one.what, one.to) for one in brief.left_out]
    assert told == [
        ("1 document", "unread"),
        ("1 figure", "documents"),
        ("1 claim", "claims"),
        ("1 claim", "apart"),
        ("1 claim", "rejected"),
        ("7 claims from the estimate of Russia, 10 Jun 2024 to 20 Dec 2024", None),
        ("2 claims from the estimate of Russia, 10 Jun 2024 to 20 Dec 2024", None),
        ("3 claims from the estimate of Russia, 10 Jun 2024 to 20 Dec 2024", None),
    ]
    page = Page(html(brief))
    assert {to for _, to in told if to} <= set(page.ids)
    assert "date 1" in page.said
    assert {f'<a id="{to}"></a>' for to in ("unread", "rejected", "left-out")} <= set(markdown(brief).split("\n"))


def test_what_an_estimate_assumes_and_the_words_for_chances_are_told() -> None:
    one = estimate(assumed=(("killed level", "4000 (log-normal)", "Wide enough <b>."),))
    brief = compose(both(), options=OPTIONS, given=estimated(one))
    for said in (Page(html(brief)).said, markdown(brief).replace("&lt;", "<").replace("&gt;", ">")):
        assert "Wide enough <b>." in said
        assert "Intelligence Community Directive 203" in said
        assert "a roughly even chance" in said
    assert "Words for chances" not in html(compose(both(), options=OPTIONS))
