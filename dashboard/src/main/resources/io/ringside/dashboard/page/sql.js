// SQL over journals and results, answered by ringside sql.
import { html, useState } from '/app/preact.js';
import { Card, Empty, Table, ask } from '/app/parts.js';

const EXAMPLES = {
  'trades by symbol': 'SELECT symbol, count(*) AS trades, sum(pnl) AS pnl FROM trades GROUP BY 1 ORDER BY 3 DESC',
  'refused signals': "SELECT outcome, count(*) AS signals FROM verdicts WHERE outcome <> 'accepted' GROUP BY 1 ORDER BY 2 DESC",
  'orders by hour': 'SELECT hour(time) AS hour, count(*) AS fills, sum(quantity) AS shares FROM fills GROUP BY 1 ORDER BY 1',
  'sessions': 'SELECT * FROM sessions ORDER BY 1',
};

export function Sql() {
  const [statement, setStatement] = useState(EXAMPLES['trades by symbol']);
  const [answer, setAnswer] = useState({});
  const send = async e => {
    e.preventDefault();
    setAnswer({ waiting: true });
    try {
      setAnswer(await ask('/api/sql', { statement }));
    } catch (failed) {
      setAnswer({ error: failed.message });
    }
  };
  const columns = answer.rows && answer.rows.length > 0
    ? Object.keys(answer.rows[0]).map(name => [name, row => row[name] === null ? '' : String(row[name]),
      answer.rows.every(row => row[name] === null || typeof row[name] === 'number') ? 'n' : ''])
    : [];
  return html`<div class="cards">
    <${Card} title="SQL" wide>
      <form id="sql" onSubmit=${send}>
        <label>example <select id="sql-example" onChange=${e => e.target.value && setStatement(EXAMPLES[e.target.value])}>
          <option value="">…</option>${Object.keys(EXAMPLES).map(name => html`<option value=${name}>${name}</option>`)}</select></label>
        <textarea id="statement" rows="4" maxlength="3000" spellcheck=${false} value=${statement}
          onInput=${e => setStatement(e.target.value)}></textarea>
        <button id="ask" class="strong" disabled=${answer.waiting}>ask</button>
      </form>
      <p class="soft">Tables: sessions, events, bars, indicators, signals, verdicts, orders, fills, trades, positions, equity, rankings;
        DESCRIBE trades tells the columns. Reads only, one statement at a time.</p>
      ${answer.waiting && html`<p id="sql-waiting">Proving the journals and asking …</p>`}
      ${answer.error && html`<p id="sql-error" class="bad">${answer.error}</p>`}
      ${answer.rows && html`<p id="sql-count">${answer.rows.length} rows${answer.more ? ', and more: narrow the statement' : ''}</p>`}
      ${answer.rows && (answer.rows.length > 0
        ? html`<${Table} id="sql-answer" columns=${columns} rows=${answer.rows} />`
        : html`<${Empty}>No row.<//>`)}
    <//>
  </div>`;
}
