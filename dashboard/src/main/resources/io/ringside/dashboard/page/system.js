// The machine under the trading: what came of the market, how long each stage takes, process and disk.
import { html } from '/app/preact.js';
import { Card, Facts, Table, base, clock, fixed, grouped, useAnswer } from '/app/parts.js';

export function Data({ state, beat }) {
  const { value, error } = useAnswer(base(state.id) + '/data', beat);
  return html`<div class="cards">
    ${error && html`<p class="bad">${error}</p>`}
    <${Card} title="What came of the market today" wide><${Table} id="coverage" empty="Nothing yet." rows=${value && value.instruments} columns=${[
      ['', row => row.symbol],
      ['warm-up bars', row => grouped(row.warm_up), 'n'],
      ['bars', row => grouped(row.bars), 'n'],
      ['prints', row => grouped(row.prints), 'n'],
      ['first', row => clock(row.first)],
      ['last', row => clock(row.last)],
      ['behind', row => row.behind_s === null ? '–' : row.behind_s + ' s', 'n'],
      ['price', row => row.price, 'n'],
    ]} /><//>
    <${Card} title="Records by type"><${Table} id="types" empty="None." rows=${value && Object.entries(value.types)} columns=${[
      ['type', row => row[0]],
      ['count', row => grouped(row[1]), 'n'],
    ]} /><//>
  </div>`;
}

const megabytes = bytes => grouped(Math.round(bytes / 1e6)) + ' MB';

export function System({ state, beat }) {
  const { value, error } = useAnswer(base(state.id) + '/system', beat);
  const process = (value && value.process) || {};
  const status = state.status || {};
  return html`<div class="cards">
    ${error && html`<p class="bad">${error}</p>`}
    <${Card} title="Latency from the journal's clocks" wide><${Table} id="clocks" empty="No record carries clocks." rows=${value && value.clocks} columns=${[
      ['', row => row.stretch],
      ['events', row => grouped(row.count), 'n'],
      ['p50 µs', row => fixed(row.p50_us, 1), 'n'],
      ['p99 µs', row => fixed(row.p99_us, 1), 'n'],
      ['max µs', row => fixed(row.max_us, 1), 'n'],
    ]} /><//>
    <${Card} title="Process" id="process"><${Facts} rows=${[
      ['process', process.pid || '–'],
      ['memory', process.memory || '–'],
      ['swapped', process.swapped || '–'],
      ['threads', process.threads || '–'],
      ['heap', status.heap_used_bytes === undefined ? '–' : megabytes(status.heap_used_bytes) + ' of ' + megabytes(status.heap_max_bytes)],
      ['collections', status.gc_count === undefined ? '–' : grouped(status.gc_count) + ', ' + grouped(status.gc_ms) + ' ms in all'],
      ['ring free', grouped(status.ring_free) + ' slots'],
      ['reconnects', grouped(status.reconnects)],
      ['comparisons', grouped(status.comparisons)],
      ['stood still', status.stood_still || 'never'],
      ['build', status.build || '–'],
    ]} /><//>
    <${Card} title="Journal and disk" id="disk"><${Facts} rows=${[
      ['records', value ? grouped(value.records) : '–'],
      ['journal', value ? fixed(value.journal_mb, 1) + ' MB' : '–'],
      ['disk free', value ? grouped(value.disk_free_mb) + ' MB' : '–'],
      ['folder', state.folder],
    ]} /><//>
  </div>`;
}
