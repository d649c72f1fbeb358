// Alarms that nobody has acknowledged, and both logs.
import { html } from '/app/preact.js';
import { Card, Empty, base, useAnswer } from '/app/parts.js';

const Lines = ({ id, lines }) =>
  lines && lines.length > 0 ? html`<pre id=${id}>${lines.join('\n')}</pre>` : html`<${Empty}>Nothing.<//>`;

const SILENCES = [15, 60];

export function Alarms({ state, beat, may, onCommand }) {
  const alarms = useAnswer(base(state.id) + '/alarms', beat);
  const log = useAnswer(base(state.id) + '/log', beat);
  const open = state.unacknowledged;
  const silent = (state.status && state.status.alarms_silent_s) || 0;
  return html`<div class="cards">
    <${Card} title="Not acknowledged" id="open-alarms" wide>
      ${open.length === 0 ? html`<${Empty}>None.<//>` : html`<ul class="alarms">${open.map(text => html`<li>${text}</li>`)}</ul>`}
      ${may && html`<p class="buttons">
        ${open.length > 0 && html`<button id="ack" onClick=${() => onCommand({ command: 'ack', title: 'Acknowledge',
          says: 'All ' + open.length + ' alarms count as seen. Changes nothing in trading.' })}>acknowledge all</button>`}
        ${silent > 0 && html`<span id="silent-for" class="badge warn">not repeated for ${Math.ceil(silent / 60)} min</span>`}
        ${SILENCES.map(minutes => html`<button id=${'silence-' + minutes} onClick=${() => onCommand({ command: 'silence', target: String(minutes), title: 'Silence',
          says: 'No alarm is repeated for ' + minutes + ' minutes. New ones are told all the same, and all stay until somebody acknowledges.' })}>silence ${minutes} min</button>`)}
        ${silent > 0 && html`<button id="silence-0" onClick=${() => onCommand({ command: 'silence', target: '0', title: 'End the silence',
          says: 'Alarms are repeated again.' })}>end the silence</button>`}
        <button id="alarm-test" onClick=${() => onCommand({ command: 'alarm-test', title: 'Test the alarms',
          says: 'Raises an alarm, which must arrive wherever alarms go. Changes nothing in trading.' })}>test</button>
      </p>`}
      <p class="soft">Alarms that leave the machine: ringside alerts.</p>
    <//>
    <${Card} title="Alarms' log" wide><${Lines} id="alarm-log" lines=${alarms.value && alarms.value.log} /><//>
    <${Card} title="Log" wide><${Lines} id="daemon-log" lines=${log.value && log.value.lines} /><//>
  </div>`;
}
