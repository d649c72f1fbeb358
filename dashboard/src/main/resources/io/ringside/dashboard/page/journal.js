// The journal as ringside tail prints it, older days too, and its proof.
import { html, useState } from '/app/preact.js';
import { Card, ask, base, useAnswer } from '/app/parts.js';

const TYPES = {
  'fills': 'fill', 'order reports': 'order-sent,order-accepted,order-rejected,order-cancelled,order-replaced', 'commands': 'command',
  'conditions': 'condition', 'bars': 'bar', 'trades': 'trade', 'account': 'position,account,commission', 'sessions': 'session-open,session-close', 'all': '',
};

export function Journal({ state, beat, onExplain }) {
  const [day, setDay] = useState('');
  const [type, setType] = useState('fill');
  const [text, setText] = useState('');
  const [at, setAt] = useState('');
  const [proof, setProof] = useState(null);
  const days = useAnswer(base(state.id) + '/days');
  const query = new URLSearchParams({ limit: '200', ...(day && { day }), ...(type && { type }), ...(text && { text }) });
  const { value, error } = useAnswer(base(state.id) + '/events?' + query, day ? 0 : beat);
  const verify = async () => {
    setProof({ text: 'Replaying …' });
    try {
      setProof(await ask(base(state.id) + '/verify' + (day ? '?day=' + day : '')));
    } catch (e) {
      setProof({ text: e.message, verified: false });
    }
  };
  const rows = value ? value.events.slice().reverse() : [];
  return html`<div class="cards">
    <${Card} title="Journal" wide>
      <p class="buttons">
        <label>day <select id="journal-day" value=${day} onChange=${e => setDay(e.target.value)}>
          <option value="">newest</option>${(days.value || []).map(one => html`<option value=${one}>${one}</option>`)}</select></label>
        <label>type <select id="journal-type" value=${type} onChange=${e => setType(e.target.value)}>
          ${Object.entries(TYPES).map(([name, one]) => html`<option value=${one}>${name}</option>`)}</select></label>
        <label>holds <input id="journal-text" value=${text} onChange=${e => setText(e.target.value)} /></label>
        <label>explain <input id="journal-at" placeholder="2025-06-20T10:25" value=${at} onInput=${e => setAt(e.target.value)} /></label>
        <button disabled=${!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(at)} onClick=${() => onExplain(null, at)}>bar</button>
        <button id="verify" onClick=${verify}>verify</button>
      </p>
      ${proof && html`<p id="proof" class=${proof.verified === false ? 'bad' : proof.verified ? 'good' : ''}>${proof.text}</p>`}
      ${error && html`<p class="bad">${error}</p>`}
      <pre id="events">${rows.map(row => row.lines.join('\n')).join('\n') || 'Nothing of that kind.'}</pre>
    <//>
  </div>`;
}
