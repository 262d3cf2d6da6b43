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

from muster.brief.composition import Options, Source, compose
from muster.brief.parts import ReviewState, Selection, Sentence, Verdict
from muster.brief.render import html, markdown
from muster.brief.whole import Brief
from muster.claims.claim import Claim, Place
from muster.claims.errors import UsageError
from muster.claims.figure import Figure, Per
from muster.claims.measures import Measure, Status
from muster.claims.party import Party
from muster.claims.period import UNDATED
from muster.claims.wire import EXTRA as MORE


def words(sentence: Sentence) -> str:
    return "".join(part.text for part in sentence)


def told(brief: Brief) -> list[str]:
    return [words(one.sentence) for one in brief.takeaways]


def anchors(brief: Brief) -> Iterable[str]:
    for block in (block for chapter in brief.chapters for section in chapter.sections for block in section.blocks):
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
    said = report(
        "A said [20,000], B [30,000] and C [about 26,000].",
        claim(20_000, period=NOVEMBER, speaker="A"),
        claim(30_000, period=NOVEMBER, speaker="B"),
        claim(figure(26_000, bound="about"), period=NOVEMBER, speaker="C"),
    )
    brief = compose([said])
    assert brief.title == "Russia’s dead, November 2024: reports run from 20,000 to 30,000"
    first = brief.takeaways[0].sentence
    assert words(first) == (
        "Reports differ most on Russia’s dead, November 2024: 20,000 (A) against 30,000 (B), 1.5 times as much, "
        "among 3 figures for that time."
    )
    links = {part.text: part.to for part in first if part.to}
    assert links == {row.figure: f"c-{row.anchor}" for row in brief.rows if row.figure in ("20,000", "30,000")}


@pytest.mark.parametrize(
    ("low", "high", "differ"),
    [
        (figure(48_240), figure(50_000, bound="at_least"), False),  # a reader's eye sees one figure
        (figure(38_000, bound="at_least"), figure(61_000), False),  # which is at least as many
        (figure(20_000), figure(None, 61_000, bound="at_most"), False),
        (figure(30_000), figure(50_000, bound="at_least"), True),
        (figure(None, 20_000, bound="at_most"), figure(61_000), True),
        (figure(10_000, 20_000, "between"), figure(23_000, 40_000, "between"), False),
        (figure(10_000, 20_000, "between"), figure(30_000, 40_000, "between"), True),
        (figure(2_000), figure(61_000), False),  # a part of the other, rather
    ],
)
def test_a_headline_is_of_figures_that_contradict_each_other(low: Figure, high: Figure, *, differ: bool) -> None:
    said = report(
        "A said [one figure], B [another].",
        claim(low, period=NOVEMBER, speaker="A"),
        claim(high, period=NOVEMBER, speaker="B"),
    )
    assert ("reports run" in compose([said]).title) is differ


def test_a_figure_that_nobody_is_credited_with_is_set_against_another_only_where_there_is_no_other() -> None:
    said = report(
        "[10,000] fell. A said [30,000], B [25,000].",
        claim(10_000, period=NOVEMBER),
        claim(30_000, period=NOVEMBER, speaker="A"),
        claim(25_000, period=NOVEMBER, speaker="B"),
    )
    assert compose([said]).title.endswith("reports run from 25,000 to 30,000")
    alone = report(
        "[10,000] fell. A said [30,000].", claim(10_000, period=NOVEMBER), claim(30_000, period=NOVEMBER, speaker="A")
    )
    assert compose([alone]).title.endswith("reports run from 10,000 to 30,000")


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


def test_a_shorter_form_of_a_name_and_the_one_fuller_form_are_one_speaker() -> None:
    said = report(
        "Zelensky: [3,000]. Volodymyr Zelensky: [4,000]. General Staff: [5,000]. Ukraine: [600]. Armed Forces of Ukraine: [700].",
        claim(3_000, party=Party("UA"), period=NOVEMBER, speaker="Zelensky"),
        claim(4_000, party=Party("UA"), period=NOVEMBER, speaker="Volodymyr Zelensky"),
        claim(5_000, speaker="General Staff"),
        claim(600, speaker="Ukraine"),
        claim(700, speaker="Armed Forces of Ukraine"),
    )
    brief = compose([said])
    names = {voice.speaker: voice.claims for basis in brief.bases for voice in basis.voices}
    assert names == {"Volodymyr Zelensky": 2, "General Staff": 1, "Ukraine": 1, "Armed Forces of Ukraine": 1}
    assert "stated by 4 named speakers" in words(brief.lede)
    assert brief.method.speakers == 4
    assert "reports run" not in brief.title
    two = report(
        "[1] [2] [3]",
        *(claim(9, speaker=who) for who in ("General Staff", "Ukrainian General Staff", "Russian General Staff")),
    )
    assert compose([two]).method.speakers == 3


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
    assert not any("differ most" in one for one in told(compose([said])))


