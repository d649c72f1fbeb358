// Alarms that nobody has acknowledged, and both logs.
import { html } from '/app/preact.js';
import { Card, Empty, base, useAnswer } from '/app/parts.js';

const Lines = ({ id, lines }) =>
  lines && lines.length > 0 ? html`<pre id=${id}>${lines.join('\n')}</pre>` : html`<${Empty}>Nothing.<//>`;

export function Alarms({ state, beat, may, onCommand }) {
  const alarms = useAnswer(base(state.id) + '/alarms', beat);
  const log = useAnswer(base(state.id) + '/log', beat);
  const open = state.unacknowledged;
  return html`<div class="cards">
    <${Card} title="Not acknowledged" id="open-alarms" wide>
      ${open.length === 0 ? html`<${Empty}>None.<//>` : html`<ul class="alarms">${open.map(text => html`<li>${text}</li>`)}</ul>`}
      ${may && open.length > 0 && html`<button id="ack" onClick=${() => onCommand({ command: 'ack', title: 'Acknowledge',
        says: 'All ' + open.length + ' alarms count as seen. Changes nothing in trading.' })}>acknowledge all</button>`}
      <p class="soft">Alarms that leave the machine: ringside alerts.</p>
    <//>
    <${Card} title="Alarms' log" wide><${Lines} id="alarm-log" lines=${alarms.value && alarms.value.log} /><//>
    <${Card} title="Log" wide><${Lines} id="daemon-log" lines=${log.value && log.value.lines} /><//>
  </div>`;
}
