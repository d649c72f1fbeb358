// Curves and candles on uPlot, in the page's colours.
import { html, useEffect, useRef } from '/app/preact.js';

const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
const zoned = seconds => uPlot.tzDate(new Date(seconds * 1e3), 'America/New_York');
const lines = ['blue', 'orange', 'purple', 'teal'];

function axes(money) {
  const axis = { stroke: colour('soft'), grid: { stroke: colour('grid'), width: 1 }, ticks: { stroke: colour('grid') }, font: '11px system-ui' };
  const hours = (u, ticks) => ticks.map(t => zoned(t).toTimeString().slice(0, 5));
  const days = (u, ticks) => ticks.map(t => new Date(t * 1e3).toISOString().slice(2, 10));
  const within = u => u.scales.x.max - u.scales.x.min < 3 * 86400;
  return [{ ...axis, size: 30, space: 60, values: (u, ticks) => (within(u) ? hours : days)(u, ticks) }, { ...axis, size: 68, values: (u, ticks) => ticks.map(t => t.toFixed(money)) }];
}

function Plot({ make, data, height, id, keys }) {
  const box = useRef(null);
  const plot = useRef(null);
  useEffect(() => {
    const draw = () => {
      if (plot.current) plot.current.destroy();
      plot.current = new uPlot({ width: Math.max(120, box.current.clientWidth), height, ...make() }, data, box.current);
    };
    draw();
    const watch = new ResizeObserver(() => {
      const width = box.current ? box.current.clientWidth : 0;
      if (plot.current && width > 0 && Math.abs(width - plot.current.width) > 2) plot.current.setSize({ width, height });
    });
    watch.observe(box.current);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', draw);
    return () => {
      watch.disconnect();
      dark.removeEventListener('change', draw);
      if (plot.current) plot.current.destroy();
      plot.current = null;
    };
  }, keys);
  useEffect(() => {
    if (plot.current) plot.current.setData(data);
  }, [data]);
  return html`<div class="plot" id=${id} ref=${box}></div>`;
}

// Several curves over the same times: [{ name, points: [[seconds, value]] }].
export function Curves({ curves, height = 200, id, day, digits = 0, first = 0 }) {
  const times = [...new Set(curves.flatMap(curve => curve.points.map(point => point[0])))].sort((a, b) => a - b);
  const data = [times, ...curves.map(curve => {
    const values = new Map(curve.points);
    return times.map(time => values.has(time) ? values.get(time) : null);
  })];
  const make = () => ({
    tzDate: zoned,
    legend: { show: curves.length > 1 },
    cursor: { y: false },
    axes: axes(digits),
    series: [{ value: (u, t) => t === null ? '' : zoned(t).toLocaleString() }, ...curves.map((curve, i) => ({
      label: curve.name, stroke: colour(lines[(i + first) % lines.length]), width: 1.5, spanGaps: true, points: { show: false },
    }))],
  });
  return html`<${Plot} make=${make} data=${data} height=${height} id=${id} keys=${[curves.map(c => c.name).join('|'), day]} />`;
}

// Which indicators are prices, and are drawn over the candles; all others have a pane of their own.
function isPrice(values, bars) {
  const pairs = values.map((value, i) => [value, bars[i][4]]).filter(([value]) => value !== null);
  return pairs.length > 0 && pairs.every(([value, close]) => Math.abs(value / close - 1) < 0.3);
}

export function Candles({ chart, height = 340 }) {
  const bars = chart.bars;
  const names = Object.keys(chart.indicators);
  const over = names.filter(name => isPrice(chart.indicators[name], bars));
  const below = names.filter(name => !over.includes(name));
  const times = bars.map(bar => bar[0]);
  const data = [times, ...[1, 2, 3, 4, 5].map(i => bars.map(bar => bar[i])), ...over.map(name => chart.indicators[name])];
  const fills = useRef(chart.fills);
  fills.current = chart.fills;
  const make = () => ({
    tzDate: zoned,
    legend: { show: false },
    cursor: { y: false },
    axes: axes(2),
    series: [{},
      ...['open', 'high', 'low', 'close'].map(label => ({ label, paths: () => null, points: { show: false } })),
      { label: 'stop', stroke: colour('bad'), width: 1.5, dash: [4, 3], points: { show: false } },
      ...over.map((label, i) => ({ label, stroke: colour(lines[i % lines.length]), width: 1.2, points: { show: false } }))],
    hooks: { draw: [u => { candles(u); marks(u, fills.current); }] },
  });
  const key = [chart.symbol, names.join('|')];
  return html`<div>
    <p class="legend"><span class="bad">stop</span>${over.map((name, i) => html` <span class=${lines[i % lines.length]}>${name}</span>`)}
      <span>▲ bought</span> <span>▼ sold</span></p>
    <${Plot} make=${make} data=${data} height=${height} id="candles" keys=${key} />
    ${below.map((name, i) => html`<p class="legend"><span class=${lines[i % lines.length]}>${name}</span></p>
      <${Curves} id=${'pane-' + i} height=${110} day=${chart.symbol} digits=${2} first=${i}
        curves=${[{ name, points: times.map((time, k) => [time, chart.indicators[name][k]]) }]} />`)}
  </div>`;
}

function candles(u) {
  const [times, opens, highs, lows, closes] = u.data;
  const ctx = u.ctx;
  const width = Math.max(1, Math.min(12, (u.bbox.width / Math.max(1, times.length)) * 0.6));
  ctx.save();
  ctx.beginPath();
  ctx.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
  ctx.clip();
  for (let i = 0; i < times.length; i++) {
    const x = u.valToPos(times[i], 'x', true);
    const open = u.valToPos(opens[i], 'y', true);
    const close = u.valToPos(closes[i], 'y', true);
    ctx.fillStyle = ctx.strokeStyle = colour(closes[i] >= opens[i] ? 'good' : 'bad');
    ctx.beginPath();
    ctx.moveTo(x, u.valToPos(highs[i], 'y', true));
    ctx.lineTo(x, u.valToPos(lows[i], 'y', true));
    ctx.stroke();
    ctx.fillRect(x - width / 2, Math.min(open, close), width, Math.max(1, Math.abs(close - open)));
  }
  ctx.restore();
}

function marks(u, fills) {
  const ctx = u.ctx;
  ctx.save();
  ctx.fillStyle = colour('ink');
  for (const fill of fills) {
    const x = u.valToPos(fill.time, 'x', true);
    const y = u.valToPos(fill.price, 'y', true);
    const up = fill.side === 'buy' ? 1 : -1;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x - 6, y + 11 * up);
    ctx.lineTo(x + 6, y + 11 * up);
    ctx.fill();
  }
  ctx.restore();
}
