// The day's orders and trades; each opens its explanation.
import { html } from '/app/preact.js';
import { Card, Table, base, clock, fixed, grouped, tone, useAnswer } from '/app/parts.js';

export function Orders({ state, beat, onExplain }) {
  const orders = useAnswer(base(state.id) + '/orders', beat);
  const trades = useAnswer(base(state.id) + '/trades', beat);
  const link = ref => ref && html`<button class="link" onClick=${() => onExplain(ref)}>${ref}</button>`;
  return html`<div class="cards">
    <${Card} title="Trades" id="trades" wide>
      ${trades.error && html`<p class="bad">${trades.error}</p>`}
      <${Table} id="trade-table" empty="No trade has ended today." rows=${trades.value} columns=${[
        ['', row => row.symbol],
        ['', row => row.side],
        ['shares', row => grouped(row.shares), 'n'],
        ['in', row => clock(row.in)],
        ['at', row => row.entry, 'n'],
        ['out', row => clock(row.out)],
        ['at', row => row.exit, 'n'],
        ['why', row => row.reason],
        ['commission', row => row.commission, 'n'],
        ['result', row => html`<span class=${tone(row.pnl)}>${grouped(row.pnl)}</span>`, 'n'],
        ['R', row => fixed(row.r, 2), 'n'],
        ['strategy', row => row.strategy],
        ['entry', row => link(row.order)],
      ]} />
    <//>
    <${Card} title="Orders" id="all-orders" wide>
      ${orders.error && html`<p class="bad">${orders.error}</p>`}
      <${Table} id="history" empty="No order was decided on today." rows=${orders.value} columns=${[
        ['order', row => link(row.order)],
        ['at', row => clock(row.time)],
        ['', row => row.symbol],
        ['purpose', row => row.purpose],
        ['side', row => row.side],
        ['shares', row => grouped(row.shares), 'n'],
        ['filled', row => grouped(row.filled), 'n'],
        ['average', row => row.average, 'n'],
        ['type', row => row.type],
        ['limit', row => row.limit, 'n'],
        ['stop', row => row.stop, 'n'],
        ['commission', row => row.commission, 'n'],
        ['state', row => row.state],
        ['ended', row => clock(row.ended)],
      ]} />
    <//>
  </div>`;
}
