"use strict";
(function () {
  const D = JSON.parse(document.getElementById("data").textContent);
  const S = D.summary || {};
  const TRADES = (D.trades ? D.trades.rows : []).map(row => Object.fromEntries(row.map((value, i) => [D.trades.columns[i], value])));
  const C = D.curves;
  const root = document.documentElement;
  const sheet = document.getElementById("sheet");
  const DAY = 86400;
  const NONE = "n/a";
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

  // ---- Text ---------------------------------------------------------------------------------------------------------

  const number = (value, decimals) => value == null ? NONE
    : (Number(value.toFixed(decimals)) || 0).toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const money = value => number(value, 2);
  const percent = (share, decimals = 2) => share == null ? NONE : number(100 * share, decimals) + " %";
  const percentOf = (value, decimals = 2) => value == null ? NONE : number(value, decimals) + " %";
  const shown = (value, unit) => unit === "PERCENT" ? percent(value) : number(value, unit === "COUNT" ? 0 : 3);
  const tone = value => value == null || value === 0 ? "" : value > 0 ? "gain" : "loss";

  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === "onclick") node.addEventListener("click", value);
      else if (value !== undefined && value !== "") node.setAttribute(name, value);
    }
    node.append(...children.filter(child => child != null));
    return node;
  }

  function block(id, title, note, wide) {
    const section = el("section", { id, class: wide ? "wide" : "" }, el("h2", {}, title), note ? el("p", { class: "note" }, note) : null);
    sheet.append(section);
    return section;
  }

  function nothing(section, why) {
    section.append(el("p", { class: "note nothing" }, why));
  }

  function table(headers, rows) {
    return el("table", {},
      el("thead", {}, el("tr", {}, ...headers.map(text => el("th", {}, text)))),
      el("tbody", {}, ...rows.map(cells => el("tr", {}, ...cells.map(cell => el("td", {}, cell))))));
  }

  const toned = (text, value) => el("span", { class: tone(value) }, text);

  // ---- Charts -------------------------------------------------------------------------------------------------------

  const charts = [];
  const FONT = "11px system-ui, sans-serif";
  const colour = name => getComputedStyle(root).getPropertyValue("--" + name).trim();

  /** Keeps a chart as wide as its host; draws it anew when width or colours change. */
  function chart(section, height, build) {
    const host = el("div", { class: "chart" });
    section.append(host);
    const entry = {
      plot: null,
      width: 0,
      wide: section.classList.contains("wide"),
      draw(width) {
        entry.width = width || Math.max(200, host.clientWidth);
        if (entry.plot) entry.plot.destroy();
        host.textContent = "";
        const [options, data] = build();
        options.width = entry.width;
        options.height = entry.width < 480 ? Math.round(height * 0.85) : height;
        if (options.resting) {
          // Without a cursor the legend tells the last values.
          const rest = u => u.setLegend({ idx: data[0].length - 1 });
          options.hooks = Object.assign({}, options.hooks);
          options.hooks.ready = [...(options.hooks.ready || []), u => {
            rest(u);
            u.over.addEventListener("mouseleave", () => rest(u));
          }];
        }
        entry.plot = new uPlot(options, data, host);
      },
    };
    entry.draw();
    new ResizeObserver(() => {
      if (host.clientWidth > 0 && Math.abs(host.clientWidth - entry.width) > 1 && !printing) entry.draw();
    }).observe(host);
    charts.push(entry);
    return entry;
  }

  const grid = () => ({ stroke: colour("grid"), width: 1 });
  const ticks = () => ({ stroke: colour("grid"), width: 1, size: 4 });

  /** As few decimals as tell one mark from the next. */
  function decimals(step) {
    for (let count = 0; count < 6; count++) {
      if (Math.abs(step * Math.pow(10, count) - Math.round(step * Math.pow(10, count))) < 1e-6) return count;
    }
    return 6;
  }

  const plain = (value, step) => number(value, decimals(step));
  const share = (value, step) => percent(value, decimals(100 * step));

  /** The format is given a mark and the distance to the next one. */
  function axis(format, more) {
    return Object.assign({
      stroke: colour("soft"), font: FONT, grid: grid(), ticks: ticks(),
      values: (u, splits, index, space, step) => splits.map(value => value == null ? null : format(value, step)),
      size: (u, values) => Math.ceil(6.4 * Math.max(0, ...(values || []).map(text => text == null ? 0 : text.length))) + 12,
    }, more);
  }

  const timeAxis = () => ({ stroke: colour("soft"), font: FONT, grid: grid(), ticks: ticks(), space: 64 });

  const line = (label, name, format, more) => Object.assign({
    label, stroke: colour(name), width: 1.5, points: { show: false }, value: (u, value) => value == null ? "–" : format(value),
  }, more);

  /** Curves over days; a curve is a series of uPlot's with its values. */
  function days(section, height, list, curves, format, yAxis, yScale, more) {
    return chart(section, height, () => {
      const drawn = curves();
      return [Object.assign({
        resting: true,
        tzDate: stamp => uPlot.tzDate(new Date(stamp * 1000), "Etc/UTC"),
        scales: { x: { time: true }, y: yScale ? yScale() : {} },
        axes: [timeAxis(), axis(format, yAxis ? yAxis() : {})],
        series: [{ label: "Day", value: (u, value) => value == null ? "–" : new Date(value * 1000).toISOString().slice(0, 10) },
          ...drawn.map(one => one[0])],
      }, more ? more() : {}), [list.map(day => day * DAY), ...drawn.map(one => one[1])]];
    });
  }

  /** Round values for a logarithmic axis, where powers of ten alone would leave most charts without a label. */
  function logSplits(low, high) {
    const splits = [];
    for (let power = Math.pow(10, Math.floor(Math.log10(low))); power <= high; power *= 10) {
      for (const step of [1, 2, 5]) if (step * power >= low && step * power <= high) splits.push(step * power);
    }
    if (splits.length >= 4) return splits;
    const rough = (high - low) / 5;
    const power = Math.pow(10, Math.floor(Math.log10(rough)));
    const step = [1, 2, 5, 10].map(one => one * power).find(one => one >= rough);
    const even = [];
    for (let value = Math.ceil(low / step) * step; value <= high; value += step) even.push(value);
    return even;
  }

  /** Columns of a histogram, those above and below zero in their colours. */
  function histogram(section, H, format) {
    const centre = H.counts.map((count, i) => H.lowest + (i + 0.5) * H.width);
    const bars = uPlot.paths.bars({ size: [0.92, 100] });
    chart(section, 220, () => [{
      scales: { x: { time: false, range: () => [H.lowest - H.width / 2, H.lowest + (H.counts.length + 0.5) * H.width] }, y: { range: (u, low, high) => [0, high * 1.05] } },
      axes: [axis(plain, { space: 56, size: 30 }), axis(plain, { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000] })],
      series: [
        { label: "From", value: (u, value) => value == null ? "–" : format(value - H.width / 2) + " to " + format(value + H.width / 2) },
        line("Below 0", "loss", value => number(value, 0), { paths: bars, fill: colour("loss"), width: 0 }),
        line("0 and above", "gain", value => number(value, 0), { paths: bars, fill: colour("gain"), width: 0 }),
      ],
    }, [centre, H.counts.map((count, i) => centre[i] < 0 ? count : null), H.counts.map((count, i) => centre[i] < 0 ? null : count)]]);
  }

  // ---- Head ---------------------------------------------------------------------------------------------------------

  function head() {
    const at = document.getElementById("head");
    at.append(el("h1", {}, D.title));
    at.append(el("dl", { class: "facts", id: "facts" }, ...D.facts.map(([label, value]) =>
      el("div", { class: value.length > 60 ? "long" : "" }, el("dt", {}, label), el("dd", {}, value)))));
    if (D.warnings.length) {
      at.append(el("ul", { class: "warnings", id: "warnings" }, ...D.warnings.map(text => el("li", {}, text))));
    }
    if (!D.summary) return;
    const cards = [
      ["Total return", percentOf(S.total_return_pct), tone(S.total_return_pct)],
      ["Buy and hold", percentOf(S.benchmark_return_pct), tone(S.benchmark_return_pct)],
      ["CAGR", percentOf(S.cagr_pct), tone(S.cagr_pct)],
      ["Sharpe", number(S.sharpe, 2)], ["Sortino", number(S.sortino, 2)], ["Calmar", number(S.calmar, 2)],
      ["Max drawdown", percentOf(S.max_drawdown_pct), tone(S.max_drawdown_pct)],
      ["Volatility", percentOf(S.volatility_pct)], ["Time in market", percentOf(S.time_in_market_pct, 1)],
      ["Trades", number(S.trades, 0)], ["Win rate", percentOf(S.win_rate_pct, 1)], ["Profit factor", number(S.profit_factor, 2)],
    ];
    at.append(el("div", { class: "cards", id: "cards" }, ...cards.map(([label, value, kind]) =>
      el("div", {}, el("span", {}, label), el("b", { class: kind }, value)))));
  }

  // ---- The account --------------------------------------------------------------------------------------------------

  function equity() {
    const section = block("equity", "Equity", "Marked to market at each session's close, against buying at the first session's open and holding.", true);
    if (!C.day.length) return nothing(section, "No session was traded.");
    let log = false;
    const buttons = ["Linear", "Log"].map((text, i) => el("button", {
      type: "button", "aria-pressed": String(i === 0),
      onclick: () => {
        log = i === 1;
        buttons.forEach((button, k) => button.setAttribute("aria-pressed", String(k === i)));
        entry.draw();
      },
    }, text));
    buttons[1].disabled = !C.equity.concat(C.benchmark || []).every(value => value > 0);
    section.append(el("div", { class: "controls" }, ...buttons));
    const entry = days(section, 300, C.day, () => [
      [line("Equity", "own", money, { width: 2 }), C.equity],
      ...(C.benchmark ? [[line("Buy and hold", "other", money), C.benchmark]] : []),
    ], plain, () => log ? { splits: (u, i, low, high) => logSplits(low, high), filter: (u, splits) => splits } : {},
    () => log ? { distr: 3, range: (u, low, high) => [low * 0.98, high * 1.02] } : {});
  }

  function underwater() {
    const section = block("underwater", "Underwater", "How far below its highest value so far.");
    if (!C.day.length) return nothing(section, "No session was traded.");
    days(section, 220, C.day, () => [
      [line("Equity", "loss", percent, { fill: colour("band") }), C.drawdown],
      ...(C.benchmark_drawdown ? [[line("Buy and hold", "other", percent, { width: 1 }), C.benchmark_drawdown]] : []),
    ], share, null, () => ({ range: (u, low) => [Math.min(low, -0.005) * 1.05, 0] }));
  }

  function drawdowns() {
    const section = block("drawdowns", "The five worst drawdowns", "From the first session below a peak to the session that reaches it again.");
    if (!D.drawdowns.length) return nothing(section, "The equity was never below its peak.");
    section.append(table(["Start", "Valley", "End", "Days", "Depth"], D.drawdowns.map(row =>
      [row.start, row.valley, row.end || "goes on", number(row.days, 0), toned(percent(row.depth), row.depth)])));
  }

  function calendar() {
    const section = block("calendar", "Months and years", "Return of each calendar month in percent; a broken month as it is.", true);
    if (!D.calendar.length) return nothing(section, "No session was traded.");
    const most = Math.max(0.001, ...D.calendar.flatMap(row => row.months).map(value => Math.abs(value || 0)));
    const shade = value => value == null || value === 0 ? ""
      : "background: rgba(var(--" + (value > 0 ? "gain" : "loss") + "-rgb), " + (0.12 + 0.58 * Math.min(1, Math.abs(value) / most)).toFixed(3) + ")";
    const short = value => value == null ? "" : number(100 * value, Math.abs(value) < 0.0995 ? 2 : 1);
    section.append(el("div", { class: "year names" }, el("span", {}, "Year"), ...MONTHS.map(name => el("span", {}, name)), el("span", {}, "Year"), el("span", {}, "Hold")));
    for (const row of D.calendar) {
      section.append(el("div", { class: "year" }, el("span", {}, String(row.year)),
        ...row.months.map((value, i) => el("div", { class: "month", style: shade(value) }, el("span", { class: "name" }, MONTHS[i]), short(value))),
        el("div", { class: "whole" }, el("span", { class: "name" }, "Year"), toned(percent(row.whole, 1), row.whole)),
        el("div", { class: "whole" }, el("span", { class: "name" }, "Hold"), toned(percent(row.benchmark, 1), row.benchmark))));
    }
  }

  function returns() {
    const section = block("returns", "Daily returns", "Sessions by their return in percent.");
    if (!D.returns) return nothing(section, "No session was traded.");
    histogram(section, D.returns, value => number(value, D.returns.width < 0.1 ? 2 : 1));
  }

  function exposure() {
    const section = block("exposure", "Exposure and leverage", "Share of each session's bars with a position; position value over equity at its close.");
    if (!C.day.length) return nothing(section, "No session was traded.");
    const stepped = uPlot.paths.stepped({ align: -1 });
    const span = C.day.length > 250 ? 21 : 1;
    if (span > 1) section.append(el("p", { class: "note" }, "Means over " + span + " sessions."));
    const mean = values => values.map((value, i) => {
      const part = values.slice(Math.max(0, i - span + 1), i + 1).filter(one => one != null);
      return part.length ? part.reduce((sum, one) => sum + one, 0) / part.length : null;
    });
    days(section, 220, C.day, () => [
      [line("Exposure", "other", value => percent(value, 0), { scale: "share", width: 1, fill: colour("band"), paths: stepped }), mean(C.exposure)],
      [line("Leverage", "own", value => number(value, 2), { paths: stepped }), mean(C.leverage)],
    ], plain, null, null, () => ({
      scales: { x: { time: true }, y: { range: (u, low, high) => [0, Math.max(1, high || 0) * 1.05] }, share: { range: () => [0, 1.05] } },
      axes: [timeAxis(), axis(plain), axis(share, { scale: "share", side: 1, grid: { show: false } })],
    }));
  }

  function rolling() {
    const R = D.rolling;
    const sharpe = block("rolling-sharpe", "Rolling Sharpe and beta", R ? "Over " + R.window + " sessions, a year." : "");
    if (!R) nothing(sharpe, "The record is too short: two windows of 21 sessions are needed.");
    else {
      days(sharpe, 220, R.day, () => [[line("Sharpe", "own", value => number(value, 2)), R.sharpe],
        ...(R.beta ? [[line("Beta", "other", value => number(value, 2), { width: 1 }), R.beta]] : [])], plain);
    }
    const volatility = block("rolling-volatility", "Rolling volatility", R ? "Over " + R.window + " sessions, a year." : "");
    if (!R) nothing(volatility, "The record is too short: two windows of 21 sessions are needed.");
    else {
      days(volatility, 220, R.day, () => [[line("Volatility", "own", percent), R.volatility]], share,
        null, () => ({ range: (u, low, high) => [0, (high || 0.01) * 1.05] }));
    }
  }

  function costs() {
    const section = block("costs", "Costs", "Commission and slippage so far.");
    const gross = S.net_profit == null || S.commissions == null ? null : S.net_profit + S.commissions + (S.slippage || 0);
    const share = value => value == null || !(gross > 0) ? NONE : percent(value / gross, 1);
    const each = value => value == null || !S.trades ? NONE : money(value / S.trades);
    if (D.costs.day.length) {
      days(section, 180, D.costs.day, () => [
        [line("Commission", "own", money), D.costs.commissions],
        [line("Slippage", "other", money), D.costs.slippage],
      ], plain, null, () => ({ range: (u, low, high) => [Math.min(0, low || 0), (high || 1) * 1.05] }));
    }
    section.append(table(["", "Total", "A trade", "Of gross profit"], [
      ["Commission", money(S.commissions), each(S.commissions), share(S.commissions)],
      ["Slippage", money(S.slippage), each(S.slippage), share(S.slippage)],
    ]));
  }

  // ---- The trades ---------------------------------------------------------------------------------------------------

  function rMultiples() {
    const section = block("r-multiples", "R multiples", "Trades by their profit in units of the money risked.");
    if (!D.r_multiples) return nothing(section, TRADES.length ? "The risk of the trades is unknown." : "There were no trades.");
    histogram(section, D.r_multiples, value => number(value, D.r_multiples.width < 0.1 ? 2 : 1));
  }

  function excursions(id, title, note, key) {
    const section = block(id, title, note);
    const known = TRADES.filter(trade => trade[key] != null && trade.r != null).sort((a, b) => a[key] - b[key]);
    if (!known.length) return nothing(section, TRADES.length ? "The journal with the prices is not there." : "There were no trades.");
    const dots = name => ({ show: true, size: 6, fill: colour(name), stroke: colour(name), width: 0 });
    const format = value => number(value, 2);
    chart(section, 240, () => [{
      scales: { x: { time: false, range: (u, low, high) => [0, (high || 1) * 1.05] } },
      axes: [axis(plain, { space: 56, size: 30 }), axis(plain)],
      series: [
        { label: key === "mae_r" ? "MAE, R" : "MFE, R", value: (u, value) => value == null ? "–" : format(value) },
        line("Lost, R", "loss", format, { paths: () => null, points: dots("loss") }),
        line("Won, R", "gain", format, { paths: () => null, points: dots("gain") }),
      ],
    }, [known.map(trade => trade[key]), known.map(trade => trade.pnl > 0 ? null : trade.r), known.map(trade => trade.pnl > 0 ? trade.r : null)]]);
  }

  function groups(id, title, note, rows) {
    const section = block(id, title, note);
    if (!rows.length) return nothing(section, "There were no trades.");
    const most = Math.max(0.01, ...rows.map(row => Math.abs(row.pnl)));
    const low = Math.min(0, ...rows.map(row => row.pnl));
    const zero = rows.some(row => row.pnl > 0) ? (low < 0 ? 50 : 0) : 100;
    const bar = row => {
      const width = Math.abs(row.pnl) / most * (zero === 50 ? 50 : 100);
      return el("div", { class: "bar" }, el("i", {
        class: row.pnl < 0 ? "down" : "up", style: "width: " + width.toFixed(2) + "%; left: " + (row.pnl < 0 ? zero - width : zero).toFixed(2) + "%",
      }));
    };
    section.append(table(["", "Trades", "Won", "P&L", "Mean R"], rows.map(row => [
      el("div", {}, row.label, bar(row)), number(row.trades, 0), percent(row.wins / row.trades, 0),
      toned(number(row.pnl, 0), row.pnl), toned(number(row.mean_r, 2), row.mean_r),
    ])));
  }

  // ---- Prices -------------------------------------------------------------------------------------------------------

  /** Undoes the packing that PricePath.encode describes. */
  function varints(data) {
    const bytes = Uint8Array.from(atob(data), c => c.charCodeAt(0));
    let at = 0;
    return () => {
      let value = 0, scale = 1, byte;
      do {
        byte = bytes[at++];
        value += (byte & 127) * scale;
        scale *= 128;
      } while (byte > 127);
      return value;
    };
  }

  const signOf = value => value % 2 ? -(value + 1) / 2 : value / 2;

  function decodeIndicator(packed, count) {
    const varint = varints(packed.data), values = [];
    let before = 0;
    for (let i = 0; i < count; i++) {
      const step = varint();
      if (step > 0) before += signOf(step - 1);
      values.push(step === 0 ? null : before * packed.unit);
    }
    return { name: packed.name, overlay: packed.overlay, values };
  }

  function decode(packed) {
    const varint = varints(packed.data);
    const signed = () => signOf(varint());
    const path = { minute: [], open: [], high: [], low: [], close: [], stop: [] };
    let minute = 0, before = 0;
    for (let i = 0; i < packed.count; i++) {
      minute += varint();
      const open = before + signed(), close = open + signed();
      const high = Math.max(open, close) + varint(), low = Math.min(open, close) - varint();
      const stop = varint();
      const distance = stop - 1;
      path.minute.push(minute);
      path.open.push(open * packed.unit);
      path.high.push(high * packed.unit);
      path.low.push(low * packed.unit);
      path.close.push(close * packed.unit);
      path.stop.push(stop === 0 ? null : (close - (distance % 2 ? -(distance + 1) / 2 : distance / 2)) * packed.unit);
      before = close;
    }
    path.indicators = packed.indicators.map(one => decodeIndicator(one, packed.count));
    return path;
  }

  const clock = minute => {
    const iso = new Date(minute * 60000).toISOString();
    return iso.slice(0, 10) + " " + iso.slice(11, 16);
  };

  /** Where an axis over bars gets its marks: at bars, sessions, months or years, whichever fit. */
  function barSplits(path, low, high, room) {
    const first = Math.max(0, Math.ceil(low)), last = Math.min(path.minute.length - 1, Math.floor(high));
    const starts = [];
    for (let i = first; i <= last; i++) {
      if (i === 0 || Math.floor(path.minute[i] / 1440) !== Math.floor(path.minute[i - 1] / 1440)) starts.push(i);
    }
    const thin = (list, count) => list.filter((one, i) => i % Math.ceil(list.length / Math.max(1, count)) === 0);
    if (starts.length >= 3) return thin(starts, room);
    const step = [1, 2, 3, 6, 12, 24, 36, 78].find(one => (last - first) / one <= room) || 78;
    const splits = [];
    for (let i = Math.ceil(first / step) * step; i <= last; i += step) splits.push(i);
    return splits;
  }

  function price() {
    const section = block("price", "Price, entries, exits and stops", "Drag to zoom, double-click for all. Candles are of several bars where one by one they would be too narrow. Triangles up are purchases, down are sales; the stepped line is the stop at work.", true);
    const symbols = Object.keys(D.paths).filter(symbol => D.paths[symbol].count > 0);
    if (!symbols.length) return nothing(section, "The journal with the prices is not there.");
    let symbol, path, trades, current, index, view = null;
    const label = el("span", { class: "note" });

    function choose(next) {
      symbol = next;
      path = decode(D.paths[symbol]);
      index = path.minute.map((minute, i) => i);
      trades = TRADES.filter(trade => trade.symbol === symbol && trade.to >= 0);
      current = -1;
      view = null;
      const bars = D.paths[symbol].bars_a_point;
      label.textContent = trades.length + (trades.length === 1 ? " trade" : " trades") + (bars > 1 ? "; up to " + bars + " bars are drawn as one" : "");
    }

    function zoom(low, high) {
      const last = path.minute.length - 1;
      const width = Math.max(8, high - low);
      const from = Math.max(0, Math.min(low, last - width));
      entry.plot.setScale("x", { min: from, max: Math.min(last, from + width) });
    }

    function scaled(factor, shift) {
      const { min, max } = entry.plot.scales.x;
      const half = (max - min) / 2 * factor, middle = (min + max) / 2 + shift * (max - min);
      zoom(middle - half, middle + half);
    }

    function go(step) {
      if (!trades.length) return;
      current = current < 0 ? (step > 0 ? 0 : trades.length - 1) : (current + step + trades.length) % trades.length;
      show(trades[current]);
    }

    function show(trade) {
      current = trades.indexOf(trade);
      const margin = Math.max(20, Math.round((trade.to - trade.from) * 0.6));
      zoom(trade.from - margin, trade.to + margin);
      label.textContent = "Trade " + (current + 1) + " of " + trades.length + ": " + trade.entry_time + " to " + trade.exit_time
        + ", " + money(trade.pnl) + (trade.reason ? ", " + trade.reason : "");
    }

    const overlays = () => path.indicators.filter(one => one.overlay);
    const others = () => path.indicators.filter(one => !one.overlay);
    const redrawAll = () => {
      entry.draw();
      if (lower && others().length) lower.draw();
    };

    const gapOf = u => Math.abs(u.valToPos(u.scales.x.min + 1, "x", true) - u.valToPos(u.scales.x.min, "x", true));
    /** How many bars a candle has to be of to be wide enough. */
    const barsACandle = u => Math.max(1, Math.ceil(4 * (devicePixelRatio || 1) / gapOf(u)));

    function draw(u) {
      const ctx = u.ctx;
      const { min, max } = u.scales.x;
      const ratio = devicePixelRatio || 1;
      const gap = gapOf(u);
      const x = i => u.valToPos(i, "x", true), y = value => u.valToPos(value, "y", true);
      ctx.save();
      ctx.beginPath();
      ctx.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
      ctx.clip();
      const width = barsACandle(u);
      const last = Math.min(index.length - 1, Math.ceil(max));
      const tones = [colour("loss"), colour("gain")];
      for (let from = Math.max(0, Math.floor(min / width) * width); from <= last; from += width) {
        const to = Math.min(index.length - 1, from + width - 1);
        let high = path.high[from], low = path.low[from];
        for (let i = from + 1; i <= to; i++) {
          high = Math.max(high, path.high[i]);
          low = Math.min(low, path.low[i]);
        }
        const middle = x((from + to) / 2), open = path.open[from], close = path.close[to];
        ctx.fillStyle = ctx.strokeStyle = tones[close >= open ? 1 : 0];
        ctx.lineWidth = ratio;
        ctx.beginPath();
        ctx.moveTo(middle, y(high));
        ctx.lineTo(middle, y(low));
        ctx.stroke();
        const top = y(Math.max(open, close)), bottom = y(Math.min(open, close));
        const half = Math.max(ratio, gap * (to - from + 1) * 0.32);
        ctx.fillRect(middle - half, top, 2 * half, Math.max(ratio, bottom - top));
      }
      ctx.strokeStyle = colour("stop");
      ctx.lineWidth = 1.5 * ratio;
      ctx.beginPath();
      for (let i = Math.max(0, Math.floor(min)), drawn = false; i <= Math.min(index.length - 1, Math.ceil(max)); i++) {
        if (path.stop[i] == null) drawn = false;
        else {
          if (drawn) ctx.lineTo(x(i - 0.5), y(path.stop[i]));
          else ctx.moveTo(x(i - 0.5), y(path.stop[i]));
          ctx.lineTo(x(i + 0.5), y(path.stop[i]));
          drawn = true;
        }
      }
      ctx.stroke();
      const visible = trades.filter(trade => trade.to >= min && trade.from <= max);
      const size = (visible.length > 150 ? 3 : 6) * ratio;
      for (const trade of visible) {
        if (trade.entry == null || trade.exit == null) continue;
        if (visible.length <= 60) {
          ctx.strokeStyle = colour(trade.pnl > 0 ? "gain" : "loss");
          ctx.lineWidth = 1.5 * ratio;
          ctx.setLineDash([4 * ratio, 3 * ratio]);
          ctx.beginPath();
          ctx.moveTo(x(trade.from), y(trade.entry));
          ctx.lineTo(x(trade.to), y(trade.exit));
          ctx.stroke();
          ctx.setLineDash([]);
        }
        mark(ctx, x(trade.from), y(trade.entry), size, trade.long);
        mark(ctx, x(trade.to), y(trade.exit), size, !trade.long);
      }
      ctx.restore();
    }

    function mark(ctx, x, y, size, up) {
      ctx.fillStyle = colour(up ? "gain" : "loss");
      ctx.strokeStyle = colour("card");
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(x - size, y + (up ? 1.8 : -1.8) * size);
      ctx.lineTo(x + size, y + (up ? 1.8 : -1.8) * size);
      ctx.closePath();
      ctx.fill();
      ctx.stroke();
    }

    const button = (text, title, onclick) => el("button", { type: "button", title, "aria-label": title, onclick }, text);
    const controls = el("div", { class: "controls" });
    if (symbols.length > 1) {
      const select = el("select", { "aria-label": "Instrument" }, ...symbols.map(one => el("option", {}, one)));
      select.addEventListener("change", () => { choose(select.value); redrawAll(); });
      controls.append(select);
    }
    controls.append(
      button("All", "Show all bars", () => zoom(0, path.minute.length - 1)),
      button("+", "Zoom in", () => scaled(0.5, 0)), button("−", "Zoom out", () => scaled(2, 0)),
      button("←", "Earlier", () => scaled(1, -0.4)), button("→", "Later", () => scaled(1, 0.4)),
      button("‹ trade", "Previous trade", () => go(-1)), button("trade ›", "Next trade", () => go(1)), label);
    section.append(controls);
    choose(symbols[0]);

    const priceText = value => number(value, 2);
    let lower = null, settled = false;

    /** Indicators of another size than prices have a chart of their own below, which moves along. */
    function drawOthers() {
      lower = chart(section, 150, () => [{
        scales: Object.assign({ x: { time: false } }, ...others().map((one, i) => ({ ["s" + i]: {} }))),
        axes: [axis(value => value, { space: 84, size: 12, values: (u, splits) => splits.map(() => "") }),
          ...others().map((one, i) => axis(plain, { scale: "s" + i, side: i === 0 ? 3 : 1, show: i < 2, grid: i === 0 ? grid() : { show: false } }))],
        series: [{ label: "Bar", value: (u, i) => i == null || path.minute[i] == null ? "–" : clock(path.minute[i]) },
          ...others().map((one, i) => line(one.name, "own", value => number(value, 2), { scale: "s" + i, stroke: hue(i), width: 1.2 }))],
        cursor: { drag: { x: false, y: false }, points: { size: 6 } },
        hooks: { ready: [u => { if (view) u.setScale("x", view); }] },
        resting: true,
      }, [index, ...others().map(one => one.values)]]);
    }

    const entry = chart(section, 420, () => (settled = false, [{
      scales: { x: { time: false } },
      axes: [
        axis(value => value, {
          space: 84, size: 30,
          splits: (u, i, low, high) => barSplits(path, low, high, Math.max(2, Math.floor(u.bbox.width / (devicePixelRatio || 1) / 96))),
          values: (u, splits) => splits.map((i, k) => {
            if (path.minute[i] == null) return null;
            const text = clock(path.minute[i]);
            const day = k === 0 || text.slice(0, 10) !== clock(path.minute[splits[k - 1]]).slice(0, 10);
            const close = splits.length > 1 && splits[splits.length - 1] - splits[0] < 160;
            return !close ? text.slice(0, 10) : day ? text.slice(5) : text.slice(11);
          }),
        }),
        axis(plain),
      ],
      series: [
        { label: "Bar", value: (u, i) => i == null || path.minute[i] == null ? "–" : clock(path.minute[i]) },
        line("High", "own", priceText, { width: 0 }),
        line("Low", "own", priceText, { width: 0 }),
        line("Close", "own", priceText, { width: 0 }),
        line("Stop", "stop", priceText, { paths: () => null }),
        ...overlays().map((one, i) => line(one.name, "own", priceText, { stroke: hue(i), width: 1.2 })),
      ],
      cursor: { drag: { x: true, y: false }, points: { size: 6 } },
      hooks: {
        draw: [draw],
        ready: [u => {
          // At first the last bars, wide enough to be told apart; then where the reader left it.
          const last = path.minute.length - 1;
          const shown = view || { min: Math.max(0, last - Math.round(u.width / 4.5)), max: last };
          setTimeout(() => {
            settled = true;
            u.setScale("x", shown);
          });
        }],
        setScale: [(u, key) => {
          if (key !== "x" || !settled) return;
          view = { min: u.scales.x.min, max: u.scales.x.max };
          if (lower) lower.plot.setScale("x", view);
        }],
      },
      resting: true,
    }, [index, path.high, path.low, path.close, path.stop, ...overlays().map(one => one.values)]]));
    if (others().length) drawOthers();
    section.showTrade = trade => {
      if (trade.to < 0) return;
      if (trade.symbol !== symbol) {
        choose(trade.symbol);
        const select = controls.querySelector("select");
        if (select) select.value = trade.symbol;
        redrawAll();
      }
      show(trade);
      section.scrollIntoView({ block: "start" });
    };
  }

  // ---- Tables -------------------------------------------------------------------------------------------------------

  function tradeList() {
    const section = block("trades", "Trades", TRADES.length ? "Choose one to see it in the price chart." : "", true);
    const all = D.trades.count;
    section.classList.add("long");
    if (!TRADES.length) return nothing(section, "There were no trades.");
    const several = new Set(TRADES.map(trade => trade.symbol)).size > 1;
    const details = el("details", {}, el("summary", {},
      (all > TRADES.length ? "The last " + TRADES.length + " of " : "") + all + (all === 1 ? " trade" : " trades")));
    section.append(details);
    details.addEventListener("toggle", () => {
      if (!details.open || details.querySelector("table")) return;
      const headers = [...(several ? ["Symbol"] : []), "Entry", "Exit", "Side", "Quantity", "Entry price", "Exit price", "P&L", "R", "Reason"];
      const list = table(headers, TRADES.map(trade => [
        ...(several ? [trade.symbol] : []), trade.entry_time, trade.exit_time, trade.long ? "long" : "short", number(trade.quantity, 0),
        money(trade.entry), money(trade.exit), toned(money(trade.pnl), trade.pnl), toned(number(trade.r, 2), trade.r), trade.reason,
      ]));
      list.querySelectorAll("tbody tr").forEach((row, i) => row.addEventListener("click", () => {
        const show = document.getElementById("price").showTrade;
        if (show) show(TRADES[i]);
      }));
      details.append(el("div", { class: "scroll" }, list));
    });
  }

  function metrics() {
    const section = block("metrics", "Metrics", "Of daily returns r on the marked equity, ratios above the riskless rate. Point at a name, or open it, for its formula.", true);
    section.classList.add("long");
    const names = [...new Set(D.metrics.map(metric => metric.group))];
    section.append(el("div", { class: "groups" }, ...names.map(group => {
      const rows = D.metrics.filter(metric => metric.group === group);
      const list = table([group, "Strategy", "Hold"], rows.map(metric => [
        el("details", { title: metric.formula, "data-metric": metric.name }, el("summary", {}, metric.label), el("p", {}, metric.formula)),
        shown(metric.value, metric.unit), metric.benchmark === null && group === "Against buy and hold" ? "" : shown(metric.benchmark, metric.unit),
      ]));
      return el("div", {}, list);
    })));
  }

  /** A key breaks after its points and hyphens, not within its words. */
  function breakable(key) {
    return key.split(/(?<=[.-])/).flatMap((part, i) => i === 0 ? [part] : [el("wbr", {}), part]);
  }

  function parameters() {
    const section = block("parameters", "Parameters", "Every setting of the run, defaults included.", true);
    section.classList.add("long");
    if (!D.parameters.length) return nothing(section, "The journal with the settings is not there.");
    section.append(el("div", { class: "parameters" }, ...D.parameters.map(([key, value]) => el("div", {}, el("span", {}, ...breakable(key)), el("b", {}, value)))));
  }

  // ---- Findings of a study ----------------------------------------------------------------------------------------

  const HUES = ["own", "other", "gain", "loss", "soft"];
  const hue = i => i < HUES.length ? colour(HUES[i]) : "hsl(" + (210 + i * 137) % 360 + ",60%,50%)";

  function bars(part) {
    const most = Math.max(1e-12, ...part.values.map(value => Math.abs(value || 0)));
    return table(["", "", ""], part.names.map((name, i) => {
      const value = part.values[i] || 0, width = (50 * Math.abs(value) / most).toFixed(2);
      const bar = el("i", { class: value < 0 ? "down" : "up", style: "width:" + width + "%;left:" + (value < 0 ? 50 - width : 50) + "%" });
      return [name, el("div", { class: "bar signed" }, bar), toned(part.words[i], part.values[i])];
    }));
  }

  function heatMap(part) {
    const known = part.values.flat().filter(value => value != null);
    const low = Math.min(...known), high = Math.max(...known);
    const shade = value => {
      if (value == null || !(high > low)) return "";
      const at = (value - low) / (high - low) * 2 - 1;
      return "background: rgba(var(--" + (at < 0 ? "loss" : "gain") + "-rgb), " + (0.75 * Math.abs(at)).toFixed(3) + ")";
    };
    const rows = part.rows.map((name, row) => el("tr", {}, el("th", {}, name), ...part.columns.map((column, i) => {
      const marked = part.marked && part.marked[0] === row && part.marked[1] === i;
      return el("td", { class: marked ? "marked" : "", style: shade(part.values[row][i]) }, part.words[row][i]);
    })));
    return el("table", { class: "heat" }, el("thead", {},
      el("tr", {}, el("th", {}, part.row_name), el("th", { colspan: String(part.columns.length) }, part.column_name)),
      el("tr", {}, el("th", {}, ""), ...part.columns.map(name => el("th", {}, name)))), el("tbody", {}, ...rows));
  }

  function findings() {
    for (const one of D.sections || []) {
      const section = block(one.id, one.title, "", true);
      section.classList.add("long");
      for (const part of one.parts) {
        if (part.kind === "text") section.append(el("p", { class: "finding " + part.tone }, part.text));
        else if (part.kind === "details") {
          for (const item of part.items) section.append(el("details", {}, el("summary", {}, item.summary), table(part.headers, item.rows)));
        }
        else if (part.kind === "lines") {
          days(section, 320, part.day, () => part.lines.map((curve, i) =>
            [line(curve.name, "own", money, { stroke: hue(i) }), curve.values]), plain);
        } else {
          const grown = part.kind === "heat" ? heatMap(part) : part.kind === "bars" ? bars(part) : table(part.headers, part.rows);
          if (part.kind === "table") sentences(grown, part.rows);
          if (part.kind === "table" && part.marked >= 0) grown.querySelectorAll("tbody tr")[part.marked].classList.add("marked");
          section.append(el("div", { class: "scroll still" }, grown));
        }
      }
    }
  }

  /** Columns of sentences read from the left, and wrap. */
  function sentences(table, rows) {
    rows.forEach(row => row.forEach((cell, column) => {
      if (String(cell).length > 40) {
        table.querySelectorAll(`tr > :nth-child(${column + 1})`).forEach(one => one.classList.add("sentence"));
      }
    }));
  }

  /** A page grows to its widest table, as far as the window is wide. */
  function widen() {
    let most = 0;
    document.querySelectorAll(".scroll.still > table").forEach(one => { most = Math.max(most, one.scrollWidth); });
    if (most > 0) root.style.setProperty("--wide", most + 60 + "px");
  }

  // ---- The page -----------------------------------------------------------------------------------------------------

  let printing = false;
  const redraw = () => charts.forEach(entry => entry.draw());
  /** Widths of a block on paper, whose layout a script cannot see beforehand. */
  const PAPER = { wide: 650, half: 312 };

  head();
  findings();
  if (D.curves) account();
  widen();

  function account() {
    equity();
    underwater();
    drawdowns();
    calendar();
    returns();
    rMultiples();
    excursions("mae", "Adverse excursion", "How far each trade went against its holder (MAE), and what became of it.", "mae_r");
    excursions("mfe", "Favourable excursion", "How far each trade went with its holder (MFE), and what became of it.", "mfe_r");
    if (D.symbols.length > 1) groups("symbols", "By symbol", "The one that brought or cost most comes first.", D.symbols);
    if (D.strategies.length > 1) groups("strategies", "By strategy", "", D.strategies);
    groups("durations", "Holding time", "From entry to exit, nights and weekends included.", D.durations);
    groups("hours", "Hour of entry", "On the exchange's clock.", D.hours);
    groups("reasons", "Exit reasons", "", D.reasons);
    groups("weekdays", "Weekday of entry", "", D.weekdays);
    exposure();
    costs();
    rolling();
    price();
    tradeList();
    metrics();
    parameters();
  }

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => redraw());
  addEventListener("beforeprint", () => {
    printing = true;
    root.classList.add("light");
    charts.forEach(entry => entry.draw(entry.wide ? PAPER.wide : PAPER.half));
  });
  addEventListener("afterprint", () => {
    root.classList.remove("light");
    printing = false;
    redraw();
  });
  root.dataset.drawn = "yes";
})();
