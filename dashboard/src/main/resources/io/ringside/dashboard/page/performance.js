// The account over the day.
import { html } from '/app/preact.js';
import { Card, Empty, Facts, base, fixed, grouped, tone, useAnswer } from '/app/parts.js';
import { Curves } from '/app/charts.js';

export function Performance({ state, beat }) {
  const { value, error } = useAnswer(base(state.id) + '/performance', beat);
  return html`<div class="cards">
    <${Card} title="Equity" wide>
      ${error && html`<p class="bad">${error}</p>`}
      ${value && value.equity.length > 1
        ? html`<${Curves} id="equity" height=${240} curves=${[{ name: 'equity', points: value.equity }]} />`
        : html`<${Empty}>The day has not begun.<//>`}
    <//>
    ${value && html`<${Card} title="Day" id="day"><${Facts} rows=${[
      ['equity', grouped(value.equity_now)],
      ['cash', grouped(value.cash)],
      ['trades', value.trades],
      ['won', value.win_rate_pct === null ? '–' : fixed(value.win_rate_pct, 1) + ' %'],
      ['net of closed', grouped(value.net), tone(value.net)],
      ['average win', grouped(value.average_win)],
      ['average loss', grouped(value.average_loss)],
      ['profit factor', fixed(value.profit_factor, 2)],
      ['commissions', grouped(value.commissions)],
      ['deepest drawdown', grouped(value.drawdown) + ', ' + fixed(value.drawdown_pct, 2) + ' %'],
    ]} /><//>`}
    ${value && html`<${Card} title="As ringside trades prints it" wide><pre id="trade-lines">${value.lines.join('\n')}</pre><//>`}
  </div>`;
}
