"""Writes golden.csv: hand-shaped bars and every indicator's column over them.

Plain Python 3, no packages. Each column is computed from scratch for every bar, from the textbook formula, in exact
fractions; square roots are taken to 50 digits. Run as: python3 golden.py > golden.csv
"""

from decimal import Decimal, getcontext
from fractions import Fraction as F

getcontext().prec = 50


def bars():
    """Three sessions of twenty bars in cents: ties, flat bars, gaps, bars without volume."""
    state, close, rows = 20250521, 10000, []
    for day in (20100, 20101, 20104):
        close += {20100: 0, 20101: 85, 20104: -140}[day]
        for bar in range(20):
            points = [close]
            for _ in range(4):
                state = (state * 1103515245 + 12345) % 2**31
                points.append(points[-1] + (state >> 16) % 23 - 11)
            if bar in (7, 8):
                points = [close]
            volume = 0 if bar in (0, 8) else (state >> 8) % 5000 + 100
            close = points[-1]
            rows.append((day, points[0], max(points), min(points), close, volume))
    return rows


ROWS = bars()
DAY = [r[0] for r in ROWS]
O, H, L, C = ([F(r[k], 100) for r in ROWS] for k in (1, 2, 3, 4))
V = [r[5] for r in ROWS]
N = len(ROWS)


def root(x):
    return F(Decimal(x.numerator) / Decimal(x.denominator)) if x == 0 else F(
        (Decimal(x.numerator) / Decimal(x.denominator)).sqrt())


def windowed(n, f):
    return [None if i + 1 < n else f(range(i + 1 - n, i + 1)) for i in range(N)]


def mean(xs):
    xs = list(xs)
    return sum(xs, F(0)) / len(xs)


def spread(w, divisor):
    m = mean(C[j] for j in w)
    return root(sum((C[j] - m) ** 2 for j in w) / divisor)


def z(w, divisor):
    return (C[w[-1]] - mean(C[j] for j in w)) / spread(w, divisor)


def ema(xs, n):
    out, seed = [], []
    for x in xs:
        if x is None:
            out.append(None)
            continue
        if len(seed) < n:
            seed.append(x)
            out.append(mean(seed) if len(seed) == n else None)
        else:
            out.append(F(n - 1, n + 1) * out[-1] + F(2, n + 1) * x)
    return out


def wilder(xs, n):
    out, seed = [], []
    for x in xs:
        if x is None:
            out.append(None)
        elif len(seed) < n:
            seed.append(x)
            out.append(mean(seed) if len(seed) == n else None)
        else:
            out.append((out[-1] * (n - 1) + x) / n)
    return out


def minus(a, b):
    return [None if x is None or y is None else x - y for x, y in zip(a, b)]


def fit(w):
    n = len(w)
    x, y = mean(F(k) for k in range(n)), mean(C[j] for j in w)
    sxy = sum((k - x) * (C[j] - y) for k, j in enumerate(w))
    sxx = sum((k - x) ** 2 for k in range(n))
    syy = sum((C[j] - y) ** 2 for j in w)
    return sxy / sxx, sxy * sxy / (sxx * syy)


TR = [H[i] - L[i] if i == 0 else max(H[i] - L[i], abs(H[i] - C[i - 1]), abs(L[i] - C[i - 1])) for i in range(N)]
ATR14, ATR10 = wilder(TR, 14), wilder(TR, 10)
CHANGE = [None] + [C[i] - C[i - 1] for i in range(1, N)]
GAIN = wilder([None if x is None else max(x, F(0)) for x in CHANGE], 14)
LOSS = wilder([None if x is None else max(-x, F(0)) for x in CHANGE], 14)
UP = [None] + [H[i] - H[i - 1] for i in range(1, N)]
DOWN = [None] + [L[i - 1] - L[i] for i in range(1, N)]
PDM = wilder([None if u is None else u if u > d and u > 0 else F(0) for u, d in zip(UP, DOWN)], 14)
MDM = wilder([None if u is None else d if d > u and d > 0 else F(0) for u, d in zip(UP, DOWN)], 14)
RANGE = wilder([None] + TR[1:], 14)
PDI = [None if p is None else 100 * p / t for p, t in zip(PDM, RANGE)]
MDI = [None if m is None else 100 * m / t for m, t in zip(MDM, RANGE)]
DX = [None if p is None else 100 * abs(p - m) / (p + m) for p, m in zip(PDI, MDI)]
SMA20 = windowed(20, lambda w: mean(C[j] for j in w))
STD20 = windowed(20, lambda w: spread(w, 20))
MACD = minus(ema(C, 5), ema(C, 13))
SIGNAL = ema(MACD, 4)
HH, LL = windowed(10, lambda w: max(H[j] for j in w)), windowed(10, lambda w: min(L[j] for j in w))
EMA20 = ema(C, 20)


