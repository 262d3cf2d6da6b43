"""What the rules reader makes of short reports: the report stands beside what it should say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from telling import DAY, said

from muster.claims import Claim, Document, RemarkKind, wars_with, wire
from muster.reading.reader import read


def fields(claim: Claim, *names: str) -> tuple[object, ...]:
    record = wire.to_record(claim)
    return tuple(record[name] for name in names)


MEASURES = [
    ("Russian forces sustained more than 41,000 casualties in January.", "more than 41,000", "killed_wounded", "RU"),
    ("Some 1,300 Ukrainian soldiers were taken prisoner at Kursk.", "Some 1,300", "captured", "UA"),
    ("Ukraine lost about 20 tanks and 600 men near Pokrovsk.", "600", "losses", "UA"),
    ("The Russian army recruited 34,000 volunteers last month.", "34,000", "recruited", "RU"),
    ("The decree calls up 135,000 conscripts for the autumn draft in Russia.", "135,000", "conscripted", "RU"),
    ("Russia mobilised 300,000 reservists in the autumn of 2022.", "300,000", "mobilised", "RU"),
    ("Nearly 12,000 North Koreans have been sent to fight for Russia.", "Nearly 12,000", "foreign", "RU"),
    ("In Kursk 4,000 North Koreans have been killed or wounded.", "4,000", "killed_wounded", "KP"),
    ("Kyiv says that 3,100 nationals of 70 countries serve in the Russian army.", "3,100", "foreign", None),
    ("Some 2,400 wounded Ukrainians returned to their units.", "Some 2,400", "returned", "UA"),
    ("Russia began with 190,000 troops and has lost 115,000 of them, dead or injured.", "115,000", "killed_wounded", "RU"),
    ("For the Ukrainians it was close to 60,000 dead, against 90,000 Russians.", "close to 60,000", "killed", "UA"),
    ("Officials close to the Houthis say that 4,700 of their fighters were killed.", "4,700", "killed", "YE-HOUTHI"),
    ("Russia's Ministry of Defence spoke. Of their opponents it said that 2,870 had been killed.", "2,870", "killed", "UA"),
    ("In Yemen some 1,900 children recruited by the Houthis were killed.", "some 1,900", "killed", "YE-HOUTHI"),
    ("Kyiv says it has identified 1,436 citizens of 36 African states in Russian uniform.", "1,436", "foreign", "RU"),
    ("Ukraine brought home 205 prisoners in an exchange on Thursday.", "205", "returned", "UA"),
    ("Almost 17,000 Ukrainian soldiers deserted in January.", "Almost 17,000", "deserted", "UA"),
    ("Russia has 575,000 troops deployed in Ukraine.", "575,000", "strength", "RU"),
    ("Russian troops seized 193 square kilometres in February.", "193", "area_taken", "RU"),
    ("Volunteers in Samara are offered a sign-on bonus of 2.1 million roubles.", "2.1 million", "recruit_pay", None),
    ("The family of each soldier killed is owed 5 million roubles by the Russian state.", "5 million", "death_payment", "RU"),
    ("Drones now cause 75% of Russian losses at the front.", "75%", "cause_share", "RU"),
    ("Mediazona has identified by name 95,000 Russian soldiers killed since the invasion.", "95,000", "obituaries", "RU"),
    ("Relatives have filed 48,000 requests for information about missing Russian soldiers.", "48,000", "missing_inquiries", "RU"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "measure", "party"), MEASURES, ids=[case[1] for case in MEASURES])
def test_what_a_figure_is_of_and_whose(text: str, quote: str, measure: str, party: str | None) -> None:
    claim = said(text)[quote]
    assert claim.measure.value == measure
    if party is not None:
        assert str(claim.party) == party


def test_figures_in_a_list_share_what_is_said_once() -> None:
    claims = said("Desertion cases in Ukraine: 6,988 in 2022, 17,658 in 2023 and 67,840 in 2024.")
    assert [fields(claim, "measure", "start_date", "end_date") for claim in claims.values()] == [
        ("deserted", "2022-01-01", "2022-12-31"),
        ("deserted", "2023-01-01", "2023-12-31"),
        ("deserted", "2024-01-01", "2024-12-31"),
    ]


def test_an_ellipsis_takes_its_noun_from_before() -> None:
    claims = said("Ukraine has lost 1,900 soldiers in the town since January, of whom 1,300 were killed.")
    assert claims["1,900"].measure.value == "losses"
    assert fields(claims["1,300"], "measure", "party") == ("killed", "UA")


def test_a_second_unit_is_a_remark_and_no_claim() -> None:
    document = Document(
        text="Russian forces took 2,356 square kilometres (910 square miles) in the autumn of 2024.", published=DAY
    )
    reading = read(document)
    assert [claim.quote for claim in reading.claims] == ["2,356"]
    assert [rejection.why for rejection in reading.rejections] == ["second_unit"]
    remark = next(remark for remark in reading.remarks if remark.kind is RemarkKind.SECOND_UNIT)
    assert (remark.quote, remark.about) == ("910", reading.claims[0].id)


def test_totals_and_rates_are_told_apart() -> None:
    claims = said("Russia lost 1,523 soldiers a day in November 2024, a total of 45,690 for the month.")
    assert fields(claims["1,523"], "per") == ("day",)
    assert fields(claims["45,690"], "per") == (None,)


@pytest.mark.parametrize(
    ("text", "speaker", "source"),
    [
        ("Russia lost 40,000 men in January, said Ukraine's General Staff.", "General Staff", None),
        ("“We lost 300 men in Kursk,” the Ukrainian commander Oleh Marchenko said.", "Oleh Marchenko", None),
        ("According to NATO, 20,000 Russian soldiers are killed each month.", "NATO", None),
        ("By the BBC's count 95,000 Russian soldiers have been killed.", "BBC", None),
        ("The UK Ministry of Defence, citing the Ukrainian General Staff, puts Russian casualties at 1,250 a day.",
         "UK Ministry of Defence", "Ukrainian General Staff"),
    ],
)  # fmt: skip
def test_who_says_it_and_on_whose_data(text: str, speaker: str, source: str | None) -> None:
    claim = next(iter(said(text).values()))
    assert speaker in (claim.speaker or "")
    assert claim.source == source


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Russia aims to recruit 343,000 contract soldiers this year.", "target"),
        ("Ukraine would need to mobilise 30,000 men a month.", "needed"),
        ("London expects Russia to lose more than 1,000 soldiers a day in April.", "forecast"),
        ("NATO estimates that 15,000 Russian soldiers have been killed.", "estimate"),
        ("Kyiv acknowledged that 43,000 of its soldiers had been killed.", "count"),
        ("Ukraine's General Staff said Russia lost 1,200 soldiers on Sunday.", "report"),
        (
            "In Afghanistan the Soviet Union lost about 15,000 soldiers; Ukraine and Russia have lost far more.",
            "historical",
        ),
    ],
)
def test_by_what_right(text: str, status: str) -> None:
    assert next(iter(said(text).values())).status.value == status


@pytest.mark.parametrize(
    "text",
    [
        "The Leopard 2 tanks of the 47th Brigade fired 120 mm shells on 9 March 2025.",
        "The village lies 23 km from Donetsk and had 4,300 inhabitants before 2022.",
        "Men aged 25 to 60 may be called up in Ukraine.",
        "Ukraine shot down 63 drones and 12 missiles over Kyiv.",
        "It was the fifth month running with a rise.",
        "Some 260,000 people have been driven from their homes in Darfur.",
        "Support for the Russian army stands at 78%.",
    ],
)
def test_what_is_no_claim(text: str) -> None:
    assert said(text) == {}


def test_a_streak_and_a_record_are_remarks() -> None:
    text = (
        "Russian casualties reached 45,690 in November 2024, an all-time high and the fifth consecutive month of rise."
    )
    kinds = {remark.kind: remark for remark in read(Document(text=text, published=DAY)).remarks}
    assert kinds[RemarkKind.RECORD].quote == "all-time high"
    assert kinds[RemarkKind.STREAK].figure is not None
    assert kinds[RemarkKind.STREAK].figure.low == 5


def test_a_restatement_points_to_the_first() -> None:
    text = (
        "Russia has lost 45,690 soldiers, killed and wounded, in November 2024, NATO says.\n\n"
        "Analysts doubt it.\n\nNATO stands by the 45,690 killed and wounded in November 2024."
    )
    first, second = read(Document(text=text, published=DAY)).claims
    assert second.repeats == first.id


def test_a_headless_row_takes_its_heading() -> None:
    claims = said("Russian prisoners taken, by month:\n\nMay 2024: 1,204\nJune 2024: 998\n")
    assert [fields(claim, "measure", "start_date") for claim in claims.values()] == [
        ("captured", "2024-05-01"),
        ("captured", "2024-06-01"),
    ]


def test_a_table_takes_what_its_title_says() -> None:
    claims = said(
        "Table 1. Russian losses, killed and wounded together\n\nMonth | Total\nOctober | 31,250\nNovember | 30,190\n"
    )
    assert [fields(claim, "measure", "party") for claim in claims.values()] == [("killed_wounded", "RU")] * 2


def test_without_a_date_what_is_relative_stays_open() -> None:
    claims = read(Document(text="Russia lost 40,000 soldiers last month.")).claims
    assert claims[0].period.start is None
    assert claims[0].period.end is None


def test_a_war_of_ones_own_brings_its_parties(tmp_path: Path) -> None:
    file = tmp_path / "islands.toml"
    file.write_text(
        'id = "islands"\nname = "War of the Two Islands"\nstart = 2031-05-02\n'
        '[[party]]\ncode = "XA"\nname = "Ardania"\nnames = ["Ardania"]\npeople = ["Ardanian", "Ardanians"]\n'
        'offices = ["Ardanian Admiralty"]\n'
        '[[party]]\ncode = "XB"\nname = "Borland"\nnames = ["Borland"]\npeople = ["Borlander", "Borlanders"]\n'
    )
    wars: Mapping[str, object] = wars_with([file])
    text = "The Ardanian Admiralty said on Sunday that 340 Ardanian sailors had been killed and 90 Borlanders captured."
    first, second = read(Document(text=text, published=dt.date(2031, 6, 3)), wars=wars).claims  # type: ignore[arg-type]
    assert fields(first, "measure", "party", "war") == ("killed", "XA", "islands")
    assert fields(second, "measure", "party") == ("captured", "XB")
