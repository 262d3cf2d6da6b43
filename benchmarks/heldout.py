"""How well the estimate predicts claims that it has not seen, beside a GAM of The Economist's kind and a plain median of claims.

    .venv/bin/python benchmarks/heldout.py [PATH ...] [--war russia-ukraine] [--party RU] [--without BASIS ...] [--out FILE] [--claims FILE]

One basis held out after the other (those of fewer than three figures several at a time), and forward in time: what is published in the
six months after a cut, of days after it, from what was published before. Bands and scores (CRPS) are on the log scale. Points and ranges
are scored by their middle; figures open on one side by nobody. The peers see the same observations, each counted once, and speak of
flows alone. By default it runs on the project's own examples. scipy comes with the extra.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.peers import Told, gam, inside, median
from muster.account.draws import months_from, months_of
from muster.account.statement import statements
from muster.account.system import systems
from muster.claims.war import wars_with
from muster.desk import reports
from muster.desk.settings import settings
from muster.estimate.centring import coordinates
from muster.estimate.density import Density, Read
from muster.estimate.design import Design, designed
from muster.estimate.foretold import crps
from muster.estimate.gathering import observed
from muster.estimate.noise import FREEDOM
from muster.estimate.observation import Observation
from muster.estimate.priors import shipped
from muster.estimate.sampling import SCOUT, Effort, sampled

Array = Any
EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"
WAYS = ("Muster", "GAM", "median")
BANDS = (0.5, 0.8, 0.95)
TINY, TOGETHER = 3, 6  # bases of fewer figures are held out together, until they have so many
HORIZON, EVERY = 6, 6  # months after a cut; months from cut to cut
MONTH = 30.44
GROUPS = {"killed_wounded": "casualties", "losses": "casualties", "irrecoverable": "casualties"}


@dataclass(slots=True)
class Scored:
    """A held-out claim: what it was, its log, and the ensembles that predicted it, by way."""

    how: str
    fold: str
    one: Observation
    told: float
    by: dict[str, Array] = field(default_factory=dict)

    @property
    def common(self) -> bool:
        """Whether all three spoke of it."""
        return len(self.by) == len(WAYS)


class Facts:
    """The statements on one war, and what was known of a party by a day."""

    def __init__(self, options: argparse.Namespace) -> None:
        found = settings()
        self.war, self.party, self.without = options.war, options.party, set(options.without)
        self.wars = wars_with(found.wars)
        self.said = statements(reports.of_paths([Path(one) for one in options.paths], found), wars=self.wars)

    def known(self, by: dt.date = dt.date.max) -> tuple[list[Observation], Any]:
        """The observations as they stood on a day, and the war's system."""
        said = [one for one in self.said if (one.published or dt.date.min) <= by]
        (system,) = [one for one in systems(said, wars=self.wars) if one.war is not None and one.war.id == self.war]
        seen = observed(system, parties=[self.party], stances=shipped().stances)
        return [one for one in seen.observations if one.basis not in self.without], system


# ------------------------------------------------------------------ the estimate
class Muster:
    """The density of one design, from which any of its observations can be held out."""

    def __init__(self, design: Design, *, seed: int, effort: Effort, weight: Array | None = None) -> None:
        self.design, self.seed, self.effort = design, seed, effort
        self.density = Density(design, shipped())
        given = self.density.given(coordinates(design, priors=shipped(), weight=weight), weight=weight)
        drawn = sampled(self.density, given, seed=seed, effort=SCOUT, chains=2)
        standard = self.density.read(drawn.x.reshape(-1, self.density.size), given).standard
        self.at = {name: np.median(values, axis=0) for name, values in standard.items()}

    def predict(self, held: Array) -> list[Array]:
        """For each of the observations whose places are held out draws of what would be told, in logs; the others inform."""
        weight = np.ones(len(self.design.order))
        weight[held] = 0.0
        where = coordinates(self.design, priors=shipped(), at=self.at, weight=weight)
        given = self.density.given(where, weight=weight)
        drawn = sampled(self.density, given, seed=self.seed, effort=self.effort, chains=2)
        if drawn.divergences:
            careful = replace(self.effort, tune=2 * self.effort.tune, care=0.99)
            drawn = sampled(self.density, given, seed=self.seed, effort=careful, chains=2)
            print(f"  gone over again with care; {drawn.divergences} divergences are left", flush=True)
        read = self.density.read(drawn.x.reshape(-1, self.density.size), given)
        random = np.random.default_rng(self.seed)
        return [_told(self.design, read, at, random=random) for at in held]


