// What a trader wants to see first: how it stands, what is held, what works, what went wrong.
import { html, useState } from '/app/preact.js';
import { Card, Empty, Facts, Table, clock, fixed, grouped, money, tone } from '/app/parts.js';

// Prices, percentages and seconds of a day alike.
const short = value => fixed(value, Math.abs(value) >= 1000 ? 0 : 2);

// What the trader holds himself is no difference, and not to be adopted.
const same = row => row.broker_shares === 'unknown'
  || Number(row.shares) + Number(row.standing || 0) === Number(row.broker_shares);

function Why({ why }) {
  return html`${why.map(one => html`<div class="why"><h3>${one.strategy} on ${one.symbol}, bar of ${clock(one.bar)}</h3>
    <${Table} empty="Nothing was asked." rows=${one.conditions} columns=${[
      ['rule', c => c.purpose],
      ['condition', c => c.text],
      ['value', c => short(c.value), 'n'],
      ['against', c => short(c.threshold), 'n'],
      ['', c => html`<span class=${c.holds ? 'good' : 'bad'}>${c.holds ? 'holds' : 'fails'}</span>`],
    ]} /></div>`)}`;
}

// Where an order is, in the words of whoever waits for it.
const STATES = { held: 'waits here', uncertain: 'may be there', sent: 'sent', working: 'works' };

const FLAT_MAX = 10;

// Of a portfolio's many names, those that something is held of, here or at the broker.
function usePositions(rows) {
  const [all, setAll] = useState(false);
  const held = rows.filter(row => Number(row.shares) !== 0 || !same(row));
  const short = !all && rows.length > FLAT_MAX;
  return { shown: short ? held : rows, flat: short ? rows.length - held.length : 0, showAll: () => setAll(true) };
}

export function Now({ state, lines, may, onCommand, onExplain }) {
  const status = state.status || {};
  const journal = state.journal;
  const left = status.limits_left || {};
  const { shown, flat, showAll } = usePositions(status.positions || []);
  return html`<div class="sides">
    <div class="side">
    <${Card} title="Positions, ours beside the broker's" id="positions">
      <${Table} id="position-table" empty=${status.positions ? 'Nothing is held.' : 'The daemon has not told of positions yet.'} rows=${shown} columns=${[
        ['', row => row.symbol],
        ['ours', row => grouped(row.shares), 'n'],
        ["broker's", row => html`<span class=${same(row) ? '' : 'alert'}>${grouped(row.broker_shares)}</span>`, 'n'],
        ['average', row => row.average, 'n'],
        ['last', row => row.last, 'n'],
        ['open result', row => html`<span class=${tone(row.open)}>${grouped(row.open)}</span>`, 'n'],
        ['stop', row => row.stop],
        ['entries', row => row.entries],
        ['', row => html`<span class="buttons">
          ${may && html`<button id=${'close-' + row.symbol} onClick=${() => onCommand({ command: 'close', target: row.symbol, word: row.symbol, title: 'Close ' + row.symbol,
            says: 'Cancels its entries and leaves the position at the market. Entries stay allowed.' })}>close</button>`}
          ${may && !same(row) && html`<button id=${'adopt-' + row.symbol} onClick=${() => onCommand({ command: 'adopt', target: row.symbol, word: row.symbol, title: 'Adopt ' + row.symbol,
            says: 'What the broker holds is the strategy\'s from now on. Trading stays latched until ringside unlatch.' })}>adopt</button>`}
        </span>`],
      ]} />
      ${flat > 0 && html`<p class="buttons"><button id="show-flat" onClick=${showAll}>show ${flat} that are flat</button></p>`}
      ${journal && journal.trips.length > 0 && html`<${Table} id="trips" rows=${journal.trips} columns=${[
        ['', row => row.symbol],
        ['', row => row.side],
        ['shares', row => grouped(row.shares), 'n'],
        ['since', row => clock(row.since)],
        ['entry', row => row.entry, 'n'],
        ['result', row => html`<span class=${tone(row.open)}>${grouped(row.open)}</span>`, 'n'],
        ['in R', row => fixed(row.r, 2), 'n'],
        ['stop', row => row.stop, 'n'],
        ['to stop', row => grouped(row.to_stop), 'n'],
        ['in R', row => fixed(row.to_stop_r, 2), 'n'],
      ]} />`}
    <//>
    <${Card} title="Working orders" id="orders">
      <${Table} id="order-table" empty="No order works." rows=${status.orders} columns=${[
        ['order', row => html`<button class="link" onClick=${() => onExplain(row.order)}>${row.order}</button>`],
        ['', row => row.symbol],
        ['purpose', row => row.purpose],
        ['side', row => row.side],
        ['shares', row => grouped(row.shares), 'n'],
        ['filled', row => grouped(row.filled), 'n'],
        ['type', row => row.type],
        ['limit', row => row.limit, 'n'],
        ['stop', row => row.stop, 'n'],
        ["broker's", row => row.broker_stop, 'n'],
        ['state', row => STATES[row.state] || row.state],
        ['', row => may && row.purpose !== 'stop' && html`<button id=${'cancel-' + row.order} onClick=${() => onCommand({ command: 'cancel', target: row.order,
          title: 'Cancel ' + row.order, says: 'Cancels this order; what of it has filled stays under its stop.' })}>cancel</button>`],
      ]} />
    <//>
    <${Card} title="What happens" id="log">
      ${lines.length === 0 ? html`<${Empty}>Nothing yet.<//>` : html`<ol class="log">${lines.slice(-60).reverse().map(line =>
        html`<li key=${line.id}><span class="soft">${line.sequence}</span> ${line.text}</li>`)}</ol>`}
    <//>
    </div>
    <div class="side">
    <${Card} title="Account" id="account">
      <${Facts} rows=${[
        ['equity', money(status.equity), ''],
        ['day', money(status.day), tone(status.day)],
        ['realized', money(status.realized), tone(status.realized)],
        ['commissions', money(status.commissions)],
        ['cash', money(status.cash)],
        ['fills', grouped(status.fills)],
        ['net liquidation', money(status.net_liquidation)],
        ['buying power', money(status.buying_power)],
        ['left of day loss', money(left.day_loss)],
        ['left of drawdown', money(left.drawdown)],
      ]} />
    <//>
    <${Card} title="Alarms" id="alarms">
      ${state.unacknowledged.length === 0
        ? html`<${Empty}>None that nobody has acknowledged.<//>`
        : html`<ul class="alarms">${state.unacknowledged.slice(0, 5).map(text => html`<li>${text}</li>`)}</ul>`}
      ${may && state.unacknowledged.length > 0 && html`<button onClick=${() => onCommand({ command: 'ack', title: 'Acknowledge',
        says: 'All ' + state.unacknowledged.length + ' alarms count as seen. Changes nothing in trading.' })}>acknowledge</button>`}
    <//>
    <${Card} title="Why" id="why">
      ${journal && journal.why.length > 0 ? html`<${Why} why=${journal.why} />` : html`<${Empty}>${status.store
        ? 'A portfolio decides after the close of a day that is due: see portfolios.' : 'No bar has closed yet.'}<//>`}
    <//>
    </div>
  </div>`;
}
