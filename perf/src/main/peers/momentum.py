"""Momentum 12-1, weekly, equal weights, no costs, as a quant writes it with pandas: closes of all names as one table, scores
of all names at once, one step a rebalance.

Prints the number of executions, the last equity and the sum of shares times price over all executions, money at 1e-8; bench
holds them against the engine's.
"""

import sys

import numpy as np
import pandas as pd

LOOKBACK, SKIP, STALE_DAYS, DAYS = 12, 1, 7, 7
E8 = 100_000_000


def table(bars, column):
    return bars.pivot(index="date", columns="symbol", values=column).sort_index(axis=1)


def before(dates, months):
    """Row of the last session on or before each date moved back by months; -1 if there is none."""
    moved = dates - pd.DateOffset(months=months)
    return moved, dates.searchsorted(moved, side="right") - 1


def run(path, equity, trade_from):
    bars = pd.read_csv(path, usecols=["date", "symbol", "open", "close"], parse_dates=["date"])
    opens, closes = table(bars, "open"), table(bars, "close")
    dates = closes.index
    days = dates.to_numpy().astype("datetime64[D]").astype(np.int64)
    known = closes.notna().to_numpy()
    seen = pd.DataFrame(np.where(known, days[:, None], np.nan)).ffill().to_numpy()
    last = closes.ffill().to_numpy()
    last_e8 = np.rint(np.nan_to_num(last) * E8).astype(np.int64)
    open_e8 = np.rint(np.nan_to_num(opens.to_numpy()) * E8).astype(np.int64)
    opened = opens.notna().to_numpy()

    ranked = days[:, None] - seen <= STALE_DAYS
    prices = []
    for months in (SKIP, LOOKBACK):
        moved, row = before(dates, months)
        there = np.where(row[:, None] >= 0, last[np.maximum(row, 0)], np.nan)
        age = moved.to_numpy().astype("datetime64[D]").astype(np.int64)[:, None] - seen[np.maximum(row, 0)]
        ranked &= ~np.isnan(there) & (age <= STALE_DAYS)
        prices.append(np.rint(np.nan_to_num(there) * E8))
    recent, old = prices
    with np.errstate(divide="ignore", invalid="ignore"):
        scores = np.where(ranked, (recent - old) / old, -np.inf)

    names = len(closes.columns)
    shares = np.zeros(names, dtype=np.int64)
    cash = int(equity) * E8
    decided = None
    executions = turnover = 0
    first = dates.searchsorted(pd.Timestamp(trade_from))
    for i in range(first, len(dates) - 1):
        count = int(ranked[i].sum())
        if count == 0 or (decided is not None and days[i] - decided < DAYS):
            continue
        decided = days[i]
        order = np.argsort(-scores[i], kind="stable")[:count]
        top = order[: count // 5] if count >= 5 else order
        worth = cash + int((shares * last_e8[i]).sum())
        wanted = np.zeros(names, dtype=np.int64)
        wanted[top] = (worth * 95 // 100) // (len(top) * last_e8[i][top])
        delta = np.where(opened[i + 1], wanted - shares, 0)
        price = open_e8[i + 1]
        sells, buys = np.minimum(delta, 0), np.maximum(delta, 0)
        cash -= int((sells * price).sum())
        cost = int((buys * price).sum())
        if cost > cash:
            buys = np.array([int(q) * max(0, cash) // cost for q in buys], dtype=np.int64)
            cost = int((buys * price).sum())
        cash -= cost
        shares += sells + buys
        executions += int(np.count_nonzero(sells) + np.count_nonzero(buys))
        turnover += int(((buys - sells) * price).sum())
    worth = cash + int((shares * last_e8[-1]).sum())
    return executions, worth, turnover


print(*run(sys.argv[1], sys.argv[2], sys.argv[3]))
