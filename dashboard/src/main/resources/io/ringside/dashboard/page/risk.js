// What the limits leave, what they refused, and how they are set.
import { html } from '/app/preact.js';
import { Card, Facts, Table, base, grouped, useAnswer } from '/app/parts.js';

export function Risk({ state, beat }) {
  const { value, error } = useAnswer(base(state.id) + '/risk', beat);
  const left = (state.status && state.status.limits_left) || {};
  return html`<div class="cards">
    <${Card} title="Left of the limits on losses" id="left"><${Facts} rows=${[
      ['of the day', grouped(left.day_loss)],
      ['of the drawdown', grouped(left.drawdown)],
      ['losses in a row', grouped(left.losses_in_a_row)],
    ]} /><//>
    ${error && html`<p class="bad">${error}</p>`}
    <${Card} title="What became of signals" id="outcomes"><${Table} empty="No signal today." rows=${value && value.outcomes} columns=${[
      ['verdict', row => row.outcome],
      ['in words', row => row.words],
      ['count', row => grouped(row.count), 'n'],
    ]} /><//>
    <${Card} title="Limits and sizes as configured" id="limits" wide><${Table} empty="None." rows=${value && Object.entries(value.limits)} columns=${[
      ['risk.', row => row[0]],
      ['value', row => row[1], 'n'],
    ]} /><//>
  </div>`;
}