def vwap(i):
    js = [j for j in range(i + 1) if DAY[j] == DAY[i]]
    volume = sum(V[j] for j in js)
    if volume == 0:
        return (H[i] + L[i] + C[i]) / 3
    return sum((H[j] + L[j] + C[j]) / 3 * V[j] for j in js) / volume


def obv(i):
    return F(V[0] + sum(V[j] * ((C[j] > C[j - 1]) - (C[j] < C[j - 1])) for j in range(1, i + 1)))


def band(middle, width, distance):
    return [None if m is None or d is None else m + width * d for m, d in zip(middle, distance)]


COLUMNS = {
    "sma20": SMA20,
    "atr14": ATR14,
    "willr10": windowed(
        10, lambda w: 100 * ((C[w[-1]] - min(L[j] for j in w)) / (max(H[j] for j in w) - min(L[j] for j in w)) - 1)),
    "ema12": ema(C, 12),
    "wma10": windowed(10, lambda w: sum((k + 1) * C[j] for k, j in enumerate(w)) / F(55)),
    "true_range": TR,
    "rsi14": [None if g is None else 100 - 100 / (1 + g / l) for g, l in zip(GAIN, LOSS)],
    "std20_population": STD20,
    "std20_sample": windowed(20, lambda w: spread(w, 19)),
    "z20_population": windowed(20, lambda w: z(w, 20)),
    "z20_sample": windowed(20, lambda w: z(w, 19)),
    "bollinger20_middle": SMA20,
    "bollinger20_upper": band(SMA20, 2, STD20),
    "bollinger20_lower": band(SMA20, -2, STD20),
    "macd": [m if s is not None else None for m, s in zip(MACD, SIGNAL)],
    "macd_signal": SIGNAL,
    "macd_histogram": minus(MACD, SIGNAL),
    "highest10": HH,
    "lowest10": LL,
    "roc5": [None if i < 5 else 100 * (C[i] / C[i - 5] - 1) for i in range(N)],
    "adx14": wilder(DX, 14),
    "plus_di14": [p if a is not None else None for p, a in zip(PDI, wilder(DX, 14))],
    "minus_di14": [m if a is not None else None for m, a in zip(MDI, wilder(DX, 14))],
    "vwap": [vwap(i) for i in range(N)],
    "obv": [obv(i) for i in range(N)],
    "slope20": windowed(20, lambda w: fit(w)[0]),
    "r2_20": windowed(20, lambda w: fit(w)[1]),
    "donchian10_middle": [None if h is None else (h + l) / 2 for h, l in zip(HH, LL)],
    "keltner20_middle": EMA20,
    "keltner20_upper": band(EMA20, F(3, 2), ATR10),
    "keltner20_lower": band(EMA20, F(-3, 2), ATR10),
}

print("day,open,high,low,close,volume," + ",".join(COLUMNS))
for i, row in enumerate(ROWS):
    prices = ",".join(f"{p // 100}.{p % 100:02d}" for p in row[1:5])
    values = ("" if c[i] is None else repr(float(c[i])) for c in COLUMNS.values())
    print(f"{row[0]},{prices},{row[5]}," + ",".join(values))
