// The page: login, the stream of one daemon, what is always visible, and the pages below it.
import { html, render, useEffect, useRef, useState } from '/app/preact.js';
import { CommandDialog, ExplainDialog, ask, base, money, tone } from '/app/parts.js';
import { Alarms } from '/app/alarms.js';
import { Chart } from '/app/chart.js';
import { Journal } from '/app/journal.js';
import { Now } from '/app/now.js';
import { Orders } from '/app/orders.js';
import { Performance } from '/app/performance.js';
import { Risk } from '/app/risk.js';
import { Portfolios, Runs } from '/app/runs.js';
import { Sql } from '/app/sql.js';
import { Data, System } from '/app/system.js';

const PAGES = { now: Now, chart: Chart, orders: Orders, performance: Performance, portfolios: Portfolios, risk: Risk, journal: Journal, alarms: Alarms, runs: Runs, data: Data, sql: Sql, system: System };
const NAMES = Object.keys(PAGES);
const KEYS = '1234567890-=';
const LINES_MAX = 500;
const MEASURES_MAX = 1000;
const SILENT_MS = 7000;
const NAMES_MAX = 3;

const kept = (key, usual) => localStorage.getItem('ringside.' + key) || usual;
const keep = (key, value) => localStorage.setItem('ringside.' + key, value);

// The token stands in the fragment, which no browser sends: it is shown once, and taken out of the address.
async function login() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token) {
    history.replaceState(null, '', location.pathname);
    return ask('/api/login', { token });
  }
  return ask('/api/me');
}

function Login({ error, onRole }) {
  const [token, setToken] = useState('');
  const [refused, setRefused] = useState(error);
  const send = e => {
    e.preventDefault();
    ask('/api/login', { token }).then(me => onRole(me.role), failed => setRefused(failed.message));
  };
  return html`<main class="login"><h1>Ringside</h1>
    <form onSubmit=${send}>
      <label>Token, as ringside dashboard left it, or password
        <input id="token" type="password" autocomplete="current-password" value=${token} onInput=${e => setToken(e.target.value)} /></label>
      <button class="strong">Log in</button>
    </form>
    ${refused && html`<p class="bad" id="refused">${refused}</p>`}
  </main>`;
}

// One stream of one daemon; what comes is shown as it comes, the latest only.
function useStream(id, onLost) {
  const [state, setState] = useState(null);
  const [lines, setLines] = useState([]);
  const [heardMs, setHeard] = useState(Date.now());
  useEffect(() => {
    if (!id) return undefined;
    setState(null);
    setLines([]);
    const stream = new EventSource(base(id) + '/stream');
    const show = message => {
      setHeard(Date.now());
      setState(JSON.parse(message.data));
    };
    stream.addEventListener('snapshot', show);
    stream.addEventListener('tick', show);
    stream.addEventListener('beat', () => setHeard(Date.now()));
    stream.addEventListener('event', message => {
      setHeard(Date.now());
      const event = JSON.parse(message.data);
      setLines(before => before.some(line => line.id === message.lastEventId)
        ? before
        : [...before, { ...event, id: message.lastEventId }].slice(-LINES_MAX));
    });
    stream.addEventListener('error', () => {
      if (stream.readyState === EventSource.CLOSED) ask('/api/me').catch(e => e.status === 401 && onLost());
    });
    return () => stream.close();
  }, [id]);
  return { state, lines, heardMs };
}

