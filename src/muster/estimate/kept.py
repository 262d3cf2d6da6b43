"""A fit as plain values that can be kept, and back: its draws as Parquet, the rest as JSON.

Invariant: what was kept comes back with the same names, months and observations, its numbers to the precision of four bytes.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from muster.account.draws import Draws
from muster.account.flows import Flow, Stock
from muster.account.stances import Stance
from muster.claims.columns import Key, from_parquet, to_parquet
from muster.claims.measures import Measure
from muster.estimate.health import Health
from muster.estimate.observation import Observation
from muster.estimate.sampling import Fit

_COLUMNS = ("kind", "party", "name", "month")


def draws_out(fit: Fit) -> bytes:
    """The draws, what rides along, and the claims' log-likelihoods."""
    return to_parquet(_COLUMNS, _rows(fit))


def told_out(fit: Fit, *, given: Mapping[str, Any] = {}) -> str:
    """All else but how the sampler fared, as JSON; `given` is what was asked for, in plain values."""
    draws = fit.draws
    return json.dumps(
        {
            "parties": draws.parties,
            "months": [month.isoformat() for month in draws.months],
            "flows": [flow.value for flow in draws.flow_names],
            "stocks": [stock.value for stock in draws.stock_names],
            "informed": {party: [flow.value for flow in its] for party, its in draws.informed.items()},
            "observations": [_plain(asdict(one)) for one in fit.observations],
            "rank": [float(one) for one in fit.rank],
            "aside": dict(fit.aside),
            "seed": fit.seed,
            "given": dict(given),
        },
        ensure_ascii=False,
    )


def health_out(health: Health) -> str:
    """How the sampler fared, as JSON."""
    return json.dumps(asdict(health))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a kept fit is of, without its draws: its `months`, the `claims` that it used, by id, and what was `given`."""

    months: tuple[dt.date, ...]
    claims: frozenset[str]
    given: Mapping[str, Any]


def seen_in(told: str) -> Seen:
    """The same out of what `told_out` wrote."""
    said = json.loads(told)
    return Seen(
        months=tuple(dt.date.fromisoformat(month) for month in said["months"]),
        claims=frozenset(claim for one in said["observations"] for claim in one["claims"]),
        given=said.get("given", {}),
    )


def fit_in(*, draws: bytes, told: str, health: str) -> Fit:
    """The fit that was kept."""
    said = json.loads(told)
    rows = dict(from_parquet(_COLUMNS, draws))
    months = tuple(dt.date.fromisoformat(month) for month in said["months"])
    parties = tuple(said["parties"])
    flows, stocks = tuple(Flow(one) for one in said["flows"]), tuple(Stock(one) for one in said["stocks"])
    size = len(next(iter(rows.values())))
    held = Draws(
        flows=np.array(
            [
                [[rows["flow", party, flow.value, str(month)] for month in months] for flow in flows]
                for party in parties
            ],
            dtype=float,
        ).transpose(3, 0, 1, 2),
        stocks=_stocks(rows, parties=parties, stocks=stocks, count=len(months) + 1, size=size),
        parties=parties,
        flow_names=flows,
        stock_names=stocks,
        months=months,
        beside={key[2]: np.asarray(values, dtype=float) for key, values in rows.items() if key[0] == "beside"},
        informed={party: tuple(Flow(one) for one in its) for party, its in said["informed"].items()},
    )
    observations = tuple(_observation(one) for one in said["observations"])
    return Fit(
        draws=held,
        observations=observations,
        told=np.array([rows["claim", "", str(at), ""] for at in range(len(observations))], dtype=float).T,
        rank=np.array(said["rank"]),
        health=Health(**json.loads(health)),
        seed=said["seed"],
        aside=said["aside"],
    )


def _rows(fit: Fit) -> Iterator[tuple[Key, Any]]:
    draws = fit.draws
    for p, party in enumerate(draws.parties):
        for f, flow in enumerate(draws.flow_names):
            for m, month in enumerate(draws.months):
                yield ("flow", party, flow.value, str(month)), draws.flows[:, p, f, m]
        for s, stock in enumerate(draws.stock_names):
            for m in range(len(draws.months) + 1):
                yield ("stock", party, stock.value, str(m)), draws.stocks[:, p, s, m]
    for name, values in draws.beside.items():
        yield ("beside", "", name, ""), values
    for at in range(len(fit.observations)):
        yield ("claim", "", str(at), ""), fit.told[:, at]


def _stocks(rows: dict[Key, Any], *, parties: tuple[str, ...], stocks: tuple[Stock, ...], count: int, size: int) -> Any:
    if not stocks:
        return np.zeros((size, len(parties), 0, count))
    return np.array(
        [
            [[rows["stock", party, stock.value, str(at)] for at in range(count)] for stock in stocks]
            for party in parties
        ],
        dtype=float,
    ).transpose(3, 0, 1, 2)


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in record.items()}


def _observation(record: dict[str, Any]) -> Observation:
    days = {
        key: dt.date.fromisoformat(record[key]) if record[key] else None
        for key in ("start", "end", "published", "known")
    }
    return Observation(
        **{
            **record,
            **days,
            "claims": tuple(record["claims"]),
            "less": tuple(record["less"]),
            "measure": Measure(record["measure"]),
            "base": Measure(record["base"]) if record["base"] else None,
            "stance": Stance(record["stance"]),
        }
    )
