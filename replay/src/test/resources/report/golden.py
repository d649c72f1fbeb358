"""The numbers that the report's tests are held against, computed with numpy, pandas and scipy.

    python golden.py FOLDER          writes trades.csv, equity.csv (seeded, made up) and expected.csv into it
    python golden.py --trades FILE EQUITY    prints the figures of a trade list
    python golden.py --run FOLDER    prints the figures of a back test's folder (starting equity from summary.json)

Written from the definitions, not from the Java code.
"""

import json
import os
import sys

import numpy as np
import pandas as pd
from scipy import stats

ZONE = "America/New_York"


def runs(flags):
    lengths, current = [], 0
    for flag in list(flags) + [False]:
        if flag:
            current += 1
        elif current:
            lengths.append(current)
            current = 0
    return lengths


def trade_figures(trades, start):
    exit_column = "exit_bar" if "exit_bar" in trades else "exit_date"
    equity_column = "equity_after" if "equity_after" in trades else "equity"
    pnl = trades["pnl"]
    equity = trades[equity_column].values
    wins, losses = pnl[pnl > 0], pnl[pnl <= 0]
    peak = np.maximum.accumulate(equity)
    series = pd.Series(equity, index=pd.to_datetime(trades[exit_column], utc=True).dt.tz_convert(ZONE))
    daily = series.resample("B").ffill()
    change = daily.pct_change().fillna(0)
    won, lost = runs(pnl > 0), runs(pnl <= 0)
    return {
        "starting_equity": start,
        "final_equity": equity[-1],
        "net_profit": equity[-1] - start,
        "total_return_pct": (equity[-1] / start - 1) * 100,
        "trades": len(pnl),
        "wins": len(wins),
        "losses": len(losses),
        "win_rate_pct": len(wins) / len(pnl) * 100,
        "average_win": wins.mean(),
        "largest_win": wins.max(),
        "average_loss": losses.mean(),
        "largest_loss": losses.min(),
        "profit_factor": wins.sum() / abs(losses.sum()),
        "expectancy": pnl.mean(),
        "max_drawdown_trades_pct": ((equity - peak) / peak).min() * 100,
        "sharpe_trades": change.mean() / change.std(ddof=1) * np.sqrt(252),
        "longest_winning_streak": max(won),
        "mean_winning_streak": np.mean(won),
        "longest_losing_streak": max(lost),
        "mean_losing_streak": np.mean(lost),
    }


