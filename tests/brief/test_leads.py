"""What may lead a brief: nothing asked, nothing doubtful, nothing credited beyond the text, one war at a time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from made_up import NOVEMBER, claim, report
from test_composition import told, words

from muster.brief.composition import Source, compose
from muster.brief.parts import ReviewState, Verdict
from muster.brief.sentences import asks
from muster.claims.measures import Measure
from muster.claims.period import Period

ASKED = [
    ("Fact check: were [35,000] Russian soldiers killed in November?", True),
    ("Were [35,000] killed in November, as No. 4 of the p.m. bulletin says? It was not so.", True),
    ("Were [1.2 million] lost?", True),
    ("“Did [35,000] fall?” she asked.", True),
    ("Some [35,000] were killed. Is that so?", False),
    ("Some [35,000] were killed\n\nWho says so?", False),
    ("Is it true? Some [35,000] were killed.", False),
    ("Some [35,000] were killed", False),
]


@pytest.mark.parametrize(("text", "asked"), ASKED)
def test_a_figure_stands_in_a_question_or_not(text: str, asked: bool) -> None:
    source = report(text, claim(35_000))
    (one,) = source.reading.claims
    assert asks(source.document, one.place) is asked


def said(marked: str = "A said [20,000] fell. B said [30,000].", *, war: str | None = "russia-ukraine") -> Source:
    return report(
        marked,
        claim(20_000, period=NOVEMBER, speaker="A", war=war),
        claim(30_000, period=NOVEMBER, speaker="B", war=war),
        title=marked,
    )


def doubtful(source: Source, place: int, sure: float) -> Source:
    one = source.reading.claims[place]
    (trace, *_) = source.reading.traces[one.id]
    traces = {**source.reading.traces, one.id: (trace._replace(confidence=sure),)}
    return replace(source, reading=replace(source.reading, traces=traces))


def test_a_question_does_not_make_the_headline() -> None:
    asked = said("A said [20,000] fell. Did [30,000] fall, as B says?")
    assert "reports run" in compose([said()]).title
    assert "reports run" not in compose([asked]).title
    assert not any("differ most" in one for one in told(compose([asked])))


def test_what_the_reader_doubts_does_not_make_the_headline_unless_a_person_has_judged_it() -> None:
    source = doubtful(said(), 1, 0.5)
    assert "reports run" not in compose([source]).title
    accepted = Verdict(state=ReviewState.ACCEPTED, by="ann")
    judged = replace(source, verdicts={source.reading.claims[1].id: accepted})
    assert compose([judged]).title.endswith("reports run from 20,000 to 30,000")


def test_a_paper_is_not_named_for_a_figure_that_it_credits_to_nobody() -> None:
    source = report(
        "[20,000] fell, or [30,000].",
        claim(20_000, period=NOVEMBER),
        claim(20_000, period=NOVEMBER, measure=Measure.LOSSES),
        publisher="The Gazette",
    )
    assert not any("Gazette" in one for one in told(compose([source])))
    assert "(speaker not named)" in " ".join(told(compose([source])))


def test_lists_of_names_are_not_set_against_each_other() -> None:
    source = report(
        "A has [88,726] names, B [198,000].",
        claim(88_726, measure=Measure.OBITUARIES, period=NOVEMBER, speaker="A"),
        claim(198_000, measure=Measure.OBITUARIES, period=NOVEMBER, speaker="B"),
    )
    assert "reports run" not in compose([source]).title


def old() -> Source:
    """Another war, written of less, with the wider gap."""
    period = Period(dt.date(1950, 1, 1), dt.date(1953, 12, 31))
    return report(
        "C said [36,516], D [415,004], E [54,246].",
        *(
            claim(n, period=period, speaker=who, war="korea")
            for n, who in ((36_516, "C"), (415_004, "D"), (54_246, "E"))
        ),
        title="Long ago",
    )


def test_the_war_most_written_of_leads() -> None:
    more = said("A wrote of [20,000], B of [30,000] again.")
    brief = compose([old(), said(), more])
    assert brief.title == "Russia’s dead, November 2024: reports run from 20,000 to 30,000"
    assert not any("415,004" in one for one in told(brief))


def test_an_undated_example_is_of_what_may_lead() -> None:
    source = report("Did [900] fall? A said [800].", claim(900, speaker="B"), claim(800, speaker="A"))
    (one,) = [
        sentence for sentence in (words(one.sentence) for one in compose([source]).takeaways) if "no period" in sentence
    ]
    assert one.startswith("2 figures of 2 give no period, such as 800 (A);")
