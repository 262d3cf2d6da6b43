"""Wars of Asia and of the Americas: what each side lost is read as of the right party and the right war."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import party, said

from muster.claims.measures import Status

REPORTS = [
    (
        "pakistan", dt.date(2009, 5, 20), {"38": "PK-TTP", "11": "PK"},
        "In the Swat Valley the Pakistani army said that 38 Taliban fighters were killed on Tuesday. The army lost 11 soldiers killed in "
        "the same fighting.",
    ),
    (
        "pakistan", dt.date(2024, 11, 10), {"26": "PK", "9": "PK-BLA"},
        "The Baloch Liberation Army claimed responsibility for the blast at Quetta station, in which 26 Pakistani soldiers were killed. "
        "Officials said that 9 BLA fighters died in a raid near Turbat.",
    ),
    (
        "pakistan", dt.date(2025, 3, 4), {"16": "PK-TTP", "5": "PK"},
        "The ISPR said 16 TTP militants were killed in Bannu on Monday. Pakistan lost 5 soldiers when the base was stormed.",
    ),
    (
        "pakistan", dt.date(2014, 7, 10), {"More than 400": "PK-TTP", "20": "PK"},
        "More than 400 militants have been killed in North Waziristan since Operation Zarb-e-Azb began, Pakistan's military said of its "
        "fight against the Pakistani Taliban. It put its own losses at 20 soldiers killed.",
    ),
    (
        "pakistan-afghanistan", dt.date(2025, 10, 13), {"58": "PK", "23": "PK", "200": "AF"},
        "Zabihullah Mujahid said 58 Pakistani soldiers were killed along the Durand Line. Pakistan said it had lost 23 soldiers and "
        "killed 200 Taliban fighters.",
    ),
    (
        "india-maoists", dt.date(2010, 4, 7), {"76": "IN", "8": "IN-MAOISTS"},
        "Maoist rebels ambushed a patrol near Dantewada on Tuesday, killing 76 troopers of the Central Reserve Police Force. Indian "
        "police said that 8 Maoists were killed.",
    ),
    (
        "india-maoists", dt.date(2025, 5, 22), {"27": "IN-MAOISTS", "One": "IN"},
        "Indian security forces killed 27 Maoists in Narayanpur, among them Basavaraju. One member of the District Reserve Guard was "
        "killed.",
    ),
    (
        "nepal", dt.date(2002, 5, 10), {"140": "NP-MAOISTS", "35": "NP"},
        "In Rolpa the Royal Nepalese Army lost 35 soldiers killed in an assault on its camp. The Maoists lost 140 fighters killed, "
        "Nepal's defence ministry said.",
    ),
    (
        "kashmir", dt.date(2001, 6, 12), {"14": "IN-KASHMIR", "4": "IN"},
        "In Kupwara Indian troops killed 14 Kashmiri militants on Sunday. The army lost 4 soldiers killed in the fighting.",
    ),
    (
        "kashmir", dt.date(2019, 2, 15), {"40": "IN"},
        "Jaish-e-Mohammed said it was behind the bombing in Pulwama in which 40 members of the Central Reserve Police Force were killed. "
        "In 2018 Indian forces killed 257 militants in Kashmir.",
    ),
    (
        "india-pakistan-1971", dt.date(1971, 12, 20), {"3,800": "IN", "about 9,000": "PK"},
        "In the war of December 1971 India lost 3,800 soldiers killed. Pakistan lost about 9,000 killed, and the Mukti Bahini fought on "
        "both banks of the river.",
    ),
    (
        "india-pakistan-1971", dt.date(1971, 8, 20), {"60": "PK", "25": "BD-MUKTI"},
        "The Mukti Bahini said that 60 Pakistani soldiers were killed near Comilla in August. Pakistan's army reported 25 Bengali "
        "guerrillas killed.",
    ),
    (
        "india-pakistan-1965", dt.date(1965, 10, 2), {"3,000": "IN", "3,800": "PK"},
        "Since Operation Gibraltar in August 1965 India has lost 3,000 soldiers killed. Pakistan lost 3,800 soldiers killed, most of them "
        "near Chawinda and Sialkot.",
    ),
    (
        "sino-indian", dt.date(1962, 12, 1), {"1,383": "IN", "722": "CN"},
        "In the Sino-Indian War of 1962 India lost 1,383 soldiers killed. Chinese troops lost 722 killed at Tawang, Walong and in Aksai "
        "Chin.",
    ),
    (
        "sino-vietnamese", dt.date(1979, 3, 20), {"20,000": "CN", "15,000": "VN"},
        "Since the Chinese invasion on 17 February 1979 China has lost 20,000 soldiers killed and wounded. Vietnam lost 15,000 killed at "
        "Lang Son and Cao Bang.",
    ),
    (
        "chinese-civil-war", dt.date(1949, 1, 15), {"150,000": "CN-COMMUNISTS", "550,000": "CN"},
        "In the Huaihai campaign the Nationalists lost 550,000 men, most of them captured. The Communists lost 150,000 killed and wounded "
        "near Xuzhou.",
    ),
    (
        "malayan-emergency", dt.date(1951, 11, 2), {"27": "GB", "41": "MY-MNLA"},
        "In Pahang 27 British soldiers were killed in October. The police reported 41 communist terrorists killed in the Malayan "
        "Emergency in the same month.",
    ),
    (
        "malayan-emergency", dt.date(1950, 4, 2), {"16": "MY-MNLA", "9": "MY"},
        "Malayan police said 16 guerrillas of the Malayan National Liberation Army were killed in Perak. Malaya lost 9 policemen killed "
        "near Sungai Siput.",
    ),
    (
        "indonesia-independence", dt.date(1949, 3, 2), {"113": "NL", "2,000": "ID"},
        "Since the second police action in December 1948 the Dutch army has lost 113 soldiers killed. Indonesian guerrillas lost 2,000 "
        "killed on Java.",
    ),
    (
        "east-timor", dt.date(1983, 9, 10), {"16": "ID", "60": "TL-FALINTIL"},
        "Falintil guerrillas killed 16 Indonesian soldiers at Kraras in August 1983. Indonesia said that 60 Fretilin fighters were "
        "killed.",
    ),
    (
        "aceh", dt.date(2003, 7, 20), {"500": "ID-GAM", "51": "ID"},
        "Since martial law was imposed in May 2003 the Indonesian military says it has killed 500 GAM rebels. It lost 51 soldiers killed "
        "in Aceh.",
    ),
    (
        "cambodia-civil-war", dt.date(1973, 8, 20), {"1,000": "KH", "4,000": "KH-KHMERROUGE"},
        "Cambodian troops lost 1,000 killed near Kampong Cham in August 1973. The Lon Nol government said that 4,000 Khmer Rouge fighters "
        "were killed.",
    ),
    (
        "cambodia-vietnam", dt.date(1985, 3, 20), {"800": "VN", "1,200": "KH-KHMERROUGE"},
        "In February 1985 Vietnam lost 800 soldiers killed at Phnom Malai. Hanoi said that 1,200 Khmer Rouge guerrillas were killed.",
    ),
    (
        "cambodia-vietnam", dt.date(1984, 12, 2), {"55": "KH-KPNLF", "103": "VN"},
        "The KPNLF said that 55 of its fighters were killed at Nong Chan in November. It counted 103 Vietnamese soldiers killed.",
    ),
    (
        "philippines-npa", dt.date(2019, 4, 28), {"6": "PH", "11": "PH-NPA"},
        "In Samar the New People's Army killed 6 soldiers of the Philippine army on 23 April. The military said that 11 NPA rebels were "
        "killed.",
    ),
    (
        "philippines-npa", dt.date(2024, 3, 10), {"12": "PH-NPA"},
        "The Philippine army said that 12 communist rebels were killed in Negros Occidental on Tuesday.",
    ),
    (
        "philippines-moro", dt.date(2000, 7, 12), {"900": "PH-MILF", "200": "PH"},
        "Since the all-out war began in March 2000 the Philippine military says it has killed 900 MILF rebels. The army lost 200 soldiers "
        "killed in Mindanao.",
    ),
    (
        "philippines-moro", dt.date(2015, 2, 1), {"44": "PH", "18": "PH-MILF"},
        "In Mamasapano 44 members of the Special Action Force were killed on 25 January. The Moro Islamic Liberation Front lost 18 "
        "fighters killed.",
    ),
    (
        "philippines-moro", dt.date(2016, 4, 12), {"18": "PH", "28": "PH-ABUSAYYAF"},
        "Philippine troops lost 18 soldiers killed in Basilan on Saturday. Abu Sayyaf lost 28 gunmen killed.",
    ),
    (
        "thailand-south", dt.date(2013, 2, 15), {"16": "TH-BRN", "4": "TH"},
        "In Narathiwat Thai marines killed 16 insurgents who had attacked a base on Wednesday. In Yala 4 Thai soldiers were killed by a "
        "bomb.",
    ),
    (
        "thailand-south", dt.date(2019, 11, 8), {"15": "TH", "7": "TH-BRN"},
        "In Yala 15 members of the Thai security forces were killed on Tuesday. The army said that 7 BRN fighters were killed.",
    ),
    (
        "tajikistan", dt.date(1993, 7, 20), {"25": "RU", "60": "TJ-UTO"},
        "On 13 July 1993 Tajik rebels killed 25 Russian border guards at a post on the Pyanj. Tajikistan's government said 60 Tajik "
        "opposition fighters were killed.",
    ),
    (
        "tajikistan", dt.date(1996, 5, 20), {"40": "TJ", "70": "TJ-UTO"},
        "The Tajik army lost 40 soldiers killed at Tavildara in May 1996. The United Tajik Opposition lost 70 fighters killed.",
    ),
    (
        "russo-japanese", dt.date(1905, 3, 20), {"15,900": "JP", "8,700": "RU"},
        "At Mukden in March 1905 Japan lost 15,900 soldiers killed. Russia lost 8,700 killed and left the city to the enemy.",
    ),
    (
        "russo-japanese", dt.date(1905, 1, 10), {"57,000": "JP", "31,000": "RU"},
        "Since the siege of Port Arthur began the Japanese army has lost 57,000 men killed and wounded. The Russian garrison lost 31,000 "
        "killed and wounded.",
    ),
    (
        "sino-japanese-second", dt.date(1937, 12, 1), {"9,000": "JP", "187,000": "CN"},
        "In the battle of Shanghai Japan lost 9,000 soldiers killed. China lost 187,000 killed and wounded in the same months of 1937.",
    ),
    (
        "sino-japanese-second", dt.date(1940, 12, 20), {"17,000": "CN-COMMUNISTS", "3,000": "JP"},
        "The Eighth Route Army lost 17,000 men killed and wounded in the Hundred Regiments Offensive of 1940. The Japanese army lost "
        "3,000 killed.",
    ),
    (
        "khasan", dt.date(1938, 8, 15), {"960": "SU", "526": "JP"},
        "At Lake Khasan the Red Army lost 960 soldiers killed in August 1938. Japan lost 526 killed.",
    ),
    (
        "khalkhin-gol", dt.date(1939, 9, 20), {"9,700": "SU", "8,440": "JP", "165": "MN"},
        "At Khalkhin Gol the Soviet army lost 9,700 soldiers killed from May to September 1939. The Japanese lost 8,440 killed. Mongolia "
        "lost 165 killed.",
    ),
    (
        "peru-shining-path", dt.date(1991, 8, 20), {"14": "PE", "31": "PE-SENDERO"},
        "In Ayacucho 14 Peruvian soldiers were killed in an ambush on Monday. The army said that 31 Shining Path guerrillas were killed "
        "near Huanta.",
    ),
    (
        "peru-shining-path", dt.date(1997, 4, 25), {"14": "PE-MRTA", "2": "PE"},
        "In Lima 14 MRTA rebels were killed when troops stormed the residence on 22 April 1997. Peru lost 2 soldiers killed.",
    ),
    (
        "el-salvador", dt.date(1989, 11, 20), {"400": "SV-FMLN", "145": "SV"},
        "Since the November offensive began the Salvadoran army says it has killed 400 guerrillas of the FMLN. It lost 145 soldiers "
        "killed in San Salvador.",
    ),
    (
        "el-salvador", dt.date(1983, 10, 5), {"90": "SV", "20": "SV-FMLN"},
        "In Chalatenango the army lost 90 soldiers killed in September, El Salvador's defence ministry said. The guerrillas of the FMLN "
        "lost 20 killed.",
    ),
    (
        "guatemala", dt.date(1984, 5, 12), {"17": "GT", "45": "GT-URNG"},
        "In Huehuetenango 17 Guatemalan soldiers were killed in April. The army said that 45 URNG guerrillas were killed.",
    ),
    (
        "nicaragua-contras", dt.date(1987, 3, 10), {"120": "NI-CONTRAS", "22": "NI"},
        "Managua said that 120 contras were killed in Jinotega in February. The Sandinista army lost 22 soldiers killed.",
    ),
    (
        "nicaragua-contras", dt.date(1986, 6, 2), {"35": "NI", "9": "NI-CONTRAS"},
        "The Nicaraguan Democratic Force said its men killed 35 Sandinista soldiers near Bocay in May. It lost 9 fighters killed.",
    ),
    (
        "football-war", dt.date(1969, 7, 25), {"107": "SV", "165": "HN"},
        "In the four days of July 1969 El Salvador lost 107 soldiers killed. Honduras lost 165 soldiers killed, most of them near "
        "Ocotepeque.",
    ),
    (
        "chaco", dt.date(1933, 12, 20), {"2,600": "BO", "1,500": "PY"},
        "At Campo Vía in December 1933 Bolivia lost 2,600 soldiers killed. Paraguay lost 1,500 soldiers killed.",
    ),
    (
        "paraguayan-war", dt.date(1866, 6, 2), {"6,000": "PY", "3,000": "BR"},
        "At Tuyutí on 24 May 1866 Paraguay lost 6,000 soldiers killed. Brazil lost 3,000 men killed and wounded.",
    ),
    (
        "paraguayan-war", dt.date(1866, 9, 30), {"2,050": "AR", "1,950": "BR", "54": "PY"},
        "At Curupayty on 22 September 1866 Argentina lost 2,050 men killed and wounded and Brazil lost 1,950. Paraguay lost 54 soldiers "
        "killed.",
    ),
    (
        "mexico-drug-war", dt.date(2015, 5, 25), {"42": "MX-CJNG", "One": "MX"},
        "In Tanhuato, Michoacán, federal police killed 42 gunmen of the Jalisco New Generation Cartel on Friday. One Mexican police "
        "officer was killed.",
    ),
    (
        "mexico-drug-war", dt.date(2023, 1, 7), {"19": "MX-SINALOA", "10": "MX"},
        "In Culiacán 19 Sinaloa Cartel gunmen were killed on Thursday. Mexico's defence ministry said that 10 soldiers were killed.",
    ),
    (
        "mexico-drug-war", dt.date(2012, 5, 10), {"23": "MX-CARTELS", "4": "MX"},
        "Mexican marines killed 23 cartel gunmen in Tamaulipas in April. The navy lost 4 Mexican marines killed.",
    ),
    (
        "ecuador-gangs", dt.date(2024, 2, 12), {"11": "EC-GANGS", "3": "EC"},
        "In Guayaquil Ecuadorian soldiers killed 11 gang members in January. Ecuador lost 3 soldiers killed.",
    ),
    (
        "ecuador-gangs", dt.date(2025, 5, 12), {"11": "EC", "5": "EC-GANGS"},
        "In Alto Punino 11 Ecuadorian soldiers were killed by the Comandos de la Frontera on Friday. The army killed 5 fighters of the "
        "Comandos de la Frontera.",
    ),
    (
        "cuban-revolution", dt.date(1958, 8, 12), {"231": "CU", "25": "CU-M26J"},
        "Since the summer offensive began Batista's army has lost 231 soldiers killed in the Sierra Maestra. Castro's rebels lost 25 men "
        "killed.",
    ),
    (
        "cuban-revolution", dt.date(1958, 8, 1), {"41": "CU", "3": "CU-M26J"},
        "Radio Rebelde said that 41 soldiers of the Cuban army were killed at El Jigüe in July. The 26th of July Movement lost 3 fighters "
        "killed.",
    ),
    (
        "spanish-american", dt.date(1898, 7, 10), {"205": "US", "215": "ES"},
        "At San Juan Hill on 1 July 1898 the American army lost 205 soldiers killed. Spain lost 215 soldiers killed.",
    ),
    (
        "spanish-american", dt.date(1898, 7, 20), {"323": "ES", "one": "US"},
        "Off Santiago de Cuba the Spanish fleet lost 323 sailors killed on 3 July 1898. The American fleet lost one man killed.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("war", "day", "sides", "text"), REPORTS)
def test_what_each_side_lost_is_of_its_party_and_its_war(
    war: str, day: dt.date, sides: dict[str, str], text: str
) -> None:
    found = said(text, published=day)
    assert {quote: (party(found[quote]), found[quote].war) for quote in sides} == {
        quote: (code, war) for quote, code in sides.items()
    }


@pytest.mark.parametrize(
    ("day", "quote", "code", "war", "text"),
    [
        (
            dt.date(2024, 3, 1), "14", "NP", "russia-ukraine",
            "Nepal says 14 Nepalis were killed while fighting for the Russian army in Ukraine. Kathmandu has asked Moscow to send home the "
            "rest. Families in Nepal wait, and Nepal has banned work in Russia and Ukraine, officials in Nepal said.",
        ),
        (
            dt.date(2025, 10, 10), "40", "CU", "russia-ukraine",
            "Ukraine says that 40 Cubans were killed in the Russian ranks since the full-scale invasion. Havana denies it.",
        ),
        (
            dt.date(2024, 7, 20), "114", "BD", None,
            "In Bangladesh police killed 114 students in Dhaka, Bangladeshi newspapers said.",
        ),
        (
            dt.date(2015, 4, 28), "3,200", "NP", None,
            "An earthquake shook Nepal on Saturday. In Kathmandu 3,200 people were killed, Nepali police said.",
        ),
    ],
)  # fmt: skip
def test_a_land_alone_does_not_call_up_a_war_long_over(
    day: dt.date, quote: str, code: str, war: str | None, text: str
) -> None:
    claim = said(text, published=day)[quote]
    assert (party(claim), claim.war) == (code, war)
    assert claim.status is not Status.HISTORICAL
