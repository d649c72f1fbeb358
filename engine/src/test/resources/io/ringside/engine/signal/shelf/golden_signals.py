"""Signals of the strategies on the shelf, computed in plain Python from five-minute bars.

Usage: python3 golden_signals.py FOLDER_OF_BARS OUTPUT_FOLDER

The folder has SYMBOL.csv.gz with the header datetime,open,high,low,close,volume, stamped at the bar's start. Written are a
golden file a strategy and golden.sha256 with the digest of each. A golden file has no prices: for every symbol the number of
signals and the SHA-256 of their lines, and the first of those that are not of the kind before them. Everything is written from the textbooks'
definitions, in exact fractions where a window allows it, and shares nothing with the engine.
"""
import csv
import gzip
import hashlib
import math
import os
import sys
from datetime import datetime, timedelta
from fractions import Fraction

SYMBOLS = "AAPL AMD AMZN JPM META MSFT NVDA QQQ SPY TSLA XLE XLF".split()
SHOWN = 20
HALF_DAY = "2025-07-03"
PAIRS = [("SPY", "QQQ"), ("XLE", "XLF"), ("AAPL", "MSFT"), ("NVDA", "AMD"), ("AMZN", "META"), ("JPM", "TSLA")]


class Bar:
    def __init__(self, row):
        self.start = datetime.fromisoformat(row[0])
        self.end = self.start + timedelta(minutes=5)
        self.open, self.high, self.low, self.close = (float(x) for x in row[1:5])
        self.exact = Fraction(row[4])
        self.typical = (Fraction(row[2]) + Fraction(row[3]) + Fraction(row[4])) / 3
        self.volume = int(row[5])
        self.day = self.start.date()


def read(folder, symbol):
    with gzip.open(os.path.join(folder, symbol + ".csv.gz"), "rt") as file:
        rows = list(csv.reader(file))
    return [Bar(row) for row in rows[1:] if "09:30" <= row[0][11:16] < "16:00"]


# ---- Textbook columns: None where there is no value yet ------------------------------------------------------------

def sma(bars, n):
    out, total = [], Fraction(0)
    for i, bar in enumerate(bars):
        total += bar.exact
        if i >= n:
            total -= bars[i - n].exact
        out.append(float(total / n) if i >= n - 1 else None)
    return out


def ema(bars, n):
    out, value, seed = [], None, 0.0
    for i, bar in enumerate(bars):
        if i < n:
            seed += bar.close
            value = seed / n if i == n - 1 else None
        else:
            value = value + 2.0 / (n + 1) * (bar.close - value)
        out.append(value)
    return out


def atr(bars, n):
    out, value, seed = [], None, 0.0
    for i, bar in enumerate(bars):
        before = bars[i - 1].close if i else bar.close
        true_range = max(bar.high, before) - min(bar.low, before) if i else bar.high - bar.low
        if i < n:
            seed += true_range
            value = seed / n if i == n - 1 else None
        else:
            value = ((n - 1) * value + true_range) / n
        out.append(value)
    return out


def highest(bars, n):
    return [max(b.high for b in bars[i - n + 1:i + 1]) if i >= n - 1 else None for i in range(len(bars))]


def lowest(bars, n):
    return [min(b.low for b in bars[i - n + 1:i + 1]) if i >= n - 1 else None for i in range(len(bars))]


def deviation(bars, n):
    out = []
    for i in range(len(bars)):
        if i < n - 1:
            out.append(None)
            continue
        window = [b.exact for b in bars[i - n + 1:i + 1]]
        mean = sum(window) / n
        out.append(math.sqrt(float(sum((x - mean) ** 2 for x in window) / n)))
    return out


def rsi(bars, n):
    out, gain, loss = [None], 0.0, 0.0
    for i in range(1, len(bars)):
        change = float((bars[i].exact - bars[i - 1].exact) * 10 ** 8)
        up, down = max(change, 0.0), max(-change, 0.0)
        if i <= n:
            gain, loss = gain + up, loss + down
            if i == n:
                gain, loss = gain / n, loss / n
        else:
            gain, loss = ((n - 1) * gain + up) / n, ((n - 1) * loss + down) / n
        out.append(None if i < n else 100 * (gain / (gain + loss)) if gain + loss > 0 else 50.0)
    return out


def vwap(bars):
    out, day, money, shares = [], None, Fraction(0), 0
    for bar in bars:
        if bar.day != day:
            day, money, shares = bar.day, Fraction(0), 0
        money += bar.typical * bar.volume
        shares += bar.volume
        out.append(float(money / shares) if shares else float(bar.typical))
    return out


