"""What a brief holds: everything that was read, set side by side only where it may be."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import NOVEMBER, both, claim, figure, nested, read, report, update, wire

from muster.brief.composition import Brief, Options, Source, compose
from muster.brief.parts import ReviewState, Selection, Sentence, Verdict
from muster.brief.render import html, markdown
from muster.brief.sheet import MORE
from muster.claims.claim import Claim, Place
from muster.claims.errors import UsageError
from muster.claims.figure import Per
from muster.claims.measures import Measure, Status
from muster.claims.party import Party


def words(sentence: Sentence) -> str:
    return "".join(part.text for part in sentence)


def told(brief: Brief) -> list[str]:
    return [words(sentence) for sentence in brief.takeaways]


def anchors(brief: Brief) -> Iterable[str]:
    for section in brief.sections:
        for block in section.blocks:
            for group in block.groups:
                yield from (row.anchor for row in group.rows)
    for group in brief.apart:
        yield from (row.anchor for row in group.rows)


def test_every_claim_is_in_the_list_and_in_one_table() -> None:
    brief = compose(both())
    every = [one.id for source in both() for one in source.reading.claims]
    assert sorted(row.anchor for row in brief.rows) == sorted(every)
    assert sorted(anchors(brief)) == sorted(every)


def test_the_title_says_what_was_found_and_the_figures_lead_to_their_words() -> None:
    brief = compose(both())
    assert brief.title == "Russia’s killed and wounded, November 2024: reports run from 38,000 to 45,690"
    first = brief.takeaways[0]
    assert words(first) == (
        "The widest gap: of 2 figures for Russia’s killed and wounded, November 2024, the lowest is at least 38,000 (The Institute), "
        "the highest about 45,690 (Ministry in London), 1.2 times as much."
    )
    links = {part.text: part.to for part in first if part.to}
    assert links == {
        row.figure: f"c-{row.anchor}" for row in brief.rows if row.figure in ("at least 38,000", "about 45,690")
    }


def test_speakers_on_one_body_s_data_are_named_together() -> None:
    brief = compose(both())
    (basis,) = [one for one in brief.bases if one.shared]
    assert (basis.name.casefold(), basis.claims) == ("staff in kyiv", 4)
    assert [(voice.speaker, voice.own, voice.claims) for voice in basis.voices] == [
        ("Staff in Kyiv", True, 1),
        ("Ministry in London", False, 2),
        ("The Institute", False, 1),
    ]
    assert any("do not confirm one another" in one for one in told(brief))


def test_an_army_without_a_name_is_another_one_in_another_document() -> None:
    said = [
        report(f"[{number}] fell, the {who} said, from the army.", claim(number, speaker=who, source="army"), title=who)
        for number, who in ((1000, "Gazette"), (2000, "Courier"))
    ]
    assert [(basis.name, basis.shared) for basis in compose(said).bases] == [("army", False), ("army", False)]


def test_one_number_under_two_measures_is_pointed_out() -> None:
    said = report(
        "Kyiv eliminated [35,000] in November. The alliance calls the [35,000] dead.",
        claim(35_000, measure=Measure.LOSSES, period=NOVEMBER, speaker="Kyiv"),
        claim(35_000, period=NOVEMBER, speaker="The alliance"),
    )
    number = "35,000 is told as losses (Kyiv) and 35,000 is told as killed (The alliance)."
    assert f"One number goes by 2 names: for Russia, November 2024, {number}" in told(compose([said]))


def test_a_part_is_not_set_against_the_whole() -> None:
    said = report(
        "[Six] generals and [15,000] men, said A. B said [10,000].",
        claim(6, period=NOVEMBER, speaker="C"),
        claim(15_000, period=NOVEMBER, speaker="A"),
        claim(10_000, period=NOVEMBER, speaker="B"),
    )
    assert compose([said]).title.endswith("reports run from 10,000 to 15,000")


def test_one_voice_is_not_set_against_itself() -> None:
    said = report(
        "[15,000], or [10,000].",
        claim(15_000, period=NOVEMBER, speaker="A"),
        claim(10_000, period=NOVEMBER, speaker="A"),
    )
    assert not any("widest" in one for one in told(compose([said])))


def test_rates_and_totals_are_never_set_against_each_other() -> None:
    said = report(
        "[1,000] a day, [30,000] in all.",
        claim(figure(1000, per=Per.DAY), period=NOVEMBER, speaker="A"),
        claim(30_000, period=NOVEMBER, speaker="B"),
    )
    brief = compose([said])
    assert not any("widest" in one for one in told(brief))
    assert any(one.startswith("The 2 figures are 1 total and 1 rate: they are kept apart here") for one in told(brief))


def test_repeats_are_listed_and_not_counted() -> None:
    first = wire()
    one = first.reading.claims[0]
    again = replace(first.reading.claims[1], figure=one.figure, measure=one.measure, repeats=one.id)
    source = read(first.document, [one, again])
    brief = compose([source])
    assert len(brief.rows) == 2
    assert words(brief.lede).startswith("1 figure of")
    assert brief.method.repeats == 1
    assert [row.repeats for row in brief.rows] == [None, one.id]
    assert sum(basis.claims for basis in brief.bases) == 1


@pytest.mark.parametrize("status", [Status.TARGET, Status.NEEDED, Status.FORECAST, Status.HISTORICAL])
def test_what_is_not_of_what_is_stands_apart(status: Status) -> None:
    brief = compose([report("[50,000] a month", claim(50_000, status=status, period=NOVEMBER))])
    assert (brief.sections, brief.timelines, brief.bases) == ((), (), ())
    assert [row.figure for group in brief.apart for row in group.rows] == ["50,000"]


def judged_wrong() -> tuple[Brief, Claim]:
    source = update()
    wrong = source.reading.claims[0]
    verdicts = {wrong.id: Verdict(state=ReviewState.REJECTED, by="ann", why="a typing error")}
    return compose([replace(source, verdicts=verdicts)]), wrong


def test_a_rejected_claim_is_set_aside_and_shown() -> None:
    brief, wrong = judged_wrong()
    assert wrong.id not in set(anchors(brief))
    assert [(row.figure, row.review) for row in brief.method.set_aside] == [
        ("1,523 a day", "rejected by ann: a typing error")
    ]


def test_a_rejected_claim_is_in_no_list_and_in_nothing_to_take_along() -> None:
    brief, wrong = judged_wrong()
    assert wrong.id not in {row.anchor for row in brief.rows}
    assert wrong.id not in {one.id for one in brief.claims}
    assert wrong.id not in brief.sheet
    assert [page.claims for page in brief.pages] == [2]


def test_the_sheet_tells_of_each_claim_its_sentence_where_it_stands_and_what_was_judged() -> None:
    source = update()
    accepted = Verdict(state=ReviewState.ACCEPTED, by="ann")
    source = replace(
        source,
        document=replace(source.document, origin="/home/ann/news/daily.txt"),
        verdicts={source.reading.claims[1].id: accepted},
    )
    (_, second, _) = csv.DictReader(io.StringIO(compose([source]).sheet.removeprefix("\ufeff")))
    assert {name: second[name] for name in ("figure", "publisher", "published", *MORE)} == {
        "figure": "about 45,690",
        "publisher": "Ministry in London",
        "published": "2024-12-09",
        "sentence": "The month cost about 45,690 in all.",
        "title": "Daily figures",
        "origin": "daily.txt",
        "review": "accepted",
        "confidence": "0.90",
    }


def test_a_document_says_which_file_or_address_it_was_read_from_without_the_folders_all_lie_in() -> None:
    origins = ["/home/ann/news/a/one.txt", "/home/ann/news/two.txt", "https://example.org/three", None]
    sources = [report(f"Nothing in {n}.", title=str(n), origin=origin) for n, origin in enumerate(origins)]
    assert [page.origin for page in compose(sources).pages] == [
        "a/one.txt",
        "two.txt",
        "https://example.org/three",
        None,
    ]


def test_of_a_publisher_who_is_not_known_nothing_is_said() -> None:
    said = report("[50] fell.", claim(50), publisher=None)
    assert "Publisher not stated" not in html(compose([said])) + markdown(compose([said]))
    assert [row.printed for row in compose([said]).rows] == ["9 Dec 2024"]
    assert compose([replace_document(said, published=None)]).rows[0].printed == "undated"


def replace_document(source: Source, **fields: object) -> Source:
    """The source with another document of the same text."""
    document = replace(source.document, **fields)  # type: ignore[arg-type]
    claims = [replace(one, place=replace(one.place, document=document.id)) for one in source.reading.claims]
    return read(document, claims)


def test_an_amended_claim_is_told_as_amended_under_its_own_anchor() -> None:
    source = update()
    one = source.reading.claims[0]
    verdict = Verdict(
        state=ReviewState.AMENDED, by="ann", why="the other side", amended=replace(one, party=Party("UA"))
    )
    brief = compose([replace(source, verdicts={one.id: verdict})])
    (row,) = [row for row in brief.rows if row.anchor == one.id]
    assert (row.party, row.review) == ("Ukraine", "amended by ann: the other side")


def test_a_brief_can_be_narrowed() -> None:
    brief = compose(both(), options=Options(selection=Selection(parties=frozenset({Party("UA")}))))
    assert [row.party for row in brief.rows] == ["Ukraine"]
    assert [page.title for page in brief.pages] == ["A costly month"]
    assert "Ukraine" in brief.method.narrowed


def test_nothing_found_is_said() -> None:
    assert compose([]).title == "No figure of losses, recruitment or strength in 0 documents"
    assert compose([report("Nothing here.")]).takeaways == ()


def test_a_claim_that_its_document_does_not_bear_out_is_refused() -> None:
    source = wire()
    forged = Claim(quote="99,000", place=Place(document=source.document.id, start=0, end=6), **claim(99_000))
    with pytest.raises(UsageError, match="must stand in its document"):
        compose([read(source.document, [forged])])


def test_a_reading_of_another_document_is_refused() -> None:
    with pytest.raises(UsageError, match="of its document"):
        compose([replace(wire(), document=update().document)])


def test_timelines_draw_the_dated_and_no_more_than_forty_of_them() -> None:
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=day) for day in range(60)]
    marked = " ".join(f"[{1000 + n}]" for n in range(60))
    fields = [claim(1000 + n, period=type(NOVEMBER)(day, day)) for n, day in enumerate(days)]
    (line,) = compose([report(marked, *fields)]).timelines
    assert len(line.marks) == len(line.rows) == 40
    assert line.left_out == "The latest 40 are drawn; 20 earlier claims in the table of all claims alone."


def test_undated_claims_are_on_no_timeline() -> None:
    assert compose([nested()]).timelines == ()


@settings(max_examples=20, deadline=None)
@given(st.permutations([update(), wire(), nested(), update()]))
def test_the_order_of_documents_changes_nothing_and_twice_is_once(sources: list[object]) -> None:
    assert compose(sources) == compose([nested(), wire(), update()])  # type: ignore[arg-type]
