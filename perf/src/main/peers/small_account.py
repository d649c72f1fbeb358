"""Mean reversion for an account of a thousand dollars, as its rules are written: slow, obvious, without the engine's code.

Makes nine months of bars for eleven sector funds and eight stocks (one is delisted far below its average, one never moves, two
are the same, and on some days nobody has a bar), and writes them with what the rules come to, as the engine's back test
writes it: the folder that SmallAccountTest reads.

    python3 small_account.py FOLDER
"""

import gzip
import math
import os
import random
import sys
from datetime import date, timedelta

E8 = 100_000_000
FUNDS = dict(XLB="MAT", XLC="COM", XLE="EN", XLF="FIN", XLI="IND", XLK="IT", XLP="CS", XLRE="RE", XLU="UT", XLV="HC", XLY="CD")
STOCKS = dict(AAA="FIN", BBB="FIN", GONE="UT", IDLE="HC", LOW="EN", ODD="CS", TWIN="IT", TWIX="IT")
HOLIDAYS = {(1, 2), (1, 16), (2, 20), (4, 7), (5, 29), (6, 19), (7, 4), (9, 4)}
FIRST, LAST = date(2023, 1, 3), date(2023, 9, 29)
CASH, KEPT, LEAST, MOST, POSITIONS = 1000 * E8, 100 * E8, 50 * E8, 300 * E8, 4


def sessions(first, last):
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS]


def make_bars(seed):
    """By symbol, by day: open, high, low and close in cents."""
    dice = random.Random(seed)
    days = sessions(FIRST, LAST)
    week_ends = [a for a, b in zip(days, days[1:]) if a.isocalendar()[1] != b.isocalendar()[1]]
    silent = set(dice.sample(week_ends[12:], 4)) | {days[days.index(day) + 1] for day in dice.sample(week_ends[12:], 4)}
    # From time to time the whole market falls for some weeks, so that funds are bought together.
    drift = [-0.008 if 60 <= n % 90 < 75 else 0.002 for n in range(len(days))]
    market = [dice.gauss(mean, 0.004) for mean in drift]
    bars = {}
    for symbol in sorted(FUNDS | STOCKS):
        price = dice.uniform(15, 60)
        rows = bars[symbol] = {}
        for n, day in enumerate(days):
            opens = round(price * 100 * math.exp(dice.gauss(0, 0.003)))
            price *= math.exp(market[n] + dice.gauss(0, 0.011))
            if symbol == "GONE" and n > 90:
                price *= 0.97
            if symbol == "IDLE":
                price, opens = 40.0, 4000
            close = round(price * 100)
            swing = round(price * abs(dice.gauss(0, 0.4)))
            missed = day in silent or dice.random() < 0.01 or (symbol == "GONE" and n > 96)
            if not missed:
                rows[day] = (opens, max(opens, close) + swing, max(1, min(opens, close) - swing), close)
    bars["TWIX"] = dict(bars["TWIN"])
    return bars


