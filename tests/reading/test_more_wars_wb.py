"""Older wars of Europe and the Middle East: a report on each, whose losses on both sides are of the right party and war."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import party, said


@pytest.mark.parametrize(
    ("war", "day", "text", "parties"),
    [
        (
            "northern-ireland",
            "1988-09-01",
            "The IRA killed eight British soldiers near Omagh on 20 August 1988. "
            "Ten days later three IRA members were killed at Drumnakilly.",
            {"eight": "GB", "three": "GB-IRA"},
        ),
        (
            "northern-ireland",
            "1999-03-02",
            "The Troubles cost the RUC 303 officers killed, the police said. "
            "Loyalist paramilitaries lost 163 members killed between 1969 and 1998.",
            {"303": "GB-RUC", "163": "GB-LOYALISTS"},
        ),
        (
            "boer-war",
            "1902-07-01",
            "The Boer War cost the British army 22,000 soldiers killed. The Boers lost about 6,000 fighters killed.",
            {"22,000": "GB", "about 6,000": "ZA-BOERS"},
        ),
        (
            "boer-war",
            "1900-02-01",
            "At Spion Kop the British lost 243 killed on 24 January 1900. The Boers lost 68 killed.",
            {"243": "GB", "68": "ZA-BOERS"},
        ),
        (
            "franco-prussian-war",
            "1870-08-25",
            "At Gravelotte the Prussians lost 5,237 killed on 18 August 1870. The French lost 1,146 killed.",
            {"5,237": "DE", "1,146": "FR"},
        ),
        (
            "napoleon-1812",
            "2012-09-07",
            "At Borodino on 7 September 1812 the Grande Armée lost 28,000 men killed and wounded. "
            "Kutuzov's army counted 44,000 Russians killed and wounded.",
            {"28,000": "FR", "44,000": "RU"},
        ),
        (
            "greco-turkish-war",
            "1921-10-01",
            "In the battle of Sakarya in September 1921 the Greek army lost 4,000 soldiers killed. "
            "The Turks lost 3,700 killed.",
            {"4,000": "GR", "3,700": "TR"},
        ),
        (
            "balkan-wars",
            "1913-12-01",
            "In the First Balkan War Bulgaria lost 14,000 soldiers killed. "
            "The Ottoman army lost 50,000 killed, and Serbia lost 5,000.",
            {"14,000": "BG", "50,000": "TR"},
        ),
        (
            "polish-soviet-war",
            "1920-09-01",
            "In the Battle of Warsaw in August 1920 the Poles lost 4,500 killed. "
            "The Red Army lost 25,000 soldiers killed.",
            {"4,500": "PL", "25,000": "SU"},
        ),
        (
            "russian-civil-war",
            "1919-11-20",
            "Near Orel Denikin's army lost 5,000 men killed in October 1919. The Red Army lost 7,000 soldiers killed.",
            {"5,000": "RU-WHITES", "7,000": "SU"},
        ),
        (
            "finnish-civil-war",
            "2018-04-06",
            "In the Finnish Civil War of 1918 the Whites lost 3,400 men killed in action. "
            "The Red Guards lost 5,200 killed in action.",
            {"3,400": "FI-WHITES", "5,200": "FI-REDS"},
        ),
        (
            "continuation-war",
            "1944-07-20",
            "At Tali-Ihantala the Finns lost 1,100 men killed in July 1944. The Red Army lost 5,500 soldiers killed.",
            {"1,100": "FI", "5,500": "SU"},
        ),
        (
            "greek-civil-war",
            "1949-09-10",
            "At Grammos the Greek army lost 243 soldiers killed in August 1949. "
            "The Democratic Army lost 922 fighters killed.",
            {"243": "GR", "922": "GR-DSE"},
        ),
        (
            "hungary-1956",
            "1957-01-15",
            "In the Hungarian uprising the Soviet army lost 669 soldiers killed. Some 2,500 Hungarians were killed.",
            {"669": "SU", "Some 2,500": "HU"},
        ),
        (
            "cyprus-1974",
            "1974-09-01",
            "Turkey lost 568 soldiers killed in the invasion of Cyprus in 1974. "
            "The Cypriot National Guard lost 309 soldiers killed.",
            {"568": "TR", "309": "CY"},
        ),
        (
            "transnistria",
            "1992-07-10",
            "At Bender in June 1992 Moldova lost 77 soldiers killed. "
            "The Transnistrian separatists lost 184 fighters killed.",
            {"77": "MD", "184": "MD-TRANSNISTRIA"},
        ),
        (
            "abkhazia-1992",
            "1993-10-10",
            "In the battle for Sukhumi in September 1993 the Georgians lost 2,000 soldiers killed. "
            "The Abkhaz lost 500 fighters killed.",
            {"2,000": "GE", "500": "GE-ABKHAZIA"},
        ),
        (
            "south-ossetia-1991",
            "1992-07-15",
            "Around Tskhinvali in June 1992 Georgia lost 34 guardsmen killed. "
            "The South Ossetians lost 51 fighters killed.",
            {"34": "GE", "51": "GE-OSSETIA"},
        ),
        (
            "slovenia-1991",
            "1991-07-20",
            "The Yugoslav People's Army lost 44 soldiers killed in Slovenia in July 1991. "
            "The Slovenian Territorial Defence lost eight killed.",
            {"44": "YU", "eight": "SI"},
        ),
        (
            "macedonia-2001",
            "2001-09-01",
            "Macedonian forces lost 63 soldiers and policemen killed in 2001, Skopje said. "
            "The NLA lost 64 fighters killed.",
            {"63": "MK", "64": "MK-NLA"},
        ),
        (
            "iraq-kurds",
            "1966-06-20",
            "At Mount Handrin the Iraqi army lost 1,400 soldiers killed in May 1966. "
            "Barzani's peshmerga lost 30 men killed.",
            {"1,400": "IQ", "30": "IQ-PESHMERGA"},
        ),
        (
            "anfal",
            "1988-04-10",
            "In the first Anfal the Iraqi army lost 160 soldiers killed in March 1988. "
            "The peshmerga lost 40 fighters killed.",
            {"160": "IQ", "40": "IQ-PESHMERGA"},
        ),
        (
            "suez-1956",
            "1956-11-20",
            "At Port Said the British lost 16 men killed in November 1956. Egypt lost 650 soldiers killed there.",
            {"16": "GB", "650": "EG"},
        ),
        (
            "suez-1956",
            "1956-12-01",
            "In the Suez Crisis Israel lost 172 soldiers killed. Egypt lost 1,650 soldiers killed.",
            {"172": "IL", "1,650": "EG"},
        ),
        (
            "arab-israeli-1948",
            "1949-08-01",
            "In the 1948 war Israel lost 4,000 soldiers killed. The Arab Legion lost 362 men killed.",
            {"4,000": "IL", "362": "JO"},
        ),
        (
            "war-of-attrition",
            "1970-08-20",
            "In the War of Attrition Israel lost 367 soldiers killed on the canal. Egypt lost 2,882 soldiers killed.",
            {"367": "IL", "2,882": "EG"},
        ),
        (
            "lebanon-1982",
            "1982-09-10",
            "Israel lost 368 soldiers killed in Lebanon by September 1982. The PLO lost 1,000 fighters killed.",
            {"368": "IL", "1,000": "PS-PLO"},
        ),
        (
            "lebanon-civil-war",
            "1976-09-01",
            "At Tel al-Zaatar in August 1976 the Christian militias lost 200 fighters killed. "
            "The PLO lost 700 fighters killed.",
            {"200": "LB-LF", "700": "PS-PLO"},
        ),
        (
            "black-september",
            "1970-10-15",
            "The Jordanian army lost 537 soldiers killed in September 1970. The PLO lost 910 fighters killed.",
            {"537": "JO", "910": "PS-PLO"},
        ),
        (
            "north-yemen-1962",
            "1968-02-01",
            "Egypt lost 15,194 soldiers killed in Yemen between 1962 and 1967. "
            "The royalists lost 40,000 fighters killed.",
            {"15,194": "EG", "40,000": "YE-ROYALISTS"},
        ),
        (
            "dhofar",
            "1976-04-10",
            "In Dhofar the Sultan's Armed Forces lost 187 soldiers killed up to 1976. "
            "The PFLO lost 1,400 fighters killed.",
            {"187": "OM", "1,400": "OM-PFLOAG"},
        ),
    ],
)
def test_the_losses_of_both_sides_and_their_war(war: str, day: str, text: str, parties: dict[str, str]) -> None:
    claims = said(text, dt.date.fromisoformat(day))
    assert {quote: (party(claims[quote]), claims[quote].war) for quote in parties} == {
        quote: (code, war) for quote, code in parties.items()
    }