def crosses_above(a, b, i, first):
    return i > first and a[i] > b[i] and a[i - 1] <= b[i - 1]


def crosses_below(a, b, i, first):
    return i > first and a[i] < b[i] and a[i - 1] >= b[i - 1]


# ---- The strategies: a list of (end of the bar, kind, reason) --------------------------------------------------------

def moving_average_cross(bars):
    fast, slow = sma(bars, 50), sma(bars, 200)
    for i in range(199, len(bars)):
        if crosses_above(fast, slow, i, 199):
            yield bars[i].end, "ENTER_LONG", "CROSS_UP"
        elif fast[i] < slow[i]:
            yield bars[i].end, "EXIT_LONG", "CROSS_DOWN"


def donchian_breakout(bars):
    up, down, out_up, out_down = highest(bars, 20), lowest(bars, 20), highest(bars, 10), lowest(bars, 10)
    for i in range(20, len(bars)):
        close = bars[i].close
        if close > up[i - 1]:
            yield bars[i].end, "ENTER_LONG", "BREAKOUT_UP"
        elif close < down[i - 1]:
            yield bars[i].end, "ENTER_SHORT", "BREAKOUT_DOWN"
        elif close < out_down[i - 1]:
            yield bars[i].end, "EXIT_LONG", "CHANNEL_LOW"
        elif close > out_up[i - 1]:
            yield bars[i].end, "EXIT_SHORT", "CHANNEL_HIGH"


def bollinger_reversion(bars):
    mean, spread, close = sma(bars, 20), deviation(bars, 20), [b.close for b in bars]
    for i in range(19, len(bars)):
        if close[i] < mean[i] - 2 * spread[i]:
            yield bars[i].end, "ENTER_LONG", "BELOW_BAND"
        elif close[i] > mean[i] + 2 * spread[i]:
            yield bars[i].end, "ENTER_SHORT", "ABOVE_BAND"
        elif crosses_above(close, mean, i, 19):
            yield bars[i].end, "EXIT_LONG", "MEAN"
        elif crosses_below(close, mean, i, 19):
            yield bars[i].end, "EXIT_SHORT", "MEAN"


def rsi2(bars):
    trend, mean, index, close = sma(bars, 200), sma(bars, 5), rsi(bars, 2), [b.close for b in bars]
    for i in range(199, len(bars)):
        if close[i] > trend[i] and index[i] < 10:
            yield bars[i].end, "ENTER_LONG", "DIP"
        elif crosses_above(close, mean, i, 199):
            yield bars[i].end, "EXIT_LONG", "RECOVERED"


def vwap_reversion(bars):
    average, true_range, close = vwap(bars), atr(bars, 14), [b.close for b in bars]
    for i in range(13, len(bars)):
        minute = bars[i].end.hour * 60 + bars[i].end.minute
        if minute >= 15 * 60 + 55:
            yield bars[i].end, "EXIT", "END_OF_DAY"
        elif close[i] < average[i] - 3 * true_range[i] and minute <= 15 * 60:
            yield bars[i].end, "ENTER_LONG", "FAR_BELOW"
        elif close[i] > average[i] + 3 * true_range[i] and minute <= 15 * 60:
            yield bars[i].end, "ENTER_SHORT", "FAR_ABOVE"
        elif crosses_above(close, average, i, 13):
            yield bars[i].end, "EXIT_LONG", "BACK"
        elif crosses_below(close, average, i, 13):
            yield bars[i].end, "EXIT_SHORT", "BACK"


def keltner_squeeze(bars):
    mean, spread, middle, true_range = sma(bars, 20), deviation(bars, 20), ema(bars, 20), atr(bars, 20)
    close = [b.close for b in bars]
    upper = [None if m is None else m + 2 * s for m, s in zip(mean, spread)]
    top = [None if m is None else m + 1.5 * r for m, r in zip(middle, true_range)]
    for i in range(20, len(bars)):
        released = upper[i - 1] < top[i - 1] and upper[i] >= top[i]
        if released and close[i] > middle[i]:
            yield bars[i].end, "ENTER_LONG", "RELEASED_UP"
        elif released and close[i] < middle[i]:
            yield bars[i].end, "ENTER_SHORT", "RELEASED_DOWN"
        elif crosses_below(close, middle, i, 19):
            yield bars[i].end, "EXIT_LONG", "BELOW_MIDDLE"
        elif crosses_above(close, middle, i, 19):
            yield bars[i].end, "EXIT_SHORT", "ABOVE_MIDDLE"