def test_a_range_is_not_set_against_what_lies_within_it() -> None:
    said = report(
        "A said [between 30,000 and 45,000], B [44,000].",
        claim(figure(30_000, 45_000, "between"), period=NOVEMBER, speaker="A"),
        claim(44_000, period=NOVEMBER, speaker="B"),
    )
    assert "reports run" not in compose([said]).title


def test_rates_of_different_times_make_a_finding_and_no_headline() -> None:
    rates = [(1000, NOVEMBER, "A"), (1500, UNDATED, "B")]
    fields = [claim(figure(n, per=Per.DAY), period=period, speaker=who) for n, period, who in rates]
    brief = compose([report("A said [1,000] a day, B [1,500].", *fields)])
    assert brief.title == "Russia’s dead, November 2024: 1,000 a day, according to A"
    assert ["different times" in one for one in told(brief)][:2] == [False, True]


def test_rates_and_totals_are_never_set_against_each_other() -> None:
    said = report(
        "[1,000] a day, [30,000] in all.",
        claim(figure(1000, per=Per.DAY), period=NOVEMBER, speaker="A"),
        claim(30_000, period=NOVEMBER, speaker="B"),
    )
    brief = compose([said])
    assert not any("differ most" in one for one in told(brief))
    assert any(one.startswith("The 2 figures are 1 total and 1 rate: they are kept apart here") for one in told(brief))


def test_figures_with_civilians_stand_apart_and_are_said_to_be() -> None:
    said = report(
        "A said [49] civilians and [300] soldiers died. B said [60] civilians.",
        claim(49, civilian=True, period=NOVEMBER, speaker="A"),
        claim(300, period=NOVEMBER, speaker="A"),
        claim(60, civilian=True, period=NOVEMBER, speaker="B"),
    )
    brief = compose([said])
    ((section,),) = [chapter.sections for chapter in brief.chapters]
    assert [(block.title, block.size) for block in section.blocks] == [("Killed", 1), ("Killed, civilian or mixed", 2)]
    assert brief.title == "Russia’s dead, civilian or mixed, November 2024: reports run from 49 to 60"
    assert "49 · killed, civilian or mixed" in [mark["figure"] for mark in brief.timelines[0].marks]
    assert "included" not in html(brief)


def test_where_a_government_s_civilians_are_counted_it_is_the_country_that_is_named() -> None:
    said = report(
        "A said [20,000] people died, B [61,000]; C counted [300] soldiers.",
        claim(20_000, party=Party("SD"), war="sudan", civilian=True, period=NOVEMBER, speaker="A"),
        claim(61_000, party=Party("SD"), war="sudan", civilian=True, period=NOVEMBER, speaker="B"),
        claim(300, party=Party("SD"), war="sudan", period=NOVEMBER, speaker="C"),
    )
    brief = compose([said])
    (chapter,) = brief.chapters
    titles = [section.title for section in chapter.sections]
    assert titles == ["Sudan (whole country)", "Sudan's army and government"]
    assert len({section.anchor for section in chapter.sections}) == 2
    assert brief.title.startswith("Sudan’s dead, civilian or mixed, November 2024: reports run from 20,000")
    assert {row.party for row in brief.rows} == set(titles)


def two_wars() -> list[Source]:
    said = report(
        "A said [49] and [51] Russians died, B [12] Ukrainians.",
        claim(49, war="russia-ukraine", period=NOVEMBER, speaker="A"),
        claim(51, war="russia-ukraine", period=NOVEMBER, speaker="A"),
        claim(12, party=Party("UA"), war="russia-ukraine", speaker="B"),
    )
    other = report(
        "C said [7] and [9] died in Georgia. D said [5] were lost.",
        claim(7, war="georgia", period=NOVEMBER, speaker="C"),
        claim(9, war="georgia", period=NOVEMBER, speaker="C"),
        claim(5, speaker="D"),
    )
    return [said, other]


def test_what_the_reports_say_is_told_war_by_war_with_their_names() -> None:
    brief = compose(two_wars())
    assert [(chapter.title, chapter.counted, [s.title for s in chapter.sections]) for chapter in brief.chapters] == [
        ("Russia–Ukraine war", 3, ["Russia", "Ukraine"]),
        ("Russo-Georgian war", 2, ["Russia"]),
        ("War not told", 1, ["Russia"]),
    ]
    assert [line.title for line in brief.timelines] == [
        "Russia–Ukraine war, Russia: losses",
        "Russo-Georgian war, Russia: losses",
    ]
    assert "By war: Russia–Ukraine war (3), Russo-Georgian war (2) and War not told (1)." in words(brief.lede)
    for form in (html, markdown):
        assert form(brief).index("Russia–Ukraine war") < form(brief).index("Russo-Georgian war")


