// Back tests and what a simulation left: figures side by side, curves, rankings, tear sheets.
import { html, useEffect, useState } from '/app/preact.js';
import { Card, Empty, Table, ask, fixed, grouped, useAnswer } from '/app/parts.js';
import { Curves } from '/app/charts.js';

const KEYS = ['trades', 'win_rate_pct', 'profit_factor', 'net_profit', 'total_return_pct', 'cagr_pct', 'sharpe', 'sortino', 'max_drawdown_pct', 'final_equity'];
const when = ms => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
const figure = (row, key) => row.figures && row.figures[key] !== undefined && row.figures[key] !== null ? row.figures[key] : '–';

// Details of the chosen runs, asked for once each.
function useRuns(names) {
  const [runs, setRuns] = useState({});
  useEffect(() => {
    names.filter(name => !runs[name]).forEach(name => ask('/api/runs/' + encodeURIComponent(name)).then(
      run => setRuns(before => ({ ...before, [name]: run })),
      error => setRuns(before => ({ ...before, [name]: { run: name, problem: error.message, equity: [], rankings: [], executions: [] } }))));
  }, [names.join('|')]);
  return names.map(name => runs[name]).filter(run => run);
}

function Rows({ rows, empty, id }) {
  const columns = rows.length > 0 ? Object.keys(rows[0]) : [];
  return html`<${Table} id=${id} rows=${rows} empty=${empty} columns=${columns.map(key => [key, row => row[key]])} />`;
}

export function Runs() {
  const { value, error } = useAnswer('/api/runs');
  const [chosen, setChosen] = useState([]);
  const runs = useRuns(chosen);
  const toggle = name => setChosen(before => before.includes(name) ? before.filter(one => one !== name) : [...before, name].slice(-4));
  // What is no figure (the digest, what the files had) stands on the tear sheet.
  const more = Object.entries((runs.length > 0 && runs[0].figures) || {}).filter(([key, value]) => typeof value === 'number' && !KEYS.includes(key));
  const keys = KEYS.concat(more.map(([key]) => key));
  return html`<div class="cards">
    <${Card} title="Results" wide>
      ${error && html`<p class="bad">${error}</p>`}
      <${Table} id="run-table" rows=${value} empty="No results yet: ringside backtest makes some." columns=${[
        ['', row => html`<input type="checkbox" aria-label=${row.run} checked=${chosen.includes(row.run)} onChange=${() => toggle(row.run)} />`],
        ['run', row => row.run.replaceAll('~', '/')],
        ['written', row => when(row.written_ms)],
        ['trades', row => grouped(figure(row, 'trades')), 'n'],
        ['net profit', row => grouped(figure(row, 'net_profit')), 'n'],
        ['profit factor', row => figure(row, 'profit_factor'), 'n'],
        ['Sharpe', row => fixed(figure(row, 'sharpe'), 2), 'n'],
        ['drawdown %', row => figure(row, 'max_drawdown_pct'), 'n'],
        ['', row => row.problem && html`<span class="bad">${row.problem}</span>`],
      ]} />
    <//>
    ${runs.length > 0 && html`<${Card} title="Side by side" id="compare" wide>
      ${runs.some(run => run.equity.length > 1) && html`<${Curves} id="run-equity" height=${220} day=${chosen.join('|')}
        curves=${runs.filter(run => run.equity.length > 1).map(run => ({ name: run.run, points: run.equity }))} />`}
      <p class="buttons">${runs.filter(run => run.sheet_address).map(run =>
        html`<a class="sheet" href=${run.sheet_address} target="_blank" rel="noopener">tear sheet of ${run.run.replaceAll('~', '/')}</a>`)}</p>
      <div class="narrow"><${Table} rows=${keys} columns=${[['', key => key.replaceAll('_', ' ')],
        ...runs.map(run => [run.run.replaceAll('~', '/'), key => grouped(figure(run, key)), 'n'])]} /></div>
    <//>`}
  </div>`;
}

export function Portfolios() {
  const { value, error } = useAnswer('/api/runs');
  const [name, setName] = useState(null);
  const portfolios = (value || []).filter(row => row.portfolio);
  const shown = name || (portfolios.length > 0 ? portfolios[0].run : null);
  const runs = useRuns(shown ? [shown] : []);
  const run = runs.find(one => one.run === shown);
  return html`<div class="cards">
    <${Card} title="Portfolios" wide>
      ${error && html`<p class="bad">${error}</p>`}
      ${portfolios.length === 0
        ? html`<${Empty}>No portfolio was run yet: ringside backtest --config config/momentum.conf makes one.<//>`
        : html`<p class="buttons">${portfolios.map(row => html`<button class=${row.run === shown ? 'chosen' : ''}
            onClick=${() => setName(row.run)}>${row.run.replaceAll('~', '/')}</button>`)}</p>`}
    <//>
    ${run && html`<${Card} title="Last ranking" wide><${Rows} id="rankings" rows=${run.rankings} empty="No ranking." /><//>
    <${Card} title="Executions" wide><${Rows} id="executions" rows=${run.executions.slice(-100).reverse()} empty="No execution." /><//>`}
  </div>`;
}
