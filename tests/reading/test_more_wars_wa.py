"""Wars of Asia and of the Americas: what each side lost is read as of the right party and the right war."""

from __future__ import annotations

import datetime as dt

import pytest
from telling import party, said

REPORTS = [
    (
        "pakistan",
        dt.date(2009, 5, 20),
        "In the Swat Valley the Pakistani army said that 38 Taliban fighters were killed on Tuesday. The army lost 11 soldiers "
        "killed in the same fighting.",
        {"38": "PK-TTP", "11": "PK"},
    ),
    (
        "pakistan",
        dt.date(2024, 11, 10),
        "The Baloch Liberation Army claimed responsibility for the blast at Quetta station, in which 26 Pakistani soldiers were "
        "killed. Officials said that 9 BLA fighters died in a raid near Turbat.",
        {"26": "PK", "9": "PK-BLA"},
    ),
    (
        "pakistan",
        dt.date(2025, 3, 4),
        "The ISPR said 16 TTP militants were killed in Bannu on Monday. Pakistan lost 5 soldiers when the base was stormed.",
        {"16": "PK-TTP", "5": "PK"},
    ),
    (
        "pakistan",
        dt.date(2014, 7, 10),
        "More than 400 militants have been killed in North Waziristan since Operation Zarb-e-Azb began, Pakistan's military said "
        "of its fight against the Pakistani Taliban. It put its own losses at 20 soldiers killed.",
        {"More than 400": "PK-TTP", "20": "PK"},
    ),
    (
        "pakistan-afghanistan",
        dt.date(2025, 10, 13),
        "Zabihullah Mujahid said 58 Pakistani soldiers were killed along the Durand Line. Pakistan said it had lost 23 soldiers "
        "and killed 200 Taliban fighters.",
        {"58": "PK", "23": "PK", "200": "AF"},
    ),
    (
        "india-maoists",
        dt.date(2010, 4, 7),
        "Maoist rebels ambushed a patrol near Dantewada on Tuesday, killing 76 troopers of the Central Reserve Police Force. "
        "Indian police said that 8 Maoists were killed.",
        {"76": "IN", "8": "IN-MAOISTS"},
    ),
    (
        "india-maoists",
        dt.date(2025, 5, 22),
        "Indian security forces killed 27 Maoists in Narayanpur, among them Basavaraju. One member of the District Reserve Guard "
        "was killed.",
        {"27": "IN-MAOISTS", "One": "IN"},
    ),
    (
        "nepal",
        dt.date(2002, 5, 10),
        "In Rolpa the Royal Nepalese Army lost 35 soldiers killed in an assault on its camp. The Maoists lost 140 fighters "
        "killed, Nepal's defence ministry said.",
        {"140": "NP-MAOISTS", "35": "NP"},
    ),
    (
        "kashmir",
        dt.date(2001, 6, 12),
        "In Kupwara Indian troops killed 14 Kashmiri militants on Sunday. The army lost 4 soldiers killed in the fighting.",
        {"14": "IN-KASHMIR", "4": "IN"},
    ),
    (
        "kashmir",
        dt.date(2019, 2, 15),
        "Jaish-e-Mohammed said it was behind the bombing in Pulwama in which 40 members of the Central Reserve Police Force were "
        "killed. In 2018 Indian forces killed 257 militants in Kashmir.",
        {"40": "IN"},
    ),
    (
        "india-pakistan-1971",
        dt.date(1971, 12, 20),
        "In the war of December 1971 India lost 3,800 soldiers killed. Pakistan lost about 9,000 killed, and the Mukti Bahini "
        "fought on both banks of the river.",
        {"3,800": "IN", "about 9,000": "PK"},
    ),
    (
        "india-pakistan-1971",
        dt.date(1971, 8, 20),
        "The Mukti Bahini said that 60 Pakistani soldiers were killed near Comilla in August. Pakistan's army reported 25 Bengali "
        "guerrillas killed.",
        {"60": "PK", "25": "BD-MUKTI"},
    ),
    (
        "india-pakistan-1965",
        dt.date(1965, 10, 2),
        "Since Operation Gibraltar in August 1965 India has lost 3,000 soldiers killed. Pakistan lost 3,800 soldiers killed, most "
        "of them near Chawinda and Sialkot.",
        {"3,000": "IN", "3,800": "PK"},
    ),
    (
        "sino-indian",
        dt.date(1962, 12, 1),
        "In the Sino-Indian War of 1962 India lost 1,383 soldiers killed. Chinese troops lost 722 killed at Tawang, Walong and in "
        "Aksai Chin.",
        {"1,383": "IN", "722": "CN"},
    ),
    (
        "sino-vietnamese",
        dt.date(1979, 3, 20),
        "Since the Chinese invasion on 17 February 1979 China has lost 20,000 soldiers killed and wounded. Vietnam lost 15,000 "
        "killed at Lang Son and Cao Bang.",
        {"20,000": "CN", "15,000": "VN"},
    ),
    (
        "chinese-civil-war",
        dt.date(1949, 1, 15),
        "In the Huaihai campaign the Nationalists lost 550,000 men, most of them captured. The Communists lost 150,000 killed and "
        "wounded near Xuzhou.",
        {"150,000": "CN-COMMUNISTS", "550,000": "CN"},
    ),
    (
        "malayan-emergency",
        dt.date(1951, 11, 2),
        "In Pahang 27 British soldiers were killed in October. The police reported 41 communist terrorists killed in the Malayan "
        "Emergency in the same month.",
        {"27": "GB", "41": "MY-MNLA"},
    ),
    (
        "malayan-emergency",
        dt.date(1950, 4, 2),
        "Malayan police said 16 guerrillas of the Malayan National Liberation Army were killed in Perak. Malaya lost 9 policemen "
        "killed near Sungai Siput.",
        {"16": "MY-MNLA", "9": "MY"},
    ),
    (
        "indonesia-independence",
        dt.date(1949, 3, 2),
        "Since the second police action in December 1948 the Dutch army has lost 113 soldiers killed. Indonesian guerrillas lost "
        "2,000 killed on Java.",
        {"113": "NL", "2,000": "ID"},
    ),
    (
        "east-timor",
        dt.date(1983, 9, 10),
        "Falintil guerrillas killed 16 Indonesian soldiers at Kraras in August 1983. Indonesia said that 60 Fretilin fighters "
        "were killed.",
        {"16": "ID", "60": "TL-FALINTIL"},
    ),
    (
        "aceh",
        dt.date(2003, 7, 20),
        "Since martial law was imposed in May 2003 the Indonesian military says it has killed 500 GAM rebels. It lost 51 soldiers "
        "killed in Aceh.",
        {"500": "ID-GAM", "51": "ID"},
    ),
    (
        "cambodia-civil-war",
        dt.date(1973, 8, 20),
        "Cambodian troops lost 1,000 killed near Kampong Cham in August 1973. The Lon Nol government said that 4,000 Khmer Rouge "
        "fighters were killed.",
        {"1,000": "KH", "4,000": "KH-KHMERROUGE"},
    ),
    (
        "cambodia-vietnam",
        dt.date(1985, 3, 20),
        "In February 1985 Vietnam lost 800 soldiers killed at Phnom Malai. Hanoi said that 1,200 Khmer Rouge guerrillas were "
        "killed.",
        {"800": "VN", "1,200": "KH-KHMERROUGE"},
    ),
    (
        "cambodia-vietnam",
        dt.date(1984, 12, 2),
        "The KPNLF said that 55 of its fighters were killed at Nong Chan in November. It counted 103 Vietnamese soldiers killed.",
        {"55": "KH-KPNLF", "103": "VN"},
    ),
    (
        "philippines-npa",
        dt.date(2019, 4, 28),
        "In Samar the New People's Army killed 6 soldiers of the Philippine army on 23 April. The military said that 11 NPA "
        "rebels were killed.",
        {"6": "PH", "11": "PH-NPA"},
    ),
    (
        "philippines-npa",
        dt.date(2024, 3, 10),
        "The Philippine army said that 12 communist rebels were killed in Negros Occidental on Tuesday.",
        {"12": "PH-NPA"},
    ),
    (
        "philippines-moro",
        dt.date(2000, 7, 12),
        "Since the all-out war began in March 2000 the Philippine military says it has killed 900 MILF rebels. The army lost 200 "
        "soldiers killed in Mindanao.",
        {"900": "PH-MILF", "200": "PH"},
    ),
    (
        "philippines-moro",
        dt.date(2015, 2, 1),
        "In Mamasapano 44 members of the Special Action Force were killed on 25 January. The Moro Islamic Liberation Front lost "
        "18 fighters killed.",
        {"44": "PH", "18": "PH-MILF"},
    ),
    (
        "philippines-moro",
        dt.date(2016, 4, 12),
        "Philippine troops lost 18 soldiers killed in Basilan on Saturday. Abu Sayyaf lost 28 gunmen killed.",
        {"18": "PH", "28": "PH-ABUSAYYAF"},
    ),
    (
        "thailand-south",
        dt.date(2013, 2, 15),
        "In Narathiwat Thai marines killed 16 insurgents who had attacked a base on Wednesday. In Yala 4 Thai soldiers were "
        "killed by a bomb.",
        {"16": "TH-BRN", "4": "TH"},
    ),
    (
        "thailand-south",
        dt.date(2019, 11, 8),
        "In Yala 15 members of the Thai security forces were killed on Tuesday. The army said that 7 BRN fighters were killed.",
        {"15": "TH", "7": "TH-BRN"},
    ),
    (
        "tajikistan",
        dt.date(1993, 7, 20),
        "On 13 July 1993 Tajik rebels killed 25 Russian border guards at a post on the Pyanj. Tajikistan's government said 60 "
        "Tajik opposition fighters were killed.",
        {"25": "RU", "60": "TJ-UTO"},
    ),
    (
        "tajikistan",
        dt.date(1996, 5, 20),
        "The Tajik army lost 40 soldiers killed at Tavildara in May 1996. The United Tajik Opposition lost 70 fighters killed.",
        {"40": "TJ", "70": "TJ-UTO"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("war", "day", "text", "sides"), REPORTS)
def test_what_each_side_lost_is_of_its_party_and_its_war(
    war: str, day: dt.date, text: str, sides: dict[str, str]
) -> None:
    found = said(text, published=day)
    assert {quote: (party(found[quote]), found[quote].war) for quote in sides} == {
        quote: (code, war) for quote, code in sides.items()
    }
