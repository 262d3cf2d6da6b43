"""Speed of the reader in full and of its figures alone beside quantulum3, on news-like text of which no sentence repeats.

    python benchmarks/reading.py [--kb 3000] [--read-kb 300] [--peer-kb 40] [--seed 1]

CPU time of one process. Each is given the same kind of text, quantulum3 less of it, since it needs far longer.
quantulum3 is wanted here alone: `uv pip install quantulum3`.
"""

from __future__ import annotations

import argparse
import importlib
import random
import sys
import time
from collections.abc import Callable

from muster.claims.document import Document
from muster.numbers.figures import find
from muster.reading.reader import read

PLACES = ["Karsk", "Velino", "Ostrava Hills", "Dorne", "Lymansk", "Tarsa", "Novy Brod", "Sarin", "Halmyr", "Port Ede"]
WHO = [
    "the ministry",
    "a spokesman",
    "the general staff",
    "an aid worker",
    "the governor",
    "a former officer",
    "the monitoring group",
]
PEOPLE = ["soldiers", "troops", "civilians", "recruits", "prisoners", "reservists", "volunteers", "border guards"]
THINGS = ["tanks", "drones", "artillery systems", "lorries", "villages", "checkpoints", "fuel depots"]
HEDGES = [
    "",
    "",
    "",
    "about ",
    "more than ",
    "at least ",
    "up to ",
    "nearly ",
    "as many as ",
    "fewer than ",
    "an estimated ",
]
WORDS = ["two", "three", "seven", "a dozen", "forty-eight", "two hundred and six", "half a million", "twelve thousand"]
CLAUSES = [
    "{who} said that {n} {people} had been killed near {place} since {day} {month}",
    "{n} {people} were wounded and {n2} {things} were lost, according to {who}",
    "the road to {place} stayed closed for a further week while crews cleared what the retreating column had left behind",
    "{who} would not say how many had crossed the river, and nobody at the bridge was willing to be named",
    "losses came to between {low} and {high} {people} over the month, {who} added",
    "in {month} {year} the front ran through {place}, where the school, the mill and the station had all changed hands",
    "{pct}% of the wounds in the hospital at {place} came from drones, doctors told this newspaper",
    "the payment for a first contract rose to {money} rubles, which few in {place} would earn otherwise",
    "people in {place} queued for bread in the morning and for water in the afternoon, as they had done all winter",
    "{words} {people} came back in an exchange that {who} called the first since {year}",
    "for each of ours they lose {few}, {who} claimed, though no list of names was shown to back it",
    "the council met at {hour}:{minute} and spoke about the harvest, the pensions and the state of the roads",
]  # fmt: skip


def news(kilobytes: int, seed: int) -> str:
    """So many kilobytes of made-up reports; every sentence is met once."""
    dice = random.Random(seed)
    seen: set[str] = set()
    out: list[str] = []
    size = 0
    while size < kilobytes * 1000:
        sentence = _sentence(dice)
        if sentence in seen:
            continue
        seen.add(sentence)
        out.append(sentence)
        size += len(sentence) + 1
    return "".join(text + ("\n\n" if dice.random() < 0.2 else " ") for text in out)


def ordinary(kilobytes: int, seed: int) -> str:
    """News as dense as it mostly is: of four sentences one tells a figure or two, the others none."""
    dice = random.Random(seed)
    told = iter(news(kilobytes, seed).replace("\n\n", " ").split(". "))
    out: list[str] = []
    size = 0
    while size < kilobytes * 1000:
        plain = " ".join(dice.choice(PLAIN) for _ in range(dice.randrange(12, 26))).capitalize()
        out.append((next(told) if dice.random() < 0.25 else plain).rstrip(".") + ".")
        size += len(out[-1]) + 1
    return "".join(text + ("\n\n" if dice.random() < 0.2 else " ") for text in out)


PLAIN = (
    "the road bridge night market school river council letter winter bread water doctor driver teacher village street window harvest "
    "price train office paper story music church garden summer friend brother mother question answer order island morning evening "
    "station border colonel commander soldier army front line losses war talks peace fire shells drones"
).split()


def _sentence(dice: random.Random) -> str:
    low = dice.randrange(100, 60_000)
    clauses = dice.sample(CLAUSES, 2)
    text = ", and ".join(clauses).format(
        who=dice.choice(WHO), place=dice.choice(PLACES), people=dice.choice(PEOPLE), things=dice.choice(THINGS), words=dice.choice(WORDS),
        month=dice.choice(["January", "May", "October", "December"]), day=dice.randrange(1, 29), year=dice.randrange(1990, 2026),
        n=dice.choice(HEDGES) + f"{dice.randrange(2, 90_000):,}", n2=dice.randrange(2, 400),
        low=f"{low:,}", high=f"{low + dice.randrange(1, 9000):,}",
        pct=dice.randrange(1, 100), money=f"{dice.randrange(10, 900)},000", few=dice.choice(["two", "three", "seven"]),
        hour=dice.randrange(10, 24), minute=dice.randrange(10, 60),
    )  # fmt: skip
    return text[0].upper() + text[1:] + "."


def measure(parse: Callable[[str], object], text: str) -> tuple[float, int]:
    """Kilobytes a CPU-second, and how much was found, reading page by page as documents come."""
    pages = [text[at : at + 4000] for at in range(0, len(text), 4000)]
    found = 0
    started = time.process_time()
    for page in pages:
        result = parse(page)
        found += len(result) if isinstance(result, list) else 0
    return len(text.encode()) / 1000 / (time.process_time() - started), found


def claims(text: str) -> list[object]:
    """The claims of a page."""
    return list(read(Document(text=text)).claims)


def main() -> None:
    """Prints the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kb", type=int, default=3000)
    options.add_argument("--read-kb", type=int, default=300)
    options.add_argument("--peer-kb", type=int, default=40)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    print(f"{'':<14}{'text KB':>9}{'KB a CPU-second':>18}{'found':>10}")
    figures, found = measure(find, news(chosen.kb, chosen.seed))
    print(f"{'figures.find':<14}{chosen.kb:>9,}{figures:>18,.0f}{found:>10,}")
    claims("One soldier was killed.")  # which loads the lexicon
    whole, found = measure(claims, news(chosen.read_kb, chosen.seed))
    print(f"{'read in full':<14}{chosen.read_kb:>9,}{whole:>18,.0f}{found:>10,}")
    sparse, found = measure(claims, ordinary(chosen.read_kb, chosen.seed))
    print(f"{'as mostly is':<14}{chosen.read_kb:>9,}{sparse:>18,.0f}{found:>10,}")
    try:
        parser = importlib.import_module("quantulum3.parser")
    except ImportError:
        sys.exit("quantulum3 is not here to compare with: uv pip install quantulum3")
    text = news(chosen.peer_kb, chosen.seed + 1)
    parser.parse("One soldier.")
    theirs, their_found = measure(parser.parse, text)
    print(f"{'quantulum3':<14}{chosen.peer_kb:>9,}{theirs:>18,.0f}{their_found:>10,}")
    print(f"{'find, times':<14}{'':>9}{figures / theirs:>18,.0f}")
    print(f"{'read, times':<14}{'':>9}{whole / theirs:>18,.0f}")


if __name__ == "__main__":
    main()