def _told(design: Design, read: Read, at: int, *, random: np.random.Generator) -> Array:
    """Draws (draw,) of the log of an observation: a sense by its weight, its mean, and noise."""
    weights = np.ones(1) if at >= design.plain.size else np.exp(design.plain.fixed[at])
    senses = random.choice(len(weights), p=weights / weights.sum(), size=len(read.means))
    means = read.means[np.arange(len(senses)), at, senses]
    return means + read.scales[:, at] * random.standard_t(FREEDOM, size=len(senses))


def design_of(observations: Sequence[Observation], facts: Facts, system: Any) -> Design:
    """The arrays over the months from the war's first to the last that is spoken of."""
    first = min([system.war.start, *(one.start for one in observations)])
    return designed(
        observations,
        months=months_from(first, max(one.end for one in observations)),
        parties=[facts.party],
        chart=system.chart,
        priors=shipped(),
        begins=system.war.start,
    )


# ------------------------------------------------------------------ what is held out
def bases(order: Sequence[Observation]) -> Iterator[tuple[str, list[int]]]:
    """The places of each basis that told a plain figure; small ones together."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(order):
        places[one.basis].append(at)
    some: list[int] = []
    for basis in sorted(places):
        its = places[basis]
        if all(order[at].listed for at in its):
            continue
        if len(its) >= TINY:
            yield basis, its
            continue
        some += its
        if len(some) >= TOGETHER:
            yield f"small ones from {order[some[0]].basis}", some
            some = []
    if some:
        yield f"small ones from {order[some[0]].basis}", some


def cuts(first: dt.date, last: dt.date) -> list[dt.date]:
    """The first days of months, from a year after the first month on, each with its horizon before the last day."""
    starts = months_of(first, last)
    return starts[12 : max(len(starts) - HORIZON, 0) : EVERY]


def ahead(facts: Facts, cut: dt.date) -> tuple[Design, list[int]] | None:
    """The design of what was known by a cut and what was published after it of days after it, and the places of these; None where
    either is empty."""
    known, _ = facts.known(cut)
    heard, system = facts.known(months_of(cut, cut + dt.timedelta(days=31 * HORIZON))[HORIZON])
    old = {claim for one in known for claim in one.claims}
    new = [one for one in heard if one.end > cut and not old & set(one.claims)]
    if not known or not any(_closed(one) or one.listed for one in new):
        return None
    design = design_of([*known, *new], facts, system)
    later = {id(one) for one in new}
    return design, [at for at, one in enumerate(design.order) if id(one) in later]


# ------------------------------------------------------------------ peers and scores
def _closed(one: Observation) -> bool:
    return bool(one.low) and one.high is not None


def _peers(design: Design, held: Sequence[int], war_start: dt.date) -> Iterator[tuple[int, dict[str, Array]]]:
    """The ensembles of both peers, in logs of the claim's own people, by place; nothing of a ratio, a level or a list."""
    known: dict[str, list[Told]] = defaultdict(list)
    asked: dict[str, list[tuple[int, Told]]] = defaultdict(list)
    for at, one in enumerate(design.order):
        if one.listed or one.level or one.base or not _closed(one):
            continue
        group = GROUPS.get(one.measure.value, one.measure.value)
        whole = "from the first day" if abs((one.start - war_start).days) <= 3 else "of a span"
        told = Told(one.start, one.end, f"{one.measure.value}, {whole}", float(np.log(one.middle / one.days * MONTH)))
        if at in set(held):
            asked[group].append((at, told))
        else:
            known[group].append(told)
    for group, its in asked.items():
        both = gam(known[group], [told for _, told in its]), median(known[group], [told for _, told in its])
        for number, (at, _) in enumerate(its):
            shift = np.log(design.order[at].days / MONTH)
            ensembles = zip(WAYS[1:], both, strict=True)
            yield at, {name: made[number] + shift for name, made in ensembles if made is not None}


def scored(how: str, fold: str, muster: Muster, held: list[int], start: dt.date) -> list[Scored]:
    """The held-out claims that have a middle, with what predicted them."""
    begun, design = time.time(), muster.design
    ours = dict(zip(held, muster.predict(held), strict=True))
    peers = dict(_peers(design, held, start))
    found = []
    for at in held:
        one = design.order[at]
        if not (one.listed or _closed(one)):
            continue
        told = design.listed.number[at - design.plain.size] if one.listed else design.plain.middle[at]
        found.append(Scored(how, fold, one, float(told), {"Muster": ours[at], **peers.get(at, {})}))
    print(f"{how}: {fold}, {len(held)} held out, {len(found)} scored, {time.time() - begun:.0f} s", flush=True)
    return found


