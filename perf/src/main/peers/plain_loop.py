"""The published strategy as somebody in a hurry would write it in plain Python: one loop over the rows of a CSV file.

Prints the number of round trips and the cash in cents; bench holds both against the engine's and the plain Java program's.
"""

import csv
import sys

SMA, ATR, WILLR = 200, 14, 10


def run(path, equity):
    highs, lows, closes = [], [], []
    total = atr = previous = 0.0
    inside = pending = False
    pending_atr = stop = entry = 0.0
    shares = trades = 0
    cash = equity
    with open(path, newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for i, row in enumerate(rows):
            o, h, l, c = float(row[1]), float(row[2]), float(row[3]), float(row[4])
            if pending:
                pending = False
                entry = o
                stop = round((entry - 10 * pending_atr) * 100) / 100
                risk = abs(entry - stop)
                size = 0 if risk < 0.01 else min(min(cash * 0.02, 30000) / risk, cash * 4 / entry)
                shares = int(size)
                inside = shares > 0
            width = h - l
            if i > 0:
                width = max(width, abs(h - previous), abs(l - previous))
            previous = c
            atr = atr + width / ATR if i < ATR else ((ATR - 1) * atr + width) / ATR
            highs.append(h)
            lows.append(l)
            closes.append(c)
            total += c - (closes[i - SMA] if i >= SMA else 0.0)
            if i < SMA - 1:
                continue
            average = total / SMA
            highest = max(highs[i - WILLR + 1 : i + 1])
            lowest = min(lows[i - WILLR + 1 : i + 1])
            williams = 100 * ((c - lowest) / (highest - lowest) - 1) if highest > lowest else -50
            if inside:
                out = williams > -20 and c < average
                if out or l <= stop:
                    cash += shares * ((c if out else stop) - entry) - 0.01 * shares
                    trades += 1
                    inside = False
                else:
                    stop = max(stop, round((c - 10 * atr) * 100) / 100)
            elif williams < -80 and c > average and atr > 0:
                pending = True
                pending_atr = atr
    return trades, cash


trades, cash = run(sys.argv[1], float(sys.argv[2]))
print(trades, round(cash * 100))