class Market:
    def __init__(self, bars):
        self.bars = {s: {d: tuple(p * E8 // 100 for p in row) for d, row in rows.items()} for s, rows in bars.items()}

    def closes(self, symbol, day):
        return [row[3] for at, row in sorted(self.bars[symbol].items()) if at <= day]

    def last(self, symbol, day):
        return self.closes(symbol, day)[-1]

    def deviation(self, symbol, day):
        """Standard deviations from the mean of the last 50 closes, or None."""
        closes = self.closes(symbol, day)[-50:]
        if len(closes) < 50 or min(closes) == max(closes):
            return None
        off = [50 * close - sum(closes) for close in closes]
        return off[-1] / math.sqrt(sum(one * one for one in off) / 49)

    def traded_lately(self, symbol, day):
        return (day - max(at for at in self.bars[symbol] if at <= day)).days <= 7

    def correlation(self, one, two, day):
        common = sorted(at for at in self.bars[one] if at <= day and at in self.bars[two])[-61:]
        if len(common) < 61:
            return 0
        x, y = ([rows[b][3] / rows[a][3] - 1 for a, b in zip(common, common[1:])] for rows in map(self.bars.get, (one, two)))
        mx, my = sum(x) / 60, sum(y) / 60
        scale = math.sqrt(sum((v - mx) ** 2 for v in x) * sum((v - my) ** 2 for v in y))
        return sum((v - mx) * (w - my) for v, w in zip(x, y)) / scale if scale else 0


class Account:
    def __init__(self, market):
        self.market, self.cash, self.held, self.stops = market, CASH, {}, {}
        self.trades, self.cancelled = [], []

    def value(self, day):
        return self.cash + sum(n * self.market.last(s, day) for s, n in self.held.items())

    def trade(self, day, symbol, shares, price, reason):
        self.cash -= shares * price
        self.trades.append((day, symbol, "BUY" if shares > 0 else "SELL", abs(shares), price / E8, 0))
        if shares > 0:
            self.held[symbol] = shares
            self.stops[symbol] = price * 9 // 10 // (E8 // 100) * (E8 // 100)
        else:
            del self.held[symbol], self.stops[symbol]

    def open(self, day, decided, orders):
        """Sales first; buys are cut alike if the cash does not pay them."""
        live = {}
        for symbol, (shares, reason) in sorted(orders.items()):
            row = self.market.bars[symbol].get(day)
            if row is None:
                self.cancelled.append((day, symbol, shares, reason, decided))
            elif shares < 0:
                self.trade(day, symbol, shares, row[0], reason)
            else:
                live[symbol] = (shares, row[0], reason)
        cost, cash = sum(shares * price for shares, price, _ in live.values()), self.cash
        for symbol, (shares, price, reason) in live.items():
            bought = shares if cost <= cash else shares * cash // cost
            if bought:
                self.trade(day, symbol, bought, price, reason)

    def stop(self, day):
        for symbol in sorted(self.held):
            row = self.market.bars[symbol].get(day)
            if row and row[2] <= self.stops[symbol]:
                self.trade(day, symbol, -self.held[symbol], min(row[0], self.stops[symbol]), "stop")


def decide(market, account, day, rankings, refused):
    """The orders of a week's last session: symbol, shares (sales negative) and reason."""
    value, orders = account.value(day), {}
    sector = FUNDS | STOCKS
    deviations = {symbol: market.deviation(symbol, day) for symbol in sector}
    wanted = []
    for symbol, deviation in sorted(deviations.items()):
        if symbol in account.held:
            rankings.append((day, symbol, "held", deviation))
            if deviation >= 0:
                orders[symbol] = (-account.held[symbol], "mean reached")
        elif deviation is not None and deviation <= -2 and market.traded_lately(symbol, day):
            rankings.append((day, symbol, "candidate", deviation))
            wanted.append((deviation, symbol))
    price = {symbol: market.last(symbol, day) for symbol in sector}
    left = account.cash + sum(account.held[symbol] * price[symbol] for symbol in orders)
    stays = {symbol: shares * price[symbol] for symbol, shares in account.held.items() if symbol not in orders}
    for deviation, symbol in sorted(wanted):
        sure = max(0.0, min(1.0, (-deviation - 2) / 2))
        money = min(200 * E8 + math.floor(100 * E8 * sure), MOST, left - KEPT)
        shares = max(0, money) // price[symbol]
        worth = shares * price[symbol]
        alike = [other for other in sorted(stays) if market.correlation(symbol, other, day) > 0.80]
        if len(stays) >= POSITIONS:
            refused.append((day, symbol, "positions"))
        elif money < LEAST or shares == 0:
            refused.append((day, symbol, "min-position"))
        elif worth + sum(v for other, v in stays.items() if sector[other] == sector[symbol]) > value * 2 // 5:
            refused.append((day, symbol, "sector"))
        elif alike:
            refused.append((day, symbol, "correlation " + alike[0]))
        else:
            orders[symbol] = (shares, "enter")
            stays[symbol] = worth
            left -= worth
    return orders


def write(folder, name, header, rows):
    # Without a time stamp, so that the same rows are the same bytes.
    with open(os.path.join(folder, name), "wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as out:
        out.write("\n".join([header] + [",".join(map(str, row)) for row in rows] + [""]).encode())


def main(folder):
    bars = make_bars(18)
    market = Market(bars)
    account = Account(market)
    navs, rankings, refused = [], [], []
    days = sessions(FIRST, LAST + timedelta(7))
    decided, orders = None, {}
    for day, after in zip(days, days[1:]):
        if day > LAST:
            break
        account.open(day, decided, orders)
        account.stop(day)
        navs.append((day, account.value(day) / E8, account.cash / E8))
        week_end = day.isocalendar()[1] != after.isocalendar()[1]
        decided, orders = day, decide(market, account, day, rankings, refused) if week_end else {}
    os.makedirs(folder, exist_ok=True)
    rows = [(d, s, *(f"{p / 100:.2f}" for p in row)) for s in sorted(bars) for d, row in sorted(bars[s].items())]
    write(folder, "bars.csv.gz", "date,symbol,open,high,low,close", rows)
    with open(os.path.join(folder, "universe.csv"), "w", newline="\n") as out:
        out.write("symbol,sector\n" + "".join(f"{symbol},{name}\n" for symbol, name in STOCKS.items()))
    write(folder, "trades.csv.gz", "date,symbol,side,shares,price,commission", account.trades)
    write(folder, "nav.csv.gz", "date,nav,cash", navs)
    write(folder, "rankings.csv.gz", "date,symbol,state,z", rankings)
    write(folder, "refused.csv.gz", "date,symbol,limit", refused)
    write(folder, "cancelled.csv.gz", "date,symbol,shares,reason,decided", account.cancelled)
    print(len(account.trades), "trades,", len(refused), "refused,", len(account.cancelled), "cancelled")


if __name__ == "__main__":
    main(sys.argv[1])