function useNow() {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

// From the arrival of the last event at the daemon to the frame that shows it, for the browser's own performance timeline.
function useMeasure(state) {
  const shown = useRef(null);
  useEffect(() => {
    document.documentElement.dataset.status = (state && state.status_ms) || 0;
    const journal = state && state.journal;
    if (!journal || journal.sequence === shown.current) return;
    shown.current = journal.sequence;
    document.documentElement.dataset.sequence = journal.sequence;
    const arrivedMs = journal.arrived_ms;
    requestAnimationFrame(() => {
      const end = performance.now();
      const took = performance.timeOrigin + end - arrivedMs;
      if (arrivedMs && took > 0 && took < 60000) {
        if (performance.getEntriesByName('event-to-pixel').length > MEASURES_MAX) performance.clearMeasures('event-to-pixel');
        performance.measure('event-to-pixel', { start: Math.max(0, end - took), end });
      }
    });
  }, [state]);
}

function countdown(status, journal) {
  const size = /^(\d+)([smh])$/.exec(journal.bar || '');
  const time = status.market_time;
  if (!size || !time) return '–';
  const seconds = Number(size[1]) * { s: 1, m: 60, h: 3600 }[size[2]];
  const at = Number(time.slice(11, 13)) * 3600 + Number(time.slice(14, 16)) * 60 + Number(time.slice(17, 19));
  const left = seconds - at % seconds;
  return Math.floor(left / 60) + ':' + String(left % 60).padStart(2, '0');
}

const age = ms => ms < 10000 ? (ms / 1000).toFixed(1) + ' s' : ms < 600000 ? Math.floor(ms / 1000) + ' s' : Math.floor(ms / 60000) + ' min';

// One or two names as they are; of a portfolio how many.
function holdings(position) {
  const names = (position || '').split(/(?<=\d [^ ]+) (?=-?\d+ )/);
  return !position ? '–' : names.length > NAMES_MAX ? names.length + ' names' : position;
}

// What a daemon said that does not run any more is no news.
const told = (state, text) => !text ? '–' : state.running ? text : 'was ' + text;

// What is the matter with a daemon that is not looked at.
const trouble = one => one.killed ? ' KILLED' : !one.running ? ' not running' : one.fault ? ' stands still' : one.unacknowledged > 0 ? ' alarms' : '';

function Fact({ name, kind, id, children }) {
  return html`<div class="fact"><span class="soft">${name}</span> <span id=${id} class=${kind || ''}>${children}</span></div>`;
}

const AWAY = ['connecting', 'waiting', 'degraded'];

// A position is held and the broker is not there: what is seen is old, what is pressed waits.
function Away({ status }) {
  const held = status.position && status.position !== 'flat';
  return html`<p class="banner" id="away">The broker is away (${status.broker}); ${held
    ? html`${status.position} held, as it was told last; stops at the broker stay.`
    : 'nothing is held.'} Cancels wait and leave first of all when it is back; flatten and KILL sell then; a close waits a minute.</p>`;
}

function Strip({ state, silentMs, may, onCommand }) {
  const status = state.status || {};
  const journal = state.journal || {};
  const left = status.limits_left || {};
  const button = (command, title, says, word) => may && html`<button id=${'do-' + command} class=${command === 'kill' ? 'kill' : ''}
    onClick=${() => onCommand({ command, title, says, word })}>${title}</button>`;
  return html`<header class="strip">
    <div class="facts-line">
      <span id="mode" class=${'mode ' + (status.mode || 'none')}>${(status.mode || 'no daemon').toUpperCase()}</span>
      <${Fact} name="account" id="account-tail">${status.account || '–'}<//>
      <${Fact} name="broker" id="broker" kind=${state.running && status.broker === 'ready' ? 'good' : 'bad'}>${told(state, status.broker)}<//>
      <${Fact} name="data" id="data-age">${status.last_data_ms === undefined || !state.running ? '–' : age(status.last_data_ms)}<//>
      <${Fact} name="market" id="market-time">${(status.market_time || '–').slice(0, 19).replace('T', ' ')}<//>
      ${!status.store && html`<${Fact} name="next bar" id="next-bar">${state.running ? countdown(status, journal) : '–'}<//>`}
      <${Fact} name="equity" id="equity-now">${money(status.equity)}<//>
      <${Fact} name="day" id="day-now" kind=${tone(status.day)}>${money(status.day)}<//>
      <${Fact} name="position" id="position-now" title=${status.position}>${holdings(status.position)}<//>
      <${Fact} name="may lose" id="may-lose">${money(left.day_loss)}<//>
      <${Fact} name="entries" id="entries" kind=${state.running && status.entries === 'allowed' ? 'good' : 'bad'}>${told(state, status.entries)}<//>
      <${Fact} name="alarms" id="alarm-count" kind=${state.unacknowledged.length > 0 ? 'bad' : ''}>${state.unacknowledged.length}<//>
      <${Fact} name="journal" id="journal-state" kind=${journal.proved === false ? 'bad' : 'good'}>${journal.sequence === undefined ? '–' : journal.sequence + (journal.proved ? ' proved' : ' DIFFERS')}<//>
    </div>
    <div class="buttons">
      ${state.killed && html`<span class="badge alert" id="killed">KILLED: ${state.kill_note}</span>`}
      ${status.latched && !state.killed && html`<span class="badge alert" id="latched">LATCHED</span>`}
      ${status.halted && html`<span class="badge warn" id="halted">HALTED</span>`}
      ${status.flattening && html`<span class="badge warn">FLATTENING</span>`}
      ${status.halted
        ? button('resume', 'Resume', 'Entries are allowed again; a latch stays.')
        : button('halt', 'Halt', 'Entries stop. Positions and their stops stay.')}
      ${button('flatten', 'Flatten', 'Entries stop, working entries are cancelled, positions are left at the market.', 'FLATTEN')}
      ${button('kill', 'KILL', 'Stops everything at once, past the ring, over restarts too. Only ringside unlatch lifts it.', 'KILL')}
    </div>
    ${state.fault && html`<p class="banner" id="fault">${state.fault}</p>`}
    ${state.running && AWAY.includes(status.broker) && html`<${Away} status=${status} />`}
    ${state.problem && html`<p class="banner" id="problem">journal: ${state.problem}</p>`}
    ${silentMs > SILENT_MS && html`<p class="banner" id="silent">No news from the dashboard for ${age(silentMs)}. What you see is old; the buttons work as soon as it answers, and ringside kill at once.</p>`}
  </header>`;
}

function Shell({ role, onLost }) {
  const [daemons, setDaemons] = useState([]);
  const [id, setId] = useState(null);
  const [page, setPage] = useState(PAGES[location.hash.slice(1)] ? location.hash.slice(1) : kept('page', 'now'));
  const [command, setCommand] = useState(null);
  const [explain, setExplain] = useState(null);
  const { state, lines, heardMs } = useStream(id, onLost);
  const now = useNow();
  useMeasure(state);
  useEffect(() => {
    ask('/api/daemons').then(all => {
      setDaemons(all);
      const wanted = kept('daemon', '');
      setId(all.some(one => one.id === wanted) ? wanted : all[0].id);
    }, e => e.status === 401 && onLost());
  }, []);
  const go = name => {
    setPage(name);
    keep('page', name);
    history.replaceState(null, '', '#' + name);
  };
  useEffect(() => {
    const press = e => {
      if (e.target.closest('input, select, textarea, dialog') || e.ctrlKey || e.altKey || e.metaKey) return;
      const chosen = NAMES[KEYS.indexOf(e.key)];
      if (chosen && e.key.length === 1) go(chosen);
    };
    const move = () => PAGES[location.hash.slice(1)] && go(location.hash.slice(1));
    addEventListener('keydown', press);
    addEventListener('hashchange', move);
    return () => {
      removeEventListener('keydown', press);
      removeEventListener('hashchange', move);
    };
  }, []);
  const choose = chosen => {
    setId(chosen);
    keep('daemon', chosen);
  };
  const all = (state && state.daemons) || daemons;
  const Page = PAGES[page] || Now;
  const silentMs = now - heardMs;
  // Pages that ask for more do so at most once a second, and only when something is new.
  const beat = state && state.journal ? Math.floor(now / 1000) + ':' + state.journal.sequence : 0;
  const may = role === 'operate';
  return html`<div class=${silentMs > SILENT_MS ? 'shell silent' : 'shell'}>
    <nav>
      ${all.length > 1 && html`<select id="daemon" value=${id} onChange=${e => choose(e.target.value)}>${all.map(one =>
        html`<option value=${one.id}>${one.id + trouble(one) + (one.day ? ', ' + money(one.day) : '')}</option>`)}</select>`}
      ${NAMES.map((name, i) => html`<button key=${name} id=${'go-' + name} title=${'key ' + KEYS[i]} class=${name === page ? 'chosen' : ''}
        onClick=${() => go(name)}>${name}</button>`)}
    </nav>
    ${state
      ? html`<${Strip} state=${state} silentMs=${silentMs} may=${may} onCommand=${setCommand} />
        <main id=${'page-' + page}><${Page} key=${page + id} state=${state} lines=${lines} beat=${beat} may=${may}
          onCommand=${setCommand} onExplain=${(order, at) => setExplain({ order, at })} /></main>`
      : html`<main><p class="empty">Looking at ${id || 'the daemons'} …</p></main>`}
    <footer class="soft">Charts by uPlot, page by Preact and htm; <a href="/openapi.json">API</a>. ${may ? '' : 'To look at only.'}</footer>
    ${command && html`<${CommandDialog} daemon=${id} ...${command} onClose=${() => setCommand(null)} />`}
    ${explain && html`<${ExplainDialog} daemon=${id} ...${explain} onClose=${() => setExplain(null)} />`}
  </div>`;
}

function App() {
  const [role, setRole] = useState(null);
  const [error, setError] = useState(null);
  useEffect(() => {
    login().then(me => setRole(me.role), e => {
      setError(e.status === 401 && !location.hash ? null : e.message);
      setRole('none');
    });
  }, []);
  if (role === null) return html`<main><p class="empty">…</p></main>`;
  if (role === 'none') return html`<${Login} error=${error} onRole=${setRole} />`;
  return html`<${Shell} role=${role} onLost=${() => setRole('none')} />`;
}

render(html`<${App} />`, document.getElementById('page'));