def test_the_lede_accounts_for_every_claim() -> None:
    source = update()
    first, second, _ = source.reading.claims
    again = replace(second, repeats=first.id, period=UNDATED)
    source = read(source.document, [*source.reading.claims, again])
    source = replace(source, verdicts={first.id: Verdict(state=ReviewState.REJECTED, by="ann")})
    brief = compose([source])
    assert words(brief.lede).startswith(
        "1 figure of losses, recruitment and strength, stated by 1 named speaker in 1 document. They are what counts of 4 claims: "
        "1 says again what the same document has said, 1 tells of goals, needs, forecasts or other wars and 1 was rejected by review."
    )
    assert (brief.method.claims, brief.method.counted) == (4, 1)
    assert "counts of" not in words(compose([nested()]).lede)


def test_where_nothing_can_be_set_side_by_side_the_figure_most_is_said_of_leads() -> None:
    said = report(
        "[300] soldiers, A and B said; [200], said A of October. C counted [40] deserters.",
        claim(300, period=NOVEMBER, speaker="A", war="russia-ukraine"),
        claim(200, speaker="A", war="russia-ukraine"),
        claim(40, measure=Measure.DESERTED, speaker="C", war="russia-ukraine"),
    )
    again = report(
        "B said [300] too.",
        claim(300, period=NOVEMBER, speaker="B", war="russia-ukraine"),
        published=dt.date(2025, 1, 1),
    )
    brief = compose([said, again])
    assert brief.title == "Russia’s dead, November 2024: 300, according to A and B"
    assert told(brief)[0] == "Most is said of Russia’s dead: 3 figures, such as 300, November 2024 (A)."


def test_where_nobody_is_credited_the_headline_counts() -> None:
    brief = compose([report("[300] fell, or [40].", claim(300, war="korea"), claim(40, war="korea"))])
    assert brief.title == "Korean War: 2 figures of losses, recruitment and strength in 1 document"


def test_goals_alone_are_not_called_what_happened() -> None:
    brief = compose([report("It wants [300].", claim(300, status=Status.TARGET))])
    assert brief.title == "1 figure of goals, needs, forecasts or other wars, in 1 document"


def test_that_rates_stand_apart_is_said_last_and_only_where_there_are_any() -> None:
    rated = compose([*both(), nested()])
    assert "kept apart here" in told(rated)[-1]
    levels = report("[300] fell. [500] serve.", claim(300), claim(500, measure=Measure.STRENGTH))
    assert not any("kept apart" in one for one in told(compose([levels])))


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
    assert (brief.chapters, brief.timelines, brief.bases) == ((), (), ())
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
        document=replace(source.document, origin="/srv/news/daily.txt"),
        verdicts={source.reading.claims[1].id: accepted},
    )
    (_, second, _) = csv.DictReader(io.StringIO(compose([source]).sheet.removeprefix("\ufeff")))
    assert {name: second[name] for name in ("figure", "publisher", "published", *MORE)} == {
        "figure": "about 45,690",
        "publisher": "Ministry in London",
        "published": "2024-12-09",
        "sentence": "The month cost about 45,690 in all.",
        "title": "Daily figures",
        "found_at": "daily.txt",
        "review": "accepted",
        "confidence": "0.9",
        "as_amended": "",
    }


def test_an_amended_claim_is_in_the_sheet_as_amended_under_the_id_it_was_read_with() -> None:
    source = update()
    one = source.reading.claims[0]
    amended = replace(one, party=Party("UA"))
    verdict = Verdict(state=ReviewState.AMENDED, by="ann", amended=amended)
    sheet = compose([replace(source, verdicts={one.id: verdict})]).sheet
    first = next(csv.DictReader(io.StringIO(sheet.removeprefix("\ufeff"))))
    assert [first[name] for name in ("id", "as_amended", "party", "review")] == [one.id, amended.id, "UA", "amended"]


def test_a_document_says_which_file_or_address_it_was_read_from_without_its_folders() -> None:
    origins = ["/srv/news/a/one.txt", "/srv/news/two.txt", "https://example.org/three", None]
    sources = [report(f"Nothing in {n}.", title=str(n), origin=origin) for n, origin in enumerate(origins)]
    assert [page.origin for page in compose(sources).pages] == [
        "one.txt",
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
