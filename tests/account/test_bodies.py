"""Whose data a figure is: two spellings of one body are one, and no two bodies are ever joined."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from muster.account.bodies import body_of, named_body, nobody
from muster.account.naming import bare
from muster.claims.claim import Claim, Place
from muster.claims.document import Document
from muster.claims.figure import Figure
from muster.claims.measures import Measure
from muster.claims.report import Report
from muster.claims.war import shipped_wars

WARS = shipped_wars()

# Every line is one body in several spellings, in the war that it speaks of.
ONE_BODY = [
    (
        "russia-ukraine",
        "UK Ministry of Defence | Britain's defence ministry | British Defense Ministry | UK MoD (Defence Intelligence)",
    ),
    (
        "russia-ukraine",
        "Ukrainian General Staff | Ukraine's General Staff | the General Staff of the Armed Forces of Ukraine | Kyiv’s General Staff",
    ),
    (
        "russia-ukraine",
        "ISW | the Institute for the Study of War | Institute for the Study of War (ISW) | US-based Institute for the Study of War",
    ),
    ("russia-ukraine", "Mark Rutte | Rutte | NATO Secretary General Mark Rutte | Mark Rutte (NATO)"),
    ("russia-ukraine", "Zelensky | Volodymyr Zelenskyy | President Zelenskiy | Zelensky (Munich)"),
    (
        "russia-ukraine",
        "Oleksandr Syrskyi | General Syrsky | Ukraine's commander-in-chief Oleksandr Syrskyi | Syrskyi (Le Monde)",
    ),
    (
        "russia-ukraine",
        "Moscow | the Kremlin | Russia | Russian officials | the Russian government | Russian authorities (FT)",
    ),
    ("russia-ukraine", "Russian Defence Ministry | Russian MoD | Russia's Ministry of Defense | Russian MoD (Rudskoy)"),
    (
        "russia-ukraine",
        "US officials | US officials (NYT) | US officials (via WSJ) | two senior American officials | Washington",
    ),
    ("russia-ukraine", "Mediazona; Meduza | Mediazona / Meduza | Meduza and Mediazona | Mediazona / Meduza / Kobak"),
    (
        "russia-ukraine",
        "Mediazona / BBC Russian | BBC and Mediazona | the BBC's Russian service and Mediazona | reporters of Mediazona",
    ),
    (
        "russia-ukraine",
        "The Centre for Strategic and International Studies | CSIS | Center for Strategic and International Studies",
    ),
    ("russia-ukraine", "Excess deaths estimate (D. Kobak) | Dmitry Kobak | Kobak"),
    ("russia-ukraine", "Western official | Western officials | Western estimates"),
    ("russia-ukraine", "US and Ukrainian assessments | Ukrainian and US officials"),
    ("russia-ukraine", "Yevgeny Prigozhin | Prigozhin | Evgeny Prigozhin"),
    ("russia-ukraine", "Wall Street Journal | the WSJ | WSJ"),
    ("russia-ukraine", "Associated Press | the Associated Press | AP"),
    ("russia-ukraine", "Pentagon | US Department of Defense | US DoD | US DoD 1954"),
    ("russia-ukraine", "Syrskyi | O. Syrskyi | General O. Syrskyi | Commander-in-Chief Syrskyi"),
    ("russia-ukraine", "Rutte | NATO's Mark Rutte | NATO Secretary-General Rutte | M. Rutte"),
    ("russia-ukraine", "Taras Hnatiuk | lawmaker Taras Hnatiuk | military analyst Taras Hnatiuk | Gen. Taras Hnatiuk"),
    (
        "russia-ukraine",
        "RBC-Ukraine source in GS | an RBC-Ukraine source in the General Staff | RBC-Ukraine sources at the General Staff",
    ),
    ("russia-ukraine", "The Guardian | Guardian analysis | the Guardian newspaper | Guardian journalists"),
    ("russia-ukraine", "ISW | ISW analysts | ISW data | analysts at ISW"),
    ("russia-ukraine", "Western and Ukrainian intelligence | Ukrainian and Western intelligence"),
    ("russia-ukraine", "Ukrainian military intelligence | HUR | Ukraine's HUR"),
    ("russia-ukraine", "US intelligence | a US intelligence official | US intelligence officials"),
    ("russia-ukraine", "Russian MoD | MoD Russia"),
    ("sudan", "Radio Senè | Radio Sene"),
    ("korea", "UN Command | United Nations Command"),
    (
        "gaza-lebanon",
        "Health Ministry | Gaza's Health Ministry | the Hamas-run health ministry | Gaza Ministry of Health",
    ),
    ("gaza-lebanon", "IDF | the Israeli army | Israel's military | Israel Defense Forces"),
    ("gaza-lebanon", "Lebanese Health Ministry | Lebanon's Ministry of Public Health"),
    ("sudan", "RSF | the Rapid Support Forces"),
    ("yemen", "the Houthis | Houthi authorities | Houthi officials"),
    ("nagorno-karabakh", "Baku | Azerbaijan | Azerbaijani officials"),
    (
        "nagorno-karabakh",
        "Armenia's Ministry of Defence | Armenian Defence Ministry | the Ministry of Defense of Armenia",
    ),
    ("thailand-cambodia", "Bangkok | Thailand | the Thai government"),
]

# No two of these are one body, in any war.
APART = """
Ukrainian General Staff | Russian General Staff | General Staff of Belarus | Polish General Staff
UK Ministry of Defence | Russian Defence Ministry | Ukraine's Defence Ministry | French Ministry of Defence
German Defence Ministry | Dutch Ministry of Defence | Norwegian Ministry of Defence | Israel's Defence Ministry
Iraqi Ministry of Defence | Iranian Defence Ministry | Armenian Defence Ministry | Azerbaijani Defence Ministry
South Korean Defence Ministry | North Korean Defence Ministry | Japan's Defence Ministry | Turkish Defence Ministry
Syrian Defence Ministry | Ethiopian Defence Ministry | Sudanese Defence Ministry | Moscow | Kyiv | London | Washington
Paris | Berlin | Beijing | Seoul | Pyongyang | Tehran | Baghdad | Damascus | Ankara | Baku | Yerevan | Tbilisi
Addis Ababa | Khartoum | Abuja | Kigali | Kinshasa | Islamabad | Bangkok | Phnom Penh | US intelligence
Ukrainian military intelligence | Estonian intelligence | Latvian intelligence | Norwegian intelligence
German intelligence | Western officials | Western intelligence | European officials | NATO | NATO Secretary General
NATO nations | Pentagon | Pentagon leak | CIA | FBI | US Forces Korea | Ukrainian military | Russian army
Israeli army | Turkish army | Nigerian army | Malian army | Sudanese army | Chinese army | Mark Rutte
Jens Stoltenberg | Volodymyr Zelensky | Olena Zelenska | Oleksandr Syrskyi | Valerii Zaluzhnyi | Mykhailo Fedorov
Yurii Fedorov | Dmitry Medvedev | Zhores Medvedev | Vladimir Putin | Maria Putina | Andrii Kovalenko
Oleksandr Kovalenko | Taras Hnatiuk | Oksana Hnatiuk | John Kirby | Jack Kirby | Mark Milley | John Healey
Ivan Havryliuk | Kyrylo Budanov | Vadym Skibitskyi | Sergei Shoigu | Andrei Belousov | Kyrylo Sazonov | Petro Chernyk
Yurii Butusov | Janis Kluge | Dmitry Kobak | Anthony Cordesman | Abraham Wagner | Cordesman and Wagner
Mohammed Sinwar | Yahya Sinwar | Hassan Nasrallah | Abdul-Malik al-Houthi | Bashar al-Assad | Asma al-Assad
Abiy Ahmed | Isaias Afwerki | Mediazona | Meduza and Mediazona | The Insider | Business Insider | The Independent
Kyiv Independent | Kyiv Post | Washington Post | New York Post | New York Times | Moscow Times | The Times
Financial Times | Irish Times | Times of Israel | Wall Street Journal | Associated Press | Free Press
Agence France-Presse | Reuters | Bloomberg | Komsomolskaya Pravda | Ukrainska Pravda | Pravda | Novaya Gazeta | Gazeta
The Guardian | The Economist | The Lancet | CNN | BBC Persian | Al Jazeera | Al Arabiya | Radio Liberty | Radio France
DeepState | TASS | RIA Novosti | Interfax | Interfax-Ukraine | RBC | RBC-Ukraine | iStories
Conflict Intelligence Team | Institute for the Study of War | Hanley Institute | Institute for Peace
Center for Strategic and International Studies | International Institute for Strategic Studies
Royal United Services Institute | Center for Naval Analyses | Costs of War Project | Human Rights Watch
Genocide Watch | Amnesty International | Transparency International | Save the Children | War Child | Red Cross
International Committee of the Red Cross | Palestinian Red Crescent | World Health Organization | World Food Programme
UNICEF | United Nations | UN Panel of Experts | UN Command | OHCHR | UN Human Rights Council | UNAMA | UCDP | ACLED
Airwars | Oryx | UALosses | LostArmour | Memory Book | Book of Memory | The War of the Nations | Iraq Body Count
B'Tselem | Gaza Ministry of Health | Lebanese Health Ministry | Yemeni Health Ministry | Sudanese Health Ministry
Ethiopian Health Ministry | Hezbollah | Hamas | Islamic Jihad | Houthis | RSF | M23 | Tigray People's Liberation Front
Fano | Boko Haram | ISWAP | Taliban | al-Shabaab | Wagner Group | Alma Center | Syrian Observatory for Human Rights
Syrian Network for Human Rights | Karenni Conflict Archive | National Resistance Center
Coordination Headquarters for the Treatment of Prisoners of War | Russian Foreign Ministry
Ukrainian Foreign Ministry | UK Foreign Office | French foreign minister | German foreign minister
Ukraine's defence minister | Ukrainian prosecutors | Ukraine's president's office | Reuters source in the Pentagon
Reuters source in the Kremlin | RBC-Ukraine source in Ukrainian General Staff | RBC-Ukraine source
Russian Security Council | UK Security Council | Dutch Military Intelligence and Security Service
Norwegian Intelligence and Security Agency
"""


def apart() -> list[str]:
    return [name.strip() for line in APART.strip().splitlines() for name in line.split("|") if name.strip()]


@pytest.mark.parametrize(("war", "names"), ONE_BODY, ids=[names.split(" | ")[0] for _, names in ONE_BODY])
def test_spellings_of_one_body(war: str, names: str) -> None:
    keys = {name: named_body(name, WARS[war]).key for name in names.split(" | ")}
    assert len(set(keys.values())) == 1, keys


@pytest.mark.parametrize("war", [None, "russia-ukraine", "gaza-lebanon", "sudan", "tigray", "korea"])
def test_no_two_bodies_are_joined(war: str | None) -> None:
    """Over two hundred names of bodies that are not one another."""
    names = apart()
    assert len(names) > 200
    keys = {name: named_body(name, WARS[war] if war else None).key for name in names}
    joined = [(one, other) for one, other in itertools.combinations(names, 2) if keys[one] == keys[other]]
    assert joined == []


NOBODY = """
others | newspapers | analysts | officials | authorities | army doctors | Opposition media | two people familiar with the matter
Western analysts | Ukrainian soldiers | (unattributed) | Pro-Russian Telegram channels | residents of Goma | a lawmaker who was present
several media outlets | sources | local health officials | people close to the Kremlin | journalists in Gaza | volunteers
"""
SOMEBODY = """
US officials | Western officials | Chinese sources | Israeli officers | UN experts | NATO diplomats | The Observer | Human Rights Watch
Doctors Without Borders | Reporters Without Borders | Syrian Observatory for Human Rights | army | General Staff | the ministry
Mediazona | mediazona | Reuters sources | Guardian journalists | sources in the General Staff | US and Ukrainian assessments | (Kobak)
"""


def test_who_is_nobody() -> None:
    for names, is_nobody in ((NOBODY, True), (SOMEBODY, False)):
        told = [name.strip() for line in names.strip().splitlines() for name in line.split("|")]
        assert [name for name in told if nobody(name, WARS["russia-ukraine"]) is not is_nobody] == []
    assert [name for name in apart() if nobody(name, WARS["sudan"])] == []


IN_FULL = [  # a document's names, and those of them that are one body
    (["Taras Hnatiuk", "Gen. Hnatiuk"], True),
    (["Taras Hnatiuk", "T. Hnatiuk"], True),
    (["Taras Hnatiuk", "O. Hnatiuk"], False),
    (["Taras Hnatiuk", "Gen. Hnatiuk", "Oksana Hnatiuk"], False),
    (["Novaya Gazeta", "Gazeta"], False),
    (["National Records Bureau", "NRB"], True),
    (["Estonian navy's command", "command"], True),
    (["Centre for Northern Studies", "centre"], True),
    (["Centre for Northern Studies", "Data Centre", "centre"], False),
    (["Northern Forum", "centre"], False),
    (["National Records Bureau", "Norwegian Refugee Board", "NRB"], False),
]


@pytest.mark.parametrize(("names", "one"), IN_FULL, ids=[" ".join(names) for names, _ in IN_FULL])
def test_a_short_name_is_the_documents_one_in_full(names: list[str], one: bool) -> None:
    document = Document(text="1,000 fell.", media="dataset")
    claims = [claim_in("1,000 fell.", speaker=name)[0] for name in names]
    report = Report(document=document, claims=tuple(claims))
    assert (body_of(claims[0], report).key == body_of(claims[1 if one else -1], report).key) is one


def test_a_bare_name_is_bare_already() -> None:
    for name in apart():
        assert bare(bare(name)) == bare(name)


def test_the_key_is_not_of_the_order() -> None:
    """Asked of many names in any order, a name has one body."""
    names = apart()
    first = [named_body(name, WARS["sudan"]).key for name in names]
    assert [named_body(name, WARS["sudan"]).key for name in reversed(names)] == first[::-1]


def claim_in(text: str, *, speaker: str | None, source: str | None = None) -> tuple[Claim, Report]:
    document = Document(text=text, published=dt.date(2025, 3, 1))
    start = text.index("1,000")
    claim = Claim(
        figure=Figure(low=1000, high=1000),
        quote="1,000",
        place=Place(document=document.id, start=start, end=start + 5),
        measure=Measure.KILLED,
        speaker=speaker,
        source=source,
    )
    return claim, Report(document=document, claims=(claim,))


# What an office is whose country is not told beside it: the one country's whose office the text names, else the document's own.
AT_HOME = [
    (
        "Ukraine's General Staff spoke on Monday. The General Staff counted 1,000 dead.",
        "General Staff",
        "ukrainian general staff",
    ),
    (
        "The General Staff of the Armed Forces of Ukraine has figures: 1,000 dead, the General Staff says.",
        "General Staff",
        "ukrainian general staff",
    ),
    (
        "The Russian and the Ukrainian General Staff differ; the Russian General Staff told of 1,000.",
        "General Staff",
        None,
    ),
    ("The General Staff counted 1,000 dead.", "General Staff", None),
    (
        "LONDON, 3 January 2025. The Ministry of Defence spoke of 1,000.",
        "Ministry of Defence",
        "uk ministry of defence",
    ),
    (
        "LONDON (Wire) — The Russian Defence Ministry spoke. The ministry of defence said 1,000.",
        "ministry of defence",
        "ru defence ministry",
    ),
    ("Officials spoke of 1,000.", "Officials", None),
    ("There were 1,000 dead, officials in Warsaw said.", "officials", None),
    ("There were 1,000 dead, officials in Berlin said.", "officials", "de officials"),
    ("Kyiv counts differently. Its General Staff has 1,000.", "General Staff", "ukrainian general staff"),
    (
        "At the Pentagon they knew. The Department of Defense told of 1,000.",
        "Department of Defense",
        "united states department of defense",
    ),
]


@pytest.mark.parametrize(("text", "speaker", "key"), AT_HOME)
def test_an_office_with_no_country(text: str, speaker: str, key: str | None) -> None:
    body = body_of(*claim_in(text, speaker=speaker), war=WARS["russia-ukraine"])
    if key:
        assert body.key == key
    else:
        other = body_of(*claim_in(text + " More.", speaker=speaker), war=WARS["russia-ukraine"])
        assert body.key != other.key
        assert " in " in body.key


def test_the_basis_counts_before_the_speaker() -> None:
    claim, report = claim_in("1,000 fell.", speaker="UK Ministry of Defence", source="Ukrainian General Staff")
    assert body_of(claim, report).key == "ukrainian general staff"


def test_a_documents_own_voice_is_its_own() -> None:
    one, other = (body_of(*claim_in(text, speaker=None)) for text in ("1,000 fell.", "1,000 fell there."))
    assert one.key != other.key