def return_figures(r):
    """r: daily returns with their days as index."""
    n = len(r)
    v = r.values
    comp = np.prod(1 + v) - 1
    wealth = np.cumprod(1 + v)
    peak = np.maximum.accumulate(np.concatenate([[1.0], wealth]))[1:]
    dd = wealth / peak - 1
    std = v.std(ddof=1)
    sharpe = v.mean() / std * np.sqrt(252)
    rho = abs(np.corrcoef(v[:-1], v[1:])[0, 1])
    penalty = np.sqrt(1 + 2 * np.sum([(n - k) / n * rho**k for k in range(1, n)]))
    per_day = v.mean() / std
    skew, kurt = stats.skew(v, bias=False), stats.kurtosis(v, bias=False)
    psr_error = np.sqrt((1 + 0.5 * per_day**2 - skew * per_day + kurt / 4 * per_day**2) / (n - 1))
    sortino = v.mean() / np.sqrt(np.sum(np.minimum(v, 0) ** 2) / n) * np.sqrt(252)
    ulcer = np.sqrt(np.sum(dd**2) / (n - 1))

    def value_at_risk(x):
        return stats.norm.ppf(0.05, x.mean(), x.std(ddof=1))

    def shortfall(x):
        below = x[x < value_at_risk(x)]
        return below.mean() if len(below) else value_at_risk(x)

    up, down, not_down = v[v > 0], v[v < 0], v[v >= 0]
    win_rate = len(up) / np.count_nonzero(v)
    payoff = up.mean() / abs(down.mean())
    factor = not_down.sum() / abs(down.sum())
    tail = abs(np.percentile(v, 95) / np.percentile(v, 5))
    monthly = (1 + r).groupby([r.index.year, r.index.month]).prod() - 1
    quarterly = (1 + r).groupby([r.index.year, r.index.quarter]).prod() - 1
    yearly = (1 + r).groupby(r.index.year).prod() - 1
    last = r.index[-1]

    def since(day):
        return np.prod(1 + r[r.index > day].values) - 1

    first = r.index[0]

    def back(**offset):
        cut = last - pd.DateOffset(**offset)
        return since(cut) if cut >= first else np.nan

    def back_annual(years):
        whole = back(years=years)
        days = (last - (last - pd.DateOffset(years=years))).days
        return (1 + whole) ** (365.25 / days) - 1

    return {
        "cumulative_return": comp,
        "cagr_252": (1 + comp) ** (252 / n) - 1,
        "exposure_days": np.ceil(np.count_nonzero(v) / n * 100) / 100,
        "volatility": std * np.sqrt(252),
        "sharpe": sharpe,
        "smart_sharpe": sharpe / penalty,
        "probabilistic_sharpe": stats.norm.cdf(per_day / psr_error),
        "sortino": sortino,
        "smart_sortino": sortino / penalty,
        "sortino_sqrt2": sortino / np.sqrt(2),
        "omega": not_down.sum() / abs(down.sum()),
        "max_drawdown": min(dd.min(), 0),
        "ulcer_index": ulcer,
        "ulcer_performance": comp / ulcer,
        "serenity": v.sum() / (ulcer * (-shortfall(dd) / std)),
        "recovery_factor": abs(v.sum()) / abs(dd.min()),
        "win_rate_days": win_rate,
        "payoff_ratio": payoff,
        "profit_factor_days": factor,
        "profit_ratio": abs(not_down.mean() / len(not_down)) / abs(down.mean() / len(down)),
        "cpc_index": factor * win_rate * payoff,
        "tail_ratio": tail,
        "common_sense_ratio": factor * tail,
        "outlier_win_ratio": np.percentile(v, 99) / not_down.mean(),
        "outlier_loss_ratio": np.percentile(v, 1) / down.mean(),
        "gain_to_pain": v.sum() / abs(down.sum()),
        "gain_to_pain_monthly": monthly.sum() / abs(monthly[monthly < 0].sum()),
        "kelly": (payoff * win_rate - (1 - win_rate)) / payoff,
        "risk_of_ruin": ((1 - win_rate) / (1 + win_rate)) ** n,
        "value_at_risk": value_at_risk(v),
        "expected_shortfall": shortfall(v),
        "skew": skew,
        "kurtosis": kurt,
        "expected_daily": (1 + comp) ** (1 / n) - 1,
        "expected_monthly": np.prod(1 + monthly.values) ** (1 / len(monthly)) - 1,
        "expected_yearly": np.prod(1 + yearly.values) ** (1 / len(yearly)) - 1,
        "best_day": v.max(),
        "worst_day": v.min(),
        "best_month": monthly.max(),
        "worst_month": monthly.min(),
        "best_year": yearly.max(),
        "worst_year": yearly.min(),
        "average_up_month": monthly[monthly > 0].mean(),
        "average_down_month": monthly[monthly < 0].mean(),
        "win_days": len(up) / n,
        "win_months": (monthly > 0).mean(),
        "win_quarters": (quarterly > 0).mean(),
        "win_years": (yearly > 0).mean(),
        "longest_winning_days": max(runs(v > 0)),
        "longest_losing_days": max(runs(v < 0)),
        "month_to_date": np.prod(1 + r[(r.index.year == last.year) & (r.index.month == last.month)].values) - 1,
        "three_months": back(months=3),
        "six_months": back(months=6),
        "year_to_date": np.prod(1 + r[r.index.year == last.year].values) - 1,
        "one_year": back(years=1),
        "three_years": back_annual(3),
        "five_years": back_annual(5),
        "ten_years": back_annual(10),
    }


