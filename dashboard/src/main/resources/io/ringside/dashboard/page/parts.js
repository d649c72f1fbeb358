// What all pages share: asking the server, tables, dialogs, words.
import { html, useEffect, useRef, useState } from '/app/preact.js';

export async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Ringside': '1' },
    body: JSON.stringify(body),
  };
  let answer;
  try {
    answer = await fetch(path, options);
  } catch (e) {
    throw new Error('the dashboard does not answer; ringside kill on the command line works all the same');
  }
  const value = await answer.json().catch(() => ({ error: 'no answer that can be read' }));
  if (!answer.ok) {
    const refused = new Error(value.error || 'refused');
    refused.status = answer.status;
    throw refused;
  }
  return value;
}

// Asks again whenever one of the keys changes; keeps what it has meanwhile.
export function useAnswer(path, ...keys) {
  const [answer, setAnswer] = useState({ value: null, error: null });
  useEffect(() => {
    let wanted = true;
    if (path) {
      ask(path).then(
        value => wanted && setAnswer({ value, error: null }),
        error => wanted && setAnswer(before => ({ value: before.value, error: error.message })));
    }
    return () => { wanted = false; };
  }, [path, ...keys]);
  return answer;
}

export const base = id => '/api/daemons/' + encodeURIComponent(id);

export const clock = text => (text || '').slice(11, 19);

export function tone(text) {
  const number = Number(text);
  return !Number.isFinite(number) || number === 0 ? '' : number > 0 ? 'good' : 'bad';
}

// 1234567.89 as 1,234,567.89; what is no number stays as it is.
export function grouped(text) {
  if (text === null || text === undefined) return '–';
  const parts = /^(-?)(\d+)(\.\d+)?$/.exec(String(text));
  return parts ? parts[1] + parts[2].replace(/\B(?=(\d{3})+$)/g, ',') + (parts[3] || '') : String(text);
}

// Money to the cent, rounded as decimals are: a binary number would take 0.575 for less than it is.
export function money(text) {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(text));
  if (!parts) return grouped(text);
  const after = (parts[3] || '').padEnd(3, '0');
  const cents = BigInt(parts[2] + after.slice(0, 2)) + (after[2] >= '5' ? 1n : 0n);
  const digits = String(cents).padStart(3, '0');
  return grouped((cents === 0n ? '' : parts[1]) + digits.slice(0, -2) + '.' + digits.slice(-2));
}

export const fixed = (value, digits) =>
  value === null || value === undefined || !Number.isFinite(Number(value)) ? '–' : Number(value).toFixed(digits);

export function Card({ title, id, children, wide }) {
  return html`<section class=${'card' + (wide ? ' wide' : '')} id=${id}><h2>${title}</h2>${children}</section>`;
}

export function Empty({ children }) {
  return html`<p class="empty">${children}</p>`;
}

// Columns: [title, cell of a row, 'n' for numbers].
export function Table({ columns, rows, empty, id }) {
  if (!rows || rows.length === 0) return html`<${Empty}>${empty || 'Nothing.'}<//>`;
  return html`<div class="scroll"><table id=${id}>
    <thead><tr>${columns.map(([title, , kind]) => html`<th class=${kind}>${title}</th>`)}</tr></thead>
    <tbody>${rows.map(row => html`<tr>${columns.map(([, cell, kind]) => html`<td class=${kind}>${cell(row)}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

export function Facts({ rows, id }) {
  return html`<dl class="facts" id=${id}>${rows.map(([name, value, kind]) =>
    html`<div><dt>${name}</dt><dd class=${kind || ''}>${value}</dd></div>`)}</dl>`;
}

export function Dialog({ title, id, onClose, children }) {
  const box = useRef(null);
  useEffect(() => {
    box.current.showModal();
    // What has to be typed is typed at once, without another press.
    const first = box.current.querySelector('#typed');
    if (first) first.focus();
  }, []);
  return html`<dialog ref=${box} onCancel=${onClose}>
    <div class="title"><h2 id=${id}>${title}</h2><button class="close" aria-label="close" onClick=${onClose}>×</button></div>
    ${children}
  </dialog>`;
}

// Asks for a word typed by hand where that is wanted, gives the command, and shows what the daemon answered.
export function CommandDialog({ daemon, command, target, plan, word, title, says, onClose }) {
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const [state, setState] = useState({ phase: 'asking' });
  const send = async () => {
    setState({ phase: 'waiting' });
    try {
      const answer = await ask(base(daemon) + '/command',
        { command, target: target || '', note, confirm: word || '', plan: plan || '' });
      setState({ phase: 'answered', answer });
    } catch (e) {
      setState({ phase: 'failed', text: e.message });
    }
  };
  const ready = !word || typed === word;
  return html`<${Dialog} title=${title} id="command-title" onClose=${onClose}>
    <p>${says}</p>
    ${state.phase === 'asking' && html`
      <form id="command" onSubmit=${e => { e.preventDefault(); if (ready) send(); }}>
        ${word && html`<label>Type <b>${word}</b> to confirm
          <input id="typed" autocomplete="off" value=${typed} onInput=${e => setTyped(e.target.value)} /></label>`}
        <label>Why, for the journal <input id="note" maxlength="200" value=${note} onInput=${e => setNote(e.target.value)} /></label>
        <button id="send" class=${command === 'kill' ? 'kill' : 'strong'} disabled=${!ready}>${title}</button>
      </form>`}
    ${state.phase === 'waiting' && html`<p id="waiting">Asked; waiting for the daemon …</p>`}
    ${state.phase === 'failed' && html`<p id="failed" class="bad">${state.text}</p>`}
    ${state.phase === 'answered' && html`
      <p id="answer" class=${state.answer.obeyed ? 'good' : 'bad'}>${state.answer.text}</p>
      ${state.answer.record !== null && html`<p>Record <b id="record">${state.answer.record}</b> of ${state.answer.day}</p>`}`}
  <//>`;
}

export function ExplainDialog({ daemon, order, at, onClose }) {
  const query = order ? 'order=' + encodeURIComponent(order) : 'at=' + encodeURIComponent(at);
  const { value, error } = useAnswer(base(daemon) + '/explain?' + query);
  return html`<${Dialog} title=${order || at} onClose=${onClose}>
    ${error && html`<p class="bad">${error}</p>`}
    ${!value && !error && html`<p>Replaying the journal …</p>`}
    ${value && html`<pre id="explanation">${value.lines.join('\n')}</pre>`}
  <//>`;
}