def gap_fade(bars):
    left = None
    for i in range(13, len(bars)):
        bar, before = bars[i], bars[i - 1]
        # Nothing is known of the day on which the average range is not yet there from the first bar on.
        if i > 13 and bar.day != before.day:
            gap = 100 * (bar.open / before.close - 1)
            if gap <= -0.5 and bar.close < before.close:
                yield bar.end, "ENTER_LONG", "GAP_DOWN"
                continue
            if gap >= 0.5 and bar.close > before.close:
                yield bar.end, "ENTER_SHORT", "GAP_UP"
                continue
        if bar.end.hour >= 12 and left != bar.day:
            left = bar.day
            yield bar.end, "EXIT", "TIME_EXIT"


def opening_range_breakout(bars):
    """On the closes of five-minute bars: the first bar of the session is the range."""
    day = high = low = None
    longs = shorts = said = entered = carried = False
    for bar in bars:
        if bar.day != day:
            carried = not said and (carried or entered)
            day, longs, shorts, said, entered, high, low = bar.day, False, False, False, False, 0.0, 0.0
            close_minute = 13 * 60 if str(day) == HALF_DAY else 16 * 60
        minute = bar.end.hour * 60 + bar.end.minute
        if bar.start.hour == 9 and bar.start.minute == 30:
            high, low = bar.high, bar.low
        late = close_minute - 5
        if not said and (minute >= late or carried):
            yield bar.end, "EXIT", "TIME_EXIT"
            carried = False
            said = minute >= late
        elif minute < min(15 * 60, late) and high > low and bar.close > high and not longs:
            longs = entered = True
            yield bar.end, "ENTER_LONG", "BREAKOUT"
        elif minute < min(15 * 60, late) and high > low and bar.close < low and not shorts:
            shorts = entered = True
            yield bar.end, "ENTER_SHORT", "BREAKOUT"


def pairs_z_score(first, second, leg):
    """Both legs see the same z-score; the second one turns it around."""
    ratios = [a.close / b.close for a, b in zip(first, second)]
    turn = 1 if leg == 0 else -1
    for i in range(13 + 59, len(ratios)):
        window = ratios[i - 59:i + 1]
        total = 0.0
        for x in window:
            total += x
        mean = total / 60
        squares = 0.0
        for x in window:
            squares += (x - mean) * (x - mean)
        spread = math.sqrt(squares / 60)
        z = turn * ((ratios[i] - mean) / spread if spread > 0 else 0.0)
        if z < -2:
            yield first[i].end, "ENTER_LONG", "CHEAP"
        elif z > 2:
            yield first[i].end, "ENTER_SHORT", "DEAR"
        elif z >= 0:
            yield first[i].end, "EXIT_LONG", "BACK"
        elif z <= 0:
            yield first[i].end, "EXIT_SHORT", "BACK"


def describe(name, signals):
    """A line with count and digest of all signals, then the first ones that are not of the kind before them."""
    lines = [f"{when.strftime('%Y-%m-%dT%H:%M')} {kind} {reason}" for when, kind, reason in signals]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    out, before = [f"# {name} {len(lines)} {digest}"], None
    for line in lines:
        kind = line.split()[1]
        if kind != before and len(out) <= SHOWN:
            out.append(f"{name} {line}")
        before = kind
    return out


def main(folder, output):
    bars = {symbol: read(folder, symbol) for symbol in SYMBOLS}
    alone = [moving_average_cross, donchian_breakout, bollinger_reversion, rsi2, vwap_reversion, keltner_squeeze,
             gap_fade, opening_range_breakout]
    files = {}
    for strategy in alone:
        files[strategy.__name__] = [line for s in SYMBOLS for line in describe(s, strategy(bars[s]))]
    files["pairs_z_score"] = []
    for a, b in PAIRS:
        assert [x.start for x in bars[a]] == [x.start for x in bars[b]]
        for leg, symbol in enumerate((a, b)):
            files["pairs_z_score"] += describe(symbol, pairs_z_score(bars[a], bars[b], leg))
    digests = []
    for name, lines in sorted(files.items()):
        text = "\n".join(lines) + "\n"
        file = name.replace("_", "-") + ".txt"
        with open(os.path.join(output, file), "w") as out:
            out.write(text)
        digests.append(f"{hashlib.sha256(text.encode()).hexdigest()}  {file}\n")
        print(file, sum(int(line.split()[2]) for line in lines if line.startswith("#")), "signals", len(text), "bytes")
    with open(os.path.join(output, "golden.sha256"), "w") as out:
        out.writelines(digests)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
