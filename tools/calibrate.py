"""Simulation-based calibration of the estimate: small ledgers that the model itself might have told, and where the truth ranks among the
draws. Writes src/muster/estimate/calibration.json, and the table and the picture of docs/calibration.md.

    tools/calibrate.py                  1,000 ledgers, and 200 for each of three models that are wrong on purpose (an hour or two)
    tools/calibrate.py --ledgers 40     fewer, and nothing is written
    tools/calibrate.py --parts FILE     keeps every part as it is done, and goes on from those that are
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import multiprocessing
import sys
import time
import warnings
from dataclasses import replace
from pathlib import Path

import numpy as np

from muster.account.chart import shipped as chart
from muster.account.draws import month_end, months_of
from muster.account.stances import Stance
from muster.claims.measures import Measure
from muster.estimate import posterior
from muster.estimate.calibration import model_hash
from muster.estimate.centring import coordinates
from muster.estimate.design import Design, designed
from muster.estimate.observation import Observation
from muster.estimate.priors import shipped
from muster.estimate.ranks import covered, envelope, rank, uniformity
from muster.estimate.sampling import Effort, density_of, sampled
from muster.estimate.simulation import likelihood, quantities, simulated

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "src" / "muster" / "estimate" / "calibration.json"
PAGE = ROOT / "docs" / "calibration.md"
PICTURE = ROOT / "docs" / "calibration.svg"
MONTHS = 8
KEPT = 100  # draws of each ledger among which the truth is ranked
EFFORT = Effort(tune=300, draws=400, cores=1, final=True)
BANDS = (0.5, 0.8, 0.95)
WRONG = ("copies counted twice", "a bias left out", "noise × 0.8")
LIKELIHOOD = "the figures' likelihood"
DOUBLED = "staff"  # whose figures the first of them counts twice


# ------------------------------------------------------------------ the ledgers
def month(number: int) -> tuple[dt.date, dt.date]:
    first = dt.date(2023, number + 1, 1)
    return first, month_end(first)


def told(
    basis: str, measure: Measure, days: tuple, low: float | None, high: float | None, **more: object
) -> Observation:
    its = {
        "stance": Stance.INDEPENDENT,
        "published": days[1],
        "claims": (f"{basis} {measure} {days} {low} {high}",),
        **more,
    }
    return Observation(
        party="RU", civilian=False, measure=measure, basis=basis, name=basis, start=days[0], end=days[1], low=low, high=high,
        **its,
    )  # fmt: skip


def about(basis: str, measure: Measure, days: tuple, number: float, **more: object) -> Observation:
    return told(basis, measure, days, number * 0.99, number * 1.01, **more)


def kinds() -> dict[str, list[Observation]]:
    """Four small ledgers: who counted what for when. Their numbers only set how finely is rounded and where bounds lie."""
    all_of, half = (month(0)[0], month(MONTHS - 1)[1]), (month(0)[0], month(3)[1])
    enemy, own = Stance.ENEMY, Stance.OWN
    losses = [about("staff", Measure.LOSSES, month(at), 4000, stance=enemy) for at in range(MONTHS)]
    return {
        "the dead, by three": [
            *(about("staff", Measure.KILLED, month(at), 1000, stance=enemy) for at in range(MONTHS)),
            *(about("institute", Measure.KILLED, month(at), 1000) for at in (1, 3, 5)),
            told("paper", Measure.KILLED, all_of, 6000, 9000),
            told("paper", Measure.KILLED, half, 4000, None),
            told("ministry", Measure.KILLED, all_of, None, 9000, stance=own),
        ],
        "losses, and a list of names": [
            *losses,
            about("ally", Measure.KILLED_WOUNDED, half, 16_000, stance=Stance.STATE),
            about("ally", Measure.KILLED_WOUNDED, all_of, 32_000, stance=Stance.STATE),
            told("list", Measure.OBITUARIES, half, 3000, None, listed=True),
            told("list", Measure.OBITUARIES, all_of, 6000, None, listed=True),
            about("mediazona and meduza", Measure.KILLED, half, 4000),
        ],
        "strength and recruits": [
            *losses,
            *(about("council", Measure.RECRUITED, month(at), 3000, stance=own) for at in range(0, MONTHS, 2)),
            about("spy", Measure.STRENGTH, month(1), 200_000, level=True, stance=enemy),
            about("spy", Measure.STRENGTH, month(6), 200_000, level=True, stance=enemy),
        ],
        "the missing and a ratio": [
            *losses,
            about("bureau", Measure.MISSING, half, 600),
            about("bureau", Measure.MISSING, all_of, 1200),
            about("doctor", Measure.WOUNDED_PER_KILLED, all_of, 3, base=Measure.KILLED),
            about("ministry", Measure.CAPTURED, all_of, 120, stance=own),
        ],
    }  # fmt: skip


def design_of(kind: str) -> Design:
    its = sorted(kinds()[kind], key=lambda one: one.order)
    months = months_of(month(0)[0], month(MONTHS - 1)[1])
    return designed(its, months=months, parties=("RU",), chart=chart(), priors=shipped(), begins=months[0])


# ------------------------------------------------------------------ ranks
HELD: dict[tuple[str, str | None], object] = {}  # of each process, so that each density is compiled once


def ranked(task: tuple[str, str | None, int, int]) -> dict[str, object]:
    """The ranks of so many ledgers of a kind, from a seed on, under the right model or one of the wrong ones."""
    warnings.simplefilter("ignore")
    kind, wrong, first, count = task
    priors, design = shipped(), design_of(kind)
    believed = priors
    if wrong == "a bias left out":
        believed = replace(priors, of={**priors.of, "class": replace(priors["class"], at=1e-3)})
    honest = posterior._scales
    if wrong == "noise × 0.8":
        posterior._scales = lambda *its, **more: 0.8 * honest(*its, **more)
    density = HELD.setdefault((kind, wrong), density_of(design, priors=believed))
    twice = 1.0 + (wrong == WRONG[0]) * np.array([one.basis == DOUBLED for one in design.order])
    found: dict[str, list[int]] = {}
    diverged = []
    for seed in range(first, first + count):
        random = np.random.default_rng([20261129, seed])
        posterior._scales, patched = honest, posterior._scales
        ledger = simulated(design, priors=priors, random=random)
        posterior._scales = patched
        # Coordinates do not change the posterior, and these are the same for all ledgers of a kind.
        given = density.given(coordinates(design, priors=priors), design=ledger.design, weight=twice)
        drawn = sampled(density, given, seed=seed, effort=EFFORT, chains=1)
        diverged.append(drawn.divergences)
        read = density.read(drawn.x.reshape(-1, density.size)[:: EFFORT.draws // KEPT], given)
        draws = quantities(design, flows=read.flows, stocks=read.stocks, named=read.named)
        truth = ledger.truth
        true = quantities(
            design,
            flows=np.asarray(truth.flows)[None],
            stocks=None if truth.stocks is None else np.asarray(truth.stocks)[None],
            named={name: np.asarray(values)[None] for name, values in truth.named.items()},
        )
        true[LIKELIHOOD] = np.array([likelihood(ledger, priors=priors)])
        draws[LIKELIHOOD] = read.claims.sum(axis=1)
        for name, values in true.items():
            found.setdefault(name, []).append(rank(float(values[0]), draws[name], random=random))
    posterior._scales = honest
    return {"task": list(task), "model": model_hash(), "ranks": found, "diverged": diverged}


def measured(ledgers: int, wrong_ledgers: int, *, jobs: int, parts: Path | None) -> dict[str | None, dict[str, object]]:
    names, at_once = list(kinds()), 20
    tasks = [
        (names[at % len(names)], wrong, first, min(at_once, number - first))
        for wrong, number in ((None, ledgers), *((one, wrong_ledgers) for one in WRONG))
        for at, first in enumerate(range(0, number, at_once))
    ]
    held = [json.loads(line) for line in parts.read_text().splitlines()] if parts and parts.exists() else []
    held = [one for one in held if one["model"] == model_hash() and tuple(one["task"]) in tasks]
    left = [task for task in tasks if list(task) not in [one["task"] for one in held]]
    began = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(jobs, maxtasksperchild=40) as pool:
        for done, one in enumerate(pool.imap_unordered(ranked, left), start=1):
            held.append(one)
            if parts:
                with parts.open("a") as file:
                    file.write(json.dumps(one) + "\n")
            print(f"{done} of {len(left)} parts, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    found: dict[str | None, dict[str, object]] = {}
    for one in sorted(held, key=lambda one: tasks.index(tuple(one["task"]))):
        its = found.setdefault(one["task"][1], {"ranks": {}, "diverged": []})
        for name, ranks in one["ranks"].items():
            its["ranks"].setdefault(name, []).extend(ranks)
        its["diverged"] += one["diverged"]
    return found


def summed(its: dict[str, object]) -> dict[str, object]:
    """Of each quantity how many ledgers, the chance of uniform ranks, and what the bands hold."""
    return {
        "ledgers": len(its["diverged"]),
        "with divergences": sum(one > 0 for one in its["diverged"]),
        "quantities": {
            name: {
                "ledgers": len(ranks),
                "uniform": round(uniformity(np.array(ranks), KEPT), 4),
                **{f"{band:.0%}": round(covered(np.array(ranks), KEPT, share=band), 3) for band in BANDS},
            }
            for name, ranks in sorted(its["ranks"].items())
        },
    }


# ------------------------------------------------------------------ what is told
def page(results: dict[str, object]) -> str:
    right = results["right"]
    lines = [
        "# Calibration",
        "",
        "Do the bands hold what they say? Small ledgers are drawn from the model itself (accounts from the priors, figures from the",
        "accounts), each is estimated as any other, and the truth is ranked among the draws. If model and sampler are of one mind, every",
        "rank is as likely as any other (Talts and others 2018), and a band of 80 % holds the truth in 80 of 100 ledgers.",
        "`tools/calibrate.py` writes this page and the file by which `muster estimate` knows whether its version was measured.",
        "",
        f"Model `{results['model']}`, {right['ledgers']:,} ledgers of four kinds, {MONTHS} months each; in",
        f"{right['with divergences']} of them a draw diverged, and they count like all others. *Uniform* is the chance that uniform ranks",
        "stray as far as these: below 0.01 they leave their simultaneous 99 % envelope (Säilynoja and others 2022). The figures'",
        "likelihood at the truth is ranked among that at the draws, since it tells sooner whether noise is right (Modrák and others 2023).",
        "",
        "![How far the ranks of each quantity stray from uniformity, within their envelopes](calibration.svg)",
        "",
        "| quantity | ledgers | uniform | 50 % holds | 80 % holds | 95 % holds |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, one in right["quantities"].items():
        bands = " | ".join(f"{one[f'{band:.0%}']:.1%}" for band in BANDS)
        lines.append(f"| {name} | {one['ledgers']:,} | {one['uniform']:.3f} | {bands} |")
    lines += [
        "",
        "## Models that are wrong on purpose",
        "",
        "The same with a model that is wrong in one thing; that it is found out shows that the measure can fail.",
        "",
        "| what is wrong | ledgers | found out by | the 80 % band of the dead holds |",
        "| --- | ---: | --- | ---: |",
    ]
    for name, one in results["wrong"].items():
        out = [f"{what} ({its['uniform']:.3f})" for what, its in one["quantities"].items() if its["uniform"] < 0.01]
        held = one["quantities"]["killed in all"]["80%"]
        lines.append(f"| {name} | {one['ledgers']:,} | {', '.join(out) or 'nothing'} | {held:.1%} |")
    return "\n".join([*lines, ""])


def picture(ranks: dict[str, list[int]]) -> str:
    """How far each distribution function of ranks is from uniform, over its envelope."""
    import vl_convert

    rows = []
    for name, its in sorted(ranks.items()):
        points, low, high = envelope(len(its), KEPT)
        counts = np.bincount(its, minlength=KEPT + 1)[:KEPT].cumsum() / len(its)
        rows += [
            {"of": name, "rank": x, "off": y - x, "low": a - x, "high": b - x}
            for x, y, a, b in zip(points, counts, low, high, strict=True)
        ]
    axis = {"titleFontWeight": "normal", "format": ".0%"}
    x = {"field": "rank", "type": "quantitative", "title": "rank of the truth", "axis": {**axis, "values": [0, 0.5, 1]}}
    spec = {
        "background": "white",
        "data": {"values": rows},
        "facet": {"field": "of", "type": "nominal", "title": None, "header": {"labelFontSize": 12}},
        "columns": 4,
        "spec": {
            "width": 150,
            "height": 100,
            "layer": [
                {
                    "mark": {"type": "area", "color": "#d9d9d9"},
                    "encoding": {
                        "x": x,
                        "y": {"field": "low", "type": "quantitative", "title": "share too many below", "axis": axis},
                        "y2": {"field": "high"},
                    },
                },
                {
                    "mark": {"type": "line", "color": "#1b4f72"},
                    "encoding": {"x": x, "y": {"field": "off", "type": "quantitative"}},
                },
            ],
        },
    }
    return vl_convert.vegalite_to_svg(spec)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--ledgers", type=int, default=1000)
    asked.add_argument(
        "--wrong", type=int, default=None, help="ledgers for each wrong model; a fifth where it is not told"
    )
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument("--parts", type=Path, help="a file to keep parts in")
    said = asked.parse_args()
    found = measured(
        said.ledgers, said.ledgers // 5 if said.wrong is None else said.wrong, jobs=said.jobs, parts=said.parts
    )
    results = {
        "model": model_hash(),
        "measured": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "right": summed(found[None]),
        "wrong": {name: summed(found[name]) for name in WRONG if name in found},
    }
    print(page(results))
    if said.ledgers >= 1000:
        OUT.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        PAGE.write_text(page(results), encoding="utf-8")
        PICTURE.write_text(picture(found[None]["ranks"]), encoding="utf-8")


if __name__ == "__main__":
    main()
