"""Wars of Africa since 1950: a short report on each, in which both sides' losses are those of the right party and war."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import party, said


@pytest.mark.parametrize(
    ("war", "day", "text", "parties"),
    [
        (
            "rwanda",
            "1993-03-10",
            "In February 1993 the Rwandan army lost 147 soldiers killed near Ruhengeri. "
            "The RPF lost 500 fighters killed.",
            {"147": "RW", "500": "RW-RPF"},
        ),
        (
            "burundi",
            "2003-07-25",
            "In the July 2003 attack on Bujumbura the Burundian army lost 15 soldiers killed. "
            "The FNL lost 200 fighters killed.",
            {"15": "BI", "200": "BI-FNL"},
        ),
        (
            "uganda-lra",
            "2002-11-05",
            "Around Gulu in October 2002 the LRA lost 70 fighters killed, Kampala said. "
            "The UPDF lost 14 soldiers killed.",
            {"70": "UG-LRA", "14": "UG"},
        ),
        (
            "uganda-adf",
            "1999-12-20",
            "In Bundibugyo the ADF lost 28 fighters killed in December 1999. "
            "The Ugandan army lost six soldiers killed.",
            {"28": "CD-ADF", "six": "UG"},
        ),
        (
            "central-african-republic",
            "2021-02-10",
            "The CPC lost 44 fighters killed near Bangui in January 2021. "
            "The Central African army lost nine soldiers killed.",
            {"44": "CF-CPC", "nine": "CF"},
        ),
        (
            "central-african-republic",
            "2023-07-20",
            "In the Central African Republic the UPC lost 11 fighters killed near Bambari in July 2023. "
            "Wagner lost two fighters killed.",
            {"11": "CF-UPC", "two": "RU-WAGNER"},
        ),
        (
            "chad-libya",
            "1987-04-05",
            "At Ouadi Doum Libya lost 1,269 soldiers killed in March 1987. Chad lost 29 soldiers killed.",
            {"1,269": "LY", "29": "TD"},
        ),
        (
            "chad",
            "2021-04-25",
            "In Kanem the Chadian army lost five soldiers killed in April 2021. FACT rebels lost 300 fighters killed.",
            {"five": "TD", "300": "TD-FACT"},
        ),
        (
            "biafra",
            "1968-05-01",
            "At Abagana Nigerian federal troops lost 1,500 men killed in March 1968. Biafra lost 40 soldiers killed.",
            {"1,500": "NG", "40": "NG-BIAFRA"},
        ),
        (
            "liberia-first",
            "1992-11-20",
            "In Operation Octopus in October 1992 the NPFL lost 400 fighters killed. ECOMOG lost 30 soldiers killed.",
            {"400": "LR-NPFL", "30": "NG"},
        ),
        (
            "liberia-second",
            "2003-07-10",
            "In the siege of Monrovia in June 2003 Taylor's forces lost 200 soldiers killed. "
            "LURD lost 90 fighters killed.",
            {"200": "LR", "90": "LR-LURD"},
        ),
        (
            "sierra-leone",
            "2000-06-01",
            "Near Makeni the RUF lost 60 fighters killed in May 2000. The Sierra Leone army lost 18 soldiers killed.",
            {"60": "SL-RUF", "18": "SL"},
        ),
        (
            "ivory-coast",
            "2002-11-01",
            "At Bouaké the Ivorian army lost 30 soldiers killed in October 2002. The MPCI lost 50 fighters killed.",
            {"30": "CI", "50": "CI-FN"},
        ),
        (
            "ivory-coast-2011",
            "2011-04-15",
            "In Abidjan Gbagbo's forces lost 300 fighters killed in April 2011. The FRCI lost 120 soldiers killed.",
            {"300": "CI-GBAGBO", "120": "CI"},
        ),
        (
            "western-sahara",
            "1981-11-01",
            "At Guelta Zemmur Morocco lost 214 soldiers killed in October 1981. "
            "The Polisario lost 230 fighters killed.",
            {"214": "MA", "230": "EH-POLISARIO"},
        ),
        (
            "western-sahara-2020",
            "2023-10-01",
            "Near Mahbes the Polisario lost four fighters killed in September 2023. Morocco lost six soldiers killed.",
            {"four": "EH-POLISARIO", "six": "MA"},
        ),
        (
            "ogaden",
            "1978-04-01",
            "In the Ogaden War Somalia lost 6,453 soldiers killed. "
            "Ethiopia lost 6,133 soldiers killed, and Cuba lost 160.",
            {"6,453": "SO", "6,133": "ET", "160": "CU"},
        ),
        (
            "mozambique-civil-war",
            "1985-09-20",
            "At Casa Banana Renamo lost 180 fighters killed in August 1985. Frelimo lost 35 soldiers killed.",
            {"180": "MZ-RENAMO", "35": "MZ"},
        ),
        (
            "rhodesia",
            "1977-12-10",
            "At Chimoio ZANLA lost 1,200 guerrillas killed in November 1977. The Rhodesians lost two soldiers killed.",
            {"1,200": "ZW-ZANLA", "two": "ZW"},
        ),
        (
            "namibia",
            "1980-07-10",
            "In Operation Sceptic SWAPO lost 380 guerrillas killed in June 1980. The SADF lost 17 soldiers killed.",
            {"380": "NA-SWAPO", "17": "ZA"},
        ),
        (
            "mau-mau",
            "1956-12-01",
            "The Mau Mau lost 10,527 fighters killed up to 1956. The British army lost 63 soldiers killed.",
            {"10,527": "KE-MAUMAU", "63": "GB"},
        ),
        (
            "algeria-civil-war",
            "1997-10-20",
            "Near Blida the GIA lost 120 fighters killed in October 1997. The Algerian army lost 14 soldiers killed.",
            {"120": "DZ-GIA", "14": "DZ"},
        ),
        (
            "casamance",
            "1997-09-10",
            "At Mandina Mancagne the Senegalese army lost 25 soldiers killed in August 1997. "
            "The MFDC lost nine fighters killed.",
            {"25": "SN", "nine": "SN-MFDC"},
        ),
        (
            "sinai",
            "2015-07-10",
            "In Sheikh Zuweid the Egyptian army lost 21 soldiers killed on 1 July 2015. "
            "Sinai Province lost 100 fighters killed.",
            {"21": "EG", "100": "EG-SINAI"},
        ),
        (
            "congo-crisis",
            "1964-12-15",
            "At Stanleyville the Simbas lost 300 fighters killed in November 1964. "
            "The Congolese National Army lost 40 soldiers killed.",
            {"300": "CD-SIMBA", "40": "CD"},
        ),
        (
            "congo-crisis",
            "1961-02-10",
            "In Katanga the Katangese gendarmes lost 60 men killed in January 1961. "
            "The Congolese army lost 25 soldiers killed.",
            {"60": "CD-KATANGA", "25": "CD"},
        ),
        (
            "first-congo-war",
            "1997-06-01",
            "At Kenge the Zairian army lost 200 soldiers killed in May 1997. The AFDL lost 110 fighters killed.",
            {"200": "CD", "110": "CD-AFDL"},
        ),
        (
            "second-congo-war",
            "2000-07-01",
            "In Kisangani Rwanda lost 120 soldiers killed in June 2000. Uganda lost 200 soldiers killed.",
            {"120": "RW", "200": "UG"},
        ),
        (
            "second-congo-war",
            "2001-02-01",
            "Near Pweto the Congolese army lost 400 soldiers killed in December 2000. The RCD lost 70 fighters killed.",
            {"400": "CD", "70": "CD-RCD"},
        ),
        (
            "nigeria",
            "2020-04-15",
            "At Boma on Lake Chad Chad lost 92 soldiers killed in March 2020. Boko Haram lost 1,000 fighters killed.",
            {"92": "TD", "1,000": "NG-BOKOHARAM"},
        ),
        (
            "nigeria",
            "2015-02-20",
            "In Fotokol Cameroon lost 19 soldiers killed in February 2015. Boko Haram lost 300 fighters killed.",
            {"19": "CM", "300": "NG-BOKOHARAM"},
        ),
        (
            "nigeria",
            "2021-05-10",
            "Near Diffa Niger lost 24 soldiers killed in April 2021. ISWAP lost 40 fighters killed.",
            {"24": "NE", "40": "NG-ISWAP"},
        ),
        (
            "angola",
            "1988-05-01",
            "At Cuito Cuanavale Cuba lost 39 soldiers killed in February 1988. UNITA lost 230 fighters killed.",
            {"39": "CU", "230": "AO-UNITA"},
        ),
    ],
)
def test_the_losses_of_both_sides_and_their_war(war: str, day: str, text: str, parties: dict[str, str]) -> None:
    claims = said(text, dt.date.fromisoformat(day))
    assert {quote: (party(claims[quote]), claims[quote].war) for quote in parties} == {
        quote: (code, war) for quote, code in parties.items()
    }


def test_the_dead_of_a_land_that_fought_in_an_older_war_are_of_the_war_told_of() -> None:
    text = "Russia's war in Ukraine draws men from afar. Of 126 Cubans in Russian service 12 were killed, Havana says."
    claim = said(text, dt.date(2025, 2, 3))["12"]
    assert (claim.war, claim.status.value != "historical") == ("russia-ukraine", True)


def test_a_land_that_recruits_come_from_is_not_another_war_that_is_told_of() -> None:
    text = "In Sudan the RSF loses 1,500 men a month in killed and wounded, and replaces most of them from Chad, officials say."
    assert said(text, dt.date(2025, 2, 3))["1,500"].war == "sudan"
