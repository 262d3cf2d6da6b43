"""How fast an account is carried forward, beside PySD on a smaller model of the same force in the same run.

    .venv/bin/python benchmarks/outlook.py [--months 36] [--peer-runs 50]

Draws are made up. *Projected, with bands*: 4,000 draws carried forward under as-now and the bands of every stock at every month's end.
*Simulated*: the steps alone, given the rates that were drawn. The peer is `force.mdl`, which has four of the stocks and a third of the
flows, run once for each draw, as PySD does; its time for 1,000 runs is that of a few, scaled. PySD is wanted here alone:
`uv pip install pysd`.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from muster.account.draws import banded_each
from muster.outlook import named, project
from muster.outlook.month import step
from muster.outlook.projection import plans
from tests.outlook.carried import draws

MODEL = Path(__file__).with_name("force.mdl")


def best(work: Callable[[], object], times: int = 5) -> float:
    """The least of some times, in milliseconds."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return 1000 * min(found)


def projected(size: int, months: int) -> float:
    """Milliseconds to carry so many draws forward and band every stock."""
    its, scenario = draws(size), replace(named("as-now"), horizon=months)

    def work() -> None:
        made = project(its, scenario, party="RU", seed=1)
        for stock in range(made.stocks.shape[2]):
            banded_each(made.stocks[:, 0, stock, :])

    return best(work)


def simulated(size: int, months: int) -> float:
    """Milliseconds of the steps alone."""
    scenario = replace(named("as-now"), horizon=months)
    its = [(plan, plan._rates()) for plan in plans(draws(size), scenario, party="RU", seed=1)]

    def work() -> None:
        for plan, rates in its:
            state = plan._state()
            for one in rates:
                step(state, one)

    return best(work)


def peer(runs: int) -> float | None:
    """Milliseconds of 1,000 runs of the peer, None where it is not installed."""
    try:
        import pysd
    except ImportError:
        return None
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:  # it writes its translation beside the model
        model = pysd.read_vensim(shutil.copy(MODEL, folder))
        model.run()
        begun = time.perf_counter()
        for at in range(runs):
            model.run(params={"killed": 10_000 + at})
    return (time.perf_counter() - begun) / runs * 1_000_000


def main() -> None:
    """Measures and prints."""
    ways = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ways.add_argument("--months", type=int, default=36)
    ways.add_argument("--peer-runs", type=int, default=50)
    options = ways.parse_args()
    print(f"4,000 draws projected over {options.months} months, with bands: {projected(4000, options.months):.0f} ms")
    print(f"100,000 draws simulated: {simulated(100_000, options.months):.0f} ms")
    ours, theirs = simulated(1000, options.months), peer(options.peer_runs)
    print(f"1,000 draws simulated: {ours:.1f} ms")
    if theirs is None:
        print("PySD is not installed: no peer")
    else:
        print(f"1,000 runs of PySD: {theirs:,.0f} ms, {theirs / ours:,.0f} times as long")


if __name__ == "__main__":
    main()
