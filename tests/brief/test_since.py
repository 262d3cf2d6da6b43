"""What changed since an earlier brief: told claim by claim, finding by finding, and where a number left its band."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from estimated import band, course, estimate, estimated
from hostile import STRINGS
from hypothesis import given as drawn
from hypothesis import strategies as st
from made_up import NOVEMBER, both, claim, finding, report, told
from test_render import Page

from muster.brief.composition import Options, compose
from muster.brief.facts import Facts, Found, Number, Stated, read, written
from muster.brief.given import Given
from muster.brief.parts import ReviewState, Selection, Verdict
from muster.brief.render import html, markdown
from muster.brief.whole import Brief
from muster.brief.words import visible
from muster.claims.errors import UsageError
from muster.claims.figure import Figure
from muster.claims.party import Party

WORDS = st.text(max_size=8)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
FACTS = st.builds(
    Facts,
    title=WORDS,
    made=WORDS,
    narrowed=WORDS,
    claims=st.dictionaries(WORDS, st.builds(Stated, says=WORDS, words=WORDS), max_size=3),
    findings=st.dictionaries(WORDS, st.builds(Found, kind=WORDS, severity=WORDS, sentence=WORDS), max_size=3),
    numbers=st.dictionaries(
        WORDS, st.builds(Number, of=WORDS, when=WORDS, middle=NUMBERS, low=NUMBERS, high=NUMBERS), max_size=3
    ),
    signs=st.dictionaries(WORDS, WORDS, max_size=3),
    runs=st.lists(WORDS, max_size=2).map(tuple),
)


def kinds(brief: Brief) -> dict[str, list[str]]:
    assert brief.changed is not None
    return {kind.title: ["".join(part.text for part in line) for line in kind.lines] for kind in brief.changed.kinds}


@drawn(FACTS)
def test_what_is_written_is_read_again(facts: Facts) -> None:
    assert read(written(facts)) == facts


def test_a_brief_held_against_itself_has_no_changes() -> None:
    first = compose(both(), given=estimated())
    again = compose(both(), given=estimated(), options=Options(since=read(written(first.facts))))
    held = kinds(again)
    assert list(held) == ["Numbers that held"]
    assert held["Numbers that held"][0].startswith(f"{len(first.facts.numbers)} of {len(first.facts.numbers)} numbers")


def test_claims_that_came_went_or_were_amended_are_told() -> None:
    old = report(
        "The Staff said [1,000] fell and [50] were missing.", claim(1_000, speaker="Staff", period=NOVEMBER), claim(50)
    )
    new = report("Now [2,000] fell, it said.", claim(2_000, speaker="Staff", period=NOVEMBER), title="The next day")
    first, second = old.reading.claims
    amended = replace(first, figure=Figure(low=1100, high=1100))
    now = replace(
        old,
        verdicts={
            first.id: Verdict(state=ReviewState.AMENDED, by="Ada", why="a slip", amended=amended),
            second.id: Verdict(state=ReviewState.REJECTED, by="Ada", why="of another war"),
        },
    )
    brief = compose([now, new], options=Options(since=compose([old]).facts))
    assert kinds(brief) == {
        "1 new claim": ["2,000, Russia, killed, November 2024 (Staff; The next day)"],
        "1 claim amended": [
            "1,000, Russia, killed, November 2024 (Staff; A report) is now 1,100, Russia, killed, November 2024 (Staff; A report)"
        ],
        "1 claim that stands no more": [
            "50, Russia, killed, undated (speaker not named; A report): rejected by Ada: of another war"
        ],
    }


def test_findings_that_are_new_or_settled_are_told() -> None:
    claims = [one for source in both() for one in source.reading.claims]
    then = Given(findings=(told(finding("rival", "not_both", "minor", claims[0], sentence="Once so.")),))
    now = Given(findings=(told(finding("rival", "not_both", "grave", claims[1], sentence="Now so.")),))
    brief = compose(both(), given=now, options=Options(since=compose(both(), given=then).facts))
    new, settled = kinds(brief).values()
    assert new[0].endswith("grave: Now so.")
    assert settled[0].endswith("minor: Once so.")
    assert list(kinds(brief)) == ["1 new finding", "1 finding settled or set aside"]


def test_a_number_has_moved_where_its_middle_leaves_the_band_it_had() -> None:
    first = compose(both(), given=estimated())
    inside, beyond = (estimate(courses=(course("killed and wounded", middle),)) for middle in (36_000, 60_000))
    held = kinds(compose(both(), given=estimated(inside), options=Options(since=first.facts)))
    assert list(held) == ["Numbers that held"]
    moved = kinds(compose(both(), given=estimated(beyond), options=Options(since=first.facts)))
    (line,) = moved["1 quantity with numbers that moved beyond their bands"]
    assert line == (
        "Russia, killed and wounded by month: 7 of 7 numbers, most in June 2024, now 60,000 (80 of 100 between 45,000 and 75,000), then "
        "30,000 (22,500 to 37,500)."
    )
    assert band(30_000).most == (22_500, 37_500)


def test_totals_of_other_days_are_not_held_against_one_another() -> None:
    first = compose(both(), given=estimated())
    later = estimate(last=estimate().last.replace(day=31), courses=(), lines=estimate().lines)
    assert list(kinds(compose(both(), given=estimated(later), options=Options(since=first.facts)))) == ["Numbers"]


def test_another_narrowing_is_said() -> None:
    whole, part = (
        compose(both()),
        Options(selection=Selection(parties=frozenset({Party("UA")})), since=compose(both()).facts),
    )
    brief = compose(both(), options=part)
    assert brief.changed is not None
    assert "It was narrowed to nothing and this one to" in brief.changed.about
    assert len(brief.facts.claims) < len(whole.facts.claims)


def hostile_facts() -> Facts:
    return Facts(
        title=STRINGS[0],
        made=STRINGS[2],
        narrowed="",
        claims={f"{n}": Stated(says="", words=one) for n, one in enumerate(STRINGS[:20])},
        findings={f"{n}": Found(kind=one, severity=one, sentence=one) for n, one in enumerate(STRINGS[20:40])},
        numbers={},
        signs={},
        runs=(),
    )


def test_hostile_words_of_an_earlier_brief_stay_words() -> None:
    brief = compose(both(), options=Options(since=hostile_facts()))
    since = replace(compose(both()).facts, made="2024-12-01")
    page, plain = Page(html(brief)), Page(html(compose(both(), options=Options(since=since))))
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in plain.tags}
    assert all(visible(one) in page.said for one in STRINGS[:40])
    assert not re.search(r"<(?!/?(?:a|mark|sup|details|summary|br)\b)[a-z!?]", markdown(brief))


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ("no json", "no JSON"),
        ("[]", "no facts of a brief"),
        ('{"format": "another"}', "no facts of a brief"),
        ('{"format": "muster brief", "version": 99}', "another version"),
        ('{"format": "muster brief", "version": 1, "title": "x"}', "altered"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_what_is_no_brief_is_refused_in_a_sentence(held: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read(held)


def test_words_are_never_taken_for_numbers() -> None:
    held = json.loads(written(compose(both(), given=estimated()).facts))
    name = next(iter(held["numbers"]))
    held["numbers"][name]["middle"] = "30000"
    with pytest.raises(UsageError, match="altered"):
        read(json.dumps(held))
