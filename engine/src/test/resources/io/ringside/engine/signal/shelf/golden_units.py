"""Executions of the turtles' breakout with four units on recorded five-minute bars, computed in plain Python.

Usage: python3 golden_units.py FOLDER_OF_BARS OUTPUT_FILE [LINES_OF_QQQ]

A decision at a close executes at the next open. The first unit has its stop two N from the close, N being Wilder's average true
range of 20 bars; one more unit, up to four, at each close that is half an N (of the first signal) beyond the last unit's price;
the stops of all units are the nearest one. A stop executes at its price or, beyond it, at the open. The golden file has no
prices: for every symbol the number of executions of a unit, and the SHA-256 of their lines.
"""
import hashlib
import math
import sys

from golden_signals import HALF_DAY, SYMBOLS, atr, donchian_breakout, read

UNITS, STEP, STOP = 4, 0.5, 2


def e8(price):
    return round(price * 1e8)


def on_tick(price):
    return math.floor(price * 100 + 0.5) * 1_000_000


def executions(bars):
    n = atr(bars, 20)
    said = {end: kind for end, kind, _ in donchian_breakout(bars)}
    way = held = entered = stop = last = pending = pending_stop = 0
    leaving = False
    step = 0.0
    for i, bar in enumerate(bars):
        opening, high, low, close = e8(bar.open), e8(bar.high), e8(bar.low), e8(bar.close)
        if leaving:
            yield from [(bar, -way, opening)] * held
            held, leaving = 0, False
        if held and pending and way * (opening - stop) <= 0:
            # At the same price the older orders, the stops, come before the next unit.
            yield from [(bar, -way, opening)] * held
            held = 0
        if pending:
            yield bar, pending, opening
            stop = pending_stop if held == 0 else pending * max(pending * stop, pending * pending_stop)
            way, held, entered, last = pending, held + 1, 1 if held == 0 else entered + 1, opening
            pending = 0
        if held and (low <= stop if way > 0 else high >= stop):
            yield from [(bar, -way, way * min(way * opening, way * stop))] * held
            held = 0
        kind = said.get(bar.end)
        if held == 0 and kind in ("ENTER_LONG", "ENTER_SHORT"):
            pending = 1 if kind == "ENTER_LONG" else -1
            pending_stop, step = on_tick(bar.close - pending * STOP * n[i]), STEP * n[i]
        elif held and kind == ("EXIT_LONG" if way > 0 else "EXIT_SHORT"):
            leaving = True
        elif held and entered < UNITS and way * (close - last) / 1e8 >= step:
            pending = way
            nearest = on_tick(bar.close - way * STOP * n[i])
            pending_stop = way * max(way * nearest, way * stop)


def main(folder, output, shown=None):
    with open(output, "w") as out:
        for symbol in SYMBOLS:
            bars = [b for b in read(folder, symbol) if not (str(b.day) == HALF_DAY and b.start.hour >= 13)]
            lines = [f"{'BUY' if side > 0 else 'SELL'} {price}" for _, side, price in executions(bars)]
            digest = hashlib.sha256(("\n".join(lines) + "\n").encode()).hexdigest()
            out.write(f"{symbol} {len(lines)} {digest}\n")
            if shown and symbol == "QQQ":
                open(shown, "w").write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
