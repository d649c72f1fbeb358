// Back tests and what a simulation left: figures side by side, curves, rankings, tear sheets.
import { html, useEffect, useState } from '/app/preact.js';
import { Card, Empty, Table, ask, base, fixed, grouped, useAnswer } from '/app/parts.js';
import { Curves } from '/app/charts.js';

const KEYS = ['trades', 'win_rate_pct', 'profit_factor', 'net_profit', 'total_return_pct', 'cagr_pct', 'sharpe', 'sortino', 'max_drawdown_pct', 'final_equity'];
const when = ms => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
// Two digits are enough to compare runs by; the tear sheet and the files have all of them.
const short = value => typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(2) : value;
const figure = (row, key) => row.figures && row.figures[key] !== undefined && row.figures[key] !== null ? short(row.figures[key]) : '–';

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

// What the daemon's portfolio would do now; only then may it be told to.
function DryRun({ daemon, may, onCommand }) {
  const [state, setState] = useState({});
  const run = force => {
    setState({ waiting: true });
    ask(base(daemon) + '/rebalance', { force: force ? 'yes' : 'no' }).then(
      answer => setState({ answer, force }),
      error => setState({ error: error.message }));
  };
  const { answer } = state;
  const problem = state.error || (answer && answer.error);
  return html`<${Card} title="Rebalance" id="rebalance" wide>
    <p class="buttons"><button id="dry-run" disabled=${state.waiting} onClick=${() => run(false)}>dry run</button>
      ${answer && answer.due === false && html`<button id="dry-run-forced" onClick=${() => run(true)}>all the same</button>`}
      ${may && answer && answer.plan && html`<button id="do-rebalance" class="strong" onClick=${() => {
        setState({});
        onCommand({ command: 'rebalance', target: state.force ? '--force' : '', plan: answer.plan, word: 'REBALANCE', title: 'Rebalance',
          says: 'The portfolio decides now, on its last bars. In the session orders leave at once, outside of it for the next opening.' });
      }}>rebalance …</button>`}</p>
    ${state.waiting && html`<p>Replaying the journal, reading the store …</p>`}
    ${problem && html`<p class="bad" id="dry-run-error">${problem}</p>`}
    ${answer && answer.due === false && html`<p id="not-due">${answer.reason}</p>`}
    ${answer && answer.plan && html`<p>${answer.strategy}, close of ${answer.date}: cash ${grouped(fixed(answer.cash, 2))}, left ${grouped(fixed(answer.cash_left, 2))},
        turnover ${fixed(answer.turnover_percent, 1)} %. Nothing was sent.</p>
      <${Table} id="planned" rows=${answer.orders} empty="No orders." columns=${[
        ['', row => row.symbol],
        ['', row => row.side],
        ['shares', row => grouped(row.shares), 'n'],
        ['price', row => row.price, 'n'],
        ['cost', row => fixed(row.commission, 2), 'n'],
        ['before %', row => fixed(row.weight_before, 1), 'n'],
        ['after %', row => fixed(row.weight_after, 1), 'n'],
        ['', row => row.outcome + ': ' + row.why],
      ]} />`}
  <//>`;
}

export function Portfolios({ state, may, onCommand }) {
  const { value, error } = useAnswer('/api/runs');
  const [name, setName] = useState(null);
  const portfolios = (value || []).filter(row => row.portfolio);
  const shown = name || (portfolios.length > 0 ? portfolios[0].run : null);
  const runs = useRuns(shown ? [shown] : []);
  const run = runs.find(one => one.run === shown);
  return html`<div class="cards">
    ${state.status && state.status.store && html`<${DryRun} daemon=${state.id} may=${may} onCommand=${onCommand} />`}
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
