"""How long `muster add` takes for many documents, reading included, and how much memory at its peak.

Run by hand: python benchmarks/ledger.py [DOCUMENTS]. To reach: 10,000 documents of 3 KB in under a minute on two cores, under 300 MB.
The sentences are made up and no two are the same, so that nothing is quick because it was met before.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZE = 3000
PLACES = [
    "the northern front",
    "the river crossing",
    "the eastern villages",
    "the coast road",
    "the salt works",
    "the rail junction",
]
SPEAKERS = [
    "The Defence Ministry",
    "The General Staff",
    "A regional governor",
    "Two officials",
    "The brigade's spokesman",
    "Analysts",
]
PARTIES = ["Russian", "Ukrainian", "government", "rebel"]
SHAPES = (
    "{speaker} said on {day} {month} that {number:,} {party} soldiers had been killed near {place} since {other} {month}.",
    "By {speaker_low}'s count between {number:,} and {more:,} {party} troops were wounded at {place} in {month} {year}.",
    "Rain held up the convoys to {place} for {small} days, and prices there rose by {small}.{digit} percent in {month}.",
    "{speaker} put {party} losses at more than {number:,} for the {small} weeks to {day} {month} {year}, down from {more:,}.",
    "Some {number:,} men were called up in {month} {year}, a {party} officer at {place} said, against {more:,} who had been asked for.",
    "Of the {small} bridges at {place}, {digit} still stand; a {party} engineer needed {number:,} planks and {small} nights.",
)
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def text(chance: random.Random) -> str:
    """About 3 KB of news that nobody wrote."""
    sentences: list[str] = []
    while sum(map(len, sentences)) < SIZE:
        number = chance.randint(100, 90_000)
        speaker = chance.choice(SPEAKERS)
        sentences.append(
            chance.choice(SHAPES).format(
                speaker=speaker, speaker_low=speaker[0].lower() + speaker[1:], day=chance.randint(2, 28),
                other=chance.randint(1, 28), month=chance.choice(MONTHS), year=chance.randint(2022, 2025), number=number,
                more=number + chance.randint(100, 9000), party=chance.choice(PARTIES), place=chance.choice(PLACES),
                small=chance.randint(2, 60), digit=chance.randint(1, 9),
            )
        )  # fmt: skip
    return "\n\n".join(" ".join(sentences[first : first + 4]) for first in range(0, len(sentences), 4))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "reports"
        folder.mkdir()
        for number in range(count):
            (folder / f"{number:05}.txt").write_text(f"9 December 2024\n\n{text(chance)}", encoding="utf-8")
        command = [sys.executable, "-m", "muster", "add", str(folder), "--ledger", str(Path(place) / "muster.duckdb")]
        for what in ("added", "added again"):
            started = time.perf_counter()
            subprocess.run(command, check=True)
            seconds, used = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
            print(f"{count:,} documents {what} in {seconds:.1f} s, {1000 * seconds / count:.2f} ms each;", end=" ")
            print(
                f"processor so far {used.ru_utime + used.ru_stime:.1f} s; peak of the largest process {used.ru_maxrss / 1024:.0f} MB"
            )
        size = (Path(place) / "muster.duckdb").stat().st_size
        print(f"the ledger has {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