def row(its: Sequence[Scored], way: str, *, weights: Sequence[float] | None = None) -> str:
    """Coverage of the bands and the mean CRPS."""
    cells = [
        100 * np.average([inside(one.by[way], one.told, share=band) for one in its], weights=weights) for band in BANDS
    ]
    score = np.average([crps(one.by[way], one.told) for one in its], weights=weights)
    return " | ".join([*(f"{cell:.0f} %" for cell in cells), f"{score:.3f}"])


def table(found: Sequence[Scored]) -> Iterator[str]:
    """The results as Markdown: all three on what all three predict, each basis alike too, then the estimate on what it alone predicts."""
    yield "| held out | claims | by | in 50 % | in 80 % | in 95 % | CRPS |\n| --- | --- | --- | --- | --- | --- | --- |"
    hows = list(dict.fromkeys(one.how for one in found))
    for how in hows:
        its = [one for one in found if one.how == how and one.common]
        often = Counter(one.one.basis for one in its)
        for what, weights in ((how, None), (f"{how}, each basis alike", [1 / often[one.one.basis] for one in its])):
            yield from (f"| {what} | {len(its)} | {way} | {row(its, way, weights=weights)} |" for way in WAYS if its)
    for how in hows:
        its = [one for one in found if one.how == how and not one.common]
        if its:
            yield f"| {how}: levels, ratios, lists, and flows told too seldom for the peers | {len(its)} | Muster | {row(its, 'Muster')} |"
    yield (
        "\n| fold | claims | "
        + " | ".join(f"{way} in 80 %, CRPS" for way in WAYS)
        + " |\n| --- | --- | --- | --- | --- |"
    )
    for fold in dict.fromkeys((one.how, one.fold) for one in found):
        its = [one for one in found if (one.how, one.fold) == fold and one.common]
        if not its:
            continue
        cells = [row(its, way).split(" | ") for way in WAYS]
        yield f"| {': '.join(fold)} | {len(its)} | " + " | ".join(f"{cell[1]}, {cell[3]}" for cell in cells) + " |"


def written(found: Sequence[Scored], path: str) -> None:
    """Every held-out claim with what predicted it, as CSV."""
    with Path(path).open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(
            ["held out", "fold", "basis", "measure", "start", "end", "told", "by", "q10", "q50", "q90", "crps"]
        )
        for one in found:
            about = [
                one.how,
                one.fold,
                one.one.basis,
                one.one.measure.value,
                one.one.start,
                one.one.end,
                f"{np.exp(one.told):.0f}",
            ]
            for way, ensemble in one.by.items():
                band = [f"{q:.0f}" for q in np.exp(np.quantile(ensemble, [0.1, 0.5, 0.9]))]
                out.writerow([*about, way, *band, f"{crps(ensemble, one.told):.4f}"])


def asked() -> argparse.Namespace:
    """What the command line asks for."""
    ways = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ways.add_argument("paths", nargs="*", default=[str(EXAMPLES)])
    ways.add_argument("--war", default="russia-ukraine")
    ways.add_argument("--party", default="RU")
    ways.add_argument("--without", nargs="*", default=[], help="keys of bases that are estimates themselves")
    ways.add_argument("--only", nargs="*", default=[], help="folds: names of bases, or days of cuts")
    ways.add_argument("--seed", type=int, default=1)
    ways.add_argument("--tune", type=int, default=300)
    ways.add_argument("--draws", type=int, default=400)
    ways.add_argument("--out", help="a file for the tables")
    ways.add_argument("--claims", help="a file for each claim with its predictions")
    return ways.parse_args()


def main() -> None:
    """Holds out, scores and prints the tables."""
    options = asked()
    facts, begun = Facts(options), time.time()
    effort = Effort(tune=options.tune, draws=options.draws, final=True, care=0.8)
    whole, system = facts.known()
    found: list[Scored] = []
    for cut in cuts(system.war.start, max(one.end for one in whole)):
        made = ahead(facts, cut) if not options.only or str(cut) in options.only else None
        if made is not None:
            weight = np.ones(len(made[0].order))
            weight[made[1]] = 0.0
            muster = Muster(made[0], seed=options.seed, effort=effort, weight=weight)
            found += scored("forward in time", f"from {cut}", muster, made[1], system.war.start)
    folds = [one for one in bases(design_of(whole, facts, system).order) if not options.only or one[0] in options.only]
    if folds:
        muster = Muster(design_of(whole, facts, system), seed=options.seed, effort=effort)
        for fold, held in folds:
            found += scored("one basis out", fold, muster, held, system.war.start)
    lines = list(table(found))
    print(f"{len(whole)} observations, {(time.time() - begun) / 60:.0f} minutes", *lines, sep="\n")
    if options.out:
        Path(options.out).write_text("\n".join(lines) + "\n", encoding="utf-8")
    if options.claims:
        written(found, options.claims)


if __name__ == "__main__":
    main()