def run_figures(equity, start):
    days = pd.DatetimeIndex(equity["session"])
    e = equity["equity"].values
    r = pd.Series(e / np.concatenate([[start], e[:-1]]) - 1, index=days)
    b = equity["benchmark"].values
    rb = pd.Series(b / np.concatenate([[start], b[:-1]]) - 1, index=days)
    own = return_figures(r)
    other = return_figures(rb)
    years = (days[-1] - days[0]).days / 365.25
    cagr = (e[-1] / start) ** (1 / years) - 1
    x = r.values
    y = rb.values
    beta = np.cov(x, y)[0, 1] / y.var(ddof=1)
    out = {
        "final_equity": e[-1],
        "net_profit": e[-1] - start,
        "total_return_pct": (e[-1] / start - 1) * 100,
        "max_drawdown_pct": own["max_drawdown"] * 100,
        "sharpe": own["sharpe"],
        "sortino": own["sortino"],
        "calmar": cagr / abs(own["max_drawdown"]),
        "cagr_pct": cagr * 100,
        "volatility_pct": own["volatility"] * 100,
        "time_in_market_pct": equity["exposure"].mean() * 100,
        "benchmark_return_pct": (b[-1] / start - 1) * 100,
        "benchmark_max_drawdown_pct": other["max_drawdown"] * 100,
    }
    out.update({"metric." + name: value for name, value in own.items()})
    out.update(
        {
            "metric.cagr": cagr,
            "metric.calmar": cagr / abs(own["max_drawdown"]),
            "metric.r_squared": np.corrcoef(x, y)[0, 1] ** 2,
            "metric.information_ratio": (x - y).mean() / (x - y).std(ddof=1),
            "metric.beta": beta,
            "metric.alpha": (x.mean() - beta * y.mean()) * 252,
            "metric.treynor": own["cumulative_return"] / beta,
            "metric.tracking_error": (x - y).std(ddof=1) * np.sqrt(252),
        }
    )
    out.update({"benchmark." + name: value for name, value in other.items()})
    cagr_b = (b[-1] / start) ** (1 / years) - 1
    out.update({"benchmark.cagr": cagr_b, "benchmark.calmar": cagr_b / abs(other["max_drawdown"])})
    return out


def make(folder):
    rng = np.random.default_rng(20250521)
    days = pd.bdate_range("2021-11-01", "2025-03-14")
    closed = ["2021-11-25", "2021-12-24", "2022-01-17", "2022-07-04", "2023-01-02", "2023-12-25", "2024-03-29", "2025-01-09"]
    days = days.drop(pd.to_datetime(closed))
    start = 25000.0
    own = rng.standard_t(4, len(days)) * 0.009 + 0.0007
    own[rng.random(len(days)) < 0.35] = 0.0
    bench = 0.5 * own + rng.standard_t(5, len(days)) * 0.008 + 0.0002
    equity = np.round(start * np.cumprod(1 + own), 2)
    benchmark = np.round(start * np.cumprod(1 + bench), 2)
    bars = rng.integers(0, 79, len(days)) * (own != 0)
    position = np.round(equity * rng.uniform(0, 2.5, len(days)) * (bars > 40), 2)
    with open(os.path.join(folder, "equity.csv"), "w", newline="\n") as out:
        out.write("session,equity,cash,position_value,benchmark,exposure\n")
        for i, day in enumerate(days):
            cash = round(equity[i] - position[i], 2)
            out.write(f"{day.date()},{equity[i]:.2f},{cash:.2f},{position[i]:.2f},{benchmark[i]:.2f},{float(bars[i] / 78)!r}\n")
    count = 180
    chosen = np.sort(rng.choice(len(days), count))
    cash = start
    with open(os.path.join(folder, "trades.csv"), "w", newline="\n") as out:
        out.write("exit_bar,pnl,equity_after,commission,r_multiple\n")
        minute = 0
        for i in range(count):
            minute = 570 if i == 0 or chosen[i] != chosen[i - 1] else minute + 5
            pnl = 0.0 if i == 60 else round(float(rng.standard_t(3)) * 220 + 35, 2)
            cash = round(cash + pnl, 2)
            at = days[chosen[i]].tz_localize(ZONE) + pd.Timedelta(minutes=minute)
            out.write(f"{at.isoformat()},{pnl:.2f},{cash:.2f},{2 * round(float(rng.uniform(1, 4)), 2):.2f},{pnl / 150!r}\n")


def main():
    if sys.argv[1] == "--trades":
        figures = trade_figures(pd.read_csv(sys.argv[2]), float(sys.argv[3]))
    else:
        folder = sys.argv[2] if sys.argv[1] == "--run" else sys.argv[1]
        if sys.argv[1] != "--run":
            make(folder)
            start = 25000.0
        else:
            with open(os.path.join(folder, "summary.json")) as summary:
                start = json.load(summary)["starting_equity"]
        figures = trade_figures(pd.read_csv(os.path.join(folder, "trades.csv")), start)
        figures.update(run_figures(pd.read_csv(os.path.join(folder, "equity.csv")), start))
    lines = ["name,value"]
    for name, value in figures.items():
        lines.append(f"{name},{'' if np.isnan(value) else repr(float(value))}")
    text = "\n".join(lines) + "\n"
    if sys.argv[1].startswith("--"):
        print(text, end="")
    else:
        with open(os.path.join(folder, "expected.csv"), "w", newline="\n") as out:
            out.write(text)


main()
