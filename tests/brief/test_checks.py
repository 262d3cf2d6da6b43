"""Findings on the page: by kind, gravest first, each beside its sentences; what agrees is folded, what was set aside says by whom."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from made_up import both, claim, finding, given, report, told, update, wire
from test_render import Page, large

from muster.brief.checks import Checks
from muster.brief.composition import Options, compose
from muster.brief.given import Given, Told
from muster.brief.parts import Selection
from muster.brief.render import MOST_FINDINGS, html, markdown
from muster.claims.finding import Severity
from muster.claims.kinds import KINDS, VERDICTS
from muster.claims.measures import Measure
from muster.claims.party import Party


def checked(made: Given, **selection: object) -> Checks:
    found = compose(both(), given=made, options=Options(selection=Selection(**selection))).checks  # type: ignore[arg-type]
    assert found is not None
    return found


def titles(found: Checks) -> list[str]:
    return [kind.title for kind in found.kinds]


def test_findings_stand_by_kind_the_gravest_first() -> None:
    found = checked(given())
    assert titles(found) == ["Rival figures", "Contradiction", "Implied ratio", "Record"]
    assert found.counted == "1 grave, 1 minor and 2 notes"
    assert (found.standing, found.agreed, found.aside) == (4, 1, 1)


def test_what_agrees_is_apart_and_what_was_set_aside_comes_last_and_says_by_whom() -> None:
    found = checked(given())
    assert [(kind.title, len(kind.findings)) for kind in found.agreements] == [("Rate and total", 1)]
    rivals = found.kinds[0]
    assert [one.aside for one in rivals.findings] == ["", "by ann on 11 Dec 2024: one counts prisoners"]
    assert rivals.counted == "1 grave"


def test_a_finding_has_the_sentence_of_each_of_its_claims_and_who_said_it_where_and_when() -> None:
    first = checked(given()).kinds[0].findings[0]
    assert [(one.words, one.to) for one in first.quotes] == [
        ("about 45,690", f"c-{update().reading.claims[1].id}"),
        ("45,720", f"c-{wire().reading.claims[1].id}"),
    ]
    assert first.quotes[1].before == "The staff itself says "
    assert first.quotes[1].after == " were lost."
    assert first.quotes[1].who == "Staff in Kyiv"
    assert first.quotes[1].where == "A costly month, The Gazette, 2 Dec 2024"
    assert first.numbers == ("least relative change 0.25",)


def test_the_order_of_what_is_given_and_of_documents_changes_nothing_within_a_severity() -> None:
    made = given()
    mixed = list(made.findings)
    random.Random(1).shuffle(mixed)
    assert titles(checked(replace(made, findings=tuple(mixed)))) == titles(checked(made))
    assert compose(both()[::-1], given=made) == compose(both(), given=made)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ({"parties": frozenset({Party("UA")})}, ["Contradiction"]),
        ({"measures": frozenset({Measure.LOSSES})}, ["Rival figures"]),
        ({"measures": frozenset({Measure.STRENGTH})}, ["Implied ratio"]),
        ({"wars": frozenset({"tigray"})}, []),
    ],
)
def test_a_narrowed_brief_has_the_findings_on_what_it_is_of(selection: dict[str, object], expected: list[str]) -> None:
    found = checked(given(), **selection)
    assert titles(found) == expected


def test_a_claim_outside_of_what_was_asked_for_is_quoted_and_leads_to_its_document_at_most() -> None:
    asked = Options(selection=Selection(measures=frozenset({Measure.LOSSES})))
    brief = compose(both(), given=given(), options=asked)
    page = Page(html(brief))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert "about 45,690" in page.said, "in a document that has no claim of what was asked for"
    assert f"c-{update().reading.claims[1].id}" not in page.ids


def test_nothing_found_is_said_in_one_line_and_what_was_not_checked_has_no_chapter() -> None:
    nothing = compose(both(), given=Given())
    assert "The checks found nothing to say of these figures." in html(nothing)
    assert "The checks found nothing to say of these figures." in markdown(nothing)
    unchecked = html(compose(both()))
    assert 'id="findings"' not in unchecked
    assert "#findings" not in unchecked


def test_the_page_says_how_grave_in_words_and_shows_the_id() -> None:
    page = Page(html(compose(both(), given=given())))
    first = given().findings[0].finding
    said = " ".join(page.texts[f"f-{first.id}"].split())
    assert said.startswith(f"Grave {VERDICTS[first.verdict]} {first.id[:12]} {first.sentence}")
    aside = given().findings[1].finding
    assert "Set aside by ann on 11 Dec 2024: one counts prisoners" in page.texts[f"f-{aside.id}"]


def test_markdown_has_the_findings_with_their_sentences() -> None:
    text = markdown(compose(both(), given=given()))
    first = given().findings[0].finding
    anchor = wire().reading.claims[1].id
    assert f'- <a id="f-{first.id}"></a>**Grave**, not both: The rival of 2 claims. `{first.id[:12]}`' in text
    assert (
        f"  - “The staff itself says [45,720](#c-{anchor}) were lost.” (45,720, Russia, losses, November 2024;" in text
    )
    assert "| Staff in Kyiv | Ministry in London | the text says whose data it is: said to be on its data | 2 |" in text


# ------------------------------------------------------------------ among what stands out
def leads(*findings: Told) -> list[str]:
    found = compose(both(), given=Given(findings=findings)).checks
    assert found
    return [one.anchor for one in found.leads]


def test_the_gravest_finding_stands_above_the_tables_and_leads_to_its_sentences() -> None:
    brief = compose(both(), given=given())
    first = given().findings[0].finding
    assert brief.checks
    (one, *_) = brief.checks.leads
    assert (one.anchor, one.severity_words, one.title) == (f"f-{first.id}", "Grave", "Rival figures")
    for text in (html(brief), markdown(brief)):
        assert text.index("What cannot all be true") < text.index("What the reports say")
    page = Page(html(brief))
    assert f"#f-{first.id}" in page.links
    assert all(f"#{to}" in page.links and to in page.ids for _, to in one.sentences)


def test_the_gravest_come_first_and_of_many_the_page_says_how_many_more() -> None:
    first, second, apart = update().reading.claims
    third = wire().reading.claims[0]
    serious = told(finding("rival", "not_both", "serious", first, second))
    grave = told(finding("contradiction", "no_account", "grave", first, third))
    small = told(finding("rival", "not_both", "minor", apart))
    brief = compose(both(), given=Given(findings=(small, serious, grave)))
    assert brief.checks
    assert [one.severity.value for one in brief.checks.leads] == ["grave", "serious"]
    assert "And 1 more finding, each with its sentences" in Page(html(brief)).said


def test_a_second_finding_on_the_very_same_figures_leads_to_the_first() -> None:
    first, second, _ = update().reading.claims
    grave = told(finding("contradiction", "no_account", "grave", first, second))
    falls = told(finding("cumulative", "falls", "serious", first, second))
    brief = compose(both(), given=Given(findings=(grave, falls)))
    assert leads(grave, falls) == [f"f-{grave.finding.id}"]
    page = Page(html(brief))
    assert "Of the very same figures as contradiction" in " ".join(page.texts[f"f-{falls.finding.id}"].split())
    assert brief.checks
    assert [len(one.findings[0].quotes) for one in brief.checks.kinds] == [2, 0]


@pytest.mark.parametrize(
    ("severity", "leading"), [("grave", True), ("serious", True), ("minor", False), ("note", False)]
)
def test_a_minor_finding_or_a_note_leads_nothing(severity: str, leading: bool) -> None:
    assert bool(leads(told(finding("rival", "not_both", severity, *update().reading.claims[:2])))) is leading


def test_one_that_was_set_aside_is_too_long_or_rests_on_a_doubtful_claim_leads_nothing() -> None:
    first, second, _ = update().reading.claims
    grave = finding("rival", "not_both", "grave", first, second)
    assert leads(told(grave, aside=given().findings[1].aside)) == []
    assert leads(told(replace(grave, sentence="so " * 300))) == []
    asked = report("Were [9,000] lost? So says [9,500], the staff.", claim(9000), claim(9500))
    doubtful = told(finding("rival", "not_both", "grave", *asked.reading.claims))
    found = compose([asked], given=Given(findings=(doubtful,))).checks
    assert found
    assert not found.leads


# ------------------------------------------------------------------ much of it
def test_a_hundred_findings_stay_readable() -> None:
    sources = large(40, 10)
    claims = [one for source in sources for one in source.reading.claims]
    findings = [told(finding("rival", "not_both", "serious", *claims[n * 4 : n * 4 + 2])) for n in range(80)]
    findings += [
        told(finding("contradiction", "no_account", "minor", *claims[n * 10 : n * 10 + 40])) for n in range(20)
    ]
    text = html(compose(sources, given=Given(findings=tuple(findings))))
    assert f"<summary>Show {80 - MOST_FINDINGS} more findings of this kind</summary>" in text
    assert text.count("<summary>36 more sentences</summary>") == 20
    assert len(text) < 4_000_000


def test_every_kind_has_its_title_and_its_meaning_on_the_page() -> None:
    claims = update().reading.claims
    every = [told(finding(kind.value, "fails", Severity.SERIOUS.value, claims[0])) for kind in KINDS]
    text = Page(html(compose(both(), given=Given(findings=tuple(every))))).said
    assert all(about.title in text and about.what in text and about.limits in text for about in KINDS.values())


def test_a_row_of_a_table_is_quoted_by_its_figure_and_its_note() -> None:
    source = report(
        "party,killed,note\nRU,[700],two days late\nRU,[900],", claim(700), claim(900), title="Rows", media="dataset"
    )
    rival = told(finding("rival", "not_both", "serious", *source.reading.claims))
    found = compose([source], given=Given(findings=(rival,))).checks
    assert found
    assert [one.before + one.words + one.after for one in found.kinds[0].findings[0].quotes] == [
        "700 (two days late)",
        "900",
    ]
